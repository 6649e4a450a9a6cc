//! The button at the foot of filters and layers: how many records pass, and back to them.

use crate::reactive::live;
use crate::state::app;
use crate::ui::state::ui;
use diming_protocol::messages::{Msg, counted};
use leptos::prelude::*;

/// The button; it stays in sight while what stands above it scrolls.
#[component]
pub fn SeeResults() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let words = move || {
        let listed = app.answers.counts.with(|counts| counts.listed);
        counted(app.view.lang.get(), Msg::SeeResults, u64::from(listed))
    };
    view! {
        <p class="see-results">
            <button type="button" class="main" on:click=move |_| ui.close_top(app)>{live(words)}</button>
        </p>
    }
}
