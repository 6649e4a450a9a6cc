//! Still images of the map: the picture that is saved, and the basemap of a printed map.

use super::controller::{MapController, TILE_MAX_MS};
use super::ink::context_of;
use super::tiles::Tiles;
use diming_protocol::catalog::Basemap;
use diming_scene::camera::Camera;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

/// Interval at which loaded tiles are painted.
const PAINT_EVERY: Duration = Duration::from_millis(120);
/// Longest wait for tiles, milliseconds.
const WAIT_MAX_MS: f64 = 10_000.0;

thread_local! {
    static HOST: RefCell<Weak<RefCell<MapController>>> = const { RefCell::new(Weak::new()) };
}

/// Registers the page's map.
pub fn remember(host: &Rc<RefCell<MapController>>) {
    HOST.with_borrow_mut(|held| *held = Rc::downgrade(host));
}

/// The map as on the screen, at the screen's resolution, with room for `strip_px` below; and the device pixel ratio.
/// Without the basemap its pixels can always be read.
pub fn picture(with_basemap: bool, strip_px: impl FnOnce(f64) -> f64) -> Option<(HtmlCanvasElement, f64)> {
    let host = HOST.with_borrow(Weak::upgrade)?;
    let mut host = host.borrow_mut();
    let (viewport, dpr) = (host.camera.viewport, host.dpr());
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let height_px = viewport.height_px + strip_px(viewport.width_px);
    canvas.set_width((viewport.width_px * dpr).round() as u32);
    canvas.set_height((height_px * dpr).round() as u32);
    host.paint_onto(context_of(&canvas)?, with_basemap);
    Some((canvas, dpr))
}

/// The sources of the basemap that are shown, a bit each; 0 for none.
pub fn shown_sources() -> u32 {
    let host = HOST.with_borrow(Weak::upgrade);
    host.map_or(0, |host| host.borrow().status.basemap.with_untracked(|basemap| basemap.shown))
}

/// The basemap for a camera on a canvas of its own with `density` pixels per pixel of the camera. Calls `then` with
/// its sources that are shown, a bit each, once its tiles are loaded or have failed; `None`: it is not complete.
pub fn paint_basemap(
    basemap: Basemap,
    camera: Camera,
    canvas: &HtmlCanvasElement,
    density: f64,
    then: impl Fn(Option<u32>) + 'static,
) {
    let Some(context) = context_of(canvas) else { return then(None) };
    let mut tiles = Tiles::new(basemap, Rc::new(|| ()));
    tiles.switch_on(TILE_MAX_MS, false);
    let (tiles, began) = (RefCell::new(tiles), js_sys::Date::now());
    let timer: Rc<Cell<Option<IntervalHandle>>> = Rc::default();
    let own_timer = Rc::clone(&timer);
    let step = move || {
        let at = js_sys::Date::now();
        // `set_transform` does not fail for finite numbers.
        drop(context.set_transform(density, 0.0, 0.0, density, 0.0, 0.0));
        let mut tiles = tiles.borrow_mut();
        let painted = tiles.paint(&context, &camera, density, at);
        tiles.load_wanted();
        if (painted.covers || at - began > WAIT_MAX_MS)
            && let Some(timer) = own_timer.take()
        {
            timer.clear();
            let status = tiles.status();
            then(status.trouble.is_none().then_some(status.shown));
        }
    };
    timer.set(set_interval_with_handle(step, PAINT_EVERY).ok());
}
