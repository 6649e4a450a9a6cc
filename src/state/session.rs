//! What is open on the page, and what lasts as long as the visit.

use super::{Choosing, Locating, OpenBook, Reading, Screen, Spot};
use crate::reactive::State;
use diming_protocol::catalog::{Datum, Label};
use diming_protocol::{FeatureId, WorkspaceId};
use leptos::prelude::RwSignal;
use std::sync::Arc;

/// See the module's documentation. `Copy`.
#[derive(Clone, Copy)]
pub struct Session {
    /// The page is laid out, in the place of what the boot script shows; see [`App::show_page`](super::App::show_page).
    pub is_page_shown: State<bool>,
    /// The workspace that is open; `None`: finding.
    pub workspace: State<Option<WorkspaceId>>,
    /// The workspace shows something that Back closes ([`WorkspaceSpec::returned`](super::WorkspaceSpec::returned)).
    pub is_step: State<bool>,
    /// The trail of screens of the elder view, the current one last; empty at its start.
    pub trail: State<Vec<Screen>>,
    /// What the list was asked for in the elder view, in words; empty where nothing was chosen there.
    pub asked: State<Label>,
    /// A starting point is to be named rather than measured by the device.
    pub near_named: State<bool>,
    /// Counts the starting points that were chosen: each leads to the list.
    pub started: State<u32>,
    /// What is unfolded for a while: menu, parts of a card. The last opened last.
    pub folds: State<Vec<RwSignal<bool>>>,
    /// State of the request for the person's position.
    pub locating: State<Locating>,
    /// What is being read aloud.
    pub reading: State<Reading>,
    /// The next click on the map sets this.
    pub choosing: State<Option<Choosing>>,
    /// The hovered record, on the map or in the list.
    pub hovered: State<Option<FeatureId>>,
    /// A cluster shown as a list.
    pub spot: State<Option<Arc<Spot>>>,
    /// Parts of the last link that could not be read or that the catalog lacks.
    pub link_unread: State<Vec<String>>,
    /// Workbooks and archives of which something may still be opened.
    pub books: State<Vec<OpenBook>>,
    /// Datum of the next file of this machine.
    pub local_datum: State<Datum>,
    /// A file of this machine was opened in this visit. From then on the address bar omits query and filters, which
    /// may come from it.
    pub is_discreet: State<bool>,
    /// Visible rows of the list.
    pub wanted_rows: State<std::ops::Range<u32>>,
}

impl Session {
    /// Creates the signals, owned by the current owner.
    pub(super) fn new() -> Session {
        Session {
            is_page_shown: State::new(false),
            workspace: State::new(None),
            is_step: State::new(false),
            trail: State::new(Vec::new()),
            asked: State::new(Label::default()),
            near_named: State::new(false),
            started: State::new(0),
            folds: State::new(Vec::new()),
            locating: State::new(Locating::NotAsked),
            reading: State::new(Reading::Silent),
            choosing: State::new(None),
            hovered: State::new(None),
            spot: State::new(None),
            link_unread: State::new(Vec::new()),
            books: State::new(Vec::new()),
            local_datum: State::new(Datum::Wgs84),
            is_discreet: State::new(false),
            wanted_rows: State::new(0..60),
        }
    }
}
