//! `date`: dates that cannot be read, or are written unusually.
//!
//! **What it checks.** A date is yyyy-mm-dd, yyyy-mm or yyyy. Every other writing that is surely one is told with its repair,
//! the serial number of a day in a spreadsheet among them; a day that the calendar has not is an error.
//! **Why.** Dates in many writings cannot be ordered or compared.
//! **Wrong** 2023.5.1, 2023年5月, 45047, 2023-02-30, 去年. **Right** 2023-05-01, 2023-05.
//! **Exceptions.** 无 for no date is told as a sign that stands for nothing. A time of day behind the date is left out of the
//! repair.

use super::missing::stands_for_nothing;
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::{Cell, Value};
use diming_engine::dataset::Date;
use diming_engine::export::iso_day;
use diming_engine::ingest::lenient::{is_no_day, parse_date, parse_serial};

/// Checks a cell of a date.
pub fn check(cell: &Cell, problems: &mut Vec<Problem>) -> Value {
    if let Some(date) = plain_date(cell.text) {
        return Value::Date(date);
    }
    let value = cell.input.columns.value(cell.column, cell.text);
    let (weight, reason) = match () {
        () if is_no_day(&value) => (Weight::Error, Reason::NoSuchDay),
        () => (Weight::Warn, Reason::NoDate),
    };
    let (reason, date) = match parse_date(&value) {
        Some(date) => (Reason::DateAs, Some(date)),
        None => match parse_serial(&value) {
            Some(date) => (Reason::DateSerial, Some(date)),
            None => (reason, None),
        },
    };
    let problem = match date {
        Some(date) => cell.problem(Rule::Date, Weight::Advice, reason).repaired(iso_day(date.number())),
        None if stands_for_nothing(&value) || &*value == "无" => {
            cell.problem(Rule::Date, Weight::Advice, Reason::Placeholder).repaired("")
        }
        None => cell.problem(Rule::Date, weight, reason),
    };
    problems.push(problem);
    date.map_or(Value::None, Value::Date)
}

/// A date as it should be written.
fn plain_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| {
        let digits = bytes.get(range)?;
        let sum = |sum: u32, b: &u8| sum * 10 + u32::from(b - b'0');
        digits.iter().all(u8::is_ascii_digit).then(|| digits.iter().fold(0, sum))
    };
    let dash = |at: usize| bytes.get(at) == Some(&b'-');
    let given = |number: u32| (number > 0).then_some(number);
    match bytes.len() {
        4 => Date::new(number(0..4)?, 0, 0),
        7 if dash(4) => Date::new(number(0..4)?, given(number(5..7)?)?, 0),
        10 if dash(4) && dash(7) => Date::new(number(0..4)?, given(number(5..7)?)?, given(number(8..10)?)?),
        _ => None,
    }
}
