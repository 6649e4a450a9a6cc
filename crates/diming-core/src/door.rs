//! The one door between the page and the engine: plain requests in, plain responses out.
//!
//! Both sides share these types; on the wire they are `postcard` bytes in one transferable
//! buffer. Each [`Request::Look`] carries a sequence number and the newest wins: an answer with
//! an older number is dropped.

use crate::catalog::{Catalog, Lang};
use crate::geo::{LonLat, World, WorldBounds};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// A record over all layers: the layer's place in the catalog (6 bits) and the row in its file
/// (26 bits). Stable while a layer is loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FeatureId(pub u32);

impl FeatureId {
    /// Bits of the row.
    pub const ROW_BITS: u32 = 26;
    /// Most layers a catalog may have.
    pub const LAYERS_MAX: usize = 64;
    /// Most records a layer may have.
    pub const ROWS_MAX: usize = 1 << Self::ROW_BITS;

    /// From layer and row.
    pub fn new(layer: usize, row: usize) -> FeatureId {
        FeatureId((layer as u32) << Self::ROW_BITS | row as u32)
    }

    /// Place of the layer in the catalog.
    pub fn layer(self) -> usize {
        (self.0 >> Self::ROW_BITS) as usize
    }

    /// Row in the layer's file, from 0.
    pub fn row(self) -> usize {
        (self.0 & ((1 << Self::ROW_BITS) - 1)) as usize
    }
}

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Opens a deployment: its catalog, then every layer.
    Open {
        /// URL of the catalog, absolute.
        catalog_url: String,
        /// URL of the site's own catalog, absolute: it says from which other origins catalogs and
        /// layers may come.
        site_url: String,
        /// URL of the table of Chinese characters, absolute.
        han_url: String,
        /// Today, `yyyymmdd` (the core has no clock).
        today: u32,
    },
    /// Asks for picture, counts and rows of a view. A newer one overtakes an older one.
    Look {
        /// Sequence number, ascending.
        seq: u32,
        /// What is looked at.
        look: Box<Look>,
    },
    /// Asks for the whole record, by key (links) or id (clicks).
    Card {
        /// Which record.
        of: Which,
    },
    /// Asks for the records at one spot (a cluster that no zoom can part), or of any cluster.
    Members {
        /// The cluster's own id as given in [`Symbol::id`].
        id: FeatureId,
        /// Zoom step of the picture it stood in.
        zoom_step: u8,
    },
    /// Asks for notes of a layer.
    Notes {
        /// Place of the layer in the catalog.
        layer: u32,
        /// Which notes.
        rows: Range<u32>,
    },
    /// Asks for the counts by town and layer of what passed in the last look.
    Towns,
    /// Asks for a file to save.
    Export {
        /// What.
        what: Export,
        /// Language of headings.
        lang: Lang,
    },
    /// Loads a layer again.
    Retry {
        /// Place of the layer in the catalog.
        layer: u32,
    },
    /// Stops loading a layer; what is in stays.
    Cancel {
        /// Place of the layer in the catalog.
        layer: u32,
    },
}

/// A record, named in one of two ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    /// By id.
    Id(FeatureId),
    /// By layer id and key, as in a link.
    Key(String, String),
}

/// What may be saved as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// Notes of a layer (CSV).
    Notes(u32),
    /// Counts by town and layer of what passes (CSV).
    Towns,
}

/// What a person filters by, on one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Constraint {
    /// One of these values: choices as stored, an empty text for unknown; yes/no as `yes`, `no`,
    /// `unknown`; marks as `3` (yes), `3-` (no), `3?` (unknown), where one of each named mark's
    /// values must hold (or within a mark, and between marks).
    Any(Vec<String>),
    /// Between two numbers, either end open; for dates, years.
    Between(Option<f64>, Option<f64>),
}

/// Order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// Best match first; without a query, layers in the catalog's order, then by name.
    #[default]
    Relevance,
    /// Nearest first.
    Distance,
    /// By pinyin, then digits by value.
    Name,
}

/// Which layers, fields, words: what passes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// What was typed.
    pub query: String,
    /// Layers that are on, by their place in the catalog.
    pub layers: Vec<u32>,
    /// Field key → constraint.
    pub fields: BTreeMap<String, Constraint>,
}

/// One view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// What passes.
    pub filter: Filter,
    /// Order of the list.
    pub sort: Sort,
    /// Where distances are measured from: a chosen point, else the centre of the map.
    pub from: LonLat,
    /// The list holds only what the map shows.
    pub in_view: bool,
    /// What the map shows.
    pub bounds: WorldBounds,
    /// Zoom, 256-pixel tile convention, fractions allowed.
    pub zoom: f64,
    /// Language of labels.
    pub lang: Lang,
    /// Rows of the list that are wanted.
    pub rows: Range<u32>,
    /// The selected record: always drawn as a symbol of its own.
    pub selected: Option<FeatureId>,
}

/// What the engine answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The host is to fetch a URL and feed its bytes to a source.
    Fetch {
        /// Where the bytes belong.
        source: Source,
        /// Absolute URL.
        url: String,
        /// Seconds without a byte after which it has failed.
        silence_s: u32,
    },
    /// The host is to drop a fetch.
    Abandon {
        /// Which.
        source: Source,
    },
    /// The catalog is read.
    Opened {
        /// The deployment.
        catalog: Box<Catalog>,
    },
    /// The catalog could not be read; nothing else follows.
    Refused {
        /// Why.
        problem: Problem,
    },
    /// How far a layer is.
    Progress {
        /// Place of the layer in the catalog.
        layer: u32,
        /// Its state.
        state: LayerState,
    },
    /// Something changed in the data: the page looks again.
    Changed,
    /// Answer to [`Request::Look`].
    Seen {
        /// Sequence number of the request.
        seq: u32,
        /// What is seen.
        answer: Box<Answer>,
    },
    /// Answer to [`Request::Card`]; `None` where there is no such record (yet).
    Card {
        /// What was asked for.
        of: Which,
        /// The record.
        card: Option<Box<Card>>,
    },
    /// Answer to [`Request::Members`].
    Members {
        /// The cluster.
        id: FeatureId,
        /// Its records (at most 500), and the zoom at which it parts (`None`: never).
        rows: Vec<Row>,
        /// How many there are in all.
        total: u32,
        /// Zoom at which it parts.
        parts_at: Option<f64>,
    },
    /// Answer to [`Request::Notes`].
    Notes {
        /// Place of the layer in the catalog.
        layer: u32,
        /// Number of the first note.
        first: u32,
        /// The notes.
        notes: Vec<Note>,
    },
    /// Answer to [`Request::Towns`].
    Towns {
        /// The counts.
        table: TownTable,
    },
    /// Answer to [`Request::Export`].
    File {
        /// What was asked for.
        what: Export,
        /// Suggested name.
        name: String,
        /// Its text, with a byte order mark where spreadsheets need one.
        text: String,
    },
}

/// Where fetched bytes belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Source {
    /// The catalog.
    Catalog,
    /// The table of readings and forms of Chinese characters.
    Han,
    /// A layer, by its place in the catalog.
    Layer(u32),
}

/// What a host tells of a fetch, beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fetched {
    /// The size in bytes where the server says it.
    Size(u64),
    /// All bytes were fed.
    End,
    /// It failed; what was fed before stays.
    Failed(Problem),
}

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
        /// Which: `bytes` or `features`.
        what: String,
        /// The limit.
        limit: u64,
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
}

/// How far a layer is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LayerState {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes in all, where known.
    pub bytes_total: Option<u64>,
    /// Records read.
    pub records: u32,
    /// Records that stand on the map.
    pub placed: u32,
    /// Notes made.
    pub notes: u32,
    /// Loading, whole, or why not.
    pub phase: Phase,
}

/// Loading, whole, or why not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Not yet there.
    #[default]
    Loading,
    /// Whole.
    Whole,
    /// Ended early: what came before is kept.
    Incomplete(Problem),
}

/// What is seen in a view. Parts that have not changed since the last answer are `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Records that pass filter and query.
    pub passed: u32,
    /// Records in all listed layers.
    pub total: u32,
    /// Records in the list (all that pass, or those in view).
    pub listed: u32,
    /// Of those that pass, how many have no place on the map.
    pub unplaced: u32,
    /// What the map draws.
    pub picture: Option<Picture>,
    /// Facets with live counts.
    pub facets: Option<Vec<FacetCounts>>,
    /// What one would get of each layer were it on, by its place in the catalog.
    pub layer_counts: Vec<u32>,
    /// Number of the first row given.
    pub first_row: u32,
    /// The rows asked for.
    pub rows: Vec<Row>,
    /// Every layer has ended, well or not, and is indexed: nothing more will change by itself.
    pub settled: bool,
    /// Where nothing passes: nearest spellings.
    pub suggestions: Vec<String>,
}

/// What the map draws of a view: it covers more than the view, so that panning finds it there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// What it covers.
    pub bounds: WorldBounds,
    /// Zoom step whose clusters these are (a whole zoom).
    pub zoom_step: u8,
    /// Points and clusters, the more important last.
    pub symbols: Vec<Symbol>,
    /// Lines and areas.
    pub shapes: Vec<ShapeDraw>,
}

/// A point or a cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Symbol {
    /// Where.
    pub at: World,
    /// The record, or a cluster's first record: with the zoom step it names the cluster.
    pub id: FeatureId,
    /// Number of records; 1 for a point.
    pub count: u32,
    /// What it holds: (layer, records), the most first. A point has one.
    pub mix: Vec<(u8, u32)>,
    /// State of a single record.
    pub state: RecordState,
    /// Sign of a single record, where its layer chooses it by a field.
    pub sign: Option<crate::catalog::Sign>,
    /// Name of a single record in the language of the look; empty for a cluster.
    pub label: String,
}

/// A line or an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapeDraw {
    /// The record.
    pub id: FeatureId,
    /// Whether parts are rings (hatched) or lines.
    pub closed: bool,
    /// Parts, each a run of positions.
    pub parts: Vec<Vec<World>>,
}

/// Whether a record is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// In use, or nothing said.
    #[default]
    Current,
    /// Planned or being built, or valid only from a later day.
    Planned,
    /// Closed, cancelled, former, or past its last day.
    Closed,
    /// Moved elsewhere.
    Moved,
}

/// Why a row matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MatchClass {
    /// The whole text.
    Exact,
    /// The beginning.
    Prefix,
    /// Somewhere inside.
    Substring,
    /// 同音: other characters, same sound.
    SameSound,
    /// One slip of the keyboard away.
    Near,
}

/// How a query met a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matched {
    /// Class.
    pub class: MatchClass,
    /// Key of the field that matched.
    pub field: String,
    /// Its text (one of several where the field holds several).
    pub text: String,
    /// Runs of characters (not bytes) of the text that matched.
    pub marks: Vec<Range<u32>>,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The record.
    pub id: FeatureId,
    /// Its key in links; empty for none.
    pub key: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in Latin letters: English, else romanised; empty for none.
    pub latin: String,
    /// The fields of [`crate::catalog::Layer::row`] that are known.
    pub facts: Vec<Fact>,
    /// State.
    pub state: RecordState,
    /// Distance in metres from [`Look::from`]; `None` without a place.
    pub distance_m: Option<f64>,
    /// Where it stands.
    pub at: Option<LonLat>,
    /// Why it matched; `None` without a query.
    pub matched: Option<Matched>,
}

/// A field with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Field key.
    pub field: String,
    /// Value.
    pub value: FactValue,
}

/// A known value on its way to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FactValue {
    /// One text, choice, phones, URL.
    Text(String),
    /// Several.
    Texts(Vec<String>),
    /// A number.
    Number(f64),
    /// `yyyymmdd`, 00 for what is not given.
    Date(u32),
    /// Yes or no.
    YesNo(bool),
    /// Marks, each yes, no or unknown.
    Marks(Vec<Option<bool>>),
}

/// The whole of one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The record.
    pub id: FeatureId,
    /// Its key in links; empty for none.
    pub key: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in Latin letters; empty for none.
    pub latin: String,
    /// State.
    pub state: RecordState,
    /// The day from which it is valid, where that is still to come (`yyyymmdd`).
    pub valid_from: Option<u32>,
    /// Where it stands, WGS 84, rounded as its layer asks.
    pub at: Option<LonLat>,
    /// The fields of [`crate::catalog::Layer::card`] that are known, in its order.
    pub facts: Vec<Fact>,
    /// Other layers in which it stands by its themes.
    pub themes: Vec<String>,
}

/// One facet with its counts: what one would get by choosing a value, all other constraints kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// Field key.
    pub field: String,
    /// Counts.
    pub counts: Counts,
}

/// Counts of a facet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Counts {
    /// Value → records, in the catalog's order, then the most first; unknown as an empty value.
    Values(Vec<(String, u32)>),
    /// No, yes, unknown.
    YesNo {
        /// Yes.
        yes: u32,
        /// No.
        no: u32,
        /// Unknown.
        unknown: u32,
    },
    /// For each mark: yes, no, unknown.
    Marks(Vec<(u32, u32, u32)>),
    /// Smallest and largest value there is, and how many records have one among what passes.
    Range {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
        /// Records with a value.
        known: u32,
    },
}

/// Counts by town and layer: what [`Export::Towns`] saves, as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownTable {
    /// Places in the catalog of the layers that are on and listed.
    pub layers: Vec<u32>,
    /// Towns in the catalog's order, then the most records first; unknown as an empty name, last.
    pub rows: Vec<TownRow>,
}

/// One town of a [`TownTable`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownRow {
    /// The town as stored.
    pub town: String,
    /// Records of each of [`TownTable::layers`].
    pub counts: Vec<u32>,
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
    /// Two properties mean the same field: the first is kept.
    TwoForOne,
    /// 密级 other than 公开: not shown in public.
    Secret,
    /// Bytes that are no text in the file's encoding: replaced.
    BadText,
    /// The record has no name.
    NoName,
}
