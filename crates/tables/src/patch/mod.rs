//! A patch: what makes one version of a list of another, as data that applies and inverts exactly.
//!
//! It holds whole every row that came or went, and of every other row that changed each field before and after. So
//! [`Patch::invert`] needs nothing but the patch. Rows are found where they stood; else by their id, where ids are
//! unique in both lists; else by all their cells and how many equal rows stand before. `docs/patch.md` describes the
//! file.

mod apply;
mod diff;
mod json;

pub use apply::{Applied, Mismatch, Refusal, apply};
pub use diff::diff;
pub use json::{BYTES_MAX, PatchError};

use serde::{Deserialize, Serialize};

/// What the file says it is.
pub const FORMAT: &str = "diming-patch";
/// The version of the format.
pub const VERSION: u32 = 1;

/// A patch. Rows count from 1, columns from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The list to which it applies.
    pub before: ListShape,
    /// The list that it makes.
    pub after: ListShape,
    /// Each column of both, as its index before and after; a column that one does not have has none there.
    pub columns: Vec<[Option<u32>; 2]>,
    /// Rows that go.
    pub removed: Vec<WholeRow>,
    /// Rows that come.
    pub added: Vec<WholeRow>,
    /// Rows that stay, but not as they are.
    pub changed: Vec<ChangedRow>,
    /// Rows that stay, but out of the order in which the others stay: where they stand before and after.
    pub moved: Vec<[u32; 2]>,
}

/// What is known of a whole list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListShape {
    /// Its headings.
    pub headings: Vec<String>,
    /// Its number of rows.
    pub rows: u32,
    /// The column of its ids, if every row has one that no other has, in both lists.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<u32>,
}

/// A row with all its cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeRow {
    /// Where it stands, from 1: removed rows in the list before, added ones in the list after.
    pub row: u32,
    /// How many rows that are equal in all cells stand before it.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub nth: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A row that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedRow {
    /// Where it stands before and after, from 1.
    pub row: [u32; 2],
    /// Its id before and after, where the lists have unique ones.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<[String; 2]>,
    /// All its cells before, where there are no unique ids.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cells: Option<Vec<String>>,
    /// How many rows that are equal in all cells stand before it, before and after.
    #[serde(skip_serializing_if = "are_zero", default)]
    pub nth: [u32; 2],
    /// The fields that change.
    pub fields: Vec<FieldEdit>,
}

/// A field that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldEdit {
    /// Its column, an index into [`Patch::columns`].
    pub column: u32,
    /// What stands there before; none where the list has no such column.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<String>,
    /// What stands there after; none where the list has no such column.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn are_zero(numbers: &[u32; 2]) -> bool {
    *numbers == [0, 0]
}

impl Patch {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        let rows = self.removed.len() + self.added.len() + self.changed.len() + self.moved.len();
        rows == 0 && self.before.headings == self.after.headings
    }

    /// The patch that takes back what this one does.
    pub fn invert(&self) -> Patch {
        let changed = |row: &ChangedRow| ChangedRow {
            row: [row.row[1], row.row[0]],
            id: row.id.as_ref().map(|[before, after]| [after.clone(), before.clone()]),
            cells: row.cells.as_ref().map(|cells| self.after_cells(cells, &row.fields)),
            nth: [row.nth[1], row.nth[0]],
            fields: row.fields.iter().map(FieldEdit::inverted).collect(),
        };
        Patch {
            format: self.format.clone(),
            version: self.version,
            before: self.after.clone(),
            after: self.before.clone(),
            columns: self.columns.iter().map(|[before, after]| [*after, *before]).collect(),
            removed: self.added.clone(),
            added: self.removed.clone(),
            changed: self.changed.iter().map(changed).collect(),
            moved: self.moved.iter().map(|[before, after]| [*after, *before]).collect(),
        }
    }

    /// The cells of a row after its fields have changed.
    fn after_cells<C: AsRef<str>>(&self, cells: &[C], fields: &[FieldEdit]) -> Vec<String> {
        let mut after = vec![String::new(); self.after.headings.len()];
        for [b, a] in &self.columns {
            if let (Some(b), Some(a)) = (b, a)
                && let (Some(cell), Some(place)) = (cells.get(*b as usize), after.get_mut(*a as usize))
            {
                cell.as_ref().clone_into(place);
            }
        }
        for field in fields {
            let place = self.columns.get(field.column as usize).and_then(|[_, a]| after.get_mut((*a)? as usize));
            if let (Some(place), Some(text)) = (place, &field.after) {
                place.clone_from(text);
            }
        }
        after
    }
}

impl FieldEdit {
    fn inverted(&self) -> FieldEdit {
        FieldEdit { column: self.column, before: self.after.clone(), after: self.before.clone() }
    }
}

#[cfg(test)]
mod tests;
