//! Tables: the rows of delimited text as the text of GeoJSON features, which are then read like any other.
//!
//! How rows are cut, where the heading stands and which rows are no records is told by [`crate::delimited`]; here cells
//! become members. How the bytes were cut changes nothing. Limits: `Limits::feature_bytes` a row, and those of
//! [`crate::delimited`].

use super::Limits;
use super::columns::{Column, Columns, Role, columns_of, is_place_column};
use super::notes::Site;
use super::record::Recorder;
use super::written::{Placed, place_of_cells, push_json, push_value};
use crate::delimited::cut::CELLS_MAX;
use crate::delimited::heading::{Rest, find, is_blank, rest_of};
use crate::delimited::names::Axis;
use crate::delimited::table::shown;
use crate::delimited::{Cells, Cut, Cutter, HEAD_ROWS_MAX, SNIFF_BYTES_MAX, Written, is_ditto, sniff, trimmed};
use crate::json::scan::Stop;
use diming_protocol::catalog::FieldKind;
use diming_protocol::{Problem, Reason};
use std::collections::VecDeque;

/// Most bytes of the rows among which the heading is sought.
const HEAD_BYTES_MAX: usize = 1 << 20;
/// Characters of a first line in a [`Problem::NotTable`].
const QUOTE_CHARS_MAX: usize = 60;
/// Longest cell that may stand for “as above”, bytes.
const DITTO_BYTES_MAX: usize = 24;

/// What the bytes gave.
#[derive(Debug, PartialEq)]
pub enum Found {
    /// Nothing that is whole.
    Nothing,
    /// The rows among which the heading is: [`Rows::take_head`] finds it.
    Head,
    /// A row: [`Rows::add`] makes a record of it.
    Row,
    /// Nothing more will come.
    End,
    /// A row is over a limit, or this is no table at all.
    Over(Problem),
}

/// A table on its way in.
#[derive(Debug)]
pub struct Rows {
    written: Option<Written>,
    cutter: Cutter,
    /// Line of the row that comes next, from 1.
    line: u32,
    columns: Columns,
    has_head: bool,
    /// Rows that were read while the heading was sought, with their lines.
    queue: VecDeque<(u32, Cells)>,
    queue_bytes: usize,
    /// The row that was found, and its line.
    row: (u32, Cells),
    /// The record before.
    above: Cells,
    feature: Vec<u8>,
    limits: Limits,
}

impl Rows {
    /// A table of which nothing is read.
    pub fn new(limits: Limits) -> Rows {
        Rows {
            written: None,
            cutter: Cutter::default(),
            line: 1,
            columns: Columns::default(),
            has_head: false,
            queue: VecDeque::new(),
            queue_bytes: 0,
            row: (0, Cells::default()),
            above: Cells::default(),
            feature: Vec::new(),
            limits,
        }
    }

    /// Reads a row; gives how many bytes were taken. `is_all`: no bytes come behind these; `is_cut`: a limit has cut them, so
    /// that the last row is not whole.
    ///
    /// # Errors
    /// [`Stop::More`] where more bytes are needed.
    pub fn read(&mut self, bytes: &[u8], is_all: bool, is_cut: bool) -> Result<(usize, Found), Stop> {
        if self.has_head
            && let Some(row) = self.queue.pop_front()
        {
            self.row = row;
            return Ok((0, Found::Row));
        }
        let Some(written) = self.written else { return self.begin(bytes, is_all) };
        let mut cells = std::mem::take(&mut self.row.1);
        let is_end = is_all && !is_cut;
        let cut = match bytes {
            [] if is_all => Cut::Row(0),
            bytes => self.cutter.cut(bytes, is_end, written, &mut cells),
        };
        let read = match cut {
            Cut::Row(0) if bytes.is_empty() => {
                return Ok((0, if self.has_head { Found::End } else { Found::Head }));
            }
            Cut::Row(read) if read <= self.limits.feature_bytes => read,
            // Nothing more is to be had, or one row is over the limit: what came before counts first.
            Cut::More
                if (is_all || bytes.len() >= self.limits.feature_bytes) && !self.has_head && !self.queue.is_empty() =>
            {
                return Ok((0, Found::Head));
            }
            Cut::More => return Err(Stop::More),
            _ if !self.has_head && !self.queue.is_empty() => return Ok((0, Found::Head)),
            Cut::Row(_) => return Ok((0, over("feature_bytes", self.limits.feature_bytes))),
            Cut::TooWide => return Ok((0, over("columns", CELLS_MAX))),
        };
        let line = self.line;
        self.line = line.saturating_add(cells.lines());
        if self.has_head {
            self.row = (line, cells);
            return Ok((read, Found::Row));
        }
        self.queue_bytes += cells.text_bytes();
        self.queue.push_back((line, cells));
        let is_enough = self.queue.len() >= HEAD_ROWS_MAX || self.queue_bytes >= HEAD_BYTES_MAX;
        Ok((read, if is_enough { Found::Head } else { Found::Nothing }))
    }

    /// Tells from the first bytes how the table is written.
    fn begin(&mut self, bytes: &[u8], is_all: bool) -> Result<(usize, Found), Stop> {
        let needed = SNIFF_BYTES_MAX.min(self.limits.feature_bytes);
        if bytes.len() < needed && !is_all {
            return Err(Stop::More);
        }
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let head = bytes.get(mark..bytes.len().min(needed)).unwrap_or(bytes);
        let (written, skipped) = sniff(head);
        self.line += u32::from(skipped > 0);
        self.written = Some(written);
        Ok((mark + skipped, Found::Nothing))
    }

    /// Bytes of the row that was found.
    pub fn row_bytes(&self) -> usize {
        self.row.1.text_bytes()
    }

    /// Finds the heading among the first rows; what stands above it is left out and noted.
    ///
    /// # Errors
    /// [`Problem::NotTable`] where no column is known.
    pub fn take_head(&mut self, recorder: &mut Recorder) -> Result<(), Problem> {
        self.has_head = true;
        let texts: Vec<Vec<String>> = self.queue.iter().map(|(_, cells)| cells.texts()).collect();
        let filled = |row: &Vec<String>| row.iter().any(|cell| !is_blank(cell));
        let refused = || {
            let first = texts.iter().find(|row| filled(row)).map_or(String::new(), |row| row.join(" "));
            let found = first.chars().filter(|c| !c.is_control()).take(QUOTE_CHARS_MAX).collect();
            Problem::NotTable { found }
        };
        let heading = find(&texts, &|text| recorder.meaning(text)).ok_or_else(refused)?;
        let body = heading.first + heading.lines;
        let mut columns = columns_of(&heading, recorder);
        if !columns.has_axes() {
            let rows = texts.get(body..).unwrap_or(&[]);
            let at = (0..columns.list.len()).find(|&at| is_place_column(&columns.list, at, rows));
            if let Some(column) = at.and_then(|at| columns.list.get_mut(at)) {
                column.role = Role::Axis(Axis::Place);
            }
        }
        if !(columns.is_known || columns.has_axes()) {
            return Err(refused());
        }
        for (line, row) in self.queue.iter().map(|(line, _)| line).zip(&texts).take(heading.first) {
            if filled(row) {
                recorder.notes.add(Site::default(), "", &format!("{line}: {}", shown(row)), Reason::AboveHeading);
            }
        }
        if heading.lines > 1 || texts.iter().take(heading.first).any(filled) {
            let line = self.queue.get(heading.first).map_or(1, |(line, _)| *line);
            let names = format!("{line}: {}", heading.names.join(", "));
            recorder.notes.add(Site::default(), "", &names, Reason::HeadingFound);
        }
        recorder.expect_table(columns.has_axes());
        columns.tell(recorder);
        self.queue.drain(..body.min(self.queue.len()));
        if let Some(written) = &mut self.written {
            written.width = columns.list.len();
        }
        self.columns = columns;
        Ok(())
    }

    /// Adds the row that was found as a record, unless it is none; whether it was one.
    pub fn add(&mut self, recorder: &mut Recorder, row: u32) -> bool {
        let (line, cells) = std::mem::take(&mut self.row);
        let is_record = self.add_row(recorder, row, line, &cells);
        // The record is what the next one looks up to; the memory of the one before is used again.
        let spare = if is_record { std::mem::replace(&mut self.above, cells) } else { cells };
        self.row.1 = spare;
        is_record
    }

    fn add_row(&mut self, recorder: &mut Recorder, row: u32, line: u32, cells: &Cells) -> bool {
        let text = |at: usize| std::str::from_utf8(cells.bytes(at)).map_or("\u{fffd}", trimmed);
        if (0..cells.len()).all(|at| text(at).is_empty()) {
            return false;
        }
        let site = Site { row: Some(row), key: "" };
        let placed = place_of_cells(&self.columns, text, recorder.bounds());
        if let Some(rest) = rest_of((0..cells.len()).map(text), &self.columns.names) {
            let told = || {
                let filled: Vec<String> = (0..cells.len()).map(|at| text(at).to_owned()).collect();
                format!("{line}: {}", shown(&filled))
            };
            if rest == Rest::Heading || !placed.is_known() {
                recorder.notes.add(Site::default(), "", &told(), Reason::NoRecord);
                return false;
            }
            recorder.notes.add(site, "", &told(), Reason::MaybeNoRecord);
        }
        self.check_cells(recorder, site, cells, &placed);
        let mut feature = std::mem::take(&mut self.feature);
        self.write_feature(&mut feature, recorder, site, cells, &placed);
        if recorder.scan(&feature).is_ok() {
            recorder.add_feature(&feature, row);
        }
        self.feature = feature;
        true
    }

    /// Notes a row that has more or fewer cells than the heading, and quotes that are letters.
    fn check_cells(&self, recorder: &mut Recorder, site: Site, cells: &Cells, placed: &Placed) {
        let (count, width) = (cells.len(), self.columns.list.len());
        if count != width {
            let is_blank_cell = |at: usize| std::str::from_utf8(cells.bytes(at)).is_ok_and(is_blank);
            let has_more = (width..count).any(|at| !is_blank_cell(at));
            // Nothing but blanks is over: the row is as it should be unless its cells stand one place on.
            let misfits = || {
                let mut columns = self.columns.list.iter().enumerate();
                let is_off = |(at, column): (usize, &Column)| match (&column.role, std::str::from_utf8(cells.bytes(at)))
                {
                    (Role::Field(slot), Ok(text)) => {
                        let is_typed =
                            matches!(recorder.kind(*slot), FieldKind::Number | FieldKind::Date | FieldKind::YesNo);
                        is_typed && !recorder.fits(*slot, trimmed(text))
                    }
                    _ => false,
                };
                placed.is_off(recorder.bounds()) || columns.any(is_off)
            };
            if has_more || count < width || misfits() {
                recorder.notes.add(site, "", &format!("{count} / {width}"), Reason::CellCount);
            }
        }
        if cells.has_lone_quote {
            let quoted = cells.iter().map(String::from_utf8_lossy).find(|cell| cell.contains('"') && !is_ditto(cell));
            if let Some(cell) = quoted {
                recorder.notes.add(site, "", trimmed(&cell), Reason::LoneQuote);
            }
        }
    }

    /// Writes the row as a GeoJSON feature; an empty cell is no property.
    fn write_feature(
        &mut self,
        out: &mut Vec<u8>,
        recorder: &mut Recorder,
        site: Site,
        cells: &Cells,
        placed: &Placed,
    ) {
        out.clear();
        out.extend_from_slice(br#"{"type":"Feature","geometry":"#);
        for &reason in placed.write(out) {
            recorder.notes.add(site, "geometry", &placed.told, reason);
        }
        out.extend_from_slice(br#","properties":{"#);
        let mut is_first = true;
        let above = &self.above;
        for (at, column) in self.columns.list.iter_mut().enumerate() {
            let cell = cells.bytes(at);
            let text = std::str::from_utf8(cell).ok().map(trimmed);
            let resolved = text.filter(|text| text.len() <= DITTO_BYTES_MAX && is_ditto(text)).map(|text| {
                let value = column.resolved.take().unwrap_or_else(|| {
                    std::str::from_utf8(above.bytes(at)).map_or(String::new(), |above| trimmed(above).to_owned())
                });
                let told = if value.is_empty() { text } else { value.as_str() };
                recorder.notes.add(site, &column.name, told, Reason::FromAbove);
                value
            });
            column.watch(text, resolved.is_some());
            if let Role::Axis(_) = column.role {
                continue;
            }
            let text = resolved.as_deref().or(text);
            let is_empty = text.is_some_and(str::is_empty);
            let is_spare = column
                .spare_of
                .is_some_and(|first| std::str::from_utf8(cells.bytes(first)).is_ok_and(is_blank) && !is_empty);
            if !is_empty {
                let keys = [Some(&column.key), column.spare_key.as_ref().filter(|_| is_spare)];
                for key in keys.into_iter().flatten() {
                    if !std::mem::take(&mut is_first) {
                        out.push(b',');
                    }
                    out.extend_from_slice(key);
                    out.push(b':');
                    match (text, &column.role) {
                        (Some(text), Role::Field(slot)) => push_value(out, text, recorder.slot(*slot)),
                        (Some(text), _) => push_json(out, crate::export::unguarded(text).as_bytes()),
                        (None, _) => push_json(out, cell.trim_ascii()),
                    }
                }
            }
            column.resolved = resolved;
        }
        out.extend_from_slice(b"}}");
    }

    /// The table is at its end: what can be told of whole columns is noted.
    pub fn end(&self, recorder: &mut Recorder) {
        for column in self.columns.list.iter().filter(|column| column.looks_merged()) {
            recorder.notes.add(Site::default(), &column.name, &column.below.to_string(), Reason::EmptyBelow);
        }
    }
}

fn over(what: &str, limit: usize) -> Found {
    Found::Over(Problem::Limit { what: what.to_owned(), limit: limit as u64, found: None })
}
