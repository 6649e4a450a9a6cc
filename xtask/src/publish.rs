//! What must not be published: `cargo xtask build` refuses data that hold it, because what the page does not show can
//! still be read in the file.
//!
//! Officer-only fields, records with a 密级 other than 公开 (or without one, where the layer asks for it), coordinates
//! finer than the layer allows. Data may also be edited on the server: `cargo xtask publishable DIR` looks again.

use crate::run::Result;
use diming_core::catalog::parse::parse_catalog;
use diming_core::catalog::{Catalog, Layer, keys};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Faults that are told of a layer; the rest are counted.
const TOLD_MAX: usize = 5;
/// Part of a unit of the last decimal that reading and writing may change.
const SLACK: f64 = 1e-6;

/// Looks through the data of a deployment.
///
/// # Errors
/// Something must not be published: the text says which records of which layers, and what to do.
pub fn check(data: &Path) -> Result<()> {
    let catalog = std::fs::read(data.join("catalog.json")).map_err(|error| format!("catalog.json: {error}"))?;
    let catalog = parse_catalog(&catalog).map_err(|problem| format!("catalog.json: {problem:?}"))?;
    let mut told = Vec::new();
    // What lies on other servers is theirs to publish.
    for layer in catalog.layers.iter().filter(|layer| !layer.source.contains("://")) {
        let file = data.join(&layer.source);
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let text: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let faults = faults_of(&catalog, layer, &text);
        told.extend(faults.iter().take(TOLD_MAX).map(|fault| format!("  {}: {fault}", layer.source)));
        if faults.len() > TOLD_MAX {
            told.push(format!("  {}: {} more", layer.source, faults.len() - TOLD_MAX));
        }
    }
    if told.is_empty() {
        return Ok(());
    }
    let advice = "Take this out of the files, or keep them as files of your own machine (docs/local-files.md).";
    Err(format!("these data must not be published:\n{}\n{advice}", told.join("\n")).into())
}

fn faults_of(catalog: &Catalog, layer: &Layer, collection: &Value) -> Vec<String> {
    let means = meanings(catalog, layer);
    let features = collection.get("features").and_then(Value::as_array);
    let mut faults = Vec::new();
    for (row, feature) in features.into_iter().flatten().enumerate() {
        let id = feature.get("id").map(|id| format!(" (id {id})")).unwrap_or_default();
        let mut add = |what: String| faults.push(format!("feature {row}{id}: {what}"));
        let mut secrecy = String::new();
        for (key, value) in feature.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let field = means.get(key.as_str()).copied().unwrap_or(key);
            let is_known = !value.is_null() && !text.trim().is_empty();
            if is_known && catalog.fields.get(field).is_some_and(|field| field.officer_only) {
                add(format!("`{key}` is for officers only"));
            }
            if is_known && field == keys::SECRECY {
                secrecy = text.trim().to_owned();
            }
        }
        match secrecy.as_str() {
            keys::PUBLIC => {}
            "" if !layer.require_secrecy => {}
            "" => add("says no 密级, which this layer asks for".to_owned()),
            other => add(format!("密级 is {other}")),
        }
        let coordinates = feature.get("geometry").map_or(&Value::Null, |geometry| geometry);
        if let Some(decimals) = layer.decimals.filter(|decimals| is_finer(coordinates, *decimals)) {
            add(format!("coordinates are finer than {decimals} decimals"));
        }
    }
    faults
}

/// Property keys and the fields that they mean.
fn meanings<'a>(catalog: &'a Catalog, layer: &'a Layer) -> BTreeMap<&'a str, &'a str> {
    let mut means = BTreeMap::new();
    for (key, field) in &catalog.fields {
        let of_layer = layer.aliases.get(key).into_iter().flatten();
        for alias in of_layer.chain(&field.aliases) {
            means.entry(alias.as_str()).or_insert(key.as_str());
        }
    }
    // A field's own key goes before another's alias.
    means.extend(catalog.fields.keys().map(|key| (key.as_str(), key.as_str())));
    means
}

/// Whether a number among the coordinates (of a geometry, or of those in a collection) has more decimals.
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
    use crate::run::project_dir;
    use serde_json::json;

    fn catalog() -> Catalog {
        let text = std::fs::read(project_dir().join("data/catalog.json")).unwrap_or_default();
        parse_catalog(&text).unwrap_or_else(|problem| panic!("{problem:?}"))
    }

    fn check_faults(layer: &str, feature: Value, expected: &[&str]) {
        let catalog = catalog();
        let layer = catalog.layers.iter().find(|l| l.id == layer).unwrap_or_else(|| panic!("no layer {layer}"));
        let faults = faults_of(&catalog, layer, &json!({"features": [feature]}));
        assert_eq!(faults.len(), expected.len(), "{faults:?}");
        for (fault, part) in faults.iter().zip(expected) {
            assert!(fault.contains(part), "{fault} lacks {part}");
        }
    }

    #[test]
    fn the_sample_may_be_published() -> Result<()> {
        check(&project_dir().join("data"))
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
