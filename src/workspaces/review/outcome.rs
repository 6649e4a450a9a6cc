//! What comes of a review: the sheet and the notice to print, JSON for another system, a link, a case.

use super::field::TextField;
use super::notice::Notice;
use super::printed_review::Sheet;
use super::session::review_session;
use crate::address;
use crate::engine_client::ask;
use crate::panels::copy::to_clipboard;
use crate::reactive::{effect, live, show};
use crate::state::app;
use crate::ui::focus;
use crate::ui::popup::popup;
use crate::ui::text::{say, t};
use diming_protocol::Request;
use diming_review_protocol::export;
use diming_review_protocol::messages::{DeskMsg, ListsMsg};
use diming_review_protocol::review::{ReviewFile, ReviewState};
use leptos::prelude::*;

/// Id of the open paper.
const PAPER_ID: &str = "open-paper";

/// What is shown to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paper {
    Sheet,
    Notice,
}

/// The paper that is open, if any. `Copy`.
#[derive(Clone, Copy)]
pub struct OpenPaper(RwSignal<Option<Paper>>);

impl OpenPaper {
    /// None is open.
    pub fn new() -> OpenPaper {
        OpenPaper(RwSignal::new(None))
    }

    /// Opens a paper, which is brought into sight and has the focus; one that is open is closed.
    fn toggle(self, which: Paper) {
        let is_open = self.0.get_untracked() == Some(which);
        self.0.set((!is_open).then_some(which));
        if !is_open {
            focus::soon(|| {
                if let Some(paper) = document().get_element_by_id(PAPER_ID) {
                    paper.scroll_into_view();
                }
                focus::to_id(PAPER_ID);
            });
        }
    }
}

/// The paper that is open, under the findings.
#[component]
pub fn PaperView(paper: OpenPaper) -> impl IntoView {
    let label = move || match paper.0.get() {
        Some(Paper::Notice) => t(DeskMsg::OutcomeNotice)(),
        _ => t(DeskMsg::OutcomeSheet)(),
    };
    let content = move || match paper.0.get()? {
        Paper::Sheet => Some(view! { <Sheet /> }.into_any()),
        Paper::Notice => Some(
            view! {
                <div class="field-grid"><TextField name="location" /> <TextField name="approved_by" /></div>
                <Notice />
            }
            .into_any(),
        ),
    };
    let is_open = move || review_session().reviewed.with(Option::is_some) && paper.0.get().is_some();
    show(
        is_open,
        move || view! { <section class="paper-view" id=PAPER_ID tabindex="-1" aria-label=label>{live(content)}</section> },
    )
}

/// Whether nothing of the open paper is still being worked out: the fingerprints of the registers' files.
fn is_complete() -> bool {
    let prints = review_session().fingerprints.get();
    review_session().ready.with(|ready| match ready {
        ReviewState::Ready(info) => {
            info.registers.iter().filter(|register| register.is_used()).all(|r| prints.contains_key(&r.layer))
        }
        _ => true,
    })
}

/// Prints the page, which prints the open paper (see `print.css`); a browser that refuses leaves it on the screen.
fn print() {
    drop(window().print());
}

/// The bar that stays in sight: papers and case; while a paper is open, its print.
#[component]
pub fn Outcome(paper: OpenPaper) -> impl IntoView {
    let app = app();
    let session = review_session();
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
    // What was told is of the application as it was.
    effect(move || {
        session.fields.track();
        told.set(None);
    });
    let toggle = move |which: Paper, msg: DeskMsg| {
        let is_open = move || paper.0.get() == Some(which);
        view! {
            <button
                type="button"
                class:main=move || which == Paper::Sheet && paper.0.get().is_none()
                aria-expanded=move || is_open().to_string()
                on:click=move |_| paper.toggle(which)
            >
                {say(msg)}
            </button>
        }
    };
    let is_waiting = RwSignal::new(false);
    effect(move || {
        if is_waiting.get() && paper.0.get().is_none() {
            is_waiting.set(false);
        } else if is_waiting.get() && (paper.0.get() != Some(Paper::Sheet) || is_complete()) {
            is_waiting.set(false);
            // What has just come is on the paper in the next frame.
            focus::soon(print);
        }
    });
    let more = popup();
    let act = move |msg: DeskMsg, act: Box<dyn Fn(web_sys::MouseEvent)>| {
        let choose = move |event| {
            more.leave();
            act(event);
        };
        view! { <button type="button" on:click=choose>{say(msg)}</button> }
    };
    show(has_answer, move || {
        view! {
            <section class="outcome" aria-label=t(DeskMsg::Outcome)>
                <p class="hint" role="status">{live(move || told.get().map(|msg| t(msg)()))}</p>
                {show(move || is_waiting.get(), move || view! {
                    <div class="progress">
                        <progress aria-label=t(DeskMsg::PrintWaits)></progress>
                        <span class="hint" role="status">{say(DeskMsg::PrintWaits)}</span>
                        <button type="button" on:click=move |_| is_waiting.set(false)>{say(ListsMsg::Stop)}</button>
                    </div>
                })}
                <div class="buttons">
                    {toggle(Paper::Sheet, DeskMsg::OutcomeSheet)}
                    {toggle(Paper::Notice, DeskMsg::OutcomeNotice)}
                    {show(move || paper.0.get().is_some(), move || view! {
                        <button
                            type="button"
                            class="main"
                            title=t(DeskMsg::PrintHint)
                            on:click=move |_| is_waiting.set(true)
                        >
                            {say(DeskMsg::Print)}
                        </button>
                    })}
                    <button type="button" on:click=keep>{say(DeskMsg::KeepCase)}</button>
                    <div class="menu more-acts" node_ref=more.root>
                        <button
                            type="button"
                            class="icon"
                            aria-expanded=move || more.is_open.get().to_string()
                            aria-label=t(DeskMsg::MoreActs)
                            title=t(DeskMsg::MoreActs)
                            node_ref=more.button
                            on:click=move |_| more.toggle()
                        >
                            <span aria-hidden="true">"⋯"</span>
                        </button>
                        {show(move || more.is_open.get(), move || view! {
                            <div class="menu-list">
                                {act(DeskMsg::SaveJson, Box::new(save))}
                                {act(DeskMsg::CopyLink, Box::new(copy))}
                            </div>
                        })}
                    </div>
                </div>
            </section>
        }
    })
}
