//! Columns: one array per field, as narrow as its values allow.

use super::hash::{HashIndex, hash_bytes};
use super::narrow::{Codes, Numbers};
use diming_protocol::catalog::FieldKind;
use std::collections::TryReserveError;

/// Strings in one arena. Row `i` is `bytes[ends[i-1]..ends[i]]`; an unknown value is empty.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    bytes: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The string of a row; empty if unknown or out of range.
    #[inline]
    pub fn get(&self, row: usize) -> &str {
        let Some(&end) = self.ends.get(row) else { return "" };
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        self.bytes.get(start as usize..end as usize).unwrap_or("")
    }

    /// The strings of all rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|row| self.get(row))
    }

    /// All rows joined, without a separator.
    pub fn arena(&self) -> &str {
        &self.bytes
    }

    /// End of each row in [`Strings::arena`].
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// Reserves room for one more row of at most this many bytes; fails if there is no memory.
    pub fn try_reserve(&mut self, bytes: usize) -> Result<(), TryReserveError> {
        if self.bytes.capacity() - self.bytes.len() < bytes {
            // Grows by an eighth: doubling would leave much of the largest column empty.
            self.bytes.try_reserve_exact(bytes.max(self.bytes.len() / 8))?;
        }
        self.ends.try_reserve(1)
    }

    /// Reserves room for this many rows in all, estimated from the rows so far; best effort.
    pub fn foresee(&mut self, rows: usize) {
        foresee(&mut self.bytes, self.ends.len(), rows);
        foresee_rows(&mut self.ends, rows);
    }

    /// Adds a row. The arena is limited to 4 GiB: beyond, rows are empty.
    pub fn push(&mut self, text: &str) {
        if self.bytes.len() + text.len() <= u32::MAX as usize {
            self.bytes.push_str(text);
        }
        self.ends.push(self.bytes.len() as u32);
    }

    /// Adds a row that is written into the arena in place; `false`, and no row, where `write` says so.
    pub fn push_with(&mut self, write: impl FnOnce(&mut String) -> bool) -> bool {
        let start = self.bytes.len();
        let is_written = write(&mut self.bytes);
        if !is_written || self.bytes.len() > u32::MAX as usize {
            self.bytes.truncate(start);
        }
        if is_written {
            self.ends.push(self.bytes.len() as u32);
        }
        is_written
    }
}

/// Reserves room in a column of one value per row. If that fails, the column grows as usual.
pub(super) fn foresee_rows<T>(values: &mut Vec<T>, rows: usize) {
    drop(values.try_reserve_exact(rows.saturating_sub(values.len())));
}

/// The same for an arena, of which the rows so far took `bytes.len()`; with one per cent extra.
fn foresee(bytes: &mut String, rows_so_far: usize, rows: usize) {
    let whole = bytes.len() as u64 * rows as u64 / rows_so_far.max(1) as u64;
    let room = (whole + whole / 100).min(u64::from(u32::MAX)) as usize;
    drop(bytes.try_reserve_exact(room.saturating_sub(bytes.len())));
}

/// The distinct values of a choice. Code 0 is unknown; code `c` is `values[c - 1]`.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    // One arena: tens of thousands of values stay close together, so that comparing one is fast.
    values: Strings,
    codes: HashIndex,
}

impl Dictionary {
    /// The code of a value, which is added if new. An empty value is unknown.
    pub fn code_of(&mut self, value: &str) -> u32 {
        if value.is_empty() {
            return 0;
        }
        let (values, next) = (&self.values, self.values.len() as u32);
        let is_it = |at: u32| values.get(at as usize) == value;
        if let Some(at) = self.codes.find_or_insert(hash_bytes(value.as_bytes()), next, is_it) {
            return at + 1;
        }
        self.values.push(value);
        self.values.len() as u32
    }

    /// The code of a value that is already stored.
    pub fn find(&self, value: &str) -> Option<u32> {
        let is_it = |at: u32| self.values.get(at as usize) == value;
        self.codes.find(hash_bytes(value.as_bytes()), is_it).map(|at| at + 1)
    }

    /// The value of a code; empty for unknown.
    pub fn value(&self, code: u32) -> &str {
        match code {
            0 => "",
            c => self.values.get(c as usize - 1),
        }
    }

    /// All values; the code of the one in row `i` is `i + 1`.
    pub fn values(&self) -> &Strings {
        &self.values
    }
}

/// A day with the precision it was given in. Ordered as a calendar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(u32);

impl Date {
    /// Unknown.
    pub const UNKNOWN: Date = Date(0);

    /// A year, with month 1–12 and day 1–31 if known (else 0). `None` if the calendar has no such day or the year is
    /// not in 1..=9999.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Date> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            0 => 0,
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1..=9999).contains(&year) && day <= days).then_some(Date(year * 10_000 + month * 100 + day))
    }

    /// `yyyymmdd`, with 00 for what is unknown; 0 if all is.
    pub fn number(self) -> u32 {
        self.0
    }

    /// From [`Date::number`].
    pub fn from_number(number: u32) -> Date {
        Date::new(number / 10_000, number / 100 % 100, number % 100).unwrap_or_default()
    }

    /// The year; 0 for unknown.
    pub fn year(self) -> u32 {
        self.0 / 10_000
    }

    /// Month 1–12; 0 where not given.
    pub fn month(self) -> u32 {
        self.0 / 100 % 100
    }

    /// Day 1–31; 0 where not given.
    pub fn day(self) -> u32 {
        self.0 % 100
    }

    /// The last possible day as `yyyymmdd`: the 31st of its month, or of December.
    pub fn last_day(self) -> u32 {
        let month = if self.month() == 0 { 12 } else { self.month() };
        let day = if self.day() == 0 { 31 } else { self.day() };
        self.year() * 10_000 + month * 100 + day
    }
}

/// Several codes per row: row `i` is `codes[ends[i-1]..ends[i]]`.
#[derive(Clone, Debug, Default)]
pub struct CodeLists {
    /// Codes into the column's dictionary, never 0.
    pub codes: Vec<u32>,
    /// Where each row ends in `codes`.
    pub ends: Vec<u32>,
}

impl CodeLists {
    /// Ends a row, which gets the codes added since the last end.
    pub fn end_row(&mut self) {
        self.ends.push(self.codes.len() as u32);
    }

    /// Adds a code to the current row, unless it is there already.
    pub fn add(&mut self, code: u32) {
        let start = self.ends.last().map_or(0, |&end| end as usize);
        if code != 0 && !self.codes[start..].contains(&code) {
            self.codes.push(code);
        }
    }

    /// The codes of a row.
    pub fn get(&self, row: usize) -> &[u32] {
        let Some(&end) = self.ends.get(row) else { return &[] };
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        self.codes.get(start as usize..end as usize).unwrap_or(&[])
    }
}

/// One column. The variants follow [`diming_protocol::catalog::FieldKind`].
#[derive(Clone, Debug)]
pub enum Column {
    /// Text, phones, URLs: free strings.
    Text(Strings),
    /// Several free strings a row, joined by [`LIST_SEPARATOR`] in the arena.
    Texts(Strings),
    /// A dictionary code a row.
    Choice(Dictionary, Codes),
    /// Several dictionary codes a row.
    Choices(Dictionary, CodeLists),
    /// A number a row; NaN for unknown.
    Number(Numbers),
    /// A date a row.
    Date(Vec<Date>),
    /// 0 unknown, 1 no, 2 yes.
    YesNo(Vec<u8>),
    /// A row of marks: two bits a mark (0 unknown, 1 no, 2 yes), mark `m` at bits `2m..2m+2`; up to 16.
    Marks(Vec<u32>),
}

impl Column {
    /// An empty column for values of a kind.
    pub fn new(kind: FieldKind) -> Column {
        match kind {
            FieldKind::Text | FieldKind::Phones | FieldKind::Url => Column::Text(Strings::default()),
            FieldKind::Texts => Column::Texts(Strings::default()),
            FieldKind::Choice => Column::Choice(Dictionary::default(), Codes::default()),
            FieldKind::Choices => Column::Choices(Dictionary::default(), CodeLists::default()),
            FieldKind::Number => Column::Number(Numbers::default()),
            FieldKind::Date => Column::Date(Vec::new()),
            FieldKind::YesNo => Column::YesNo(Vec::new()),
            FieldKind::Marks => Column::Marks(Vec::new()),
        }
    }

    /// A column of this many rows in which nothing is known.
    pub fn unknown(kind: FieldKind, rows: usize) -> Column {
        let ends = || vec![0; rows];
        match Column::new(kind) {
            Column::Text(_) => Column::Text(Strings { bytes: String::new(), ends: ends() }),
            Column::Texts(_) => Column::Texts(Strings { bytes: String::new(), ends: ends() }),
            Column::Choice(dictionary, _) => Column::Choice(dictionary, Codes::Byte(vec![0; rows])),
            Column::Choices(dictionary, _) => {
                Column::Choices(dictionary, CodeLists { codes: Vec::new(), ends: ends() })
            }
            Column::Number(_) => Column::Number(Numbers::Single(vec![f32::NAN; rows])),
            Column::Date(_) => Column::Date(vec![Date::UNKNOWN; rows]),
            Column::YesNo(_) => Column::YesNo(vec![0; rows]),
            Column::Marks(_) => Column::Marks(vec![0; rows]),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Column::Text(s) | Column::Texts(s) => s.len(),
            Column::Choice(_, codes) => codes.len(),
            Column::Choices(_, lists) => lists.ends.len(),
            Column::Number(v) => v.len(),
            Column::Date(v) => v.len(),
            Column::YesNo(v) => v.len(),
            Column::Marks(v) => v.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a row of texts or of a choice; empty for unknown, and in a column of another kind.
    pub fn text(&self, row: usize) -> &str {
        match self {
            Column::Text(strings) | Column::Texts(strings) => strings.get(row),
            Column::Choice(dictionary, codes) => dictionary.value(codes.get(row)),
            _ => "",
        }
    }

    /// Reserves room for one more row read from this many bytes; fails if there is no memory.
    pub fn try_reserve(&mut self, bytes: usize) -> Result<(), TryReserveError> {
        match self {
            Column::Text(s) | Column::Texts(s) => s.try_reserve(bytes),
            Column::Choice(_, codes) => codes.try_reserve(),
            Column::Choices(_, lists) => {
                // An item of a list takes at least two bytes: itself and a comma.
                lists.codes.try_reserve(bytes / 2)?;
                lists.ends.try_reserve(1)
            }
            Column::Number(numbers) => numbers.try_reserve(),
            Column::Date(v) => v.try_reserve(1),
            Column::YesNo(v) => v.try_reserve(1),
            Column::Marks(v) => v.try_reserve(1),
        }
    }

    /// Reserves room for this many rows in all; best effort. Lists, rare in large files, grow as usual.
    pub fn foresee(&mut self, rows: usize) {
        match self {
            Column::Text(s) | Column::Texts(s) => s.foresee(rows),
            Column::Choice(_, codes) => codes.foresee(rows),
            Column::Choices(_, lists) => foresee_rows(&mut lists.ends, rows),
            Column::Number(numbers) => numbers.foresee(rows),
            Column::Date(v) => foresee_rows(v, rows),
            Column::YesNo(v) => foresee_rows(v, rows),
            Column::Marks(v) => foresee_rows(v, rows),
        }
    }

    /// Adds an unknown value.
    pub fn push_unknown(&mut self) {
        match self {
            Column::Text(s) | Column::Texts(s) => s.push(""),
            Column::Choice(_, codes) => codes.push(0),
            Column::Choices(_, lists) => lists.end_row(),
            Column::Number(v) => v.push(f64::NAN),
            Column::Date(v) => v.push(Date::UNKNOWN),
            Column::YesNo(v) => v.push(0),
            Column::Marks(v) => v.push(0),
        }
    }
}

/// Separates the strings of a [`Column::Texts`] row.
pub const LIST_SEPARATOR: char = '\u{1f}';
