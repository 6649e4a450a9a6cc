//! Interprets cells of a table: labels of the page's own list, written positions.

use super::super::lenient::parse_number;
use super::super::plan::Slot;
use super::super::record::Record;
use super::super::values::raw;
use super::columns::Columns;
use crate::delimited::names::Axis;
use crate::delimited::position::{are_exchanged, is_plain_pair, parse_angle, parse_place};
use crate::export::unguarded;
use crate::json::scan::{Tag, Token};
use diming_protocol::Reason;
use diming_protocol::catalog::Label;
use diming_protocol::geo::{LonLat, LonLatBounds};
use std::borrow::Cow;

/// The position of a row.
#[derive(Debug, Default)]
pub struct Placed {
    /// Its ordinates, if readable.
    at: Option<LonLat>,
    /// The unreadable cells.
    raw: Option<(String, String)>,
    /// The repairs, one note each.
    reasons: Vec<Reason>,
    /// The cells of these notes.
    pub quoted: String,
}

impl Placed {
    /// Whether the row has a readable position.
    pub fn is_known(&self) -> bool {
        self.at.is_some()
    }

    /// Whether the position is readable but invalid.
    pub fn is_off(&self, bounds: LonLatBounds) -> bool {
        let swapped = |at: LonLat| LonLat { lon: at.lat, lat: at.lon };
        self.raw.is_some() || self.at.is_some_and(|at| !bounds.contains(at) && !bounds.contains(swapped(at)))
    }

    /// Passes the position to a record, whose spans are of a text; returns the notes.
    pub fn give(&self, text: &mut String, record: &mut Record) -> &[Reason] {
        record.quote = Some(quoted);
        match (self.at, &self.raw) {
            (Some(LonLat { lon, lat }), _) => record.point = Some((lon, lat)),
            (None, Some((lon, lat))) => match (parse_number(lon), parse_number(lat)) {
                (Some(lon), Some(lat)) => record.point = Some((lon, lat)),
                _ => record.unread = Some([push_span(text, lon), push_span(text, lat)]),
            },
            (None, None) => {}
        }
        &self.reasons
    }
}

/// A position as quoted in notes: in the form of GeoJSON.
fn quoted(text: &str, record: &Record) -> String {
    let pair = |lon: &str, lat: &str| format!(r#"{{"type":"Point","coordinates":[{lon},{lat}]}}"#);
    match (record.point, record.unread) {
        (Some((lon, lat)), _) => pair(&lon.to_string(), &lat.to_string()),
        (None, Some([lon, lat])) => pair(&quoted_ordinate(raw(text, lon)), &quoted_ordinate(raw(text, lat))),
        (None, None) => "null".to_owned(),
    }
}

/// A number as is, anything else as text.
fn quoted_ordinate(cell: &str) -> String {
    parse_number(cell)
        .map_or_else(|| format!("\"{}\"", cell.replace('\\', r"\\").replace('"', "\\\"")), |number| number.to_string())
}

/// Appends a value to a record's text; returns its span.
pub fn push_span(text: &mut String, value: &str) -> Token {
    let start = text.len();
    text.push_str(value);
    Token { tag: Tag::Text, start, end: text.len(), number: 0.0 }
}

/// The position in a row's cells. Swaps the ordinates if a latitude of over 90° shows that they are exchanged.
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
        // Both are in one of the cells.
        (false, true) if parse_place(lon).is_some() => return place_of_one(lon),
        (true, false) if parse_place(lat).is_some() => return place_of_one(lat),
        (true, false) | (false, true) => return Placed::default(),
        (false, false) => {}
    }
    if let (Some(lon), Some(lat)) = (parse_number(lon), parse_number(lat)) {
        return Placed::default().at(lon, lat, bounds);
    }
    let quoted = format!("{lon}, {lat}");
    let (Some(first), Some(second)) = (parse_angle(lon), parse_angle(lat)) else {
        return Placed { raw: Some((lon.to_owned(), lat.to_owned())), ..Placed::default() };
    };
    let placed = Placed { reasons: vec![Reason::PositionRead], quoted, ..Placed::default() };
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
    Placed { at, reasons, quoted: cell.to_owned(), raw: None }
}

impl Placed {
    fn at(mut self, lon: f64, lat: f64, bounds: LonLatBounds) -> Placed {
        let is_swapped = lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0;
        // Inside the bounds, the geometry reader swaps and notes it.
        if is_swapped && !bounds.contains(LonLat { lon: lat, lat: lon }) {
            self.quoted = format!("{lon}, {lat}");
            self.reasons.push(Reason::Swapped);
            self.at = Some(LonLat { lon: lat, lat: lon });
        } else {
            self.at = Some(LonLat { lon, lat });
        }
        self
    }
}

/// The value of a cell: labels of the catalog become values, a list of marks becomes signs in their order.
pub fn value_of<'t>(cell: &'t str, slot: &Slot) -> Cow<'t, str> {
    let text = unguarded(cell);
    if let Some(value) = slot.says.get(text) {
        return Cow::Owned(value.clone());
    }
    let parts = || text.split([';', '；', '、']).map(str::trim).filter(|part| !part.is_empty());
    let names = |label: &Label, part: &str| label.zh == part || label.en == part;
    if !slot.marks.is_empty()
        && !text.is_empty()
        && parts().all(|part| slot.marks.iter().any(|label| names(label, part)))
    {
        let is_named = |label: &Label| parts().any(|part| names(label, part));
        return slot.marks.iter().map(|label| if is_named(label) { '√' } else { '?' }).collect::<String>().into();
    }
    if slot.is_list && parts().any(|part| slot.says.contains_key(part)) {
        let values: Vec<&str> = parts().map(|part| slot.says.get(part).map_or(part, String::as_str)).collect();
        return Cow::Owned(values.join("；"));
    }
    Cow::Borrowed(text)
}
