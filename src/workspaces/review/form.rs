//! To be built.

use leptos::prelude::*;

/// To be built.
#[component]
pub fn Form() -> impl IntoView {
    view! { <p></p> }
}
