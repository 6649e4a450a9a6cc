//! Puts records in the order of their names in bounded steps: by the first steps of the names'
//! keys, then those that have them in common.
//!
//! O(n) but for names alike in their first steps, O(n log n) for these; 24 bytes a record while it
//! runs, 8 after.

use super::texts::Texts;
use crate::index::radix::{Keyed, Radix};
use diming_text::{Han, NameKey};
use std::cmp::Ordering;

/// Records that are sorted at once.
const RUN: usize = 4096;

/// A record on its way: a part of its name's key, and its number.
type Entry = (u64, u32);

/// The order of names.
#[derive(Debug, Default)]
pub(super) struct NameOrder {
    /// Records by name.
    pub records: Vec<u32>,
    /// For each record its place in `records`.
    pub ranks: Vec<u32>,
}

/// Makes a [`NameOrder`] in steps.
#[derive(Debug, Default)]
pub(super) struct NameOrderBuilder {
    heads: Radix,
    /// Records whose names are taken.
    taken: usize,
    scratch: Vec<u16>,
    /// By the first four steps of the names' keys.
    sorted: Option<Keyed>,
    /// Many records with the same four steps, from `order.records.len()` on.
    tied: Option<Merge>,
    order: NameOrder,
}

impl NameOrderBuilder {
    /// Moves about `budget` records on; gives the order of all names when it is whole.
    pub fn step(&mut self, budget: usize, names: &Texts, han: &Han) -> Option<NameOrder> {
        if self.taken < names.len() {
            self.take(budget, names, han);
            return None;
        }
        let Some(sorted) = &self.sorted else {
            self.sorted = self.heads.step(budget);
            return None;
        };
        let order = &mut self.order;
        let room = order.ranks.len();
        if room < names.len() {
            order.ranks.reserve_exact(names.len() - room);
            order.ranks.resize(names.len().min(room.saturating_add(budget)), 0);
            order.records.reserve_exact(names.len());
            return None;
        }
        if let Some(tied) = &mut self.tied {
            order.extend(&tied.step(budget, names, han)?);
            self.tied = None;
        }
        let end = order.records.len().saturating_add(budget);
        let mut alike: Vec<Entry> = Vec::new();
        while order.records.len() < end
            && let Some(run) = sorted.keys[order.records.len()..].chunk_by(|a, b| a == b).next()
        {
            let records = &sorted.numbers[order.records.len()..][..run.len()];
            if let [record] = *records {
                order.push(record);
                continue;
            }
            alike.clear();
            let mut part = |record: u32| NameKey::part(names.text(record as usize), 4, han, &mut self.scratch);
            alike.extend(records.iter().map(|&record| (part(record), record)));
            if alike.len() > RUN {
                self.tied = Some(Merge::new(alike));
                return None;
            }
            sort_run(&mut alike, names, han);
            order.extend(&alike);
        }
        (order.records.len() == names.len()).then(|| std::mem::take(order))
    }

    fn take(&mut self, budget: usize, names: &Texts, han: &Han) {
        if self.taken == 0 {
            self.heads.foresee(names.len());
        }
        let end = names.len().min(self.taken.saturating_add(budget));
        for record in self.taken..end {
            self.heads.push(NameKey::part(names.text(record), 0, han, &mut self.scratch), record as u32);
        }
        self.taken = end;
    }
}

impl NameOrder {
    fn extend(&mut self, entries: &[Entry]) {
        entries.iter().for_each(|entry| self.push(entry.1));
    }

    fn push(&mut self, record: u32) {
        self.ranks[record as usize] = self.records.len() as u32;
        self.records.push(record);
    }
}

/// Sorts at most [`RUN`] entries.
#[inline(never)]
fn sort_run(run: &mut [Entry], names: &Texts, han: &Han) {
    run.sort_unstable_by(|a, b| compare(a, b, names, han));
}

/// A sort in bounded steps: sorted runs, then merged two by two.
#[derive(Debug)]
struct Merge {
    /// Runs of `width` entries, those before `next` in order.
    runs: Vec<Entry>,
    next: usize,
    width: usize,
    /// What is merged of them so far, in runs twice as wide.
    merged: Vec<Entry>,
    /// How far the two runs are read that are being merged.
    left: usize,
    right: usize,
}

impl Merge {
    fn new(runs: Vec<Entry>) -> Merge {
        let merged = Vec::with_capacity(runs.len());
        Merge { runs, next: 0, width: RUN, merged, left: 0, right: 0 }
    }

    fn step(&mut self, budget: usize, names: &Texts, han: &Han) -> Option<Vec<Entry>> {
        if self.next < self.runs.len() {
            self.sort_runs(budget, names, han);
        } else if self.width < self.runs.len() {
            self.merge(budget, names, han);
        } else {
            return Some(std::mem::take(&mut self.runs));
        }
        None
    }

    fn sort_runs(&mut self, budget: usize, names: &Texts, han: &Han) {
        for run in self.runs[self.next..].chunks_mut(RUN).take(budget.div_ceil(RUN)) {
            sort_run(run, names, han);
            self.next += run.len();
        }
    }

    fn merge(&mut self, budget: usize, names: &Texts, han: &Han) {
        let all = self.runs.len();
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
}

/// By the part of the key, then by the folded name, then by number.
#[inline]
fn compare(a: &Entry, b: &Entry, names: &Texts, han: &Han) -> Ordering {
    a.0.cmp(&b.0).then_with(|| {
        let (x, y) = (names.text(a.1 as usize), names.text(b.1 as usize));
        if x == y { a.1.cmp(&b.1) } else { compare_whole(x, y, han) }
    })
}

#[cold]
fn compare_whole(x: &[u16], y: &[u16], han: &Han) -> Ordering {
    NameKey::of_units(x, han).cmp(&NameKey::of_units(y, han)).then_with(|| x.cmp(y))
}

#[cfg(test)]
mod tests {
    use super::super::hits::Role;
    use super::*;
    use crate::testing::table;
    use diming_text::fold::fold_units;

    /// The order of names that are all given twice, in steps of a budget, and a plain sort of them.
    fn check(name: impl Fn(usize) -> String, len: usize, budget: usize) {
        let given: Vec<String> = (0..len).map(|n| name(n * 7919 % (len / 2))).collect();
        let mut names = Texts::default();
        given.iter().for_each(|name| names.push(Role::Name, table(), |units| fold_units(name, table(), units)));
        let mut builder = NameOrderBuilder::default();
        let order = std::iter::repeat_with(|| builder.step(budget, &names, table())).find_map(|order| order);
        let order = order.expect("an order");
        let mut expected: Vec<u32> = (0..len as u32).collect();
        expected.sort_by_cached_key(|&n| (NameKey::new(&given[n as usize], table()), n));
        assert_eq!(order.records, expected);
        assert!(order.records.iter().enumerate().all(|(rank, &record)| order.ranks[record as usize] == rank as u32));
    }

    #[test]
    fn names_alike_in_their_first_steps_are_in_order_however_many_and_whatever_the_budget() {
        let alike = |n| format!("吕四港镇第{n}村");
        check(alike, 3 * RUN + 10, 1_000);
        check(alike, 3 * RUN + 10, usize::MAX);
        // Alike in eight steps.
        check(|n| format!("江苏省南通市启东市吕四港镇{n}号"), 2 * RUN + 2, 777);
        // Some alike, others alone, before and behind.
        check(|n| if n % 3 == 0 { alike(n) } else { format!("{}{n}路", ["安", "左"][n % 2]) }, 4 * RUN, 1_000);
        check(|n| format!("{n}号桥"), 200, 1);
    }
}
