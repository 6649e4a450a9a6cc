//! The quality report: what is wrong in a list, row by row and cell by cell, in bounded steps.
//!
//! A [`Check`] looks at each row once ([`rows`]), then at rows that may be the same or do not fit their town ([`groups`],
//! [`rules`]), and puts all problems in the order of the list ([`gather`]): by row, column, rule. The result does not depend
//! on how it was stepped. There is no cap on the number of problems; what could not be checked is told beside them
//! ([`Unchecked`]), so that an empty report is never a wrong all-clear. Rules give codes and values; [`messages`] has the
//! sentences. A step costs about as much as its units; memory is at
//! most about 160 bytes a row, usually half of that, and 60 bytes a problem.

mod gather;
mod groups;
pub mod messages;
pub(crate) mod place;
mod problem;
mod report;
mod rows;
mod rules;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use problem::{Problem, Reason, Repair, Rule, Weight, column_letters};
pub use report::{REASON, REPORT_WIDTH, Report, Summary, TownCount, a1};
pub(crate) use rules::phone::digits_of;

use crate::columns::Columns;
use crate::desk::Thresholds;
use crate::list::List;
use crate::read::Origin;
use diming_engine::dataset::Date;
use diming_protocol::catalog::Catalog;
use diming_text::{Book, Han, Standard};
use gather::Gather;
use rows::RowPass;
use rules::ListRule;

/// The tables of characters.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// Readings and forms; [`Han::blank`] where they are missing.
    pub han: &'a Han,
    /// Standard characters; none where they are missing.
    pub standard: &'a Standard,
    /// What spelling goes by.
    pub book: &'a Book,
}

/// What is checked, and by what: the same at each step.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The catalog whose layer the columns are of.
    pub catalog: &'a Catalog,
    /// The list.
    pub list: &'a List,
    /// What its columns mean.
    pub columns: &'a Columns,
    /// Where its rows stand in the sheet it comes from.
    pub origin: &'a Origin,
    /// Thresholds.
    pub thresholds: &'a Thresholds,
    /// Tables of characters.
    pub tables: Tables<'a>,
    /// Today, as the caller knows it; [`Date::UNKNOWN`] where it does not.
    pub today: Date,
}

/// Why something was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The list has no such column.
    NoColumn,
    /// What a column means is not known.
    UnknownColumn,
    /// The table of characters is missing.
    NoTable,
    /// Today is not known.
    NoToday,
    /// Rows without a readable position.
    NoPosition,
    /// Rows without a town.
    NoTown,
    /// Rows with neither position nor town.
    NoPlace,
    /// Rows of towns with too few placed records.
    FewInTown,
    /// The rule is switched off.
    Off,
}

/// What was not checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unchecked {
    /// The rule; `None` for all that look at the meaning of a column.
    pub rule: Option<Rule>,
    /// Why.
    pub why: Why,
    /// The column of the list that is not understood, or the key of the field that is missing.
    pub column: Option<u32>,
    /// The key of the field that the list has no column of; empty where none is missing.
    pub field: String,
    /// How many rows it concerns.
    pub rows: u32,
}

/// How far a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Units done.
    pub done: u64,
    /// Units in all, as far as is known.
    pub total: u64,
    /// Whether the report is ready.
    pub is_done: bool,
}

/// Work that is left in a step.
#[derive(Debug)]
pub(crate) struct Units {
    left: u64,
    used: u64,
}

impl Units {
    fn new(units: u64) -> Units {
        Units { left: units.max(1), used: 0 }
    }

    /// Takes one unit; `false` where none is left.
    pub(crate) fn take(&mut self) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.used += 1;
        true
    }

    /// Takes as many as a piece of work costs that cannot be cut; at least one must be left.
    pub(crate) fn take_many(&mut self, count: u64) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left = self.left.saturating_sub(count);
        self.used += count;
        true
    }
}

/// A check under way.
pub struct Check {
    rows: RowPass,
    /// Rules that look at several rows, the next one last.
    rules: Vec<Box<dyn ListRule>>,
    rules_done: u64,
    gather: Gather,
    unchecked: Vec<Unchecked>,
    done: u64,
    is_done: bool,
}

impl Check {
    /// A check before its first step.
    pub fn new(input: &Input) -> Check {
        let mut unchecked = rows::columns_unchecked(input);
        let rows = RowPass::new(input, &mut unchecked);
        let mut rules = rules::list_rules(input, &mut unchecked);
        rules.reverse();
        Check { rows, rules, rules_done: 0, gather: Gather::default(), unchecked, done: 0, is_done: false }
    }

    /// Does about so many units of work, a row each or less; at least one. The input must be that of [`Check::new`].
    pub fn step(&mut self, input: &Input, units: u64) -> Progress {
        let mut units = Units::new(units);
        while !self.is_done && self.advance(input, &mut units) {}
        self.done += units.used;
        self.progress(input)
    }

    /// Does the next piece; `false` where no units are left.
    fn advance(&mut self, input: &Input, units: &mut Units) -> bool {
        if !self.rows.step(input, units, &mut self.gather.problems) {
            return false;
        }
        if let Some(rule) = self.rules.last_mut() {
            if !rule.step(input, &self.rows.facts, units, &mut self.gather.problems) {
                return false;
            }
            rule.tell_unchecked(&mut self.unchecked);
            self.rules.pop();
            self.rules_done += 1;
            return true;
        }
        self.is_done = self.gather.step(input, &self.rows.facts, units);
        self.is_done
    }

    fn progress(&self, input: &Input) -> Progress {
        let rows = input.list.len() as u64;
        let left = self.rules.len() as u64 * 3 * rows + if self.is_done { 0 } else { rows };
        let total = if self.is_done { self.done } else { (self.done + left).max(rows) };
        Progress { done: self.done, total, is_done: self.is_done }
    }

    /// The report; `None` before [`Progress::is_done`].
    pub fn finish(mut self, input: &Input) -> Option<Report> {
        if !self.is_done {
            return None;
        }
        self.rows.tell_unchecked(input, &mut self.unchecked);
        self.unchecked.sort();
        Some(self.gather.report(input, self.unchecked, self.rows.facts))
    }
}

/// Checks a whole list at once.
pub fn check(input: &Input) -> Report {
    let mut check = Check::new(input);
    while !check.step(input, u64::MAX).is_done {}
    check.finish(input).unwrap_or_default()
}
