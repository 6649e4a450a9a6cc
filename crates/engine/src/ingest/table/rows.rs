//! Reads a table row by row: heading, records, other rows.

use super::super::Limits;
use super::super::notes::Site;
use super::super::record::Properties;
use super::super::recorder::Recorder;
use super::cells::{Placed, place_of_cells, push_span, value_of};
use super::columns::{Column, Columns, Role, columns_of, is_place_column};
use super::titles::{filled, heading_of, is_lone, is_name, names_one, tell_merged};
use crate::delimited::cut::CELLS_MAX;
use crate::delimited::heading::{Rest, find, is_blank, rest_of};
use crate::delimited::names::Axis;
use crate::delimited::table::shown;
use crate::delimited::{Cells, Cut, Cutter, HEAD_ROWS_MAX, SNIFF_BYTES_MAX, Written, is_ditto, sniff, trimmed};
use crate::export::unguarded;
use crate::json::scan::{Stop, Token};
use diming_protocol::catalog::FieldKind;
use diming_protocol::{Problem, Reason};
use std::collections::VecDeque;

/// Most bytes of the rows searched for the heading.
const HEAD_BYTES_MAX: usize = 1 << 20;
/// Characters of the first line quoted in a [`Problem::NotTable`].
const QUOTE_CHARS_MAX: usize = 60;
/// Longest cell that may mean "as above", bytes.
const DITTO_BYTES_MAX: usize = 24;

/// Most single-cell rows that are queued until the next row decides what they are.
const LONE_ROWS_MAX: usize = 4;

/// Result of reading.
#[derive(Debug, PartialEq)]
pub enum RowStop {
    /// Nothing complete.
    Nothing,
    /// The first rows, with the heading among them: [`Rows::take_head`] finds it.
    Head,
    /// A row: [`Rows::add`] makes it a record.
    Row,
    /// The end.
    End,
    /// A row exceeds a limit, or this is no table.
    Over(Problem),
}

/// A row of one part of the table.
#[derive(Debug, Default)]
struct Row {
    line: u32,
    part: usize,
    cells: Cells,
}

/// A part of the table: its columns, and the previous record.
#[derive(Debug, Default)]
struct RowPart {
    columns: Columns,
    above: Cells,
}

/// The reader of a table.
#[derive(Debug)]
pub struct Rows {
    written: Option<Written>,
    cutter: Cutter,
    /// Number of the next line, from 1.
    line: u32,
    /// Parts side by side under the same headings: usually one.
    parts: Vec<RowPart>,
    has_head: bool,
    /// Queued rows that are not classified yet.
    queue: VecDeque<Row>,
    queue_bytes: usize,
    /// The current row.
    row: Row,
    /// The file ends inside its last row.
    ends_within: bool,
    /// Number of columns of a part.
    each: usize,
    /// The text of the current record's spans.
    text: String,
    limits: Limits,
}

impl Rows {
    /// A reader before the first byte.
    pub fn new(limits: Limits) -> Rows {
        Rows {
            written: None,
            cutter: Cutter::default(),
            line: 1,
            parts: Vec::new(),
            has_head: false,
            queue: VecDeque::new(),
            queue_bytes: 0,
            row: Row::default(),
            ends_within: false,
            each: 0,
            text: String::new(),
            limits,
        }
    }

    /// Reads a row; returns the number of consumed bytes. `is_all`: no bytes follow these; `is_cut`: they were
    /// truncated at a limit, so the last row is incomplete.
    ///
    /// # Errors
    /// [`Stop::More`] if more bytes are needed.
    pub fn read(&mut self, bytes: &[u8], is_all: bool, is_cut: bool) -> Result<(usize, RowStop), Stop> {
        if self.has_head && !self.is_waiting() && !self.queue.is_empty() {
            return Ok((0, self.held_or(RowStop::Nothing)));
        }
        let Some(written) = self.written else { return self.begin(bytes, is_all) };
        let mut cells = std::mem::take(&mut self.row.cells);
        let is_end = is_all && !is_cut;
        let cut = match bytes {
            [] if is_all => Cut::Row(0),
            bytes => self.cutter.cut(bytes, is_end, written, &mut cells),
        };
        let read = match cut {
            Cut::Row(0) if bytes.is_empty() => {
                return Ok((0, if self.has_head { self.held_or(RowStop::End) } else { RowStop::Head }));
            }
            Cut::Row(read) if read <= self.limits.feature_bytes => read,
            // No more bytes, or one row exceeds the limit: the queued rows come first.
            Cut::More if (is_all || bytes.len() >= self.limits.feature_bytes) && !self.queue.is_empty() => {
                return Ok((0, self.held_or(RowStop::Head)));
            }
            Cut::More => return Err(Stop::More),
            _ if !self.queue.is_empty() => return Ok((0, self.held_or(RowStop::Head))),
            Cut::Row(_) => return Ok((0, over("feature_bytes", self.limits.feature_bytes))),
            Cut::TooWide => return Ok((0, over("columns", CELLS_MAX))),
        };
        let line = self.line;
        self.line = line.saturating_add(cells.lines());
        self.ends_within = is_all && read == bytes.len() && !matches!(bytes.last(), Some(b'\n' | b'\r'));
        if self.has_head {
            let is_held = self.parts.len() > 1 || !self.queue.is_empty() || is_lone(&cells);
            self.push_row(Row { line, part: 0, cells }, is_held);
            return Ok((read, if is_held { RowStop::Nothing } else { RowStop::Row }));
        }
        self.queue_bytes += cells.text_bytes();
        self.queue.push_back(Row { line, part: 0, cells });
        let is_enough = self.queue.len() >= HEAD_ROWS_MAX || self.queue_bytes >= HEAD_BYTES_MAX;
        Ok((read, if is_enough { RowStop::Head } else { RowStop::Nothing }))
    }

    /// Whether the queued rows are not classified yet: single cells, which the next row decides.
    fn is_waiting(&self) -> bool {
        let is_open = |row: &Row| is_lone(&row.cells) || filled(&row.cells) == 0;
        self.parts.len() == 1 && self.queue.len() < LONE_ROWS_MAX && self.queue.iter().all(is_open)
    }

    /// The first row of the queue, or the heading in it; `found` if there is none.
    fn held_or(&mut self, found: RowStop) -> RowStop {
        match self.queue.is_empty() {
            true => found,
            false if !self.has_head => RowStop::Head,
            false => {
                self.row = self.queue.pop_front().unwrap_or_default();
                RowStop::Row
            }
        }
    }

    /// Adds a row below the heading, as the current one or to the queue; rows of parts side by side are split.
    fn push_row(&mut self, row: Row, is_held: bool) {
        let (times, line, each) = (self.parts.len(), row.line, self.each);
        match (times, is_held) {
            (1, false) => return self.row = row,
            (1, true) => return self.queue.push_back(row),
            _ => {}
        }
        for part in 0..times {
            // Surplus cells belong to the last part.
            let count = if part + 1 == times { usize::MAX } else { each };
            self.queue.push_back(Row { line, part, cells: row.cells.part(part * each, count) });
        }
    }

    /// Detects the dialect from the first bytes.
    fn begin(&mut self, bytes: &[u8], is_all: bool) -> Result<(usize, RowStop), Stop> {
        let needed = SNIFF_BYTES_MAX.min(self.limits.feature_bytes);
        if bytes.len() < needed && !is_all {
            return Err(Stop::More);
        }
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let head = bytes.get(mark..bytes.len().min(needed)).unwrap_or(bytes);
        let (written, skipped) = sniff(head);
        self.line += u32::from(skipped > 0);
        self.written = Some(written);
        Ok((mark + skipped, RowStop::Nothing))
    }

    /// Bytes of the current row.
    pub fn row_bytes(&self) -> usize {
        self.row.cells.text_bytes()
    }

    /// Finds the heading in the first rows; skips and notes what is above.
    ///
    /// # Errors
    /// [`Problem::NotTable`] if no column is recognised.
    pub fn take_head(&mut self, recorder: &mut Recorder) -> Result<(), Problem> {
        self.has_head = true;
        recorder.understand_table();
        let texts: Vec<Vec<String>> = self.queue.iter().map(|row| row.cells.texts()).collect();
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
        for (line, row) in self.queue.iter().map(|row| row.line).zip(&texts).take(heading.first) {
            if filled(row) {
                recorder.notes.add(Site::default(), "", &format!("{line}: {}", shown(row)), Reason::AboveHeading);
            }
        }
        if heading.lines > 1 || texts.iter().take(heading.first).any(filled) {
            let line = self.queue.get(heading.first).map_or(1, |row| row.line);
            let names = format!("{line}: {}", heading.names.join(", "));
            recorder.notes.add(Site::default(), "", &names, Reason::HeadingFound);
        }
        recorder.expect_table(columns.has_axes());
        columns.tell(recorder);
        self.queue.drain(..body.min(self.queue.len()));
        let times = heading.times.max(1);
        self.each = columns.list.len();
        if let Some(written) = &mut self.written {
            written.width = columns.list.len() * times;
        }
        if times > 1 {
            let names = format!("{times} × {}", heading.names.join(", "));
            recorder.notes.add(Site::default(), "", &names, Reason::SideBySide);
            self.parts = (1..times).map(|_| RowPart { columns: columns.clone(), above: Cells::default() }).collect();
        }
        self.parts.push(RowPart { columns, above: Cells::default() });
        if times > 1 {
            std::mem::take(&mut self.queue).into_iter().for_each(|row| self.push_row(row, true));
        }
        Ok(())
    }

    /// Adds the current row as a record, unless it is none; returns whether it was.
    pub fn add(&mut self, recorder: &mut Recorder, number: u32) -> bool {
        let row = std::mem::take(&mut self.row);
        let Some(mut part) = self.parts.get_mut(row.part).map(std::mem::take) else { return false };
        let is_record = self.add_row(recorder, number, &row, &mut part);
        // The previous record provides "as above"; the memory of the one before it is reused.
        let spare = if is_record { std::mem::replace(&mut part.above, row.cells) } else { row.cells };
        self.row.cells = spare;
        if let Some(place) = self.parts.get_mut(row.part) {
            *place = part;
        }
        is_record
    }

    fn add_row(&mut self, recorder: &mut Recorder, number: u32, row: &Row, part: &mut RowPart) -> bool {
        let Row { line, cells, .. } = row;
        let text = |at: usize| std::str::from_utf8(cells.bytes(at)).map_or("\u{fffd}", trimmed);
        if (0..cells.len()).all(|at| text(at).is_empty()) {
            return false;
        }
        let site = Site { row: Some(number), key: "" };
        if self.takes_other_heading(recorder, row, part) {
            return false;
        }
        let placed = place_of_cells(&part.columns, text, recorder.bounds());
        let all = (0..cells.len()).map(text);
        if let Some(rest) = rest_of(all.clone(), &part.columns.names) {
            let filled: Vec<String> = all.map(str::to_owned).collect();
            let quoted = format!("{line}: {}", shown(&filled));
            if rest == Rest::Below && placed.is_known() {
                recorder.notes.add(site, "", &quoted, Reason::MaybeNoRecord);
            } else if rest == Rest::Below && names_one(&part.columns, recorder, &filled) {
                recorder.notes.add_lost(Site::default(), "", &quoted, Reason::NoRecord);
                return false;
            } else {
                recorder.notes.add(Site::default(), "", &quoted, Reason::NoRecord);
                return false;
            }
        }
        // Nothing is quoted of what the public must not see.
        let withheld = part
            .columns
            .list
            .iter()
            .enumerate()
            .any(|(at, column)| matches!(column.role, Role::Field(slot) if recorder.withholds(slot, text(at))));
        recorder.notes.mute(withheld);
        self.check_cells(recorder, site, (cells, &part.columns), &placed);
        give_record(&mut self.text, recorder, site, (cells, part), &placed);
        recorder.notes.mute(false);
        recorder.add(&self.text, number);
        true
    }

    /// Whether a row is another heading, perhaps in another order, or stands above one: then another table begins. A
    /// single cell above other rows may be a title, which is noted.
    fn takes_other_heading(&mut self, recorder: &mut Recorder, row: &Row, part: &mut RowPart) -> bool {
        let quoted = |text: &str| format!("{}: {text}", row.line);
        if is_lone(&row.cells) {
            let next = self.queue.iter().find(|next| filled(&next.cells) > 1);
            let cell = shown(&row.cells.texts());
            if next.is_some_and(|next| heading_of(recorder, &part.columns, &next.cells).is_some()) {
                recorder.notes.add(Site::default(), "", &quoted(&cell), Reason::AboveHeading);
                return true;
            }
            let is_first = !row.cells.bytes(0).trim_ascii().is_empty() && part.columns.list.len() > 2;
            if next.is_some() && is_first && rest_of(std::iter::once(cell.as_str()), &[]).is_none() {
                recorder.notes.add(Site::default(), "", &quoted(&cell), Reason::MaybeTitle);
            }
            return false;
        }
        let Some(heading) = heading_of(recorder, &part.columns, &row.cells) else { return false };
        if heading.names == part.columns.names {
            return false;
        }
        tell_merged(&part.columns, recorder);
        let names = quoted(&heading.names.join(", "));
        recorder.notes.add(Site::default(), "", &names, Reason::HeadingFound);
        if heading.times > 1 {
            recorder.notes.add_lost(Site::default(), "", &names, Reason::SecondName);
        }
        *part = RowPart { columns: columns_of(&heading, recorder), above: Cells::default() };
        part.columns.tell(recorder);
        if let Some(written) = self.written.as_mut().filter(|_| self.parts.len() == 1) {
            written.width = part.columns.list.len();
        }
        true
    }

    /// Notes a row that has more or fewer cells than the heading, and unmatched quotes.
    fn check_cells(&self, recorder: &mut Recorder, site: Site, (cells, columns): (&Cells, &Columns), placed: &Placed) {
        let (count, width) = (cells.len(), columns.list.len());
        if count < width && self.ends_within && self.queue.iter().all(|row| row.cells.is_empty()) {
            recorder.notes.add_lost(site, "", &format!("{count} / {width}"), Reason::CutRow);
            return;
        }
        if count != width {
            let is_blank_cell = |at: usize| std::str::from_utf8(cells.bytes(at)).is_ok_and(is_blank);
            let has_more = (width..count).any(|at| !is_blank_cell(at));
            // Only blanks are surplus: the row is valid unless its cells are shifted by one.
            let misfits = || {
                let mut columns = columns.list.iter().enumerate();
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

    /// The table has ended: adds the notes about whole columns.
    pub fn end(&self, recorder: &mut Recorder) {
        self.parts.iter().for_each(|part| tell_merged(&part.columns, recorder));
    }
}

/// Passes the row to the sink as the current record; an empty cell is no value.
fn give_record(
    out: &mut String,
    recorder: &mut Recorder,
    site: Site,
    (cells, part): (&Cells, &mut RowPart),
    placed: &Placed,
) {
    out.clear();
    let slots = recorder.slots();
    recorder.record.clear(slots);
    recorder.record.properties = Properties::Object;
    for &reason in placed.give(out, &mut recorder.record) {
        recorder.notes.add(site, "geometry", &placed.quoted, reason);
    }
    let RowPart { columns, above } = part;
    let name = columns.list.iter().position(|column| is_name(column, recorder));
    let mut bad = None;
    for at in 0..columns.list.len() {
        let Some(column) = columns.list.get_mut(at) else { break };
        let cell = cells.bytes(at);
        let text = std::str::from_utf8(cell).ok().map(trimmed);
        let resolved = text.filter(|text| text.len() <= DITTO_BYTES_MAX && is_ditto(text)).map(|text| {
            let value = column.resolved.take().unwrap_or_else(|| {
                std::str::from_utf8(above.bytes(at)).map_or(String::new(), |above| trimmed(above).to_owned())
            });
            let is_hidden = matches!(column.role, Role::Field(slot) if recorder.slot(slot).is_hidden);
            let quoted = if value.is_empty() || is_hidden { text } else { value.as_str() };
            recorder.notes.add(site, &column.name, quoted, Reason::FromAbove);
            value
        });
        column.watch(text, resolved.is_some());
        if let Role::Axis(_) = column.role {
            continue;
        }
        let text = resolved.as_deref().or(text);
        let is_empty = text.is_some_and(str::is_empty);
        let first = name.filter(|_| column.spare_of == name).map(|name| cells.bytes(name).trim_ascii());
        if let (Some(first), Some(text)) = (first.filter(|first| !first.is_empty()), text) {
            // A part of the name has no entry of its own: its specific.
            if !std::str::from_utf8(first).is_ok_and(|first| first.contains(text)) {
                recorder.notes.add_lost(site, &column.name, text, Reason::SecondName);
            }
        }
        let spare_of =
            column.spare_of.filter(|&first| std::str::from_utf8(cells.bytes(first)).is_ok_and(is_blank) && !is_empty);
        if !is_empty {
            let token = match (text, &column.role) {
                (Some(text), Role::Field(slot)) => push_span(out, &value_of(text, recorder.slot(*slot))),
                (Some(text), _) => push_span(out, unguarded(text)),
                (None, _) => {
                    let replaced = String::from_utf8_lossy(cell.trim_ascii());
                    bad.get_or_insert_with(|| replaced.clone().into_owned());
                    push_span(out, &replaced)
                }
            };
            put(recorder, column, token);
            if let Some(first) = spare_of.and_then(|first| columns.list.get_mut(first)) {
                put(recorder, first, token);
            }
        }
        if let Some(column) = columns.list.get_mut(at) {
            column.resolved = resolved;
        }
    }
    if let (Some(bad), Some(row)) = (bad, site.row) {
        recorder.note_bad_text(&bad, row);
    }
}

fn put(recorder: &mut Recorder, column: &mut Column, value: Token) {
    if let Some(entry) = column.entry(&mut recorder.keys) {
        recorder.record.put(&mut recorder.keys, entry, value);
    }
}

fn over(what: &str, limit: usize) -> RowStop {
    RowStop::Over(Problem::Limit { what: what.to_owned(), limit: limit as u64, found: None })
}
