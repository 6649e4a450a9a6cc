//! What went wrong: problems end a file, notes tell of a record. Codes with values; `messages` makes the sentences.

use serde::{Deserialize, Serialize};

/// Why something could not be opened or read. A code with values; `messages` makes the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The server answered with this status.
    Status(u16),
    /// No connection, or the browser refused (offline, CORS, mixed content).
    Network,
    /// No byte for this many seconds.
    TimedOut(u32),
    /// It is a web page, not data (a portal's login page).
    Html,
    /// Not JSON: byte where reading stopped.
    NotJson {
        /// Byte, from 0.
        byte: u64,
    },
    /// JSON, but no GeoJSON: what `type` says.
    NotGeoJson {
        /// The `type` found; empty for none.
        found: String,
    },
    /// The text stops in the middle.
    Truncated {
        /// Byte where it stops.
        byte: u64,
    },
    /// A `crs` that is not served.
    Crs {
        /// Its name.
        name: String,
    },
    /// Over a limit.
    Limit {
        /// Which: `bytes`, `features`, `files` …
        what: String,
        /// The limit.
        limit: u64,
        /// How many there are, where that is known.
        found: Option<u64>,
    },
    /// The catalog does not fit its schema.
    Catalog {
        /// Path inside the file, e.g. `layers[2].style.color`.
        path: String,
        /// What is wrong, in plain technical English.
        reason: String,
    },
    /// The address is not of this origin and not listed in the catalog.
    Origin {
        /// The address.
        url: String,
    },
    /// Stopped by the person.
    Cancelled,
    /// The encoding is not known.
    Encoding,
    /// No memory for more.
    Memory,
    /// There is no record in the file.
    Empty,
    /// A spreadsheet's own file (.xlsx, .xls, .et), not a table in text.
    Workbook,
    /// Neither GeoJSON nor a table with a column that is known.
    NotTable {
        /// The first line, shortened.
        found: String,
    },
    /// The browser cannot read the file of this machine: a folder, or moved, changed, locked since it was chosen.
    Unreadable,
}

/// Something about a record that was mended, left out or could not be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Row in the file, from 0; `None` for the file itself.
    pub row: Option<u32>,
    /// The record's key, where it has one.
    pub key: String,
    /// Field or member, e.g. `geometry`, `beds_total`.
    pub field: String,
    /// The value found, shortened to 80 characters.
    pub value: String,
    /// What is wrong and what was done.
    pub reason: Reason,
}

/// What is wrong and what was done about it; `messages` makes the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// A ring's last position is not its first: closed.
    RingUnclosed,
    /// A ring winds the other way: turned.
    RingWinding,
    /// More than three ordinates in a position: left out.
    ExtraOrdinates,
    /// A collection inside a collection: flattened.
    NestedCollection,
    /// An id that an earlier record has: the earlier one keeps it.
    DuplicateId,
    /// Neither id nor key: cannot be linked to.
    NoId,
    /// A number given as text: read.
    NumberAsText,
    /// A coordinate given as text: read.
    CoordinateAsText,
    /// Latitude before longitude, and only the swap lies in the region: swapped.
    Swapped,
    /// No number where a coordinate must be: kept off the map.
    CoordinateNotNumber,
    /// Not on the earth: kept off the map.
    OutOfRange,
    /// Metres of a projection: kept off the map.
    Projected,
    /// Too few positions: kept off the map.
    TooFewPositions,
    /// Outside the deployment's bounds: placed where it says.
    OutsideBounds,
    /// No geometry: kept off the map.
    NoGeometry,
    /// Unknown geometry type or malformed geometry: kept off the map.
    BadGeometry,
    /// A member that is no Feature: left out.
    NotFeature,
    /// Broken JSON of one feature: left out.
    BrokenFeature,
    /// `properties` null or missing: kept, nothing known.
    NoProperties,
    /// A value of another kind than the field's: unknown.
    WrongKind,
    /// A text longer than the limit: cut.
    TooLong,
    /// Nested deeper than the limit: left out.
    TooDeep,
    /// A property that the catalog does not know: not shown (once a key).
    UnknownField,
    /// A column or property of a file of this machine that the catalog does not know: kept (once a key).
    KeptField,
    /// Two properties mean the same field: the first is kept.
    TwoForOne,
    /// 密级 other than 公开: not shown in public.
    Secret,
    /// Bytes that are no text in the file's encoding: replaced.
    BadText,
    /// The record has no name.
    NoName,
    /// A row of a table has more or fewer cells than the first line: what has a heading is kept.
    CellCount,
    /// A table without columns of longitude and latitude: its records have no place (once a file).
    NoPositionColumns,
    /// The heading of a table is not its first line, or takes several (once a file).
    HeadingFound,
    /// A row above the heading: left out.
    AboveHeading,
    /// A sum, a remark, or the heading once more: left out.
    NoRecord,
    /// It is called like a sum, but has a position: kept.
    MaybeNoRecord,
    /// A cell says “as above”: the value of the row above.
    FromAbove,
    /// Cells of a column are empty below filled ones, perhaps merged (once a column).
    EmptyBelow,
    /// A quote that opens a cell and is not closed: a letter.
    LoneQuote,
    /// A position in degrees, minutes, seconds, or in one cell: read.
    PositionRead,
    /// The heading names another datum than was chosen: the heading's counts (once a file).
    DatumOfHeading,
}
