//! Puts records in the order of their names in bounded steps: sorted runs, then merged two by two.
//!
//! O(n log n) whatever the names are; 48 bytes a record while it runs, 8 after.

use super::texts::Texts;
use crate::text::{Han, NameKey};
use std::cmp::Ordering;

/// Records that are sorted at once.
const RUN: usize = 4096;

/// A record on its way: the beginning of its name's key, and its number.
type Entry = (u64, u64, u32);

/// The order of names.
#[derive(Debug, Default)]
pub(super) struct NameOrder {
    /// Records by name.
    pub records: Vec<u32>,
    /// For each record its place in `records`.
    pub ranks: Vec<u32>,
}

/// Makes a [`NameOrder`].
#[derive(Debug, Default)]
pub(super) struct NameOrderBuilder {
    /// Runs of `width` entries, each in order.
    runs: Vec<Entry>,
    /// What is merged of them so far, in runs twice as wide.
    merged: Vec<Entry>,
    width: usize,
    /// How far the two runs are read that are being merged.
    left: usize,
    right: usize,
    order: NameOrder,
}

impl NameOrderBuilder {
    /// Moves about `budget` records on; gives the order of all names when it is whole.
    pub fn step(&mut self, budget: usize, names: &Texts, han: &Han) -> Option<NameOrder> {
        if self.runs.len() < names.len() {
            self.add_runs(budget, names, han);
        } else if self.width < names.len() {
            self.merge(budget, names, han);
        } else {
            return self.number(budget);
        }
        None
    }

    fn add_runs(&mut self, budget: usize, names: &Texts, han: &Han) {
        if self.runs.is_empty() {
            self.runs = Vec::with_capacity(names.len());
            self.order.ranks = vec![0; names.len()];
            self.order.records = Vec::with_capacity(names.len());
        }
        let mut scratch = Vec::new();
        for _ in 0..budget.div_ceil(RUN) {
            let start = self.runs.len();
            let end = names.len().min(start + RUN);
            self.runs.extend((start..end).map(|record| {
                let head = NameKey::head(names.text(record), han, &mut scratch);
                ((head >> 64) as u64, head as u64, record as u32)
            }));
            self.runs[start..].sort_unstable_by(|a, b| compare(a, b, names, han));
        }
        self.width = RUN;
    }

    fn merge(&mut self, budget: usize, names: &Texts, han: &Han) {
        let all = self.runs.len();
        self.merged.reserve_exact(all - self.merged.len());
        for _ in 0..budget {
            // The two runs begin where an even number of widths is merged.
            let start = self.merged.len() / (2 * self.width) * 2 * self.width;
            let (middle, end) = (all.min(start + self.width), all.min(start + 2 * self.width));
            if self.merged.len() == start {
                (self.left, self.right) = (start, middle);
            }
            let is_left = self.right == end
                || self.left < middle && compare(&self.runs[self.left], &self.runs[self.right], names, han).is_lt();
            let next = if is_left { &mut self.left } else { &mut self.right };
            self.merged.push(self.runs[*next]);
            *next += 1;
            if self.merged.len() == all {
                std::mem::swap(&mut self.runs, &mut self.merged);
                self.merged.clear();
                self.width *= 2;
                return;
            }
        }
    }

    fn number(&mut self, budget: usize) -> Option<NameOrder> {
        self.merged = Vec::new();
        let start = self.order.records.len();
        for &(_, _, record) in self.runs[start..].iter().take(budget) {
            self.order.ranks[record as usize] = self.order.records.len() as u32;
            self.order.records.push(record);
        }
        (self.order.records.len() == self.runs.len()).then(|| std::mem::take(&mut self.order))
    }
}

/// By key, then by the folded name, then by number.
#[inline]
fn compare(a: &Entry, b: &Entry, names: &Texts, han: &Han) -> Ordering {
    (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| compare_whole(a.2, b.2, names, han))
}

#[cold]
fn compare_whole(a: u32, b: u32, names: &Texts, han: &Han) -> Ordering {
    let (x, y) = (names.text(a as usize), names.text(b as usize));
    if x == y {
        return a.cmp(&b);
    }
    NameKey::of_units(x, han).cmp(&NameKey::of_units(y, han)).then_with(|| x.cmp(y))
}
