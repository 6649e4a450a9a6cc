//! To be built.

use leptos::prelude::*;

/// To be built.
#[component]
pub fn Outcome() -> impl IntoView {
    view! { <p></p> }
}
