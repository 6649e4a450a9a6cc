//! The catalog's file: read, checked, with the place of each fault.

pub mod check;
pub mod parse;
pub mod plan;
mod template;
