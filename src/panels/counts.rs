//! How many there are, in which order, and where distances are measured from.

use super::origin::{AreaLine, from_words};
use crate::a11y::counts_sentence;
use crate::reactive::{all, derived, effect, live, show};
use crate::state::{Choosing as Choice, Screen, app};
use crate::ui::focus;
use crate::ui::state::{Opened, ui};
use crate::ui::text::{said, say, t};
use diming_protocol::messages::{DistanceMsg, Msg, counted, fill};
use diming_protocol::{LayerState, Phase, Sort};
use leptos::html;
use leptos::prelude::*;

const SORTS: [(Sort, &str, Msg); 3] = [
    (Sort::Relevance, "relevance", Msg::SortRelevance),
    (Sort::Distance, "distance", Msg::SortDistance),
    (Sort::Name, "name", Msg::SortName),
];

/// The line over the list; it stays in sight while the list scrolls.
#[component]
pub fn CountsLine() -> impl IntoView {
    let (app, ui) = (app(), ui());
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
    // While layers are loading that is said here, where nothing below moves for it.
    let below = move || {
        let lang = app.view.lang.get();
        let is_loading = |state: &LayerState| state.phase == Phase::Loading;
        let loading = app.answers.layer_states.with(|states| states.iter().filter(|state| is_loading(state)).count());
        if loading > 0 {
            return Some(counted(lang, Msg::LoadingLayers, loading as u64));
        }
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
    // A starting point that was chosen leads here: to the top of the list, where the line says what it shows now.
    let line: NodeRef<html::P> = NodeRef::new();
    let seen = StoredValue::new(app.session.started.get_untracked());
    effect(move || {
        let started = app.session.started.get();
        if seen.try_update_value(|seen| std::mem::replace(seen, started)) == Some(started) {
            return;
        }
        ui.uncover(app);
        ui.active_row.set(0);
        // The list is uncovered by the next frame, and other views give their focus up in it.
        focus::soon(move || {
            focus::soon(move || {
                if let (Some(scroller), Some(line)) = (ui.scroller.get_untracked(), line.get_untracked()) {
                    scroller.set_scroll_top(0);
                    focus::to(&line);
                }
            });
        });
    });
    let from = move || {
        let is_told = app.view.from.with(Option::is_some) && app.view.sort.get() == Sort::Distance;
        is_told.then(|| view! { <span class="sr">{said(app.view.lang.get(), &from_words(app))}</span> }.into_any())
    };
    let asked = move || {
        let lang = app.view.lang.get();
        let words = app.session.asked.with(|asked| asked.get(lang).0.to_owned());
        let is_told = app.view.is_elder.get() && !words.is_empty();
        is_told.then(|| view! { <span class="counts-asked">{said(lang, &words)}</span> }.into_any())
    };
    let below_words = move || below().map(|words| view! { <span class="counts-below">{words}</span> }.into_any());
    view! {
        <div class="counts">
            <h2 class="sr">{say(Msg::Results)}</h2>
            <div class="counts-main">
                <p class="counts-words" tabindex="-1" node_ref=line class:previous=move || is_previous.get() aria-busy=move || is_previous.get().then_some("true")>
                    {live(asked)}
                    <strong>{live(count)}</strong>
                    {live(from)}
                    {live(below_words)}
                </p>
                <select class="quiet counts-sort" aria-label=t(Msg::SortLabel) on:change=sort>{all(options)}</select>
                <NearButton />
                <label class="check counts-view" title=t(Msg::InView)>
                    <input
                        type="checkbox"
                        aria-label=t(Msg::InView)
                        prop:checked=move || app.view.in_view.get()
                        on:change=move |event| app.view.in_view.set(event_target_checked(&event))
                    />
                    <span aria-hidden="true">{say(Msg::InViewShort)}</span>
                </label>
            </div>
            <Choosing />
            {show(move || app.view.from.with(Option::is_some), move || view! { <AreaLine /> })}
        </div>
    }
}

/// The button that chooses where distances are measured from. It says from where, once that is chosen.
#[component]
fn NearButton() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let is_told = derived(move || app.view.from.with(Option::is_some) || app.view.sort.get() == Sort::Distance);
    let words = move || {
        if !is_told.get() {
            return say(DistanceMsg::NearMe);
        }
        let from = said(app.view.lang.get(), &from_words(app));
        view! { <span class="sr">{say(DistanceMsg::NearMe)}" "</span>{from} }.into_any()
    };
    let open = move |_| {
        app.session.near_named.set(false);
        match app.view.is_elder.get_untracked() {
            true => app.open_screen(Screen::Near),
            false => ui.open(app, Opened::Near),
        }
    };
    let title = move || fill(app.view.lang.get(), DistanceMsg::FromStraight, &[("from", &from_words(app))]);
    view! {
        <button type="button" class="quiet counts-near" title=title on:click=open>
            <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
                <path fill-rule="evenodd" d="M7.3 0h1.4v2.1A6 6 0 0 1 13.9 7.3H16v1.4h-2.1A6 6 0 0 1 8.7 13.9V16H7.3v-2.1A6 6 0 0 1 2.1 8.7H0V7.3h2.1A6 6 0 0 1 7.3 2.1ZM8 3.5A4.5 4.5 0 1 0 8 12.5A4.5 4.5 0 1 0 8 3.5ZM8 6A2 2 0 1 1 8 10A2 2 0 1 1 8 6Z"></path>
            </svg>
            <span class="counts-from">{live(words)}</span>
        </button>
    }
}

/// While a starting point is chosen on the map: how, and the way out.
#[component]
fn Choosing() -> impl IntoView {
    let app = app();
    let is_choosing = move || app.session.choosing.get() == Some(Choice::From);
    view! {
        <div role="status">
            {show(is_choosing, move || view! {
                <p class="counts-choosing hint">
                    {say(DistanceMsg::NearOnMapNow)}
                    <button type="button" class="link" on:click=move |_| app.session.choosing.set(None)>{say(Msg::ChoosingStop)}</button>
                </p>
            })}
        </div>
    }
}
