//! Tables: the rows of a CSV file as the text of GeoJSON features, which are then read like any other.
//!
//! The first line names the columns. Its commas, semicolons and tabs outside quotes tell the
//! separator; a cell may be quoted and hold line breaks. How the bytes were cut changes nothing.
//! Limits: a first line of [`HEAD_BYTES_MAX`], [`CELLS_MAX`] cells and `Limits::feature_bytes` a row.

use super::Limits;
use super::lenient::parse_number;
use super::notes::Site;
use super::record::Recorder;
use crate::door::{Problem, Reason};
use csv_core::ReadRecordResult;

/// Longest first line by which the separator is told, bytes.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// Most cells of a row.
const CELLS_MAX: usize = 4_096;
/// Characters of a first line in a [`Problem::NotTable`].
const QUOTE_CHARS_MAX: usize = 60;

const SEPARATORS: [u8; 3] = *b",;\t";
const LONGITUDE: [&str; 7] = ["lon", "lng", "long", "longitude", "x", "经度", "东经"];
const LATITUDE: [&str; 5] = ["lat", "latitude", "y", "纬度", "北纬"];

/// What the bytes gave.
#[derive(Debug, PartialEq)]
pub enum Found {
    /// Nothing that is whole.
    Nothing,
    /// The row that names the columns.
    Head,
    /// A row: [`Rows::add`] makes a record of it.
    Row,
    /// Nothing more will come.
    End,
    /// A row is over a limit.
    Over(Problem),
}

/// What the cells of a column are.
#[derive(Debug)]
enum Column {
    Longitude,
    Latitude,
    /// A property, with its key as JSON.
    Property(Vec<u8>),
}

/// A table on its way in.
#[derive(Debug)]
pub struct Rows {
    head: Head,
    /// Made once the separator is known.
    csv: Option<csv_core::Reader>,
    columns: Vec<Column>,
    has_head: bool,
    /// Cells of the row under way, without quotes, one behind the other.
    text: Vec<u8>,
    text_len: usize,
    /// Where each of them ends.
    ends: Vec<usize>,
    ends_len: usize,
    feature: Vec<u8>,
    limits: Limits,
}

/// The first line, until the separator is known.
#[derive(Debug, Default)]
struct Head {
    bytes: Vec<u8>,
    /// How many of them are read.
    read: usize,
    is_quoted: bool,
    counts: [usize; SEPARATORS.len()],
}

impl Head {
    /// Takes a byte; whether the line ends with it.
    fn push(&mut self, byte: u8) -> bool {
        let before = self.bytes.last().copied();
        self.bytes.push(byte);
        // A quote inside a cell that does not begin with one is a letter like another.
        let may_quote = || before.is_none_or(|b| SEPARATORS.contains(&b) || b.is_ascii_whitespace());
        match byte {
            b'"' => self.is_quoted = !self.is_quoted && may_quote(),
            b'\r' | b'\n' if !self.is_quoted => return self.bytes.iter().any(|b| !b.is_ascii_whitespace()),
            _ if !self.is_quoted => {
                if let Some(at) = SEPARATORS.iter().position(|&s| s == byte) {
                    self.counts[at] += 1;
                }
            }
            _ => {}
        }
        self.bytes.len() >= HEAD_BYTES_MAX
    }

    fn separator(&self) -> u8 {
        let most = (0..SEPARATORS.len()).rev().max_by_key(|&at| self.counts[at]).unwrap_or(0);
        SEPARATORS[most]
    }
}

impl Rows {
    /// A table of which nothing is read.
    pub fn new(limits: Limits) -> Rows {
        Rows {
            head: Head::default(),
            csv: None,
            columns: Vec::new(),
            has_head: false,
            text: vec![0; 4 << 10],
            text_len: 0,
            ends: vec![0; 64],
            ends_len: 0,
            feature: Vec::new(),
            limits,
        }
    }

    /// Reads up to the end of a row; gives how many bytes were taken. No bytes: there are no more.
    pub fn read(&mut self, bytes: &[u8]) -> (usize, Found) {
        if self.csv.is_some() {
            return self.read_on(bytes);
        }
        let line_end = bytes.iter().position(|&byte| self.head.push(byte));
        if line_end.is_none() && !bytes.is_empty() {
            return (bytes.len(), Found::Nothing);
        }
        self.csv = Some(csv_core::ReaderBuilder::new().delimiter(self.head.separator()).build());
        let (_, found) = self.read_on(&[]);
        (line_end.map_or(0, |at| at + 1), found)
    }

    /// Reads what is left of the first line, else the bytes.
    fn read_on(&mut self, bytes: &[u8]) -> (usize, Found) {
        if self.head.read == self.head.bytes.len() {
            return self.read_record(bytes);
        }
        let head = std::mem::take(&mut self.head.bytes);
        let (read, found) = self.read_record(&head[self.head.read..]);
        self.head.read += read;
        self.head.bytes = head;
        (0, found)
    }

    fn read_record(&mut self, bytes: &[u8]) -> (usize, Found) {
        let mut taken = 0;
        let Some(csv) = &mut self.csv else { return (0, Found::Nothing) };
        loop {
            let (text, ends) = (&mut self.text[self.text_len..], &mut self.ends[self.ends_len..]);
            let (result, read, written, ended) = csv.read_record(&bytes[taken..], text, ends);
            taken += read;
            self.text_len += written;
            self.ends_len += ended;
            match result {
                ReadRecordResult::InputEmpty => return (taken, Found::Nothing),
                ReadRecordResult::End => return (taken, Found::End),
                ReadRecordResult::Record => {
                    let found = if self.has_head { Found::Row } else { Found::Head };
                    return (taken, found);
                }
                ReadRecordResult::OutputFull if self.text.len() < self.limits.feature_bytes => {
                    self.text.resize(self.text.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < CELLS_MAX => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull => return (taken, over("feature_bytes", self.limits.feature_bytes)),
                ReadRecordResult::OutputEndsFull => return (taken, over("columns", CELLS_MAX)),
            }
        }
    }

    /// The cells of the row that was found, blanks around them left out.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let ends = self.ends[..self.ends_len].iter().copied();
        let starts = std::iter::once(0).chain(ends.clone());
        starts.zip(ends).map(|(start, end)| self.text.get(start..end).unwrap_or_default().trim_ascii())
    }

    /// Bytes of the row that was found.
    pub fn row_bytes(&self) -> usize {
        self.text_len
    }

    fn end_row(&mut self) {
        (self.text_len, self.ends_len) = (0, 0);
    }

    /// Takes the row that was found as the names of the columns.
    ///
    /// # Errors
    /// [`Problem::NotTable`] where none of them is known.
    pub fn take_head(&mut self, recorder: &mut Recorder) -> Result<(), Problem> {
        let names: Vec<String> = self.cells().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        self.end_row();
        self.has_head = true;
        let (mut has_longitude, mut has_latitude, mut is_known) = (false, false, false);
        for name in &names {
            let is_field = recorder.knows(name);
            let is_one_of = |list: &[&str]| !is_field && list.iter().any(|known| name.eq_ignore_ascii_case(known));
            self.columns.push(if !has_longitude && is_one_of(&LONGITUDE) {
                has_longitude = true;
                Column::Longitude
            } else if !has_latitude && is_one_of(&LATITUDE) {
                has_latitude = true;
                Column::Latitude
            } else {
                is_known |= is_field;
                let mut key = Vec::new();
                push_json(&mut key, name.as_bytes());
                Column::Property(key)
            });
        }
        if !(is_known || has_longitude && has_latitude) {
            let found = names.join(" ").chars().filter(|c| !c.is_control()).take(QUOTE_CHARS_MAX).collect();
            return Err(Problem::NotTable { found });
        }
        recorder.expect_table(has_longitude && has_latitude);
        Ok(())
    }

    /// Adds the row that was found as a record, unless all its cells are empty.
    pub fn add(&mut self, recorder: &mut Recorder, row: u32) {
        let extra = self.cells().skip(self.columns.len()).any(|cell| !cell.is_empty());
        if self.cells().any(|cell| !cell.is_empty()) {
            if extra || self.ends_len < self.columns.len() {
                let count = format!("{} / {}", self.ends_len, self.columns.len());
                recorder.notes.add(Site { row: Some(row), key: "" }, "", &count, Reason::CellCount);
            }
            let mut feature = std::mem::take(&mut self.feature);
            self.write_feature(&mut feature);
            if recorder.scan(&feature).is_ok() {
                recorder.add_feature(&feature, row);
            }
            self.feature = feature;
        }
        self.end_row();
    }

    /// Writes the row as a GeoJSON feature; an empty cell is no property.
    fn write_feature(&self, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(br#"{"type":"Feature","geometry":"#);
        let cell_of = |is: fn(&Column) -> bool| {
            let found = self.columns.iter().zip(self.cells()).find(|(column, _)| is(column));
            found.map(|(_, cell)| cell).filter(|cell| !cell.is_empty())
        };
        let longitude = cell_of(|column| matches!(column, Column::Longitude));
        let latitude = cell_of(|column| matches!(column, Column::Latitude));
        match longitude.zip(latitude) {
            Some((longitude, latitude)) => {
                out.extend_from_slice(br#"{"type":"Point","coordinates":["#);
                push_ordinate(out, longitude);
                out.push(b',');
                push_ordinate(out, latitude);
                out.extend_from_slice(b"]}");
            }
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(br#","properties":{"#);
        let mut is_first = true;
        for (column, cell) in self.columns.iter().zip(self.cells()) {
            let Column::Property(key) = column else { continue };
            if cell.is_empty() {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                out.push(b',');
            }
            out.extend_from_slice(key);
            out.push(b':');
            push_json(out, cell);
        }
        out.extend_from_slice(b"}}");
    }
}

fn over(what: &str, limit: usize) -> Found {
    Found::Over(Problem::Limit { what: what.to_owned(), limit: limit as u64, found: None })
}

/// A number as such, anything else as text: the reader of geometries says what is wrong with it.
fn push_ordinate(out: &mut Vec<u8>, cell: &[u8]) {
    match std::str::from_utf8(cell).ok().and_then(parse_number) {
        Some(number) => out.extend_from_slice(format!("{number}").as_bytes()),
        None => push_json(out, cell),
    }
}

/// A text as JSON. Bytes that are no UTF-8 stay: the reader of features replaces and notes them.
fn push_json(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    for &byte in text {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(br"\n"),
            b'\r' => out.extend_from_slice(br"\r"),
            b'\t' => out.extend_from_slice(br"\t"),
            0..0x20 => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
