//! A starting point by a town, or by an address or a name of the data.

use super::near::begin_at;
use super::row::RowContent;
use crate::engine_client::ask;
use crate::reactive::{all, effect, live, show};
use crate::state::{Origin, OriginKind, app};
use crate::ui::focus;
use crate::ui::text::{Words, reader_name, said, say, t};
use diming_protocol::catalog::keys;
use diming_protocol::messages::{NearMsg, fill, search_notes};
use diming_protocol::{Counts, Request, Row};
use leptos::html;
use leptos::prelude::*;

/// Records offered for what was typed.
const FOUND_MAX: u32 = 8;

/// One of the towns that records stand in.
#[component]
pub fn ByTown() -> impl IntoView {
    let app = app();
    let asked = RwSignal::new(String::new());
    // Arrow keys choose each town that they pass: who goes through them stays here until the button below is pressed.
    let by_keys = StoredValue::new(false);
    let choose = move |event| {
        let town = event_target_value(&event);
        asked.set(town.clone());
        if !town.is_empty() {
            ask(Request::TownMiddle { town });
        }
    };
    effect(move || {
        let Some((town, Some(at))) = app.answers.town_middle.get() else { return };
        if !town.is_empty() && asked.get_untracked() == town {
            asked.set(String::new());
            match by_keys.get_value() {
                true => app.measure_from(Some(Origin { at, kind: OriginKind::Named(town) })),
                false => begin_at(app, at, OriginKind::Named(town)),
            }
        }
    });
    let none = move || {
        let (lang, town) = (app.view.lang.get(), asked.get());
        let is_none = app.answers.town_middle.with(|middle| middle.as_ref() == Some(&(town.clone(), None)));
        is_none.then(|| said(lang, &fill(lang, NearMsg::NearTownNone, &[("town", &town)])))
    };
    let options = move || {
        let (lang, catalog) = (app.view.lang.get(), app.answers.catalog.get());
        let field = catalog.as_ref().and_then(|c| c.fields.get(keys::TOWN));
        let option = |town: String| {
            let words = field.map_or_else(|| Words::data(lang, &town), |field| Words::value(lang, field, &town));
            view! { <option value=town lang=words.zh.then_some("zh")>{words.text}</option> }
        };
        all(towns().into_iter().map(option))
    };
    view! {
        <label class="near-way">
            <span>{say(NearMsg::NearTown)}</span>
            <select
                on:keydown=move |_| by_keys.set_value(true)
                on:pointerdown=move |_| by_keys.set_value(false)
                on:change=choose
                aria-describedby="near-town-help"
            >
                <option value="">{say(NearMsg::NearTownPick)}</option>
                {live(options)}
            </select>
        </label>
        <p class="hint" id="near-town-help">{say(NearMsg::NearTownMiddle)}</p>
        <p role="status" class="near-told">{live(none)}</p>
    }
}

/// The towns that the facet of towns names.
fn towns() -> Vec<String> {
    let app = app();
    app.answers.facets.with(|facets| {
        let counts = facets.iter().find(|facet| facet.field == keys::TOWN).map(|facet| &facet.counts);
        match counts {
            Some(Counts::Values(values)) => {
                values.iter().map(|(town, _)| town.clone()).filter(|t| !t.is_empty()).collect()
            }
            _ => Vec::new(),
        }
    })
}

/// An address or a name, found as one types.
#[component]
pub fn ByWords(
    /// It stands first, and has the focus.
    is_first: bool,
) -> impl IntoView {
    let app = app();
    let input: NodeRef<html::Input> = NodeRef::new();
    effect(move || {
        if let Some(input) = input.get().filter(|_| is_first) {
            focus::soon(move || focus::to(&input));
        }
    });
    let typed = RwSignal::new(String::new());
    let on_input = move |event: web_sys::Event| {
        let query = event_target_value(&event);
        typed.set(query.clone());
        if !query.trim().is_empty() {
            ask(Request::Find { query, fields: Default::default(), rows: FOUND_MAX, is_start: true });
        }
    };
    let is_answered =
        move || typed.with(|typed| !typed.trim().is_empty() && app.answers.found.with(|found| found.query == *typed));
    let rows = move || app.answers.found.with(|found| found.rows.clone());
    let note = move || {
        let lang = app.view.lang.get();
        let words = app.answers.found.with(|found| search_notes(lang, &found.notes, !found.rows.is_empty()));
        (is_answered() && !words.is_empty()).then(|| said(lang, &words))
    };
    let none = move || {
        let lang = app.view.lang.get();
        let is_none = is_answered() && rows().is_empty();
        is_none.then(|| said(lang, &fill(lang, NearMsg::NearWordsNone, &[("query", &typed.get())])))
    };
    view! {
        <label class="near-way">
            <span>{say(if is_first { NearMsg::NearWordsFirst } else { NearMsg::NearWords })}</span>
            <input
                node_ref=input
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=t(NearMsg::NearWordsHint)
                on:input=on_input
            />
        </label>
        <p role="status" class="near-told">{live(none)}</p>
        <p role="status" class="near-told">{live(note)}</p>
        {show(move || is_answered() && !rows().is_empty(), move || view! {
            <ul class="plain-list" aria-label=t(NearMsg::NearWords)>
                {live(move || all(rows().into_iter().map(found_row)))}
            </ul>
        })}
    }
}

fn found_row(row: Row) -> AnyView {
    let app = app();
    let origin = row.clone();
    let begin = move |_| {
        let lang = app.view.lang.get_untracked();
        let name = reader_name(lang, &origin.name, &origin.latin);
        if let Some(at) = origin.at {
            begin_at(app, at, OriginKind::Named(name.to_owned()));
        }
    };
    view! { <li><button type="button" class="row" on:click=begin><RowContent row /></button></li> }.into_any()
}
