//! Parts that come later: asked for once, waited for, or said to be missing.

use super::*;
use crate::service::{EXPORT, REVIEW, TABLES};
use diming_protocol::review::{ReviewState, ReviewUrls};
use diming_protocol::{Export, LocalFile, Part};

fn light() -> Bench {
    let files = [("catalog.json", CATALOG), ("care.geojson", &care()), ("sights.geojson", &sights())];
    Bench::on(Engine::light(), &files)
}

fn open_review(bench: &mut Bench) {
    let table = |name: &str| format!("https://a.cn/data/{name}");
    bench.engine.submit(Request::ReviewOpen(ReviewUrls { standard: table("standard"), alike: table("alike") }));
}

fn needs(bench: &mut Bench) -> Vec<Part> {
    let said = std::mem::take(&mut bench.said);
    said.iter().filter_map(|r| if let Response::Need { part } = r { Some(*part) } else { None }).collect()
}

#[test]
fn a_list_is_seen_before_any_part_is_needed() {
    let mut bench = light();
    assert_eq!(needs(&mut bench), []);
    bench.engine.submit(Request::Look { seq: 1, look: Box::new(look_at_all()) });
    bench.run();
    assert!(bench.said.iter().any(|r| matches!(r, Response::Seen { .. })));
    assert_eq!(needs(&mut bench), []);
}

#[test]
fn what_is_asked_of_a_part_waits_for_it() {
    let mut bench = light();
    bench.engine.submit(Request::Look { seq: 1, look: Box::new(look_at_all()) });
    for what in [Export::ListTable, Export::Towns] {
        bench.engine.submit(Request::Export { what, lang: Lang::Zh });
    }
    open_review(&mut bench);
    open_review(&mut bench);
    bench.run();
    let mut needed = needs(&mut bench);
    needed.sort_by_key(|part| *part as u8);
    assert_eq!(needed, [Part::Review, Part::Export]);
    bench.engine.plug_export(&EXPORT);
    bench.run();
    let files = bench.said.iter().filter(|r| matches!(r, Response::File { .. })).count();
    assert_eq!(files, 2, "{:?}", bench.said);
    bench.engine.plug_review(&REVIEW);
    bench.run();
    // Its tables are not there: that it says so shows that it has taken up its work.
    assert!(bench.said.iter().any(|r| matches!(r, Response::ReviewIs(ReviewState::Failed(_)))), "{:?}", bench.said);
}

#[test]
fn a_part_that_does_not_come_is_said_and_asked_for_again() {
    let mut bench = light();
    bench.engine.submit(Request::Look { seq: 1, look: Box::new(look_at_all()) });
    bench.engine.submit(Request::Export { what: Export::Towns, lang: Lang::Zh });
    open_review(&mut bench);
    bench.run();
    assert_eq!(needs(&mut bench).len(), 2);
    for part in [Part::Export, Part::Review] {
        bench.engine.part_failed(part, Problem::Network);
    }
    bench.run();
    for part in [Part::Export, Part::Review] {
        assert!(bench.said.contains(&Response::Missing { part }), "{:?}", bench.said);
    }
    assert!(bench.said.contains(&Response::ReviewIs(ReviewState::Failed(Problem::Network))));
    open_review(&mut bench);
    bench.run();
    assert_eq!(needs(&mut bench), [Part::Review]);
    // What was dropped is not done later.
    bench.engine.plug_export(&EXPORT);
    bench.run();
    assert!(!bench.said.iter().any(|r| matches!(r, Response::File { .. })));
}

/// The sights as a table, the rest as it is.
fn light_with(sights: &str) -> Bench {
    Bench::on(Engine::light(), &[("catalog.json", CATALOG), ("care.geojson", &care()), ("sights.geojson", sights)])
}

const TABLE: &str = "名称,乡镇,经度,纬度\n寿丰石桥,汇龙镇,121.51,31.9\n圆陀角,寅阳镇,121.9,31.9\n";
const ESRI: &str = r#"{"geometryType":"esriGeometryPoint","features":[
    {"attributes":{"name":"寿丰石桥"},"geometry":{"x":121.51,"y":31.9}},
    {"attributes":{"name":"圆陀角"},"geometry":{"x":121.9,"y":31.9}}]}"#;

#[test]
fn a_layer_that_needs_tables_waits_for_them_and_the_others_do_not() {
    for sights in [TABLE, ESRI] {
        let mut bench = light_with(sights);
        assert_eq!(needs(&mut bench), [Part::Tables], "once");
        assert_eq!(bench.look(|_| {}).total, 3);
        let source = Source::Layer(1);
        assert_eq!(bench.engine.backlog_bytes(source), sights.len(), "the host holds back");
        bench.engine.plug_tables(&TABLES);
        bench.run();
        let answer = bench.look(|_| {});
        assert_eq!((answer.total, answer.settled, bench.engine.backlog_bytes(source)), (5, true, 0));
    }
}

#[test]
fn a_layer_whose_part_does_not_come_can_be_tried_again() {
    let mut bench = light_with(TABLE);
    bench.engine.part_failed(Part::Tables, Problem::Network);
    bench.run();
    let phase = |bench: &Bench| {
        let mut of_sights = bench.said.iter().filter_map(|said| match said {
            Response::Progress { layer: 1, state } => Some(state.phase.clone()),
            _ => None,
        });
        of_sights.next_back()
    };
    assert_eq!(phase(&bench), Some(Phase::Incomplete(Problem::Network)));
    assert_eq!(needs(&mut bench), [Part::Tables]);
    assert!(bench.look(|_| {}).settled);
    bench.said.clear();
    bench.engine.submit(Request::Retry { layer: 1 });
    bench.run();
    assert_eq!(needs(&mut bench), [Part::Tables], "asked for again");
    // One that is given up while it waits ends.
    bench.engine.submit(Request::Cancel { layer: 1 });
    bench.run();
    assert_eq!(phase(&bench), Some(Phase::Incomplete(Problem::Cancelled)));
    bench.engine.submit(Request::Retry { layer: 1 });
    bench.engine.plug_tables(&TABLES);
    bench.run();
    assert_eq!((bench.look(|_| {}).total, needs(&mut bench).len()), (5, 0));
}

#[test]
fn a_web_page_is_told_without_the_part() {
    let mut bench = light_with("<!doctype html><title>login</title>");
    let is_told = |said: &Response| matches!(said, Response::Progress { layer: 1, state } if state.phase == Phase::Incomplete(Problem::Html));
    assert!(bench.said.iter().any(is_told), "{:?}", bench.said);
    assert_eq!(needs(&mut bench), []);
}

#[test]
fn an_own_file_is_understood_with_the_part() {
    let mut bench = light();
    let text = collection(&[feature("9", 121.5, r#""名  称":"新桥""#)]);
    bench.files.insert("local:1".into(), text.into_bytes());
    let file = LocalFile { number: 1, name: "a.geojson".into(), ..LocalFile::default() };
    bench.engine.submit(Request::OpenLocal { file, datum: Default::default() });
    bench.run();
    assert_eq!(needs(&mut bench), [Part::Tables]);
    bench.engine.plug_tables(&TABLES);
    bench.run();
    let answer = bench.look(|look| look.filter.layers = vec![2]);
    assert_eq!(names(&answer), ["新桥"]);
}
