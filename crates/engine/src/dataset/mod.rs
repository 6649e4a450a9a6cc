//! The data: immutable columns, one table per layer, and ids over all layers.
//!
//! A value that is missing or unreadable is *unknown*: never "no", never zero. A million features take little more
//! memory than their columns: codes for enums, arrays of numbers, one arena of strings per column.

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
