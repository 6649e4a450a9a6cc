//! The overlay of the layers: a switch each, with sign, name, and the count that it would have.

use super::local::local_mark;
use super::see_results::SeeResults;
use super::sign::sign_icon;
use crate::reactive::{all, live, show};
use crate::state::app;
use crate::ui::state::overlay_heading;
use crate::ui::text::{Words, say};
use diming_protocol::Phase;
use diming_protocol::catalog::Catalog;
use diming_protocol::messages::{Msg, number};
use leptos::prelude::*;
use std::sync::Arc;

/// All switches, and the way back to the list.
#[component]
pub fn LayersView() -> impl IntoView {
    let app = app();
    let switches = move || {
        app.answers.catalog.get().map(|catalog| {
            let listed = catalog.layers.iter().enumerate().filter(|(_, layer)| layer.role.is_listed());
            all(listed.map(|(i, _)| view! { <Switch catalog=Arc::clone(&catalog) place=i /> }))
        })
    };
    view! {
        {overlay_heading(say(Msg::Layers))}
        <fieldset class="layers">
            <legend class="sr">{say(Msg::Layers)}</legend>
            <div class="switches">{live(switches)}</div>
        </fieldset>
        <SeeResults />
    }
}

#[component]
fn Switch(catalog: Arc<Catalog>, place: usize) -> impl IntoView {
    let app = app();
    let layer = catalog.layers[place].clone();
    let id = StoredValue::new(layer.id.clone());
    let (label, whole) = (layer.label.clone(), layer.label.clone());
    let count = move || {
        let count = app.answers.counts.with(|c| c.layer_counts.get(place).copied());
        count.map_or_else(|| "…".to_owned(), |n| number(app.view.lang.get(), f64::from(n)))
    };
    let broken = move || {
        app.answers
            .layer_states
            .with(|states| matches!(states.get(place).map(|s| &s.phase), Some(Phase::Incomplete(_))))
    };
    view! {
        <label class="switch" title=move || whole.get(app.view.lang.get()).0.to_owned()>
            <input
                type="checkbox"
                prop:checked=move || app.layer_on(&id.read_value())
                on:change=move |event| app.set_layer(&id.read_value(), event_target_checked(&event))
            />
            {sign_icon(&layer, None)}
            <span class="switch-name">{live(move || Words::label(app.view.lang.get(), &label).view())}</span>
            {local_mark(&layer)}
            {show(broken, move || view! {
                <span class="warn-word">{say(Msg::PhaseIncomplete)}</span>
            })}
            <span class="count">{live(count)}</span>
        </label>
    }
}
