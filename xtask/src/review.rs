//! `cargo xtask review`: reviews applications against a register, one JSON line each.
//!
//! The register is GeoJSON or CSV, the applications are CSV or JSON lines; both have the field names of the
//! gazetteer and of an application. The applications also collide with each other.

use crate::run::Result;
use diming_core::catalog::Lang;
use diming_core::door::application::Application;
use diming_core::door::finding::Finding;
use diming_core::messages::{Told, tell};
use diming_core::review::profile::Profile;
use diming_core::review::suggest::Reserved;
use diming_core::review::{Review, Tables};
use diming_core::text::{Alike, Han, Standard};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// A record: field → text. Positions are the fields `lon` and `lat`.
type Record = BTreeMap<String, String>;

/// What is reviewed against what.
pub struct Files<'a> {
    /// GeoJSON or CSV.
    pub register: &'a str,
    /// CSV or JSON lines.
    pub applications: &'a str,
    /// The reserve bank: CSV, JSON lines or GeoJSON. Where it is given, suggestions are printed too.
    pub reserve: Option<&'a str>,
    /// Findings are told in words too.
    pub lang: Option<Lang>,
    /// A rules profile; the built-in one where it is not given.
    pub profile: Option<&'a str>,
    /// Today, `yyyymmdd`.
    pub today: u32,
}

/// Reviews and prints.
pub fn run(project: &Path, files: &Files, out: &mut impl Write) -> Result<()> {
    let data = |name: &str| std::fs::read(project.join("data").join(name)).map_err(|e| format!("data/{name}: {e}"));
    let text = |name: &str| data(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let han = Han::parse(&data("dict/han.bin")?)?;
    let (standard, alike) =
        (Standard::parse(&text("dict/standard.txt")?), Alike::parse(&text("dict/alike.txt")?, &han));
    let profile = match files.profile {
        Some(path) => std::fs::read(path).map_err(|e| format!("{path}: {e}"))?,
        None => data("rules/profile.json")?,
    };
    let profile = Profile::parse(&profile).map_err(|fault| format!("the profile: {fault}"))?;
    let mut review = Review::new(profile, Tables { han: &han, standard: &standard, alike: &alike });
    for record in records(files.register)? {
        review.register_record(fields(&record));
    }
    let reserve: Vec<Reserved> = match files.reserve {
        Some(path) => records(path)?.iter().map(|r| Reserved::of_fields(fields(r))).collect(),
        None => Vec::new(),
    };
    let given = records(files.applications)?;
    let applications: Vec<Application> = given.iter().map(application).collect();
    for (number, application) in applications.iter().enumerate() {
        review.add_pending(&number.to_string(), application);
    }
    for (number, application) in applications.iter().enumerate() {
        let verdict = review.review(application, Some(&number.to_string()), files.today);
        let mut line = json!({
            "application": given[number], "romanisation": verdict.romanisation, "findings": verdict.findings,
        });
        if let Some(lang) = files.lang {
            line["told"] = verdict.findings.iter().map(|finding| told(lang, finding)).collect();
        }
        if files.reserve.is_some() {
            line["suggestions"] = json!(review.suggest(application, &reserve, files.today));
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn told(lang: Lang, finding: &Finding) -> Value {
    let Told { title, weight, article, lines } = tell(lang, finding);
    json!({"title": title, "weight": weight, "article": article, "lines": lines})
}

/// Gives the text of a field; empty for none.
fn fields<'r>(record: &'r Record) -> impl Fn(&str) -> &'r str {
    |field: &str| record.get(field).map_or("", String::as_str)
}

fn application(record: &Record) -> Application {
    let mut application = Application::default();
    for (field, text) in record {
        if !application.set(field, text) {
            eprintln!("{}: {field} {text:?} is not understood and counts as unknown", application.name);
        }
    }
    application
}

/// The records of a file: GeoJSON (`.geojson`, `.json`), JSON lines (`.jsonl`) or CSV.
fn records(path: &str) -> Result<Vec<Record>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let text = text.trim_start_matches('\u{feff}');
    if path.ends_with(".jsonl") {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        return lines.map(|line| Ok(record(serde_json::from_str(line)?))).collect();
    }
    if path.ends_with("json") {
        let features: Value = serde_json::from_str(text)?;
        let features = features["features"].as_array().ok_or_else(|| format!("{path}: no features"))?;
        return Ok(features.iter().map(feature).collect());
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| Ok(row?)).collect()
}

fn feature(feature: &Value) -> Record {
    let mut fields = record(feature["properties"].clone());
    if let Some(id) = feature.get("id") {
        fields.entry("id".into()).or_insert_with(|| word(id));
    }
    if let [lon, lat, ..] = feature["geometry"]["coordinates"].as_array().map_or(&[][..], Vec::as_slice)
        && feature["geometry"]["type"] == "Point"
    {
        fields.insert("lon".into(), word(lon));
        fields.insert("lat".into(), word(lat));
    }
    fields
}

fn record(value: Value) -> Record {
    let Value::Object(members) = value else { return Record::new() };
    members.into_iter().map(|(name, value)| (name, word(&value))).collect()
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(word).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}
