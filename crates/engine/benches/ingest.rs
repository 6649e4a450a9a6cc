//! How fast GeoJSON is read, and its prepared form made and read: `cargo bench -p diming-engine --bench ingest [--
//! FEATURES…]`.
//!
//! A made-up gazetteer of about 250 bytes a feature, in chunks of 64 KiB as a network gives them.

#![allow(clippy::unwrap_used, reason = "a bench may panic")]

mod answers;
mod dice;

use answers::Both;
use dice::Dice;
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::dataset::Table;
use diming_engine::ingest::{FileReader, Limits, Notes, Reader, Step};
use diming_engine::prepared::{PreparedReader, PreparedStep, PreparedWriter, SourceOf};
use diming_protocol::Phase;
use diming_protocol::catalog::Catalog;
use serde_json::json;
use std::fmt::Write;
use std::time::Instant;

const CHUNK_BYTES: usize = 64 << 10;
const ROUNDS: usize = 5;

/// The catalog's text; its layer has a prepared form or none.
fn catalog_text(is_prepared: bool) -> String {
    let field = |kind: &str| json!({"label": {"zh": kind}, "kind": kind});
    let facets = ["kind", "town", "status", "year", "beds", "grade"].map(|field| json!({"field": field}));
    json!({
        "version": 1, "title": {"zh": "测"}, "zoom_min": 4, "zoom_max": 18,
        "bounds": {"west": 73.0, "south": 3.0, "east": 136.0, "north": 54.0},
        "home": {"lon": 105.0, "lat": 35.0, "zoom": 4},
        "fields": {
            "kind": field("choice"), "name": field("text"), "romanisation": field("text"), "town": field("choice"),
            "status": field("choice"), "year": field("date"), "beds": field("number"), "grade": field("choice"),
        },
        "facets": facets,
        "layers": [{
            "id": "names", "label": {"zh": "测"}, "source": "names.geojson", "key_field": "id",
            "prepared": is_prepared, "row": ["kind", "town"], "card": ["romanisation", "status", "year", "beds", "grade"],
            "fields": ["kind", "name", "romanisation", "town", "status", "year", "beds", "grade"],
            "style": {"sign": "dot", "color": "#116666", "color_dark": "#22aaaa"}
        }]
    })
    .to_string()
}

/// A file of so many features, the same every time.
fn gazetteer(features: u32) -> Vec<u8> {
    let mut dice = Dice(1);
    let mut next = |below: usize| dice.below(below);
    let (kinds, statuses) = (["自然村", "街路巷", "住宅区", "桥梁", "水系"], ["现用", "曾用", "注销", "规划"]);
    let (grades, generics) = (["一级", "二级", "三级", "四级", "五级"], ["村", "路", "小区", "大桥", "河"]);
    let mut out = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for id in 0..features {
        let kind = next(5);
        let (mut name, mut pinyin) = (String::new(), String::new());
        for _ in 0..2 + next(4) {
            let character = next(3000) as u32;
            name.extend(char::from_u32(0x4e00 + character));
            write!(pinyin, "{}ang ", ["l", "zh", "sh", "q", "x", "d"][character as usize % 6]).unwrap();
        }
        let (lon, lat) = (80.0 + next(400_000_000) as f64 / 1e7, 20.0 + next(250_000_000) as f64 / 1e7);
        write!(
            out,
            "{}{{\"type\":\"Feature\",\"id\":\"g{id}\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon:.6},{lat:.6}]}},\
             \"properties\":{{\"kind\":\"{}\",\"name\":\"{name}{}\",\"romanisation\":\"{pinyin}\",\"town\":\"第{}镇\",\
             \"status\":\"{}\",\"year\":{},\"beds\":{},\"grade\":\"{}\"}}}}",
            if id == 0 { "" } else { ",\n" },
            kinds[kind],
            generics[kind],
            next(30_000),
            statuses[next(4)],
            1950 + next(75),
            next(500),
            grades[next(5)],
        )
        .unwrap();
    }
    out.push_str("\n]}\n");
    out.into_bytes()
}

fn read(catalog: &Catalog, bytes: &[u8], features: u32) -> (f64, Table, Notes) {
    let chunks: Vec<Vec<u8>> = bytes.chunks(CHUNK_BYTES).map(<[u8]>::to_vec).collect();
    let start = Instant::now();
    let mut reader = Reader::new(catalog, 0, Limits::default());
    for chunk in chunks {
        reader.feed(chunk);
        while reader.step(2_000) == Step::More {}
    }
    reader.end();
    while reader.step(2_000) != Step::Done {}
    let (table, notes, phase) = reader.finish();
    let elapsed_s = start.elapsed().as_secs_f64();
    assert_eq!((table.len(), notes.total(), phase), (features as usize, 0, Phase::Whole));
    (elapsed_s, table, notes)
}

/// The seconds that making the prepared form took, those of its longest step, and the form.
fn prepare(catalog: &Catalog, table: &Table, notes: &Notes, file_bytes: usize) -> (f64, f64, Vec<u8>) {
    let source = SourceOf { bytes: file_bytes as u64, ..SourceOf::default() };
    let (start, mut longest_s) = (Instant::now(), 0f64);
    let mut writer = PreparedWriter::new(catalog, 0, table, source).unwrap();
    loop {
        let step = Instant::now();
        let is_more = writer.step(table, notes).unwrap();
        longest_s = longest_s.max(step.elapsed().as_secs_f64());
        if !is_more {
            break;
        }
    }
    let bytes = writer.finish().unwrap().concat();
    (start.elapsed().as_secs_f64(), longest_s, bytes)
}

/// Record by record, the prepared form gives what was read.
fn compare(catalog: &Catalog, table: &Table, prepared: &[u8]) {
    let mut reader = PreparedReader::new(catalog, 0, Limits::default());
    reader.feed(prepared);
    reader.end();
    while reader.step() == PreparedStep::More {}
    let again = reader.table();
    assert_eq!((&again.lon_e7, &again.lat_e7, &again.shapes), (&table.lon_e7, &table.lat_e7, &table.shapes));
    for row in 0..table.len() {
        assert_eq!(again.keys.get(row), table.keys.get(row));
        (0..table.columns.len()).for_each(|column| assert_eq!(again.value(column, row), table.value(column, row)));
    }
}

/// Seconds until all is read, and until records can be seen.
fn restore(catalog: &Catalog, bytes: &[u8], features: u32) -> (f64, f64) {
    let start = Instant::now();
    let (mut reader, mut seen_s) = (PreparedReader::new(catalog, 0, Limits::default()), None);
    for chunk in bytes.chunks(CHUNK_BYTES) {
        reader.feed(chunk);
        while reader.step() == PreparedStep::More {}
        if !reader.table().is_empty() {
            seen_s.get_or_insert(start.elapsed().as_secs_f64());
        }
    }
    reader.end();
    while reader.step() != PreparedStep::Done {}
    assert_eq!(reader.table().len(), features as usize);
    (start.elapsed().as_secs_f64(), seen_s.unwrap())
}

fn median(mut rounds: Vec<f64>) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}

fn main() {
    let asked: Vec<u32> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let texts = [false, true].map(catalog_text);
    let catalog = parse_catalog(texts[0].as_bytes(), &[]).unwrap();
    println!(
        "features      bytes  read s  MB/s | prepared bytes  made s  a second  step ms  read s  seen s | file ready s  form ready s \
         | equal answers"
    );
    for features in if asked.is_empty() { vec![10_000, 100_000, 1_000_000] } else { asked } {
        let file = gazetteer(features);
        let (_, table, notes) = read(&catalog, &file, features);
        let (.., prepared) = prepare(&catalog, &table, &notes, file.len());
        compare(&catalog, &table, &prepared);
        let both = Both { catalogs: texts.each_ref().map(String::as_str), file: &file, prepared: &prepared };
        let equal = answers::compare(&both);
        let ready_s = [false, true]
            .map(|is_prepared| median((0..ROUNDS).map(|_| answers::ready_s(&both, is_prepared)).collect()));
        let read_s = median((0..ROUNDS).map(|_| read(&catalog, &file, features).0).collect());
        let made: Vec<_> = (0..ROUNDS).map(|_| prepare(&catalog, &table, &notes, file.len())).collect();
        let made_s = median(made.iter().map(|made| made.0).collect());
        let step_ms = 1e3 * median(made.iter().map(|made| made.1).collect());
        let restored: Vec<(f64, f64)> = (0..ROUNDS).map(|_| restore(&catalog, &prepared, features)).collect();
        let (restored_s, seen_s) =
            (median(restored.iter().map(|r| r.0).collect()), median(restored.iter().map(|r| r.1).collect()));
        let (mb_s, rate) = (file.len() as f64 / 1e6 / read_s, f64::from(features) / made_s);
        println!(
            "{features:>8} {:>10} {read_s:>7.4} {mb_s:>5.0} | {:>14} {made_s:>7.4} {rate:>9.0} {step_ms:>8.2} \
             {restored_s:>7.4} {seen_s:>7.4} | {:>12.4} {:>13.4} | {equal:>13}",
            file.len(),
            prepared.len(),
            ready_s[0],
            ready_s[1],
        );
    }
}
