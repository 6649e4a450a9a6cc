//! Saved files: CSV for spreadsheets, with formulas escaped.

mod features;
mod list;

pub use features::push_feature;
pub use list::{ListColumns, iso_day};

use crate::ingest::Notes;
use diming_protocol::TownTable;
use diming_protocol::catalog::{Catalog, Lang, keys};
use diming_protocol::messages::{self, Msg};
use diming_text::decimal::parse_decimal;

/// CSV (RFC 4180) with a byte order mark, which Excel needs to read UTF-8. A cell that a
/// spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection);
/// plain numbers stay numbers.
pub fn csv_text(rows: &[Vec<String>]) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    rows.iter().for_each(|row| push_csv_row(&mut text, row));
    text
}

/// Begins a table that Excel reads as UTF-8.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes one row of [`csv_text`].
pub fn push_csv_row(text: &mut String, row: &[String]) {
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        push_cell(text, cell);
    }
    text.push_str("\r\n");
}

/// Whether a cell gets an apostrophe: it looks like a formula, or like an escaped cell.
fn needs_guard(cell: &str) -> bool {
    let bare = cell.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r']) && parse_decimal(bare).is_none()
}

/// Undoes the escaping of [`csv_text`].
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| needs_guard(rest)).unwrap_or(cell)
}

fn push_cell(text: &mut String, cell: &str) {
    let risky = needs_guard(cell);
    if !risky && !cell.contains([',', '"', '\n', '\r']) {
        return text.push_str(cell);
    }
    text.push('"');
    if risky {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

/// The notes of a layer as rows of cells with a heading: row, id, field, value, reason and action.
pub fn notes_table(notes: &Notes, lang: Lang) -> Vec<Vec<String>> {
    let heading = [Msg::NoteRow, Msg::NoteKey, Msg::NoteField, Msg::NoteValue, Msg::NoteReason];
    let mut rows = vec![heading.map(|msg| messages::text(lang, msg).to_owned()).to_vec()];
    rows.extend(notes.kept().iter().map(|note| {
        // Rows count from 1, as in a spreadsheet without a heading.
        let of_all = || match note.of_all {
            0 => String::new(),
            count => messages::counted(lang, Msg::NoteOfAll, u64::from(count)),
        };
        let row = note.row.map_or_else(of_all, |row| (u64::from(row) + 1).to_string());
        let reason = messages::reason(lang, note.reason).to_owned();
        vec![row, note.key.clone(), note.field.clone(), note.value.clone(), reason]
    }));
    rows
}

/// Counts by town and layer as rows of cells, with a heading and a row of totals, as on the screen.
pub fn town_table(catalog: &Catalog, table: &TownTable, lang: Lang) -> Vec<Vec<String>> {
    let town_field = catalog.fields.get(keys::TOWN);
    let town_label = |town: &str| match town_field.and_then(|f| f.values.iter().find(|v| v.value == town)) {
        _ if town.is_empty() => messages::text(lang, Msg::NotGiven).to_owned(),
        Some(value) => value.label.get(lang).0.to_owned(),
        None => town.to_owned(),
    };
    let sum_label = messages::text(lang, Msg::Total).to_owned();
    let mut heading = vec![town_field.map_or(keys::TOWN, |f| f.label.get(lang).0).to_owned(), sum_label.clone()];
    let layers = table.layers.iter().filter_map(|&l| catalog.layers.get(l as usize));
    heading.extend(layers.map(|l| l.label.get(lang).0.to_owned()));
    let cells = |name: String, counts: &[u32]| {
        let numbers = [&counts.iter().sum::<u32>()].into_iter().chain(counts).map(u32::to_string).collect::<Vec<_>>();
        [vec![name], numbers].concat()
    };
    let mut sums = vec![0; table.layers.len()];
    let mut rows = vec![heading];
    for row in &table.rows {
        row.counts.iter().zip(&mut sums).for_each(|(n, sum)| *sum += n);
        rows.push(cells(town_label(&row.town), &row.counts));
    }
    rows.push(cells(sum_label, &sums));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_comes_off_again() {
        for cell in ["=1+1", "-5 beds", "'=x", "''@y", "'x", "-5", "'-5", "吕四", ""] {
            let text = csv_text(&[vec![cell.to_owned()]]);
            let written = text.trim_start_matches(BYTE_ORDER_MARK).trim_end().trim_matches('"');
            assert_eq!(unguarded(written), cell);
        }
    }

    #[test]
    fn cells_are_quoted_and_formulas_guarded() {
        for (cell, expected) in [
            ("吕四港镇", "吕四港镇"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-5", "-5"),
            ("-5 beds", "\"'-5 beds\""),
            ("", ""),
        ] {
            assert_eq!(csv_text(&[vec![cell.to_owned()]]), format!("\u{feff}{expected}\r\n"));
        }
    }
}
