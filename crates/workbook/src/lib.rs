//! Reads workbooks (XLSX, XLS, XLSB, ODS, and what WPS writes) and ZIP archives: their sheets as delimited text, the lists
//! in an archive as they are.
//!
//! What a file is follows from its bytes, never from its name. A sheet keeps its rows and columns where they stand: row 1
//! is line 1, column A the first cell. All limits are [`Limits`]. The library that reads the formats may end by a panic on
//! a damaged file: who calls it from a page runs it where that harms nothing else (`src/bin/workbook.rs`).

mod archive;
mod cell;
mod sheet;
mod spans;

use archive::{Archive, Kind};
use calamine::{Data, DataType, Dimensions, Ods, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx, XlsxError};
use diming_protocol::workbook::{BookFault, BookLimit, BookMember, COMPOUND};
use sheet::{Sheet, SheetMaker};
use spans::{Block, Merged};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Limits of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length of the file, bytes.
    pub bytes: u64,
    /// Length of what is packed in it, bytes.
    pub unpacked_bytes: u64,
    /// Cells that hold something, of all sheets.
    pub cells: u64,
    /// Lists in an archive.
    pub members: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 64 << 20, unpacked_bytes: 600 << 20, cells: 8_000_000, members: 200 }
    }
}

impl Limits {
    /// The fault of a file that is too long.
    pub fn file_fault(&self) -> BookFault {
        self.exceeded(BookLimit::Bytes)
    }

    fn exceeded(&self, what: BookLimit) -> BookFault {
        let limit = match what {
            BookLimit::Bytes => self.bytes,
            BookLimit::Unpacked => self.unpacked_bytes,
            BookLimit::Cells => self.cells,
            BookLimit::Members => self.members,
        };
        BookFault::Limit { what, limit }
    }
}

/// A file that was read.
#[derive(Debug)]
pub struct Book(Content);

#[derive(Debug)]
enum Content {
    Sheets(Vec<Sheet>),
    Files(Archive),
}

/// A member as a file that the engine reads.
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    /// Delimited text, or the file's own bytes.
    pub bytes: Vec<u8>,
    /// Numbers of more than 15 digits, which the spreadsheet has rounded.
    pub rounded: u32,
}

impl Book {
    /// Reads a file.
    ///
    /// # Errors
    /// It is no workbook and no archive, it is protected or damaged, or larger than the limits.
    pub fn open(bytes: Vec<u8>, limits: Limits) -> Result<Book, BookFault> {
        if bytes.len() as u64 > limits.bytes {
            return Err(limits.file_fault());
        }
        if bytes.starts_with(COMPOUND) {
            return open_compound(bytes, limits).map(|sheets| Book(Content::Sheets(sheets)));
        }
        let mut archive = Archive::open(bytes, limits)?;
        let kind = archive.kind();
        let sheets = match kind {
            Kind::Xlsx => {
                let merged = spans::of_spreadsheetml(&mut archive);
                open_xlsx(archive.into_bytes(), &merged, limits)?
            }
            Kind::Xlsb => open_plain::<Xlsb<_>>(archive.into_bytes(), &[], limits)?,
            Kind::Ods => {
                let merged = spans::of_opendocument(&mut archive);
                open_plain::<Ods<_>>(archive.into_bytes(), &merged, limits)?
            }
            Kind::Document => return Err(BookFault::Document),
            Kind::Files if archive.members().is_empty() => {
                return Err(BookFault::NoMember { found: archive.found() });
            }
            Kind::Files if archive.members().len() as u64 > limits.members => {
                return Err(limits.exceeded(BookLimit::Members));
            }
            Kind::Files => return Ok(Book(Content::Files(archive))),
        };
        Ok(Book(Content::Sheets(sheets)))
    }

    /// What is in it, in its order.
    pub fn members(&self) -> Vec<BookMember> {
        match &self.0 {
            Content::Sheets(sheets) => sheets.iter().map(Sheet::outline).collect(),
            Content::Files(archive) => archive.members(),
        }
    }

    /// A member as a file.
    ///
    /// # Errors
    /// There is none at this place, or it is damaged.
    pub fn member(&mut self, at: usize) -> Result<Member, BookFault> {
        match &mut self.0 {
            Content::Sheets(sheets) => {
                let sheet = sheets.get(at).filter(|sheet| !sheet.is_damaged()).ok_or(BookFault::Broken)?;
                Ok(Member { bytes: sheet.delimited().into_bytes(), rounded: sheet.rounded() })
            }
            Content::Files(archive) => Ok(Member { bytes: archive.file(at)?, rounded: 0 }),
        }
    }
}

type Bytes = Cursor<Vec<u8>>;

/// What is left of the limits while a workbook is read.
struct Left {
    limits: Limits,
    cells: u64,
    merged_rows: u64,
}

impl Left {
    fn new(limits: Limits) -> Left {
        Left { limits, cells: limits.cells, merged_rows: limits.cells }
    }

    fn add(&mut self, maker: &mut SheetMaker, row: u32, column: u32, value: &Data) -> Result<(), BookFault> {
        if value.is_empty() {
            return Ok(());
        }
        self.cells = self.cells.checked_sub(1).ok_or_else(|| self.limits.exceeded(BookLimit::Cells))?;
        maker.add(row, column, value);
        match maker.text_bytes() as u64 > self.limits.unpacked_bytes {
            true => Err(self.limits.exceeded(BookLimit::Unpacked)),
            false => Ok(()),
        }
    }

    /// A sheet that was read, or why it was not: what is good of a workbook is kept.
    fn sheet(&mut self, maker: SheetMaker, read: Result<(), BookFault>, merged: &[Block]) -> Result<Sheet, BookFault> {
        match read {
            Ok(()) => maker.finish(merged, &mut self.merged_rows).ok_or_else(|| self.limits.exceeded(BookLimit::Cells)),
            Err(BookFault::Broken) => Ok(maker.damaged()),
            Err(fault) => Err(fault),
        }
    }
}

fn open_xlsx(bytes: Vec<u8>, merged: &BTreeMap<String, Merged>, limits: Limits) -> Result<Vec<Sheet>, BookFault> {
    let mut book: Xlsx<Bytes> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault_of(&error))?;
    let (sheets, mut left) = (sheets_of(&book), Left::new(limits));
    let sheet = |(name, is_hidden): (String, bool)| {
        let mut maker = SheetMaker::new(name.clone(), is_hidden);
        let read = read_cells(&mut book, &name, &mut maker, &mut left);
        left.sheet(maker, read, merged.get(&name).map_or(&[], Vec::as_slice))
    };
    sheets.into_iter().map(sheet).collect()
}

/// Cell by cell: a sheet whose last cell stands far out takes no room for those between.
fn read_cells(book: &mut Xlsx<Bytes>, name: &str, maker: &mut SheetMaker, left: &mut Left) -> Result<(), BookFault> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(fault_of(&error)),
    };
    while let Some(cell) = cells.next_cell().map_err(|error| fault_of(&error))? {
        let (row, column) = cell.get_position();
        left.add(maker, row, column, &Data::from(cell.get_value().clone()))?;
    }
    Ok(())
}

fn open_compound(bytes: Vec<u8>, limits: Limits) -> Result<Vec<Sheet>, BookFault> {
    if archive::is_encrypted(&bytes) {
        return Err(BookFault::Password);
    }
    let mut book: Xls<Bytes> = Xls::new(Cursor::new(bytes)).map_err(|error| fault_of(&error))?;
    let (sheets, mut left) = (sheets_of(&book), Left::new(limits));
    let sheet = |(name, is_hidden): (String, bool)| {
        let mut maker = SheetMaker::new(name.clone(), is_hidden);
        let read = read_range(&mut book, &name, &mut maker, &mut left);
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        left.sheet(maker, read, &vertical(&merged))
    };
    sheets.into_iter().map(sheet).collect()
}

/// Formats of which the library gives no merged cells: `merged` are those of each sheet.
fn open_plain<Book: Reader<Bytes>>(bytes: Vec<u8>, merged: &[Merged], limits: Limits) -> Result<Vec<Sheet>, BookFault> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(|error| fault_of(&error))?;
    let (sheets, mut left) = (sheets_of(&book), Left::new(limits));
    let sheet = |(at, (name, is_hidden)): (usize, (String, bool))| {
        let mut maker = SheetMaker::new(name.clone(), is_hidden);
        let read = read_range(&mut book, &name, &mut maker, &mut left);
        left.sheet(maker, read, merged.get(at).map_or(&[], Vec::as_slice))
    };
    sheets.into_iter().enumerate().map(sheet).collect()
}

/// Names of the sheets, charts and macros left out, and whether they are hidden.
fn sheets_of<Book: Reader<Bytes>>(book: &Book) -> Vec<(String, bool)> {
    let tables = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

fn read_range<Book: Reader<Bytes>>(
    book: &mut Book,
    name: &str,
    maker: &mut SheetMaker,
    left: &mut Left,
) -> Result<(), BookFault> {
    let range = book.worksheet_range(name).map_err(|error| fault_of(&error))?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    range.used_cells().try_for_each(|(row, column, value)| {
        left.add(maker, first_row + row as u32, first_column + column as u32, value)
    })
}

/// The cells below the first of each block of merged ones: column, first and last row.
fn vertical(merged: &[Dimensions]) -> Merged {
    merged.iter().filter(|block| block.end.0 > block.start.0).map(|b| (b.start.1, b.start.0 + 1, b.end.0)).collect()
}

/// The library's errors name parts of formats: what a person can do is one of two things.
fn fault_of(error: &impl std::fmt::Debug) -> BookFault {
    if format!("{error:?}").contains("Password") { BookFault::Password } else { BookFault::Broken }
}
