//! Spelling of the sample's names: 专名 and 通名 apart, natural villages together, ordinals of
//! streets in digits (rules of the spelling of Chinese place names, the simple part of them).

use std::collections::HashMap;
use std::sync::LazyLock;

/// Characters of the sample's names, each followed by its reading there.
const READINGS: &str = include_str!("readings.txt");

static BY_CHARACTER: LazyLock<HashMap<char, &str>> = LazyLock::new(|| {
    let read = |word: &'static str| {
        let mut rest = word.chars();
        rest.next().map(|character| (character, rest.as_str()))
    };
    READINGS.split_whitespace().filter_map(read).collect()
});

/// Whether specific and generic part are written as one word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// Names of natural villages and of villages named after them.
    Yes,
    /// All others.
    No,
}

/// The spelling of a name with tone marks: `Lǚsìgǎng Zhèn`, `Rénmín Zhōnglù`, `Gōngyuán 2 Xiàng`.
pub fn romanise(specific: &str, generic: &str, together: Together) -> String {
    // 永丰东桥: a one-syllable modifier joins the generic.
    if generic == "桥"
        && specific.chars().count() > 2
        && let Some(modifier) = specific.chars().last().filter(|c| "东西南北新".contains(*c))
    {
        let rest = &specific[..specific.len() - modifier.len_utf8()];
        return romanise(rest, &format!("{modifier}{generic}"), together);
    }
    let (head, mut digits) = match specific.chars().collect::<Vec<char>>()[..] {
        [axis @ ('经' | '纬'), number] if digit_of(number).is_some() => (word(&axis.to_string()), digit_of(number)),
        _ => (word(specific), None),
    };
    if together == Together::Yes {
        return capital(&join(&head, &word(generic)));
    }
    let mut tail: Vec<char> = generic.chars().collect();
    if let [first, '巷' | '弄' | '路' | '街'] = tail[..]
        && let Some(digit) = digit_of(first)
    {
        digits = Some(digit);
        tail.remove(0);
    }
    let tail = word(&tail.into_iter().collect::<String>());
    let parts = [capital(&head), digits.map(String::from).unwrap_or_default(), capital(&tail)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The digit of a Chinese numeral from one to nine.
fn digit_of(numeral: char) -> Option<char> {
    "一二三四五六七八九".chars().zip('1'..='9').find(|(chinese, _)| *chinese == numeral).map(|(_, digit)| digit)
}

/// A spelling without tone marks, for English names: `Lüsigang Zhen`.
pub fn plain(spelling: &str) -> String {
    spelling.chars().map(without_tone).collect()
}

fn without_tone(c: char) -> char {
    let table = [
        ("āáǎà", 'a'),
        ("ēéěè", 'e'),
        ("īíǐì", 'i'),
        ("ōóǒò", 'o'),
        ("ūúǔù", 'u'),
        ("ǖǘǚǜ", 'ü'),
        ("ĀÁǍÀ", 'A'),
        ("ĒÉĚÈ", 'E'),
        ("ŌÓǑÒ", 'O'),
    ];
    table.iter().find(|(marked, _)| marked.contains(c)).map_or(c, |(_, plain)| *plain)
}

/// The syllables of some characters as one word, in small letters. A character without a reading
/// stays as it is, and a test finds it.
fn word(text: &str) -> String {
    text.chars().fold(String::new(), |word, c| match BY_CHARACTER.get(&c) {
        Some(reading) => join(&word, reading),
        None => format!("{word}{c}"),
    })
}

/// Two parts of a word, with the apostrophe before a syllable in a, o, e.
fn join(word: &str, syllable: &str) -> String {
    let vowel = syllable.chars().next().is_some_and(|c| "aoe".contains(without_tone(c)));
    let apostrophe = if vowel && !word.is_empty() { "'" } else { "" };
    format!("{word}{apostrophe}{syllable}")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
