//! Tables in delimited text: the cells of a row become the values of a record.
//!
//! How rows are cut, where the heading stands and which rows are no records is told by [`crate::delimited`]; here cells
//! become spans of a record, whose text holds their values one behind the other. How the bytes were cut changes nothing. Limits:
//! `Limits::feature_bytes` a row, and those of [`crate::delimited`].

mod cells;
mod columns;
mod format;
mod rows;
mod titles;

pub use format::RowTable;
