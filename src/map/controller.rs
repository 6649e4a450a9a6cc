//! The map controller, between view state and canvas: camera, motion, and when a frame is drawn.
//!
//! Frames are requested only when something changes. The camera changes here frame by frame; the view state is updated
//! at most ten times a second, and when the map rests.

mod course;

use super::basemaps::{BasemapStatus, Basemaps};
use super::colours::Colours;
use super::painter::{Frame, Painter};
use super::walk::Walked;
use crate::reactive::State;
use crate::state::{App, Goto, Resting, Theme};
use diming_protocol::catalog::Catalog;
use diming_protocol::geo::{LonLat, World, WorldBounds, mercator};
use diming_protocol::messages::Msg;
use diming_protocol::{FeatureId, Ground, Picture, Which};
use diming_scene::camera::{Camera, Limits, Px, ScaleBar, Viewport, scale_bar};
use diming_scene::labels::Turn;
use diming_scene::motion::Motion;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Shortest time between two updates of the view state while the map moves, milliseconds.
const RESTING_EVERY_MS: f64 = 100.0;
/// Shortest time between two label placements while the map moves, milliseconds.
const ARRANGE_EVERY_MS: f64 = 100.0;
/// Duration of the fading of symbols and names, milliseconds.
const FADE_MS: f64 = 150.0;
/// Widest scale bar, CSS pixels.
const SCALE_MAX_PX: f64 = 110.0;
/// Part of the map's width that it takes at most: the words beside it stay on their line.
const SCALE_PART_MAX: f64 = 0.2;
/// Longest timeout of a tile, milliseconds; the catalog may set a shorter one.
pub const TILE_MAX_MS: u32 = 12_000;
/// A frame later than this after the last one starts the clock of a motion again, milliseconds.
const FRAME_MAX_MS: f64 = 64.0;

/// Signals for what is shown beside the canvas.
#[derive(Clone, Copy)]
pub struct MapStatus {
    /// The scale bar.
    pub scale: State<Option<ScaleBar>>,
    /// What is under the pointer, and where.
    pub tip: State<Option<Tip>>,
    /// Hint in a frame: how to do what was just tried.
    pub hint: State<Option<Msg>>,
    /// The last step by keys.
    pub walked: State<Option<Walked>>,
    /// The problem of the basemap.
    pub basemap: State<BasemapStatus>,
    /// Set when a person retries the basemap.
    pub basemap_again: State<()>,
}

/// Label of what is under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    /// Name of a record; empty for a cluster.
    pub name: String,
    /// Records of a cluster.
    pub count: u32,
    /// Where its symbol is on the map.
    pub at: Px,
}

/// The map. Lives as long as its canvas.
pub struct MapController {
    /// The view state.
    pub app: App,
    /// Signals for what is shown beside the canvas.
    pub status: MapStatus,
    /// The canvas.
    pub canvas: HtmlCanvasElement,
    /// The camera; its viewport is empty until the canvas has a size.
    pub camera: Camera,
    /// Limits of the camera.
    pub limits: Limits,
    /// The painter.
    pub painter: Painter,
    /// The map has the keyboard focus.
    pub by_keys: bool,
    /// The symbol reached by keys.
    pub walked_to: Option<FeatureId>,
    /// The element that had the focus before the map.
    pub focus_before: Option<web_sys::HtmlElement>,
    /// CSS pixels per pixel of the camera: more than one in the elder view.
    pub scale: f64,
    /// Size of the canvas on the screen, CSS pixels.
    size_px: (f64, f64),
    catalog: Option<Arc<Catalog>>,
    picture: Arc<Picture>,
    hovered: Option<FeatureId>,
    basemaps: Basemaps,
    /// Tiles of a basemap cover the ground.
    has_tiles: bool,
    is_asked_anew: bool,
    motion: Option<Motion>,
    held: bool,
    placed: bool,
    dpr: f64,
    dirty: Dirty,
    arranged: (f64, f64),
    published: Option<(Camera, f64)>,
    last_ms: f64,
    /// The requested frame.
    frame_asked: Option<i32>,
    tick: Option<Closure<dyn FnMut(f64)>>,
}

/// What must be updated before the next frame.
#[derive(Clone, Copy, Default)]
struct Dirty {
    size: bool,
    style: bool,
    list: bool,
    labels: bool,
    fades: bool,
    /// Not only the map has moved: labels are placed anew.
    anew: bool,
}

/// Whether the system prefers reduced motion.
pub fn reduced_motion() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|m| m.matches())
}

fn system_is_dark() -> bool {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|m| m.matches())
}

impl MapController {
    /// Creates a map on a canvas; `None` if the browser cannot draw.
    pub fn new(app: App, status: MapStatus, canvas: HtmlCanvasElement) -> Option<Rc<RefCell<MapController>>> {
        let painter = Painter::new(&canvas)?;
        let whole = WorldBounds { min_x: 0.0, min_y: 0.0, max_x: 1.0, max_y: 1.0 };
        let host = Rc::new_cyclic(|me: &Weak<RefCell<MapController>>| {
            let map = me.clone();
            let on_change = Rc::new(move || {
                if let Some(host) = map.upgrade() {
                    host.borrow_mut().wake();
                }
            });
            RefCell::new(MapController {
                app,
                status,
                canvas,
                camera: Camera { center: World { x: 0.5, y: 0.5 }, zoom: 3.0, viewport: Viewport::default() },
                limits: Limits { bounds: whole, zoom_min: 0.0, zoom_max: 22.0 },
                painter,
                by_keys: false,
                walked_to: None,
                focus_before: None,
                scale: 1.0,
                size_px: (0.0, 0.0),
                catalog: None,
                picture: Arc::default(),
                hovered: None,
                basemaps: Basemaps::new(status.basemap, on_change),
                has_tiles: false,
                is_asked_anew: false,
                motion: None,
                held: false,
                placed: false,
                dpr: 1.0,
                dirty: Dirty::default(),
                arranged: (0.0, 0.0),
                published: None,
                last_ms: 0.0,
                frame_asked: None,
                tick: None,
            })
        });
        let me = Rc::downgrade(&host);
        host.borrow_mut().tick = Some(Closure::new(move |now_ms: f64| {
            if let Some(host) = me.upgrade() {
                host.borrow_mut().frame(now_ms);
            }
        }));
        Some(host)
    }

    /// Requests a frame.
    pub fn wake(&mut self) {
        if let Some(tick) = self.tick.as_ref().filter(|_| self.frame_asked.is_none()) {
            self.frame_asked = window().request_animation_frame(tick.as_ref().unchecked_ref()).ok();
        }
    }

    /// Reads the size of the canvas, so that the first look need not wait for a frame; unless that came before.
    pub fn measure(&mut self) {
        if self.size_px.0 > 0.0 {
            return;
        }
        self.cover(self.app.map_commands.covered_px.get_untracked());
        let rect = self.canvas.get_bounding_client_rect();
        self.resize(rect.width(), rect.height());
    }

    /// The canvas was resized, CSS pixels.
    pub fn resize(&mut self, width_px: f64, height_px: f64) {
        self.size_px = (width_px, height_px);
        self.camera.viewport.width_px = width_px / self.scale;
        self.camera.viewport.height_px = height_px / self.scale;
        self.dirty.size = true;
        self.place();
        self.wake();
    }

    /// The bottom sheet covers more or less of the map.
    pub fn cover(&mut self, covered_px: f64) {
        self.camera.viewport.covered_px = covered_px / self.scale;
        self.camera = self.camera.within(&self.limits);
        self.wake();
    }

    /// The catalog has changed; if only layers were added or removed, the camera stays.
    pub fn open(&mut self, catalog: Arc<Catalog>) {
        let frame = |catalog: &Catalog| (catalog.bounds, catalog.home, catalog.zoom_min, catalog.zoom_max);
        let stays = self.catalog.as_deref().is_some_and(|now| frame(now) == frame(&catalog));
        self.limits = Limits {
            bounds: mercator::world_bounds(catalog.bounds),
            zoom_min: catalog.zoom_min,
            zoom_max: catalog.zoom_max,
        };
        self.catalog = Some(catalog);
        self.placed &= stays;
        self.dirty.style = true;
        self.dirty.list = true;
        self.place();
        self.set_basemap();
        self.wake();
    }

    /// Scales everything: CSS pixels per pixel of the camera.
    pub fn set_scale(&mut self, scale: f64) {
        if self.scale != scale {
            self.camera.viewport.covered_px *= self.scale / scale;
            self.scale = scale;
            self.dirty.style = true;
            self.resize(self.size_px.0, self.size_px.1);
        }
    }

    /// The theme or the language has changed.
    pub fn restyle(&mut self) {
        self.dirty.style = true;
        self.wake();
    }

    /// The picture or the selection has changed.
    pub fn show(&mut self, picture: Arc<Picture>) {
        // Nothing fades until everything has been loaded once: that first drawing is final.
        self.dirty.fades |= crate::user_timing::is_ready() && !reduced_motion();
        self.picture = picture;
        self.dirty.list = true;
        self.dirty.anew |= std::mem::take(&mut self.is_asked_anew);
        self.wake();
    }

    /// Something else is asked for: the next picture keeps nothing of this one.
    pub fn ask_anew(&mut self) {
        self.is_asked_anew = true;
    }

    /// The ground has changed.
    pub fn lay(&mut self, ground: Arc<Ground>) {
        self.dirty.labels = true;
        self.dirty.fades |= crate::user_timing::is_ready() && !reduced_motion();
        self.painter.lay(ground);
        self.wake();
    }

    /// Another record is hovered, here or in the list.
    pub fn hover(&mut self, hovered: Option<FeatureId>) {
        self.hovered = hovered;
        self.wake();
    }

    /// Sets the first camera once size and catalog are known, and tells it: the engine answers while the frame is made.
    fn place(&mut self) {
        if self.placed || self.camera.viewport.width_px < 1.0 || self.catalog.is_none() {
            return;
        }
        self.placed = true;
        let order = self.app.map_commands.goto.get_untracked().map_or(Goto::Home, |(_, goto)| goto);
        self.camera = self.home();
        self.camera = self.goal_of(order).within(&self.limits);
        self.publish(self.last_ms);
    }

    /// A drag or pinch begins or ends.
    pub fn hold(&mut self, held: bool) {
        self.held = held;
        if held {
            self.motion = None;
        }
        self.wake();
    }

    /// Sets the camera at once, during a drag or pinch.
    pub fn put(&mut self, camera: Camera) {
        self.camera = camera.within(&self.limits);
        self.wake();
    }

    /// Switches to the basemap of the view state, if it is usable.
    pub fn set_basemap(&mut self) {
        let wanted = self.app.view.basemap.get_untracked();
        let Some(catalog) = self.catalog.as_ref() else { return };
        let basemap = catalog.basemaps.iter().find(|b| Some(&b.id) == wanted.as_ref());
        let usable = basemap.filter(|b| super::tiles::is_usable(b));
        let timeout_ms = catalog.silence_s.saturating_mul(1000).min(TILE_MAX_MS);
        self.basemaps.choose(usable, timeout_ms, !reduced_motion());
        self.wake();
    }

    /// Loads failed tiles of the basemap again.
    pub fn retry_basemap(&mut self) {
        self.basemaps.retry();
        self.wake();
    }

    fn frame(&mut self, now_ms: f64) {
        self.frame_asked = None;
        if !self.placed {
            return;
        }
        let since_ms = now_ms - self.last_ms;
        let dt_ms = if since_ms > FRAME_MAX_MS { 16.0 } else { since_ms.max(0.0) };
        self.last_ms = now_ms;
        if let Some(motion) = self.motion.take() {
            (self.camera, self.motion) = motion.step(self.camera, &self.limits, dt_ms);
        }
        let has_tiles = self.basemaps.update_status();
        self.dirty.labels |= std::mem::replace(&mut self.has_tiles, has_tiles) != has_tiles;
        self.prepare(now_ms);
        let fading = self.painter.fade(dt_ms / FADE_MS);
        let is_choosing = self.app.session.choosing.get_untracked().is_some();
        let crosshair = self.by_keys && (is_choosing || super::walk::here(self).is_none());
        let origin = self.origin();
        let tiles = Some(&mut self.basemaps).filter(|_| self.has_tiles);
        let pins = self.app.map_commands.pins.get_untracked();
        let waits = self.painter.paint(Frame {
            camera: &self.camera,
            hovered: self.hovered,
            crosshair,
            origin,
            pins: &pins,
            tiles,
            is_still: false,
            now_ms,
        });
        let has_moved = self.published.is_none_or(|(camera, _)| camera != self.camera);
        let unsaid = self.publish(now_ms);
        let arranging = self.arranged.0 != self.camera.zoom;
        if self.motion.is_some() || fading || waits || has_moved || unsaid || arranging {
            self.wake();
        }
        if !waits {
            let at_rest = self.motion.is_none() && !fading && !has_moved && !arranging;
            crate::user_timing::painted(self.app, at_rest);
        }
    }

    /// Device pixel ratio.
    pub fn dpr(&self) -> f64 {
        self.dpr
    }

    /// Paints the map onto another canvas, without hover effects.
    pub fn paint_onto(&mut self, context: CanvasRenderingContext2d, with_basemap: bool) {
        let pins = self.app.map_commands.pins.get_untracked();
        let has_tiles = with_basemap && self.basemaps.update_status();
        let origin = self.origin();
        let tiles = Some(&mut self.basemaps).filter(|_| has_tiles);
        if has_tiles != self.has_tiles {
            self.painter.arrange_labels(self.camera.world_px(), Turn::default(), has_tiles);
            self.dirty.labels = true;
        }
        let (camera, now_ms) = (&self.camera, self.last_ms);
        let is_still = true;
        let frame = Frame { camera, hovered: None, crosshair: false, origin, pins: &pins, tiles, is_still, now_ms };
        self.painter.paint_onto(context, frame);
    }

    /// The origin of distances, and the radius of the distance filter.
    fn origin(&self) -> Option<(LonLat, Option<f64>)> {
        let radius_m = self.app.view.radius_m.get_untracked();
        self.app.view.from.with_untracked(|origin| origin.as_ref().map(|origin| (origin.at, radius_m)))
    }

    /// Updates what has changed since the last frame.
    fn prepare(&mut self, now_ms: f64) {
        let dirty = std::mem::take(&mut self.dirty);
        let Some(catalog) = self.catalog.clone() else { return };
        let dpr = window().device_pixel_ratio().clamp(0.5, 4.0) * self.scale;
        if dirty.size || dpr != self.dpr {
            self.canvas.set_width((self.camera.viewport.width_px * dpr).round() as u32);
            self.canvas.set_height((self.camera.viewport.height_px * dpr).round() as u32);
            self.camera = self.camera.within(&self.limits);
        }
        if dirty.style || dpr != self.dpr {
            let dark = match self.app.view.theme.get_untracked() {
                Theme::Auto => system_is_dark(),
                theme => theme == Theme::Dark,
            };
            let colours = Colours::read(&self.canvas, &catalog, dark);
            self.painter.style(colours, self.app.view.lang.get_untracked(), dpr);
        }
        self.dpr = dpr;
        if dirty.list {
            self.painter.show(&self.picture, &catalog.layers, self.selected(), dirty.fades);
        }
        let moving = self.motion.is_some() || self.held;
        let rescaled = self.arranged.0 != self.camera.zoom && (!moving || now_ms - self.arranged.1 >= ARRANGE_EVERY_MS);
        if dirty.list || dirty.labels || dirty.style || dirty.size || rescaled {
            let fades = crate::user_timing::is_ready() && !reduced_motion() && !dirty.style;
            let keeps = !(dirty.style || dirty.size || dirty.anew);
            self.painter.arrange_labels(self.camera.world_px(), Turn { fades, keeps }, self.has_tiles);
            self.arranged = (self.camera.zoom, now_ms);
        }
    }

    fn selected(&self) -> Option<FeatureId> {
        match self.app.view.selected.get_untracked() {
            Some(Which::Id(id)) => Some(id),
            Some(which @ Which::Key(..)) => self.app.answers.card.with_untracked(|card| {
                let card = card.as_ref()?;
                let layer = self.catalog.as_ref()?.layers.get(card.id.layer())?;
                (which == Which::Key(layer.id.clone(), card.key.clone())).then_some(card.id)
            }),
            None => None,
        }
    }

    /// Updates the view state with the camera; returns true if that must wait.
    fn publish(&mut self, now_ms: f64) -> bool {
        let (last, at_ms) = self.published.map_or((None, f64::NEG_INFINITY), |(c, at)| (Some(c), at));
        if last == Some(self.camera) {
            return false;
        }
        let moving = self.motion.is_some() || self.held;
        if moving && now_ms - at_ms < RESTING_EVERY_MS {
            return true;
        }
        self.published = Some((self.camera, now_ms));
        self.app.view.resting.set(Some(Resting {
            center_lonlat: mercator::lonlat_from_world(self.camera.center),
            zoom: self.camera.zoom,
            bounds: self.camera.seen_bounds(),
        }));
        let max_px = SCALE_MAX_PX.min(self.camera.viewport.width_px * SCALE_PART_MAX);
        let bar = scale_bar(&self.camera, max_px);
        let bar = ScaleBar { width_px: bar.width_px * self.scale, ..bar };
        if self.status.scale.get_untracked() != Some(bar) {
            self.status.scale.set(Some(bar));
        }
        if self.by_keys && !moving {
            super::walk::show_here(self);
        }
        false
    }
}

impl Drop for MapController {
    fn drop(&mut self) {
        if let Some(frame) = self.frame_asked {
            // `cancel_animation_frame` does not fail.
            drop(window().cancel_animation_frame(frame));
        }
    }
}
