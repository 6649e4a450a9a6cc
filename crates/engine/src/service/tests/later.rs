//! Parts that come later: asked for once, waited for, or said to be missing; and workspaces' parts in their turn.

use super::*;
use crate::service::{EXPORT, EnginePart, PartContext, PartView, READING, TABLES};
use diming_protocol::{Export, LocalFile, Part, WorkspaceId};

const ID: WorkspaceId = WorkspaceId(9);
const PART: Part = Part::Workspace(ID);

/// A part that says what it hears. What it is asked with the number 1 is urgent, anything else takes a step.
#[derive(Default)]
struct Echo {
    urgent: Vec<Vec<u8>>,
    asked: Vec<(u32, Vec<u8>)>,
}

impl EnginePart for Echo {
    fn take(&mut self, cx: &mut PartContext, seq: u32, body: &[u8]) {
        match (seq, body) {
            (0, b"fetch") => cx.fetch(3, "https://a.cn/data/care.geojson".into()),
            (1, body) => self.urgent.push(body.to_vec()),
            (seq, body) => self.asked.push((seq, body.to_vec())),
        }
    }

    fn feed(&mut self, _: &mut PartContext, table: u8, bytes: &[u8]) {
        assert!(table == 3 && !bytes.is_empty());
    }

    fn fetched(&mut self, cx: &mut PartContext, table: u8, what: Fetched) {
        cx.judge(table, what == Fetched::End);
    }

    fn step(&mut self, cx: &mut PartContext, _: usize) {
        let (seq, body) = self.asked.remove(0);
        cx.say(seq, body);
    }

    fn answer_urgent(&mut self, cx: &mut PartContext) -> bool {
        let Some(body) = self.urgent.pop() else { return false };
        cx.say(1, body);
        true
    }

    fn has_work(&self, _: PartView) -> bool {
        !self.asked.is_empty() || !self.urgent.is_empty()
    }

    fn catalog_changed(&mut self, cx: &mut PartContext) {
        let is_there = cx.view().catalog().is_some();
        cx.say(0, vec![u8::from(is_there)]);
    }

    fn characters_changed(&mut self, cx: &mut PartContext) {
        let is_there = cx.view().characters().is_some();
        cx.say(0, vec![2 + u8::from(is_there)]);
    }

    fn file(&self, view: PartView, what: &[u8], _: Lang) -> Option<(String, String)> {
        let layers = view.catalog()?.layers.len();
        (what == b"file").then(|| ("file.txt".to_owned(), layers.to_string()))
    }
}

/// An engine of which only the parts that read catalogs and files are there.
fn reading_engine() -> Engine {
    let mut engine = catalog_engine();
    engine.plug_reading(&READING);
    engine
}

fn light() -> Bench {
    let files = [("catalog.json", CATALOG), ("care.geojson", &care()), ("sights.geojson", &sights())];
    Bench::on(reading_engine(), &files)
}

fn ask(bench: &mut Bench, seq: u32, body: &[u8]) {
    bench.engine.submit(Request::Workspace { id: ID, seq, body: body.to_vec() });
}

fn plug(bench: &mut Bench) {
    bench.engine.plug_workspace(ID, || Box::<Echo>::default());
}

/// What the part has said.
fn echoes(bench: &Bench) -> Vec<(u32, Vec<u8>)> {
    let echo = |response: &Response| match response {
        Response::Workspace { id: ID, seq, body } => Some((*seq, body.clone())),
        _ => None,
    };
    bench.said.iter().filter_map(echo).collect()
}

/// The parts that were asked for since the last call.
pub(super) fn needs(bench: &mut Bench) -> Vec<Part> {
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
    ask(&mut bench, 7, b"a");
    ask(&mut bench, 8, b"b");
    bench.run();
    let mut needed = needs(&mut bench);
    needed.sort_unstable();
    assert_eq!(needed, [PART, Part::Export]);
    bench.engine.plug_export(&EXPORT);
    bench.run();
    let files = bench.said.iter().filter(|r| matches!(r, Response::File { .. })).count();
    assert_eq!(files, 2, "{:?}", bench.said);
    plug(&mut bench);
    bench.run();
    assert_eq!(echoes(&bench), [(7, b"a".to_vec()), (8, b"b".to_vec())]);
}

#[test]
fn a_part_that_does_not_come_is_said_and_asked_for_again() {
    let mut bench = light();
    bench.engine.submit(Request::Look { seq: 1, look: Box::new(look_at_all()) });
    bench.engine.submit(Request::Export { what: Export::Towns, lang: Lang::Zh });
    ask(&mut bench, 7, b"a");
    bench.run();
    assert_eq!(needs(&mut bench).len(), 2);
    for part in [Part::Export, PART] {
        bench.engine.part_failed(part);
    }
    bench.run();
    for part in [Part::Export, PART] {
        assert!(bench.said.contains(&Response::Missing { part }), "{:?}", bench.said);
    }
    ask(&mut bench, 8, b"b");
    bench.run();
    assert_eq!(needs(&mut bench), [PART]);
    // What was dropped is not done later.
    bench.engine.plug_export(&EXPORT);
    plug(&mut bench);
    bench.run();
    assert!(!bench.said.iter().any(|r| matches!(r, Response::File { .. })));
    assert_eq!(echoes(&bench), [(8, b"b".to_vec())]);
}

#[test]
fn a_workspace_is_answered_in_its_turn_and_what_is_urgent_first() {
    let mut bench = whole();
    plug(&mut bench);
    bench.said.clear();
    ask(&mut bench, 7, b"later");
    bench.engine.submit(Request::Look { seq: 1, look: Box::new(look_at_all()) });
    ask(&mut bench, 1, b"now");
    bench.run();
    let order = bench.said.iter().filter_map(|response| match response {
        Response::Workspace { seq, .. } => Some(*seq),
        Response::Seen { .. } => Some(0),
        _ => None,
    });
    assert_eq!(order.collect::<Vec<_>>(), [1, 0, 7]);
}

#[test]
fn a_workspace_fetches_its_tables_and_gives_files() {
    let mut bench = whole();
    plug(&mut bench);
    bench.said.clear();
    ask(&mut bench, 0, b"fetch");
    bench.run();
    let source = Source::Workspace { id: ID, table: 3 };
    assert_eq!(bench.said, [Response::Judged { source, is_understood: true }]);
    let mut saved = |what: &[u8]| {
        bench.said.clear();
        let what = Export::Workspace { id: ID, body: what.to_vec() };
        bench.engine.submit(Request::Export { what, lang: Lang::Zh });
        bench.run();
        bench.said.iter().find_map(|r| if let Response::File { text, .. } = r { Some(text.clone()) } else { None })
    };
    assert_eq!(saved(b"file").as_deref(), Some("2"));
    assert_eq!(saved(b"no file"), None);
}

#[test]
fn a_workspace_hears_of_another_catalog_and_of_the_table_of_characters() {
    let mut bench = whole();
    plug(&mut bench);
    bench.said.clear();
    bench.open("https://a.cn/data/catalog.json");
    let mut heard: Vec<u8> = echoes(&bench).into_iter().flat_map(|(_, body)| body).collect();
    heard[1..].sort_unstable();
    assert_eq!(heard, [0, 1, 3]);
}

/// The sights as a table, the rest as it is.
fn light_with(sights: &str) -> Bench {
    Bench::on(reading_engine(), &[("catalog.json", CATALOG), ("care.geojson", &care()), ("sights.geojson", sights)])
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
    bench.engine.part_failed(Part::Tables);
    bench.run();
    let phase = |bench: &Bench| {
        let mut of_sights = bench.said.iter().filter_map(|said| match said {
            Response::Progress { layer: 1, state } => Some(state.phase.clone()),
            _ => None,
        });
        of_sights.next_back()
    };
    assert_eq!(phase(&bench), Some(Phase::Incomplete(Problem::Part)));
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
