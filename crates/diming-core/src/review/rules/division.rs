//! `division`: an administrative division does not take the name of a famous entity.
//!
//! **What it checks.** A division's specific against the famous names, whole or their specific.
//! **Why.** A town of that name would be taken for the mountain, lake or site.
//! **Wrong** 太湖镇. **Right** 湖滨镇.
//! **Exceptions.** An officer decides where the entity is the town's own.
//! **Article** 9(9).

use crate::door::application::NameType;
use crate::door::finding::{Evidence, Finding, Unchecked, Weight};
use crate::review::Case;

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    if case.application.kind != NameType::Division {
        return;
    }
    let famous = &case.review.profile.famous;
    if famous.is_empty() {
        findings.push(Finding::unchecked("division", "9(9)", Unchecked::NoList));
    }
    let specific = case.specific();
    let found = famous.iter().filter(|name| **name == specific);
    let found: Vec<Evidence> = found
        .map(|name| Evidence::Word { word: name.clone(), reason: "famous".into(), source: String::new() })
        .collect();
    if !found.is_empty() {
        findings.push(Finding::new("division", Weight::Error, "9(9)", found));
    }
}
