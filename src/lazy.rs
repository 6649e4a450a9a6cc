//! Lazy modules: parts of the page that are fetched when they are first opened. Those of a workspace are in its folder.
//!
//! Each split function is the entrance of a WebAssembly module beside the page's own: what only such functions
//! reach goes there (`cargo xtask build` splits it off), so that what everybody loads first stays small.
//! Split functions with the same module name share a module. Each returns a function that makes the view.

// What the macro writes: for each function one that is imported and one that is exported.
#![allow(unsafe_code)]

use crate::elder::{ElderBar, ElderScreens};
use crate::embed::BuilderView;
use crate::embed::exchange;
use crate::map::{ListFoot, MapView};
use crate::panels::tour::Speaker;
use crate::panels::{
    CardView, CompareView, DataView, FiltersView, HelpView, LayersView, NearView, SpotView, TownsView,
};
use crate::paper::{ExportView, PaperSheet};
use crate::reactive::effect;
use crate::state::App;
use crate::ui::lazy::{Fetched, Make, lazy, lazy_in, plain};
use crate::ui::overlay::Overlay;
use crate::ui::slots::Slots;
use crate::ui::text::t;
use diming_protocol::link::url::exact_origin;
use diming_protocol::messages::Msg;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use std::rc::Rc;

/// List and search come before the map: the build has the map's module fetched beside the page's.
#[wasm_split(map, wasm_split_path = ::leptos::wasm_split, fallible)]
fn map_view() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <MapView /> }.into_any())
}

#[wasm_split(map, wasm_split_path = ::leptos::wasm_split, fallible)]
fn foot_of_list() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <ListFoot /> }.into_any())
}

#[wasm_split(elder, wasm_split_path = ::leptos::wasm_split, fallible)]
fn elder_screens() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <ElderBar /> <ElderScreens /> }.into_any())
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn paper_sheet() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <PaperSheet /> }.into_any())
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn overlay_content() -> Fetched<fn(Overlay) -> AnyView> {
    Ok(content)
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn tour_speaker() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <Speaker /> }.into_any())
}

#[wasm_split(embed, wasm_split_path = ::leptos::wasm_split, fallible)]
fn exchange_begin() -> Fetched<fn(App, String)> {
    Ok(exchange::begin)
}

/// The slots of the panels that are lazy modules.
pub const SLOTS: Slots = Slots { overlay, tour };

/// Starts the messages with the page around the frame, where its origin is listed.
pub fn start_exchange(app: App) {
    let Some(parent) = app.site.deployment.parent.clone().filter(|_| app.site.is_framed) else { return };
    let Some(origin) = exact_origin(&parent) else { return refuse_parent(&parent) };
    let has_begun = StoredValue::new(false);
    // Effects of the messages live as long as the page, not until this effect runs again.
    let page = Owner::current().unwrap_or_default();
    effect(move || {
        let may = app.answers.catalog.with(|catalog| {
            let listed = |listed: &String| exact_origin(listed).as_ref() == Some(&origin);
            catalog.as_ref().map(|catalog| catalog.portal_origins.iter().any(listed))
        });
        if may.is_none() || has_begun.get_value() {
            return;
        }
        has_begun.set_value(true);
        if may == Some(false) {
            return refuse_parent(&origin);
        }
        let (page, origin) = (page.clone(), origin.clone());
        spawn_local(async move {
            match exchange_begin().await {
                Ok(begin) => page.with(|| begin(app, origin)),
                Err(_) => leptos::logging::error!("the part that exchanges messages with the page around did not load"),
            }
        });
    });
}

/// Logs why no messages are exchanged; nothing is sent to the page around the frame.
fn refuse_parent(parent: &str) {
    leptos::logging::warn!(
        "parent={parent}: no messages are exchanged. It must be an origin (https://host or https://host:port) that the site's catalog lists in portal_origins."
    );
}

/// The map; its place is there before it.
pub fn map() -> AnyView {
    let frame = |placeholder: AnyView| {
        view! {
            <section class="map" aria-label=t(Msg::Map)>
                <div class="map-coming">{placeholder}</div>
            </section>
        }
        .into_any()
    };
    lazy_in(frame, || plain(map_view()))
}

/// What stands at the foot of a list without a map.
pub fn list_foot() -> AnyView {
    lazy(|| plain(foot_of_list()))
}

/// The elder view's own screens and its bar.
pub fn elder() -> AnyView {
    lazy(|| plain(elder_screens()))
}

/// The sheet of paper that is printed.
pub fn paper() -> AnyView {
    lazy(|| plain(paper_sheet()))
}

/// The content of the overlay.
fn overlay(shown: Overlay) -> AnyView {
    lazy(move || {
        Box::pin(async move {
            let make = overlay_content().await?;
            Ok(Rc::new(move || make(shown)) as Make)
        })
    })
}

/// The text of the tour.
fn tour() -> AnyView {
    lazy(|| plain(tour_speaker()))
}

/// The view of an overlay.
fn content(shown: Overlay) -> AnyView {
    match shown {
        Overlay::Card => view! { <CardView /> }.into_any(),
        Overlay::Spot => view! { <SpotView /> }.into_any(),
        Overlay::Layers => view! { <LayersView /> }.into_any(),
        Overlay::Filters => view! { <FiltersView /> }.into_any(),
        Overlay::Towns => view! { <TownsView /> }.into_any(),
        Overlay::Data => view! { <DataView /> }.into_any(),
        Overlay::Compare => view! { <CompareView /> }.into_any(),
        Overlay::Help => view! { <HelpView /> }.into_any(),
        Overlay::Near => view! { <NearView /> }.into_any(),
        Overlay::Export => view! { <ExportView /> }.into_any(),
        Overlay::Embed => view! { <BuilderView /> }.into_any(),
    }
}
