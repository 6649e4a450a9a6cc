//! Order by keys: one sort for all that is drawn, however different the things.

/// Keys with the places at which they stood, the least first, equals as they stood.
pub fn in_order(keys: impl IntoIterator<Item = u64>) -> Vec<(u64, usize)> {
    let mut places: Vec<(u64, usize)> = keys.into_iter().zip(0..).collect();
    places.sort_unstable();
    places
}

/// What meets the test is moved behind the rest; otherwise all stays in order.
pub fn moved_back<T>(items: Vec<T>, is_last: impl FnMut(&T) -> bool) -> Vec<T> {
    let (last, mut all): (Vec<T>, Vec<T>) = items.into_iter().partition(is_last);
    all.extend(last);
    all
}
