//! `script`: names with characters that are not standard.
//!
//! **What it checks.** Each Chinese character of the name is in 《通用规范汉字表》. A traditional or variant form is told with
//! the name in standard forms as its repair; a character of the third level is rare; one of a private font (U+E000 and the
//! like) is a wrong code.
//! **Why.** Everyone must be able to read, write and type the name.
//! **Wrong** 啟東敬老院. **Right** 启东敬老院.
//! **Exceptions.** Letters, digits and signs. Rare characters of local names (埭, 垾) are advice only.

use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::{Input, Unchecked, Why};

/// Characters of the basic plane, a bit each.
const PLANE: usize = 1 << 16;

/// Which characters need no second look.
#[derive(Debug)]
pub struct Characters {
    column: usize,
    /// Of the first two levels, or no Chinese character.
    is_usual: Vec<u64>,
}

impl Characters {
    /// Those of the tables; `None` where a table or the column is missing.
    pub fn new(input: &Input, unchecked: &mut Vec<Unchecked>) -> Option<Characters> {
        let Some(column) = input.columns.roles.name else {
            unchecked.push(Unchecked::of_all(input, Rule::Script, Why::NoColumn, "name"));
            return None;
        };
        if !input.tables.standard.is_whole() || input.tables.han.is_blank() {
            unchecked.push(Unchecked::of_all(input, Rule::Script, Why::NoTable, ""));
            return None;
        }
        let mut is_usual = vec![0_u64; PLANE / 64];
        for code in 0..PLANE as u32 {
            let Some(c) = char::from_u32(code) else { continue };
            let level = input.tables.standard.level(c);
            if !is_suspect(c) || matches!(level, Some(1 | 2)) {
                is_usual[code as usize / 64] |= 1 << (code % 64);
            }
        }
        Some(Characters { column, is_usual })
    }

    fn is_usual(&self, c: char) -> bool {
        let code = c as usize;
        code < PLANE && self.is_usual[code / 64] >> (code % 64) & 1 == 1
    }

    /// Checks the name of a row: each reason is told once, with its first character.
    pub fn check(&self, input: &Input, row: usize, problems: &mut Vec<Problem>) {
        let name = input.list.cell(row, self.column);
        if name.chars().all(|c| self.is_usual(c)) {
            return;
        }
        let mut told: Vec<Reason> = Vec::new();
        for c in name.chars().filter(|&c| !self.is_usual(c)) {
            let Some((weight, reason)) = judge(input, c) else { continue };
            let is_same = |other: &Reason| std::mem::discriminant(other) == std::mem::discriminant(&reason);
            if told.iter().any(is_same) {
                continue;
            }
            told.push(reason);
            let problem = Problem::new(row, self.column, Rule::Script, weight, reason);
            problems.push(match reason {
                Reason::Traditional(_) => problem.repaired(standard_form(input, name)),
                _ => problem,
            });
        }
    }
}

/// What of a character may be wrong: Chinese ones, and those of private fonts.
fn is_suspect(c: char) -> bool {
    is_private(c)
        || matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
        || c >= '\u{20000}'
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

fn judge(input: &Input, c: char) -> Option<(Weight, Reason)> {
    let simple = input.tables.han.simplified(c);
    match input.tables.standard.level(c) {
        _ if is_private(c) => Some((Weight::Error, Reason::PrivateCharacter(c))),
        Some(3) => Some((Weight::Advice, Reason::RareCharacter(c))),
        None if simple != c && input.tables.standard.level(simple).is_some() => {
            Some((Weight::Warn, Reason::Traditional(c)))
        }
        None if is_suspect(c) => Some((Weight::Warn, Reason::NotStandard(c))),
        _ => None,
    }
}

/// A name with the standard forms of its characters.
fn standard_form(input: &Input, name: &str) -> String {
    let standard = |c: char| match input.tables.standard.level(c) {
        None => Some(input.tables.han.simplified(c)).filter(|&c| input.tables.standard.level(c).is_some()).unwrap_or(c),
        Some(_) => c,
    };
    name.chars().map(standard).collect()
}
