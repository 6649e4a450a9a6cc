//! The position of a row, as its cells have it.

use super::problem::parse_plain;
use crate::columns::Columns;
use crate::list::List;
use diming_engine::delimited::position::{are_exchanged, is_plain_pair, parse_angle, parse_place};
use diming_engine::delimited::trimmed;
use diming_engine::ingest::lenient::parse_number;
use diming_protocol::geo::LonLat;

/// What the cells of a position say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Written {
    /// Nothing.
    Nothing,
    /// Decimal degrees.
    Plainly,
    /// Readable, but written otherwise: degrees and minutes, or both in one cell.
    Otherwise,
    /// Longitude and latitude are exchanged; the position has them in their places.
    Swapped,
    /// One half; the column of the other.
    Half(usize),
    /// Nothing readable; the column.
    Unreadable(usize),
    /// Readable, but no degrees.
    NoDegrees,
    /// 0, 0.
    Zero,
}

/// The position of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The position, where it can be one on the earth.
    pub at: Option<LonLat>,
    /// How it is written.
    pub written: Written,
    /// Decimals of its cells, the more of both; `None` where they do not count.
    pub decimals: Option<u32>,
    /// The column of its first cell.
    pub column: usize,
}

/// Reads the position of a row.
pub fn place_of(list: &List, columns: &Columns, row: usize) -> Placed {
    let roles = &columns.roles;
    let nothing = Placed { at: None, written: Written::Nothing, decimals: None, column: 0 };
    if let Some(column) = columns.place {
        let text = trimmed(list.cell(row, column));
        return if text.is_empty() { nothing } else { of_one(columns, text, column) };
    }
    let (Some(lon_at), Some(lat_at)) = (roles.lon, roles.lat) else { return nothing };
    let (lon, lat) = (trimmed(list.cell(row, lon_at)), trimmed(list.cell(row, lat_at)));
    let read = |text: &str| parse_plain(text).or_else(|| parse_number(text));
    match (lon.is_empty(), lat.is_empty()) {
        (true, true) => return nothing,
        (false, true) if parse_place(lon).is_some() => return of_one(columns, lon, lon_at),
        (true, false) if parse_place(lat).is_some() => return of_one(columns, lat, lat_at),
        (false, true) => return Placed { written: Written::Half(lat_at), column: lon_at, ..nothing },
        (true, false) => return Placed { written: Written::Half(lon_at), column: lat_at, ..nothing },
        (false, false) => {}
    }
    if let (Some(x), Some(y)) = (read(lon), read(lat)) {
        let is_plain = parse_plain(lon).is_some() && parse_plain(lat).is_some();
        let written = if is_plain { Written::Plainly } else { Written::Otherwise };
        let decimals = is_plain.then(|| decimals_of(lon).max(decimals_of(lat)));
        return settled(columns, (x, y), written, decimals, lon_at);
    }
    let (Some(first), Some(second)) = (parse_angle(lon), parse_angle(lat)) else {
        let column = if parse_angle(lon).is_none() { lon_at } else { lat_at };
        return Placed { written: Written::Unreadable(column), column, ..nothing };
    };
    if are_exchanged(first, second) {
        return settled(columns, (second.degrees, first.degrees), Written::Swapped, None, lon_at);
    }
    settled(columns, (first.degrees, second.degrees), Written::Otherwise, None, lon_at)
}

/// A position in one cell.
fn of_one(columns: &Columns, text: &str, column: usize) -> Placed {
    let Some(place) = parse_place(text) else {
        return Placed { at: None, written: Written::Unreadable(column), decimals: None, column };
    };
    let decimals = is_plain_pair(text).then(|| {
        let halves = text.split([',', ' ']).map(decimals_of);
        halves.max().unwrap_or(0)
    });
    // One cell for both is how such a list is written; only the order can be wrong.
    let written = match (place.is_swapped, columns.place) {
        (true, _) => Written::Swapped,
        (false, Some(_)) => Written::Plainly,
        (false, None) => Written::Otherwise,
    };
    settled(columns, (place.lon, place.lat), written, decimals, column)
}

/// Exchanges the ordinates where only that lies on the earth, or in the region.
fn settled(
    columns: &Columns,
    (lon, lat): (f64, f64),
    written: Written,
    decimals: Option<u32>,
    column: usize,
) -> Placed {
    let is_on_earth = |lon: f64, lat: f64| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    let bounds = columns.bounds;
    let (here, there) = (LonLat { lon, lat }, LonLat { lon: lat, lat: lon });
    let is_exchanged = !bounds.contains(here) && bounds.contains(there) && is_on_earth(lat, lon)
        || !is_on_earth(lon, lat) && is_on_earth(lat, lon);
    if lon == 0.0 && lat == 0.0 {
        return Placed { at: None, written: Written::Zero, decimals: None, column };
    }
    if is_exchanged && written != Written::Swapped {
        return Placed { at: Some(there), written: Written::Swapped, decimals, column };
    }
    if !is_on_earth(lon, lat) || lon.is_nan() || lat.is_nan() {
        return Placed { at: None, written: Written::NoDegrees, decimals: None, column };
    }
    Placed { at: Some(here), written, decimals, column }
}

/// Digits behind the point.
fn decimals_of(text: &str) -> u32 {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.bytes().take_while(u8::is_ascii_digit).count() as u32)
}
