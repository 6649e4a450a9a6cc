//! Places the rows of a list, a bounded number a step.

use super::answer::Answer;
use super::ask::Asked;
use super::build::{RegisterBuilder, RegisterFull};
use super::register::{Entry, Register};
use crate::{List, Roles};
use diming_protocol::geo::LonLat;
use diming_text::Han;
use std::ops::Range;

/// A list as the geocoder reads it: its roles, and the column of former names, if it has one.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// Its roles.
    pub roles: Roles,
    /// Former names.
    pub former: Option<usize>,
}

/// The position of a row, in degrees (WGS 84); `None` where it has none, or no possible one. 0/0 is none.
pub fn row_position(list: &List, roles: &Roles, row: usize) -> Option<LonLat> {
    let number = |column: Option<usize>| list.cell_of(row, column).trim().parse::<f64>().ok();
    let (lon, lat) = (number(roles.lon)?, number(roles.lat)?);
    let is_possible = lon.abs() <= 180.0 && lat.abs() <= 90.0 && (lon, lat) != (0.0, 0.0);
    is_possible.then_some(LonLat { lon, lat })
}

/// Adds rows of a list to a register; rows beyond the last are none.
///
/// # Errors
/// The register has no room for more.
pub fn push_rows(
    builder: &mut RegisterBuilder,
    list: &List,
    columns: &Columns,
    rows: Range<usize>,
    han: &Han,
) -> Result<(), RegisterFull> {
    let roles = &columns.roles;
    for row in rows.start..rows.end.min(list.len()) {
        let cell = |column| list.cell_of(row, column);
        let entry = Entry {
            id: cell(roles.id),
            name: cell(roles.name),
            former: cell(columns.former),
            kind: cell(roles.kind),
            town: cell(roles.town),
            village: cell(roles.village),
            address: cell(roles.address),
            at: row_position(list, roles, row),
        };
        builder.push(&entry, han)?;
    }
    Ok(())
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Placed {
    /// It has a position of its own.
    Has,
    /// It says nothing by which it could be found: no name, town, village or address.
    Silent,
    /// What was found; perhaps nothing.
    Found(Answer),
}

/// How far the work is, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows done.
    pub done: usize,
    /// Rows in all.
    pub total: usize,
}

/// Places the rows of a list.
#[derive(Debug)]
pub struct Geocoder<'l> {
    register: &'l Register,
    list: &'l List,
    roles: Roles,
    placed: Vec<Placed>,
}

impl<'l> Geocoder<'l> {
    /// For a list against a register.
    pub fn new(register: &'l Register, list: &'l List, roles: Roles) -> Geocoder<'l> {
        Geocoder { register, list, roles, placed: Vec::with_capacity(list.len()) }
    }

    /// Places so many more rows.
    pub fn step(&mut self, rows: usize, han: &Han) -> Progress {
        let total = self.list.len();
        let start = self.placed.len();
        for row in start..start.saturating_add(rows).min(total) {
            let placed = self.place(row, han);
            self.placed.push(placed);
        }
        Progress { done: self.placed.len(), total }
    }

    /// What became of each row that is done.
    pub fn placed(&self) -> &[Placed] {
        &self.placed
    }

    /// The same, when all is done.
    pub fn into_placed(self) -> Vec<Placed> {
        self.placed
    }

    fn place(&self, row: usize, han: &Han) -> Placed {
        if row_position(self.list, &self.roles, row).is_some() {
            return Placed::Has;
        }
        let cell = |column| self.list.cell_of(row, column);
        let roles = &self.roles;
        let [name, town, village, address] = [roles.name, roles.town, roles.village, roles.address].map(cell);
        if [name, town, village, address].iter().all(|text| text.trim().is_empty()) {
            return Placed::Silent;
        }
        Placed::Found(self.register.find(&Asked { name, town, village, address }, han))
    }
}
