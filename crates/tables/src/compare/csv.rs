//! A comparison as a table for a spreadsheet: whole rows, before and after under each other.
//!
//! A pair that changed, a split, a merger and an unsure group take a line for each of their rows, with one number; a
//! removed or added row takes one. What is unchanged is left out. A cell that a spreadsheet would take for a formula is
//! guarded (`diming_engine::export`).

use super::messages::{CompareMsg, how_words, kind_word};
use super::{Comparison, Entry, How, Kind, Side, Sides};
use diming_engine::export::push_csv_row;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::text;

/// The heading: what is said of each row, then the columns of both lists.
pub fn csv_heading(comparison: &Comparison, sides: &Sides, lang: Lang) -> Vec<String> {
    let own = [
        CompareMsg::Number,
        CompareMsg::WhatBecame,
        CompareMsg::FoundBy,
        CompareMsg::Certainty,
        CompareMsg::Metres,
        CompareMsg::ChangedFields,
        CompareMsg::Version,
        CompareMsg::Line,
    ];
    let mut cells = own.map(|msg| text(lang, msg).to_owned()).to_vec();
    cells.extend(comparison.columns().all().iter().map(|column| heading(sides, column).to_owned()));
    cells
}

/// What a column is called, by the list after if it has it.
fn heading<'a>(sides: &Sides<'a>, column: &super::Column) -> &'a str {
    let of = |side: Side, at: Option<usize>| sides.list(side).headings().get(at?);
    of(Side::After, column.after).or_else(|| of(Side::Before, column.before)).map_or("", String::as_str)
}

/// Writes the lines of one place, under a number that the caller counts; none where nothing has changed.
pub fn push_csv_entry(
    text: &mut String,
    comparison: &Comparison,
    sides: &Sides,
    lang: Lang,
    (number, entry): (usize, Entry),
) {
    let line = Line { comparison, sides, lang, number, kind: comparison.kind(entry) };
    match entry {
        Entry::Pair { .. } if line.kind == Kind::Unchanged => {}
        Entry::Pair { before, after } => {
            let found = Some((comparison.how(before), comparison.certainty(before)));
            let metres = comparison.distance_m(sides, before, after).filter(|_| comparison.is_moved(before));
            let changes = comparison.changes(sides, before, after);
            let fields: Vec<&str> = changes.map(|change| heading(sides, &change.column)).collect();
            let fields = fields.join("; ");
            line.push(text, Side::Before, before, found, metres, &fields);
            line.push(text, Side::After, after, found, metres, &fields);
        }
        Entry::Removed(row) => line.push(text, Side::Before, row, None, None, ""),
        Entry::Added(row) => line.push(text, Side::After, row, None, None, ""),
        Entry::Group(at) => {
            let Some(group) = comparison.groups().get(at) else { return };
            let found = Some((group.how, group.certainty));
            group.before.iter().for_each(|&row| line.push(text, Side::Before, row, found, None, ""));
            group.after.iter().for_each(|&row| line.push(text, Side::After, row, found, None, ""));
        }
    }
}

/// What the lines of a place have in common.
struct Line<'a> {
    comparison: &'a Comparison,
    sides: &'a Sides<'a>,
    lang: Lang,
    number: usize,
    kind: Kind,
}

impl Line<'_> {
    fn push(
        &self,
        out: &mut String,
        side: Side,
        row: u32,
        found: Option<(How, u8)>,
        metres: Option<f64>,
        fields: &str,
    ) {
        let say = |msg: CompareMsg| text(self.lang, msg).to_owned();
        let list = self.sides.list(side);
        let mut cells = vec![
            self.number.to_string(),
            say(kind_word(self.kind)),
            found.map_or_else(String::new, |(how, _)| say(how_words(how))),
            found.map_or_else(String::new, |(_, certainty)| certainty.to_string()),
            metres.map_or_else(String::new, |metres| format!("{metres:.0}")),
            fields.to_owned(),
            say(if side == Side::Before { CompareMsg::Before } else { CompareMsg::After }),
            list.line(row as usize).to_string(),
        ];
        cells.extend(self.comparison.columns().all().iter().map(|column| {
            let at = if side == Side::Before { column.before } else { column.after };
            list.cell_of(row as usize, at).to_owned()
        }));
        push_csv_row(out, &cells);
    }
}
