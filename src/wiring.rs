//! Sends looks: the view as a request to the engine, one at a time; the newest wins.

use crate::engine_client;
use crate::reactive::{derived, effect};
use crate::state::{App, Goto, Resting};
use crate::user_timing;
use diming_protocol::catalog::Catalog;
use diming_protocol::geo::mercator;
use diming_protocol::{Filter, Look, Request, Within};
use leptos::prelude::set_timeout;
use std::cell::Cell;
use std::time::Duration;

/// A map that has no size by then is not seen, or not there yet.
const MAP_LATE: Duration = Duration::from_millis(500);

/// Sends a request whenever something changes that its answer depends on.
pub fn connect_engine(app: App) {
    let look = derived(move || current_look(app));
    let seq = Cell::new(0);
    effect(move || {
        app.answers.data_revision.track();
        let Some(look) = look.get() else { return };
        seq.set(seq.get() + 1);
        app.answers.asked_seq.set(seq.get());
        user_timing::tell_shown(app);
        engine_client::ask(Request::Look { seq: seq.get(), look: Box::new(look) });
    });
    effect(move || {
        app.view.selected.track();
        engine_client::ask_card(app);
    });
    // More data may hold the record that a link names.
    effect(move || {
        app.answers.data_revision.track();
        if app.answers.card.with_untracked(Option::is_none) {
            engine_client::ask_card(app);
        }
    });
    effect(move || {
        app.answers.data_revision.track();
        if let Some(at) = app.view.from.with(|origin| origin.as_ref().map(|origin| origin.at)) {
            engine_client::ask(Request::AreasAt { at });
        }
    });
    effect(move || {
        app.answers.data_revision.track();
        app.view
            .compared
            .with(|compared| compared.iter().for_each(|of| engine_client::ask(Request::Card { of: of.clone() })));
    });
    effect(move || {
        if app.answers.catalog.with(Option::is_some) {
            let wait = if app.site.layout().has_map() { MAP_LATE } else { Duration::ZERO };
            set_timeout(move || rest_without_map(app), wait);
        }
    });
    engine_client::connect(app);
}

/// Where the browser cannot draw, the map is hidden from the start, or its part is still on the way, the list uses the
/// map's first camera.
fn rest_without_map(app: App) {
    if app.view.resting.with_untracked(Option::is_some) {
        return;
    }
    let resting = app.answers.catalog.with_untracked(|catalog| {
        let catalog = catalog.as_ref()?;
        let bounds = mercator::world_bounds(catalog.bounds);
        let (center_lonlat, zoom) = match app.map_commands.goto.get_untracked() {
            Some((_, Goto::Camera { center_lonlat, zoom })) => (center_lonlat, zoom),
            _ => (catalog.home.center_lonlat(), catalog.home.zoom),
        };
        Some(Resting { center_lonlat, zoom, bounds })
    });
    app.view.resting.set(resting);
}

/// The view as a look; `None` until catalog and map are loaded.
fn current_look(app: App) -> Option<Look> {
    let resting = app.view.resting.get()?;
    let layers = app.answers.catalog.with(|catalog| catalog.as_ref().map(|c| layers_on(app, c)))?;
    let origin = app.view.from.get().map(|origin| origin.at);
    let within = origin.zip(app.view.radius_m.get()).map(|(from, radius_m)| Within { from, radius_m });
    Some(Look {
        filter: Filter { query: app.words(), layers, fields: app.view.fields.get(), within },
        sort: app.view.sort.get(),
        from: origin.unwrap_or(resting.center_lonlat),
        in_view: app.view.in_view.get(),
        bounds: resting.bounds,
        zoom: resting.zoom,
        lang: app.view.lang.get(),
        rows: app.session.wanted_rows.get(),
        selected: app.answers.card.with(|card| card.as_ref().map(|c| c.id)),
    })
}

fn layers_on(app: App, catalog: &Catalog) -> Vec<u32> {
    let on = |(ix, layer): (usize, &diming_protocol::catalog::Layer)| app.layer_on(&layer.id).then_some(ix as u32);
    catalog.layers.iter().enumerate().filter_map(on).collect()
}
