//! One layer as a table: columns by field, positions, shapes.

use super::columns::{CodeLists, Column, Date, Dictionary, LIST_SEPARATOR, Strings};
use crate::catalog::FieldKind;
use crate::geo::LonLat;

/// Units of stored coordinates: 1e-7 degrees (about a centimetre).
pub const DEGREE_E7: f64 = 1e7;

/// Stored for a record that has no place on the map.
pub const UNPLACED: i32 = i32::MIN;

/// A value on its way into or out of a column.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// Not given, or not readable.
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
    /// Further points of a MultiPoint.
    Points,
    /// Lines.
    Lines,
    /// Rings: each part is a ring; a polygon's hole is a ring like another (even-odd fill).
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

/// A geometry on its way into the table, positions in degrees of WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// No place: null geometry or one that could not be placed.
    None,
    /// One point.
    Point(LonLat),
    /// More than one point; the anchor is where its sign and label stand.
    Shape {
        /// Where the sign stands.
        anchor: LonLat,
        /// Kind of the parts.
        kind: ShapeKind,
        /// Parts, each a run of positions in degrees.
        parts: Vec<Vec<LonLat>>,
    },
}

/// One layer's records in the order of its file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Stable key of each record: GeoJSON `id`, else the key field, else empty (cannot be linked to).
    pub keys: Strings,
    /// Columns in the order of [`crate::catalog::Layer::fields`].
    pub columns: Vec<Column>,
    /// Longitude of the anchor in 1e-7 degrees, [`UNPLACED`] for none.
    pub lon_e7: Vec<i32>,
    /// Latitude of the anchor in 1e-7 degrees, [`UNPLACED`] for none.
    pub lat_e7: Vec<i32>,
    /// Shapes in ascending row.
    pub shapes: Vec<Shape>,
}

impl Table {
    /// Number of records.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Where the record's sign stands; `None` where it has no place.
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
                None | Some(0) => Value::Unknown,
                Some(&code) => Value::Text(dictionary.value(code).to_owned()),
            },
            Some(Column::Choices(dictionary, lists)) => match lists.get(row) {
                [] => Value::Unknown,
                codes => Value::Texts(codes.iter().map(|&c| dictionary.value(c).to_owned()).collect()),
            },
            Some(Column::Number(v)) => v.get(row).filter(|n| !n.is_nan()).map_or(Value::Unknown, |&n| Value::Number(n)),
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

/// Fills a [`Table`] record by record.
#[derive(Debug)]
pub struct TableBuilder {
    table: Table,
}

impl TableBuilder {
    /// An empty table with a column for each kind, in order.
    pub fn new(kinds: &[FieldKind]) -> TableBuilder {
        let columns = kinds
            .iter()
            .map(|kind| match kind {
                FieldKind::Text | FieldKind::Phones | FieldKind::Url => Column::Text(Strings::default()),
                FieldKind::Texts => Column::Texts(Strings::default()),
                FieldKind::Choice => Column::Choice(Dictionary::default(), Vec::new()),
                FieldKind::Choices => Column::Choices(Dictionary::default(), CodeLists::default()),
                FieldKind::Number => Column::Number(Vec::new()),
                FieldKind::Date => Column::Date(Vec::new()),
                FieldKind::YesNo => Column::YesNo(Vec::new()),
                FieldKind::Marks => Column::Marks(Vec::new()),
            })
            .collect();
        TableBuilder { table: Table { columns, ..Table::default() } }
    }

    /// Number of records so far.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there is no record yet.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// What is there so far.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The table.
    pub fn finish(self) -> Table {
        self.table
    }
}
