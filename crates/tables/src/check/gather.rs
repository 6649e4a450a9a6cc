//! Puts all problems in the order of the list, and counts them: in bounded steps.
//!
//! Problems are counted by row and put in their places, as in a counting sort; those of a row are then sorted by column, rule
//! and reason. Of one rule at one cell that holds rows against each other, only the most telling problem stays.

use super::problem::{Problem, Reason, Rule, Weight};
use super::report::{Report, Summary};
use super::rows::Facts;
use super::{Input, Unchecked, Units};

/// Where the work is.
#[derive(Debug, Default)]
enum Phase {
    #[default]
    Begin,
    Count(usize),
    Sum(usize),
    Place(usize),
    Take(usize),
    Done,
}

/// The problems found so far, and then in order.
#[derive(Debug, Default)]
pub struct Gather {
    /// As they are found.
    pub problems: Vec<Problem>,
    phase: Phase,
    /// Problems of each row, then where its next one goes, then where they end.
    ends: Vec<u32>,
    /// Indexes of the problems by row.
    order: Vec<u32>,
    sorted: Vec<Problem>,
    row: Vec<Problem>,
    summary: Summary,
}

impl Gather {
    /// Goes on; `true` when all are in order.
    pub fn step(&mut self, input: &Input, facts: &Facts, units: &mut Units) -> bool {
        while !matches!(self.phase, Phase::Done) {
            if !units.take() {
                return false;
            }
            self.advance(input, facts);
        }
        true
    }

    fn advance(&mut self, input: &Input, facts: &Facts) {
        let rows = input.list.len();
        self.phase = match self.phase {
            Phase::Begin => {
                self.ends = vec![0; rows];
                self.summary = Summary::new(facts);
                Phase::Count(0)
            }
            Phase::Count(at) if at < self.problems.len() => {
                self.ends[self.problems[at].row as usize] += 1;
                Phase::Count(at + 1)
            }
            Phase::Count(_) => {
                self.order = vec![0; self.problems.len()];
                self.sorted.reserve(self.problems.len());
                Phase::Sum(0)
            }
            Phase::Sum(row) if row < rows => {
                let before = row.checked_sub(1).map_or(0, |before| self.ends[before]);
                self.ends[row] += before;
                Phase::Sum(row + 1)
            }
            Phase::Sum(_) => Phase::Place(self.problems.len()),
            // From the last to the first, so that the ends become the starts and the order of the rules stays.
            Phase::Place(at) if at > 0 => {
                let end = &mut self.ends[self.problems[at - 1].row as usize];
                *end -= 1;
                self.order[*end as usize] = at as u32 - 1;
                Phase::Place(at - 1)
            }
            Phase::Place(_) => Phase::Take(0),
            Phase::Take(row) if row < rows => {
                self.take_row(input, facts, row);
                Phase::Take(row + 1)
            }
            Phase::Take(_) => {
                self.problems = Vec::new();
                self.order = Vec::new();
                Phase::Done
            }
            Phase::Done => Phase::Done,
        };
    }

    fn take_row(&mut self, input: &Input, facts: &Facts, row: usize) {
        let start = self.ends[row] as usize;
        let end = self.ends.get(row + 1).map_or(self.order.len(), |&end| end as usize);
        if start == end {
            return self.summary.count_row(facts, row, &[]);
        }
        for &at in &self.order[start..end] {
            let empty = Problem::new(row, 0, Rule::Clean, Weight::Advice, Reason::Blanks);
            self.row.push(std::mem::replace(&mut self.problems[at as usize], empty));
        }
        self.row.sort_by(|a, b| {
            let key = |problem: &Problem| (problem.column.map_or(u32::MAX, |column| column), problem.rule);
            key(a).cmp(&key(b)).then(a.reason.partial_cmp(&b.reason).unwrap_or(std::cmp::Ordering::Equal))
        });
        let is_once = |rule: Rule| matches!(rule, Rule::SameName | Rule::SamePhone);
        self.row
            .dedup_by(|later, first| later.rule == first.rule && is_once(first.rule) && later.column == first.column);
        debug_assert!(input.list.len() > row);
        self.summary.count_row(facts, row, &self.row);
        self.sorted.append(&mut self.row);
    }

    /// The report, with what was not checked.
    pub fn report(self, input: &Input, unchecked: Vec<Unchecked>, facts: Facts) -> Report {
        let rows = input.list.len() as u32;
        Report { problems: self.sorted, unchecked, summary: self.summary.finish(rows, &facts) }
    }
}
