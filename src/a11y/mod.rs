//! Accessibility: skip links, announcements, the page's language.

pub mod speech;

use crate::reactive::{State, all, derived, effect, live};
use crate::state::{App, Theme, app};
use crate::ui::focus;
use crate::ui::text::{reader_name, said, say, t};
use diming_protocol::catalog::{Catalog, Lang};
use diming_protocol::messages::{AccessMsg, CardMsg, Msg, counted, fill};
use diming_protocol::{Card, LayerState, Phase};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Time without a change after which counts are announced.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(700);

/// Ids of the targets of the skip links.
pub const SEARCH_ID: &str = "search";
/// See [`SEARCH_ID`].
pub const LIST_ID: &str = "results";
/// See [`SEARCH_ID`].
pub const MAP_ID: &str = "map";

/// Links to search, list and map, visible on focus.
#[component]
pub fn SkipLinks() -> impl IntoView {
    let layout = app().site.layout();
    let link = |id: &'static str, msg: Msg| {
        // The hash holds the view, so the link is followed here.
        let jump = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            focus::to_id(id);
        };
        view! { <a class="skip" href=format!("#{id}") on:click=jump>{say(msg)}</a> }
    };
    view! {
        <nav class="skips" aria-label=t(Msg::SkipLinks)>
            {layout.has_list().then(|| all([link(SEARCH_ID, Msg::SkipToSearch), link(LIST_ID, Msg::SkipToList)]))}
            {layout.has_map().then(|| link(MAP_ID, Msg::SkipToMap))}
        </nav>
    }
}

/// The live regions: counts once they rest, loading problems at once.
#[component]
pub fn Announcer() -> impl IntoView {
    let app = app();
    let rested = State::new(None::<(u32, u32, bool)>);
    let waiting = StoredValue::new_local(None::<TimeoutHandle>);
    effect(move || {
        let latest = app.answers.counts.with(|c| (c.seq > 0).then_some((c.listed, c.passed, c.settled)));
        app.view.query.track();
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        let rest = set_timeout_with_handle(move || rested.set(latest), ANNOUNCE_AFTER);
        waiting.set_value(rest.ok());
    });
    on_cleanup(move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    });
    let sentence = move || {
        let lang = app.view.lang.get();
        rested.get().map(|(listed, passed, settled)| {
            said(lang, &counts_sentence(lang, app, listed, passed, settled)).into_any()
        })
    };
    let broken = derived(move || broken_layers(app));
    let not_whole = move || {
        let (lang, layers) = (app.view.lang.get(), broken.get());
        let words = said(lang, &fill(lang, AccessMsg::LayersBroken, &[("layers", &layers)]));
        (!layers.is_empty()).then(|| view! { <div class="sr" role="alert">{words}</div> }.into_any())
    };
    view! {
        <div class="sr" role="status" aria-live="polite">{live(sentence)}</div>
        {live(not_whole)}
    }
}

/// Names of the layers that failed or are incomplete.
pub fn broken_layers(app: App) -> String {
    let lang = app.view.lang.get();
    let is_broken = |state: &LayerState| matches!(state.phase, Phase::Incomplete(_));
    let places = app.answers.layer_states.with(|states| states.iter().map(is_broken).collect::<Vec<bool>>());
    app.answers.catalog.with(|catalog| {
        let layers = catalog.iter().flat_map(|c| &c.layers).zip(places).filter(|(_, is_broken)| *is_broken);
        let names: Vec<&str> = layers.map(|(layer, _)| layer.label.get(lang).0).collect();
        names.join(if lang == Lang::Zh { "\u{3001}" } else { ", " })
    })
}

/// The counts in words, as seen and as announced.
pub fn counts_sentence(lang: Lang, app: App, listed: u32, passed: u32, settled: bool) -> String {
    let query = leptos::prelude::untrack(|| app.words());
    match (listed, app.view.in_view.get_untracked()) {
        (0, _) if !settled => diming_protocol::messages::text(lang, Msg::NothingYet).to_owned(),
        (0, true) if passed > 0 => diming_protocol::messages::text(lang, Msg::NothingInView).to_owned(),
        (0, _) if !query.is_empty() => fill(lang, Msg::NothingFor, &[("query", &query)]),
        (0, _) => diming_protocol::messages::text(lang, Msg::NothingPasses).to_owned(),
        (_, true) => {
            let number = |n: u32| diming_protocol::messages::number(lang, f64::from(n));
            fill(lang, Msg::CountInView, &[("n", &number(listed)), ("all", &number(passed))])
        }
        (_, false) => counted(lang, Msg::CountAll, u64::from(listed)),
    }
}

/// The title of the window: the record, else the words searched for, before the page's own. Browsers keep titles, so
/// that nothing of a file of this machine is in it.
fn window_title(app: App, catalog: &Catalog) -> String {
    let lang = app.view.lang.get();
    let page = catalog.title.get(lang).0;
    let is_public = |card: &Arc<Card>| catalog.layers.get(card.id.layer()).is_some_and(|layer| !layer.is_own_file());
    let is_selected = app.view.selected.with(Option::is_some);
    let query = if app.session.is_discreet.get() { String::new() } else { app.words() };
    match app.answers.card.get().filter(|card| is_selected && is_public(card)) {
        Some(card) => {
            let name = reader_name(lang, &card.name, &card.latin);
            fill(lang, CardMsg::TitleRecord, &[("name", name), ("page", page)])
        }
        None if !query.is_empty() => fill(lang, CardMsg::TitleSearch, &[("query", query.trim()), ("page", page)]),
        None => page.to_owned(),
    }
}

/// Language and theme on the root element, `<html lang data-theme>`, and the title of the window.
pub fn follow_root(app: App) {
    effect(move || {
        if let Some(catalog) = app.answers.catalog.get() {
            document().set_title(&window_title(app, &catalog));
        }
    });
    effect(move || {
        let Some(root) = document().document_element() else { return };
        // A failure leaves the page as it was.
        let _ = root.set_attribute("lang", app.view.lang.get().code());
        let _ = match app.view.theme.get() {
            Theme::Auto => root.remove_attribute("data-theme"),
            Theme::Light => root.set_attribute("data-theme", "light"),
            Theme::Dark => root.set_attribute("data-theme", "dark"),
        };
    });
}
