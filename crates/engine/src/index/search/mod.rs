//! One search box over everything: Chinese, pinyin, initials, both script forms, numbers, slips.
//!
//! A query is cut at [`QUERY_MAX`] characters, folded ([`diming_text::fold`]) and split at blanks and
//! separators of lists.
//! A record matches where the joined words match one of its texts, or where every word matches
//! some text of it. What a word may match is said in [`word`]; the index only finds the candidates
//! fast ([`texts`], [`filter`]), and every candidate is then walked ([`walk`]): nothing that
//! matches is lost, nothing else passes.
//!
//! Where nothing matches so, the words may stand in several texts of a record, as in an address with a name behind it,
//! or with a province before it ([`cover`]): the data's own, where they name any ([`above`]).
//!
//! What a word means beside the texts is looked up once, in a [`Vocabulary`]; the records that have it are the caller's
//! ([`Meant`]). They come behind those that have the word as written, before those of the same sound. A word of the
//! vocabulary that is written in characters is taken literally: no other sound, no slip.
//!
//! Order of the answer: class ([`diming_protocol::MatchClass`]); name and Latin name before former names before
//! other texts; usual readings before rare ones; what is written as typed, hyphens and blanks included, before what is
//! equal without them; whole before initial matches; shorter texts; order of names.
//!
//! Memory for a million records with names of 5 characters: about 37 bytes a record for the names,
//! 8–9 for an id, 4 for each further text.

mod above;
mod builder;
mod cover;
mod explain;
mod filter;
mod hits;
mod house;
#[cfg(test)]
mod naive;
pub mod numeral;
mod order;
mod owners;
mod plain;
mod reading;
mod searching;
mod spelled;
mod spelling;
mod tail;
mod texts;
mod vocabulary;
mod walk;
mod word;

pub use builder::{SearchBuilder, TextId};
pub use explain::{Explained, Place};
pub use hits::Hits;
pub use searching::{Meant, Searching};
pub use tail::shorter;
pub use vocabulary::{Met, Vocabulary, WordKind};

use cover::Cover;
use diming_protocol::{MatchClass, Shorter};
use diming_text::fold::{BLANK, BREAK, Folded, QUERY_MAX, fold, is_apostrophe, is_latin, searched};
use diming_text::{Han, MarkerNo, MarkerQuery};
use hits::{Key, TURN_LAST};
use house::HouseNumber;
use order::NameOrder;
use owners::Owners;
use plain::Plain;
use std::sync::Arc;
use texts::Texts;
use word::{Reach, Word};

/// The texts of one record.
#[derive(Clone, Copy, Debug, Default)]
pub struct Doc<'a> {
    /// Name in Chinese.
    pub name: &'a str,
    /// Names in Latin letters.
    pub latin: &'a [&'a str],
    /// Former names.
    pub former: &'a [&'a str],
    /// Further texts with a number of the caller's (address, town, id, phones); only whole
    /// syllables and characters match there, no initials, no other sound, no slips.
    pub others: &'a [(usize, &'a str)],
    /// Number of a boundary marker.
    pub marker: Option<MarkerNo>,
    /// The words of the query, a bit each, that a value of the record means.
    pub meant: u64,
}

/// A query made ready: for the index and for the rows shown.
#[derive(Debug)]
pub struct Query {
    /// The words; one where the query has no blank.
    words: Vec<Term>,
    /// All words as one, where there are several.
    joined: Option<Term>,
    /// Their characters, which may stand in several texts.
    cover: Option<Cover>,
    /// The house number that the words stand before.
    number: Option<HouseNumber>,
}

/// One word with the marker number it may be.
#[derive(Debug)]
struct Term {
    word: Word,
    marker: Option<MarkerQuery>,
    /// With blanks, as a text that is equal has it.
    units: Vec<u16>,
    /// How it is written, where hyphens or blanks stand in it ([`spelled`]).
    spelled: Option<u32>,
    /// As typed.
    text: String,
    /// What of the vocabulary it meets.
    met: Vec<Met>,
    /// Only what is written so is meant: no other sound, no slip.
    is_literal: bool,
    /// Inside other words it stands by chance.
    is_chance: bool,
}

impl Query {
    /// Reads a query with no vocabulary. `None` where nothing in it can be searched for: blanks and punctuation.
    pub fn parse(text: &str, han: &Han) -> Option<Query> {
        Query::read(text, han, &Vocabulary::default())
    }

    /// Reads a query; see [`Self::parse`].
    pub fn read(text: &str, han: &Han, vocabulary: &Vocabulary) -> Option<Query> {
        let text = searched(text);
        Query::of_words(&reading::words(text, han, vocabulary), text, han, vocabulary)
    }

    /// The query cut around the words of the vocabulary that stand in it, and what was left out; `None` where that changes
    /// nothing.
    pub fn read_parted(text: &str, han: &Han, vocabulary: &Vocabulary) -> Option<(Query, Option<Shorter>)> {
        let text = searched(text);
        let parted = reading::parted(text, han, vocabulary)?;
        Some((Query::of_words(&parted.words, text, han, vocabulary)?, parted.shorter))
    }

    fn of_words(words: &[String], text: &str, han: &Han, vocabulary: &Vocabulary) -> Option<Query> {
        let mut words: Vec<Term> = words.iter().filter_map(|word| Term::new(word, han)).collect();
        for term in &mut words {
            term.met = vocabulary.met_by(term, han);
            term.is_chance = term.met.iter().any(|met| vocabulary.kind(met.entry) == Some(WordKind::Chance));
        }
        let joined = if words.len() > 1 { Term::new(text, han) } else { None };
        let cover = Cover::new(&fold(text, han).units);
        (!words.is_empty()).then_some(Query { words, joined, cover, number: None })
    }

    /// For each word how it was typed, and what of the vocabulary it meets.
    pub fn words(&self) -> impl Iterator<Item = (&str, &[Met])> {
        self.words.iter().map(|term| (term.text.as_str(), &term.met[..]))
    }

    /// Takes some words as they are written: nothing else of that sound, nothing with a slip. `is_meant` says of what of the
    /// vocabulary a word meets, and whether it is written in letters, whether that is so.
    pub fn take_literally(&mut self, is_meant: impl Fn(&[Met], bool) -> bool) {
        for term in &mut self.words {
            if is_meant(&term.met, term.word.letters != 0) {
                term.is_literal = true;
                term.word.reach = Reach::None;
            }
        }
    }

    /// Looks for the number nearest to the house number that this text begins with, if it does, behind the last word.
    pub fn seek_number(&mut self, text: &str, han: &Han) {
        self.number = HouseNumber::at_start(&fold(text, han).units);
    }
}

impl Term {
    fn new(text: &str, han: &Han) -> Option<Term> {
        let folded = fold(text, han);
        let marker = MarkerQuery::parse(&folded, han);
        let breaks = breaks_of(text, &folded);
        let units: Vec<u16> = folded.units.iter().copied().filter(|&u| u != BLANK && u != BREAK).collect();
        let spelled = spelled::spelled(text, han);
        (!units.is_empty()).then(|| Term {
            word: Word::with_breaks(units, breaks, han),
            marker,
            units: folded.units,
            spelled,
            text: text.to_owned(),
            met: Vec::new(),
            is_literal: false,
            is_chance: false,
        })
    }
}

impl Term {
    /// What a match in a text is worth; `None` where it is none.
    fn rated(&self, key: Key) -> Option<Key> {
        match key.class()? {
            class if self.is_literal && class > MatchClass::Substring => None,
            MatchClass::Substring if self.is_chance => Some(Key::meaning(TURN_LAST)),
            _ => Some(key),
        }
    }
}

/// The positions, blanks left out, before which an apostrophe stands between two letters (xi'an).
fn breaks_of(text: &str, folded: &Folded) -> u64 {
    let kept = || folded.units.iter().zip(&folded.at).filter(|(unit, _)| **unit != BLANK && **unit != BREAK);
    let position_of = |c: usize| kept().take_while(|(_, at)| (**at as usize) < c).count();
    let is_letter = |position: usize| kept().nth(position).is_some_and(|(unit, _)| is_latin(*unit));
    let apostrophes = text.chars().enumerate().filter(|(_, c)| is_apostrophe(*c)).map(|(at, _)| position_of(at));
    apostrophes.filter(|&p| p > 0 && p < 64 && is_letter(p - 1) && is_letter(p)).fold(0, |mask, p| mask | 1 << p)
}

/// The index over all records. Immutable; records are numbered in the order they were added.
#[derive(Debug, Default)]
pub struct SearchIndex {
    /// The name of each record.
    names: Texts,
    /// Distinct other texts, each with its role, and the records that have them.
    sides: Texts,
    side_owners: Owners,
    /// Texts of Latin letters and digits that hold a digit: ids, phones.
    plain: Plain,
    markers: Vec<(u32, MarkerNo)>,
    /// Provinces in which further texts say that something lies, a bit each ([`above`]).
    provinces: u64,
    /// Names that are written with hyphens, blanks or other signs, and how; ascending by record.
    spelled: Vec<(u32, u32)>,
    order: Arc<NameOrder>,
}

impl SearchIndex {
    /// Number of records.
    pub fn len(&self) -> usize {
        self.order.ranks.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.order.ranks.is_empty()
    }

    /// Place of each record in the order of names (pinyin, then digits by value), no two alike; equal
    /// names by number.
    pub fn name_ranks(&self) -> &[u32] {
        &self.order.ranks
    }

    /// Bytes that the index holds on the heap.
    pub fn heap_bytes(&self) -> usize {
        let own = self.len() * 8 + self.spelled.len() * 8 + self.markers.len() * size_of::<(u32, MarkerNo)>();
        let texts = self.names.heap_bytes() + self.sides.heap_bytes() + self.plain.heap_bytes();
        own + texts + self.side_owners.heap_bytes()
    }

    /// Whether a name is written as a word is, hyphens and blanks included.
    fn is_spelled(&self, record: usize, term: &Term) -> bool {
        let at = self.spelled.binary_search_by_key(&(record as u32), |s| s.0);
        term.spelled == at.ok().map(|at| self.spelled[at].1) && *self.names.text(record) == term.units[..]
    }

    /// All records that match, in one go; in bounded steps: [`Searching`].
    pub fn search(&self, query: &Query, han: &Han) -> Hits {
        let mut searching = Searching::default();
        while !searching.step(self, query, han) {}
        searching.finish(self, query)
    }
}

#[cfg(test)]
mod people;
#[cfg(test)]
mod tests;
