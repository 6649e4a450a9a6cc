//! What every panel and workspace is made of: texts, what lies over the list, tabs, focus, the panels' shared state.

pub mod clock;
pub mod focus;
pub mod overlay;
pub mod slots;
pub mod state;
pub mod tabs;
pub mod text;
