//! One slip of the pen: one unit changed, left out, too much, or two neighbours swapped (Damerau–Levenshtein).

/// Whether two rows are equal or one slip apart.
pub fn at_most_one_slip<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (s, l) = (&short[head..], &long[head..]);
    match l.len() - s.len() {
        0 => s.is_empty() || s[1..] == l[1..] || s.len() > 1 && s[0] == l[1] && s[1] == l[0] && s[2..] == l[2..],
        1 => *s == l[1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (a, b, expected) in [
            ("", "", true),
            ("a", "", true),
            ("abc", "abc", true),
            ("abc", "abd", true),
            ("abc", "ac", true),
            ("abc", "xabc", true),
            ("abcd", "acbd", true),
            ("abc", "cba", false),
            ("abcd", "badc", false),
            ("ab", "abcd", false),
            ("abc", "xay", false),
        ] {
            assert_eq!(at_most_one_slip(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
            assert_eq!(at_most_one_slip(b.as_bytes(), a.as_bytes()), expected, "{b} {a}");
        }
    }
}
