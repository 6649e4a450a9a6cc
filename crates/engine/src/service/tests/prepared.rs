//! Layers from their prepared form: the same answers as from the file, which is read where the form is not as good.

#[path = "../../../tests/real/mod.rs"]
mod files;

use super::*;
use crate::catalog::parse::parse_catalog;
use crate::ingest::{FileReader, Limits, Reader, Step};
use crate::prepared::{SourceOf, write};
use diming_protocol::{Note, Reason};
use std::path::Path;

const CARE: &str = "https://a.cn/data/care.geojson";
const COLUMNS: &str = "https://a.cn/data/care.geojson.columns";

/// The prepared form of a layer's file.
fn columns(catalog: &Catalog, layer: usize, file: &[u8]) -> Vec<u8> {
    let mut reader = Reader::new(catalog, layer, Limits::default());
    reader.feed(file.to_vec());
    reader.end();
    while reader.step(1_000) != Step::Done {}
    let (table, notes, phase) = reader.finish();
    assert_eq!(phase, Phase::Whole);
    let source = SourceOf { bytes: file.len() as u64, sha256: [0; 32] };
    write(catalog, layer, (&table, &notes), source).unwrap()
}

/// A catalog's text in which every layer says whether it is prepared.
fn saying(catalog: &str, is_prepared: bool) -> String {
    let mut text: serde_json::Value = serde_json::from_str(catalog).unwrap();
    for layer in text["layers"].as_array_mut().unwrap() {
        layer["prepared"] = is_prepared.into();
    }
    text.to_string()
}

/// A catalog's text with every layer said to be prepared, and the prepared forms of its files.
pub(super) fn prepare(catalog: &str, files: &mut Vec<(String, Vec<u8>)>) -> String {
    let text = saying(catalog, true);
    let parsed = parse_catalog(text.as_bytes(), &[]).unwrap();
    for (at, layer) in parsed.layers.iter().enumerate() {
        let file = files.iter().find(|(name, _)| *name == layer.source).unwrap();
        let form = (format!("{}.columns", layer.source), columns(&parsed, at, &file.1));
        files.push(form);
    }
    text
}

/// An engine on a catalog and files, opened.
fn opened(catalog: &str, files: &[(String, Vec<u8>)]) -> Bench {
    opened_on(Engine::new(), catalog, files)
}

pub(super) fn opened_on(engine: Engine, catalog: &str, files: &[(String, Vec<u8>)]) -> Bench {
    let mut bench = Bench::on(engine, &[]);
    let all = files.iter().map(|(name, bytes)| (format!("https://a.cn/data/{name}"), bytes.clone()));
    bench.files.extend(all);
    bench.files.insert("https://a.cn/data/catalog.json".into(), catalog.as_bytes().to_vec());
    bench.said.clear();
    bench.open("https://a.cn/data/catalog.json");
    bench
}

pub(super) fn two_layers() -> Vec<(String, Vec<u8>)> {
    vec![("care.geojson".into(), care().into_bytes()), ("sights.geojson".into(), sights().into_bytes())]
}

/// Both layers prepared, and the server as it is changed.
fn prepared_with(change: impl FnOnce(&mut Bench)) -> Bench {
    let mut files = two_layers();
    let catalog = prepare(CATALOG, &mut files);
    let mut bench = opened(&catalog, &files);
    change(&mut bench);
    bench.said.clear();
    bench.open("https://a.cn/data/catalog.json");
    bench
}

pub(super) fn notes(bench: &mut Bench, layer: u32) -> Vec<Note> {
    bench.said.clear();
    bench.engine.submit(Request::Notes { layer, rows: 0..500 });
    bench.run();
    match bench.said.pop() {
        Some(Response::Notes { notes, .. }) => notes,
        other => panic!("no notes but {other:?}"),
    }
}

fn judged(bench: &Bench, source: Source) -> Option<bool> {
    bench.said.iter().rev().find_map(|response| match response {
        Response::Judged { source: of, is_understood } if *of == source => Some(*is_understood),
        _ => None,
    })
}

/// Asks two engines the same, and compares the answers.
fn check_answers(catalog: &str, mut files: Vec<(String, Vec<u8>)>, queries: &[&str]) {
    let mut plain = opened(&saying(catalog, false), &files);
    let catalog = prepare(catalog, &mut files);
    // Were a file read, it would be missed.
    files.retain(|(name, _)| name.ends_with(".columns"));
    let mut prepared = opened(&catalog, &files);
    let catalog = parse_catalog(catalog.as_bytes(), &[]).unwrap();
    let layers: Vec<u32> = (0..catalog.layers.len() as u32).collect();
    let bounds = mercator::world_bounds(catalog.bounds);
    let mut both = |change: &dyn Fn(&mut Look)| {
        let change = |look: &mut Look| {
            (look.filter.layers, look.bounds, look.rows) = (layers.clone(), bounds, 0..20_000);
            change(look);
        };
        let (left, right) = (plain.look(change), prepared.look(change));
        assert!(left.settled && left.total > 0);
        assert_eq!(left, right);
        left
    };
    let all = both(&|_| {});
    for query in queries {
        both(&|look| (look.filter.query, look.sort) = ((*query).to_owned(), Sort::Relevance));
    }
    for facet in all.facets.iter().flatten() {
        let constraint = match &facet.counts {
            diming_protocol::Counts::Values(values) => any(&[&values[0].0]),
            diming_protocol::Counts::Range { min, max, .. } => Constraint::Between(Some((min + max) / 2.0), None),
            diming_protocol::Counts::YesNo { .. } => any(&["yes", "unknown"]),
            diming_protocol::Counts::Marks(_) => any(&["0", "1?"]),
        };
        both(&|look| drop(look.filter.fields.insert(facet.field.clone(), constraint.clone())));
    }
    for sort in [Sort::Distance, Sort::Name] {
        both(&|look| (look.sort, look.in_view) = (sort, true));
    }
    let mut seen = 0;
    for row in &all.rows {
        let (left, right) = (plain.card(Which::Id(row.id)), prepared.card(Which::Id(row.id)));
        seen += usize::from(left.is_some());
        assert_eq!(left, right);
    }
    assert!(seen > 2);
    for &layer in &layers {
        assert_eq!(notes(&mut plain, layer), notes(&mut prepared, layer), "layer {layer}");
    }
}

#[test]
fn every_answer_is_the_same_from_both_forms() {
    check_answers(CATALOG, two_layers(), &["qiao", "石桥", "汇龙镇", "hl", "没有"]);
}

#[test]
fn every_answer_about_the_sample_is_the_same_from_both_forms() {
    let catalog = crate::shipped::shipped();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let sources = catalog["layers"].as_array().unwrap().iter().map(|layer| layer["source"].as_str().unwrap());
    let files = sources.map(|name| (name.to_owned(), std::fs::read(folder.join(name)).unwrap())).collect();
    check_answers(&catalog.to_string(), files, &["养老", "huilong", "hlz", "人民路12号", "食堂", "汇龍鎮", "0513"]);
}

#[test]
fn every_answer_about_a_real_file_is_the_same_from_both_forms() {
    let Some(bytes) = files::real("childcare-tw.geojson") else { return };
    let field = |kind: &str| serde_json::json!({"label": {"zh": kind}, "kind": kind});
    let catalog = serde_json::json!({
        "version": 1, "title": {"zh": "托嬰中心"}, "zoom_min": 6, "zoom_max": 18,
        "bounds": {"west": 118.0, "south": 21.5, "east": 122.5, "north": 26.5},
        "home": {"lon": 121.0, "lat": 23.8, "zoom": 7},
        "fields": {"name": field("text"), "city": field("choice"), "address": field("text"), "phone": field("phones"),
            "capacity": field("number"), "is_active": field("yes_no")},
        "facets": [{"field": "city"}, {"field": "capacity"}, {"field": "is_active"}],
        "layers": [{"id": "childcare", "label": {"zh": "托嬰中心"}, "source": "childcare-tw.geojson", "key_field": "id",
            "fields": ["name", "city", "address", "phone", "capacity", "is_active"], "row": ["city"],
            "style": {"sign": "house", "color": "#116666", "color_dark": "#22aaaa"}}]
    });
    let files = vec![("childcare-tw.geojson".to_owned(), bytes)];
    check_answers(&catalog.to_string(), files, &["尼斯堡", "xinbei", "tyzx", "中山路", "02"]);
}

#[test]
fn only_the_prepared_form_is_fetched_where_it_is_good() {
    let mut bench = prepared_with(|bench| bench.files.get_mut(CARE).unwrap().fill(b'x'));
    assert_eq!(judged(&bench, Source::Prepared(0)), Some(true));
    let answer = bench.look(|_| {});
    assert_eq!((answer.total, answer.settled, notes(&mut bench, 0).len()), (5, true, 0));
}

#[test]
fn the_file_is_read_and_the_reason_said_where_the_prepared_form_is_not_as_good() {
    type Change = fn(&mut Bench);
    let stamp = |bytes, modified_s| Fetched::Stamp(Stamp { bytes, modified_s, is_kept: false });
    let stamps = [
        (stamp(Some(1), Some(100)), Reason::PreparedOld),
        (stamp(None, Some(103)), Reason::PreparedOld),
        (stamp(None, None), Reason::PreparedUnsure),
        (Fetched::Failed(Problem::Status(405)), Reason::PreparedUnsure),
    ];
    let changes: [(Change, Reason); 4] = [
        (|bench| drop(bench.files.remove(COLUMNS)), Reason::PreparedMissing),
        (|bench| bench.files.get_mut(COLUMNS).unwrap()[8] += 1, Reason::PreparedOther),
        (|bench| *bench.files.get_mut(COLUMNS).unwrap().last_mut().unwrap() ^= 1, Reason::PreparedBroken),
        (|bench| bench.files.get_mut(COLUMNS).unwrap().truncate(300), Reason::PreparedBroken),
    ];
    let of_stamps = stamps.map(|(what, reason)| {
        let change: Box<dyn FnOnce(&mut Bench)> = Box::new(move |bench| drop(bench.stamps.insert(CARE.into(), what)));
        (change, reason)
    });
    let of_files = changes.map(|(change, reason)| (Box::new(change) as Box<dyn FnOnce(&mut Bench)>, reason));
    for (change, reason) in of_stamps.into_iter().chain(of_files) {
        let mut bench = prepared_with(change);
        assert_eq!(judged(&bench, Source::Prepared(0)), Some(false), "{reason:?}");
        assert_eq!(judged(&bench, Source::Layer(0)), Some(true), "{reason:?}");
        let answer = bench.look(|_| {});
        assert_eq!((answer.total, answer.settled), (5, true), "{reason:?}");
        let reasons: Vec<_> = notes(&mut bench, 0).iter().map(|note| (note.row, note.reason)).collect();
        assert_eq!(reasons, [(None, reason)]);
        assert_eq!(notes(&mut bench, 1), [], "the other layer is as it was");
    }
}

#[test]
fn an_edit_that_is_told_late_still_replaces_what_was_read() {
    let mut bench = prepared_with(|_| {});
    let edited = care().replace("汇龙养老院", "汇龙颐养院");
    bench.files.insert(CARE.into(), edited.into_bytes());
    assert_eq!(names(&bench.look(|_| {}))[0], "汇龙养老院");
    bench.engine.fetched(Source::Stamp(0), Fetched::Stamp(Stamp { modified_s: Some(103), ..Stamp::default() }));
    bench.run();
    let answer = bench.look(|_| {});
    assert_eq!((names(&answer)[0], answer.total, answer.settled), ("汇龙颐养院", 5, true));
    assert_eq!(notes(&mut bench, 0)[0].reason, Reason::PreparedOld);
}

#[test]
fn without_a_network_what_was_kept_is_read() {
    let mut bench = prepared_with(|bench| {
        bench.stamps.insert(CARE.into(), Fetched::Failed(Problem::Network));
        bench.files.remove(CARE);
    });
    assert_eq!(bench.look(|_| {}).total, 5);
    assert_eq!(notes(&mut bench, 0), []);
}

#[test]
fn a_form_that_is_stopped_leaves_no_rows_of_which_half_is_known() {
    let mut bench = prepared_with(|_| {});
    bench.engine.submit(Request::Retry { layer: 0 });
    let form = bench.files[COLUMNS].clone();
    let source = Source::Prepared(0);
    bench.engine.feed(source, form[..form.len() - 40].to_vec());
    (0..1_000).for_each(|_| drop(bench.engine.step(10)));
    bench.engine.submit(Request::Cancel { layer: 0 });
    bench.run();
    // What was there before the second reading stays.
    assert_eq!(bench.look(|_| {}).total, 5);
}

#[test]
fn columns_that_come_later_are_found_and_leave_the_order_of_the_points() {
    let mut bench = prepared_with(|bench| bench.silent.push(COLUMNS.into()));
    let (source, form) = (Source::Prepared(0), bench.files[COLUMNS].clone());
    let (first, rest) = form.split_at(form.len() - 12);
    bench.engine.fetched(source, Fetched::Stamp(Stamp { modified_s: Some(100), ..Stamp::default() }));
    bench.engine.feed(source, first.to_vec());
    bench.run();
    let answer = bench.look(|_| {});
    assert_eq!((answer.total, answer.settled), (5, false));
    let points = bench.engine.index.points.clone();
    bench.engine.feed(source, rest.to_vec());
    bench.engine.fetched(source, Fetched::End);
    bench.run();
    let answer = bench.look(|look| {
        look.filter.layers = vec![0];
        look.filter.fields.insert("open".into(), any(&["yes"]));
    });
    assert_eq!((names(&answer), answer.settled), (vec!["汇龙养老院"], true));
    assert!(std::rc::Rc::ptr_eq(&points, &bench.engine.index.points));
}
