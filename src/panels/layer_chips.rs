//! The line of chips below the search: the filters that are on, then the layers by their hits.
//!
//! A layer's chip shows only that layer; pressed again it brings all back.

use super::chips::{FilterChips, has_filters};
use super::local::local_mark;
use super::search_notes::{MeaningChip, is_chip};
use super::sign::sign_icon;
use crate::reactive::{derived, each, live, show};
use crate::state::{App, app};
use crate::ui::state::{Opened, ui};
use crate::ui::text::{Words, say, t};
use diming_protocol::catalog::{Catalog, Layer};
use diming_protocol::messages::{Msg, fill, number};
use leptos::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The line; nothing where there is one layer, no filter, and nothing to say of the search.
#[component]
pub fn ChipLine() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let places = derived(move || layers_by_hits(app));
    let has_layers = derived(move || app.answers.catalog.with(|c| c.as_ref().is_some_and(|c| listed(c).count() > 1)));
    show(
        move || has_layers.get() || has_filters(app) || is_chip(app),
        move || {
            view! {
                <div class="chip-line">
                    <ul class="chip-row" aria-label=t(Msg::ChipsOn)>
                        <FilterChips />
                        <MeaningChip />
                        {show(move || has_layers.get(), move || each(move || places.get(), move |place| view! { <LayerChip place /> }))}
                    </ul>
                    {show(move || has_layers.get(), move || view! {
                        <button type="button" class="chip more" on:click=move |_| ui.open(app, Opened::Layers)>{say(Msg::LayersMore)}</button>
                    })}
                </div>
            }
        },
    )
}

/// The layers that are listed, with their places in the catalog.
fn listed(catalog: &Catalog) -> impl Iterator<Item = (usize, &Layer)> {
    catalog.layers.iter().enumerate().filter(|(_, layer)| layer.role.is_listed())
}

/// Places of the layers that have a chip: those with hits that are on by themselves, and those that are chosen. The
/// layers of names come last, of the others those with the most hits first.
fn layers_by_hits(app: App) -> Vec<u32> {
    let counts = app.answers.counts.with(|counts| counts.layer_counts.clone());
    let hits = |place: usize| counts.get(place).copied().unwrap_or_default();
    app.answers.catalog.with(|catalog| {
        let listed = catalog.iter().flat_map(|catalog| listed(catalog));
        let has_chip = |(place, layer): &(usize, &Layer)| layer.on && hits(*place) > 0 || is_chosen(app, &layer.id);
        let mut places: Vec<(bool, Reverse<u32>, u32)> = Vec::new();
        for (place, layer) in listed.filter(has_chip) {
            let key = (layer.role.is_of_names(), Reverse(hits(place)), place as u32);
            let at = places.partition_point(|other| *other < key);
            places.insert(at, key);
        }
        places.into_iter().map(|(.., place)| place).collect()
    })
}

/// Whether a person has chosen the layer.
fn is_chosen(app: App, id: &str) -> bool {
    app.view.layers.with(|on| on.as_ref().is_some_and(|on| on.contains(id)))
}

#[component]
fn LayerChip(place: u32) -> impl IntoView {
    let app = app();
    let layer =
        app.answers.catalog.with_untracked(|c| c.as_ref().and_then(|c| c.layers.get(place as usize).cloned()))?;
    let id = StoredValue::new(layer.id.clone());
    let label = StoredValue::new(layer.label.clone());
    let hits = derived(move || app.answers.counts.with(|c| c.layer_counts.get(place as usize).copied()));
    let hits_words = move || hits.get().map_or_else(|| "…".to_owned(), |n| number(app.view.lang.get(), f64::from(n)));
    let words = move || Words::label(app.view.lang.get(), &label.read_value()).view();
    let title = move || {
        let lang = app.view.lang.get();
        fill(lang, Msg::LayerOnly, &[("layer", label.read_value().get(lang).0), ("n", &hits_words())])
    };
    let press = move |_| {
        let only = BTreeSet::from([id.get_value()]);
        app.view.layers.update(|on| *on = if on.as_ref() == Some(&only) { None } else { Some(only) });
    };
    Some(view! {
        <li>
            <button
                type="button"
                class="chip layer-chip"
                title=title
                aria-pressed=move || is_chosen(app, &id.read_value()).to_string()
                on:click=press
            >
                {sign_icon(&layer, None)}
                <span class="chip-name">{live(words)}</span>
                {local_mark(&layer)}
                <span class="count">{live(hits_words)}</span>
            </button>
        </li>
    })
}
