//! To be built.

use leptos::prelude::*;

/// To be built.
#[component]
pub fn RulesView() -> impl IntoView {
    view! { <p></p> }
}
