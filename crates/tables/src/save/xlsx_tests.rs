//! Workbooks that were written, read back as the page reads them.

use super::xlsx_parts::escaped;
use super::*;
use crate::check::testing::catalog;
use crate::columns::Columns;
use crate::list::List;
use crate::testing::{any_list, list};
use diming_workbook::{Book, Limits};
use proptest::prelude::*;

/// Columns of a list of the layer of care homes.
fn columns_of(list: &List) -> Columns {
    let catalog = catalog();
    let layer = catalog.layers.iter().position(|layer| layer.id == "care-homes").unwrap();
    Columns::of_names(catalog, layer, list.headings())
}

fn written(list: &List, fill: impl Fn(usize, usize) -> Fill) -> (Vec<u8>, Vec<(usize, String)>) {
    let mut writer = XlsxWriter::new(&["清单"]).unwrap();
    let chosen: Vec<usize> = (0..list.width()).collect();
    writer.list((list, &columns_of(list)), &chosen, fill).unwrap();
    let cut = writer.cut().to_vec();
    (writer.finish().unwrap(), cut)
}

/// A sheet as the page reads it, as delimited text, and how many numbers were rounded.
fn read_back(bytes: Vec<u8>, sheet: usize) -> (String, u32) {
    let mut book = Book::open(bytes, Limits::default()).unwrap();
    let member = book.member(sheet).unwrap();
    (String::from_utf8(member.bytes).unwrap().trim_start_matches('\u{feff}').to_owned(), member.rounded)
}

/// The cells of a line of delimited text.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.next_if_eq(&'"').is_some() => cells.last_mut().unwrap().push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            sign => cells.last_mut().unwrap().push(sign),
        }
    }
    cells
}

/// Whether a cell was read back: a line break in it is read as a blank, zeros at the end of a number are none of it.
fn is_same(read: &str, cell: &str) -> bool {
    let is_number = is_clean_number(cell) && read.parse::<f64>() == cell.parse();
    is_number || read == cell.replace('\n', " ") || (read.is_empty() && cell.trim().is_empty())
}

/// A part of the file as text.
fn part(bytes: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(path).unwrap()).unwrap()
}

#[test]
fn what_is_written_is_read_back() {
    let mut list = List::new(["编号", "名称", "床位数", "备注"].map(str::to_owned).to_vec());
    let rows = [
        ["3206810000000000017", "甲院", "80", "=1+1"],
        ["007", "乙<院>&", "八十", "two\nlines \"x\""],
        ["", "丙院", "007", " '@ _x0041_"],
        ["", "\u{20bb7}院", "-3.5", "a\u{1}\u{ffff}b"],
    ];
    for (line, row) in (2..).zip(rows) {
        list.push(line, row).unwrap();
    }
    let (bytes, cut) = written(&list, |_, _| Fill::None);
    assert_eq!((bytes == written(&list, |_, _| Fill::None).0, cut), (true, Vec::new()));
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"C2\"><v>80</v></c>"), "{sheet}");
    let (text, rounded) = read_back(bytes, 0);
    let expected = [
        "编号,名称,床位数,备注",
        "3206810000000000017,甲院,80,=1+1",
        "007,乙<院>&,八十,\"two lines \"\"x\"\"\"",
        ",丙院,007, '@ _x0041_",
        ",\u{20bb7}院,-3.5,ab",
    ];
    assert_eq!((text.lines().collect::<Vec<_>>(), rounded), (expected.to_vec(), 0));
}

#[test]
fn cells_are_filled_and_the_headings_are_bold_and_frozen() {
    let list = list("名称|床位数\n甲院|80\n乙院|\n");
    let fill = |row: usize, column: usize| match (row, column) {
        (0, 1) => Fill::Warn,
        (1, 0) => Fill::Advice,
        (1, 1) => Fill::Error,
        _ => Fill::None,
    };
    let (bytes, _) = written(&list, fill);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for there in [
        "<c r=\"A1\" s=\"4\" t=\"inlineStr\">",
        "<c r=\"A2\" t=\"inlineStr\">",
        "<c r=\"B2\" s=\"2\"><v>80</v></c>",
        "<c r=\"A3\" s=\"3\" t=\"inlineStr\">",
        "<c r=\"B3\" s=\"1\"/>",
        "state=\"frozen\"",
        "<col min=\"1\" max=\"1\" width=\"8\" customWidth=\"1\"/>",
    ] {
        assert!(sheet.contains(there), "{there}: {sheet}");
    }
    assert_eq!(part(&bytes, "xl/styles.xml").matches("<xf ").count(), 6);
}

#[test]
fn a_text_that_is_too_long_is_cut_and_that_is_told() {
    let long = "\u{20bb7}".repeat(16_384);
    let fits = "长".repeat(32_767);
    let list = list(&format!("名称|备注\n甲院|{long}\n乙院|{fits}\n"));
    let (bytes, cut) = written(&list, |_, _| Fill::None);
    assert_eq!(cut, [(0, "B2".to_owned())]);
    let text = read_back(bytes, 0).0;
    assert_eq!(text.lines().nth(1).unwrap().chars().count(), "甲院,".chars().count() + 16_383);
    assert!(text.contains(&fits));
}

#[test]
fn two_sheets_are_written_one_after_the_other() {
    let mut writer = XlsxWriter::new(&["甲", "乙 & 丙"]).unwrap();
    for sheet in ["一", "二"] {
        writer.begin_sheet([(sheet, 8), ("x", 8)].into_iter()).unwrap();
        writer.row([(Cell::Number("1.5"), Fill::None), (Cell::Text("a".into()), Fill::Error)].into_iter()).unwrap();
    }
    let bytes = writer.finish().unwrap();
    let names: Vec<String> =
        Book::open(bytes.clone(), Limits::default()).unwrap().members().into_iter().map(|member| member.name).collect();
    assert_eq!(names, ["甲", "乙 & 丙"]);
    assert_eq!(read_back(bytes, 1).0, "二,x\n1.5,a\n");
}

#[test]
fn a_sheet_has_as_many_columns_as_a_spreadsheet() {
    let mut writer = XlsxWriter::new(&["甲"]).unwrap();
    assert!(writer.begin_sheet(std::iter::repeat_n(("x", 8), 16_384)).is_ok());
    assert!(matches!(writer.row(std::iter::repeat_n((Cell::Empty, Fill::None), 16_385)), Err(XlsxFault::Columns)));
}

proptest! {
    #[test]
    fn every_text_is_well_formed(text in any::<String>()) {
        let mut list = List::new(vec!["名称".to_owned(), "备注".to_owned()]);
        list.push(2, [text.as_str(), "x"]).unwrap();
        let (bytes, _) = written(&list, |_, _| Fill::None);
        let read = read_back(bytes, 0).0;
        prop_assert!(read.ends_with(",x\n"), "{}", read);
let forbidden = ['<', '>', '\u{0}', '\u{1f}', '\u{ffff}'];
        prop_assert!(!escaped(&text).contains(forbidden), "{}", text);
    }

    #[test]
    fn a_list_that_was_saved_as_a_workbook_has_every_cell(list in any_list()) {
        let (bytes, _) = written(&list, |row, column| [Fill::None, Fill::Warn][(row + column) % 2]);
        let (text, rounded) = read_back(bytes, 0);
        prop_assert_eq!(rounded, 0);
        let lines: Vec<&str> = text.lines().collect();
        let rows = (0..list.len()).map(|row| list.row(row).map(str::to_owned).collect());
        for (at, row) in std::iter::once(list.headings().to_vec()).chain(rows).enumerate() {
            let mut read = cells(lines.get(at).unwrap_or(&""));
            read.resize(list.width(), String::new());
            for (read, cell) in read.iter().zip(&row) {
                prop_assert!(is_same(read, cell), "{:?} {:?}", read, cell);
            }
        }
    }
}
