//! Sorting where it is not what takes the time: tens or hundreds, once an answer.
//!
//! The standard library's sorts are made for millions, and cost up to eight kilobytes of WebAssembly for each type and
//! order. This one is a heap (Williams 1964, Floyd 1964): O(n log n) always, no memory besides, a few hundred bytes.

use std::cmp::Ordering;

/// Sorts by an order; equal items may change places.
pub fn sort_few<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for start in (0..items.len() / 2).rev() {
        sink(items, start, items.len(), &compare);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        sink(items, 0, end, &compare);
    }
}

/// Lets the item at a place of the heap sink to where none below it is greater.
#[inline(never)]
fn sink<T>(items: &mut [T], mut at: usize, end: usize, compare: &impl Fn(&T, &T) -> Ordering) {
    while 2 * at + 1 < end {
        let left = 2 * at + 1;
        let right_is_greater = left + 1 < end && compare(&items[left], &items[left + 1]).is_lt();
        let child = left + usize::from(right_is_greater);
        if compare(&items[at], &items[child]).is_ge() {
            return;
        }
        items.swap(at, child);
        at = child;
    }
}

#[cfg(test)]
mod tests {
    use super::sort_few;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_same_as_the_standard_librarys(given in proptest::collection::vec(0u16..500, 0..300)) {
            let (mut few, mut expected) = (given.clone(), given);
            sort_few(&mut few, u16::cmp);
            expected.sort_unstable();
            prop_assert_eq!(few, expected);
        }
    }
}
