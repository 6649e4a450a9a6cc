//! The map in a frame of another page: messages with the page around it, and the builder of such frames.

mod builder;
mod orders;
mod state;
pub mod talk;

pub use builder::BuilderView;

use crate::state::App;
use leptos::prelude::*;

/// Layout and frame on the root element: style sheets choose by them what is there.
pub fn dress_root(app: App) {
    let Some(root) = document().document_element() else { return };
    // A refusal to set an attribute leaves the page as it was; there is nothing better to do.
    drop(root.set_attribute("data-layout", app.site.layout().word()));
    drop(root.toggle_attribute_with_force("data-framed", app.site.is_framed));
}
