//! The overlay: a view that covers the list, one at a time, with a button that goes back to the list.
//!
//! Its content is loaded when it is first opened; the root component provides it ([`crate::ui::slots`]).

use crate::reactive::{derived, effect, live};
use crate::state::{App, PanelWidth, app};
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

impl Overlay {
    /// How wide it wants to be: beside a workspace of two columns, what is no wider covers the first only.
    pub fn width(self) -> PanelWidth {
        match self {
            Overlay::Towns => PanelWidth::Wide,
            _ => PanelWidth::Panel,
        }
    }
}

/// How wide the panel is.
fn panel_width(app: App, ui: Ui) -> PanelWidth {
    // The elder view and the frames have layouts of their own.
    if app.view.is_elder.get() || !app.site.layout().is_for_officers() {
        return PanelWidth::Panel;
    }
    let workspace = app.workspace().map(|spec| (spec.width)()).unwrap_or_default();
    match (topmost(app, ui).map(Overlay::width), workspace) {
        (None, width) => width,
        (Some(PanelWidth::Panel), PanelWidth::Full) => PanelWidth::Panel,
        (Some(PanelWidth::Panel), width) | (Some(width), _) => width,
    }
}

/// Keeps the width on the root element: banner, panel and map depend on it.
pub fn follow_width(app: App, ui: Ui) {
    let width = derived(move || panel_width(app, ui));
    effect(move || {
        if let Some(root) = document().document_element() {
            // Setting a valid attribute does not fail.
            drop(root.set_attribute("data-width", width.get().code()));
        }
    });
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
                <section class="over" class:wide=shown.width() == PanelWidth::Wide aria-label=label>
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
