//! The naming review: an application as it is typed, its findings, what comes of them. One component a file.

mod batch;
mod batch_row;
mod batch_table;
mod begin;
mod case_book;
mod case_counts;
mod case_file;
mod case_import;
mod case_row;
mod cases;
mod evidence;
mod feed;
mod field;
mod finding;
mod findings;
mod form;
mod json;
mod lists;
mod names;
mod notice;
mod order;
mod outcome;
mod printed_review;
mod progress;
mod rules;
mod session;
mod sources;
mod split;
mod standing;
mod suggestions;

use crate::engine_client;
use crate::reactive::{all, derived, effect, live, show};
use crate::state::{App, LinkedFields, OrderPart, PanelWidth, WorkspaceSpec, WorkspaceWords, app};
use crate::ui::tabs::tab;
use crate::ui::text::{say, t};
use diming_protocol::Response;
use diming_protocol::catalog::Catalog;
use diming_protocol::messages::{Msg, counted, explain, fill, number, text};
use diming_review_protocol::REVIEW;
use diming_review_protocol::link::{LINK, ORDER};
use diming_review_protocol::messages::{DeskMsg, FirstMsg};
use diming_review_protocol::review::ReviewState;
use leptos::html;
use leptos::prelude::*;
use session::{ReviewTab, review_session};
use std::sync::Arc;

const VIEWS: [(ReviewTab, DeskMsg); 5] = [
    (ReviewTab::Application, DeskMsg::ViewApplication),
    (ReviewTab::Batch, DeskMsg::ViewBatch),
    (ReviewTab::Names, DeskMsg::ViewNames),
    (ReviewTab::Cases, DeskMsg::ViewCases),
    (ReviewTab::Rules, DeskMsg::ViewRules),
];

/// The naming review, as the page knows it.
pub static SPEC: WorkspaceSpec = WorkspaceSpec {
    id: REVIEW,
    words: WorkspaceWords {
        label: |lang| text(lang, FirstMsg::Tab),
        name: |lang| text(lang, FirstMsg::Name),
        kept: Some(|lang| text(lang, FirstMsg::Kept)),
        in_frame: Some(|lang| text(lang, FirstMsg::InFrame)),
    },
    width: || match review_session().view.get() {
        ReviewTab::Application => PanelWidth::Wide,
        ReviewTab::Batch | ReviewTab::Names | ReviewTab::Cases | ReviewTab::Rules => PanelWidth::Full,
    },
    is_offered: |app| {
        let is_configured = |catalog: &Option<Arc<Catalog>>| catalog.as_ref().is_some_and(|c| c.plan(REVIEW).is_some());
        app.site.layout().is_for_officers() && app.answers.catalog.with(is_configured)
    },
    view: split::view,
    connect,
    link: LINK,
    linked: Some(LinkedFields {
        fields: || review_session().fields.get(),
        open: |fields| review_session().take("", fields, Default::default()),
    }),
    // Here a file is a register.
    dropped: Some(|_| review_session().view.set(ReviewTab::Rules)),
    picked: Some(|_, at| review_session().set_place(at)),
    returned: Some(|| review_session().return_to_batch()),
    on_list: None,
    receive: |seq, body| review_session().receive(seq, body),
    lose: || review_session().lose_part(),
    ordered: Some(OrderPart { order: ORDER, carry_out: split::carry_out }),
};

/// Creates the state of the review.
fn connect(app: App) {
    let session = review_session();
    // An application that was opened from the batch is a step of its own.
    effect(move || {
        let is_step = session.from_row.with(Option::is_some) && session.view.get() == ReviewTab::Application;
        if app.session.is_step.get_untracked() != is_step {
            app.session.is_step.set(is_step);
        }
    });
    // The listener lives as long as the page.
    std::mem::forget(engine_client::listen(move |response| {
        if let Response::Fingerprint { layer, print } = response {
            session.fingerprints.update(|prints| drop(prints.insert(*layer, print.clone())));
        }
        false
    }));
}

/// The whole workspace.
#[component]
pub fn ReviewView() -> impl IntoView {
    let app = app();
    begin::once(app);
    let session = review_session();
    let tabs = all(VIEWS.map(|(view, msg)| tab("tab small", session.view, view, msg)));
    let desk: NodeRef<html::Div> = NodeRef::new();
    from_the_top(desk);
    let shown = move || match session.view.get() {
        ReviewTab::Application => view! { <form::Form /> }.into_any(),
        ReviewTab::Batch => view! { <batch::BatchView /> }.into_any(),
        ReviewTab::Names => view! { <names::NamesView /> }.into_any(),
        ReviewTab::Cases => view! { <cases::CasesView /> }.into_any(),
        ReviewTab::Rules => view! { <rules::RulesView /> }.into_any(),
    };
    view! {
        <div class="desk" node_ref=desk>
            <div class="desk-side">
                <h2 class="sr">{say(DeskMsg::ReviewTitle)}</h2>
                <nav class="tabs desk-tabs" aria-label=t(DeskMsg::Views)>{tabs}</nav>
                <Readiness />
                {live(shown)}
            </div>
            {show(move || session.view.get() == ReviewTab::Application, || view! { <Answer /> })}
        </div>
    }
}

/// Beside the form: what was found, in sum and in full, and what comes of it.
#[component]
fn Answer() -> impl IntoView {
    evidence::connect(app());
    let paper = outcome::OpenPaper::new();
    view! {
        <div class="desk-side answer">
            <findings::Summary />
            <div class="answer-body">
                <findings::Findings />
                <sources::Sources />
                <outcome::PaperView paper />
            </div>
            <outcome::Outcome paper />
        </div>
    }
}

/// Another part starts at its top, whatever was scrolled before.
fn from_the_top(desk: NodeRef<html::Div>) {
    let view = derived(|| Some(review_session().view.get()));
    effect(move || {
        view.with(|_| ());
        if let Some(scroller) = desk.get_untracked().and_then(|desk| desk.parent_element()) {
            scroller.set_scroll_top(0);
        }
    });
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
                        <button type="button" on:click=move |_| session::open()>{say(Msg::Retry)}</button>
                    </div>
                }
                .into_any()
            }
        })
    };
    view! { <div class="desk-state" role="status">{live(words)}</div> }
}
