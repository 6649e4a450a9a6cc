//! `one_point`: many records at one point.
//!
//! **What it checks.** Positions that `one_point_min` records or more have exactly; each of them is told, with their count.
//! **Why.** Such a point is usually the middle of a town or village, or was copied down.
//! **Wrong** 30 睦邻点 at the town hall. **Right** a position each.
//! **Exceptions.** Services in one house: advice only.

use crate::check::Input;
use crate::check::groups::{Key, Rows, Sameness};
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::Facts;

/// The rule.
#[derive(Debug)]
pub struct OnePoint;

impl Sameness for OnePoint {
    fn keys(&mut self, _: &Input, facts: &Facts, row: usize, keys: &mut Vec<u64>) {
        if let Some(at) = facts.place(row) {
            let mut key = Key::new();
            key.add(at.lon.to_bits());
            key.add(at.lat.to_bits());
            keys.push(key.hash());
        }
    }

    fn tell(&mut self, input: &Input, _: &Facts, rows: Rows, problems: &mut Vec<Problem>) {
        let column = input.columns.place.or(input.columns.roles.lon);
        if let Some(column) = column.filter(|_| rows.len() as u64 >= u64::from(input.thresholds.one_point_min)) {
            let reason = Reason::OnePoint(rows.len() as u32);
            problems.push(Problem::new(rows.row(), column, Rule::OnePoint, Weight::Advice, reason));
        }
    }
}
