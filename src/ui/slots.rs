//! Places in the panels for parts of the page that are above the panels in the order of layers.
//!
//! The root component fills them (`src/lazy.rs`), so that a panel does not name what it shows there.

use crate::ui::overlay::Overlay;
use leptos::prelude::*;

/// What the root component puts into the panels.
#[derive(Clone, Copy)]
pub struct Slots {
    /// The naming review.
    pub review: fn() -> AnyView,
    /// What lies over the list.
    pub overlay: fn(Overlay) -> AnyView,
    /// The filters, opened.
    pub facets: fn() -> AnyView,
    /// What the tour says.
    pub tour: fn() -> AnyView,
    /// Called when a file was dropped on the page while the review is open.
    pub dropped_in_review: fn(),
}

/// From the context of the root component.
pub fn slots() -> Slots {
    expect_context::<Slots>()
}
