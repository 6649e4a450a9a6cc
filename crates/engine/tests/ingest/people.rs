//! Geometry and values as people and their programs write them: read where that is sure, else unknown and noted.

use super::{catalog, collection, drive, feature, placed, read, report, reports};
use diming_engine::dataset::Value;
use diming_engine::ingest::{Limits, Reader};
use diming_protocol::{Note, Phase, Reason};

#[test]
fn words_that_are_no_json_count_as_unknown() {
    let one = r#"{"type":"Feature","id":"a","properties":{"name":"一闸","beds":NaN},"geometry":{"type":"Point","coordinates":[121.7,31.9]}}"#;
    for word in ["NaN", "Infinity", "-Infinity", "nan", "inf", "-inf", "-NaN", "1.#QNAN"] {
        let text = collection(&format!("{},{}", one.replace("NaN", word), feature(2, "")));
        let every_byte = drive(Reader::new(&catalog(), 0, Limits::default()), text.as_bytes().chunks(1));
        assert_eq!(report(&every_byte), report(&read(&text)));
        let (table, notes, phase) = every_byte;
        assert_eq!((table.len(), phase, table.value(4, 0)), (2, Phase::Whole, Value::Unknown), "{word}");
        assert_eq!(table.position(0).map(|p| (p.lon, p.lat)), Some((121.7, 31.9)));
        let noted: Vec<_> = notes.kept().iter().map(|n| (n.row, &*n.key, &*n.field, &*n.value, n.reason)).collect();
        assert_eq!(noted, [(Some(0), "a", "beds", word, Reason::OddWord)]);
        let nowhere = placed(&format!(r#"{{"type":"Point","coordinates":[121.7,{word}]}}"#));
        let (table, notes, phase) = read(&nowhere);
        assert_eq!((table.len(), table.position(0), phase), (1, None, Phase::Whole), "{word}");
        assert_eq!(notes.kept()[0].reason, Reason::CoordinateNotNumber);
        assert!(notes.kept()[0].value.contains(word));
    }
    let python = collection(&feature(1, r#","beds":None,"is_open":True"#));
    let (table, notes, _) = read(&python);
    assert_eq!((table.value(4, 0), table.value(6, 0), notes.total()), (Value::Unknown, Value::YesNo(true), 0));
    for strict in ["NaNa", "nul", "truE", "012", ".5", "1.", "+1", "'a'", "Nan"] {
        let text = collection(&format!("{},{}", feature(1, &format!(r#","beds":{strict}"#)), feature(2, "")));
        let (table, notes, phase) = read(&text);
        assert_eq!((table.len(), phase), (1, Phase::Whole), "{strict}");
        assert_eq!(notes.kept()[0].reason, Reason::BrokenFeature, "{strict}");
    }
}

#[test]
fn odd_positions_are_kept_and_noted() {
    let ring = |first: &str, last: &str| {
        placed(&format!(r#"{{"type":"Polygon","coordinates":[[{first},[121.7,31.8],[121.7,31.9],{last}]]}}"#))
    };
    check_report!(reports([
        ("an altitude that is a word", placed(r#"{"type":"Point","coordinates":[121.66,31.81,"f"]}"#)),
        ("an altitude that is null", placed(r#"{"type":"Point","coordinates":[121.66,31.81,null]}"#)),
        ("texts", placed(r#"{"type":"Point","coordinates":["121.7","31.9"]}"#)),
        ("fullwidth texts", placed(r#"{"type":"Point","coordinates":["１２１．７","\uff13\uff11\uff0e\uff19"]}"#)),
        ("a ring closed in two dimensions", ring("[121.6,31.8]", "[121.6,31.8,4.9]")),
        ("a ring whose ends differ in altitude", ring("[121.6,31.8,1]", "[121.6,31.8,4.9]")),
        ("a bbox of five", placed(r#"{"type":"Point","coordinates":[121.66,31.81],"bbox":[1,2,3,4,5]}"#)),
        ("a bbox of words", collection(&feature(1, "").replacen(r#""id""#, r#""bbox":["a",2,3,4],"id""#, 1))),
        (
            "a bbox of the collection",
            collection(&feature(1, "")).replacen(r#""features""#, r#""bbox":[1,2,3,4,5],"features""#, 1)
        ),
        ("good bboxes", collection(&feature(1, "")).replacen(r#""features""#, r#""bbox":[1,2,3,4,5,6],"features""#, 1)),
        (
            "a collection of one",
            placed(r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[121.66,31.81]}]}"#)
        ),
        (
            "members of another object in a feature",
            collection(&feature(1, "").replacen(r#""id""#, r#""coordinates":[1,2],"features":[],"id""#, 1))
        ),
        (
            "members of another object in a geometry",
            placed(r#"{"type":"Point","coordinates":[121.66,31.81],"geometry":null,"properties":{}}"#)
        ),
        (
            "members of another object in a collection",
            collection(&feature(1, "")).replacen(
                r#""features""#,
                r#""properties":{"a":1},"geometry":null,"features""#,
                1
            )
        ),
        ("an id that is none", collection(&feature(1, "").replacen(r#""id":1"#, r#""id":{"a":1}"#, 1))),
    ]));
}

#[test]
fn other_turns_of_the_world_are_brought_home() {
    for lon in ["481.7", "-238.3", "841.7"] {
        for text in [
            placed(&format!(r#"{{"type":"Point","coordinates":[{lon},31.9]}}"#)),
            placed(&format!(r#"{{"type":"Point","coordinates":[{lon},31.9,0]}}"#)),
            placed(&format!(r#"{{"type":"MultiPoint","coordinates":[[{lon},31.9]]}}"#)),
        ] {
            let (table, notes, _) = read(&text);
            assert_eq!((table.lon_e7[0], table.lat_e7[0]), (1_217_000_000, 319_000_000), "{text}");
            assert_eq!(notes.counts().keys().collect::<Vec<_>>(), [&Reason::OtherTurn], "{text}");
        }
    }
    check_report!(reports([
        (
            "a polygon over the antimeridian",
            placed(r#"{"type":"Polygon","coordinates":[[[179,1],[-179,1],[-179,2],[179,2],[179,1]]]}"#)
        ),
        (
            "with a hole",
            placed(
                r#"{"type":"Polygon","coordinates":[[[170,0],[-170,0],[-170,10],[170,10],[170,0]],[[-176,4],[-176,6],[-174,6],[-174,4],[-176,4]]]}"#
            )
        ),
        ("a line over the antimeridian", placed(r#"{"type":"LineString","coordinates":[[-179,1],[179,1]]}"#)),
        (
            "a polygon cut at the antimeridian",
            placed(
                r#"{"type":"MultiPolygon","coordinates":[[[[179,1],[180,1],[180,2],[179,2],[179,1]]],[[[-180,1],[-179,1],[-179,2],[-180,2],[-180,1]]]]}"#
            )
        ),
        (
            "the whole world",
            placed(r#"{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}"#)
        ),
        (
            "a polygon of another turn",
            placed(r#"{"type":"Polygon","coordinates":[[[481.6,31.8],[481.7,31.8],[481.7,31.9],[481.6,31.8]]]}"#)
        ),
        ("no latitude", placed(r#"{"type":"Point","coordinates":[481.7,91]}"#)),
        ("metres", placed(r#"{"type":"Point","coordinates":[2000,31.9]}"#)),
    ]));
}

/// The value of a field and what is noted of it.
fn check_value(column: usize, field: &str, json: &str, value: &str, reason: Option<Reason>) {
    let (table, notes, _) = read(collection(&feature(1, &format!(r#","{field}":{json}"#))));
    assert_eq!(format!("{:?}", table.value(column, 0)), value, "{json}");
    let noted: Vec<_> = notes.kept().iter().map(|n| (&*n.field, n.reason)).collect();
    assert_eq!(noted, reason.map(|reason| (field, reason)).into_iter().collect::<Vec<_>>(), "{json}");
}

#[test]
fn numbers_as_people_write_them() {
    let number = |json: &str, number: f64| {
        check_value(4, "beds", json, &format!("Number({number:?})"), Some(Reason::NumberAsText));
    };
    number(r#""2,350""#, 2_350.0);
    number(r#""８０""#, 80.0);
    number(r#""80张""#, 80.0);
    number(r#""80 beds""#, 80.0);
    number(r#""80.0""#, 80.0);
    number(r#""1.5万""#, 15_000.0);
    for json in ["约80", "80-100", "≥80", "80+", "80多", "无", "80人", "#N/A"] {
        check_value(4, "beds", &format!("{json:?}"), "Unknown", Some(Reason::WrongKind));
    }
    for json in ["—", "－", "-", "/", "N/A", "null", "暂无", "不详", r"\u2014"] {
        check_value(4, "beds", &format!("\"{json}\""), "Unknown", None);
    }
}

#[test]
fn dates_as_people_write_them() {
    let day = "Date(Date(20240101))";
    for json in [r#""2024年1月1日 星期一""#, r#""2024/1/1""#, r#""2024.1.1""#, "20240101", r#""２０２４－１－１""#]
    {
        check_value(5, "opened_on", json, day, None);
    }
    for json in ["45292", r#""45292""#, "45292.75"] {
        check_value(5, "opened_on", json, day, Some(Reason::DateAsSerial));
    }
    for json in [r#""1/2/2024""#, "1234567", r#""2024年1月1日起""#, "1704067200000"] {
        check_value(5, "opened_on", json, "Unknown", Some(Reason::WrongKind));
    }
    for json in [r#""—""#, r#""无""#, r#""0000-00-00""#] {
        check_value(5, "opened_on", json, "Unknown", None);
    }
    check_value(4, "beds", "45292", "Number(45292.0)", None);
}

#[test]
fn yes_no_and_choices_as_people_write_them() {
    for json in ["√", "✓", "✔", "是", "有", "Y", "1", "Ｙ", "1.0"] {
        check_value(6, "is_open", &format!("{json:?}"), "YesNo(true)", None);
    }
    for json in ["×", "无", "否", "N", "0", "没有"] {
        check_value(6, "is_open", &format!("{json:?}"), "YesNo(false)", None);
    }
    check_value(6, "is_open", r#""—""#, "Unknown", None);
    check_value(6, "is_open", r#""部分""#, "Unknown", Some(Reason::WrongKind));
    let kind = |json: &str, value: &str| check_value(2, "kind", json, value, None);
    for json in [r#""公墓""#, r#"" 公　墓 ""#, r#""公 墓""#, r#""Cemetery""#, r#""Ｃemetery""#, r#"["公墓"]"#]
    {
        kind(json, r#"Text("公墓")"#);
    }
    kind(r#""别的""#, r#"Text("别的")"#);
    for json in [r#""—""#, r#""/""#, r#""N/A""#, r#""暂无""#] {
        kind(json, "Unknown");
    }
    check_value(3, "services", r#""助餐、 康 复 ；—""#, r#"Texts(["助餐", "康复"])"#, None);
}

#[test]
fn spoilt_keys_are_noted() {
    for (id, reason) in [
        (r#""3.20681E+17""#, Some(Reason::SpoiltId)),
        ("3.20681e17", Some(Reason::SpoiltId)),
        (r#""3E+08""#, Some(Reason::SpoiltId)),
        (r#""320681198001010012""#, None),
        (r#""1.2.3""#, None),
        (r#""3E-A""#, None),
    ] {
        let (_, notes, _) = read(collection(&feature(1, "").replacen(r#""id":1"#, &format!(r#""id":{id}"#), 1)));
        assert_eq!(notes.kept().first().map(|n| n.reason), reason, "{id}");
    }
}

#[test]
fn what_all_records_have_is_one_note() {
    let one = |id: &str, more: &str| {
        format!(
            r#"{{"type":"Feature"{id},"properties":{{"name":"甲"{more}}},"geometry":{{"type":"Point","coordinates":[121.66,31.81]}}}}"#
        )
    };
    let notes = |features: &[String]| read(collection(&features.join(","))).1;
    let keyless: Vec<_> = (0..5_173).map(|_| one("", "")).collect();
    let found = notes(&keyless);
    assert_eq!((found.total(), found.kept().len(), found.counts().get(&Reason::NoId)), (1, 1, Some(&1)));
    let Note { row, field, of_all, reason, .. } = &found.kept()[0];
    assert_eq!((*row, &**field, *of_all, *reason), (None, "id", 5_173, Reason::NoId));
    // One that has a key: the others are told one by one.
    let mut some = keyless[..30].to_vec();
    some.push(one(r#","id":"k""#, ""));
    assert_eq!((notes(&some).total(), notes(&some).kept().len()), (30, 30));
    // Others stay in their places, and are not crowded out.
    let mut many: Vec<_> = (0..10_100).map(|_| one("", "")).collect();
    many.push(one("", r#","beds":"很多""#));
    let found = notes(&many);
    assert_eq!(found.total(), 2);
    assert_eq!(found.kept().iter().map(|n| n.reason).collect::<Vec<_>>(), [Reason::NoId, Reason::WrongKind]);
    let texts: Vec<_> = (0..40).map(|id| feature(id, r#","beds":"1""#)).collect();
    assert_eq!((notes(&texts).total(), notes(&texts).kept()[0].value.as_str()), (1, "1"));
    assert_eq!(notes(&texts[..10]).total(), 10);
}
