//! A hash index of strings: for dictionaries and record keys.
//!
//! Open addressing over one array of eight bytes per slot (hash and number), at most two thirds full; the strings are
//! stored elsewhere. The hash is not keyed: a malicious file can slow down its own reading, and nothing else.

use std::collections::TryReserveError;

/// A 32-bit hash of some bytes, eight at a time; the last eight may overlap those before.
#[inline]
pub fn hash_bytes(bytes: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = (bytes.len() as u64).wrapping_mul(FACTOR);
    let mut rest = bytes;
    while rest.len() > 8
        && let Some((word, after)) = rest.split_first_chunk::<8>()
    {
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
        rest = after;
    }
    hash = (hash.rotate_left(23) ^ last_word(bytes)).wrapping_mul(FACTOR);
    ((hash ^ hash >> 29).wrapping_mul(FACTOR) >> 32) as u32
}

/// The last eight bytes, or all of fewer.
#[inline]
fn last_word(bytes: &[u8]) -> u64 {
    if let Some(word) = bytes.last_chunk::<8>() {
        return u64::from_le_bytes(*word);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
    }
    bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// Maps a hash to a number; the caller, who has the strings, compares them.
#[derive(Clone, Debug, Default)]
pub struct HashIndex {
    /// Hash in the upper half, number + 1 in the lower; 0 is free. The length is a power of two.
    slots: Vec<u64>,
    used: usize,
}

impl HashIndex {
    /// Whether nothing is stored.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The number stored under a hash for which `is_it` holds.
    pub fn find(&self, hash: u32, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let mut at = self.home_of(hash);
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            let number = slot as u32 - 1;
            if (slot >> 32) as u32 == hash && is_it(number) {
                return Some(number);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The number stored under a hash for which `is_it` holds; if there is none, stores `number` (below `u32::MAX`).
    pub fn find_or_insert(&mut self, hash: u32, number: u32, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        if self.try_reserve().is_err() {
            // Grows like any collection: without memory it aborts.
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<u64>());
        }
        let mut at = self.home_of(hash);
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                self.slots[at] = u64::from(hash) << 32 | u64::from(number + 1);
                self.used += 1;
                return None;
            }
            let found = slot as u32 - 1;
            if (slot >> 32) as u32 == hash && is_it(found) {
                return Some(found);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn put(&mut self, slot: u64) {
        let mut at = self.home_of((slot >> 32) as u32);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    fn home_of(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.slots.len() as u64) >> 32) as usize
    }

    /// Reserves room for one more; fails if there is no memory.
    pub fn try_reserve(&mut self) -> Result<(), TryReserveError> {
        if self.used * 3 < self.slots.len() * 2 {
            return Ok(());
        }
        self.try_resize((self.slots.len() * 2).max(16))
    }

    /// Reserves room for this many in all; best effort.
    pub fn foresee(&mut self, count: usize) {
        let length = (count * 3 / 2 + 1).next_power_of_two();
        if length > self.slots.len() {
            drop(self.try_resize(length));
        }
    }

    fn try_resize(&mut self, length: usize) -> Result<(), TryReserveError> {
        let mut slots = Vec::new();
        slots.try_reserve_exact(length)?;
        slots.resize(length, 0);
        for slot in std::mem::replace(&mut self.slots, slots) {
            if slot != 0 {
                self.put(slot);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_was_put_in_and_nothing_else(words in proptest::collection::hash_set(".{0,20}", 0..300), other in ".{21,24}") {
            let words: Vec<String> = words.into_iter().collect();
            let mut index = HashIndex::default();
            for (n, word) in words.iter().enumerate() {
                let hash = hash_bytes(word.as_bytes());
                prop_assert_eq!(index.find_or_insert(hash, n as u32, |i| words[i as usize] == *word), None);
                prop_assert_eq!(index.find_or_insert(hash, 999, |i| words[i as usize] == *word), Some(n as u32));
            }
            for (n, word) in words.iter().enumerate() {
                let found = index.find(hash_bytes(word.as_bytes()), |i| words[i as usize] == *word);
                prop_assert_eq!(found, Some(n as u32));
            }
            prop_assert_eq!(index.find(hash_bytes(other.as_bytes()), |i| words[i as usize] == other), None);
            index.foresee(words.len() * 3);
            for (n, word) in words.iter().enumerate() {
                prop_assert_eq!(index.find(hash_bytes(word.as_bytes()), |i| words[i as usize] == *word), Some(n as u32));
            }
        }
    }

    #[test]
    fn one_hash_for_many_still_tells_them_apart() {
        let mut index = HashIndex::default();
        for n in 0..100 {
            assert_eq!(index.find_or_insert(7, n, |_| false), None);
        }
        assert_eq!(index.find(7, |n| n == 42), Some(42));
        assert_eq!(index.find(7, |n| n == 100), None);
        assert_eq!(index.find(8, |_| true), None);
    }
}
