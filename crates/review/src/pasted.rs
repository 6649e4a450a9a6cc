//! Applications and names from what was pasted or dropped: a table, JSON lines, or a column of names.

use super::rows::{fields_of, garbled, name_of, note_heading, note_row};
use diming_engine::delimited::table::read;
use diming_engine::ingest::Notes;
use diming_engine::json::read::from_bytes;
use diming_protocol::Problem;
use diming_review_protocol::review::{Fields, HowRead};
use litemap::LiteMap;
use serde::de::{Deserialize, Deserializer, Visitor};
use std::fmt;

/// Most rows that are read.
pub const ROWS_MAX: usize = 20_000;
/// Longest text, bytes.
const TEXT_BYTES_MAX: usize = 16 << 20;
/// Lines left out, and notes, that are told.
const TOLD_MAX: usize = 20;
/// Characters of a left-out line that are told.
const TOLD_CHARS: usize = 40;

/// What a text holds.
#[derive(Debug, Default, PartialEq)]
pub struct Pasted {
    /// Records in order.
    pub rows: Vec<Fields>,
    /// Lines that were left out, from 1, with their first words.
    pub left_out: Vec<(u32, String)>,
    /// What was not taken as it stands; its rows are lines.
    pub notes: Notes,
}

impl Pasted {
    /// How it was read: the first of what is to be told, and how much there is.
    pub fn how_read(&self) -> HowRead {
        HowRead {
            left_out: self.left_out.iter().take(TOLD_MAX).cloned().collect(),
            left_out_total: self.left_out.len() as u32,
            notes: self.notes.kept().iter().take(TOLD_MAX).cloned().collect(),
            notes_total: self.notes.total().min(u64::from(u32::MAX)) as u32,
        }
    }
}

/// Reads a text. `field_of` gives the field that a heading means.
///
/// # Errors
/// [`Problem::Limit`] over 20 000 rows or 16 MiB; [`Problem::NotTable`] for a heading without a name.
pub fn parse_pasted(text: &str, field_of: impl Fn(&str) -> Option<String>) -> Result<Pasted, Problem> {
    if text.len() > TEXT_BYTES_MAX {
        let (limit, found) = (TEXT_BYTES_MAX as u64, Some(text.len() as u64));
        return Err(Problem::Limit { what: "bytes".to_owned(), limit, found });
    }
    let text = text.trim_start_matches('\u{feff}');
    let mut pasted = if text.trim_start().starts_with('{') { json_lines(text) } else { table(text, field_of)? };
    pasted.notes.gather(pasted.rows.len());
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
            Ok(cells) => {
                let fields: Fields = cells.into_iter().map(|(name, cell)| (name, cell.0)).collect();
                note_row(&mut pasted.notes, number, &garbled(&fields));
                pasted.rows.push(fields);
            }
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

/// A table with a heading where one of its first rows holds one that means the name; else each first cell is a name.
///
/// # Errors
/// [`Problem::NotTable`] where columns are named, but none of them is the name.
fn table(text: &str, field_of: impl Fn(&str) -> Option<String>) -> Result<Pasted, Problem> {
    let mut table = read(text, ROWS_MAX + 1, &|heading| field_of(heading));
    let is_name = |field: &Option<String>| field.as_deref() == Some("name");
    match &table.heading {
        Some((_, heading)) if !heading.fields.iter().any(is_name) => {
            if heading.fields.iter().flatten().count() > 1 {
                return Err(Problem::NotTable { found: told(&heading.names.join(" ")) });
            }
            table = read(text, ROWS_MAX + 1, &|_| None);
        }
        _ => {}
    }
    let mut pasted = Pasted::default();
    if let Some((line, heading)) = &table.heading {
        let is_below_others = table.left_out.first().is_some_and(|(above, _)| above < line);
        note_heading(&mut pasted.notes, *line, heading, is_below_others);
    }
    pasted.left_out.extend(table.left_out.iter().map(|(line, text)| (*line, told(text))));
    for row in table.rows {
        let (fields, done) = match &table.heading {
            Some((_, heading)) => fields_of(heading, &row),
            None => name_of(&row),
        };
        match fields.get("name").is_some_and(|name| !name.is_empty()) {
            true => {
                note_row(&mut pasted.notes, row.line, &done);
                pasted.rows.push(fields);
            }
            false => pasted.left_out.push((row.line, told(&row.cells.join(",")))),
        }
    }
    pasted.left_out.extend(table.ended_at.map(|line| (line, "…".to_owned())));
    pasted.left_out.sort_by_key(|(line, _)| *line);
    Ok(pasted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use diming_protocol::Reason;

    fn field_of(heading: &str) -> Option<String> {
        let bare: String = heading.chars().filter(|c| !c.is_whitespace() && *c != '*').collect();
        Some(match bare.as_str() {
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
    fn tables_as_offices_paste_them() {
        check("名称\t乡镇\n\"甲路\t汇龙镇\n乙\"桥\t同上\n", &[("\"甲路", "汇龙镇"), ("乙\"桥", "汇龙镇")], &[]);
        check("申报表,\n名  称*,乡镇\n甲路,汇龙镇\n ,　\n合计,1\n", &[("甲路", "汇龙镇")], &[1, 5]);
        check("名称|乡镇\n甲路|汇龙镇\n", &[("甲路", "汇龙镇")], &[]);
    }

    #[test]
    fn notes_stand_at_their_lines_and_the_rest_is_counted() {
        let pasted = |text: &str| parse_pasted(text, field_of).unwrap().how_read();
        let how = pasted("申报表,\n名称,乡镇,底色\n甲路,汇龙镇,\n乙路,同上,\n,同上,\n合计,2,\n");
        let told: Vec<_> = how.notes.iter().map(|note| (note.row, note.value.as_str(), note.reason)).collect();
        let heading = "2: 名称, 乡镇, 底色";
        assert_eq!(
            told,
            [
                (None, heading, Reason::HeadingFound),
                (None, "底色", Reason::UnusedColumn),
                (Some(3), "汇龙镇", Reason::FromAbove)
            ]
        );
        assert_eq!((how.notes_total, how.left_out_total), (3, 3));
        let many = pasted(&format!("名称,乡镇\n甲路,汇龙镇\n{}{}", "乙路,同上\n".repeat(50), ",x\n".repeat(30)));
        assert_eq!((many.notes.len(), many.notes_total), (20, 50));
        assert_eq!((many.left_out.len(), many.left_out_total), (20, 30));
        // What all rows have is told once.
        let columns = pasted("甲路\t汇龙镇\n乙路\t汇龙镇\n丙路\t北新镇\n");
        assert_eq!(
            columns.notes.iter().map(|note| (note.of_all, note.reason)).collect::<Vec<_>>(),
            [(3, Reason::FirstCell)]
        );
        let lines = pasted("{\"name\":\"甲路\"}\n{\"name\":\"乙\u{fffd}路\"}\n");
        assert_eq!(
            lines.notes.iter().map(|note| (note.row, note.reason)).collect::<Vec<_>>(),
            [(Some(1), Reason::BadText)]
        );
    }

    #[test]
    fn a_heading_without_a_name_is_refused() {
        let field = |heading: &str| {
            field_of(heading.trim()).filter(|f| f == "town").or((heading == "县").then(|| "county".into()))
        };
        assert!(matches!(parse_pasted("乡镇,县\n汇龙镇,启东市\n", field), Err(Problem::NotTable { .. })));
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
