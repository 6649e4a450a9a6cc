//! `listed`: values outside of their field's list.
//!
//! **What it checks.** A choice is one of the values that the catalog lists for the field; of a field with several, each is.
//! A value that differs in blanks, width or language only is told with the listed one as its repair.
//! **Why.** A value beside the list is in no filter and counted apart.
//! **Wrong** 类别 养老 院, 敬老所. **Right** 养老院, 敬老院.
//! **Exceptions.** Fields whose values the catalog does not list. A label of the page (Care home) is read as its value.

use super::missing::stands_for_nothing;
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::{Cell, Value};
use diming_engine::ingest::lenient::split_list;
use diming_protocol::catalog::FieldKind;
use std::collections::HashMap;

/// Most different texts of a column that are remembered.
const REMEMBERED_MAX: usize = 4_096;

/// What a text of a choice is.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    Listed,
    Repaired(Reason, String),
    Unknown,
}

/// The choices of a column, with the verdicts of the texts seen so far.
#[derive(Debug, Default)]
pub struct Choices {
    known: HashMap<String, Verdict>,
}

impl Choices {
    /// Checks a cell.
    pub fn check(&mut self, cell: &Cell, problems: &mut Vec<Problem>) -> Value {
        let judged;
        let verdict = match self.known.get(cell.text) {
            Some(verdict) => verdict,
            None if self.known.len() < REMEMBERED_MAX => {
                self.known.entry(cell.text.to_owned()).or_insert_with(|| judge(cell))
            }
            None => {
                judged = judge(cell);
                &judged
            }
        };
        match verdict {
            Verdict::Listed => {}
            Verdict::Repaired(reason, value) => {
                problems.push(cell.problem(Rule::Listed, Weight::Advice, *reason).repaired(value.as_str()));
            }
            Verdict::Unknown => problems.push(cell.problem(Rule::Listed, Weight::Warn, Reason::NotListed)),
        }
        Value::None
    }
}

fn judge(cell: &Cell) -> Verdict {
    if cell.column.kind == Some(FieldKind::Choices) {
        return judge_several(cell);
    }
    let columns = cell.input.columns;
    let value = columns.value(cell.column, cell.text);
    let listed = columns.choice(cell.column, &value);
    if listed.is_empty() {
        return Verdict::Repaired(Reason::Placeholder, String::new());
    }
    let is_written_so = *value == *listed;
    let is_known = !is_written_so || is_value(cell, &value);
    match (is_known, is_written_so) {
        (true, true) => Verdict::Listed,
        (true, false) => Verdict::Repaired(Reason::ListedAs, listed.into_owned()),
        (false, _) => Verdict::Unknown,
    }
}

fn judge_several(cell: &Cell) -> Verdict {
    if stands_for_nothing(cell.text) {
        return Verdict::Repaired(Reason::Placeholder, String::new());
    }
    let columns = cell.input.columns;
    let (mut repaired, mut is_changed) = (Vec::new(), false);
    for part in split_list(cell.text) {
        let value = columns.value(cell.column, part);
        let listed = columns.choice(cell.column, &value);
        let is_written_so = *value == *listed;
        if listed.is_empty() || is_written_so && !is_value(cell, &value) {
            return Verdict::Unknown;
        }
        is_changed |= !is_written_so;
        repaired.push(listed.into_owned());
    }
    if is_changed { Verdict::Repaired(Reason::ListedAs, repaired.join("、")) } else { Verdict::Listed }
}

/// Whether a text is a value as the catalog writes it.
fn is_value(cell: &Cell, text: &str) -> bool {
    cell.input.columns.has_value(cell.column, text)
}
