//! Ordering by keys: one sort shared by all types, to save code.

/// Keys with their original indices, ascending and stable.
pub fn in_order(keys: impl IntoIterator<Item = u64>) -> Vec<(u64, usize)> {
    let mut places: Vec<(u64, usize)> = keys.into_iter().zip(0..).collect();
    places.sort_unstable();
    places
}

/// Moves the items that meet the test behind the others, stable.
pub fn moved_back<T>(items: Vec<T>, is_last: impl FnMut(&T) -> bool) -> Vec<T> {
    let (last, mut all): (Vec<T>, Vec<T>) = items.into_iter().partition(is_last);
    all.extend(last);
    all
}
