//! Orders and indexes over a dataset.

pub mod bits;
pub mod order;
mod radix;
pub mod search;
