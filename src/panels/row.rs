//! One row of a list: sign, name with what matched, why it matched, facts, state, distance.

use super::fact::fact_words;
use super::origin::far_words;
use super::sign::sign_icon;
use crate::reactive::{all, live};
use crate::state::app;
use crate::ui::text::{Words, say};
use diming_protocol::catalog::{Catalog, Lang, Layer, Sign, keys};
use diming_protocol::messages::{CardMsg, Msg, distance, fill, match_class, phones, record_state};
use diming_protocol::{Fact, FactValue, MatchClass, Matched, RecordState, Row, Sort};
use leptos::prelude::*;
use std::ops::Range;

/// Fields whose match shows in the name or in the Latin name, not in a line of its own.
const NAME_FIELDS: [&str; 3] = [keys::NAME, keys::NAME_EN, keys::ROMANISATION];

/// The content of a row.
#[component]
pub fn RowContent(row: Row) -> impl IntoView {
    let app = app();
    live(move || {
        let lang = app.view.lang.get();
        app.answers.catalog.get().and_then(|catalog| {
            let layer = catalog.layers.get(row.id.layer())?;
            Some(content(lang, &catalog, layer, &row))
        })
    })
}

/// Whether a number of a row can be dialled.
pub fn can_call(row: &Row) -> bool {
    phones(&row.phone).iter().any(|phone| !phone.dial.is_empty())
}

/// Dials the first number of a row that can be dialled, beside the row's own button.
pub fn row_call(row: &Row, tabindex: impl Fn() -> &'static str + Send + 'static) -> Option<AnyView> {
    let app = app();
    let phone = phones(&row.phone).into_iter().find(|phone| !phone.dial.is_empty())?;
    let shown = phone.shown.clone();
    let words = move || fill(app.view.lang.get(), CardMsg::Call, &[("number", &phone.shown)]);
    Some(
        view! {
            <a class="row-call" href=format!("tel:{}", phone.dial) title=shown tabindex=tabindex>
                <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
                    <path d="M4.2 1 6 5 4.4 6.6a9 9 0 0 0 5 5L11 10l4 1.8V14a1.5 1.5 0 0 1-1.6 1.5C7 15 1 9 .5 2.6A1.5 1.5 0 0 1 2 1z"></path>
                </svg>
                <span class="sr">{live(words)}</span>
            </a>
        }
        .into_any(),
    )
}

fn content(lang: Lang, catalog: &Catalog, layer: &Layer, row: &Row) -> AnyView {
    // From the map's centre it tells nobody anything, unless it orders the list.
    let view = app().view;
    let has_origin = view.from.with_untracked(Option::is_some) || view.sort.get_untracked() == Sort::Distance;
    let away = row.distance_m.filter(|_| has_origin).map(|metres| {
        let shown = distance(lang, metres);
        let spoken = far_words(app(), metres);
        view! { <span class="row-far"><span aria-hidden="true">{shown}</span><span class="sr">{spoken}</span></span> }
    });
    view! {
        <span class="row-sign" class:dim=row.state != RecordState::Current>{sign_icon(layer, sign_of(layer, &row.facts))}</span>
        <span class="row-head">
            <span class="row-name">{title(lang, row)}</span>
            {record_state(lang, row.state).map(|state| view! { <span class="state">{state}</span> }.into_any())}
            {away}
        </span>
        <span class="row-facts">
            <span class="sr">{Words::label(lang, &layer.label).view()}</span>
            {row.matched.as_ref().and_then(|matched| why(lang, catalog, matched))}
            {second_name(lang, row)}
            {fact_words(lang, catalog, &facts_beside(lang, row))}
        </span>
    }
    .into_any()
}

/// The facts without the one that the reason of the match has told already. In English that one told it in Chinese.
fn facts_beside(lang: Lang, row: &Row) -> Vec<Fact> {
    let told = row.matched.as_ref().filter(|_| lang == Lang::Zh).map(|matched| &matched.field);
    row.facts.iter().filter(|fact| Some(&fact.field) != told).cloned().collect()
}

/// The sign that a layer chooses by a field, where the row tells that field.
pub fn sign_of(layer: &Layer, facts: &[Fact]) -> Option<Sign> {
    let by = layer.sign_by.as_ref()?;
    match &facts.iter().find(|fact| fact.field == by.field)?.value {
        FactValue::Text(value) => by.signs.get(value).copied(),
        _ => None,
    }
}

/// The name: Chinese, or in English the Latin one where there is one.
fn title(lang: Lang, row: &Row) -> AnyView {
    if lang == Lang::En && !row.latin.is_empty() {
        return marked(&row.latin, marks_on(row, &row.latin));
    }
    let words = Words::data(lang, &row.name);
    view! { <span lang=words.zh.then_some("zh")>{marked(&row.name, marks_on(row, &row.name))}</span> }.into_any()
}

/// In English the Chinese name stands before the facts.
fn second_name(lang: Lang, row: &Row) -> Option<AnyView> {
    (lang == Lang::En && !row.latin.is_empty()).then(|| {
        let name = marked(&row.name, marks_on(row, &row.name));
        view! { <span class="fact" lang="zh">{name}</span> }.into_any()
    })
}

fn marks_on<'a>(row: &'a Row, text: &str) -> &'a [Range<u32>] {
    match &row.matched {
        Some(matched) if NAME_FIELDS.contains(&matched.field.as_str()) && matched.text == text => &matched.marks,
        _ => &[],
    }
}

/// A text with runs of characters marked.
pub fn marked(text: &str, marks: &[Range<u32>]) -> AnyView {
    if marks.is_empty() {
        return text.to_owned().into_any();
    }
    let mut runs: Vec<(bool, String)> = Vec::new();
    for (at, c) in (0u32..).zip(text.chars()) {
        let on = marks.iter().any(|mark| mark.contains(&at));
        match runs.last_mut() {
            Some((last, run)) if *last == on => run.push(c),
            _ => runs.push((on, c.into())),
        }
    }
    let view_run = |(on, run): (bool, String)| {
        if on { view! { <mark>{run}</mark> }.into_any() } else { run.into_any() }
    };
    all(runs.into_iter().map(view_run))
}

/// Why it matched, where the name itself does not show it.
fn why(lang: Lang, catalog: &Catalog, matched: &Matched) -> Option<AnyView> {
    let loose = matches!(matched.class, MatchClass::Meaning | MatchClass::SameSound | MatchClass::Near);
    let class = loose.then(|| view! { <span class="class">{match_class(lang, matched.class)}</span> }.into_any());
    let in_name = NAME_FIELDS.contains(&matched.field.as_str());
    if in_name && !loose {
        return None;
    }
    let field = (!in_name).then(|| {
        let is_value = matched.class == MatchClass::Meaning;
        let words = match catalog.fields.get(&matched.field).filter(|_| is_value) {
            Some(field) => Words::value(lang, field, &matched.text),
            None => Words::data(lang, &matched.text),
        };
        let text = marked(&words.text, &matched.marks);
        view! {
            <span class="why-field">{Words::field(lang, catalog, &matched.field).view()}</span>
            <span lang=words.zh.then_some("zh")>{text}</span>
        }
    });
    Some(view! { <span class="row-why"><span class="sr">{say(Msg::MatchedBy)}</span>{class}{field}</span> }.into_any())
}
