//! Reading GeoJSON: what is kept, what is noted, what ends a file.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

/// Compares a text with the snapshot of the test that calls it.
macro_rules! check_report {
    ($text:expr $(,)?) => {
        insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!($text) })
    };
}

mod bad;
#[path = "../real/mod.rs"]
mod files;
mod good;
mod laws;
mod people;
mod prepared;
mod real;
mod sample;
mod table;
mod texts;

use diming_engine::dataset::{Table, Value};
use diming_engine::ingest::{FileReader, Limits, Notes, Reader, Step};
use diming_protocol::Phase;
use diming_protocol::catalog::{Catalog, Layer};
use serde_json::json;
use std::fmt::Write;

/// A deployment around Qidong whose one layer has a field of each kind.
fn catalog() -> Catalog {
    let label = |zh: &str| json!({"zh": zh});
    let field = |kind: &str, aliases: &[&str]| json!({"label": label(kind), "kind": kind, "aliases": aliases});
    let marks: Vec<_> = ["规划", "管理", "绿化", "道路", "水电", "卫生", "档案", "公示"].map(label).into();
    serde_json::from_value(json!({
        "version": 1, "title": label("测试"), "zoom_min": 8, "zoom_max": 18,
        "bounds": {"west": 121.25, "south": 31.55, "east": 122.1, "north": 32.25},
        "home": {"lon": 121.66, "lat": 31.81, "zoom": 10},
        "fields": {
            "id": field("text", &[]),
            "name": field("text", &["名称", "机构名称"]),
            "former_names": field("texts", &["曾用名"]),
            "kind": {"label": label("choice"), "kind": "choice", "aliases": ["类型"],
                "values": [{"value": "公墓", "label": {"zh": "公墓", "en": "Cemetery"}}]},
            "services": {"label": label("choices"), "kind": "choices",
                "values": [{"value": "康复", "label": {"zh": "康复", "en": "Rehabilitation"}}]},
            "beds": {"label": label("number"), "kind": "number", "aliases": ["床位"], "unit": {"zh": "张", "en": "beds"}},
            "opened_on": field("date", &[]),
            "is_open": field("yes_no", &[]),
            "phone": field("phones", &[]),
            "eight": {"label": label("八有"), "kind": "marks", "marks": marks},
            "elevation_m": {"label": label("高程"), "kind": "number", "officer_only": true},
            "secrecy": field("text", &["保密等级"]),
        },
        "layers": [{
            "id": "homes", "label": label("养老"), "source": "homes.geojson", "key_field": "id",
            "fields": ["name", "former_names", "kind", "services", "beds", "opened_on", "is_open", "phone", "eight", "elevation_m"],
            "aliases": {"name": ["店名"]},
            "style": {"sign": "house", "color": "#116666", "color_dark": "#22aaaa"}
        }]
    }))
    .unwrap()
}

fn catalog_with(change: impl FnOnce(&mut Layer)) -> Catalog {
    let mut catalog = catalog();
    change(&mut catalog.layers[0]);
    catalog
}

type Outcome = (Table, Notes, Phase);

/// Feeds chunks, reading a few features after each.
fn drive<'a>(mut reader: Reader, chunks: impl IntoIterator<Item = &'a [u8]>) -> Outcome {
    for chunk in chunks {
        reader.feed(chunk.to_vec());
        while reader.step(3) == Step::More {}
    }
    reader.end();
    while reader.step(3) != Step::Done {}
    reader.finish()
}

fn read(bytes: impl AsRef<[u8]>) -> Outcome {
    drive(Reader::new(&catalog(), 0, Limits::default()), [bytes.as_ref()])
}

/// A collection of the features given.
fn collection(features: &str) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

/// A feature at a good place with the properties given.
fn feature(id: u32, properties: &str) -> String {
    format!(
        r#"{{"type":"Feature","id":{id},"properties":{{"name":"甲"{properties}}},"geometry":{{"type":"Point","coordinates":[121.66,31.81]}}}}"#
    )
}

/// A feature with a geometry.
fn placed(geometry: &str) -> String {
    collection(&format!(r#"{{"type":"Feature","id":1,"properties":{{"name":"甲"}},"geometry":{geometry}}}"#))
}

/// Everything that was read, as text.
fn report((table, notes, phase): &Outcome) -> String {
    let catalog = catalog();
    let mut out = format!("{phase:?}\n");
    for row in 0..table.len() {
        let place = table.position(row).map_or("nowhere".to_owned(), |p| format!("{} {}", p.lon, p.lat));
        writeln!(out, "{row} [{}] at {place}", table.keys.get(row)).unwrap();
        for (column, field) in catalog.layers[0].fields.iter().enumerate() {
            match table.value(column, row) {
                Value::Unknown => {}
                Value::Marks(marks) => {
                    let sign = |m: &Option<bool>| m.map_or('?', |yes| if yes { '√' } else { '×' });
                    writeln!(out, "    {field}: {}", marks.iter().map(sign).collect::<String>()).unwrap();
                }
                value => writeln!(out, "    {field}: {value:?}").unwrap(),
            }
        }
        for shape in table.shapes.iter().filter(|s| s.row as usize == row) {
            let part = |part: &Vec<(i32, i32)>| {
                part.iter().map(|&(x, y)| format!("{} {}", f64::from(x) / 1e7, f64::from(y) / 1e7)).collect::<Vec<_>>()
            };
            let parts: Vec<_> = shape.parts.iter().map(|p| part(p).join(", ")).collect();
            writeln!(out, "    {:?}: {}", shape.kind, parts.join(" | ")).unwrap();
        }
    }
    for note in notes.kept() {
        let row = note.row.map_or("file".to_owned(), |row| format!("row {row}"));
        writeln!(out, "! {row} [{}] {} {:?} {:?}", note.key, note.field, note.reason, note.value).unwrap();
    }
    out
}

/// A report of each case, one under the other.
fn reports<'a>(cases: impl IntoIterator<Item = (&'a str, String)>) -> String {
    cases.into_iter().map(|(what, text)| format!("## {what}\n{}\n", report(&read(text)))).collect()
}
