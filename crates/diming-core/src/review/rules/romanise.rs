//! `romanise`: the spelling in Pinyin.
//!
//! **What it checks.** The applicant's spelling against the rules for place names, tone marks or none, all in capitals
//! too. What no reader can tell from the right one is right: the curved apostrophe, letters with combining marks, wide
//! letters and blanks. A spelling by another division or reading that is possible is told, not corrected.
//! **Why.** One spelling on signs, maps and in the register.
//! **Wrong** Renmin Road, RenMin Lu, Lvzhou Lu. **Right** Rénmín Lù, Renmin Lu, RENMIN LU.
//! **Exceptions.** The spellings of some names by the rules of Mongolian, Uyghur and Tibetan (Hohhot, Ürümqi) are told as
//! possible; others of these languages are held against the Chinese letters, and an officer decides.
//! **Article** 15 ¶2; 《中国地名汉语拼音字母拼写规则（汉语地名部分）》.

use crate::door::finding::{Evidence, Finding, Weight};
use crate::review::Case;
use crate::text::latin::{is_same, tidy};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let given = tidy(&case.application.romanisation);
    if given.is_empty() {
        return;
    }
    let (with_tones, plain) = (case.spellings(true), case.spellings(false));
    let Some(expected) = with_tones.first().cloned() else { return };
    if is_same(&given, &expected) || plain.first().is_some_and(|plain| is_same(&given, plain)) {
        return;
    }
    let is_other = with_tones.iter().chain(&plain).any(|other| is_same(&given, other));
    let is_reading = || [true, false].into_iter().any(|tones| case.is_other_reading(&given, tones));
    let weight = match is_other {
        true => Weight::Info,
        false if is_reading() => Weight::Advice,
        false => Weight::Warn,
    };
    let given = case.application.romanisation.trim().to_owned();
    let spelling = match weight {
        Weight::Warn => Evidence::Spelling { given, expected },
        _ => Evidence::OtherSpelling { given, usual: expected },
    };
    findings.push(Finding::new("romanise", weight, "15", vec![spelling]));
}
