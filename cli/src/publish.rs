//! Checks what must not be published: `cargo xtask build` refuses such data, because what the page hides can still be
//! read in the file.
//!
//! Officer-only fields, records with a 密级 other than 公开 (or without one if the layer requires it), coordinates finer
//! than the layer allows; and files that cannot be checked. Data may also be edited on the server: `diming
//! publishable DIR` checks again.

use crate::Result;
use crate::catalog::parse_catalog;
use diming_protocol::catalog::{Catalog, Layer, keys};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Faults that are listed per layer; the rest are counted.
const TOLD_MAX: usize = 5;
/// Tolerance in units of the last decimal, for rounding.
const SLACK: f64 = 1e-6;

/// The result of checking a deployment's data.
#[derive(Default)]
struct Looked {
    /// One line per fault: what must not be published, or could not be checked.
    faults: Vec<String>,
    /// Ids of layers on other servers, which are not checked.
    elsewhere: Vec<String>,
}

/// Checks the data of a deployment. Layers on other servers are only listed on standard output.
///
/// # Errors
/// Something must not be published, or cannot be checked: the text says which records of which layers, and what to do.
pub fn check(data: &Path) -> Result<()> {
    let looked = look(data)?;
    if !looked.elsewhere.is_empty() {
        println!("  not looked through, on other servers: {}", looked.elsewhere.join(", "));
    }
    if looked.faults.is_empty() {
        return Ok(());
    }
    let advice = "Take out what must stay inside, or keep it as a file of your own machine (docs/local-files.md).";
    Err(format!("these data must not be published as they are:\n{}\n{advice}", looked.faults.join("\n")).into())
}

fn look(data: &Path) -> Result<Looked> {
    let catalog = std::fs::read(data.join("catalog.json")).map_err(|error| format!("catalog.json: {error}"))?;
    let catalog = parse_catalog(&catalog).map_err(|problem| format!("catalog.json: {problem:?}"))?;
    let mut looked = Looked::default();
    for layer in &catalog.layers {
        if is_elsewhere(&layer.source) {
            looked.elsewhere.push(layer.id.clone());
            continue;
        }
        let faults = match read(data, &layer.source) {
            Ok(collection) => faults_of(&catalog, layer, &collection),
            Err(fault) => vec![fault],
        };
        let name = format!("  {} ({})", layer.id, layer.source);
        looked.faults.extend(faults.iter().take(TOLD_MAX).map(|fault| format!("{name}: {fault}")));
        if faults.len() > TOLD_MAX {
            looked.faults.push(format!("{name}: {} more", faults.len() - TOLD_MAX));
        }
    }
    Ok(looked)
}

/// Whether a layer's URL leads to another server.
pub fn is_elsewhere(source: &str) -> bool {
    ["https://", "http://", "//"].iter().any(|start| source.starts_with(start))
}

/// The file that a browser gets for a layer's URL, if it is in the data folder.
///
/// # Errors
/// It is not; a complete sentence.
pub fn locate(data: &Path, source: &str) -> std::result::Result<PathBuf, String> {
    let outside = || format!("{source} cannot be looked through: it leads out of {}.", data.display());
    let path = source.split(['?', '#']).next().unwrap_or_default();
    // From the root of a server it could be anywhere.
    if path.starts_with('/') {
        return Err(outside());
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        let part = percent_decoded(part).filter(|part| !part.contains(['/', '\\', '\0'])).ok_or_else(outside)?;
        match part.as_str() {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or_else(outside)?),
            _ => parts.push(part),
        }
    }
    Ok(parts.iter().fold(data.to_owned(), |file, part| file.join(part)))
}

/// The collection of a layer; the error is a complete sentence.
fn read(data: &Path, source: &str) -> std::result::Result<Value, String> {
    let file = locate(data, source)?;
    let fault = |why: &str, advice: &str| format!("{} cannot be looked through: {why}.{advice}", file.display());
    let save = " Save it as UTF-8 GeoJSON.";
    let bytes = std::fs::read(&file).map_err(|error| fault(&error.to_string(), ""))?;
    let text = String::from_utf8(bytes).map_err(|_| fault("it is not UTF-8", save))?;
    let value: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| fault(&error.to_string(), save))?;
    match value.get("features").is_some_and(Value::is_array) {
        true => Ok(value),
        false => Err(fault("it is no FeatureCollection", save)),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::project_dir;
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
    fn an_address_names_the_file_that_a_browser_gets() {
        let check = |source: &str, expected: Option<&str>| {
            let file = locate(Path::new("data"), source);
            assert_eq!(file.as_deref().ok(), expected.map(Path::new), "{source}: {file:?}");
        };
        check("a.geojson", Some("data/a.geojson"));
        check("a.geojson?v=../2#c", Some("data/a.geojson"));
        check("./sub//../%E5%85%BB.geojson", Some("data/养.geojson"));
        check("/data/a.geojson", None);
        check("../a.geojson", None);
        check("sub/../../data/a.geojson", None);
        check("%2e%2e/a.geojson", None);
        check("..%2fa.geojson", None);
        check("a%.geojson", None);
    }

    #[test]
    fn every_layer_is_looked_at_and_named() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("diming-publish-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        let good = r#"{"type": "FeatureCollection", "features": []}"#;
        for (name, bytes) in [
            ("good.geojson", good.as_bytes()),
            ("gbk.geojson", b"{\"features\": [], \"name\": \"\xb5\xd8\xc3\xfb\"}"),
            ("loose.geojson", b"{\"features\": [1,]}"),
            ("feature.geojson", br#"{"type": "Feature", "properties": {}, "geometry": null}"#),
        ] {
            std::fs::write(dir.join(name), bytes)?;
        }
        let sources = [
            ("good.geojson?v=1#a", ""),
            ("https://other.example/a.geojson", ""),
            ("//other.example/a.geojson", ""),
            ("none.geojson?u=http://other.example/", "none.geojson cannot be looked through"),
            ("gbk.geojson", "it is not UTF-8. Save it as UTF-8 GeoJSON."),
            ("loose.geojson", "line 1 column 17. Save it as UTF-8 GeoJSON."),
            ("feature.geojson", "it is no FeatureCollection. Save"),
            ("/data/good.geojson", "leads out of"),
            ("../good.geojson", "leads out of"),
        ];
        let mut catalog: Value = serde_json::from_slice(&std::fs::read(project_dir().join("data/catalog.json"))?)?;
        let layers = catalog["layers"].as_array_mut().ok_or("no layers")?;
        assert!(layers.len() >= sources.len());
        layers.truncate(sources.len());
        let mut expected = Vec::new();
        for (layer, (source, fault)) in layers.iter_mut().zip(sources) {
            layer["source"] = source.into();
            expected.push((format!("  {} ({source}): ", layer["id"].as_str().ok_or("no id")?), fault));
        }
        std::fs::write(dir.join("catalog.json"), catalog.to_string())?;
        let (looked, told) = (look(&dir), check(&dir));
        std::fs::remove_dir_all(&dir)?;
        let looked = looked?;
        assert_eq!(looked.elsewhere, ["cemeteries", "facilities"]);
        expected.retain(|(_, fault)| !fault.is_empty());
        assert_eq!(looked.faults.len(), expected.len(), "{:?}", looked.faults);
        let told = told.err().ok_or("nothing is refused")?.to_string();
        for (fault, (name, part)) in looked.faults.iter().zip(&expected) {
            assert!(fault.starts_with(name) && fault.contains(part), "{fault} lacks {name}{part}");
            assert!(told.contains(fault), "{told} lacks {fault}");
        }
        Ok(())
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
