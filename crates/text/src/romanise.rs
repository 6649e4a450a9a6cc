//! Spells a place name in Pinyin (《中国地名汉语拼音字母拼写规则（汉语地名部分）》).
//!
//! Specific and generic apart, each capitalised; a one-syllable modifier joins its part; natural
//! villages and towns in one word; ordinals and codes of street names in digits; an apostrophe
//! before a syllable that begins with a, o or e; 儿 after a syllable as r; generics are spelled, not translated.
//! [`super::division`] finds the words, [`Book`] knows what the characters do not show. Where a name can be divided
//! or read in several ways, [`spellings`] gives the likeliest first.

use super::Han;
use super::book::{Book, List, toned};
use super::division::{Choices, NamePart, divide};
use super::han::Reading;
use super::ordinal::is_numeral;

/// Most other ways to spell one name that are tried.
const OTHERS_MAX: usize = 16;
/// Most steps for finding out whether letters are another reading of a name.
const STEPS_MAX: usize = 4_000;

/// What a name's spelling depends on beside its characters.
#[derive(Clone, Copy, Debug)]
pub struct Spelling<'a> {
    /// Characters of the generic at the end, as far as it is known; longer ones of the book are found.
    pub generic: usize,
    /// The name has a specific and a generic; else it is one word.
    pub is_divided: bool,
    /// It may be written in one word too: of a village committee, which bears its village's name.
    pub may_be_joined: bool,
    /// A street's name: ordinals in digits.
    pub is_street: bool,
    /// Of what is no street, no division and no village: hills, waters, buildings, institutions.
    pub is_feature: bool,
    /// Tone marks.
    pub tones: bool,
    /// Readings and words.
    pub book: &'a Book,
    /// For each character the reading that somebody chose, with its tone mark; none where it is not given.
    pub chosen: &'a [Option<String>],
}

/// What a character is read as.
#[derive(Clone, Debug)]
struct Syllable {
    letters: String,
    /// Stands for a character that is no Chinese one: written as it is.
    is_sign: bool,
    /// A word's own reading, or somebody's choice.
    is_fixed: bool,
}

/// A name under spelling.
struct Speller<'a> {
    chars: Vec<char>,
    spelling: &'a Spelling<'a>,
    han: &'a Han,
}

/// Spells a name in the likeliest way; characters without a reading stay as they are.
pub fn romanise(name: &str, spelling: &Spelling, han: &Han) -> String {
    Speller::new(name, spelling, han).spell(&mut Choices::default())
}

/// All ways to spell a name, by division and by readings that are in doubt: the likeliest first, each once.
pub fn spellings(name: &str, spelling: &Spelling, han: &Han) -> Vec<String> {
    let speller = Speller::new(name, spelling, han);
    let mut first = Choices::default();
    let mut all = vec![speller.spell(&mut first)];
    for other in 0..first.seen.min(OTHERS_MAX) {
        let way = speller.spell(&mut Choices { other: Some(other), seen: 0 });
        if !all.contains(&way) {
            all.push(way);
        }
    }
    all
}

/// Whether letters spell a name in its likeliest division with other readings that its characters have.
pub fn is_other_reading(letters: &str, name: &str, spelling: &Spelling, han: &Han) -> bool {
    Speller::new(name, spelling, han).has_reading(letters)
}

/// Readings of each character that has several, by its place: the syllables with tone marks, the one that is used first.
pub fn alternatives(name: &str, spelling: &Spelling, han: &Han) -> Vec<(usize, Vec<String>)> {
    let spelling = Spelling { tones: true, chosen: &[], ..*spelling };
    let speller = Speller::new(name, &spelling, han);
    let mut choices = Choices::default();
    let parts = divide(&speller.chars, &spelling, &mut choices);
    let used = speller.syllables(&parts, &mut choices);
    let several = speller.chars.iter().zip(used).enumerate().map(|(at, (c, used))| {
        let mut readings: Vec<String> = han.readings(*c).map(|r| marked(r, han, true)).collect();
        if !used.is_sign && used.letters != "r" {
            readings.retain(|reading| *reading != used.letters);
            readings.insert(0, used.letters);
        }
        (at, readings)
    });
    several.filter(|(_, readings)| readings.len() > 1).collect()
}

impl<'a> Speller<'a> {
    fn new(name: &str, spelling: &'a Spelling<'a>, han: &'a Han) -> Self {
        let chars = name.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => han.simplified(c),
        });
        Speller { chars: chars.collect(), spelling, han }
    }

    fn spell(&self, choices: &mut Choices) -> String {
        let parts = divide(&self.chars, self.spelling, choices);
        let syllables = self.syllables(&parts, choices);
        let mut words: Vec<String> = Vec::with_capacity(parts.len());
        for part in &parts {
            words.extend(match part {
                NamePart::Word(range) => {
                    let own = self.spelling.book.minority(&self.chars[range.clone()]);
                    match own.filter(|(len, _)| *len == range.len() && self.spelling.is_divided) {
                        Some((_, letters)) if choices.other() => Some(letters.to_owned()),
                        _ => word(&syllables[range.clone()]),
                    }
                }
                NamePart::Number(number) => Some(number.clone()),
                NamePart::Ordinal(at, number) => word(&syllables[*at..=*at]).map(|word| format!("{word}-{number}")),
            });
        }
        words.join(" ")
    }

    fn syllables(&self, parts: &[NamePart], choices: &mut Choices) -> Vec<Syllable> {
        let starts_word =
            |at: usize| parts.iter().any(|part| matches!(part, NamePart::Word(range) if range.start == at));
        let mut all: Vec<Syllable> = Vec::with_capacity(self.chars.len());
        while all.len() < self.chars.len() {
            let at = all.len();
            let is_start = starts_word(at)
                || at > 0 && starts_word(at - 1) && self.spelling.book.has(List::Modifiers, &self.chars[at - 1..at]);
            match self.local(at, is_start, choices) {
                Some(syllables) => all.extend(syllables),
                None => {
                    let ends_word = starts_word(at + 1) && at + 1 < self.chars.len();
                    let syllable = self.syllable(at, ends_word, all.last(), choices);
                    all.push(syllable);
                }
            }
        }
        all
    }

    /// The syllables of a word with its own reading.
    fn local(&self, at: usize, is_start: bool, choices: &mut Choices) -> Option<Vec<Syllable>> {
        for entry in self.spelling.book.readings_at(&self.chars[at..]) {
            let range = at..at + entry.word.len();
            if range.clone().any(|place| self.chosen(place).is_some()) {
                continue;
            }
            let is_at_home = !entry.at_start || is_start;
            let differs =
                || range.clone().zip(&entry.syllables).any(|(place, own)| self.usual(place).first() != Some(own));
            let holds = if (entry.is_doubtful || !is_at_home) && differs() {
                choices.other() != is_at_home
            } else {
                is_at_home
            };
            if holds {
                let own = |letters: &String| Syllable {
                    letters: toned(letters, self.spelling.tones),
                    is_sign: false,
                    is_fixed: is_at_home && !entry.is_doubtful,
                };
                return Some(entry.syllables.iter().map(own).collect());
            }
        }
        None
    }

    /// What somebody chose for a character, if it is a reading of it.
    fn chosen(&self, at: usize) -> Option<&String> {
        let chosen = self.spelling.chosen.get(at)?.as_ref()?;
        let is_one = self.han.readings(self.chars[at]).any(|reading| marked(reading, self.han, true) == *chosen);
        (is_one || self.spelling.book.usual(self.chars[at]).contains(chosen)).then_some(chosen)
    }

    /// Readings of a character in place names, the likeliest first.
    fn usual(&self, at: usize) -> Vec<String> {
        match self.spelling.book.usual(self.chars[at]) {
            [] => self.han.readings(self.chars[at]).take(1).map(|reading| marked(reading, self.han, true)).collect(),
            usual => usual.to_vec(),
        }
    }

    fn syllable(&self, at: usize, ends_word: bool, before: Option<&Syllable>, choices: &mut Choices) -> Syllable {
        let c = self.chars[at];
        let toned = |letters: &str| toned(letters, self.spelling.tones);
        let fixed = |letters: &str| Syllable { letters: toned(letters), is_sign: false, is_fixed: true };
        if let Some(chosen) = self.chosen(at) {
            return fixed(chosen);
        }
        let is_last = at + 1 == self.chars.len();
        match c {
            // A lane's: 第九弄.
            '弄' if at > 0 && (is_last || ends_word || is_numeral(self.chars[at - 1])) => return fixed("lòng"),
            // 盆儿胡同: 儿 after a syllable, before the generic, is its end.
            '儿' if before.is_some_and(|before| !before.is_sign) => {
                let is_end = ends_word != choices.other();
                return Syllable { letters: toned(if is_end { "r" } else { "ér" }), is_sign: false, is_fixed: false };
            }
            _ => {}
        }
        let usual = self.usual(at);
        let taken = if usual.len() > 1 { choices.pick(usual.len()) } else { 0 };
        match usual.get(taken) {
            Some(letters) => Syllable { is_fixed: false, ..fixed(letters) },
            None => Syllable { letters: c.to_string(), is_sign: true, is_fixed: true },
        }
    }

    /// Whether letters, word by word, are readings of the characters.
    fn has_reading(&self, letters: &str) -> bool {
        let mut choices = Choices::default();
        let parts = divide(&self.chars, self.spelling, &mut choices);
        let syllables = self.syllables(&parts, &mut choices);
        let given: Vec<&str> = letters.split(' ').collect();
        given.len() == parts.len()
            && given.iter().zip(&parts).all(|(given, part)| match part {
                NamePart::Word(range) => {
                    let options: Vec<Vec<String>> = range.clone().map(|at| self.options(at, &syllables[at])).collect();
                    let mut chars = given.chars();
                    let first: String = chars.next().into_iter().flat_map(char::to_lowercase).collect();
                    let is_capital = given.starts_with(|c: char| !c.is_lowercase());
                    is_capital && is_made_of(&(first + chars.as_str()), &options, true, &mut STEPS_MAX.clone())
                }
                NamePart::Number(number) => given == number,
                NamePart::Ordinal(at, number) => {
                    word(&syllables[*at..=*at]).is_some_and(|word| **given == format!("{word}-{number}"))
                }
            })
    }

    fn options(&self, at: usize, used: &Syllable) -> Vec<String> {
        let mut options = vec![used.letters.clone()];
        if !used.is_fixed {
            let all = self.han.readings(self.chars[at]).map(|reading| marked(reading, self.han, self.spelling.tones));
            options.extend(all.filter(|letters| *letters != used.letters).collect::<Vec<_>>());
        }
        options
    }
}

/// Whether a word is made of one option for each character, apostrophes where they must stand.
fn is_made_of(rest: &str, options: &[Vec<String>], is_first: bool, steps: &mut usize) -> bool {
    let Some((own, others)) = options.split_first() else { return rest.is_empty() };
    own.iter().any(|letters| {
        *steps = steps.saturating_sub(1);
        let needs_mark = !is_first && without_tones(letters).starts_with(['a', 'o', 'e']);
        let rest = if needs_mark { rest.strip_prefix('\'') } else { Some(rest) };
        let rest = rest.and_then(|rest| rest.strip_prefix(letters.to_lowercase().as_str()));
        *steps > 0 && rest.is_some_and(|rest| is_made_of(rest, others, false, steps))
    })
}

/// One capitalised word; `None` for no syllables.
fn word(syllables: &[Syllable]) -> Option<String> {
    let mut text = String::new();
    for syllable in syllables {
        let plain = without_tones(&syllable.letters);
        if !text.is_empty() && !syllable.is_sign && plain.starts_with(['a', 'o', 'e']) {
            text.push('\'');
        }
        text += &syllable.letters;
    }
    let mut chars = text.chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}

/// The marked letters of each vowel, tones 1 to 4.
const MARKED: [(char, &str); 6] =
    [('a', "āáǎà"), ('e', "ēéěè"), ('i', "īíǐì"), ('o', "ōóǒò"), ('u', "ūúǔù"), ('ü', "ǖǘǚǜ")];

/// A syllable with its tone mark on a or e, on the o of ou, else on the last vowel.
pub fn marked(reading: Reading, han: &Han, tones: bool) -> String {
    let letters = han.syllable(reading.syllable).replace('v', "ü");
    if !tones || reading.tone == 0 {
        return letters;
    }
    let is_vowel = |c: char| MARKED.iter().any(|m| m.0 == c);
    let at = letters.find(['a', 'e']).or_else(|| letters.find("ou")).or_else(|| letters.rfind(is_vowel));
    let mark = |(i, c): (usize, char)| match MARKED.iter().find(|m| Some(i) == at && m.0 == c) {
        Some((_, tones)) => tones.chars().nth(usize::from(reading.tone) - 1).unwrap_or(c),
        None => c,
    };
    letters.char_indices().map(mark).collect()
}

/// Letters without tone marks, small or capital; ü stays.
pub fn without_tones(letters: &str) -> String {
    let of_small = |c: char| MARKED.iter().find(|(_, tones)| tones.contains(c)).map(|marked| marked.0);
    let plain = |c: char| match c.to_lowercase().next().and_then(of_small) {
        Some(plain) if c.is_uppercase() => plain.to_uppercase().next().unwrap_or(plain),
        plain => plain.unwrap_or(c),
    };
    letters.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::han::tests::table;

    #[test]
    fn tone_marks_are_left_out_of_small_and_capital_letters() {
        assert_eq!(without_tones("Lǚsìgǎng Zhèn, Ānníng Lù, Ōuyáng, Ǖ"), "Lüsigang Zhen, Anning Lu, Ouyang, Ü");
    }

    fn book() -> Book {
        let modifiers = ["东", "西", "南", "北", "中", "前", "后", "小", "大"].map(str::to_owned);
        Book::new(&[], &[], &modifiers)
    }

    #[track_caller]
    fn check(name: &str, generic: usize, is_street: bool, expected: &str) {
        let book = book();
        let spelling = Spelling {
            generic,
            is_divided: generic > 0,
            may_be_joined: false,
            is_street,
            is_feature: false,
            tones: true,
            book: &book,
            chosen: &[],
        };
        assert_eq!(romanise(name, &spelling, table()), expected, "{name}");
        let plain = romanise(name, &Spelling { tones: false, ..spelling }, table());
        assert_eq!(plain.to_lowercase(), without_tones(&expected.to_lowercase()), "{name}");
    }

    #[test]
    fn specific_and_generic_stand_apart() {
        for (name, generic, expected) in [
            ("太行山", 1, "Tàiháng Shān"),
            ("长安街", 1, "Cháng'ān Jiē"),
            ("西辽河", 1, "Xīliáo Hé"),
            ("景山后街", 1, "Jǐngshān Hòujiē"),
            ("人民中路", 1, "Rénmín Zhōnglù"),
            ("黑龙江省", 1, "Hēilóngjiāng Shěng"),
            ("解放路南小街", 1, "Jiěfànglù Nánxiǎojiē"),
            ("张之洞路", 1, "Zhāngzhīdòng Lù"),
            ("五指山", 1, "Wǔzhǐ Shān"),
            ("绿洲公园", 2, "Lǜzhōu Gōngyuán"),
            ("西安路", 1, "Xī'ān Lù"),
            ("天鹅湖", 1, "Tiān'é Hú"),
            ("东大街", 2, "Dōng Dàjiē"),
            ("盆儿胡同", 2, "Pénr Hútong"),
            ("儿童路", 1, "Értóng Lù"),
        ] {
            check(name, generic, false, expected);
        }
    }

    #[test]
    fn villages_are_one_word_and_local_readings_hold() {
        for (name, expected) in [
            ("王村", "Wángcūn"),
            ("周口店", "Zhōukǒudiàn"),
            ("十里堡", "Shílǐpù"),
            ("大黄堡", "Dàhuángbǎo"),
            ("吴堡", "Wúbǔ"),
            ("", ""),
            ("A村", "Acūn"),
        ] {
            check(name, 0, false, expected);
        }
    }

    #[test]
    fn ordinals_of_streets_are_digits() {
        for (name, generic, expected) in [
            ("二马路", 2, "2 Mǎlù"),
            ("经五路", 1, "Jīng 5 Lù"),
            ("三环路", 2, "3 Huánlù"),
            ("一巷", 1, "1 Xiàng"),
            ("人民十二路", 1, "Rénmín 12 Lù"),
            ("五一路", 1, "Wǔyī Lù"),
            ("太平3巷", 1, "Tàipíng 3 Xiàng"),
        ] {
            check(name, generic, true, expected);
        }
    }

    #[test]
    fn several_readings_are_offered() {
        let book = book();
        let spelling = Spelling {
            generic: 1,
            is_divided: true,
            may_be_joined: false,
            is_street: true,
            is_feature: false,
            tones: true,
            book: &book,
            chosen: &[],
        };
        let found = alternatives("乐安路", &spelling, table());
        assert_eq!(found, [(0, vec!["lè".to_owned(), "yuè".to_owned(), "lào".to_owned()])]);
    }
}
