//! `structure`: a name is a specific and a generic.
//!
//! **What it checks.** The name ends in a generic of the lexicon, one for its type, with something before it; the specific does not
//! end in another generic of its own; the name is neither too short nor too long.
//! **Why.** A name that says what it names can be told from others and found.
//! **Wrong** 江海花园大厦 (two generics), 江海 for a street. **Right** 江海大厦, 江海路.
//! **Exceptions.** Natural villages are not divided.
//! **Article** 9 ¶1.

use crate::Case;
use crate::lexicon::NO_FAMILY;
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::{Evidence, Finding, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let (name, profile) = (&case.name, &case.review.profile);
    let item = |code: &str| vec![Evidence::Item(code.to_owned())];
    if case.application.kind.is_divided() {
        if name.family == NO_FAMILY {
            findings.push(Finding::new("structure", Weight::Error, "9", item("no_generic")));
        } else if is_doubled(case) {
            findings.push(Finding::new("structure", Weight::Warn, "9", item("doubled_generic")));
        } else if !case.review.lexicon.suits(name.family, case.application.kind) {
            findings.push(Finding::new("structure", Weight::Warn, "9", item("generic_of_other_type")));
        }
    }
    let (length, source) = (name.units.len(), profile.length.source.clone());
    let figure = |limit: usize| {
        let value = Some(length as f64);
        vec![Evidence::Figure { figure: "length".into(), value, limit: limit as f64, source: source.clone() }]
    };
    if length < profile.length.min {
        findings.push(Finding::new("structure", Weight::Warn, "", figure(profile.length.min)));
    } else if length > profile.length.max {
        findings.push(Finding::new("structure", Weight::Warn, "", figure(profile.length.max)));
    } else if length > profile.length.usual_max {
        findings.push(Finding::new("structure", Weight::Advice, "", figure(profile.length.usual_max)));
    }
}

/// Whether an estate's or a building's specific ends in another generic of such.
fn is_doubled(case: &Case) -> bool {
    let lexicon = &case.review.lexicon;
    let built = |kind| matches!(kind, NameType::Estate | NameType::Building);
    let Some((_, inner)) = lexicon.generic_of(&case.name.units[..case.name.specific]) else { return false };
    built(case.application.kind) && built(lexicon.type_of(inner))
}
