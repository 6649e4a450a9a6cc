use super::*;
use crate::testing::{any_list, cells, list, roles, table};
use diming_protocol::catalog::Lang;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn sides<'a>(before: &'a List, after: &'a List) -> Sides<'a> {
    Sides { before, before_roles: roles(before), after, after_roles: roles(after), han: table() }
}

/// What became of each row, a place a line: kind, ids or first cells before and after, certainty of what is unsure.
fn told(before: &List, after: &List) -> Vec<String> {
    let sides = sides(before, after);
    let found = compare(&sides, &Thresholds::default()).unwrap();
    let names = |side: Side, rows: &[u32]| {
        rows.iter().map(|&row| sides.list(side).cell(row as usize, 0)).collect::<Vec<_>>().join("+")
    };
    let line = |entry: Entry| {
        let kind = found.kind(entry);
        match entry {
            Entry::Pair { before, after } => {
                format!("{kind:?} {} {}", names(Side::Before, &[before]), names(Side::After, &[after]))
            }
            Entry::Removed(row) => format!("{kind:?} {}", names(Side::Before, &[row])),
            Entry::Added(row) => format!("{kind:?} {}", names(Side::After, &[row])),
            Entry::Group(at) => {
                let group = &found.groups()[at];
                format!("{kind:?} {} {}", names(Side::Before, &group.before), names(Side::After, &group.after))
            }
        }
    };
    found.entries().map(line).collect()
}

#[track_caller]
fn check(before: &str, after: &str, expected: &[&str]) {
    assert_eq!(told(&list(before), &list(after)), expected, "{before}\n{after}");
}

const HEADINGS: &str = "编号|名称|乡镇|电话|经度|纬度";

#[track_caller]
fn check_rows(before: &str, after: &str, expected: &[&str]) {
    check(&format!("{HEADINGS}\n{before}"), &format!("{HEADINGS}\n{after}"), expected);
}

#[test]
fn rows_of_one_id_are_one() {
    check_rows(
        "1|甲院|汇龙镇|83312345|121.6|31.8\n2|乙院|汇龙镇|83312346|121.7|31.8\n3|丙院|寅阳镇||121.8|31.8\n4|丁院|寅阳镇||121.9|31.8\n5|戊院|寅阳镇||121.9|31.9",
        "5|戊院|寅阳镇||121.95|31.9\n1|甲院|汇龙镇|83312345|121.6|31.8\n2|乙院|汇龙镇|83319999|121.7|31.8\n3|丙养护院|寅阳镇||121.8|31.8\n6|己院|寅阳镇||122|31.7",
        &["Unchanged 1 1", "Changed 2 2", "Renamed 3 3", "Removed 4", "Moved 5 5", "Added 6"],
    );
}

#[test]
fn a_coordinate_written_another_way_is_no_move() {
    check_rows("1|甲院|||121.60|31.8", "1|甲院|||121.6|31.800001", &["Changed 1 1"]);
}

#[test]
fn the_same_name_written_another_way_is_no_renaming() {
    check_rows("1|呂四港敬老院||||", "1|吕四港 敬老院||||", &["Changed 1 1"]);
}

#[test]
fn renumbered_rows_are_found_by_what_they_say() {
    check_rows(
        "1|甲院|汇龙镇|83312345|121.6|31.8\n2|乙院|汇龙镇|83312346|121.7|31.8\n3|丙院|寅阳镇|83312347|121.8|31.8\n4|丁院|寅阳镇|83312348|121.9|31.8",
        "1|乙院|汇龙镇|83312346|121.7|31.8\n2|丙院|寅阳镇|83319999|121.8|31.8\n3|丁院|寅阳镇|83312348|121.9|31.8\n4|戊院|寅阳镇|83317777|121.4|31.6",
        &["Removed 1", "Changed 2 1", "Changed 3 2", "Changed 4 3", "Added 4"],
    );
}

#[test]
fn an_id_that_was_given_to_another_is_shown() {
    let rest = "2|乙院|汇龙镇|83312346|121.7|31.8\n3|丙院|寅阳镇|83312347|121.8|31.8\n4|丁院|寅阳镇|83312348|121.9|31.8\n5|戊院|寅阳镇|83312349|121.9|31.9\n6|己院|寅阳镇|83312340|121.9|31.7";
    check_rows(
        &format!("1|甲院|汇龙镇|83312345|121.6|31.8\n{rest}"),
        &format!("1|东岸公墓|寅阳镇|83317777|121.9|31.6\n{rest}"),
        &["Unsure 1 1", "Unchanged 2 2", "Unchanged 3 3", "Unchanged 4 4", "Unchanged 5 5", "Unchanged 6 6"],
    );
}

#[test]
fn ids_that_repeat_or_lack_say_nothing() {
    check_rows(
        "1|甲院|汇龙镇||121.6|31.8\n1|乙院|汇龙镇||121.7|31.8\n|丙院|寅阳镇||121.8|31.8",
        "1|乙院|汇龙镇||121.7|31.8\n1|甲院|汇龙镇||121.6|31.8\n|丙院|寅阳镇|83312345|121.8|31.8",
        &["Unchanged 1 1", "Unchanged 1 1", "Changed  "],
    );
    check(
        "名称|床位\n甲院|20\n乙院|30\n丙院|40",
        "名称|床位\n丙院|40\n甲院|25",
        &["Changed 甲院 甲院", "Removed 乙院", "Unchanged 丙院 丙院"],
    );
}

#[test]
fn without_names_a_row_is_known_by_all_but_one_column() {
    check(
        "甲|乙|丙|丁|戊|己|庚|辛\n1|2|3|4|5|6|7|8\n1|b|c|d|e|f|g|h",
        "甲|乙|丙|丁|戊|己|庚|辛\n1|b|c|d|e|F|g|h\n9|9|9|9|9|9|9|9",
        &["Removed 1", "Changed 1 1", "Added 9"],
    );
}

#[test]
fn what_is_not_sure_waits() {
    // Another name and nothing else that tells; the same name in another town.
    check(
        "名称|乡镇\n汇龙镇第一养老院|汇龙镇",
        "名称|乡镇\n汇隆镇第二养老院|寅阳镇",
        &["Removed 汇龙镇第一养老院", "Added 汇隆镇第二养老院"],
    );
    check("名称|乡镇\n人民路|汇龙镇", "名称|乡镇\n人民路|寅阳镇", &["Unsure 人民路 人民路"]);
    // Two of one name changed: which became which?
    check(
        "名称|乡镇|床位|楼层\n养老院|汇龙镇|1|甲\n养老院|汇龙镇|2|乙",
        "名称|乡镇|床位|楼层\n养老院|汇龙镇|3|丙\n养老院|汇龙镇|4|丁",
        &["Unsure 养老院 养老院", "Unsure 养老院 养老院"],
    );
}

#[test]
fn equal_rows_are_counted() {
    check(
        "名称\n公厕\n公厕\n公厕",
        "名称\n公厕\n公厕",
        &["Unchanged 公厕 公厕", "Unchanged 公厕 公厕", "Removed 公厕"],
    );
}

#[test]
fn splits_and_mergers_are_seen() {
    check_rows(
        "1|人民路|汇龙镇||121.6|31.8",
        "7|人民东路|汇龙镇||121.605|31.8\n8|人民西路|汇龙镇||121.596|31.8",
        &["Split 1 7+8"],
    );
    // One part has kept the id.
    check_rows(
        "1|人民路|汇龙镇||121.6|31.8",
        "1|人民东路|汇龙镇||121.605|31.8\n8|人民西路|汇龙镇||121.596|31.8",
        &["Split 1 1+8"],
    );
    check_rows("1|甲院一部|汇龙镇|||\n2|甲院二部|汇龙镇|||", "3|甲院|汇龙镇|||", &["Unsure 1+2 3"]);
    // The old one is still there: the second is new.
    check_rows(
        "1|甲院|汇龙镇||121.6|31.8",
        "1|甲院|汇龙镇||121.6|31.8\n8|甲院东区|汇龙镇||121.6|31.8",
        &["Unchanged 1 1", "Added 8"],
    );
}

#[test]
fn decisions_change_the_result_and_are_taken_back() {
    let (before, after) =
        (list("名称|乡镇\n人民路|汇龙镇\n甲院|汇龙镇"), list("名称|乡镇\n人民路|寅阳镇\n乙院|寅阳镇"));
    let (sides, thresholds) = (sides(&before, &after), Thresholds::default());
    let first = compare(&sides, &thresholds).unwrap();
    let mut found = first.clone();
    let kinds = |found: &Comparison| found.entries().map(|entry| found.kind(entry)).collect::<Vec<_>>();
    assert_eq!(kinds(&found), [Kind::Unsure, Kind::Removed, Kind::Added]);
    found.decide(&sides, &thresholds, 0, Some(Decided::Same)).unwrap();
    assert_eq!(kinds(&found), [Kind::Changed, Kind::Removed, Kind::Added]);
    assert_eq!((found.how(0), found.certainty(0)), (How::Person, 100));
    found.decide(&sides, &thresholds, 0, Some(Decided::Different)).unwrap();
    assert_eq!(kinds(&found), [Kind::Removed, Kind::Removed, Kind::Added, Kind::Added]);
    // A row that is in another place by now stays there.
    found.join(&sides, &thresholds, 1, 0).unwrap();
    assert_eq!(found.decide(&sides, &thresholds, 0, Some(Decided::Same)), Err(NotFree));
    assert_eq!(found.join(&sides, &thresholds, 0, 0), Err(NotFree));
    assert_eq!(found.join(&sides, &thresholds, 9, 1), Err(NotFree));
    found.separate(1).unwrap();
    assert_eq!(found.separate(1), Err(NotFree));
    found.decide(&sides, &thresholds, 0, None).unwrap();
    assert_eq!(kinds(&found), kinds(&first));
    assert_eq!(found.decide(&sides, &thresholds, 5, None), Err(NotFree));
}

#[test]
fn the_table_holds_whole_rows_and_guards_formulas() {
    let before = list("编号|名称|备注\n1|甲院|=1+1\n2|乙院|");
    let after = list("编号|名称|备注|床位\n1|甲院|x|20\n3|丙院|\"|");
    let sides = sides(&before, &after);
    let found = compare(&sides, &Thresholds::default()).unwrap();
    for (lang, expected) in [
        (Lang::Zh, "序号,变化,依据,把握（%）,移动距离（米）,改动的列,版本,行号,编号,名称,备注,床位"),
        (Lang::En, "No.,Change,Found by,Certainty (%),Moved by (m),Changed columns,Version,Line,编号,名称,备注,床位"),
    ] {
        assert_eq!(csv_heading(&found, &sides, lang).join(","), expected);
    }
    let mut text = String::new();
    let entries: Vec<_> = found.entries().enumerate().collect();
    entries.into_iter().for_each(|entry| push_csv_entry(&mut text, &found, &sides, Lang::En, entry));
    assert_eq!(
        text,
        "0,Changed,Same id,100,,备注,Before,2,1,甲院,\"'=1+1\",\r\n\
         0,Changed,Same id,100,,备注,After,2,1,甲院,x,20\r\n\
         1,Removed,,,,,Before,3,2,乙院,,\r\n\
         2,Added,,,,,After,3,3,丙院,\"\"\"\",\r\n"
    );
}

#[test]
fn many_of_one_name_end_and_are_told() {
    let row = |n: usize| format!("公厕|{n}");
    let before = format!("名称|备注\n{}", (0..200).map(row).collect::<Vec<_>>().join("\n"));
    let after = format!("名称|备注\n{}", (200..400).map(row).collect::<Vec<_>>().join("\n"));
    let (before, after) = (list(&before), list(&after));
    let found = compare(&sides(&before, &after), &Thresholds::default()).unwrap();
    assert_eq!((found.counts().removed, found.counts().added), (200, 200));
    assert_eq!((found.crowded(Side::Before).count(), found.crowded(Side::After).count()), (200, 200));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_row_is_in_exactly_one_place(before in any_list(), after in any_list()) {
        let found = compare(&sides(&before, &after), &Thresholds::default()).unwrap();
        let (mut own, mut its) = (Vec::new(), Vec::new());
        for entry in found.entries() {
            match entry {
                Entry::Pair { before, after } => {
                    prop_assert_eq!(found.place(Side::After, after), Place::Pair(before));
                    own.push(before);
                    its.push(after);
                }
                Entry::Removed(row) => own.push(row),
                Entry::Added(row) => its.push(row),
                Entry::Group(at) => {
                    let group = &found.groups()[at];
                    let is_in = |side, rows: &[u32]| rows.iter().all(|&row| found.place(side, row) == Place::Group(at));
                    prop_assert!(is_in(Side::Before, &group.before) && is_in(Side::After, &group.after));
                    own.extend(&group.before);
                    its.extend(&group.after);
                }
            }
        }
        own.sort_unstable();
        its.sort_unstable();
        prop_assert_eq!(own, (0..before.len() as u32).collect::<Vec<_>>());
        prop_assert_eq!(its, (0..after.len() as u32).collect::<Vec<_>>());
        let counts = found.counts();
        let sum = counts.unchanged + counts.changed + counts.moved + counts.renamed + counts.removed + counts.added
            + counts.split + counts.merged + counts.unsure;
        prop_assert_eq!(sum, found.entries().count());
    }

    #[test]
    fn how_the_work_is_cut_changes_nothing(before in any_list(), after in any_list(), units in 1usize..40) {
        let (sides, thresholds) = (sides(&before, &after), Thresholds::default());
        let mut comparing = Comparing::new(&sides, &thresholds).unwrap();
        let mut last = 0.0;
        while let Progress::Share(share) = comparing.step(&sides, units) {
            prop_assert!((last..=1.0).contains(&share));
            last = share;
        }
        prop_assert_eq!(comparing.finish(), compare(&sides, &thresholds).unwrap());
    }

    #[test]
    fn a_list_is_unchanged_against_itself_in_any_order(before in any_list(), turn in 0usize..14) {
        let mut after = List::new(before.headings().to_vec());
        let rows = (0..before.len()).map(|row| (row + turn) % before.len());
        rows.for_each(|row| after.push(1, before.row(row)).unwrap());
        let found = compare(&sides(&before, &after), &Thresholds::default()).unwrap();
        prop_assert_eq!(found.counts().removed + found.counts().added + found.counts().unsure, 0);
        // Rows whose id is not unique may change it with one that is the same but for it.
        let repeats = cells(&before).into_iter().map(|row| row.join("|")).collect::<BTreeSet<_>>().len() < before.len();
        prop_assert!(repeats || found.counts().unchanged == before.len() || roles(&before).id.is_some());
    }
}
