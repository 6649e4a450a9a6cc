//! `yes_no`: yes and no, and rows of marks.
//!
//! **What it checks.** A yes/no field says yes or no in one of the usual ways (是, 否, 有, 无, √, ×, 1, 0, true, false …); a
//! field of marks has a sign for each, or the labels of those that hold.
//! **Why.** What is neither is unknown to every filter.
//! **Wrong** 普惠 部分, 是否. **Right** 是, 否; empty where it is not known.
//! **Exceptions.** Signs that stand for nothing are told with the repair to empty the cell.

use super::missing::stands_for_nothing;
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::{Cell, Value};
use diming_engine::ingest::lenient::parse_mark;

/// Checks a cell of yes or no.
pub fn check(cell: &Cell, problems: &mut Vec<Problem>) -> Value {
    let value = cell.input.columns.value(cell.column, cell.text);
    if parse_mark(&value).is_none() {
        refuse(cell, &value, Reason::NoYesNo, problems);
    }
    Value::None
}

/// Checks a cell of marks.
pub fn check_marks(cell: &Cell, problems: &mut Vec<Problem>) -> Value {
    let value = cell.input.columns.value(cell.column, cell.text);
    if !cell.input.columns.are_marks(cell.column, &value) {
        refuse(cell, &value, Reason::NoMarks, problems);
    }
    Value::None
}

fn refuse(cell: &Cell, value: &str, reason: Reason, problems: &mut Vec<Problem>) {
    let problem = match stands_for_nothing(value) {
        true => cell.problem(Rule::YesNo, Weight::Advice, Reason::Placeholder).repaired(""),
        false => cell.problem(Rule::YesNo, Weight::Warn, reason),
    };
    problems.push(problem);
}
