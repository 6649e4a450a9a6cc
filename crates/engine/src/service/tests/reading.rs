//! The part that reads files: asked for only where a layer has no prepared form that can be used, waited for with the
//! file's bytes, said to be missing.

use super::later::needs;
use super::prepared::{notes, opened_on, prepare, two_layers};
use super::*;
use crate::service::{READING, TABLES};
use diming_protocol::{LocalFile, Part, Reason};

const CARE_LAYER: u32 = 0;

fn unread() -> Bench {
    let files = [("catalog.json", CATALOG), ("care.geojson", &care()), ("sights.geojson", &sights())];
    Bench::on(catalog_engine(), &files)
}

/// Both layers prepared; `change` comes before they are opened.
fn prepared(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Bench {
    let mut files = two_layers();
    let catalog = prepare(CATALOG, &mut files);
    change(&mut files);
    opened_on(catalog_engine(), &catalog, &files)
}

/// The last that was said of a layer.
fn phase(bench: &Bench, of: u32) -> Option<Phase> {
    let of_layer = |said: &Response| match said {
        Response::Progress { layer, state } if *layer == of => Some(state.phase.clone()),
        _ => None,
    };
    bench.said.iter().rev().find_map(of_layer)
}

#[test]
fn files_wait_for_the_part_that_reads_them() {
    let mut bench = unread();
    assert_eq!(needs(&mut bench), [Part::Reading], "once");
    assert!(bench.engine.is_idle());
    let answer = bench.look(|_| {});
    assert_eq!((answer.total, answer.settled), (0, false), "nothing is said to be all");
    assert_eq!(bench.engine.backlog_bytes(Source::Layer(CARE_LAYER)), care().len(), "the host holds back");
    bench.engine.plug_reading(&READING);
    bench.run();
    let (answer, expected) = (bench.look(|_| {}), whole().look(|_| {}));
    assert_eq!((answer.total, answer.settled, names(&answer)), (5, true, names(&expected)));
    assert_eq!(bench.engine.backlog_bytes(Source::Layer(CARE_LAYER)), 0);
}

#[test]
fn a_file_comes_before_or_after_the_part() {
    for is_before in [true, false] {
        let mut engine = catalog_engine();
        if is_before {
            engine.plug_reading(&READING);
        }
        let mut bench = Bench::on(engine, &[("catalog.json", CATALOG), ("care.geojson", &care())]);
        bench.engine.plug_reading(&READING);
        bench.run();
        assert_eq!(bench.look(|_| {}).total, 3);
        // The other file is not there.
        assert!(bench.engine.layers[1].is_part());
    }
}

#[test]
fn a_file_whose_part_does_not_come_can_be_tried_again() {
    let mut bench = unread();
    bench.said.clear();
    bench.engine.part_failed(Part::Reading);
    bench.run();
    assert!(bench.said.contains(&Response::Missing { part: Part::Reading }));
    for layer in [0, 1] {
        assert_eq!(phase(&bench, layer), Some(Phase::Incomplete(Problem::Part)));
    }
    assert_eq!(needs(&mut bench), [], "only who tries again asks again");
    bench.engine.submit(Request::Retry { layer: CARE_LAYER });
    bench.run();
    assert_eq!(needs(&mut bench), [Part::Reading]);
    // One that is given up while it waits ends.
    bench.engine.submit(Request::Cancel { layer: CARE_LAYER });
    bench.run();
    assert_eq!(phase(&bench, CARE_LAYER), Some(Phase::Incomplete(Problem::Cancelled)));
    bench.engine.submit(Request::Retry { layer: CARE_LAYER });
    bench.engine.plug_reading(&READING);
    bench.run();
    assert_eq!(bench.look(|_| {}).total, 3);
}

#[test]
fn prepared_layers_need_no_part() {
    let mut bench = prepared(|_| {});
    assert_eq!(needs(&mut bench), []);
    let search = |look: &mut Look| look.filter.query = "汇龙".into();
    let (answer, expected) = (bench.look(search), whole().look(search));
    assert_eq!((names(&answer), answer.settled), (names(&expected), true));
}

#[test]
fn a_prepared_form_that_is_not_there_needs_the_part_and_the_reason_is_said_with_and_without_it() {
    let mut bench = prepared(|files| files.retain(|(name, _)| name != "care.geojson.columns"));
    assert_eq!(needs(&mut bench), [Part::Reading]);
    assert_eq!(bench.look(|_| {}).total, 2, "the other layer does not wait");
    bench.engine.plug_reading(&READING);
    bench.run();
    assert_eq!(bench.look(|_| {}).total, 5);
    assert_eq!(notes(&mut bench, CARE_LAYER)[0].reason, Reason::PreparedMissing);

    let mut bench = prepared(|files| files.retain(|(name, _)| !name.starts_with("care")));
    assert_eq!(phase(&bench, CARE_LAYER), Some(Phase::Incomplete(Problem::Status(404))));
    assert_eq!(notes(&mut bench, CARE_LAYER)[0].reason, Reason::PreparedMissing);
    assert!(bench.look(|_| {}).settled);
}

#[test]
fn rows_of_a_prepared_form_that_is_told_late_to_be_old_stay_where_the_part_does_not_come() {
    let mut bench = prepared(|_| {});
    let edited = collection(&[feature("1", 121.5, r#""name":"新养老院""#)]);
    let stamp = Stamp { bytes: Some(edited.len() as u64), modified_s: Some(200), is_kept: false };
    bench.files.insert("https://a.cn/data/care.geojson".into(), edited.into_bytes());
    bench.engine.fetched(Source::Stamp(CARE_LAYER), Fetched::Stamp(stamp));
    bench.run();
    assert_eq!(needs(&mut bench), [Part::Reading]);
    bench.engine.part_failed(Part::Reading);
    bench.run();
    assert_eq!(phase(&bench, CARE_LAYER), Some(Phase::Incomplete(Problem::Part)), "it is said that they are not all");
    assert_eq!(bench.look(|look| look.filter.layers = vec![CARE_LAYER]).passed, 3);
    bench.engine.submit(Request::Retry { layer: CARE_LAYER });
    bench.run();
    bench.engine.plug_reading(&READING);
    bench.run();
    assert_eq!(names(&bench.look(|look| look.filter.layers = vec![CARE_LAYER])), ["新养老院"]);
}

#[test]
fn an_own_file_asks_for_both_parts_at_once() {
    let mut bench = prepared(|_| {});
    bench.files.insert("local:1".into(), "名称,经度,纬度\n新桥,121.5,31.9\n".into());
    let file = LocalFile { number: 1, name: "a.csv".into(), ..LocalFile::default() };
    bench.engine.submit(Request::OpenLocal { file, datum: Default::default() });
    bench.run();
    assert_eq!(needs(&mut bench), [Part::Reading, Part::Tables]);
    bench.engine.plug_tables(&TABLES);
    bench.engine.plug_reading(&READING);
    bench.run();
    let answer = bench.look(|look| look.filter.layers = vec![2]);
    assert_eq!(names(&answer), ["新桥"]);
}
