//! Parses and checks the catalog file; errors have their path in the file.

mod check;
pub mod parse;
mod template;
