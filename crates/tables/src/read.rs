//! Reads delimited text into a [`List`]: finds the heading, leaves out what is no record, and tells what it left out.
//!
//! Rows are cut by [`diming_engine::delimited`], and titles, headings, sums and notes below recognised as everywhere. Cells are
//! trimmed; "as above" becomes the value above, and is told. Work is done in bounded steps over bytes that are all at hand; the
//! result does not depend on the steps. Invalid UTF-8 becomes U+FFFD, which [`crate::check`] tells.

use crate::list::List;
use diming_engine::delimited::heading::{Heading, Rest, find, is_blank, rest_of};
use diming_engine::delimited::table::shown;
use diming_engine::delimited::{Cells, Cut, Cutter, HEAD_ROWS_MAX, SNIFF_BYTES_MAX, Written, is_ditto, sniff, trimmed};
use diming_engine::export::unguarded;
use diming_engine::ingest::Headings;
use diming_tables_protocol::ReadChoices;

/// Longest cell that may mean "as above", bytes.
const DITTO_BYTES_MAX: usize = 24;
/// Most bytes of the rows that are searched for the heading.
const HEAD_BYTES_MAX: usize = 1 << 20;

/// What was odd in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// A row above the heading: not in the list.
    AboveHeading,
    /// A sum, a remark or a signature: not in the list.
    NoRecord,
    /// The heading once more: not in the list.
    HeadingAgain,
    /// Cells beyond the headings: not in the list.
    SurplusCells,
    /// Fewer cells than headings.
    FewCells,
    /// A cell that says "as above", and has the value above.
    FromAbove,
    /// A quote that opens no cell, or closes none.
    LoneQuote,
    /// Reading stopped here: a row of too many cells, or no room.
    Stopped,
}

/// One oddity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line, from 1.
    pub line: u32,
    /// The column of the list; `None` for the whole row.
    pub column: Option<u32>,
    /// What it is.
    pub odd: Odd,
    /// The text that it is about.
    pub text: String,
}

/// Where rows and columns of a list stand in the sheet that a spreadsheet shows of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// From a line on, so many lines more than rows come before.
    shifts: Vec<(u32, u32)>,
    /// Columns of a part, where parts stand side by side.
    each: u32,
}

impl Origin {
    /// The row of the sheet on which a line begins, from 1.
    pub fn sheet_row(&self, line: u32) -> u32 {
        let at = self.shifts.partition_point(|(from, _)| *from <= line);
        let shift = at.checked_sub(1).and_then(|at| self.shifts.get(at)).map_or(0, |(_, shift)| *shift);
        line.saturating_sub(shift)
    }

    /// The column of the sheet, from 0, of a column of the list in a row of a part ([`List::part`]).
    pub fn column_of(&self, part: u16, column: u32) -> u32 {
        column.saturating_add(u32::from(part) * self.each)
    }
}

/// A list that was read.
#[derive(Clone, Debug, Default)]
pub struct ReadList {
    /// The list.
    pub list: List,
    /// Its heading, for [`crate::columns::Columns::of_heading`].
    pub heading: Heading,
    /// The line of the heading, from 1.
    pub heading_line: u32,
    /// What was odd, in the order of the text.
    pub notes: Vec<Note>,
    /// Where rows stand in the source.
    pub origin: Origin,
}

/// Why a text is no list; completes "failed to read the list: …".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFault {
    /// None of the first rows has a heading that the layer understands: the first of them.
    NoHeading(String),
}

/// Reads a text step by step.
#[derive(Debug)]
pub struct ListReader {
    written: Option<Written>,
    cutter: Cutter,
    cells: Cells,
    /// Bytes read.
    at: usize,
    line: u32,
    shift: u32,
    /// Rows before the heading is known.
    head: Vec<(u32, Cells)>,
    head_bytes: usize,
    has_head: bool,
    /// The row of the list before, by part.
    above: Vec<Option<usize>>,
    out: ReadList,
    choices: ReadChoices,
    is_done: bool,
}

impl Default for ListReader {
    fn default() -> ListReader {
        ListReader {
            written: None,
            cutter: Cutter::default(),
            cells: Cells::default(),
            at: 0,
            line: 1,
            shift: 0,
            head: Vec::new(),
            head_bytes: 0,
            has_head: false,
            above: Vec::new(),
            out: ReadList::default(),
            choices: ReadChoices::default(),
            is_done: false,
        }
    }
}

/// Reads a whole text.
///
/// # Errors
/// [`ReadFault`] where it has no heading.
pub fn read(bytes: &[u8], headings: &Headings) -> Result<ReadList, ReadFault> {
    let mut reader = ListReader::default();
    while !reader.step(bytes, headings, u64::MAX)? {}
    Ok(reader.finish())
}

impl ReadList {
    /// The line at which reading stopped, so that rows below it are not in the list.
    pub fn stopped_at(&self) -> Option<u32> {
        self.notes.iter().find(|note| note.odd == Odd::Stopped).map(|note| note.line)
    }
}

impl ListReader {
    /// Reads as a person chose.
    pub fn new(choices: ReadChoices) -> ListReader {
        ListReader { choices, ..ListReader::default() }
    }

    /// Reads so many rows more, at least one; `true` when all are read. The bytes are the whole text, the same at each step.
    ///
    /// # Errors
    /// [`ReadFault`] where it has no heading.
    pub fn step(&mut self, bytes: &[u8], headings: &Headings, rows: u64) -> Result<bool, ReadFault> {
        let written = match self.written {
            Some(written) => written,
            None => self.begin(bytes),
        };
        for _ in 0..rows.max(1) {
            let rest = bytes.get(self.at..).unwrap_or(&[]);
            if self.is_done || rest.is_empty() {
                self.take_head(headings)?;
                self.is_done = true;
                return Ok(true);
            }
            let mut cells = std::mem::take(&mut self.cells);
            let Cut::Row(read) = self.cutter.cut(rest, true, self.written.unwrap_or(written), &mut cells) else {
                self.take_head(headings)?;
                self.note(self.line, None, Odd::Stopped, String::new());
                self.is_done = true;
                return Ok(true);
            };
            self.at += read.max(1);
            let line = self.line;
            self.line = line.saturating_add(cells.lines());
            if cells.lines() > 1 {
                self.shift += cells.lines() - 1;
                self.out.origin.shifts.push((self.line, self.shift));
            }
            if self.has_head {
                self.add(line, &cells);
                self.cells = cells;
                continue;
            }
            self.head_bytes += cells.text_bytes();
            self.head.push((line, cells));
            if self.head.len() >= HEAD_ROWS_MAX || self.head_bytes >= HEAD_BYTES_MAX {
                self.take_head(headings)?;
            }
        }
        Ok(self.is_done)
    }

    /// Bytes read so far.
    pub fn bytes_read(&self) -> usize {
        self.at
    }

    /// The list.
    pub fn finish(self) -> ReadList {
        self.out
    }

    fn begin(&mut self, bytes: &[u8]) -> Written {
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let head = bytes.get(mark..bytes.len().min(mark + SNIFF_BYTES_MAX)).unwrap_or(&[]);
        let (written, skipped) = sniff(head);
        self.at = mark + skipped;
        if skipped > 0 {
            // A spreadsheet shows no row of that line.
            (self.line, self.shift) = (2, 1);
            self.out.origin.shifts.push((2, 1));
        }
        self.written = Some(written);
        written
    }

    /// Finds the heading among the first rows.
    fn take_head(&mut self, headings: &Headings) -> Result<(), ReadFault> {
        if self.has_head {
            return Ok(());
        }
        let texts: Vec<Vec<String>> = self.head.iter().map(|(_, cells)| cells.texts()).collect();
        let is_filled = |row: &Vec<String>| row.iter().any(|cell| !is_blank(cell));
        let chosen = self.head.iter().position(|(line, _)| *line == self.choices.heading);
        let meaning = |text: &str| headings.meaning(text);
        let heading = chosen.and_then(|at| heading_at(&texts, at, &meaning)).or_else(|| find(&texts, &meaning));
        let Some(heading) = heading else {
            let first = texts.iter().find(|row| is_filled(row));
            return Err(ReadFault::NoHeading(first.map_or_else(String::new, |row| shown(row))));
        };
        self.has_head = true;
        let head = std::mem::take(&mut self.head);
        for ((line, _), text) in head.iter().zip(&texts).take(heading.first).filter(|(_, text)| is_filled(text)) {
            self.note(*line, None, Odd::AboveHeading, shown(text));
        }
        self.out.heading_line = head.get(heading.first).map_or(1, |(line, _)| *line);
        let names = heading.names.iter().enumerate();
        let names = names.map(|(at, name)| match is_blank(name) {
            true => format!("#{}", at + 1),
            false => name.split_whitespace().collect::<Vec<_>>().join(" "),
        });
        self.out.list = List::new(names.collect());
        let times = heading.times.max(1);
        self.above = vec![None; times];
        self.out.origin.each = heading.names.len() as u32;
        if let Some(written) = &mut self.written {
            written.width = heading.names.len() * times;
        }
        let body = heading.first + heading.lines;
        self.out.heading = heading;
        head.iter().skip(body).for_each(|(line, cells)| self.add(*line, cells));
        Ok(())
    }

    fn note(&mut self, line: u32, column: Option<usize>, odd: Odd, text: String) {
        let column = column.map(|column| column as u32);
        self.out.notes.push(Note { line, column, odd, text });
    }

    /// Adds a row below the heading, or each of its parts.
    fn add(&mut self, line: u32, cells: &Cells) {
        let (times, each) = (self.above.len(), self.out.list.width());
        if times == 1 {
            return self.add_part(line, 0, cells);
        }
        for part in 0..times {
            let count = if part + 1 == times { usize::MAX } else { each };
            self.add_part(line, part, &cells.part(part * each, count));
        }
    }

    /// Adds a row of one part. Its bytes are checked to be UTF-8 all at once, and cell by cell only where they are not.
    fn add_part(&mut self, line: u32, part: usize, cells: &Cells) {
        let all = std::str::from_utf8(cells.all_bytes()).unwrap_or("");
        let is_valid =
            all.len() == cells.text_bytes() && (0..cells.len()).all(|at| all.is_char_boundary(cells.range(at).end));
        if is_valid {
            let text = |at: usize| trimmed_quickly(all.get(cells.range(at)).unwrap_or(""));
            return self.add_texts((line, part), cells, text);
        }
        let texts = cells.texts();
        self.add_texts((line, part), cells, |at| texts.get(at).map_or("", String::as_str));
    }

    fn add_texts<'t>(&mut self, (line, part): (u32, usize), cells: &Cells, text: impl Fn(usize) -> &'t str + Copy) {
        let (count, width) = (cells.len(), self.out.list.width());
        if (0..count).all(|at| text(at).is_empty()) {
            return;
        }
        let all = || shown(&(0..count).map(|at| text(at).to_owned()).collect::<Vec<_>>());
        let rest = rest_of((0..count).map(text), &self.out.heading.names);
        if let Some(rest) = rest.filter(|rest| *rest != Rest::Below || !self.choices.takes_rest) {
            let odd = if rest == Rest::Below { Odd::NoRecord } else { Odd::HeadingAgain };
            return self.note(line, None, odd, all());
        }
        self.note_shape(line, cells, text);
        let row = self.out.list.len();
        let has_ditto = !self.choices.leaves_ditto && (0..count.min(width)).any(|at| may_be_ditto(text(at)));
        let is_added = if has_ditto {
            let values = self.resolved(line, part, (0..count.min(width)).map(text));
            self.out.list.push(line, values.iter().map(|text| unguarded(text)))
        } else {
            self.out.list.push(line, (0..count).map(|at| unguarded(text(at))))
        };
        if is_added.is_err() {
            self.note(line, None, Odd::Stopped, all());
            self.is_done = true;
            return;
        }
        self.above[part] = Some(row);
        if self.above.len() > 1 {
            self.out.list.set_last_part(part as u16);
        }
    }

    /// Notes a row with more or fewer cells than headings, and lone quotes.
    fn note_shape<'t>(&mut self, line: u32, cells: &Cells, text: impl Fn(usize) -> &'t str + Copy) {
        let (count, width) = (cells.len(), self.out.list.width());
        if cells.has_lone_quote {
            let quoted = (0..count).find(|&at| text(at).contains('"') && !is_ditto(text(at)));
            if let Some(at) = quoted {
                self.note(line, Some(at), Odd::LoneQuote, text(at).to_owned());
            }
        }
        if count > width && (width..count).any(|at| !text(at).is_empty()) {
            let surplus: Vec<String> = (width..count).map(|at| text(at).to_owned()).collect();
            self.note(line, None, Odd::SurplusCells, shown(&surplus));
        } else if count < width {
            self.note(line, None, Odd::FewCells, format!("{count} / {width}"));
        }
    }

    /// The cells of a row, "as above" replaced.
    fn resolved<'t>(&mut self, line: u32, part: usize, cells: impl Iterator<Item = &'t str>) -> Vec<String> {
        let mut values: Vec<String> = cells.map(str::to_owned).collect();
        for (at, value) in values.iter_mut().enumerate().filter(|(_, value)| is_ditto(value)) {
            let above = self.above[part].map_or("", |row| self.out.list.cell(row, at)).to_owned();
            let said = std::mem::replace(value, above);
            let column = Some(at as u32);
            self.out.notes.push(Note { line, column, odd: Odd::FromAbove, text: said });
        }
        values
    }
}

/// A heading that a person has chosen: one row, whose cells are known or not.
fn heading_at(rows: &[Vec<String>], at: usize, meaning: &dyn Fn(&str) -> Option<String>) -> Option<Heading> {
    let mut names = rows.get(at)?.clone();
    names.truncate(names.iter().rposition(|name| !is_blank(name)).map_or(0, |last| last + 1));
    let fields = names.iter().map(|name| meaning(name)).collect();
    (!names.is_empty()).then(|| Heading { first: at, lines: 1, known_by: names.clone(), names, fields, times: 1 })
}

/// A text without blanks around it; one that has none, as most, is told by its first and last bytes.
fn trimmed_quickly(text: &str) -> &str {
    let is_seen = |byte: u8| byte.is_ascii_graphic();
    match text.as_bytes() {
        // Chinese characters from U+4000 on.
        [first, .., last] if (is_seen(*first) || matches!(first, 0xe4..=0xe9)) && is_seen(*last) => text,
        [first, .., last, _, _] if (is_seen(*first) || matches!(first, 0xe4..=0xe9)) && matches!(last, 0xe4..=0xe9) => {
            text
        }
        _ => trimmed(text),
    }
}

/// Whether a cell may say "as above", by its first bytes: a cheap test first, because every cell is tested.
fn may_be_ditto(cell: &str) -> bool {
    let may_begin = match cell.as_bytes() {
        // 同, 如
        [0xe5, second, ..] => matches!(second, 0x90 | 0xa6),
        [first, ..] => {
            matches!(first, b' ' | b'"' | b'\'' | b'(' | b'.' | b'd' | b'D' | b'\t' | 0xc2 | 0xe2 | 0xe3 | 0xef)
        }
        [] => false,
    };
    may_begin && cell.len() <= DITTO_BYTES_MAX && is_ditto(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::catalog;
    use proptest::prelude::*;

    fn headings() -> Headings {
        Headings::new(catalog(), 0)
    }

    const SHEET: &str = "养老机构情况表,,,\n填报单位：某科,,,\n编号,名称,乡镇,床位数（张）\n1,甲院,寅阳镇,80\n\
        2,\"乙\n院\",同上,60\n合计,,,140\n编号,名称,乡镇,床位数（张）\n3,丙院,〃,50,多\n4,丁院\n注：截至年底。,,,\n";

    #[test]
    fn what_is_no_record_is_left_out_and_told_with_its_line() {
        let read = read(SHEET.as_bytes(), &headings()).unwrap();
        assert_eq!(
            format!("{:?}", read.list),
            "编号|名称|乡镇|床位数（张）\n1|甲院|寅阳镇|80\n2|乙\n院|寅阳镇|60\n3|丙院|寅阳镇|50\n4|丁院||\n"
        );
        let notes: Vec<_> = read.notes.iter().map(|note| (note.line, note.odd, note.text.as_str())).collect();
        assert_eq!(
            notes,
            [
                (1, Odd::AboveHeading, "养老机构情况表"),
                (2, Odd::AboveHeading, "填报单位：某科"),
                (5, Odd::FromAbove, "同上"),
                (7, Odd::NoRecord, "合计, 140"),
                (8, Odd::HeadingAgain, "编号, 名称, 乡镇, 床位数（张）"),
                (9, Odd::SurplusCells, "多"),
                (9, Odd::FromAbove, "〃"),
                (10, Odd::FewCells, "2 / 4"),
                (11, Odd::NoRecord, "注：截至年底。"),
            ]
        );
        assert_eq!(read.heading_line, 3);
        let lines: Vec<u32> = (0..read.list.len()).map(|row| read.list.line(row)).collect();
        assert_eq!(lines, [4, 5, 9, 10]);
        // The second line of 乙院 is no row of a sheet.
        assert_eq!(lines.iter().map(|&line| read.origin.sheet_row(line)).collect::<Vec<_>>(), [4, 5, 8, 9]);
    }

    #[test]
    fn a_person_chooses_how_it_is_read() {
        let read = |choices: ReadChoices| {
            let mut reader = ListReader::new(choices);
            while !reader.step(SHEET.as_bytes(), &headings(), 1).unwrap() {}
            reader.finish()
        };
        let list = |choices| format!("{:?}", read(choices).list);
        let all = list(ReadChoices { takes_rest: true, ..ReadChoices::default() });
        assert!(all.contains("合计|||140\n") && all.contains("注：截至年底。|||\n"), "{all}");
        assert!(list(ReadChoices { leaves_ditto: true, ..ReadChoices::default() }).contains("院|同上|60\n"));
        let second = read(ReadChoices { heading: 2, ..ReadChoices::default() });
        assert_eq!((second.list.headings(), second.heading_line), (&["填报单位：某科".to_owned()][..], 2));
        assert_eq!(list(ReadChoices { heading: 99, ..ReadChoices::default() }), list(ReadChoices::default()));
    }

    #[test]
    fn parts_side_by_side_and_a_told_separator() {
        let text = "sep=;\n名称;床位数;名称;床位数\n甲;1;乙;2\n丙;3;;\n";
        let read = read(text.as_bytes(), &headings()).unwrap();
        assert_eq!(format!("{:?}", read.list), "名称|床位数\n甲|1\n乙|2\n丙|3\n");
        let places: Vec<_> = (0..3)
            .map(|row| (read.origin.sheet_row(read.list.line(row)), read.origin.column_of(read.list.part(row), 1)))
            .collect();
        assert_eq!(places, [(2, 1), (2, 3), (3, 1)]);
    }

    #[test]
    fn a_text_without_headings_is_refused() {
        assert_eq!(read(b"hello\n1,2\n", &headings()).unwrap_err(), ReadFault::NoHeading("hello".to_owned()));
        assert_eq!(read(b"", &headings()).unwrap_err(), ReadFault::NoHeading(String::new()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_the_same_in_any_steps(
            body in prop::collection::vec(prop::sample::select(vec![
                b',', b'\n', b'"', b'1', b'a', b' ', 0xe5, 0x90, 0x8c, 0xff, b'\r', b'\t',
            ]), 0..200),
            rows in 1_u64..5,
        ) {
            let bytes = [&b"\xef\xbb\xbf\xe5\x90\x8d\xe7\xa7\xb0,phone,town\n"[..], &body].concat();
            let headings = headings();
            let whole = read(&bytes, &headings);
            let mut reader = ListReader::default();
            let fault = loop {
                match reader.step(&bytes, &headings, rows) {
                    Ok(false) => {}
                    Ok(true) => break None,
                    Err(fault) => break Some(fault),
                }
            };
            prop_assert_eq!(whole.as_ref().err(), fault.as_ref());
            let (Ok(whole), stepped) = (whole, reader.finish()) else { return Ok(()) };
            prop_assert_eq!(&stepped.list, &whole.list);
            prop_assert_eq!(&stepped.notes, &whole.notes);
            prop_assert_eq!(&stepped.origin, &whole.origin);
        }
    }
}
