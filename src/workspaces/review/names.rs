//! To be built.

use leptos::prelude::*;

/// To be built.
#[component]
pub fn NamesView() -> impl IntoView {
    view! { <p></p> }
}
