//! `clean`: blanks, control characters and full-width letters within a value.
//!
//! **What it checks.** Blanks around a value, several together, of unusual kinds, or between two Chinese characters of a name;
//! characters that nobody sees, tabs, line ends within short values; full-width letters and digits; characters that were lost
//! when the file was decoded (U+FFFD). All but the last are told with the cleaned value.
//! **Why.** Two values that look alike are not found, counted or matched as one.
//! **Wrong** 汇　龙　镇, "A1 ", ２０号. **Right** 汇龙镇, A1, 20号.
//! **Exceptions.** Line ends in descriptions and remarks. Full-width punctuation （，） is usual in Chinese. A cell that another
//! rule rewrites is told there.

use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::Cell;
use diming_engine::delimited::{is_blank_sign, trimmed};
use diming_protocol::catalog::FieldKind;

/// Longest value whose cleaned form is proposed, bytes.
const REPAIRED_BYTES_MAX: usize = 32 << 10;

/// Bytes that may begin what is looked for: control characters, and the first bytes of the rest.
const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 0x20 {
        table[at] = true;
        at += 1;
    }
    table[0x7f] = true;
    // U+0080 to U+00AD, U+1680, U+2000 to U+206F, U+3000, U+FEFF to U+FFFD.
    table[0xc2] = true;
    table[0xe1] = true;
    table[0xe2] = true;
    table[0xe3] = true;
    table[0xef] = true;
    table
};

/// Checks any cell. `raw`: with the blanks around it.
pub fn check(cell: &Cell, raw: &str, problems: &mut Vec<Problem>) {
    let bytes = raw.as_bytes();
    let has_blank = bytes.contains(&b' ');
    if raw.len() == cell.text.len() && !has_blank && !bytes.iter().any(|&b| SUSPECT[usize::from(b)]) {
        return;
    }
    let Some(reason) = fault_of(cell, raw) else { return };
    let weight = if reason == Reason::BadText { Weight::Warn } else { Weight::Advice };
    let problem = cell.problem(Rule::Clean, weight, reason);
    let is_sure = reason != Reason::BadText && raw.len() <= REPAIRED_BYTES_MAX;
    problems.push(if is_sure { problem.repaired(cleaned(cell, raw)) } else { problem });
}

/// Whether line ends are usual in a cell, and blanks between characters may mean something.
fn is_prose(cell: &Cell) -> bool {
    let roles = &cell.input.columns.roles;
    let is_short = [roles.id, roles.name, roles.kind, roles.town, roles.village].contains(&Some(cell.at));
    !is_short && matches!(cell.column.kind, None | Some(FieldKind::Text | FieldKind::Texts))
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The worst fault of a value: lost characters, then control characters, blanks, full-width letters.
fn fault_of(cell: &Cell, raw: &str) -> Option<Reason> {
    let is_prose = is_prose(cell);
    let (mut has_unseen, mut has_wide, mut has_blanks) = (false, false, raw.len() != cell.text.len());
    let mut chars = raw.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        if c == char::REPLACEMENT_CHARACTER {
            return Some(Reason::BadText);
        }
        has_unseen |= is_unseen(c) && !(is_prose && is_line_end(c));
        has_wide |= is_wide(c);
        let is_blank = is_blank_sign(c) && !is_line_end(c);
        let is_double = c == ' ' && chars.peek() == Some(&' ');
        let is_between =
            c == ' ' && !is_prose && before.is_some_and(is_han) && chars.peek().is_some_and(|&c| is_han(c));
        has_blanks |= is_blank && (c != ' ' || is_double || is_between);
        before = Some(c);
    }
    match () {
        () if has_unseen => Some(Reason::Control),
        () if has_blanks => Some(Reason::Blanks),
        () if has_wide => Some(Reason::FullWidth),
        () => None,
    }
}

/// The value as it should be.
fn cleaned(cell: &Cell, raw: &str) -> String {
    let is_prose = is_prose(cell);
    let mut out = String::with_capacity(raw.len());
    let mut is_apart = false;
    for c in raw.chars() {
        if is_prose && is_line_end(c) {
            out.push(c);
            is_apart = false;
            continue;
        }
        if is_blank_sign(c) && !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}') {
            is_apart = true;
            continue;
        }
        if is_unseen(c) {
            continue;
        }
        let c = if is_wide(c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c };
        let last = out.chars().next_back();
        let joins = !is_prose && last.is_some_and(is_han) && is_han(c);
        if is_apart && !joins && last.is_some_and(|last| !is_line_end(last)) {
            out.push(' ');
        }
        is_apart = false;
        out.push(c);
    }
    trimmed(&out).to_owned()
}
