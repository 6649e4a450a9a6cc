//! A small generator of pseudo-random numbers, the same on every machine (SplitMix64, Steele and
//! others 2014), so that the same program writes the same bytes.

use std::cell::Cell;

/// A stream of numbers. Its state is a cell, so that a draw can stand inside a call that draws.
pub struct Rng(Cell<u64>);

impl Rng {
    /// A stream named by a text: a change in one layer does not stir the others.
    pub fn named(name: &str) -> Rng {
        let seed = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Rng(Cell::new(seed))
    }

    fn next(&self) -> u64 {
        let mut z = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(z);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number of `low..=high`.
    pub fn between(&self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1).unsigned_abs()) as i64
    }

    /// True in so many of a hundred cases.
    pub fn percent(&self, percent: i64) -> bool {
        self.between(0, 99) < percent
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&self, list: &'a [T]) -> &'a T {
        &list[self.next() as usize % list.len()]
    }

    /// One of the words of a text.
    pub fn word(&self, words: &'static str) -> &'static str {
        let count = words.split_whitespace().count();
        words.split_whitespace().nth(self.next() as usize % count).unwrap_or_default()
    }

    /// Some of a list in its order, each in so many of a hundred cases; at least one.
    pub fn some<'a>(&self, percent: i64, list: &[&'a str]) -> Vec<&'a str> {
        let chosen: Vec<&str> = list.iter().copied().filter(|_| self.percent(percent)).collect();
        if chosen.is_empty() { vec![*self.pick(list)] } else { chosen }
    }
}
