//! What went wrong: problems end a file, notes tell of a record. Codes with values; `messages` makes the sentences.

use crate::workbook::BookFault;
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
    /// A part of the engine could not be loaded: no connection, or another version was published.
    Part,
    /// There is no record in the file.
    Empty,
    /// Neither GeoJSON nor a table with a column that is known.
    NotTable {
        /// The first line, shortened.
        found: String,
    },
    /// It is not the table of characters, or not of this version.
    NotCharacters,
    /// The browser cannot read the file of this machine: a folder, or moved, changed, locked since it was chosen.
    Unreadable,
    /// A workbook or an archive that is not read.
    Book(BookFault),
    /// A known format that is not read.
    Foreign {
        /// Which.
        format: Foreign,
        /// What the file says: of which member it is about, which error.
        found: String,
    },
}

/// Formats that people have and that are not read: `messages` says what to do with each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// KML.
    Kml,
    /// GPX.
    Gpx,
    /// GML, OSM or another XML.
    Xml,
    /// A zip, which an Excel workbook is too; gzip, RAR, 7z.
    Archive,
    /// A workbook of old Excel (xls).
    OldOffice,
    /// A web page, or one that is called a workbook or table.
    WebPage,
    /// The `.shp` of a shapefile.
    Shapefile,
    /// GeoPackage and other binary formats of places.
    Database,
    /// PDF, RTF, a picture.
    Document,
    /// JSON records without geometry.
    Records,
    /// What a map service of 高德, 百度 or 天地图 answers.
    MapService,
    /// JSON of OpenStreetMap (Overpass).
    Osm,
    /// A service's message of an error.
    ServiceError,
    /// GeoJSON inside a member of another object.
    Wrapped,
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
    /// How many records it is about, where it stands for all of the file's; else 0.
    pub of_all: u32,
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
    /// A word that is no JSON, such as NaN: unknown.
    OddWord,
    /// One of several JSON texts is broken: left out.
    BrokenText,
    /// An array of Features without a collection around: read.
    BareArray,
    /// The service says that it has more than the file holds (once a file).
    Partial,
    /// A longitude beyond 180°: brought back by whole turns.
    OtherTurn,
    /// A shape over the antimeridian: placed the short way round.
    AcrossAntimeridian,
    /// A third ordinate that is no number: left out.
    OddAltitude,
    /// Some positions of a shape have an altitude and others not, or a ring's ends differ in it: left out.
    UnevenAltitude,
    /// A `bbox` that is none: not used.
    OddBbox,
    /// A collection of a single geometry: read.
    CollectionOfOne,
    /// A member that belongs to another kind of object: not used.
    ForeignMember,
    /// A date as a spreadsheet's serial number: converted.
    DateAsSerial,
    /// A key that a spreadsheet has rounded.
    SpoiltId,
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
    /// Both ordinates stand in one cell of a pasted table: split.
    PositionSplit,
    /// Columns of a pasted table that nobody has a use for: not read (once a text).
    UnusedColumn,
    /// A row of a text without headings has several cells: the first is the name.
    FirstCell,
    /// A table stands in parts side by side under the same headings: each part is read (once a file).
    SideBySide,
    /// A record has another name in a second column of names: not read as one.
    SecondName,
    /// A row of a single cell above others: kept, perhaps a title.
    MaybeTitle,
    /// A day that does not exist: unknown.
    NoSuchDay,
    /// A time of day behind a day: left out.
    TimeLeftOut,
    /// A number of things that is negative or no whole number: kept.
    NotCount,
    /// A choice that the catalog does not list: kept (once a value).
    NotListed,
    /// A telephone number that a spreadsheet has rounded: kept.
    SpoiltPhone,
    /// The file ends within a row.
    CutRow,
    /// The prepared form of the file is older than the file: not used.
    PreparedOld,
    /// The server does not say whether the prepared form is older than the file: not used.
    PreparedUnsure,
    /// The prepared form is of another version, or made for another catalog: not used.
    PreparedOther,
    /// The prepared form is damaged: not used.
    PreparedBroken,
    /// The catalog says that there is a prepared form, and it did not come.
    PreparedMissing,
}

impl Reason {
    /// Whether the note's field is a member of GeoJSON, not a field of the catalog.
    pub fn names_member(self) -> bool {
        matches!(self, Reason::NotFeature | Reason::ForeignMember | Reason::OddBbox | Reason::Partial)
    }
}
