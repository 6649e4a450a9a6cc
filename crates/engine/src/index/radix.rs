//! Radix sort by 64-bit keys in bounded steps: O(n), stable, 24 bytes per entry while it runs.

/// Bits of a digit.
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = u64::BITS.div_ceil(DIGIT_BITS) as usize;
const BUCKETS: usize = 1 << DIGIT_BITS;

/// Numbers with their keys.
#[derive(Debug, Default)]
pub(super) struct Keyed {
    /// The keys.
    pub keys: Vec<u64>,
    /// The number of each key.
    pub numbers: Vec<u32>,
}

impl Keyed {
    fn reserve_exact(&mut self, entries: usize) {
        self.keys.reserve_exact(entries);
        self.numbers.reserve_exact(entries);
    }

    /// Reserves room for `len` entries, `budget` at most per call; returns `true` when there is room for all.
    fn make_room(&mut self, len: usize, budget: usize) -> bool {
        let to = len.min(self.keys.len().saturating_add(budget));
        self.reserve_exact(len - self.keys.len());
        self.keys.resize(to, 0);
        self.numbers.resize(to, 0);
        to == len
    }
}

/// Sorts numbers by keys: first every [`push`](Self::push), then [`step`](Self::step) until it returns them in order.
#[derive(Debug)]
pub(super) struct Radix {
    given: Keyed,
    sorted: Keyed,
    /// Histogram of each digit.
    counts: Vec<[u32; BUCKETS]>,
    digit: usize,
    /// The histogram of the current digit has been turned into target positions.
    is_placing: bool,
    next: usize,
}

impl Default for Radix {
    fn default() -> Self {
        let counts = vec![[0; BUCKETS]; DIGITS];
        Radix { given: Keyed::default(), sorted: Keyed::default(), counts, digit: 0, is_placing: false, next: 0 }
    }
}

fn digit_of(key: u64, digit: usize) -> usize {
    (key >> (digit as u32 * DIGIT_BITS)) as usize & (BUCKETS - 1)
}

impl Radix {
    /// Reserves room for this many entries in all.
    pub fn foresee(&mut self, entries: usize) {
        self.given.reserve_exact(entries);
    }

    /// Adds an entry. Not after the first [`step`](Self::step).
    pub fn push(&mut self, key: u64, number: u32) {
        for (digit, counts) in self.counts.iter_mut().enumerate() {
            counts[digit_of(key, digit)] += 1;
        }
        self.given.keys.push(key);
        self.given.numbers.push(number);
    }

    /// Processes at most about `budget` entries; returns all, sorted by key, at the end. Equal keys keep their input
    /// order.
    pub fn step(&mut self, budget: usize) -> Option<Keyed> {
        while self.digit < DIGITS && self.is_settled() {
            self.digit += 1;
        }
        if self.digit == DIGITS {
            self.sorted = Keyed::default();
            return Some(std::mem::take(&mut self.given));
        }
        self.scatter(budget);
        None
    }

    /// A digit that is equal in all keys is skipped.
    fn is_settled(&self) -> bool {
        !self.is_placing && self.counts[self.digit].iter().any(|&n| n as usize == self.given.keys.len())
    }

    fn scatter(&mut self, budget: usize) {
        let all = self.given.keys.len();
        if self.sorted.keys.len() < all && !self.sorted.make_room(all, budget) {
            return;
        }
        let places = &mut self.counts[self.digit];
        if !self.is_placing {
            let mut start = 0;
            places.iter_mut().for_each(|n| start += std::mem::replace(n, start));
            self.is_placing = true;
        }
        let end = all.min(self.next.saturating_add(budget));
        let Keyed { keys, numbers } = &self.given;
        for (&key, &number) in keys[self.next..end].iter().zip(&numbers[self.next..end]) {
            let place = &mut places[digit_of(key, self.digit)];
            self.sorted.keys[*place as usize] = key;
            self.sorted.numbers[*place as usize] = number;
            *place += 1;
        }
        self.next = end;
        if end == all {
            std::mem::swap(&mut self.given, &mut self.sorted);
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
            let sorted = sorted.map(|sorted| sorted.keys.into_iter().zip(sorted.numbers).collect());
            prop_assert_eq!(sorted, Some(expected));
        }
    }
}
