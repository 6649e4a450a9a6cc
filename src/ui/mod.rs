//! What panels and workspaces share: texts, overlay, popup, tabs, tables, text inputs, lazy modules, focus, the state of the panels.

pub mod clock;
pub mod composition;
pub mod focus;
pub mod fold;
pub mod lazy;
pub mod long_table;
pub mod overlay;
pub mod popup;
pub mod resized;
pub mod slots;
pub mod state;
pub mod table;
pub mod table_filter;
pub mod tabs;
pub mod text;
