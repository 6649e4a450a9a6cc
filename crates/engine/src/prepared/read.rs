//! Reads a prepared form as its bytes arrive, a section a step.

use super::blocks::{Beside, take_dictionary, take_rows};
use super::checksum::checksum;
use super::cursor::Cursor;
use super::head::{Head, Kind, NO_COLUMN, Section};
use super::keys::take_keys;
use super::points::{Foretold, take_points};
use super::print::print_of;
use super::readings::Readings;
use super::shapes::take_shapes;
use super::{BLOCK_ROWS, Checked, Unusable};
use crate::dataset::table::column_kinds;
use crate::dataset::{Codes, Column, Keys, Strings, Table};
use crate::ingest::{Limits, Notes};
use diming_protocol::FeatureId;
use diming_protocol::catalog::{Catalog, FieldKind};

/// Read bytes that are kept before the rest is moved to the front.
const READ_BYTES_MAX: usize = 1 << 20;

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreparedStep {
    /// There is more to do now.
    More,
    /// Nothing to do without more bytes.
    NeedBytes,
    /// Everything is read, and was right.
    Done,
    /// It cannot be used.
    Unusable(Unusable),
}

/// Reads the prepared form of a layer. Nothing of a section is used before its checksum was right. Records are seen
/// ([`PreparedReader::table`]) from when names, places, what a row of the list shows, and keys are there; columns that
/// come later are unknown until they are.
pub struct PreparedReader {
    input: Vec<u8>,
    at: usize,
    read: u64,
    has_ended: bool,
    print: u64,
    records_max: u32,
    bytes_max: u64,
    kinds: Vec<FieldKind>,
    head: Option<Head>,
    next: usize,
    arriving: Arriving,
    table: Table,
    notes: Option<Notes>,
    none: Notes,
}

/// What is not seen yet.
#[derive(Default)]
struct Arriving {
    columns: Vec<Column>,
    keys: Keys,
    lon_e7: Vec<i32>,
    lat_e7: Vec<i32>,
    foretold: Foretold,
    /// The column that is told by readings, and that of the names.
    readings: Option<(u16, usize, Readings)>,
}

impl PreparedReader {
    /// A reader for a layer by its index in the catalog.
    pub fn new(catalog: &Catalog, layer_ix: usize, limits: Limits) -> PreparedReader {
        let kinds = column_kinds(catalog, layer_ix);
        PreparedReader {
            input: Vec::new(),
            at: 0,
            read: 0,
            has_ended: false,
            print: print_of(catalog, layer_ix),
            records_max: limits.features.min(FeatureId::ROWS_MAX as u32),
            bytes_max: limits.bytes,
            head: None,
            next: 0,
            arriving: Arriving { columns: Table::new(&kinds).columns, ..Arriving::default() },
            table: Table::new(&kinds),
            notes: None,
            none: Notes::default(),
            kinds,
        }
    }

    /// Takes the next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.at > READ_BYTES_MAX.max(self.input.len() / 2) {
            self.input.drain(..self.at);
            self.at = 0;
        }
        self.input.extend_from_slice(bytes);
    }

    /// No more bytes will come.
    pub fn end(&mut self) {
        self.has_ended = true;
    }

    /// The head, once read.
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Bytes read so far.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// The records that can be seen.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The notes, once read.
    pub fn notes(&self) -> &Notes {
        self.notes.as_ref().unwrap_or(&self.none)
    }

    /// Table and notes.
    pub fn finish(self) -> (Table, Notes) {
        (self.table, self.notes.unwrap_or_default())
    }

    /// Reads the head or a section.
    pub fn step(&mut self) -> PreparedStep {
        match self.step_checked() {
            Ok(step) => step,
            Err(why) => PreparedStep::Unusable(why),
        }
    }

    fn step_checked(&mut self) -> Checked<PreparedStep> {
        let missing = if self.has_ended { Err(Unusable::Broken) } else { Ok(PreparedStep::NeedBytes) };
        let Some(head) = &self.head else {
            let Some(head) = Head::parse(&self.input[self.at..])? else { return missing };
            if head.print != self.print {
                return Err(Unusable::Other);
            }
            if head.records > self.records_max || head.file_bytes() > self.bytes_max {
                return Err(Unusable::Broken);
            }
            self.pass(head.len_bytes());
            self.head = Some(head);
            return Ok(PreparedStep::More);
        };
        let records = head.records;
        let Some(&section) = head.sections.get(self.next) else { return self.end_of(records) };
        let end = self.at + section.bytes as usize;
        if self.input.len() < end {
            return missing;
        }
        let input = std::mem::take(&mut self.input);
        let bytes = &input[self.at..end];
        let taken = if checksum(bytes) == section.checksum {
            self.take(section, bytes, records)
        } else {
            Err(Unusable::Broken)
        };
        self.input = input;
        taken?;
        self.pass(section.bytes as usize);
        self.next += 1;
        Ok(PreparedStep::More)
    }

    fn pass(&mut self, bytes: usize) {
        self.at += bytes;
        self.read += bytes as u64;
    }

    /// At the end everything must be there, and nothing more.
    fn end_of(&mut self, records: u32) -> Checked<PreparedStep> {
        if self.at < self.input.len() {
            return Err(Unusable::Broken);
        }
        if !self.has_ended {
            return Ok(PreparedStep::NeedBytes);
        }
        let records = records as usize;
        let is_whole = self.table.len() == records
            && self.table.lon_e7.len() == records
            && self.table.columns.iter().all(|column| column.len() == records)
            && self.arriving.columns.iter().all(Column::is_empty)
            && self.notes.is_some();
        if is_whole { Ok(PreparedStep::Done) } else { Err(Unusable::Broken) }
    }

    fn take(&mut self, section: Section, bytes: &[u8], records: u32) -> Checked<()> {
        let (cursor, count) = (Cursor::new(bytes), section.rows as usize);
        let is_of_rows = matches!(section.kind, Kind::Points | Kind::Keys | Kind::Rows);
        if is_of_rows && count > BLOCK_ROWS {
            return Err(Unusable::Broken);
        }
        match section.kind {
            Kind::Points => self.arriving.take_points(cursor, section)?,
            Kind::Keys => {
                take_keys(cursor, &mut self.arriving.keys, count)?;
                if self.arriving.keys.len() == count {
                    self.arriving.keys.foresee(records as usize);
                }
            }
            Kind::Dictionary => match self.arriving.columns.get_mut(usize::from(section.column)) {
                Some(Column::Choice(dictionary, _) | Column::Choices(dictionary, _)) => {
                    take_dictionary(cursor, dictionary, count)?;
                }
                _ => return Err(Unusable::Broken),
            },
            Kind::Readings => self.arriving.take_readings(cursor, section)?,
            Kind::Rows => self.arriving.take_rows(cursor, section, &self.table, records as usize)?,
            Kind::Shapes => take_shapes(cursor, count, records, &mut self.table.shapes)?,
            Kind::Notes => self.notes = Some(postcard::from_bytes(bytes).map_err(|_| Unusable::Broken)?),
        }
        let arrived = match section.kind {
            Kind::Points => self.arriving.lon_e7.len(),
            Kind::Keys => self.arriving.keys.len(),
            Kind::Rows => self.arriving.columns[usize::from(section.column)].len(),
            _ => return Ok(()),
        };
        if arrived > records as usize {
            return Err(Unusable::Broken);
        }
        self.show(section, records as usize)
    }

    /// Lets be seen what is there in full.
    fn show(&mut self, section: Section, records: usize) -> Checked<()> {
        let arriving = &mut self.arriving;
        if section.kind == Kind::Keys && arriving.keys.len() == records {
            if arriving.lon_e7.len() != records || !self.table.is_empty() {
                return Err(Unusable::Broken);
            }
            self.table.keys = std::mem::take(&mut arriving.keys);
            self.table.lon_e7 = std::mem::take(&mut arriving.lon_e7);
            self.table.lat_e7 = std::mem::take(&mut arriving.lat_e7);
            for (at, column) in self.table.columns.iter_mut().enumerate() {
                *column = match arriving.columns[at].len() == records {
                    true => std::mem::replace(&mut arriving.columns[at], Column::new(self.kinds[at])),
                    false => Column::unknown(self.kinds[at], records),
                };
            }
        } else if section.kind == Kind::Rows && !self.table.is_empty() {
            let at = usize::from(section.column);
            if arriving.columns[at].len() == records {
                self.table.columns[at] = std::mem::replace(&mut arriving.columns[at], Column::new(self.kinds[at]));
            }
        }
        Ok(())
    }
}

impl Arriving {
    fn take_points(&mut self, cursor: Cursor, section: Section) -> Checked<()> {
        let codes = match (section.column, self.columns.get(usize::from(section.column))) {
            (NO_COLUMN, _) => None,
            (_, Some(Column::Choice(dictionary, codes))) => Some((codes, dictionary.values().len() + 1)),
            _ => return Err(Unusable::Broken),
        };
        let places: (&mut Vec<i32>, &mut Vec<i32>) = (&mut self.lon_e7, &mut self.lat_e7);
        take_points(cursor, section.rows as usize, places, codes as Option<(&Codes, usize)>, &mut self.foretold)
    }

    fn take_readings(&mut self, mut cursor: Cursor, section: Section) -> Checked<()> {
        let names = cursor.small()? as usize;
        self.readings = Some((section.column, names, Readings::take(cursor, section.rows as usize)?));
        Ok(())
    }

    /// Names are read before the column that they tell: they are seen already, or still arriving. The first rows foretell
    /// how much room all take.
    fn take_rows(&mut self, cursor: Cursor, section: Section, seen: &Table, records: usize) -> Checked<()> {
        let at = usize::from(section.column);
        let mut column =
            std::mem::replace(self.columns.get_mut(at).ok_or(Unusable::Broken)?, Column::YesNo(Vec::new()));
        let told = self.readings.as_ref().filter(|(of, ..)| *of == section.column);
        let columns = if seen.is_empty() { &self.columns } else { &seen.columns };
        let readings = match told {
            None => None,
            Some((_, names, readings)) => match columns.get(*names) {
                Some(Column::Text(names)) => Some((names as &Strings, readings)),
                _ => return Err(Unusable::Broken),
            },
        };
        take_rows(cursor, &mut column, section.rows as usize, Beside { readings })?;
        if column.len() == section.rows as usize {
            column.foresee(records);
        }
        self.columns[at] = column;
        Ok(())
    }
}
