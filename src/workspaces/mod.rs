//! The workspaces of the panel: finding, and the officers' own. One folder a workspace.

pub mod review;
mod tabs;

pub use tabs::Tabs;

/// What the panel is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// Searching, filtering, looking at records.
    #[default]
    Find,
    /// The naming review.
    Review,
}
