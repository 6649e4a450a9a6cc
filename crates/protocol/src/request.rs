//! What the page asks, and what names a record between page and engine.

use crate::catalog::{Datum, Lang};
use crate::geo::{LonLat, WorldBounds};
use crate::workspace::{self, WorkspaceId};
use crate::{Constraint, Filter, Look};
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
    /// Asks for the box around what passed in the last look.
    Extent {
        /// The map is to move there; the answer says so again.
        moves_map: bool,
    },
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
        /// One of them is to be a starting point: only records that have a place, closed and moved ones last.
        is_start: bool,
    },
    /// Asks how many records pass a filter, whatever the look filters.
    Count {
        /// The filter.
        filter: Box<Filter>,
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
    /// Asks a workspace's own part of the engine.
    Workspace {
        /// Which workspace.
        id: WorkspaceId,
        /// Sequence number, ascending; the answers carry it. 0 where none is expected.
        seq: u32,
        /// What, in the workspace's own types.
        #[serde(with = "workspace::body")]
        body: Vec<u8>,
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
    /// A file of a workspace.
    Workspace {
        /// Which workspace.
        id: WorkspaceId,
        /// What, in the workspace's own types.
        #[serde(with = "workspace::body")]
        body: Vec<u8>,
    },
}
