//! A bit set over dense ids, used by filter, facets, search and clusters.
//!
//! Operations on a range work on words of 64 bits, masked at the ends.

use std::ops::Range;

/// A fixed number of bits, all clear at first. Bits beyond the length are never set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// `len` clear bits.
    pub fn new(len: usize) -> Bits {
        Bits { words: vec![0; len.div_ceil(64)], len }
    }

    /// `len` set bits.
    pub fn full(len: usize) -> Bits {
        let mut bits = Bits { words: vec![u64::MAX; len.div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// Bits for which the test holds.
    pub fn from_fn(len: usize, mut test: impl FnMut(usize) -> bool) -> Bits {
        let mut bits = Bits::new(len);
        for (w, word) in bits.words.iter_mut().enumerate() {
            let start = w * 64;
            for b in 0..64.min(len - start) {
                *word |= u64::from(test(start + b)) << b;
            }
        }
        bits
    }

    /// Number of bits, set or clear.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no bits at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether bit `i` is set; `false` out of range.
    #[inline]
    pub fn get(&self, i: usize) -> bool {
        self.words.get(i / 64).is_some_and(|w| w >> (i % 64) & 1 == 1)
    }

    /// Sets bit `i`; does nothing out of range.
    #[inline]
    pub fn set(&mut self, i: usize) {
        if i < self.len {
            self.words[i / 64] |= 1 << (i % 64);
        }
    }

    /// Clears bit `i`.
    #[inline]
    pub fn clear(&mut self, i: usize) {
        if i < self.len {
            self.words[i / 64] &= !(1 << (i % 64));
        }
    }

    /// Sets the bits of `range` that exist.
    pub fn set_range(&mut self, range: Range<usize>) {
        for (w, mask) in masks(range.start..range.end.min(self.len)) {
            self.words[w] |= mask;
        }
    }

    /// Clears the bits of `range` for which the test does not hold.
    pub fn retain_in(&mut self, range: Range<usize>, mut test: impl FnMut(usize) -> bool) {
        for (w, mask) in masks(range.start..range.end.min(self.len)) {
            let (first, last) = (w * 64 + mask.trailing_zeros() as usize, w * 64 + 63 - mask.leading_zeros() as usize);
            let kept = (first..=last).fold(0, |kept, i| kept | u64::from(test(i)) << (i % 64));
            self.words[w] &= kept | !mask;
        }
    }

    /// Number of set bits.
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Number of bits set in both.
    pub fn count_and(&self, other: &Bits) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// Keeps what is set in both.
    pub fn and(&mut self, other: &Bits) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= b;
        }
        for a in self.words.iter_mut().skip(other.words.len()) {
            *a = 0;
        }
    }

    /// Adds the bits of the other one that exist here.
    pub fn or(&mut self, other: &Bits) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a |= b;
        }
        self.trim();
    }

    /// Removes the bits of the other one.
    pub fn and_not(&mut self, other: &Bits) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= !b;
        }
    }

    /// Number of set bits in `range`.
    pub fn count_in(&self, range: Range<usize>) -> usize {
        masks(range.start..range.end.min(self.len)).map(|(w, mask)| (self.words[w] & mask).count_ones() as usize).sum()
    }

    /// The ids of the set bits, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(w, &word)| {
            std::iter::successors(Some(word), |rest| Some(rest & rest.wrapping_sub(1)))
                .take_while(|&rest| rest != 0)
                .map(move |rest| w * 64 + rest.trailing_zeros() as usize)
        })
    }

    /// Visits the ids of the set bits in `range`, ascending.
    #[inline]
    pub fn each_in(&self, range: Range<usize>, mut visit: impl FnMut(usize)) {
        for (w, mask) in masks(range.start..range.end.min(self.len)) {
            let mut rest = self.words[w] & mask;
            if rest == u64::MAX {
                (w * 64..w * 64 + 64).for_each(&mut visit);
                continue;
            }
            while rest != 0 {
                visit(w * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }

    /// The words, 64 bits each, lowest first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    fn trim(&mut self) {
        let used = self.len % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

/// The words that hold the bits of a range, each with the mask of those bits.
fn masks(range: Range<usize>) -> impl Iterator<Item = (usize, u64)> {
    let words = if range.is_empty() { 0..0 } else { range.start / 64..range.end.div_ceil(64) };
    words.map(move |w| {
        let from = range.start.saturating_sub(w * 64);
        let unused = (w * 64 + 64).saturating_sub(range.end);
        (w, u64::MAX << from & u64::MAX >> unused)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_a_vector_of_bools(a in proptest::collection::vec(any::<bool>(), 0..200), b in proptest::collection::vec(any::<bool>(), 0..200)) {
            let (x, y) = (Bits::from_fn(a.len(), |i| a[i]), Bits::from_fn(b.len(), |i| b[i]));
            let at = |v: &[bool], i: usize| v.get(i).copied().unwrap_or(false);
            let list = |f: &dyn Fn(usize) -> bool| (0..a.len()).filter(|&i| f(i)).collect::<Vec<_>>();
            let with = |op: fn(&mut Bits, &Bits)| { let mut r = x.clone(); op(&mut r, &y); r.iter().collect::<Vec<_>>() };
            prop_assert_eq!(x.count(), a.iter().filter(|v| **v).count());
            prop_assert_eq!(x.count_and(&y), (0..a.len()).filter(|&i| a[i] && at(&b, i)).count());
            prop_assert_eq!(with(Bits::and), list(&|i| a[i] && at(&b, i)));
            prop_assert_eq!(with(Bits::or), list(&|i| a[i] || at(&b, i)));
            let (start, end) = (b.len() / 2, b.len());
            let inside = |i: &usize| (start..end).contains(i);
            let mut visited = Vec::new();
            x.each_in(start..end, |i| visited.push(i));
            prop_assert_eq!(visited, list(&|i| a[i] && inside(&i)));
            prop_assert_eq!(x.count_in(start..end), (start..end).filter(|&i| at(&a, i)).count());
            let mut set = x.clone();
            set.set_range(start..end);
            prop_assert_eq!(set.iter().collect::<Vec<_>>(), list(&|i| a[i] || inside(&i)));
            let mut kept = x.clone();
            kept.retain_in(start..end, |i| at(&b, i));
            prop_assert_eq!(kept.iter().collect::<Vec<_>>(), list(&|i| a[i] && (at(&b, i) || !inside(&i))));
            prop_assert_eq!(with(Bits::and_not), list(&|i| a[i] && !at(&b, i)));
        }
    }

    #[test]
    fn full_sets_no_bit_beyond_the_end() {
        for len in [0, 1, 63, 64, 65, 130] {
            assert_eq!(Bits::full(len).count(), len);
        }
    }
}
