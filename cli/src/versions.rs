//! `diming compare`, `patch` and `merge`: versions of a list held against each other, and brought together.

use crate::Result;
use crate::built_in::HAN;
use crate::catalog::{catalog_of, layer_of};
use crate::input::{Input, bytes_of, list};
use diming_engine::export::{BYTE_ORDER_MARK, push_csv_row};
use diming_protocol::catalog::{Catalog, Lang};
use diming_protocol::messages::text;
use diming_tables::compare::messages::kind_word;
use diming_tables::compare::{
    Comparison, Counts, Entry, Kind, Sides, Thresholds, compare, csv_heading, push_csv_entry,
};
use diming_tables::merge::{Clash, Party, Versions, merge_lists};
use diming_tables::patch::{Mismatch, Patch, Refusal, apply, diff};
use diming_tables::save::list_csv;
use diming_tables::{List, Roles};
use diming_text::Han;
use serde_json::{Value, json};
use std::io::Write;

/// What lists are read by.
pub struct Reading<'a> {
    /// A catalog whose fields the columns are; by default the sample's.
    pub catalog: Option<&'a str>,
    /// The layer that the lists are of; by default they may have any field.
    pub layer: Option<&'a str>,
    /// The sheet of workbooks.
    pub sheet: Option<&'a str>,
}

/// What a comparison prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line of JSON each.
    Json,
    /// A table for spreadsheets.
    Csv,
    /// A patch file.
    Patch,
}

/// A catalog, the place of the layer in it, readings of characters.
struct Means {
    catalog: Catalog,
    layer: usize,
    han: Han,
}

impl Means {
    fn of(reading: &Reading) -> Result<Means> {
        let mut catalog = catalog_of(reading.catalog)?;
        let layer = layer_of(&mut catalog, reading.layer)?;
        Ok(Means { catalog, layer, han: Han::parse(HAN)? })
    }

    /// A list and its roles.
    fn list(&self, path: &str, sheet: Option<&str>) -> Result<(List, Roles)> {
        let Input { read, columns, told, .. } = list(path, sheet, &self.catalog, self.layer)?;
        told.iter().for_each(|line| eprintln!("{line}"));
        Ok((read.list, columns.roles))
    }
}

/// Compares two versions and prints what differs; `true` where something does. Counts go to the standard error.
///
/// # Errors
/// A list cannot be read, or is too long.
pub fn run_compare(
    [before, after]: [&str; 2],
    reading: &Reading,
    (form, lang): (Form, Lang),
    out: &mut impl Write,
) -> Result<bool> {
    let means = Means::of(reading)?;
    let ((before, before_roles), (after, after_roles)) =
        (means.list(before, reading.sheet)?, means.list(after, reading.sheet)?);
    let sides = Sides { before: &before, before_roles, after: &after, after_roles, han: &means.han };
    let comparison = compare(&sides, &Thresholds::default())?;
    match form {
        Form::Patch => writeln!(out, "{}", diff(&sides, &comparison).encode())?,
        Form::Csv => {
            let mut text = String::from(BYTE_ORDER_MARK);
            push_csv_row(&mut text, &csv_heading(&comparison, &sides, lang));
            for numbered in (1..).zip(comparison.entries()) {
                push_csv_entry(&mut text, &comparison, &sides, lang, numbered);
            }
            out.write_all(text.as_bytes())?;
        }
        Form::Json => {
            for entry in comparison.entries().filter(|entry| comparison.kind(*entry) != Kind::Unchanged) {
                writeln!(out, "{}", told(&comparison, &sides, entry, lang))?;
            }
        }
    }
    let Counts { unchanged, changed, moved, renamed, removed, added, split, merged, unsure, renumbered } =
        comparison.counts();
    eprintln!(
        "unchanged: {unchanged}, changed: {changed}, moved: {moved}, renamed: {renamed}, removed: {removed}, added: {added}, split: {split}, merged: {merged}, unsure: {unsure}, renumbered: {renumbered}"
    );
    Ok(comparison.entries().any(|entry| comparison.kind(entry) != Kind::Unchanged))
}

/// A difference as JSON.
fn told(comparison: &Comparison, sides: &Sides, entry: Entry, lang: Lang) -> Value {
    let name = |list: &List, roles: &Roles, row: u32| list.cell_of(row as usize, roles.name).to_owned();
    let of_before = |row: u32| json!({"line": sides.before.line(row as usize), "name": name(sides.before, &sides.before_roles, row)});
    let of_after =
        |row: u32| json!({"line": sides.after.line(row as usize), "name": name(sides.after, &sides.after_roles, row)});
    let kind = text(lang, kind_word(comparison.kind(entry)));
    match entry {
        Entry::Pair { before, after } => {
            let changes = comparison.changes(sides, before, after).map(|change| {
                let heading = change.column.after.and_then(|at| sides.after.headings().get(at));
                json!({"column": heading, "before": change.before, "after": change.after})
            });
            json!({
                "kind": kind, "before": [of_before(before)], "after": [of_after(after)],
                "fields": changes.collect::<Vec<_>>(), "metres": comparison.distance_m(sides, before, after),
                "certainty": comparison.certainty(before),
            })
        }
        Entry::Removed(row) => json!({"kind": kind, "before": [of_before(row)], "after": []}),
        Entry::Added(row) => json!({"kind": kind, "before": [], "after": [of_after(row)]}),
        Entry::Group(at) => match comparison.groups().get(at) {
            Some(group) => json!({
                "kind": kind, "certainty": group.certainty,
                "before": group.before.iter().map(|row| of_before(*row)).collect::<Vec<_>>(),
                "after": group.after.iter().map(|row| of_after(*row)).collect::<Vec<_>>(),
            }),
            None => Value::Null,
        },
    }
}

/// Applies a patch to a list, or takes it back, and prints the list.
///
/// # Errors
/// The list is not the one that the patch was made from: each place is told. Nothing is printed then.
pub fn run_patch(path: &str, patch: &str, reading: &Reading, is_taken_back: bool, out: &mut impl Write) -> Result<()> {
    let (list, _) = Means::of(reading)?.list(path, reading.sheet)?;
    let decoded = Patch::decode(&bytes_of(patch)?).map_err(|error| format!("{patch}: {error}"))?;
    let decoded = if is_taken_back { decoded.invert() } else { decoded };
    let applied = apply(&list, &decoded).map_err(|refusal| {
        if let Refusal::Mismatches(mismatches) = &refusal {
            mismatches.iter().for_each(|mismatch| eprintln!("{}", mismatch_words(mismatch)));
        }
        format!("{path}: the patch is not applied: {refusal}")
    })?;
    if !applied.is_exact {
        eprintln!("{path}: rows did not all stand where the patch has them; they keep the order of this list");
    }
    print_list(&applied.list, out)
}

fn mismatch_words(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Heading { column, expected, found } => {
            format!("column {}: the heading is “{found}”, not “{expected}”", column + 1)
        }
        Mismatch::Field { row, column, expected, found } => {
            format!("row {row}, column {}: it holds “{found}”, not “{expected}”", column + 1)
        }
        Mismatch::Missing { row, what } => format!("row {row}: there is no row {}", what.join(", ")),
        Mismatch::IdTaken { row, id } => format!("row {row}: the id {id} is that of another row too"),
        Mismatch::Twice { row } => format!("row {row}: the patch says two things of it"),
    }
}

/// Merges two versions that come from one, and prints the list; `true` where both changed the same. Conflicts go to a
/// file, or to the standard error, a line of JSON each; in the list they are as *ours* has them.
///
/// # Errors
/// A list cannot be read, or is too long.
pub fn run_merge(
    [base, ours, theirs]: [&str; 3],
    reading: &Reading,
    conflicts: Option<&str>,
    out: &mut impl Write,
) -> Result<bool> {
    let means = Means::of(reading)?;
    let read = |path| means.list(path, reading.sheet);
    let ((base, base_roles), (ours, ours_roles), (theirs, theirs_roles)) = (read(base)?, read(ours)?, read(theirs)?);
    let versions =
        Versions { base: &base, base_roles, ours: &ours, ours_roles, theirs: &theirs, theirs_roles, han: &means.han };
    let merged = merge_lists(&versions)?;
    let list = merged.list(&versions).map_err(|_| "the list would have more than 4 GiB of text")?;
    print_list(&list, out)?;
    let told: String = merged.conflicts().iter().map(|conflict| format!("{}\n", clash_told(&conflict.clash))).collect();
    match conflicts {
        Some(path) => std::fs::write(path, told).map_err(|error| format!("{path}: {error}"))?,
        None => eprint!("{told}"),
    }
    Ok(!merged.conflicts().is_empty())
}

/// A conflict as JSON. Rows count from 1, without the heading.
fn clash_told(clash: &Clash) -> Value {
    let by = |party: &Party| if *party == Party::Ours { "ours" } else { "theirs" };
    match clash {
        Clash::Field { row, column, base, ours, theirs } => {
            json!({"conflict": "field", "row": row + 1, "column": column + 1, "base": base, "ours": ours, "theirs": theirs})
        }
        Clash::Heading { column, base, ours, theirs } => {
            json!({"conflict": "heading", "column": column + 1, "base": base, "ours": ours, "theirs": theirs})
        }
        Clash::UpdatedAndRemoved { row, removed_by } => {
            json!({"conflict": "updated_and_removed", "row": row + 1, "removed_by": by(removed_by)})
        }
        Clash::AddedTwice { rows } => json!({"conflict": "added_twice", "rows": rows.map(|row| row + 1)}),
        Clash::ColumnRemoved { column, removed_by } => {
            json!({"conflict": "column_removed", "column": column + 1, "removed_by": by(removed_by)})
        }
    }
}

/// Prints a list as CSV.
///
/// # Errors
/// The output is closed.
pub fn print_list(list: &List, out: &mut impl Write) -> Result<()> {
    let columns: Vec<usize> = (0..list.width()).collect();
    Ok(out.write_all(list_csv(list, &columns).as_bytes())?)
}
