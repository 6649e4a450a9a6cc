//! The first rows as HTML, in Chinese and in English: no script, no inline style, every text escaped.
//!
//! Elements and classes are those of the running page (`src/panels/`), so that the same style sheet puts everything where
//! the page has it; `tests/e2e/first-rows.spec.js` compares places and texts. `data-for` says by which selector
//! `public/first.js` finds a control again in the running page.

use super::read::{First, Mark, is_first};
use super::words::Words;
use crate::html::escaped;
use diming_protocol::catalog::{Catalog, Field, FieldKind, Label, Lang, Layer, Sign};
use diming_protocol::link::{View, build_hash};
use diming_protocol::messages::{AccessMsg, CardMsg, DistanceMsg, Msg, Sentence, counted, fill, phones};
use diming_protocol::messages::{date, figure, number, record_state, text};
use diming_protocol::{Fact, FactValue, RecordState, Row};
use diming_scene::signs::sign_path;
use std::cmp::Reverse;

/// The template with its `{{…}}` placeholders.
const PAGE: &str = include_str!("../../first/first.html");

/// The glyph of a telephone, as `src/panels/row.rs` has it.
const PHONE: &str =
    "M4.2 1 6 5 4.4 6.6a9 9 0 0 0 5 5L11 10l4 1.8V14a1.5 1.5 0 0 1-1.6 1.5C7 15 1 9 .5 2.6A1.5 1.5 0 0 1 2 1z";

/// The rows in both languages; nothing where there are none.
pub fn page(first: &First) -> String {
    match first.rows.is_empty() {
        true => String::new(),
        false => format!("\n{}{}", shell(first, Lang::Zh), shell(first, Lang::En)),
    }
}

/// The page's look around the rows, in a language.
fn shell(first: &First, lang: Lang) -> String {
    let catalog = &*first.catalog;
    let mut parts = PAGE.split("{{");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        html += &match name {
            "lang" => lang.code().to_owned(),
            "sources" => sources(&first.sources),
            "title" => data(lang, catalog.title.get(lang).0),
            "notice" => notice(lang, &catalog.notice),
            "filters" => filters(lang, catalog),
            "chips" => chips(lang, first),
            "count" => first.listed.map(|n| counted(lang, Msg::CountAll, u64::from(n))).unwrap_or_default(),
            "as_of" => as_of(lang, first.today),
            "rows" => first.rows.iter().enumerate().map(|(at, row)| item(lang, first, at, row)).collect(),
            name => sentence(name).map_or_else(|| format!("{{{{{name}}}}}"), |both| said(lang, both)),
        };
        html += rest;
    }
    html
}

/// The day of the rows, short: beside it stand the controls of the list.
fn as_of(lang: Lang, today: u32) -> String {
    let day = format!("{:04}-{:02}-{:02}", today / 10_000, today / 100 % 100, today % 100);
    fill(lang, Words::AsOf, &[("date", &format!("<time datetime=\"{day}\">{day}</time>"))])
}

/// The sentence that the template names.
fn sentence(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "elder" => AccessMsg::ElderOn.both(),
        "elder_hint" => AccessMsg::ElderHint.both(),
        "help" => Msg::Help.both(),
        "menu" => Msg::Menu.both(),
        "panel" => Msg::Panel.both(),
        "fold" => Msg::PanelFold.both(),
        "search" => Msg::Search.both(),
        "search_hint" => Msg::SearchHint.both(),
        "sheet" => Msg::Sheet.both(),
        "half" => Msg::SheetHalf.both(),
        "results" => Msg::Results.both(),
        "sort" => Msg::SortLabel.both(),
        "relevance" => Msg::SortRelevance.both(),
        "distance" => Msg::SortDistance.both(),
        "name" => Msg::SortName.both(),
        "near" => DistanceMsg::NearMe.both(),
        "in_view" => Msg::InView.both(),
        "in_view_short" => Msg::InViewShort.both(),
        "opening" => Words::Opening.both(),
        "older" => Words::Older.both(),
        _ => return None,
    })
}

fn said(lang: Lang, (zh, en): (&str, &str)) -> String {
    escaped(if lang == Lang::Zh { zh } else { en })
}

/// A text of the data; on the English page Chinese is marked as such.
fn data(lang: Lang, text: &str) -> String {
    let is_zh = lang == Lang::En && !text.is_ascii() && text.chars().any(|c| ('\u{2e80}'..='\u{9fff}').contains(&c));
    let text = escaped(text);
    if is_zh { format!("<span lang=\"zh\">{text}</span>") } else { text }
}

/// What tells whether the rows are still those of the data: names, lengths and sums as JSON.
fn sources(sources: &[(String, Mark)]) -> String {
    let all: Vec<_> = sources.iter().map(|(file, mark)| serde_json::json!([file, mark.bytes, mark.sum])).collect();
    escaped(&serde_json::Value::from(all).to_string())
}

fn notice(lang: Lang, notice: &Label) -> String {
    let text = notice.get(lang).0;
    if text.is_empty() { String::new() } else { format!("<p class=\"notice\">{}</p>", data(lang, text)) }
}

fn filters(lang: Lang, catalog: &Catalog) -> String {
    if catalog.facets.is_empty() {
        return String::new();
    }
    let glyph = "<svg class=\"glyph\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M1 3h14v1.6H1zM3.5 7.2h9v1.6h-9zM6 11.4h4V13H6z\"/></svg>";
    let words = text(lang, Msg::Filters);
    format!("<button type=\"button\" class=\"filter-button\" data-for=\".filter-button\">{glyph}{words}</button>")
}

/// The line of chips, in the order of `src/panels/layer_chips.rs`; none where there is one layer.
fn chips(lang: Lang, first: &First) -> String {
    let listed: Vec<(usize, &Layer)> =
        first.catalog.layers.iter().enumerate().filter(|(_, layer)| layer.role.is_listed()).collect();
    if listed.len() < 2 {
        return String::new();
    }
    let hits = |at: usize| first.layer_counts.get(at).copied().flatten().unwrap_or_default();
    let mut shown: Vec<_> = listed.into_iter().filter(|&(at, layer)| is_first(layer) && hits(at) > 0).collect();
    shown.sort_by_key(|&(at, layer)| (layer.role.is_of_names(), Reverse(hits(at)), at));
    let chip = |(at, layer): (usize, &Layer)| {
        let (sign, name) = (sign_icon(layer, None), data(lang, layer.label.get(lang).0));
        let count = number(lang, f64::from(hits(at)));
        format!(
            "<li><button type=\"button\" class=\"chip layer-chip\" data-for=\".layer-chip\">{sign}<span class=\"chip-name\">{name}</span><span class=\"count\">{count}</span></button></li>\n"
        )
    };
    let all: String = shown.into_iter().map(chip).collect();
    let (label, more) = (text(lang, Msg::ChipsOn), text(lang, Msg::LayersMore));
    format!(
        "<div class=\"chip-line\"><ul class=\"chip-row\" aria-label=\"{label}\">\n{all}</ul>\
         <button type=\"button\" class=\"chip more\" data-for=\".chip.more\">{more}</button></div>\n"
    )
}

/// A layer's sign: colours of both themes, of which the style sheet shows one (an inline style the policy forbids).
fn sign_icon(layer: &Layer, sign: Option<Sign>) -> String {
    let path = sign_path(sign.unwrap_or(layer.style.sign));
    let (light, dark) = (escaped(&layer.style.color), escaped(&layer.style.color_dark));
    let (body, detail) = (path.body, path.detail);
    let detail =
        if detail.is_empty() { String::new() } else { format!("<path class=\"sign-detail\" d=\"{detail}\"/>") };
    format!(
        "<svg class=\"sign\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path class=\"on-light\" fill=\"{light}\" d=\"{body}\"/>\
         <path class=\"on-dark\" fill=\"{dark}\" d=\"{body}\"/>{detail}</svg>"
    )
}

/// The sign that a layer chooses by a field.
fn sign_of(layer: &Layer, facts: &[Fact]) -> Option<Sign> {
    let by = layer.sign_by.as_ref()?;
    match &facts.iter().find(|fact| fact.field == by.field)?.value {
        FactValue::Text(value) => by.signs.get(value).copied(),
        _ => None,
    }
}

/// One row, as `src/panels/row.rs` has it.
fn item(lang: Lang, first: &First, at: usize, row: &Row) -> String {
    let catalog = &*first.catalog;
    let Some(layer) = catalog.layers.get(row.id.layer()) else { return String::new() };
    let (dim, state) = match record_state(lang, row.state) {
        Some(state) if row.state != RecordState::Current => (" dim", format!("<span class=\"state\">{state}</span>")),
        _ => ("", String::new()),
    };
    let sign = sign_icon(layer, sign_of(layer, &row.facts));
    let (name, second) = match lang {
        Lang::En if !row.latin.is_empty() => {
            (escaped(&row.latin), format!("<span class=\"fact\">{}</span>", data(lang, &row.name)))
        }
        _ => (data(lang, &row.name), String::new()),
    };
    let label = data(lang, layer.label.get(lang).0);
    let facts: String = row.facts.iter().filter_map(|f| fact(lang, catalog, f)).collect();
    let (open, close) = match row.key.as_str() {
        "" => ("<span class=\"row\">".to_owned(), "</span>"),
        key => (format!("<a class=\"row\" href=\"#{}\">", escaped(&link(lang, &layer.id, key))), "</a>"),
    };
    let (place, call) = (at + 1, call(lang, &row.phone));
    let of = first.listed.map(|n| format!(" aria-setsize=\"{n}\"")).unwrap_or_default();
    let calls = if call.is_empty() { "" } else { " calls" };
    format!(
        "<li class=\"item{calls}\"{of} aria-posinset=\"{place}\">{open}<span class=\"row-sign{dim}\">{sign}</span>\
         <span class=\"row-head\"><span class=\"row-name\">{name}</span>{state}</span>\
         <span class=\"row-facts\"><span class=\"sr\">{label}</span>{second}{facts}</span>{close}{call}</li>\n"
    )
}

/// The link of a record.
fn link(lang: Lang, layer: &str, key: &str) -> String {
    let selected = Some((layer.to_owned(), key.to_owned()));
    build_hash(&View { selected, lang: (lang == Lang::En).then_some(lang), ..View::default() })
}

/// A fact, as `src/panels/fact.rs` says it in a row.
fn fact(lang: Lang, catalog: &Catalog, fact: &Fact) -> Option<String> {
    let field = catalog.fields.get(&fact.field)?;
    let named = matches!(field.kind, FieldKind::Number | FieldKind::YesNo | FieldKind::Date);
    let (class, label) = (if named { "" } else { " class=\"sr\"" }, data(lang, field.label.get(lang).0));
    Some(format!("<span class=\"fact\"><span{class}>{label} </span>{}</span>", short(lang, field, &fact.value)))
}

fn short(lang: Lang, field: &Field, value: &FactValue) -> String {
    let one = |text: &str| match field.values.iter().find(|v| v.value == text) {
        Some(found) => data(lang, found.label.get(lang).0),
        None => data(lang, text),
    };
    match value {
        FactValue::Text(text) => one(text),
        FactValue::Texts(texts) => texts.iter().map(|text| one(text)).collect::<Vec<_>>().join(text(lang, Msg::Comma)),
        FactValue::Number(n) => match field.unit.get(lang).0 {
            "" => figure(*n),
            unit => format!("{} {}", figure(*n), data(lang, unit)),
        },
        FactValue::Date(day) => date(lang, *day),
        FactValue::YesNo(yes) => text(lang, if *yes { Msg::Yes } else { Msg::No }).to_owned(),
        FactValue::Marks(marks) => {
            let have = marks.iter().take(field.marks.len()).filter(|mark| **mark == Some(true)).count();
            format!("{have}/{}", field.marks.len())
        }
    }
}

/// The first telephone that can be dialled.
fn call(lang: Lang, numbers: &str) -> String {
    // Only characters that `tel:` allows (RFC 3966), whatever the source.
    let is_plain = |c: char| c.is_ascii_digit() || "+;=ext".contains(c);
    let mut phones = phones(numbers).into_iter();
    let phone = phones.find(|phone| !phone.dial.is_empty() && phone.dial.chars().all(is_plain));
    phone.map_or_else(String::new, |phone| {
        let (dial, shown) = (&phone.dial, escaped(&phone.shown));
        let words = fill(lang, CardMsg::Call, &[("number", &shown)]);
        format!(
            "<a class=\"row-call\" href=\"tel:{dial}\" title=\"{shown}\"><svg class=\"glyph\" viewBox=\"0 0 16 16\" \
             aria-hidden=\"true\"><path d=\"{PHONE}\"/></svg><span class=\"sr\">{words}</span></a>"
        )
    })
}
