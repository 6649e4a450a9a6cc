//! What findings rest on, on the map: each name as a pin, the map zoomed to them when they come.

use super::session::review_session;
use crate::map::show_box;
use crate::reactive::effect;
use crate::state::{App, Goto, Pin, Resting, Severity};
use crate::ui::clock::now_ms;
use diming_protocol::geo::mercator::world_from_lonlat;
use diming_protocol::geo::{LonLat, World, WorldBounds};
use diming_review_protocol::REVIEW;
use diming_review_protocol::finding::{Evidence, Finding, Weight};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// Most names on the map.
const PINS_MAX: usize = 200;
/// How long a person may go on typing before the map moves.
const PAUSE: Duration = Duration::from_millis(600);
/// For so long after a person has moved the map it stays where it is, milliseconds.
const OWN_MOVE_MS: u64 = 10_000;
/// For so long after an order of this module the map's moves are its own, milliseconds.
const FLIGHT_MS: u64 = 1_000;
/// What is seen around the evidence, as part of its width and height: its names stand to the right.
const AROUND_PART: f64 = 0.15;
/// Evidence that takes less than this part of the map's width and height is zoomed to.
const SMALL_PART: f64 = 0.08;

/// Shows the pins while the review of an application is open, and brings what is new of them into sight.
pub fn connect(app: App) {
    effect(move || app.map_commands.pins.set(Arc::new(pins(app))));
    on_cleanup(move || app.map_commands.pins.set(Arc::default()));
    let moves = Moves::follow(app);
    let last = StoredValue::new(Vec::<LonLat>::new());
    // A link that holds a view of the map is opened as it is.
    let is_linked = app.map_commands.goto.with_untracked(|goto| matches!(goto, Some((1, Goto::Camera { .. }))));
    let is_as_linked = Cell::new(is_linked && review_session().fields.with_untracked(|fields| !fields.is_empty()));
    let changes = Rc::new(Cell::new(0_u32));
    effect(move || {
        let places = app.map_commands.pins.with(|pins| main_places(pins));
        let change = changes.get() + 1;
        changes.set(change);
        if places.is_empty() || last.with_value(|last| *last == places) {
            return;
        }
        if is_as_linked.take() {
            return last.set_value(places);
        }
        let (changes, moves) = (Rc::clone(&changes), moves.clone());
        set_timeout(
            move || {
                if changes.get() != change || last.try_set_value(places.clone()).is_some() {
                    return;
                }
                if !moves.is_recent() {
                    moves.show(app, &places);
                }
            },
            PAUSE,
        );
    });
}

/// Moves the map to the evidence of a finding.
pub fn show_evidence(app: App, finding: &Finding) {
    let places: Vec<LonLat> = places_of(finding).collect();
    if let Some(bounds) = bounds_of(&places) {
        show_box(app, bounds.grown(AROUND_PART));
    }
}

/// Where the names stand that a finding rests on.
pub fn places_of(finding: &Finding) -> impl Iterator<Item = LonLat> + '_ {
    finding.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Name(name) => name.at,
        _ => None,
    })
}

/// When the map was moved by this module, and by anybody else, milliseconds.
#[derive(Clone, Default)]
struct Moves {
    by_us: Rc<Cell<u64>>,
    by_others: Rc<Cell<u64>>,
}

impl Moves {
    fn follow(app: App) -> Moves {
        let moves = Moves::default();
        let seen = moves.clone();
        let camera = |resting: Resting| (resting.center_lonlat, resting.zoom);
        let last = Cell::new(app.view.resting.get_untracked().map(camera));
        effect(move || {
            let now = app.view.resting.get().map(camera);
            let before = last.replace(now);
            // The first camera is the link's or the catalog's; another size of the map moves nothing.
            if before.is_some() && before != now && now_ms() > seen.by_us.get() + FLIGHT_MS {
                seen.by_others.set(now_ms());
            }
        });
        moves
    }

    fn is_recent(&self) -> bool {
        now_ms() < self.by_others.get() + OWN_MOVE_MS
    }

    /// Moves the map to these places, unless they are in sight and not too close together.
    fn show(&self, app: App, places: &[LonLat]) {
        let Some(seen) = app.view.resting.get_untracked().map(|resting| resting.bounds) else { return };
        let Some(bounds) = bounds_of(places) else { return };
        let is_seen = places.iter().all(|at| seen.contains(world_from_lonlat(*at)));
        let part = ((bounds.max_x - bounds.min_x) / (seen.max_x - seen.min_x))
            .max((bounds.max_y - bounds.min_y) / (seen.max_y - seen.min_y));
        if !is_seen || part < SMALL_PART && places.len() > 1 {
            self.by_us.set(now_ms());
            show_box(app, bounds.grown(AROUND_PART));
        }
    }
}

/// The places that the map is zoomed to: of the most serious names, and the place applied for.
fn main_places(pins: &[Pin]) -> Vec<LonLat> {
    let worst = pins.iter().filter_map(|pin| pin.severity).map(|severity| severity as u8).min();
    let is_main = |pin: &&Pin| pin.severity.is_none_or(|severity| Some(severity as u8) == worst);
    pins.iter().filter(is_main).map(|pin| pin.at).collect()
}

fn bounds_of(places: &[LonLat]) -> Option<WorldBounds> {
    let mut bounds: Option<WorldBounds> = None;
    for World { x, y } in places.iter().map(|at| world_from_lonlat(*at)) {
        let b = bounds.get_or_insert(WorldBounds { min_x: x, min_y: y, max_x: x, max_y: y });
        (b.min_x, b.max_x) = (b.min_x.min(x), b.max_x.max(x));
        (b.min_y, b.max_y) = (b.min_y.min(y), b.max_y.max(y));
    }
    bounds
}

/// The severity on the map of what a finding rests on.
fn severity(weight: Weight) -> Severity {
    match weight {
        Weight::Error => Severity::Error,
        Weight::Warn => Severity::Warn,
        Weight::Review => Severity::Look,
        Weight::Advice => Severity::Advice,
        Weight::Info => Severity::Info,
    }
}

/// The place applied for and the names that findings rest on, the most serious last.
fn pins(app: App) -> Vec<Pin> {
    if !app.is_in(REVIEW) {
        return Vec::new();
    }
    review_session().reviewed.with(|reviewed| {
        let Some(reviewed) = reviewed else { return Vec::new() };
        let names = reviewed.findings.iter().flat_map(|finding| {
            let weight = if finding.in_scope { finding.weight } else { Weight::Info };
            finding.evidence.iter().filter_map(move |evidence| match evidence {
                Evidence::Name(name) => {
                    Some(Pin { at: name.at?, name: name.name.clone(), severity: Some(severity(weight)) })
                }
                _ => None,
            })
        });
        let mut pins: Vec<Pin> = Vec::new();
        for pin in names {
            // A name in several findings stands once, as the most serious.
            if pins.len() < PINS_MAX && !pins.iter().any(|known| known.at == pin.at && known.name == pin.name) {
                pins.push(pin);
            }
        }
        pins.reverse();
        pins.extend(reviewed.place.map(|at| Pin { at, name: String::new(), severity: None }));
        pins
    })
}
