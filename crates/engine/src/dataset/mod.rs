//! What was read: immutable columns, one table a layer, and ids over all layers.
//!
//! A value that was not given, or could not be read, is *unknown*: never no, never zero.
//! Memory at a million features is that of the columns: enums in codes, numbers in arrays,
//! strings in one arena a column.

pub mod columns;
pub(crate) mod hash;
mod keys;
pub(crate) mod narrow;
mod others;
pub mod table;

pub use columns::{Column, Date, Dictionary, Strings};
pub use keys::Keys;
pub use narrow::{Codes, Numbers};
pub use others::{Other, Others};
pub use table::{Geometry, Parts, Shape, ShapeKind, Table, TableBuilder, Value};
