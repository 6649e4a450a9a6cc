//! What lies over the list: one thing at a time, with a way back to where the list was.
//!
//! All of it comes when it is first opened.

use super::card::CardView;
use super::compare::CompareView;
use super::data::DataView;
use super::export::KeepView;
use super::help::HelpView;
use super::near::NearView;
use super::spot::SpotView;
use super::towns::TownsView;
use super::ui::{Over, Ui, ui};
use super::words::say;
use crate::embed::BuilderView;
use crate::later;
use crate::live::{derived, live};
use crate::state::{App, app};
use diming_protocol::messages::{EaseMsg, Msg, text};
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
    /// Where the person is.
    Near,
    /// The chosen records side by side.
    Compare,
    /// How everything is used.
    Help,
    /// What can be printed and saved.
    Keep,
    /// The map for a page of another site.
    Embed,
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
            Over::Near => Some(Top::Near),
            Over::Compare => Some(Top::Compare),
            Over::Help => Some(Top::Help),
            Over::Keep => Some(Top::Keep),
            Over::Embed => Some(Top::Embed),
        }
    }
}

/// What lies over the list, if anything.
#[component]
pub fn OverList() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let shown = derived(move || top(app, ui));
    live(move || {
        let shown = shown.get()?;
        let label = move || {
            let lang = app.lang.get();
            match shown {
                Top::Card => text(lang, Msg::Card),
                Top::Spot => text(lang, Msg::Spot),
                Top::Towns => text(lang, Msg::Towns),
                Top::Data => text(lang, Msg::Data),
                Top::Compare => text(lang, Msg::Compare),
                Top::Help => text(lang, Msg::Help),
                Top::Keep => text(lang, Msg::Keep),
                Top::Embed => text(lang, Msg::EmbedBuild),
                Top::Near => text(lang, EaseMsg::NearMe),
            }
        };
        Some(
            view! {
                <section class="over" aria-label=label>
                    <button type="button" class="back" on:click=move |_| ui.close_top(app)>
                        <span aria-hidden="true">"‹ "</span>
                        {say(Msg::Back)}
                    </button>
                    {later::over_list(shown)}
                </section>
            }
            .into_any(),
        )
    })
}

/// What there is to see of it.
pub fn content(top: Top) -> AnyView {
    match top {
        Top::Card => view! { <CardView /> }.into_any(),
        Top::Spot => view! { <SpotView /> }.into_any(),
        Top::Towns => view! { <TownsView /> }.into_any(),
        Top::Data => view! { <DataView /> }.into_any(),
        Top::Compare => view! { <CompareView /> }.into_any(),
        Top::Help => view! { <HelpView /> }.into_any(),
        Top::Near => view! { <NearView /> }.into_any(),
        Top::Keep => view! { <KeepView /> }.into_any(),
        Top::Embed => view! { <BuilderView /> }.into_any(),
    }
}
