//! Values of a record in the reader's language: several in a line, or one with its links.

use crate::reactive::all;
use crate::ui::text::{Words, say};
use diming_protocol::catalog::{Catalog, Field, FieldKind, Label, Lang};
use diming_protocol::messages::{CardMsg, Msg, Phone, date, figure, phones, text};
use diming_protocol::{Fact, FactValue};
use leptos::prelude::*;

/// Facts in one line: a number or a yes/no with its label, the rest as they are.
pub fn fact_words(lang: Lang, catalog: &Catalog, facts: &[Fact]) -> AnyView {
    let shown = facts.iter().filter_map(|fact| {
        let field = catalog.fields.get(&fact.field)?;
        let named = matches!(field.kind, FieldKind::Number | FieldKind::YesNo | FieldKind::Date);
        let label = Words::label(lang, &field.label);
        let label = view! { <span class:sr=!named>{label.view()}" "</span> };
        Some(view! { <span class="fact">{label}{short(lang, field, &fact.value)}</span> })
    });
    all(shown)
}

/// A value as text.
pub fn short(lang: Lang, field: &Field, value: &FactValue) -> AnyView {
    match value {
        FactValue::Text(text) => Words::value(lang, field, text).view(),
        FactValue::Texts(texts) => joined(lang, field, texts),
        FactValue::Number(n) => numbered(lang, *n, &field.unit),
        FactValue::Date(day) => date(lang, *day).into_any(),
        FactValue::YesNo(yes) => text(lang, if *yes { Msg::Yes } else { Msg::No }).into_any(),
        FactValue::Marks(marks) => {
            let have = marks.iter().take(field.marks.len()).filter(|mark| **mark == Some(true)).count();
            format!("{have}/{}", field.marks.len()).into_any()
        }
    }
}

fn joined(lang: Lang, field: &Field, texts: &[String]) -> AnyView {
    let comma = text(lang, Msg::Comma);
    let parts = texts.iter().enumerate().map(|(i, text)| {
        let words = Words::value(lang, field, text);
        view! { {(i > 0).then_some(comma)}{words.view()} }
    });
    all(parts)
}

fn numbered(lang: Lang, n: f64, unit: &Label) -> AnyView {
    let unit = Words::label(lang, unit);
    let shown = figure(n);
    if unit.text.is_empty() {
        return shown.into_any();
    }
    view! { {shown}" "{unit.view()} }.into_any()
}

/// A value in the place card: phones dial and sites open where links may lead out, marks stand one by one.
pub fn full(lang: Lang, field: &Field, value: &FactValue, with_links: bool) -> AnyView {
    match (field.kind, value) {
        (FieldKind::Phones, FactValue::Text(text)) if with_links => phone_list(lang, text),
        (FieldKind::Url, FactValue::Text(url)) if with_links => site(lang, url),
        (_, FactValue::Marks(marks)) => mark_list(lang, field, marks),
        (_, value) => short(lang, field, value),
    }
}

/// Phones that dial, each with its label.
pub fn phone_list(lang: Lang, field_text: &str) -> AnyView {
    let one = |phone: Phone| {
        let label = Words::data(lang, &phone.label);
        let label =
            (!label.text.is_empty()).then(|| view! { <span class="phone-label">{label.view()}" "</span> }.into_any());
        let shown = Words::data(lang, &phone.shown);
        let number = if phone.dial.is_empty() {
            shown.view()
        } else {
            view! {
                <a class="phone" href=format!("tel:{}", phone.dial)>
                    <span class="sr">{text(lang, CardMsg::CallNumber)}" "</span>
                    {phone.shown}
                </a>
            }
            .into_any()
        };
        view! { <li>{label}{number}</li> }
    };
    view! { <ul class="phones">{all(phones(field_text).into_iter().map(one))}</ul> }.into_any()
}

/// A link to a site, where it is one; anything else stays text.
fn site(lang: Lang, url: &str) -> AnyView {
    let words = Words::data(lang, url);
    match super::links::web_link(url) {
        Some(href) => view! {
            <a href=href target="_blank" rel="noopener noreferrer external">
                {words.view()}<span class="leaves">" "{text(lang, CardMsg::LeavesSite)}</span>
            </a>
        }
        .into_any(),
        None => words.view(),
    }
}

/// Each mark with its word; unknown is neither yes nor no.
fn mark_list(lang: Lang, field: &Field, marks: &[Option<bool>]) -> AnyView {
    let one = |(place, label): (usize, &Label)| {
        let (class, sign, msg) = match marks.get(place).copied().flatten() {
            Some(true) => ("yes", "✓", CardMsg::MarksHave),
            Some(false) => ("no", "✕", CardMsg::MarksLack),
            None => ("unknown", "?", CardMsg::MarksUnknown),
        };
        view! {
            <li class=class>
                <span class="mark-sign" aria-hidden="true">{sign}</span>
                {Words::label(lang, label).view()}
                <span class="mark-word">{say(msg)}</span>
            </li>
        }
    };
    view! { <ul class="mark-list">{all(field.marks.iter().enumerate().map(one))}</ul> }.into_any()
}
