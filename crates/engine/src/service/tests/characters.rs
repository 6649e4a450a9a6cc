//! The table of characters that does not come, comes broken or late: what is written is found all the same.

use super::*;

const HAN: &str = "https://a.cn/data/han.bin";

fn files() -> [(&'static str, String); 3] {
    [("catalog.json", CATALOG.to_owned()), ("care.geojson", care()), ("sights.geojson", sights())]
}

/// An engine whose table of characters is answered by these bytes; `None` for 404.
fn bench(han: Option<&[u8]>) -> Bench {
    let files = files();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut bench = Bench::empty(Engine::new());
    for (name, text) in files {
        bench.files.insert(format!("https://a.cn/data/{name}"), text.as_bytes().to_vec());
    }
    bench.files.extend(han.map(|bytes| (HAN.to_owned(), bytes.to_vec())));
    bench.open("https://a.cn/data/catalog.json");
    bench
}

fn table() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/dict/han.bin")).unwrap()
}

fn names(bench: &mut Bench, query: &str) -> Vec<String> {
    let answer = bench.look(|look| {
        look.filter.query = query.into();
        look.sort = Sort::Relevance;
    });
    assert_eq!(answer.passed as usize, answer.rows.len());
    answer.rows.into_iter().map(|row| row.name).collect()
}

fn told(bench: &Bench) -> Vec<Option<Problem>> {
    let problem = |response: &Response| match response {
        Response::Characters { problem } => Some(problem.clone()),
        _ => None,
    };
    bench.said.iter().filter_map(problem).collect()
}

#[test]
fn without_the_table_only_what_is_written_is_found_and_it_is_said() {
    let whole = table();
    let page = b"\n<!DOCTYPE html><title>login</title>".to_vec();
    let cases: [(Option<&[u8]>, Problem); 5] = [
        (None, Problem::Status(404)),
        (Some(&whole[..5000]), Problem::Truncated { byte: 5000 }),
        (Some(&page), Problem::Html),
        (Some(b"HAN1 and so on"), Problem::NotCharacters),
        (Some(b""), Problem::NotCharacters),
    ];
    for (han, problem) in cases {
        let mut bench = bench(han);
        assert_eq!(told(&bench), [Some(problem)]);
        assert_eq!(names(&mut bench, "石桥"), ["寿丰石桥"]);
        assert_eq!(names(&mut bench, "养老院").len(), 2);
        for none in ["zzzz", "shiqiao", "石橋", "没有的"] {
            assert_eq!(names(&mut bench, none), [] as [&str; 0], "{none}");
        }
        assert_eq!(names(&mut bench, "").len(), 5);
        assert_eq!(names(&mut bench, "%").len(), 5);
    }
}

#[test]
fn tried_again_the_table_is_taken_and_everything_found_by_sound() {
    let mut bench = bench(None);
    assert_eq!(names(&mut bench, "shiqiao"), [] as [&str; 0]);
    bench.engine.submit(Request::RetryCharacters);
    bench.run();
    assert_eq!(told(&bench), [Some(Problem::Status(404))]);
    assert_eq!(names(&mut bench, "石桥"), ["寿丰石桥"]);
    bench.files.insert(HAN.into(), table());
    bench.engine.submit(Request::RetryCharacters);
    bench.run();
    assert_eq!(told(&bench), [None]);
    assert_eq!(names(&mut bench, "shiqiao"), ["寿丰石桥"]);
    assert_eq!(names(&mut bench, "壽豐石橋"), ["寿丰石桥"]);
    bench.engine.submit(Request::RetryCharacters);
    bench.run();
    assert_eq!(told(&bench), [], "there is nothing to load again");
}

#[test]
fn a_late_table_holds_nothing_up() {
    let mut bench = Bench::empty(Engine::new());
    for (name, text) in files() {
        bench.files.insert(format!("https://a.cn/data/{name}"), text.into_bytes());
    }
    bench.files.insert(HAN.into(), b"late".to_vec());
    bench.open_with("https://a.cn/data/catalog.json", "https://a.cn/never");
    assert_eq!(names(&mut bench, "").len(), 5);
    assert_eq!(names(&mut bench, "石桥"), ["寿丰石桥"]);
    assert_eq!(names(&mut bench, "shiqiao"), [] as [&str; 0]);
    let answer = bench.look(|look| look.filter.query = "shiqiao".into());
    assert!(!answer.settled, "the table is still to come");
    for chunk in table().chunks(4096) {
        bench.engine.feed(Source::Han, chunk.to_vec());
    }
    bench.engine.fetched(Source::Han, Fetched::End);
    bench.run();
    assert_eq!(told(&bench), []);
    assert_eq!(names(&mut bench, "shiqiao"), ["寿丰石桥"]);
    let answer = bench.look(|look| look.filter.query = "sfsq".into());
    assert!(answer.settled && answer.passed == 1);
}
