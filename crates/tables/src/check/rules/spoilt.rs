//! `spoilt`: long numbers that a spreadsheet has rounded.
//!
//! **What it checks.** Ids and telephones in scientific notation, other texts where it is as long as spreadsheets write it
//! (3.20681E+17), and ids of 16 digits or more that have only zeros behind the fifteenth.
//! **Why.** The digits are lost; only the source has them.
//! **Wrong** 3.20681E+17, 320681199901010000. **Right** 320681199901011234, kept as text.
//! **Exceptions.** Codes that end in zeros by their system and are longer than 15 digits: switch the rule off.

use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::Cell;
use diming_engine::ingest::lenient::is_spoilt;
use diming_protocol::catalog::FieldKind;

/// Digits that a spreadsheet keeps.
const KEPT_DIGITS: usize = 15;

/// Checks any cell.
pub fn check(cell: &Cell, problems: &mut Vec<Problem>) {
    let text = cell.text;
    if !text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return;
    }
    let roles = &cell.input.columns.roles;
    let is_key = [roles.id, roles.phone].contains(&Some(cell.at));
    let is_text = matches!(cell.column.kind, None | Some(FieldKind::Text | FieldKind::Texts | FieldKind::Phones));
    let has_exponent = text.bytes().any(|b| b == b'E' || b == b'e');
    if has_exponent && is_text && (is_key || text.contains('+') && text.contains('.')) && holds_spoilt(text) {
        let weight = if is_key { Weight::Error } else { Weight::Warn };
        problems.push(cell.problem(Rule::Spoilt, weight, Reason::Spoilt));
    } else if roles.id == Some(cell.at) && text.len() > KEPT_DIGITS {
        let (kept, rest) = text.as_bytes().split_at(KEPT_DIGITS);
        if kept.iter().all(u8::is_ascii_digit) && rest.iter().all(|&b| b == b'0') {
            problems.push(cell.problem(Rule::Spoilt, Weight::Warn, Reason::Rounded));
        }
    }
}

fn holds_spoilt(text: &str) -> bool {
    text.split([' ', '、', ',', ';', '，', '；', '/']).any(is_spoilt)
}
