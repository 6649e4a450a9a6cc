//! To be built.

use leptos::prelude::*;

/// To be built.
pub fn keep(_app: crate::state::App) {}

/// To be built.
#[component]
pub fn CasesView() -> impl IntoView {
    view! { <p></p> }
}
