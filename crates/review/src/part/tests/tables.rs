//! Without its tables nothing is checked, and only whole ones are kept.

use super::asked::{bench, fields, urls};
use super::*;
use diming_protocol::Source;
use diming_review_protocol::ReviewTable;

const HAN: &str = "https://a.cn/data/han.bin";

fn verdicts(said: &[Response]) -> Vec<(Source, bool)> {
    let of = |r: &Response| match r {
        Response::Judged { source, is_understood } => Some((*source, *is_understood)),
        _ => None,
    };
    said.iter().filter_map(of).collect()
}

#[test]
fn the_review_is_not_done_without_the_table_of_characters() {
    let mut bench = bench("", &[("han.bin", "no table")]);
    bench.ask(0, ReviewAsk::Open(urls()));
    bench.ask(1, ReviewAsk::One { fields: fields(&[("name", "石桥路")]), own_id: String::new() });
    bench.run();
    let (states, answers) = bench.states_and_answers();
    assert_eq!((states.last(), answers.len()), (Some(&ReviewState::Failed(Problem::NotCharacters)), 0));
    bench.files.insert(HAN.into(), data("dict/han.bin"));
    bench.engine.submit(Request::RetryCharacters);
    bench.run();
    let (states, answers) = bench.states_and_answers();
    assert!(matches!(states.last(), Some(ReviewState::Ready(_))), "{states:?}");
    assert_eq!(answers.len(), 1);
}

#[test]
fn tables_that_are_not_whole_are_not_kept() {
    let login = "<!doctype html><title>登录</title><form></form>";
    for (bad, why) in [
        (login, "a page"),
        ("# a table\n㐀 1", "cut"),
        ("", "nothing"),
        (r#"{"error":"login required"}"#, "an error in JSON"),
        ("[1,2", "no JSON"),
        ("null", "null"),
    ] {
        let mut bench = bench("", &[("standard.txt", bad), ("alike.txt", bad)]);
        bench.ask(0, ReviewAsk::Open(urls()));
        bench.run();
        let found = verdicts(&bench.said);
        for table in [ReviewTable::Standard, ReviewTable::Alike] {
            assert!(found.contains(&(table.source(), false)), "{table:?}: {why}: {found:?}");
        }
    }
}

#[test]
fn tables_that_are_whole_may_be_kept() {
    let mut bench = bench("", &[]);
    bench.ask(0, ReviewAsk::Open(urls()));
    bench.run();
    let found = verdicts(&bench.said);
    for table in [ReviewTable::Standard, ReviewTable::Alike] {
        assert!(found.contains(&(table.source(), true)), "{table:?}: {found:?}");
    }
}
