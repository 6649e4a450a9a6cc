//! The columns of what is merged.

use super::{Clash, Party, Versions, brought_together};
use crate::compare::{Columns, Comparison, Side};

/// A column: its index in each version that has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergedColumn {
    /// In the base.
    pub base: Option<usize>,
    /// In ours.
    pub ours: Option<usize>,
    /// In theirs.
    pub theirs: Option<usize>,
}

impl MergedColumn {
    pub(super) fn of(&self, party: Party) -> Option<usize> {
        if party == Party::Ours { self.ours } else { self.theirs }
    }

    /// Its heading, and whether both sides changed it.
    pub(super) fn heading<'a>(&self, versions: &Versions<'a>) -> (&'a str, bool) {
        let [base, ours, theirs] = self.headings(versions);
        match base.or(ours).or(theirs) {
            Some(some) => brought_together(base.unwrap_or(some), ours.unwrap_or(some), theirs.unwrap_or(some)),
            None => ("", false),
        }
    }

    fn headings<'a>(&self, versions: &Versions<'a>) -> [Option<&'a str>; 3] {
        let lists = [versions.base, versions.ours, versions.theirs];
        let indexes = [self.base, self.ours, self.theirs];
        let mut headings = [None; 3];
        for ((list, at), heading) in lists.into_iter().zip(indexes).zip(&mut headings) {
            *heading = at.and_then(|at| list.headings().get(at)).map(String::as_str);
        }
        headings
    }
}

/// The columns in the order of ours, each of theirs behind the one behind which it stands there; and what clashes.
pub(super) fn merge_columns(versions: &Versions, found: [&Comparison; 2]) -> (Vec<MergedColumn>, Vec<Clash>) {
    let base_of = |party: Party, column: usize| {
        let all = found[party as usize].columns().all();
        all.iter().find(|c| c.after == Some(column)).and_then(|c| c.before)
    };
    let of_base = |party: Party, column: usize| {
        let all = found[party as usize].columns().all();
        all.iter().find(|c| c.before == Some(column)).and_then(|c| c.after)
    };
    // New columns of both sides are one by their role or heading.
    let sides =
        ((versions.ours.headings(), &versions.ours_roles), (versions.theirs.headings(), &versions.theirs_roles));
    let both_new: Vec<(usize, usize)> = Columns::of(sides.0, sides.1)
        .shared()
        .filter(|&(ours, theirs)| base_of(Party::Ours, ours).is_none() && base_of(Party::Theirs, theirs).is_none())
        .collect();
    let mut removed = Vec::new();
    let mut is_gone = |column: &MergedColumn, by: Party| {
        let is_changed = is_changed_by(versions, found[by.other() as usize], column, by.other());
        if is_changed {
            removed.push((*column, by));
        }
        !is_changed
    };
    let mut columns: Vec<MergedColumn> = Vec::new();
    for ours in 0..versions.ours.width() {
        let base = base_of(Party::Ours, ours);
        let new = || both_new.iter().find(|(own, _)| *own == ours).map(|(_, its)| *its);
        let theirs = base.map_or_else(new, |base| of_base(Party::Theirs, base));
        let column = MergedColumn { base, ours: Some(ours), theirs };
        if base.is_none() || theirs.is_some() || !is_gone(&column, Party::Theirs) {
            columns.push(column);
        }
    }
    for theirs in 0..versions.theirs.width() {
        if columns.iter().any(|column| column.theirs == Some(theirs)) {
            continue;
        }
        let column = MergedColumn { base: base_of(Party::Theirs, theirs), ours: None, theirs: Some(theirs) };
        if column.base.is_none() || !is_gone(&column, Party::Ours) {
            let left = theirs.checked_sub(1);
            let at = left.and_then(|left| columns.iter().position(|column| column.theirs == Some(left)));
            columns.insert(at.map_or(0, |at| at + 1), column);
        }
    }
    let clashes = clashes_of(versions, &columns, &removed);
    (columns, clashes)
}

/// Whether a side changed a field of a column, or added a row that has something in it.
fn is_changed_by(versions: &Versions, found: &Comparison, column: &MergedColumn, party: Party) -> bool {
    let (Some(base), Some(own)) = (column.base, column.of(party)) else { return false };
    let list = versions.list(party);
    (0..list.len() as u32).any(|row| {
        let before = found.mate_of(Side::After, row).map_or("", |before| versions.base.cell(before as usize, base));
        list.cell(row as usize, own) != before
    })
}

fn clashes_of(versions: &Versions, columns: &[MergedColumn], removed: &[(MergedColumn, Party)]) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if let Some((_, removed_by)) = removed.iter().find(|(other, _)| other == column) {
            clashes.push(Clash::ColumnRemoved { column: at, removed_by: *removed_by });
        }
        if column.heading(versions).1 {
            let [base, ours, theirs] = column.headings(versions).map(|heading| heading.unwrap_or("").to_owned());
            clashes.push(Clash::Heading { column: at, base, ours, theirs });
        }
    }
    clashes
}
