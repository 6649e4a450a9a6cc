//! A list as a workbook (XLSX): text stays text, numbers are numbers, the row of headings is frozen.

use crate::Result;
use diming_tables::List;
use diming_tables::columns::Columns;
use diming_tables::save::{Cell, cell_of};
use rust_xlsxwriter::{Format, Workbook};

/// Width of a column, in characters, between these.
const WIDTH_MIN: usize = 8;
const WIDTH_MAX: usize = 40;
/// Rows by which the width of a column is found.
const WIDTH_ROWS: usize = 200;

/// Columns of a list as a workbook of one sheet.
///
/// # Errors
/// The list is larger than a sheet can be (1 048 576 rows, 16 384 columns, 32 767 characters in a cell): nothing is cut off.
pub fn workbook(list: &List, columns: &Columns, chosen: &[usize]) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    for (at, &column) in (0..).zip(chosen) {
        let name = list.headings().get(column).map_or("", String::as_str);
        sheet.write_string_with_format(0, at, name, &heading)?;
        sheet.set_column_width(at, width(list, column) as f64)?;
    }
    for row in 0..list.len() {
        let line = u32::try_from(row + 1)?;
        for (at, &column) in (0..).zip(chosen) {
            let text = list.cell(row, column);
            let Some(of) = columns.list.get(column) else { continue };
            match cell_of(columns, of, text) {
                Cell::Empty => {}
                Cell::Number(digits) => drop(sheet.write_number(line, at, digits.parse::<f64>()?)?),
                Cell::Text(_) => drop(sheet.write_string(line, at, text)?),
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// The width of a column by its first cells: a Chinese character is two wide.
fn width(list: &List, column: usize) -> usize {
    let wide = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let cells = (0..list.len().min(WIDTH_ROWS)).map(|row| wide(list.cell(row, column)));
    let heading = list.headings().get(column).map_or(0, |name| wide(name));
    (cells.max().unwrap_or(0).max(heading) + 2).clamp(WIDTH_MIN, WIDTH_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{catalog_of, layer_of};
    use diming_workbook::{Book, Limits};

    #[test]
    fn what_is_written_is_read_back() -> Result<()> {
        let mut catalog = catalog_of(None)?;
        let layer = layer_of(&mut catalog, None)?;
        let headings = ["编号", "名称", "床位数", "备注"].map(str::to_owned);
        let mut list = List::new(headings.to_vec());
        let rows = [
            ["3206810000000000017", "甲院", "80", "=1+1"],
            ["007", "乙<院>&", "八十", "two\nlines \"x\""],
            ["", "丙院", "007", " '@"],
        ];
        for (line, row) in (2..).zip(rows) {
            list.push(line, row).map_err(|_| "full")?;
        }
        let columns = Columns::of_names(&catalog, layer, &headings);
        let bytes = workbook(&list, &columns, &[0, 1, 2, 3])?;
        let mut book = Book::open(bytes, Limits::default()).map_err(|fault| format!("{fault:?}"))?;
        let member = book.member(0).map_err(|fault| format!("{fault:?}"))?;
        assert_eq!(member.rounded, 0);
        let text = String::from_utf8(member.bytes)?;
        let expected = [
            "编号,名称,床位数,备注",
            "3206810000000000017,甲院,80,=1+1",
            "007,乙<院>&,八十,\"two lines \"\"x\"\"\"",
            ",丙院,007, '@",
        ];
        assert_eq!(text.trim_start_matches('\u{feff}').lines().collect::<Vec<_>>(), expected);
        Ok(())
    }
}
