//! What is seen while files come in, what is final only then, and what is never read to its end.

use super::*;

#[test]
fn a_file_is_seen_and_searched_while_it_loads() {
    let mut bench = Bench::new(&[("catalog.json", CATALOG), ("sights.geojson", &sights())]);
    let named = |n: u32| {
        feature(&n.to_string(), 121.5, &format!(r#""name":"{}村""#, if n.is_multiple_of(10) { "石桥" } else { "花园" }))
    };
    let text = collection(&(0..60_000).map(named).collect::<Vec<_>>());
    bench.engine.submit(Request::Retry { layer: 0 });
    let layer = diming_protocol::Source::Layer(0);
    bench.engine.feed(layer, text.as_bytes()[..text.len() * 3 / 4].to_vec());
    let first = step_until(&mut bench, "", |answer| answer.total > 20_000);
    assert!(bench.engine.backlog_bytes(layer) > 0 && !first.settled, "seen before the end: {}", first.total);
    // What is searched for is found among what is in, never taken for everything.
    let found = step_until(&mut bench, "石桥", |_| true);
    let in_care = found.total - 2;
    assert!(in_care >= 20_000 && !found.settled, "{in_care}");
    assert_eq!(found.passed, in_care.div_ceil(10) + 1, "one more among the sights");
    bench.engine.feed(layer, text.as_bytes()[text.len() * 3 / 4..].to_vec());
    bench.engine.fetched(layer, Fetched::End);
    bench.run();
    assert_eq!(bench.look(|look| look.filter.query = "石桥".into()).passed, 6_001);
}

#[test]
fn a_card_that_is_not_there_is_final_only_once_every_layer_is_indexed() {
    let mut bench = whole();
    let missing = |bench: &mut Bench| {
        (0..100).for_each(|_| drop(bench.engine.step(100)));
        bench.engine.submit(Request::Card { of: Which::Key("care".into(), "no-such".into()) });
        match bench.engine.step(100).as_slice() {
            [Response::Card { card, is_final, .. }] => (card.is_some(), *is_final),
            other => panic!("no answer but {other:?}"),
        }
    };
    assert_eq!(missing(&mut bench), (false, true));
    let layer = diming_protocol::Source::Layer(0);
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.engine.feed(layer, br#"{"type":"FeatureCollection","features":["#.to_vec());
    assert_eq!(missing(&mut bench), (false, false));
    bench.engine.feed(layer, b"]}".to_vec());
    bench.engine.fetched(layer, Fetched::End);
    assert_eq!(missing(&mut bench), (false, true));
    // Between the last layer's end and the index of it a record that is there is never said to be missing.
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.engine.feed(layer, care().into_bytes());
    bench.engine.fetched(layer, Fetched::End);
    let mut answers = Vec::new();
    while answers.last().is_none_or(|(is_there, _)| !is_there) && answers.len() < 10_000 {
        bench.engine.submit(Request::Card { of: Which::Key("care".into(), "1".into()) });
        let said = (0..4).flat_map(|_| bench.engine.step(1)).collect::<Vec<_>>();
        answers.extend(said.into_iter().filter_map(|response| match response {
            Response::Card { card, is_final, .. } => Some((card.is_some(), is_final)),
            _ => None,
        }));
    }
    let (last, before) = answers.split_last().unwrap_or_else(|| panic!("no answer"));
    assert!(last.0 && !before.is_empty(), "{answers:?}");
    assert!(before.iter().all(|answer| *answer == (false, false)), "{before:?}");
}

#[test]
fn a_file_over_the_limits_is_not_read_on() {
    let limited = |field: &str, limit: usize| CATALOG.replacen('{', &format!("{{\"{field}\": {limit},"), 1);
    // The server says how large it is: not a byte is read.
    let mut bench = Bench::new(&[("catalog.json", &limited("limit_bytes", 1_000)), ("sights.geojson", &sights())]);
    let care_source = diming_protocol::Source::Layer(0);
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.engine.fetched(care_source, Fetched::Size(4_000));
    bench.engine.feed(care_source, care().into_bytes());
    let said: Vec<Response> = (0..100).flat_map(|_| bench.engine.step(100)).collect();
    let over = Problem::Limit { what: "bytes".into(), limit: 1_000, found: Some(4_000) };
    let is_over =
        |r: &Response| matches!(r, Response::Progress { state, .. } if state.phase == Phase::Incomplete(over.clone()));
    assert!(said.iter().any(is_over), "{said:?}");
    assert!(said.iter().any(|r| matches!(r, Response::Abandon { source } if *source == care_source)));
    // It turns out at the limit: what is in is kept, no more is fetched.
    let mut bench = Bench::new(&[("catalog.json", &limited("limit_features", 1)), ("sights.geojson", &sights())]);
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.engine.feed(care_source, care().into_bytes());
    let said: Vec<Response> = (0..100).flat_map(|_| bench.engine.step(100)).collect();
    let limit = Problem::Limit { what: "features".into(), limit: 1, found: None };
    let is_over = |r: &Response| matches!(r, Response::Progress { state, .. } if state.records == 1 && state.phase == Phase::Incomplete(limit.clone()));
    assert!(said.iter().any(is_over), "{said:?}");
    assert_eq!(
        said.iter().filter(|r| matches!(r, Response::Abandon { .. })).count(),
        2,
        "of the retry, and at the limit"
    );
}

#[test]
fn only_what_was_whole_and_understood_may_be_kept() {
    use diming_protocol::Source;
    let verdicts = |said: &[Response]| -> Vec<(Source, bool)> {
        let of = |r: &Response| match r {
            Response::Judged { source, is_understood } => Some((*source, *is_understood)),
            _ => None,
        };
        said.iter().filter_map(of).collect()
    };
    let bench = whole();
    let all = [Source::Catalog, Source::Han, Source::Layer(0), Source::Layer(1)];
    let mut found = verdicts(&bench.said);
    found.sort_unstable();
    assert_eq!(found, all.map(|source| (source, true)));

    let login = "<!doctype html><title>登录</title><form></form>";
    let cut = &care()[..care().len() / 2];
    for (bad, why) in [
        (login, "a page"),
        (cut, "cut"),
        ("", "nothing"),
        (r#"{"error":"login required"}"#, "an error in JSON"),
        ("[1,2", "no JSON"),
        ("null", "null"),
    ] {
        let bench = Bench::new(&[("catalog.json", CATALOG), ("care.geojson", bad), ("sights.geojson", &sights())]);
        let mut found = verdicts(&bench.said);
        found.sort_unstable();
        assert_eq!(found[2..], [(Source::Layer(0), false), (Source::Layer(1), true)], "a layer: {why}");
        let bench = Bench::new(&[("catalog.json", bad)]);
        assert!(verdicts(&bench.said).contains(&(Source::Catalog, false)), "the catalog: {why}");
        let mut bench = whole();
        bench.files.insert("https://a.cn/data/han.bin".into(), bad.as_bytes().to_vec());
        bench.said.clear();
        bench.open("https://a.cn/data/catalog.json");
        assert!(verdicts(&bench.said).contains(&(Source::Han, false)), "the table of characters: {why}");
    }
}

#[test]
fn places_that_the_end_of_a_file_takes_away_leave_the_map() {
    let mut bench = Bench::new(&[("catalog.json", CATALOG), ("sights.geojson", &sights())]);
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.engine.step(100);
    let (layer, text) = (Source::Layer(0), care());
    bench.engine.feed(layer, text.as_bytes()[..text.len() - 2].to_vec());
    bench.run();
    let only_care = |look: &mut Look| look.filter.layers = vec![0];
    let counts = |answer: Answer| (answer.passed, answer.unplaced);
    assert_eq!(counts(bench.look(only_care)), (3, 0));
    let crs = r#"],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}}}"#;
    bench.engine.feed(layer, crs.into());
    bench.engine.fetched(layer, Fetched::End);
    bench.run();
    assert_eq!(counts(bench.look(only_care)), (3, 3));
    assert_eq!(bench.engine.index.points.len(), 2, "those of the other layer");
}
