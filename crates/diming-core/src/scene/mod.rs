//! Camera, symbols, label placement, hit test: a plain draw list.

pub mod signs;
pub mod symbol;
