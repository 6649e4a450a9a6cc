//! What was found wrong while reading: all of it counted, the first of it kept word for word.

use crate::door::{Note, Reason};
use litemap::LiteMap;

/// Most notes that are kept word for word.
pub const KEPT_MAX: usize = 10_000;

/// Most characters of a value or a key in a note.
pub const QUOTE_CHARS_MAX: usize = 80;

/// A counted, limited store of notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    kept: Vec<Note>,
    counts: LiteMap<Reason, u64>,
    total: u64,
    /// What is as it should be in this file, and makes no note.
    usual: &'static [Reason],
}

/// Where a note belongs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Site<'a> {
    /// Row in the file, from 0; `None` for the file itself.
    pub row: Option<u32>,
    /// The record's key.
    pub key: &'a str,
}

impl Notes {
    /// The first [`KEPT_MAX`] notes, in the order of the file.
    pub fn kept(&self) -> &[Note] {
        &self.kept
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many there are of each reason.
    pub fn counts(&self) -> &LiteMap<Reason, u64> {
        &self.counts
    }

    /// What makes no note from now on, because all files of this sort have it.
    pub fn expect(&mut self, usual: &'static [Reason]) {
        self.usual = usual;
    }

    /// Adds a note; field and value are shortened to [`QUOTE_CHARS_MAX`].
    pub fn add(&mut self, site: Site, field: &str, value: &str, reason: Reason) {
        if self.usual.contains(&reason) {
            return;
        }
        *self.counts.entry(reason).or_default() += 1;
        self.total += 1;
        if self.kept.len() < KEPT_MAX {
            self.kept.push(Note {
                row: site.row,
                key: site.key.to_owned(),
                field: shortened(field),
                value: shortened(value),
                reason,
            });
        }
    }
}

/// The first [`QUOTE_CHARS_MAX`] characters, runs of blanks as one, an ellipsis where more follow.
fn shortened(text: &str) -> String {
    let mut out = String::new();
    let mut count = 0;
    for char in text.chars() {
        let char = if char.is_whitespace() { ' ' } else { char };
        if char == ' ' && out.ends_with(' ') {
            continue;
        }
        if count == QUOTE_CHARS_MAX {
            out.push('…');
            break;
        }
        out.push(char);
        count += 1;
    }
    out
}
