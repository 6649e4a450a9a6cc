//! Camera, symbols, label placement, hit test: a plain draw list.
//!
//! [`draw_list::DrawList`] holds what is drawn, with positions in the unit square and sizes in CSS pixels; canvas and
//! printer paint the same list. Per frame only the camera, the graticule and the fading are computed.

pub mod camera;
pub mod draw_list;
pub mod graticule;
pub mod hit;
pub mod labels;
pub mod motion;
pub mod order;
pub mod paper_layout;
pub mod row_track;
pub mod signs;
pub mod tiles;
pub mod walk;
