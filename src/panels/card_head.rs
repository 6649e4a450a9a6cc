//! The lines below the name of the card: what it is, closed or moved, how far, open or not.

use super::fact::short;
use super::links::fact_text;
use super::local::local_mark;
use super::origin::from_words;
use super::row::sign_of;
use super::search_anew::search_anew;
use super::sign::sign_icon;
use crate::state::app;
use crate::ui::clock::now_ms;
use crate::ui::state::ui;
use crate::ui::text::{Words, said};
use diming_protocol::catalog::{Catalog, Lang, keys};
use diming_protocol::geo::distance_m;
use diming_protocol::messages::{CardMsg, NearMsg, date, distance, fill, open_words, record_state, text};
use diming_protocol::{Card, RecordState};
use diming_text::hours::{OpeningHours, time_in_china};
use leptos::prelude::*;

/// Sign and kind, whether it is of this machine, and its state.
pub fn kind_line(lang: Lang, catalog: &Catalog, card: &Card) -> AnyView {
    let layer = &catalog.layers[card.id.layer()];
    let kind = card.kind_fact(&layer.row).and_then(|fact| {
        let field = catalog.fields.get(&fact.field)?;
        Some(short(lang, field, &fact.value))
    });
    view! {
        <p class="card-kind">
            {sign_icon(layer, sign_of(layer, &card.facts))}
            <span>{kind.unwrap_or_else(|| Words::label(lang, &layer.label).view())}</span>
            {local_mark(layer)}
            {record_state(lang, card.state).map(|state| view! { <span class="state">{state}</span> }.into_any())}
        </p>
    }
    .into_any()
}

/// Closed, moved, planned, not yet valid: in a sentence.
pub fn state_line(lang: Lang, card: &Card) -> Option<AnyView> {
    let from = card.valid_from.map(|day| fill(lang, CardMsg::SentenceValidFrom, &[("date", &date(lang, day))]));
    let has_new_place = !card.moved_to.is_empty();
    let state: Option<AnyView> = match card.state {
        RecordState::Current => None,
        RecordState::Planned if from.is_some() => None,
        RecordState::Planned => Some(text(lang, CardMsg::SentencePlanned).into_any()),
        RecordState::Moved | RecordState::Closed if has_new_place => {
            let blank = (lang == Lang::En).then_some(" ");
            Some(view! { {text(lang, CardMsg::SentenceMovedTo)}{blank}{new_place(lang, card)} }.into_any())
        }
        RecordState::Closed => Some(text(lang, CardMsg::SentenceClosed).into_any()),
        RecordState::Moved => Some(text(lang, CardMsg::SentenceMoved).into_any()),
    };
    (state.is_some() || from.is_some()).then(|| view! { <p class="state-line">{state}{from}</p> }.into_any())
}

/// Where it moved to; a press searches for that place.
fn new_place(lang: Lang, card: &Card) -> AnyView {
    let (app, ui, place) = (app(), ui(), card.moved_to.clone());
    let words = Words::data(lang, &place).view();
    view! { <button type="button" class="link moved-to" on:click=move |_| search_anew(app, ui, place.clone())>{words}</button> }
        .into_any()
}

/// How far it is from the chosen point, and that this is a straight line.
pub fn far_line(lang: Lang, card: &Card) -> Option<AnyView> {
    let app = app();
    let from = app.view.from.with(|origin| origin.as_ref().map(|origin| origin.at))?;
    let metres = distance_m(from, card.at?);
    let values = [("distance", &*distance(lang, metres)), ("from", &*from_words(app))];
    let words = said(lang, &fill(lang, NearMsg::DistanceValue, &values));
    Some(view! { <p class="card-now">{words}</p> }.into_any())
}

/// Whether it is open by its hours, where these are understood whole; nothing of what is closed for good or planned.
pub fn open_line(lang: Lang, card: &Card) -> Option<AnyView> {
    if card.state != RecordState::Current {
        return None;
    }
    let hours = OpeningHours::read(fact_text(&card.facts, keys::HOURS)?)?;
    let (weekday, now_min) = time_in_china(now_ms());
    let words = open_words(lang, hours.state_at(weekday, now_min), weekday);
    Some(view! { <p class="card-now">{words}</p> }.into_any())
}
