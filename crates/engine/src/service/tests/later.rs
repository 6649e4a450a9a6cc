//! Parts that come later: asked for once, waited for, or said to be missing.

use super::*;
use crate::service::{EXPORT, REVIEW};
use diming_protocol::review::{ReviewState, ReviewUrls};
use diming_protocol::{Export, Part};

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
