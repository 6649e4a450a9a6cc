//! Files of this machine as layers.

use super::*;
use diming_protocol::catalog::{Datum, Layer};
use diming_protocol::geo::datum::wgs84_from;
use diming_protocol::{Export, FactValue, LocalFile, Source};

const REGISTER: &str = "name,town,lon,lat,elevation_m,witnesses,secrecy\n\
    45号界桩,寅阳镇,121.6612345,31.8154321,3.25,老槐树、石桥,秘密\n暗渡,海复镇,,,,,机密\n";

/// The engine's catalog with officer's fields, and a layer like a gazetteer.
fn officer_catalog() -> String {
    let fields = r#""fields": {
        "elevation_m": {"label": {"zh": "高程"}, "kind": "number", "officer_only": true},
        "witnesses": {"label": {"zh": "方位物"}, "kind": "texts", "officer_only": true},
        "secrecy": {"label": {"zh": "密级"}, "kind": "choice"},
        "type": {"label": {"zh": "类别"}, "kind": "choice"},"#;
    CATALOG.replacen("\"fields\": {", fields, 1).replace(
        r#""fields": ["name", "town", "marks","#,
        r#""decimals": 2, "require_secrecy": true, "card": ["town"], "row": ["town"], "fields": ["name", "type", "town", "marks","#,
    )
}

fn bench() -> Bench {
    Bench::new(&[("catalog.json", &officer_catalog()), ("care.geojson", &care())])
}

impl Bench {
    fn open_local(&mut self, number: u32, text: &str) -> Vec<Response> {
        self.open_local_as(number, text, Datum::Wgs84)
    }

    fn open_local_as(&mut self, number: u32, text: &str, datum: Datum) -> Vec<Response> {
        self.files.insert(format!("local:{number}"), text.as_bytes().to_vec());
        let file = LocalFile { number, name: format!("登记{number}.csv"), bytes: text.len() as u64, modified_ms: 1 };
        self.said.clear();
        self.engine.submit(Request::OpenLocal { file, datum });
        self.run();
        std::mem::take(&mut self.said)
    }

    fn close_local(&mut self, layer: u32) -> Vec<Response> {
        self.said.clear();
        self.engine.submit(Request::CloseLocal { layer });
        self.run();
        std::mem::take(&mut self.said)
    }
}

fn opened(said: &[Response]) -> (u32, &Layer) {
    let found = said.iter().find_map(|response| match response {
        Response::LocalOpened { layer, definition, .. } => Some((*layer, &**definition)),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("not opened: {said:?}"))
}

fn phase(said: &[Response], of: u32) -> Option<Phase> {
    said.iter().rev().find_map(|response| match response {
        Response::Progress { layer, state } if *layer == of => Some(state.phase.clone()),
        _ => None,
    })
}

fn all_on(look: &mut Look) {
    look.filter.layers = (0..8).collect();
}

#[test]
fn an_officers_file_is_shown_as_it_is() {
    let mut bench = bench();
    let said = bench.open_local(1, REGISTER);
    let (layer, definition) = opened(&said);
    assert_eq!((layer, definition.id.as_str(), definition.label.zh.as_str()), (2, "local-1", "登记1.csv"));
    assert!(definition.is_own_file() && !definition.is_closed() && definition.on);
    assert_eq!(definition.fields[..3], ["name", "type", "town"], "the register's fields first");
    assert_eq!(phase(&said, 2), Some(Phase::Whole));
    let answer = bench.look(all_on);
    assert_eq!((answer.passed, answer.total, answer.unplaced, answer.settled), (5, 5, 1, true));
    assert_eq!(answer.layer_counts, [3, 0, 2]);
    let marker = answer.rows.iter().find(|row| row.name == "45号界桩").unwrap();
    let card = bench.card(Which::Id(marker.id)).unwrap();
    let at = card.at.unwrap();
    assert!((at.lon - 121.6612345).abs() < 5e-8 && (at.lat - 31.8154321).abs() < 5e-8, "{at:?}");
    let facts: BTreeMap<_, _> = card.facts.iter().map(|fact| (fact.field.as_str(), &fact.value)).collect();
    assert_eq!(facts["elevation_m"], &FactValue::Number(3.25));
    assert_eq!(facts["witnesses"], &FactValue::Texts(vec!["老槐树".into(), "石桥".into()]));
    assert_eq!(facts["secrecy"], &FactValue::Text("秘密".into()));
    assert_eq!(card.facts[0].field, "town", "the register's card first");
    let found = bench.look(|look| {
        all_on(look);
        look.filter.query = "andu".into();
    });
    assert_eq!(names(&found), ["暗渡"], "secret records are searched as well");
}

/// The list of one layer as a table.
fn list_of(bench: &mut Bench, layer: u32, lang: Lang, what: Export) -> String {
    bench.look(|look| look.filter.layers = vec![layer]);
    bench.said.clear();
    bench.engine.submit(Request::Export { what, lang });
    bench.run();
    match bench.said.pop() {
        Some(Response::File { text, .. }) => text,
        other => panic!("no file but {other:?}"),
    }
}

#[test]
fn a_saved_list_comes_back_and_holds_what_the_file_held() {
    let text = "编号,名称,乡镇,高程,楼层,类别,经度,纬度\n7,石桥,寅阳镇,3.25,三,street,121.66,31.81\n8,=甲,,,\"二,\"\"三\",,121.7,31.9\n";
    for lang in [Lang::Zh, Lang::En] {
        let catalog = officer_catalog().replace(r#""key_field": "name""#, r#""key_field": "id""#);
        let mut bench = Bench::new(&[("catalog.json", &catalog), ("care.geojson", &care())]);
        let layer = opened(&bench.open_local(1, text)).0;
        let saved = list_of(&mut bench, layer, lang, Export::ListTable);
        for word in ["方位物", "witnesses", "密级"] {
            assert!(!saved.contains(word), "the file never had it: {word} in {saved}");
        }
        assert!(saved.contains("楼层") && saved.contains("\"二,\"\"三\"") && saved.contains("'=甲"), "{saved}");
        let again = opened(&bench.open_local(2, &saved)).0;
        assert_eq!(list_of(&mut bench, again, lang, Export::ListTable), saved, "a second round changes nothing");
        let features = list_of(&mut bench, again, lang, Export::ListFeatures);
        let third = opened(&bench.open_local(3, &features)).0;
        let features_again = list_of(&mut bench, third, lang, Export::ListFeatures);
        assert_eq!(features_again, features);
        assert!(features.contains(r#""楼层":"三""#) && !features.contains("witnesses"), "{features}");
        assert!(
            features.contains(r#""名称":"石桥""#) && features.contains(r#""乡镇":"寅阳镇""#),
            "its own names: {features}"
        );
        assert!(
            !features.contains(r#""title""#) && !features.contains(r#""approval""#),
            "nothing of the site: {features}"
        );
        // And a list of a layer of the catalog, whose words are then the file's.
        let saved = list_of(&mut bench, 0, lang, Export::ListTable);
        let back = opened(&bench.open_local(4, &saved)).0;
        let answer = bench.look(|look| look.filter.layers = vec![back]);
        assert_eq!(answer.passed, 3);
        let names = answer.rows.iter().filter(|row| !row.name.is_empty()).count();
        let placed = answer.rows.iter().filter(|row| row.at.is_some()).count();
        assert_eq!((names, placed), (3, 3), "{saved}");
    }
}

#[test]
fn what_could_not_be_read_is_shown_and_saved_as_it_stands() {
    let catalog = officer_catalog().replace(r#""key_field": "name""#, r#""key_field": "id""#);
    let mut bench = Bench::new(&[("catalog.json", &catalog), ("care.geojson", &care())]);
    let layer = opened(&bench.open_local(1, "编号,名称,高程,经度,纬度\n7,石桥,约3,121.66,31.81\n")).0;
    let saved = list_of(&mut bench, layer, Lang::Zh, Export::ListTable);
    assert!(saved.lines().next().unwrap().contains("高程") && saved.contains(",约3,"), "{saved}");
    let features = list_of(&mut bench, layer, Lang::Zh, Export::ListFeatures);
    assert!(features.contains(r#""高程":"约3""#), "{features}");
    let again = opened(&bench.open_local(2, &saved)).0;
    assert_eq!(list_of(&mut bench, again, Lang::Zh, Export::ListTable), saved);
    let notes = bench.engine.layers[again as usize].notes();
    assert_eq!(notes.counts().get(&diming_protocol::Reason::WrongKind), Some(&1), "noted again");
}

#[test]
fn the_datum_that_was_chosen_is_converted_and_nothing_is_rounded() {
    let mut bench = bench();
    let said = bench.open_local_as(1, "name,lon,lat\n石桥,121.664315889,31.807944677\n", Datum::Gcj02);
    assert_eq!(opened(&said).1.datum, Datum::Gcj02);
    let row = bench.look(all_on).rows.into_iter().find(|row| row.name == "石桥").unwrap();
    let given = LonLat { lon: 121.664315889, lat: 31.807944677 };
    let (at, right) = (row.at.unwrap(), wgs84_from(Datum::Gcj02, given));
    assert!((at.lon - right.lon).abs() < 1e-7 && (at.lat - right.lat).abs() < 1e-7, "{at:?}");
}

#[test]
fn a_file_comes_in_while_others_load() {
    let mut bench = bench();
    bench.engine.submit(Request::Retry { layer: 1 });
    let source = Source::Layer(1);
    let text = sights();
    let (head, rest) = text.as_bytes().split_at(text.len() / 2);
    let begun: Vec<Response> = bench.engine.step(1);
    assert!(begun.iter().any(|r| matches!(r, Response::Fetch { source: s, .. } if *s == source)), "{begun:?}");
    bench.engine.feed(source, head.to_vec());
    let file = LocalFile { number: 7, name: "a.geojson".into(), ..LocalFile::default() };
    bench.engine.submit(Request::OpenLocal { file, datum: Datum::Wgs84 });
    let said: Vec<Response> = (0..50).flat_map(|_| bench.engine.step(100)).collect();
    let read = |r: &Response| matches!(r, Response::Read { source: Source::Layer(2), file: 7 });
    assert!(said.iter().any(read), "{said:?}");
    bench
        .engine
        .feed(Source::Layer(2), collection(&[feature("9", 121.5, r#""name":"新桥","secrecy":"秘密""#)]).into_bytes());
    bench.engine.fetched(Source::Layer(2), Fetched::End);
    (0..50).for_each(|_| drop(bench.engine.step(100)));
    bench.engine.feed(source, rest.to_vec());
    bench.engine.fetched(source, Fetched::End);
    bench.run();
    let answer = bench.look(all_on);
    assert_eq!((answer.total, answer.settled), (4, true), "the public layer still refuses what is not public");
    assert!(names(&answer).contains(&"新桥"));
}

#[test]
fn a_closed_file_is_gone_and_its_place_is_taken_by_the_next() {
    let mut bench = bench();
    bench.open_local(1, REGISTER);
    bench.open_local(2, "name,lon,lat\n吕四,121.7,31.9\n");
    let of_second = bench.look(all_on).rows.into_iter().find(|row| row.name == "吕四").unwrap().id;
    let said = bench.close_local(2);
    let closed = said.iter().find_map(|response| match response {
        Response::LocalClosed { layer: 2, file: 1, definition } => Some(definition),
        _ => None,
    });
    let closed = closed.unwrap();
    assert!(closed.is_closed() && closed.label.zh.is_empty() && closed.fields.is_empty());
    assert!(said.iter().any(|r| matches!(r, Response::Abandon { source: Source::Layer(2) })));
    // Bytes that were on their way change nothing, nor do questions about what is gone.
    bench.engine.feed(Source::Layer(2), REGISTER.into());
    bench.engine.fetched(Source::Layer(2), Fetched::End);
    for request in [Request::Retry { layer: 2 }, Request::Cancel { layer: 2 }, Request::CloseLocal { layer: 2 }] {
        bench.engine.submit(request);
    }
    bench.said.clear();
    bench.run();
    assert_eq!(bench.said, []);
    let answer = bench.look(all_on);
    assert_eq!((answer.total, answer.settled), (4, true));
    assert_eq!(bench.card(Which::Key("local-1".into(), String::new())), None);
    assert_eq!(bench.card(Which::Id(of_second)).unwrap().name, "吕四", "the others keep their places");
    let said = bench.open_local(3, "name,lon,lat\n石桥,121.66,31.9\n");
    let (layer, definition) = opened(&said);
    assert_eq!((layer, definition.id.as_str()), (2, "local-3"));
    assert!(bench.look(all_on).rows.iter().any(|row| row.name == "石桥"));
}

#[test]
fn what_cannot_be_opened_is_said_and_the_rest_goes_on() {
    let mut bench = bench();
    for (number, text, problem) in [
        (1, "hello", Problem::NotTable { found: "hello".into() }),
        (2, "", Problem::Empty),
        (3, r#"{"type":"Topology"}"#, Problem::NotGeoJson { found: "Topology".into() }),
    ] {
        let said = bench.open_local(number, text);
        assert_eq!(phase(&said, number + 1), Some(Phase::Incomplete(problem)), "{text}");
    }
    let answer = bench.look(all_on);
    assert_eq!((answer.total, answer.settled), (3, true));
    // A file that cannot be read can be tried again; it is never fetched.
    bench.files.remove("local:2");
    bench.said.clear();
    bench.engine.submit(Request::Retry { layer: 3 });
    bench.run();
    assert_eq!(phase(&bench.said, 3), Some(Phase::Incomplete(Problem::Unreadable)));
    bench.files.insert("local:2".into(), "name\n石桥\n".into());
    bench.engine.submit(Request::Retry { layer: 3 });
    bench.run();
    assert_eq!(bench.look(all_on).total, 4);
}

#[test]
fn files_have_a_limit() {
    let mut bench = bench();
    for number in 1..=8 {
        opened(&bench.open_local(number, "name\n石桥\n"));
    }
    let said = bench.open_local(9, "name\n石桥\n");
    let limit = Problem::Limit { what: "files".into(), limit: 8, found: None };
    assert!(said.iter().any(|r| matches!(r, Response::LocalRefused { problem, .. } if *problem == limit)), "{said:?}");
    bench.close_local(5);
    assert_eq!(opened(&bench.open_local(10, "name\n石桥\n")).0, 5);
    assert_eq!(bench.look(|look| look.filter.layers = (0..12).collect()).total, 11);
}

#[test]
fn opening_a_catalog_again_closes_every_file() {
    let mut bench = bench();
    bench.open_local(1, REGISTER);
    bench.open("https://a.cn/data/catalog.json");
    assert_eq!(bench.look(all_on).total, 3);
    assert_eq!(opened(&bench.open_local(2, REGISTER)).0, 2);
}

#[test]
fn eight_files_open_behind_as_many_layers_as_a_catalog_may_have() {
    let mut catalog: serde_json::Value = serde_json::from_str(CATALOG).unwrap();
    let like = catalog["layers"][0].clone();
    let numbered = |n: usize| {
        let mut layer = like.clone();
        layer["id"] = format!("l{n}").into();
        layer["source"] = format!("l{n}.geojson").into();
        layer
    };
    let layers: Vec<serde_json::Value> = (0..64).map(numbered).collect();
    catalog["layers"] = layers.into();
    catalog["facets"] = serde_json::json!([]);
    let text = catalog.to_string();
    let mut bench = Bench::new(&[("catalog.json", &text)]);
    for number in 1..=8 {
        let said = bench.open_local(number, "name,lon,lat\n甲桥,121.6,31.9\n");
        assert_eq!(opened(&said).0, 63 + number);
        assert_eq!(phase(&said, 63 + number), Some(Phase::Whole));
    }
    let found = bench.look(|look| look.filter.layers = (0..72).collect());
    let layers: Vec<usize> = found.rows.iter().map(|row| row.id.layer()).collect();
    assert_eq!(layers.len(), 8);
    assert!((64..72).all(|layer| layers.contains(&layer)), "{layers:?}");
}
