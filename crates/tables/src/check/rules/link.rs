//! `link`: addresses of web pages.
//!
//! **What it checks.** A link begins with https:// or http:// and has a host and no blanks.
//! **Why.** The page opens nothing else.
//! **Wrong** 公众号：启东养老, www.example.cn. **Right** https://www.example.cn.
//! **Exceptions.** None. Which of the two a bare address needs is not guessed.

use super::missing::stands_for_nothing;
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::{Cell, Value};

/// Checks a cell of a link.
pub fn check(cell: &Cell, problems: &mut Vec<Problem>) -> Value {
    let text = cell.text;
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    });
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or("");
    let is_link = host.contains('.') && !host.starts_with('.') && !text.contains(char::is_whitespace);
    if !is_link {
        problems.push(match stands_for_nothing(text) {
            true => cell.problem(Rule::Link, Weight::Advice, Reason::Placeholder).repaired(""),
            false => cell.problem(Rule::Link, Weight::Warn, Reason::NoLink),
        });
    }
    Value::None
}
