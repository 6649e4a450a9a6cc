//! To be built.

use leptos::prelude::*;

/// To be built.
#[component]
pub fn CasesView() -> impl IntoView {
    view! { <p></p> }
}
