//! Cells of a table written as JSON: values as the page's own list writes them, positions as people do.

use super::super::lenient::parse_number;
use super::super::plan::Slot;
use super::columns::Columns;
use crate::delimited::names::Axis;
use crate::delimited::position::{are_exchanged, is_plain_pair, parse_angle, parse_place};
use crate::export::unguarded;
use diming_protocol::Reason;
use diming_protocol::geo::{LonLat, LonLatBounds};

/// The position of a row.
#[derive(Debug, Default)]
pub struct Placed {
    /// Its ordinates where they could be read.
    at: Option<LonLat>,
    /// The cells that could not be read.
    raw: Option<(String, String)>,
    /// What was done, each a note.
    reasons: Vec<Reason>,
    /// The cells for these notes.
    pub told: String,
}

impl Placed {
    /// Whether the row has a position that can be read.
    pub fn is_known(&self) -> bool {
        self.at.is_some()
    }

    /// Whether there is a position, and it is none of this map.
    pub fn is_off(&self, bounds: LonLatBounds) -> bool {
        let swapped = |at: LonLat| LonLat { lon: at.lat, lat: at.lon };
        self.raw.is_some() || self.at.is_some_and(|at| !bounds.contains(at) && !bounds.contains(swapped(at)))
    }

    /// Writes the geometry; gives what is to be noted.
    pub fn write(&self, out: &mut Vec<u8>) -> &[Reason] {
        match (self.at, &self.raw) {
            (Some(LonLat { lon, lat }), _) => {
                out.extend_from_slice(format!(r#"{{"type":"Point","coordinates":[{lon},{lat}]}}"#).as_bytes());
            }
            (None, Some((lon, lat))) => {
                out.extend_from_slice(br#"{"type":"Point","coordinates":["#);
                push_ordinate(out, lon);
                out.push(b',');
                push_ordinate(out, lat);
                out.extend_from_slice(b"]}");
            }
            (None, None) => out.extend_from_slice(b"null"),
        }
        &self.reasons
    }
}

/// The position that a row's cells give. Where a latitude of over 90° shows that the two are exchanged, they are put right.
pub fn place_of_cells<'c>(columns: &Columns, text: impl Fn(usize) -> &'c str, bounds: LonLatBounds) -> Placed {
    if let Some(column) = columns.axis(Axis::Place) {
        return place_of_one(text(column));
    }
    let (Some(lon), Some(lat)) = (columns.axis(Axis::Longitude), columns.axis(Axis::Latitude)) else {
        return Placed::default();
    };
    let (lon, lat) = (text(lon), text(lat));
    match (lon.is_empty(), lat.is_empty()) {
        (true, true) => return Placed::default(),
        // Both in one of the cells.
        (false, true) if parse_place(lon).is_some() => return place_of_one(lon),
        (true, false) if parse_place(lat).is_some() => return place_of_one(lat),
        (true, false) | (false, true) => return Placed::default(),
        (false, false) => {}
    }
    if let (Some(lon), Some(lat)) = (parse_number(lon), parse_number(lat)) {
        return Placed::default().at(lon, lat, bounds);
    }
    let told = format!("{lon}, {lat}");
    let (Some(first), Some(second)) = (parse_angle(lon), parse_angle(lat)) else {
        return Placed { raw: Some((lon.to_owned(), lat.to_owned())), ..Placed::default() };
    };
    let placed = Placed { reasons: vec![Reason::PositionRead], told, ..Placed::default() };
    if are_exchanged(first, second) {
        let mut placed = placed.at(second.degrees, first.degrees, bounds);
        placed.reasons.push(Reason::Swapped);
        return placed;
    }
    placed.at(first.degrees, second.degrees, bounds)
}

fn place_of_one(cell: &str) -> Placed {
    let Some(place) = parse_place(cell) else {
        let raw = (!cell.is_empty()).then(|| (cell.to_owned(), cell.to_owned()));
        return Placed { raw, ..Placed::default() };
    };
    let reasons = match place.is_swapped {
        true => vec![Reason::Swapped],
        false if !is_plain_pair(cell) => vec![Reason::PositionRead],
        false => Vec::new(),
    };
    let at = Some(LonLat { lon: place.lon, lat: place.lat });
    Placed { at, reasons, told: cell.to_owned(), raw: None }
}

impl Placed {
    fn at(mut self, lon: f64, lat: f64, bounds: LonLatBounds) -> Placed {
        let is_swapped = lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0;
        // Inside the bounds the reader of geometries puts them right and says so.
        if is_swapped && !bounds.contains(LonLat { lon: lat, lat: lon }) {
            self.told = format!("{lon}, {lat}");
            self.reasons.push(Reason::Swapped);
            self.at = Some(LonLat { lon: lat, lat: lon });
        } else {
            self.at = Some(LonLat { lon, lat });
        }
        self
    }
}

/// A number as such, anything else as text: the reader of geometries says what is wrong with it.
fn push_ordinate(out: &mut Vec<u8>, cell: &str) {
    match parse_number(cell) {
        Some(number) => out.extend_from_slice(format!("{number}").as_bytes()),
        None => push_json(out, cell.as_bytes()),
    }
}

/// A value as JSON: labels of the catalog as the values that they stand for.
pub fn push_value(out: &mut Vec<u8>, text: &str, slot: &Slot) {
    let text = unguarded(text);
    if slot.says.is_empty() && slot.marks.is_empty() {
        return push_json(out, text.as_bytes());
    }
    if let Some(value) = slot.says.get(text) {
        return push_json(out, value.as_bytes());
    }
    let parts = || text.split([';', '；', '、']).map(str::trim).filter(|part| !part.is_empty());
    let is_mark = |part: &str| slot.marks.iter().any(|label| label.zh == part || label.en == part);
    if !slot.marks.is_empty() && !text.is_empty() && parts().all(is_mark) {
        return push_members(out, parts());
    }
    if slot.is_list && parts().any(|part| slot.says.contains_key(part)) {
        let values: Vec<&str> = parts().map(|part| slot.says.get(part).map_or(part, String::as_str)).collect();
        return push_json(out, values.join("；").as_bytes());
    }
    push_json(out, text.as_bytes());
}

/// Marks that are given by their labels: those that are there are true.
fn push_members<'t>(out: &mut Vec<u8>, labels: impl Iterator<Item = &'t str>) {
    out.push(b'{');
    for (at, label) in labels.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push_json(out, label.as_bytes());
        out.extend_from_slice(b":true");
    }
    out.push(b'}');
}

/// A text as JSON. Bytes that are no UTF-8 stay: the reader of features replaces and notes them.
pub fn push_json(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    for &byte in text {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(br"\n"),
            b'\r' => out.extend_from_slice(br"\r"),
            b'\t' => out.extend_from_slice(br"\t"),
            0..0x20 => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
