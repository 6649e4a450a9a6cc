//! The view fits the answer: by a button, and by itself where a search or a filter leaves nothing of it in sight.

use crate::engine_client::ask;
use crate::reactive::{derived, effect};
use crate::state::{App, Goto};
use crate::user_timing::is_answered;
use diming_protocol::Request;
use diming_protocol::geo::WorldBounds;
use leptos::prelude::set_timeout;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How long a person may go on typing before the map moves.
const PAUSE: Duration = Duration::from_millis(600);
/// Shortest side of a box that is fitted, world units: about 2 km at 32° north.
const SIDE_MIN: f64 = 6e-5;

/// Moves the map to an answer of which nothing is in sight, unless the person has moved the map meanwhile.
pub fn connect(app: App) {
    effect(move || app.answers.extent.get().into_iter().for_each(|bounds| show(app, bounds)));
    let filter = derived(move || {
        let radius_m = app.view.radius_m.get().map(f64::to_bits);
        (app.words(), app.view.layers.get(), app.view.fields.get(), radius_m)
    });
    let changes = Rc::new(Cell::new(0_u32));
    effect(move || {
        filter.with(|_| ());
        let change = changes.get() + 1;
        changes.set(change);
        // The first is what the page opens with: its camera is the link's or the catalog's.
        if change > 1 {
            let (changes, before) = (Rc::clone(&changes), app.view.resting.get_untracked());
            let is_due = move || changes.get() == change && app.view.resting.get_untracked() == before;
            set_timeout(
                move || {
                    if is_due() && is_out_of_sight(app) {
                        ask(Request::Extent)
                    }
                },
                PAUSE,
            );
        }
    });
}

/// Whether an answer with places has come, and none of them is on the screen.
fn is_out_of_sight(app: App) -> bool {
    let Some(seen) = app.view.resting.get_untracked().map(|resting| resting.bounds) else { return false };
    let has_places = app.answers.counts.with_untracked(|counts| counts.settled && counts.passed > counts.unplaced);
    let is_seen = app.answers.picture.with_untracked(|picture| {
        picture.symbols.iter().any(|symbol| seen.contains(symbol.at)) || !picture.shapes.is_empty()
    });
    is_answered(app) && has_places && !is_seen
}

/// Moves the map to the box that the engine answers with; a single place is shown with what is around it.
fn show(app: App, bounds: WorldBounds) {
    let widen = |min: f64, max: f64| {
        let more = (SIDE_MIN - (max - min)).max(0.0) / 2.0;
        (min - more, max + more)
    };
    let ((min_x, max_x), (min_y, max_y)) = (widen(bounds.min_x, bounds.max_x), widen(bounds.min_y, bounds.max_y));
    app.go(Goto::Box { bounds: WorldBounds { min_x, min_y, max_x, max_y }, at_once: false });
}
