//! Workbooks as openpyxl and LibreOffice write them (`books/make.py`), archives, and files that are none.

use diming_protocol::workbook::{BookFault, BookLimit, MemberSize, may_be_book};
use diming_workbook::{Book, Limits};
use std::error::Error;
use std::io::{Cursor, Read, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

type Tested = Result<(), Box<dyn Error>>;

const XLSX: &[u8] = include_bytes!("books/care.xlsx");
const XLS: &[u8] = include_bytes!("books/care.xls");
const ODS: &[u8] = include_bytes!("books/care.ods");

fn open(bytes: &[u8]) -> Result<Book, BookFault> {
    assert!(may_be_book(bytes));
    Book::open(bytes.to_vec(), Limits::default())
}

fn refused(bytes: &[u8]) -> Option<BookFault> {
    Book::open(bytes.to_vec(), Limits::default()).err()
}

fn text(book: &mut Book, at: usize) -> Result<String, Box<dyn Error>> {
    let member = book.member(at).map_err(|fault| format!("{fault:?}"))?;
    Ok(String::from_utf8(member.bytes)?)
}

fn zip(files: &[(&str, &[u8])]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default())?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

const CARE: &str = "启东市养老机构情况表,,,,,,,,
填报单位：某科（样例）,,,,,,,,
序号,所属乡镇,机构名称,床位数（张）,,经度,纬度,联系电话,登记日期
同上,同上,同上,总数,护理,同上,同上,同上,同上
1,寅阳镇,甲养老院,80,40,121.7,31.9,0513-83312345,2023-05-01
2,同上,乙养老院,\"1,234\",12,121.71,31.91,13912345678,2024-01-01
3,同上,\"丙\"\"护理\"\"院\",约120,,121.72,31.92,\"0513-83312346,转8001\",2023年5月
4,吕四港镇,丁养老院,60,30,121.63,32.05,,45047
合计,,,1374,,,,,
\"注：截至2024年底。 数据为样例。\",,,,,,,,
";

#[test]
fn a_sheet_reads_alike_in_every_format() -> Tested {
    // What openpyxl writes has no values of formulas; LibreOffice has worked them out.
    let xlsx = CARE.replace("60,30,", "60,,");
    for (bytes, expected) in [(XLSX, xlsx), (XLS, CARE.to_owned()), (ODS, CARE.to_owned())] {
        let mut book = open(bytes).map_err(|fault| format!("{fault:?}"))?;
        let names: Vec<_> = book.members().into_iter().map(|m| (m.name, m.is_hidden, m.size.is_empty())).collect();
        let expected_names = [("养老机构", false, false), ("代码", true, false), ("空表", false, true)];
        assert_eq!(names, expected_names.map(|(name, is_hidden, is_empty)| (name.to_owned(), is_hidden, is_empty)));
        assert_eq!(book.members()[0].size, MemberSize::Sheet { rows: 10, columns: 9 });
        assert_eq!(text(&mut book, 0)?, expected);
        assert!(book.member(3).is_err());
    }
    Ok(())
}

#[test]
fn rounded_numbers_are_counted() -> Tested {
    let mut book = open(XLS).map_err(|fault| format!("{fault:?}"))?;
    let codes = book.member(1).map_err(|fault| format!("{fault:?}"))?;
    assert_eq!(codes.rounded, 1);
    let codes = String::from_utf8(codes.bytes)?;
    assert!(codes.starts_with("代码,含义\n3206811990010") && codes.ends_with("00,#N/A\nTRUE,08:30\n"), "{codes}");
    Ok(())
}

#[test]
fn lists_in_an_archive_are_its_members() -> Tested {
    let list = "名称,经度,纬度\n甲桥,121.7,31.9\n".as_bytes();
    let bytes = zip(&[
        ("数据/", b""),
        ("数据/桥.csv", list),
        ("__MACOSX/._桥.csv", b"x"),
        ("说明.docx", b"x"),
        ("a.GeoJSON", b"{}"),
    ])?;
    let mut book = open(&bytes).map_err(|fault| format!("{fault:?}"))?;
    let members: Vec<_> = book.members().into_iter().map(|member| (member.name, member.size)).collect();
    let size = |bytes| MemberSize::File { bytes };
    assert_eq!(members, [("数据/桥.csv".to_owned(), size(list.len() as u64)), ("a.GeoJSON".to_owned(), size(2))]);
    assert_eq!(text(&mut book, 0)?.as_bytes(), list);
    assert_eq!(text(&mut book, 1)?, "{}");
    let found = zip(&[("报告.docx", b"x"), ("图.png", b"x")])?;
    assert_eq!(refused(&found), Some(BookFault::NoMember { found: "报告.docx、图.png".into() }));
    let document = zip(&[("[Content_Types].xml", b"x"), ("word/document.xml", b"x")])?;
    assert_eq!(refused(&document), Some(BookFault::Document));
    Ok(())
}

#[test]
fn what_is_packed_is_counted_not_believed() -> Tested {
    let zeros = vec![b'0'; 3 << 20];
    let bytes = zip(&[("a.csv", &zeros)])?;
    assert!(bytes.len() < 20_000);
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let over = |what, limit| BookFault::Limit { what, limit };
    assert_eq!(Book::open(bytes.clone(), limits).err(), Some(over(BookLimit::Unpacked, 1 << 20)));
    // The archive says that it holds less.
    let mut lying = bytes.clone();
    let length = (3u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..lying.len() - 4).filter(|&at| lying[at..at + 4] == length).collect();
    assert_eq!(places.len(), 2);
    places.iter().for_each(|&at| lying[at..at + 4].copy_from_slice(&100u32.to_le_bytes()));
    assert_eq!(Book::open(lying, limits).err(), Some(BookFault::Broken));
    let limits = Limits { bytes: 100, ..Limits::default() };
    assert_eq!(Book::open(bytes, limits).err(), Some(over(BookLimit::Bytes, 100)));
    let limits = Limits { members: 1, ..Limits::default() };
    let two = zip(&[("a.csv", b"a"), ("b.csv", b"b")])?;
    assert_eq!(Book::open(two, limits).err(), Some(over(BookLimit::Members, 1)));
    let limits = Limits { cells: 20, ..Limits::default() };
    for bytes in [XLSX, XLS, ODS] {
        assert_eq!(Book::open(bytes.to_vec(), limits).err(), Some(over(BookLimit::Cells, 20)));
    }
    Ok(())
}

#[test]
fn a_damaged_sheet_is_told_and_the_others_are_read() -> Tested {
    let mut archive = zip::ZipArchive::new(Cursor::new(XLSX))?;
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at)?;
        let (name, mut bytes) = (file.name()?.into_owned(), Vec::new());
        file.read_to_end(&mut bytes)?;
        if name.ends_with("sheet2.xml") {
            bytes.truncate(bytes.len() / 2);
        }
        files.push((name, bytes));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let mut book = open(&zip(&files)?).map_err(|fault| format!("{fault:?}"))?;
    let sizes: Vec<_> = book.members().into_iter().map(|member| member.size).collect();
    let sheet = |rows, columns| MemberSize::Sheet { rows, columns };
    assert_eq!(sizes, [sheet(10, 9), MemberSize::Damaged, sheet(0, 0)]);
    assert!(text(&mut book, 0)?.contains("甲养老院"));
    assert_eq!(book.member(1).err(), Some(BookFault::Broken));
    Ok(())
}

#[test]
fn the_comma_is_told_from_what_stands_in_the_cells() -> Tested {
    let mut writer = Sheets::default();
    writer.row(&["名称", "地址", "备注"]);
    for at in 0..30 {
        writer.row(&[&format!("甲{at}"), "一路，二号；三|四", if at % 2 == 0 { "有" } else { "" }]);
    }
    let mut book = open(&writer.xlsx()?).map_err(|fault| format!("{fault:?}"))?;
    let text = text(&mut book, 0)?;
    let (written, skipped) = diming_engine::delimited::sniff(text.as_bytes());
    assert_eq!((written.separator, written.width, skipped), (&b","[..], 3, 0), "{text}");
    Ok(())
}

/// A workbook of one sheet with texts in its cells.
#[derive(Default)]
struct Sheets(String);

impl Sheets {
    fn row(&mut self, cells: &[&str]) {
        let row = self.0.matches("<row").count() + 1;
        self.0 += &format!("<row r=\"{row}\">");
        for (cell, column) in cells.iter().zip('A'..) {
            self.0 += &format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>");
        }
        self.0 += "</row>";
    }

    fn xlsx(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{}</sheetData></worksheet>", self.0);
        let book = format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{links}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
        );
        let rels = format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{links}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        );
        let root = format!(
            "<Relationships><Relationship Id=\"b\" Type=\"{links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let files = [
            ("_rels/.rels", &root),
            ("xl/workbook.xml", &book),
            ("xl/_rels/workbook.xml.rels", &rels),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        zip(&files.map(|(name, text)| (name, text.as_bytes())))
    }
}

#[test]
fn protected_and_damaged_files_are_refused() -> Tested {
    let mut protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&protected), Some(BookFault::Password));
    for bytes in [XLSX, ODS] {
        for length in (4..bytes.len()).step_by(97) {
            assert_eq!(refused(&bytes[..length]), Some(BookFault::Broken), "{length}");
        }
    }
    assert_eq!(refused(b"PK\x03\x04"), Some(BookFault::Broken));
    assert_eq!(refused(b"name,lon,lat"), Some(BookFault::Broken));
    assert!(!may_be_book(b"name") && !may_be_book(b"PK"));
    Ok(())
}
