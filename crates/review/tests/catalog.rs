//! The catalog's member `review`: what it sets, and where a fault of it is told.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use diming_engine::catalog::parse::parse_catalog;
use diming_protocol::Problem;
use diming_protocol::catalog::Catalog;
use diming_review::plan::MEMBER;
use diming_review_protocol::plan::ReviewPlan;
use serde_json::{Value, json};

const SHIPPED: &str = include_str!("../../../data/catalog.json");

/// The shipped catalog, changed.
fn changed(change: impl FnOnce(&mut Value)) -> Result<Catalog, Problem> {
    let mut catalog: Value = serde_json::from_str(SHIPPED).unwrap();
    change(&mut catalog);
    parse_catalog(catalog.to_string().as_bytes(), &[MEMBER])
}

#[test]
fn the_shipped_catalog_sets_the_review() {
    let plan = ReviewPlan::of(&parse_catalog(SHIPPED.as_bytes(), &[MEMBER]).unwrap()).unwrap();
    assert_eq!(plan.profile, "rules/profile.json");
    assert_eq!((plan.registers, plan.heritage), (vec!["gazetteer".to_owned()], vec!["heritage".to_owned()]));
    assert_eq!((&*plan.office.zh, &*plan.office.en), ("启东市民政局（示例）", "Qidong Civil Affairs Bureau (sample)"));
}

#[test]
fn null_is_as_if_left_out() {
    let null = changed(|catalog| catalog["review"] = Value::Null).unwrap();
    let left_out = changed(|catalog| drop(catalog.as_object_mut().unwrap().remove("review"))).unwrap();
    assert_eq!(null, left_out);
    assert_eq!(ReviewPlan::of(&null), None);
    let least = changed(|catalog| catalog["review"] = json!({"registers": []})).unwrap();
    assert_eq!(ReviewPlan::of(&least).map(|plan| (plan.profile, plan.registers.len())), Some((String::new(), 0)));
}

#[test]
fn a_fault_names_its_path() {
    let label = |text: &str| json!({"zh": text, "en": ""});
    for (member, value, path, reason) in [
        ("profile", json!(7), "review.profile", "expected a string"),
        ("profile", json!("x".repeat(2_001)), "review.profile", "is longer than 2000 bytes"),
        ("office", label(&"长".repeat(700)), "review.office.zh", "is longer than 2000 bytes"),
        ("office", json!({"de": "x"}), "review.office.de", "unknown field"),
        ("registers", json!(["gazetteer", "streets"]), "review.registers[1]", "`streets` is no layer"),
        ("registers", json!("gazetteer"), "review.registers", "expected a sequence"),
        ("heritage", json!(["streets"]), "review.heritage[0]", "`streets` is no layer"),
        ("heritage", json!([7]), "review.heritage[0]", "expected a string"),
        (
            "profil",
            json!(""),
            "review.profil",
            "unknown field `profil`, expected one of `profile`, `registers`, `heritage`, `office`",
        ),
    ] {
        let found = changed(|catalog| catalog["review"][member] = value);
        let Err(Problem::Catalog { path: at, reason: said }) = found else { panic!("{member}: {found:?}") };
        assert!(at == path && said.contains(reason), "{member}: {at}: {said}");
    }
    let whole = [
        (json!({}), "missing field `registers`"),
        (json!([]), "invalid type: sequence, expected struct ReviewPlan"),
        (json!(true), "invalid type: boolean `true`, expected struct ReviewPlan"),
    ];
    for (value, reason) in whole {
        let fault = Problem::Catalog { path: "review".to_owned(), reason: reason.to_owned() };
        assert_eq!(changed(|catalog| catalog["review"] = value), Err(fault));
    }
    // A slip in the key is told with the keys that there are.
    let found = changed(|catalog| catalog["reviews"] = Value::Null);
    let Err(Problem::Catalog { path, reason }) = found else { panic!("{found:?}") };
    assert!(path == "reviews" && reason.contains("`words`, `groups`, `review`"), "{reason}");
}
