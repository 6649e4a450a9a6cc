//! The view as a link, and back: the part of the address after `#`.
//!
//! `#map=zoom/lat/lon&q=…&layers=a,b&f.grade=三级,四级&f.beds=50..&id=care-homes:17&sort=distance&lang=en`,
//! `from=lat/lon&radius=1000`, `compare=care-homes:17,care-homes:18`, `mode=elder`.
//! Values are percent-encoded; a comma, backslash or `..` inside a value is escaped with a
//! backslash. What is unknown or broken is ignored, never fatal. `layers=` means none, an absent
//! one the catalog's default. A link is read up to [`LENGTH_MAX`] bytes and [`PARTS_MAX`] parts.

pub mod deployment;
#[cfg(feature = "embed")]
pub mod message;
mod percent;
pub mod snippet;
pub mod url;

pub use percent::{decode, encode};

use crate::catalog::Lang;
use crate::door::{Constraint, Sort};
use crate::geo::LonLat;
use crate::text::decimal::parse_decimal;
use litemap::LiteMap;
use std::collections::BTreeSet;

/// Longest link read, bytes.
pub const LENGTH_MAX: usize = 16_384;
/// Most parts (and most values in a part) read.
pub const PARTS_MAX: usize = 256;

/// Radii that a link may say, metres.
const RADIUS_M: std::ops::RangeInclusive<f64> = 50.0..=100_000.0;
/// Most records that are compared.
pub const COMPARED_MAX: usize = 3;
/// Longest name of the place that distances are measured from, characters.
const FROM_NAME_CHARS_MAX: usize = 80;

/// A resting camera in a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkCamera {
    /// Zoom, 256-pixel tile convention.
    pub zoom: f64,
    /// Centre.
    pub center_lonlat: LonLat,
}

/// What a link says. Everything may be absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Where the map rests.
    pub camera: Option<LinkCamera>,
    /// Words.
    pub query: String,
    /// Layers that are on; `None`: the catalog's default.
    pub layers: Option<BTreeSet<String>>,
    /// Field key → constraint.
    pub fields: LiteMap<String, Constraint>,
    /// The selected record: layer id and key.
    pub selected: Option<(String, String)>,
    /// Order of the list.
    pub sort: Sort,
    /// Only what the map shows.
    pub in_view: bool,
    /// Where distances are measured from.
    pub from: Option<LonLat>,
    /// What is there; empty where it has no name.
    pub from_name: String,
    /// Only what stands within so many metres of there.
    pub radius_m: Option<f64>,
    /// Records that are compared: layer id and key.
    pub compared: Vec<(String, String)>,
    /// The elder view (长辈版); `None`: not said.
    pub is_elder: Option<bool>,
    /// Language; `None`: not said.
    pub lang: Option<Lang>,
    /// Basemap; `None`: the plain background.
    pub basemap: Option<String>,
    /// The workspace is the naming review.
    pub in_review: bool,
    /// The application under review, without the applicant's name: field → text.
    pub application: LiteMap<String, String>,
}

/// The applicant, who stands in no link.
const NOT_IN_LINKS: &str = "applicant";
/// Longest text of an application's field, characters.
const APPLICATION_CHARS_MAX: usize = 200;

/// Writes the part after `#`. The same view always gives the same text.
pub fn build_hash(view: &View) -> String {
    let mut parts = Vec::new();
    if let Some(camera) = view.camera {
        parts.push(format!("map={}/{}", trimmed(camera.zoom, 2), lat_lon(camera.center_lonlat, '/')));
    }
    if !view.query.is_empty() {
        parts.push(format!("q={}", encode(&view.query)));
    }
    if let Some(layers) = &view.layers {
        parts.push(format!("layers={}", list(layers.iter())));
    }
    for (field, constraint) in &view.fields {
        let value = match constraint {
            Constraint::Any(values) => list(values.iter()),
            Constraint::Between(min, max) => {
                let end = |n: &Option<f64>| n.map_or(String::new(), |n| trimmed(n, 6));
                format!("{}..{}", end(min), end(max))
            }
        };
        parts.push(format!("f.{}={value}", encode(field)));
    }
    if let Some((layer, key)) = &view.selected {
        parts.push(format!("id={}:{}", encode(layer), encode(key)));
    }
    match view.sort {
        Sort::Relevance => {}
        Sort::Distance => parts.push("sort=distance".to_owned()),
        Sort::Name => parts.push("sort=name".to_owned()),
    }
    if let Some(from) = view.from {
        let name = if view.from_name.is_empty() { String::new() } else { format!("/{}", encode(&view.from_name)) };
        parts.push(format!("from={}{name}", lat_lon(from, '/')));
    }
    if let Some(radius_m) = view.radius_m {
        parts.push(format!("radius={}", trimmed(radius_m, 0)));
    }
    if view.in_view {
        parts.push("inview=1".to_owned());
    }
    if let Some(basemap) = &view.basemap {
        parts.push(format!("base={}", encode(basemap)));
    }
    if !view.compared.is_empty() {
        let mut records = Vec::new();
        for (layer, key) in &view.compared {
            records.push(format!("{}:{}", encode(layer), encode(key)).replace(',', "%2C"));
        }
        parts.push(format!("compare={}", records.join(",")));
    }
    if view.in_review {
        parts.push("ws=review".to_owned());
    }
    for (field, text) in view.application.iter().filter(|(field, text)| *field != NOT_IN_LINKS && !text.is_empty()) {
        parts.push(format!("a.{}={}", encode(field), encode(text)));
    }
    if let Some(is_elder) = view.is_elder {
        parts.push(format!("mode={}", if is_elder { "elder" } else { "standard" }));
    }
    if let Some(lang) = view.lang {
        parts.push(format!("lang={}", if lang == Lang::En { "en" } else { "zh" }));
    }
    parts.join("&")
}

/// Reads the part after `#` (with or without the `#`).
pub fn parse_hash(hash: &str) -> View {
    let mut view = View::default();
    let hash = hash.strip_prefix('#').unwrap_or(hash);
    if hash.len() > LENGTH_MAX {
        return view;
    }
    for part in hash.split('&').take(PARTS_MAX) {
        let Some((name, value)) = part.split_once('=') else { continue };
        match name {
            "map" => view.camera = parse_camera(value).or(view.camera),
            "q" => view.query = decode(value).chars().take(200).collect(),
            "layers" => {
                let layers = view.layers.insert(BTreeSet::new());
                // One by one: collecting would link a sort into the page.
                for id in parse_list(value) {
                    layers.insert(id);
                }
            }
            "id" => view.selected = parse_id(value).or(view.selected),
            "sort" => view.sort = parse_sort(value).unwrap_or(view.sort),
            "from" => parse_from(value, &mut view),
            "radius" => view.radius_m = parse_decimal(value).filter(|m| RADIUS_M.contains(m)).or(view.radius_m),
            "compare" => view.compared = parse_records(value),
            "mode" => view.is_elder = parse_mode(value).or(view.is_elder),
            "inview" => view.in_view = value == "1",
            "base" => view.basemap = Some(decode(value)).filter(|id| !id.is_empty()),
            "lang" => view.lang = parse_lang(value).or(view.lang),
            "ws" => view.in_review = value == "review",
            _ if name.starts_with("a.") => {
                let field = decode(&name[2..]);
                if !field.is_empty() && field != NOT_IN_LINKS {
                    view.application.insert(field, decode(value).chars().take(APPLICATION_CHARS_MAX).collect());
                }
            }
            _ => {
                let Some(field) = name.strip_prefix("f.").map(decode).filter(|f| !f.is_empty()) else { continue };
                if let Some(constraint) = parse_constraint(value) {
                    view.fields.insert(field, constraint);
                }
            }
        }
    }
    view
}

fn trimmed(n: f64, decimals: usize) -> String {
    let text = format!("{n:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn lat_lon(p: LonLat, between: char) -> String {
    format!("{:.6}{between}{:.6}", p.lat, p.lon)
}

fn list<'a>(values: impl Iterator<Item = &'a String>) -> String {
    let mut text = String::new();
    for (at, value) in values.enumerate() {
        if at > 0 {
            text.push(',');
        }
        let escaped = value.replace('\\', r"\\").replace(',', r"\,");
        text.push_str(&encode(&escaped.replace("..", ".\\.")));
    }
    text
}

/// Splits at commas that are not escaped.
fn parse_list(value: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let text = decode(value);
    if text.is_empty() {
        return Vec::new();
    }
    let mut escaped = false;
    for c in text.chars() {
        let last = values.len() - 1;
        match c {
            c if escaped => {
                values[last].push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            ',' if values.len() < PARTS_MAX => values.push(String::new()),
            c => values[last].push(c),
        }
    }
    values
}

fn parse_constraint(value: &str) -> Option<Constraint> {
    let text = decode(value);
    if let Some((min, max)) = text.split_once("..")
        && !text.contains('\\')
    {
        let end = |s: &str| match s.trim() {
            "" => Some(None),
            s => parse_decimal(s).filter(|end| end.is_finite()).map(Some),
        };
        return match (end(min)?, end(max)?) {
            (None, None) => None,
            (min, max) => Some(Constraint::Between(min, max)),
        };
    }
    Some(Constraint::Any(if text.is_empty() { vec![String::new()] } else { parse_list(value) }))
}

fn parse_camera(value: &str) -> Option<LinkCamera> {
    let (zoom, place) = value.split_once('/')?;
    let zoom = parse_decimal(zoom).filter(|z| (0.0..=24.0).contains(z))?;
    Some(LinkCamera { zoom, center_lonlat: parse_lat_lon(place)? })
}

fn parse_lat_lon(value: &str) -> Option<LonLat> {
    let (lat, lon) = value.split_once('/')?;
    let lat = parse_decimal(lat).filter(|v| (-90.0..=90.0).contains(v))?;
    let lon = parse_decimal(lon).filter(|v| (-180.0..=180.0).contains(v))?;
    Some(LonLat { lon, lat })
}

/// `lat/lon`, or `lat/lon/name`.
fn parse_from(value: &str, view: &mut View) {
    let mut cuts = value.match_indices('/').map(|(at, _)| at);
    let (place, name) = match (cuts.next(), cuts.next()) {
        (Some(_), Some(second)) => (&value[..second], &value[second + 1..]),
        _ => (value, ""),
    };
    if let Some(at) = parse_lat_lon(place) {
        view.from = Some(at);
        view.from_name = decode(name).chars().take(FROM_NAME_CHARS_MAX).collect();
    }
}

fn parse_records(value: &str) -> Vec<(String, String)> {
    let mut records = Vec::new();
    for record in value.split(',').filter_map(parse_id) {
        if records.len() < COMPARED_MAX && !records.contains(&record) {
            records.push(record);
        }
    }
    records
}

fn parse_mode(value: &str) -> Option<bool> {
    match value {
        "elder" => Some(true),
        "standard" => Some(false),
        _ => None,
    }
}

fn parse_id(value: &str) -> Option<(String, String)> {
    let (layer, key) = value.split_once(':')?;
    let (layer, key) = (decode(layer), decode(key));
    (!layer.is_empty() && !key.is_empty()).then_some((layer, key))
}

fn parse_sort(value: &str) -> Option<Sort> {
    match value {
        "relevance" => Some(Sort::Relevance),
        "distance" => Some(Sort::Distance),
        "name" => Some(Sort::Name),
        _ => None,
    }
}

fn parse_lang(value: &str) -> Option<Lang> {
    match value {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
