//! Records from the rows of a table, pasted or on the command line, with what was not taken as it stands.

use super::headings::settle_place;
use diming_engine::delimited::heading::{Heading, is_blank};
use diming_engine::delimited::table::Row;
use diming_engine::export::unguarded;
use diming_engine::ingest::{Notes, Site};
use diming_protocol::Reason;
use diming_review_protocol::review::Fields;

/// Stands where bytes could not be read.
const REPLACED: char = '\u{fffd}';

/// What was done beside taking a cell as it stands: its column, what was found, what was done.
pub type Done = (String, String, Reason);

/// The texts of a row by the fields that its columns mean, and what was done. Of columns that mean the same the first counts
/// that holds anything.
pub fn fields_of(heading: &Heading, row: &Row) -> (Fields, Vec<Done>) {
    let (mut fields, mut done) = (Fields::new(), Vec::new());
    let name = |at: usize| heading.names.get(at).map_or("", String::as_str);
    let mut tell = |at: usize, value: &str, reason| done.push((name(at).to_owned(), value.to_owned(), reason));
    let (count, width) = (row.cells.len(), heading.names.len());
    if count < width || row.cells.iter().skip(width).any(|cell| !is_blank(cell)) {
        tell(width, &format!("{count} / {width}"), Reason::CellCount);
    }
    for (at, (field, cell)) in heading.fields.iter().zip(&row.cells).enumerate() {
        let Some(field) = field else { continue };
        if let Some((_, said)) = row.from_above.iter().find(|(column, _)| *column == at) {
            tell(at, if cell.is_empty() { said } else { cell }, Reason::FromAbove);
        }
        if row.lone_quote == Some(at) {
            tell(at, cell, Reason::LoneQuote);
        }
        if cell.contains(REPLACED) {
            tell(at, cell, Reason::BadText);
        }
        let text = unguarded(cell);
        match fields.get(field) {
            _ if cell.is_empty() => {}
            Some(first) if first != text => tell(at, cell, Reason::TwoForOne),
            Some(_) => {}
            None => drop(fields.insert(field.clone(), text.to_owned())),
        }
    }
    let place = |field: &Option<String>| matches!(field.as_deref(), Some("lon" | "lat" | super::headings::PLACE));
    let column = heading.fields.iter().position(place).map_or("", name).to_owned();
    done.extend(settle_place(&mut fields, &heading.names).into_iter().map(|(value, why)| (column.clone(), value, why)));
    (fields, done)
}

/// A row of a text without headings: its first cell is a name.
pub fn name_of(row: &Row) -> (Fields, Vec<Done>) {
    let name = row.cells.first().cloned().unwrap_or_default();
    let mut done = Vec::new();
    let mut tell = |value: String, reason| done.push((String::new(), value, reason));
    let others: Vec<&str> = row.cells.iter().skip(1).map(String::as_str).filter(|cell| !is_blank(cell)).collect();
    if !others.is_empty() {
        tell(format!("{name} | {}", others.join(" | ")), Reason::FirstCell);
    }
    if row.lone_quote == Some(0) {
        tell(name.clone(), Reason::LoneQuote);
    }
    if name.contains(REPLACED) {
        tell(name.clone(), Reason::BadText);
    }
    (Fields::from_iter([("name".to_owned(), name)]), done)
}

/// What could not be read in a record of JSON.
pub fn garbled(fields: &Fields) -> Vec<Done> {
    let bad = fields.iter().filter(|(_, text)| text.contains(REPLACED));
    bad.map(|(field, text)| (field.clone(), text.clone(), Reason::BadText)).collect()
}

/// Notes what was done with the row that begins on a line, counted from 1.
pub fn note_row(notes: &mut Notes, line: u32, done: &[Done]) {
    let site = Site { row: Some(line.saturating_sub(1)), key: "" };
    for (column, value, reason) in done {
        notes.add(site, column, value, *reason);
    }
}

/// Notes where the heading was found, and which of its columns are not used.
pub fn note_heading(notes: &mut Notes, line: u32, heading: &Heading, is_below_others: bool) {
    if is_below_others || heading.lines > 1 {
        notes.add(Site::default(), "", &format!("{line}: {}", heading.names.join(", ")), Reason::HeadingFound);
    }
    if heading.times > 1 {
        let names = format!("{} × {}", heading.times, heading.names.join(", "));
        notes.add(Site::default(), "", &names, Reason::SideBySide);
    }
    let columns = heading.names.iter().zip(&heading.fields);
    let unused: Vec<&str> =
        columns.filter(|(name, field)| field.is_none() && !is_blank(name)).map(|(name, _)| name.as_str()).collect();
    if !unused.is_empty() {
        notes.add(Site::default(), "", &unused.join(", "), Reason::UnusedColumn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headings::Headings;
    use diming_engine::delimited::table::read;

    /// Line, column, value, reason.
    type Told = (u32, &'static str, &'static str, Reason);

    /// What was done with the rows of a table: line, column, value, reason.
    fn done(text: &str) -> Vec<(u32, String, String, Reason)> {
        let headings = Headings::new(None);
        let table = read(text, 100, &|heading| headings.field_of(heading));
        let heading = table.heading.map(|(_, heading)| heading);
        let of = |row: &Row| heading.as_ref().map_or_else(|| name_of(row), |heading| fields_of(heading, row)).1;
        let told = |row: &Row| of(row).into_iter().map(|(c, v, r)| (row.line, c, v, r)).collect::<Vec<_>>();
        table.rows.iter().flat_map(told).collect()
    }

    #[test]
    fn what_is_not_taken_as_it_stands_is_told() {
        use Reason::*;
        let cases: [(&str, &[Told]); 15] = [
            ("名称,乡镇\n甲路,汇龙镇\n", &[]),
            ("名称,乡镇\n甲路,汇龙镇\n乙路,同上\n", &[(3, "乡镇", "汇龙镇", FromAbove)]),
            ("名称,乡镇\n甲路,同上\n", &[(2, "乡镇", "同上", FromAbove)]),
            ("名称\t乡镇\n\"甲路\t汇龙镇\n", &[(2, "名称", "\"甲路", LoneQuote)]),
            ("名称,乡镇\n甲\u{fffd}路,汇龙镇\n", &[(2, "名称", "甲\u{fffd}路", BadText)]),
            (
                "名称,乡镇\n甲路,汇龙镇,x\n乙路\n丙路,汇龙镇,\n",
                &[(2, "", "3 / 2", CellCount), (3, "", "1 / 2", CellCount)],
            ),
            ("名称,地名\n甲路,乙路\n丙路,丙路\n,丁路\n", &[(2, "地名", "乙路", TwoForOne)]),
            ("名称,经度,纬度\n甲路,121.7,31.9\n", &[]),
            ("名称,经度,纬度\n甲路,121°30′,31.5\n", &[(2, "经度", "121°30′, 31.5", PositionRead)]),
            ("名称,经度,纬度\n甲路,31.9,121.7\n", &[(2, "经度", "31.9, 121.7", Swapped)]),
            (
                "名称,经度,纬度\n甲路,31.9N,121.7E\n",
                &[(2, "经度", "31.9N, 121.7E", PositionRead), (2, "经度", "31.9N, 121.7E", Swapped)],
            ),
            ("名称,坐标\n甲路,\"121.7,31.9\"\n", &[(2, "坐标", "121.7,31.9", PositionSplit)]),
            (
                "名称,坐标\n甲路,\"31.9,121.7\"\n",
                &[(2, "坐标", "31.9,121.7", PositionSplit), (2, "坐标", "31.9,121.7", Swapped)],
            ),
            (
                "名称,坐标\n甲路,东经121度42分北纬31度54分\n乙路,不详\n",
                &[
                    (2, "坐标", "东经121度42分北纬31度54分", PositionSplit),
                    (2, "坐标", "东经121度42分北纬31度54分", PositionRead),
                ],
            ),
            ("甲路\t汇龙镇\n乙路\t\n", &[(1, "", "甲路 | 汇龙镇", FirstCell)]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> =
                expected.iter().map(|(line, c, v, why)| (*line, (*c).to_owned(), (*v).to_owned(), *why)).collect();
            assert_eq!(done(text), expected, "{text}");
        }
    }

    #[test]
    fn what_a_heading_leaves_is_told_once() {
        let headings = Headings::new(None);
        for (text, expected) in [
            ("名称,乡镇\n甲路,汇龙镇\n", vec![]),
            ("审查表,\n名称,乡镇\n甲路,汇龙镇\n", vec![("2: 名称, 乡镇", Reason::HeadingFound)]),
            ("名称,乡镇\nname,town\n甲路,汇龙镇\n", vec![("1: 名称 name, 乡镇 town", Reason::HeadingFound)]),
            ("名称,颜色,乡镇,重量\n甲路,红,汇龙镇,3\n", vec![("颜色, 重量", Reason::UnusedColumn)]),
        ] {
            let (mut notes, table) = (Notes::default(), read(text, 100, &|heading| headings.field_of(heading)));
            let (line, heading) = table.heading.unwrap();
            note_heading(&mut notes, line, &heading, !table.left_out.is_empty());
            let told: Vec<_> = notes.kept().iter().map(|note| (note.value.as_str(), note.reason)).collect();
            assert_eq!(told, expected, "{text}");
        }
    }
}
