//! One layer as a table: columns by field, positions, shapes.

use super::columns::{Column, Date, LIST_SEPARATOR, foresee_rows};
use super::keys::Keys;
use super::others::Others;
use diming_protocol::catalog::{Catalog, FieldKind};
use diming_protocol::geo::LonLat;
use std::collections::TryReserveError;

/// Units of stored coordinates: 1e-7 degrees (about a centimetre).
pub const DEGREE_E7: f64 = 1e7;

/// Stored for a record without a place on the map.
pub const UNPLACED: i32 = i32::MIN;

/// A value to store in a column, or read from one.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// Missing or unreadable.
    #[default]
    Unknown,
    /// One text.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
    /// Yes or no.
    YesNo(bool),
    /// Marks, each yes, no or unknown.
    Marks(Vec<Option<bool>>),
}

/// The kind of a stored shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// One part: all points of a MultiPoint.
    Points,
    /// Lines.
    Lines,
    /// Rings: each part is a ring, holes included (even-odd fill).
    Rings,
}

/// A shape that is more than one point.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Row of the table.
    pub row: u32,
    /// Kind of its parts.
    pub kind: ShapeKind,
    /// Parts, each a run of positions (lon, lat) in 1e-7 degrees.
    pub parts: Vec<Vec<(i32, i32)>>,
}

/// Positions of one kind to store in the table, in degrees of WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Kind of the parts.
    pub kind: ShapeKind,
    /// Parts, each a run of positions.
    pub parts: Vec<Vec<LonLat>>,
}

/// A geometry to store in the table, in degrees of WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// No place: a null or invalid geometry.
    None,
    /// One point.
    Point(LonLat),
    /// More than one point.
    Shapes {
        /// Anchor of sign and label.
        anchor: LonLat,
        /// The drawn parts, each kind at most once; only a collection has several.
        shapes: Vec<Parts>,
    },
}

/// One layer's records in the order of its file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Stable key of each record: GeoJSON `id`, else the key field, else empty (no links to it).
    pub keys: Keys,
    /// Columns in the order of [`diming_protocol::catalog::Layer::fields`].
    pub columns: Vec<Column>,
    /// Longitude of the anchor in 1e-7 degrees, [`UNPLACED`] for none.
    pub lon_e7: Vec<i32>,
    /// Latitude of the anchor in 1e-7 degrees, [`UNPLACED`] for none.
    pub lat_e7: Vec<i32>,
    /// Shapes by ascending row; a collection of lines and areas has one of each kind.
    pub shapes: Vec<Shape>,
    /// Properties beyond the columns; only for a file of this machine.
    pub others: Others,
    /// Unreadable values as written, by field key; only for a file of this machine.
    pub unread: Others,
    /// The file's name of each column, `None` if it lacks the column; empty for a layer of the catalog, or while it
    /// loads.
    pub called: Vec<Option<String>>,
}

/// The kinds of a layer's columns, by its index in the catalog; none for an unknown index.
pub fn column_kinds(catalog: &Catalog, layer_ix: usize) -> Vec<FieldKind> {
    let fields = catalog.layers.get(layer_ix).map_or(&[][..], |layer| &layer.fields);
    fields.iter().map(|key| catalog.fields.get(key).map_or(FieldKind::Text, |field| field.kind)).collect()
}

impl Table {
    /// A table without records, with a column for each kind, in order.
    pub fn new(kinds: &[FieldKind]) -> Table {
        Table { columns: kinds.iter().map(|&kind| Column::new(kind)).collect(), ..Table::default() }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Removes the places of all records.
    pub fn unplace(&mut self) {
        self.lon_e7.fill(UNPLACED);
        self.lat_e7.fill(UNPLACED);
        self.shapes.clear();
    }

    /// Position of the record's sign; `None` without a place.
    pub fn position(&self, row: usize) -> Option<LonLat> {
        let (&lon, &lat) = (self.lon_e7.get(row)?, self.lat_e7.get(row)?);
        (lon != UNPLACED).then(|| LonLat { lon: f64::from(lon) / DEGREE_E7, lat: f64::from(lat) / DEGREE_E7 })
    }

    /// The value of a column in a row.
    pub fn value(&self, column: usize, row: usize) -> Value {
        match self.columns.get(column) {
            None => Value::Unknown,
            Some(Column::Text(s)) => match s.get(row) {
                "" => Value::Unknown,
                text => Value::Text(text.to_owned()),
            },
            Some(Column::Texts(s)) => match s.get(row) {
                "" => Value::Unknown,
                text => Value::Texts(text.split(LIST_SEPARATOR).map(str::to_owned).collect()),
            },
            Some(Column::Choice(dictionary, codes)) => match codes.get(row) {
                0 => Value::Unknown,
                code => Value::Text(dictionary.value(code).to_owned()),
            },
            Some(Column::Choices(dictionary, lists)) => match lists.get(row) {
                [] => Value::Unknown,
                codes => Value::Texts(codes.iter().map(|&c| dictionary.value(c).to_owned()).collect()),
            },
            Some(Column::Number(numbers)) => numbers.get(row).map_or(Value::Unknown, Value::Number),
            Some(Column::Date(v)) => {
                v.get(row).filter(|&&d| d != Date::UNKNOWN).map_or(Value::Unknown, |&d| Value::Date(d))
            }
            Some(Column::YesNo(v)) => match v.get(row) {
                Some(1) => Value::YesNo(false),
                Some(2) => Value::YesNo(true),
                _ => Value::Unknown,
            },
            Some(Column::Marks(v)) => match v.get(row) {
                None | Some(0) => Value::Unknown,
                Some(&bits) => Value::Marks((0..16).map(|m| mark_of(bits, m)).collect()),
            },
        }
    }
}

/// Mark `m` of a packed row of marks.
pub fn mark_of(bits: u32, m: usize) -> Option<bool> {
    match bits >> (2 * m) & 3 {
        1 => Some(false),
        2 => Some(true),
        _ => None,
    }
}

/// Fills a [`Table`] record by record: [`TableBuilder::begin`] takes key and place, then each column gets one row.
#[derive(Debug)]
pub struct TableBuilder {
    table: Table,
}

impl TableBuilder {
    /// An empty table with a column for each kind, in order.
    pub fn new(kinds: &[FieldKind]) -> TableBuilder {
        TableBuilder { table: Table::new(kinds) }
    }

    /// Number of records so far.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there is no record yet.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Reserves room for one more record read from this many bytes; fails if there is no memory. Dictionaries and
    /// shapes, which are small, are not reserved.
    #[inline(never)]
    pub fn try_reserve(&mut self, bytes: usize) -> Result<(), TryReserveError> {
        let table = &mut self.table;
        table.keys.try_reserve(bytes)?;
        table.lon_e7.try_reserve(1)?;
        table.lat_e7.try_reserve(1)?;
        table.columns.iter_mut().try_for_each(|column| column.try_reserve(bytes))
    }

    /// Reserves room for this many records in all, estimated from those so far, so that columns are not copied as they
    /// grow; best effort.
    pub fn foresee(&mut self, rows: usize) {
        let table = &mut self.table;
        table.keys.foresee(rows);
        foresee_rows(&mut table.lon_e7, rows);
        foresee_rows(&mut table.lat_e7, rows);
        table.columns.iter_mut().for_each(|column| column.foresee(rows));
    }

    /// Begins a record. Returns `false` if an earlier record has this key: the new one then has none. An empty key
    /// means no key.
    pub fn begin(&mut self, key: &str, geometry: &Geometry) -> bool {
        debug_assert!(self.table.columns.iter().all(|c| c.len() == self.table.keys.len()));
        let is_new = self.table.keys.push(key);
        match geometry {
            Geometry::None => self.place_at(UNPLACED, UNPLACED),
            Geometry::Point(p) => self.place_at(e7(p.lon), e7(p.lat)),
            Geometry::Shapes { anchor, shapes } => {
                let row = (self.table.keys.len() - 1) as u32;
                self.place_at(e7(anchor.lon), e7(anchor.lat));
                self.table.shapes.extend(shapes.iter().map(|s| Shape {
                    row,
                    kind: s.kind,
                    parts: s.parts.iter().map(|part| part.iter().map(|p| (e7(p.lon), e7(p.lat))).collect()).collect(),
                }));
            }
        }
        is_new
    }

    fn place_at(&mut self, lon_e7: i32, lat_e7: i32) {
        self.table.lon_e7.push(lon_e7);
        self.table.lat_e7.push(lat_e7);
    }

    /// Stores a property beyond the columns for the current record.
    pub fn keep(&mut self, name: &str, is_json: bool, value: &str) {
        self.table.others.add(name, is_json, value);
    }

    /// Stores the unreadable value of a field.
    pub fn keep_unread(&mut self, field: &str, is_json: bool, value: &str) {
        self.table.unread.add(field, is_json, value);
    }

    /// Ends the extra properties of the current record.
    pub fn end_kept(&mut self) {
        self.table.others.end_row();
        self.table.unread.end_row();
    }

    /// The columns, each of which must get one row after [`TableBuilder::begin`].
    pub fn columns(&mut self) -> &mut [Column] {
        &mut self.table.columns
    }

    /// Adds a whole record; a missing value, or one of another kind than its column, is unknown. Returns `false` if an
    /// earlier record has this key.
    pub fn push(&mut self, key: &str, geometry: &Geometry, values: &[Value]) -> bool {
        let is_new = self.begin(key, geometry);
        for (at, column) in self.table.columns.iter_mut().enumerate() {
            column.push(values.get(at).unwrap_or(&Value::Unknown));
        }
        is_new
    }

    /// The records so far.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The table.
    pub fn finish(self) -> Table {
        self.table
    }
}

/// Degrees in units of 1e-7; valid coordinates always fit.
fn e7(degrees: f64) -> i32 {
    (degrees * DEGREE_E7).round() as i32
}

impl Column {
    /// Adds a row; a value of another kind than the column's is unknown.
    pub fn push(&mut self, value: &Value) {
        match (self, value) {
            (Column::Text(s), Value::Text(text)) => s.push(text),
            (Column::Texts(s), Value::Texts(texts)) => s.push(&texts.join(&LIST_SEPARATOR.to_string())),
            (Column::Choice(dictionary, codes), Value::Text(text)) => codes.push(dictionary.code_of(text)),
            (Column::Choices(dictionary, lists), Value::Texts(texts)) => {
                for text in texts {
                    lists.add(dictionary.code_of(text));
                }
                lists.end_row();
            }
            (Column::Number(v), Value::Number(n)) => v.push(*n),
            (Column::Date(v), Value::Date(d)) => v.push(*d),
            (Column::YesNo(v), Value::YesNo(yes)) => v.push(if *yes { 2 } else { 1 }),
            (Column::Marks(v), Value::Marks(marks)) => v.push(bits_of(marks)),
            (column, _) => column.push_unknown(),
        }
    }
}

/// Packs marks as in [`Column::Marks`]; those beyond the sixteenth are dropped.
pub fn bits_of(marks: &[Option<bool>]) -> u32 {
    let bit = |(m, mark): (usize, &Option<bool>)| mark.map_or(0, |yes| if yes { 2 } else { 1 } << (2 * m));
    marks.iter().take(16).enumerate().map(bit).sum()
}
