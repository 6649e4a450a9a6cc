//! A list as clean GeoJSON (RFC 7946): a feature a line, positions in WGS 84, values under the keys of their fields.
//!
//! An empty cell is left out: what is missing is unknown. A record without a position has the geometry `null`, and where its
//! cells say one that cannot be read, they stay among its properties.

use super::cells::{Cell, cell_of};
use super::geometry::{Changes, Writing};
use super::names::property_names;
use crate::check::place::{Written, place_of};
use crate::columns::Columns;
use crate::list::List;
use diming_protocol::catalog::{Datum, Layer, keys};
use serde_json::Value;

/// Decimals of a position where the layer does not say how many: about a centimetre, as the engine stores it.
const DECIMALS: u8 = 7;

/// What is saved.
#[derive(Clone, Copy, Debug)]
pub struct Saving<'a> {
    /// The list.
    pub list: &'a List,
    /// What its columns mean.
    pub columns: &'a Columns,
    /// The columns that are saved; all others are left out.
    pub chosen: &'a [usize],
    /// The layer that it is of: its key field and its decimals count.
    pub layer: &'a Layer,
    /// The datum of the list's positions.
    pub datum: Datum,
    /// Geometries of rows that have more than a point, as GeoJSON, in the datum of the list; `null` and a missing one are none.
    pub shapes: &'a [Value],
}

/// A list that was saved as GeoJSON, and what was not written as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The file.
    pub text: String,
    /// Number of records.
    pub records: usize,
    /// Records without a position.
    pub unplaced: usize,
    /// Lines of records whose position cannot be read: its cells are among the properties.
    pub unread: Vec<u32>,
    /// Records whose position was rounded to the decimals of the layer.
    pub rounded: usize,
    /// Records whose heights were left out.
    pub heights: usize,
    /// Columns under another name than their heading, as another one has it: heading and name.
    pub renamed: Vec<(String, String)>,
    /// Headings of columns without a value, which no record has therefore.
    pub empty: Vec<String>,
}

/// Saves step by step.
#[derive(Debug)]
pub struct GeoJsonWriter<'a> {
    saving: Saving<'a>,
    names: Vec<String>,
    key: Option<usize>,
    /// Columns of positions that are saved.
    places: Vec<usize>,
    has_value: Vec<bool>,
    row: usize,
    out: Saved,
}

/// Saves a whole list.
pub fn geojson(saving: Saving) -> Saved {
    let mut writer = GeoJsonWriter::new(saving);
    while !writer.step(usize::MAX) {}
    writer.finish()
}

impl<'a> GeoJsonWriter<'a> {
    /// Begins a file.
    pub fn new(saving: Saving<'a>) -> GeoJsonWriter<'a> {
        let Saving { list, columns, chosen, layer, .. } = saving;
        let is_chosen = |at: &usize| chosen.contains(at);
        let key = columns.of_key(&layer.key_field).or(columns.roles.id).filter(is_chosen);
        let places = match columns.place {
            Some(place) => vec![place],
            None => columns.roles.lon.into_iter().chain(columns.roles.lat).collect(),
        };
        let places = if places.iter().all(is_chosen) { places } else { Vec::new() };
        let names = property_names(list, columns);
        let is_renamed = |at: &&usize| {
            let is_kept = columns.list.get(**at).is_none_or(|column| column.is_unknown());
            is_kept && list.headings().get(**at) != names.get(**at)
        };
        let renamed = chosen.iter().filter(is_renamed);
        let renamed = renamed.filter_map(|at| Some((list.headings().get(*at)?.clone(), names.get(*at)?.clone())));
        let text = "{\"type\":\"FeatureCollection\",\"features\":[\n".to_owned();
        let out = Saved { text, renamed: renamed.collect(), ..Saved::default() };
        GeoJsonWriter { saving, key, places, has_value: vec![false; list.width()], row: 0, out, names }
    }

    /// Writes so many records more; `true` when all are written.
    pub fn step(&mut self, rows: usize) -> bool {
        let end = self.saving.list.len().min(self.row.saturating_add(rows.max(1)));
        while self.row < end {
            if self.row > 0 {
                self.out.text.push_str(",\n");
            }
            self.feature(self.row);
            self.row += 1;
        }
        self.row == self.saving.list.len()
    }

    /// The file, when all is written.
    pub fn finish(mut self) -> Saved {
        self.out.text.push_str("\n]}\n");
        self.out.records = self.row;
        let is_empty = |at: &&usize| self.has_value.get(**at) == Some(&false);
        let empty = self.saving.chosen.iter().filter(is_empty);
        self.out.empty = empty.filter_map(|at| self.saving.list.headings().get(*at).cloned()).collect();
        self.out
    }

    fn feature(&mut self, row: usize) {
        let Saving { list, columns, chosen, .. } = self.saving;
        self.out.text.push_str("{\"type\":\"Feature\"");
        let id = list.cell_of(row, self.key);
        if !id.trim().is_empty() {
            self.out.text.push_str(&format!(",\"id\":{}", quoted(id)));
        }
        let (geometry, are_places_written) = self.geometry(row);
        self.out.text.push_str(&format!(",\"geometry\":{geometry},\"properties\":{{"));
        let mut mark = "";
        for &at in chosen {
            let text = list.cell(row, at);
            let (Some(column), Some(name)) = (columns.list.get(at), self.names.get(at)) else { continue };
            let written = match cell_of(columns, column, text) {
                Cell::Empty => continue,
                Cell::Number(digits) => digits.to_owned(),
                Cell::Text(text) => quoted(&text),
            };
            self.has_value[at] = true;
            let is_id = Some(at) == self.key && column.key == keys::ID;
            if is_id || are_places_written && self.places.contains(&at) {
                continue;
            }
            self.out.text.push_str(&format!("{mark}{}:{written}", quoted(name)));
            mark = ",";
        }
        self.out.text.push_str("}}");
    }

    /// The geometry of a row, and whether the cells of its position are in it.
    fn geometry(&mut self, row: usize) -> (String, bool) {
        let Saving { list, columns, layer, datum, shapes, .. } = self.saving;
        let writing = Writing { datum, decimals: layer.decimals.unwrap_or(DECIMALS) };
        let mut changes = Changes::default();
        let shape = shapes.get(row).filter(|shape| !shape.is_null());
        let placed = (!self.places.is_empty()).then(|| place_of(list, columns, row));
        let (geometry, are_places_written) = match (shape, placed.as_ref().and_then(|placed| placed.at)) {
            (Some(shape), _) => (writing.geometry(shape, &mut changes), false),
            (None, Some(at)) => {
                let position = writing.position(at, &mut changes);
                (Some(format!("{{\"type\":\"Point\",\"coordinates\":{position}}}")), true)
            }
            (None, None) => (None, false),
        };
        self.out.rounded += usize::from(changes.is_rounded && layer.decimals.is_some());
        self.out.heights += usize::from(changes.has_height);
        if geometry.is_none() {
            self.out.unplaced += 1;
            let says_one = placed.is_some_and(|placed| placed.written != Written::Nothing);
            if shape.is_some() || says_one {
                self.out.unread.push(list.line(row));
            }
        }
        (geometry.unwrap_or_else(|| "null".to_owned()), are_places_written)
    }
}

/// A text of JSON.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
