//! Ids and phones: texts of Latin letters and digits, one byte each.

use super::hits::{Key, Role};
use super::word::Word;
use crate::door::MatchClass;
use crate::text::fold::{BLANK, BREAK, is_digit, is_latin};

/// Ids, phones and whatever else is of Latin letters and digits, with a digit: one run of bytes a
/// record, its texts apart by [`BREAK`], ended by 0. Only words with a digit are looked for.
#[derive(Debug, Default)]
pub(super) struct Plain {
    bytes: Vec<u8>,
}

impl Plain {
    /// Whether a folded text belongs here.
    pub fn takes(units: &[u16]) -> bool {
        let plain = |u: &u16| is_digit(*u) || is_latin(*u) || *u == BLANK || *u == BREAK;
        units.iter().all(plain) && units.iter().any(|u| is_digit(*u))
    }

    /// Adds a text to the record being added.
    pub fn push(&mut self, units: &[u16]) {
        if self.bytes.last().is_some_and(|&b| b != 0) {
            self.bytes.push(BREAK as u8);
        }
        self.bytes.extend(units.iter().filter(|&&u| u != BLANK).map(|&u| u as u8));
    }

    /// Ends the record being added.
    pub fn end_record(&mut self) {
        self.bytes.push(0);
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Calls `emit(record, key)` for each text that holds the word: a single digit only as a whole.
    pub fn find(&self, word: &Word, mut emit: impl FnMut(usize, Key)) {
        let Some(wanted) = plain_word(&word.units) else { return };
        let mut start = 0;
        let mut record = 0;
        for (end, &byte) in self.bytes.iter().enumerate() {
            if byte != 0 && byte != BREAK as u8 {
                continue;
            }
            if let Some((key, _)) = plain_match(&self.bytes[start..end], &wanted) {
                emit(record, key);
            }
            start = end + 1;
            record += usize::from(byte == 0);
        }
    }
}

/// The bytes of a word that may be looked for among ids and phones.
pub(super) fn plain_word(units: &[u16]) -> Option<Vec<u8>> {
    Plain::takes(units).then(|| units.iter().map(|&u| u as u8).collect())
}

/// How a word stands in one id or phone, and where.
pub(super) fn plain_match(text: &[u8], word: &[u8]) -> Option<(Key, usize)> {
    if text.len() < word.len() {
        return None;
    }
    let (first, rest) = word.split_first()?;
    let starts = |at: &usize| text[*at] == *first && text[at + 1..at + 1 + rest.len()] == *rest;
    let at = (0..=text.len() - word.len()).find(starts)?;
    let (class, extent) = match (at, text.len() == word.len()) {
        (0, true) => (MatchClass::Exact, 0),
        _ if word.len() == 1 => return None,
        (0, false) => (MatchClass::Prefix, 1),
        _ => (MatchClass::Substring, 2),
    };
    Some((Key::new(class, Role::Other, extent, false, text.len()), at))
}
