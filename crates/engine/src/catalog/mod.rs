//! Parses and checks the catalog file; errors have their path in the file.

pub mod check;
pub mod parse;
pub mod plan;
mod template;
pub(crate) mod words;
