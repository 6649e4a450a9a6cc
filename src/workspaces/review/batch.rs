//! To be built.

use leptos::prelude::*;

/// To be built.
#[component]
pub fn BatchView() -> impl IntoView {
    view! { <p></p> }
}
