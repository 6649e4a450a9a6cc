//! Commands to the map.

use super::{Goto, Pin};
use crate::reactive::State;
use std::sync::Arc;

/// See the module's documentation. `Copy`.
#[derive(Clone, Copy)]
pub struct MapCommands {
    /// The last order to the map, numbered.
    pub goto: State<Option<(u32, Goto)>>,
    /// The map must move to the selected record once its card is loaded (a link without a camera).
    pub show_card_place: State<bool>,
    /// The next card of the selected record shows its place, at a zoom where it is no part of a cluster.
    pub stand_alone: State<bool>,
    /// Height of the map's lower edge that the bottom sheet covers, CSS pixels.
    pub covered_px: State<f64>,
    /// The pins of the open workspace.
    pub pins: State<Arc<Vec<Pin>>>,
}

impl MapCommands {
    /// Creates the signals, owned by the current owner.
    pub(super) fn new() -> MapCommands {
        MapCommands {
            goto: State::new(None),
            show_card_place: State::new(false),
            stand_alone: State::new(false),
            covered_px: State::new(0.0),
            pins: State::new(Arc::default()),
        }
    }
}
