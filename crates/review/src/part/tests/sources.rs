//! What the review takes for a register among the files that are open, and what it says where one is missing or not understood.

use super::asked::{answers, bench, catalog, fields, reviewed, state, urls};
use super::*;
use diming_protocol::LocalFile;
use diming_protocol::catalog::Datum;
use diming_review_protocol::finding::{Evidence, Unchecked, Weight};
use diming_review_protocol::messages::{register_words, tell};
use diming_review_protocol::review::{RegisterInfo, RegisterStanding, ReviewInfo};

const RED_FLAG: [(&str, &str); 3] = [("name", "红旗街"), ("type", "street"), ("town", "汇龙镇")];

/// An office's catalog: the heading 类别 is that of facilities' kinds, as in the sample.
fn office() -> String {
    let kind = r#""kind": {"label": {"zh": "类别", "en": "Kind"}, "kind": "choice", "aliases": ["类型"], "values": [{"value": "养老院", "label": {"zh": "养老院"}}]},
    "phone": {"label": {"zh": "电话"}, "kind": "phones"},
    "type": {"label": {"zh": "地名类别"}"#;
    catalog("").replacen(r#""type": {"label": {"zh": "类别"}"#, kind, 1)
}

pub(super) fn open_review(more: &[(&str, &str)]) -> Bench {
    let office = office();
    let mut bench = bench("", &[&[("catalog.json", office.as_str())], more].concat());
    bench.ask(0, ReviewAsk::Open(urls()));
    bench.run();
    bench
}

/// Opens a file of this machine; what the review says of it.
pub(super) fn open(bench: &mut Bench, number: u32, text: &str) -> RegisterInfo {
    bench.files.insert(format!("local:{number}"), text.as_bytes().to_vec());
    let file = LocalFile { number, name: format!("登记{number}.csv"), bytes: text.len() as u64, modified_ms: 1 };
    bench.engine.submit(Request::OpenLocal { file, datum: Datum::Wgs84 });
    bench.run();
    register(bench, 3 + number)
}

fn info(bench: &Bench) -> ReviewInfo {
    match state(bench) {
        ReviewState::Ready(info) => *info,
        state => panic!("{state:?}"),
    }
}

fn register(bench: &Bench, layer: u32) -> RegisterInfo {
    let registers = info(bench).registers;
    registers.iter().find(|register| register.layer == layer).cloned().unwrap_or_else(|| panic!("{registers:?}"))
}

fn switch(bench: &mut Bench, layer: &str, on: bool) {
    bench.ask(0, ReviewAsk::Use { layer: layer.to_owned(), on });
    bench.run();
}

/// Names found under a code in the scope, and why checks of it could not be done.
fn told(bench: &mut Bench, of: &[(&str, &str)], code: &str) -> (usize, Vec<Unchecked>) {
    let findings = reviewed(bench, of).findings;
    let names = findings.iter().filter(|f| f.code == code && f.in_scope).map(|f| f.evidence.len()).sum();
    let rule = code.split('.').next().unwrap();
    (names, findings.iter().filter(|f| f.code == rule).filter_map(|f| f.unchecked).collect())
}

#[test]
fn a_file_with_the_heading_of_kinds_is_a_register_by_its_values() {
    for (text, names) in [
        ("名称,类别,乡镇\n红旗街,街路巷,汇龙镇\n汇龙镇,行政区划,汇龙镇\n", 2),
        ("标准名称,类型,所在乡镇\n红旗街,街巷,启东市汇龙镇\n", 1),
        ("standard_name,place_type_code,所在跨行政区\n红旗街,22200,汇龙镇\n", 1),
        ("地名,地名类别,所属乡镇（街道）,状态\n红旗街（原红卫街）,巷道,汇龙,正在使用\n", 1),
        ("名称,乡镇\n红旗街 ,汇龍鎮\n", 1),
        ("名称,类别,乡镇\n红旗街,甲类,汇龙镇\n", 1),
    ] {
        let mut bench = open_review(&[]);
        assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1").0, 0);
        let register = open(&mut bench, 1, text);
        assert_eq!((register.standing, register.names), (RegisterStanding::Used, names), "{text}");
        assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1").0, 1, "{text}");
    }
}

#[test]
fn facilities_are_told_as_such_and_used_where_a_person_says_so() {
    let mut bench = open_review(&[]);
    let register_is = open(&mut bench, 1, "名称,类别,乡镇\n红旗街,养老院,汇龙镇\n");
    assert_eq!(register_is.standing, RegisterStanding::Facilities);
    assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1").0, 0);
    assert!(register_words(Lang::Zh, &register_is).0.contains("其中是设施"));
    let id = "local-1".to_owned();
    switch(&mut bench, &id, true);
    assert_eq!(register(&bench, 4).standing, RegisterStanding::Used);
    assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1").0, 1);
    switch(&mut bench, &id, false);
    assert_eq!(register(&bench, 4).standing, RegisterStanding::Off);
    assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1").0, 0);
    // Kinds that nobody knows, beside telephones, are those of facilities.
    let register_is = open(&mut bench, 2, "名称,类别,电话\n小红帽,幼儿园,0513-80001234\n");
    assert_eq!(register_is.standing, RegisterStanding::Facilities);
}

#[test]
fn names_among_facilities_are_counted() {
    let mut bench = open_review(&[]);
    let text = "名称,类别,乡镇\n甲院,养老院,汇龙镇\n乙院,养老院,汇龙镇\n丙院,养老院,汇龙镇\n红旗街,街路巷,汇龙镇\n人民路,街路巷,汇龙镇\n";
    let register_is = open(&mut bench, 1, text);
    assert_eq!((register_is.standing, register_is.of_places), (RegisterStanding::Facilities, (2, 5)));
    assert!(register_words(Lang::Zh, &register_is).0.starts_with("未用：5 条中有 2 条是地名"));
    switch(&mut bench, "local-1", true);
    assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1").0, 1);
}

#[test]
fn a_status_that_is_not_understood_is_shown_in_its_own_word() {
    let mut bench = open_review(&[]);
    open(&mut bench, 1, "名称,曾用名,类别,状态,乡镇\n红旗街,红卫街,街路巷,待定名,汇龙镇\n");
    for (name, said, line) in
        [("红旗街", "待定名", "红旗街（“待定名”，按现用比较，汇龙镇）"), ("红卫街", "", "红卫街（曾用，汇龙镇）")]
    {
        let findings = reviewed(&mut bench, &[("name", name), ("type", "street"), ("town", "汇龙镇")]).findings;
        let is_it = |e: &Evidence| matches!(e, Evidence::Name(found) if found.said == said && found.name == name);
        assert!(findings.iter().flat_map(|finding| &finding.evidence).any(is_it), "{findings:?}");
        let lines: Vec<String> = findings.iter().flat_map(|f| tell(Lang::Zh, f).lines).collect();
        assert!(lines.iter().any(|told| told.starts_with(line)), "{lines:?}");
    }
}

#[test]
fn registers_that_are_switched_off_leave_no_all_clear() {
    let mut bench = open_review(&[]);
    let renaming = [RED_FLAG[0], RED_FLAG[1], RED_FLAG[2], ("renaming", "是"), ("old_name", "人民路")];
    for layer in ["names", "heritage"] {
        switch(&mut bench, layer, false);
    }
    assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1").1, [Unchecked::NoRegister]);
    assert_eq!(told(&mut bench, &renaming, "protected").1, [Unchecked::NoRegister]);
    // It holds for the visit: also where the data change.
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.run();
    assert_eq!(register(&bench, 0).standing, RegisterStanding::Off);
}

#[test]
fn a_register_none_of_whose_rows_can_be_used_is_told() {
    for (text, left_out) in [
        ("乡镇,类别\n汇龙镇,街路巷\n", 1),
        ("名称,类别\n,街路巷\n ,街路巷\n", 2),
        ("名称,类别\n红\u{fffd}街,街路巷\n", 1),
        ("名称,类别\n", 0),
    ] {
        let mut bench = open_review(&[]);
        let register = open(&mut bench, 1, text);
        assert_eq!((register.standing, register.left_out), (RegisterStanding::Unusable, left_out), "{text:?}");
        let (_, unchecked) = told(&mut bench, &RED_FLAG, "duplicate.D1");
        assert_eq!(unchecked, [Unchecked::RegisterPart], "{text:?}");
        assert!(register_words(Lang::Zh, &register).0.starts_with("未用："));
    }
}

#[test]
fn words_that_are_not_understood_are_compared_and_told() {
    let mut bench = open_review(&[]);
    let text =
        "名称,类别,状态,乡镇\n红旗街,街路巷,待定名,汇龙镇\n红星桥,甲类,现用,汇龙镇\n红光街,街路巷,已废止,汇龙镇\n";
    let register = open(&mut bench, 1, text);
    assert_eq!((register.types_unknown, register.statuses_unknown), ((1, "甲类".into()), (1, "待定名".into())));
    assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1"), (1, vec![]));
    let of = |name: &'static str, kind: &'static str| [("name", name), ("type", kind), ("town", "汇龙镇")];
    assert_eq!(told(&mut bench, &of("红星桥", "transport"), "duplicate.D1").0, 1);
    assert_eq!(told(&mut bench, &of("红光街", "street"), "duplicate.X1").0, 1);
    // None of its words is known: compared all the same, and no all-clear.
    open(&mut bench, 2, "名称,类别,状态\n红旗街,甲类,乙\n");
    assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1"), (2, vec![Unchecked::RegisterPart]));
}

#[test]
fn names_that_are_not_in_use_any_more_are_cancelled_or_former() {
    for (status, end, code) in [
        ("停用", "", "duplicate.X1"),
        ("注销", "", "duplicate.X1"),
        ("已撤销", "", "duplicate.X1"),
        // A value of the catalog: by what it is called there, or by its state.
        ("3", "", "duplicate.X1"),
        ("4", "", "duplicate.X1"),
        ("", "2003年", "duplicate.X1"),
        ("现用", "2003-05-01", "duplicate.X1"),
        ("乙", "2003", "duplicate.X1"),
        ("曾用", "2003", "duplicate.D1"),
        ("已更名(旧名)", "", "duplicate.D1"),
        ("现用", "2999", "duplicate.D1"),
        ("现用", "无", "duplicate.D1"),
        ("乙", "", "duplicate.D1"),
    ] {
        for heading in ["废止年份", "注销日期", "停用日期"] {
            let mut bench = open_review(&[]);
            let text = format!(
                "名称,类别,状态,乡镇,{heading}\n红旗街,街路巷,{status},汇龙镇,{end}\n红光街,街路巷,现用,汇龙镇,\n"
            );
            let register = open(&mut bench, 1, &text);
            let is_told = (status, end) == ("乙", "");
            assert_eq!(register.statuses_unknown.0, u32::from(is_told), "{text}");
            let findings = reviewed(&mut bench, &RED_FLAG).findings;
            let weights: Vec<_> = findings.iter().filter(|f| f.code == code && f.in_scope).map(|f| f.weight).collect();
            let in_use = matches!(status, "现用" | "乙") && code == "duplicate.D1";
            assert_eq!(weights, [if in_use { Weight::Error } else { Weight::Warn }], "{text}");
        }
    }
}

#[test]
fn layers_that_are_not_whole_are_no_all_clear() {
    let cut = &super::asked::names()[..400];
    for (file, text, rule, why) in [
        ("names.geojson", "<html><body>login</body></html>", "duplicate", Unchecked::RegisterPart),
        ("names.geojson", cut, "duplicate", Unchecked::RegisterPart),
        ("names.geojson", r#"{"type":"FeatureCollection","features":[]}"#, "duplicate", Unchecked::RegisterPart),
        ("heritage.geojson", "<html></html>", "protected", Unchecked::HeritagePart),
        ("built.geojson", "<html></html>", "duplicate", Unchecked::AreasPart),
    ] {
        let mut bench = open_review(&[(file, text)]);
        let renaming = [RED_FLAG[0], RED_FLAG[1], RED_FLAG[2], ("renaming", "是"), ("old_name", "人民路")];
        let (_, unchecked) = told(&mut bench, &renaming, rule);
        assert!(unchecked.contains(&why), "{file} {text:.20}: {unchecked:?}");
    }
    let bench = open_review(&[("bank.geojson", "<html></html>")]);
    assert!(info(&bench).is_reserve_part);
}

#[test]
fn a_record_of_the_same_key_and_name_elsewhere_is_another() {
    let mut bench = open_review(&[]);
    open(&mut bench, 1, "编号,名称,类别,乡镇\n1,人民路,街路巷,海复镇\n");
    let road = [("name", "人民路"), ("type", "street"), ("town", "汇龙镇")];
    assert_eq!(told(&mut bench, &road, "duplicate.D1").0, 1);
}

#[test]
fn a_table_that_is_none_is_no_table() {
    for (file, text, problem) in [
        ("standard.txt", "<!DOCTYPE html><title>login</title>", Problem::Html),
        ("alike.txt", "<html>", Problem::Html),
        ("standard.txt", "一乙二十丁厂七卜八人入儿", Problem::Truncated { byte: 36 }),
    ] {
        let mut bench = open_review(&[(file, text)]);
        assert_eq!(state(&bench), ReviewState::Failed(problem), "{file}");
        assert_eq!(answers(&mut bench, ReviewAsk::One { fields: fields(&RED_FLAG), own_id: String::new() }), []);
    }
}

#[test]
fn pending_applications_over_the_limit_are_told() {
    let mut bench = open_review(&[]);
    let case = |n: usize| (format!("c{n}"), fields(&[("name", "通海路"), ("type", "street")]));
    bench.ask(0, ReviewAsk::Pending((0..5_001).map(case).collect()));
    assert!(told(&mut bench, &RED_FLAG, "duplicate.D1").1.contains(&Unchecked::PendingPart));
    bench.ask(0, ReviewAsk::Pending(vec![case(1)]));
    assert!(!told(&mut bench, &RED_FLAG, "duplicate.D1").1.contains(&Unchecked::PendingPart));
}

#[test]
fn a_batch_over_its_limit_is_refused_whole() {
    let mut bench = open_review(&[]);
    let text = "红旗街\n".repeat(crate::pasted::ROWS_MAX + 1);
    for ask in [ReviewAsk::Batch(text.clone()), ReviewAsk::Names(text)] {
        let answers = answers(&mut bench, ask);
        assert!(matches!(answers.as_slice(), [ReviewAnswer::Refused(Problem::Limit { .. })]), "{answers:?}");
    }
}

#[test]
fn both_halves_of_a_table_side_by_side_are_compared() {
    let mut bench = open_review(&[]);
    let text = "序号,标准名称,类别,所在乡镇,序号,标准名称,类别,所在乡镇\n1,人民路,街路巷,汇龙镇,3,红旗街,街路巷,汇龙镇\n\
        2,和平路,街路巷,汇龙镇,,,,\n";
    let register = open(&mut bench, 1, text);
    assert_eq!((register.names, register.unread), (3, 0));
    assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1"), (1, vec![]));
}

#[test]
fn what_was_left_out_of_a_register_is_no_all_clear() {
    let line = |name: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}","type":"street","town":"汇龙镇"}},"geometry":null}}"#
        )
    };
    let texts = [
        format!("{}\n{}\n{}\n", line("人民路"), &line("红旗街")[..70], line("和平路")),
        format!(
            r#"{{"type":"FeatureCollection","features":[{},{{"type":"Feature",}},{}]}}"#,
            line("甲路"),
            line("乙路")
        ),
        "标准名称,类别,地名\n人民路,街路巷,红旗街\n".to_owned(),
        "名称,类别,乡镇\n人民路,街路巷,汇龙镇\n和平".to_owned(),
        "序号,名称,类别\n1,人民路,街路巷\n合计,红旗街,街路巷\n".to_owned(),
    ];
    for text in texts {
        let mut bench = open_review(&[]);
        let register = open(&mut bench, 1, &text);
        assert_eq!((register.standing, register.unread), (RegisterStanding::Used, 1), "{text}");
        assert_eq!(told(&mut bench, &RED_FLAG, "duplicate.D1").1, [Unchecked::RegisterPart], "{text}");
    }
    // Nothing that may be a name is missing.
    for text in [
        "序号,名称,类别\n1,人民路,街路巷\n合计,1,\n审核人：张三,填表人：李四,\n",
        "名称,类别\n人民路,街路巷",
        "标准名称,类别,专名名称\n人民路,街路巷,人民\n",
    ] {
        let mut bench = open_review(&[]);
        let register = open(&mut bench, 1, text);
        assert_eq!((register.names, register.unread), (1, 0), "{text}");
    }
}
