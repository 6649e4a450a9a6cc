//! `protected`: a name of historical or cultural value is generally not changed.
//!
//! **What it checks.** The old name of a renaming against the heritage, historic and red lists, also without the own region's
//! name or 新, 大, 老, 小. A name that no register has, and lists that are not there or not whole, are told as not checked.
//! **Why.** A name that is given up is lost; listed names need protection first.
//! **Wrong** 寿丰石桥 renamed 富丰桥. **Right** to keep it.
//! **Exceptions.** None; an officer decides.
//! **Articles** 10 ¶2, 25.

use crate::Case;
use diming_review_protocol::finding::{Evidence, Finding, Unchecked, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    if !case.application.renaming {
        return;
    }
    let register = &case.review.register;
    let review = case.review;
    let old = review.lexicon.divide(&case.application.old_name, &review.tables.han);
    let mut core = Vec::new();
    review.lexicon.core(&old.units, old.specific, &mut core);
    let rows: Vec<usize> = register.of_core(&core, &review.lexicon).collect();
    let lacks = [
        (register.is_empty(), Unchecked::NoRegister),
        (old.units.is_empty(), Unchecked::NoName),
        (review.gaps.heritage, Unchecked::HeritagePart),
        (!register.has_protected(), Unchecked::NoHeritage),
        (rows.is_empty(), Unchecked::OldNameUnknown),
    ];
    let lacks = lacks.into_iter().find_map(|(lacks, why)| lacks.then_some(why));
    findings.extend(lacks.map(|why| Finding::unchecked("protected", "10", why)));
    if old.units.is_empty() {
        return;
    }
    let listed = rows.into_iter().filter(|&row| register.is_protected(row));
    let evidence = listed.map(|row| Evidence::Name(Box::new(case.evidence(register, row))));
    let evidence: Vec<Evidence> = evidence.collect();
    if !evidence.is_empty() {
        findings.push(Finding::new("protected", Weight::Error, "10", evidence));
    }
}
