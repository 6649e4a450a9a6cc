//! Columns that a person must decide of, each once: is it public?

use super::super::session::desk_session;
use super::{decide, named, of_form};
use crate::reactive::{all, derived, live, show};
use crate::state::app;
use crate::ui::text::{said, say};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{fill, text};
use diming_tables_protocol::PublishQuestion;
use diming_tables_protocol::messages::DeskMsg;
use leptos::prelude::*;

/// The questions.
#[component]
pub fn Questions() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let has_some = derived(move || session.publish_info(|info| !info.questions.is_empty()).unwrap_or_default());
    let items = move || {
        let lang = app.view.lang.get();
        let questions = session.publish_info(|info| info.questions.clone()).unwrap_or_default();
        let answers = of_form(|form| form.answers.clone());
        all(questions.into_iter().map(|question| {
            let answer = answers.iter().find(|(column, _)| *column == question.column).map(|(_, keep)| *keep);
            question_view(lang, question, answer)
        }))
    };
    show(
        move || has_some.get(),
        move || {
            view! {
                <fieldset class="publish-questions">
                    <legend>{say(DeskMsg::PublishAsk)}</legend>
                    <p class="hint">{say(DeskMsg::PublishAskWhy)}</p>
                    {live(items)}
                </fieldset>
            }
        },
    )
}

fn question_view(lang: Lang, question: PublishQuestion, answer: Option<bool>) -> AnyView {
    let column = question.column;
    let choice = |keep: bool, msg: DeskMsg| {
        let label = fill(lang, DeskMsg::AnswerOf, &[("column", &question.heading), ("answer", text(lang, msg))]);
        let press = move |_| {
            decide(move |form| {
                form.answers.retain(|(known, _)| *known != column);
                form.answers.push((column, keep));
            });
        };
        let is_off = keep && question.is_for_officers;
        view! {
            <button type="button" class="kind-chip" aria-label=label aria-pressed=(answer == Some(keep)).to_string() prop:disabled=is_off on:click=press>
                {text(lang, msg)}
            </button>
        }
    };
    let examples = question.examples.join(" · ");
    view! {
        <div class="publish-question">
            <div>
                <strong>{named(lang, &question.heading)}</strong> " " <span class="hint">{said(lang, &question.why)}</span><br />
                <span class="hint">{named(lang, &examples)}</span>
            </div>
            <div class="buttons">{choice(true, DeskMsg::AnswerPublic)} {choice(false, DeskMsg::AnswerOut)}</div>
        </div>
    }
    .into_any()
}
