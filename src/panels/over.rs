//! What lies over the list: one thing at a time, with a way back to where the list was.

use super::card::CardView;
use super::data::DataView;
use super::keep::KeepView;
use super::spot::SpotView;
use super::towns::TownsView;
use super::ui::{Over, Ui, ui};
use super::words::{say, t};
use crate::live::{derived, live};
use crate::state::{App, app};
use diming_core::messages::Msg;
use leptos::prelude::*;

/// What lies on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    /// The selected record.
    Card,
    /// The records at one spot.
    Spot,
    /// Counts by town.
    Towns,
    /// State and notes of the layers.
    Data,
    /// What can be printed and saved.
    Keep,
}

/// What lies on top; `None` where the list is open.
pub fn top(app: App, ui: Ui) -> Option<Top> {
    if app.selected.with(Option::is_some) {
        Some(Top::Card)
    } else if app.spot.with(Option::is_some) {
        Some(Top::Spot)
    } else {
        match ui.over.get() {
            Over::Nothing => None,
            Over::Towns => Some(Top::Towns),
            Over::Data(_) => Some(Top::Data),
            Over::Keep => Some(Top::Keep),
        }
    }
}

/// What lies over the list, if anything.
#[component]
pub fn OverList() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let shown = derived(move || top(app, ui));
    live(move || {
        let label = match shown.get()? {
            Top::Card => Msg::Card,
            Top::Spot => Msg::Spot,
            Top::Towns => Msg::Towns,
            Top::Data => Msg::Data,
            Top::Keep => Msg::Keep,
        };
        let content = match shown.get()? {
            Top::Card => view! { <CardView /> }.into_any(),
            Top::Spot => view! { <SpotView /> }.into_any(),
            Top::Towns => view! { <TownsView /> }.into_any(),
            Top::Data => view! { <DataView /> }.into_any(),
            Top::Keep => view! { <KeepView /> }.into_any(),
        };
        Some(
            view! {
                <section class="over" aria-label=t(label)>
                    <button type="button" class="back" on:click=move |_| ui.close_top(app)>
                        <span aria-hidden="true">"‹ "</span>
                        {say(Msg::Back)}
                    </button>
                    {content}
                </section>
            }
            .into_any(),
        )
    })
}
