//! Two sets of edits of one list, brought together field by field.
//!
//! - A field that one side changed is as that side has it; if both changed it to the same, it is so. Else it is a conflict.
//! - A row that one side removed and the other left as it was is gone; if the other changed it, it stays, and is a conflict.
//! - A row that both added with the same cells is there once. If both added one id with other cells, both rows are
//!   there, and are a conflict.
//! - A column that one side removed is gone, unless the other has changed something in it: then it stays, and is a conflict.
//!
//! Nothing of a conflict is lost: it holds all three versions. Until it is decided a field is as *ours* has it, and rows
//! and columns stay.
//!
//! What holds: with the sides exchanged the same conflicts are found, and the same rows, up to their order and to
//! which side undecided fields are from. What was merged, merged with either side again, is as it was: rows, order and
//! columns. That rows are found again is sure for unique ids; without ids it is as sure as the comparison. The order is that
//! of ours; what comes from theirs stands behind the row behind which it stands there.

mod columns;
mod rows;

pub use columns::MergedColumn;

use crate::compare::{Comparison, Sides, Thresholds, TooLong, compare};
use crate::list::Full;
use crate::{List, Roles};
use diming_text::Han;

/// Three versions of a list.
#[derive(Clone, Copy)]
pub struct Versions<'a> {
    /// From which both others come.
    pub base: &'a List,
    /// Its columns.
    pub base_roles: Roles,
    /// The list with our edits.
    pub ours: &'a List,
    /// Its columns.
    pub ours_roles: Roles,
    /// The list with their edits.
    pub theirs: &'a List,
    /// Its columns.
    pub theirs_roles: Roles,
    /// Readings and forms of characters.
    pub han: &'a Han,
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// Whose list keeps its order.
    Ours,
    /// The other one.
    Theirs,
}

impl Party {
    /// Both.
    pub const BOTH: [Party; 2] = [Party::Ours, Party::Theirs];

    /// The other one.
    pub fn other(self) -> Party {
        if self == Party::Ours { Party::Theirs } else { Party::Ours }
    }
}

impl<'a> Versions<'a> {
    /// The base and a side, to be compared.
    pub fn sides(&self, party: Party) -> Sides<'a> {
        let (after, after_roles) = match party {
            Party::Ours => (self.ours, self.ours_roles),
            Party::Theirs => (self.theirs, self.theirs_roles),
        };
        Sides { before: self.base, before_roles: self.base_roles, after, after_roles, han: self.han }
    }

    fn list(&self, party: Party) -> &'a List {
        if party == Party::Ours { self.ours } else { self.theirs }
    }
}

/// A row of what was merged: its row in each version that has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct MergedRow {
    /// Its row in the base.
    pub base: Option<u32>,
    /// Its row in ours.
    pub ours: Option<u32>,
    /// Its row in theirs.
    pub theirs: Option<u32>,
}

impl MergedRow {
    fn of(&self, party: Party) -> Option<u32> {
        if party == Party::Ours { self.ours } else { self.theirs }
    }
}

/// What both sides have edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// A field has three values.
    Field {
        /// Its row, an index into [`Merge::rows`].
        row: usize,
        /// Its column, an index into [`Merge::columns`].
        column: usize,
        /// As it was.
        base: String,
        /// As we have it.
        ours: String,
        /// As they have it.
        theirs: String,
    },
    /// A heading has three values.
    Heading {
        /// Its column, an index into [`Merge::columns`].
        column: usize,
        /// As it was.
        base: String,
        /// As we have it.
        ours: String,
        /// As they have it.
        theirs: String,
    },
    /// A row was removed by one side and changed by the other.
    UpdatedAndRemoved {
        /// The row as it was changed, an index into [`Merge::rows`].
        row: usize,
        /// Who removed it.
        removed_by: Party,
    },
    /// Both added one id, with other cells.
    AddedTwice {
        /// Our row and theirs, indexes into [`Merge::rows`].
        rows: [usize; 2],
    },
    /// A column was removed by one side, and the other changed something in it.
    ColumnRemoved {
        /// The column, an index into [`Merge::columns`].
        column: usize,
        /// Who removed it.
        removed_by: Party,
    },
}

/// What a person decides about a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As a side has it: its value, its row, or that it removed the row or column.
    Of(Party),
    /// As it was; for fields and headings.
    Base,
    /// This text; for fields and headings.
    Text(String),
    /// Both rows; for rows that were added twice.
    Both,
}

/// A conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What both have edited.
    pub clash: Clash,
    /// What was decided; nothing yet where there is none.
    pub choice: Option<Choice>,
}

/// The choice does not suit the conflict, or there is no such conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cannot be chosen here")]
pub struct Unsuitable;

/// What was merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    columns: Vec<MergedColumn>,
    rows: Vec<MergedRow>,
    conflicts: Vec<Conflict>,
}

/// Compares both sides with the base, and merges them.
///
/// # Errors
/// A list is too long to be compared.
pub fn merge_lists(versions: &Versions) -> Result<Merge, TooLong> {
    let found = |party| compare(&versions.sides(party), &Thresholds::trusting_ids());
    Ok(merge(versions, &found(Party::Ours)?, &found(Party::Theirs)?))
}

/// Merges two sides whose comparisons with the base are done. What is undecided there counts as removed and added. It
/// is best made with [`Thresholds::trusting_ids`].
pub fn merge(versions: &Versions, ours: &Comparison, theirs: &Comparison) -> Merge {
    let found = [ours, theirs];
    let (columns, mut conflicts) = columns::merge_columns(versions, found);
    let (rows, of_rows) = rows::merge_rows(versions, found, &columns);
    conflicts.extend(of_rows);
    let conflicts = conflicts.into_iter().map(|clash| Conflict { clash, choice: None }).collect();
    Merge { columns, rows, conflicts }
}

impl Merge {
    /// Its columns.
    pub fn columns(&self) -> &[MergedColumn] {
        &self.columns
    }

    /// Its rows, those that a decision leaves out among them.
    pub fn rows(&self) -> &[MergedRow] {
        &self.rows
    }

    /// Conflicts, those of columns first, then those of rows by their rows.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Decides about a conflict, or takes that back with `None`.
    ///
    /// # Errors
    /// The choice does not suit the conflict, or there is none of this number.
    pub fn decide(&mut self, conflict: usize, choice: Option<Choice>) -> Result<(), Unsuitable> {
        let conflict = self.conflicts.get_mut(conflict).ok_or(Unsuitable)?;
        let is_of_text = matches!(conflict.clash, Clash::Field { .. } | Clash::Heading { .. });
        let suits = match &choice {
            None | Some(Choice::Of(_)) => true,
            Some(Choice::Base | Choice::Text(_)) => is_of_text,
            Some(Choice::Both) => matches!(conflict.clash, Clash::AddedTwice { .. }),
        };
        if !suits {
            return Err(Unsuitable);
        }
        conflict.choice = choice;
        Ok(())
    }

    /// The list, as far as it is decided. Lines are those of ours, else none (0).
    ///
    /// # Errors
    /// It would have more than 4 GiB of text.
    pub fn list(&self, versions: &Versions) -> Result<List, Full> {
        let mut is_left_out = vec![false; self.rows.len()];
        let mut is_column_gone = vec![false; self.columns.len()];
        let mut headings: Vec<String> =
            self.columns.iter().map(|column| column.heading(versions).0.to_owned()).collect();
        for Conflict { clash, choice } in &self.conflicts {
            match (clash, choice) {
                (Clash::UpdatedAndRemoved { row, removed_by }, Some(Choice::Of(party))) => {
                    is_left_out[*row] = party == removed_by;
                }
                (Clash::AddedTwice { rows: [own, its] }, Some(Choice::Of(party))) => {
                    is_left_out[if *party == Party::Ours { *its } else { *own }] = true;
                }
                (Clash::ColumnRemoved { column, removed_by }, Some(Choice::Of(party))) => {
                    is_column_gone[*column] = party == removed_by;
                }
                (Clash::Heading { column, base, ours, theirs }, Some(choice)) => {
                    chosen(choice, [base, ours, theirs]).clone_into(&mut headings[*column]);
                }
                _ => {}
            }
        }
        let shown: Vec<usize> = (0..self.columns.len()).filter(|&column| !is_column_gone[column]).collect();
        let mut list = List::new(shown.iter().map(|&column| headings[column].clone()).collect());
        let decided = self.conflicts.iter().filter_map(|conflict| match (&conflict.clash, &conflict.choice) {
            (Clash::Field { row, column, base, ours, theirs }, Some(choice)) => {
                Some(((*row, *column), chosen(choice, [base, ours, theirs])))
            }
            _ => None,
        });
        // Conflicts are in the order of rows.
        let mut decided = decided.peekable();
        let mut texts: Vec<&str> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            texts.clear();
            texts.extend(self.columns.iter().map(|column| rows::value(versions, row, column).0));
            while let Some(((_, column), text)) = decided.next_if(|((row, _), _)| *row == at) {
                texts[column] = text;
            }
            if !is_left_out[at] {
                let line = row.ours.map_or(0, |row| versions.ours.line(row as usize));
                list.push(line, shown.iter().map(|&column| texts[column]))?;
            }
        }
        Ok(list)
    }
}

fn chosen<'a>(choice: &'a Choice, [base, ours, theirs]: [&'a String; 3]) -> &'a str {
    match choice {
        Choice::Of(Party::Ours) | Choice::Both => ours,
        Choice::Of(Party::Theirs) => theirs,
        Choice::Base => base,
        Choice::Text(text) => text,
    }
}

/// What three versions make: ours, if both are the same or only we changed it, theirs if only they did; whether both did.
fn brought_together<'a>(base: &'a str, ours: &'a str, theirs: &'a str) -> (&'a str, bool) {
    if ours == base { (theirs, false) } else { (ours, theirs != base && theirs != ours) }
}

#[cfg(test)]
mod tests;
