//! How many there are, in which order, and where distances are measured from.

use super::origin::{AreaLine, from_words};
use crate::a11y::counts_sentence;
use crate::reactive::{all, derived, live, show};
use crate::state::{Choosing, app};
use crate::ui::state::{Opened, ui};
use crate::ui::text::{said, say, t};
use diming_protocol::Sort;
use diming_protocol::messages::{DistanceMsg, Msg, counted, fill};
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
        let lang = app.view.lang.get();
        app.view.in_view.track();
        app.answers.counts.with(|c| (c.listed > 0).then(|| counts_sentence(lang, app, c.listed, c.passed, c.settled)))
    };
    // The count of the last answer, while another is awaited.
    let is_previous = derived(move || {
        let asked = app.answers.asked_seq.get();
        app.answers.counts.with(|c| c.seq != asked)
    });
    let unplaced = move || {
        let lang = app.view.lang.get();
        app.answers.counts.with(|c| (c.unplaced > 0).then(|| counted(lang, Msg::CountUnplaced, u64::from(c.unplaced))))
    };
    let sort = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        if let Some((sort, ..)) = SORTS.iter().find(|(_, name, _)| *name == value) {
            app.view.sort.set(*sort);
        }
    };
    let options = SORTS.map(|(sort, name, msg)| {
        view! { <option value=name selected=move || app.view.sort.get() == sort>{say(msg)}</option> }
    });
    view! {
        <div class="counts">
            <h2 class="sr">{say(Msg::Results)}</h2>
            <div class="counts-main">
                <p class="counts-words" class:previous=move || is_previous.get() aria-busy=move || is_previous.get().then_some("true")><strong>{live(count)}</strong><span class="hint">{live(unplaced)}</span></p>
                <label>
                    <span class="sr">{say(Msg::SortLabel)}</span>
                    <select class="quiet" on:change=sort>{all(options)}</select>
                </label>
            </div>
            <div class="counts-more">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || app.view.in_view.get()
                        on:change=move |event| app.view.in_view.set(event_target_checked(&event))
                    />
                    {say(Msg::InView)}
                </label>
                <FromWhere />
            </div>
            {show(move || app.view.from.with(Option::is_some), move || view! { <AreaLine /> })}
        </div>
    }
}

/// Where distances are measured from, and the way to choose it.
#[component]
fn FromWhere() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let sentence = move || {
        let lang = app.view.lang.get();
        if app.session.choosing.get() == Some(Choosing::From) {
            return t(DistanceMsg::NearOnMapNow)().into_any();
        }
        // Without a map there is no centre of it.
        if !app.site.layout().has_map() && app.view.from.with(Option::is_none) {
            return ().into_any();
        }
        said(lang, &fill(lang, DistanceMsg::FromStraight, &[("from", &from_words(app))]))
    };
    view! {
        <p class="counts-from hint">
            <span role="status">{live(sentence)}</span>
            {show(move || app.session.choosing.get() != Some(Choosing::From), move || view! {
                <button type="button" class="link" on:click=move |_| ui.opened.set(Opened::Near)>{say(DistanceMsg::NearMe)}</button>
            })}
            {show(move || app.session.choosing.get() == Some(Choosing::From), move || view! {
                <button type="button" class="link" on:click=move |_| app.session.choosing.set(None)>{say(Msg::ChoosingStop)}</button>
            })}
            {show(move || app.view.from.with(Option::is_some), move || view! {
                <button type="button" class="link" on:click=move |_| app.measure_from(None)>{say(Msg::UseCenter)}</button>
            })}
        </p>
    }
}
