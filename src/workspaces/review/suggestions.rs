//! Names that pass where the proposal does not: of the reserve bank, and near to it.

use super::session::{Coming, review_session};
use crate::reactive::{all, derived, effect, live, show};
use crate::state::app;
use crate::ui::text::{Words, say};
use diming_protocol::messages::fill;
use diming_review_protocol::messages::DeskMsg;
use diming_review_protocol::review::ReviewAsk;
use diming_review_protocol::review::Suggestion;
use leptos::prelude::*;

/// Asks for them, and lists them as they come.
#[component]
pub fn Suggestions() -> impl IntoView {
    let session = review_session();
    // Another application has other suggestions.
    let proposal = derived(move || session.fields.get());
    effect(move || {
        proposal.with(|_| ());
        session.suggestions.set(None);
    });
    let find = move |_| {
        let seq = session.ask(ReviewAsk::Suggestions);
        session.suggestions.set(Some(Coming::of(seq)));
    };
    let is_asked = move || session.suggestions.with(Option::is_some);
    let is_under_way = move || session.suggestions.with(|s| s.as_ref().is_some_and(|s| s.total.is_none()));
    let is_empty =
        move || session.suggestions.with(|s| s.as_ref().is_some_and(|s| s.rows.is_empty() && s.total.is_some()));
    let list = move || {
        let rows = session.suggestions.with(|s| s.as_ref().map_or(Vec::new(), |s| s.rows.clone()));
        all(rows.into_iter().map(|suggestion| view! { <Item suggestion /> }))
    };
    view! {
        <div class="suggestions">
            {show(move || !is_asked(), move || view! {
                <button type="button" on:click=find>{say(DeskMsg::SuggestionsFind)}</button>
            })}
            {show(is_asked, move || view! {
                <h4>{say(DeskMsg::Suggestions)}</h4>
                <ul>{live(list)}</ul>
            })}
            <p class="hint" role="status">
                {live(move || is_under_way().then(|| say(DeskMsg::SuggestionsWait)))}
                {live(move || is_empty().then(|| say(DeskMsg::SuggestionsNone)))}
            </p>
        </div>
    }
}

#[component]
fn Item(suggestion: Suggestion) -> impl IntoView {
    let app = app();
    let lang = app.view.lang.get_untracked();
    let Suggestion { name, meaning } = suggestion;
    let kind = if meaning.is_empty() { DeskMsg::SuggestionsVariant } else { DeskMsg::SuggestionsReserve };
    let label = fill(lang, DeskMsg::SuggestionsTake, &[("name", &name)]);
    let shown = Words::data(lang, &name).view();
    let take = move |_| review_session().set_field("name", name.clone());
    view! {
        <li>
            <button type="button" class="chip" aria-label=label on:click=take>{shown}</button>
            <span class="hint">{say(kind)} " " {Words::data(lang, &meaning).view()}</span>
        </li>
    }
}
