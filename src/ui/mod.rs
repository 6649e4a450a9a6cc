//! What panels and workspaces share: texts, overlay, tabs, text inputs, focus, the state of the panels.

pub mod clock;
pub mod composition;
pub mod focus;
pub mod overlay;
pub mod slots;
pub mod state;
pub mod tabs;
pub mod text;
