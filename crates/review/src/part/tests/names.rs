//! Names of a register opened from this machine, as offices write them, against applications.

use super::Bench;
use super::asked::reviewed;
use super::sources::{open, open_review};
use diming_review_protocol::finding::{Evidence, Weight};

/// The first layer behind those of the catalog.
const FIRST_OPENED: usize = 4;

/// A register's rows, an application's name and type, and what is told of names: class and weight, with `~` where for reference.
type Told<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

/// An application in 汇龙镇 against a register with the headings name, type and town, which holds a name of each type as well.
fn told(bench: &mut Bench, name: &str, kind: &str) -> Vec<String> {
    let findings = reviewed(bench, &[("name", name), ("type", kind), ("town", "汇龙镇")]).findings;
    let is_opened = |evidence: &Evidence| {
        let Evidence::Name(found) = evidence else { return false };
        found.feature.is_some_and(|feature| feature.layer() >= FIRST_OPENED)
    };
    let about = findings.iter().filter(|f| f.evidence.iter().any(is_opened));
    let about = about.filter_map(|f| Some((f.code.strip_prefix("duplicate.")?, f.weight, f.in_scope)));
    about.map(|(class, weight, is_in)| format!("{class} {weight:?}{}", if is_in { "" } else { "~" })).collect()
}

#[track_caller]
fn check(cases: &[Told]) {
    let mut register = String::new();
    let mut bench = open_review(&[]);
    for (rows, name, kind, expected) in cases {
        if *rows != register {
            register = (*rows).to_owned();
            bench = open_review(&[]);
            open(&mut bench, 1, &format!("标准名称,类别,所在乡镇\n{rows}\n"));
        }
        assert_eq!(told(&mut bench, name, kind), *expected, "{rows} / {name}");
    }
}

#[test]
fn each_of_several_names_in_a_cell_is_found() {
    let several = "人民路、和平路、建设路,街路巷,汇龙镇";
    check(&[
        (several, "和平路", "街路巷", &["D1 Error"]),
        (several, "人民路", "街路巷", &["D1 Error"]),
        (several, "何平路", "街路巷", &["H1 Warn"]),
        (several, "人民路、和平路、建设路", "街路巷", &["D1 Error", "D2 Error"]),
        ("育才路；江海路,街路巷,汇龙镇", "江海路", "街路巷", &["D1 Error"]),
        ("\"育才路,江海路\",街路巷,汇龙镇", "育才路", "街路巷", &["D1 Error"]),
        ("建设路/建设西路,街路巷,汇龙镇", "建设西路", "街路巷", &["D1 Error", "S2 Advice"]),
        ("建设路（原和平路、育才路）,街路巷,汇龙镇", "育才路", "街路巷", &["D1 Warn"]),
        ("建设路（原和平路、育才路）,街路巷,汇龙镇", "建设路", "街路巷", &["D1 Error"]),
        ("星光/阳光花园,住宅区,汇龙镇", "星光/阳光花园", "住宅区", &["D1 Error", "D2 Error"]),
    ]);
}

#[test]
fn the_place_before_a_name_does_not_count() {
    let of_town = "汇龙镇育才路,街路巷,汇龙镇";
    check(&[
        (of_town, "育才路", "街路巷", &["D2 Error"]),
        (of_town, "汇龙镇育才路", "街路巷", &["D1 Error"]),
        (of_town, "育才街", "街路巷", &["D3 Error"]),
        (of_town, "玉才路", "街路巷", &["H1 Warn"]),
        ("启东市汇龙镇育才路,街路巷,启东市汇龙镇", "育才路", "街路巷", &["D2 Error"]),
        ("汇龙镇幸福村育才路,街路巷,汇龙镇", "育才路", "街路巷", &["D2 Error"]),
        ("汇龙镇育才路,街路巷,", "育才路", "街路巷", &["D2 Error"]),
        ("南阳镇育才路,街路巷,南阳镇", "育才路", "街路巷", &["D2 Info~"]),
        ("育才路,街路巷,汇龙镇", "汇龙镇育才路", "街路巷", &["D2 Error"]),
        ("汇龙镇育才路,街路巷,汇龙镇", "启东市汇龙街道育才路", "街路巷", &["D2 Error"]),
    ]);
}

#[test]
fn radicals_stand_for_characters() {
    check(&[
        ("⼈⺠东路,街路巷,汇龙镇", "人民东路", "街路巷", &["D1 Error"]),
        ("人民东路,街路巷,汇龙镇", "⼈⺠东路", "街路巷", &["D1 Error"]),
        ("人民东路,街路巷,汇⻰镇", "人民东路", "街路巷", &["D1 Error"]),
    ]);
    let found = reviewed(&mut open_review(&[]), &[("name", "⼈⺠东路"), ("type", "街路巷"), ("town", "汇龙镇")]);
    assert!(found.findings.iter().any(|f| f.code == "script" && f.weight == Weight::Error));
}

#[test]
fn a_record_lies_elsewhere_only_where_its_place_is_known() {
    // The catalog has records in 汇龙镇 and in other towns.
    let told: [(&str, &[&str]); 17] = [
        ("汇龙镇", &["D1 Error"]),
        ("汇龙", &["D1 Error"]),
        ("启东市汇龙镇幸福村", &["D1 Error"]),
        ("汇龙镇幸福村委会", &["D1 Error"]),
        ("启东汇龙幸福村", &["D1 Error"]),
        ("Huilong", &["D1 Error"]),
        ("Huilong Town", &["D1 Error"]),
        ("幸福村", &["D1 Error"]),
        ("幸福小区", &["D1 Error"]),
        ("启东市", &["D1 Error"]),
        ("启东市幸福村", &["D1 Error"]),
        ("320681", &["D1 Error"]),
        ("", &["D1 Error"]),
        ("南阳镇", &["D1 Info~"]),
        ("启东市南阳镇", &["D1 Info~"]),
        ("南阳镇幸福村", &["D1 Info~"]),
        ("北城区街道", &["D1 Info~"]),
    ];
    for (town, expected) in told {
        check(&[(&format!("光明路,街路巷,{town}"), "光明路", "街路巷", expected)]);
    }
    // Where the town applied for is written without its kind, so are the others.
    check(&[("光明路,街路巷,南阳\n学林路,街路巷,汇龙", "光明路", "街路巷", &["D1 Info~"])]);
}

#[test]
fn phases_and_parts_are_of_one_name() {
    let second = "江海花园二期,住宅区,汇龙镇";
    check(&[
        (second, "江海花园", "住宅区", &["D2 Warn"]),
        (second, "江海花园三期", "住宅区", &["D2 Warn"]),
        (second, "江海花园二期", "住宅区", &["D1 Error"]),
        (second, "江海花苑", "住宅区", &["D3 Warn"]),
        ("江海花园,住宅区,汇龙镇", "江海花园东区", "住宅区", &["D2 Warn"]),
        ("启明路,街路巷,汇龙镇", "启明路一期", "街路巷", &["D2 Warn"]),
        ("启明路,街路巷,汇龙镇", "启明路延伸段", "街路巷", &["D2 Warn"]),
        ("启明路东延,街路巷,汇龙镇", "启明路", "街路巷", &["D2 Warn"]),
        ("汇龙镇启明路北延,街路巷,汇龙镇", "启明路", "街路巷", &["D2 Warn"]),
        (second, "将海花园", "住宅区", &["H1 Warn"]),
    ]);
}

#[test]
fn a_number_is_one_however_it_is_written() {
    check(&[
        ("二马路,街路巷,汇龙镇", "2马路", "街路巷", &["D2 Error"]),
        ("2马路,街路巷,汇龙镇", "二马路", "街路巷", &["D2 Error"]),
        ("2马路,街路巷,汇龙镇", "第二马路", "街路巷", &["D2 Error"]),
        ("胜利一巷,街路巷,汇龙镇", "胜利1巷", "街路巷", &["D2 Error"]),
        ("胜利一巷,街路巷,汇龙镇", "胜利第一巷", "街路巷", &["D2 Error"]),
        ("胜利一巷,街路巷,汇龙镇", "胜利１弄", "街路巷", &["D3 Error"]),
        ("胜利一巷,街路巷,汇龙镇", "圣利1巷", "街路巷", &["H1 Warn"]),
        ("胜利二十一巷,街路巷,汇龙镇", "胜利一巷", "街路巷", &[]),
        ("五一路,街路巷,汇龙镇", "51路", "街路巷", &[]),
    ]);
}

#[test]
fn a_number_in_a_list_is_no_part_of_a_name() {
    // The whole stays a name, which is near.
    let near: &[&str] = &["D1 Error", "S2 Advice"];
    check(&[
        ("1、光明路,街路巷,汇龙镇", "光明路", "街路巷", near),
        ("2.光明路,街路巷,汇龙镇", "光明路", "街路巷", near),
        ("①光明路,街路巷,汇龙镇", "光明路", "街路巷", near),
        ("（3）光明路,街路巷,汇龙镇", "光明路", "街路巷", &["D1 Error"]),
        ("(1)光明路,街路巷,汇龙镇", "光明路", "街路巷", &["D1 Error"]),
    ]);
}

#[test]
fn the_committees_of_villages_and_communities_are_of_one_kind() {
    let told = |rows: &'static str| (rows, "东风社区居民委员会", "村委会、居委会", &["D3 Error"][..]);
    check(&[
        told("东风村民委员会,村委会、居委会,汇龙镇"),
        told("东风村委会,村委会、居委会,汇龙镇"),
        told("东风村,村委会、居委会,汇龙镇"),
        ("东风社区居民委员会,村委会、居委会,汇龙镇", "东风村委会", "村委会、居委会", &["D3 Error"]),
        ("东风社区居委会,村委会、居委会,汇龙镇", "东风居委会", "村委会、居委会", &["D2 Error"]),
    ]);
}

#[test]
fn the_same_name_of_another_type_is_told() {
    let road = "启明路,交通运输设施,汇龙镇\n学林路,街路巷,汇龙镇\n启明桥,交通运输设施,汇龙镇";
    check(&[
        (road, "启明路", "街路巷", &["D1 Error"]),
        (road, "启明街", "街路巷", &["D3 Error"]),
        (road, "学林路", "交通运输设施", &["D1 Advice"]),
        (road, "启明桥", "街路巷", &["D1 Info~"]),
        (road, "学林路", "住宅区", &["D1 Info~"]),
        (road, "学林街", "住宅区", &[]),
        ("启明桥,交通运输设施,南阳镇", "启明桥", "街路巷", &[]),
    ]);
}
