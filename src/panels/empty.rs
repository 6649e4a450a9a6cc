//! The empty list: what was searched, and what to try.

use super::origin::{RADII_M, from_words};
use crate::a11y::counts_sentence;
use crate::reactive::{all, derived, live, show};
use crate::state::{App, app, id_set};
use crate::ui::text::{said, say, t};
use diming_protocol::messages::{DistanceMsg, ElderMsg, Msg, distance, fill};
use leptos::prelude::*;

/// Shown in the place of an empty list.
#[component]
pub fn Empty() -> impl IntoView {
    let app = app();
    let is_empty =
        derived(move || app.answers.catalog.with(Option::is_some) && app.answers.counts.with(|c| c.listed == 0));
    view! {
        {show(move || is_empty.get(), move || view! {
            <div class="empty">
                <p class="empty-words">{live(sentence)}</p>
                <Suggestions />
                <WaysOut />
            </div>
        })}
    }
}

fn sentence() -> AnyView {
    let app = app();
    let lang = app.view.lang.get();
    let none_on = app.view.layers.with(|on| on.as_ref().is_some_and(std::collections::BTreeSet::is_empty));
    if none_on {
        return t(Msg::NothingOn)().into_any();
    }
    if let Some(radius_m) = app.view.radius_m.get() {
        let far = distance(lang, radius_m);
        let nothing = fill(lang, DistanceMsg::NothingWithin, &[("from", &from_words(app)), ("distance", &far)]);
        return said(lang, &nothing);
    }
    let (passed, settled) = app.answers.counts.with(|c| (c.passed, c.settled));
    said(lang, &counts_sentence(lang, app, 0, passed, settled))
}

/// Fewer of the words, or the nearest spellings.
#[component]
fn Suggestions() -> impl IntoView {
    let app = app();
    let fewer = move || app.answers.counts.with(|c| c.notes.fewer.clone());
    let suggestions = move || app.answers.counts.with(|c| c.suggestions.clone());
    view! {
        {show(move || !fewer().is_empty(), move || view! {
            <p>{say(Msg::FewerWords)}</p>
            <ul class="chips">{live(move || all(fewer().into_iter().map(offer)))}</ul>
        })}
        {show(move || !suggestions().is_empty(), move || view! {
            <p>{say(Msg::DidYouMean)}</p>
            <ul class="chips">{live(move || all(suggestions().into_iter().map(offer)))}</ul>
        })}
    }
}

/// Words to be searched for instead.
fn offer(word: String) -> impl IntoView {
    let app = app();
    let words = crate::ui::text::Words::data(app.view.lang.get(), &word);
    let search = move |_| app.view.query.set(word.clone());
    view! { <li><button type="button" class="chip" on:click=search>{words.view()}</button></li> }
}

/// The next wider radius, where there is one around the chosen point.
fn wider_m(app: App) -> Option<f64> {
    let now_m = app.view.radius_m.get()?;
    RADII_M.into_iter().find(|&radius_m| radius_m > now_m)
}

/// Fewer filters, a wider area, all layers: what would help here.
#[component]
fn WaysOut() -> impl IntoView {
    let app = app();
    // A layer that is off and has something of what is looked for.
    let some_off = move || {
        let counts = app.answers.counts.with(|counts| counts.layer_counts.clone());
        app.answers.catalog.with(|catalog| {
            let mut layers = catalog.iter().flat_map(|c| &c.layers).zip(counts);
            layers.any(|(layer, count)| count > 0 && layer.role.is_listed() && !app.layer_on(&layer.id))
        })
    };
    // The elder view knows no filters and layers, only what was asked for.
    let is_elder = move || app.view.is_elder.get();
    let is_narrowed = move || {
        is_elder() && (app.view.layers.with(Option::is_some) || app.view.fields.with(|fields| !fields.is_empty()))
    };
    let everything = move |_| {
        app.view.fields.update(litemap::LiteMap::clear);
        app.view.layers.set(None);
        app.session.asked.set(Default::default());
    };
    let all_on = move |_| {
        if let Some(catalog) = app.answers.catalog.get_untracked() {
            app.view.layers.set(Some(id_set(catalog.layers.iter().filter(|layer| layer.role.is_listed()))));
        }
    };
    view! {
        <div class="buttons">
            {show(move || wider_m(app).is_some(), move || {
                let words = move || {
                    let (lang, wider_m) = (app.view.lang.get(), wider_m(app).unwrap_or_default());
                    fill(lang, DistanceMsg::WiderRadius, &[("distance", &distance(lang, wider_m))])
                };
                view! { <button type="button" on:click=move |_| app.view.radius_m.set(wider_m(app))>{live(words)}</button> }
            })}
            {show(move || app.view.in_view.get(), move || view! {
                <button type="button" on:click=move |_| app.view.in_view.set(false)>{say(Msg::WiderArea)}</button>
            })}
            {show(move || !is_elder() && app.view.fields.with(|fields| !fields.is_empty()), move || view! {
                <button type="button" on:click=move |_| app.view.fields.update(litemap::LiteMap::clear)>
                    {say(Msg::FewerFilters)}
                </button>
            })}
            {show(move || !is_elder() && some_off(), move || view! {
                <button type="button" on:click=all_on>{say(Msg::AllLayers)}</button>
            })}
            {show(is_narrowed, move || view! {
                <button type="button" on:click=everything>{say(ElderMsg::KindsAll)}</button>
            })}
        </div>
    }
}
