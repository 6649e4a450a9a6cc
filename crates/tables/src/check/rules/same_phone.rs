//! `same_phone`: two records of one kind with one telephone.
//!
//! **What it checks.** No number stands at two records of one kind. Each later row is told with the line of the first; a
//! number of more records than `shared_max` is told once, at the first, with their count.
//! **Why.** Often the records are one, or a number was copied down.
//! **Wrong** two 养老院 with 0513-83312345. **Right** a number each.
//! **Exceptions.** Numbers of services (12345); numbers with different extensions. Offices that share a switchboard: advice only.

use super::phone::{digits_of, plain_phone};
use crate::check::Input;
use crate::check::groups::{Key, Rows, Sameness};
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::Facts;
use diming_engine::delimited::trimmed;
use diming_protocol::messages::phones;

/// Fewest digits of a number of one place.
const DIGITS_MIN: usize = 7;

/// The rule.
#[derive(Debug)]
pub struct SamePhone;

impl Sameness for SamePhone {
    fn keys(&mut self, input: &Input, _: &Facts, row: usize, keys: &mut Vec<u64>) {
        let roles = &input.columns.roles;
        let text = trimmed(input.list.cell_of(row, roles.phone));
        if text.is_empty() {
            return;
        }
        let mut kind = Key::new();
        kind.add_text(trimmed(input.list.cell_of(row, roles.kind)));
        if let Some((area, number)) = plain_phone(text) {
            kind.add_text(area);
            kind.add_text(number);
            return keys.push(kind.hash());
        }
        for phone in phones(text) {
            let digits = digits_of(&phone.dial);
            if digits.len() < DIGITS_MIN {
                continue;
            }
            // As the usual writing has it: area, then number.
            let area = if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 };
            let area = if digits.starts_with('0') { area.min(digits.len()) } else { 0 };
            let mut key = kind;
            key.add_text(digits.get(..area).unwrap_or(""));
            key.add_text(digits.get(area..).unwrap_or(digits));
            if let Some((_, extension)) = phone.dial.split_once(";ext=") {
                key.add_text(extension);
            }
            if !keys.contains(&key.hash()) {
                keys.push(key.hash());
            }
        }
    }

    fn tell(&mut self, input: &Input, _: &Facts, rows: Rows, problems: &mut Vec<Problem>) {
        let Some(column) = input.columns.roles.phone else { return };
        let is_shared = rows.len() as u64 > u64::from(input.thresholds.shared_max);
        let reason = match (is_shared, rows.is_first()) {
            (true, true) => Reason::SharedPhone(rows.len() as u32),
            (false, false) => Reason::SamePhone(rows.first() as u32),
            _ => return,
        };
        problems.push(Problem::new(rows.row(), column, Rule::SamePhone, Weight::Advice, reason));
    }
}
