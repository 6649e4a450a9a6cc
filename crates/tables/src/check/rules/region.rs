//! `region`: records outside of the region.
//!
//! **What it checks.** Each position lies in the catalog's bounds.
//! **Why.** The map never shows what lies beyond them; usually a digit is wrong, or the datum.
//! **Wrong** 112.66, 31.81 in a list of 启东市. **Right** 121.66, 31.81.
//! **Exceptions.** Exchanged positions are told by `position` alone. Rows without a position are told as not checked.

use crate::check::Input;
use crate::check::place::Placed;
use crate::check::problem::{Problem, Reason, Rule, Weight};

/// Checks the position of a row.
pub fn check(input: &Input, row: usize, placed: &Placed, problems: &mut Vec<Problem>) {
    if placed.at.is_some_and(|at| !input.columns.bounds.contains(at)) {
        problems.push(Problem::new(row, placed.column, Rule::Region, Weight::Error, Reason::OutsideRegion));
    }
}
