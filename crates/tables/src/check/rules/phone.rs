//! `phone`: telephone numbers.
//!
//! **What it checks.** Each number of the cell can be dialled and has as many digits as there are: 11 of a mobile number, 10
//! to 12 with an area code, 7 or 8 without, 10 of 400 and 800, 3 to 6 of a service. Extensions (转8001) do not count.
//! **Why.** People call what the page shows.
//! **Wrong** 0513-8331, 1380000123, 同上级. **Right** 0513-83312345转8001, 13800001234.
//! **Exceptions.** Numbers of other countries, with a plus. A rounded one (1.38E+10) is told by `spoilt` alone.

use super::missing::stands_for_nothing;
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::{Cell, Value};
use diming_protocol::messages::phones;

/// Checks a cell of telephones.
pub fn check(cell: &Cell, problems: &mut Vec<Problem>) -> Value {
    if plain_phone(cell.text).is_some() {
        return Value::None;
    }
    if stands_for_nothing(cell.text) {
        problems.push(cell.problem(Rule::Phone, Weight::Advice, Reason::Placeholder).repaired(""));
        return Value::None;
    }
    let numbers = phones(cell.text);
    let reason = numbers.iter().find_map(|number| match digits_of(&number.dial) {
        "" => Some(Reason::NoPhone),
        digits if number.dial.starts_with('+') || is_number(digits.as_bytes()) => None,
        digits => Some(Reason::PhoneDigits(digits.len() as u32)),
    });
    let reason = reason.or_else(|| numbers.is_empty().then_some(Reason::NoPhone));
    problems.extend(reason.map(|reason| cell.problem(Rule::Phone, Weight::Warn, reason)));
    Value::None
}

/// The digits of what is dialled, without plus and extension.
pub fn digits_of(dial: &str) -> &str {
    dial.split(';').next().unwrap_or("").trim_start_matches('+')
}

/// A number in its most usual writing: digits, with a hyphen behind the area code. Gives area and number.
pub fn plain_phone(text: &str) -> Option<(&str, &str)> {
    let (area, number) = text.split_once('-').unwrap_or(("", text));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let has_area = matches!(area.as_bytes(), [] | [b'0', _, _] | [b'0', _, _, _]);
    let is_whole = match (area.is_empty(), number.as_bytes()) {
        (true, [b'1', b'3'..=b'9', ..]) => number.len() == 11,
        (_, [b'1'..=b'9', ..]) => matches!(number.len(), 7 | 8),
        _ => false,
    };
    (has_area && is_whole && is_digits(area) && is_digits(number)).then_some((area, number))
}

/// Whether so many digits are a number.
fn is_number(digits: &[u8]) -> bool {
    match digits {
        [b'1', b'3'..=b'9', ..] if digits.len() > 8 => digits.len() == 11,
        [b'4' | b'8', b'0', b'0', ..] if digits.len() > 8 => digits.len() == 10,
        [b'0', b'0', ..] => digits.len() >= 11,
        [b'0', ..] => matches!(digits.len(), 9..=12),
        _ => matches!(digits.len(), 3..=8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_writing_is_told_at_once() {
        assert_eq!(plain_phone("0513-83312345"), Some(("0513", "83312345")));
        assert_eq!(plain_phone("13800001234"), Some(("", "13800001234")));
        assert_eq!(plain_phone("83312345"), Some(("", "83312345")));
        for text in ["", "-", "0513-", "0513-8331", "513-83312345", "1380000123", "0513-8331234x", "0513-83312345-1"] {
            assert_eq!(plain_phone(text), None, "{text}");
        }
    }
}
