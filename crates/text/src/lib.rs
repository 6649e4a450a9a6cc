//! What a Chinese name is made of: forms, readings, numbers.
//!
//! [`han`] is the table of characters, loaded at run time; [`fold`] brings any text to the one
//! form in which texts are compared; [`name_key`] orders names; [`number`] reads numerals and the
//! numbers of boundary markers, [`decimal`] those that are measured; [`romanise`] spells place names
//! ([`division`] into words, [`ordinal`]s, the [`book`] of readings; [`latin`] brings letters to one form); [`standard`] and [`alike`] are tables; [`hours`] reads opening hours. Everything here is a pure function of its arguments.

pub mod alike;
pub mod book;
pub mod decimal;
pub mod division;
pub mod encoding;
pub mod fold;
pub mod han;
pub mod hours;
pub mod latin;
pub mod name_key;
pub mod number;
pub mod ordinal;
pub mod romanise;
pub mod slip;
pub mod small_sort;
pub mod standard;

pub use alike::Alike;
pub use book::Book;
pub use fold::{Folded, fold};
pub use han::{Han, HanError};
pub use name_key::NameKey;
pub use number::{MarkerNo, MarkerQuery};
pub use standard::Standard;
