//! The pass over all rows: each cell by its kind, then the record as a whole.

use super::place::{Placed, place_of};
use super::problem::{Problem, Reason, Rule, Weight};
use super::rules::{clean, date, impossible, link, listed, missing, number, phone, position, region};
use super::rules::{script, spelling, spoilt, yes_no};
use super::{Input, Unchecked, Units, Why};
use crate::columns::Column;
use diming_engine::dataset::Date;
use diming_engine::delimited::trimmed;
use diming_protocol::catalog::{FieldKind, keys};
use diming_protocol::geo::LonLat;
use std::collections::HashMap;

/// Where no town is given.
pub const NO_TOWN: u32 = 0;

/// What is known of the rows after the pass.
#[derive(Debug, Default)]
pub struct Facts {
    /// Position of each row; not a number where there is none.
    places: Vec<[f64; 2]>,
    /// Number of each row's town.
    pub town_of: Vec<u32>,
    /// Towns by number, as they are written; the first is empty.
    pub towns: Vec<String>,
}

impl Facts {
    /// The position of a row.
    pub fn place(&self, row: usize) -> Option<LonLat> {
        let [lon, lat] = *self.places.get(row)?;
        (!lon.is_nan()).then_some(LonLat { lon, lat })
    }

    /// The number of a row's town.
    pub fn town(&self, row: usize) -> u32 {
        self.town_of.get(row).copied().unwrap_or(NO_TOWN)
    }
}

/// What a cell holds, as far as other rules need it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing, or nothing that can be read.
    #[default]
    None,
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
}

/// A cell under check.
pub struct Cell<'a, 'i> {
    /// What is checked.
    pub input: &'a Input<'i>,
    /// Its row.
    pub row: usize,
    /// Its column.
    pub at: usize,
    /// What the column means.
    pub column: &'a Column,
    /// Its text without blanks around; not empty.
    pub text: &'a str,
}

impl Cell<'_, '_> {
    /// A problem here.
    pub fn problem(&self, rule: Rule, weight: Weight, reason: Reason) -> Problem {
        Problem::new(self.row, self.at, rule, weight, reason)
    }
}

/// The pass.
pub struct RowPass {
    next: usize,
    /// What the pass finds of the rows.
    pub facts: Facts,
    town_numbers: HashMap<String, u32>,
    choices: Vec<listed::Choices>,
    required: Vec<bool>,
    impossible: impossible::Plan,
    script: Option<script::Characters>,
    spelling: Option<spelling::Plan>,
    values: Vec<Value>,
    is_on: [bool; Rule::ALL.len()],
    without_place: u32,
}

/// What the meaning of the columns leaves unchecked.
pub fn columns_unchecked(input: &Input) -> Vec<Unchecked> {
    let rows = input.list.len() as u32;
    let unknown = input.columns.list.iter().enumerate().filter(|(_, column)| column.is_unknown());
    let unchecked = unknown.map(|(at, _)| Unchecked {
        rule: None,
        why: Why::UnknownColumn,
        column: Some(at as u32),
        field: String::new(),
        rows,
    });
    let off = Rule::ALL.into_iter().filter(|&rule| !input.thresholds.is_on(rule));
    unchecked.chain(off.map(|rule| Unchecked::of_all(input, rule, Why::Off, ""))).collect()
}

impl Unchecked {
    /// A rule that could look at no row, for want of a field where that is the reason.
    pub fn of_all(input: &Input, rule: Rule, why: Why, field: &str) -> Unchecked {
        Unchecked { rule: Some(rule), why, column: None, field: field.to_owned(), rows: input.list.len() as u32 }
    }
}

impl RowPass {
    /// Before the first row.
    pub fn new(input: &Input, unchecked: &mut Vec<Unchecked>) -> RowPass {
        let columns = &input.columns.list;
        let requires =
            |column: &Column| !column.is_unknown() && input.thresholds.requires(&input.columns.layer, &column.key);
        let is_on = Rule::ALL.map(|rule| input.thresholds.is_on(rule));
        if is_on[Rule::Missing as usize] {
            missing::tell_columns(input, unchecked);
        }
        let on = |rule: Rule| is_on[rule as usize];
        RowPass {
            next: 0,
            facts: Facts { towns: vec![String::new()], ..Facts::default() },
            town_numbers: HashMap::new(),
            choices: columns.iter().map(|_| listed::Choices::default()).collect(),
            required: columns.iter().map(requires).collect(),
            impossible: if on(Rule::Impossible) { impossible::Plan::new(input, unchecked) } else { Default::default() },
            script: if on(Rule::Script) { script::Characters::new(input, unchecked) } else { None },
            spelling: if on(Rule::Spelling) { spelling::Plan::new(input, unchecked) } else { None },
            values: vec![Value::None; columns.len()],
            is_on,
            without_place: 0,
        }
    }

    /// Goes on; `true` when all rows are done.
    pub fn step(&mut self, input: &Input, units: &mut Units, problems: &mut Vec<Problem>) -> bool {
        while self.next < input.list.len() {
            if !units.take() {
                return false;
            }
            let first = problems.len();
            self.check_row(input, self.next, problems);
            self.drop_those_off(problems, first);
            self.next += 1;
        }
        true
    }

    /// Leaves out what rules that are off say of a row, whose first problem is given.
    fn drop_those_off(&self, problems: &mut Vec<Problem>, first: usize) {
        let mut kept = first;
        for at in first..problems.len() {
            if self.is_on[problems[at].rule as usize] {
                problems.swap(kept, at);
                kept += 1;
            }
        }
        problems.truncate(kept);
    }

    fn check_row(&mut self, input: &Input, row: usize, problems: &mut Vec<Problem>) {
        for (at, column) in input.columns.list.iter().enumerate() {
            self.values[at] = self.check_cell(input, row, (at, column), problems);
        }
        self.impossible.check(input, row, &self.values, problems);
        let placed = place_of(input.list, input.columns, row);
        position::check(input, row, &placed, problems);
        region::check(input, row, &placed, problems);
        if let Some(script) = &self.script {
            script.check(input, row, problems);
        }
        if let Some(spelling) = &self.spelling {
            spelling.check(input, row, problems);
        }
        self.remember(input, row, &placed);
    }

    fn check_cell(
        &mut self,
        input: &Input,
        row: usize,
        (at, column): (usize, &Column),
        problems: &mut Vec<Problem>,
    ) -> Value {
        let raw = input.list.cell(row, at);
        let text = trimmed(raw);
        let is_required = self.required[at];
        if text.is_empty() {
            if is_required {
                problems.push(Problem::new(row, at, Rule::Missing, Weight::Error, Reason::Missing));
            }
            return Value::None;
        }
        let cell = Cell { input, row, at, column, text };
        let first = problems.len();
        spoilt::check(&cell, problems);
        let value = match column.kind {
            Some(FieldKind::Number) => number::check(&cell, problems),
            Some(FieldKind::Date) => date::check(&cell, problems),
            Some(FieldKind::YesNo) => yes_no::check(&cell, problems),
            Some(FieldKind::Marks) => yes_no::check_marks(&cell, problems),
            Some(FieldKind::Choice | FieldKind::Choices) if column.has_values => {
                self.choices[at].check(&cell, problems)
            }
            Some(FieldKind::Phones) if problems.len() == first => phone::check(&cell, problems),
            Some(FieldKind::Url) => link::check(&cell, problems),
            _ => Value::None,
        };
        if is_required {
            missing::check_placeholder(&cell, problems);
        }
        // A value that is told already is not told again for its blanks.
        if problems.len() == first {
            clean::check(&cell, raw, problems);
        }
        value
    }

    fn remember(&mut self, input: &Input, row: usize, placed: &Placed) {
        let at = placed.at.map_or([f64::NAN; 2], |at| [at.lon, at.lat]);
        self.without_place += u32::from(placed.at.is_none());
        self.facts.places.push(at);
        let town = trimmed(input.list.cell_of(row, input.columns.roles.town));
        let before = self.facts.town_of.last().copied().unwrap_or(NO_TOWN);
        let number = if self.facts.towns[before as usize] == town {
            before
        } else if town.is_empty() {
            NO_TOWN
        } else if let Some(&number) = self.town_numbers.get(town) {
            number
        } else {
            let number = self.facts.towns.len() as u32;
            self.facts.towns.push(town.to_owned());
            self.town_numbers.insert(town.to_owned(), number);
            number
        };
        self.facts.town_of.push(number);
    }

    /// What the rows left unchecked.
    pub fn tell_unchecked(&self, input: &Input, unchecked: &mut Vec<Unchecked>) {
        let roles = &input.columns.roles;
        if roles.lon.is_none() && input.columns.place.is_none() {
            for rule in [Rule::Position, Rule::Region, Rule::OnePoint] {
                unchecked.push(Unchecked::of_all(input, rule, Why::NoColumn, "lon"));
            }
        } else if self.without_place > 0 {
            let rows = self.without_place;
            let field = String::new();
            unchecked.push(Unchecked { rule: Some(Rule::Region), why: Why::NoPosition, column: None, field, rows });
        }
        let lacking = [
            (Rule::SameId, roles.id, keys::ID),
            (Rule::SameName, roles.name, keys::NAME),
            (Rule::SamePhone, roles.phone, keys::PHONE),
            (Rule::SameAddress, roles.address, keys::ADDRESS),
            (Rule::Town, roles.town, keys::TOWN),
        ];
        for (rule, _, field) in lacking.into_iter().filter(|(_, column, _)| column.is_none()) {
            unchecked.push(Unchecked::of_all(input, rule, Why::NoColumn, field));
        }
    }
}
