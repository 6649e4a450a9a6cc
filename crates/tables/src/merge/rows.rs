//! The rows of what is merged.

use super::{Clash, MergedColumn, MergedRow, Party, Versions, brought_together};
use crate::compare::keys::hash_text;
use crate::compare::{Comparison, Side};
use diming_engine::delimited::trimmed;
use std::collections::{HashMap, VecDeque};

/// A field of a row, and whether both sides changed it to other values. What a side has no column for it has not changed.
pub(super) fn value<'a>(versions: &Versions<'a>, row: &MergedRow, column: &MergedColumn) -> (&'a str, bool) {
    let own = |party: Party| {
        let (row, at) = (row.of(party)?, column.of(party)?);
        Some(versions.list(party).cell(row as usize, at))
    };
    let base = row.base.zip(column.base).map(|(row, at)| versions.base.cell(row as usize, at));
    let (ours, theirs) = (own(Party::Ours), own(Party::Theirs));
    match (base, row.ours.is_some(), row.theirs.is_some()) {
        // One side removed the row: it is as the other has it.
        (_, true, false) => (ours.or(base).unwrap_or(""), false),
        (_, false, _) => (theirs.or(base).unwrap_or(""), false),
        (Some(base), true, true) => brought_together(base, ours.unwrap_or(base), theirs.unwrap_or(base)),
        (None, true, true) => match (ours, theirs) {
            (Some(ours), Some(theirs)) => brought_together("", ours, theirs),
            (one, other) => (one.or(other).unwrap_or(""), false),
        },
    }
}

/// The rows in the order of ours, each of theirs behind the one behind which it stands there; and what clashes.
pub(super) fn merge_rows(
    versions: &Versions,
    found: [&Comparison; 2],
    columns: &[MergedColumn],
) -> (Vec<MergedRow>, Vec<Clash>) {
    let work = Rows { versions, found, columns };
    let equal = work.equal_rows();
    let ours = work.rows_of(Party::Ours, &equal);
    let theirs = work.rows_of(Party::Theirs, &equal);
    let rows = work.in_order(ours, &theirs);
    let clashes = work.clashes(&rows);
    (rows, clashes)
}

struct Rows<'a> {
    versions: &'a Versions<'a>,
    found: [&'a Comparison; 2],
    columns: &'a [MergedColumn],
}

impl Rows<'_> {
    fn base_of(&self, party: Party, row: u32) -> Option<u32> {
        self.found[party as usize].mate_of(Side::After, row)
    }

    fn of_base(&self, party: Party, row: u32) -> Option<u32> {
        self.found[party as usize].mate(row)
    }

    /// Whether a side changed a row of the base, or has something of it in a new column.
    fn is_changed(&self, party: Party, base: u32, row: u32) -> bool {
        let (sides, list) = (self.versions.sides(party), self.versions.list(party));
        let new = self.columns.iter().filter(|column| column.base.is_none());
        self.found[party as usize].changes(&sides, base, row).next().is_some()
            || new.filter_map(|column| column.of(party)).any(|at| !list.cell(row as usize, at).is_empty())
    }

    /// Rows that the other side does not have: added, or changed where the other removed them.
    fn is_alone(&self, party: Party, row: u32) -> bool {
        self.base_of(party, row)
            .is_none_or(|base| self.of_base(party.other(), base).is_none() && self.is_changed(party, base, row))
    }

    /// The cells of a row by the merged columns.
    fn cells(&self, party: Party, row: u32) -> impl Iterator<Item = &str> + '_ {
        self.columns.iter().map(move |column| self.versions.list(party).cell_of(row as usize, column.of(party)))
    }

    /// For each of our rows that is alone the first of theirs that is equal: both have made the same edit.
    fn equal_rows(&self) -> HashMap<u32, u32> {
        let hash = |party: Party, row: u32| self.cells(party, row).fold(0, hash_text);
        let alone = |party: Party| {
            let rows = 0..self.versions.list(party).len() as u32;
            rows.filter(move |&row| self.is_alone(party, row))
        };
        let mut theirs: HashMap<u64, VecDeque<u32>> = HashMap::new();
        alone(Party::Theirs).for_each(|row| theirs.entry(hash(Party::Theirs, row)).or_default().push_back(row));
        let mut equal = HashMap::new();
        if theirs.is_empty() {
            return equal;
        }
        for row in alone(Party::Ours) {
            let Some(rows) = theirs.get_mut(&hash(Party::Ours, row)) else { continue };
            let is_equal = |its: &u32| self.cells(Party::Ours, row).eq(self.cells(Party::Theirs, *its));
            if rows.front().is_some_and(is_equal) {
                equal.extend(rows.pop_front().map(|its| (row, its)));
            }
        }
        equal
    }

    /// What of a side's rows is in the result, by its rows.
    fn rows_of(&self, party: Party, equal: &HashMap<u32, u32>) -> Vec<Option<MergedRow>> {
        let mut partners: Vec<Option<u32>> = vec![None; self.versions.list(party).len()];
        for (&ours, &theirs) in equal {
            let (own, its) = if party == Party::Ours { (ours, theirs) } else { (theirs, ours) };
            partners[own as usize] = Some(its);
        }
        let merged = |(row, partner): (u32, &Option<u32>)| {
            let base = self.base_of(party, row);
            let other = partner.or_else(|| self.of_base(party.other(), base?));
            // The other side removed what this one left as it was.
            if other.is_none() && base.is_some_and(|base| !self.is_changed(party, base, row)) {
                return None;
            }
            let (ours, theirs) = if party == Party::Ours { (Some(row), other) } else { (other, Some(row)) };
            Some(MergedRow { base, ours, theirs })
        };
        (0..).zip(&partners).map(merged).collect()
    }

    fn in_order(&self, ours: Vec<Option<MergedRow>>, theirs: &[Option<MergedRow>]) -> Vec<MergedRow> {
        // Behind which of our rows, from 1, each row that only they have stands; 0: at the top.
        let mut behind = 0;
        let mut only_theirs: Vec<(u32, MergedRow)> = Vec::new();
        for row in theirs.iter().flatten() {
            match row.ours {
                Some(ours) => behind = ours + 1,
                None => only_theirs.push((behind, *row)),
            }
        }
        only_theirs.sort_by_key(|(behind, _)| *behind);
        let mut only_theirs = only_theirs.into_iter().peekable();
        let mut rows = Vec::with_capacity(ours.len() + only_theirs.len());
        for (at, row) in (0..).zip(ours) {
            while let Some((_, theirs)) = only_theirs.next_if(|(behind, _)| *behind <= at) {
                rows.push(theirs);
            }
            rows.extend(row);
        }
        rows.extend(only_theirs.map(|(_, row)| row));
        rows
    }

    fn clashes(&self, rows: &[MergedRow]) -> Vec<Clash> {
        let twice = self.added_twice(rows);
        let mut clashes = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            match (row.base, row.ours, row.theirs) {
                (Some(_), Some(_), None) => {
                    clashes.push(Clash::UpdatedAndRemoved { row: at, removed_by: Party::Theirs });
                }
                (Some(_), None, Some(_)) => clashes.push(Clash::UpdatedAndRemoved { row: at, removed_by: Party::Ours }),
                (_, Some(_), Some(_)) => clashes.extend(self.field_clashes(at, row)),
                _ => {}
            }
            clashes.extend(twice.get(&at).map(|&theirs| Clash::AddedTwice { rows: [at, theirs] }));
        }
        clashes
    }

    fn field_clashes(&self, at: usize, row: &MergedRow) -> impl Iterator<Item = Clash> + '_ {
        let row = *row;
        self.columns.iter().enumerate().filter(move |(_, column)| value(self.versions, &row, column).1).map(
            move |(number, column)| {
                let of = |party: Party| {
                    let cell = row.of(party).zip(column.of(party));
                    cell.map_or("", |(row, at)| self.versions.list(party).cell(row as usize, at)).to_owned()
                };
                let base = row.base.zip(column.base).map_or("", |(row, at)| self.versions.base.cell(row as usize, at));
                let (ours, theirs) = (of(Party::Ours), of(Party::Theirs));
                Clash::Field { row: at, column: number, base: base.to_owned(), ours, theirs }
            },
        )
    }

    /// Rows that each side added alone and that have one id, which no other of the added ones has.
    fn added_twice(&self, rows: &[MergedRow]) -> HashMap<usize, usize> {
        let (ours, theirs) = (self.versions.ours, self.versions.theirs);
        let columns = self.versions.ours_roles.id.zip(self.versions.theirs_roles.id);
        let Some((own, its)) = columns else { return HashMap::new() };
        let mut ids: HashMap<&str, [Vec<usize>; 2]> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            let (id, party) = match (row.base, row.ours, row.theirs) {
                (None, Some(row), None) => (ours.cell(row as usize, own), Party::Ours),
                (None, None, Some(row)) => (theirs.cell(row as usize, its), Party::Theirs),
                _ => continue,
            };
            if !trimmed(id).is_empty() {
                ids.entry(trimmed(id)).or_default()[party as usize].push(at);
            }
        }
        let pairs = ids.values().filter_map(|[own, its]| match (&own[..], &its[..]) {
            (&[own], &[its]) => Some((own, its)),
            _ => None,
        });
        pairs.collect()
    }
}
