//! The data desk: lists of offices, as tables of text whose columns have roles.
//!
//! Everything here is plain data: no clock, no network, no randomness.

pub mod check;
pub mod columns;
pub mod compare;
pub mod desk;
pub mod geocode;
pub mod list;
pub mod merge;
pub mod patch;
pub mod read;
pub mod roles;
#[cfg(test)]
mod testing;

pub use list::List;
pub use roles::Roles;
