//! What lines of a text differ from those of another.

/// Most lines of both sides, multiplied, between the first and the last difference that are held against each other one by
/// one; beyond, all of them are told as removed and added.
const PAIRS_MAX: usize = 4_000_000;

/// A line of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is in both.
    Same,
    /// It is in the text before only.
    Removed,
    /// It is in the text after only.
    Added,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// In which text it is.
    pub change: Change,
    /// Its number, from 1: in the text before where it was removed, else in the text after.
    pub number: usize,
    /// The line.
    pub text: String,
}

/// The lines that differ, with so many lines around each. Unchanged texts have none.
pub fn line_diff(before: &str, after: &str, around: usize) -> Vec<DiffLine> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let first = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = (before.len() - first).min(after.len() - first);
    let last = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[first..before.len() - last], &after[first..after.len() - last]);
    let line = |change, at: usize, text: &str| DiffLine { change, number: at + 1, text: text.to_owned() };
    let mut lines: Vec<DiffLine> = (0..first).map(|at| line(Change::Same, at, after[at])).collect();
    for (change, at) in pairs(old, new) {
        let text = if change == Change::Removed { old[at] } else { new[at] };
        lines.push(line(change, first + at, text));
    }
    lines.extend((after.len() - last..after.len()).map(|at| line(Change::Same, at, after[at])));
    near(lines, around)
}

/// The lines near a difference.
fn near(lines: Vec<DiffLine>, around: usize) -> Vec<DiffLine> {
    let differs: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].change != Change::Same).collect();
    let is_near = |at: usize| {
        let next = differs.partition_point(|other| *other < at);
        let ahead = differs.get(next).is_some_and(|other| other - at <= around);
        ahead || next.checked_sub(1).and_then(|before| differs.get(before)).is_some_and(|other| at - other <= around)
    };
    lines.into_iter().enumerate().filter(|(at, _)| is_near(*at)).map(|(_, line)| line).collect()
}

/// The longest common sequence of lines: of each line its change, and its place in its text.
fn pairs(old: &[&str], new: &[&str]) -> Vec<(Change, usize)> {
    let all = |change, count: usize| (0..count).map(move |at| (change, at));
    if old.len().saturating_mul(new.len()) > PAIRS_MAX {
        return all(Change::Removed, old.len()).chain(all(Change::Added, new.len())).collect();
    }
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            let down = common[(a + 1) * width + b].max(common[a * width + b + 1]);
            common[a * width + b] = if old[a] == new[b] { common[(a + 1) * width + b + 1] + 1 } else { down };
        }
    }
    let (mut a, mut b, mut out) = (0, 0, Vec::new());
    while a < old.len() || b < new.len() {
        let is_same = a < old.len() && b < new.len() && old[a] == new[b];
        let is_removed = b == new.len() || a < old.len() && common[(a + 1) * width + b] >= common[a * width + b + 1];
        if is_same {
            out.push((Change::Same, b));
            (a, b) = (a + 1, b + 1);
        } else if is_removed {
            out.push((Change::Removed, a));
            a += 1;
        } else {
            out.push((Change::Added, b));
            b += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(before: &str, after: &str, around: usize) -> String {
        let sign = |change| match change {
            Change::Same => ' ',
            Change::Removed => '-',
            Change::Added => '+',
        };
        line_diff(before, after, around)
            .iter()
            .map(|line| format!("{}{}{}|", sign(line.change), line.number, line.text))
            .collect()
    }

    #[test]
    fn only_what_differs_is_told_with_lines_around() {
        assert_eq!(told("a\nb\nc\nd\n", "a\nb\nx\nd\n", 0), "-3c|+3x|");
        assert_eq!(told("a\nb\nc\nd\n", "a\nb\nx\nd\n", 1), " 2b|-3c|+3x| 4d|");
        assert_eq!(told("a\nb\n", "a\nb\n", 3), "");
        assert_eq!(told("", "a\n", 3), "+1a|");
        assert_eq!(told("a\nb\nc\nd\ne\n", "a\nB\nc\nD\ne\n", 0), "-2b|+2B|-4d|+4D|");
    }

    proptest! {
        #[test]
        fn removed_and_added_lines_lead_from_one_text_to_the_other(a in "[ab\n]{0,20}", b in "[ab\n]{0,20}") {
            let lines = line_diff(&a, &b, usize::MAX / 2);
            let of = |without: Change| -> Vec<String> {
                lines.iter().filter(|line| line.change != without).map(|line| line.text.clone()).collect()
            };
            if a.lines().ne(b.lines()) {
                prop_assert_eq!(of(Change::Added), a.lines().map(str::to_owned).collect::<Vec<_>>());
                prop_assert_eq!(of(Change::Removed), b.lines().map(str::to_owned).collect::<Vec<_>>());
            }
        }
    }
}
