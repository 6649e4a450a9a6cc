//! To be built.

use leptos::prelude::*;

/// To be built.
#[component]
pub fn Findings() -> impl IntoView {
    view! { <p></p> }
}
