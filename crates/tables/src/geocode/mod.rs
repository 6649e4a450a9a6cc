//! Places what has no coordinates, by the office's own registers, without a network.
//!
//! A [`Register`] is made of entries with positions ([`RegisterBuilder`], [`push_rows`]); [`Register::find`] answers for one
//! row, a [`Geocoder`] for a list, a bounded number of rows a step. An answer holds candidates with how fine, how sure and
//! why, as codes and values; what is not sure waits for a person. The same rows give the same answers, on every machine.
//!
//! An address is read into parts ([`parse_address`]), and these are looked for from the finest to the coarsest: the house
//! number on its street, the numbers beside it, the lane, the group, the street, the village, the town. Names are compared
//! folded, by former names, by sound, and, within the town, with one slip. `docs/geocode.md` says what that is worth.

mod address;
mod answer;
mod areas;
mod ask;
mod build;
mod counted;
mod known;
mod names;
mod parse;
#[cfg(test)]
mod parse_tests;
mod place;
mod register;
mod rows;
mod spread;
mod stops;
mod suffix;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod weigh;

pub use address::{ADDRESS_MAX, Address, Part, Step, StepKind};
pub use answer::{Accuracy, Answer, CANDIDATES_MAX, Candidate, How, Matter, Method, Reason, SURE_FROM};
pub use ask::Asked;
pub use build::{ENTRIES_MAX, RegisterBuilder, RegisterFull};
pub use counted::{Counter, House};
pub use known::Known;
pub use parse::parse_address;
pub use register::{Entry, EntryNo, Register};
pub use rows::{Columns, Geocoder, Placed, Progress, push_rows, row_position};
