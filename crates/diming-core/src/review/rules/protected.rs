//! `protected`: a name of historical or cultural value is generally not changed.
//!
//! **What it checks.** The old name of a renaming against the heritage, historic and red lists.
//! **Why.** A name that is given up is lost; listed names need protection first.
//! **Wrong** 寿丰石桥 renamed 富丰桥. **Right** to keep it.
//! **Exceptions.** None; an officer decides.
//! **Articles** 10 ¶2, 25.

use crate::door::finding::{Evidence, Finding, Unchecked, Weight};
use crate::review::Case;
use crate::review::lexicon::units_of;

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    if !case.application.renaming {
        return;
    }
    let register = &case.review.register;
    let old = units_of(&case.application.old_name, &case.review.tables.han);
    if register.is_empty() {
        findings.push(Finding::unchecked("protected", "10", Unchecked::NoRegister));
        return;
    }
    if old.is_empty() {
        findings.push(Finding::unchecked("protected", "10", Unchecked::NoName));
        return;
    }
    let listed = register.named(&old).filter(|&row| register.is_protected(row));
    let evidence = listed.map(|row| Evidence::Name(Box::new(case.evidence(register, row))));
    let evidence: Vec<Evidence> = evidence.collect();
    if !evidence.is_empty() {
        findings.push(Finding::new("protected", Weight::Error, "10", evidence));
    }
}
