//! Notes above the results: nothing was searched for, something else was, what words mean here, or they are a position.

use crate::reactive::{derived, live, show};
use crate::state::{App, app};
use crate::ui::text::said;
use diming_protocol::geo::{LonLat, typed_position};
use diming_protocol::messages::{Msg, fill, search_notes, text};
use leptos::prelude::*;

/// How near the map goes to a typed position at least.
const POSITION_ZOOM: f64 = 15.0;

/// The notes; nothing where all was searched for as it stands.
#[component]
pub fn SearchNotes() -> impl IntoView {
    let app = app();
    let position = derived(move || position_in(app));
    let is_inside = move |at: LonLat| app.answers.catalog.with(|c| c.as_ref().is_some_and(|c| c.bounds.contains(at)));
    let offer = move || position.get().filter(|at| app.site.layout().has_map() && is_inside(*at));
    let note = derived(move || note(app, position.get().filter(|at| !is_inside(*at))));
    let note_words = move || note.get().map(|words| said(app.view.lang.get(), &words));
    let go = move |_| offer().into_iter().for_each(|at| app.show_on_map(at, POSITION_ZOOM));
    let words = move || offer().map(|at| filled(app, Msg::PositionGo, at));
    let class = move || if is_chip(app) { "sr" } else { "search-note hint" };
    view! {
        {show(move || note.with(Option::is_some), move || view! {
            <p class=class role="status">{live(note_words)}</p>
        })}
        {show(move || offer().is_some(), move || view! {
            <p class="search-note"><button type="button" class="link" on:click=go>{live(words)}</button></p>
        })}
    }
}

/// What the words were taken for, in the line of chips, where nothing else is to be said: the rows keep their room.
#[component]
pub fn MeaningChip() -> impl IntoView {
    let app = app();
    let sentence = move || note(app, None).unwrap_or_default();
    let words = move || said(app.view.lang.get(), &sentence());
    show(
        move || is_chip(app),
        move || view! { <li class="meaning" aria-hidden="true" title=sentence>{live(words)}</li> },
    )
}

/// Whether the chip says all. The elder view has no line of chips.
pub fn is_chip(app: App) -> bool {
    let is_meaning = app.answers.counts.with(|counts| {
        let notes = &counts.notes;
        let is_plain =
            notes.shorter.is_none() && !notes.is_near && notes.taken.iter().all(|taken| taken.absent.is_none());
        is_plain && !notes.taken.is_empty() && counts.passed > 0
    });
    is_meaning && !app.view.is_elder.get() && !app.words().is_empty()
}

/// The position that was typed, if it is one.
fn position_in(app: App) -> Option<LonLat> {
    let bounds = app.answers.catalog.with(|catalog| catalog.as_ref().map(|c| c.bounds))?;
    app.view.query.with(|query| typed_position(query, bounds))
}

fn filled(app: App, msg: Msg, at: LonLat) -> String {
    let shown = |degrees: f64| ((degrees * 1e6).round() / 1e6).to_string();
    fill(app.view.lang.get(), msg, &[("lat", &shown(at.lat)), ("lon", &shown(at.lon))])
}

fn note(app: App, outside: Option<LonLat>) -> Option<String> {
    let lang = app.view.lang.get();
    if app.view.query.with(|query| query.trim().is_empty()) {
        return None;
    }
    if app.words().is_empty() {
        return Some(text(lang, Msg::SearchedNothing).to_owned());
    }
    if let Some(at) = outside {
        return Some(filled(app, Msg::PositionOutside, at));
    }
    let words = app.answers.counts.with(|counts| search_notes(lang, &counts.notes, counts.passed > 0));
    (!words.is_empty()).then_some(words)
}
