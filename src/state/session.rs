//! What is open on the page, and what lasts as long as the visit.

use super::{Choosing, Locating, Reading, Screen, Spot};
use crate::reactive::State;
use diming_protocol::catalog::Datum;
use diming_protocol::{FeatureId, WorkspaceId};
use std::sync::Arc;

/// See the module's documentation. `Copy`.
#[derive(Clone, Copy)]
pub struct Session {
    /// The workspace that is open; `None`: finding.
    pub workspace: State<Option<WorkspaceId>>,
    /// The trail of screens of the elder view, the current one last; empty at its start.
    pub trail: State<Vec<Screen>>,
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
            workspace: State::new(None),
            trail: State::new(Vec::new()),
            locating: State::new(Locating::NotAsked),
            reading: State::new(Reading::Silent),
            choosing: State::new(None),
            hovered: State::new(None),
            spot: State::new(None),
            link_unread: State::new(Vec::new()),
            local_datum: State::new(Datum::Wgs84),
            is_discreet: State::new(false),
            wanted_rows: State::new(0..60),
        }
    }
}
