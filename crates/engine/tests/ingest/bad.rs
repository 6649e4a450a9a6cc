//! Files with something wrong: nothing is lost that can be kept, and everything is said.

use super::{catalog, catalog_with, collection, drive, feature, placed, read, report, reports};
use diming_engine::ingest::{Limits, Reader};
use diming_protocol::{Phase, Problem, Reason};

/// What ends a file, and how many records are kept.
fn check_end(text: impl AsRef<[u8]>, problem: Problem, records: usize) {
    let text = text.as_ref();
    let (table, _, phase) = read(text);
    let shown = String::from_utf8_lossy(text);
    assert_eq!(phase, Phase::Incomplete(problem), "{shown}");
    assert_eq!(table.len(), records, "{shown}");
}

#[test]
fn what_ends_a_file() {
    let not_geojson = |found: &str| Problem::NotGeoJson { found: found.to_owned() };
    let one = feature(1, "");
    let whole = collection(&format!("{one},{one}"));
    check_end("", Problem::Truncated { byte: 0 }, 0);
    check_end(" \n ", Problem::Truncated { byte: 3 }, 0);
    check_end("hello", Problem::NotJson { byte: 0 }, 0);
    check_end("\u{feff}hello", Problem::NotJson { byte: 3 }, 0);
    check_end(b"\xff\xfe{", Problem::NotJson { byte: 0 }, 0);
    check_end(b"\xef\xbb", Problem::Truncated { byte: 2 }, 0);
    check_end("nil", Problem::NotJson { byte: 1 }, 0);
    check_end(" \n<!DOCTYPE html><html>", Problem::Html, 0);
    check_end("[1,2]", not_geojson(""), 0);
    check_end("null ", not_geojson(""), 0);
    check_end("{}", not_geojson(""), 0);
    check_end(r#"{"a":1,}"#, Problem::NotJson { byte: 7 }, 0);
    check_end(r#"{"type":"Topology","objects":{}}"#, not_geojson("Topology"), 0);
    check_end(r#"{"type":"FeatureCollection","features":null}"#, not_geojson("FeatureCollection"), 0);
    check_end(format!(r#"{{"type":"Topology","features":[{one}]}}"#), not_geojson("Topology"), 0);
    check_end(format!(r#"{{"features":[{one}],"type":"Esri"}}"#), not_geojson("Esri"), 1);
    check_end(format!(r#"{{"features":[{one}]}}"#), not_geojson(""), 1);
    check_end(&whole[..whole.len() - 60], Problem::Truncated { byte: whole.len() as u64 - 60 }, 1);
    check_end(&whole[..whole.len() - 1], Problem::Truncated { byte: whole.len() as u64 - 1 }, 2);
    check_end(format!("{whole} x"), Problem::NotJson { byte: whole.len() as u64 + 1 }, 2);
    check_end(collection(&format!("{one},")), Problem::NotJson { byte: 40 + one.len() as u64 + 1 }, 1);
    check_end(collection(&format!("{one} {one}")), Problem::NotJson { byte: 40 + one.len() as u64 + 1 }, 1);
}

#[test]
fn a_reference_system_that_is_not_served_is_named() {
    let crs = r#""crs":{"type":"name","properties":{"name":"EPSG:3857"}}"#;
    let problem = || Problem::Crs { name: "EPSG:3857".to_owned() };
    let one = feature(1, "");
    check_end(format!(r#"{{"type":"FeatureCollection",{crs},"features":[{one}]}}"#), problem(), 0);
    let after = format!(r#"{{"type":"FeatureCollection","features":[{one}],{crs}}}"#);
    check_end(&after, problem(), 1);
    assert_eq!(read(&after).0.position(0), None);
}

#[test]
fn limits_end_a_file() {
    let text = collection(&[feature(1, ""), feature(2, ""), feature(3, "")].join(","));
    let limit = |what: &str, limit| Phase::Incomplete(Problem::Limit { what: what.to_owned(), limit, found: None });
    let all = Limits::default();
    let at = text.len() as u64;
    let cases = [
        (Limits { features: 2, ..all }, limit("features", 2), 2),
        (Limits { features: 3, ..all }, Phase::Whole, 3),
        (Limits { bytes: 200, ..all }, limit("bytes", 200), 1),
        (Limits { bytes: at, ..all }, Phase::Whole, 3),
        (Limits { bytes: at - 1, ..all }, limit("bytes", at - 1), 3),
        (Limits { feature_bytes: 60, ..all }, limit("feature_bytes", 60), 0),
    ];
    for (limits, phase, records) in cases {
        for size in [7, text.len()] {
            let (table, _, found) = drive(Reader::new(&catalog(), 0, limits), text.as_bytes().chunks(size));
            assert_eq!((found, table.len()), (phase.clone(), records), "{limits:?}");
        }
    }
}

#[test]
fn geometries_that_are_mended() {
    check_report!(reports([
        (
            "unclosed ring",
            placed(r#"{"type":"Polygon","coordinates":[[[121.6,31.8],[121.7,31.8],[121.7,31.9],[121.6,31.9]]]}"#)
        ),
        (
            "winding",
            placed(r#"{"type":"Polygon","coordinates":[[[121.6,31.8],[121.6,31.9],[121.7,31.9],[121.6,31.8]]]}"#)
        ),
        ("extra ordinates", placed(r#"{"type":"Point","coordinates":[121.66,31.81,3,4,5]}"#)),
        (
            "nested collection",
            placed(
                r#"{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[121.66,31.81]}]}]}"#
            )
        ),
        ("coordinates as text", placed(r#"{"type":"Point","coordinates":["121.66"," 31.81 "]}"#)),
        ("swapped", placed(r#"{"type":"Point","coordinates":[31.81,121.66]}"#)),
        ("swapped line", placed(r#"{"type":"LineString","coordinates":[[31.81,121.66],[31.82,121.67]]}"#)),
        ("half swapped line", placed(r#"{"type":"LineString","coordinates":[[31.81,121.66],[121.67,31.82]]}"#)),
        ("outside the bounds", placed(r#"{"type":"Point","coordinates":[116.4,39.9]}"#)),
        ("outside either way", placed(r#"{"type":"Point","coordinates":[0,0]}"#)),
    ]));
}

#[test]
fn geometries_that_have_no_place() {
    check_report!(reports([
        ("words", placed(r#"{"type":"Point","coordinates":["东经","北纬"]}"#)),
        ("null ordinates", placed(r#"{"type":"Point","coordinates":[null,31.81]}"#)),
        ("out of range", placed(r#"{"type":"Point","coordinates":[121.66,318.1]}"#)),
        ("beyond numbers", placed(r#"{"type":"Point","coordinates":[1e999,31.8]}"#)),
        ("projected metres", placed(r#"{"type":"Point","coordinates":[13543000.5,3740000.25]}"#)),
        ("too few ordinates", placed(r#"{"type":"Point","coordinates":[121.66]}"#)),
        ("none at all", placed(r#"{"type":"Point","coordinates":[]}"#)),
        ("a line of one", placed(r#"{"type":"LineString","coordinates":[[121.6,31.8]]}"#)),
        ("a ring of two", placed(r#"{"type":"Polygon","coordinates":[[[121.6,31.8],[121.7,31.8],[121.6,31.8]]]}"#)),
        ("empty MultiPoint", placed(r#"{"type":"MultiPoint","coordinates":[]}"#)),
        ("unknown type", placed(r#"{"type":"Circle","coordinates":[121.66,31.81]}"#)),
        ("no coordinates", placed(r#"{"type":"Point"}"#)),
        ("coordinates of another type", placed(r#"{"type":"Polygon","coordinates":[121.66,31.81]}"#)),
        ("a string", placed(r#""POINT(121 31)""#)),
        ("one bad position of a line", placed(r#"{"type":"LineString","coordinates":[[121.6,31.8],[121.7,318]]}"#)),
        (
            "deep coordinates",
            placed(&format!(r#"{{"type":"Point","coordinates":{}{}}}"#, "[".repeat(70), "]".repeat(70)))
        ),
    ]));
}

#[test]
fn features_that_are_out_of_order() {
    let point = r#""geometry":{"type":"Point","coordinates":[121.66,31.81]}"#;
    let between = |odd: &str| collection(&format!("{},{odd},{}", feature(1, ""), feature(2, "")));
    let many = |features: &[String]| collection(&features.join(","));
    check_report!(reports([
        ("bad number", between(r#"{"type":"Feature","properties":{"beds":012},"geometry":null}"#)),
        ("bad literal", between(r#"{"type":"Feature","properties":{"beds":NaN},"geometry":null}"#)),
        ("no colon", between(r#"{"type":"Feature","properties":{"beds" 1},"geometry":null}"#)),
        ("bad escape", between(r#"{"type":"Feature","properties":{"name":"\x"},"geometry":null}"#)),
        ("a quote too few: the file ends", between(r#"{"type":"Feature","properties":{"name":"乙},"geometry":null}"#)),
        (
            "a bracket too few: the file ends",
            between(r#"{"type":"Feature","properties":{"name":"乙","geometry":null}"#)
        ),
        ("no features", between(r#"null,7,"x",[],{},{"type":"Point","coordinates":[1,2]}"#)),
        ("duplicate ids", many(&[feature(1, ""), feature(1, ""), feature(2, "")])),
        ("no id", collection(&format!(r#"{{"type":"Feature","properties":{{"name":"乙"}},{point}}}"#))),
        (
            "null id, key field instead",
            collection(&format!(r#"{{"type":"Feature","id":null,"properties":{{"name":"乙","id":"k"}},{point}}}"#))
        ),
        ("properties null", collection(&format!(r#"{{"type":"Feature","id":"x","properties":null,{point}}}"#))),
        ("properties missing", collection(&format!(r#"{{"type":"Feature","id":"x",{point}}}"#))),
        ("properties an array", collection(&format!(r#"{{"type":"Feature","id":"x","properties":[1],{point}}}"#))),
        ("geometry missing", collection(r#"{"type":"Feature","id":"x","properties":{"name":"乙"}}"#)),
        ("no name", collection(&format!(r#"{{"type":"Feature","id":"x","properties":{{"name":" "}},{point}}}"#))),
        (
            "two for one",
            collection(&format!(
                r#"{{"type":"Feature","id":"x","properties":{{"名称":"先","name":"后","店名":null}},{point}}}"#
            ))
        ),
        (
            "ragged and unknown keys",
            many(&[
                feature(1, r#","beds":1,"颜色":"红""#),
                feature(2, r#","颜色":"蓝","__proto__":{"name":"坏"}"#),
                feature(3, r#","beds":3"#)
            ])
        ),
        (
            "hostile text",
            collection(&feature(1, r#","kind":"<img src=x onerror=alert(1)>","phone":"javascript:alert(1)""#))
        ),
        ("half a surrogate", collection(&feature(1, r#","kind":"\ud83c!""#))),
        (
            "deep value",
            collection(&feature(1, &format!(r#","beds":{}1{},"kind":"公墓""#, "[".repeat(200), "]".repeat(200))))
        ),
    ]));
}

#[test]
fn long_texts_are_cut() {
    let long = "长".repeat(40_000);
    let (table, notes, phase) = read(collection(&feature(1, &format!(r#","kind":"{long}","phone":"\n{long}""#))));
    assert_eq!((phase, notes.counts().get(&Reason::TooLong)), (Phase::Whole, Some(&2)));
    for column in [2, 7] {
        let text = format!("{:?}", table.value(column, 0));
        assert_eq!(text.matches('长').count(), 32 * 1024 / 3);
    }
    assert!(notes.kept().iter().all(|n| n.value.chars().count() <= 81));
}

#[test]
fn bytes_that_are_no_text_are_replaced() {
    let mut bytes = collection(&format!("{},{}", feature(1, r#","kind":"A?B""#), feature(2, ""))).into_bytes();
    let at = bytes.iter().position(|&b| b == b'?').unwrap();
    bytes[at] = 0xb9;
    check_report!(report(&read(&bytes)));
}

#[test]
fn notes_are_counted_beyond_those_that_are_kept() {
    let features: Vec<_> = (0..10_020).map(|id| feature(id, r#","beds":"很多""#)).collect();
    let (_, notes, _) = read(collection(&features.join(",")));
    assert_eq!((notes.total(), notes.kept().len()), (10_020, 10_000));
    assert_eq!(notes.counts().get(&Reason::WrongKind), Some(&10_020));
}

#[test]
fn a_record_without_secrecy_may_be_shown_unless_the_layer_asks_for_one() {
    let text = collection(&feature(1, ""));
    for (needs, records) in [(false, 1), (true, 0)] {
        let catalog = catalog_with(|layer| layer.require_secrecy = needs);
        let (table, ..) = drive(Reader::new(&catalog, 0, Limits::default()), [text.as_bytes()]);
        assert_eq!(table.len(), records);
    }
}
