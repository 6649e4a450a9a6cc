//! Splits bytes into rows of cells.
//!
//! A quote opens a cell only at its start, and closes it only right before a separator or the line end; inside, a
//! doubled quote is one. Every other quote is an ordinary character. The result does not depend on the chunks. Limits:
//! [`QUOTED_BYTES_MAX`] per quoted cell, [`CELLS_MAX`] cells.

use super::sniff::Written;

/// Most bytes between the quotes of a cell; without a closing quote by then, the first is an ordinary character.
pub const QUOTED_BYTES_MAX: usize = 256 << 10;
/// Most cells of a row.
pub const CELLS_MAX: usize = 4_096;

/// The cells of one row, without their quotes.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Line ends within its cells.
    inner_lines: u32,
    is_quoted: bool,
    /// An opening quote was taken for an ordinary character.
    pub has_lone_quote: bool,
}

impl Cells {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell as written; empty beyond the last.
    pub fn bytes(&self, at: usize) -> &[u8] {
        self.text.get(self.range(at)).unwrap_or(&[])
    }

    /// The bytes of all cells, one behind the other.
    pub fn all_bytes(&self) -> &[u8] {
        &self.text
    }

    /// Where a cell stands in [`Cells::all_bytes`]; empty beyond the last.
    pub fn range(&self, at: usize) -> std::ops::Range<usize> {
        let Some(&end) = self.ends.get(at) else { return 0..0 };
        at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)..end
    }

    /// All cells.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|at| self.bytes(at))
    }

    /// All cells as trimmed text; invalid UTF-8 is replaced.
    pub fn texts(&self) -> Vec<String> {
        self.iter().map(|cell| super::trimmed(&String::from_utf8_lossy(cell)).to_owned()).collect()
    }

    /// This many cells from an index on, or as many as there are.
    pub fn part(&self, from: usize, count: usize) -> Cells {
        let mut part = Cells { has_lone_quote: self.has_lone_quote, ..Cells::default() };
        for at in from..self.len().min(from.saturating_add(count)) {
            part.text.extend_from_slice(self.bytes(at));
            part.end_cell();
        }
        part
    }

    /// Bytes of all cells.
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// Number of lines that the row takes.
    pub fn lines(&self) -> u32 {
        self.inner_lines + 1
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        (self.inner_lines, self.is_quoted, self.has_lone_quote) = (0, false, false);
    }

    fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }
}

/// Result of looking for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// A row of this many bytes, including its line end.
    Row(usize),
    /// It is incomplete.
    More,
    /// It has more than [`CELLS_MAX`] cells.
    TooWide,
}

/// How far a quoted cell may extend.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// Over several lines.
    Spanning,
    /// To the end of its line.
    Confined,
    /// Not at all: each quote is an ordinary character.
    Letters,
}

/// The splitter.
#[derive(Debug, Default)]
pub struct Cutter {
    spare: Cells,
}

impl Cutter {
    /// Splits off the row at byte 0. `is_end`: no bytes follow these.
    ///
    /// If quotes are ambiguous, the reading whose rows have the table's width wins: a pair of quotes that would join
    /// complete rows into one cell is two ordinary characters.
    pub fn cut(&mut self, bytes: &[u8], is_end: bool, written: Written, cells: &mut Cells) -> Cut {
        let cut = parse(bytes, is_end, written.separator, Quotes::Spanning, cells);
        let Cut::Row(read) = cut else { return cut };
        let (width, is_off) = (written.width, cells.len() != written.width);
        let row = bytes.get(..read).unwrap_or(bytes);
        if cells.inner_lines > 0 && self.lines_are_rows(row, written) {
            let again = parse(bytes, is_end, written.separator, Quotes::Confined, cells);
            cells.has_lone_quote = true;
            return again;
        }
        if is_off && cells.is_quoted && cells.inner_lines == 0 {
            let again = parse(row, true, written.separator, Quotes::Letters, &mut self.spare);
            if again == cut && self.spare.len() == width {
                std::mem::swap(cells, &mut self.spare);
                cells.has_lone_quote = true;
            }
        }
        cut
    }

    /// Whether the lines of a row with multi-line cells are rows of the table's width themselves: the first, the last
    /// and most of those between.
    fn lines_are_rows(&mut self, row: &[u8], written: Written) -> bool {
        let (mut rest, mut lines, mut fitting) = (row, 0_usize, 0_usize);
        let mut is_last_fitting = false;
        while !rest.is_empty() {
            let cut = parse(rest, true, written.separator, Quotes::Confined, &mut self.spare);
            let Cut::Row(read) = cut else { return false };
            is_last_fitting = self.spare.len() == written.width;
            if lines == 0 && !is_last_fitting {
                return false;
            }
            lines += 1;
            fitting += usize::from(is_last_fitting);
            rest = rest.get(read.max(1)..).unwrap_or(&[]);
        }
        written.width > 1 && is_last_fitting && fitting * 2 > lines
    }
}

fn parse(bytes: &[u8], is_end: bool, separator: &[u8], quotes: Quotes, cells: &mut Cells) -> Cut {
    cells.clear();
    let mut at = 0;
    loop {
        if cells.len() >= CELLS_MAX {
            return Cut::TooWide;
        }
        let opening = at + bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|&&b| b == b' ').count());
        let is_opened = quotes != Quotes::Letters && bytes.get(opening) == Some(&b'"');
        let closing = if is_opened { close(bytes, opening + 1, is_end, separator, quotes) } else { Closing::Letter };
        match closing {
            Closing::More => return Cut::More,
            Closing::At(quote, behind) => {
                push_quoted(cells, bytes.get(opening + 1..quote).unwrap_or(&[]));
                at = behind;
            }
            Closing::Letter => {
                let end = plain_end(bytes, at, separator);
                cells.has_lone_quote |= is_opened;
                cells.text.extend_from_slice(bytes.get(at..end).unwrap_or(&[]));
                at = end;
            }
        }
        let rest = bytes.get(at..).unwrap_or(&[]);
        if rest.len() < separator.len() && separator.starts_with(rest) && !is_end {
            return Cut::More;
        }
        cells.end_cell();
        match rest {
            [b'\r', b'\n', ..] => return Cut::Row(at + 2),
            [b'\r'] if !is_end => return Cut::More,
            [b'\r' | b'\n', ..] => return Cut::Row(at + 1),
            [] => return Cut::Row(at),
            _ => at += separator.len(),
        }
    }
}

/// The end of a cell without quotes: a separator, a line end, or the end of the bytes.
fn plain_end(bytes: &[u8], from: usize, separator: &[u8]) -> usize {
    let first = separator.first().copied().unwrap_or(b',');
    let mut at = from;
    while let Some(rest) = bytes.get(at..) {
        let Some(next) = rest.iter().position(|&b| b == first || b == b'\n' || b == b'\r') else { break };
        at += next;
        if bytes.get(at) != Some(&first) || bytes.get(at..).is_some_and(|rest| rest.starts_with(separator)) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// Meaning of a quote that opens a cell.
enum Closing {
    /// An ordinary character.
    Letter,
    /// Position of the closing quote, and of the separator or line end after it.
    At(usize, usize),
    More,
}

fn close(bytes: &[u8], from: usize, is_end: bool, separator: &[u8], quotes: Quotes) -> Closing {
    let last = from + QUOTED_BYTES_MAX;
    let mut at = from;
    loop {
        let next = bytes.get(at..).and_then(|rest| rest.iter().position(|b| matches!(b, b'"' | b'\n' | b'\r')));
        match next.map(|next| at + next) {
            Some(found) if found > last => return Closing::Letter,
            None if is_end || bytes.len() > last => return Closing::Letter,
            None => return Closing::More,
            Some(found) if bytes.get(found) != Some(&b'"') => {
                if quotes == Quotes::Confined {
                    return Closing::Letter;
                }
                at = found + 1;
            }
            Some(found) if bytes.get(found + 1) == Some(&b'"') => at = found + 2,
            Some(found) => {
                let blanks = bytes.get(found + 1..).map_or(0, |rest| rest.iter().take_while(|&&b| b == b' ').count());
                let behind = found + 1 + blanks;
                let rest = bytes.get(behind..).unwrap_or(&[]);
                return match rest.first() {
                    None if is_end => Closing::At(found, behind),
                    None => Closing::More,
                    Some(b'\r' | b'\n') => Closing::At(found, behind),
                    Some(_) if rest.starts_with(separator) => Closing::At(found, behind),
                    Some(_) if !is_end && separator.starts_with(rest) => Closing::More,
                    Some(_) => Closing::Letter,
                };
            }
        }
    }
}

/// Appends a quoted text, with doubled quotes unescaped.
fn push_quoted(cells: &mut Cells, inner: &[u8]) {
    cells.is_quoted = true;
    let mut was_quote = false;
    for (at, &byte) in inner.iter().enumerate() {
        was_quote = byte == b'"' && !was_quote;
        if !was_quote {
            cells.text.push(byte);
        }
        let is_pair = byte == b'\r' && inner.get(at + 1) == Some(&b'\n');
        cells.inner_lines += u32::from((byte == b'\n' || byte == b'\r') && !is_pair);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows_of(text: &str, separator: &'static str, width: usize) -> Vec<Vec<String>> {
        let written = Written { separator: separator.as_bytes(), width };
        let (mut cutter, mut cells, mut rest) = (Cutter::default(), Cells::default(), text.as_bytes());
        let mut rows = Vec::new();
        while !rest.is_empty() {
            let Cut::Row(read) = cutter.cut(rest, true, written, &mut cells) else { break };
            rows.push(cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
            rest = &rest[read..];
        }
        rows
    }

    fn check(text: &str, separator: &'static str, width: usize, expected: &[&[&str]]) {
        let rows = rows_of(text, separator, width);
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        assert_eq!(rows, expected, "{text:?}");
    }

    #[test]
    fn quotes_that_do_not_pair_are_letters() {
        check("2\t\"乙\t3\n4\t丁\"桥\t5\n", "\t", 3, &[&["2", "\"乙", "3"], &["4", "丁\"桥", "5"]]);
        check("1,\"丙\"桥,2\n", ",", 3, &[&["1", "\"丙\"桥", "2"]]);
        check("1,\"丙\n2,丁\n", ",", 2, &[&["1", "\"丙"], &["2", "丁"]]);
        // A pair by chance: the lines are rows themselves.
        check("1,\"丙,5\n2,丁\",6\n", ",", 3, &[&["1", "\"丙", "5"], &["2", "丁\"", "6"]]);
        check("甲,\",\",5\n", ",", 4, &[&["甲", "\"", "\"", "5"]]);
        check("乙院,\"\n丙院,\"\n", ",", 2, &[&["乙院", "\""], &["丙院", "\""]]);
    }

    #[test]
    fn real_quotes_stay() {
        check("1,\"甲,乙\n丙\"\"丁\",2\r\n3,x,4", ",", 3, &[&["1", "甲,乙\n丙\"丁", "2"], &["3", "x", "4"]]);
        check("1, \"甲\" ,2\r3\n", ",", 3, &[&["1", "甲", "2"], &["3"]]);
        check("1，\"甲，乙\"，2\n", "，", 3, &[&["1", "甲，乙", "2"]]);
        check("\"\",\"\"\"\"\n", ",", 2, &[&["", "\""]]);
    }

    #[test]
    fn a_quote_looks_no_farther_than_its_limit() {
        let long = format!("1,\"{}\n", "x".repeat(QUOTED_BYTES_MAX + 8));
        let mut cells = Cells::default();
        let written = Written { separator: b",", width: 2 };
        assert_eq!(Cutter::default().cut(long.as_bytes(), false, written, &mut cells), Cut::Row(long.len()));
        let wide = ",".repeat(CELLS_MAX + 1);
        assert_eq!(Cutter::default().cut(wide.as_bytes(), true, written, &mut cells), Cut::TooWide);
    }

    proptest! {
        #[test]
        fn what_a_standard_writer_wrote_comes_back(
            rows in prop::collection::vec(prop::collection::vec("[a甲\" ;']{0,5}|[a甲\"\r\n]{0,6}|[甲,\t\"]{0,4}", 3), 1..6),
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(rows_of(&text, ",", 3), rows);
        }

        #[test]
        fn no_lone_quote_swallows_a_row(
            cells in prop::collection::vec(prop::collection::vec("[a甲]{0,3}", 3), 1..8), row: prop::sample::Index,
            cell: prop::sample::Index, letter: prop::sample::Index,
        ) {
            let mut cells = cells;
            let at = row.index(cells.len());
            let place = &mut cells[at][cell.index(3)];
            let letters: Vec<usize> = place.char_indices().map(|(at, _)| at).chain([place.len()]).collect();
            place.insert(letters[letter.index(letters.len())], '"');
            let text: String = cells.iter().map(|row| row.join("\t") + "\n").collect();
            prop_assert_eq!(rows_of(&text, "\t", 3), cells);
        }
    }
}
