//! How fast GeoJSON is read: `cargo bench -p diming-engine --bench ingest [-- FEATURES…]`.
//!
//! A made-up gazetteer of about 250 bytes a feature, in chunks of 64 KiB as a network gives them.

#![allow(clippy::unwrap_used, reason = "a bench may panic")]

mod dice;

use dice::Dice;
use diming_engine::ingest::{Limits, Reader, Step};
use diming_protocol::Phase;
use diming_protocol::catalog::Catalog;
use serde_json::json;
use std::fmt::Write;
use std::time::Instant;

const CHUNK_BYTES: usize = 64 << 10;
const ROUNDS: usize = 5;

fn catalog() -> Catalog {
    let field = |kind: &str| json!({"label": {"zh": kind}, "kind": kind});
    serde_json::from_value(json!({
        "version": 1, "title": {"zh": "测"}, "zoom_min": 4, "zoom_max": 18,
        "bounds": {"west": 73.0, "south": 3.0, "east": 136.0, "north": 54.0},
        "home": {"lon": 105.0, "lat": 35.0, "zoom": 4},
        "fields": {
            "kind": field("choice"), "name": field("text"), "romanisation": field("text"), "town": field("choice"),
            "status": field("choice"), "year": field("date"), "beds": field("number"), "grade": field("choice"),
        },
        "layers": [{
            "id": "names", "label": {"zh": "测"}, "source": "names.geojson", "key_field": "id",
            "fields": ["kind", "name", "romanisation", "town", "status", "year", "beds", "grade"],
            "style": {"sign": "dot", "color": "#116666", "color_dark": "#22aaaa"}
        }]
    }))
    .unwrap()
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

fn read(catalog: &Catalog, bytes: &[u8], features: u32) -> f64 {
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
    elapsed_s
}

fn main() {
    let asked: Vec<u32> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let catalog = catalog();
    println!("{:>9} {:>9} {:>9} {:>7}", "features", "bytes", "seconds", "MB/s");
    for features in if asked.is_empty() { vec![10_000, 100_000, 1_000_000] } else { asked } {
        let bytes = gazetteer(features);
        let mut rounds: Vec<f64> = (0..ROUNDS).map(|_| read(&catalog, &bytes, features)).collect();
        rounds.sort_by(f64::total_cmp);
        let median_s = rounds[ROUNDS / 2];
        println!("{features:>9} {:>9} {median_s:>9.4} {:>7.0}", bytes.len(), bytes.len() as f64 / 1e6 / median_s);
    }
}
