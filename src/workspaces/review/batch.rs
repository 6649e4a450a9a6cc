//! Many applications at once: a column or a table of them, reviewed one by one, also against each other.

use super::batch_table::BatchTable;
use super::feed::{Feed, Reading, Taken, Typed, reading_line};
use super::lists::{FoldedFeed, Result};
use super::progress::Progress;
use super::session::{Coming, review_session};
use crate::engine_client::save_file;
use crate::reactive::derived;
use crate::state::app;
use crate::ui::text::say;
use diming_protocol::messages::text;
use diming_review_protocol::messages::{APPLICATION_FIELDS, ListsMsg};
use diming_review_protocol::review::ReviewAsk;
use leptos::prelude::*;
use std::sync::Arc;

/// The whole part.
#[component]
pub fn BatchView() -> impl IntoView {
    let app = app();
    let session = review_session();
    let listing = session.batch_table;
    let taken: Taken = Arc::new(move |text| {
        let seq = session.ask(ReviewAsk::Batch(text));
        listing.reset();
        session.batch.set(Arc::new(Coming::of(seq)));
    });
    let reading = RwSignal::new(Reading::Nothing);
    let typed = Typed { text: listing.text, label: ListsMsg::BatchText, run: ListsMsg::BatchRun };
    let template = move |_| {
        let lang = app.view.lang.get_untracked();
        // No label holds a comma, a quote or a line break.
        let heading: Vec<&str> = APPLICATION_FIELDS.iter().map(|(_, label)| text(lang, *label)).collect();
        save_file("applications.csv", &format!("\u{feff}{}\r\n", heading.join(",")));
    };
    let has_rows = move || session.batch.with(|coming| !coming.rows.is_empty());
    let hint = move || {
        view! {
            <p class="hint">{say(ListsMsg::BatchHint)}</p>
            <button type="button" class="link" on:click=template>{say(ListsMsg::BatchTemplate)}</button>
        }
        .into_any()
    };
    view! {
        <section class="lists" class:has-rows=has_rows>
            <FoldedFeed title=say(ListsMsg::Batch) has_rows=derived(has_rows) hint=hint()>
                <Feed typed=Some(typed) file_label=say(ListsMsg::FileChoose) reading taken />
            </FoldedFeed>
            {reading_line(reading)}
            <Progress coming=session.batch />
            <Result label=ListsMsg::Result has_rows=derived(has_rows) view=|| view! { <BatchTable /> }.into_any() />
        </section>
    }
}
