//! The map in a frame of another page: messages with the page around it, and the builder of such frames.

mod builder;
pub mod exchange;
mod orders;
mod state;

pub use builder::BuilderView;

use crate::state::App;
use leptos::prelude::*;

/// Sets layout and frame on the root element: style sheets select by them.
pub fn set_root_attributes(app: App) {
    let Some(root) = document().document_element() else { return };
    // A failure leaves the page as it was.
    drop(root.set_attribute("data-layout", app.site.layout().word()));
    drop(root.toggle_attribute_with_force("data-framed", app.site.is_framed));
}
