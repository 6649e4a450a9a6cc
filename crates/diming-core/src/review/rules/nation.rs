//! `nation`: nationally famous natural entities are named once in the country.
//!
//! **What it checks.** A division or natural entity whose name equals one of the bundled list, or sounds the same.
//! **Why.** 黄山 and 黄山市 show what confusion costs.
//! **Wrong** a hill named 泰山. **Right** 小洋山.
//! **Exceptions.** Other types: their scope is the county or smaller.
//! **Article** 9(7).

use crate::door::application::NameType;
use crate::door::finding::Class;
use crate::door::finding::{Evidence, Finding, Unchecked, Weight};
use crate::review::Case;
use crate::review::collide::{Other, Subject};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    if !matches!(case.application.kind, NameType::Division | NameType::Natural) {
        return;
    }
    let (profile, tables) = (&case.review.profile, &case.review.tables);
    if profile.famous.is_empty() {
        findings.push(Finding::unchecked("nation", "9(7)", Unchecked::NoList));
        return;
    }
    let lexicon = &case.review.lexicon;
    let subject = Subject::new(case.name.clone(), profile, lexicon, &tables.alike, &tables.han);
    let mut scratch = Vec::new();
    for (class, weight) in [(Class::D1, Weight::Error), (Class::H1, Weight::Warn)] {
        let mut is_hit = |name: &String| {
            let divided = lexicon.divide(name, &tables.han);
            let other = Other { units: &divided.units, specific: divided.specific, family: divided.family };
            subject.class(other, &tables.han, &mut scratch) == Some(class)
        };
        let found: Vec<Evidence> = profile.famous.iter().filter(|name| is_hit(name)).map(|name| word(name)).collect();
        if !found.is_empty() {
            findings.push(Finding::new("nation", weight, "9(7)", found));
        }
    }
}

fn word(name: &str) -> Evidence {
    Evidence::Word { word: name.to_owned(), reason: "famous".into(), source: String::new() }
}
