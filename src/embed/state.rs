//! The state as sent in messages; it holds nothing of a file of this machine.

use crate::address;
use crate::state::{App, Resting};
use diming_protocol::catalog::Lang;
use diming_protocol::geo::LonLat;
use diming_protocol::link::message::filter_json;
use diming_protocol::{Card, Row, Sort, Which};
use leptos::prelude::*;
use serde_json::{Value, json};

/// A part of the state; `None` where there is none.
pub type StateJson = Option<Value>;

/// Decimals of degrees in messages: about 0.1 m.
const DECIMALS: f64 = 1e6;

fn rounded(number: f64) -> f64 {
    (number * DECIMALS).round() / DECIMALS
}

/// The map's centre and zoom; rounded as in a link if distances are measured from the person's position.
pub fn view_json(app: App) -> StateJson {
    let Resting { zoom, .. } = app.view.resting.get()?;
    let at = untrack(|| address::public_center(app))?;
    Some(json!({"lon": rounded(at.lon), "lat": rounded(at.lat), "zoom": (zoom * 100.0).round() / 100.0}))
}

/// The selected record, once it is loaded.
pub fn selection_json(app: App) -> StateJson {
    let is_selected = app.view.selected.with(Option::is_some);
    let card = app.answers.card.get().filter(|_| is_selected)?;
    card_json(app, &card)
}

/// The counts.
pub fn counts_json(app: App) -> StateJson {
    let is_answered = app.answers.counts.with(|counts| counts.seq > 0 && counts.settled);
    is_answered.then(|| {
        app.answers
            .counts
            .with(|counts| json!({"listed": counts.listed, "passed": counts.passed, "total": counts.total}))
    })
}

fn layer_id(app: App, place: usize) -> Option<String> {
    app.answers.catalog.with(|catalog| {
        let layer = catalog.as_ref()?.layers.get(place)?;
        (!layer.is_own_file()).then(|| layer.id.clone())
    })
}

fn card_json(app: App, card: &Card) -> StateJson {
    record_json(layer_id(app, card.id.layer())?, &card.key, (&card.name, &card.latin), card.at)
}

/// A record found by a search.
pub fn hit_json(app: App, row: &Row) -> StateJson {
    record_json(layer_id(app, row.id.layer())?, &row.key, (&row.name, &row.latin), row.at)
}

fn record_json(layer: String, key: &str, (name, latin): (&str, &str), at: Option<LonLat>) -> StateJson {
    let (lon, lat) = at.map(|at| (rounded(at.lon), rounded(at.lat))).unzip();
    Some(json!({"layer": layer, "key": key, "name": name, "latin": latin, "lon": lon, "lat": lat}))
}

/// The whole state.
pub fn state_json(app: App) -> Value {
    let layers: Vec<String> = app.answers.catalog.with(|catalog| {
        let listed =
            catalog.iter().flat_map(|c| &c.layers).filter(|layer| layer.role.is_listed() && !layer.is_own_file());
        listed.filter(|layer| app.layer_on(&layer.id)).map(|layer| layer.id.clone()).collect()
    });
    let selected = app.view.selected.get().and_then(|which| match which {
        Which::Key(layer, key) => Some(json!({"layer": layer, "key": key})),
        Which::Id(_) => selection_json(app).map(|card| json!({"layer": card["layer"], "key": card["key"]})),
    });
    let sort = match app.view.sort.get() {
        Sort::Relevance => "relevance",
        Sort::Distance => "distance",
        Sort::Name => "name",
    };
    json!({
        "view": view_json(app), "layers": layers, "filter": filter_json(&app.view.fields.get()), "query": app.words(),
        "selected": selected, "sort": sort, "inView": app.view.in_view.get(),
        "lang": if app.view.lang.get() == Lang::En { "en" } else { "zh" },
        "mode": if app.view.is_elder.get() { "elder" } else { "standard" },
        "results": counts_json(app), "hash": address::hash(app),
    })
}
