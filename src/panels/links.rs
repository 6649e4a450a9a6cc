//! Addresses that leave the page: checked before they become links.
//!
//! Data never choose a scheme: a record's own address must be http or https, and a template of
//! the catalog takes values percent-encoded and must begin with a scheme of the list.

use crate::state::App;
use crate::ui::text::reader_name;
use diming_protocol::catalog::{Catalog, Lang, Outbound, keys};
use diming_protocol::geo::datum::wgs84_to;
use diming_protocol::link::{LinkCamera, View, build_hash};
use diming_protocol::{Card, Fact, FactValue};

/// Schemes that a template of the catalog may begin with.
const SCHEMES: [&str; 5] = ["https:", "http:", "geo:", "mailto:", "tel:"];
/// A link to one record shows at least this zoom.
const RECORD_ZOOM: f64 = 14.0;

/// A record's own address where it is a web page, in the browser's spelling.
pub fn web_link(address: &str) -> Option<String> {
    let url = web_sys::Url::new(address.trim()).ok()?;
    matches!(url.protocol().as_str(), "https:" | "http:").then(|| url.href())
}

/// A template with its values put in, percent-encoded.
fn filled(template: &str, values: &[(&str, &str)]) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        let (name, after) = from.split_once('}')?;
        let value = values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        out.push_str(before);
        out.push_str(&String::from(js_sys::encode_uri_component(value)));
        rest = after;
    }
    out.push_str(rest);
    SCHEMES.iter().any(|scheme| out.starts_with(scheme)).then_some(out)
}

/// The record in another map, in the datum that map takes; `None` where it has no place.
pub fn outbound_link(to: &Outbound, card: &Card, app_name: &str) -> Option<String> {
    let at = wgs84_to(to.datum, card.at?);
    let address = fact_text(&card.facts, keys::ADDRESS);
    let (lon, lat) = (format!("{:.6}", at.lon), format!("{:.6}", at.lat));
    let values = [
        ("lon", lon.as_str()),
        ("lat", &lat),
        ("name", &card.name),
        ("address", address.unwrap_or_default()),
        ("app", app_name),
    ];
    filled(&to.template, &values)
}

/// Where an error in the record is reported, with labels and name in the reader's language; `None` for nowhere.
pub fn report_link(lang: Lang, catalog: &Catalog, card: &Card) -> Option<String> {
    let layer = catalog.layers.get(card.id.layer())?;
    let values = [
        ("layer", layer.id.as_str()),
        ("layer_label", layer.label.get(lang).0),
        ("id", &card.key),
        ("name", reader_name(lang, &card.name, &card.latin)),
        ("lang", lang.code()),
    ];
    filled(&catalog.report, &values)
}

/// The link that opens this deployment at this record, in the reader's language.
pub fn record_link(app: App, catalog: &Catalog, card: &Card) -> Option<String> {
    let layer = catalog.layers.get(card.id.layer())?;
    if card.key.is_empty() {
        return None;
    }
    let zoom = app.view.resting.with(|resting| resting.map_or(RECORD_ZOOM, |resting| resting.zoom.max(RECORD_ZOOM)));
    let view = View {
        camera: card.at.map(|center_lonlat| LinkCamera { zoom, center_lonlat }),
        selected: Some((layer.id.clone(), card.key.clone())),
        lang: Some(app.view.lang.get()),
        ..View::default()
    };
    Some(format!("{}#{}", crate::address::page(app), build_hash(&view)))
}

/// The text of a fact, by its key.
pub fn fact_text<'a>(facts: &'a [Fact], key: &str) -> Option<&'a str> {
    facts.iter().find(|fact| fact.field == key).and_then(|fact| match &fact.value {
        FactValue::Text(text) => Some(text.as_str()),
        _ => None,
    })
}
