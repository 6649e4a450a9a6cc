//! Applications and names from what was pasted or dropped: CSV (comma, semicolon or tab), JSON lines, or a column of names.

use crate::door::Problem;
use crate::door::review::Fields;
use crate::json::read::from_bytes;
use csv_core::{ReadRecordResult, ReaderBuilder};
use litemap::LiteMap;
use serde::de::{Deserialize, Deserializer, Visitor};
use std::fmt;

/// Most rows that are read.
pub const ROWS_MAX: usize = 20_000;
/// Longest text, bytes.
const TEXT_BYTES_MAX: usize = 16 << 20;
/// Most cells of a row; a text with more is no table, and what follows is not read.
const CELLS_MAX: usize = 4_096;
/// Characters of a left-out line that are told.
const TOLD_CHARS: usize = 40;

/// What a text holds.
#[derive(Debug, Default, PartialEq)]
pub struct Pasted {
    /// Records in order.
    pub rows: Vec<Fields>,
    /// Lines that were left out, from 1, with their first words.
    pub left_out: Vec<(u32, String)>,
}

/// Reads a text. `field_of` gives the field that a heading means.
///
/// # Errors
/// [`Problem::Limit`] over 20 000 rows or 16 MiB.
pub fn parse_pasted(text: &str, field_of: impl Fn(&str) -> Option<String>) -> Result<Pasted, Problem> {
    if text.len() > TEXT_BYTES_MAX {
        let (limit, found) = (TEXT_BYTES_MAX as u64, Some(text.len() as u64));
        return Err(Problem::Limit { what: "bytes".to_owned(), limit, found });
    }
    let text = text.trim_start_matches('\u{feff}');
    let pasted = if text.trim_start().starts_with('{') { json_lines(text) } else { table(text, field_of) };
    if pasted.rows.len() > ROWS_MAX {
        let (limit, found) = (ROWS_MAX as u64, Some(pasted.rows.len() as u64));
        return Err(Problem::Limit { what: "features".to_owned(), limit, found });
    }
    Ok(pasted)
}

fn told(line: &str) -> String {
    line.chars().take(TOLD_CHARS).collect()
}

fn json_lines(text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        match from_bytes::<LiteMap<String, Cell>>(line.as_bytes()) {
            Ok(cells) => pasted.rows.push(cells.into_iter().map(|(name, cell)| (name, cell.0)).collect()),
            Err(_) => pasted.left_out.push((number, told(line))),
        }
    }
    pasted
}

/// A value of a JSON line as a text.
struct Cell(String);

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl Visitor<'_> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text, a number, true, false or null")
    }
    fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell(text.to_owned()))
    }
    fn visit_bool<E>(self, yes: bool) -> Result<Cell, E> {
        Ok(Cell(yes.to_string()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Cell, E> {
        Ok(Cell(number.to_string()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Cell, E> {
        Ok(Cell(number.to_string()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Cell, E> {
        Ok(Cell(number.to_string()))
    }
    fn visit_unit<E>(self) -> Result<Cell, E> {
        Ok(Cell(String::new()))
    }
}

/// A table with a heading where its first row holds one that means the name; else each first cell is a name.
fn table(text: &str, field_of: impl Fn(&str) -> Option<String>) -> Pasted {
    let mut pasted = Pasted::default();
    let mut rows = records(text).into_iter().peekable();
    let heading =
        rows.peek().map_or_else(Vec::new, |(_, cells)| cells.iter().map(|cell| field_of(cell.trim())).collect());
    let has_heading = heading.iter().any(|field| field.as_deref() == Some("name"));
    if has_heading {
        rows.next();
    }
    for (line, cells) in rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())) {
        let fields: Fields = if has_heading {
            let named = heading.iter().zip(cells.iter().map(|cell| cell.trim().to_owned()));
            named
                .filter_map(|(field, cell)| Some((field.clone()?, cell)))
                .filter(|(_, cell)| !cell.is_empty())
                .collect()
        } else {
            let name = cells.first().map(|cell| cell.trim().to_owned()).unwrap_or_default();
            Fields::from_iter([("name".to_owned(), name)])
        };
        match fields.get("name").is_some_and(|name| !name.is_empty()) {
            true => pasted.rows.push(fields),
            false => pasted.left_out.push((line, told(&cells.join(",")))),
        }
    }
    pasted
}

/// Records of a CSV text, each with the line it begins on, from 1.
fn records(text: &str) -> Vec<(u32, Vec<String>)> {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let delimiter = [',', '\t', ';'].into_iter().max_by_key(|&mark| (count(mark), mark == ',')).unwrap_or(',');
    let mut reader = ReaderBuilder::new().delimiter(delimiter as u8).build();
    let (mut output, mut ends) = (vec![0; text.len() + 1], [0; CELLS_MAX]);
    let (mut records, mut input) = (Vec::new(), text.as_bytes());
    let (mut written, mut cells, mut line) = (0, 0, 1);
    while records.len() <= ROWS_MAX + 1 {
        let (result, read, wrote, ended) = reader.read_record(input, &mut output[written..], &mut ends[cells..]);
        input = input.get(read..).unwrap_or_default();
        (written, cells) = (written + wrote, cells + ended);
        match result {
            // No more input says that the text ends here.
            ReadRecordResult::InputEmpty => continue,
            ReadRecordResult::Record => {}
            ReadRecordResult::End | ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => break,
        }
        let starts = std::iter::once(0).chain(ends.iter().copied()).take(cells);
        let cell = |(start, &end): (usize, &usize)| String::from_utf8_lossy(&output[start..end]).into_owned();
        records.push((line, starts.zip(&ends[..cells]).map(cell).collect()));
        (written, cells, line) = (0, 0, reader.line() as u32);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field_of(heading: &str) -> Option<String> {
        Some(match heading {
            "name" | "名称" => "name".to_owned(),
            "town" | "乡镇" => "town".to_owned(),
            _ => return None,
        })
    }

    fn check(text: &str, expected: &[(&str, &str)], left_out: &[u32]) {
        let pasted = parse_pasted(text, field_of).unwrap();
        let of = |fields: &Fields, name: &str| fields.get(name).cloned().unwrap_or_default();
        let rows: Vec<_> = pasted.rows.iter().map(|fields| (of(fields, "name"), of(fields, "town"))).collect();
        let rows: Vec<_> = rows.iter().map(|(name, town)| (name.as_str(), town.as_str())).collect();
        assert_eq!(rows, expected, "{text:?}");
        assert_eq!(pasted.left_out.iter().map(|(line, _)| *line).collect::<Vec<_>>(), left_out, "{text:?}");
    }

    #[test]
    fn tables_and_columns_of_names() {
        check("", &[], &[]);
        check("人民路", &[("人民路", "")], &[]);
        check("人民路\n\n和平路\r\n", &[("人民路", ""), ("和平路", "")], &[]);
        check("\u{feff}name,town\n人民路,汇龙镇\n", &[("人民路", "汇龙镇")], &[]);
        check("乡镇\t名称\n汇龙镇\t人民路\n\t和平路", &[("人民路", "汇龙镇"), ("和平路", "")], &[]);
        check("名称;乡镇\n\"人民路;东\";汇龙镇", &[("人民路;东", "汇龙镇")], &[]);
        check("名称,其他\n人民路,x,y,z\n,x\n和平路", &[("人民路", ""), ("和平路", "")], &[3]);
        check("名称,乡镇\n\"人\"\"民\n路\",汇龙镇\n", &[("人\"民\n路", "汇龙镇")], &[]);
    }

    #[test]
    fn lines_of_json() {
        check(
            "{\"name\":\"人民路\",\"town\":\"汇龙镇\"}\n\n{\"name\":7}\n[1]\n{\"name\":[]}",
            &[("人民路", "汇龙镇"), ("7", "")],
            &[4, 5],
        );
    }

    #[test]
    fn too_many_rows_are_a_problem() {
        let text = "路\n".repeat(ROWS_MAX + 5);
        assert!(matches!(parse_pasted(&text, field_of), Err(Problem::Limit { .. })));
        assert_eq!(parse_pasted(&"路\n".repeat(ROWS_MAX), field_of).unwrap().rows.len(), ROWS_MAX);
    }
}
