//! How many there are, in which order, and where distances are measured from.

use super::words::t;
use crate::a11y::counts_sentence;
use crate::state::app;
use diming_core::door::Sort;
use diming_core::messages::{Msg, counted};
use leptos::prelude::*;

const SORTS: [(Sort, &str, Msg); 3] = [
    (Sort::Relevance, "relevance", Msg::SortRelevance),
    (Sort::Distance, "distance", Msg::SortDistance),
    (Sort::Name, "name", Msg::SortName),
];

/// The line over the list; it stays in sight while the list scrolls.
#[component]
pub fn CountsLine() -> impl IntoView {
    let app = app();
    let count = move || {
        let lang = app.lang.get();
        app.in_view.track();
        app.counts.with(|c| (c.listed > 0).then(|| counts_sentence(lang, app, c.listed, c.passed, c.settled)))
    };
    let unplaced = move || {
        let lang = app.lang.get();
        app.counts.with(|c| (c.unplaced > 0).then(|| counted(lang, Msg::CountUnplaced, u64::from(c.unplaced))))
    };
    let sort = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        if let Some((sort, ..)) = SORTS.iter().find(|(_, name, _)| *name == value) {
            app.sort.set(*sort);
        }
    };
    let options = SORTS.map(|(sort, name, msg)| {
        view! { <option value=name selected=move || app.sort.get() == sort>{t(msg)}</option> }
    });
    view! {
        <div class="counts">
            <h2 class="sr">{t(Msg::Results)}</h2>
            <div class="counts-main">
                <p class="counts-words"><strong>{count}</strong><span class="hint">{unplaced}</span></p>
                <label>
                    <span class="sr">{t(Msg::SortLabel)}</span>
                    <select class="quiet" on:change=sort>{options.collect_view()}</select>
                </label>
            </div>
            <div class="counts-more">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || app.in_view.get()
                        on:change=move |event| app.in_view.set(event_target_checked(&event))
                    />
                    {t(Msg::InView)}
                </label>
                <FromWhere />
            </div>
        </div>
    }
}

/// Where distances are measured from, and the way to choose it.
#[component]
fn FromWhere() -> impl IntoView {
    let app = app();
    let sentence = move || {
        let msg = if app.choosing_from.get() {
            Msg::ChoosingPoint
        } else if app.from.with(Option::is_some) {
            Msg::DistanceFromPoint
        } else {
            Msg::DistanceFromCenter
        };
        t(msg)()
    };
    view! {
        <p class="counts-from hint">
            <span role="status">{sentence}</span>
            <Show
                when=move || app.choosing_from.get()
                fallback=move || {
                    view! {
                        <button type="button" class="link" on:click=move |_| app.choosing_from.set(true)>
                            {t(Msg::ChoosePoint)}
                        </button>
                    }
                }
            >
                <button type="button" class="link" on:click=move |_| app.choosing_from.set(false)>{t(Msg::ChoosingStop)}</button>
            </Show>
            <Show when=move || app.from.with(Option::is_some)>
                <button type="button" class="link" on:click=move |_| app.from.set(None)>{t(Msg::UseCenter)}</button>
            </Show>
        </p>
    }
}
