//! What the map is to show and where it is to go.

use super::{Goto, Pin};
use crate::reactive::State;
use std::sync::Arc;

/// See the module's documentation. `Copy`.
#[derive(Clone, Copy)]
pub struct MapCommands {
    /// The last order to the map, numbered.
    pub goto: State<Option<(u32, Goto)>>,
    /// The map is to go where the selected record stands, once its card is there (a link without a camera).
    pub show_card_place: State<bool>,
    /// How much of the map's lower edge the sheet covers, CSS pixels.
    pub covered_px: State<f64>,
    /// What the open workspace shows on the map.
    pub pins: State<Arc<Vec<Pin>>>,
}

impl MapCommands {
    /// Creates the signals, owned by the current owner.
    pub(super) fn new() -> MapCommands {
        MapCommands {
            goto: State::new(None),
            show_card_place: State::new(false),
            covered_px: State::new(0.0),
            pins: State::new(Arc::default()),
        }
    }
}
