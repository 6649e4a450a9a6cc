//! A list: headings, and rows of cells as text, each with the line it comes from.
//!
//! Cells lie row by row in one text; a cell costs its bytes and four more. At most 4 GiB of text.

use std::collections::BTreeMap;
use std::fmt;

/// A list.
#[derive(Clone, Default)]
pub struct List {
    headings: Vec<String>,
    text: String,
    /// Where each cell ends in `text`, row by row, as many as there are headings.
    ends: Vec<u32>,
    lines: Vec<u32>,
    /// The part of each row, where a source has several side by side; empty where it has not.
    parts: Vec<u16>,
    /// Cells that were set since, by their place in `ends`.
    set: BTreeMap<usize, Box<str>>,
}

/// A row that was taken out of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenRow {
    row: u32,
    line: u32,
    part: u16,
    /// Its cells as they were first, and as they were set since.
    cells: Vec<(Box<str>, Option<Box<str>>)>,
}

impl TakenRow {
    /// Its place in the list that it was taken out of.
    pub fn row(&self) -> u32 {
        self.row
    }
}

/// The list has no room for a row: its text would pass 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl List {
    /// A list without rows.
    pub fn new(headings: Vec<String>) -> List {
        List { headings, ..List::default() }
    }

    /// Its headings.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.headings.len()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// About how many bytes its cells have.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.ends.len()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// A cell, as it stands; empty beyond the last row or column.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        if column >= self.width() || row >= self.len() {
            return "";
        }
        let at = row * self.width() + column;
        if let Some(set) = self.set.get(&at) {
            return set;
        }
        self.first(at)
    }

    /// A cell as it was when its row was added.
    fn first(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..self.ends[at] as usize).unwrap_or("")
    }

    /// Sets a cell; `false` beyond the last row or column.
    pub fn set(&mut self, row: usize, column: usize, text: &str) -> bool {
        if column >= self.width() || row >= self.len() {
            return false;
        }
        let at = row * self.width() + column;
        match self.first(at) == text {
            true => drop(self.set.remove(&at)),
            false => drop(self.set.insert(at, text.into())),
        }
        true
    }

    /// Gives rows their numbers, from 1, in the place of lines: for a list that is not of a text.
    pub fn number_rows(&mut self) {
        self.lines = (1..=self.len() as u32).collect();
    }

    /// Adds a column of empty cells behind the others; its index. O(cells).
    pub fn add_column(&mut self, heading: &str) -> usize {
        let (width, rows) = (self.width(), self.len());
        let mut ends = Vec::with_capacity(self.ends.len() + rows);
        for row in 0..rows {
            let of_row = self.ends.get(row * width..(row + 1) * width).unwrap_or(&[]);
            ends.extend_from_slice(of_row);
            // An empty cell ends where the one before it ends.
            ends.push(ends.last().copied().unwrap_or(0));
        }
        let moved = |at: usize| at / width.max(1) * (width + 1) + at % width.max(1);
        self.set = std::mem::take(&mut self.set).into_iter().map(|(at, text)| (moved(at), text)).collect();
        self.ends = ends;
        self.headings.push(heading.to_owned());
        width
    }

    /// Number of cells that differ from what they were when their rows were added.
    pub fn changed_cells(&self) -> usize {
        self.set.len()
    }

    /// A cell of a column that may be missing.
    pub fn cell_of(&self, row: usize, column: Option<usize>) -> &str {
        column.map_or("", |column| self.cell(row, column))
    }

    /// All cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> + Clone {
        (0..self.width()).map(move |column| self.cell(row, column))
    }

    /// The line of its source from which a row comes, from 1; 0 beyond the last row.
    pub fn line(&self, row: usize) -> u32 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// The part of its source that a row comes from, where there are several side by side.
    pub fn part(&self, row: usize) -> u16 {
        self.parts.get(row).copied().unwrap_or(0)
    }

    /// The last row is of this part of the source.
    pub fn set_last_part(&mut self, part: u16) {
        self.parts.resize(self.lines.len(), 0);
        self.parts.iter_mut().last().into_iter().for_each(|last| *last = part);
    }

    /// Takes rows out, given in order; what [`List::put_back`] puts back. O(cells).
    pub fn take_out(&mut self, rows: &[u32]) -> Vec<TakenRow> {
        let old = std::mem::take(self);
        *self = List::new(old.headings.clone());
        let (mut taken, mut next) = (Vec::new(), rows.iter().peekable());
        for row in 0..old.len() {
            match next.next_if(|next| **next as usize == row) {
                Some(_) => taken.push(old.taken(row)),
                None => self.copy(&old, row),
            }
        }
        taken
    }

    /// Puts rows back at their places. O(cells).
    pub fn put_back(&mut self, taken: &[TakenRow]) {
        let old = std::mem::take(self);
        *self = List::new(old.headings.clone());
        let (mut next, mut row) = (taken.iter().peekable(), 0);
        while row < old.len() || next.peek().is_some() {
            match next.next_if(|next| next.row as usize == self.len() || row >= old.len()) {
                Some(taken) => self.put(taken),
                None => {
                    self.copy(&old, row);
                    row += 1;
                }
            }
        }
    }

    fn taken(&self, row: usize) -> TakenRow {
        let at = |column: usize| row * self.width() + column;
        let cell = |column: usize| (self.first(at(column)).into(), self.set.get(&at(column)).cloned());
        let cells = (0..self.width()).map(cell).collect();
        TakenRow { row: row as u32, line: self.line(row), part: self.part(row), cells }
    }

    /// Adds a row of another list with the same headings.
    fn copy(&mut self, old: &List, row: usize) {
        let width = self.width();
        let (from, to) = (row * width, self.len() * width);
        // What had room before has room again.
        let _ = self.push(old.line(row), (0..width).map(|column| old.first(from + column)));
        let set = old.set.range(from..from + width).map(|(at, text)| (at - from + to, text.clone()));
        self.set.extend(set);
        self.keep_part(old.part(row));
    }

    fn put(&mut self, taken: &TakenRow) {
        let to = self.len() * self.width();
        let _ = self.push(taken.line, taken.cells.iter().map(|(first, _)| &**first));
        let set = taken.cells.iter().enumerate().filter_map(|(column, (_, set))| Some((to + column, set.clone()?)));
        self.set.extend(set);
        self.keep_part(taken.part);
    }

    fn keep_part(&mut self, part: u16) {
        if part > 0 || !self.parts.is_empty() {
            self.set_last_part(part);
        }
    }

    /// Adds a row. Missing cells are empty; those beyond the headings are not taken: give each a heading first.
    ///
    /// # Errors
    /// The text would pass 4 GiB; nothing was added then.
    pub fn push<'c>(&mut self, line: u32, cells: impl IntoIterator<Item = &'c str>) -> Result<(), Full> {
        let (text_before, ends_before) = (self.text.len(), self.ends.len());
        let mut cells = cells.into_iter();
        for _ in 0..self.width() {
            self.text.push_str(cells.next().unwrap_or(""));
            let Ok(end) = u32::try_from(self.text.len()) else {
                self.text.truncate(text_before);
                self.ends.truncate(ends_before);
                return Err(Full);
            };
            self.ends.push(end);
        }
        self.lines.push(line);
        Ok(())
    }
}

/// Lists are the same where headings, cells and lines are.
impl PartialEq for List {
    fn eq(&self, other: &List) -> bool {
        self.headings == other.headings
            && self.lines == other.lines
            && (0..self.len()).all(|row| self.row(row).eq(other.row(row)))
    }
}

impl Eq for List {}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.headings.join("|"))?;
        (0..self.len()).try_for_each(|row| writeln!(f, "{}", self.row(row).collect::<Vec<_>>().join("|")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_and_missing_ones_are_empty() {
        let mut list = List::new(["名称", "乡镇"].map(str::to_owned).to_vec());
        assert_eq!(list.push(2, ["甲院", "寅阳镇", "beyond"]), Ok(()));
        assert_eq!(list.push(5, ["乙院"]), Ok(()));
        assert_eq!((list.len(), list.width(), list.line(1)), (2, 2, 5));
        assert_eq!(list.row(0).collect::<Vec<_>>(), ["甲院", "寅阳镇"]);
        assert_eq!(list.row(1).collect::<Vec<_>>(), ["乙院", ""]);
        assert_eq!((list.cell(0, 2), list.cell(2, 0), list.cell_of(0, None)), ("", "", ""));
        assert!(list.set(1, 1, "汇龙镇") && !list.set(2, 0, "x") && !list.set(0, 2, "x"));
        assert_eq!((list.cell(1, 1), list.changed_cells()), ("汇龙镇", 1));
        let whole = list.clone();
        let taken = list.take_out(&[1]);
        assert_eq!(format!("{list:?}"), "名称|乡镇\n甲院|寅阳镇\n");
        list.put_back(&taken);
        assert_eq!((&list, list.changed_cells(), list.line(1)), (&whole, 1, 5));
        let taken = list.take_out(&[0, 1]);
        assert!(list.is_empty());
        list.put_back(&taken);
        assert_eq!((&list, list.changed_cells()), (&whole, 1));
        let as_it_was = List { set: BTreeMap::new(), ..list.clone() };
        assert_ne!(list, as_it_was);
        assert!(list.set(1, 0, "丁院"));
        assert_eq!(list.add_column("经度"), 2);
        assert_eq!(format!("{list:?}"), "名称|乡镇|经度\n甲院|寅阳镇|\n丁院|汇龙镇|\n");
        let mut list = as_it_was.clone();
        assert!(list.set(1, 1, "") && list == as_it_was);
        assert_eq!(format!("{list:?}"), "名称|乡镇\n甲院|寅阳镇\n乙院|\n");
    }
}
