//! `same_id`: two records with one id.
//!
//! **What it checks.** No id stands twice. Each later row is told with the line of the first.
//! **Why.** Links and comparisons name a record by its id.
//! **Wrong** 编号 QD-017 in lines 19 and 203. **Right** an id each.
//! **Exceptions.** Empty ids; blanks around an id do not count.

use crate::check::Input;
use crate::check::groups::{Key, Rows, Sameness};
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::Facts;
use diming_engine::delimited::trimmed;

/// The rule.
#[derive(Debug)]
pub struct SameId;

impl Sameness for SameId {
    fn keys(&mut self, input: &Input, _: &Facts, row: usize, keys: &mut Vec<u64>) {
        let id = trimmed(input.list.cell_of(row, input.columns.roles.id));
        if !id.is_empty() {
            let mut key = Key::new();
            key.add_text(id);
            keys.push(key.hash());
        }
    }

    fn tell(&mut self, input: &Input, _: &Facts, rows: Rows, problems: &mut Vec<Problem>) {
        if let (false, Some(column)) = (rows.is_first(), input.columns.roles.id) {
            let reason = Reason::SameId(rows.first() as u32);
            problems.push(Problem::new(rows.row(), column, Rule::SameId, Weight::Error, reason));
        }
    }
}
