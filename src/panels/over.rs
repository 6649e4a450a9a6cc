//! What lies over the list: one thing at a time, with a way back to where the list was.

use super::card::CardView;
use super::compare::CompareView;
use super::data::DataView;
use super::help::HelpView;
use super::spot::SpotView;
use super::towns::TownsView;
use super::ui::{Over, Ui, ui};
use super::words::{say, t};
use crate::live::{derived, live};
use crate::state::{App, app};
use diming_core::messages::{CompareMsg, HelpMsg, Msg};
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
    /// The chosen records side by side.
    Compare,
    /// How everything is used.
    Help,
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
            Over::Compare => Some(Top::Compare),
            Over::Help => Some(Top::Help),
        }
    }
}

/// What lies over the list, if anything.
#[component]
pub fn OverList() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let shown = derived(move || top(app, ui));
    live(move || {
        let label: Box<dyn Fn() -> &'static str + Send + Sync> = match shown.get()? {
            Top::Card => Box::new(t(Msg::Card)),
            Top::Spot => Box::new(t(Msg::Spot)),
            Top::Towns => Box::new(t(Msg::Towns)),
            Top::Data => Box::new(t(Msg::Data)),
            Top::Compare => Box::new(t(CompareMsg::Compare)),
            Top::Help => Box::new(t(HelpMsg::Help)),
        };
        let content = match shown.get()? {
            Top::Card => view! { <CardView /> }.into_any(),
            Top::Spot => view! { <SpotView /> }.into_any(),
            Top::Towns => view! { <TownsView /> }.into_any(),
            Top::Data => view! { <DataView /> }.into_any(),
            Top::Compare => view! { <CompareView /> }.into_any(),
            Top::Help => view! { <HelpView /> }.into_any(),
        };
        Some(
            view! {
                <section class="over" aria-label=label>
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
