//! Reads a complete table: heading, records, and what was left out.

use super::heading::{Heading, Meaning, Rest, find, is_blank, rest_of};
use super::{Cells, Cut, Cutter, HEAD_ROWS_MAX, SNIFF_BYTES_MAX, is_ditto, sniff};

/// A row that is a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Line of the text on which it begins, from 1.
    pub line: u32,
    /// Its cells; "as above" is replaced by the value above.
    pub cells: Vec<String>,
    /// Cells copied from the row above: their columns, and the words that said so.
    pub from_above: Vec<(usize, String)>,
    /// The column of a cell whose quote was taken for an ordinary character.
    pub lone_quote: Option<usize>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The heading and its line; `None` if there is none.
    pub heading: Option<(u32, Heading)>,
    /// Records.
    pub rows: Vec<Row>,
    /// Rows above the heading and rows that are no records, with their lines.
    pub left_out: Vec<(u32, String)>,
    /// The line of a row with too many cells; reading stops there.
    pub ended_at: Option<u32>,
}

/// Reads a text, at most `rows_max` rows.
pub fn read(text: &str, rows_max: usize, meaning: Meaning) -> Table {
    let text = text.trim_start_matches('\u{feff}');
    let (mut table, all) = cut_all(text.as_bytes(), rows_max.saturating_add(HEAD_ROWS_MAX));
    let head: Vec<Vec<String>> = all.iter().take(HEAD_ROWS_MAX).map(|row| row.cells.clone()).collect();
    let mut rows = all.into_iter();
    let heading = find(&head, meaning);
    if let Some(heading) = heading {
        for row in rows.by_ref().take(heading.first).filter(|row| !is_empty(&row.cells)) {
            table.left_out.push((row.line, shown(&row.cells)));
        }
        let line = rows.as_slice().first().map_or(1, |row| row.line);
        rows.by_ref().take(heading.lines).for_each(drop);
        table.heading = Some((line, heading));
    }
    let names = table.heading.as_ref().map(|(_, heading)| heading.names.clone());
    let times = table.heading.as_ref().map_or(1, |(_, heading)| heading.times.max(1));
    let mut above: Vec<Vec<String>> = vec![Vec::new(); times];
    let each = names.as_ref().map_or(0, Vec::len);
    let parts = rows.flat_map(|row| parts_of(row, times, each).into_iter().enumerate());
    for (part, mut row) in parts.filter(|(_, row)| !is_empty(&row.cells)) {
        let Some(above) = above.get_mut(part) else { continue };
        let rest = names.as_ref().and_then(|names| rest_of(row.cells.iter().map(String::as_str), names));
        if let Some(Rest::Below | Rest::Heading) = rest {
            table.left_out.push((row.line, shown(&row.cells)));
            continue;
        }
        for (at, cell) in row.cells.iter_mut().enumerate() {
            if is_ditto(cell) && names.is_some() {
                let value = above.get(at).cloned().unwrap_or_default();
                row.from_above.push((at, std::mem::replace(cell, value)));
            }
        }
        above.clone_from(&row.cells);
        table.rows.push(row);
    }
    table
}

/// A row of a table with parts side by side, split into parts; surplus cells belong to the last.
fn parts_of(mut row: Row, times: usize, each: usize) -> Vec<Row> {
    let (line, lone_quote) = (row.line, row.lone_quote);
    let mut parts: Vec<Row> = Vec::with_capacity(times);
    for part in (1..times).rev() {
        let from = part * each;
        let cells = row.cells.split_off(from.min(row.cells.len()));
        let lone_quote = lone_quote.and_then(|at| at.checked_sub(from)).filter(|&at| at < cells.len());
        parts.push(Row { line, cells, from_above: Vec::new(), lone_quote });
    }
    row.lone_quote = lone_quote.filter(|&at| at < row.cells.len());
    parts.push(row);
    parts.reverse();
    parts
}

fn cut_all(bytes: &[u8], rows_max: usize) -> (Table, Vec<Row>) {
    let (written, skipped) = sniff(bytes.get(..bytes.len().min(SNIFF_BYTES_MAX)).unwrap_or(bytes));
    let mut rest = bytes.get(skipped..).unwrap_or(&[]);
    let (mut cutter, mut cells, mut table, mut rows) =
        (Cutter::default(), Cells::default(), Table::default(), Vec::new());
    let mut line = 1 + u32::from(skipped > 0);
    while !rest.is_empty() && rows.len() <= rows_max {
        let Cut::Row(read) = cutter.cut(rest, true, written, &mut cells) else {
            table.ended_at = Some(line);
            break;
        };
        rest = rest.get(read.max(1)..).unwrap_or(&[]);
        let texts = cells.texts();
        let is_lone = |cell: &String| cells.has_lone_quote && cell.contains('"') && !is_ditto(cell);
        let lone_quote = texts.iter().position(is_lone);
        rows.push(Row { line, cells: texts, from_above: Vec::new(), lone_quote });
        line = line.saturating_add(cells.lines());
    }
    (table, rows)
}

fn is_empty(cells: &[String]) -> bool {
    cells.iter().all(|cell| is_blank(cell))
}

/// The cells of a row as one text, for people.
pub fn shown(cells: &[String]) -> String {
    let mut text = String::new();
    for cell in cells.iter().filter(|cell| !is_blank(cell)) {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(cell);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_totals_remarks_and_ditto() {
        let text = "情况表,,\n填报单位：某科,,\n名称,乡镇,床位\n甲院,寅阳镇,80\n乙院,同上,\n ,　,\n合计,,80\n注：截至年底。,,\n";
        let meaning = |text: &str| ["名称", "乡镇", "床位"].contains(&text).then(|| text.to_owned());
        let table = read(text, 100, &meaning);
        assert_eq!(table.heading.as_ref().map(|(line, heading)| (*line, heading.first)), Some((3, 2)));
        assert_eq!(
            table.rows.iter().map(|row| row.cells.join("|")).collect::<Vec<_>>(),
            ["甲院|寅阳镇|80", "乙院|寅阳镇|"]
        );
        let lines: Vec<u32> = table.left_out.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 7, 8]);
        assert_eq!(table.rows.last().map(|row| row.from_above.clone()), Some(vec![(1, "同上".to_owned())]));
    }

    #[test]
    fn parts_side_by_side_are_read_part_by_part() {
        let meaning = |text: &str| match text {
            "名称" => Some("name".to_owned()),
            "乡镇" => Some("town".to_owned()),
            _ => None,
        };
        let table =
            read("名称,乡镇,名称,乡镇\n甲路,汇龙镇,乙路,南阳镇\n丙路,同上,丁路,同上\n\"戊路,汇龙镇\n", 9, &meaning);
        let rows: Vec<(u32, String)> = table.rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
        let expected =
            [(2, "甲路|汇龙镇"), (2, "乙路|南阳镇"), (3, "丙路|汇龙镇"), (3, "丁路|南阳镇"), (4, "\"戊路|汇龙镇")];
        assert_eq!(rows, expected.map(|(line, text)| (line, text.to_owned())));
        assert_eq!(table.rows.last().and_then(|row| row.lone_quote), Some(0));
    }

    #[test]
    fn a_lone_quote_beside_ditto() {
        let meaning = |text: &str| ["名称", "乡镇"].contains(&text).then(|| text.to_owned());
        let table = read("名称\t乡镇\n\"甲路\t寅阳镇\n\"乙路\t同上\n丙路\t\"\n", 100, &meaning);
        let told: Vec<_> = table.rows.iter().map(|row| (row.lone_quote, row.from_above.len())).collect();
        assert_eq!(told, [(Some(0), 0), (Some(0), 1), (None, 1)]);
    }
}
