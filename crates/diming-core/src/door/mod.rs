//! The one door between the page and the engine: plain requests in, plain responses out.
//!
//! Both sides share these types; on the wire they are `postcard` bytes in one transferable
//! buffer. Each [`Request::Look`] carries a sequence number and the newest wins: an answer with
//! an older number is dropped.

mod answer;
pub mod application;
pub mod finding;
mod look;
pub mod review;
mod trouble;

pub use answer::*;
pub use look::*;
pub use trouble::*;

use crate::catalog::{Catalog, Datum, Lang, Layer};
use crate::geo::{LonLat, WorldBounds};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A record over all layers: the layer's place in the catalog, files of this machine behind it (7 bits), and the row in
/// its file (25 bits). Stable while a layer is loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FeatureId(pub u32);

impl FeatureId {
    /// Bits of the row.
    pub const ROW_BITS: u32 = 25;
    /// Most layers a catalog may have.
    pub const LAYERS_MAX: usize = 64;
    /// Most layers in all, files of this machine among them.
    pub const PLACES_MAX: usize = 1 << (u32::BITS - Self::ROW_BITS);
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
    /// Asks in which responsibility areas (责任片区) a place lies.
    AreasAt {
        /// The place, WGS 84.
        at: LonLat,
    },
    /// Asks for records by words, in all listed layers, whatever the look filters.
    Find {
        /// The words.
        query: String,
        /// Constraints on fields.
        fields: LiteMap<String, Constraint>,
        /// Most records, at most 50.
        rows: u32,
    },
    /// Asks for the middle of the places that a town's records stand at.
    TownMiddle {
        /// The town as stored.
        town: String,
    },
    /// Asks for a sheet of paper: what of the last look stands in a box, numbered.
    Paper {
        /// What the paper's map shows.
        bounds: WorldBounds,
        /// Its zoom: clusters are those of this scale.
        zoom: f64,
        /// Most rows of its list, at most 500.
        rows: u32,
    },
    /// Stops the saving of a list that is under way.
    StopSaving,
    /// Asks for a file to save.
    Export {
        /// What.
        what: Export,
        /// Language of headings.
        lang: Lang,
    },
    /// Opens the naming review: its tables and its register.
    ReviewOpen(review::ReviewUrls),
    /// The applications that are pending beside the one under review: id and fields.
    ReviewPending(Vec<(String, review::Fields)>),
    /// Asks the naming review.
    Review {
        /// Sequence number, ascending; the answers carry it.
        seq: u32,
        /// What.
        ask: review::ReviewAsk,
    },
    /// Asks for the fingerprint of the file that a layer was read from.
    Fingerprint {
        /// Place of the layer in the catalog.
        layer: u32,
    },
    /// Loads a layer again.
    Retry {
        /// Place of the layer in the catalog.
        layer: u32,
    },
    /// Loads the table of characters again, where it did not come.
    RetryCharacters,
    /// Stops loading a layer; what is in stays.
    Cancel {
        /// Place of the layer in the catalog.
        layer: u32,
    },
    /// Opens a file of this machine as one more layer. The host has been handed the file itself.
    OpenLocal {
        /// The file.
        file: LocalFile,
        /// Datum of its coordinates.
        datum: Datum,
    },
    /// Closes such a layer: its records go, its place among the layers stays.
    CloseLocal {
        /// Place of the layer in the catalog.
        layer: u32,
    },
}

/// A file of this machine, as the browser tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalFile {
    /// Its number among the files of this visit, by which the host knows it.
    pub number: u32,
    /// Its name, without a path.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// When it was last changed, milliseconds since 1970 (UTC).
    pub modified_ms: u64,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// Notes of a layer (CSV).
    Notes(u32),
    /// Counts by town and layer of what passes (CSV).
    Towns,
    /// All that the list holds, in its order, as a table (CSV).
    ListTable,
    /// The same as GeoJSON, with values as they are stored.
    ListFeatures,
    /// The last application reviewed with its findings (JSON).
    Review,
    /// Rows of the last batch, by their numbers, with their findings (CSV).
    Batch(Vec<u32>),
    /// The same, a line of JSON each.
    BatchLines(Vec<u32>),
    /// Names of the last list of names in use, by their numbers (CSV).
    Names(Vec<u32>),
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
    /// The host is to read a file of this machine and feed its bytes to a source.
    Read {
        /// Where the bytes belong.
        source: Source,
        /// Number of the file.
        file: u32,
    },
    /// The host is to get a part of the engine that it began without.
    Need {
        /// Which.
        part: Part,
    },
    /// A part could not be had: what was asked of it is dropped.
    Missing {
        /// Which.
        part: Part,
    },
    /// A fetch was read to its end: only what was understood may take the place of what the host keeps for times
    /// without a network.
    Judged {
        /// Which.
        source: Source,
        /// It was whole, and what it should be.
        is_understood: bool,
    },
    /// The host is to drop a fetch, or the reading of a file.
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
    /// A file of this machine is a layer now.
    LocalOpened {
        /// Its place in the catalog: behind all others, or that of one which was closed.
        layer: u32,
        /// The file.
        file: LocalFile,
        /// The layer.
        definition: Box<Layer>,
    },
    /// A file of this machine was not opened; the host may forget it.
    LocalRefused {
        /// The file.
        file: LocalFile,
        /// Why.
        problem: Problem,
    },
    /// A layer of this machine is closed; the host may forget the file.
    LocalClosed {
        /// Its place in the catalog.
        layer: u32,
        /// Number of the file.
        file: u32,
        /// What stands in its place: a layer without a name, fields and records.
        definition: Box<Layer>,
    },
    /// Whether the table of characters is there: without it only what is written is found. Said when it could not be had,
    /// and when it has come after all.
    Characters {
        /// Why it is not.
        problem: Option<Problem>,
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
        /// Every layer has ended: what is not there now will not come by itself.
        is_final: bool,
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
    /// Answer to [`Request::AreasAt`].
    AreasAt {
        /// The place that was asked for.
        at: LonLat,
        /// The areas that it lies in, at most eight.
        areas: Vec<Card>,
    },
    /// Answer to [`Request::Find`], the best first.
    Found {
        /// What was asked for.
        query: String,
        /// The records.
        rows: Vec<Row>,
    },
    /// Answer to [`Request::TownMiddle`].
    TownMiddle {
        /// What was asked for.
        town: String,
        /// Its middle, WGS 84; `None` where no record of it has a place.
        at: Option<LonLat>,
    },
    /// Answer to [`Request::Paper`].
    Paper(Box<Paper>),
    /// How far the saving of a list is.
    Saving {
        /// Records that are written.
        done: u32,
        /// Records in all.
        of: u32,
    },
    /// How ready the naming review is.
    ReviewIs(review::ReviewState),
    /// Answer to [`Request::Fingerprint`].
    Fingerprint {
        /// Place of the layer in the catalog.
        layer: u32,
        /// What names the file.
        print: Fingerprint,
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
    /// Answer to [`Request::Review`]. It travels beside the others, in bytes of its own, so that only who opens the
    /// review has the code that reads it. The last one: what is skipped is not counted where the others are read.
    #[serde(skip)]
    Review {
        /// Sequence number of the request.
        seq: u32,
        /// What it says.
        answer: review::ReviewAnswer,
    },
}

/// What names a file: so an officer can tell later which one it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Its name.
    pub file: String,
    /// The day it was last changed, `yyyymmdd`, where that is known.
    pub modified: Option<u32>,
    /// SHA-256 of its bytes in hexadecimal digits; `None` where it could not be read again.
    pub sha256: Option<String>,
}

/// What of the engine may come later than the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The naming review.
    Review,
    /// Lists as files, sheets of paper.
    Keep,
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
    /// A table of the naming review.
    Review(ReviewTable),
    /// The file of a layer once more, for its fingerprint: the host works it out.
    Fingerprint(u32),
}

/// The tables of the naming review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReviewTable {
    /// Standard characters.
    Standard,
    /// Characters that look alike.
    Alike,
    /// The rules profile.
    Profile,
}

/// What a host tells of a fetch, beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fetched {
    /// The size in bytes where the server says it.
    Size(u64),
    /// The network did not answer: the bytes were kept on this machine, the day that is given (`yyyymmdd`).
    Kept(u32),
    /// All bytes were fed.
    End,
    /// It failed; what was fed before stays.
    Failed(Problem),
    /// The fingerprint of a file that was asked for ([`Source::Fingerprint`]).
    Print(Fingerprint),
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
    /// The day on which it was kept on this machine, `yyyymmdd`, where the network did not answer.
    pub kept: Option<u32>,
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
