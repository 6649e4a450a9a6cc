//! The index against cases of the field and against a matcher that tries everything.

use super::*;
use crate::text::han::tests::table;

fn index_of(docs: &[Doc]) -> SearchIndex {
    let mut builder = SearchIndex::builder();
    docs.iter().for_each(|doc| builder.add(doc, table()));
    builder.finish(table())
}

fn named(name: &str) -> Doc<'_> {
    Doc { name, ..Doc::default() }
}

/// Names found, best first, each with its class.
fn found<'a>(docs: &[Doc<'a>], query: &str) -> Vec<(&'a str, MatchClass)> {
    let index = index_of(docs);
    let Some(query) = Query::parse(query, table()) else { return Vec::new() };
    let hits = index.search(&query, table());
    let best = hits.best(&crate::index::bits::Bits::full(docs.len()), 0..docs.len());
    best.iter().map(|&d| (docs[d as usize].name, hits.class_of(d).unwrap())).collect()
}

#[track_caller]
fn check(names: &[&str], query: &str, expected: &[(&str, MatchClass)]) {
    let docs: Vec<Doc> = names.iter().map(|n| named(n)).collect();
    assert_eq!(found(&docs, query), expected, "{query}");
}

use MatchClass::Prefix;

#[test]
fn every_way_of_typing_finds_the_town() {
    for query in [
        "lsg",
        "lvsigang",
        "lusigang",
        "lyusigang",
        "lüsigang",
        "吕sig",
        "lv四港",
        "lvsig",
        "呂四港",
        "Lǚ Sì Gǎng",
        "LVSIGANG",
        "lsigang",
        "吕四港",
    ] {
        check(&["寅阳镇", "吕四港镇", "海复镇"], query, &[("吕四港镇", Prefix)]);
    }
    check(&["吕四镇"], "lsz", &[("吕四镇", Prefix)]);
}
