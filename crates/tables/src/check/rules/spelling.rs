//! `spelling`: a name against its romanised spelling.
//!
//! **What it checks.** The spelling is that of the name by the rules for place names, with tone marks or without, in any
//! division that the kind of name allows. Another possible reading or division is advice with the usual one; anything else is
//! a warning with the spelling as its repair.
//! **Why.** One spelling on signs, maps and in the register; a wrong one often shows that cells have slipped by a row.
//! **Wrong** 人民路 Renmin Road. **Right** Rénmín Lù, Renmin Lu.
//! **Exceptions.** Empty spellings. Names of other languages are advice for a person to judge.

use super::missing::stands_for_nothing;
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::{Input, Unchecked, Why};
use diming_engine::delimited::trimmed;
use diming_protocol::catalog::keys;
use diming_text::latin::{is_same, tidy};
use diming_text::romanise::{Spelling, is_other_reading, spellings, without_tones};

/// Longest name or spelling that is looked at, bytes.
const BYTES_MAX: usize = 240;

/// The columns of name and spelling.
#[derive(Debug)]
pub struct Plan {
    name: usize,
    spelling: usize,
    kind: Option<usize>,
}

impl Plan {
    /// The plan of a list; `None` where a table or a column is missing.
    pub fn new(input: &Input, unchecked: &mut Vec<Unchecked>) -> Option<Plan> {
        let spelling = input.columns.of_key(keys::ROMANISATION);
        let (Some(name), Some(spelling)) = (input.columns.roles.name, spelling) else {
            unchecked.push(Unchecked::of_all(input, Rule::Spelling, Why::NoColumn, keys::ROMANISATION));
            return None;
        };
        if input.tables.han.is_blank() {
            unchecked.push(Unchecked::of_all(input, Rule::Spelling, Why::NoTable, ""));
            return None;
        }
        Some(Plan { name, spelling, kind: input.columns.of_key(keys::TYPE) })
    }

    /// Checks a row.
    pub fn check(&self, input: &Input, row: usize, problems: &mut Vec<Problem>) {
        let cell = |column: usize| trimmed(input.list.cell(row, column));
        let (name, text) = (cell(self.name), cell(self.spelling));
        if name.is_empty() || text.is_empty() || stands_for_nothing(text) || name.len().max(text.len()) > BYTES_MAX {
            return;
        }
        let given = tidy(text);
        let has_tones = given != without_tones(&given);
        let kinds = kinds_of(cell(self.kind.unwrap_or(usize::MAX)));
        let of = |kind: &Kind, tones: bool| kind.spelling(input, tones);
        let ways = |tones: bool| kinds.iter().flat_map(move |kind| spellings(name, &of(kind, tones), input.tables.han));
        let mut usual = None;
        for way in ways(has_tones) {
            if is_same(&given, &tidy(&way)) {
                return;
            }
            usual.get_or_insert(way);
        }
        let Some(usual) = usual else { return };
        let is_reading =
            kinds.iter().any(|kind| is_other_reading(&given, name, &of(kind, has_tones), input.tables.han));
        let (weight, reason) = match is_reading {
            true => (Weight::Advice, Reason::OtherSpelling),
            false => (Weight::Warn, Reason::WrongSpelling),
        };
        let problem = Problem::new(row, self.spelling, Rule::Spelling, weight, reason);
        problems.push(problem.repaired(usual));
    }
}

/// What a name's spelling depends on.
#[derive(Clone, Copy)]
struct Kind {
    generic: usize,
    is_divided: bool,
    may_be_joined: bool,
    is_street: bool,
    is_feature: bool,
}

impl Kind {
    fn spelling<'a>(&self, input: &Input<'a>, tones: bool) -> Spelling<'a> {
        Spelling {
            generic: self.generic,
            is_divided: self.is_divided,
            may_be_joined: self.may_be_joined,
            is_street: self.is_street,
            is_feature: self.is_feature,
            tones,
            book: input.tables.book,
            chosen: &[],
        }
    }
}

/// The kinds of name that a stated type may be, the likeliest first; all where none is stated. A generic of one character is
/// tried before others: longer ones that spelling knows it finds itself.
fn kinds_of(name_type: &str) -> Vec<Kind> {
    let street = Kind { generic: 1, is_divided: true, may_be_joined: false, is_street: true, is_feature: false };
    let village = Kind { generic: 0, is_divided: false, may_be_joined: false, is_street: false, is_feature: false };
    let committee = Kind { may_be_joined: true, is_street: false, ..street };
    let division = Kind { may_be_joined: false, ..committee };
    let feature = Kind { is_feature: true, ..division };
    let kinds = match name_type {
        "division" => vec![division, village],
        "village_committee" => vec![committee],
        "natural_village" => vec![village],
        "street" => vec![street],
        "" => vec![feature, street, committee, village],
        _ => vec![feature],
    };
    let divided = kinds.iter().filter(|kind| kind.is_divided);
    let others: Vec<Kind> = divided.flat_map(|kind| [2, 0].map(|generic| Kind { generic, ..*kind })).collect();
    [kinds, others].concat()
}
