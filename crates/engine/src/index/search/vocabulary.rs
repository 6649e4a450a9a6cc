//! Words that stand for something else than the texts of records: labels of values, words that people use.
//!
//! A word of a query is looked up here once; what it stands for is the caller's affair, by number. A label is met by a part
//! of it too, the other words as a whole only. Chinese is met in both forms and in whole pinyin, English word by word, in
//! the singular or the plural.

use super::Term;
use super::hits::Role;
use super::walk::walk_exact;
use diming_text::Han;
use diming_text::fold::{BLANK, BREAK, fold, is_latin};

/// Fewest characters of a word that meets a part of a label.
const PART_MIN: usize = 2;
/// Fewest letters of an English word that is looked up.
const LETTERS_MIN: usize = 4;
/// First unit of Chinese characters.
const CHINESE: u16 = 0x3400;
/// The plural's letter.
const PLURAL: u16 = b's' as u16;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// The label of a value: a part of it is enough.
    Label,
    /// A town, which an address begins with.
    Town,
    /// A word that people use: met as a whole.
    Used,
    /// The same whose characters meet by chance too, inside other words (保护工作站): there it says little.
    Chance,
    /// A word that asks, and names nothing (附近的, where is).
    Filler,
}

/// An entry that a word of a query meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// The number of the entry.
    pub entry: u32,
    /// It is the whole of it.
    pub is_whole: bool,
}

/// The entries, numbered as they were added.
#[derive(Debug, Default)]
pub struct Vocabulary {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    units: Vec<u16>,
    kind: WordKind,
}

impl Entry {
    fn is_chinese(&self) -> bool {
        self.units.iter().any(|&unit| unit >= CHINESE)
    }

    fn met_by(&self, term: &Term, han: &Han) -> Option<bool> {
        let is_whole = match self.is_chinese() {
            true => {
                let found = walk_exact(&term.word, &self.units, Role::Other, han)?;
                let is_whole = found.start == 0 && found.end == self.units.len();
                let is_enough = term.word.letters == 0 && term.word.len() >= PART_MIN;
                (is_whole || is_enough).then_some(is_whole)?
            }
            false => english(&self.units, &term.units)?,
        };
        (is_whole || self.kind == WordKind::Label).then_some(is_whole)
    }
}

impl Vocabulary {
    /// Adds an entry.
    pub fn add(&mut self, text: &str, kind: WordKind, han: &Han) {
        self.entries.push(Entry { units: fold(text, han).units, kind });
    }

    /// What an entry is.
    pub(super) fn kind(&self, entry: u32) -> Option<WordKind> {
        self.entries.get(entry as usize).map(|entry| entry.kind)
    }

    /// The entries that a word meets.
    pub(super) fn met_by(&self, term: &Term, han: &Han) -> Vec<Met> {
        if term.word.len() < PART_MIN {
            return Vec::new();
        }
        let met =
            |(at, entry): (usize, &Entry)| entry.met_by(term, han).map(|is_whole| Met { entry: at as u32, is_whole });
        self.entries.iter().enumerate().filter_map(met).collect()
    }

    /// Whether a word only asks.
    pub(super) fn is_filler(&self, text: &str, han: &Han) -> bool {
        let units = fold(text, han).units;
        let is_it = |entry: &Entry| match entry.is_chinese() {
            true => entry.units == units,
            false => english(&entry.units, &units) == Some(true),
        };
        self.entries.iter().any(|entry| entry.kind == WordKind::Filler && is_it(entry))
    }

    /// Whether these words are an English entry, or one that people use, as a whole.
    pub(super) fn has_phrase(&self, text: &str, han: &Han) -> bool {
        let units = fold(text, han).units;
        let letters = || units.iter().filter(|unit| **unit != BLANK);
        let is_it = |entry: &Entry| match entry.is_chinese() {
            true => matches!(entry.kind, WordKind::Used | WordKind::Chance) && entry.units.iter().eq(letters()),
            false => english(&entry.units, &units) == Some(true),
        };
        self.entries.iter().any(is_it)
    }

    /// Length of the longest Chinese entry of these kinds that units begin with, and its kind.
    pub(super) fn at_start(&self, units: &[u16], kinds: &[WordKind]) -> Option<(usize, WordKind)> {
        let is_it =
            |entry: &&Entry| kinds.contains(&entry.kind) && entry.is_chinese() && units.starts_with(&entry.units);
        self.entries.iter().filter(is_it).map(|entry| (entry.units.len(), entry.kind)).max_by_key(|found| found.0)
    }
}

/// Whether the words of one English text stand side by side in another, and are all of it; `None` where they do not.
fn english(text: &[u16], words: &[u16]) -> Option<bool> {
    let letters = words.iter().filter(|unit| is_latin(**unit)).count();
    let (all, len) = (words_in(text).count(), words_in(words).count());
    let stands_at = |skip: usize| words_in(text).skip(skip).take(len).eq(words_in(words));
    let is_there = len > 0 && letters >= LETTERS_MIN - 1 && len <= all && (0..=all - len).any(stands_at);
    let is_whole = all == len;
    (is_there && (is_whole || letters >= LETTERS_MIN)).then_some(is_whole)
}

/// The words of a text in the singular.
fn words_in(units: &[u16]) -> impl Iterator<Item = &[u16]> {
    units.split(|unit| *unit == BLANK || *unit == BREAK).filter(|word| !word.is_empty()).map(singular)
}

fn singular(word: &[u16]) -> &[u16] {
    match word {
        [rest @ .., PLURAL] if rest.len() >= LETTERS_MIN - 1 && rest.last() != Some(&PLURAL) => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[track_caller]
    fn check(text: &str, kind: WordKind, query: &str, expected: Option<bool>) {
        let mut vocabulary = Vocabulary::default();
        vocabulary.add(text, kind, table());
        let term = Term::new(query, table()).unwrap();
        let met: Vec<bool> = vocabulary.met_by(&term, table()).into_iter().map(|met| met.is_whole).collect();
        assert_eq!(met, Vec::from_iter(expected), "{query} in {text}");
    }

    #[test]
    fn labels_are_met_in_part_and_words_as_a_whole() {
        use WordKind::{Label, Used};
        check("结婚登记", Label, "结婚", Some(false));
        check("结婚登记", Label, "登记", Some(false));
        check("结婚登记", Label, "結婚登記", Some(true));
        check("结婚登记", Label, "jiehundengji", Some(true));
        check("结婚登记", Label, "jiehun", None);
        check("结婚登记", Label, "结", None);
        check("食堂", Used, "食堂", Some(true));
        check("食堂", Used, "shitang", Some(true));
        check("食堂", Used, "石塘", None);
        check("残疾人", Used, "残疾", None);
        check("Meals", Label, "meal", Some(true));
        check("Meal point", Label, "meals", Some(false));
        check("Marriage registry", Label, "registry", Some(false));
        check("Marriage registry", Label, "MARRIAGE REGISTRY", Some(true));
        check("Marriage registry", Label, "age", None);
        check("Marriage registry", Label, "marri", None);
        check("nursing bed", Used, "nursing beds", Some(true));
        check("nursing bed", Used, "nursing", None);
        check("24 hours", Used, "24 hours", Some(true));
    }
}
