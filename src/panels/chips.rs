//! The filters that are on: as chips, each removable, and in words.

use super::facet_choice::value_words;
use super::origin::from_words;
use crate::reactive::{all, derived, live, show};
use crate::state::{App, app};
use crate::ui::text::{said, say};
use diming_protocol::Constraint;
use diming_protocol::catalog::{Catalog, Field, FieldKind, Lang};
use diming_protocol::messages::{DistanceMsg, Msg, distance, figure, fill, text};
use diming_text::fold::searched;
use leptos::prelude::*;

/// An active filter.
#[derive(Clone, Debug, PartialEq)]
enum Chip {
    Query,
    Layers,
    InView,
    From,
    Radius,
    /// A value of a field.
    Value(String, String),
    /// The range of a field.
    Range(String),
}

/// The chips, and one that removes all filters. The query stands in its box, and layers have chips of their own.
#[component]
pub fn FilterChips() -> impl IntoView {
    let app = app();
    let chips = derived(move || chips_on(app).into_iter().filter(has_chip).collect::<Vec<Chip>>());
    view! {
        {live(move || all(chips.get().into_iter().map(chip_view)))}
        {show(move || chips.with(|chips| chips.len() > 1), move || view! {
            <li>
                <button type="button" class="link" on:click=move |_| { app.measure_from(None); app.clear_filters() }>
                    {say(Msg::ClearAll)}
                </button>
            </li>
        })}
    }
}

/// Whether there is a chip of a filter.
pub fn has_filters(app: App) -> bool {
    chips_on(app).iter().any(has_chip)
}

fn has_chip(chip: &Chip) -> bool {
    !matches!(chip, Chip::Query | Chip::Layers)
}

/// The active filters in words.
pub fn words_on(app: App, lang: Lang) -> Vec<String> {
    let Some(catalog) = app.answers.catalog.get() else { return Vec::new() };
    // Where distances are measured from is told apart from what is shown.
    let chips = chips_on(app).into_iter().filter(|chip| *chip != Chip::From);
    chips.map(|chip| chip_words(app, &catalog, lang, &chip)).collect()
}

fn chips_on(app: App) -> Vec<Chip> {
    let mut chips = Vec::new();
    if !app.words().is_empty() {
        chips.push(Chip::Query);
    }
    if app.view.layers.with(Option::is_some) {
        chips.push(Chip::Layers);
    }
    if app.view.in_view.get() {
        chips.push(Chip::InView);
    }
    if app.view.radius_m.with(Option::is_some) {
        chips.push(Chip::Radius);
    } else if app.view.from.with(Option::is_some) {
        chips.push(Chip::From);
    }
    app.view.fields.with(|fields| {
        for (key, constraint) in fields {
            match constraint {
                Constraint::Any(values) => chips.extend(values.iter().map(|v| Chip::Value(key.clone(), v.clone()))),
                Constraint::Between(..) => chips.push(Chip::Range(key.clone())),
            }
        }
    });
    chips
}

fn chip_view(chip: Chip) -> impl IntoView {
    let app = app();
    let words = {
        let chip = chip.clone();
        move || {
            let lang = app.view.lang.get();
            app.answers.catalog.get().map(|catalog| said(lang, &chip_words(app, &catalog, lang, &chip)))
        }
    };
    let remove = move |_| match &chip {
        Chip::Query | Chip::Layers => (),
        Chip::InView => app.view.in_view.set(false),
        Chip::From => app.measure_from(None),
        Chip::Radius => app.view.radius_m.set(None),
        Chip::Value(key, value) => app.toggle_value(key, value),
        Chip::Range(key) => app.set_field(key, None),
    };
    view! {
        <li>
            <button type="button" class="chip" on:click=remove>
                <span class="sr">{say(Msg::Remove)}</span>
                <span>{live(words)}</span>
                <span class="chip-x" aria-hidden="true">"×"</span>
            </button>
        </li>
    }
}

fn chip_words(app: App, catalog: &Catalog, lang: Lang, chip: &Chip) -> String {
    match chip {
        Chip::Query => {
            let query = app.view.query.get();
            let asked = app.answers.asked_seq.get();
            let shorter =
                app.answers.counts.with(|counts| counts.notes.shorter.clone().filter(|_| counts.seq == asked));
            let shorter = shorter.map(|shorter| shorter.used);
            fill(lang, Msg::ChipQuery, &[("query", searched(shorter.as_deref().unwrap_or(&query)))])
        }
        Chip::Layers => {
            let listed = catalog.layers.iter().filter(|layer| layer.role.is_listed());
            let on = listed.clone().filter(|layer| app.layer_on(&layer.id)).count();
            fill(lang, Msg::ChipLayers, &[("on", &on.to_string()), ("all", &listed.count().to_string())])
        }
        Chip::InView => text(lang, Msg::InView).to_owned(),
        Chip::From => fill(lang, DistanceMsg::FromStraight, &[("from", &from_words(app))]),
        Chip::Radius => {
            let far = distance(lang, app.view.radius_m.get().unwrap_or_default());
            fill(lang, DistanceMsg::WithinChip, &[("from", &from_words(app)), ("distance", &far)])
        }
        Chip::Value(key, value) => match catalog.fields.get(key) {
            Some(field) => value_chip(lang, field, value),
            None => value.clone(),
        },
        Chip::Range(key) => match (app.view.fields.with(|f| f.get(key).cloned()), catalog.fields.get(key)) {
            (Some(Constraint::Between(from, to)), Some(field)) => range_chip(lang, field, from, to),
            _ => key.clone(),
        },
    }
}

/// A value speaks for itself; yes, no, unknown and marks need the name of their field.
fn value_chip(lang: Lang, field: &Field, value: &str) -> String {
    let name = field.label.get(lang).0;
    if field.kind == FieldKind::Marks {
        let digits = value.trim_end_matches(['-', '?']);
        let mark = digits.parse().ok().and_then(|at: usize| field.marks.get(at));
        let state = match &value[digits.len()..] {
            "" => Msg::MarkYes,
            "-" => Msg::MarkNo,
            _ => Msg::Unknown,
        };
        return format!("{} · {}", mark.map_or(name, |mark| mark.get(lang).0), text(lang, state));
    }
    let words = value_words(lang, field, value).text;
    if field.kind == FieldKind::YesNo || value.is_empty() { format!("{name} · {words}") } else { words }
}

fn range_chip(lang: Lang, field: &Field, from: Option<f64>, to: Option<f64>) -> String {
    let shown = |n: f64| if field.kind == FieldKind::Date { n.to_string() } else { figure(n) };
    let (from_text, to_text) = (from.map(shown).unwrap_or_default(), to.map(shown).unwrap_or_default());
    let msg = match (from, to) {
        (Some(_), Some(_)) => Msg::FromTo,
        (Some(_), None) => Msg::AtLeast,
        _ => Msg::AtMost,
    };
    let values = [("label", field.label.get(lang).0), ("from", from_text.as_str()), ("to", to_text.as_str())];
    fill(lang, msg, &values)
}
