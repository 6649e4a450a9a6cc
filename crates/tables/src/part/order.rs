//! Which rows of the list are shown, in which order: worked out in bounded steps.

use crate::list::List;
use diming_engine::delimited::names::half_width;
use diming_tables_protocol::RowsWish;
use diming_text::decimal::parse_decimal;
use std::cmp::Ordering;

/// Rows that are sorted at once.
const RUN: usize = 1_024;

/// The work, as far as it is.
#[derive(Debug)]
pub struct Ordered {
    wish: RowsWish,
    /// The row that is looked at next.
    next: usize,
    /// Rows that pass, in order up to `width` each.
    rows: Vec<u32>,
    /// So many rows in a row are in order; 0 while rows are looked at.
    width: usize,
    /// Rows of the pass that is made: two runs become one.
    merged: Vec<u32>,
    /// Rows of the two runs that are taken.
    taken: (usize, usize),
}

impl Ordered {
    /// Nothing is done.
    pub fn new(wish: RowsWish) -> Ordered {
        Ordered { wish, next: 0, rows: Vec::new(), width: 0, merged: Vec::new(), taken: (0, 0) }
    }

    /// Does about so many units of work; the rows when all is done. `has_problem`: whether a row has one.
    pub fn step(&mut self, list: &List, has_problem: impl Fn(u32) -> bool, units: usize) -> Option<Vec<u32>> {
        let units = units.max(RUN);
        if self.width == 0 {
            self.filter(list, has_problem, units);
            return None;
        }
        if self.wish.sort.is_none() || self.width >= self.rows.len() {
            return Some(std::mem::take(&mut self.rows));
        }
        self.merge(list, units);
        None
    }

    fn filter(&mut self, list: &List, has_problem: impl Fn(u32) -> bool, units: usize) {
        let end = (self.next + units).min(list.len());
        let words = self.wish.words.to_ascii_lowercase();
        let holds = |cell: &str| cell.contains(&self.wish.words) || cell.to_ascii_lowercase().contains(&words);
        for row in self.next..end {
            let is_wanted = !self.wish.only_problems || has_problem(row as u32);
            if is_wanted && (words.is_empty() || list.row(row).any(holds)) {
                self.rows.push(row as u32);
            }
        }
        self.next = end;
        if end == list.len() {
            self.width = RUN;
            let wish = self.wish.sort;
            for run in self.rows.chunks_mut(RUN) {
                // The first pass costs little: runs are short.
                run.sort_unstable_by(|a, b| compare(list, wish, *a, *b));
            }
        }
    }

    /// Takes so many rows of two runs that lie side by side, the lesser first.
    fn merge(&mut self, list: &List, units: usize) {
        let (rows, width) = (&self.rows, self.width);
        for _ in 0..units {
            let start = self.merged.len() - self.taken.0 - self.taken.1;
            if start >= rows.len() {
                break;
            }
            let middle = (start + width).min(rows.len());
            let end = (middle + width).min(rows.len());
            let (left, right) = (start + self.taken.0, middle + self.taken.1);
            let is_left = match (left < middle, right < end) {
                (true, true) => compare(list, self.wish.sort, rows[left], rows[right]) != Ordering::Greater,
                (has_left, _) => has_left,
            };
            match is_left {
                true => self.taken.0 += 1,
                false => self.taken.1 += 1,
            }
            self.merged.push(rows[if is_left { left } else { right }]);
            if self.taken.0 + self.taken.1 == end - start {
                self.taken = (0, 0);
            }
        }
        if self.merged.len() == self.rows.len() {
            self.rows = std::mem::take(&mut self.merged);
            self.width *= 2;
        }
    }
}

/// Numbers by their value before texts, texts letter by letter, what is empty at the end in either direction; equal rows
/// as in the list.
fn compare(list: &List, sort: Option<(u32, bool)>, a: u32, b: u32) -> Ordering {
    let Some((column, is_turned)) = sort else { return a.cmp(&b) };
    let cell = |row: u32| list.cell(row as usize, column as usize).trim();
    let (first, second) = (cell(a), cell(b));
    let by_value = match (number(first), number(second)) {
        (Some(x), Some(y)) => x.total_cmp(&y),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => first.cmp(second),
    };
    let by_value = match (first.is_empty(), second.is_empty()) {
        (false, false) if is_turned => by_value.reverse(),
        (false, false) => by_value,
        (a_empty, b_empty) => a_empty.cmp(&b_empty),
    };
    by_value.then(a.cmp(&b))
}

/// A number, also in full width.
fn number(text: &str) -> Option<f64> {
    let is_wide = |c: char| ('\u{ff0e}'..='\u{ff19}').contains(&c);
    match text.contains(is_wide) {
        true => parse_decimal(&text.chars().map(half_width).collect::<String>()),
        false => parse_decimal(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ordered(list: &List, wish: RowsWish) -> Vec<u32> {
        let mut ordered = Ordered::new(wish);
        loop {
            if let Some(rows) = ordered.step(list, |row| row % 2 == 0, 1) {
                return rows;
            }
        }
    }

    fn list(cells: &[&str]) -> List {
        let mut list = List::new(vec!["床位".to_owned()]);
        cells.iter().for_each(|cell| list.push(1, [*cell]).unwrap());
        list
    }

    #[test]
    fn numbers_come_before_texts_and_what_is_empty_last() {
        let list = list(&["10", "", "９", "Abc", "九"]);
        let sort = |is_turned| RowsWish { sort: Some((0, is_turned)), ..RowsWish::default() };
        assert_eq!(ordered(&list, sort(false)), [2, 0, 3, 4, 1]);
        assert_eq!(ordered(&list, sort(true)), [4, 3, 0, 2, 1]);
        assert_eq!(ordered(&list, RowsWish { words: "aB".to_owned(), ..RowsWish::default() }), [3]);
        assert_eq!(ordered(&list, RowsWish { only_problems: true, ..RowsWish::default() }), [0, 2, 4]);
        assert_eq!(ordered(&List::default(), sort(false)), Vec::<u32>::new());
    }

    proptest! {
        #[test]
        fn runs_that_are_merged_are_what_a_sort_gives(numbers in prop::collection::vec(0_u32..500, 0..5000)) {
            let texts: Vec<String> = numbers.iter().map(u32::to_string).collect();
            let list = list(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let mut expected: Vec<u32> = (0..numbers.len() as u32).collect();
            expected.sort_by_key(|row| numbers[*row as usize]);
            let wish = RowsWish { sort: Some((0, false)), ..RowsWish::default() };
            prop_assert_eq!(ordered(&list, wish), expected);
        }
    }
}
