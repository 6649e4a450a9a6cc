//! The prepared form gives back what was read, and nothing else: every damage to it is found.

use super::files::real;
use super::sample::shipped::shipped;
use super::{Outcome, catalog, collection, drive, feature};
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::dataset::{Codes, Column, Date, Geometry, Numbers, Parts, ShapeKind, Table, TableBuilder, Value};
use diming_engine::ingest::{Limits, Notes, Reader, Site};
use diming_engine::prepared::{Head, PreparedReader, PreparedStep, SourceOf, Unusable, write};
use diming_protocol::catalog::Catalog;
use diming_protocol::geo::LonLat;
use diming_protocol::{Phase, Reason};
use proptest::prelude::*;
use std::path::Path;

const SOURCE: SourceOf = SourceOf { bytes: 1_234_567, sha256: [7; 32] };

fn prepare(catalog: &Catalog, layer: usize, table: &Table, notes: &Notes) -> Vec<u8> {
    write(catalog, layer, (table, notes), SOURCE).unwrap()
}

/// Reads a prepared form cut into chunks.
fn restore(catalog: &Catalog, layer: usize, bytes: &[u8], chunk: usize) -> Result<(Table, Notes), Unusable> {
    let mut reader = PreparedReader::new(catalog, layer, Limits::default());
    let mut chunks = bytes.chunks(chunk.max(1));
    loop {
        match reader.step() {
            PreparedStep::More => {}
            PreparedStep::NeedBytes => match chunks.next() {
                Some(chunk) => reader.feed(chunk),
                None => reader.end(),
            },
            PreparedStep::Done => {
                assert_eq!(reader.bytes_read(), bytes.len() as u64);
                assert_eq!(reader.head().map(Head::file_bytes), Some(bytes.len() as u64));
                return Ok(reader.finish());
            }
            PreparedStep::Unusable(why) => return Err(why),
        }
    }
}

/// Every difference between two tables would be found here: values, keys, places, shapes, codes of dictionaries, widths.
fn check_same(a: &Table, b: &Table) {
    assert_eq!((a.len(), &a.lon_e7, &a.lat_e7, &a.shapes), (b.len(), &b.lon_e7, &b.lat_e7, &b.shapes));
    assert_eq!(a.columns.len(), b.columns.len());
    for row in 0..a.len() {
        let key = a.keys.get(row);
        assert_eq!((key, a.keys.row_of(key)), (b.keys.get(row), b.keys.row_of(key)));
    }
    for (column, (left, right)) in a.columns.iter().zip(&b.columns).enumerate() {
        for row in 0..a.len() {
            let (left, right) = (a.value(column, row), b.value(column, row));
            let is_same = match (&left, &right) {
                (Value::Number(left), Value::Number(right)) => left.to_bits() == right.to_bits(),
                _ => left == right,
            };
            assert!(is_same, "column {column} row {row}: {left:?} {right:?}");
        }
        match (left, right) {
            (Column::Choice(left, codes), Column::Choice(right, other)) => {
                assert!(left.values().iter().eq(right.values().iter()));
                assert_eq!(std::mem::discriminant::<Codes>(codes), std::mem::discriminant(other));
                assert!((0..codes.len()).all(|row| codes.get(row) == other.get(row)));
            }
            (Column::Choices(left, _), Column::Choices(right, _)) => {
                assert!(left.values().iter().eq(right.values().iter()));
            }
            (Column::Number(left), Column::Number(right)) => {
                assert_eq!(std::mem::discriminant::<Numbers>(left), std::mem::discriminant(right));
            }
            _ => assert_eq!(std::mem::discriminant(left), std::mem::discriminant(right)),
        }
    }
}

/// Prepares what was read, reads it again in chunks of a size, and compares.
fn check_whole(catalog: &Catalog, layer: usize, (table, notes, phase): &Outcome, chunk: usize) -> Vec<u8> {
    assert_eq!(*phase, Phase::Whole);
    let bytes = prepare(catalog, layer, table, notes);
    let (again, told) = restore(catalog, layer, &bytes, chunk).unwrap();
    check_same(table, &again);
    assert_eq!(
        (told.kept(), told.counts(), told.total(), told.lost()),
        (notes.kept(), notes.counts(), notes.total(), notes.lost())
    );
    bytes
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[\u{4e00}-\u{4e08}]{1,3}", "[\u{4e00}-\u{9fa5}a-z\n\u{1}😀]{0,9}", Just(String::new()),]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        (-300i32..70_000).prop_map(|n| Value::Number(n.into())),
        (0i32..9_999).prop_map(|n| Value::Number(f64::from(n) / 100.0)),
        any::<f64>().prop_filter("known", |n| !n.is_nan()).prop_map(Value::Number),
        Just(Value::Number(-0.0)),
    ]
}

fn date() -> impl Strategy<Value = Value> {
    (1u32..=9_999, 0u32..=12, 0u32..=31)
        .prop_map(|(year, month, day)| Date::new(year, month, day).map_or(Value::Unknown, Value::Date))
}

/// A value for each column of [`catalog`], some of them unknown.
fn values() -> impl Strategy<Value = Vec<Value>> {
    let texts = || prop::collection::vec("[\u{4e00}-\u{4e20}]{1,2}", 1..4).prop_map(Value::Texts);
    let marks =
        prop::collection::vec(prop_oneof![Just(None), any::<bool>().prop_map(Some)], 0..16).prop_map(Value::Marks);
    let known = (
        text().prop_map(Value::Text),
        texts(),
        text().prop_map(Value::Text),
        texts(),
        number(),
        date(),
        any::<bool>().prop_map(Value::YesNo),
        text().prop_map(Value::Text),
        marks,
        Just(Value::Unknown),
    );
    (known, any::<u16>()).prop_map(|((a, b, c, d, e, f, g, h, i, j), unknown)| {
        let all = [a, b, c, d, e, f, g, h, i, j].into_iter().enumerate();
        all.map(|(at, value)| if unknown >> at & 3 == 0 { Value::Unknown } else { value }).collect()
    })
}

fn place() -> impl Strategy<Value = LonLat> {
    prop_oneof![
        (-180.0..180.0, -90.0..90.0),
        (1_212i32..1_222, 310i32..320).prop_map(|(lon, lat)| (f64::from(lon) / 10.0, f64::from(lat) / 10.0)),
        Just((0.0, 0.0)),
    ]
    .prop_map(|(lon, lat)| LonLat { lon, lat })
}

fn geometry() -> impl Strategy<Value = Geometry> {
    let kind = prop::sample::select(vec![ShapeKind::Points, ShapeKind::Lines, ShapeKind::Rings]);
    let parts = prop::collection::vec(prop::collection::vec(place(), 0..5), 0..3);
    let shapes = prop::collection::vec((kind, parts).prop_map(|(kind, parts)| Parts { kind, parts }), 1..3);
    prop_oneof![
        3 => place().prop_map(Geometry::Point),
        1 => Just(Geometry::None),
        1 => (place(), shapes).prop_map(|(anchor, shapes)| Geometry::Shapes { anchor, shapes }),
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-c\n]{1,3}", "g0[0-9]{3}", "[1-9][0-9]{0,20}"]
}

type Record = (String, Geometry, Vec<Value>);

fn records() -> impl Strategy<Value = Vec<Record>> {
    let counted = prop::collection::vec((geometry(), values()), 0..20).prop_map(|records| {
        let key = |n: usize| if n < 3 { format!("g{n:07}") } else { format!("g{:07}", n + 5) };
        records.into_iter().enumerate().map(|(n, (geometry, values))| (key(n), geometry, values)).collect()
    });
    prop_oneof![prop::collection::vec((key(), geometry(), values()), 0..20), counted]
}

fn table_of(records: &[Record]) -> Table {
    let catalog = catalog();
    let kinds: Vec<_> = catalog.layers[0].fields.iter().map(|field| catalog.fields[field].kind).collect();
    let mut builder = TableBuilder::new(&kinds);
    for (key, geometry, values) in records {
        builder.push(key, geometry, values);
    }
    builder.finish()
}

fn notes() -> impl Strategy<Value = Notes> {
    let reason = prop::sample::select(vec![Reason::NoId, Reason::Swapped, Reason::CutRow, Reason::TooLong]);
    prop::collection::vec((prop::option::of(any::<u32>()), text(), reason, any::<bool>()), 0..6).prop_map(|all| {
        let mut notes = Notes::default();
        for (row, value, reason, is_lost) in all {
            let site = Site { row, key: &value };
            if is_lost { notes.add_lost(site, "name", &value, reason) } else { notes.add(site, "name", &value, reason) }
        }
        notes.gather(2);
        notes
    })
}

proptest! {
    #[test]
    fn every_table_comes_back(records in records(), notes in notes(), chunk in 1usize..4_000) {
        check_whole(&catalog(), 0, &(table_of(&records), notes, Phase::Whole), chunk);
    }

    #[test]
    fn anything_at_all_is_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(restore(&catalog(), 0, &bytes, 50).err(), Some(Unusable::Broken));
    }
}

/// A few records with everything that a table can hold.
fn small() -> Vec<u8> {
    let text = collection(&[
        feature(1, r#","kind":"公墓","services":["康复","日托"],"beds":12.5,"opened_on":"2023-05","phone":"0513-1\n2""#),
        feature(2, r#","former_names":["甲","乙"],"eight":[true,false,null],"is_open":"是","beds":"x""#),
        r#"{"type":"Feature","id":9,"properties":{"name":"丙"},"geometry":{"type":"Polygon","coordinates":[[[121.6,31.8],[121.7,31.8],[121.7,31.9],[121.6,31.8]]]}}"#.to_owned(),
        r#"{"type":"Feature","properties":null,"geometry":null}"#.to_owned(),
    ].join(","));
    let outcome = super::read(text);
    assert!(outcome.1.total() > 2 && outcome.0.shapes.len() == 1);
    check_whole(&catalog(), 0, &outcome, 100)
}

#[test]
fn a_flipped_bit_anywhere_in_a_small_file_is_found() {
    let bytes = small();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            assert!(restore(&catalog(), 0, &damaged, 1_000).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn a_file_that_is_cut_or_goes_on_is_found() {
    let bytes = small();
    for length in 0..bytes.len() {
        assert!(restore(&catalog(), 0, &bytes[..length], 1_000).is_err(), "{length} bytes");
    }
    assert!(restore(&catalog(), 0, &[&bytes[..], b"\0"].concat(), 1_000).is_err());
}

#[test]
fn what_stands_behind_a_right_checksum_is_not_believed_either() {
    // Every byte of every section is changed, and the checksums are made anew: an error, or another table; no panic.
    let bytes = small();
    let mut seen = 0;
    for at in 16..bytes.len() {
        for change in [0xff, 0x80, 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= change;
            let Some(mended) = with_checksums(&damaged) else { continue };
            seen += usize::from(restore(&catalog(), 0, &mended, 500).is_err());
        }
    }
    assert!(seen > 500, "{seen}");
}

/// The same bytes with the checksums that they would need; `None` where the directory leads nowhere.
fn with_checksums(bytes: &[u8]) -> Option<Vec<u8>> {
    use diming_engine::prepared::checksum;
    let mut bytes = bytes.to_vec();
    let rest = u32::from_le_bytes(bytes[12..16].try_into().ok()?) as usize;
    let sections = u32::from_le_bytes(bytes.get(68..72)?.try_into().ok()?) as usize;
    let mut start = 16 + rest;
    for section in 0..sections {
        let entry = 72 + 19 * section;
        let length = u32::from_le_bytes(bytes.get(entry + 7..entry + 11)?.try_into().ok()?) as usize;
        let sum = checksum(bytes.get(start..start.checked_add(length)?)?);
        bytes.get_mut(entry + 11..entry + 19)?.copy_from_slice(&sum.to_le_bytes());
        start += length;
    }
    let sum = checksum(bytes.get(..(16 + rest).checked_sub(8)?)?);
    bytes.get_mut(16 + rest - 8..16 + rest)?.copy_from_slice(&sum.to_le_bytes());
    Some(bytes)
}

/// Many records, in several blocks.
fn large() -> Outcome {
    let place = |n: u32| (f64::from(n % 701) / 1_000.0 + 121.3, f64::from(n % 467) / 1_000.0 + 31.6);
    let feature = |n: u32| {
        let ((lon, lat), kind) = (place(n * 7_919), ["公墓", "公园", "学校"][n as usize % 3]);
        format!(
            r#"{{"type":"Feature","id":"k{n:06}","properties":{{"name":"第{n}号","kind":"{kind}","beds":{}}},"geometry":{{"type":"Point","coordinates":[{lon:.3},{lat:.3}]}}}}"#,
            n % 900
        )
    };
    super::read(collection(&(0..50_000).map(feature).collect::<Vec<_>>().join(",")))
}

#[test]
fn ten_thousand_random_flips_in_a_large_file_are_found() {
    let bytes = check_whole(&catalog(), 0, &large(), 64 << 10);
    let rest = u32::from_le_bytes(bytes[12..16].try_into().unwrap()) as usize;
    let head = Head::parse(&bytes).unwrap().unwrap();
    let spans = head.spans();
    assert!(spans.len() > 10 && spans.last().unwrap().0.end == bytes.len());
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..10_000 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (at, bit) = ((random >> 20) as usize % bytes.len(), random >> 61);
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << bit;
        // A section is checked by itself, as the reader does: reading all of the file each time would take minutes.
        let is_found = match spans.iter().find(|(span, _)| span.contains(&at)) {
            Some((span, sum)) => diming_engine::prepared::checksum(&damaged[span.clone()]) != *sum,
            None => at < 16 + rest && Head::parse(&damaged) != Ok(Some(head.clone())),
        };
        assert!(is_found, "byte {at}, bit {bit}");
    }
    // The reader itself stops at such a section.
    for at in (0..bytes.len()).step_by(bytes.len() / 20) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 4;
        assert!(restore(&catalog(), 0, &damaged, 64 << 10).is_err(), "byte {at}");
    }
}

#[test]
fn records_are_seen_before_the_last_byte_and_never_wrong() {
    let (table, notes, _) = large();
    let bytes = prepare(&catalog(), 0, &table, &notes);
    let mut reader = PreparedReader::new(&catalog(), 0, Limits::default());
    let mut seen_at = None;
    for (n, chunk) in bytes.chunks(4 << 10).enumerate() {
        reader.feed(chunk);
        while reader.step() == PreparedStep::More {}
        let seen = reader.table();
        if seen.is_empty() {
            continue;
        }
        seen_at.get_or_insert(n * (4 << 10));
        assert_eq!((seen.len(), &seen.lon_e7), (table.len(), &table.lon_e7));
        for (column, arrived) in seen.columns.iter().enumerate() {
            assert_eq!(arrived.len(), table.len());
            for row in [0, 33_000, 49_999] {
                let value = seen.value(column, row);
                assert!(value == Value::Unknown || value == table.value(column, row), "{column} {row}");
            }
            assert!(column > 0 || seen.value(column, 7) == table.value(0, 7), "names are there");
        }
    }
    assert!(seen_at.is_some_and(|at| at < bytes.len() * 9 / 10), "{seen_at:?} of {}", bytes.len());
}

fn beds(catalog: &mut Catalog) -> &mut diming_protocol::catalog::Field {
    catalog.fields.get_mut("beds").unwrap()
}

#[test]
fn another_catalog_or_version_is_told() {
    let bytes = small();
    let told = |change: &dyn Fn(&mut Catalog)| {
        let mut catalog = catalog();
        change(&mut catalog);
        restore(&catalog, 0, &bytes, 1_000).err()
    };
    assert_eq!(told(&|_| {}), None);
    // What is shown of a record is not how it is read.
    assert_eq!(told(&|catalog| catalog.layers[0].row = vec!["kind".into()]), None);
    type Change = Box<dyn Fn(&mut Catalog)>;
    let changes: Vec<Change> = vec![
        Box::new(|catalog| catalog.layers[0].fields.swap(0, 1)),
        Box::new(|catalog| drop(catalog.layers[0].fields.pop())),
        Box::new(|catalog| catalog.layers[0].key_field = "name".into()),
        Box::new(|catalog| catalog.layers[0].decimals = Some(3)),
        Box::new(|catalog| catalog.layers[0].require_secrecy = true),
        Box::new(|catalog| catalog.layers[0].datum = diming_protocol::catalog::Datum::Gcj02),
        Box::new(|catalog| drop(catalog.layers[0].aliases.insert("kind".into(), vec!["种类".into()]))),
        Box::new(|catalog| beds(catalog).officer_only = true),
        Box::new(|catalog| beds(catalog).kind = diming_protocol::catalog::FieldKind::Text),
        Box::new(|catalog| beds(catalog).aliases.push("床".into())),
        Box::new(|catalog| drop(catalog.fields.get_mut("kind").unwrap().values.pop())),
        Box::new(|catalog| catalog.bounds.west = 121.3),
        Box::new(|catalog| catalog.limit_features = 9),
    ];
    for (n, change) in changes.iter().enumerate() {
        assert_eq!(told(change), Some(Unusable::Other), "change {n}");
    }
    let mut newer = bytes.clone();
    newer[8] += 1;
    assert_eq!(restore(&catalog(), 0, &newer, 1_000).err(), Some(Unusable::Other));
}

#[test]
fn a_file_of_this_machine_has_no_prepared_form() {
    use diming_engine::prepared::Unfit;
    let text = collection(&feature(1, r#","楼层":"三""#));
    let (table, notes, _) = drive(Reader::local(&catalog(), 0, Limits::default()), [text.as_bytes()]);
    assert_eq!(write(&catalog(), 0, (&table, &notes), SOURCE), Err(Unfit::OwnFile));
}

#[test]
fn every_layer_of_the_sample_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let catalog = parse_catalog(shipped().to_string().as_bytes(), &[]).unwrap();
    for (layer_ix, layer) in catalog.layers.iter().enumerate() {
        let bytes = std::fs::read(folder.join(&layer.source)).unwrap();
        let read = drive(Reader::new(&catalog, layer_ix, Limits::default()), bytes.chunks(65_536));
        check_whole(&catalog, layer_ix, &read, 10_000);
    }
}

#[test]
fn a_real_file_comes_back() {
    let Some(bytes) = real("childcare-tw.geojson") else { return };
    let catalog = super::real::catalog();
    let read = drive(Reader::new(&catalog, 0, Limits::default()), bytes.chunks(65_536));
    check_whole(&catalog, 0, &read, 10_000);
}

/// The version stands for the format and for what reading makes of a file: where the bytes change, it must be raised.
#[test]
fn the_bytes_of_a_version_do_not_change() {
    let sum = diming_engine::prepared::checksum(&small());
    assert_eq!(format!("{sum:016x}"), "beebf67a411a43a0", "another format: raise VERSION, then write this down");
}

#[test]
fn what_is_longer_than_a_file_may_be_is_not_read_and_long_texts_are_not_told_again() {
    let (table, notes, _) = large();
    let bytes = prepare(&catalog(), 0, &table, &notes);
    for (limit, expected) in [(bytes.len() as u64 - 1, false), (bytes.len() as u64, true)] {
        let mut reader = PreparedReader::new(&catalog(), 0, Limits { bytes: limit, ..Limits::default() });
        reader.feed(&bytes);
        assert_eq!(reader.step() == PreparedStep::More, expected, "{limit}");
    }
    // A prefix of keys that is longer than is told again: the keys stand as texts, and come back.
    let before = "k".repeat(300);
    let features: Vec<String> = (0..50)
        .map(|n| format!(r#"{{"type":"Feature","id":"{before}{n}","geometry":null,"properties":{{"name":"甲"}}}}"#))
        .collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    let (table, notes, _) = drive(Reader::new(&catalog(), 0, Limits::default()), [text.as_bytes()]);
    assert!(table.len() == 50 && table.keys.get(7).len() > 256, "{}", table.keys.get(7));
    let bytes = prepare(&catalog(), 0, &table, &notes);
    assert!(bytes.len() > 50 * 300, "{}", bytes.len());
    check_same(&table, &restore(&catalog(), 0, &bytes, 4_096).unwrap().0);
}
