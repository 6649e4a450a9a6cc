//! `nation`: nationally famous natural entities are named once in the country.
//!
//! **What it checks.** A division or natural entity whose name equals one of the bundled lists, or sounds the same. Divisions of county
//! level and above: the national list of these is not bundled, which is told as not checked. For other types, a specific that is the name
//! of a nationally famous entity (`data/rules/famous.txt`) of another province: advice, which no article asks for.
//! **Why.** 黄山 and 黄山市 show what confusion costs.
//! **Wrong** a hill named 泰山; 长城大桥 and 故宫路 far from them. **Right** 小洋山.
//! **Exceptions.** Roads, bridges and the like called after what lies in their own province (长江路 in Jiangsu).
//! **Article** 9(7).

use crate::Case;
use crate::collide::{Other, Subject};
use crate::known::Famous;
use crate::place::{place_units, without_brackets};
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Class;
use diming_review_protocol::finding::{Evidence, Finding, Unchecked, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    if !matches!(case.application.kind, NameType::Division | NameType::Natural) {
        return findings.extend(elsewhere(case));
    }
    if is_county(case) {
        findings.push(Finding::unchecked("nation", "9(7)", Unchecked::NoList));
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
        let mut found: Vec<Evidence> =
            profile.famous.iter().filter(|name| is_hit(name)).map(|name| word(name)).collect();
        if found.is_empty() && class == Class::D1 {
            let same = case.review.known.famous(&case.name.units).filter(|famous| famous.is_natural);
            found.extend(same.map(|famous| word(famous.name)));
        }
        if !found.is_empty() {
            findings.push(Finding::new("nation", weight, "9(7)", found));
        }
    }
}

/// Whether a division is of county level or above, by its generic.
fn is_county(case: &Case) -> bool {
    let name = &*without_brackets(case.application.name.trim());
    case.application.kind == NameType::Division && name.ends_with(['省', '市', '县', '区', '州', '盟', '旗'])
}

/// A famous entity of another place that something else is called after.
fn elsewhere(case: &Case) -> Option<Finding> {
    let famous = case.review.known.famous_in(&case.name.units[..case.name.specific])?;
    if is_own(case, famous) {
        return None;
    }
    let (reason, source) = ("famous_elsewhere".to_owned(), famous.places.join("、"));
    let word = Evidence::Word { word: famous.name.to_owned(), reason, source };
    Some(Finding::new("nation.elsewhere", Weight::Advice, "", vec![word]))
}

/// Whether a famous entity lies where the application does: in its province or county, else in the office's own.
pub(super) fn is_own(case: &Case, famous: &Famous) -> bool {
    let (review, han) = (case.review, &case.review.tables.han);
    let defaults = &review.profile.region.defaults;
    let value = |field: &str| match case.scope_value(field) {
        "" => defaults.get(field).map_or("", String::as_str),
        given => given,
    };
    let units = |text: &str| place_units(text, &review.lexicon, han);
    let own = ["province", "county"].map(|field| units(value(field)));
    famous.places.iter().any(|place| own.contains(&units(place)))
}

fn word(name: &str) -> Evidence {
    Evidence::Word { word: name.to_owned(), reason: "famous".into(), source: String::new() }
}
