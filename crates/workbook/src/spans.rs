//! Merged cells. Of OpenDocument the library tells nothing of them; of XLSX it reads each sheet a second time, where they
//! stand in one element behind the cells.
//!
//! Sources: OpenDocument 1.3, part 3, 9.1.4 `table:table-cell`, 19.678 `table:number-rows-spanned`; ECMA-376, part 1,
//! 18.2.20 `sheet`, 18.3.1.54 `mergeCell`, part 2, 6.5 relationships.

use crate::archive::Archive;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Cells below the first of merged ones: column, first and last row.
pub type Block = (u32, u32, u32);
/// Those of a sheet.
pub type Merged = Vec<Block>;

/// The merged cells of each sheet, in the order of the sheets; empty where the content cannot be read.
pub fn of_opendocument(archive: &mut Archive) -> Vec<Merged> {
    archive.named("content.xml").map_or(Vec::new(), |content| merged(&content))
}

/// The merged cells of each sheet of a workbook in XML, by the sheet's name.
pub fn of_spreadsheetml(archive: &mut Archive) -> BTreeMap<String, Merged> {
    let tags = |archive: &mut Archive, file: &str, name: &str| {
        archive.named(file).map_or(Vec::new(), |bytes| attributes_of(&bytes, name))
    };
    let of = |tag: &BTreeMap<String, String>, name: &str| tag.get(name).cloned().unwrap_or_default();
    let links = tags(archive, "xl/_rels/workbook.xml.rels", "Relationship");
    let targets: BTreeMap<String, String> = links.iter().map(|link| (of(link, "Id"), of(link, "Target"))).collect();
    let mut sheets = BTreeMap::new();
    for sheet in tags(archive, "xl/workbook.xml", "sheet") {
        let Some(target) = targets.get(&of(&sheet, "id")) else { continue };
        let file = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let Some(bytes) = archive.named(&file) else { continue };
        let blocks = attributes_of(behind_cells(&bytes), "mergeCell");
        let merged = blocks.iter().filter_map(|block| block_of(&of(block, "ref")));
        sheets.insert(of(&sheet, "name"), merged.collect());
    }
    sheets
}

/// What stands from the element of merged cells on.
fn behind_cells(sheet: &[u8]) -> &[u8] {
    const NAME: &[u8] = b"mergeCells";
    let is_name = |at: &usize| {
        let before = &sheet[at.saturating_sub(16)..*at];
        let open = before.iter().rposition(|&b| b == b'<');
        // Behind it a prefix at most; text holds no `<` of its own.
        open.is_some_and(|open| before[open + 1..].iter().all(|&b| b.is_ascii_alphanumeric() || b == b':'))
    };
    let mut places = memchr::memmem::find_iter(sheet, NAME);
    let start = places.find(is_name).and_then(|at| sheet[..at].iter().rposition(|&b| b == b'<'));
    start.map_or(&[], |start| &sheet[start..])
}

/// The attributes of all elements of a name, without prefixes.
fn attributes_of(bytes: &[u8], name: &str) -> Vec<BTreeMap<String, String>> {
    let (mut reader, mut buffer, mut found) = (Reader::from_reader(bytes), Vec::new(), Vec::new());
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                let pair = |attribute: quick_xml::events::attributes::Attribute| {
                    let value = quick_xml::escape::unescape(&attribute.value)
                        .map_or_else(|_| attribute.value.to_string(), |v| v.into_owned());
                    (attribute.key.local_name().as_ref().to_owned(), value)
                };
                found.push(tag.attributes().flatten().map(pair).collect());
            }
            _ => {}
        }
        buffer.clear();
    }
    found
}

/// The cells below the first of a block such as `B5:B7`; `None` where there are none.
fn block_of(reference: &str) -> Option<Block> {
    let (first, last) = reference.split_once(':')?;
    let ((column, top), (_, bottom)) = (cell_of(first)?, cell_of(last)?);
    (bottom > top).then_some((column, top + 1, bottom))
}

/// Column and row of a reference such as `B5`, from 0.
fn cell_of(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.replace('$', "");
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at(digits);
    let add = |column: Option<u32>, letter: char| {
        let value = u32::from(letter.to_ascii_uppercase()).checked_sub(64).filter(|value| (1..=26).contains(value))?;
        column?.checked_mul(26)?.checked_add(value)
    };
    let column = letters.chars().fold(Some(0), add)?.checked_sub(1)?;
    Some((column, row.parse::<u32>().ok()?.checked_sub(1)?))
}

fn merged(content: &[u8]) -> Vec<Merged> {
    let (mut reader, mut buffer) = (Reader::from_reader(content), Vec::new());
    let mut sheets: Vec<Merged> = Vec::new();
    let (mut row, mut rows, mut column) = (0u32, 1u32, 0u32);
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match &event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "table" => {
                    sheets.push(Vec::new());
                    row = 0;
                }
                "table-row" => {
                    (rows, column) = (number(tag, "number-rows-repeated"), 0);
                    if matches!(event, Event::Empty(_)) {
                        row = row.saturating_add(rows);
                    }
                }
                "table-cell" | "covered-table-cell" => {
                    let spanned = number(tag, "number-rows-spanned");
                    if spanned > 1 {
                        sheets
                            .last_mut()
                            .into_iter()
                            .for_each(|s| s.push((column, row + 1, row.saturating_add(spanned - 1))));
                    }
                    column = column.saturating_add(number(tag, "number-columns-repeated"));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "table-row" => row = row.saturating_add(rows),
            _ => {}
        }
        buffer.clear();
    }
    sheets
}

/// The value of an attribute; 1 where there is none.
fn number(tag: &BytesStart, name: &str) -> u32 {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name);
    found.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_read_from_behind_the_cells() {
        for (reference, expected) in [
            ("B5:B7", Some((1, 5, 6))),
            ("$AA$1:$AB$2", Some((26, 1, 1))),
            ("A1:I1", None),
            ("A1", None),
            ("1:2", None),
            ("A0:A9", None),
        ] {
            assert_eq!(block_of(reference), expected, "{reference}");
        }
        let sheet =
            b"<x:c><t>mergeCells &lt;mergeCells</t></x:c><x:mergeCells><x:mergeCell ref=\"A1:A2\"/></x:mergeCells><z/>";
        assert_eq!(attributes_of(behind_cells(sheet), "mergeCell").len(), 1);
        assert_eq!(behind_cells(b"<c>no mergeCells</c>"), b"");
    }

    #[test]
    fn spans_are_counted_over_repeated_rows_and_cells() {
        let content = br#"<office:spreadsheet><table:table table:name="a">
            <table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
            <table:table-row table:number-rows-repeated="2"/>
            <table:table-row><table:table-cell table:number-columns-repeated="4"/>
              <table:table-cell table:number-rows-spanned="3" table:number-columns-spanned="2"><text:p>x</text:p></table:table-cell>
              <table:covered-table-cell/></table:table-row>
            </table:table><table:table><table:table-row><table:table-cell table:number-rows-spanned="2"/></table:table-row></table:table>
            </office:spreadsheet>"#;
        assert_eq!(merged(content), [vec![(4, 6, 7)], vec![(0, 1, 1)]]);
        assert!(merged(b"<table:table>< broken").iter().all(Vec::is_empty));
    }
}
