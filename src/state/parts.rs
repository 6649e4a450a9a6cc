//! Types of the view state.

use diming_protocol::geo::{LonLat, WorldBounds};
use diming_protocol::messages::{AccessMsg, NearMsg};
use diming_protocol::{Note, Row, SearchNotes, WorkspaceId};

/// Least and largest size of text in the elder view, CSS pixels (《互联网适老化通用设计规范》: 18 to 30).
pub const ELDER_TEXT_PX: (u32, u32) = (18, 30);

/// A screen of the elder view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The start with its choices.
    #[default]
    Start,
    /// Where the person is.
    Near,
    /// The question of a group of the catalog, by its place there.
    Group(u32),
    /// The kinds of places.
    Kinds,
    /// Search, list and card.
    List,
    /// The map.
    Map,
    /// The help.
    Help,
}

/// What is being read aloud.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Reading {
    /// Nothing.
    #[default]
    Silent,
    /// The part of the page that these selectors find.
    Of(&'static str),
    /// Reading failed, and why.
    Refused(AccessMsg),
}

/// State of the request for the person's position.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Locating {
    /// Not asked, or stopped.
    #[default]
    NotAsked,
    /// The device is being asked; the number of the attempt.
    Waiting(u32),
    /// It failed, with a reason to show.
    Failed(NearMsg),
}

/// Light, dark, or as the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Where the map rests (updated at most ten times a second while it moves).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resting {
    /// Centre of the uncovered part.
    pub center_lonlat: LonLat,
    /// Zoom, 256-pixel tile convention.
    pub zoom: f64,
    /// What is visible.
    pub bounds: WorldBounds,
}

/// An order to the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goto {
    /// Sets a camera at once (a link, back, forward).
    Camera {
        /// Centre.
        center_lonlat: LonLat,
        /// Zoom.
        zoom: f64,
    },
    /// Flies to a camera.
    Fly {
        /// Centre.
        center_lonlat: LonLat,
        /// Zoom.
        zoom: f64,
    },
    /// Fits a box.
    Box {
        /// The box.
        bounds: WorldBounds,
        /// Without a flight.
        at_once: bool,
    },
    /// Brings a position into view, moving as little as needed, at a zoom of at least `zoom_at_least`.
    Show {
        /// Where.
        at: LonLat,
        /// Smallest zoom.
        zoom_at_least: f64,
    },
    /// Centres a position and fits the circle around it.
    Around {
        /// Where.
        at: LonLat,
        /// Radius, metres.
        radius_m: f64,
    },
    /// The first camera.
    Home,
}

/// Counts of the last response; they change in place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Sequence number of the response.
    pub seq: u32,
    /// Records that match.
    pub passed: u32,
    /// Records in all.
    pub total: u32,
    /// Rows in the list.
    pub listed: u32,
    /// Matching records without a place.
    pub unplaced: u32,
    /// Records that match per layer, as if the layer were on.
    pub layer_counts: Vec<u32>,
    /// Every layer has ended loading and is indexed.
    pub settled: bool,
    /// Similar spellings if nothing matches.
    pub suggestions: Vec<String>,
    /// What is to be said of the search.
    pub notes: SearchNotes,
}

/// Records found by words beside the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The words.
    pub query: String,
    /// The records, best first.
    pub rows: Vec<Row>,
    /// What is to be said of the search.
    pub notes: SearchNotes,
}

/// The loaded rows of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowWindow {
    /// Index of the first.
    pub first: u32,
    /// The rows.
    pub rows: Vec<Row>,
}

/// The records of a cluster that does not split at any zoom.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Their number.
    pub total: u32,
    /// The first of them.
    pub rows: Vec<Row>,
}

/// The loaded notes of one layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteWindow {
    /// Index of the layer in the catalog.
    pub layer: u32,
    /// Index of the first.
    pub first: u32,
    /// The notes.
    pub notes: Vec<Note>,
}

/// The origin of distances.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Where.
    pub at: LonLat,
    /// How it was chosen.
    pub kind: OriginKind,
}

impl Origin {
    /// Whether it is the person's position.
    pub fn is_person(&self) -> bool {
        matches!(self.kind, OriginKind::Person { .. })
    }

    /// Its name; empty if it has none.
    pub fn name(&self) -> &str {
        match &self.kind {
            OriginKind::Named(name) => name,
            OriginKind::Chosen | OriginKind::Person { .. } => "",
        }
    }
}

/// How an origin was chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum OriginKind {
    /// On the map.
    Chosen,
    /// A town, an address or a record, by name.
    Named(String),
    /// The person's position, as measured by the device. It is never in a link.
    Person {
        /// Accuracy, metres.
        accuracy_m: f64,
    },
}

/// What the next click on the map sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// The origin of distances.
    From,
    /// A point for this workspace.
    Workspace(WorkspaceId),
}

/// The weight of something that a workspace shows on the map: it selects sign and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// An error: a square.
    Error,
    /// A warning: a triangle.
    Warn,
    /// To look at: a diamond.
    Look,
    /// Advice: a circle.
    Advice,
    /// Information: a circle.
    Info,
}

/// A place that a workspace shows on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// Where.
    pub at: LonLat,
    /// Its label; not shown for the workspace's own place.
    pub name: String,
    /// Its weight; `None` for the workspace's own place.
    pub severity: Option<Severity>,
}

/// State of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It runs.
    Well,
    /// It stopped and was restarted.
    Restarted,
    /// It stopped for good.
    Lost,
}
