//! The overlay: a view that covers the list, one at a time, with a button that goes back to the list.
//!
//! Its content is loaded when it is first opened; the root component provides it ([`crate::ui::slots`]).

use crate::reactive::{derived, live};
use crate::state::{App, app};
use crate::ui::slots::slots;
use crate::ui::state::{Opened, Ui, ui};
use crate::ui::text::say;
use diming_protocol::messages::{DistanceMsg, Msg, text};
use leptos::prelude::*;

/// The views that can cover the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The selected record.
    Card,
    /// The records at one spot.
    Spot,
    /// The layers.
    Layers,
    /// The filters.
    Filters,
    /// Counts by town.
    Towns,
    /// State and notes of the layers.
    Data,
    /// Places near the person.
    Near,
    /// The comparison.
    Compare,
    /// The help page.
    Help,
    /// Printing and saving.
    Export,
    /// The builder of frames for other sites.
    Embed,
}

/// The overlay that is shown; `None` where the list is not covered.
pub fn topmost(app: App, ui: Ui) -> Option<Overlay> {
    if app.view.selected.with(Option::is_some) {
        Some(Overlay::Card)
    } else if app.session.spot.with(Option::is_some) {
        Some(Overlay::Spot)
    } else {
        match ui.opened.get() {
            Opened::Nothing => None,
            Opened::Layers => Some(Overlay::Layers),
            Opened::Filters => Some(Overlay::Filters),
            Opened::Towns => Some(Overlay::Towns),
            Opened::Data(_) => Some(Overlay::Data),
            Opened::Near => Some(Overlay::Near),
            Opened::Compare => Some(Overlay::Compare),
            Opened::Help => Some(Overlay::Help),
            Opened::Export => Some(Overlay::Export),
            Opened::Embed => Some(Overlay::Embed),
        }
    }
}

/// The overlay, if one is shown.
#[component]
pub fn OverlayView() -> impl IntoView {
    let (app, ui, slots) = (app(), ui(), slots());
    let shown = derived(move || topmost(app, ui));
    live(move || {
        let shown = shown.get()?;
        let label = move || {
            let lang = app.view.lang.get();
            match shown {
                Overlay::Card => text(lang, Msg::Card),
                Overlay::Spot => text(lang, Msg::Spot),
                Overlay::Layers => text(lang, Msg::Layers),
                Overlay::Filters => text(lang, Msg::Filters),
                Overlay::Towns => text(lang, Msg::Towns),
                Overlay::Data => text(lang, Msg::Data),
                Overlay::Compare => text(lang, Msg::Compare),
                Overlay::Help => text(lang, Msg::Help),
                Overlay::Export => text(lang, Msg::Keep),
                Overlay::Embed => text(lang, Msg::EmbedBuild),
                Overlay::Near => text(lang, DistanceMsg::NearMe),
            }
        };
        Some(
            view! {
                <section class="over" aria-label=label>
                    <button type="button" class="back" on:click=move |_| ui.close_top(app)>
                        <span aria-hidden="true">"‹ "</span>
                        {say(Msg::Back)}
                    </button>
                    {(slots.overlay)(shown)}
                </section>
            }
            .into_any(),
        )
    })
}
