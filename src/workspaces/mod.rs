//! The workspaces of the panel: finding, and the officers' own. One folder a workspace.

pub mod review;
mod tabs;

pub use tabs::Tabs;

use crate::state::App;
use diming_protocol::{Problem, WorkspaceId};
use diming_review_protocol::REVIEW;
use diming_review_protocol::review::ReviewState;

/// What the panel is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// Searching, filtering, looking at records.
    #[default]
    Find,
    /// The naming review.
    Review,
}

/// Hands a workspace what its part of the engine says: the number of the request, 0 for what was not asked, and the body.
pub fn receive(app: App, id: WorkspaceId, seq: u32, body: Vec<u8>) {
    if id == REVIEW {
        app.desk.receive(seq, body);
    }
}

/// A workspace's part of the engine could not be had.
pub fn lose(app: App, id: WorkspaceId) {
    let is_told = app.desk.ready.with_untracked(|ready| matches!(ready, ReviewState::Failed(Problem::Network)));
    // Told once: what follows the state asks again, which fails again.
    if id == REVIEW && !is_told {
        app.desk.ready.set(ReviewState::Failed(Problem::Network));
    }
}
