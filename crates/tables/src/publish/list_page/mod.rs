//! `list.html`: the facilities as text, for browsers in which the map does not run.
//!
//! It is made of the data of a site, dated, and has no script; beside it is its style sheet ([`STYLE`]).

mod page;
mod read;
mod words;

pub use page::page;
pub use read::{Content, ListFault, Section, content, table};

/// The style sheet.
pub const STYLE: &str = include_str!("list.css");
