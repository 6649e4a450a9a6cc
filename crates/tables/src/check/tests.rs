//! Each rule on small tables, and laws of the whole check.

use super::testing::{Sheet, han};
use super::*;
use diming_protocol::catalog::Lang;
use diming_protocol::geo::{LonLat, distance_m};
use proptest::prelude::*;

#[track_caller]
fn check_in(layer: &str, text: &str, expected: &[&str]) {
    assert_eq!(Sheet::new(layer, text).told(), expected, "{text}");
}

/// One column beside the name, and what is told of a cell of it.
#[track_caller]
fn check_cells(heading: &str, cases: &[(&str, &str)]) {
    let layers = ["care-homes", "cemeteries", "heritage"];
    let of_layer = |layer: &&&str| {
        let sheet = Sheet::new(layer, &format!("名称,{heading}\n甲院,"));
        !sheet.columns.list[1].is_unknown()
    };
    let layer = layers.iter().find(of_layer).unwrap();
    for (cell, expected) in cases {
        let text = format!("名称,{heading}\n启东一院,\"{cell}\"\n");
        let expected: Vec<String> = expected.split(';').filter(|e| !e.is_empty()).map(|e| format!("B2 {e}")).collect();
        assert_eq!(Sheet::new(layer, &text).told(), expected, "{heading} {cell}");
    }
}

#[test]
fn missing_fields() {
    check_in(
        "care-homes",
        "名称,类别,乡镇\n,养老院,寅阳镇\n甲院,,暂无\n",
        &["A2 missing.missing!", "B3 missing.missing!", "C3 missing.missing!", "C3 listed.placeholder? "],
    );
    let sheet = Sheet::new("care-homes", "名称,地址\n甲院,\n");
    let report = check(&sheet.input());
    let missing: Vec<_> = report.unchecked.iter().filter(|u| u.rule == Some(Rule::Missing)).map(|u| &u.field).collect();
    assert_eq!(missing, ["kind", "town"]);
}

#[test]
fn values_outside_their_lists() {
    check_cells(
        "类别",
        &[
            ("养老院", ""),
            ("养老 院", "listed.listed_as? 养老院"),
            ("Care home", ""),
            ("敬老所", "listed.not_listed"),
            ("　养老院", ""),
        ],
    );
    check_cells(
        "服务项目",
        &[
            ("助餐、呼叫", ""),
            ("助餐;呼 叫", "listed.listed_as? 助餐、呼叫"),
            ("助餐、按摩", "listed.not_listed"),
            ("—", "listed.placeholder? "),
        ],
    );
    check_cells("村", &[("任何村", "")]);
}

#[test]
fn numbers() {
    check_cells(
        "床位数",
        &[
            ("120", ""),
            ("１２０", "number.number_as? 120"),
            ("120张", "number.number_as? 120"),
            ("1,234", "number.number_as? 1234"),
            ("0.1万", "number.number_as? 1000"),
            ("约120", "number.no_number"),
            ("80-100", "number.no_number"),
            ("暂无", "number.placeholder? "),
            ("12.5", "number.not_count"),
            ("-5", "number.not_count;impossible.beyond"),
            ("5000", "impossible.beyond"),
            ("１２３４５６７８９０１２３４５６７", "number.number_as?;impossible.beyond"),
        ],
    );
}

#[test]
fn dates() {
    check_cells(
        "更新日期",
        &[
            ("2023-05-01", ""),
            ("2023-05", ""),
            ("2023", ""),
            ("2023.5.1", "date.date_as? 2023-05-01"),
            ("2023/5/1", "date.date_as? 2023-05-01"),
            ("2023年5月", "date.date_as? 2023-05"),
            ("45047", "date.date_serial? 2023-05-01"),
            ("2023-02-30", "date.no_such_day!"),
            ("2023-5-1 10:30", "date.date_as? 2023-05-01"),
            ("去年", "date.no_date"),
            ("无", "date.placeholder? "),
            ("1623-05-01", "impossible.too_early"),
            ("2026-11-21", ""),
            ("2026-11", ""),
            ("2026-11-22", "impossible.future"),
            ("2062", "impossible.future"),
        ],
    );
    check_cells("停用日期", &[("2062", "")]);
}

#[test]
fn yes_and_no_and_marks() {
    check_cells(
        "普惠",
        &[("是", ""), ("√", ""), ("0", ""), ("部分", "yes_no.no_yes_no"), ("不详", "yes_no.placeholder? ")],
    );
    check_cells("八有", &[("√√×√√√√?", ""), ("有建设审批、有绿化环境", ""), ("七项", "yes_no.no_marks")]);
}

#[test]
fn links_and_telephones() {
    check_cells(
        "网址",
        &[
            ("https://www.qidong.gov.cn/a", ""),
            ("HTTP://a.cn", ""),
            ("www.qidong.gov.cn", "link.no_link"),
            ("公众号：启东养老", "link.no_link"),
            ("https://", "link.no_link"),
        ],
    );
    check_cells(
        "联系电话",
        &[
            ("0513-83312345", ""),
            ("0513-83312345转8001、13800001234", ""),
            ("12345", ""),
            ("400-123-4567", ""),
            ("02-82187139", ""),
            ("1380000123", "phone.phone_digits"),
            ("138000012345", "phone.phone_digits"),
            ("请问村委会", "phone.no_phone"),
            ("无", "phone.no_phone"),
            ("/", "phone.placeholder? "),
            ("1.38E+10", "spoilt.spoilt!"),
        ],
    );
}

#[test]
fn rounded_numbers() {
    check_in(
        "care-homes",
        "编号,名称,类别,乡镇\n3.20681E+17,甲院,养老院,寅阳镇\n320681199901010000,乙院,养老院,寅阳镇\n\
        320681199901011234,丙院,养老院,寅阳镇\n320681000000,丁院,养老院,寅阳镇\n",
        &["A2 spoilt.spoilt!", "A3 spoilt.rounded"],
    );
    check_cells("备案号", &[("3.2E+17", "spoilt.spoilt"), ("3E2", "")]);
}

#[test]
fn impossible_values() {
    let text = "名称,类别,乡镇,床位数,护理床位,在住人数,启用日期,停用日期\n\
        甲院,养老院,寅阳镇,80,120,79,2020-05,2020-05-02\n\
        乙院,养老院,寅阳镇,80,60,81,2020-05-02,2019\n\
        丙院,养老院,寅阳镇,,60,81,2020,2020\n";
    check_in("care-homes", text, &["E2 impossible.more_than!", "F3 impossible.more_than!", "H3 impossible.before!"]);
    let mut sheet = Sheet::new("care-homes", "名称,更新日期\n甲院,2062-01-01\n");
    sheet.today = Date::UNKNOWN;
    assert!(check(&sheet.input()).unchecked.iter().any(|u| u.why == Why::NoToday));
}

#[test]
fn duplicate_ids() {
    let text = "编号,名称,类别,乡镇\nA1,甲院,养老院,寅阳镇\nA2,乙院,养老院,寅阳镇\n A1 ,丙院,养老院,寅阳镇\nA1,丁院,养老院,寅阳镇\n";
    check_in("care-homes", text, &["A4 same_id.same_id!", "A5 same_id.same_id!"]);
}

#[test]
fn names_that_are_the_same_near_each_other_or_in_one_town() {
    let text = "名称,类别,乡镇,经度,纬度\n\
        惠萍敬老院,敬老院,惠萍镇,121.6500,31.8500\n\
        会萍敬老院,敬老院,惠萍镇,121.6520,31.8500\n\
        惠萍敬老院,公墓,惠萍镇,121.6500,31.8500\n\
        惠萍敬老院,敬老院,惠萍镇,121.7500,31.8500\n\
        惠萍 敬老院,敬老院,惠萍镇,,\n\
        惠萍敬老院,敬老院,寅阳镇,,\n";
    check_in(
        "care-homes",
        text,
        &["A3 same_name.same_sound_near?", "A6 same_name.same_name_in_town", "A6 clean.blanks? 惠萍敬老院"],
    );
    // A character of several readings: 乐 as yue or le.
    let text = "名称,类别,乡镇\n音乐馆,养老院,寅阳镇\n音月馆,养老院,寅阳镇\n音勒馆,养老院,寅阳镇\n,,\n";
    check_in("care-homes", text, &["A3 same_name.same_sound_in_town?", "A4 same_name.same_sound_in_town?"]);
    let report = check(&Sheet::new("care-homes", "名称,乡镇\n甲院,\n甲院,\n").input());
    assert!(report.unchecked.iter().any(|u| u.rule == Some(Rule::SameName) && u.why == Why::NoPlace && u.rows == 2));
}

#[test]
fn telephones_and_addresses_that_are_the_same() {
    let text = "名称,类别,乡镇,电话,地址\n\
        甲院,养老院,寅阳镇,0513-83312345,人民路12号\n\
        乙院,养老院,寅阳镇,051383312345、13800001234,人民路１２号\n\
        丙院,公墓,寅阳镇,0513-83312345,人民路12号\n\
        丁院,养老院,寅阳镇,13800001234,寅兴垦村\n\
        戊院,养老院,寅阳镇,0513-83312345转8,寅兴垦村\n";
    check_in(
        "care-homes",
        text,
        &[
            "D3 same_phone.same_phone?",
            "E3 same_address.same_address?",
            "E3 clean.full_width? 人民路12号",
            "D5 same_phone.same_phone?",
        ],
    );
    let rows: String = (0..6)
        .map(|n| format!("{}院,养老院,寅阳镇,13800001234,人民路12号\n", ["甲", "乙", "丙", "丁", "戊", "己"][n]))
        .collect();
    check_in(
        "care-homes",
        &format!("名称,类别,乡镇,电话,地址\n{rows}"),
        &["D2 same_phone.shared_phone?", "E2 same_address.shared_address?"],
    );
}

#[test]
fn positions() {
    let head = "名称,类别,乡镇,经度,纬度\n";
    for (cells, expected) in [
        ("121.6612,31.8104", ""),
        (",", ""),
        ("31.8104,121.6612", "D2 position.swapped! 121.6612|31.8104"),
        ("0,0", "D2 position.zero_position!"),
        ("121.6612,", "E2 position.half_position"),
        (",31.8104", "D2 position.half_position"),
        ("121.7,31.9", "D2 position.few_decimals"),
        ("121°42′0″,31°54′0″", "D2 position.position_as? 121.7|31.9"),
        ("\"121.6612,31.8104\",", "D2 position.position_as? 121.6612|31.8104"),
        ("12166120,3181040", "D2 position.no_degrees!"),
        ("人民路,31.8104", "D2 position.no_position"),
        ("112.6612,31.8104", "D2 region.outside_region!"),
        ("１２１.6612,31.8104", "D2 position.position_as? 121.6612"),
    ] {
        let expected: Vec<&str> = if expected.is_empty() { vec![] } else { vec![expected] };
        let text = format!("{head}启东院,养老院,寅阳镇,{cells}\n");
        let told = Sheet::new("care-homes", &text).told();
        let told: Vec<&String> = told.iter().filter(|t| !t.contains("clean.")).collect();
        assert_eq!(told, expected, "{cells}");
    }
    check_in(
        "care-homes",
        "名称,类别,乡镇,坐标\n甲院,养老院,寅阳镇,\"31.8104,121.6612\"\n乙院,养老院,寅阳镇,\"121.6612,31.8104\"\n",
        &["D2 position.swapped! 121.6612,31.8104"],
    );
}

#[test]
fn records_far_from_their_town_and_at_one_point() {
    let mut text = String::from("名称,类别,乡镇,经度,纬度\n");
    for n in 0..12 {
        text += &format!(
            "寅{n}院,养老院,寅阳镇,121.8{n:02}0,31.8{n:02}1\n汇{n}院,养老院,汇龙镇,121.6{n:02}0,31.8{n:02}1\n"
        );
    }
    text += "错一院,养老院,寅阳镇,121.6060,31.8061\n";
    text += &"同一院,养老院,启隆镇,121.5000,31.7000\n".repeat(5);
    let sheet = Sheet::new("care-homes", &text);
    let told: Vec<String> = sheet.told().into_iter().filter(|t| !t.contains("same_name")).collect();
    assert_eq!(told[0], "C26 town.far_from_town");
    assert!(told[1..].iter().all(|t| t.contains("one_point.one_point?")) && told.len() == 6, "{told:?}");
    let report = check(&sheet.input());
    let sentence = report.problems.iter().find(|p| p.rule == Rule::Town).unwrap().sentence(&sheet.input(), Lang::Zh);
    assert!(sentence.contains("位置像在汇龙镇"), "{sentence}");
    assert!(report.unchecked.iter().any(|u| u.why == Why::FewInTown && u.rows == 5));
}

#[test]
fn characters_of_names() {
    for (name, expected) in [
        ("启东敬老院", ""),
        ("A座2号", ""),
        ("啟東敬老院", "A2 script.traditional 启东敬老院"),
        ("亍村院", "A2 script.rare_character?"),
        ("㐂院", "A2 script.not_standard"),
        ("\u{e000}院", "A2 script.private_character!"),
    ] {
        let expected: Vec<&str> = if expected.is_empty() { vec![] } else { vec![expected] };
        check_in("care-homes", &format!("名称,类别,乡镇\n{name},养老院,寅阳镇\n"), &expected);
    }
}

#[test]
fn spellings_of_names() {
    for (name, kind, spelling, expected) in [
        ("人民路", "street", "Rénmín Lù", ""),
        ("人民路", "street", "Renmin Lu", ""),
        ("人民路", "street", "RENMIN LU", ""),
        ("人民路", "", "Renmin Lu", ""),
        ("人民路", "street", "Renmin Road", "C2 spelling.wrong_spelling Renmin Lu"),
        ("人民路", "street", "Jiěfàng Lù", "C2 spelling.wrong_spelling Rénmín Lù"),
        ("王村", "natural_village", "Wángcūn", ""),
    ] {
        let text = format!("名称,地名类别,罗马字母拼写,状态\n{name},{kind},{spelling},现用\n");
        let told = Sheet::new("gazetteer", &text).told();
        let told: Vec<&String> = told.iter().filter(|t| t.contains("spelling")).collect();
        let expected: Vec<&str> = if expected.is_empty() { vec![] } else { vec![expected] };
        assert_eq!(told, expected, "{name} {kind} {spelling}");
    }
}

#[test]
fn blanks_control_characters_and_full_width_letters() {
    check_cells(
        "地址",
        &[
            ("启东市 汇龙镇", ""),
            ("启东市  汇龙镇", "clean.blanks? 启东市 汇龙镇"),
            ("启东市　汇龙镇", "clean.blanks? 启东市 汇龙镇"),
            ("人民路２０号Ａ座", "clean.full_width? 人民路20号A座"),
            ("人民路（东）", ""),
            ("人民\u{200b}路", "clean.control? 人民路"),
            ("人民\t路", "clean.control? 人民 路"),
            ("人\u{fffd}路", "clean.bad_text"),
        ],
    );
    check_cells("备注", &[("一\n二", ""), ("一 \n 二", "")]);
    check_in(
        "care-homes",
        "名称,类别,乡镇\n甲 院,养老院,寅阳镇\n\"甲\n乙\",养老院,寅阳镇\nA 1,养老院,寅阳镇\n",
        &["A2 clean.blanks? 甲院", "A3 clean.control? 甲乙"],
    );
}

#[test]
fn what_is_not_checked_is_told() {
    let mut sheet = Sheet::new("care-homes", "名称,颜色\n甲院,红\n");
    sheet.thresholds.off = vec!["clean".to_owned()];
    let (blank, none) = (Han::blank(), Standard::default());
    let input = Input { tables: Tables { han: &blank, standard: &none, ..sheet.input().tables }, ..sheet.input() };
    let told: Vec<String> =
        check(&input).unchecked.iter().map(|u| format!("{}.{:?}", u.rule.map_or("", Rule::code), u.why)).collect();
    let expected = [
        ".UnknownColumn",
        "missing.NoColumn",
        "missing.NoColumn",
        "same_id.NoColumn",
        "same_name.NoTable",
        "same_name.NoPlace",
        "same_phone.NoColumn",
        "same_address.NoColumn",
        "position.NoColumn",
        "region.NoColumn",
        "town.NoColumn",
        "one_point.NoColumn",
        "script.NoTable",
        "spelling.NoColumn",
        "clean.Off",
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_report_as_a_table_and_in_numbers() {
    let text = "名称,类别,乡镇,床位数\n=1+1,养老院,寅阳镇,120张\n乙院,养老院,寅阳镇,80\n丙院,,,x\n";
    let sheet = Sheet::new("care-homes", text);
    let input = sheet.input();
    let report = check(&input);
    let csv = report.csv(&input, Lang::Zh);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "\u{feff}轻重,检查项目,行,单元格,编号,名称,列,现值,问题和处理,建议改为");
    assert_eq!(lines[1], "建议,数字,2,D2,,\"'=1+1\",床位数,120张,是数字，但写法不统一。可按建议改写。,120");
    assert_eq!(lines.len(), 1 + report.problems.len() + report.unchecked.len());
    let summary = &report.summary;
    assert_eq!((summary.rows, summary.rows_with_problems, summary.repairs, summary.total()), (3, 2, 1, 4));
    assert_eq!(summary.by_weight, [2, 1, 1]);
    let towns: Vec<_> = summary.by_town.iter().map(|t| (t.town.as_str(), t.rows, t.rows_with_problems)).collect();
    assert_eq!(towns, [("", 1, 1), ("寅阳镇", 2, 1)]);
    for lang in [Lang::Zh, Lang::En] {
        assert!(!report.csv(&input, lang).contains(['{', '[']));
    }
}

/// A cell that may be anything: good values, odd ones, noise.
fn cell() -> impl Strategy<Value = String> {
    let odd = vec![
        "",
        " ",
        "甲院",
        "惠萍敬老院",
        "会萍敬老院",
        "养老院",
        "寅阳镇",
        "汇龙镇",
        "120",
        "１２０",
        "120张",
        "约120",
        "2023-05-01",
        "45047",
        "2023-02-30",
        "3.2E+17",
        "121.6612",
        "31.8104",
        "0",
        "-1",
        "1e999",
        "0513-83312345",
        "是",
        "〃",
        "同上",
        "=1+1",
        "Huìpíng Jìnglǎoyuàn",
        "啟東",
        "人民路12号",
        "99999999999999999999",
    ];
    prop_oneof![4 => prop::sample::select(odd).prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => "[\\x00-\\x7f]{0,4}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_list_is_checked_the_same_in_any_steps(
        rows in prop::collection::vec(prop::collection::vec(cell(), 12), 0..24),
        units in 1_u64..40,
        layer in prop::sample::select(vec!["care-homes", "heritage", "cemeteries"]),
    ) {
        let names = "编号,名称,类别,乡镇,地址,电话,经度,纬度,床位数,护理床位,更新日期,罗马字母拼写";
        let mut sheet = Sheet::new(layer, &format!("{names}\n"));
        for (row, line) in rows.iter().zip(2..) {
            sheet.read.list.push(line, row.iter().map(String::as_str)).unwrap();
        }
        let input = sheet.input();
        let whole = check(&input);
        let mut check = Check::new(&input);
        let mut done = 0;
        loop {
            let progress = check.step(&input, units);
            prop_assert!(progress.done > done && progress.done <= progress.total);
            done = progress.done;
            if progress.is_done {
                break;
            }
        }
        let stepped = check.finish(&input).unwrap();
        prop_assert_eq!(&stepped, &whole);
        let place = |p: &Problem| (p.row, p.column, p.rule);
        prop_assert!(whole.problems.windows(2).all(|pair| place(&pair[0]) <= place(&pair[1])));
        prop_assert_eq!(whole.summary.total(), whole.problems.len() as u64);
        prop_assert!(!whole.csv(&input, Lang::En).is_empty());
        // Nothing is proposed that is there already.
        for problem in &whole.problems {
            prop_assert!(problem.repair() != Some(problem.value(&input)), "{:?}", problem);
        }
    }

    #[test]
    fn likely_duplicates_are_those_of_a_plain_comparison(
        at in prop::collection::vec((0..60_i32, 0..60_i32, 0..3_usize), 0..60),
    ) {
        let names = ["惠萍敬老院", "会萍敬老院", "寅阳敬老院"];
        let mut text = String::from("名称,类别,乡镇,经度,纬度\n");
        let places: Vec<(f64, f64)> = at.iter().map(|&(x, y, _)| (121.6 + f64::from(x) * 0.0011, 31.8 + f64::from(y) * 0.0009)).collect();
        for (&(lon, lat), &(_, _, name)) in places.iter().zip(&at) {
            text += &format!("{},养老院,寅阳镇,{lon:.6},{lat:.6}\n", names[name]);
        }
        let sheet = Sheet::new("care-homes", &text);
        let sound = |name: usize| name.max(1);
        let is_near = |a: usize, b: usize| {
            let at = |(lon, lat): (f64, f64)| LonLat { lon: format!("{lon:.6}").parse().unwrap(), lat: format!("{lat:.6}").parse().unwrap() };
            distance_m(at(places[a]), at(places[b])) <= 300.0
        };
        let expected: Vec<u32> = (0..at.len())
            .filter(|&b| (0..b).any(|a| sound(at[a].2) == sound(at[b].2) && is_near(a, b)))
            .map(|b| b as u32)
            .collect();
        let report = check(&sheet.input());
        let found: Vec<u32> = report.problems.iter().filter(|p| p.rule == Rule::SameName).map(|p| p.row).collect();
        prop_assert_eq!(found, expected);
        prop_assert!(!han().is_blank());
    }
}
