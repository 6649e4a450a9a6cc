//! How far a long answer is, with a way to stop it; and in words what came of it.

use super::desk::Coming;
use crate::live::{Derived, State, all, derived, effect, live, show};
use crate::panels::words::{said, say, t};
use crate::state::app;
use diming_core::catalog::Lang;
use diming_core::door::Problem;
use diming_core::door::review::{ReviewAsk, ReviewState};
use diming_core::messages::{ListsMsg, counted, explain, fill, number};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// How long something may take before one is told how far it is.
const SHOWN_AFTER: Duration = Duration::from_millis(500);
/// Lines that were left out, told at most.
const LEFT_OUT_MAX: usize = 20;

/// What is told of an answer, without its rows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    seq: u32,
    done: usize,
    total: Option<u32>,
    is_under_way: bool,
    is_stopped: bool,
    refused: Option<Problem>,
    /// How many lines were left out, and the first of them.
    left_out: (usize, Vec<(u32, String)>),
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
            left_out: (coming.left_out.len(), coming.left_out.iter().take(LEFT_OUT_MAX).cloned().collect()),
        })
    }))
}

fn progress(told: Derived<Told>) -> AnyView {
    let app = app();
    let is_ready = derived(move || app.desk.ready.with(|ready| matches!(ready, ReviewState::Ready(_))));
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
        let lang = app.lang.get();
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
        app.desk.ask(ReviewAsk::Stop);
    };
    let outcome = derived(move || told.with(|told| outcome(app.lang.get(), told, is_ready.get())));
    let sentence = move || outcome.with(|words| said(app.lang.get(), words));
    let left_out = derived(move || told.with(|told| told.left_out.clone()));
    let left_out =
        move || left_out.with(|(lines, first)| (*lines > 0).then(|| left_out_view(app.lang.get(), *lines, first)));
    view! {
        {show(is_shown, move || view! {
            <div class="progress">
                {live(words)}
                <button type="button" on:click=stop>{say(ListsMsg::Stop)}</button>
            </div>
        })}
        <p class="outcome-line" role="status" aria-live="polite">{live(sentence)}</p>
        {live(left_out)}
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

fn left_out_view(lang: Lang, lines: usize, first: &[(u32, String)]) -> AnyView {
    let told = first.iter().map(|(line, words)| {
        let sentence = fill(lang, ListsMsg::LeftOutOf, &[("n", &line.to_string()), ("words", words)]);
        view! { <li>{said(lang, &sentence)}</li> }
    });
    let more = lines.saturating_sub(first.len());
    view! {
        <details class="left-out">
            <summary>{counted(lang, ListsMsg::LeftOut, lines as u64)}</summary>
            <ul class="hint">
                {all(told)}
                {(more > 0).then(|| view! { <li>{counted(lang, ListsMsg::LeftOutMore, more as u64)}</li> })}
            </ul>
        </details>
    }
    .into_any()
}
