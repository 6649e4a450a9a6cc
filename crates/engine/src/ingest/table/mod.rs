//! Tables in delimited text: the cells of a row become the values of a record.
//!
//! [`crate::delimited`] splits rows, finds the heading and recognises rows that are no records; here cells become
//! spans of a record, whose text holds their values in a row. The chunk boundaries do not change the result. Limits:
//! `Limits::feature_bytes` per row, and those of [`crate::delimited`].

mod cells;
mod columns;
mod format;
mod headings;
mod rows;
mod titles;

pub use format::RowTable;
pub use headings::{Headings, Meant};
