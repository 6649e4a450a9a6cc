//! Files of several JSON texts, of other formats, and what is no JSON.

use super::{Outcome, catalog, collection, drive, feature, read, report};
use diming_engine::ingest::{Limits, Reader};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::explain;
use diming_protocol::{Foreign, Phase, Problem, Reason};

fn local(bytes: impl AsRef<[u8]>) -> Outcome {
    drive(Reader::local(&catalog(), 0, Limits::default()), [bytes.as_ref()])
}

/// The keys of the records, in public and as a file of this machine, however the bytes are cut.
fn check_keys(text: &str, keys: &[&str], reasons: &[(Option<u32>, Reason)]) {
    let whole = check_rows(text, keys, reasons);
    assert_eq!(whole, Phase::Whole, "{text:?}");
}

fn check_rows(text: &str, keys: &[&str], reasons: &[(Option<u32>, Reason)]) -> Phase {
    let every_byte = drive(Reader::new(&catalog(), 0, Limits::default()), text.as_bytes().chunks(1));
    assert_eq!(report(&every_byte), report(&read(text)), "{text:?}");
    let (table, notes, phase) = local(text);
    assert_eq!((table.len(), phase), (every_byte.0.len(), every_byte.2.clone()), "{text:?}");
    assert_eq!(notes.counts().get(&Reason::BrokenText), every_byte.1.counts().get(&Reason::BrokenText));
    let (table, notes, phase) = every_byte;
    assert_eq!((0..table.len()).map(|row| table.keys.get(row)).collect::<Vec<_>>(), keys, "{text:?}");
    assert!((0..table.len()).all(|row| table.position(row).is_some()), "{text:?}");
    let noted: Vec<_> = notes.kept().iter().map(|note| (note.row, note.reason)).collect();
    assert_eq!(noted, reasons, "{text:?}");
    phase
}

#[test]
fn several_texts_are_all_read() {
    let [a, b, c] = [1, 2, 3].map(|id| feature(id, ""));
    let (ab, c_alone) = (collection(&format!("{a},{b}")), collection(&c));
    let all = ["1", "2", "3"];
    for text in [
        format!("{a}\n{b}\n{c}\n"),
        format!("{a}\r\n{b}\r\n\r\n{c}"),
        format!("{a}{b} {c}"),
        format!("{a},\n{b},\n{c},\n"),
        format!("\u{1e}{a}\n\u{1e}{b}\n\u{1e}{c}\n"),
        format!("\u{feff}\u{1e}{a}\u{1e}{b}\u{1e}{c}"),
        format!("{ab}\n{c_alone}\n"),
        format!("{ab}{c_alone}"),
        format!("{ab},{c}"),
        format!("{a}\n{}\n", collection(&format!("{b},{c}"))),
        format!("{ab}\u{feff}{c_alone}"),
        spread(&format!("{ab}{c_alone}")),
    ] {
        check_keys(&text, &all, &[]);
    }
    check_keys(&format!("[{a},{b},{c}]"), &all, &[(None, Reason::BareArray)]);
}

/// Each bracket on a line of its own.
fn spread(json: &str) -> String {
    json.replace('{', "{\n").replace('}', "\n}")
}

#[test]
fn broken_lines_are_left_out_and_noted() {
    let [a, b, c] = [1, 2, 3].map(|id| feature(id, ""));
    let cut = &b[..b.len() - 30];
    let bad = |row| (Some(row), Reason::BrokenText);
    for garbage in [
        "garbage",
        "# a comment",
        "{\"type\":\"Feature\"",
        cut,
        "{\"type\":\"Feature\",\"geometry\":",
        "]",
        "{{}}",
        "}",
    ] {
        check_keys(&format!("{a}\n{garbage}\n{c}\n"), &["1", "3"], &[bad(1)]);
        check_keys(&format!("\u{1e}{a}\n\u{1e}{garbage}\n\u{1e}{c}\n"), &["1", "3"], &[bad(1)]);
    }
    check_keys(&format!("garbage\n{a}\n{c}\n"), &["1", "3"], &[bad(0)]);
    check_keys(&format!("{cut}\n{a}\n{c}\n"), &["1", "3"], &[bad(0)]);
    check_keys(&format!("{{\"meta\":1}}\n{a}\n{c}\n"), &["1", "3"], &[(Some(0), Reason::NotFeature)]);
    check_keys(
        &format!("{a}\n{{\"meta\":1}}\nnull\n{c}"),
        &["1", "3"],
        &[(Some(1), Reason::NotFeature), (Some(2), Reason::NotFeature)],
    );
    let not_json = |byte| Phase::Incomplete(Problem::NotJson { byte: byte as u64 });
    let text = format!("{a}\n{b}\ngarbage\nmore\n");
    assert_eq!(check_rows(&text, &["1", "2"], &[bad(2), bad(3)]), not_json(a.len() + b.len() + 2));
    let text = format!("{a}\n{cut}");
    assert_eq!(check_rows(&text, &["1"], &[]), Phase::Incomplete(Problem::Truncated { byte: text.len() as u64 }));
    let text = format!("{a}\n{{\"type\":\"Feature\",\"geometry\":\n{c}");
    let phase = check_rows(&text, &["1", "3"], &[bad(1)]);
    assert_eq!(phase, Phase::Whole);
}

#[test]
fn limits_hold_for_several_texts() {
    let text = [1, 2, 3].map(|id| feature(id, "")).join("\n");
    let limits = Limits { features: 2, ..Limits::default() };
    let (table, _, phase) = drive(Reader::new(&catalog(), 0, limits), [text.as_bytes()]);
    let limit = Problem::Limit { what: "features".into(), limit: 2, found: None };
    assert_eq!((table.len(), phase), (2, Phase::Incomplete(limit)));
}

/// What is said of a file that gives no records, in both languages.
fn check_refused(text: impl AsRef<[u8]>, is_local: bool, zh: &str, en: &str) {
    let shown = String::from_utf8_lossy(text.as_ref()).into_owned();
    let (table, notes, phase) = if is_local { local(text) } else { read(text) };
    let Phase::Incomplete(problem) = phase else { panic!("{shown}: {phase:?}") };
    assert_eq!((table.len(), notes.total()), (0, 0), "{shown}");
    for (lang, wanted) in [(Lang::Zh, zh), (Lang::En, en)] {
        let explained = explain(lang, &problem);
        let said = format!("{} {}", explained.what, explained.advice);
        assert!(said.contains(wanted), "{shown}: {said:?} lacks {wanted:?}");
    }
}

#[test]
fn what_is_no_json_is_not_called_json() {
    for is_local in [false, true] {
        check_refused("[1,", is_local, "第 3 字节处中断", "stops in the middle, at byte 3");
        check_refused("[1 2]", is_local, "第 3 字节处不是有效的 JSON", "At byte 3 it is not valid JSON");
        check_refused("{\"a\":1}#", is_local, "第 7 字节处不是有效的 JSON", "At byte 7 it is not valid JSON");
        check_refused("{\"a\":1} # x\n", is_local, "第 8 字节处不是有效的 JSON", "At byte 8 it is not valid JSON");
        check_refused("[{\"a\":1},", is_local, "第 9 字节处中断", "stops in the middle, at byte 9");
        check_refused("{\"type\":\"Topology\"", is_local, "中断", "stops in the middle");
        check_refused("{a:1}", is_local, "第 1 字节处不是有效的 JSON", "At byte 1");
        check_refused("{}", is_local, "没有 type", "it has no type");
        check_refused("[]", is_local, "没有 type", "it has no type");
        check_refused("[1,2]", is_local, "没有 type", "it has no type");
    }
    for text in ["hello", "a sentence, with a comma", "nullx", "42abc", "NaN\n", "'a'"] {
        check_refused(text, false, "不是有效的 JSON", "it is not valid JSON");
    }
    for text in ["42", "42\n", "-1.5e3", "null", "true", "\"word\"", "\"word\"\n"] {
        check_refused(text, false, "是 JSON，但不是 GeoJSON", "It is JSON but not GeoJSON");
        check_refused(text, true, "既不是 GeoJSON", "It is neither GeoJSON nor a CSV table");
    }
    check_refused("", true, "没有任何记录", "There is no record");
    check_refused(" \n\t ", true, "没有任何记录", "There is no record");
}

#[test]
fn what_is_missing_is_named() {
    for text in [r#"{"type":"FeatureCollection"}"#, r#"{"type":"FeatureCollection","features":null}"#] {
        check_refused(text, true, "FeatureCollection 要有数组 features", "a FeatureCollection has an array features");
        check_refused(text, false, "type 是“FeatureCollection”", "Its type is “FeatureCollection”");
    }
}

#[test]
fn other_formats_are_named_with_what_to_do() {
    let gis = ("另存为 GeoJSON", "save it as GeoJSON");
    let cases: [(&[u8], &str, &str); 18] = [
        (br#"{"type":"Topology","objects":{},"arcs":[]}"#, "TopoJSON", "TopoJSON"),
        (br#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">"#, "KML", "KML"),
        (b"<kml><Document/></kml>", gis.0, gis.1),
        (br#"<?xml version="1.0"?><gpx version="1.1">"#, "GPX", "GPX"),
        (br#"<?xml version="1.0"?><wfs:FeatureCollection>"#, "XML", "XML"),
        (b"<ServiceExceptionReport xmlns=\"x\">", "XML", "XML"),
        (b"<!DOCTYPE html><html><body>", "网页", "A web page"),
        (b"<p>login", "网页", "A web page"),
        (b"PK\x03\x04\x14\x00\x06\x00", "xlsx", "xlsx"),
        (b"\x1f\x8b\x08\x00", "压缩包", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls", "xls"),
        (b"\x00\x00\x27\x0a\x00\x00", "shapefile", "shapefile"),
        (b"SQLite format 3\x00", "GeoPackage", "GeoPackage"),
        (b"%PDF-1.7\n", "文档", "a document"),
        (
            r#"[{"name":"甲","lon":121.7,"lat":31.9}]"#.as_bytes(),
            "普通的 JSON 记录",
            "they have no type, geometry and properties",
        ),
        (r#"{"name":"甲","lon":121.7,"lat":31.9}"#.as_bytes(), "名称、经度、纬度", "name, lon, lat"),
        (br#"{"status":"1","info":"OK","pois":[{"name":"x","location":"121.7,31.9"}]}"#, "高德", "Amap"),
        (br#"{"version":0.6,"elements":[]}"#, "Overpass", "Overpass"),
    ];
    for (bytes, zh, en) in cases {
        check_refused(bytes, true, zh, en);
        check_refused(bytes, false, zh, en);
    }
    let error = r#"{"error":{"code":498,"message":"Invalid Token"}}"#;
    check_refused(error, true, "Invalid Token", "Invalid Token");
    let wrapped = format!(r#"{{"code":0,"data":{}}}"#, collection(&feature(1, "")));
    check_refused(&wrapped, true, "成员“data”", "member “data”");
    check_refused(format!(r#"{{"list":[{}]}}"#, feature(1, "")), false, "成员“list”", "member “list”");
    let lines = "{\"name\":\"甲\",\"lon\":121.7}\n{\"name\":\"乙\",\"lon\":121.8}\n";
    check_refused(lines, true, "普通的 JSON 记录", "plain JSON records");
    let (.., phase) = local("{\"data\":[{\"name\":1}]}");
    let records = Problem::Foreign { format: Foreign::Records, found: String::new() };
    assert_eq!(phase, Phase::Incomplete(records));
}

#[test]
fn features_of_esri_are_read() {
    let file = |reference: &str, features: &str| {
        format!(r#"{{"geometryType":"esriGeometryPoint",{reference}"features":[{features}]}}"#)
    };
    let point = r#"{"attributes":{"id":"k","名称":"一渡"},"geometry":{"x":121.7,"y":31.9}}"#;
    for reference in
        [r#""spatialReference":{"wkid":4490},"#, r#""spatialReference":{"wkid":4326,"latestWkid":4326},"#, ""]
    {
        let (table, notes, phase) = read(file(reference, point));
        assert_eq!((table.len(), notes.total(), phase), (1, 0, Phase::Whole));
        assert_eq!(table.position(0).map(|p| (p.lon, p.lat)), Some((121.7, 31.9)));
        assert_eq!(table.keys.get(0), "k");
    }
    let alone = format!(r#"{{"features":[{point}]}}"#);
    assert_eq!((local(&alone).0.len(), local(&alone).2), (1, Phase::Whole));
    let mercator = r#""spatialReference":{"wkid":102100,"latestWkid":3857},"#;
    let named = || Phase::Incomplete(Problem::Crs { name: "wkid 102100".to_owned() });
    assert_eq!(read(file(mercator, point)).2, named());
    let behind = format!(r#"{{"features":[{point}],{}"x":1}}"#, mercator);
    assert_eq!((read(&behind).2, read(&behind).0.position(0)), (named(), None));
    assert_eq!(read(r#"{"geometryType":"esriGeometryPoint","features":[]}"#).2, Phase::Whole);
    let ring = "[[121.6,31.8],[121.6,31.9],[121.7,31.9],[121.7,31.8],[121.6,31.8]]";
    let hole = "[[121.64,31.84],[121.66,31.84],[121.66,31.86],[121.64,31.86],[121.64,31.84]]";
    let shapes = [
        r#"{"points":[[121.66,31.81],[121.7,31.9]]}"#.to_owned(),
        r#"{"paths":[[[121.66,31.81],[121.7,31.9]]]}"#.to_owned(),
        format!(r#"{{"rings":[{ring},{hole}]}}"#),
        r#"{"x":"NaN","y":"NaN"}"#.to_owned(),
        r#"{"x":null,"y":null}"#.to_owned(),
        r#"{"curveRings":[]}"#.to_owned(),
        "null".to_owned(),
    ];
    let features = shapes.map(|shape| format!(r#"{{"attributes":{{"name":"甲"}},"geometry":{shape}}}"#)).join(",");
    check_report!(report(&read(file("", &features))));
}

#[test]
fn a_service_that_gives_a_part_only_is_noted() {
    let one = feature(1, "");
    for around in [
        r#""exceededTransferLimit":true"#,
        r#""properties":{"exceededTransferLimit":true}"#,
        r#""numberMatched":5230,"numberReturned":1"#,
        r#""totalFeatures":2"#,
    ] {
        for text in [
            format!(r#"{{"type":"FeatureCollection",{around},"features":[{one}]}}"#),
            format!(r#"{{"type":"FeatureCollection","features":[{one}],{around}}}"#),
        ] {
            let (table, notes, phase) = read(&text);
            assert_eq!((table.len(), phase), (1, Phase::Whole), "{text}");
            assert_eq!(notes.counts().keys().collect::<Vec<_>>(), [&Reason::Partial], "{text}");
        }
    }
    let all =
        format!(r#"{{"type":"FeatureCollection","numberMatched":1,"totalFeatures":"unknown","features":[{one}]}}"#);
    assert_eq!(read(&all).1.total(), 0);
}
