//! The plain list as HTML: no script, every text escaped, Chinese first with English beside it.

use super::read::{Content, Section, text};
use super::words::{Words, both, counted, dated, naming};
use crate::publish::html::escaped;
use diming_protocol::catalog::{Catalog, FieldKind, Label, Lang, keys};
use diming_protocol::messages::{self, CardMsg, Msg, Phone, phones};
use diming_protocol::{Card, Fact, FactValue};

/// The page template with its `{{…}}` placeholders.
const PAGE: &str = include_str!("list.html");

/// The page as of a date, `yyyymmdd`. `style` is the content of the link to the style sheet.
pub fn page(content: &Content, style: &str, today: u32) -> String {
    let Content { catalog, sections, .. } = content;
    let mut parts = PAGE.split("{{");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        html += &match name {
            "style" => style.to_owned(),
            "title" => escaped(&catalog.title.zh),
            "heading" => said(&catalog.title),
            "notice" => paragraph(" class=\"notice\"", &catalog.notice),
            "made" => made(sections, today),
            "contents" => sections.iter().map(|s| contents(catalog, s)).collect(),
            "left_out" => left_out(content),
            "sections" => sections.iter().map(|s| section(catalog, s)).collect(),
            "provenance" => paragraph("", &catalog.provenance),
            other => format!("{{{{{other}}}}}"),
        };
        html += rest;
    }
    html
}

/// The number of places, and the date.
fn made(sections: &[Section], today: u32) -> String {
    let total = sections.iter().map(Section::count).sum();
    [counted(Words::Places, total), dated(Words::MadeOn, today)].map(|label| said(&label)).join(" · ")
}

/// Contents of the map that are not on this page.
fn left_out(content: &Content) -> String {
    let groups = [(Words::Elsewhere, &content.elsewhere), (Words::MapOnly, &content.map_only)];
    let groups = groups.into_iter().filter(|(_, labels)| !labels.is_empty());
    groups.map(|(words, labels)| paragraph("", &naming(words, labels))).collect()
}

/// The entry of a layer in the table of contents.
fn contents(catalog: &Catalog, section: &Section) -> String {
    let layer = &catalog.layers[section.layer];
    let (at, count) = (layer_anchor(&layer.id), section.count());
    format!("<li><a href=\"#{at}\">{} ({count})</a></li>\n", said(&layer.label))
}

/// The anchor of a layer.
fn layer_anchor(layer: &str) -> String {
    format!("layer-{layer}")
}

/// The anchor of the n-th town of a layer.
fn town_anchor(layer: &str, n: usize) -> String {
    format!("town-{layer}-{n}")
}

fn section(catalog: &Catalog, section: &Section) -> String {
    let layer = &catalog.layers[section.layer];
    let towns: Vec<Label> = section.towns.iter().map(|(town, _)| town_label(catalog, town)).collect();
    let mut html = format!("<section>\n<h2 id=\"{}\">{}</h2>\n", layer_anchor(&layer.id), said(&layer.label));
    let mut about = vec![said(&counted(Words::Places, section.count()))];
    if section.updated_on > 0 {
        about.push(said(&dated(Words::UpdatedOn, section.updated_on)));
    }
    if !layer.attribution.zh.is_empty() {
        about.push(said(&naming(Words::From, std::slice::from_ref(&layer.attribution))));
    }
    html += &format!("<p>{}</p>\n<ul class=\"jumps\">\n", about.join(" · "));
    for (n, (town, (_, cards))) in towns.iter().zip(&section.towns).enumerate() {
        let (at, count) = (town_anchor(&layer.id, n), cards.len());
        html += &format!("<li><a href=\"#{at}\">{} ({count})</a></li>\n", said(town));
    }
    html += "</ul>\n";
    for (n, (town, (_, cards))) in towns.iter().zip(&section.towns).enumerate() {
        html += &format!("<h3 id=\"{}\">{}</h3>\n<ul class=\"places\">\n", town_anchor(&layer.id, n), said(town));
        html.extend(cards.iter().map(|card| place(catalog, card)));
        html += "</ul>\n";
    }
    let back = said(&both(Words::ToContents, |_| Vec::new()));
    html + &format!("<p class=\"links\"><a href=\"#contents\">{back}</a></p>\n</section>\n")
}

fn town_label(catalog: &Catalog, town: &str) -> Label {
    if town.is_empty() { both(Msg::NotGiven, |_| Vec::new()) } else { value_label(catalog, keys::TOWN, town) }
}

/// The label of a stored value.
fn value_label(catalog: &Catalog, field: &str, value: &str) -> Label {
    let values = catalog.fields.get(field).map_or(&[][..], |field| &field.values);
    let listed = values.iter().find(|listed| listed.value == value);
    listed.map_or_else(|| Label { zh: value.to_owned(), en: String::new() }, |listed| listed.label.clone())
}

/// One place: name, kind and state, address, opening hours, telephones.
fn place(catalog: &Catalog, card: &Card) -> String {
    let name = Label { zh: card.name.clone(), en: card.latin.clone() };
    let mut html = format!("<li>\n{}", paragraph(" class=\"name\"", &name));
    let kind = text(card, keys::KIND);
    let state = |lang| messages::record_state(lang, card.state).map(str::to_owned);
    let mut about = Vec::new();
    if !kind.is_empty() {
        about.push(said(&value_label(catalog, keys::KIND, kind)));
    }
    if let Some((zh, en)) = state(Lang::Zh).zip(state(Lang::En)) {
        about.push(format!("<strong>{}</strong>", said(&Label { zh, en })));
    }
    if let Some(from) = card.valid_from {
        about.push(said(&dated(CardMsg::SentenceValidFrom, from)));
    }
    if !about.is_empty() {
        html += &format!("<p>{}</p>\n", about.join(" · "));
    }
    for key in [keys::ADDRESS, keys::HOURS] {
        html += &line(catalog, key, &escaped(text(card, key)));
    }
    if !card.moved_to.is_empty() {
        html +=
            &format!("<p>{}{}</p>\n", said(&both(CardMsg::SentenceMovedTo, |_| Vec::new())), escaped(&card.moved_to));
    }
    html.extend(card.facts.iter().map(|fact| telephones(catalog, fact)));
    html + "</li>\n"
}

/// A field's label and its value as HTML; empty without a value.
fn line(catalog: &Catalog, field: &str, html: &str) -> String {
    let label = catalog.fields.get(field).map(|field| said(&field.label)).unwrap_or_default();
    if html.is_empty() { String::new() } else { format!("<p><span class=\"label\">{label}</span> {html}</p>\n") }
}

/// The numbers in a field of telephones; empty for other fields.
fn telephones(catalog: &Catalog, fact: &Fact) -> String {
    let is_phone = catalog.fields.get(&fact.field).is_some_and(|field| field.kind == FieldKind::Phones);
    match &fact.value {
        FactValue::Text(text) if is_phone => {
            let numbers: Vec<String> = phones(text).iter().map(telephone).collect();
            line(catalog, &fact.field, &numbers.join(" "))
        }
        _ => String::new(),
    }
}

/// A number as a dialling link if possible, after its text.
fn telephone(phone: &Phone) -> String {
    let words = if phone.label.is_empty() { String::new() } else { format!("{} ", escaped(&phone.label)) };
    let shown = escaped(&phone.shown);
    // Only characters that `tel:` allows (RFC 3966), whatever the source.
    let is_plain = |c: char| c.is_ascii_digit() || "+;=ext".contains(c);
    match phone.dial.as_str() {
        dial if !dial.is_empty() && dial.chars().all(is_plain) => {
            format!("<span class=\"phone\">{words}<a href=\"tel:{dial}\">{shown}</a></span>")
        }
        _ => format!("<span class=\"phone\">{words}{shown}</span>"),
    }
}

/// A text in both languages; empty if there is none.
fn paragraph(attributes: &str, label: &Label) -> String {
    if label.zh.is_empty() && label.en.is_empty() {
        return String::new();
    }
    format!("<p{attributes}>{}</p>\n", said(label))
}

/// Chinese, and English beside it.
fn said(label: &Label) -> String {
    let (zh, en) = (escaped(&label.zh), escaped(&label.en));
    match (zh.as_str(), en.as_str()) {
        (zh, "") => zh.to_owned(),
        (zh, en) if zh == en => zh.to_owned(),
        (zh, en) => format!("{zh} <span lang=\"en\">{en}</span>"),
    }
}
