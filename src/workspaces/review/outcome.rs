//! What comes of a review: the sheet and the notice to print, JSON for another system, a link, a case.

use super::field::TextField;
use super::notice::Notice;
use super::printed_review::Sheet;
use super::session::review_session;
use crate::address;
use crate::engine_client::ask;
use crate::panels::copy::to_clipboard;
use crate::reactive::{live, show};
use crate::state::app;
use crate::ui::text::{say, t};
use diming_protocol::Request;
use diming_review_protocol::export;
use diming_review_protocol::messages::DeskMsg;
use diming_review_protocol::review::ReviewFile;
use leptos::prelude::*;

/// What is shown to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paper {
    Sheet,
    Notice,
}

/// The buttons, and the paper that is open.
#[component]
pub fn Outcome() -> impl IntoView {
    let app = app();
    let session = review_session();
    let paper = RwSignal::new(None::<Paper>);
    let told = RwSignal::new(None::<DeskMsg>);
    let has_answer = move || session.reviewed.with(Option::is_some);
    let copy = move |_| {
        let link = address::link(app);
        leptos::task::spawn_local(async move {
            let done = to_clipboard(&link).await;
            told.try_set(Some(if done { DeskMsg::LinkCopied } else { DeskMsg::LinkNotCopied }));
        });
    };
    let save = move |_| ask(Request::Export { what: export(&ReviewFile::Review), lang: app.view.lang.get_untracked() });
    let keep = move |_| {
        let is_kept = super::case_book::keep();
        let for_visit = session.cases.is_refused.get_untracked();
        told.set(Some(match (is_kept, for_visit) {
            (false, _) => DeskMsg::CaseFull,
            (true, true) => DeskMsg::CaseForVisit,
            (true, false) => DeskMsg::CaseKept,
        }));
    };
    let toggle = move |which: Paper, msg: DeskMsg| {
        let is_open = move || paper.get() == Some(which);
        view! {
            <button
                type="button"
                aria-expanded=move || is_open().to_string()
                on:click=move |_| paper.set((!is_open()).then_some(which))
            >
                {say(msg)}
            </button>
        }
    };
    // Printing the page prints the open paper (see `print.css`); a browser that refuses leaves it on the screen.
    let print = move |_| drop(window().print());
    let content = move || match paper.get()? {
        Paper::Sheet => Some(view! { <Sheet /> }.into_any()),
        Paper::Notice => Some(
            view! {
                <div class="field-grid"><TextField name="location" /> <TextField name="approved_by" /></div>
                <Notice />
            }
            .into_any(),
        ),
    };
    show(has_answer, move || {
        view! {
            <section class="outcome" aria-labelledby="outcome-title">
                <h3 id="outcome-title">{say(DeskMsg::Outcome)}</h3>
                <div class="buttons">
                    {toggle(Paper::Sheet, DeskMsg::OutcomeSheet)}
                    {toggle(Paper::Notice, DeskMsg::OutcomeNotice)}
                    <button type="button" on:click=keep>{say(DeskMsg::KeepCase)}</button>
                    <button type="button" on:click=save>{say(DeskMsg::SaveJson)}</button>
                    <button type="button" on:click=copy>{say(DeskMsg::CopyLink)}</button>
                </div>
                <p class="hint" role="status">{live(move || told.get().map(|msg| t(msg)()))}</p>
                {live(content)}
                {show(move || paper.get().is_some(), move || view! {
                    <div class="buttons"><button type="button" class="main" on:click=print>{say(DeskMsg::Print)}</button></div>
                })}
            </section>
        }
    })
}
