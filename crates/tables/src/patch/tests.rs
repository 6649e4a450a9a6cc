use super::*;
use crate::List;
use crate::compare::{Comparison, Sides, Thresholds, compare};
use crate::testing::{any_list, cells, list, roles, table};
use proptest::prelude::*;

fn sides<'a>(before: &'a List, after: &'a List) -> Sides<'a> {
    Sides { before, before_roles: roles(before), after, after_roles: roles(after), han: table() }
}

fn found(before: &List, after: &List) -> Comparison {
    compare(&sides(before, after), &Thresholds::default()).unwrap()
}

fn made(before: &List, after: &List) -> Patch {
    diff(&sides(before, after), &found(before, after))
}

fn assert_same(applied: &List, expected: &List) -> Result<(), TestCaseError> {
    prop_assert_eq!(applied.headings(), expected.headings());
    prop_assert_eq!(cells(applied), cells(expected));
    Ok(())
}

const BEFORE: &str = "编号|名称|床位|电话\nQ1|甲院|80|83312345\nQ2|乙院|50|83312346\nQ3|丙院|20|";
const AFTER: &str = "编号|名称|床位\nQ3|丙院|20\nQ1|甲院|90\nQ4|丁院|35";

#[test]
fn the_file_is_as_the_document_shows_it() {
    let patch = made(&list(BEFORE), &list(AFTER));
    let shown = include_str!("../../../../docs/patch.md");
    let example = shown.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let example: serde_json::Value = serde_json::from_str(example).unwrap();
    assert_eq!(serde_json::to_value(&patch).unwrap(), example);
}

#[test]
fn a_list_that_is_another_is_refused_field_by_field() {
    let patch = made(&list(BEFORE), &list(AFTER));
    let refused = |text: &str| match apply(&list(text), &patch) {
        Err(Refusal::Mismatches(mismatches)) => mismatches,
        other => panic!("{other:?}"),
    };
    let field = |row, column, expected: &str, found: &str| Mismatch::Field {
        row,
        column,
        expected: expected.to_owned(),
        found: found.to_owned(),
    };
    assert_eq!(refused(&BEFORE.replace("|80|", "|85|")), [field(1, 2, "80", "85")]);
    assert_eq!(
        refused(&BEFORE.replace("乙院|50", "乙养老院|55")),
        [field(2, 1, "乙院", "乙养老院"), field(2, 2, "50", "55")]
    );
    assert_eq!(
        refused("编号|名称|床位|电话\nQ1|甲院|80|83312345\nQ3|丙院|20|"),
        [Mismatch::Missing { row: 2, what: vec!["Q2".to_owned()] }]
    );
    let taken = format!("{BEFORE}\nQ4|戊院|1|");
    assert_eq!(refused(&taken), [Mismatch::IdTaken { row: 4, id: "Q4".to_owned() }]);
    let headings = refused("编号|名称|床位数|电话");
    assert_eq!(headings, [Mismatch::Heading { column: 2, expected: "床位".to_owned(), found: "床位数".to_owned() }]);
}

#[test]
fn a_list_that_differs_elsewhere_is_patched_and_told_so() {
    let patch = made(&list(BEFORE), &list(AFTER));
    let other = "编号|名称|床位|电话\nQ9|己院|1|\nQ3|丙院|25|\nQ1|甲院|80|83312345\nQ2|乙院|50|83312346";
    let applied = apply(&list(other), &patch).unwrap();
    assert!(!applied.is_exact);
    assert_eq!(cells(&applied.list), cells(&list("编号|名称|床位\nQ9|己院|1\nQ3|丙院|25\nQ4|丁院|35\nQ1|甲院|90")));
    assert_eq!((0..4).map(|row| applied.list.line(row)).collect::<Vec<_>>(), [2, 3, 0, 4]);
}

#[test]
fn rows_without_ids_are_found_by_all_cells_and_their_number_among_equal_ones() {
    let before = list("名称|床位\n公厕|1\n公厕|1\n甲院|5\n公厕|1");
    let after = list("名称|床位\n公厕|1\n公厕|1\n甲院|6");
    let patch = made(&before, &after);
    assert_eq!(patch.removed.iter().map(|row| (row.row, row.nth)).collect::<Vec<_>>(), [(4, 2)]);
    let shifted = list("名称|床位\n乙院|7\n公厕|1\n公厕|1\n公厕|1\n甲院|5");
    let applied = apply(&shifted, &patch).unwrap();
    assert_eq!(cells(&applied.list), cells(&list("名称|床位\n乙院|7\n公厕|1\n公厕|1\n甲院|6")));
    let fewer = list("名称|床位\n公厕|1\n公厕|1\n甲院|5\n乙院|7");
    assert!(matches!(apply(&fewer, &patch), Err(Refusal::Mismatches(found)) if found.len() == 2), "both fields");
}

#[test]
fn what_contradicts_itself_is_refused() {
    let patch = made(&list(BEFORE), &list(AFTER));
    let good = patch.encode();
    let check = |from: &str, to: &str, expected: &str| {
        assert!(good.contains(from), "{from} in {good}");
        let error = Patch::decode(good.replacen(from, to, 1).as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("diming-patch", "other", "it is no patch of a list");
    check("\"version\":1", "\"version\":2", "version 2");
    check("\"rows\":3", "\"rows\":9", "after.rows");
    check("[0,0]", "[0,7]", "columns[0]");
    check("[0,0]", "[1,0]", "columns");
    check("\"id\":0", "\"id\":4", "before.id");
    check("\"row\":2", "\"row\":0", "removed[0]");
    check("\"row\":3", "\"row\":4", "added[0]");
    check("\"column\":2", "\"column\":9", "changed[0]");
    check("\"row\":[1,2]", "\"row\":[4,2]", "changed[0]");
    check("\"format\"", "\"more\":1,\"format\"", "unknown field");
    assert!(matches!(Patch::decode(b"{}"), Err(PatchError::Format)));
    assert!(matches!(Patch::decode(b"{\"format\":"), Err(PatchError::Json(_))));
    assert!(Patch::decode(format!("\u{feff}{good}").as_bytes()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_patch_applies_and_inverts_exactly(before in any_list(), after in any_list()) {
        let patch = made(&before, &after);
        let applied = apply(&before, &patch);
        prop_assert!(applied.is_ok(), "{:?}", applied);
        let applied = applied.unwrap();
        prop_assert!(applied.is_exact);
        assert_same(&applied.list, &after)?;
        let back = apply(&after, &patch.invert());
        prop_assert!(back.as_ref().is_ok_and(|back| back.is_exact), "{:?}", back);
        assert_same(&back.unwrap().list, &before)?;
        prop_assert_eq!(patch.invert().invert(), patch);
    }

    #[test]
    fn a_file_gives_the_patch_back(before in any_list(), after in any_list()) {
        let patch = made(&before, &after);
        prop_assert_eq!(Patch::decode(patch.encode().as_bytes()).unwrap(), patch.clone());
        prop_assert_eq!(Patch::decode(patch.invert().encode().as_bytes()).unwrap(), patch.invert());
    }

    #[test]
    fn a_patch_for_another_list_never_panics(before in any_list(), after in any_list(), other in any_list()) {
        let patch = made(&before, &after);
        if let Ok(applied) = apply(&other, &patch) {
            prop_assert_eq!(applied.list.len() + patch.removed.len(), other.len() + patch.added.len());
        }
    }

    #[test]
    fn a_damaged_file_never_panics(before in any_list(), after in any_list(), at in 0usize..2_000, byte in "[0-9,:\\[\\]{}a]") {
        let mut text = made(&before, &after).encode().into_bytes();
        let at = at % text.len();
        text[at] = byte.as_bytes()[0];
        if let Ok(patch) = Patch::decode(&text) {
            drop(apply(&before, &patch));
            drop(apply(&after, &patch.invert()));
        }
    }
}

#[test]
fn an_equal_list_gives_an_empty_patch() {
    let one = list(BEFORE);
    assert!(made(&one, &one).is_empty());
}
