//! Delimited text (CSV and variants) as offices write it: one reader for the whole product.
//!
//! [`cut`] splits bytes into rows of cells, [`sniff`] detects the separator, [`heading`] finds the heading row and the
//! rows that are no records, [`names`] normalises headings, [`position`] parses written coordinates, [`table`]
//! combines these for a complete text.

pub mod cut;
pub mod heading;
pub mod names;
pub mod position;
pub mod sniff;
pub mod table;

pub use cut::{Cells, Cut, Cutter};
pub use heading::{Heading, is_blank, rest_of};
pub use sniff::{SNIFF_BYTES_MAX, Written, sniff};

/// Most rows searched for the heading.
pub const HEAD_ROWS_MAX: usize = 20;

/// Marks and words that mean "as above" as a whole cell.
const DITTO: [&str; 12] = ["同上", "同前", "同上行", "如上", "〃", "″", "\"", "”", "“", "〞", "''", "ditto"];

/// Whether a cell repeats the row above.
pub fn is_ditto(cell: &str) -> bool {
    let bare = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '。' | '.'));
    DITTO.iter().any(|ditto| bare.eq_ignore_ascii_case(ditto))
}

/// Whether a character is a blank, including those of editors and spreadsheets.
pub fn is_blank_sign(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// A trimmed cell.
pub fn trimmed(cell: &str) -> &str {
    cell.trim_matches(is_blank_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ditto_in_every_writing() {
        for text in ["同上", " 同上。", "（同上）", "〃", "″", "\"", "”", "同前"] {
            assert!(is_ditto(text), "{text}");
        }
        for text in ["", "同上村", "上", "、", "-", "。"] {
            assert!(!is_ditto(text), "{text}");
        }
    }
}
