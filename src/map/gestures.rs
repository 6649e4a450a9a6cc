//! Gestures and keys of the map: drag, wheel, double click, pinch, fling, arrows, plus and minus, Home, Enter, Escape.

use super::controller::{MapController, Tip};
use super::walk;
use super::whole_screen::shares_scroll;
use crate::engine_client;
use crate::state::{App, Choosing, Goto, Origin, OriginKind};
use diming_protocol::geo::mercator::lonlat_from_world;
use diming_protocol::messages::Msg;
use diming_protocol::{FeatureId, Request, Which};
use diming_scene::camera::Px;
use diming_scene::hit::{COARSE, FINE, Hit, hit};
use diming_scene::motion::{Hand, Motion};
use diming_scene::walk::Direction;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, TouchEvent, WheelEvent};

/// A pointer that moves less than this clicks, CSS pixels: mouse or pen, finger.
const CLICK_PX: (f64, f64) = (4.0, 10.0);
/// Movement of one press of an arrow key, CSS pixels.
const ARROW_PX: f64 = 96.0;
/// Wheel travel that doubles the scale, pixels: about two and a half notches of a mouse.
const WHEEL_PX: f64 = 260.0;
/// The same for a trackpad pinch, which browsers report as a wheel with Ctrl.
const WHEEL_PINCH_PX: f64 = 70.0;
/// Pixels per line and per page, for wheel events in these units.
const WHEEL_LINE_PX: f64 = 33.0;
const WHEEL_PAGE_PX: f64 = 400.0;
/// Largest change of zoom by one wheel event.
const WHEEL_MAX: f64 = 0.8;
/// Duration of a hint.
const HINT_FOR: Duration = Duration::from_millis(1_800);

/// A pressed pointer.
struct Down {
    id: i32,
    at: Px,
    start: Px,
}

/// The pressed pointers and what they have done.
#[derive(Default)]
pub struct Gestures {
    down: Vec<Down>,
    hand: Hand,
    /// More than a click: it has moved, or there was a second finger.
    moved: bool,
}

/// Position of an event on the map, in pixels of the camera.
fn place_of(host: &MapController, event: &MouseEvent) -> Px {
    Px { x: f64::from(event.offset_x()) / host.scale, y: f64::from(event.offset_y()) / host.scale }
}

fn is_touch(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

impl Gestures {
    /// A pointer goes down.
    pub fn press(&mut self, host: &mut MapController, event: &PointerEvent) {
        if event.button() != 0 || self.down.len() == 2 {
            return;
        }
        let at = place_of(host, event);
        self.moved = !self.down.is_empty();
        self.down.push(Down { id: event.pointer_id(), at, start: at });
        self.hand.clear();
        self.hand.at(event.time_stamp(), at);
        // Without capture the drag ends at the map's edge, which does no harm.
        drop(host.canvas.set_pointer_capture(event.pointer_id()));
        host.by_keys = false;
        host.status.tip.set(None);
        host.hold(true);
    }

    /// A pointer moves.
    pub fn travel(&mut self, host: &mut MapController, event: &PointerEvent) {
        let at = place_of(host, event);
        let Some(i) = self.down.iter().position(|d| d.id == event.pointer_id()) else {
            if !is_touch(event) && self.down.is_empty() {
                point(host, at);
            }
            return;
        };
        let before = self.down[i].at;
        self.down[i].at = at;
        match self.down.as_slice() {
            [_] if is_touch(event) && shares_scroll(host.app) => {
                // One finger scrolls the page around the frame.
                if at.distance(self.down[i].start) >= CLICK_PX.1 {
                    self.moved = true;
                    hint(host, Msg::HintTouch);
                }
                self.down[i].at = before;
            }
            [one] => {
                let slack = if is_touch(event) { CLICK_PX.1 } else { CLICK_PX.0 };
                if !self.moved && at.distance(one.start) < slack {
                    self.down[i].at = before;
                    return;
                }
                self.moved = true;
                self.hand.at(event.time_stamp(), at);
                host.put(host.camera.dragged(Px { x: at.x - before.x, y: at.y - before.y }));
            }
            [a, b] => {
                let other = if i == 0 { b.at } else { a.at };
                let middle = |p: Px| Px { x: (p.x + other.x) / 2.0, y: (p.y + other.y) / 2.0 };
                let (from, to) = (middle(before), middle(at));
                let grown = at.distance(other).max(1.0) / before.distance(other).max(1.0);
                let moved = host.camera.dragged(Px { x: to.x - from.x, y: to.y - from.y });
                host.put(moved.zoomed_about(to, host.limits.zoom(host.camera.zoom + grown.log2())));
            }
            _ => {}
        }
    }

    /// A pointer goes up or is cancelled.
    pub fn release(&mut self, host: &mut MapController, event: &PointerEvent, lost: bool) {
        let Some(i) = self.down.iter().position(|d| d.id == event.pointer_id()) else { return };
        self.down.remove(i);
        if !self.down.is_empty() {
            // The remaining finger continues the drag from its position.
            self.hand.clear();
            return;
        }
        host.hold(false);
        if lost {
            return;
        }
        if !self.moved {
            click(host, place_of(host, event), is_touch(event));
        } else if let Some(glide) = self.hand.fling(event.time_stamp()) {
            host.begin(glide);
        }
    }
}

/// The pointer leaves the map.
pub fn leave(host: &mut MapController) {
    host.app.session.hovered.set(None);
    host.status.tip.set(None);
}

/// In a frame, two-finger gestures belong to the map: the browser would scroll the page with them as well.
pub fn keep_touch(app: App, event: &TouchEvent) {
    if shares_scroll(app) && event.touches().length() > 1 && event.cancelable() {
        event.prevent_default();
    }
}

/// Shows for a while how to do in a frame what was just tried.
fn hint(host: &mut MapController, words: Msg) {
    let shown = host.status.hint;
    if shown.get_untracked().is_none() {
        shown.set(Some(words));
        set_timeout(move || shown.set(None), HINT_FOR);
    }
}

/// The wheel turns, or two fingers move on a trackpad.
pub fn wheel(host: &mut MapController, event: &WheelEvent) {
    if shares_scroll(host.app) && !event.ctrl_key() && !event.meta_key() {
        return hint(host, Msg::HintWheel);
    }
    event.prevent_default();
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => WHEEL_LINE_PX,
        WheelEvent::DOM_DELTA_PAGE => WHEEL_PAGE_PX,
        _ => 1.0,
    };
    let per_zoom = if event.ctrl_key() { WHEEL_PINCH_PX } else { WHEEL_PX };
    let by = (-event.delta_y() * unit / per_zoom).clamp(-WHEEL_MAX, WHEEL_MAX);
    if by != 0.0 {
        let zoom = host.limits.zoom(host.zoom_goal() + by);
        host.status.tip.set(None);
        host.begin(Motion::Zoom { about: place_of(host, event), zoom });
    }
}

/// A double click zooms in about its position; with Shift, out.
pub fn double_click(host: &mut MapController, event: &MouseEvent) {
    let by = if event.shift_key() { -1.0 } else { 1.0 };
    let zoom = host.limits.zoom(host.goal().zoom + by);
    host.fly(host.camera.zoomed_about(place_of(host, event), zoom));
}

/// Zooms about the centre, for buttons and keys.
pub fn zoom_by(host: &mut MapController, by: f64) {
    let goal = host.goal();
    host.fly(goal.zoomed_about(goal.viewport.middle(), host.limits.zoom((goal.zoom + by).round())));
}

/// Handles a key. Keys with Ctrl, Alt or Meta are left to the browser. Arrows move between symbols; with Shift, or
/// while a point is being chosen, they pan the map.
pub fn key(host: &mut MapController, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let direction = match event.key().as_str() {
        "ArrowLeft" => Some(Direction::Left),
        "ArrowRight" => Some(Direction::Right),
        "ArrowUp" => Some(Direction::Up),
        "ArrowDown" => Some(Direction::Down),
        _ => None,
    };
    match (direction, event.key().as_str()) {
        (Some(direction), _) => {
            host.by_keys = true;
            if event.shift_key() || host.app.session.choosing.get_untracked().is_some() {
                pan(host, direction);
            } else {
                walk::step(host, direction);
            }
        }
        (_, "PageDown") => walk::turn(host, 1),
        (_, "PageUp") => walk::turn(host, -1),
        (_, "+" | "=") => zoom_by(host, 1.0),
        (_, "-" | "_") => zoom_by(host, -1.0),
        (_, "Home") => host.go(Goto::Home),
        (_, "Enter") => open_here(host),
        (_, "Escape") => escape(host),
        _ => return,
    }
    event.prevent_default();
}

/// Pans by one press of an arrow key.
pub fn pan(host: &mut MapController, direction: Direction) {
    let unit = direction.unit();
    let goal = host.goal();
    host.fly(goal.dragged(Px { x: -unit.x * ARROW_PX, y: -unit.y * ARROW_PX }));
}

/// Escape closes what is open, then leaves the map and returns the focus to where it was before.
fn escape(host: &mut MapController) {
    if host.app.session.choosing.get_untracked().is_some() {
        host.app.session.choosing.set(None);
    } else if host.app.view.selected.with_untracked(Option::is_some) {
        host.app.view.selected.set(None);
    } else {
        let (canvas, before) = (host.canvas.clone(), host.focus_before.take().filter(|held| held.is_connected()));
        // `blur` calls back into the map at once, so the map must not be borrowed here.
        queue_microtask(move || match before {
            Some(before) => crate::ui::focus::to(&before),
            // `blur` does not fail for an element in the page.
            None => drop(canvas.blur()),
        });
    }
}

fn open_here(host: &mut MapController) {
    host.by_keys = true;
    if host.app.session.choosing.get_untracked().is_some() {
        return click(host, host.camera.viewport.middle(), false);
    }
    if let Some(i) = walk::here(host) {
        open_symbol(host, i);
    }
    host.wake();
}

fn point(host: &mut MapController, at: Px) {
    let hit = hit(&host.painter.list, &host.camera, at, FINE);
    let is_name = || host.painter.names.labels.name_at(&host.camera, at).is_some();
    let cursor = match hit {
        _ if host.app.session.choosing.get_untracked().is_some() => "crosshair",
        Some(Hit::Symbol(_)) => "pointer",
        found if found.is_some() || is_name() => "pointer",
        _ => "",
    };
    let style = web_sys::HtmlElement::style(&host.canvas);
    if style.get_property_value("cursor").as_deref() != Ok(cursor) {
        // A failure only leaves the old cursor.
        drop(style.set_property("cursor", cursor));
    }
    show_tip(host, hit, at);
}

/// Labels what is under the pointer: symbols above themselves, lines and areas at the pointer.
pub fn show_tip(host: &mut MapController, hit: Option<Hit>, pointer: Px) {
    let id = hit.and_then(|h| record_of(host, h));
    if host.app.session.hovered.get_untracked() != id {
        host.app.session.hovered.set(id);
    }
    let tip = match hit {
        Some(Hit::Symbol(i)) => {
            let symbol = &host.painter.list.symbols[i];
            let at = host.camera.screen_from_world(symbol.at);
            let at = Px { x: at.x * host.scale, y: (at.y - symbol.radius_px) * host.scale };
            Some(Tip { name: symbol.label.clone(), count: symbol.count(), at })
        }
        Some(Hit::Shape(i)) => {
            let at = Px { x: pointer.x * host.scale, y: pointer.y * host.scale };
            Some(Tip { name: host.painter.list.shapes[i].label.clone(), count: 1, at })
        }
        None => None,
    };
    if host.status.tip.with_untracked(|old| *old != tip) {
        host.status.tip.set(tip);
    }
}

fn record_of(host: &MapController, hit: Hit) -> Option<FeatureId> {
    let list = &host.painter.list;
    match hit {
        Hit::Symbol(i) => list.symbols.get(i).filter(|s| !s.is_cluster()).map(|s| s.id),
        Hit::Shape(i) => list.shapes.get(i).map(|s| s.id),
    }
}

fn click(host: &mut MapController, at: Px, touch: bool) {
    let app = host.app;
    if let Some(choosing) = app.session.choosing.get_untracked() {
        let at = lonlat_from_world(host.camera.world_from_screen(at));
        app.session.choosing.set(None);
        match choosing {
            Choosing::From => app.start_from(Origin { at, kind: OriginKind::Chosen }),
            Choosing::Workspace(id) => {
                if let Some(picked) = app.spec(id).and_then(|spec| spec.picked) {
                    picked(app, at);
                }
            }
        }
        return;
    }
    // A place name of the ground stands above areas and below signs: chosen, it becomes a sign.
    let name = host.painter.names.labels.name_at(&host.camera, at).map(|(id, _)| id);
    match (hit(&host.painter.list, &host.camera, at, if touch { COARSE } else { FINE }), name) {
        (Some(Hit::Symbol(i)), _) => open_symbol(host, i),
        (_, Some(id)) => choose(app, id),
        (Some(found @ Hit::Shape(_)), None) => app.view.selected.set(record_of(host, found).map(Which::Id)),
        (None, None) => {
            app.view.selected.set(None);
            app.session.spot.set(None);
        }
    }
}

fn open_symbol(host: &mut MapController, i: usize) {
    let Some(symbol) = host.painter.list.symbols.get(i) else { return };
    if symbol.is_cluster() {
        engine_client::ask(Request::Members { id: symbol.id, zoom_step: host.painter.list.zoom_step });
    } else {
        choose(host.app, symbol.id);
    }
}

fn choose(app: App, id: FeatureId) {
    app.session.spot.set(None);
    app.view.selected.set(Some(Which::Id(id)));
}

/// The map gains or loses the focus. Remembers what had it before; with visible focus, keys move the map.
pub fn focus(host: &mut MapController, event: Option<&FocusEvent>) {
    host.by_keys = event.is_some() && host.canvas.matches(":focus-visible").unwrap_or(false);
    if host.by_keys {
        let before = event.and_then(|event| event.related_target()).and_then(|held| held.dyn_into().ok());
        host.focus_before = before.or(host.focus_before.take());
        walk::show_here(host);
    } else {
        leave(host);
    }
    host.wake();
}
