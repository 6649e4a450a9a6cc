//! What everybody asks for: what is near, the area one is in, a sheet of paper, the list as a file.

use super::*;
use diming_protocol::catalog::LayerRole;
use diming_protocol::{Export, Paper, Within};

const AREAS: &str = r#"{"type":"FeatureCollection","features":[
  {"type":"Feature","id":"p1","geometry":{"type":"Polygon","coordinates":[[[121.4,31.8],[121.55,31.8],[121.55,32.0],[121.4,32.0],[121.4,31.8]]]},
   "properties":{"name":"西片区","phone":"0513-1"}},
  {"type":"Feature","id":"p2","geometry":{"type":"MultiPolygon","coordinates":[
    [[[121.5,31.8],[121.95,31.8],[121.95,32.0],[121.5,32.0],[121.5,31.8]],[[121.8,31.85],[121.85,31.85],[121.85,31.95],[121.8,31.95],[121.8,31.85]]],
    [[[121.1,31.1],[121.2,31.1],[121.2,31.2],[121.1,31.1]]]]},
   "properties":{"name":"东片区"}}]}"#;

/// The sights are areas here, so that nothing else changes.
fn areas_catalog() -> String {
    CATALOG
        .replace(r#""id": "sights", "#, r#""id": "areas", "role": "areas", "card": ["phone"], "#)
        .replace(r#"["name", "town", "marks", "moved_to", "valid_to"]"#, r#"["name", "phone"]"#)
        .replace(
            r#",
    {"field": "open", "layers": ["care"]}, {"field": "marks", "layers": ["sights"]}"#,
            "",
        )
        .replace(r#""town": {"label""#, r#""phone": {"label": {"zh": "电话"}, "kind": "phones"}, "town": {"label""#)
}

fn with_areas() -> Bench {
    Bench::new(&[("catalog.json", &areas_catalog()), ("care.geojson", &care()), ("sights.geojson", AREAS)])
}

fn within(lon: f64, radius_m: f64) -> Option<Within> {
    Some(Within { from: LonLat { lon, lat: 31.9 }, radius_m })
}

#[test]
fn only_what_stands_near_passes_and_is_counted() {
    let mut bench = whole();
    // A hundredth of a degree is about 944 m here.
    for (radius_m, expected) in [
        (900.0, vec!["汇龙养老院"]),
        (1_000.0, vec!["汇龙养老院", "寿丰石桥"]),
        (9_500.0, vec!["汇龙养老院", "吕四港养老院", "寿丰石桥"]),
        (1e9, vec!["汇龙养老院", "吕四港养老院", "寿丰石桥", "寅阳护理院", "圆陀角"]),
        (0.0, vec!["汇龙养老院"]),
    ] {
        let answer = bench.look(|look| look.filter.within = within(121.5, radius_m));
        assert_eq!(names(&answer), expected, "{radius_m}");
        assert_eq!(answer.passed as usize, expected.len());
        let drawn: u32 = answer.picture.iter().flat_map(|p| &p.symbols).map(|s| s.count).sum();
        assert_eq!(drawn as usize, expected.len(), "drawn within {radius_m}");
        assert_eq!(answer.layer_counts.iter().sum::<u32>() as usize, expected.len());
    }
}

#[test]
fn a_radius_that_is_none_is_dropped() {
    let mut bench = whole();
    let mut look = look_at_all();
    look.filter.within = within(f64::NAN, 5.0);
    bench.said.clear();
    bench.engine.submit(Request::Look { seq: 9, look: Box::new(look) });
    bench.run();
    assert_eq!(bench.said, []);
}

#[test]
fn a_place_is_told_its_areas_and_whom_to_call() {
    let mut bench = with_areas();
    let mut areas_at = |lon: f64, lat: f64| -> Vec<(String, Option<LonLat>, usize)> {
        bench.said.clear();
        bench.engine.submit(Request::AreasAt { at: LonLat { lon, lat } });
        bench.run();
        match bench.said.pop() {
            Some(Response::AreasAt { areas, .. }) => {
                areas.into_iter().map(|card| (card.name, card.at, card.facts.len())).collect()
            }
            other => panic!("no answer but {other:?}"),
        }
    };
    let (west, east) = (("西片区".to_owned(), None, 1), ("东片区".to_owned(), None, 0));
    assert_eq!(areas_at(121.45, 31.9), std::slice::from_ref(&west));
    assert_eq!(areas_at(121.52, 31.9), [west, east.clone()], "two overlap");
    assert_eq!(areas_at(121.7, 31.9), std::slice::from_ref(&east));
    assert_eq!(areas_at(121.82, 31.9), [], "a hole");
    assert_eq!(areas_at(121.19, 31.15), [east], "its other part");
    assert_eq!(areas_at(122.5, 31.9), []);
    assert_eq!(areas_at(f64::NAN, 31.9), []);
}

fn paper(bench: &mut Bench, zoom: f64, rows: u32) -> Paper {
    bench.look(|look| look.filter.query = "镇".into());
    bench.look(|_| {});
    bench.said.clear();
    let bounds = mercator::world_bounds(LonLatBounds { west: 121.45, south: 31.8, east: 121.75, north: 32.0 });
    bench.engine.submit(Request::Paper { bounds, zoom, rows });
    bench.run();
    match bench.said.pop() {
        Some(Response::Paper(paper)) => *paper,
        other => panic!("no answer but {other:?}"),
    }
}

#[test]
fn on_paper_the_signs_bear_the_numbers_of_the_list() {
    let mut bench = whole();
    let near = paper(&mut bench, 14.0, 100);
    let rows: Vec<&str> = near.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(rows, ["汇龙养老院", "吕四港养老院", "寿丰石桥", "寅阳护理院"], "圆陀角 stands beside the paper");
    assert_eq!(near.listed, 4);
    for (symbol, numbers) in near.picture.symbols.iter().zip(&near.numbers) {
        let named: Vec<&str> = numbers.iter().map(|&n| rows[n as usize - 1]).collect();
        assert_eq!(named, [symbol.label.as_str()]);
    }
    // At a small scale they stand together, and the sign bears all their numbers, those of the list only.
    for (rows, expected) in [(100, vec![1, 2, 3, 4]), (2, vec![1, 2]), (0, vec![])] {
        let far = paper(&mut bench, 5.0, rows);
        assert_eq!((far.numbers, far.listed), (vec![expected], 4));
    }
}

#[test]
fn a_town_has_a_middle_and_words_find_in_all_layers() {
    let mut bench = whole();
    bench.look(|look| look.filter.layers = vec![1]);
    let mut answer = |request: Request| {
        bench.said.clear();
        bench.engine.submit(request);
        bench.run();
        bench.said.pop()
    };
    for (town, expected) in [("汇龙镇", Some(121.51)), ("吕四港镇", Some(121.6)), ("无此镇", None)] {
        let at = expected.map(|lon| LonLat { lon, lat: 31.9 });
        let town = town.to_owned();
        assert_eq!(answer(Request::TownMiddle { town: town.clone() }), Some(Response::TownMiddle { town, at }));
    }
    let mut counted = |query: &str, layers: &[u32], town: Option<&str>| {
        let fields = town.map(|town| ("town".to_owned(), Constraint::Any(vec![town.to_owned()]))).into_iter().collect();
        let filter = Filter { query: query.to_owned(), layers: layers.to_vec(), fields, within: None };
        match answer(Request::Count { filter: Box::new(filter.clone()) }) {
            Some(Response::Count { filter: of, n }) if *of == filter => n,
            other => panic!("no answer but {other:?}"),
        }
    };
    assert!(counted("", &[0], None) > counted("", &[0], Some("汇龙镇")), "a filter narrows");
    assert!(counted("", &[0], Some("汇龙镇")) > 0);
    assert_eq!(counted("ylyhly", &[0], None), 0);
    assert_eq!(counted("yyhly", &[0], None), 1, "whatever the look filters");
    assert_eq!(counted("yyhly", &[1], None), 0, "but in the layers of the filter only");
    let mut found_among = |query: &str, rows: u32, town: Option<&str>| {
        let fields = town.map(|town| ("town".to_owned(), Constraint::Any(vec![town.to_owned()]))).into_iter().collect();
        match answer(Request::Find { query: query.to_owned(), fields, rows, is_start: false }) {
            Some(Response::Found { rows, .. }) => rows.into_iter().map(|row| row.name).collect::<Vec<_>>(),
            other => panic!("no answer but {other:?}"),
        }
    };
    assert_eq!(found_among("养老院", 50, None).len(), found_among("养老院", 50, Some("汇龙镇")).len() + 1);
    let mut found = |query: &str, rows: u32| found_among(query, rows, None);
    assert_eq!(found("ylyhly", 5), Vec::<String>::new());
    assert_eq!(found("yyhly", 5), ["寅阳护理院"], "a layer that is off is searched as well");
    assert_eq!(found("养老院", 1).len(), 1);
    assert_eq!(found("  ", 5), Vec::<String>::new());
}

fn saved(bench: &mut Bench, what: Export, change: impl FnOnce(&mut Look)) -> String {
    bench.look(change);
    bench.said.clear();
    bench.engine.submit(Request::Export { what, lang: Lang::Zh });
    bench.run();
    match bench.said.pop() {
        Some(Response::File { text, .. }) => text,
        other => panic!("no file but {other:?}"),
    }
}

#[test]
fn the_list_is_saved_as_it_is_filtered_and_ordered() {
    let mut bench = whole();
    let table = saved(&mut bench, Export::ListTable, |look| {
        look.sort = Sort::Distance;
        look.filter.within = within(121.6, 10_000.0);
        look.from = LonLat { lon: 121.6, lat: 31.9 };
    });
    let expected = "\u{feff}图层,编号,名称,罗马字母名称,乡镇,床位,经度（WGS 84）,纬度（WGS 84）,距离（米）\r\n\
                    养老,2,吕四港养老院,,吕四港镇,80,121.6,31.9,0\r\n\
                    景点,a,寿丰石桥,,,,121.51,31.9,8496\r\n\
                    养老,1,汇龙养老院,,汇龙镇,120,121.5,31.9,9440\r\n\
                    养老,3,寅阳护理院,,寅阳镇,,121.7,31.9,9440\r\n";
    let by_name = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(by_name(&table), by_name(expected));
    assert!(table.starts_with(expected.lines().next().unwrap()) && table.lines().nth(1) == expected.lines().nth(1));
    let without = saved(&mut bench, Export::ListTable, |look| look.filter.layers = vec![]);
    assert_eq!(without.lines().count(), 1, "{without}");
}

#[test]
fn the_list_as_geojson_opens_again() {
    let mut bench = with_areas();
    let text = saved(&mut bench, Export::ListFeatures, |_| {});
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let features = value["features"].as_array().unwrap();
    assert_eq!(features.len(), 5);
    let of = |id: &str| features.iter().find(|feature| feature["id"] == id).unwrap();
    assert_eq!(of("1")["properties"]["beds"], 120.0);
    assert_eq!(of("1")["geometry"]["coordinates"], serde_json::json!([121.5, 31.9]));
    assert_eq!(of("p1")["geometry"]["type"], "Polygon");
    assert_eq!(of("p2")["geometry"]["type"], "MultiPolygon");
    assert_eq!(
        of("p2")["geometry"]["coordinates"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p.as_array().unwrap().len())
            .collect::<Vec<_>>(),
        [2, 1]
    );
    assert_eq!(value["saved_on"], "2026-11-20");
    // The file is one that this tool reads: each area is where it was.
    let areas = serde_json::json!({"type": "FeatureCollection", "features": [of("p1"), of("p2")]}).to_string();
    let files = [("catalog.json", &*areas_catalog()), ("care.geojson", &care()), ("sights.geojson", &areas)];
    let again = Bench::new(&files);
    let roles: Vec<LayerRole> = again.engine.catalog.as_ref().unwrap().layers.iter().map(|layer| layer.role).collect();
    assert_eq!(roles, [LayerRole::Places, LayerRole::Areas]);
    let shapes = |bench: &Bench| bench.engine.layers[1].table().shapes.clone();
    assert_eq!(shapes(&again), shapes(&bench));
}

#[test]
fn a_long_list_is_saved_in_runs_that_tell_and_can_be_stopped() {
    let many: Vec<String> = (0..3_500)
        .map(|n| feature(&n.to_string(), 121.5, r#""name":"甲","beds":=1"#.replace("=1", "1").as_str()))
        .collect();
    let mut bench =
        Bench::new(&[("catalog.json", CATALOG), ("care.geojson", &collection(&many)), ("sights.geojson", &sights())]);
    bench.look(|_| {});
    let ask = Request::Export { what: Export::ListTable, lang: Lang::En };
    bench.said.clear();
    bench.engine.submit(ask.clone());
    bench.run();
    let told: Vec<u32> = bench
        .said
        .iter()
        .filter_map(|r| if let Response::Saving { done, .. } = r { Some(*done) } else { None })
        .collect();
    assert_eq!(told, [1_000, 2_000, 3_000]);
    let Some(Response::File { text, .. }) = bench.said.last() else { panic!("no file") };
    assert_eq!(text.lines().count(), 3_503);
    bench.said.clear();
    bench.engine.submit(ask);
    while !bench.engine.step(100).iter().any(|said| matches!(said, Response::Saving { .. })) {}
    bench.engine.submit(Request::StopSaving);
    bench.run();
    assert_eq!(bench.said, [], "nothing comes of what was stopped");
}

/// The same layer as a table.
const CARE_TABLE: &str = "编号,名称,乡镇,等级,床位,开放,经度,纬度\n1,汇龙养老院,汇龙镇,三级,120,是,121.50,31.9\n\
    2,吕四港养老院,吕四港镇,四级,80,否,121.60,31.9\n3,寅阳护理院,寅阳镇,三级,,,121.70,31.9\n";

#[test]
fn a_table_of_the_catalog_is_a_layer_like_another() {
    let key = |catalog: &str| catalog.replace(r#""key_field": "name""#, r#""key_field": "id""#);
    let (plain, catalog) = (key(CATALOG), key(CATALOG).replace("care.geojson", "care.csv"));
    let mut given = Bench::new(&[("catalog.json", &plain), ("care.geojson", &care()), ("sights.geojson", &sights())]);
    let mut table = Bench::new(&[("catalog.json", &catalog), ("care.csv", CARE_TABLE), ("sights.geojson", &sights())]);
    let (given_answer, answer) = (given.look(|_| {}), table.look(|_| {}));
    assert_eq!(answer.rows, given_answer.rows);
    assert_eq!(answer.facets, given_answer.facets);
    let card = |bench: &mut Bench| bench.card(Which::Key("care".into(), "2".into())).unwrap();
    assert_eq!(card(&mut table), card(&mut given));
}
