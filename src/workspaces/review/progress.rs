//! How far a long answer is, with a way to stop it; and in words what came of it.

use super::session::{Coming, review_session};
use crate::reactive::{Derived, State, all, derived, effect, live, show};
use crate::state::app;
use crate::ui::text::{Words, said, say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{Msg, counted, explain, fill, number, text};
use diming_protocol::{Note, Problem};
use diming_review_protocol::messages::{ListsMsg, note_reason};
use diming_review_protocol::review::{HowRead, ReviewAsk, ReviewState};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Time after which the progress is shown.
const SHOWN_AFTER: Duration = Duration::from_millis(500);

/// State of an answer, without its rows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    seq: u32,
    done: usize,
    total: Option<u32>,
    is_under_way: bool,
    is_stopped: bool,
    refused: Option<Problem>,
    how_read: HowRead,
}

/// Progress, stop and outcome of what `coming` holds.
#[component]
pub fn Progress<T: Send + Sync + 'static>(coming: State<Arc<Coming<T>>>) -> impl IntoView {
    progress(derived(move || {
        coming.with(|coming| Told {
            seq: coming.seq,
            done: coming.rows.len(),
            total: coming.total,
            is_under_way: coming.is_under_way(),
            is_stopped: coming.is_stopped,
            refused: coming.refused.clone(),
            how_read: coming.how_read.clone(),
        })
    }))
}

fn progress(told: Derived<Told>) -> AnyView {
    let app = app();
    let is_ready = derived(move || review_session().ready.with(|ready| matches!(ready, ReviewState::Ready(_))));
    // The number of the request that has taken long.
    let late = RwSignal::new(0u32);
    let seq = derived(move || told.with(|told| told.seq));
    effect(move || {
        let seq = seq.get();
        set_timeout(
            move || {
                let _ = late.try_set(seq);
            },
            SHOWN_AFTER,
        );
    });
    let is_shown = move || told.with(|told| told.is_under_way && late.get() == told.seq);
    let words = move || {
        let lang = app.view.lang.get();
        told.with(|told| {
            let (done, total) = (told.done.to_string(), told.total.unwrap_or(1).max(1).to_string());
            let shown = |n: usize| number(lang, n as f64);
            let values = [("done", &*shown(told.done)), ("total", &*shown(told.total.unwrap_or(0) as usize))];
            let words = match told.total {
                Some(_) => fill(lang, ListsMsg::ProgressOf, &values),
                None => String::new(),
            };
            // A bar without a value runs to and fro.
            let value = told.total.is_some().then_some(done);
            view! {
                <progress max=total value=value aria-label=t(ListsMsg::Progress)></progress>
                <span class="hint">{words}</span>
            }
        })
    };
    let stop = move |_| {
        review_session().ask(ReviewAsk::Stop);
    };
    let outcome = derived(move || told.with(|told| outcome(app.view.lang.get(), told, is_ready.get())));
    let sentence = move || outcome.with(|words| said(app.view.lang.get(), words));
    let how_read = derived(move || told.with(|told| told.how_read.clone()));
    let left_out =
        move || how_read.with(|how| (how.left_out_total > 0).then(|| left_out_view(app.view.lang.get(), how)));
    let notes = move || how_read.with(|how| (how.notes_total > 0).then(|| notes_view(app.view.lang.get(), how)));
    view! {
        {show(is_shown, move || view! {
            <div class="progress">
                {live(words)}
                <button type="button" on:click=stop>{say(ListsMsg::Stop)}</button>
            </div>
        })}
        <p class="outcome-line" role="status" aria-live="polite">{live(sentence)}</p>
        {live(left_out)}
        {live(notes)}
    }
    .into_any()
}

/// What is said at the beginning and at the end; nothing in between, so that it is not read out again and again.
fn outcome(lang: Lang, told: &Told, is_ready: bool) -> String {
    let shown = |n: usize| number(lang, n as f64);
    if let Some(problem) = &told.refused {
        let explained = explain(lang, problem);
        return format!("{} {}", explained.what, explained.advice);
    }
    match told.total {
        _ if told.seq == 0 => String::new(),
        None if told.is_stopped => fill(lang, ListsMsg::StoppedEarly, &[]),
        Some(total) if told.is_stopped => {
            fill(lang, ListsMsg::Stopped, &[("done", &shown(told.done)), ("total", &shown(total as usize))])
        }
        _ if told.is_under_way && is_ready => String::new(),
        _ if told.is_under_way => fill(lang, ListsMsg::Waiting, &[]),
        _ if told.done == 0 => fill(lang, ListsMsg::Empty, &[]),
        _ => counted(lang, ListsMsg::Done, told.done as u64),
    }
}

fn left_out_view(lang: Lang, how: &HowRead) -> AnyView {
    let told = how.left_out.iter().map(|(line, words)| {
        let sentence = fill(lang, ListsMsg::LeftOutOf, &[("n", &line.to_string()), ("words", words)]);
        view! { <li>{said(lang, &sentence)}</li> }.into_any()
    });
    let more = (how.left_out_total as usize).saturating_sub(told.len());
    let title = counted(lang, ListsMsg::LeftOut, u64::from(how.left_out_total));
    folded(title, told.collect(), (more > 0).then(|| counted(lang, ListsMsg::LeftOutMore, more as u64)))
}

/// What was not taken as it stands: where, what was found, what was done.
fn notes_view(lang: Lang, how: &HowRead) -> AnyView {
    let told = how.notes.iter().map(|note| note_view(lang, note));
    let more = (how.notes_total as usize).saturating_sub(told.len());
    let title = counted(lang, ListsMsg::Notes, u64::from(how.notes_total));
    folded(title, told.collect(), (more > 0).then(|| counted(lang, ListsMsg::NotesMore, more as u64)))
}

fn note_view(lang: Lang, note: &Note) -> AnyView {
    let place = match note.row {
        // Lines are counted from 1.
        Some(line) => fill(lang, ListsMsg::NoteLine, &[("n", &number(lang, f64::from(line) + 1.0))]),
        None if note.of_all > 0 => counted(lang, Msg::NoteOfAll, u64::from(note.of_all)),
        None => text(lang, ListsMsg::NoteText).to_owned(),
    };
    let part = |words: &str| {
        let words = (!words.is_empty()).then(|| Words::data(lang, words));
        words.map(|words| view! { <span class="fact">{words.view()}</span> })
    };
    view! {
        <li>
            <p class="note-where"><span class="fact">{place}</span> {part(&note.field)} {part(&note.value)}</p>
            <p>{note_reason(lang, note.reason)}</p>
        </li>
    }
    .into_any()
}

/// A list that opens under its title; the last line says how much more there is.
fn folded(title: String, lines: Vec<AnyView>, more: Option<String>) -> AnyView {
    view! {
        <details class="left-out">
            <summary>{title}</summary>
            <ul class="hint">{all(lines)} {more.map(|more| view! { <li>{more}</li> })}</ul>
        </details>
    }
    .into_any()
}
