//! Delimited text (CSV and its kin), as offices write it: one reader for all that the product reads.
//!
//! [`cut`] cuts bytes into rows of cells, [`sniff`] tells how a table is written, [`heading`] finds the row that names the
//! columns and the rows that are no records, [`names`] tells what a heading says beside its decoration, [`position`]
//! reads coordinates as people write them, [`table`] puts these together for a text that is whole.

pub mod cut;
pub mod heading;
pub mod names;
pub mod position;
pub mod sniff;
pub mod table;

pub use cut::{Cells, Cut, Cutter};
pub use heading::{Heading, is_blank, rest_of};
pub use sniff::{SNIFF_BYTES_MAX, Written, sniff};

/// Most rows among which the heading is sought.
pub const HEAD_ROWS_MAX: usize = 20;

/// Signs and words that mean “as above” when they are all that a cell holds.
const DITTO: [&str; 12] = ["同上", "同前", "同上行", "如上", "〃", "″", "\"", "”", "“", "〞", "''", "ditto"];

/// Whether a cell says that it holds what the row above holds.
pub fn is_ditto(cell: &str) -> bool {
    let bare = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '。' | '.'));
    DITTO.iter().any(|ditto| bare.eq_ignore_ascii_case(ditto))
}

/// Whether a sign is a blank, in any of the ways in which editors and spreadsheets write one.
pub fn is_blank_sign(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// A cell without the blanks around it.
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
