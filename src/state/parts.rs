//! What the view state is made of.

use diming_protocol::geo::{LonLat, WorldBounds};
use diming_protocol::messages::{AccessMsg, NearMsg};
use diming_protocol::{Note, Row, SearchNotes, WorkspaceId};

/// Least and largest size of text in the elder view, CSS pixels (《互联网适老化通用设计规范》: 18 to 30).
pub const ELDER_TEXT_PX: (u32, u32) = (18, 30);

/// The one thing on the screen of the elder view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The three choices.
    #[default]
    Start,
    /// Where the person is.
    Near,
    /// The kinds of places.
    Kinds,
    /// Search, list and card.
    List,
    /// The map.
    Map,
    /// How everything is used.
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
    /// It cannot be, and why.
    Refused(AccessMsg),
}

/// State of the request for the person's position.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Locating {
    /// Not asked, or stopped.
    #[default]
    NotAsked,
    /// The device is asked; the number of the attempt.
    Waiting(u32),
    /// There is none, for a reason that can be said.
    Failed(NearMsg),
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Where the map rests (or passes by: at most ten times a second while it moves).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resting {
    /// Centre of the part that one sees.
    pub center_lonlat: LonLat,
    /// Zoom, 256-pixel tile convention.
    pub zoom: f64,
    /// What is visible.
    pub bounds: WorldBounds,
}

/// An order to the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goto {
    /// This camera, at once (a link, back, forward).
    Camera {
        /// Centre.
        center_lonlat: LonLat,
        /// Zoom.
        zoom: f64,
    },
    /// This camera, in a short flight.
    Fly {
        /// Centre.
        center_lonlat: LonLat,
        /// Zoom.
        zoom: f64,
    },
    /// A box, whole.
    Box {
        /// The box.
        bounds: WorldBounds,
        /// Without a flight.
        at_once: bool,
    },
    /// A position into view, moving as little as needed, zooming in to at least `zoom_at_least`.
    Show {
        /// Where.
        at: LonLat,
        /// Zoom to reach at least.
        zoom_at_least: f64,
    },
    /// A place in the middle, with all that is within a distance of it in view.
    Around {
        /// Where.
        at: LonLat,
        /// How far, metres.
        radius_m: f64,
    },
    /// Where the map opened.
    Home,
}

/// Counts of the last answer; they change in place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Sequence number of the answer.
    pub seq: u32,
    /// Records that pass.
    pub passed: u32,
    /// Records in all.
    pub total: u32,
    /// Records in the list.
    pub listed: u32,
    /// Of those that pass, records without a place.
    pub unplaced: u32,
    /// What one would get of each layer were it on.
    pub layer_counts: Vec<u32>,
    /// Every layer has ended and is indexed.
    pub settled: bool,
    /// Nearest spellings where nothing passes.
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

/// The rows of the list that are here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowWindow {
    /// Number of the first.
    pub first: u32,
    /// The rows.
    pub rows: Vec<Row>,
}

/// The records of a cluster that no zoom can part.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// How many in all.
    pub total: u32,
    /// The first of them.
    pub rows: Vec<Row>,
}

/// Notes of one layer that are here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteWindow {
    /// Place of the layer in the catalog.
    pub layer: u32,
    /// Number of the first.
    pub first: u32,
    /// The notes.
    pub notes: Vec<Note>,
}

/// The point that distances are measured from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Where.
    pub at: LonLat,
    /// How it was found.
    pub kind: OriginKind,
}

impl Origin {
    /// Whether it is where the person is.
    pub fn is_person(&self) -> bool {
        matches!(self.kind, OriginKind::Person { .. })
    }

    /// Its name; empty where it has none.
    pub fn name(&self) -> &str {
        match &self.kind {
            OriginKind::Named(name) => name,
            OriginKind::Chosen | OriginKind::Person { .. } => "",
        }
    }
}

/// How a point was found.
#[derive(Clone, Debug, PartialEq)]
pub enum OriginKind {
    /// Chosen on the map.
    Chosen,
    /// A town, an address or a record, by its name.
    Named(String),
    /// Where the person is, as the device says, to so many metres. It stands in no link.
    Person {
        /// Accuracy, metres.
        accuracy_m: f64,
    },
}

/// What the next click on the map sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// The point that distances are measured from.
    From,
    /// A place of this workspace.
    Workspace(WorkspaceId),
}

/// How serious something is that a workspace shows on the map: it chooses sign and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// An error: a square.
    Error,
    /// A warning: a triangle.
    Warn,
    /// To be looked at: a diamond.
    Look,
    /// Advice: a circle.
    Advice,
    /// No more than told: a circle.
    Info,
}

/// A place that a workspace shows on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// Where.
    pub at: LonLat,
    /// What is there; not shown for the place that the workspace is about.
    pub name: String,
    /// How serious it is; `None` for the place that the workspace is about.
    pub severity: Option<Severity>,
}

/// How the engine is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It runs.
    Well,
    /// It stopped, and was started again.
    Restarted,
    /// It stopped and is not coming back.
    Lost,
}
