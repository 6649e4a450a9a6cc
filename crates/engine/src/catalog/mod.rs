//! The catalog's file: read, checked, with the place of each fault.

mod check;
pub mod parse;
mod template;
pub(crate) mod words;
