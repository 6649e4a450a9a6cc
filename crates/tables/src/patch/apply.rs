//! A patch applied to a list.
//!
//! All rows that the patch touches must be as it says, or nothing is done and every field that is not is told. Rows that
//! it does not touch may differ. Where the list is the one that the patch was made from, the result is exactly the list
//! after, order and all. Else rows stay in the order of the list, what is new comes to its place, or at the end, and
//! [`Applied::is_exact`] says so.

use super::diff::hash_row;
use super::{ChangedRow, FieldEdit, Patch, WholeRow};
use crate::List;
use crate::list::Full;
use diming_engine::delimited::trimmed;
use std::collections::{HashMap, HashSet};

/// A list after a patch.
#[derive(Debug, PartialEq, Eq)]
pub struct Applied {
    /// The list. Rows that were there have their lines; those that came have none (0).
    pub list: List,
    /// All rows stood where the patch says, so that the order is that of the list after.
    pub is_exact: bool,
}

/// What is not as a patch says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A heading: its column, and what should stand there. Either is empty beyond the last one.
    Heading {
        /// Its column, from 0.
        column: usize,
        /// As the patch has it.
        expected: String,
        /// As the list has it.
        found: String,
    },
    /// A field.
    Field {
        /// Its row in the list, from 1.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// As the patch has it.
        expected: String,
        /// As the list has it.
        found: String,
    },
    /// There is no such row.
    Missing {
        /// Where it should be, from 1.
        row: usize,
        /// Its id, or its cells.
        what: Vec<String>,
    },
    /// A row of the result has the id of another one.
    IdTaken {
        /// Its row in the result, from 1.
        row: usize,
        /// The id.
        id: String,
    },
    /// The patch says two things of one row, or puts two at one place: it was edited.
    Twice {
        /// The row, from 1.
        row: usize,
    },
}

/// Why a patch is not applied; completes "failed to apply the patch: …".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The list is not what the patch was made from: all that differs.
    #[error("the list is not the one it was made from, in {} places", .0.len())]
    Mismatches(Vec<Mismatch>),
    /// The result has more text than a list holds.
    #[error("the list would have more than 4 GiB of text")]
    Full,
}

impl From<Full> for Refusal {
    fn from(_: Full) -> Refusal {
        Refusal::Full
    }
}

/// Applies a patch.
///
/// # Errors
/// [`Refusal`]; the list is untouched.
pub fn apply(list: &List, patch: &Patch) -> Result<Applied, Refusal> {
    let headings = heading_mismatches(list, patch);
    if !headings.is_empty() {
        return Err(Refusal::Mismatches(headings));
    }
    let mut finder = Finder::new(list, patch);
    patch.removed.iter().for_each(|row| finder.find_removed(row));
    patch.changed.iter().enumerate().for_each(|(number, row)| finder.find_changed(number, row));
    let Finder { fates, mut mismatches, mut is_exact, .. } = finder;
    is_exact &= list.len() == patch.before.rows as usize;
    let order = if is_exact { exact_order(&fates, patch) } else { Ok(near_order(&fates, patch)) };
    match order {
        Ok(order) if mismatches.is_empty() => {
            let made = make(list, patch, &fates, &order)?;
            let taken = taken_ids(&made, patch);
            if taken.is_empty() { Ok(Applied { list: made, is_exact }) } else { Err(Refusal::Mismatches(taken)) }
        }
        Ok(_) => Err(Refusal::Mismatches(mismatches)),
        Err(row) => {
            mismatches.push(Mismatch::Twice { row });
            Err(Refusal::Mismatches(mismatches))
        }
    }
}

/// The index of a row that counts from 1; one that no list has for 0.
fn index(row: u32) -> usize {
    (row as usize).wrapping_sub(1)
}

fn heading_mismatches(list: &List, patch: &Patch) -> Vec<Mismatch> {
    let (expected, found) = (&patch.before.headings, list.headings());
    let heading = |headings: &[String], column: usize| headings.get(column).cloned().unwrap_or_default();
    let is_other = |column: &usize| expected.get(*column) != found.get(*column);
    let columns = (0..expected.len().max(found.len())).filter(is_other);
    columns
        .map(|column| Mismatch::Heading { column, expected: heading(expected, column), found: heading(found, column) })
        .collect()
}

/// What becomes of a row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
    /// With the change of this number.
    Changes(u32),
}

/// Finds the rows of a patch in a list.
struct Finder<'a> {
    list: &'a List,
    patch: &'a Patch,
    fates: Vec<Fate>,
    mismatches: Vec<Mismatch>,
    is_exact: bool,
    /// Made when a row is not where it should be.
    by_id: Option<HashMap<&'a str, usize>>,
    by_content: Option<HashMap<u64, Vec<u32>>>,
}

impl<'a> Finder<'a> {
    fn new(list: &'a List, patch: &'a Patch) -> Finder<'a> {
        let fates = vec![Fate::Stays; list.len()];
        Finder { list, patch, fates, mismatches: Vec::new(), is_exact: true, by_id: None, by_content: None }
    }

    fn find_removed(&mut self, wanted: &WholeRow) {
        let at = index(wanted.row);
        let id = self.patch.before.id.and_then(|id| wanted.cells.get(id as usize)).map(String::as_str);
        let Some(row) =
            self.find(at, id, Some((&wanted.cells, wanted.nth)), |row, list| is_row(list, row, &wanted.cells))
        else {
            return self.missing(at, id, &wanted.cells);
        };
        self.compare_cells(row, &wanted.cells);
        self.settle(row, Fate::Goes);
    }

    fn find_changed(&mut self, number: usize, wanted: &ChangedRow) {
        let at = index(wanted.row[0]);
        let id = wanted.id.as_ref().map(|[before, _]| before.as_str());
        let cells = wanted.cells.as_deref();
        let id_column = self.patch.before.id.map(|id| id as usize);
        let is_it = |row: usize, list: &List| match (cells, id) {
            (Some(cells), _) => is_row(list, row, cells),
            (None, id) => row < list.len() && id == Some(list.cell_of(row, id_column)),
        };
        let Some(row) = self.find(at, id, cells.map(|cells| (cells, wanted.nth[0])), is_it) else {
            return self.missing(at, id, cells.unwrap_or_default());
        };
        match cells {
            Some(cells) => self.compare_cells(row, cells),
            None => wanted.fields.iter().for_each(|field| self.compare_field(row, field)),
        }
        self.settle(row, Fate::Changes(number as u32));
    }

    /// The row at its place if it is the one, else the one with its id, else the one with its cells.
    fn find(
        &mut self,
        at: usize,
        id: Option<&str>,
        content: Option<(&[String], u32)>,
        is_it: impl Fn(usize, &List) -> bool,
    ) -> Option<usize> {
        if is_it(at, self.list) && self.fates[at] == Fate::Stays {
            return Some(at);
        }
        self.is_exact = false;
        if let Some(id) = id {
            let (list, column) = (self.list, self.patch.before.id? as usize);
            let ids = || (0..list.len()).rev().map(|row| (trimmed(list.cell(row, column)), row)).collect();
            return self.by_id.get_or_insert_with(ids).get(trimmed(id)).copied();
        }
        let (cells, nth) = content?;
        let list = self.list;
        let rows = self.by_content.get_or_insert_with(|| {
            let mut rows: HashMap<u64, Vec<u32>> = HashMap::with_capacity(list.len());
            (0..list.len()).for_each(|row| rows.entry(hash_row(list.row(row))).or_default().push(row as u32));
            rows
        });
        let equal = rows.get(&hash_row(cells.iter().map(String::as_str)))?;
        let mut equal = equal.iter().map(|&row| row as usize).filter(|&row| is_row(list, row, cells));
        equal.nth(nth as usize)
    }

    /// There is no such row; where another stands at its place, its fields are told.
    fn missing(&mut self, at: usize, id: Option<&str>, cells: &[String]) {
        if id.is_none() && at < self.list.len() && cells.len() == self.list.width() {
            self.compare_cells(at, cells);
            return;
        }
        let what = id.map_or_else(|| cells.to_vec(), |id| vec![id.to_owned()]);
        self.mismatches.push(Mismatch::Missing { row: at.wrapping_add(1), what });
    }

    fn compare_cells(&mut self, row: usize, cells: &[String]) {
        cells.iter().enumerate().for_each(|(column, expected)| self.compare(row, column, expected));
    }

    fn compare_field(&mut self, row: usize, field: &FieldEdit) {
        let column = self.patch.columns.get(field.column as usize).and_then(|column| column[0]);
        if let (Some(column), Some(expected)) = (column, &field.before) {
            self.compare(row, column as usize, expected);
        }
    }

    fn compare(&mut self, row: usize, column: usize, expected: &str) {
        let found = self.list.cell(row, column);
        if found != expected {
            let (expected, found) = (expected.to_owned(), found.to_owned());
            self.mismatches.push(Mismatch::Field { row: row + 1, column, expected, found });
        }
    }

    fn settle(&mut self, row: usize, fate: Fate) {
        if self.fates[row] == Fate::Stays {
            self.fates[row] = fate;
        } else {
            self.mismatches.push(Mismatch::Twice { row: row + 1 });
        }
    }
}

fn is_row(list: &List, row: usize, cells: &[String]) -> bool {
    row < list.len() && cells.len() == list.width() && list.row(row).eq(cells.iter().map(String::as_str))
}

/// A row of the result: one of the list, or one that comes.
#[derive(Clone, Copy, Debug)]
enum Source {
    Row(u32),
    Added(u32),
}

/// The order of the list after; the row that has two places, or none, where the patch was edited.
fn exact_order(fates: &[Fate], patch: &Patch) -> Result<Vec<Source>, usize> {
    let stay = fates.iter().filter(|fate| **fate != Fate::Goes).count();
    if stay + patch.added.len() != patch.after.rows as usize {
        return Err(patch.after.rows as usize);
    }
    let mut order: Vec<Option<Source>> = vec![None; patch.after.rows as usize];
    let mut is_moved = vec![false; fates.len()];
    let mut put = |row: u32, source: Source| match order.get_mut(index(row)) {
        Some(place @ None) => {
            *place = Some(source);
            Ok(())
        }
        _ => Err(row as usize),
    };
    for (number, added) in (0..).zip(&patch.added) {
        put(added.row, Source::Added(number))?;
    }
    for &[before, after] in &patch.moved {
        let at = index(before);
        if fates.get(at).is_none_or(|fate| *fate == Fate::Goes) || std::mem::replace(&mut is_moved[at], true) {
            return Err(before as usize);
        }
        put(after, Source::Row(at as u32))?;
    }
    let mut kept = (0..fates.len()).filter(|&row| fates[row] != Fate::Goes && !is_moved[row]);
    let mut filled = Vec::with_capacity(order.len());
    for (at, place) in order.into_iter().enumerate() {
        filled.push(place.or_else(|| kept.next().map(|row| Source::Row(row as u32))).ok_or(at + 1)?);
    }
    kept.next().map_or(Ok(filled), |row| Err(row + 1))
}

/// The order of the list, with what is new where it stands after, or at the end.
fn near_order(fates: &[Fate], patch: &Patch) -> Vec<Source> {
    let mut added: Vec<(u32, u32)> = patch.added.iter().zip(0..).map(|(row, number)| (row.row, number)).collect();
    added.sort_unstable();
    let mut added = added.into_iter().peekable();
    let mut order = Vec::with_capacity(fates.len() + patch.added.len());
    for row in (0..fates.len()).filter(|&row| fates[row] != Fate::Goes) {
        while let Some((_, number)) = added.next_if(|(place, _)| *place as usize <= order.len() + 1) {
            order.push(Source::Added(number));
        }
        order.push(Source::Row(row as u32));
    }
    order.extend(added.map(|(_, number)| Source::Added(number)));
    order
}

fn make(list: &List, patch: &Patch, fates: &[Fate], order: &[Source]) -> Result<List, Full> {
    let mut made = List::new(patch.after.headings.clone());
    let mut from: Vec<Option<usize>> = vec![None; patch.after.headings.len()];
    for [before, after] in &patch.columns {
        if let Some(place) = after.and_then(|after| from.get_mut(after as usize)) {
            *place = before.map(|before| before as usize);
        }
    }
    for source in order {
        match *source {
            Source::Added(number) => {
                let cells = patch.added.get(number as usize).map_or(&[][..], |row| &row.cells);
                made.push(0, cells.iter().map(String::as_str))?;
            }
            Source::Row(row) => {
                let at = row as usize;
                let change = match fates[at] {
                    Fate::Changes(number) => patch.changed.get(number as usize),
                    _ => None,
                };
                match change {
                    Some(change) => {
                        let cells: Vec<&str> = list.row(at).collect();
                        let cells = patch.after_cells(&cells, &change.fields);
                        made.push(list.line(at), cells.iter().map(String::as_str))?;
                    }
                    None => made.push(list.line(at), from.iter().map(|&column| list.cell_of(at, column)))?,
                }
            }
        }
    }
    Ok(made)
}

/// Ids that a patch brings and a row that it does not touch has too.
fn taken_ids(made: &List, patch: &Patch) -> Vec<Mismatch> {
    let Some(column) = patch.after.id.map(|id| id as usize) else { return Vec::new() };
    let added = patch.added.iter().filter_map(|row| row.cells.get(column));
    let changed = patch.changed.iter().filter_map(|row| row.id.as_ref());
    let changed = changed.filter(|[before, after]| before != after).map(|[_, after]| after);
    let new: HashSet<&str> = added.chain(changed).map(|id| trimmed(id)).collect();
    let mut seen = HashSet::with_capacity(new.len());
    let taken = (0..made.len()).filter_map(|row| {
        let id = trimmed(made.cell(row, column));
        (new.contains(id) && !seen.insert(id)).then(|| Mismatch::IdTaken { row: row + 1, id: id.to_owned() })
    });
    taken.collect()
}
