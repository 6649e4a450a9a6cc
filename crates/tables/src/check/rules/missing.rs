//! `missing`: required fields.
//!
//! **What it checks.** The fields that the settings require (`required`, and `required_of` the layer) are not empty, and no
//! sign that stands for nothing (—, 暂无, 不详) stands in them. A required field that the list has no column of is told once.
//! **Why.** A record without a name cannot be found or printed.
//! **Wrong** 名称 empty. **Right** 名称 汇龙镇敬老院.
//! **Exceptions.** None; an office says in the settings what is required.

use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::Cell;
use crate::check::{Input, Unchecked, Why};
use diming_engine::ingest::lenient::is_placeholder;

/// Longest sign that stands for nothing, bytes.
const PLACEHOLDER_BYTES_MAX: usize = 24;

/// Whether a text stands for nothing.
pub fn stands_for_nothing(text: &str) -> bool {
    text.len() <= PLACEHOLDER_BYTES_MAX && is_placeholder(text)
}

/// A required cell that is not empty.
pub fn check_placeholder(cell: &Cell, problems: &mut Vec<Problem>) {
    if stands_for_nothing(cell.text) {
        problems.push(cell.problem(Rule::Missing, Weight::Error, Reason::Missing));
    }
}

/// Required fields without a column.
pub fn tell_columns(input: &Input, unchecked: &mut Vec<Unchecked>) {
    let of_layer = input.thresholds.required_of.get(&input.columns.layer);
    let mut told: Vec<&String> = Vec::new();
    for field in input.thresholds.required.iter().chain(of_layer.into_iter().flatten()) {
        if input.columns.of_key(field).is_none() && !told.contains(&field) {
            told.push(field);
            unchecked.push(Unchecked::of_all(input, Rule::Missing, Why::NoColumn, field));
        }
    }
}
