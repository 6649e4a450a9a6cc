//! The cells of the comparison: the fields that the layer lists, and the distance.
//!
//! Fees stand together with their day, beds taken become beds free; what is not known is said in words.

use super::fact::full;
use crate::reactive::all;
use crate::state::{App, OriginKind};
use crate::ui::text::{Words, said};
use diming_protocol::catalog::{Catalog, Lang, Layer, keys};
use diming_protocol::geo::distance_m;
use diming_protocol::messages::{CardMsg, CompareMsg, date, distance, figure, fill, text};
use diming_protocol::{Card, FactValue};
use leptos::prelude::*;
use std::sync::Arc;

/// A row of the table.
#[derive(Clone, Copy, PartialEq)]
pub enum Item<'a> {
    /// A field as it is.
    Field(&'a str),
    /// Lowest and highest fee, and of which day.
    Fees,
    /// Beds less those that are taken.
    BedsFree,
    /// The distance.
    Distance,
}

/// The rows of a layer's comparison, in its order; the distance last.
pub fn items(layer: &Layer) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut add = |item| {
        if !items.contains(&item) {
            items.push(item);
        }
    };
    for key in &layer.compare {
        add(match key.as_str() {
            keys::FEE_MIN | keys::FEE_MAX | keys::FEE_ON => Item::Fees,
            keys::BEDS_USED => Item::BedsFree,
            key => Item::Field(key),
        });
    }
    add(Item::Distance);
    items
}

/// The head of a row.
pub fn item_label(item: Item, app: App, lang: Lang, catalog: &Catalog) -> AnyView {
    match item {
        Item::Field(key) => Words::field(lang, catalog, key).view(),
        Item::Fees => text(lang, CompareMsg::Fees).into_any(),
        Item::BedsFree => text(lang, CompareMsg::BedsFree).into_any(),
        Item::Distance => said(lang, &from_where(app, lang)),
    }
}

/// Where distances are measured from.
fn from_where(app: App, lang: Lang) -> String {
    app.view.from.with(|origin| match origin.as_ref().map(|origin| &origin.kind) {
        None => text(lang, CompareMsg::DistanceCenter).to_owned(),
        Some(OriginKind::Chosen) => text(lang, CompareMsg::DistancePoint).to_owned(),
        Some(OriginKind::Person { .. }) => text(lang, CompareMsg::DistancePerson).to_owned(),
        Some(OriginKind::Named(name)) => fill(lang, CompareMsg::DistanceNamed, &[("name", name)]),
    })
}

/// Whether all records have the same value, and it is known.
pub fn is_same(item: Item, catalog: &Catalog, cards: &[Arc<Card>]) -> bool {
    let said = |card: &Card| match item {
        Item::Field(key) => fact(card, key).map(|value| format!("{value:?}")),
        Item::Fees => fees(Lang::Zh, catalog, card),
        Item::BedsFree => beds_free(Lang::Zh, card),
        Item::Distance => None,
    };
    let [first, others @ ..] = cards else { return false };
    let first = said(first);
    !others.is_empty() && first.is_some() && others.iter().all(|card| said(card) == first)
}

/// The cells of a row, one a record.
pub fn cells(item: Item, app: App, lang: Lang, catalog: &Catalog, layer: &Layer, cards: &[Arc<Card>]) -> Vec<AnyView> {
    let cell = |card: &Arc<Card>| -> Option<AnyView> {
        match item {
            Item::Field(key) => Some(full(lang, catalog.fields.get(key)?, fact(card, key)?, !layer.is_own_file())),
            Item::Fees => fees(lang, catalog, card).map(|words| said(lang, &words)),
            Item::BedsFree => beds_free(lang, card).map(IntoAny::into_any),
            Item::Distance => Some(away(app, lang, card)),
        }
    };
    let not_given = || view! { <span class="hint">{text(lang, CompareMsg::NotGiven)}</span> }.into_any();
    cards.iter().map(|card| cell(card).unwrap_or_else(not_given)).collect()
}

fn fact<'a>(card: &'a Card, key: &str) -> Option<&'a FactValue> {
    card.fact(key).map(|fact| &fact.value)
}

fn number_of(card: &Card, key: &str) -> Option<f64> {
    match fact(card, key)? {
        FactValue::Number(n) => Some(*n),
        _ => None,
    }
}

/// Fees in words with the day on which they were made public; `None` where none are known.
fn fees(lang: Lang, catalog: &Catalog, card: &Card) -> Option<String> {
    let (min, max) = (number_of(card, keys::FEE_MIN), number_of(card, keys::FEE_MAX));
    let msg = match (min, max) {
        (Some(min), Some(max)) if min == max => CompareMsg::FeesOne,
        (Some(_), Some(_)) => CompareMsg::FeesRange,
        (Some(_), None) => CompareMsg::FeesFrom,
        (None, Some(_)) => CompareMsg::FeesTo,
        (None, None) => return None,
    };
    let field = if min.is_some() { keys::FEE_MIN } else { keys::FEE_MAX };
    let unit = catalog.fields.get(field).map(|field| Words::label(lang, &field.unit).text).unwrap_or_default();
    let shown = |n: Option<f64>| n.map(figure).unwrap_or_default();
    let fees = fill(lang, msg, &[("min", &shown(min)), ("max", &shown(max)), ("unit", &unit)]);
    Some(match fact(card, keys::FEE_ON) {
        Some(FactValue::Date(day)) => fill(lang, CompareMsg::FeesOn, &[("fees", &fees), ("date", &date(lang, *day))]),
        _ => fill(lang, CompareMsg::FeesUndated, &[("fees", &fees)]),
    })
}

/// Beds that are free, where beds and beds taken are known and fit each other.
fn beds_free(lang: Lang, card: &Card) -> Option<String> {
    let (total, used) = (number_of(card, keys::BEDS_TOTAL)?, number_of(card, keys::BEDS_USED)?);
    let shown = figure;
    let values = [("free", &*shown(total - used)), ("total", &*shown(total)), ("used", &*shown(used))];
    (used <= total).then(|| fill(lang, CompareMsg::BedsFreeOf, &values))
}

/// How far it is from the chosen point, or from where the map rests.
fn away(app: App, lang: Lang, card: &Card) -> AnyView {
    let chosen = app.view.from.with(|origin| origin.as_ref().map(|origin| origin.at));
    let from = chosen.or_else(|| app.view.resting.get().map(|resting| resting.center_lonlat));
    match from.zip(card.at) {
        Some((from, at)) => distance(lang, distance_m(from, at)).into_any(),
        None => all([text(lang, CardMsg::NoPosition)]),
    }
}
