//! The naming review: an application as it is typed, its findings, what comes of them. One component a file.

mod batch;
mod batch_table;
mod begin;
mod case_book;
mod case_counts;
mod case_file;
mod case_import;
mod case_row;
mod cases;
mod feed;
mod field;
mod finding;
mod findings;
mod form;
mod json;
mod names;
mod notice;
mod outcome;
mod printed_review;
mod progress;
mod rules;
pub mod session;
mod sources;
mod standing;
mod suggestions;

use crate::address::{self, LinkedApplication};
use crate::engine_client::{self, WorkspacePort};
use crate::reactive::{all, effect, live};
use crate::state::{App, app};
use crate::ui::tabs::tab;
use crate::ui::text::{say, t};
use diming_protocol::Response;
use diming_protocol::messages::{DeskMsg, counted, explain, fill, number};
use diming_review_protocol::REVIEW;
use diming_review_protocol::review::ReviewState;
use leptos::prelude::*;
use session::{ReviewTab, review_session};

const VIEWS: [(ReviewTab, DeskMsg); 5] = [
    (ReviewTab::Application, DeskMsg::ViewApplication),
    (ReviewTab::Batch, DeskMsg::ViewBatch),
    (ReviewTab::Names, DeskMsg::ViewNames),
    (ReviewTab::Cases, DeskMsg::ViewCases),
    (ReviewTab::Rules, DeskMsg::ViewRules),
];

/// Creates the state of the review and connects it with engine, address and map. The root component calls it before the
/// address is read.
pub fn connect(app: App) {
    let session = review_session();
    address::carry_application(LinkedApplication {
        fields: session.fields,
        open: |fields| review_session().take("", fields, Default::default()),
    });
    engine_client::connect_workspace(WorkspacePort {
        id: REVIEW,
        receive: |seq, body| review_session().receive(seq, body),
        lose: || review_session().lose_part(),
    });
    // The listener lives as long as the page.
    std::mem::forget(engine_client::listen(move |response| {
        if let Response::Fingerprint { layer, print } = response {
            session.fingerprints.update(|prints| drop(prints.insert(*layer, print.clone())));
        }
        false
    }));
    effect(move || {
        if let Some(at) = app.session.chosen_place.get() {
            session.set_place(at);
        }
    });
}

/// Shows the tab with the registers, for a file that was dropped.
pub fn show_registers() {
    review_session().view.set(ReviewTab::Rules);
}

/// The whole workspace.
#[component]
pub fn ReviewView() -> impl IntoView {
    let app = app();
    begin::once(app);
    let session = review_session();
    let tabs = all(VIEWS.map(|(view, msg)| tab("tab small", session.view, view, msg)));
    let shown = move || match session.view.get() {
        ReviewTab::Application => view! { <form::Form /> <findings::Findings /> <outcome::Outcome /> }.into_any(),
        ReviewTab::Batch => view! { <batch::BatchView /> }.into_any(),
        ReviewTab::Names => view! { <names::NamesView /> }.into_any(),
        ReviewTab::Cases => view! { <cases::CasesView /> }.into_any(),
        ReviewTab::Rules => view! { <rules::RulesView /> }.into_any(),
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

/// Readiness of the review in a line; where it failed, a button that retries.
#[component]
fn Readiness() -> impl IntoView {
    let app = app();
    let words = move || {
        let lang = app.view.lang.get();
        review_session().ready.with(|ready| match ready {
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
                        <button type="button" on:click=move |_| session::open()>{say(diming_protocol::messages::Msg::Retry)}</button>
                    </div>
                }
                .into_any()
            }
        })
    };
    view! { <div class="desk-state" role="status">{live(words)}</div> }
}
