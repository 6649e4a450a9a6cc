//! The index against cases of the field and against a matcher that tries everything.

use super::hits::Role;
use super::naive::naive;
use super::walk::walk;
use super::*;
use crate::index::bits::Bits;
use crate::testing::table;
use MatchClass::{Exact, Near, Prefix, SameSound, Substring};
use diming_protocol::MatchClass;
use diming_text::NameKey;
use diming_text::fold::fold_units;
use proptest::prelude::*;

fn index_of(docs: &[Doc]) -> SearchIndex {
    let mut builder = SearchBuilder::default();
    docs.iter().for_each(|doc| builder.add(doc, table()));
    builder.whole(table())
}

fn named(name: &str) -> Doc<'_> {
    Doc { name, ..Doc::default() }
}

/// Numbers of the records found, best first, each with its class.
fn found(docs: &[Doc], query: &str) -> Vec<(usize, MatchClass)> {
    let index = index_of(docs);
    let Some(query) = Query::parse(query, table()) else { return Vec::new() };
    let hits = index.search(&query, table());
    let best = hits.best(&Bits::full(docs.len()), 0..docs.len());
    assert_eq!(best.len(), hits.passes().count());
    best.iter().map(|&d| (d as usize, hits.class_of(d).unwrap())).collect()
}

#[track_caller]
fn check(names: &[&str], query: &str, expected: &[(&str, MatchClass)]) {
    let docs: Vec<Doc> = names.iter().map(|n| named(n)).collect();
    let found: Vec<_> = found(&docs, query).into_iter().map(|(d, class)| (names[d], class)).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn every_way_of_typing_finds_the_town() {
    let queries = "lsg lsgz lvsigang lusigang lyusigang lüsigang LVSIGANG 吕sig lv四港 lvsig lsigang 吕四港 呂四港";
    for query in queries.split(' ').chain(["Lǚ Sì Gǎng", "lv si gang", "吕 四 港", "ｌｖｓｉｇａｎｇ"]) {
        check(&["寅阳镇", "吕四港镇", "海复镇"], query, &[("吕四港镇", Prefix)]);
    }
    check(&["吕四镇"], "lsz", &[("吕四镇", Prefix)]);
    check(&["吕四镇"], "lszh", &[("吕四镇", Prefix)]);
    check(&["臺灣村", "台湾村"], "臺灣", &[("臺灣村", Prefix), ("台湾村", Prefix)]);
}

#[test]
fn classes_come_in_order() {
    let names = ["吕四杠", "新吕四港村", "吕四港镇", "吕四港", "驴肆港", "吕三港", "海复镇"];
    let expected = [
        ("吕四港", Exact),
        ("吕四港镇", Prefix),
        ("新吕四港村", Substring),
        ("驴肆港", SameSound),
        ("吕四杠", SameSound),
        ("吕三港", Near),
    ];
    check(&names, "吕四港", &expected);
    check(&["王鲍村", "大王鲍村", "王鲍"], "王鲍", &[("王鲍", Exact), ("王鲍村", Prefix), ("大王鲍村", Substring)]);
    check(&["大港村", "大港", "小大港"], "dagang", &[("大港", Exact), ("大港村", Prefix), ("小大港", Substring)]);
}

#[test]
fn one_slip_is_forgiven() {
    for query in ["lisigang", "lvsgiang", "lvsiagng", "lvsigag", "lvvsigang", "xlvsigang", "吕四岗镇港", "吕四刚x镇"]
    {
        let found = found(&[named("吕四港镇"), named("海复镇")], query);
        assert!(found.iter().all(|f| *f == (0, Near)), "{query}: {found:?}");
    }
    check(&["启东市", "海门市"], "qidpng", &[("启东市", Near)]);
    check(&["吕四港镇", "海复镇"], "吕死港", &[("吕四港镇", SameSound)]);
    check(&["吕四港镇", "海复镇"], "吕五港", &[("吕四港镇", Near)]);
    check(&["吕四港镇", "海复镇"], "吕五六", &[]);
    check(&["45号界桩", "46号界桩"], "45号界桩", &[("45号界桩", Exact)]);
}

fn full_doc() -> Doc<'static> {
    Doc {
        name: "汇龙镇敬老院",
        latin: &["Huilong Nursing Home", "Huìlóngzhèn Jìnglǎoyuàn"],
        former: &["民乐养老院"],
        others: &[
            (0, "江苏省启东市人民中路683号"),
            (1, "0513-83312345、(0513) 8331 2346"),
            (2, "care-0017"),
            (3, "养老机构"),
        ],
        marker: None,
        meant: 0,
    }
}

#[track_caller]
fn check_doc(query: &str, class: MatchClass, place: Place, marks: &[(u32, u32)]) {
    let doc = full_doc();
    assert_eq!(found(&[named("吕四港镇"), doc], query), [(1, class)], "{query}");
    let explained = Query::parse(query, table()).and_then(|q| q.explain(&doc, table()));
    let marks = marks.iter().map(|m| m.0..m.1).collect();
    assert_eq!(explained, Some(Explained { class, place, marks }), "{query}");
}

#[test]
fn every_field_is_searched_and_says_so() {
    check_doc("敬老院", Substring, Place::Name, &[(3, 6)]);
    check_doc("hlzjly", Prefix, Place::Name, &[(0, 6)]);
    check_doc("huilongzhen", Prefix, Place::Name, &[(0, 3)]);
    check_doc("nursing", Substring, Place::Latin(0), &[(8, 15)]);
    check_doc("Huilong Nursing", Prefix, Place::Latin(0), &[(0, 15)]);
    check_doc("nurshing home", Near, Place::Latin(0), &[(8, 20)]);
    check_doc("民乐", Prefix, Place::Former(0), &[(0, 2)]);
    check_doc("minyue", Prefix, Place::Former(0), &[(0, 2)]);
    check_doc("人民中路", Substring, Place::Other(0), &[(6, 10)]);
    check_doc("renminzhonglu", Substring, Place::Other(0), &[(6, 10)]);
    check_doc("683号", Substring, Place::Other(0), &[(10, 14)]);
    check_doc("83312345", Substring, Place::Other(1), &[(5, 13)]);
    check_doc("0513-83312346", Exact, Place::Other(1), &[(15, 30)]);
    check_doc("care-0017", Exact, Place::Other(2), &[(0, 9)]);
    check_doc("敬老院 人民中路", Substring, Place::Name, &[(3, 6)]);
    check_doc("汇龙 敬老", Substring, Place::Name, &[(0, 2), (3, 5)]);
    check_doc("养老机构 汇龙", Exact.max(Prefix), Place::Name, &[(0, 2)]);
}

#[test]
fn words_that_do_not_all_match_find_nothing() {
    assert_eq!(found(&[full_doc()], "敬老院 吕四"), []);
    assert_eq!(found(&[full_doc()], "rmzl"), [], "no initials in addresses");
    assert_eq!(found(&[full_doc()], "23450513"), [], "not over the border of two phones");
    assert_eq!(found(&[full_doc()], "ursing"), [], "not from the middle of a Latin word");
}

#[test]
fn markers_are_found_in_every_way_they_are_written() {
    let marker = |serial, kind| Some(MarkerNo { line: 3132, serial, kind });
    let docs = [
        Doc { name: "45号界桩", marker: marker(45, b'Q'), ..Doc::default() },
        Doc { name: "145号界桩", marker: marker(145, b'Q'), ..Doc::default() },
        Doc { name: "四十五号界桩", marker: marker(45, b'A'), ..Doc::default() },
        named("吕四港镇"),
    ];
    let first = |query: &str| found(&docs, query).into_iter().map(|f| f.0).collect::<Vec<_>>();
    for query in ["45", "045", "四十五号", "45号界桩", "界桩45", "界桩 45", "４５号"] {
        assert!(first(query).starts_with(&[0, 2]), "{query}: {:?}", first(query));
    }
    for query in ["3132045Q", "3132 045 Q", "45Q", "3132045q"] {
        assert_eq!(first(query), [0], "{query}");
    }
    let marks = |query: &str, doc: usize| Query::parse(query, table()).and_then(|q| q.explain(&docs[doc], table()));
    let name = |end| Some(Explained { class: Exact, place: Place::Name, marks: std::iter::once(0..end).collect() });
    assert_eq!(marks("045", 0), name(2));
    assert_eq!(marks("3132045A", 2), name(3));
    assert_eq!(marks("45", 1).map(|e| e.class), Some(Substring));
}

#[test]
fn nothing_to_search_for_is_no_search_and_hostile_input_is_bounded() {
    for query in ["", "  ", "\u{3000}\t", "·，。（）", "''"] {
        assert!(Query::parse(query, table()).is_none(), "{query:?}");
    }
    let docs = [named("吕四港镇"), named("村😀"), named("")];
    for query in ["x".repeat(100_000), "甲 ".repeat(50_000), "lü".repeat(40), "zh".repeat(40), "😀".repeat(70)] {
        assert_eq!(found(&docs, &query), [], "{:.10}", query);
    }
    assert_eq!(found(&docs, "😀"), [(1, Substring)]);
    assert_eq!(found(&docs, "😂"), []);
    let long = "吕四港".repeat(30);
    assert_eq!(found(&[named(&long)], &long), [(0, Prefix)], "a query is cut");
}

#[test]
fn rows_of_any_part_are_those_of_the_whole_order() {
    check_rows(|i| format!("吕四{}村{}", ["港", "杠", "", "东"][i % 4], i % 37));
    // So many alike that the first of them are looked for by name.
    check_rows(|i| format!("吕四港{}村", char::from_u32(0x4e00 + i as u32 * 7 % 299).unwrap()));
}

fn check_rows(name: impl Fn(usize) -> String) {
    let names: Vec<String> = (0..300).map(name).collect();
    let docs: Vec<Doc> = names.iter().map(|n| named(n)).collect();
    let index = index_of(&docs);
    let hits = index.search(&Query::parse("吕四港", table()).unwrap(), table());
    let keep = Bits::from_fn(docs.len(), |doc| doc % 3 != 0);
    let mut all: Vec<u32> = (0..300).filter(|&d| keep.get(d as usize) && hits.passes().get(d as usize)).collect();
    all.sort_by_key(|&d| hits.rank(d));
    for rows in [0..10, 5..60, 0..1000, 150..151, 290..400, 7..7] {
        let expected: Vec<u32> = all.iter().copied().skip(rows.start).take(rows.len()).collect();
        assert_eq!(hits.best(&keep, rows.clone()), expected, "{rows:?}");
    }
}

/// More names than are sorted at once, and than stand in one chunk.
#[test]
fn many_names_are_in_order_and_found() {
    let name = |i: usize| {
        format!("{}{}村{}", ["吕四", "海复", "第", "王"][i % 4], ["港", "二", "李", ""][i % 7 % 4], i * 7919 % 66_001)
    };
    let names: Vec<String> = (0..70_001).map(name).collect();
    let mut builder = SearchBuilder::default();
    names.iter().for_each(|name| builder.add(&Doc { others: &[(0, &name[..6])], ..named(name) }, table()));
    let index = std::iter::repeat_with(|| builder.step(1000, table())).find_map(|index| index).unwrap();
    let mut order: Vec<u32> = (0..70_001).collect();
    order.sort_by_cached_key(|&record| (NameKey::new(&names[record as usize], table()), record));
    assert_eq!(index.order.records, order);
    assert!(order.iter().enumerate().all(|(rank, &record)| index.name_ranks()[record as usize] == rank as u32));
    for (query, part) in [("海复港", "海复港"), ("海复", "海复"), ("村65999", "村65999")] {
        let hits = index.search(&Query::parse(query, table()).unwrap(), table());
        let exact = |record: &usize| hits.class_of(*record as u32).is_some_and(|class| class <= Substring);
        let found: Vec<usize> = hits.passes().iter().filter(exact).collect();
        let expected: Vec<usize> = (0..names.len()).filter(|&i| names[i].contains(part)).collect();
        assert!(found == expected && !found.is_empty(), "{query}");
    }
}

const NAME: &str = "[吕四港杠镇長安西是事重石东启a-c 12、]{0,6}";

/// A query made from a name as people type: parts of it, in letters or characters, with a slip.
fn typed() -> impl Strategy<Value = (Vec<String>, String)> {
    let names = proptest::collection::vec(NAME, 1..12);
    let edits = proptest::collection::vec((0..9usize, any::<prop::sample::Index>()), 0..2);
    (names, any::<prop::sample::Index>(), proptest::collection::vec(0..6usize, 6), edits, 0..3usize).prop_map(
        |(names, which, ways, edits, skip)| {
            let name: Vec<char> = which.get(&names).chars().skip(skip).collect();
            let mut query: Vec<char> = Vec::new();
            for (c, way) in name.iter().zip(ways) {
                let reading = table().readings(*c).last().map(|r| table().syllable(r.syllable));
                match (way, reading) {
                    (0..=2, Some(letters)) => query.extend(letters.chars()),
                    (3, Some(letters)) => query.extend(letters.chars().take(1)),
                    (4, Some("gang")) => query.push('杠'),
                    (4, Some("shi")) => query.push('世'),
                    _ => query.push(*c),
                }
            }
            for (edit, at) in edits {
                if query.is_empty() {
                    break;
                }
                let i = at.index(query.len());
                match edit {
                    0 => drop(query.remove(i)),
                    1 => query.insert(i, 'n'),
                    2 => query.insert(i, '东'),
                    3 => query[i] = 'g',
                    4 => query[i] = '四',
                    5 if i > 0 => query.swap(i - 1, i),
                    6 => query.truncate(i),
                    _ => {}
                }
            }
            (names, query.into_iter().collect())
        },
    )
}

fn units_of(text: &str) -> Vec<u16> {
    let mut units = Vec::new();
    fold_units(text, table(), &mut units);
    units
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    /// The walk says what trying everything says, and the index finds just what the walk says.
    #[test]
    fn search_equals_trying_everything((names, query) in typed()) {
        let Some(term) = Term::new(&query.replace(char::is_whitespace, ""), table()) else { return Ok(()) };
        let docs: Vec<Doc> = names.iter().map(|n| named(n)).collect();
        let hits = index_of(&docs).search(&Query { words: vec![Term { marker: None, ..term }], joined: None, cover: None, number: None }, table());
        let word = Term::new(&query.replace(char::is_whitespace, ""), table()).unwrap().word;
        for (doc, name) in names.iter().enumerate() {
            let units = units_of(name);
            let expected = naive(&word.units, &units, true, table());
            let walked = walk(&word, &units, Role::Name, table());
            prop_assert_eq!(walked.and_then(|f| f.key.class()), expected, "walk {:?} in {:?}", &query, name);
            prop_assert_eq!(hits.class_of(doc as u32), expected, "index {:?} in {:?}", &query, name);
            let other = walk(&word, &units, Role::Other, table());
            prop_assert_eq!(other.and_then(|f| f.key.class()), naive(&word.units, &units, false, table()), "other {:?} in {:?}", &query, name);
        }
    }

    /// What is explained of a row is what the search said of it.
    #[test]
    fn rows_are_explained_as_found((names, query) in typed(), split in 0..8usize) {
        let mut typed: Vec<char> = query.chars().collect();
        typed.insert(split.min(typed.len()), ' ');
        let Some(query) = Query::parse(&typed.into_iter().collect::<String>(), table()) else { return Ok(()) };
        let former: Vec<&str> = names.iter().map(String::as_str).collect();
        let docs: Vec<Doc> = names.iter().map(|n| Doc { name: n, former: &former[..1], others: &[(0, "东石1、a2 b")], ..Doc::default() }).collect();
        let hits = index_of(&docs).search(&query, table());
        for (i, doc) in docs.iter().enumerate() {
            let covered = || hits.class_of(i as u32).and_then(|_| query.explain_covered(doc, table()));
            let explained = query.explain(doc, table()).or_else(covered);
            prop_assert_eq!(explained.as_ref().map(|e| e.class), hits.class_of(i as u32));
            if let Some(e) = explained {
                let text = match e.place { Place::Name => doc.name, Place::Former(i) => doc.former[i], _ => "东石1、a2 b" };
                prop_assert!(e.marks.iter().all(|m| m.start < m.end && m.end as usize <= text.chars().count()));
                prop_assert!(!e.marks.is_empty() && e.marks.windows(2).all(|w| w[0].end < w[1].start));
            }
        }
    }
}
