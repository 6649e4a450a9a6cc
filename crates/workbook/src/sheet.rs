//! A sheet: the cells that hold something, and the sheet as delimited text.

use crate::cell;
use crate::spans::Block;
use calamine::Data;
use diming_protocol::workbook::{BookMember, MemberSize};

/// What stands in the cells below the first of merged ones: the reader of tables takes it as "the same as above", and
/// notes that it did.
const AS_ABOVE: &str = "同上";

/// Most cells of a sheet whose rows are made equally wide.
const PADDED_CELLS_MAX: u64 = 50_000_000;

/// A cell that holds something.
#[derive(Clone, Copy, Debug)]
struct CellAt {
    row: u32,
    column: u32,
    /// Where its text begins and ends.
    start: u32,
    end: u32,
}

/// A sheet.
#[derive(Debug)]
pub struct Sheet {
    name: String,
    is_hidden: bool,
    is_damaged: bool,
    /// By row, then column.
    cells: Vec<CellAt>,
    texts: String,
    rows: u32,
    columns: u32,
    rounded: u32,
}

/// Makes a sheet of cells in whatever order.
#[derive(Debug)]
pub struct SheetMaker(Sheet);

impl SheetMaker {
    /// An empty sheet.
    pub fn new(name: String, is_hidden: bool) -> SheetMaker {
        let (cells, texts) = (Vec::new(), String::new());
        SheetMaker(Sheet { name, is_hidden, is_damaged: false, cells, texts, rows: 0, columns: 0, rounded: 0 })
    }

    /// Adds a cell; blanks alone are nothing.
    pub fn add(&mut self, row: u32, column: u32, value: &Data) {
        let sheet = &mut self.0;
        let start = sheet.texts.len();
        cell::write(value, &mut sheet.texts);
        if sheet.texts[start..].trim().is_empty() {
            return sheet.texts.truncate(start);
        }
        sheet.rounded += u32::from(cell::is_rounded(value));
        sheet.put(row, column, start);
    }

    /// Length of its texts, bytes.
    pub fn text_bytes(&self) -> usize {
        self.0.texts.len()
    }

    /// A sheet that could not be read to its end.
    pub fn damaged(self) -> Sheet {
        Sheet { is_damaged: true, ..self.0 }
    }

    /// The sheet. `merged`: cells below the first of merged ones (column, first and last row); `left` is how many rows of
    /// these may be looked at, and is lessened.
    ///
    /// Returns `None` if there are more.
    pub fn finish(self, merged: &[Block], left: &mut u64) -> Option<Sheet> {
        let mut sheet = self.0;
        sheet.cells.sort_by_key(CellAt::place);
        sheet.rows = sheet.cells.last().map_or(0, |cell| cell.row + 1);
        sheet.columns = sheet.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
        let own = sheet.cells.len();
        let start = sheet.texts.len();
        sheet.texts.push_str(AS_ABOVE);
        for &(column, first, last) in merged {
            // Of merged cells that hold nothing there is nothing to repeat, and a row that holds nothing else is no row.
            if !sheet.cells[..own].has_cell(first.saturating_sub(1), column) {
                continue;
            }
            for row in first..=last.min(sheet.rows.saturating_sub(1)) {
                *left = left.checked_sub(1)?;
                if sheet.cells[..own].has_row(row) && !sheet.cells[..own].has_cell(row, column) {
                    sheet.put(row, column, start);
                }
            }
        }
        sheet.cells.sort_by_key(CellAt::place);
        Some(sheet)
    }
}

impl CellAt {
    fn place(&self) -> (u32, u32) {
        (self.row, self.column)
    }
}

/// Questions to cells in order.
trait InOrder {
    fn has_cell(&self, row: u32, column: u32) -> bool;
    fn has_row(&self, row: u32) -> bool;
}

impl InOrder for [CellAt] {
    fn has_cell(&self, row: u32, column: u32) -> bool {
        self.binary_search_by_key(&(row, column), CellAt::place).is_ok()
    }

    fn has_row(&self, row: u32) -> bool {
        self.get(self.partition_point(|cell| cell.row < row)).is_some_and(|cell| cell.row == row)
    }
}

impl Sheet {
    /// Name and size.
    pub fn outline(&self) -> BookMember {
        BookMember { name: self.name.clone(), size: self.size(), is_hidden: self.is_hidden }
    }

    fn size(&self) -> MemberSize {
        match self.is_damaged {
            true => MemberSize::Damaged,
            false => MemberSize::Sheet { rows: self.rows, columns: self.columns },
        }
    }

    /// It could not be read to its end.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// Numbers that the spreadsheet has rounded.
    pub fn rounded(&self) -> u32 {
        self.rounded
    }

    /// The sheet as delimited text (RFC 4180, UTF-8): row 1 is line 1. A line break inside a cell becomes a blank, so that
    /// notes name the row that the spreadsheet shows.
    ///
    /// Every row that holds something has as many cells as the widest, at least two: whatever else stands in the texts, the
    /// comma is what all lines have equally often.
    pub fn delimited(&self) -> String {
        let mut text = String::with_capacity(self.texts.len() + self.cells.len() + self.rows as usize);
        let width =
            if u64::from(self.rows) * u64::from(self.columns) > PADDED_CELLS_MAX { 0 } else { self.columns.max(2) };
        let pad = |text: &mut String, column: u32| text.extend((column + 1..width).map(|_| ','));
        let (mut row, mut column, mut is_begun) = (0, 0, false);
        for cell in &self.cells {
            if row < cell.row {
                if is_begun {
                    pad(&mut text, column);
                }
                text.extend((row..cell.row).map(|_| '\n'));
                (row, column) = (cell.row, 0);
            }
            text.extend((column..cell.column).map(|_| ','));
            (column, is_begun) = (cell.column, true);
            quote(&self.texts[cell.start as usize..cell.end as usize], &mut text);
        }
        if is_begun {
            pad(&mut text, column);
            text.push('\n');
        }
        text
    }

    fn put(&mut self, row: u32, column: u32, start: usize) {
        let (start, end) = (start as u32, self.texts.len() as u32);
        self.cells.push(CellAt { row, column, start, end });
    }
}

/// A cell in quotes where it needs them.
fn quote(cell: &str, out: &mut String) {
    if !cell.contains([',', '"', '\n', '\r', '\t', ';']) {
        return out.push_str(cell);
    }
    out.push('"');
    for sign in cell.chars() {
        match sign {
            '"' => out.push_str("\"\""),
            '\n' => out.push(' '),
            '\r' => {}
            sign => out.push(sign),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]], merged: &[(u32, u32, u32)]) -> Sheet {
        let mut maker = SheetMaker::new("表".into(), false);
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                maker.add(row as u32, column as u32, &Data::String((*cell).to_owned()));
            }
        }
        maker.finish(merged, &mut 100).unwrap()
    }

    #[test]
    fn rows_and_columns_stay_where_they_stand() {
        let text = sheet(&[&[], &["", "名称", "", "地址"], &[], &["", "甲,院", "", "1 \"号\"\n楼"]], &[]).delimited();
        assert_eq!(text, "\n,名称,,地址\n\n,\"甲,院\",,\"1 \"\"号\"\" 楼\"\n");
        assert_eq!(sheet(&[&["", " "], &["\u{3000}"]], &[]).delimited(), "");
    }

    #[test]
    fn merged_cells_say_that_they_are_as_above() {
        let rows: &[&[&str]] = &[&["镇", "名"], &["甲镇", "一"], &["", "二"], &["", "三"], &["", ""], &["乙镇", "四"]];
        let text = sheet(rows, &[(0, 2, 4), (1, 2, 2)]).delimited();
        assert_eq!(text, "镇,名\n甲镇,一\n同上,二\n同上,三\n\n乙镇,四\n");
        // Merged cells that hold nothing.
        assert_eq!(sheet(&[&["", "一"], &["", "二"]], &[(0, 1, 1)]).delimited(), ",一\n,二\n");
        let tall = SheetMaker::new("表".into(), false);
        assert!(tall.finish(&[], &mut 0).is_some());
    }

    #[test]
    fn rows_are_equally_wide() {
        let rows: &[&[&str]] = &[&["表"], &["名称", "地址", "备注"], &["甲", "一，二"], &[], &["乙", "三，四", "无"]];
        assert_eq!(sheet(rows, &[]).delimited(), "表,,\n名称,地址,备注\n甲,一，二,\n\n乙,三，四,无\n");
        assert_eq!(sheet(&[&["甲，乙"], &["丙，丁"]], &[]).delimited(), "甲，乙,\n丙，丁,\n");
    }

    #[test]
    fn merged_rows_are_limited() {
        let mut maker = SheetMaker::new("表".into(), false);
        for row in 0..9 {
            maker.add(row, 1, &Data::Int(1));
        }
        maker.add(0, 0, &Data::Int(1));
        assert!(maker.finish(&[(0, 1, 8)], &mut 7).is_none());
    }

    #[test]
    fn size_is_up_to_the_last_cell_that_holds_something() {
        assert_eq!(sheet(&[&["a", "", " "], &[""]], &[]).outline().size, MemberSize::Sheet { rows: 1, columns: 1 });
        assert!(sheet(&[], &[]).outline().size.is_empty());
    }
}
