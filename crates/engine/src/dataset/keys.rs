//! The keys of a table's records, and the lookup of a row by key.

use super::columns::Strings;
use super::hash::{HashIndex, hash_bytes};
use std::cmp::Ordering;
use std::collections::TryReserveError;

/// One key per row, without duplicates; empty if a record has none.
///
/// Most files are sorted by key: rows at the beginning whose keys ascend (by length, then by bytes) are searched in
/// place. The others are hashed.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    strings: Strings,
    /// Number of rows at the beginning with ascending keys, none of them empty.
    ascending: usize,
    /// The rows after those that have a key.
    later: HashIndex,
}

impl Keys {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.strings.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.strings.is_empty()
    }

    /// The key of a row; empty if it has none, or out of range.
    pub fn get(&self, row: usize) -> &str {
        self.strings.get(row)
    }

    /// The row with a key; an empty key names none. O(log n).
    pub fn row_of(&self, key: &str) -> Option<usize> {
        if key.is_empty() {
            return None;
        }
        let is_it = |row: u32| self.strings.get(row as usize) == key;
        let later = || self.later.find(hash_bytes(key.as_bytes()), is_it).map(|row| row as usize);
        self.ascending_row(key).or_else(later)
    }

    fn ascending_row(&self, key: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.ascending);
        while low < high {
            let middle = low.midpoint(high);
            match compare(self.strings.get(middle), key) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Adds a row. Returns `false` if an earlier one has this key: the new row then has none.
    pub fn push(&mut self, key: &str) -> bool {
        let row = self.len();
        let is_behind = self.ascending == 0 || compare(self.strings.get(self.ascending - 1), key).is_lt();
        if key.is_empty() {
            self.strings.push("");
            return true;
        }
        if is_behind && self.ascending == row {
            self.ascending += 1;
            self.strings.push(key);
            return true;
        }
        let strings = &self.strings;
        let is_it = |row: u32| strings.get(row as usize) == key;
        let is_known = !is_behind && self.ascending_row(key).is_some()
            || self.later.find_or_insert(hash_bytes(key.as_bytes()), row as u32, is_it).is_some();
        self.strings.push(if is_known { "" } else { key });
        !is_known
    }

    /// Reserves room for one more row of at most this many bytes; fails if there is no memory.
    pub fn try_reserve(&mut self, bytes: usize) -> Result<(), TryReserveError> {
        self.strings.try_reserve(bytes)?;
        self.later.try_reserve()
    }

    /// Reserves room for this many rows in all, estimated from the rows so far; best effort.
    pub fn foresee(&mut self, rows: usize) {
        self.strings.foresee(rows);
        if !self.later.is_empty() {
            self.later.foresee(rows.saturating_sub(self.ascending));
        }
    }
}

/// By length, then by bytes: counting ids ascend with or without leading zeros.
fn compare(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn check(given: &[String]) -> Result<(), TestCaseError> {
        let mut keys = Keys::default();
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (row, key) in given.iter().enumerate() {
            let is_new = key.is_empty() || !first.contains_key(key.as_str());
            prop_assert_eq!(keys.push(key), is_new);
            prop_assert_eq!(keys.get(row), if is_new { key.as_str() } else { "" });
            if !key.is_empty() {
                first.entry(key).or_insert(row);
            }
            if row == given.len() / 2 {
                keys.foresee(given.len());
            }
        }
        for key in given {
            prop_assert_eq!(keys.row_of(key), first.get(key.as_str()).copied());
        }
        prop_assert_eq!(keys.row_of("none"), None);
        Ok(())
    }

    proptest! {
        #[test]
        fn each_key_has_its_first_row(given in proptest::collection::vec("[0-9a]{0,3}", 0..200), sorted in 0usize..200) {
            let mut given = given;
            let sorted = sorted.min(given.len());
            given[..sorted].sort_by(|a, b| compare(a, b));
            check(&given)?;
        }

        #[test]
        fn counted_ids_are_in_order_until_one_is_not(count in 1u32..300, odd in 0u32..300, key in 0u32..400) {
            let mut given: Vec<String> = (0..count).map(|n| n.to_string()).collect();
            if let Some(one) = given.get_mut(odd as usize) {
                *one = key.to_string();
            }
            check(&given)?;
        }
    }
}
