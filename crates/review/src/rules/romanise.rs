//! `romanise`: the spelling in Pinyin.
//!
//! **What it checks.** The applicant's spelling against the rules for place names, tone marks or none, all in capitals
//! too. What no reader can tell from the right one is right: the curved apostrophe, letters with combining marks, wide
//! letters and blanks. A spelling by another division or reading that is possible is told, not corrected.
//! **Why.** One spelling on signs, maps and in the register.
//! **Wrong** Renmin Road, RenMin Lu, Lvzhou Lu. **Right** Rénmín Lù, Renmin Lu, RENMIN LU.
//! **Exceptions.** The spellings of some names by the rules of Mongolian, Uyghur and Tibetan (Hohhot, Ürümqi) are told as
//! possible; others of these languages are held against the Chinese letters, and an officer decides. Where the application
//! says that the name is of such a language (`language`, 语种) and its spelling can be no Pinyin, it is told as not checked.
//! **Article** 15 ¶2; 《中国地名汉语拼音字母拼写规则（汉语地名部分）》.

use crate::Case;
use diming_review_protocol::finding::{Evidence, Finding, Unchecked, Weight};
use diming_text::Han;
use diming_text::latin::{is_same, tidy};
use diming_text::romanise::without_tones;

/// The application's field that says of what language a name is.
const LANGUAGE: &str = "language";
/// What languages with rules of their own are called, in part.
const OTHERS: [&str; 20] = [
    "蒙",
    "维吾尔",
    "维语",
    "藏",
    "哈萨克",
    "柯尔克孜",
    "塔吉克",
    "锡伯",
    "朝鲜语",
    "壮语",
    "彝语",
    "傣语",
    "少数民族语",
    "民族语",
    "mongol",
    "uyghur",
    "uighur",
    "tibet",
    "kazakh",
    "kyrgyz",
];
/// Generics are never translated, whatever the language of the name.
const ENGLISH: [&str; 14] = [
    "road", "street", "avenue", "lane", "bridge", "river", "lake", "mountain", "village", "town", "city", "county",
    "park", "square",
];
/// Longest word that is looked at, letters.
const WORD_MAX: usize = 60;

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
    let is_stated = || is_of_others(case.application.others.get(LANGUAGE).map_or("", String::as_str));
    if weight == Weight::Warn && is_stated() && !holds_english(&given) && !is_pinyin(&given, &case.review.tables.han) {
        return findings.push(Finding::unchecked("romanise", "15", Unchecked::OtherLanguage));
    }
    let given = case.application.romanisation.trim().to_owned();
    let spelling = match weight {
        Weight::Warn => Evidence::Spelling { given, expected },
        _ => Evidence::OtherSpelling { given, usual: expected },
    };
    findings.push(Finding::new("romanise", weight, "15", vec![spelling]));
}

/// Whether a stated language is another one than Chinese.
fn is_of_others(language: &str) -> bool {
    let language = language.to_lowercase();
    !language.contains(['汉', '漢']) && OTHERS.iter().any(|name| language.contains(name))
}

fn holds_english(spelling: &str) -> bool {
    spelling.to_lowercase().split_whitespace().any(|word| ENGLISH.contains(&word))
}

/// Whether letters can be Pinyin: every word of them is a row of syllables. What is too long is taken for it.
fn is_pinyin(spelling: &str, han: &Han) -> bool {
    let plain = without_tones(&spelling.to_lowercase()).replace('ü', "v");
    let words = plain.split([' ', '\'', '-']).filter(|word| !word.bytes().all(|b| b.is_ascii_digit()));
    words.into_iter().all(|word| {
        let mut reached = 1u64;
        for at in (0..word.len()).filter(|_| word.len() <= WORD_MAX) {
            let rest = word.get(at..).filter(|_| reached >> at & 1 == 1).unwrap_or_default();
            // 儿 is written r behind a syllable.
            let lens = syllables(han).chain((at > 0).then_some("r")).filter(|s| rest.starts_with(s)).map(str::len);
            reached = lens.fold(reached, |reached, len| reached | 1 << (at + len));
        }
        word.len() > WORD_MAX || reached >> word.len() & 1 == 1
    })
}

fn syllables(han: &Han) -> impl Iterator<Item = &str> {
    (0..han.syllables_len() as u16).map(|syllable| han.syllable(syllable))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn what_can_be_no_pinyin() {
        for spelling in ["Ulaan", "Ulaan Hot", "Ürümqi", "Hohhot", "Lhasa", "Xilin Gol", "Öndör", "Улаан", "Renmin Rd"]
        {
            assert!(!is_pinyin(spelling, table()), "{spelling}");
        }
        let long = "u".repeat(80);
        for spelling in ["Lusigang", "Lǚsìgǎng", "Lvzhou Lu", "Xī'ān Lù", "Pénr Hútong", "2 Mǎlù", "Lasa", "", &long]
        {
            assert!(is_pinyin(spelling, table()), "{spelling}");
        }
        for (language, is_other) in [
            ("蒙古语", true),
            ("维吾尔语地名", true),
            ("Tibetan", true),
            ("少数民族语", true),
            ("汉语", false),
            ("蒙汉混合", false),
            ("不详", false),
            ("", false),
        ] {
            assert_eq!(is_of_others(language), is_other, "{language}");
        }
    }
}
