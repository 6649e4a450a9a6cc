//! A list as CSV, for spreadsheets and for opening again.

use crate::list::List;
use diming_engine::export::{BYTE_ORDER_MARK, push_csv_row};

/// Columns of a list as CSV under their own headings, with a byte order mark; formulas are guarded, and the guard comes off
/// when the list is read. A column that the list does not have is empty.
pub fn list_csv(list: &List, columns: &[usize]) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    let heading = |column: &usize| list.headings().get(*column).cloned().unwrap_or_default();
    push_csv_row(&mut text, &columns.iter().map(heading).collect::<Vec<_>>());
    for row in 0..list.len() {
        push_csv_row(&mut text, &columns.iter().map(|column| list.cell(row, *column).to_owned()).collect::<Vec<_>>());
    }
    text
}
