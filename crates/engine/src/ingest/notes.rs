//! Notes: what was wrong in a file. All are counted, the first ones are kept in full.

use diming_protocol::{Note, Reason};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// Most notes kept in full; as many again for reasons that a whole file may have.
pub const KEPT_MAX: usize = 10_000;

/// Most characters of a value or key in a note.
pub const QUOTE_CHARS_MAX: usize = 80;

/// A bounded store of notes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Notes {
    kept: Vec<Note>,
    /// Number of kept notes with reasons that a whole file may have.
    kept_common: usize,
    #[serde(skip)]
    commons: Vec<Common>,
    counts: LiteMap<Reason, u64>,
    total: u64,
    /// Number of notes about something skipped that may be a record.
    lost: u32,
    /// Reasons that are normal in this file and make no note.
    #[serde(skip)]
    usual: &'static [Reason],
    /// Suspended: nothing is noted.
    #[serde(skip)]
    is_mute: bool,
}

/// A reason that all records of a file may share: reason, field, count.
#[derive(Clone, Debug, PartialEq)]
struct Common {
    reason: Reason,
    field: String,
    count: u64,
}

/// Reasons that make one note if all records have them, from this many records on.
fn common_from(reason: Reason) -> Option<u64> {
    use Reason::*;
    match reason {
        NoId | NoName | NoProperties | NoGeometry | PositionSplit | FirstCell => Some(2),
        RingUnclosed | RingWinding | ExtraOrdinates | NestedCollection | CollectionOfOne | NumberAsText
        | CoordinateAsText | Swapped | OutsideBounds | Projected | OtherTurn | OddAltitude | UnevenAltitude
        | OddBbox | ForeignMember | OddWord | DateAsSerial | CellCount | TwoForOne | SecondName | TimeLeftOut => {
            Some(20)
        }
        _ => None,
    }
}

/// The location of a note.
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

    /// Number of notes about something skipped that may be a record, or the part of one that names it.
    pub fn lost(&self) -> u32 {
        self.lost
    }

    /// Disables reasons that all files of this kind have.
    pub fn expect(&mut self, usual: &'static [Reason]) {
        self.usual = usual;
    }

    /// Suspends or resumes notes.
    pub fn mute(&mut self, is_mute: bool) {
        self.is_mute = is_mute;
    }

    /// Adds a note; field and value are shortened to [`QUOTE_CHARS_MAX`].
    pub fn add(&mut self, site: Site, field: &str, value: &str, reason: Reason) {
        if self.is_mute || self.usual.contains(&reason) {
            return;
        }
        *self.counts.entry(reason).or_default() += 1;
        self.total += 1;
        let is_common = common_from(reason).is_some();
        if is_common {
            self.count_common(field, reason);
        }
        let kept = if is_common { self.kept_common } else { self.kept.len() - self.kept_common };
        if kept < KEPT_MAX {
            self.kept_common += usize::from(is_common);
            self.kept.push(Note {
                row: site.row,
                key: site.key.to_owned(),
                field: shortened(field),
                value: shortened(value),
                of_all: 0,
                reason,
            });
        }
    }

    /// Adds a note about something skipped that may be a record: a register with such a note is incomplete.
    pub fn add_lost(&mut self, site: Site, field: &str, value: &str, reason: Reason) {
        self.lost = self.lost.saturating_add(u32::from(!self.is_mute));
        self.add(site, field, value, reason);
    }

    fn count_common(&mut self, field: &str, reason: Reason) {
        match self.commons.iter_mut().find(|common| common.reason == reason && common.field == field) {
            Some(common) => common.count += 1,
            None => self.commons.push(Common { reason, field: field.to_owned(), count: 1 }),
        }
    }

    /// At the end of the file: merges the notes that all records share into one, with the first one's value.
    pub fn gather(&mut self, records: usize) {
        let records = records as u64;
        for Common { reason, field, count } in std::mem::take(&mut self.commons) {
            if count != records || common_from(reason).is_none_or(|from| records < from) {
                continue;
            }
            let shown = shortened(&field);
            let is_it = |note: &Note| note.reason == reason && note.field == shown;
            let Some(first) = self.kept.iter().position(is_it) else { continue };
            let mut at = 0;
            self.kept.retain(|note| {
                at += 1;
                at - 1 == first || !is_it(note)
            });
            if let Some(note) = self.kept.get_mut(first) {
                (note.row, note.of_all) = (None, records.min(u64::from(u32::MAX)) as u32);
                note.key.clear();
            }
            self.total -= records - 1;
            if let Some(count) = self.counts.get_mut(&reason) {
                *count -= records - 1;
            }
        }
    }
}

/// The first [`QUOTE_CHARS_MAX`] characters, with runs of blanks collapsed and an ellipsis if truncated.
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
