//! What must not be published, because what the page hides can still be read in the file.
//!
//! Officer-only fields, records with a 密级 other than 公开 (or without one if the layer requires it), coordinates finer
//! than the layer allows; and files that cannot be checked. Layers on other servers are named, not checked.

use diming_protocol::catalog::{Catalog, Layer, keys};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// Tolerance in units of the last decimal, for rounding.
const SLACK: f64 = 1e-6;

/// Why a record must not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inside {
    /// It has a value of a field that is for officers only: the property.
    OfficerOnly(String),
    /// The layer asks for a 密级, and it has none.
    NoSecrecy,
    /// Its 密级 is not 公开: what it is.
    Secrecy(String),
    /// Its coordinates have more decimals than the layer allows: how many it allows.
    TooFine(u8),
}

impl fmt::Display for Inside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Inside::OfficerOnly(property) => write!(f, "`{property}` is for officers only"),
            Inside::NoSecrecy => f.write_str("says no 密级, which this layer asks for"),
            Inside::Secrecy(secrecy) => write!(f, "密级 is {secrecy}"),
            Inside::TooFine(decimals) => write!(f, "coordinates are finer than {decimals} decimals"),
        }
    }
}

/// A record that must not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its place in the file, from 0.
    pub record: usize,
    /// Its id as JSON; empty where it has none.
    pub id: String,
    /// Why.
    pub why: Inside,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = if self.id.is_empty() { String::new() } else { format!(" (id {})", self.id) };
        write!(f, "feature {}{id}: {}", self.record, self.why)
    }
}

/// Why a file cannot be checked; completes "… cannot be looked through: ".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Its address leads out of the data folder.
    Outside,
    /// It is not there, or cannot be read: why.
    Missing(String),
    /// It is not UTF-8.
    NotUtf8,
    /// It is no JSON: where.
    NotJson(String),
    /// It has no list of features.
    NoCollection,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let save = " Save it as UTF-8 GeoJSON.";
        match self {
            Unread::Outside => f.write_str("it leads out of the data folder."),
            Unread::Missing(why) => write!(f, "{why}."),
            Unread::NotUtf8 => write!(f, "it is not UTF-8.{save}"),
            Unread::NotJson(place) => write!(f, "{place}.{save}"),
            Unread::NoCollection => write!(f, "it is no FeatureCollection.{save}"),
        }
    }
}

/// What was found in a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Records that must not be published, in the order of the file.
    Records(Vec<Refusal>),
    /// It cannot be checked.
    Unread(Unread),
}

/// The result of checking the data of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// By the index of the layer in the catalog; layers in which nothing was found are not here.
    pub found: Vec<(usize, Found)>,
    /// Indexes of layers on other servers, which are not checked.
    pub elsewhere: Vec<usize>,
}

/// Checks all layers of a catalog. `read` gives the file at a path of the data folder ([`local_path`]).
pub fn look(catalog: &Catalog, mut read: impl FnMut(&str) -> Result<Vec<u8>, Unread>) -> Looked {
    let mut looked = Looked::default();
    for (at, layer) in catalog.layers.iter().enumerate() {
        if is_elsewhere(&layer.source) {
            looked.elsewhere.push(at);
            continue;
        }
        let file = local_path(&layer.source).ok_or(Unread::Outside).and_then(|path| read(&path));
        match file.and_then(|bytes| collection(&bytes)) {
            Ok(collection) => {
                let refusals = refusals_of(catalog, layer, &collection);
                if !refusals.is_empty() {
                    looked.found.push((at, Found::Records(refusals)));
                }
            }
            Err(unread) => looked.found.push((at, Found::Unread(unread))),
        }
    }
    looked
}

/// Whether a layer's URL leads to another server.
pub fn is_elsewhere(source: &str) -> bool {
    ["https://", "http://", "//"].iter().any(|start| source.starts_with(start))
}

/// The path in the data folder of the file that a browser gets for a layer's URL; `None` if it is not in the folder.
pub fn local_path(source: &str) -> Option<String> {
    let path = source.split(['?', '#']).next().unwrap_or_default();
    // From the root of a server it could be anywhere.
    if path.starts_with('/') {
        return None;
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        let part = percent_decoded(part).filter(|part| !part.contains(['/', '\\', '\0']))?;
        match part.as_str() {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Decodes `%XX`; `None` if the result is not UTF-8.
pub fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The collection in a file.
fn collection(bytes: &[u8]) -> Result<Value, Unread> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unread::NotUtf8)?;
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Unread::NotJson(error.to_string()))?;
    if value.get("features").is_some_and(Value::is_array) { Ok(value) } else { Err(Unread::NoCollection) }
}

/// The records of a collection that must not be published, and why; several reasons of one record are several refusals.
pub fn refusals_of(catalog: &Catalog, layer: &Layer, collection: &Value) -> Vec<Refusal> {
    let means = meanings(catalog, layer);
    let features = collection.get("features").and_then(Value::as_array);
    let mut refusals = Vec::new();
    for (record, feature) in features.into_iter().flatten().enumerate() {
        let id = feature.get("id").map(Value::to_string).unwrap_or_default();
        let mut add = |why: Inside| refusals.push(Refusal { record, id: id.clone(), why });
        let mut secrecy = String::new();
        for (key, value) in feature.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let field = means.get(key.as_str()).copied().unwrap_or(key);
            let is_known = !value.is_null() && !text.trim().is_empty();
            if is_known && catalog.fields.get(field).is_some_and(|field| field.officer_only) {
                add(Inside::OfficerOnly(key.clone()));
            }
            // Of several that a record says, one that is not 公开 counts.
            if is_known && field == keys::SECRECY && matches!(secrecy.as_str(), "" | keys::PUBLIC) {
                secrecy = text.trim().to_owned();
            }
        }
        match secrecy.as_str() {
            keys::PUBLIC => {}
            "" if !layer.require_secrecy => {}
            "" => add(Inside::NoSecrecy),
            other => add(Inside::Secrecy(other.to_owned())),
        }
        let coordinates = feature.get("geometry").map_or(&Value::Null, |geometry| geometry);
        if let Some(decimals) = layer.decimals.filter(|decimals| is_finer(coordinates, *decimals)) {
            add(Inside::TooFine(decimals));
        }
    }
    refusals
}

/// Fields by property key.
fn meanings<'a>(catalog: &'a Catalog, layer: &'a Layer) -> BTreeMap<&'a str, &'a str> {
    let mut means = BTreeMap::new();
    for (key, field) in &catalog.fields {
        let of_layer = layer.aliases.get(key).into_iter().flatten();
        for alias in of_layer.chain(&field.aliases) {
            means.entry(alias.as_str()).or_insert(key.as_str());
        }
    }
    // A field's own key takes precedence over another's alias.
    means.extend(catalog.fields.keys().map(|key| (key.as_str(), key.as_str())));
    means
}

/// Whether a coordinate (of a geometry or a collection) has more decimals.
fn is_finer(value: &Value, decimals: u8) -> bool {
    match value {
        Value::Number(number) => {
            let scaled = number.as_f64().unwrap_or_default() * 10_f64.powi(decimals.into());
            (scaled - scaled.round()).abs() > SLACK
        }
        Value::Array(members) => members.iter().any(|member| is_finer(member, decimals)),
        Value::Object(geometry) => ["coordinates", "geometries"]
            .iter()
            .any(|key| geometry.get(*key).is_some_and(|inner| is_finer(inner, decimals))),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::catalog;
    use serde_json::json;

    #[track_caller]
    fn check_faults(layer: &str, feature: Value, expected: &[&str]) {
        let catalog = catalog();
        let layer = catalog.layers.iter().find(|l| l.id == layer).unwrap_or_else(|| panic!("no layer {layer}"));
        let refusals = refusals_of(catalog, layer, &json!({"features": [feature]}));
        let faults: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), expected.len(), "{faults:?}");
        for (fault, part) in faults.iter().zip(expected) {
            assert!(fault.contains(part), "{fault} lacks {part}");
        }
    }

    #[test]
    fn what_must_stay_inside_is_named_by_its_record() {
        let point = json!({"type": "Point", "coordinates": [121.6, 31.8]});
        let marker =
            |properties: Value, geometry: &Value| json!({"id": 7, "geometry": geometry, "properties": properties});
        check_faults("markers", marker(json!({"secrecy": "公开"}), &point), &[]);
        check_faults("markers", marker(json!({"secrecy": "公开", "witnesses": null, "elevation_m": ""}), &point), &[]);
        check_faults(
            "markers",
            marker(json!({"secrecy": "公开", "witnesses": "张某"}), &point),
            &["(id 7): `witnesses` is for officers"],
        );
        check_faults("markers", marker(json!({"secrecy": "秘密"}), &point), &["密级 is 秘密"]);
        check_faults("markers", marker(json!({}), &point), &["no 密级"]);
        check_faults("care-homes", marker(json!({}), &point), &[]);
        let fine = json!({"type": "LineString", "coordinates": [[121.6, 31.8], [121.61, 31.8001]]});
        check_faults("markers", marker(json!({"secrecy": "公开"}), &fine), &["finer than 3 decimals"]);
        check_faults("care-homes", marker(json!({}), &fine), &[]);
        let collection = json!({"type": "GeometryCollection", "geometries": [fine]});
        check_faults("markers", marker(json!({"secrecy": "公开"}), &collection), &["finer"]);
    }
}
