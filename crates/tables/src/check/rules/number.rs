//! `number`: numbers that cannot be read, or are written unusually.
//!
//! **What it checks.** A number is digits with a point at most. What is surely the same is told with its repair: full-width
//! digits, thousands, the field's unit, 万. A vague or double one is told without; of counted things only whole numbers from
//! 0 are believed.
//! **Why.** Sums, filters and comparisons need numbers.
//! **Wrong** １２０, 120张, 1,234, 约120, 80-100. **Right** 120, 1234.
//! **Exceptions.** More than 15 digits are never rewritten: they would be rounded.

use super::missing::stands_for_nothing;
use crate::check::problem::{Problem, Reason, Rule, Weight, parse_plain};
use crate::check::rows::{Cell, Value};
use diming_engine::ingest::lenient::{is_spoilt, parse_quantity};

/// Most digits that a number keeps.
const DIGITS_MAX: usize = 15;

/// Checks a cell of a number.
pub fn check(cell: &Cell, problems: &mut Vec<Problem>) -> Value {
    let value = cell.input.columns.value(cell.column, cell.text);
    let unit = &cell.column.unit;
    let (number, is_plain) = match parse_plain(&value) {
        Some(number) => (Some(number), true),
        None => (parse_quantity(&value, [&unit.zh, &unit.en]), false),
    };
    let Some(number) = number.filter(|number| number.is_finite()) else {
        let problem = match stands_for_nothing(&value) {
            true => cell.problem(Rule::Number, Weight::Advice, Reason::Placeholder).repaired(""),
            false => cell.problem(Rule::Number, Weight::Warn, Reason::NoNumber),
        };
        problems.push(problem);
        return Value::None;
    };
    if !is_plain {
        let problem = cell.problem(Rule::Number, Weight::Advice, Reason::NumberAs);
        let digits = value.chars().filter(|c| c.is_numeric()).count();
        let is_sure = digits <= DIGITS_MAX && !is_spoilt(&value);
        problems.push(if is_sure { problem.repaired(number.to_string()) } else { problem });
    }
    if cell.column.is_count && (number < 0.0 || number.fract() != 0.0) {
        problems.push(cell.problem(Rule::Number, Weight::Warn, Reason::NotCount));
    }
    Value::Number(number)
}
