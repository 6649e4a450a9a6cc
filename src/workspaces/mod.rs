//! The workspaces of the panel. One folder a workspace; finding is the panels themselves.

use crate::state::WorkspaceSpec;

pub mod data;
pub mod review;

/// The workspaces, in the order of their tabs.
pub static WORKSPACES: &[&WorkspaceSpec] = &[&review::SPEC, &data::SPEC];
