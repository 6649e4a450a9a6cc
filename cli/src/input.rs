//! Lists that commands are given: delimited text, workbooks, GeoJSON, or the standard input (`-`).

use crate::Result;
use diming_engine::delimited::heading::Heading;
use diming_engine::ingest::Headings;
use diming_protocol::catalog::Catalog;
use diming_protocol::workbook::MemberSize;
use diming_tables::List;
use diming_tables::columns::Columns;
use diming_tables::read::{ReadFault, ReadList, read};
use diming_text::encoding::Encoding;
use diming_workbook::{Book, Limits};
use serde_json::Value;
use std::io::Read;

/// Lines of notes that are named.
const NOTES_MAX: usize = 20;
/// What stands for the standard input.
const STDIN: &str = "-";

/// A list with what its columns mean.
pub struct Input {
    /// The list.
    pub read: ReadList,
    /// Its columns.
    pub columns: Columns,
    /// What a person should know of how it was read, a sentence each.
    pub told: Vec<String>,
    /// Geometries of rows of GeoJSON that are no points, `null` for others; empty for other lists.
    pub shapes: Vec<Value>,
}

/// Reads a list; of a workbook the sheet of this name, else the only visible one. Only points of GeoJSON are looked at.
///
/// # Errors
/// It cannot be read, is no list, or has several sheets of which none is chosen.
pub fn list(path: &str, sheet: Option<&str>, catalog: &Catalog, layer: usize) -> Result<Input> {
    let mut input = list_with_shapes(path, sheet, catalog, layer)?;
    let shapes = input.shapes.iter().filter(|shape| !shape.is_null()).count();
    if shapes > 0 {
        input.told.push(format!("{path}: the places of {shapes} features that are no points are not looked at"));
    }
    Ok(input)
}

/// The same for whoever looks at the geometries of GeoJSON as well.
///
/// # Errors
/// As [`list`].
pub fn list_with_shapes(path: &str, sheet: Option<&str>, catalog: &Catalog, layer: usize) -> Result<Input> {
    let bytes = bytes_of(path)?;
    let mut told = Vec::new();
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf | 0x1e));
    if matches!(first, Some(b'{' | b'[')) {
        let (read, shapes) = features(path, &bytes, &mut told)?;
        let columns = Columns::of_names(catalog, layer, read.list.headings());
        return Ok(Input { read, columns, told, shapes });
    }
    let text = match is_book(&bytes) {
        true => sheet_of(path, bytes, sheet, &mut told)?,
        false => text_of(path, &bytes, &mut told),
    };
    let read = read(text.as_bytes(), &Headings::new(catalog, layer)).map_err(|fault| match fault {
        ReadFault::NoHeading(found) => format!("{path}: no heading means a field; the first line is “{found}”"),
    })?;
    if let Some(line) = read.stopped_at() {
        return Err(
            format!("{path}: reading stopped at line {line}: a row has too many cells, or there is no room").into()
        );
    }
    if !read.notes.is_empty() {
        let lines: Vec<String> = read.notes.iter().take(NOTES_MAX).map(|note| note.line.to_string()).collect();
        let more = if read.notes.len() > NOTES_MAX { " …" } else { "" };
        told.push(format!(
            "{path}: {} rows or cells were not read as they stand (titles, totals, remarks, “as above”), at line {}{more}",
            read.notes.len(),
            lines.join(", ")
        ));
    }
    let columns = Columns::of_heading(catalog, layer, &read.heading);
    Ok(Input { read, columns, told, shapes: Vec::new() })
}

/// The bytes of a file or of the standard input.
///
/// # Errors
/// It cannot be read.
pub fn bytes_of(path: &str) -> Result<Vec<u8>> {
    if path != STDIN {
        return std::fs::read(path).map_err(|error| format!("{path}: {error}").into());
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether bytes begin as a workbook or an archive.
fn is_book(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// A sheet as delimited text.
fn sheet_of(path: &str, bytes: Vec<u8>, sheet: Option<&str>, told: &mut Vec<String>) -> Result<String> {
    let fault = |fault| format!("{path}: the workbook cannot be read ({fault:?})");
    let mut book = Book::open(bytes, Limits::default()).map_err(fault)?;
    let members = book.members();
    let is_chosen = |at: &usize| match (sheet, members.get(*at)) {
        (Some(name), Some(member)) => member.name == name,
        (None, Some(member)) => !member.is_hidden && !matches!(member.size, MemberSize::Sheet { rows: 0, .. }),
        (_, None) => false,
    };
    let chosen: Vec<usize> = (0..members.len()).filter(is_chosen).collect();
    let [at] = chosen[..] else {
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        return Err(format!("{path}: choose a sheet with --sheet: {}", names.join(", ")).into());
    };
    let member = book.member(at).map_err(fault)?;
    if member.rounded > 0 {
        told.push(format!("{path}: the spreadsheet has rounded {} numbers of more than 15 digits", member.rounded));
    }
    Ok(text_of(path, &member.bytes, told))
}

/// The text of bytes, in the encoding that they have.
fn text_of(path: &str, bytes: &[u8], told: &mut Vec<String>) -> String {
    let encoding = Encoding::of(bytes);
    let decoder = match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Gb18030 => encoding_rs::GB18030,
    };
    let (text, has_faults) = decoder.decode_with_bom_removal(bytes);
    if encoding != Encoding::Utf8 {
        told.push(format!("{path}: read as {}", encoding.name()));
    }
    if has_faults {
        told.push(format!("{path}: some bytes are no text in {}; U+FFFD stands in their place", encoding.name()));
    }
    text.into_owned()
}

/// The features of GeoJSON as a list: id, properties, longitude and latitude of points; and the geometries that are none.
fn features(path: &str, bytes: &[u8], told: &mut Vec<String>) -> Result<(ReadList, Vec<Value>)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let whole: Value = serde_json::from_slice(bytes).map_err(|error| format!("{path}: {error}"))?;
    let features = whole["features"].as_array().ok_or_else(|| format!("{path}: it is no FeatureCollection"))?;
    let mut keys: Vec<&str> = Vec::new();
    for key in features.iter().filter_map(|feature| feature["properties"].as_object()).flat_map(|map| map.keys()) {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let has_id = features.iter().any(|feature| !feature["id"].is_null()) && !keys.contains(&"id");
    let own = keys.iter().map(|key| (*key).to_owned());
    let headings: Vec<String> = has_id.then(|| "id".to_owned()).into_iter().chain(own).collect();
    let headings = [headings, vec!["lon".to_owned(), "lat".to_owned()]].concat();
    let mut list = List::new(headings.clone());
    let (mut shapes, mut heights) = (Vec::new(), 0);
    for (feature, number) in features.iter().zip(1..) {
        let geometry = &feature["geometry"];
        let at = &geometry["coordinates"];
        let point = (geometry["type"] == "Point").then(|| [text_of_value(&at[0]), text_of_value(&at[1])]);
        heights += usize::from(point.is_some() && at.as_array().is_some_and(|at| at.len() > 2));
        shapes.push(if point.is_some() { Value::Null } else { geometry.clone() });
        let id = has_id.then(|| text_of_value(&feature["id"]));
        let values = keys.iter().map(|key| text_of_value(&feature["properties"][*key]));
        let cells: Vec<String> = id.into_iter().chain(values).chain(point.unwrap_or_default()).collect();
        list.push(number, cells.iter().map(String::as_str)).map_err(|_| format!("{path}: too long for a list"))?;
    }
    if heights > 0 {
        told.push(format!("{path}: the heights of {heights} points are not looked at"));
    }
    let heading = Heading { names: headings, ..Heading::default() };
    Ok((ReadList { list, heading, ..ReadList::default() }, shapes))
}

/// A value as a cell: lists with semicolons between, as the map saves them; a row of marks as signs.
fn text_of_value(value: &Value) -> String {
    let sign = |mark: &Value| mark.as_bool().map_or('?', |is_set| if is_set { '√' } else { '×' });
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(marks) if marks.iter().all(|mark| mark.is_boolean() || mark.is_null()) => {
            marks.iter().map(sign).collect()
        }
        Value::Array(values) => values.iter().map(text_of_value).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
