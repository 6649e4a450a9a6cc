//! Orders and indexes over a dataset.

pub mod bits;
pub mod order;
pub mod search;
