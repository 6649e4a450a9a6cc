//! The part in an engine on a host of files.

mod publish;
mod saving;
mod sheet;

use super::make_desk;
use crate::check::testing::shipped;
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::service::Engine;
use diming_protocol::catalog::{Datum, Lang};
use diming_protocol::geo::LonLat;
use diming_protocol::{Fetched, LocalFile, Problem, Request, Response};
use diming_tables_protocol::{
    CompareState, DESK, DeskAsk, DeskFile, DeskInfo, DeskLine, DeskState, DeskTable, PlaceInfo, PlaceState, Said,
    Unfit, export, read_said, request,
};
use std::collections::BTreeMap;

const SITE: &str = "https://a.cn/data/";
const CARE: &str = "养老机构情况表,,,\n名称,乡镇,床位数（张）,电话\n甲院,寅阳镇,１２０,0513-80001234\n甲院,同上,很多,12\n丙院,惠萍镇,30,\n合计,,150,\n";

/// The engine with the part; what it says is kept.
struct Bench {
    engine: Engine,
    files: BTreeMap<String, Vec<u8>>,
    said: Vec<Response>,
}

impl Bench {
    /// With the delivered catalog, of which these layers have files, and files of this machine.
    fn new(layers: &[(&str, &str)], own: &[&str]) -> Bench {
        let mut catalog = shipped::shipped();
        for layer in catalog["layers"].as_array_mut().unwrap() {
            layer.as_object_mut().unwrap().remove("prepared");
        }
        let mut files = BTreeMap::from([(format!("{SITE}catalog.json"), catalog.to_string().into_bytes())]);
        files.extend(layers.iter().map(|(name, text)| (format!("{SITE}{name}"), text.as_bytes().to_vec())));
        let han = std::fs::read(format!("{}/../../data/dict/han.bin", env!("CARGO_MANIFEST_DIR"))).unwrap();
        files.insert(format!("{SITE}han.bin"), han);
        files.extend(own.iter().enumerate().map(|(at, text)| (format!("local:{at}"), text.as_bytes().to_vec())));
        let mut engine = Engine::new().with_catalogs(|bytes| parse_catalog(bytes, &[]));
        engine.plug_workspace(DESK, || make_desk(&[]));
        let mut bench = Bench { engine, files, said: Vec::new() };
        let [catalog_url, han_url] = ["catalog.json", "han.bin"].map(|name| format!("{SITE}{name}"));
        let site_url = catalog_url.clone();
        bench.engine.submit(Request::Open { catalog_url, site_url, han_url, today: 20_261_120 });
        bench.run();
        for (at, text) in own.iter().enumerate() {
            let file = LocalFile {
                name: format!("{at}.csv"),
                number: at as u32,
                bytes: text.len() as u64,
                ..LocalFile::default()
            };
            bench.engine.submit(Request::OpenLocal { file, datum: Datum::Wgs84 });
            bench.run();
        }
        bench
    }

    fn run(&mut self) {
        for _ in 0..100_000 {
            for response in self.engine.step(100) {
                let (source, name, missing) = match &response {
                    Response::Fetch { source, url, .. } => (*source, url.clone(), Problem::Status(404)),
                    Response::Read { source, file } => (*source, format!("local:{file}"), Problem::Unreadable),
                    _ => {
                        self.said.push(response);
                        continue;
                    }
                };
                match self.files.get(&name) {
                    Some(bytes) => {
                        bytes.chunks(64).for_each(|chunk| self.engine.feed(source, chunk.to_vec()));
                        self.engine.fetched(source, Fetched::End);
                    }
                    None => self.engine.fetched(source, Fetched::Failed(missing)),
                }
            }
            if self.engine.is_idle() {
                return;
            }
        }
        panic!("it does not end");
    }

    fn ask(&mut self, ask: &DeskAsk) {
        self.engine.submit(request(0, ask));
        self.run();
    }

    fn open(&mut self, layer: &str) -> DeskInfo {
        self.ask(&DeskAsk::Open(layer.to_owned()));
        self.info()
    }

    /// All that the part has said.
    fn heard(&self) -> Vec<Said> {
        let of_desk = |response: &Response| match response {
            Response::Workspace { id: DESK, body, .. } => read_said(body),
            _ => None,
        };
        self.said.iter().filter_map(of_desk).collect()
    }

    fn state(&self) -> DeskState {
        let states = self.heard().into_iter().rev().find_map(|said| match said {
            Said::State(state) => Some(state),
            _ => None,
        });
        states.unwrap_or_default()
    }

    #[track_caller]
    fn info(&self) -> DeskInfo {
        match self.state() {
            DeskState::Ready(info) => *info,
            state => panic!("{state:?}"),
        }
    }

    fn lines(&mut self, table: DeskTable, lang: Lang) -> Vec<DeskLine> {
        self.ask(&DeskAsk::Lines { table, from: 0, count: 100, lang });
        match self.heard().pop() {
            Some(Said::Lines { lines, revision, .. }) if revision == self.info().revision => lines,
            said => panic!("{said:?}"),
        }
    }

    /// Cell, name, column, value, repair of each problem that is shown.
    fn problems(&mut self) -> Vec<[String; 5]> {
        let lines = self.lines(DeskTable::Problems, Lang::Zh);
        lines.iter().map(|line| [0, 1, 2, 3, 5].map(|at| line.cells[at].clone())).collect()
    }

    fn saved(&mut self, file: DeskFile) -> String {
        self.engine.submit(Request::Export { what: export(file), lang: Lang::Zh });
        self.run();
        match self.said.iter().rev().find(|response| matches!(response, Response::File { .. })) {
            Some(Response::File { text, .. }) => text.clone(),
            _ => panic!("no file"),
        }
    }
}

#[test]
fn a_file_is_checked_as_it_stands_by_its_own_cells() {
    let mut bench = Bench::new(&[], &[CARE]);
    let info = bench.open("local-1");
    assert_eq!((info.rows, info.is_own_file, info.changed_cells), (3, true, 0));
    let problems = bench.problems();
    let is_there = |cell: &str, value: &str, repair: &str| {
        problems.iter().any(|p| p[0] == cell && p[3] == value && p[4] == repair)
    };
    assert!(is_there("C3", "１２０", "120") && is_there("C4", "很多", ""), "{problems:#?}");
    assert!(problems.iter().any(|p| p[0].starts_with('A') && p[1] == "甲院"), "{problems:#?}");
    let reading: Vec<_> = bench.lines(DeskTable::Reading, Lang::Zh).into_iter().map(|line| line.cells).collect();
    let lines: Vec<&str> = reading.iter().map(|cells| cells[0].as_str()).collect();
    assert_eq!((info.reading, lines), (3, vec!["1", "4", "6"]), "{reading:?}");
    assert_eq!(bench.lines(DeskTable::Unchecked, Lang::En).len(), info.unchecked as usize);
}

#[test]
fn repairs_are_made_taken_back_and_saved() {
    let mut bench = Bench::new(&[], &[CARE]);
    let before = bench.open("local-1");
    assert!(before.repairable > 0 && before.undo == 0);
    let revision = bench.info().revision;
    bench.ask(&DeskAsk::Repair { revision, line: None });
    let after = bench.info();
    assert_eq!((after.repairable, after.undo, after.redo), (0, 1, 0));
    assert!(after.changed_cells > 0 && after.revision > before.revision);
    let saved = bench.saved(DeskFile::List);
    assert!(saved.starts_with("\u{feff}名称,乡镇,床位数（张）,电话\r\n甲院,寅阳镇,120,"), "{saved}");
    assert!(saved.contains("很多") && !saved.contains("合计"), "{saved}");
    bench.ask(&DeskAsk::Undo);
    let undone = bench.info();
    assert_eq!(DeskInfo { revision: before.revision, redo: 0, ..undone.clone() }, before);
    assert_eq!(undone.redo, 1);
    bench.ask(&DeskAsk::Redo);
    assert_eq!(bench.info().changed_cells, after.changed_cells);
}

#[test]
fn one_problem_is_repaired_by_its_place_among_those_shown() {
    let mut bench = Bench::new(&[], &[CARE]);
    bench.open("local-1");
    bench.ask(&DeskAsk::Only { rule: "number".to_owned(), weight: String::new() });
    let problems = bench.problems();
    let all = bench.info().by_weight.iter().sum::<u32>();
    assert!(problems.len() as u32 == bench.info().shown && bench.info().shown < all, "{problems:?}");
    let at = problems.iter().position(|p| p[4] == "120").unwrap() as u32;
    let revision = bench.info().revision;
    bench.ask(&DeskAsk::Repair { revision: revision - 1, line: Some(at) });
    assert_eq!(bench.info().changed_cells, 0, "of lines that are not shown any more nothing is repaired");
    bench.ask(&DeskAsk::Repair { revision, line: Some(at) });
    assert_eq!((bench.info().changed_cells, bench.info().undo), (1, 1));
    assert!(bench.saved(DeskFile::Report).contains("很多"));
}

#[test]
fn a_layer_of_the_catalog_and_a_file_that_is_no_table_are_checked_by_their_records() {
    let feature = |id: &str, name: &str, beds: &str| {
        format!(
            r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Point","coordinates":[121.66,31.81]}},"properties":{{"name":"{name}","kind":"养老院","town":"汇龙镇","beds_total":{beds}}}}}"#
        )
    };
    let text = |features: &[String]| format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    let homes = text(&[feature("a", "甲院", "\"很多\""), feature("b", "乙院", "20")]);
    let mut bench = Bench::new(&[("care-homes.geojson", &homes)], &[&homes]);
    for layer in ["care-homes", "local-1"] {
        let info = bench.open(layer);
        assert_eq!((info.rows, info.is_own_file), (2, layer == "local-1"), "{layer}");
        let lines = bench.lines(DeskTable::Problems, Lang::Zh);
        let own = lines.iter().filter(|line| line.cells[..2] == ["1", "甲院"]);
        assert!(own.clone().count() > 0 && own.clone().all(|line| line.feature.is_some()), "{layer}: {lines:#?}");
        // What could not be read when the layer was loaded is not in its records, but told.
        let notes = bench.lines(DeskTable::Reading, Lang::Zh);
        let is_told = notes.iter().any(|note| note.cells[0] == "1" && note.cells[1].contains("很多"));
        assert!(is_told && notes.len() == info.reading as usize, "{layer}: {notes:#?}");
    }
}

#[test]
fn what_is_no_list_is_said() {
    let mut bench = Bench::new(&[], &["hello\nthere\n"]);
    bench.ask(&DeskAsk::Open("local-1".to_owned()));
    assert!(matches!(bench.state(), DeskState::Failed(Problem::NotTable { .. })), "{:?}", bench.state());
    bench.ask(&DeskAsk::Close);
    assert_eq!(bench.state(), DeskState::Closed);
    // Lines of a list that is not there are not answered.
    bench.ask(&DeskAsk::Lines { table: DeskTable::Problems, from: 0, count: 1, lang: Lang::Zh });
    assert_eq!(bench.state(), DeskState::Closed);
}

#[test]
fn two_versions_of_a_list_are_compared_again_after_a_change() {
    let before = "编号,名称,乡镇,床位数\n1,甲院,寅阳镇,80\n2,乙院,惠萍镇,30\n3,丙院,惠萍镇,40\n";
    let after = "编号,名称,乡镇,床位数\n1,甲院,寅阳镇,１００\n3,丙院,惠萍镇,40\n4,丁敬老中心,汇龙镇,50\n";
    let mut bench = Bench::new(&[], &[before, after]);
    bench.open("local-2");
    bench.ask(&DeskAsk::Compare("local-1".to_owned()));
    let info = |bench: &Bench| {
        let states = bench.heard().into_iter().rev().find_map(|said| match said {
            Said::Compared(CompareState::Ready(info)) => Some(*info),
            _ => None,
        });
        states.unwrap()
    };
    let counts =
        |bench: &Bench| info(bench).kinds.iter().map(|kind| (kind.code.clone(), kind.count)).collect::<Vec<_>>();
    let of = |code: &str, count: u32| (code.to_owned(), count);
    assert_eq!(counts(&bench), [of("changed", 1), of("added", 1), of("removed", 1)]);
    assert_eq!((info(&bench).unchanged, info(&bench).shown), (1, 3));
    let changes = |bench: &mut Bench| {
        bench.ask(&DeskAsk::Lines { table: DeskTable::Changes, from: 0, count: 100, lang: Lang::Zh });
        match bench.heard().pop() {
            Some(Said::Lines { lines, revision, .. }) if revision == info(bench).revision => lines,
            said => panic!("{said:?}"),
        }
    };
    let lines: Vec<Vec<String>> = changes(&mut bench).into_iter().map(|line| line.cells).collect();
    assert_eq!(lines[0][1..], ["甲院", "床位数: 80 → １００", "2", "2"]);
    bench.ask(&DeskAsk::OnlyChanges("added".to_owned()));
    assert_eq!(changes(&mut bench).len(), 1);
    bench.ask(&DeskAsk::OnlyChanges(String::new()));
    let revision = bench.info().revision;
    bench.ask(&DeskAsk::Repair { revision, line: None });
    assert_eq!(changes(&mut bench)[0].cells[2], "床位数: 80 → 100");
    assert!(bench.saved(DeskFile::Changes).contains("丁敬老中心"));
    assert!(bench.saved(DeskFile::Patch).contains("乙院"));
    bench.ask(&DeskAsk::Compare(String::new()));
    assert!(matches!(bench.heard().pop(), Some(Said::Compared(CompareState::None))));
}

#[test]
fn rows_without_coordinates_are_placed_by_the_layers_and_taken_back() {
    let feature = |name: &str, address: &str, lon: f64| {
        format!(
            r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[{lon},31.81]}},"properties":{{"name":"{name}","kind":"养老院","town":"汇龙镇","address":"{address}"}}}}"#
        )
    };
    let homes = [feature("甲院", "汇龙镇人民中路10号", 121.65), feature("乙院", "汇龙镇人民中路20号", 121.66)];
    let homes = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, homes.join(","));
    let list = "名称,乡镇,地址\n丙食堂,汇龙镇,汇龙镇人民中路10号\n丁食堂,远方镇,\n,,\n";
    let mut bench = Bench::new(&[("care-homes.geojson", &homes)], &[list]);
    bench.open("local-1");
    bench.ask(&DeskAsk::Place);
    let info = |bench: &Bench| {
        bench.heard().into_iter().rev().find_map(|said| match said {
            Said::Places(PlaceState::Ready(info)) => Some(info),
            _ => None,
        })
    };
    let before = info(&bench).unwrap();
    assert_eq!((before.register, before.placed, before.open, before.sure), (2, 0, 2, 1));
    bench.ask(&DeskAsk::Lines { table: DeskTable::Places, from: 0, count: 100, lang: Lang::Zh });
    let Some(Said::Lines { lines, .. }) = bench.heard().pop() else { panic!() };
    assert!(lines[0].cells[3].starts_with("门牌号相同：甲院") && lines[0].weight == "advice", "{lines:#?}");
    assert!(lines[1].weight != "advice", "{lines:#?}");
    assert_eq!(lines[0].choices[0].words, lines[0].cells[3]);
    bench.ask(&DeskAsk::Accept { revision: before.revision, line: None, choice: 0 });
    let after =
        PlaceInfo { revision: before.revision + 1, placed: 1, open: 1, found: before.found - 1, sure: 0, ..before };
    assert_eq!(info(&bench), Some(after));
    let saved = bench.saved(DeskFile::List);
    let rows: Vec<&str> = saved.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        rows[..2],
        [
            "名称,乡镇,地址,经度,纬度,位置精度,位置来源",
            "丙食堂,汇龙镇,汇龙镇人民中路10号,121.65000,31.81000,house_number,register_house_number"
        ]
    );
    let at = LonLat { lon: 121.7, lat: 31.9 };
    bench.ask(&DeskAsk::PlaceAt { revision: before.revision, line: 0, at });
    assert_eq!(info(&bench).map(|info| info.placed), Some(1), "of lines that are not shown any more nothing is placed");
    bench.ask(&DeskAsk::PlaceAt { revision: before.revision + 1, line: 0, at });
    assert!(bench.saved(DeskFile::List).contains(",121.70000,31.90000,point,map\r\n"));
    bench.ask(&DeskAsk::Undo);
    bench.ask(&DeskAsk::Undo);
    assert_eq!(info(&bench).map(|info| (info.placed, info.sure)), Some((0, 1)));
    assert!(bench.saved(DeskFile::List).starts_with("\u{feff}名称,乡镇,地址\r\n"));
}

#[test]
fn what_stands_in_a_position_is_never_written_over() {
    let register = "名称,乡镇,坐标\n甲院,汇龙镇,\"121.65,31.81\"\n";
    let list = "名称,乡镇,坐标\n甲院,汇龙镇,\n甲院,汇龙镇,不详处\n甲院,汇龙镇,\"121.7,31.9\"\n";
    let mut bench = Bench::new(&[], &[register, list]);
    bench.open("local-2");
    bench.ask(&DeskAsk::Place);
    let revision = bench.heard().into_iter().rev().find_map(|said| match said {
        Said::Places(PlaceState::Ready(info)) => Some((info.revision, info.open)),
        _ => None,
    });
    let (revision, open) = revision.unwrap();
    assert_eq!(open, 1);
    bench.ask(&DeskAsk::Accept { revision, line: Some(0), choice: 0 });
    let saved = bench.saved(DeskFile::List);
    assert!(saved.contains("甲院,汇龙镇,\"121.65000,31.81000\",record"), "{saved}");
    assert!(saved.contains("甲院,汇龙镇,不详处,,") && saved.contains("\"121.7,31.9\",,"), "{saved}");
}

#[test]
fn lists_that_are_not_whole_or_of_another_datum_are_not_compared_or_placed() {
    let wide = format!("名称,乡镇\n甲院,汇龙镇\n{}\n乙院,汇龙镇\n", ",".repeat(5_000));
    let other = "名称,乡镇,经度（GCJ-02）,纬度（GCJ-02）\n甲院,汇龙镇,121.65,31.81\n乙院,汇龙镇,,\n";
    let mut bench = Bench::new(&[], &[&wide, other, CARE]);
    assert!(bench.open("local-1").is_part && !bench.open("local-3").is_part);
    let unfit = |bench: &Bench| {
        bench.heard().into_iter().rev().find_map(|said| match said {
            Said::Compared(CompareState::Unfit(unfit)) | Said::Places(PlaceState::Unfit(unfit)) => Some(unfit),
            _ => None,
        })
    };
    bench.ask(&DeskAsk::Compare("local-1".to_owned()));
    assert_eq!(unfit(&bench), Some(Unfit::Part));
    bench.ask(&DeskAsk::Compare("local-2".to_owned()));
    assert_eq!(unfit(&bench), Some(Unfit::Datum));
    bench.open("local-2");
    bench.ask(&DeskAsk::Place);
    assert_eq!(unfit(&bench), Some(Unfit::Datum));
    // A layer whose file did not come is no list without problems.
    assert!(bench.open("care-homes").is_part);
}

#[test]
fn a_list_that_is_asked_for_before_the_catalog_is_opened_with_it() {
    let mut bench = Bench::new(&[], &[]);
    bench.engine = Engine::new().with_catalogs(|bytes| parse_catalog(bytes, &[]));
    bench.engine.plug_workspace(DESK, || make_desk(&[]));
    bench.engine.submit(request(0, &DeskAsk::Open("heritage".to_owned())));
    let [catalog_url, han_url] = ["catalog.json", "han.bin"].map(|name| format!("{SITE}{name}"));
    let site_url = catalog_url.clone();
    bench.engine.submit(Request::Open { catalog_url, site_url, han_url, today: 20_261_120 });
    bench.run();
    assert_eq!(bench.info().layer, "heritage");
}
