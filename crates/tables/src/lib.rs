//! The data desk: lists of offices, as tables of text whose columns have roles.
//!
//! [`list`] holds a list, [`roles`] says what its columns are. Everything here is plain data: no clock, no network,
//! no randomness.

pub mod list;
pub mod roles;

pub use list::List;
pub use roles::Roles;
