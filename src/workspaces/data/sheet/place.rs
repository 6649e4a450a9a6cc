//! Where the cursor is, what is chosen, and where cells stand on the screen.

use diming_tables_protocol::Block;

/// The current cell, and the opposite corner of what is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Its line among the rows that are shown.
    pub line: u32,
    /// Its column.
    pub column: u32,
    /// The line of the corner.
    pub from_line: u32,
    /// The column of the corner.
    pub from_column: u32,
}

impl Cursor {
    /// One cell.
    pub fn at(line: u32, column: u32) -> Cursor {
        Cursor { line, column, from_line: line, from_column: column }
    }

    /// The same corner with another current cell, or that cell alone.
    pub fn moved(self, line: u32, column: u32, is_extending: bool) -> Cursor {
        match is_extending {
            true => Cursor { line, column, ..self },
            false => Cursor::at(line, column),
        }
    }

    /// The same, no further than the last line and column.
    pub fn within(self, (line, column): (u32, u32)) -> Cursor {
        let Cursor { line: at, column: at_column, from_line, from_column } = self;
        Cursor {
            line: at.min(line),
            column: at_column.min(column),
            from_line: from_line.min(line),
            from_column: from_column.min(column),
        }
    }

    /// What is chosen.
    pub fn block(self) -> Block {
        let (line, column) = (self.line.min(self.from_line), self.column.min(self.from_column));
        Block {
            line,
            lines: self.line.abs_diff(self.from_line) + 1,
            column,
            columns: self.column.abs_diff(self.from_column) + 1,
        }
    }

    /// More than one cell is chosen.
    pub fn is_many(self) -> bool {
        (self.line, self.column) != (self.from_line, self.from_column)
    }
}

/// Sizes on the screen and how far the table is scrolled, CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// Height of a row.
    pub row: f64,
    /// Width of a column.
    pub column: f64,
    /// Width of the column of line numbers.
    pub number: f64,
    /// Height of the headings.
    pub head: f64,
    /// Width and height of what is seen.
    pub view: (f64, f64),
    /// How far it is scrolled, to the right and down.
    pub scroll: (f64, f64),
}

impl Default for Measure {
    fn default() -> Measure {
        Measure { row: 32.0, column: 144.0, number: 56.0, head: 44.0, view: (900.0, 400.0), scroll: (0.0, 0.0) }
    }
}

/// Rows and columns kept beyond the edges.
const SPARE: f64 = 4.0;

impl Measure {
    /// Lines to be drawn of so many.
    pub fn lines(&self, count: u32) -> std::ops::Range<u32> {
        let first = ((self.scroll.1 / self.row).floor() - SPARE).max(0.0) as u32;
        let last = ((self.scroll.1 + self.view.1) / self.row).ceil() + SPARE;
        first.min(count)..(last as u32).min(count)
    }

    /// Columns to be drawn of so many.
    pub fn columns(&self, count: u32) -> std::ops::Range<u32> {
        let first = ((self.scroll.0 / self.column).floor() - 1.0).max(0.0) as u32;
        let last = ((self.scroll.0 + self.view.0) / self.column).ceil() + 1.0;
        first.min(count)..(last as u32).min(count)
    }

    /// Lines that are seen whole.
    pub fn page(&self) -> u32 {
        (((self.view.1 - self.head) / self.row) as u32).max(2) - 1
    }

    /// The left edge of a column.
    pub fn left(&self, column: u32) -> f64 {
        self.number + f64::from(column) * self.column
    }

    /// The upper edge of a line.
    pub fn top(&self, line: u32) -> f64 {
        self.head + f64::from(line) * self.row
    }

    /// The cell at a point of what is scrolled; the column is `None` on the line numbers.
    pub fn cell_at(&self, x: f64, y: f64) -> Option<(u32, Option<u32>)> {
        let line = ((y - self.head) / self.row).floor();
        // Line numbers stay at the left edge of what is seen.
        let column = ((x - self.number) / self.column).floor();
        let is_number = x - self.scroll.0 < self.number;
        (line >= 0.0).then_some((line as u32, (!is_number && column >= 0.0).then_some(column as u32)))
    }

    /// How far it must be scrolled for a cell to be seen.
    pub fn scroll_for(&self, line: u32, column: u32) -> (f64, f64) {
        let (top, left) = (f64::from(line) * self.row, f64::from(column) * self.column);
        let fit = |at: f64, size: f64, seen: f64, now: f64| match () {
            () if at < now => at,
            () if at + size > now + seen => at + size - seen,
            () => now,
        };
        let seen = (self.view.0 - self.number, self.view.1 - self.head);
        (fit(left, self.column, seen.0, self.scroll.0), fit(top, self.row, seen.1, self.scroll.1))
    }
}
