//! Slots: views that the panels show and that belong to higher layers.
//!
//! The root component provides them (`src/lazy.rs`), so that a panel does not import what it shows there.

use crate::ui::overlay::Overlay;
use leptos::prelude::*;

/// The functions that make the views of the slots.
#[derive(Clone, Copy)]
pub struct Slots {
    /// The content of the overlay.
    pub overlay: fn(Overlay) -> AnyView,
    /// The text of the tour.
    pub tour: fn() -> AnyView,
}

/// From the context of the root component.
pub fn slots() -> Slots {
    expect_context::<Slots>()
}
