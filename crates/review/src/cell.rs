//! The names in one cell of a register: 人民路、和平路 are two, and so may 甲路/乙路 be.

use super::lexicon::{Lexicon, NO_FAMILY};
use super::place::is_bracket;
use diming_text::Han;
use diming_text::fold::is_separator;
use diming_text::ordinal::is_numeral;

/// Fewest characters of a name that stands beside others.
const NAME_MIN: usize = 2;

/// The names that a cell holds beside the whole of it, which may be one name as well. None where it holds but one. A part
/// without a generic is also given as it is meant, with the generic behind it: 人民、和平路.
pub fn names_in(cell: &str, lexicon: &Lexicon, han: &Han) -> Vec<String> {
    let bare = without_number(cell);
    let parts: Vec<&str> = parts_of(bare).map(without_number).collect();
    if parts.len() < 2 && bare.len() == cell.trim().len() {
        return Vec::new();
    }
    let (mut names, mut generic) = (Vec::new(), String::new());
    for part in parts.into_iter().rev() {
        let divided = lexicon.divide(part, han);
        if divided.family != NO_FAMILY {
            let units = &divided.units[divided.specific..];
            generic = units.iter().filter_map(|&unit| han.char_of_unit(unit)).collect();
        } else if !generic.is_empty() && !divided.units.is_empty() {
            names.push(format!("{part}{generic}"));
        }
        if divided.units.len() >= NAME_MIN {
            names.push(part.to_owned());
        }
    }
    names.reverse();
    names
}

/// A name without its number in a list: 1、光明路, （3）光明路, ①光明路; the text itself where nothing else is in it.
fn without_number(text: &str) -> &str {
    let text = text.trim();
    let open = text.trim_start_matches(|c| is_bracket(c) == Some(true));
    let is_number = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || is_numeral(c);
    let behind = open.trim_start_matches(is_number);
    let rest = if behind.len() < open.len() {
        let is_end = |c: char| matches!(c, '、' | '.' | '．' | '。' | ':' | '：') || is_bracket(c) == Some(false);
        behind.strip_prefix(is_end).map(|rest| rest.trim_start_matches(is_end))
    } else {
        // Numbers in circles and brackets, and with a full stop, are one character.
        let behind = open.strip_prefix(|c| matches!(c, '①'..='⒛' | '㈠'..='㈩'));
        behind.map(|rest| rest.trim_start_matches(['、', '.', '．']))
    };
    rest.map(str::trim).filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// The texts between separators that stand in no bracket.
fn parts_of(cell: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let is_between = move |c: char| {
        match is_bracket(c) {
            Some(true) => depth += 1,
            Some(false) => depth = depth.saturating_sub(1),
            None => {}
        }
        depth == 0 && is_separator(c)
    };
    cell.split(is_between).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use crate::testing::table;

    #[test]
    fn names_beside_each_other_are_several() {
        let lexicon = Lexicon::new(&Profile::built_in(), table());
        let cases: [(&str, &[&str]); 24] = [
            ("人民路", &[]),
            ("人民路、", &[]),
            ("人民路、和平路、建设路", &["人民路", "和平路", "建设路"]),
            ("育才路；江海路", &["育才路", "江海路"]),
            ("育才路;江海路", &["育才路", "江海路"]),
            ("育才路, 江海路", &["育才路", "江海路"]),
            ("育才路，江海路", &["育才路", "江海路"]),
            ("建设路/建设西路", &["建设路", "建设西路"]),
            ("建设路\n建设西路", &["建设路", "建设西路"]),
            ("人民路（原红卫路、东风路）", &[]),
            ("人民路（东段、西段）、和平路", &["人民路（东段、西段）", "和平路"]),
            ("人民、和平路", &["人民", "人民路", "和平路"]),
            ("东、西大街", &["东大街", "西大街"]),
            ("人民路（、和平路", &[]),
            ("1、光明路", &["光明路"]),
            ("2.光明路", &["光明路"]),
            ("（3）光明路", &["光明路"]),
            ("①光明路", &["光明路"]),
            ("⒈ 光明路", &["光明路"]),
            ("一、光明路", &["光明路"]),
            ("1.光明路；2.和平路", &["光明路", "和平路"]),
            ("2马路", &[]),
            ("三里桥", &[]),
            ("（暂名）", &[]),
        ];
        for (cell, names) in cases {
            assert_eq!(names_in(cell, &lexicon, table()), names, "{cell}");
        }
    }
}
