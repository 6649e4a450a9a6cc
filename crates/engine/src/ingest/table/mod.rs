//! Tables: the rows of delimited text as the text of GeoJSON features, which are then read like any other.
//!
//! How rows are cut, where the heading stands and which rows are no records is told by [`crate::delimited`]; here cells
//! become members. How the bytes were cut changes nothing. Limits: `Limits::feature_bytes` a row, and those of
//! [`crate::delimited`].

mod cells;
mod columns;
mod format;
mod rows;
mod titles;

pub use format::RowTable;
