//! `derived`: names that a renaming leaves behind.
//!
//! **What it checks.** Registered names in use that begin with the old name, or with its specific in the same town.
//! **Why.** The street's lanes, its estate and the bridge carry the old name on.
//! **Wrong** to rename 红军巷 and forget 红军巷小区. **Right** to decide on both.
//! **Exceptions.** A specific of one character: too many begin with it.
//! **Article** none; asked for in the outcome of a renaming.

use crate::Case;
use diming_review_protocol::finding::{Evidence, Finding, Status, Weight};

/// Most names that are listed.
const DERIVED_MAX: usize = 50;

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    if !case.application.renaming {
        return;
    }
    let review = case.review;
    let register = &review.register;
    let old = review.lexicon.divide(&case.application.old_name, &review.tables.han);
    let specific = &old.units[..old.specific];
    if specific.len() < 2 {
        return;
    }
    let town = case.application.town.as_str();
    let is_derived = |&row: &usize| {
        let units = register.units_of(row);
        let in_town =
            || units.starts_with(specific) && register.is_in_town(row, town, &review.lexicon, &review.tables.han);
        register.status(row) == Status::Current && units != old.units && (units.starts_with(&old.units) || in_town())
    };
    let mut rows: Vec<usize> = (0..register.len()).filter(is_derived).collect();
    let more = rows.len().saturating_sub(DERIVED_MAX) as u32;
    rows.truncate(DERIVED_MAX);
    let names = rows.into_iter().map(|row| Evidence::Name(Box::new(case.evidence(register, row))));
    let names: Vec<Evidence> = names.chain((more > 0).then_some(Evidence::More(more))).collect();
    if !names.is_empty() {
        findings.push(Finding::new("derived", Weight::Info, "", names));
    }
}
