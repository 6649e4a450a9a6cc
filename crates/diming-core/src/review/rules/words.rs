//! `meaning`, `person`, `foreign`, `words`: words that the office's lists tell to look out for.
//!
//! **What it checks.** Whether the name holds a listed word: against public order and morals (`meaning`), a person's
//! name (`person`), a foreign place or person (`foreign`), exaggerating, foreign-sounding or odd words of the 2018
//! clean-up 大洋怪重 (`words`); and whether a specific is built as a person's name.
//! **Why.** Names are clear, healthy and do not serve vanity.
//! **Wrong** 巴黎花园, 帝豪大厦. **Right** 江海花园, 启秀大厦.
//! **Exceptions.** A word inside one of its harmless words (天下 in 天下游); names on the historic list.
//! **Articles** 9(1), 9(4), 9(5); notice of six ministries of 2018 for `words`.

use crate::door::finding::{Evidence, Finding, Status, Unchecked, Weight};
use crate::review::Case;
use crate::review::lexicon::units_of;
use crate::review::profile::{ListedWord, WordClass};

/// Characters of a Chinese person's name with its surname: two are too common as words.
const PERSON_CHARS: usize = 3;

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let (profile, han) = (&case.review.profile, &case.review.tables.han);
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
    if !profile.words.iter().any(|word| word.class == WordClass::Person) {
        findings.push(Finding::unchecked("person", "9(4)", Unchecked::NoList));
    }
    let specific = case.specific();
    // Villages are named after families: 陈家宅, 王家桥.
    let is_family = !case.application.kind.is_divided() || specific.chars().nth(1) == Some('家');
    let begins = |surname: &String| specific.starts_with(surname.as_str());
    let listed = findings.iter().any(|f| f.code == "person" && f.unchecked.is_none());
    let known = case.review.register.called(&units_of(&specific, han)).next().is_some();
    if !listed
        && !known
        && !is_family
        && specific.chars().count() == PERSON_CHARS
        && profile.surnames.iter().any(begins)
    {
        let word = Evidence::Word { word: specific, reason: "surname".into(), source: String::new() };
        findings.push(Finding::new("person", Weight::Review, "9(4)", vec![word]));
    }
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
