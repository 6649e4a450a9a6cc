//! The data desk: lists of offices, as tables of text whose columns have roles.
//!
//! [`list`] holds a list, [`read`] makes it of delimited text, [`roles`] and [`columns`] say what its columns are, [`check`]
//! what is wrong in it, by the thresholds of [`desk`]. Everything here is plain data: no clock, no network,
//! no randomness.

pub mod check;
pub mod columns;
pub mod desk;
pub mod list;
pub mod read;
pub mod roles;

pub use list::List;
pub use roles::Roles;
