//! Pairs of rows that are the same but for the id.

use super::keys::hash_text;
use super::result::How;
use super::work::Comparing;
use super::{Side, Sides};

/// Rows tried for an equal one among those of one hash.
const TRIES_MAX: usize = 64;

impl Comparing {
    pub(super) fn push_content(&mut self, sides: &Sides, side: Side, row: u32) {
        if self.content.is_empty() || !self.result.is_free(side, row) {
            return;
        }
        let list = sides.list(side);
        let (mut sum, mut is_blank) = (0u64, true);
        for (at, &(before, after)) in self.content.iter().enumerate() {
            let cell = list.cell(row as usize, if side == Side::Before { before } else { after });
            is_blank &= cell.is_empty();
            sum = sum.wrapping_add(hash_text(at as u64, cell));
        }
        // A row that shares nothing is the same as another only if it has nothing else either.
        if !is_blank || has_only_id(sides, side, row) {
            self.keys.push(sum, side, row);
        }
    }

    /// Whether two rows are the same in all columns of both but the id; rows that have only an id, in that.
    pub(super) fn is_same_content(&self, sides: &Sides, before: u32, after: u32) -> bool {
        let cells =
            |&(b, a): &(usize, usize)| (sides.before.cell(before as usize, b), sides.after.cell(after as usize, a));
        let is_equal = |pair: &(usize, usize)| {
            let (own, its) = cells(pair);
            own == its
        };
        let has_something = || self.content.iter().any(|pair| !cells(pair).0.is_empty());
        self.content.iter().all(is_equal) && (has_something() || self.id.as_ref().is_none_or(is_equal))
    }

    /// Whether two rows of one list are the same, but for the id.
    pub(super) fn are_twins(&self, sides: &Sides, side: Side, one: u32, other: u32) -> bool {
        let list = sides.list(side);
        let is_equal = |column: usize| list.cell(one as usize, column) == list.cell(other as usize, column);
        (0..list.width()).filter(|&column| Some(column) != sides.roles(side).id).all(is_equal)
    }

    /// Takes the first equal row for each, in the order of both lists.
    pub(super) fn join_equal(&mut self, sides: &Sides) -> Option<usize> {
        let group = self.keys.next_group()?;
        if group.is_one_sided() {
            return Some(1);
        }
        let [before, after] =
            [Side::Before, Side::After].map(|side| self.keys.rows(&group, side).collect::<Vec<u32>>());
        let mut first = 0;
        for &b in &before {
            while after.get(first).is_some_and(|&a| !self.result.is_free(Side::After, a)) {
                first += 1;
            }
            let free = after[first..].iter().copied().filter(|&a| self.result.is_free(Side::After, a));
            if let Some(a) = free.take(TRIES_MAX).find(|&a| self.is_same_content(sides, b, a)) {
                self.result.pair(b, a, How::Content, 100);
            }
        }
        Some(before.len() + after.len())
    }
}

/// Whether all cells of a row are empty but that of the id.
fn has_only_id(sides: &Sides, side: Side, row: u32) -> bool {
    let (list, id) = (sides.list(side), sides.roles(side).id);
    (0..list.width()).all(|column| Some(column) == id || list.cell(row as usize, column).is_empty())
}
