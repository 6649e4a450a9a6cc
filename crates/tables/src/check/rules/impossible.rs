//! `impossible`: values that cannot be.
//!
//! **What it checks.** By the settings: numbers that are at most another one of the record (`at_most`), numbers within limits
//! (`limits`), days that are not before another one (`not_before`); dates are not in the future, but for those that may be
//! (`may_be_future`), and not before a year (`year_min`).
//! **Why.** A slip of the keyboard is seen only beside what it contradicts.
//! **Wrong** 床位数 80 with 护理型床位数 120; 停用日期 before 启用日期; 更新日期 2062-05-01. **Right** 80 with 64.
//! **Exceptions.** Where one of two values is missing or unreadable nothing is said. Days that are known to the month or year
//! only are before another where all of that month or year is.

use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::Value;
use crate::check::{Input, Unchecked, Why};
use crate::desk::Pair;
use diming_engine::dataset::Date;
use diming_protocol::catalog::FieldKind;

/// The columns that are held against something.
#[derive(Debug, Default)]
pub struct Plan {
    at_most: Vec<(usize, usize)>,
    not_before: Vec<(usize, usize)>,
    limits: Vec<(usize, f64, f64)>,
    dates: Vec<usize>,
    not_future: Vec<usize>,
}

impl Plan {
    /// The plan of a list.
    pub fn new(input: &Input, unchecked: &mut Vec<Unchecked>) -> Plan {
        let (columns, thresholds) = (input.columns, input.thresholds);
        let pairs = |pairs: &[Pair]| {
            let both = |pair: &Pair| Some((columns.of_key(&pair.field)?, columns.of_key(&pair.of)?));
            pairs.iter().filter_map(both).collect::<Vec<_>>()
        };
        let limits = thresholds.limits.iter().filter_map(|l| Some((columns.of_key(&l.field)?, l.min, l.max)));
        let of_dates = columns.list.iter().enumerate().filter(|(_, column)| column.kind == Some(FieldKind::Date));
        let dates: Vec<usize> = of_dates.map(|(at, _)| at).collect();
        let is_past = |at: &usize| !thresholds.may_be_future.contains(&columns.list[*at].key);
        let mut not_future: Vec<usize> = dates.iter().copied().filter(is_past).collect();
        if input.today == Date::UNKNOWN {
            if !not_future.is_empty() {
                unchecked.push(Unchecked::of_all(input, Rule::Impossible, Why::NoToday, ""));
            }
            not_future.clear();
        }
        Plan {
            at_most: pairs(&thresholds.at_most),
            not_before: pairs(&thresholds.not_before),
            limits: limits.collect(),
            dates,
            not_future,
        }
    }

    /// Checks a row, by what its cells hold.
    pub fn check(&self, input: &Input, row: usize, values: &[Value], problems: &mut Vec<Problem>) {
        let number = |at: usize| if let Value::Number(number) = values[at] { Some(number) } else { None };
        let date = |at: usize| if let Value::Date(date) = values[at] { Some(date) } else { None };
        let mut tell = |at: usize, weight: Weight, reason: Reason| {
            problems.push(Problem::new(row, at, Rule::Impossible, weight, reason));
        };
        for &(at, of) in &self.at_most {
            if let (Some(value), Some(limit)) = (number(at), number(of))
                && value > limit
            {
                tell(at, Weight::Error, Reason::MoreThan(of as u32, limit));
            }
        }
        for &(at, min, max) in &self.limits {
            if number(at).is_some_and(|value| value < min || value > max) {
                tell(at, Weight::Warn, Reason::Beyond(min, max));
            }
        }
        for &(at, of) in &self.not_before {
            if let (Some(value), Some(other)) = (date(at), date(of))
                && latest(value) < earliest(other)
            {
                tell(at, Weight::Error, Reason::Before(of as u32, other.number()));
            }
        }
        let year_min = input.thresholds.year_min;
        for &at in &self.dates {
            if date(at).is_some_and(|value| value.year() < year_min) {
                tell(at, Weight::Warn, Reason::TooEarly(year_min));
            }
        }
        for &at in &self.not_future {
            if date(at).is_some_and(|value| earliest(value) > latest(input.today)) {
                tell(at, Weight::Warn, Reason::Future(input.today.number()));
            }
        }
    }
}

/// The first day that a date may mean, as `yyyymmdd`.
fn earliest(date: Date) -> u32 {
    date.year() * 10_000 + date.month().max(1) * 100 + date.day().max(1)
}

/// The last one, or one behind it.
fn latest(date: Date) -> u32 {
    let or = |part: u32, last: u32| if part == 0 { last } else { part };
    date.year() * 10_000 + or(date.month(), 12) * 100 + or(date.day(), 31)
}
