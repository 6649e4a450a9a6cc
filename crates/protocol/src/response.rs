//! What the engine answers.

use crate::apart::apart;
use crate::catalog::{Catalog, Layer};
use crate::geo::{LonLat, WorldBounds};
use crate::workspace::{self, WorkspaceId};
use crate::{
    Answer, Card, Export, FeatureId, Filter, LayerState, LocalFile, Note, Paper, Problem, Row, SearchNotes, Source,
    TownTable, Which,
};
use serde::{Deserialize, Serialize};

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
        #[serde(with = "crate::catalog::with_plans")]
        catalog: Box<Catalog>,
    },
    /// The catalog could not be read; nothing else follows.
    Refused {
        /// Why.
        #[serde(deserialize_with = "apart")]
        problem: Problem,
    },
    /// A file of this machine is a layer now.
    LocalOpened {
        /// Its place in the catalog: behind all others, or that of one which was closed.
        layer: u32,
        /// The file.
        file: LocalFile,
        /// The layer.
        #[serde(deserialize_with = "apart")]
        definition: Box<Layer>,
    },
    /// A file of this machine was not opened; the host may forget it.
    LocalRefused {
        /// The file.
        file: LocalFile,
        /// Why.
        #[serde(deserialize_with = "apart")]
        problem: Problem,
    },
    /// A layer of this machine is closed; the host may forget the file.
    LocalClosed {
        /// Its place in the catalog.
        layer: u32,
        /// Number of the file.
        file: u32,
        /// What stands in its place: a layer without a name, fields and records.
        #[serde(deserialize_with = "apart")]
        definition: Box<Layer>,
    },
    /// Whether the table of characters is there: without it only what is written is found. Said when it could not be had,
    /// and when it has come after all.
    Characters {
        /// Why it is not.
        #[serde(deserialize_with = "apart")]
        problem: Option<Problem>,
    },
    /// How far a layer is.
    Progress {
        /// Place of the layer in the catalog.
        layer: u32,
        /// Its state.
        #[serde(deserialize_with = "apart")]
        state: LayerState,
    },
    /// Something changed in the data: the page looks again.
    Changed,
    /// Answer to [`Request::Look`].
    Seen {
        /// Sequence number of the request.
        seq: u32,
        /// What is seen.
        #[serde(deserialize_with = "apart")]
        answer: Box<Answer>,
    },
    /// Answer to [`Request::Card`]; `None` where there is no such record (yet).
    Card {
        /// What was asked for.
        of: Which,
        /// The record.
        #[serde(deserialize_with = "apart")]
        card: Option<Box<Card>>,
        /// Every layer has ended: what is not there now will not come by itself.
        is_final: bool,
    },
    /// Answer to [`Request::Members`].
    Members {
        /// The cluster.
        id: FeatureId,
        /// Its records (at most 500), and the zoom at which it parts (`None`: never).
        #[serde(deserialize_with = "apart")]
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
        #[serde(deserialize_with = "apart")]
        notes: Vec<Note>,
    },
    /// Answer to [`Request::Towns`].
    Towns {
        /// The counts.
        #[serde(deserialize_with = "apart")]
        table: TownTable,
    },
    /// Answer to [`Request::Extent`].
    Extent {
        /// The box around all places that pass; `None` where none of them has a place.
        bounds: Option<WorldBounds>,
        /// The map is to move there.
        moves_map: bool,
    },
    /// Answer to [`Request::AreasAt`].
    AreasAt {
        /// The place that was asked for.
        at: LonLat,
        /// The areas that it lies in, at most eight.
        #[serde(deserialize_with = "apart")]
        areas: Vec<Card>,
    },
    /// Answer to [`Request::Find`], the best first.
    Found {
        /// What was asked for.
        query: String,
        /// The records.
        #[serde(deserialize_with = "apart")]
        rows: Vec<Row>,
        /// What is to be said of the search.
        #[serde(deserialize_with = "apart")]
        notes: SearchNotes,
    },
    /// Answer to [`Request::Count`].
    Count {
        /// The filter that was asked for.
        #[serde(deserialize_with = "apart")]
        filter: Box<Filter>,
        /// How many records pass it.
        n: u32,
    },
    /// Answer to [`Request::TownMiddle`].
    TownMiddle {
        /// What was asked for.
        town: String,
        /// Its middle, WGS 84; `None` where no record of it has a place.
        at: Option<LonLat>,
    },
    /// Answer to [`Request::Paper`].
    Paper(#[serde(deserialize_with = "apart")] Box<Paper>),
    /// How far the saving of a list is.
    Saving {
        /// Records that are written.
        done: u32,
        /// Records in all.
        of: u32,
    },
    /// Answer to [`Request::Fingerprint`].
    Fingerprint {
        /// Place of the layer in the catalog.
        layer: u32,
        /// What names the file.
        #[serde(deserialize_with = "apart")]
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
    /// Answer to [`Request::Workspace`](crate::Request::Workspace), or what a workspace's part says by itself. Its
    /// bytes stay as they are, so that only who opens the workspace has the code that reads them.
    Workspace {
        /// Which workspace.
        id: WorkspaceId,
        /// Sequence number of the request; 0 for what was not asked.
        seq: u32,
        /// What it says, in the workspace's own types.
        #[serde(with = "workspace::body")]
        body: Vec<u8>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// A workspace's own part.
    Workspace(WorkspaceId),
    /// Lists as files, sheets of paper.
    Export,
    /// Tables, Esri JSON, what is said of foreign formats.
    Tables,
    /// Files that are not prepared: GeoJSON, and what format a file is of.
    Reading,
    /// Catalogs that are not prepared.
    Catalog,
}
