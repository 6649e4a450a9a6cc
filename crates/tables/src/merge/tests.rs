use super::*;
use crate::testing::{any_list, cells, list, roles, table};
use proptest::prelude::*;

fn versions<'a>(base: &'a List, ours: &'a List, theirs: &'a List) -> Versions<'a> {
    Versions {
        base,
        base_roles: roles(base),
        ours,
        ours_roles: roles(ours),
        theirs,
        theirs_roles: roles(theirs),
        han: table(),
    }
}

fn merged(versions: &Versions) -> (Merge, List) {
    let merge = merge_lists(versions).unwrap();
    let list = merge.list(versions).unwrap();
    (merge, list)
}

#[track_caller]
fn check(base: &str, ours: &str, theirs: &str, expected: &str, clashes: &[Clash]) {
    let (base, ours, theirs) = (list(base), list(ours), list(theirs));
    let versions = versions(&base, &ours, &theirs);
    let (merge, made) = merged(&versions);
    assert_eq!(format!("{made:?}").trim_end(), expected);
    assert_eq!(merge.conflicts().iter().map(|conflict| conflict.clash.clone()).collect::<Vec<_>>(), clashes);
}

const BASE: &str = "编号|名称|床位\n1|甲院|10\n2|乙院|20\n3|丙院|30";

#[test]
fn edits_of_different_fields_come_together() {
    check(
        BASE,
        "编号|名称|床位\n1|甲院|11\n2|乙院|20\n4|丁院|40",
        "编号|名称|床位\n5|戊院|50\n1|甲养老院|10\n2|乙院|20\n6|己院|60\n3|丙院|30",
        "编号|名称|床位\n5|戊院|50\n1|甲养老院|11\n2|乙院|20\n6|己院|60\n4|丁院|40",
        &[],
    );
}

#[test]
fn one_edit_made_twice_is_no_conflict() {
    let edited = "编号|名称|床位\n1|甲院|11\n3|丙院|30\n4|丁院|40";
    check(BASE, edited, edited, edited, &[]);
}

#[test]
fn three_values_are_a_conflict_that_holds_all() {
    let (base, ours) = (list(BASE), list(&BASE.replace("甲院|10", "甲院|11")));
    let theirs = list(&BASE.replace("甲院|10", "甲院|12"));
    let versions = versions(&base, &ours, &theirs);
    let (mut merge, made) = merged(&versions);
    assert_eq!(cells(&made), cells(&ours));
    let text = |text: &str| text.to_owned();
    let clash = Clash::Field { row: 0, column: 2, base: text("10"), ours: text("11"), theirs: text("12") };
    assert_eq!(merge.conflicts(), [Conflict { clash, choice: None }]);
    for (choice, expected) in [
        (Choice::Of(Party::Ours), "11"),
        (Choice::Of(Party::Theirs), "12"),
        (Choice::Base, "10"),
        (Choice::Text(text("15")), "15"),
    ] {
        merge.decide(0, Some(choice)).unwrap();
        assert_eq!(merge.list(&versions).unwrap().cell(0, 2), expected);
    }
    assert_eq!(merge.decide(0, Some(Choice::Both)), Err(Unsuitable));
    assert_eq!(merge.decide(1, None), Err(Unsuitable));
    merge.decide(0, None).unwrap();
    assert_eq!(merge.list(&versions).unwrap().cell(0, 2), "11");
}

#[test]
fn a_change_against_a_removal_stays_and_is_asked() {
    let changed = BASE.replace("乙院|20", "乙院|25");
    let removed = "编号|名称|床位\n1|甲院|10\n3|丙院|30";
    let asked = |removed_by| [Clash::UpdatedAndRemoved { row: 1, removed_by }];
    check(BASE, &changed, removed, &changed, &asked(Party::Theirs));
    check(BASE, removed, &changed, &changed, &asked(Party::Ours));
    let (base, ours, theirs) = (list(BASE), list(&changed), list(removed));
    let versions = versions(&base, &ours, &theirs);
    let (mut merge, _) = merged(&versions);
    merge.decide(0, Some(Choice::Of(Party::Theirs))).unwrap();
    assert_eq!(cells(&merge.list(&versions).unwrap()), cells(&theirs));
    merge.decide(0, Some(Choice::Of(Party::Ours))).unwrap();
    assert_eq!(cells(&merge.list(&versions).unwrap()), cells(&ours));
}

#[test]
fn one_id_added_twice_is_asked() {
    let (ours, theirs) = (format!("{BASE}\n4|丁院|40"), format!("{BASE}\n4|丁养老院|44"));
    check(BASE, &ours, &theirs, &format!("{BASE}\n4|丁养老院|44\n4|丁院|40"), &[Clash::AddedTwice { rows: [4, 3] }]);
    let (base, ours, theirs) = (list(BASE), list(&ours), list(&theirs));
    let versions = versions(&base, &ours, &theirs);
    let (mut merge, _) = merged(&versions);
    for (choice, rows) in [(Choice::Of(Party::Ours), 4), (Choice::Of(Party::Theirs), 4), (Choice::Both, 5)] {
        merge.decide(0, Some(choice)).unwrap();
        assert_eq!(merge.list(&versions).unwrap().len(), rows);
    }
}

#[test]
fn columns_come_and_go() {
    check(
        BASE,
        "编号|名称|床位|电话\n1|甲院|10|83312345\n2|乙院|20|\n3|丙院|30|",
        "编号|名称|床位|地址|电话\n1|甲院|10|人民路|\n2|乙院|20||83312346\n3|丙院|30||",
        "编号|名称|床位|地址|电话\n1|甲院|10|人民路|83312345\n2|乙院|20||83312346\n3|丙院|30||",
        &[],
    );
    let without = "编号|名称\n1|甲院\n2|乙院\n3|丙养老院";
    check(BASE, without, BASE, without, &[]);
    let expected = "编号|名称|床位\n1|甲院|15\n2|乙院|20\n3|丙养老院|30";
    let theirs = BASE.replace("|10", "|15");
    let clash = [Clash::ColumnRemoved { column: 2, removed_by: Party::Ours }];
    check(BASE, without, &theirs, expected, &clash);
    let (base, ours, theirs) = (list(BASE), list(without), list(&theirs));
    let versions = versions(&base, &ours, &theirs);
    let (mut merge, _) = merged(&versions);
    merge.decide(0, Some(Choice::Of(Party::Ours))).unwrap();
    assert_eq!(cells(&merge.list(&versions).unwrap()), cells(&ours));
}

/// What one side does.
#[derive(Clone, Debug)]
struct Edits {
    /// For each row: 0 removes it; 1 to 3 change a field to one of four values; else nothing.
    rows: Vec<(u8, u8)>,
    /// Ids of new rows, and one of four values.
    added: Vec<(u8, u8)>,
    turn: usize,
    has_extra: bool,
}

const WIDTH: usize = 4;

fn edits() -> impl Strategy<Value = Edits> {
    let rows = proptest::collection::vec((0u8..9, 0u8..4), 8);
    let added = proptest::collection::btree_map(50u8..56, 0u8..4, 0..4);
    (rows, added, 0usize..4, any::<bool>()).prop_map(|(rows, added, turn, has_extra)| Edits {
        rows,
        added: added.into_iter().collect(),
        turn,
        has_extra,
    })
}

fn base() -> List {
    let rows: Vec<String> = (0..8).map(|n| format!("{n}|第{n}养老院|汇龙镇|{n}0")).collect();
    list(&format!("编号|名称|乡镇|床位\n{}", rows.join("\n")))
}

fn edited(edits: &Edits) -> List {
    let base = base();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, mut cells) in cells(&base).into_iter().enumerate() {
        match edits.rows[at] {
            (0, _) => continue,
            (field @ 1..=3, value) => cells[usize::from(field)] = format!("值{value}"),
            _ => {}
        }
        rows.push(cells);
    }
    for (id, value) in &edits.added {
        rows.push(vec![id.to_string(), format!("新院{value}"), String::new(), value.to_string()]);
    }
    let turn = edits.turn.min(rows.len());
    rows.rotate_left(turn);
    let mut headings = base.headings().to_vec();
    headings.extend(edits.has_extra.then(|| "备注".to_owned()));
    let mut made = List::new(headings);
    for (at, row) in rows.iter().enumerate() {
        let extra = if at % 3 == 0 { "有" } else { "" };
        made.push(1, row.iter().map(String::as_str).chain([extra])).unwrap();
    }
    made
}

/// The list without its ids, and the edits without renamings: rows are known by their names then.
fn without_ids(list: &List) -> List {
    let mut made = List::new(list.headings()[1..].to_vec());
    (0..list.len()).for_each(|row| made.push(list.line(row), list.row(row).skip(1)).unwrap());
    made
}

fn without_renamings(edits: &Edits) -> Edits {
    let mut edits = edits.clone();
    edits.rows.iter_mut().filter(|(field, _)| *field == 1).for_each(|(field, _)| *field = 9);
    edits
}

/// Rows as texts, by heading, in the order of their texts.
fn rows(list: &List) -> Vec<String> {
    let row = |row: usize| {
        let mut cells: Vec<String> =
            list.headings().iter().zip(list.row(row)).map(|(h, c)| format!("{h}={c}")).collect();
        cells.sort();
        cells.join(";")
    };
    let mut rows: Vec<String> = (0..list.len()).map(row).collect();
    rows.sort();
    rows
}

fn decided(mut merge: Merge, party: Party) -> Merge {
    (0..merge.conflicts().len()).for_each(|conflict| merge.decide(conflict, Some(Choice::Of(party))).unwrap());
    merge
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_sides_can_be_exchanged(one in edits(), other in edits()) {
        let (base, one, other) = (base(), edited(&one), edited(&other));
        let (there, back) = (versions(&base, &one, &other), versions(&base, &other, &one));
        let (forth, back_again) = (merged(&there).0, merged(&back).0);
        prop_assert_eq!(forth.conflicts().len(), back_again.conflicts().len());
        for party in Party::BOTH {
            let own = decided(forth.clone(), party).list(&there).unwrap();
            let its = decided(back_again.clone(), party.other()).list(&back).unwrap();
            prop_assert_eq!(rows(&own), rows(&its));
        }
        if forth.conflicts().is_empty() {
            prop_assert_eq!(rows(&forth.list(&there).unwrap()), rows(&back_again.list(&back).unwrap()));
        }
    }

    #[test]
    fn merging_twice_changes_nothing(one in edits(), other in edits()) {
        let (base, one, other) = (base(), edited(&one), edited(&other));
        let (_, made) = merged(&versions(&base, &one, &other));
        for again in [&other, &one, &made, &base] {
            let (_, twice) = merged(&versions(&base, &made, again));
            prop_assert_eq!(twice.headings(), made.headings());
            prop_assert_eq!(cells(&twice), cells(&made));
        }
    }

    #[test]
    fn without_ids_the_same_holds_for_rows_that_keep_their_names(one in edits(), other in edits()) {
        let [one, other] = [one, other].map(|edits| without_ids(&edited(&without_renamings(&edits))));
        let base = without_ids(&base());
        let (there, back) = (versions(&base, &one, &other), versions(&base, &other, &one));
        let ((forth, made), (again, _)) = (merged(&there), merged(&back));
        prop_assert_eq!(forth.conflicts().len(), again.conflicts().len());
        let own = decided(forth, Party::Ours).list(&there).unwrap();
        prop_assert_eq!(rows(&own), rows(&decided(again, Party::Theirs).list(&back).unwrap()));
        for again in [&other, &one, &made, &base] {
            let (_, twice) = merged(&versions(&base, &made, again));
            prop_assert_eq!(cells(&twice), cells(&made));
        }
    }

    #[test]
    fn a_side_without_edits_gives_the_other(one in edits()) {
        let (base, one) = (base(), edited(&one));
        let (merge, made) = merged(&versions(&base, &one, &base));
        prop_assert_eq!(merge.conflicts().len(), 0);
        prop_assert_eq!(cells(&made), cells(&one));
        let (merge, made) = merged(&versions(&base, &base, &one));
        prop_assert_eq!(merge.conflicts().len(), 0);
        prop_assert_eq!(rows(&made), rows(&one));
    }

    #[test]
    fn nothing_of_either_side_is_lost(one in edits(), other in edits()) {
        let (base, one, other) = (base(), edited(&one), edited(&other));
        let (merge, made) = merged(&versions(&base, &one, &other));
        let text = format!("{made:?}{merge:?}");
        // Every value that a side put in stands in the list, or in a conflict.
        for edited in [&one, &other] {
            for value in cells(edited).into_iter().flatten().filter(|cell| cell.starts_with('值') || cell.starts_with('新')) {
                prop_assert!(text.contains(&value), "{value} is not in {text}");
            }
        }
        prop_assert!(made.width() >= WIDTH);
    }

    #[test]
    fn any_three_lists_merge_without_panic(base in any_list(), one in any_list(), other in any_list()) {
        let versions = versions(&base, &one, &other);
        let (merge, made) = merged(&versions);
        prop_assert_eq!(merge.rows().len(), made.len());
        for party in Party::BOTH {
            decided(merge.clone(), party).list(&versions).unwrap();
        }
    }
}
