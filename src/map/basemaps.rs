//! The current basemap and the ones used before it, which keep their tiles so that switching back loads nothing.
//!
//! A new basemap is painted over the previous one until it covers it.

use super::tiles::Tiles;
use crate::reactive::State;
use diming_protocol::catalog::Basemap;
use diming_protocol::messages::Msg;
use diming_scene::camera::Camera;
use std::rc::Rc;
use web_sys::CanvasRenderingContext2d;

/// Number of basemaps whose tiles are kept.
const KEPT_MAX: usize = 3;

/// Status of the basemap.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BasemapStatus {
    /// Why it is missing or incomplete.
    pub trouble: Option<Msg>,
    /// Scripts cannot read its tiles (no CORS): they taint the canvas.
    pub images_only: bool,
    /// Its sources that are shown, a bit each.
    pub shown: u32,
}

/// The basemaps used in this visit.
pub struct Basemaps {
    /// The latest first.
    kept: Vec<Tiles>,
    /// Whether the first one is shown.
    is_on: bool,
    /// Number of earlier basemaps that are still painted below the first.
    beneath: usize,
    status: State<BasemapStatus>,
    /// Is called when a repaint is needed or the status has changed.
    on_change: Rc<dyn Fn()>,
}

impl Basemaps {
    /// Creates an empty list. `on_change` is called when a repaint is needed or the status has changed.
    pub fn new(status: State<BasemapStatus>, on_change: Rc<dyn Fn()>) -> Basemaps {
        Basemaps { kept: Vec::new(), is_on: false, beneath: 0, status, on_change }
    }

    /// Switches to a basemap, or to none. A tile without a response within `timeout_ms` counts as failed.
    pub fn choose(&mut self, basemap: Option<&Basemap>, timeout_ms: u32, fades: bool) {
        if self.on().map(Tiles::basemap) == basemap {
            return;
        }
        let was_on = std::mem::replace(&mut self.is_on, basemap.is_some());
        self.kept.iter_mut().take(1).for_each(Tiles::switch_off);
        let Some(basemap) = basemap else {
            self.beneath = 0;
            return;
        };
        let mut tiles = match self.kept.iter().position(|tiles| tiles.basemap() == basemap) {
            Some(place) => self.kept.remove(place),
            None => Tiles::new(basemap.clone(), self.on_change.clone()),
        };
        tiles.switch_on(timeout_ms, fades);
        self.kept.insert(0, tiles);
        self.kept.truncate(KEPT_MAX);
        self.beneath = if was_on { (self.beneath + 1).min(self.kept.len() - 1) } else { 0 };
    }

    /// Loads failed tiles again.
    pub fn retry(&mut self) {
        self.kept.iter_mut().take(self.is_on.into()).for_each(Tiles::retry);
    }

    fn on(&self) -> Option<&Tiles> {
        self.kept.first().filter(|_| self.is_on)
    }

    /// Updates the status; returns true if a repaint is needed.
    pub fn update_status(&self) -> bool {
        let status = self.on().map(Tiles::status).unwrap_or_default();
        if self.status.get_untracked() != status {
            self.status.set(status);
        }
        self.on().is_some_and(Tiles::has_something)
    }

    /// Paints the tiles in view and loads the missing ones; returns true while a tile fades in.
    pub fn paint(&mut self, c: &CanvasRenderingContext2d, camera: &Camera, dpr: f64, now_ms: f64) -> bool {
        for tiles in self.kept.iter_mut().skip(1).take(self.beneath).rev() {
            tiles.paint(c, camera, dpr, now_ms);
        }
        let Some(tiles) = self.kept.first_mut().filter(|_| self.is_on) else { return false };
        let painted = tiles.paint(c, camera, dpr, now_ms);
        tiles.load_wanted();
        if painted.covers {
            self.beneath = 0;
        }
        self.update_status();
        painted.fades
    }
}
