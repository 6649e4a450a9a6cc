//! The rules, one a file: what each checks, why, a wrong and a right example, exceptions. See `docs/quality.md`.
//!
//! Most look at a cell or a row, in the one pass over all rows. Those that hold rows against each other are [`ListRule`]s.

pub mod clean;
pub mod date;
pub mod impossible;
pub mod link;
pub mod listed;
pub mod missing;
pub mod number;
mod one_point;
pub mod phone;
pub mod position;
pub mod region;
mod same_address;
mod same_id;
mod same_name;
mod same_phone;
pub mod script;
pub mod spelling;
pub mod spoilt;
mod town;
pub mod yes_no;

use super::groups::SameRows;
use super::problem::{Problem, Rule};
use super::rows::Facts;
use super::{Input, Unchecked, Units};

/// A rule that holds rows against each other.
pub trait ListRule {
    /// Goes on; `true` when it is done.
    fn step(&mut self, input: &Input, facts: &Facts, units: &mut Units, problems: &mut Vec<Problem>) -> bool;

    /// Tells what it could not check, at its end.
    fn tell_unchecked(&mut self, _unchecked: &mut Vec<Unchecked>) {}
}

/// The rules of this kind that are on and have their columns.
pub fn list_rules(input: &Input, unchecked: &mut Vec<Unchecked>) -> Vec<Box<dyn ListRule>> {
    let roles = &input.columns.roles;
    let has_places = input.columns.place.is_some() || roles.lon.is_some() && roles.lat.is_some();
    let mut rules: Vec<Box<dyn ListRule>> = Vec::new();
    let is_on = |rule: Rule, has_columns: bool| has_columns && input.thresholds.is_on(rule);
    if is_on(Rule::SameId, roles.id.is_some()) {
        rules.push(Box::new(SameRows::new(same_id::SameId)));
    }
    if is_on(Rule::SameName, roles.name.is_some()) {
        rules.push(Box::new(SameRows::new(same_name::SameName::new(input, unchecked))));
    }
    if is_on(Rule::SamePhone, roles.phone.is_some()) {
        rules.push(Box::new(SameRows::new(same_phone::SamePhone)));
    }
    if is_on(Rule::SameAddress, roles.address.is_some()) {
        rules.push(Box::new(SameRows::new(same_address::SameAddress::default())));
    }
    if is_on(Rule::OnePoint, has_places) {
        rules.push(Box::new(SameRows::new(one_point::OnePoint)));
    }
    if is_on(Rule::Town, has_places && roles.town.is_some()) {
        rules.push(Box::new(town::TownRule::default()));
    }
    rules
}
