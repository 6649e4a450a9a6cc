//! `meaning`, `person`, `foreign`, `words`: words that the office's lists tell to look out for.
//!
//! **What it checks.** Whether the name holds a listed word: against public order and morals (`meaning`), a person's
//! name (`person`), a foreign place or person (`foreign`), exaggerating, foreign-sounding or odd words of the 2018
//! clean-up 大洋怪重 (`words`). Whether a specific is the name of a person known to everybody, by a list that comes with the rules
//! (`data/rules/persons.txt`: with 字, 号 and characters of novels; leaders are against the rule, others for review), or built as a
//! person's name: a surname and characters that given names have.
//! **Why.** Names are clear, healthy and do not serve vanity.
//! **Wrong** 巴黎花园, 帝豪大厦. **Right** 江海花园, 启秀大厦.
//! **Exceptions.** A word inside one of its harmless words (天下 in 天下游); names on the historic list; persons' names that are
//! customary in place names (中山).
//! **Articles** 9(1), 9(4), 9(5); notice of six ministries of 2018 for `words`.

use crate::Case;
use crate::lexicon::units_of;
use crate::profile::{ListedWord, WordClass};
use diming_review_protocol::finding::{Evidence, Finding, Status, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let profile = &case.review.profile;
    let is_historic = is_historic(case);
    let mut lists: Vec<(&str, &str, Weight, Vec<Evidence>)> = Vec::new();
    for word in &profile.words {
        let (code, article) = code_of(word.class);
        if !profile.is_on(code) || !holds(case, word) || is_historic && word.exempt_if.iter().any(|e| e == "historic") {
            continue;
        }
        let found =
            Evidence::Word { word: word.word.clone(), reason: word.reason.clone(), source: word.source.clone() };
        match lists.iter_mut().find(|list| list.0 == code && list.2 == word.severity) {
            Some(list) => list.3.push(found),
            None => lists.push((code, article, word.severity, vec![found])),
        }
    }
    findings.extend(lists.into_iter().map(|(code, article, weight, found)| Finding::new(code, weight, article, found)));
    if !profile.is_on("person") {
        return;
    }
    let listed = findings.iter().any(|f| f.code == "person" && f.unchecked.is_none());
    if !listed && !is_historic {
        findings.extend(person(case));
    }
}

/// A person's name that no list of the office has.
fn person(case: &Case) -> Option<Finding> {
    let (review, specific) = (case.review, case.specific());
    let lists = &review.profile.persons;
    let finding = |weight: Weight, word: &str, reason: &str, source: &str| {
        let word = Evidence::Word { word: word.to_owned(), reason: reason.to_owned(), source: source.to_owned() };
        Finding::new("person", weight, "9(4)", vec![word])
    };
    let is_customary = |name: &str| lists.customary.iter().any(|customary| customary == name);
    let units = &case.name.units[..case.name.specific];
    if let Some(known) = review.known.person_in(units).filter(|known| !is_customary(known.name)) {
        let (weight, reason) =
            if known.is_leader { (Weight::Error, "leader") } else { (Weight::Review, "known_person") };
        let head = if known.head == known.name { "" } else { known.head };
        return Some(finding(weight, known.name, reason, head));
    }
    // Villages are named after families: 陈家宅, 王家桥.
    let is_known = || review.register.called(units).next().is_some();
    let looks_so = case.application.kind.is_divided() && is_built_as_person(case, &specific);
    (looks_so && !is_customary(&specific) && !is_known()).then(|| finding(Weight::Review, &specific, "surname", ""))
}

/// Whether a specific is a surname with one or two characters of given names.
fn is_built_as_person(case: &Case, specific: &str) -> bool {
    let profile = &case.review.profile;
    let lists = &profile.persons;
    let surnames = lists.compound_surnames.iter().chain(&profile.surnames);
    surnames.filter_map(|surname| specific.strip_prefix(surname.as_str())).any(|given| match given.chars().count() {
        1 => given.chars().all(|c| lists.given_alone.contains(c)),
        2 => given.chars().all(|c| lists.given.contains(c)),
        _ => false,
    })
}

fn code_of(class: WordClass) -> (&'static str, &'static str) {
    match class {
        WordClass::Meaning => ("meaning", "9(1)"),
        WordClass::Person => ("person", "9(4)"),
        WordClass::Foreign => ("foreign", "9(5)"),
        WordClass::Big | WordClass::Odd => ("words", ""),
    }
}

/// Whether a word stands in the name outside all of its harmless words; a person's name must be the whole specific.
fn holds(case: &Case, word: &ListedWord) -> bool {
    let han = &case.review.tables.han;
    let wanted = units_of(&word.word, han);
    let name = &case.name.units;
    if wanted.is_empty() || wanted.len() > name.len() {
        return false;
    }
    if word.class == WordClass::Person {
        return name[..case.name.specific] == wanted || *name == wanted;
    }
    let harmless: Vec<Vec<u16>> = word.exempt_if.iter().map(|e| units_of(e, han)).filter(|u| !u.is_empty()).collect();
    let covered = |at: usize| {
        let over = |units: &Vec<u16>| {
            let starts = (at + wanted.len()).saturating_sub(units.len())..=at;
            starts.into_iter().any(|start| name[start..].starts_with(units))
        };
        harmless.iter().any(over)
    };
    (0..=name.len() - wanted.len()).any(|at| name[at..].starts_with(&wanted) && !covered(at))
}

/// Whether the register has the name on a list of protected names.
fn is_historic(case: &Case) -> bool {
    let register = &case.review.register;
    register
        .named(&case.name.units)
        .filter(|&row| register.status(row) != Status::Cancelled)
        .any(|row| register.is_protected(row))
}
