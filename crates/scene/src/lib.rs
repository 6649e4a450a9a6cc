//! Camera, symbols, label placement, hit test: a plain draw list.
//!
//! What is drawn stands in [`draw_list::DrawList`], positions in the unit square and sizes in CSS
//! pixels; the canvas and the printer paint the same list. The frame only draws: nothing here is
//! worked per frame but the camera, the graticule and the fading.

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
pub mod walk;
