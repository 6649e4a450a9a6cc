mod catalog;
mod characters;
mod ground;
mod later;
mod loading;
mod local;
mod parts;
mod prepared;
mod public;
mod reading;
mod words;

use super::*;
use diming_protocol::catalog::{CATALOG_PRINT, Lang};
use diming_protocol::geo::{LonLat, LonLatBounds, mercator};
use diming_protocol::{Answer, Card, Constraint, FactValue, Filter, Look, Phase, RecordState, Row, Sort, Stamp, Which};
use std::collections::BTreeMap;

const CATALOG: &str = r##"{
  "version": 1, "title": {"zh": "试"}, "bounds": {"west": 121, "south": 31, "east": 122, "north": 33},
  "home": {"lon": 121.5, "lat": 31.9, "zoom": 10}, "zoom_min": 5, "zoom_max": 18,
  "fields": {
    "name": {"label": {"zh": "名称"}, "kind": "text"},
    "town": {"label": {"zh": "乡镇"}, "kind": "choice"},
    "grade": {"label": {"zh": "等级"}, "kind": "choice"},
    "beds": {"label": {"zh": "床位"}, "kind": "number"},
    "open": {"label": {"zh": "开放"}, "kind": "yes_no"},
    "marks": {"label": {"zh": "标志"}, "kind": "marks", "marks": [{"zh": "一"}, {"zh": "二"}]},
    "moved_to": {"label": {"zh": "迁往"}, "kind": "text"},
    "valid_to": {"label": {"zh": "终止"}, "kind": "date"}
  },
  "facets": [{"field": "town"}, {"field": "grade", "layers": ["care"]}, {"field": "beds", "layers": ["care"]},
    {"field": "open", "layers": ["care"]}, {"field": "marks", "layers": ["sights"]}],
  "layers": [
    {"id": "care", "label": {"zh": "养老"}, "source": "care.geojson", "key_field": "name",
     "fields": ["name", "town", "grade", "beds", "open"], "card": ["town", "beds"], "row": ["town"],
     "style": {"sign": "house", "color": "#006060", "color_dark": "#60c0c0"}},
    {"id": "sights", "label": {"zh": "景点"}, "source": "sights.geojson", "key_field": "name",
     "fields": ["name", "town", "marks", "moved_to", "valid_to"], "style": {"sign": "dot", "color": "#606060", "color_dark": "#c0c0c0"}}
  ]
}"##;

fn feature(id: &str, lon: f64, properties: &str) -> String {
    format!(
        r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Point","coordinates":[{lon},31.9]}},"properties":{{{properties}}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn care() -> String {
    collection(&[
        feature("1", 121.50, r#""name":"汇龙养老院","town":"汇龙镇","grade":"三级","beds":120,"open":true"#),
        feature("2", 121.60, r#""name":"吕四港养老院","town":"吕四港镇","grade":"四级","beds":80,"open":false"#),
        feature("3", 121.70, r#""name":"寅阳护理院","town":"寅阳镇","grade":"三级""#),
    ])
}

fn sights() -> String {
    collection(&[
        feature(
            "a",
            121.51,
            r#""name":"寿丰石桥","town":"汇龙镇","marks":[true,null],"moved_to":"新桥","valid_to":"2999-05-01""#,
        ),
        feature("b", 121.90, r#""name":"圆陀角","town":"寅阳镇","marks":[false,true],"moved_to":"寅阳镇新址""#),
    ])
}

fn look_at_all() -> Look {
    Look {
        filter: Filter { query: String::new(), layers: vec![0, 1], fields: Default::default(), within: None },
        sort: Sort::Name,
        from: LonLat { lon: 121.5, lat: 31.9 },
        in_view: false,
        bounds: mercator::world_bounds(LonLatBounds { west: 121.0, south: 31.0, east: 122.0, north: 33.0 }),
        zoom: 12.0,
        lang: Lang::Zh,
        rows: 0..50,
        selected: None,
    }
}

/// An engine without the parts that come later but the one that reads catalogs.
fn catalog_engine() -> Engine {
    let mut engine = Engine::light(CATALOG_PRINT);
    engine.plug_catalog(|bytes| crate::catalog::parse::parse_catalog(bytes, &[]));
    engine
}

/// An engine on a host of files; what it says is kept.
struct Bench {
    engine: Engine,
    files: BTreeMap<String, Vec<u8>>,
    /// What the server says of a file instead of its length and the date 100.
    stamps: BTreeMap<String, Fetched>,
    /// Addresses that are not answered.
    silent: Vec<String>,
    said: Vec<Response>,
}

impl Bench {
    fn new(files: &[(&str, &str)]) -> Bench {
        Bench::on(Engine::new(), files)
    }

    /// A host without files that has opened nothing.
    fn empty(engine: Engine) -> Bench {
        let silent = vec!["https://a.cn/never".into()];
        Bench { engine, files: BTreeMap::new(), stamps: BTreeMap::new(), silent, said: Vec::new() }
    }

    fn on(engine: Engine, files: &[(&str, &str)]) -> Bench {
        let han = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/dict/han.bin")).unwrap();
        let mut all: BTreeMap<String, Vec<u8>> =
            files.iter().map(|(name, text)| (format!("https://a.cn/data/{name}"), text.as_bytes().to_vec())).collect();
        all.insert("https://a.cn/data/han.bin".into(), han);
        let mut bench = Bench { files: all, ..Bench::empty(engine) };
        bench.open("https://a.cn/data/catalog.json");
        bench
    }

    fn open(&mut self, catalog_url: &str) {
        self.open_with(catalog_url, "https://a.cn/data/han.bin");
    }

    /// The same with the table of characters from some address; `https://a.cn/never` is not answered.
    fn open_with(&mut self, catalog_url: &str, han_url: &str) {
        self.engine.submit(Request::Open {
            catalog_url: catalog_url.into(),
            site_url: "https://a.cn/data/catalog.json".into(),
            han_url: han_url.into(),
            today: 20_261_120,
        });
        self.run();
    }

    fn stamp(&self, url: &str) -> Fetched {
        let bytes = self.files.get(url).map(|bytes| bytes.len() as u64);
        let stamp = Fetched::Stamp(Stamp { bytes, modified_s: Some(100), is_kept: false });
        self.stamps.get(url).cloned().unwrap_or(stamp)
    }

    fn run(&mut self) {
        for _ in 0..100_000 {
            for response in self.engine.step(100) {
                match response {
                    Response::Fetch { url, .. } if self.silent.contains(&url) => {}
                    Response::Fetch { source: source @ (Source::Stamp(_) | Source::CatalogStamp), url, .. } => {
                        let what = self.stamp(&url);
                        self.engine.fetched(source, what);
                    }
                    Response::Fetch { source, url, .. } => match self.files.get(&url) {
                        Some(bytes) => {
                            if source.is_prepared() {
                                let stamp = Fetched::Stamp(Stamp { modified_s: Some(100), ..Stamp::default() });
                                let stamp = self.stamps.get(&url).cloned().unwrap_or(stamp);
                                self.engine.fetched(source, stamp);
                            }
                            bytes.chunks(64).for_each(|chunk| self.engine.feed(source, chunk.to_vec()));
                            self.engine.fetched(source, Fetched::End);
                        }
                        None => self.engine.fetched(source, Fetched::Failed(Problem::Status(404))),
                    },
                    Response::Read { source, file } => match self.files.get(&format!("local:{file}")) {
                        Some(bytes) => {
                            bytes.chunks(64).for_each(|chunk| self.engine.feed(source, chunk.to_vec()));
                            self.engine.fetched(source, Fetched::End);
                        }
                        None => self.engine.fetched(source, Fetched::Failed(Problem::Unreadable)),
                    },
                    response => self.said.push(response),
                }
            }
            if self.engine.is_idle() {
                return;
            }
        }
        panic!("the engine never rests");
    }

    fn look(&mut self, change: impl FnOnce(&mut Look)) -> Answer {
        let mut look = look_at_all();
        change(&mut look);
        self.said.clear();
        self.engine.submit(Request::Look { seq: 1, look: Box::new(look) });
        self.run();
        match self.said.pop() {
            Some(Response::Seen { answer, .. }) => *answer,
            other => panic!("no answer but {other:?}"),
        }
    }

    fn card(&mut self, of: Which) -> Option<Card> {
        self.said.clear();
        self.engine.submit(Request::Card { of });
        self.run();
        match self.said.pop() {
            Some(Response::Card { card, .. }) => card.map(|c| *c),
            other => panic!("no answer but {other:?}"),
        }
    }
}

fn whole() -> Bench {
    Bench::new(&[("catalog.json", CATALOG), ("care.geojson", &care()), ("sights.geojson", &sights())])
}

fn names(answer: &Answer) -> Vec<&str> {
    answer.rows.iter().map(|r| r.name.as_str()).collect()
}

fn any(values: &[&str]) -> Constraint {
    Constraint::Any(values.iter().map(|v| (*v).to_owned()).collect())
}

#[test]
fn everything_is_listed_once_it_is_in() {
    let mut bench = whole();
    let answer = bench.look(|_| {});
    assert_eq!(names(&answer), ["汇龙养老院", "吕四港养老院", "寿丰石桥", "寅阳护理院", "圆陀角"]);
    assert_eq!((answer.passed, answer.total, answer.listed, answer.unplaced), (5, 5, 5, 0));
    assert!(answer.settled);
    let picture = answer.picture.unwrap();
    assert_eq!(picture.symbols.iter().map(|s| s.count).sum::<u32>(), 5);
}

#[test]
fn constraints_hold_for_their_layers_only() {
    let mut bench = whole();
    for (field, constraint, expected) in [
        ("grade", any(&["三级"]), vec!["汇龙养老院", "寿丰石桥", "寅阳护理院", "圆陀角"]),
        ("town", any(&["汇龙镇"]), vec!["汇龙养老院", "寿丰石桥"]),
        ("beds", Constraint::Between(Some(100.0), None), vec!["汇龙养老院", "寿丰石桥", "圆陀角"]),
        ("open", any(&["unknown", "no"]), vec!["吕四港养老院", "寿丰石桥", "寅阳护理院", "圆陀角"]),
        ("marks", any(&["0"]), vec!["汇龙养老院", "吕四港养老院", "寿丰石桥", "寅阳护理院"]),
        ("marks", any(&["0-", "1"]), vec!["汇龙养老院", "吕四港养老院", "寅阳护理院", "圆陀角"]),
        ("marks", any(&["1?"]), vec!["汇龙养老院", "吕四港养老院", "寿丰石桥", "寅阳护理院"]),
        ("nothing", any(&["x"]), vec!["汇龙养老院", "吕四港养老院", "寿丰石桥", "寅阳护理院", "圆陀角"]),
    ] {
        let answer = bench.look(|look| drop(look.filter.fields.insert(field.into(), constraint.clone())));
        assert_eq!(names(&answer), expected, "{field} {constraint:?}");
    }
}

#[test]
fn a_count_says_what_one_would_get() {
    let mut bench = whole();
    let chosen = bench.look(|look| drop(look.filter.fields.insert("town".into(), any(&["汇龙镇"]))));
    for facet in chosen.facets.unwrap() {
        let diming_protocol::Counts::Values(values) = facet.counts else { continue };
        for (value, count) in values {
            let got = bench.look(|look| {
                look.filter.fields.insert("town".into(), any(&["汇龙镇"]));
                look.filter.fields.insert(facet.field.clone(), any(&[&value]));
            });
            // Records of layers that the facet leaves alone pass as before.
            let others = if facet.field == "town" { 0 } else { got.rows.iter().filter(|r| r.id.layer() == 1).count() };
            assert_eq!(got.passed as usize - others, count as usize, "{} = {value}", facet.field);
        }
    }
}

#[test]
fn a_layer_holds_its_own_records_and_counts_them() {
    let mut bench = whole();
    let answer = bench.look(|look| look.filter.layers = vec![0]);
    assert_eq!(names(&answer), ["汇龙养老院", "吕四港养老院", "寅阳护理院"]);
    assert_eq!(answer.layer_counts, [3, 2]);
}

#[test]
fn a_card_says_where_to_also_where_its_fields_do_not() {
    let mut bench = whole();
    let card = bench.card(Which::Key("sights".into(), "b".into())).unwrap();
    assert_eq!((card.moved_to.as_str(), card.state, card.facts.len()), ("寅阳镇新址", RecordState::Moved, 0));
    let announced = bench.card(Which::Key("sights".into(), "a".into())).unwrap();
    assert_eq!((announced.moved_to.as_str(), announced.state), ("新桥", RecordState::Current));
}

#[test]
fn orders_are_total_and_say_how_far() {
    let mut bench = whole();
    let answer = bench.look(|look| look.sort = Sort::Distance);
    assert_eq!(names(&answer), ["汇龙养老院", "寿丰石桥", "吕四港养老院", "寅阳护理院", "圆陀角"]);
    assert_eq!(answer.rows[0].distance_m, Some(0.0));
    let found = bench.look(|look| {
        look.sort = Sort::Relevance;
        look.filter.query = "yanglaoyuan".into();
    });
    assert_eq!(names(&found), ["汇龙养老院", "吕四港养老院"]);
    let matched = found.rows[0].matched.as_ref().unwrap();
    assert_eq!((matched.field.as_str(), matched.marks.len()), ("name", 1));
    assert_eq!(matched.marks[0], 2..5);
}

#[test]
fn a_card_is_found_by_id_and_by_link() {
    let mut bench = whole();
    let card = bench.card(Which::Key("care".into(), "2".into())).unwrap();
    assert_eq!((card.name.as_str(), card.facts.len()), ("吕四港养老院", 2));
    assert_eq!(bench.card(Which::Id(card.id)).unwrap(), card);
    assert_eq!(bench.card(Which::Key("care".into(), "99".into())), None);
    assert_eq!(bench.card(Which::Key("other".into(), "2".into())), None);
}

#[test]
fn a_layer_that_fails_leaves_the_others() {
    let mut bench = Bench::new(&[("catalog.json", CATALOG), ("care.geojson", &care())]);
    let failed = bench.said.iter().any(|r| {
        matches!(r, Response::Progress { layer: 1, state } if state.phase == Phase::Incomplete(Problem::Status(404)))
    });
    assert!(failed);
    let answer = bench.look(|_| {});
    assert_eq!((answer.passed, answer.settled), (3, true));
    bench.files.insert("https://a.cn/data/sights.geojson".into(), sights().into_bytes());
    bench.engine.submit(Request::Retry { layer: 1 });
    bench.run();
    assert_eq!(bench.look(|_| {}).passed, 5, "after a retry everything is there");
}

#[test]
fn what_is_read_again_stays_until_the_new_is_there() {
    let mut bench = whole();
    let care_url = "https://a.cn/data/care.geojson";
    let three =
        bench.files.insert(care_url.into(), collection(&[feature("9", 121.5, r#""name":"新护理院""#)]).into_bytes());
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.said.extend(bench.engine.step(100));
    let fetch = matches!(bench.said.last(), Some(Response::Fetch { url, .. }) if url == care_url);
    assert!(fetch, "{:?}", bench.said.last());
    let answer = step_until(&mut bench, "", |_| true);
    assert_eq!((answer.passed, answer.settled), (5, true), "nothing has gone while the file is on its way");
    let source = diming_protocol::Source::Layer(0);
    bench.engine.feed(source, bench.files[care_url].clone());
    bench.engine.fetched(source, Fetched::End);
    bench.run();
    assert_eq!(
        names(&bench.look(|_| {})),
        ["寿丰石桥", "新护理院", "圆陀角"],
        "a whole file takes the place of the old"
    );
    // A file that does not come, or breaks off before what was there, takes nothing away.
    bench.files.remove(care_url);
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.run();
    assert_eq!(bench.look(|_| {}).passed, 3);
    let state = |r: &Response| match r {
        Response::Progress { layer: 0, state } => Some((state.records, state.placed, state.phase.clone())),
        _ => None,
    };
    bench.files.insert(care_url.into(), three.unwrap());
    bench.said.clear();
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.run();
    assert_eq!(bench.said.iter().rev().find_map(state), Some((3, 3, Phase::Whole)));
    assert_eq!(bench.look(|_| {}).passed, 5);
}

#[test]
fn a_catalog_of_another_origin_is_opened_only_where_the_site_lists_it() {
    let foreign = "https://b.cn/catalog.json";
    let listed = r#""allowed_origins": ["https://b.cn"], "portal_origins": ["https://p.cn"],"#;
    for (allowed, expected) in [("", false), (listed, true)] {
        let site = CATALOG.replacen(r#""version": 1,"#, &format!(r#""version": 1, {allowed}"#), 1);
        let mut bench = Bench::new(&[("catalog.json", &site)]);
        let theirs = CATALOG.replacen(r#""version": 1,"#, r#""version": 1, "portal_origins": ["https://evil.cn"],"#, 1);
        bench.files.insert(foreign.into(), theirs.into_bytes());
        bench.files.insert("https://b.cn/care.geojson".into(), care().into_bytes());
        bench.said.clear();
        bench.open(foreign);
        let refused = bench
            .said
            .iter()
            .any(|r| matches!(r, Response::Refused { problem: Problem::Origin { url } } if url == foreign));
        assert_eq!(refused, !expected);
        let opened = bench.said.iter().any(|r| matches!(r, Response::Opened { .. }));
        assert_eq!(opened, expected);
        if expected {
            // Who may exchange messages is the site's affair.
            let portals = bench.said.iter().find_map(|r| match r {
                Response::Opened { catalog } => Some(catalog.portal_origins.clone()),
                _ => None,
            });
            assert_eq!(portals, Some(vec!["https://p.cn".to_owned()]));
            assert_eq!(bench.look(|_| {}).passed, 3);
        }
    }
}

#[test]
fn the_newest_look_is_answered_and_the_older_one_dropped() {
    let mut bench = whole();
    let look = |query: &str| Look {
        filter: Filter { query: query.into(), layers: vec![0, 1], fields: Default::default(), within: None },
        sort: Sort::Name,
        from: LonLat { lon: 121.5, lat: 31.9 },
        in_view: false,
        bounds: Default::default(),
        zoom: 12.0,
        lang: Lang::Zh,
        rows: 0..50,
        selected: None,
    };
    bench.said.clear();
    bench.engine.submit(Request::Look { seq: 7, look: Box::new(look("x")) });
    bench.engine.submit(Request::Look { seq: 8, look: Box::new(look("汇龙")) });
    bench.run();
    let seen: Vec<u32> =
        bench.said.iter().filter_map(|r| if let Response::Seen { seq, .. } = r { Some(*seq) } else { None }).collect();
    assert_eq!(seen, [8]);
}

#[test]
fn every_cluster_of_a_picture_opens_to_its_records() {
    let mut bench = whole();
    let mut opened = 0;
    for zoom_step in 3..12u8 {
        let picture = bench.look(|look| look.zoom = f64::from(zoom_step)).picture.unwrap();
        for symbol in picture.symbols.iter().filter(|s| s.count > 1) {
            bench.said.clear();
            bench.engine.submit(Request::Members { id: symbol.id, zoom_step });
            bench.run();
            let Some(Response::Members { id, rows, total, .. }) = bench.said.pop() else { panic!("no members") };
            assert_eq!((id, rows.len() as u32, total), (symbol.id, symbol.count, symbol.count));
            opened += 1;
        }
    }
    assert!(opened > 3, "{opened}");
}

#[test]
fn panning_inside_the_picture_sends_no_new_one() {
    let mut bench = whole();
    let view = |west: f64| mercator::world_bounds(LonLatBounds { west, south: 31.8, east: west + 0.2, north: 32.0 });
    assert!(bench.look(|look| look.bounds = view(121.4)).picture.is_some());
    assert!(bench.look(|look| look.bounds = view(121.45)).picture.is_none());
    assert!(bench.look(|look| look.bounds = view(121.8)).picture.is_some());
}

/// Steps until an answer fits, while a part of a file waits to be read and its end never comes.
fn step_until(bench: &mut Bench, query: &str, fits: impl Fn(&Answer) -> bool) -> Answer {
    for seq in 0..2_000 {
        let mut look = look_at_all();
        look.filter.query = query.into();
        bench.engine.submit(Request::Look { seq, look: Box::new(look) });
        let said: Vec<Response> = (0..10).flat_map(|_| bench.engine.step(500)).collect();
        for response in said {
            if let Response::Seen { answer, .. } = response
                && fits(&answer)
            {
                return *answer;
            }
        }
    }
    panic!("no answer fits");
}
