//! `same_address`: two records of one kind with one address.
//!
//! **What it checks.** No address with a number stands at two records of one kind and town, by the form in which texts are
//! compared (blanks, width, traditional forms). Each later row is told with the line of the first; an address of more records
//! than `shared_max` is told once, at the first, with their count.
//! **Why.** Often the records are one under two names.
//! **Wrong** two 养老院 at 人民中路120号. **Right** an address each.
//! **Exceptions.** Addresses without a number (寅阳镇寅兴垦村): a village has many.

use crate::check::Input;
use crate::check::groups::{Key, Rows, Sameness};
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::Facts;
use diming_engine::delimited::trimmed;
use diming_text::fold::{fold_units, is_digit};

/// The rule.
#[derive(Debug, Default)]
pub struct SameAddress {
    units: Vec<u16>,
}

impl Sameness for SameAddress {
    fn keys(&mut self, input: &Input, facts: &Facts, row: usize, keys: &mut Vec<u64>) {
        let roles = &input.columns.roles;
        self.units.clear();
        fold_units(input.list.cell_of(row, roles.address), input.tables.han, &mut self.units);
        if !self.units.iter().any(|&unit| is_digit(unit)) {
            return;
        }
        let mut key = Key::new();
        key.add_text(trimmed(input.list.cell_of(row, roles.kind)));
        key.add(facts.town(row).into());
        self.units.iter().for_each(|&unit| key.add(unit.into()));
        keys.push(key.hash());
    }

    fn tell(&mut self, input: &Input, _: &Facts, rows: Rows, problems: &mut Vec<Problem>) {
        let Some(column) = input.columns.roles.address else { return };
        let is_shared = rows.len() as u64 > u64::from(input.thresholds.shared_max);
        let reason = match (is_shared, rows.is_first()) {
            (true, true) => Reason::SharedAddress(rows.len() as u32),
            (false, false) => Reason::SameAddress(rows.first() as u32),
            _ => return,
        };
        problems.push(Problem::new(rows.row(), column, Rule::SameAddress, Weight::Advice, reason));
    }
}
