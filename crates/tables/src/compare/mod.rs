//! Compares two versions of a list: what was added, removed, moved, changed, renamed, split and merged.
//!
//! 1. Rows with one id, unique on both sides, are a pair, if there is more that says so: after a list was renumbered
//!    its ids say nothing ([`Thresholds::id_sure`]).
//! 2. Rows that are the same but for the id are pairs, in their order.
//! 3. Of the rest, rows that have something in common (name, address, telephone, sound, place, all columns but one)
//!    are weighed against each other ([`likeness`]). Sure pairs are taken; unsure ones wait for a person.
//! 4. Names that were divided or joined are splits and mergers ([`splits`]).
//!
//! Every row of both lists is in exactly one place of the result. Nothing here depends on how the work was cut into
//! steps. Beside the lists it takes about 13 bytes for each row of both while it runs, and 5 afterwards, if most rows have
//! a counterpart by id or content; several times as much while most have none.

mod blocks;
mod columns;
mod content;
mod csv;
mod groups;
mod ids;
pub(crate) mod keys;
mod likeness;
pub mod messages;
mod result;
mod splits;
mod work;

pub use columns::{Column, Columns};
pub use csv::{csv_heading, push_csv_entry};
pub use likeness::position;
pub use result::{Comparison, Counts, Decided, Entry, FieldChange, Group, GroupKind, How, Kind, NotFree, Place};
pub use work::Comparing;

use crate::{List, Roles};
use diming_text::Han;
use serde::Deserialize;

/// Most rows of a list that is compared.
pub const ROWS_MAX: usize = (1 << 30) - 1;

/// A list has more rows than [`ROWS_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a list has more rows than can be compared")]
pub struct TooLong;

/// From where on something counts. Shares are 0 to 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Up to this distance two records are at one place, metres.
    pub same_place_m: f64,
    /// From this distance on nearness speaks against a pair, metres.
    pub far_m: f64,
    /// A pair further apart than this has moved, metres.
    pub moved_m: f64,
    /// The parts of what was split lie within this distance of it, metres.
    pub split_m: f64,
    /// From this likeness on a pair is taken without being asked for, if no other row is nearly as like.
    pub sure: f32,
    /// From this likeness on a pair is shown to be decided; below it, rows have nothing to do with each other.
    pub unsure: f32,
    /// A row that is less like than the best by no more than this makes the best unsure.
    pub margin: f32,
    /// From this likeness on an id tells the truth. Where a share of [`renumbered`](Self::renumbered) or more of the pairs by
    /// id are below, all that are below come apart.
    pub id_sure: f32,
    /// Below this likeness a pair by id is never taken without being asked for.
    pub id_least: f32,
    /// The share of doubtful pairs by id from which on a list counts as renumbered.
    pub renumbered: f32,
}

impl Default for Thresholds {
    /// 50 m, 5 km, 1 m, 1 km; 0.8, 0.5, 0.1; 0.5, 0.2, 0.2.
    fn default() -> Thresholds {
        Thresholds {
            same_place_m: 50.0,
            far_m: 5_000.0,
            moved_m: 1.0,
            split_m: 1_000.0,
            sure: 0.8,
            unsure: 0.5,
            margin: 0.1,
            id_sure: 0.5,
            id_least: 0.2,
            renumbered: 0.2,
        }
    }
}

impl Thresholds {
    /// An id tells the truth, whatever else a row says: for lists that come from one another.
    pub fn trusting_ids() -> Thresholds {
        Thresholds { id_sure: 0.0, id_least: 0.0, ..Thresholds::default() }
    }
}

/// One of two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The list before.
    Before,
    /// The list after.
    After,
}

impl Side {
    /// Both.
    pub const BOTH: [Side; 2] = [Side::Before, Side::After];

    /// The other one.
    pub fn other(self) -> Side {
        if self == Side::Before { Side::After } else { Side::Before }
    }
}

/// Two versions of a list. Every call about one comparison must be given the same.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    /// The list before.
    pub before: &'a List,
    /// Its columns.
    pub before_roles: Roles,
    /// The list after.
    pub after: &'a List,
    /// Its columns.
    pub after_roles: Roles,
    /// Readings and forms of characters.
    pub han: &'a Han,
}

impl<'a> Sides<'a> {
    fn list(&self, side: Side) -> &'a List {
        if side == Side::Before { self.before } else { self.after }
    }

    fn roles(&self, side: Side) -> &Roles {
        if side == Side::Before { &self.before_roles } else { &self.after_roles }
    }

    /// The columns of both.
    pub fn columns(&self) -> Columns {
        Columns::of((self.before.headings(), &self.before_roles), (self.after.headings(), &self.after_roles))
    }
}

/// How far a comparison is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// About this share is done, 0 to 1.
    Share(f32),
    /// All is done.
    Done,
}

/// Compares two lists in one go.
///
/// # Errors
/// One has more rows than [`ROWS_MAX`].
pub fn compare(sides: &Sides, thresholds: &Thresholds) -> Result<Comparison, TooLong> {
    let mut comparing = Comparing::new(sides, thresholds)?;
    while comparing.step(sides, usize::MAX) != Progress::Done {}
    Ok(comparing.finish())
}

#[cfg(test)]
mod tests;
