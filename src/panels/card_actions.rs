//! What one does with a record: call, find the way, share, show on the map, compare, measure from there.

use super::compare::compare_parts;
use super::links::{fact_text, record_link};
use super::share::{OpenIn, Share};
use crate::reactive::{live, show};
use crate::state::{App, Origin, OriginKind, app};
use crate::ui::fold;
use crate::ui::text::{reader_name, say};
use diming_protocol::Card;
use diming_protocol::catalog::{Catalog, keys};
use diming_protocol::geo::LonLat;
use diming_protocol::messages::{CardMsg, NearMsg, fill, phones};
use leptos::prelude::*;
use std::sync::Arc;

/// Zoom at which a record is shown on the map, at least.
const SHOW_ZOOM: f64 = 15.0;

/// The actions in a row, and what they unfold. Nothing leads out from a record of this machine.
#[component]
pub fn CardActions(catalog: Arc<Catalog>, card: Arc<Card>) -> impl IntoView {
    let app = app();
    let (ways, share) = (RwSignal::new(false), RwSignal::new(false));
    [ways, share].into_iter().for_each(|unfolded| fold::tell(app, unfolded));
    let leads_out = !catalog.layers[card.id.layer()].is_own_file();
    let has_ways = leads_out && card.at.is_some() && !catalog.outbound.is_empty();
    let has_link = leads_out && untrack(|| record_link(app, &catalog, &card)).is_some();
    let (compare_buttons, compare_told) = compare_parts(&catalog, &card).unzip();
    let call = leads_out.then(|| call_link(app, &card)).flatten();
    let places = card.at.map(|at| place_buttons(app, &card, at)).unzip();
    let of_ways = (Arc::clone(&catalog), Arc::clone(&card));
    view! {
        <div class="buttons card-actions">
            {call}
            {has_ways.then(|| unfolding(ways, share, CardMsg::Directions))}
            {has_link.then(|| unfolding(share, ways, CardMsg::Share))}
            {places.0}
            {compare_buttons}
            {places.1}
        </div>
        {compare_told}
        {show(move || ways.get(), move || {
            let (catalog, card) = of_ways.clone();
            view! { <OpenIn catalog card /> }
        })}
        {show(move || share.get(), move || {
            view! { <Share catalog=Arc::clone(&catalog) card=Arc::clone(&card) /> }
        })}
    }
}

/// Dials the first number that can be dialled.
fn call_link(app: App, card: &Card) -> Option<AnyView> {
    let phone = phones(fact_text(&card.facts, keys::PHONE)?).into_iter().find(|phone| !phone.dial.is_empty())?;
    let words = move || fill(app.view.lang.get(), CardMsg::Call, &[("number", &phone.shown)]);
    Some(view! { <a class="main" href=format!("tel:{}", phone.dial)>{live(words)}</a> }.into_any())
}

/// A button that unfolds one thing, and folds the other.
fn unfolding(own: RwSignal<bool>, other: RwSignal<bool>, words: CardMsg) -> AnyView {
    let press = move |_| {
        own.update(|is_on| *is_on = !*is_on);
        other.set(false);
    };
    view! { <button type="button" aria-expanded=move || own.get().to_string() on:click=press>{say(words)}</button> }
        .into_any()
}

/// What needs a place: shows it on the map, and measures from there.
fn place_buttons(app: App, card: &Arc<Card>, at: LonLat) -> (AnyView, AnyView) {
    let show = view! {
        <button type="button" id="show-on-map" aria-labelledby="show-on-map card-title" on:click=move |_| app.show_on_map(at, SHOW_ZOOM)>
            {say(CardMsg::ShowOnMap)}
        </button>
    };
    let card = Arc::clone(card);
    let measure = move |_| {
        let name = reader_name(app.view.lang.get_untracked(), &card.name, &card.latin);
        app.measure_from(Some(Origin { at, kind: OriginKind::Named(name.to_owned()) }));
    };
    let measure = view! { <button type="button" on:click=measure>{say(NearMsg::MeasureFromHere)}</button> };
    (show.into_any(), measure.into_any())
}
