//! The officers' workspaces of the panel. One folder a workspace; finding is the panels themselves.

pub mod review;
