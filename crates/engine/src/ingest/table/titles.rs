//! Recognises rows that are no records: titles and repeated headings, and totals that hold a name.

use super::super::lenient::parse_number;
use super::super::notes::Site;
use super::super::recorder::Recorder;
use super::columns::{Column, Columns, Role};
use crate::delimited::heading::{Heading, find, is_blank, rest_of};
use crate::delimited::{Cells, trimmed};
use diming_protocol::Reason;

/// Notes columns whose cells look merged.
pub fn tell_merged(columns: &Columns, recorder: &mut Recorder) {
    for column in columns.list.iter().filter(|column| column.looks_merged()) {
        recorder.notes.add(Site::default(), &column.name, &column.below.to_string(), Reason::EmptyBelow);
    }
}

/// Non-blank cells of a row, at most two.
pub fn filled(cells: &Cells) -> usize {
    cells.iter().filter(|cell| !std::str::from_utf8(cell).is_ok_and(is_blank)).take(2).count()
}

/// Whether a row has several cells and only one is filled.
pub fn is_lone(cells: &Cells) -> bool {
    cells.len() > 1 && filled(cells) == 1
}

/// The heading in a row below the first one: half of its cells name columns, one of them the name, and none is a
/// number.
pub fn heading_of(recorder: &Recorder, columns: &Columns, cells: &Cells) -> Option<Heading> {
    let name = columns.list.iter().find(|column| is_name(column, recorder)).map_or("", |column| column.name.as_str());
    // Every row is tested: a cheap test first.
    let may_name = |cell: &[u8]| {
        std::str::from_utf8(cell).is_ok_and(|text| {
            let text = trimmed(text);
            text == name || ["名称", "地名", "name"].iter().any(|end| text.ends_with(end))
        })
    };
    if !cells.iter().any(may_name) {
        return None;
    }
    let row = cells.texts();
    let heading = find(std::slice::from_ref(&row), &|text| recorder.meaning(text))?;
    let known = heading.fields.iter().flatten().count() * heading.times.max(1);
    let cells = || row.iter().filter(|cell| !is_blank(cell));
    let has_name = heading.known_by.iter().any(|by| recorder.slot_of(by).is_some_and(|slot| recorder.is_of_name(slot)));
    let is_heading =
        has_name && known > 1 && known * 2 >= cells().count() && !cells().any(|cell| parse_number(cell).is_some());
    is_heading.then_some(heading)
}

/// Whether a column is that of the names.
pub fn is_name(column: &Column, recorder: &Recorder) -> bool {
    matches!(column.role, Role::Field(slot) if recorder.is_of_name(slot))
}

/// Whether a row marked as a total or a remark has a name as well.
pub fn names_one(columns: &Columns, recorder: &Recorder, cells: &[String]) -> bool {
    let name = columns.list.iter().position(|column| is_name(column, recorder));
    let first = cells.iter().position(|cell| !is_blank(cell));
    let Some(cell) = name.filter(|_| name != first).and_then(|name| cells.get(name)) else { return false };
    !is_blank(cell) && parse_number(cell).is_none() && rest_of(std::iter::once(cell.as_str()), &[]).is_none()
}
