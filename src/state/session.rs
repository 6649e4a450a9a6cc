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
    /// The screens of the elder view that were passed, the current one last; empty at its start.
    pub trail: State<Vec<Screen>>,
    /// State of the request for the person's position.
    pub locating: State<Locating>,
    /// What is read aloud.
    pub reading: State<Reading>,
    /// The person is choosing a point: the next click on the map sets it.
    pub choosing: State<Option<Choosing>>,
    /// The record under the pointer, on the map or in the list.
    pub hovered: State<Option<FeatureId>>,
    /// A cluster opened as a list.
    pub spot: State<Option<Arc<Spot>>>,
    /// Parts of the last link that could not be read, or that this catalog does not have.
    pub link_unread: State<Vec<String>>,
    /// Datum of the coordinates of the next file of this machine.
    pub local_datum: State<Datum>,
    /// A file of this machine was opened in this visit: query and filters may come from it, so that the address bar
    /// leaves them out from then on.
    pub is_discreet: State<bool>,
    /// Rows of the list that are on the screen.
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
