//! `romanise`: the spelling in Pinyin.
//!
//! **What it checks.** The applicant's spelling against the rules for place names, tone marks or none; characters
//! with several readings are told.
//! **Why.** One spelling on signs, maps and in the register.
//! **Wrong** Renmin Road, RenMin Lu. **Right** Rénmín Lù, Renmin Lu.
//! **Exceptions.** A spelling with another reading of the same character is told, not corrected.
//! **Article** 15 ¶2; 《中国地名汉语拼音字母拼写规则（汉语地名部分）》.

use crate::door::finding::{Evidence, Finding, Weight};
use crate::review::Case;

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let given = case.application.romanisation.trim();
    if given.is_empty() {
        return;
    }
    let (with_tones, plain) = (case.romanised(true), case.romanised(false));
    if given != with_tones && given != plain {
        let spelling = Evidence::Spelling { given: given.to_owned(), expected: with_tones };
        findings.push(Finding::new("romanise", Weight::Warn, "15", vec![spelling]));
    }
}
