//! `script`: standard characters, no rare ones, no letters, digits or signs in the place of a name.
//!
//! **What it checks.** Each character against 《通用规范汉字表》: outside it an error; of its third level a warning,
//! unless a name in use has it; a specific of digits or Latin letters only, "·" and "-" are errors.
//! **Why.** Everyone must be able to read, write and type the name.
//! **Wrong** 淼龘路, 8号路 as 8路, 星-河湾. **Right** 龙湾路, 第八路.
//! **Exceptions.** Rare characters of registered local names (圩, 埭); traditional forms are told with their standard form.
//! **Article** 9(3).

use crate::Case;
use diming_review_protocol::finding::{Evidence, Finding, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let (standard, han) = (&case.review.tables.standard, &case.review.tables.han);
    let (mut outside, mut rare, mut signs) = (Vec::new(), Vec::new(), Vec::new());
    for c in case.application.name.chars().filter(|c| !c.is_whitespace()) {
        let level = standard.level(c);
        let evidence = Evidence::Character { character: c, level: level.unwrap_or(0) };
        match level {
            Some(1 | 2) => {}
            Some(_) if case.review.register.holds_unit(han.unit(c)) => {}
            Some(_) => rare.push(evidence),
            None if is_letter_or_digit(c) => {}
            None if is_written_sign(c) => signs.push(evidence),
            None => outside.push(evidence),
        }
    }
    let specific = &case.application.name.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    let specific = &specific[..case.name.specific.min(specific.len())];
    if !specific.is_empty() && specific.iter().all(|&c| is_letter_or_digit(c)) {
        outside.push(Evidence::Item("letters_only".into()));
    } else if specific.iter().any(|&c| is_latin(c)) {
        outside.push(Evidence::Item("letters".into()));
    }
    outside.extend(signs);
    if !outside.is_empty() {
        findings.push(Finding::new("script", Weight::Error, "9(3)", outside));
    }
    if !rare.is_empty() {
        findings.push(Finding::new("script", Weight::Warn, "9(3)", rare));
    }
}

/// Also in full width.
fn is_letter_or_digit(c: char) -> bool {
    is_latin(c) || c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(&c) || ('ａ'..='ｚ').contains(&c)
}

/// Punctuation: "·", "-" and the like.
fn is_written_sign(c: char) -> bool {
    !c.is_alphanumeric()
}
