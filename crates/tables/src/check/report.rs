//! The report: all problems in order, what was not checked, counts, and both as tables for spreadsheets.

use super::messages::{CheckMsg, reason_sentence, rule_label, unchecked_sentence, weight_label};
use super::problem::{Problem, Rule, Weight, column_letters};
use super::rows::{Facts, NO_TOWN};
use super::{Input, Unchecked};
use crate::list::List;
use crate::read::Origin;
use diming_engine::export::{BYTE_ORDER_MARK, push_csv_row};
use diming_protocol::catalog::Lang;
use diming_protocol::messages;

/// Most characters of a value in the table.
const QUOTE_CHARS_MAX: usize = 300;
/// Columns of the table of problems.
pub const REPORT_WIDTH: usize = 10;
/// Of these, the sentence that says what is wrong.
pub const REASON: usize = 8;

/// What is wrong in a list, and what could not be checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// All problems by row, column and rule.
    pub problems: Vec<Problem>,
    /// What was not checked.
    pub unchecked: Vec<Unchecked>,
    /// Counts.
    pub summary: Summary,
}

/// Counts of problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows of the list.
    pub rows: u32,
    /// Rows with a problem.
    pub rows_with_problems: u32,
    /// Problems with a repair.
    pub repairs: u64,
    /// Problems by weight.
    pub by_weight: [u64; Weight::ALL.len()],
    /// Problems by rule and weight, in the order of [`Rule::ALL`].
    pub by_rule: [[u64; Weight::ALL.len()]; Rule::ALL.len()],
    /// Counts by town, in the order in which towns first stand in the list; rows without a town come first.
    pub by_town: Vec<TownCount>,
}

/// Counts of a town.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TownCount {
    /// The town as the list has it; empty for rows without one.
    pub town: String,
    /// Its rows.
    pub rows: u32,
    /// Its rows with a problem.
    pub rows_with_problems: u32,
    /// Its problems by weight.
    pub by_weight: [u64; Weight::ALL.len()],
}

impl Summary {
    /// Before the first row.
    pub(super) fn new(facts: &Facts) -> Summary {
        Summary { by_town: vec![TownCount::default(); facts.towns.len()], ..Summary::default() }
    }

    /// Counts the problems of a row.
    pub(super) fn count_row(&mut self, facts: &Facts, row: usize, problems: &[Problem]) {
        let town = &mut self.by_town[facts.town(row) as usize];
        let has_problems = u32::from(!problems.is_empty());
        town.rows += 1;
        town.rows_with_problems += has_problems;
        self.rows_with_problems += has_problems;
        for problem in problems {
            let weight = problem.weight as usize;
            town.by_weight[weight] += 1;
            self.by_weight[weight] += 1;
            self.by_rule[problem.rule as usize][weight] += 1;
            self.repairs += u64::from(!problem.repairs.is_empty());
        }
    }

    /// With the names of the towns.
    pub(super) fn finish(mut self, rows: u32, facts: &Facts) -> Summary {
        self.rows = rows;
        for (count, town) in self.by_town.iter_mut().zip(&facts.towns) {
            count.town.clone_from(town);
        }
        let is_empty = self.by_town.first().is_some_and(|count| count.rows == 0);
        if is_empty {
            self.by_town.remove(NO_TOWN as usize);
        }
        self
    }

    /// Problems in all.
    pub fn total(&self) -> u64 {
        self.by_weight.iter().sum()
    }
}

impl Report {
    /// The headings of the table of problems.
    pub fn heading(lang: Lang) -> [String; REPORT_WIDTH] {
        [
            CheckMsg::ColumnWeight,
            CheckMsg::ColumnRule,
            CheckMsg::ColumnLine,
            CheckMsg::ColumnCell,
            CheckMsg::ColumnId,
            CheckMsg::ColumnName,
            CheckMsg::ColumnField,
            CheckMsg::ColumnValue,
            CheckMsg::ColumnReason,
            CheckMsg::ColumnRepair,
        ]
        .map(|msg| messages::text(lang, msg).to_owned())
    }

    /// The whole table of problems as CSV, one line for each, and below it what was not checked; a cell that a spreadsheet
    /// would take for a formula is guarded.
    pub fn csv(&self, input: &Input, lang: Lang) -> String {
        let mut out = String::from(BYTE_ORDER_MARK);
        push_csv_row(&mut out, &Report::heading(lang));
        for problem in &self.problems {
            push_csv_row(&mut out, &problem.report_line(input, lang));
        }
        for unchecked in &self.unchecked {
            push_csv_row(&mut out, &unchecked.report_line(input, lang));
        }
        out
    }
}

impl Unchecked {
    /// Its line below the table of problems.
    pub fn report_line(&self, input: &Input, lang: Lang) -> [String; REPORT_WIDTH] {
        let mut cells = [const { String::new() }; REPORT_WIDTH];
        cells[0] = messages::text(lang, CheckMsg::NotChecked).to_owned();
        cells[1] = self.rule.map_or_else(String::new, |rule| messages::text(lang, rule_label(rule)).to_owned());
        cells[REASON] = unchecked_sentence(lang, self, input);
        cells
    }
}

impl Problem {
    /// The cell in A1 form (C17), as a spreadsheet shows the list's source; empty where it has no column.
    pub fn a1(&self, input: &Input) -> String {
        let at = self.column.map(|column| a1(input.list, input.origin, self.row as usize, column));
        at.unwrap_or_default()
    }

    /// What is wrong and what to do, in a sentence.
    pub fn sentence(&self, input: &Input, lang: Lang) -> String {
        reason_sentence(lang, self.reason, input)
    }

    /// Its line in the table of problems.
    pub fn report_line(&self, input: &Input, lang: Lang) -> [String; REPORT_WIDTH] {
        let column = self.column.and_then(|column| input.columns.list.get(column as usize));
        let name = input.list.cell_of(self.row as usize, input.columns.roles.name);
        let repairs: Vec<&str> = self.repairs.iter().map(|repair| repair.value.as_str()).collect();
        [
            messages::text(lang, weight_label(self.weight)).to_owned(),
            messages::text(lang, rule_label(self.rule)).to_owned(),
            self.line(input).to_string(),
            self.a1(input),
            quoted(self.id(input)),
            quoted(name),
            column.map_or_else(String::new, |column| column.heading.clone()),
            quoted(self.value(input)),
            self.sentence(input, lang),
            repairs.join(" | "),
        ]
    }
}

/// A cell of a list in A1 form (C17), as a spreadsheet shows its source; of a row that was added `C+`.
pub fn a1(list: &List, origin: &Origin, row: usize, column: u32) -> String {
    let letters = column_letters(origin.column_of(list.part(row), column));
    match list.line(row) {
        0 => format!("{letters}+"),
        line => format!("{letters}{}", origin.sheet_row(line)),
    }
}

/// A value, cut with an ellipsis where it is long.
fn quoted(value: &str) -> String {
    match value.char_indices().nth(QUOTE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or("")),
        None => value.to_owned(),
    }
}
