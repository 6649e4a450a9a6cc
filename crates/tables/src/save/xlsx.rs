//! Workbooks (XLSX), written row by row: text stays text, numbers are numbers, the row of headings is bold and frozen.
//!
//! The same content gives the same bytes: there is no clock in it. What XML cannot hold is left out, and a text that is too
//! long for a cell is cut, and where is told.

use super::cells::{Cell, cell_of};
use super::xlsx_parts::{ROOT, SHEET_BEGIN, SHEET_END, STYLES, content_types, escaped, workbook};
use crate::check::column_letters;
use crate::columns::Columns;
use crate::list::List;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Rows of a sheet, the headings among them.
const ROWS_MAX: u32 = 1_048_576;
/// Columns of a sheet.
const COLUMNS_MAX: usize = 16_384;
/// Longest text of a cell, in units of UTF-16.
const TEXT_MAX: usize = 32_767;
/// Width of a column, in characters, between these.
const WIDTH_MIN: usize = 8;
const WIDTH_MAX: usize = 40;
/// Rows by which the width of a column is found.
const WIDTH_ROWS: usize = 200;
/// The style of headings; those of cells are the numbers of [`Fill`].
const HEADING: u32 = 4;

/// How a cell is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// Not at all.
    #[default]
    None,
    /// Red: an error.
    Error,
    /// Amber: a doubt.
    Warn,
    /// Blue: advice.
    Advice,
}

/// Why a workbook was not written.
#[derive(Debug, thiserror::Error)]
pub enum XlsxFault {
    /// There are more rows than a sheet has.
    #[error("a sheet has 1 048 576 rows at most")]
    Rows,
    /// There are more columns than a sheet has.
    #[error("a sheet has 16 384 columns at most")]
    Columns,
    /// The archive cannot be written.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// The archive cannot be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Writes a workbook: [`Self::begin_sheet`] and [`Self::row`] for each sheet, then [`Self::finish`].
pub struct XlsxWriter {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    /// Sheets that were begun.
    sheets: usize,
    /// Rows of the sheet.
    rows: u32,
    /// Cells whose text was cut: the sheet, from 0, and the cell in A1 form.
    cut: Vec<(usize, String)>,
    xml: String,
}

impl XlsxWriter {
    /// Begins a workbook with sheets of these names, in this order.
    ///
    /// # Errors
    /// The archive cannot be written.
    pub fn new(names: &[&str]) -> Result<XlsxWriter, XlsxFault> {
        let archive = ZipWriter::new(Cursor::new(Vec::new()));
        let mut writer = XlsxWriter { archive, sheets: 0, rows: 0, cut: Vec::new(), xml: String::new() };
        let (book, relations) = workbook(names);
        writer.part("[Content_Types].xml", &content_types(names.len()))?;
        writer.part("_rels/.rels", ROOT)?;
        writer.part("xl/workbook.xml", &book)?;
        writer.part("xl/_rels/workbook.xml.rels", &relations)?;
        writer.part("xl/styles.xml", STYLES)?;
        Ok(writer)
    }

    /// Begins the next sheet: headings and widths of its columns.
    ///
    /// # Errors
    /// There are too many columns, or the archive cannot be written.
    pub fn begin_sheet<'t>(&mut self, columns: impl Iterator<Item = (&'t str, usize)>) -> Result<(), XlsxFault> {
        self.end_sheet()?;
        (self.sheets, self.rows) = (self.sheets + 1, 0);
        let columns: Vec<(&str, usize)> = columns.collect();
        let mut begin = SHEET_BEGIN.to_owned();
        let width = |(at, (_, width)): (usize, &(&str, usize))| {
            format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")
        };
        let widths: String = (1..).zip(&columns).map(width).collect();
        if !widths.is_empty() {
            begin += &format!("<cols>{widths}</cols>");
        }
        begin += "<sheetData>";
        self.part(&format!("xl/worksheets/sheet{}.xml", self.sheets), &begin)?;
        self.styled_row(columns.into_iter().map(|(heading, _)| (Cell::Text(heading.into()), HEADING)))
    }

    /// Adds a row of cells.
    ///
    /// # Errors
    /// There are too many rows or columns, or the archive cannot be written.
    pub fn row<'t>(&mut self, cells: impl Iterator<Item = (Cell<'t>, Fill)>) -> Result<(), XlsxFault> {
        self.styled_row(cells.map(|(cell, fill)| (cell, fill as u32)))
    }

    /// Writes columns of a list as the next sheet. `fill`: how the cell of a row and a column of the list is filled.
    ///
    /// # Errors
    /// The list is larger than a sheet, or the archive cannot be written.
    pub fn list(
        &mut self,
        (list, columns): (&List, &Columns),
        chosen: &[usize],
        fill: impl Fn(usize, usize) -> Fill,
    ) -> Result<(), XlsxFault> {
        let heading = |column: usize| list.headings().get(column).map_or("", String::as_str);
        self.begin_sheet(chosen.iter().map(|&column| (heading(column), width_of(list, column))))?;
        for row in 0..list.len() {
            let cell = |&column: &usize| {
                let text = list.cell(row, column);
                let cell = match columns.list.get(column).map(|of| cell_of(columns, of, text)) {
                    // The labels of a list stay as they are.
                    Some(Cell::Text(_)) | None => Cell::Text(text.into()),
                    Some(cell) => cell,
                };
                (cell, fill(row, column))
            };
            self.row(chosen.iter().map(cell))?;
        }
        Ok(())
    }

    /// Cells whose text was cut, so far: the sheet, from 0, and the cell in A1 form.
    pub fn cut(&self) -> &[(usize, String)] {
        &self.cut
    }

    /// The file.
    ///
    /// # Errors
    /// The archive cannot be written.
    pub fn finish(mut self) -> Result<Vec<u8>, XlsxFault> {
        self.end_sheet()?;
        Ok(self.archive.finish()?.into_inner())
    }

    fn styled_row<'t>(&mut self, cells: impl Iterator<Item = (Cell<'t>, u32)>) -> Result<(), XlsxFault> {
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return Err(XlsxFault::Rows);
        }
        self.xml.clear();
        self.xml.push_str(&format!("<row r=\"{}\">", self.rows));
        for (at, (cell, style)) in cells.enumerate() {
            if at >= COLUMNS_MAX {
                return Err(XlsxFault::Columns);
            }
            self.cell(at, &cell, style);
        }
        self.xml.push_str("</row>");
        Ok(self.archive.write_all(self.xml.as_bytes())?)
    }

    fn cell(&mut self, column: usize, cell: &Cell, style: u32) {
        if *cell == Cell::Empty && style == Fill::None as u32 {
            return;
        }
        let at = format!("{}{}", column_letters(column as u32), self.rows);
        let style = if style == 0 { String::new() } else { format!(" s=\"{style}\"") };
        self.xml += &match cell {
            Cell::Empty => format!("<c r=\"{at}\"{style}/>"),
            Cell::Number(digits) => format!("<c r=\"{at}\"{style}><v>{digits}</v></c>"),
            Cell::Text(text) => {
                let (text, is_cut) = shortened(text);
                let text = escaped(text);
                let written =
                    format!("<c r=\"{at}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>");
                self.cut.extend(is_cut.then(|| (self.sheets.saturating_sub(1), at)));
                written
            }
        };
    }

    fn end_sheet(&mut self) -> Result<(), XlsxFault> {
        if self.sheets > 0 {
            self.archive.write_all(SHEET_END.as_bytes())?;
        }
        Ok(())
    }

    /// Begins a part of the file with a text.
    fn part(&mut self, path: &str, text: &str) -> Result<(), XlsxFault> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(0o644)
            .last_modified_time(DateTime::default());
        self.archive.start_file(path, options)?;
        Ok(self.archive.write_all(text.as_bytes())?)
    }
}

/// A text as far as a cell holds it, and whether it was cut.
fn shortened(text: &str) -> (&str, bool) {
    if text.len() <= TEXT_MAX {
        return (text, false);
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, sign)| {
        units += sign.len_utf16();
        units > TEXT_MAX
    });
    end.map_or((text, false), |(end, _)| (text.get(..end).unwrap_or(""), true))
}

/// The width of a column by its first cells.
fn width_of(list: &List, column: usize) -> usize {
    let cells = (0..list.len().min(WIDTH_ROWS)).map(|row| list.cell(row, column));
    width(cells.chain(list.headings().get(column).map(String::as_str)))
}

/// The width of a column that holds these texts: a Chinese character is two wide.
pub fn width<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    let wide = |text: &str| text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum::<usize>();
    (texts.map(wide).max().unwrap_or(0) + 2).clamp(WIDTH_MIN, WIDTH_MAX)
}
