//! The button that collapses the panel on a desktop, and expands it.

use crate::reactive::{effect, live};
use crate::state::app;
use crate::ui::fold;
use crate::ui::text::t;
use diming_protocol::messages::Msg;
use leptos::prelude::*;

/// The button on the panel's edge.
#[component]
pub fn Collapse() -> impl IntoView {
    let folded = RwSignal::new(false);
    fold::tell(app(), folded);
    // The layout depends on it far beyond this component, so it stands on the root element.
    effect(move || {
        if let Some(root) = document().document_element() {
            let _ = root.toggle_attribute_with_force("data-folded", folded.get());
        }
    });
    view! {
        <button
            type="button"
            class="fold"
            aria-expanded=move || (!folded.get()).to_string()
            on:click=move |_| folded.update(|on| *on = !*on)
        >
            <span aria-hidden="true">{live(move || if folded.get() { "›" } else { "‹" })}</span>
            <span class="sr">{live(move || t(if folded.get() { Msg::PanelUnfold } else { Msg::PanelFold })())}</span>
        </button>
    }
}
