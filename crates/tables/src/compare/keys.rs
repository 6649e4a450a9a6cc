//! Rows by hashed keys: rows of both lists in one array, sorted in place in bounded steps, then read group by group.
//!
//! Eight bytes an entry: the upper half of a hash, the side, the row. Two keys may have one hash, so what is found is
//! compared by whoever asks. O(n log n) at most; a hash is not keyed, so a malicious list can slow its own comparison.

use super::Side;
use std::ops::Range;

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
/// Bits of a hash by which entries are dealt out before they are sorted.
const DEAL_BITS: u32 = 10;
const PILES: usize = 1 << DEAL_BITS;
/// Says that an entry is of the list after.
const AFTER_BIT: u64 = 1 << 31;

#[inline]
fn mixed(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR)
}

#[inline]
fn finished(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 29).wrapping_mul(FACTOR);
    hash ^ hash >> 32
}

/// A hash of a text; another one for each seed.
#[inline]
pub fn hash_text(seed: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(mixed(seed, bytes.len() as u64), |hash, word| mixed(hash, u64::from_le_bytes(*word)));
    finished(mixed(hash, rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte))))
}

/// A hash of units of a folded text; another one for each seed.
#[inline]
pub fn hash_units(seed: u64, units: impl IntoIterator<Item = u16>) -> u64 {
    finished(units.into_iter().fold(mixed(seed, 1), |hash, unit| mixed(hash, u64::from(unit))))
}

/// One hash of two.
#[inline]
pub fn joined(a: u64, b: u64) -> u64 {
    finished(mixed(mixed(a, b), 2))
}

/// Rows of both lists by hash.
#[derive(Debug)]
pub struct Keys {
    entries: Vec<u64>,
    /// Where the next entry of each pile goes, and where the pile ends; before the deal how many each has.
    next: Vec<u32>,
    ends: Vec<u32>,
    is_counted: bool,
    pile: usize,
    sorted: usize,
    read: usize,
}

impl Default for Keys {
    fn default() -> Keys {
        let next = vec![0; PILES];
        Keys { entries: Vec::new(), ends: next.clone(), next, is_counted: false, pile: 0, sorted: 0, read: 0 }
    }
}

/// The rows of one hash: some of the list before, some of the list after, ascending in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    before: Range<usize>,
    after: Range<usize>,
}

impl Keys {
    /// Takes all entries away; the memory stays for the next ones.
    pub fn clear(&mut self) {
        self.entries.clear();
        let entries = std::mem::take(&mut self.entries);
        *self = Keys { entries, ..Keys::default() };
    }

    /// Makes room for this many in all.
    pub fn reserve(&mut self, entries: usize) {
        self.entries.reserve_exact(entries.saturating_sub(self.entries.len()));
    }

    /// Adds a row (below 2^31) under a hash. Not after the first [`sort_some`](Self::sort_some).
    #[inline]
    pub fn push(&mut self, hash: u64, side: Side, row: u32) {
        let side = if side == Side::After { AFTER_BIT } else { 0 };
        let entry = hash >> 32 << 32 | side | u64::from(row);
        self.next[pile_of(entry)] += 1;
        self.entries.push(entry);
    }

    /// Sorts for about `left` entries, which are counted down; `true` at the end.
    pub fn sort_some(&mut self, left: &mut usize) -> bool {
        if !self.is_counted {
            let mut end = 0;
            for (next, pile_end) in self.next.iter_mut().zip(&mut self.ends) {
                end += std::mem::replace(next, end);
                *pile_end = end;
            }
            self.is_counted = true;
        }
        // Each swap brings one entry to its pile.
        while self.pile < PILES && *left > 0 {
            let at = self.next[self.pile];
            if at == self.ends[self.pile] {
                self.pile += 1;
                continue;
            }
            let home = pile_of(self.entries[at as usize]);
            self.entries.swap(at as usize, self.next[home] as usize);
            self.next[home] += 1;
            *left -= 1;
        }
        while self.pile == PILES && self.sorted < PILES && *left > 0 {
            let start = self.sorted.checked_sub(1).map_or(0, |before| self.ends[before]);
            let pile = start as usize..self.ends[self.sorted] as usize;
            *left = left.saturating_sub(pile.len() + 1);
            self.entries[pile].sort_unstable();
            self.sorted += 1;
        }
        self.sorted == PILES
    }

    /// The next rows of one hash, after sorting.
    pub fn next_group(&mut self) -> Option<Group> {
        let start = self.read;
        let hash = self.entries.get(start)? >> 32;
        let rest = &self.entries[start..];
        let before = rest.iter().take_while(|&&entry| entry >> 32 == hash && entry & AFTER_BIT == 0).count();
        let after = rest[before..].iter().take_while(|&&entry| entry >> 32 == hash).count();
        self.read = start + before + after;
        Some(Group { before: start..start + before, after: start + before..self.read })
    }

    /// Rows of a group.
    pub fn rows(&self, group: &Group, side: Side) -> impl Iterator<Item = u32> + '_ {
        let range = if side == Side::Before { &group.before } else { &group.after };
        self.entries[range.clone()].iter().map(|entry| (entry & (AFTER_BIT - 1)) as u32)
    }
}

impl Group {
    /// Number of rows of a side.
    pub fn len(&self, side: Side) -> usize {
        if side == Side::Before { self.before.len() } else { self.after.len() }
    }

    /// Whether only one list has such rows.
    pub fn is_one_sided(&self) -> bool {
        self.before.is_empty() || self.after.is_empty()
    }
}

fn pile_of(entry: u64) -> usize {
    (entry >> (u64::BITS - DEAL_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn groups_hold_every_row_once_by_side_and_in_order(
            hashes in proptest::collection::vec(prop_oneof![any::<u64>(), (0u64..9).prop_map(|h| h << 32), (0u64..9).prop_map(|h| h << 60)], 0..300),
            units in 1usize..50,
        ) {
            let mut keys = Keys::default();
            let side = |n: usize| if n.is_multiple_of(3) { Side::After } else { Side::Before };
            hashes.iter().enumerate().for_each(|(n, &hash)| keys.push(hash, side(n), n as u32));
            while !keys.sort_some(&mut units.clone()) {}
            let mut found = Vec::new();
            while let Some(group) = keys.next_group() {
                let before: Vec<u32> = keys.rows(&group, Side::Before).collect();
                let after: Vec<u32> = keys.rows(&group, Side::After).collect();
                prop_assert!(before.is_sorted() && after.is_sorted());
                prop_assert!(before.iter().all(|&n| !n.is_multiple_of(3)) && after.iter().all(|&n| n.is_multiple_of(3)));
                let all: Vec<u32> = before.into_iter().chain(after).collect();
                let first = hashes[all[0] as usize] >> 32;
                prop_assert!(all.iter().all(|&n| hashes[n as usize] >> 32 == first));
                prop_assert!(found.last().is_none_or(|(last, _)| *last < first), "one group a hash");
                found.push((first, all));
            }
            let mut rows: Vec<u32> = found.into_iter().flat_map(|(_, rows)| rows).collect();
            rows.sort_unstable();
            prop_assert_eq!(rows, (0..hashes.len() as u32).collect::<Vec<_>>());
        }
    }

    #[test]
    fn texts_and_seeds_have_hashes_of_their_own() {
        let texts = ["", "\0", "a", "aa", "12345678", "12345678\0", "甲", "甲乙丙丁"];
        let hashes: std::collections::BTreeSet<u64> =
            texts.iter().flat_map(|text| [hash_text(1, text), hash_text(2, text)]).collect();
        assert_eq!(hashes.len(), 2 * texts.len());
        assert_ne!(hash_units(0, [1, 2]), hash_units(0, [2, 1]));
        assert_ne!(joined(1, 2), joined(2, 1));
    }
}
