//! Files that are as they should be, or nearly: everything is read.

use super::{catalog, catalog_with, collection, drive, feature, placed, read, report, reports};
use diming_engine::ingest::{Limits, Reader};
use diming_protocol::Phase;
use diming_protocol::catalog::Datum;

#[test]
fn forms_of_a_file() {
    let point = r#"{"type":"Point","coordinates":[121.66,31.81,3.5]}"#;
    let one = feature(7, "");
    check_report!(reports([
        ("a collection", collection(&format!("{}, {}", feature(1, r#","beds":20"#), feature(2, "")))),
        ("an empty collection", collection("")),
        (
            "features before type, foreign members around",
            format!(
                r#" {{"generator":{{"v":[1,{{}}]}},"features":[{one}],"type":"FeatureCollection","bbox":[1,2,3,4]}} "#
            )
        ),
        (
            "a single feature, its type last",
            format!(r#"{{"id":"a b","geometry":{point},"properties":{{"name":"乙"}},"type":"Feature"}}"#)
        ),
        ("a bare geometry", point.to_owned()),
        ("a byte order mark", format!("\u{feff}{}", collection(&one))),
        ("blanks everywhere", spaced(&collection(&one))),
        (
            "a crs that is served",
            format!(
                r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}},"features":[{one}]}}"#
            )
        ),
    ]));
}

/// With blanks around each sign of the grammar; the texts must not hold any.
fn spaced(json: &str) -> String {
    let sign = |c: char| if "{}[],:".contains(c) { format!("\n\t{c} \r") } else { c.to_string() };
    json.chars().map(sign).collect()
}

#[test]
fn all_geometries() {
    check_report!(reports([
        ("Point", placed(r#"{"type":"Point","coordinates":[121.66,31.81]}"#)),
        (
            "Point, coordinates first, foreign members",
            placed(r#"{"x":[[]],"coordinates":[121.66,31.81,5],"type":"Point"}"#)
        ),
        ("MultiPoint", placed(r#"{"type":"MultiPoint","coordinates":[[121.66,31.81],[121.7,31.9]]}"#)),
        ("MultiPoint of one", placed(r#"{"type":"MultiPoint","coordinates":[[121.66,31.81]]}"#)),
        ("LineString", placed(r#"{"type":"LineString","coordinates":[[121.6,31.8],[121.7,31.8]]}"#)),
        (
            "MultiLineString",
            placed(
                r#"{"type":"MultiLineString","coordinates":[[[121.6,31.8],[121.7,31.8]],[[121.6,31.9],[121.62,31.9]]]}"#
            )
        ),
        (
            "Polygon",
            placed(
                r#"{"type":"Polygon","coordinates":[[[121.6,31.8],[121.7,31.8],[121.7,31.9],[121.6,31.9],[121.6,31.8]]]}"#
            )
        ),
        (
            "MultiPolygon with a hole",
            placed(
                r#"{"type":"MultiPolygon","coordinates":[[[[121.6,31.8],[121.7,31.8],[121.7,31.9],[121.6,31.9],[121.6,31.8]],[[121.64,31.84],[121.64,31.86],[121.66,31.86],[121.66,31.84],[121.64,31.84]]],[[[121.8,31.8],[121.81,31.8],[121.81,31.81],[121.8,31.8]]]]}"#
            )
        ),
        (
            "GeometryCollection",
            placed(
                r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[121.6,31.8]},{"type":"LineString","coordinates":[[121.6,31.8],[121.7,31.8]]}]}"#
            )
        ),
        ("null", placed("null")),
    ]));
}

#[test]
fn lenient_values() {
    let properties = [
        r#","beds":"120","opened_on":"2023年5月","is_open":"是","phone":"0513-83311111、83322222","former_names":"大洪；小洪、中洪""#,
        r#","beds":"","opened_on":"","is_open":"","phone":"","former_names":"","kind":"","services":"","eight":"""#,
        r#","beds":null,"opened_on":null,"is_open":null,"phone":null,"former_names":null,"kind":null,"services":null,"eight":null"#,
        r#","beds":12.5,"opened_on":2023.10,"is_open":1,"phone":83311111,"former_names":["甲","", null, 3],"kind":45,"services":["助餐","康复","助餐"]"#,
        r#","beds":-0.0,"opened_on":20230504,"is_open":false,"phone":["1","2"],"kind":["公墓"],"services":"康复;助餐""#,
        r#","beds":1e3,"is_open":"×","eight":[true,false,null,"√","×",1,0]"#,
        r#","is_open":true,"eight":{"管理":"有","绿化":false,"公示":null}"#,
        r#","eight":"√√×?√ √","former_names":[{"name":"水塔","azimuth_deg":45,"distance_m":12.5}]"#,
        r#","beds":"很多","opened_on":"去年","is_open":"也许","kind":true,"services":{},"eight":"全有","phone":false"#,
        r#","beds":[1],"kind":["甲","乙"],"eight":[1,1,1,1,1,1,1,1,1],"elevation_m":3.5"#,
        r#","床位":80,"类型":"\u517b\u8001\n \ud83c\udfe0","曾用名":"旧\"名\"""#,
    ];
    let cases = properties.iter().map(|p| (*p, collection(&feature(1, p))));
    check_report!(reports(cases));
}

#[test]
fn a_datum_is_brought_to_wgs_84() {
    for (datum, lon, lat) in
        [(Datum::Gcj02, 121.664_315_889, 31.807_944_677), (Datum::Bd09, 121.670_758_693, 31.814_195_402)]
    {
        let catalog = catalog_with(|layer| layer.datum = datum);
        let text = placed(&format!(r#"{{"type":"Point","coordinates":[{lon},{lat}]}}"#));
        let (table, ..) = drive(Reader::new(&catalog, 0, Limits::default()), [text.as_bytes()]);
        assert_eq!((table.lon_e7[0], table.lat_e7[0]), (1_216_600_000, 318_100_000), "{datum:?}");
    }
}

#[test]
fn the_public_sees_what_is_public() {
    let catalog = catalog_with(|layer| (layer.decimals, layer.require_secrecy) = (Some(3), true));
    let one = |id, level: &str| {
        feature(id, &format!(r#","elevation_m":3.5{level}"#)).replace("[121.66,31.81]", "[121.6612345,31.8187654]")
    };
    let features = [
        one(1, r#","密级":"公开""#),
        one(2, r#","secrecy":"秘密","beds":"x""#),
        one(3, r#","保密等级":"\u5185\u90e8""#),
        one(4, ""),
    ];
    let text = collection(&features.join(","));
    let public = drive(Reader::new(&catalog, 0, Limits::default()), [text.as_bytes()]);
    let officer = drive(Reader::local(&catalog, 0, Limits::default()), [text.as_bytes()]);
    check_report!(format!("## public\n{}## officer\n{}", report(&public), report(&officer)));
}

#[test]
fn a_record_is_found_by_its_key() {
    let key_only = r#"{"type":"Feature","properties":{"id":"LS-1","name":"乙"},"geometry":null}"#;
    let (table, _, phase) = read(collection(&format!("{},{key_only},{}", feature(17, ""), feature(18, ""))));
    assert_eq!(phase, Phase::Whole);
    for (key, row) in [("17", Some(0)), ("LS-1", Some(1)), ("18", Some(2)), ("19", None), ("", None)] {
        assert_eq!(table.keys.row_of(key), row, "{key}");
    }
}

#[test]
fn a_layer_that_is_not_there_gives_records_without_fields() {
    let (table, ..) = drive(Reader::new(&catalog(), 9, Limits::default()), [collection(&feature(1, "")).as_bytes()]);
    assert_eq!((table.len(), table.columns.len()), (1, 0));
}

#[test]
fn a_key_means_what_it_says_however_it_is_written() {
    let cases = [
        (r#","beds":7"#, "Number(7.0)"),
        (r#","\u5e8a\u4f4d":7"#, "Number(7.0)"),
        (r#","bed\u0073" : 7"#, "Number(7.0)"),
        (r#","beds\\":7"#, "Unknown"),
        (r#","Beds":7"#, "Unknown"),
        (r#","bed":7"#, "Unknown"),
    ];
    // Twice each: the second time the key is the one that is expected.
    let features: Vec<_> = (0..12).map(|n| feature(n, cases[n as usize / 2].0)).collect();
    let (table, ..) = read(collection(&features.join(",")));
    for row in 0..12 {
        assert_eq!(format!("{:?}", table.value(4, row)), cases[row / 2].1, "{}", cases[row / 2].0);
    }
}
