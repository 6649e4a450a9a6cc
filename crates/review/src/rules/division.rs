//! `division`: an administrative division does not take the name of a famous entity.
//!
//! **What it checks.** A division's specific against the famous names of the profile and of `data/rules/famous.txt`.
//! **Why.** A town of that name would be taken for the mountain, lake or site.
//! **Wrong** 太湖镇. **Right** 湖滨镇.
//! **Exceptions.** An officer decides where the entity is the town's own: one of the list that lies in the province is for review.
//! **Article** 9(9).

use crate::Case;
use crate::rules::nation::is_own;
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::{Evidence, Finding, Unchecked, Weight};

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
    } else if let Some(famous) = case.review.known.famous(&case.name.units[..case.name.specific]) {
        let weight = if is_own(case, famous) { Weight::Review } else { Weight::Error };
        let (word, source) = (famous.name.to_owned(), famous.places.join("、"));
        let word = Evidence::Word { word, reason: "famous".into(), source };
        findings.push(Finding::new("division", weight, "9(9)", vec![word]));
    }
}
