//! The naming review: an application as it is typed, its findings, what comes of them. One component a file.

mod batch;
mod batch_table;
mod begin;
mod case_counts;
mod case_import;
mod case_row;
mod cases;
mod choose;
pub mod desk;
mod feed;
mod field;
mod finding;
mod findings;
mod form;
mod listing;
mod names;
mod notice;
mod outcome;
mod printed_review;
mod progress;
mod rules;
mod sources;
mod standing;
mod suggestions;

use crate::live::{all, live};
use crate::panels::words::{say, t};
use crate::state::app;
use crate::workspaces::tabs::tab;
use desk::DeskView;
use diming_protocol::messages::{DeskMsg, counted, explain, fill, number};
use diming_review_protocol::review::ReviewState;
use leptos::prelude::*;

const VIEWS: [(DeskView, DeskMsg); 5] = [
    (DeskView::Application, DeskMsg::ViewApplication),
    (DeskView::Batch, DeskMsg::ViewBatch),
    (DeskView::Names, DeskMsg::ViewNames),
    (DeskView::Cases, DeskMsg::ViewCases),
    (DeskView::Rules, DeskMsg::ViewRules),
];

/// The whole workspace.
#[component]
pub fn ReviewDesk() -> impl IntoView {
    let app = app();
    begin::once(app);
    let desk = app.desk;
    let tabs = all(VIEWS.map(|(view, msg)| tab("tab small", desk.view, view, msg)));
    let shown = move || match desk.view.get() {
        DeskView::Application => view! { <form::Form /> <findings::Findings /> <outcome::Outcome /> }.into_any(),
        DeskView::Batch => view! { <batch::BatchView /> }.into_any(),
        DeskView::Names => view! { <names::NamesView /> }.into_any(),
        DeskView::Cases => view! { <cases::CasesView /> }.into_any(),
        DeskView::Rules => view! { <rules::RulesView /> }.into_any(),
    };
    view! {
        <div class="desk">
            <h2 class="sr">{say(DeskMsg::ReviewTitle)}</h2>
            <nav class="tabs desk-tabs" aria-label=t(DeskMsg::Views)>{tabs}</nav>
            <Readiness />
            {live(shown)}
        </div>
    }
}

/// How ready the review is, in a line; with what to do where it failed.
#[component]
fn Readiness() -> impl IntoView {
    let app = app();
    let words = move || {
        let lang = app.lang.get();
        app.desk.ready.with(|ready| match ready {
            ReviewState::Closed | ReviewState::Loading => {
                view! { <p class="hint">{say(DeskMsg::StateLoading)}</p> }.into_any()
            }
            ReviewState::Building { done, total } => {
                let shown = |n: &u32| number(lang, f64::from(*n));
                let values = [("done", &*shown(done)), ("total", &*shown(total))];
                view! {
                    <p class="hint">{fill(lang, DeskMsg::StateBuilding, &values)}</p>
                    <progress max=total.to_string() value=done.to_string() aria-label=t(DeskMsg::StateLoading)></progress>
                }
                .into_any()
            }
            ReviewState::Ready(info) => {
                view! { <p class="hint">{counted(lang, DeskMsg::StateReady, u64::from(info.names))} " " {say(DeskMsg::Advises)}</p> }
                    .into_any()
            }
            ReviewState::Failed(problem) => {
                let explained = explain(lang, problem);
                view! {
                    <div class="problem" role="alert">
                        <p><strong>{say(DeskMsg::StateFailed)}</strong> " " {explained.what}</p>
                        <p>{explained.advice}</p>
                        <button type="button" on:click=move |_| desk::open()>{say(diming_protocol::messages::Msg::Retry)}</button>
                    </div>
                }
                .into_any()
            }
        })
    };
    view! { <div class="desk-state" role="status">{live(words)}</div> }
}
