//! A place and what people want there (汇龙镇人民路 吃饭), where little is just there: the nearest to that place.

use super::near::begin_at;
use crate::engine_client::ask;
use crate::reactive::{derived, effect, live, show};
use crate::state::{App, OriginKind, app};
use crate::ui::text::{reader_name, said};
use diming_protocol::messages::{NearMsg, fill};
use diming_protocol::{Request, Row};
use leptos::prelude::*;

/// From so many records on the list itself is the answer.
const ENOUGH: u32 = 5;
/// Fewest characters of a place.
const PLACE_MIN: usize = 2;

/// The offer; nothing where the words are not of that kind.
#[component]
pub fn NearOffer() -> impl IntoView {
    let app = app();
    let parts = derived(move || place_and_wish(app));
    effect(move || {
        if let Some((place, _)) = parts.get() {
            ask(Request::Find { query: place, fields: Default::default(), rows: 1, is_start: true });
        }
    });
    let start = move || {
        let (place, wish) = parts.get()?;
        app.answers.found.with(|found| {
            let row = found.rows.first().filter(|_| found.query == place)?;
            Some((row.clone(), wish))
        })
    };
    let words = move || {
        let lang = app.view.lang.get();
        let (row, wish) = start()?;
        Some(said(lang, &fill(lang, NearMsg::NearOffer, &[("place", &name_of(app, &row)), ("word", &wish)])))
    };
    let press = move |_| {
        let Some((row, wish)) = untrack(start) else { return };
        let Some(at) = row.at else { return };
        app.view.query.set(wish);
        begin_at(app, at, OriginKind::Named(name_of(app, &row)));
    };
    show(
        move || start().is_some_and(|(row, _)| row.at.is_some()),
        move || {
            view! {
                <p class="near-offer"><button type="button" on:click=press>{live(words)}</button></p>
            }
        },
    )
}

fn name_of(app: App, row: &Row) -> String {
    reader_name(app.view.lang.get(), &row.name, &row.latin).to_owned()
}

/// Of a query in which a word stands for a kind of places: the rest, which may be a place, and that word. The label of
/// the kind itself is found by its text: there nothing may be found.
fn place_and_wish(app: App) -> Option<(String, String)> {
    let wish = app.answers.counts.with(|counts| {
        let is_other_word = counts.notes.taken.iter().any(|taken| Some(&taken.word) == counts.notes.wish.as_ref());
        let few = if is_other_word { ENOUGH } else { 1 };
        counts.notes.wish.clone().filter(|_| counts.passed < few)
    })?;
    let query = app.words();
    let (before, after) = query.split_once(&wish)?;
    let place = format!("{} {}", before.trim(), after.trim());
    let place = place.trim();
    (place.chars().count() >= PLACE_MIN).then(|| (place.to_owned(), wish))
}
