//! Carries out the orders of the page around the frame; each completes when its change is on the screen.

use super::state::{hit_json, state_json};
use crate::engine_client::{ResponseMatch, answer_of, ask, next_frame, wait_until};
use crate::state::{App, Goto};
use crate::user_timing;
use diming_protocol::geo::{LonLat, LonLatBounds, mercator};
use diming_protocol::link::LinkFields;
use diming_protocol::link::message::{Fault, ListKind, Order, Refusal};
use diming_protocol::{Constraint, Export, Part, Request, Response, Which};
use leptos::prelude::*;
use litemap::LiteMap;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Frames to wait for a change to be on the screen if nothing moves.
const FRAMES: u32 = 2;
/// Largest file in an answer, bytes.
const FILE_BYTES_MAX: usize = 16 << 20;

type Done = Result<Value, Refusal>;

fn refuse(fault: Fault, message: impl Into<String>) -> Done {
    Err(Refusal { fault, message: message.into() })
}

/// Carries out an order.
pub async fn carry_out(app: App, order: Order) -> Done {
    match order {
        Order::SetView { center, zoom, animate } => set_view(app, center, zoom, animate).await,
        Order::FitBounds { bounds, animate } => fit_bounds(app, bounds, animate).await,
        Order::SetLayers(layers) => set_layers(app, layers).await,
        Order::SetFilter(filter) => set_filter(app, filter).await,
        Order::SetQuery(query) => {
            app.view.query.set(query);
            shown(app).await
        }
        Order::Select(None) => {
            app.select(None);
            shown(app).await
        }
        Order::Select(Some((layer, key))) => select(app, layer, key).await,
        Order::Clear => {
            app.clear_filters();
            app.select(None);
            app.session.spot.set(None);
            shown(app).await
        }
        Order::GetState => Ok(untrack(|| state_json(app))),
        Order::Search { query, limit, filter } => search(app, query, limit, filter).await,
        Order::Workspace { kind, fields } => order_workspace(app, kind, fields).await,
        Order::ExportList(kind) => export_list(kind, app).await,
    }
}

/// Waits until the change is on the screen, then returns the state. Browsers draw no frames for a hidden frame: there
/// the engine's response is enough.
async fn shown(app: App) -> Done {
    let mut is_seen = false;
    for _ in 0..FRAMES {
        is_seen |= next_frame().await;
    }
    match wait_until(|| user_timing::is_shown(app) || !is_seen && user_timing::is_answered(app)).await {
        true => Ok(untrack(|| state_json(app))),
        false => refuse(Fault::Overtaken, "the change was not on the screen in time"),
    }
}

async fn set_view(app: App, center: Option<LonLat>, zoom: Option<f64>, is_slow: bool) -> Done {
    let Some(now) = map_now(app).await else { return no_map() };
    let (center_lonlat, zoom) = (center.unwrap_or(now.0), zoom.unwrap_or(now.1));
    app.go(if is_slow { Goto::Fly { center_lonlat, zoom } } else { Goto::Camera { center_lonlat, zoom } });
    shown(app).await
}

async fn fit_bounds(app: App, bounds: LonLatBounds, is_slow: bool) -> Done {
    if map_now(app).await.is_none() {
        return no_map();
    }
    app.go(Goto::Box { bounds: mercator::world_bounds(bounds), at_once: !is_slow });
    shown(app).await
}

/// Centre and zoom of the map, once it has a place; `None` if there is no map.
async fn map_now(app: App) -> Option<(LonLat, f64)> {
    let has_place =
        app.site.layout().has_map() && wait_until(|| app.view.resting.with_untracked(Option::is_some)).await;
    let resting = app.view.resting.get_untracked().filter(|_| has_place)?;
    Some((resting.center_lonlat, resting.zoom))
}

fn no_map() -> Done {
    refuse(Fault::NotOffered, "there is no map in this layout")
}

async fn set_layers(app: App, layers: Option<BTreeSet<String>>) -> Done {
    let unknown = app.answers.catalog.with_untracked(|catalog| {
        let known = |id: &String| {
            let mut layers = catalog.iter().flat_map(|c| &c.layers);
            layers.any(|layer| layer.id == *id && layer.role.is_listed() && !layer.is_own_file())
        };
        layers.iter().flatten().find(|id| !known(id)).cloned()
    });
    if let Some(id) = unknown {
        return refuse(Fault::NotFound, format!("no layer {id:?}"));
    }
    app.view.layers.set(layers);
    shown(app).await
}

/// Refuses a filter by a field that is no facet.
fn unknown_field(app: App, filter: &LiteMap<String, Constraint>) -> Option<Refusal> {
    let unknown = app.answers.catalog.with_untracked(|catalog| {
        let known = |field: &String| catalog.iter().flat_map(|c| &c.facets).any(|facet| facet.field == *field);
        filter.keys().find(|field| !known(field)).cloned()
    });
    unknown.map(|field| Refusal { fault: Fault::NotFound, message: format!("no filter by {field:?}") })
}

async fn set_filter(app: App, filter: LiteMap<String, Constraint>) -> Done {
    if let Some(refusal) = unknown_field(app, &filter) {
        return Err(refusal);
    }
    app.view.fields.set(filter);
    shown(app).await
}

async fn select(app: App, layer: String, key: String) -> Done {
    let place = app
        .answers
        .catalog
        .with_untracked(|c| c.as_ref()?.layers.iter().position(|l| l.id == layer && !l.is_own_file()));
    if place.is_none() {
        return refuse(Fault::NotFound, format!("no layer {layer:?}"));
    }
    let wanted = Which::Key(layer, key);
    let of = wanted.clone();
    let answer = answer_of(move |response| match response {
        Response::Card { of: asked, card, is_final } if *asked == of && (card.is_some() || *is_final) => {
            ResponseMatch::Shared(card.is_some())
        }
        _ => ResponseMatch::No,
    });
    app.session.spot.set(None);
    app.map_commands.show_card_place.set(true);
    app.select(Some(wanted));
    match answer.await {
        Some(true) => shown(app).await,
        Some(false) => {
            app.map_commands.show_card_place.set(false);
            app.select(None);
            refuse(Fault::NotFound, "no record with this key")
        }
        None => refuse(Fault::Overtaken, "the record did not come in time"),
    }
}

/// Waits until every layer has loaded: an answer about all data needs all of them.
async fn all_there(app: App) -> Result<(), Refusal> {
    match wait_until(|| app.answers.counts.with_untracked(|counts| counts.settled)).await {
        true => Ok(()),
        false => Err(Refusal { fault: Fault::Overtaken, message: "the data are still loading".to_owned() }),
    }
}

async fn search(app: App, query: String, rows: u32, fields: LiteMap<String, Constraint>) -> Done {
    if let Some(refusal) = unknown_field(app, &fields) {
        return Err(refusal);
    }
    all_there(app).await?;
    let asked = query.clone();
    let answer = answer_of(move |response| match response {
        Response::Found { query, rows, .. } if *query == asked => ResponseMatch::Consumed(std::mem::take(rows)),
        _ => ResponseMatch::No,
    });
    ask(Request::Find { query, fields, rows, is_start: false });
    match answer.await {
        Some(rows) => {
            Ok(json!({"hits": rows.iter().filter_map(|row| untrack(|| hit_json(app, row))).collect::<Vec<_>>()}))
        }
        None => refuse(Fault::Overtaken, "the search took too long"),
    }
}

async fn order_workspace(app: App, kind: &str, fields: LinkFields) -> Done {
    let part = app.workspaces.iter().filter_map(|spec| spec.ordered).find(|part| part.order.kind == kind);
    let Some(part) = part else { return refuse(Fault::NotOffered, "this workspace takes no orders") };
    let text = (part.carry_out)(app, fields).await?;
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

async fn export_list(kind: ListKind, app: App) -> Done {
    all_there(app).await?;
    if app.answers.saving.with_untracked(Option::is_some) {
        return refuse(Fault::Overtaken, "a list is being saved; ask again when it is done");
    }
    let wanted = if kind == ListKind::Csv { Export::ListTable } else { Export::ListFeatures };
    let asked = wanted.clone();
    let answer = answer_of(move |response| match response {
        Response::File { what, name, text } if *what == asked => {
            ResponseMatch::Consumed(Some((std::mem::take(name), std::mem::take(text))))
        }
        Response::Missing { part: Part::Export } => ResponseMatch::Shared(None),
        _ => ResponseMatch::No,
    });
    // Blocks the person's own saving meanwhile.
    app.answers.saving.set(Some((0, 0)));
    ask(Request::Export { what: wanted, lang: app.view.lang.get_untracked() });
    let answer = answer.await;
    app.answers.saving.set(None);
    match answer {
        Some(Some((_, text))) if text.len() > FILE_BYTES_MAX => {
            refuse(Fault::TooLarge, format!("the file has {} bytes, at most {FILE_BYTES_MAX} are given", text.len()))
        }
        Some(Some((name, text))) => Ok(json!({"name": name, "text": text})),
        Some(None) => refuse(Fault::Stopped, "a part of the engine did not load"),
        None => refuse(Fault::Overtaken, "the list took too long"),
    }
}
