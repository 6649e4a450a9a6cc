//! The names in one cell of a register: 人民路、和平路 are two, and so may 甲路/乙路 be.

use super::lexicon::{Lexicon, NO_FAMILY};
use super::place::is_bracket;
use diming_text::Han;
use diming_text::fold::is_separator;

/// Fewest characters of a name that stands beside others.
const NAME_MIN: usize = 2;

/// The names that a cell holds beside the whole of it, which may be one name as well. None where it holds but one. A part
/// without a generic is also given as it is meant, with the generic behind it: 人民、和平路.
pub fn names_in(cell: &str, lexicon: &Lexicon, han: &Han) -> Vec<String> {
    let parts: Vec<&str> = parts_of(cell).collect();
    if parts.len() < 2 {
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
    use crate::review::profile::Profile;
    use crate::testing::table;

    #[test]
    fn names_beside_each_other_are_several() {
        let lexicon = Lexicon::new(&Profile::built_in(), table());
        let cases: [(&str, &[&str]); 14] = [
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
        ];
        for (cell, names) in cases {
            assert_eq!(names_in(cell, &lexicon, table()), names, "{cell}");
        }
    }
}
