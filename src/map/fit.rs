//! The view fits the answer: by a button, and by itself where a search or a filter leaves nothing of it in sight.

use crate::engine_client::ask;
use crate::reactive::{derived, effect};
use crate::state::{App, Goto, Resting};
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
    show_at_first(app);
    effect(move || app.answers.extent.get().into_iter().for_each(|bounds| show(app, bounds)));
    let filter = derived(move || filter_of(app));
    let (changes, due) = (Rc::new(Cell::new(0_u32)), Rc::new(Due::default()));
    let waiting = Rc::clone(&due);
    effect(move || {
        filter.with(|_| ());
        let change = changes.get() + 1;
        changes.set(change);
        waiting.set(None);
        // The first is what the page opens with: its camera is the link's or the catalog's.
        if change > 1 {
            let (changes, waiting) = (Rc::clone(&changes), Rc::clone(&waiting));
            let before = app.view.resting.get_untracked();
            let is_last = move || changes.get() == change;
            let begin = move || {
                waiting.set(Some(before));
                move_once_answered(app, &waiting);
            };
            set_timeout(move || is_last().then(begin).unwrap_or_default(), PAUSE);
        }
    });
    effect(move || move_once_answered(app, &due));
}

/// Where the map was when the filter changed, once the pause after it is over and until the answer is whole.
type Due = Cell<Option<Option<Resting>>>;

/// Moves the map where that is due and the answer is whole, which may be long after the pause.
fn move_once_answered(app: App, due: &Due) {
    if !is_answer_whole(app) {
        return;
    }
    if let Some(before) = due.take()
        && app.view.resting.get_untracked() == before
        && is_out_of_sight(app)
    {
        ask(Request::Extent { moves_map: true });
    }
}

/// Once all is loaded, moves the map to data of which the catalog's home shows nothing. A link's camera stays, and so
/// does a map that was moved meanwhile.
fn show_at_first(app: App) {
    let (first, is_over) = (Cell::new(None), Cell::new(false));
    // The list's, which did not wait for the map.
    let before_map = app.view.resting.get_untracked();
    effect(move || {
        if is_over.get() {
            return;
        }
        let is_whole = is_answer_whole(app);
        let resting = app.view.resting.get().filter(|resting| Some(*resting) != before_map);
        let resting = resting.map(|resting| (resting.center_lonlat, resting.zoom));
        first.set(first.get().or(resting));
        if !is_whole || resting.is_none() {
            return;
        }
        is_over.set(true);
        let is_home = app.map_commands.goto.with_untracked(|order| matches!(order, None | Some((_, Goto::Home))));
        if is_home && first.get() == resting && is_out_of_sight(app) {
            ask(Request::Extent { moves_map: true });
        }
    });
}

/// What is asked for, wherever the map is.
pub fn filter_of(app: App) -> impl Default + PartialEq + Clone + Send + Sync + 'static {
    let radius_m = app.view.radius_m.get().map(f64::to_bits);
    (app.words(), app.view.layers.get(), app.view.fields.get(), radius_m)
}

/// Whether all data are there, and what was asked last is answered. Tracked.
fn is_answer_whole(app: App) -> bool {
    app.answers.asked_seq.track();
    app.map_commands.show_card_place.track();
    app.answers.counts.with(|counts| counts.settled) && is_answered(app)
}

/// Whether the answer has places, and none of them is on the screen.
fn is_out_of_sight(app: App) -> bool {
    let Some(seen) = app.view.resting.get_untracked().map(|resting| resting.bounds) else { return false };
    let has_places = app.answers.counts.with_untracked(|counts| counts.passed > counts.unplaced);
    let is_seen = app.answers.picture.with_untracked(|picture| {
        picture.symbols.iter().any(|symbol| seen.contains(symbol.at)) || !picture.shapes.is_empty()
    });
    has_places && !is_seen
}

/// Moves the map to a box; a single place is shown with what is around it.
pub fn show(app: App, bounds: WorldBounds) {
    let widen = |min: f64, max: f64| {
        let more = (SIDE_MIN - (max - min)).max(0.0) / 2.0;
        (min - more, max + more)
    };
    let ((min_x, max_x), (min_y, max_y)) = (widen(bounds.min_x, bounds.max_x), widen(bounds.min_y, bounds.max_y));
    app.go(Goto::Box { bounds: WorldBounds { min_x, min_y, max_x, max_y }, at_once: false });
}
