//! The data desk: lists of offices, as tables of text whose columns have roles.
//!
//! [`list`] holds a list, [`read`] makes it of delimited text, [`roles`] and [`columns`] say what its columns are, [`check`]
//! what is wrong in it, by the thresholds of [`desk`]. [`compare`] holds two lists against each other, [`patch`] writes
//! the difference down, [`merge`] puts two versions together,
//! [`geocode`] places what has no coordinates, [`save`] writes a list, [`publish`] makes a layer of a site of it. [`make_desk`] makes the part of the engine that does this for
//! the page. Everything here is plain data: no clock, no network, no randomness.

pub mod check;
pub mod columns;
pub mod compare;
pub mod desk;
pub mod geocode;
pub mod list;
pub mod merge;
mod part;
pub mod patch;
pub mod publish;
pub mod read;
pub mod roles;
pub mod save;
#[cfg(test)]
mod testing;

pub use list::List;
pub use part::make_desk;
pub use roles::Roles;
