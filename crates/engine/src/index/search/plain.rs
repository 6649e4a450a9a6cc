//! Ids and phones: texts of Latin letters and digits, one byte each.

use super::hits::{Key, Role};
use super::word::Word;
use diming_protocol::MatchClass;
use diming_text::fold::{BLANK, BREAK, is_digit, is_latin};

/// Room of a part, so that nothing large is ever moved.
const PART_BYTES: usize = 1 << 20;
/// Room that is left when a new part begins; a record that is longer still stands in one part.
const LEFT_BYTES: usize = 256;

/// Ids, phones and whatever else is of Latin letters and digits, with a digit: one run of bytes a
/// record, its texts apart by [`BREAK`], ended by 0. Only words with a digit are looked for.
#[derive(Debug, Default)]
pub(super) struct Plain {
    parts: Vec<PlainPart>,
    /// Records that have ended.
    records: usize,
}

/// Whole records.
#[derive(Debug)]
struct PlainPart {
    first_record: usize,
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
        let bytes = self.bytes();
        if bytes.last().is_some_and(|&b| b != 0) {
            bytes.push(BREAK as u8);
        }
        bytes.extend(units.iter().filter(|&&u| u != BLANK).map(|&u| u as u8));
    }

    /// Ends the record being added.
    pub fn end_record(&mut self) {
        self.bytes().push(0);
        self.records += 1;
    }

    /// Where the record being added goes.
    fn bytes(&mut self) -> &mut Vec<u8> {
        let is_full = |part: &PlainPart| part.bytes.len() + LEFT_BYTES > PART_BYTES && part.bytes.ends_with(&[0]);
        if self.parts.last().is_none_or(is_full) {
            self.parts.push(PlainPart { first_record: self.records, bytes: Vec::with_capacity(PART_BYTES) });
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last].bytes
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.parts.iter().map(|part| part.bytes.capacity()).sum()
    }

    /// Calls `emit(record, key)` for each text that holds the word: a single digit only as a whole.
    pub fn find(&self, word: &Word, mut emit: impl FnMut(usize, Key)) {
        let Some(wanted) = plain_word(&word.units) else { return };
        self.parts.iter().for_each(|part| part.find(&wanted, &mut emit));
    }
}

impl PlainPart {
    fn find(&self, wanted: &[u8], emit: &mut impl FnMut(usize, Key)) {
        let mut start = 0;
        let mut record = self.first_record;
        for (end, &byte) in self.bytes.iter().enumerate() {
            if byte != 0 && byte != BREAK as u8 {
                continue;
            }
            if let Some((key, _)) = plain_match(&self.bytes[start..end], wanted) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn records_are_found_in_whatever_part_they_stand() {
        let units = |text: &str| text.bytes().map(u16::from).collect::<Vec<u16>>();
        let long = "7".repeat(3 * LEFT_BYTES);
        let mut plain = Plain::default();
        for record in 0..150_000 {
            plain.push(&units(&format!("x{record:06}")));
            if record % 1_000 == 0 {
                plain.push(&units(&long));
            }
            plain.end_record();
        }
        assert!(plain.parts.len() > 1);
        let found = |text: &str| {
            let mut records = Vec::new();
            plain.find(&Word::new(units(text), table()), |record, _| records.push(record));
            records
        };
        for record in [0, 1, plain.parts[1].first_record - 1, plain.parts[1].first_record, 149_999] {
            assert_eq!(found(&format!("x{record:06}")), [record]);
        }
        assert_eq!(found(&long), (0..150).map(|n| n * 1_000).collect::<Vec<_>>());
    }
}
