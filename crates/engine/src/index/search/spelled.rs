//! How a text is written beside its letters, digits and characters: with hyphens, blanks, brackets.

use diming_text::Han;
use diming_text::fold::{is_kept, is_separator};

/// A number for the signs of a text with what stands between them; `None` where there are no signs. Blanks at its ends do not
/// count, nor which blank, hyphen or bracket it is.
pub(super) fn spelled(text: &str, han: &Han) -> Option<u32> {
    let text = text.trim();
    if text.chars().all(is_kept) {
        return None;
    }
    let add = |hash: u32, unit: u16| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
    Some(text.chars().map(|c| sign_of(c, han)).fold(0x811c_9dc5, add))
}

fn sign_of(c: char, han: &Han) -> u16 {
    match c {
        c if c.is_whitespace() => u16::from(b' '),
        '-' | '‐'..='―' | '－' | '−' | '~' | '～' => u16::from(b'-'),
        '（' | '(' | '［' | '[' | '〔' | '【' => u16::from(b'('),
        '）' | ')' | '］' | ']' | '〕' | '】' => u16::from(b')'),
        c if is_separator(c) => u16::from(b','),
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).map_or(0, |c| sign_of(c, han)),
        'A'..='Z' => c.to_ascii_lowercase() as u16,
        _ => han.simplified_unit(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn signs_count_but_not_which_blank_or_hyphen_it_is() {
        let spelled = |text: &str| spelled(text, table());
        for text in ["", "吕四港", " 吕四港 ", "A1", "Ａ１"] {
            assert_eq!(spelled(text), None, "{text}");
        }
        for (a, b) in [("A-1", "ａ－１"), ("A 1", "A\u{3000}1"), ("呂（四）", "吕(四)"), ("甲、乙", "甲,乙")]
        {
            assert!(spelled(a).is_some() && spelled(a) == spelled(b), "{a} {b}");
        }
        for (a, b) in [("A-1", "A 1"), ("A-11", "A1-1"), ("吕 四港", "吕四 港"), ("A·1", "A-1")] {
            assert!(spelled(a).is_some() && spelled(a) != spelled(b), "{a} {b}");
        }
    }
}
