//! Sorting by 64-bit keys in bounded steps: a radix sort, O(n), stable, 32 bytes an entry while it runs.

/// Bits of a digit.
const DIGIT_BITS: u32 = 8;
const DIGITS: usize = u64::BITS.div_ceil(DIGIT_BITS) as usize;
const BUCKETS: usize = 1 << DIGIT_BITS;

/// Sorts numbers by keys: first every [`push`](Self::push), then [`step`](Self::step) until it gives them in order.
#[derive(Debug)]
pub(super) struct Radix {
    entries: Vec<(u64, u32)>,
    sorted: Vec<(u64, u32)>,
    /// How many keys have each value of each digit.
    counts: Vec<[u32; BUCKETS]>,
    digit: usize,
    /// The counts of the digit at hand have become the places where its next entries go.
    is_placing: bool,
    next: usize,
}

impl Default for Radix {
    fn default() -> Self {
        let counts = vec![[0; BUCKETS]; DIGITS];
        Radix { entries: Vec::new(), sorted: Vec::new(), counts, digit: 0, is_placing: false, next: 0 }
    }
}

fn digit_of(key: u64, digit: usize) -> usize {
    (key >> (digit as u32 * DIGIT_BITS)) as usize & (BUCKETS - 1)
}

impl Radix {
    /// Makes room for so many entries in all.
    pub fn foresee(&mut self, entries: usize) {
        self.entries.reserve_exact(entries);
    }

    /// Adds an entry. Not after the first [`step`](Self::step).
    pub fn push(&mut self, key: u64, number: u32) {
        for (digit, counts) in self.counts.iter_mut().enumerate() {
            counts[digit_of(key, digit)] += 1;
        }
        self.entries.push((key, number));
    }

    /// Moves at most about `budget` entries on; gives all, by key, when they are in order. Equal
    /// keys stay in the order in which they were pushed.
    pub fn step(&mut self, budget: usize) -> Option<Vec<(u64, u32)>> {
        while self.digit < DIGITS && self.is_settled() {
            self.digit += 1;
        }
        if self.digit == DIGITS {
            self.sorted = Vec::new();
            return Some(std::mem::take(&mut self.entries));
        }
        self.scatter(budget);
        None
    }

    /// A digit that all keys share needs no pass.
    fn is_settled(&self) -> bool {
        !self.is_placing && self.counts[self.digit].iter().any(|&n| n as usize == self.entries.len())
    }

    fn scatter(&mut self, budget: usize) {
        let places = &mut self.counts[self.digit];
        if !self.is_placing {
            let mut start = 0;
            places.iter_mut().for_each(|n| start += std::mem::replace(n, start));
            self.sorted.resize(self.entries.len(), (0, 0));
            self.is_placing = true;
        }
        let end = self.entries.len().min(self.next.saturating_add(budget));
        for &entry in &self.entries[self.next..end] {
            let place = &mut places[digit_of(entry.0, self.digit)];
            self.sorted[*place as usize] = entry;
            *place += 1;
        }
        self.next = end;
        if end == self.entries.len() {
            std::mem::swap(&mut self.entries, &mut self.sorted);
            (self.is_placing, self.next, self.digit) = (false, 0, self.digit + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gives_what_a_stable_sort_gives(
            keys in proptest::collection::vec(prop_oneof![any::<u64>(), 0u64..9, (0u64..9).prop_map(|k| k << 60)], 0..300),
            budget in 1usize..50,
        ) {
            let mut radix = Radix::default();
            keys.iter().enumerate().for_each(|(n, &key)| radix.push(key, n as u32));
            let mut expected: Vec<_> = keys.iter().enumerate().map(|(n, &key)| (key, n as u32)).collect();
            expected.sort();
            let sorted = std::iter::repeat_with(|| radix.step(budget)).find_map(|done| done);
            prop_assert_eq!(sorted, Some(expected));
        }
    }
}
