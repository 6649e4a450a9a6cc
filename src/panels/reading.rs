//! A button that reads a part of the page aloud, and one that stops it from anywhere.

use crate::a11y::speech;
use crate::reactive::{derived, live, show};
use crate::state::{Reading, app};
use crate::ui::text::{say, t};
use diming_protocol::messages::AccessMsg;
use leptos::prelude::*;

/// Reads the first part that `what` (selectors, the more important first) finds on the page and that can be seen.
#[component]
pub fn ReadAloud(what: &'static str) -> impl IntoView {
    let app = app();
    let is_reading = derived(move || app.session.reading.get() == Reading::Of(what));
    let press = move |_| {
        if is_reading.get_untracked() {
            speech::stop(app);
        } else {
            speech::read(app, what);
        }
    };
    // What is read has gone from the page.
    on_cleanup(move || {
        if is_reading.get_untracked() {
            speech::stop(app);
        }
    });
    let name = move || if is_reading.get() { AccessMsg::ReadingStop } else { AccessMsg::ReadAloud };
    view! {
        <button type="button" class="read-aloud" aria-pressed=move || is_reading.get().to_string() on:click=press>
            <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M2 5.5h2.6L8.5 2v12L4.6 10.5H2zM10.4 4.6a4.6 4.6 0 0 1 0 6.8l1 1.1a6.1 6.1 0 0 0 0-9z"></path>
            </svg>
            <span class="read-aloud-name">{live(move || t(name())())}</span>
        </button>
    }
}

/// While something is read: that it is, and a way to stop; where it cannot be read: why.
#[component]
pub fn ReadingStatus() -> impl IntoView {
    let app = app();
    let is_reading = move || matches!(app.session.reading.get(), Reading::Of(_));
    let refused = move || match app.session.reading.get() {
        Reading::Refused(why) => Some(why),
        _ => None,
    };
    view! {
        <div role="status" class="sr">{live(move || is_reading().then(|| t(AccessMsg::Reading)()))}</div>
        {show(is_reading, move || view! {
            <button type="button" class="reading-stop" on:click=move |_| speech::stop(app)>{say(AccessMsg::ReadingStop)}</button>
        })}
        {show(move || refused().is_some(), move || view! {
            <div class="said-box alone" role="alert">
                <p>{live(move || refused().map(|why| t(why)()))}</p>
                <button type="button" on:click=move |_| speech::stop(app)>{say(AccessMsg::ReadClose)}</button>
            </div>
        })}
    }
}
