//! A comparison as a patch.

use super::{ChangedRow, FORMAT, FieldEdit, ListShape, Patch, VERSION, WholeRow};
use crate::List;
use crate::compare::keys::hash_text;
use crate::compare::{Column, Comparison, Side, Sides};
use diming_engine::delimited::trimmed;
use std::collections::{HashMap, HashSet};

/// What makes the list after of the list before. Pairs stay; splits, mergers and what is not decided go and come.
pub fn diff(sides: &Sides, comparison: &Comparison) -> Patch {
    let columns = comparison.columns().all();
    let id = sides.before_roles.id.zip(sides.after_roles.id);
    let id = id.filter(|(b, a)| is_unique(sides.before, *b) && is_unique(sides.after, *a));
    let nth = Side::BOTH.map(|side| if id.is_some() { Vec::new() } else { occurrences(list_of(sides, side)) });
    let nth = |side: Side, row: u32| nth[side as usize].get(row as usize).copied().unwrap_or(0);
    let whole = |side: Side, row: u32| WholeRow {
        row: row + 1,
        nth: nth(side, row),
        cells: list_of(sides, side).row(row as usize).map(str::to_owned).collect(),
    };
    let is_pair = |side: Side, row: u32| comparison.mate_of(side, row).is_some();
    let alone = |side: Side| (0..list_of(sides, side).len() as u32).filter(move |&row| !is_pair(side, row));
    let mut patch = Patch {
        format: FORMAT.to_owned(),
        version: VERSION,
        before: shape(sides.before, id.map(|(b, _)| b)),
        after: shape(sides.after, id.map(|(_, a)| a)),
        columns: columns.iter().map(|c| [c.before.map(|b| b as u32), c.after.map(|a| a as u32)]).collect(),
        removed: alone(Side::Before).map(|row| whole(Side::Before, row)).collect(),
        added: alone(Side::After).map(|row| whole(Side::After, row)).collect(),
        changed: Vec::new(),
        moved: Vec::new(),
    };
    let pairs = (0..sides.before.len() as u32).filter_map(|row| Some((row, comparison.mate(row)?)));
    let pairs: Vec<(u32, u32)> = pairs.collect();
    for &(before, after) in &pairs {
        let fields = fields(sides, columns, before, after);
        if !fields.is_empty() {
            let cell = |list: &List, row: u32, column: usize| list.cell(row as usize, column).to_owned();
            patch.changed.push(ChangedRow {
                row: [before + 1, after + 1],
                id: id.map(|(b, a)| [cell(sides.before, before, b), cell(sides.after, after, a)]),
                cells: id.is_none().then(|| sides.before.row(before as usize).map(str::to_owned).collect()),
                nth: [nth(Side::Before, before), nth(Side::After, after)],
                fields,
            });
        }
    }
    let stay = longest_ascending(&pairs);
    let moved = pairs.iter().zip(stay).filter(|(_, stays)| !stays);
    patch.moved = moved.map(|((before, after), _)| [before + 1, after + 1]).collect();
    patch
}

fn list_of<'a>(sides: &Sides<'a>, side: Side) -> &'a List {
    if side == Side::Before { sides.before } else { sides.after }
}

fn shape(list: &List, id: Option<usize>) -> ListShape {
    ListShape { headings: list.headings().to_vec(), rows: list.len() as u32, id: id.map(|id| id as u32) }
}

fn fields(sides: &Sides, columns: &[Column], before: u32, after: u32) -> Vec<FieldEdit> {
    let edit = |(number, column): (usize, &Column)| {
        let own = column.before.map(|b| sides.before.cell(before as usize, b));
        let its = column.after.map(|a| sides.after.cell(after as usize, a));
        // What a list has no column for counts as empty.
        (own.unwrap_or("") != its.unwrap_or("")).then(|| FieldEdit {
            column: number as u32,
            before: own.map(str::to_owned),
            after: its.map(str::to_owned),
        })
    };
    columns.iter().enumerate().filter_map(edit).collect()
}

/// Whether each row has an id of its own.
fn is_unique(list: &List, column: usize) -> bool {
    let mut seen = HashSet::with_capacity(list.len());
    let ids = (0..list.len()).map(|row| trimmed(list.cell(row, column)));
    ids.into_iter().all(|id| !id.is_empty() && seen.insert(id))
}

/// A hash of all cells of a row.
pub(super) fn hash_row<'c>(cells: impl Iterator<Item = &'c str>) -> u64 {
    cells.fold(0, hash_text)
}

/// How many equal rows stand before each.
fn occurrences(list: &List) -> Vec<u32> {
    let mut counts: HashMap<u64, u32> = HashMap::with_capacity(list.len());
    let count = |row: usize| {
        let count = counts.entry(hash_row(list.row(row))).or_insert(0);
        *count += 1;
        *count - 1
    };
    (0..list.len()).map(count).collect()
}

/// For each pair, in the order before, whether it is among the most that stand in the same order after (Fredman 1975).
fn longest_ascending(pairs: &[(u32, u32)]) -> Vec<bool> {
    // The pair with the lowest place after that ends a run of each length, and what stands before each pair in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, &(_, after)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < after);
        previous.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut stays = vec![false; pairs.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        stays[at] = true;
        next = previous[at];
    }
    stays
}
