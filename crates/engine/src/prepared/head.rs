//! The head of the file: version, source, and the directory of the sections.

use super::checksum::checksum;
use super::cursor::Cursor;
use super::{Checked, SECTION_BYTES_MAX, Unusable, VERSION};
use std::ops::Range;

/// The first bytes: no text begins so, and a transfer as text breaks them.
pub const MAGIC: [u8; 8] = *b"\x89DIMCOL\n";
/// Magic, version, and the length of the rest of the head.
pub const START_BYTES: usize = 16;
/// Most bytes of the rest of the head: a hundred sections for each of some hundred columns.
const REST_BYTES_MAX: usize = 1 << 20;
/// Bytes of a section's entry.
const ENTRY_BYTES: usize = 19;

/// The file that a prepared form was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceOf {
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// What the head says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The source.
    pub source: SourceOf,
    /// Of what the catalog says of reading it ([`super::print_of`]).
    pub print: u64,
    /// Number of records.
    pub records: u32,
    /// The sections in the order of the file.
    pub(super) sections: Vec<Section>,
}

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Positions; `column` is the column of choices by which they are foretold, or [`NO_COLUMN`].
    Points,
    /// Keys.
    Keys,
    /// Values of the dictionary of a column.
    Dictionary,
    /// Rows of a column.
    Rows,
    /// How the characters of names are read, for a column.
    Readings,
    /// Lines and areas.
    Shapes,
    /// The notes.
    Notes,
}

const KINDS: [Kind; 7] =
    [Kind::Points, Kind::Keys, Kind::Dictionary, Kind::Rows, Kind::Readings, Kind::Shapes, Kind::Notes];

/// No column.
pub(super) const NO_COLUMN: u16 = u16::MAX;

/// A section's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub kind: Kind,
    pub column: u16,
    /// How many rows, values, shapes.
    pub rows: u32,
    pub bytes: u32,
    pub checksum: u64,
}

impl Head {
    /// The head alone, from the first bytes of a file; `None` where there are too few.
    ///
    /// # Errors
    /// Another version, or damaged.
    pub fn parse(bytes: &[u8]) -> Result<Option<Head>, Unusable> {
        let Some(start) = bytes.first_chunk::<START_BYTES>() else {
            let is_begun = MAGIC.starts_with(bytes) || bytes.starts_with(&MAGIC);
            return if is_begun { Ok(None) } else { Err(Unusable::Broken) };
        };
        let word = |at: usize| u32::from_le_bytes([start[at], start[at + 1], start[at + 2], start[at + 3]]);
        if !start.starts_with(&MAGIC) {
            return Err(Unusable::Broken);
        }
        if word(8) != VERSION {
            return Err(Unusable::Other);
        }
        let rest = word(12) as usize;
        if !(8..=REST_BYTES_MAX).contains(&rest) {
            return Err(Unusable::Broken);
        }
        let Some(whole) = bytes.get(..START_BYTES + rest) else { return Ok(None) };
        let (checked, sum) = whole.split_at(whole.len() - 8);
        if sum != checksum(checked).to_le_bytes() {
            return Err(Unusable::Broken);
        }
        parse_rest(&checked[START_BYTES..]).map(Some)
    }

    /// Bytes of the head itself.
    pub(super) fn len_bytes(&self) -> usize {
        START_BYTES + 8 + 32 + 8 + 4 + 4 + self.sections.len() * ENTRY_BYTES + 8
    }

    /// Bytes of the whole file.
    pub fn file_bytes(&self) -> u64 {
        self.len_bytes() as u64 + self.sections.iter().map(|section| u64::from(section.bytes)).sum::<u64>()
    }

    /// Where each section stands in the file, and its checksum.
    pub fn spans(&self) -> Vec<(Range<usize>, u64)> {
        let mut end = self.len_bytes();
        let span = |section: &Section| {
            let start = end;
            end += section.bytes as usize;
            (start..end, section.checksum)
        };
        self.sections.iter().map(span).collect()
    }

    /// The bytes of the head; `None` if there are too many sections.
    pub(super) fn write(&self) -> Option<Vec<u8>> {
        let rest = self.len_bytes() - START_BYTES;
        if rest > REST_BYTES_MAX {
            return None;
        }
        let mut out = MAGIC.to_vec();
        for word in [VERSION, rest as u32] {
            out.extend(word.to_le_bytes());
        }
        out.extend(self.source.bytes.to_le_bytes());
        out.extend(self.source.sha256);
        out.extend(self.print.to_le_bytes());
        for word in [self.records, self.sections.len() as u32] {
            out.extend(word.to_le_bytes());
        }
        for section in &self.sections {
            out.push(section.kind as u8);
            out.extend(section.column.to_le_bytes());
            out.extend(section.rows.to_le_bytes());
            out.extend(section.bytes.to_le_bytes());
            out.extend(section.checksum.to_le_bytes());
        }
        out.extend(checksum(&out).to_le_bytes());
        Some(out)
    }
}

fn parse_rest(bytes: &[u8]) -> Checked<Head> {
    let mut cursor = Cursor::new(bytes);
    let source = SourceOf { bytes: long(&mut cursor)?, sha256: array(&mut cursor)? };
    let (print, records, count) = (long(&mut cursor)?, word(&mut cursor)?, word(&mut cursor)?);
    let mut sections = Vec::new();
    for _ in 0..count {
        let kind = *KINDS.get(usize::from(cursor.byte()?)).ok_or(Unusable::Broken)?;
        let section = Section {
            kind,
            column: u16::from_le_bytes(array(&mut cursor)?),
            rows: word(&mut cursor)?,
            bytes: word(&mut cursor)?,
            checksum: long(&mut cursor)?,
        };
        if section.bytes as usize > SECTION_BYTES_MAX {
            return Err(Unusable::Broken);
        }
        sections.push(section);
    }
    cursor.end()?;
    Ok(Head { source, print, records, sections })
}

pub(super) fn array<const N: usize>(cursor: &mut Cursor) -> Checked<[u8; N]> {
    cursor.take(N)?.try_into().map_err(|_| Unusable::Broken)
}

pub(super) fn word(cursor: &mut Cursor) -> Checked<u32> {
    Ok(u32::from_le_bytes(array(cursor)?))
}

pub(super) fn long(cursor: &mut Cursor) -> Checked<u64> {
    Ok(u64::from_le_bytes(array(cursor)?))
}
