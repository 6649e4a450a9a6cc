//! The map by keys: the current symbol, moving to the next one, and its announcement.

use super::controller::MapController;
use super::gestures::{pan, show_tip};
use crate::state::app;
use diming_protocol::messages::{AccessMsg, counted, fill, text};
use diming_scene::camera::Px;
use diming_scene::hit::{Hit, nearest_symbol};
use diming_scene::walk::{Direction, next_symbol, seen_symbols};

/// How near to the centre a symbol must be to be the first current one, CSS pixels.
const MIDDLE_PX: f64 = 60.0;

/// The result of a step by keys, for announcements.
#[derive(Clone, Debug, PartialEq)]
pub enum Walked {
    /// A symbol: its name or number of records, its layer, its position among the visible ones.
    At {
        /// Name; empty for a cluster.
        name: String,
        /// Number of its records.
        count: u32,
        /// Place of its layer in the catalog.
        layer: usize,
        /// From 1, in reading order.
        place: u32,
        /// Number of visible symbols.
        of: u32,
    },
    /// There is no symbol in that direction: the map moved.
    NoneThere,
    /// No symbol is visible.
    None,
}

/// Index in the draw list of the current symbol: the one reached by keys while it is visible, else the one at the
/// centre.
pub fn here(host: &MapController) -> Option<usize> {
    let list = &host.painter.list;
    let gone_to = host.walked_to.and_then(|id| {
        let is_seen = |&i: &usize| list.symbols.get(i).is_some_and(|symbol| symbol.id == id);
        seen_symbols(list, &host.camera).into_iter().find(is_seen)
    });
    gone_to.or_else(|| nearest_symbol(list, &host.camera, host.camera.viewport.middle(), |_| MIDDLE_PX))
}

/// The symbol that Enter opens is highlighted like a hovered one.
pub fn show_here(host: &mut MapController) {
    let hit = here(host).map(Hit::Symbol);
    show_tip(host, hit, host.camera.viewport.middle());
}

/// Moves to the next symbol in a direction; pans if there is none.
pub fn step(host: &mut MapController, direction: Direction) {
    let list = &host.painter.list;
    let from = here(host).and_then(|i| list.symbols.get(i)).map(|symbol| host.camera.screen_from_world(symbol.at));
    let from: Px = from.unwrap_or(host.camera.viewport.middle());
    match next_symbol(list, &host.camera, from, direction) {
        Some(i) => go(host, i),
        None => {
            host.status.walked.set(Some(Walked::NoneThere));
            pan(host, direction);
        }
    }
}

/// Moves to the next or previous symbol in reading order; wraps around.
pub fn turn(host: &mut MapController, by: isize) {
    host.by_keys = true;
    let seen = seen_symbols(&host.painter.list, &host.camera);
    let at = here(host).and_then(|here| seen.iter().position(|&i| i == here));
    let next = match at {
        Some(at) => (at as isize + by).rem_euclid(seen.len().max(1) as isize) as usize,
        None => 0,
    };
    match seen.get(next) {
        Some(&i) => go(host, i),
        None => host.status.walked.set(Some(Walked::None)),
    }
}

fn go(host: &mut MapController, i: usize) {
    let Some(symbol) = host.painter.list.symbols.get(i) else { return };
    let seen = seen_symbols(&host.painter.list, &host.camera);
    let walked = Walked::At {
        name: symbol.label.clone(),
        count: symbol.count(),
        layer: symbol.id.layer(),
        place: seen.iter().position(|&other| other == i).map_or(0, |at| at as u32 + 1),
        of: seen.len() as u32,
    };
    host.walked_to = Some(symbol.id);
    host.status.walked.set(Some(walked));
    show_here(host);
    host.wake();
}

/// The announcement of a step.
pub fn words(walked: &Walked) -> String {
    let app = app();
    let lang = app.view.lang.get();
    let Walked::At { name, count, layer, place, of } = walked else {
        let msg = if *walked == Walked::None { AccessMsg::MapNone } else { AccessMsg::MapNoneThere };
        return text(lang, msg).to_owned();
    };
    let place = fill(lang, AccessMsg::MapPlace, &[("at", &place.to_string()), ("n", &of.to_string())]);
    if name.is_empty() {
        return counted(lang, AccessMsg::MapCluster, u64::from(*count)).replace("{place}", &place);
    }
    let label = app.answers.catalog.with(|catalog| {
        let layer = catalog.as_ref().and_then(|c| c.layers.get(*layer));
        layer.map(|layer| layer.label.get(lang).0.to_owned()).unwrap_or_default()
    });
    fill(lang, AccessMsg::MapSymbol, &[("name", name), ("label", &label), ("place", &place)])
}
