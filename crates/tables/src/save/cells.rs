//! What a cell is when it is saved: nothing, a number, or a text.

use crate::columns::{Column, Columns};
use diming_engine::export::unguarded;
use diming_protocol::catalog::FieldKind;
use std::borrow::Cow;

/// Most significant digits of a number; spreadsheets and readers of JSON round what has more.
const DIGITS_MAX: usize = 15;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'t> {
    /// Nothing stands in it.
    Empty,
    /// A number, in the digits of the cell: also a number of JSON.
    Number(&'t str),
    /// A text; a label of the catalog is its stored value.
    Text(Cow<'t, str>),
}

/// A cell of a column. Numbers are those of columns of numbers that are written cleanly ([`is_clean_number`]).
pub fn cell_of<'t>(columns: &Columns, column: &Column, cell: &'t str) -> Cell<'t> {
    if cell.trim().is_empty() {
        return Cell::Empty;
    }
    let is_number = column.kind == Some(FieldKind::Number) || matches!(column.key.as_str(), "lon" | "lat");
    if is_number && is_clean_number(cell) {
        return Cell::Number(cell);
    }
    if column.kind.is_none() {
        return Cell::Text(Cow::Borrowed(cell));
    }
    // A guard came off when the list was read: one that stands there now is a part of the text.
    match columns.value(column, cell) {
        value if value == unguarded(cell) => Cell::Text(Cow::Borrowed(cell)),
        value => Cell::Text(value),
    }
}

/// Whether a text is a decimal number that loses nothing as one: no leading zeros or plus, no exponent, at most 15 digits.
pub fn is_clean_number(text: &str) -> bool {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = size.split_once('.').unwrap_or((size, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let has_no_leading_zero = whole == "0" || !whole.starts_with('0');
    are_digits(whole) && are_digits(decimals) && has_no_leading_zero && size.len() <= DIGITS_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_clean_where_it_keeps_every_digit() {
        for text in ["0", "80", "-3.5", "80.50", "0.001", "999999999999999"] {
            assert!(is_clean_number(text), "{text}");
        }
        for text in ["", "007", "+5", "1e3", ".5", "5.", "-", "１２０", "1,200", "3206810000000001", "80 "] {
            assert!(!is_clean_number(text), "{text}");
        }
    }
}
