//! The root component: header, panel, map, and the wiring between view state, link and engine.

use crate::state::App;
use leptos::prelude::*;

/// The whole page.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::new();
    provide_context(app);
    view! { <main>"地名"</main> }
}
