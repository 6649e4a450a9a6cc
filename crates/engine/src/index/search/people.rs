//! Tests: the search finds, and orders what it finds, as people expect.

use super::hits::Role;
use super::numeral::Numeral;
use super::walk::walk;
use super::*;
use crate::index::bits::Bits;
use crate::testing::table;
use MatchClass::{Exact, Near, Prefix, Substring};
use diming_protocol::MatchClass;
use proptest::prelude::*;

fn found_with(docs: &[Doc], query: &str, han: &Han) -> Vec<(usize, MatchClass)> {
    let mut builder = SearchBuilder::default();
    docs.iter().for_each(|doc| builder.add(doc, han));
    let index = builder.whole(han);
    let Some(query) = Query::parse(query, han) else { return Vec::new() };
    let hits = index.search(&query, han);
    let best = hits.best(&Bits::full(docs.len()), 0..docs.len());
    best.iter().map(|&d| (d as usize, hits.class_of(d).unwrap())).collect()
}

fn named(name: &str) -> Doc<'_> {
    Doc { name, ..Doc::default() }
}

#[track_caller]
fn check(names: &[&str], query: &str, expected: &[&str]) {
    let docs: Vec<Doc> = names.iter().map(|n| named(n)).collect();
    let found: Vec<&str> = found_with(&docs, query, table()).into_iter().map(|(d, _)| names[d]).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn usual_readings_come_before_rare_ones() {
    check(&["新虹", "新疆", "新江"], "xinjiang", &["新江", "新疆", "新虹"]);
    check(&["腊山", "西山", "西山镇"], "xishan", &["西山", "腊山", "西山镇"]);
    check(&["大庄", "大庄村", "戴庄", "戴庄村"], "daizhuang", &["戴庄", "大庄", "戴庄村", "大庄村"]);
    check(&["大庄", "大庄村", "戴庄", "戴庄村"], "dazhuang", &["大庄", "大庄村", "戴庄", "戴庄村"]);
    check(&["乐清", "岳清", "乐安"], "yueqing", &["岳清", "乐清"]);
    check(&["长村", "张村"], "zhangcun", &["张村", "长村"]);
    check(&["长村", "张村"], "changcun", &["长村", "张村"]);
    check(&["通旅", "桐庐", "吕四港", "卢四港"], "tonglu", &["桐庐", "通旅"]);
    check(&["吕四港", "卢四港"], "lusigang", &["卢四港", "吕四港"]);
    // By initials and in the middle as well.
    check(&["腊子村", "西子村"], "xzc", &["西子村", "腊子村"]);
    check(&["东腊山", "东西山"], "xishan", &["东西山", "东腊山"]);
}

#[test]
fn what_is_written_as_typed_comes_first() {
    let names = ["A1号", "A-1号", "A 1号"];
    check(&names, "A-1号", &["A-1号", "A1号", "A 1号"]);
    check(&names, "Ａ１号", &["A1号", "A-1号", "A 1号"]);
    check(&names, "A 1号", &["A 1号", "A1号", "A-1号"]);
    check(&["新 安桥", "新安桥", "新-安桥"], "新安桥", &["新安桥", "新 安桥", "新-安桥"]);
    check(&["新 安桥", "新安桥", "新-安桥"], "新-安桥", &["新-安桥", "新 安桥", "新安桥"]);
    check(&["新安（北）", "新安北", "新(安)北"], "新安(北)", &["新安（北）", "新安北", "新(安)北"]);
    check(&["西安", "Xian"], "xian", &["Xian", "西安"]);
    check(&["西安", "Xian"], "Xian", &["Xian", "西安"]);
}

#[test]
fn the_apostrophe_parts_syllables() {
    let names = ["仙渔路", "西安路", "先农坛", "西案村", "县西", "习安"];
    for apostrophe in "'’‘`´ʼ＇′".chars() {
        let mut found: Vec<&str> = Vec::new();
        let docs: Vec<Doc> = names.iter().map(|n| named(n)).collect();
        found.extend(found_with(&docs, &format!("xi{apostrophe}an"), table()).into_iter().map(|(d, _)| names[d]));
        assert_eq!(found, ["习安", "西安路", "西案村"], "{apostrophe}");
    }
    check(&names, "xian", &["习安", "县西", "西安路", "西案村", "仙渔路", "先农坛"]);
    check(&names, "xi'anlu", &["西安路"]);
    check(&names, "Xī'ān Lù", &["西安路"]);
    check(&names, "xi'a", &["习安", "西安路", "西案村"]);
    check(&names, "xi'", &["习安", "县西", "西安路", "西案村", "仙渔路", "先农坛"]);
    check(&["党安", "当干"], "dang'an", &["党安"]);
    check(&["党安", "当干"], "dan'gan", &[]);
    let of_numbers = [
        Doc { name: "仙渔三弄", latin: &["Xiānyú 3 Lòng"], ..Doc::default() },
        Doc { name: "西安三弄", latin: &["Xī'ān 3 Lòng"], ..Doc::default() },
    ];
    assert_eq!(found_with(&of_numbers, "xi'an", table()).len(), 1);
    assert_eq!(found_with(&of_numbers, "xi’an", table()), [(1, Prefix)]);
    assert_eq!(found_with(&of_numbers, "xian", table()).len(), 2);
    check(&["Xi'an Hotel", "Xian Hotel"], "xi'an hotel", &["Xi'an Hotel", "Xian Hotel"]);
}

#[test]
fn numbers_are_found_in_every_writing() {
    let names = ["巴掌圩村29组", "巴掌圩村二十九组", "巴掌圩村第29组", "巴掌圩村廿九组", "巴掌圩村9组", "巴掌圩村39组"];
    for number in ["29", "二十九", "廿九", "贰拾玖", "第29", "第二十九", "２９", "二九"] {
        let docs: Vec<Doc> = names.iter().map(|n| named(n)).collect();
        for query in [format!("巴掌圩村{number}组"), format!("{number}组"), format!("bazhangweicun{number}组")] {
            let mut found: Vec<usize> = found_with(&docs, &query, table()).into_iter().map(|f| f.0).collect();
            found.sort_unstable();
            assert_eq!(found, [0, 1, 2, 3], "{query}");
        }
    }
    // As typed first.
    check(&["二十九组", "29组", "第29组"], "29组", &["29组", "第29组", "二十九组"]);
    check(&["二十九组", "29组", "第29组"], "二十九组", &["二十九组", "29组", "第29组"]);
    check(&["3号桥", "三号桥", "13号桥"], "三号桥", &["三号桥", "3号桥"]);
    check(&["5组", "05组"], "5组", &["5组", "05组"]);
    check(&["5组", "05组"], "05组", &["05组"]);
    check(&["万家村", "10000家村"], "万家村", &["万家村"]);
    // At the beginning of a name as well.
    for query in ["2马路", "第2马路", "二马路", "第二马路", "2malu"] {
        let docs = ["二马路", "第二马路", "2马路", "三马路"].map(named);
        let found = found_with(&docs, query, table()).into_iter().filter(|found| found.1 < Near);
        let mut found: Vec<usize> = found.map(|found| found.0).collect();
        found.sort_unstable();
        assert_eq!(found, [0, 1, 2], "{query}");
    }
}

fn helped() -> Vec<Doc<'static>> {
    const OF_18: &[(usize, &str)] = &[(0, "启东市吕四港镇巴掌圩村18组"), (1, "吕四港镇"), (2, "meal-1")];
    const OF_8: &[(usize, &str)] = &[(0, "启东市吕四港镇巴掌圩村8组"), (1, "吕四港镇"), (2, "meal-2")];
    const OF_3: &[(usize, &str)] = &[(0, "启东市寅阳镇天汾村3组"), (1, "寅阳镇"), (2, "meal-3")];
    let doc = |name, others| Doc { name, others, ..Doc::default() };
    vec![doc("巴掌圩村敬老院", OF_8), doc("巴掌圩村助餐点", OF_18), doc("天汾村助餐点", OF_3)]
}

#[track_caller]
fn check_address(query: &str, class: MatchClass, place: Place, marks: &[(u32, u32)]) {
    let docs = helped();
    assert_eq!(found_with(&docs, query, table()), [(1, class)], "{query}");
    let query = Query::parse(query, table()).unwrap();
    let explained = query.explain(&docs[1], table()).or_else(|| query.explain_covered(&docs[1], table()));
    let marks = marks.iter().map(|m| m.0..m.1).collect();
    assert_eq!(explained, Some(Explained { class, place, marks }), "{query:?}");
}

#[test]
fn addresses_are_found_as_people_have_them() {
    let address = Place::Other(0);
    check_address("巴掌圩村十八组", Substring, address, &[(7, 14)]);
    check_address("巴掌圩村第18组", Substring, address, &[(7, 14)]);
    check_address("巴掌圩村 拾捌组", Substring, address, &[(7, 14)]);
    check_address("启东市吕四港镇巴掌圩村十八组", Exact, address, &[(0, 14)]);
    check_address("江苏省启东市吕四港镇巴掌圩村18组", Substring, address, &[(0, 14)]);
    check_address("江苏省南通市启东市吕四港镇巴掌圩村18组", Substring, address, &[(0, 14)]);
    check_address("中国江苏省启东市吕四港镇巴掌圩村十八组", Substring, address, &[(0, 14)]);
    check_address("江苏启东吕四港镇巴掌圩村18组", Substring, address, &[(0, 2), (3, 14)]);
    check_address("吕四港镇巴掌圩村18组助餐点", Substring, address, &[(3, 14)]);
    check_address("226241 江苏省启东市，吕四港镇（巴掌圩村18组）0513-83312345", Substring, address, &[(0, 14)]);
    check_address("江苏省 启东市 吕四港镇 巴掌圩村 18组", Substring, address, &[(0, 14)]);
    check_address("江苏省启东市吕四港镇巴掌圩村18组2号", Near, address, &[(0, 14)]);
    let docs = helped();
    assert_eq!(found_with(&docs, "江苏省启东市吕四港镇巴掌圩村28组", table()), []);
    assert_eq!(found_with(&docs, "浙江省", table()), []);
    let town: Vec<usize> = found_with(&docs, "启东市 吕四港镇", table()).into_iter().map(|f| f.0).collect();
    assert_eq!(town, [0, 1]);
}

#[test]
fn another_province_than_the_datas_is_not_passed_over() {
    let at = "启东市吕四港镇巴掌圩村18组";
    let all = |docs: &[Doc], query: &str| found_with(docs, query, table()).into_iter().map(|f| f.0).collect::<Vec<_>>();
    let own = ["江苏省", "江苏省南通市启东市", "中国江苏启东市", "南通市启东市", "启东市"];
    let others = ["浙江省杭州市", "浙江省", "浙江", "中国浙江省", "上海市", "北京市朝阳区", "新疆维吾尔自治区"];
    // Their addresses name none: any may be theirs.
    let mut docs = helped();
    assert_eq!(all(&docs, &format!("浙江省{at}")), [1]);
    // A road that is called like a province is none.
    docs.push(Doc { name: "某店", others: &[(0, "浙江路5号")], ..Doc::default() });
    for of_the_data in ["江苏省", "江苏省南通市启东市汇龙镇人民路1号", "中国江苏省"] {
        let others_of_it = [(0, of_the_data)];
        let mut docs = docs.clone();
        docs.push(Doc { name: "汇龙镇", others: &others_of_it, ..Doc::default() });
        for above in own {
            assert_eq!(all(&docs, &format!("{above}{}", &at["启东市".len()..])), [1], "{above} {of_the_data}");
        }
        for above in others {
            for rest in [at, &at["启东市".len()..]] {
                assert_eq!(all(&docs, &format!("{above}{rest}")), [] as [usize; 0], "{above} {of_the_data}");
            }
        }
    }
    // What holds the words is found.
    docs.push(Doc { name: "汇龙镇", others: &[(0, "江苏省")], ..Doc::default() });
    docs.push(Doc {
        name: "巴掌圩村", others: &[(0, "浙江省杭州市吕四港镇巴掌圩村18组")], ..Doc::default()
    });
    assert_eq!(all(&docs, "浙江省杭州市吕四港镇巴掌圩村18组"), [5]);
}

#[test]
fn signs_beside_words_change_nothing() {
    let names = ["寿丰石桥", "石桥", "老石桥镇", "明月桥"];
    let docs: Vec<Doc> = names.iter().map(|n| named(n)).collect();
    let plain = found_with(&docs, "石桥", table());
    assert_eq!(plain.len(), 3);
    for query in ["石桥%", "○石桥", "石%桥", "%石○桥。", "石桥 %", "、石桥；", "＃石桥", "石桥\u{200b}", "“石桥”"]
    {
        assert_eq!(found_with(&docs, query, table()), plain, "{query}");
    }
    assert_eq!(found_with(&docs, &("%".repeat(QUERY_MAX) + "石桥"), table()), plain);
}

#[test]
fn without_the_table_what_is_written_is_found_and_nothing_else() {
    let blank = Han::blank();
    let docs = [
        Doc {
            name: "寿丰石桥",
            former: &["老石桥"],
            others: &[(0, "启东市石桥路5号"), (1, "bridge-1")],
            ..Doc::default()
        },
        Doc { name: "明月桥", former: &["石桥"], ..Doc::default() },
        Doc {
            name: "壽豐石橋",
            latin: &["Stone Bridge"],
            others: &[(1, "bridge-2"), (2, "0513-83312345")],
            ..Doc::default()
        },
        named("吕四港"),
    ];
    let found = |query: &str| found_with(&docs, query, &blank).into_iter().map(|f| f.0).collect::<Vec<_>>();
    assert_eq!(found("石桥"), [1, 0]);
    assert_eq!(found("石橋"), [2]);
    assert_eq!(found("寿丰 石桥路"), [0]);
    assert_eq!(found("bridge-1"), [0]);
    assert_eq!(found("83312345"), [2]);
    assert_eq!(found("stone"), [2]);
    assert_eq!(found("石桥路五号"), [0]);
    for none in ["zzzz", "shiqiao", "sq", "寿丰石巧", "吕四岗", "x", "😀"] {
        assert_eq!(found(none), [] as [usize; 0], "{none}");
    }
}

#[test]
fn signs_alone_are_nothing_to_search_for() {
    for query in ["%", "○", "。。", "  ", "、", "※", "“”", "…", "\u{200b}", "'’", "---"] {
        assert!(Query::parse(query, table()).is_none(), "{query:?}");
    }
    check(&["寿丰石桥", "明月桥"], "石桥%", &["寿丰石桥"]);
    check(&["寿丰石桥", "明月桥"], "○石桥。", &["寿丰石桥"]);
    check(&["寿丰石桥", "明月桥"], "😀", &[]);
}

/// One of the writings of a number below a hundred.
fn writing(value: u32, way: usize) -> String {
    const SIGNS: [&[&str]; 2] = [
        &["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"],
        &["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾"],
    ];
    let spelled = |signs: &[&str]| {
        let (tens, ones) = (value as usize / 10, value as usize % 10);
        let tens = match tens {
            0 => String::new(),
            1 => signs[10].to_owned(),
            tens => signs[tens].to_owned() + signs[10],
        };
        tens + if ones > 0 { signs[ones] } else { "" }
    };
    match way {
        0 => value.to_string(),
        1 => spelled(SIGNS[0]),
        // A single sign of money is a name more often: 拾 alone is no number.
        2 if value > 10 => spelled(SIGNS[1]),
        3 => format!("第{value}"),
        _ => format!("第{}", spelled(SIGNS[0])),
    }
}

proptest! {
    /// A number is met by every writing of it and by no other number; the index finds what the walk says.
    #[test]
    fn every_writing_of_a_number_meets_every_other(a in 1u32..100, b in 1u32..100, ways in (0..5usize, 0..5usize)) {
        let (name, query) = (format!("王村{}组", writing(a, ways.0)), format!("村{}组", writing(b, ways.1)));
        let found = found_with(&[named(&name), named("王村百组")], &query, table());
        prop_assert_eq!(found.iter().any(|f| f.0 == 0 && f.1 == Substring), a == b, "{} {}", &query, &name);
        let word = Term::new(&query, table()).unwrap().word;
        let units = fold(&name, table()).units;
        let walked = walk(&word, &units, Role::Name, table());
        let class = found.iter().find(|f| f.0 == 0).map(|f| f.1);
        prop_assert_eq!(walked.and_then(|f| f.key.class()), class, "{} {}", &query, &name);
    }

    /// Where a usual reading meets as well as any, that decides; a rare one never makes a match better.
    #[test]
    fn usual_readings_are_never_worse(name in "[大重长乐虹腊西山吕四行]{1,4}", query in "[a-z]{1,10}") {
        let word = Term::new(&query, table()).unwrap().word;
        let units = fold(&name, table()).units;
        if let Some(found) = walk(&word, &units, Role::Name, table()) {
            let usual = units.iter().all(|&u| table().set_within(0, u) == table().set_of_unit(u));
            prop_assert!(!usual || found.key == found.key.with_rarity(0), "{} {}", &query, &name);
        }
    }
}

#[test]
fn numerals_say_where_they_stand() {
    let word = Term::new("村第29组", table()).unwrap().word;
    assert_eq!(word.numerals, [Numeral { start: 1, bare: 2, end: 4, value: 29, is_digits: true }]);
    assert_eq!(Prefix.max(Exact), Prefix);
}
