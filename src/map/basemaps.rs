//! The basemap that is on, and the last ones before it, so that going back asks for nothing again.
//!
//! Another basemap is painted over the one before, which stays beneath until it is covered.

use super::tiles::Tiles;
use crate::reactive::State;
use diming_protocol::catalog::Basemap;
use diming_protocol::messages::Msg;
use diming_scene::camera::Camera;
use std::rc::Rc;
use web_sys::CanvasRenderingContext2d;

/// Basemaps whose tiles are kept.
const KEPT_MAX: usize = 3;

/// What is said of the basemap.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BasemapSays {
    /// Why it is not shown, or not all of it.
    pub trouble: Option<Msg>,
    /// Its pictures can be shown, but not read back.
    pub images_only: bool,
}

/// The basemaps of a visit.
pub struct Basemaps {
    /// The last chosen first.
    kept: Vec<Tiles>,
    /// Whether the first is on.
    is_on: bool,
    /// How many after the first are still painted beneath it.
    beneath: usize,
    says: State<BasemapSays>,
    /// Called when there is something to paint or to say.
    news: Rc<dyn Fn()>,
}

impl Basemaps {
    /// None yet; `news` is called when there is something to paint or to say.
    pub fn new(says: State<BasemapSays>, news: Rc<dyn Fn()>) -> Basemaps {
        Basemaps { kept: Vec::new(), is_on: false, beneath: 0, says, news }
    }

    /// Takes a basemap, or none. A tile that gives no answer for `patience_ms` counts as failed.
    pub fn choose(&mut self, basemap: Option<&Basemap>, patience_ms: u32, fades: bool) {
        if self.on().map(Tiles::basemap) == basemap {
            return;
        }
        let was_on = std::mem::replace(&mut self.is_on, basemap.is_some());
        self.kept.iter_mut().take(1).for_each(Tiles::rest);
        let Some(basemap) = basemap else {
            self.beneath = 0;
            return;
        };
        let mut tiles = match self.kept.iter().position(|tiles| tiles.basemap() == basemap) {
            Some(place) => self.kept.remove(place),
            None => Tiles::new(basemap.clone(), self.news.clone()),
        };
        tiles.take_up(patience_ms, fades);
        self.kept.insert(0, tiles);
        self.kept.truncate(KEPT_MAX);
        self.beneath = if was_on { (self.beneath + 1).min(self.kept.len() - 1) } else { 0 };
    }

    /// Asks again for what failed.
    pub fn retry(&mut self) {
        self.kept.iter_mut().take(self.is_on.into()).for_each(Tiles::retry);
    }

    fn on(&self) -> Option<&Tiles> {
        self.kept.first().filter(|_| self.is_on)
    }

    /// Says what there is to say; true where there is something to paint.
    pub fn tell(&self) -> bool {
        let says = self.on().map(Tiles::says).unwrap_or_default();
        if self.says.get_untracked() != says {
            self.says.set(says);
        }
        self.on().is_some_and(Tiles::has_something)
    }

    /// Paints what is there of the view and asks for what is not; true while a tile fades in.
    pub fn paint(&mut self, c: &CanvasRenderingContext2d, camera: &Camera, dpr: f64, now_ms: f64) -> bool {
        for tiles in self.kept.iter_mut().skip(1).take(self.beneath).rev() {
            tiles.paint(c, camera, dpr, now_ms);
        }
        let Some(tiles) = self.kept.first_mut().filter(|_| self.is_on) else { return false };
        let painted = tiles.paint(c, camera, dpr, now_ms);
        tiles.ask_for_wanted();
        if painted.covers {
            self.beneath = 0;
        }
        painted.fades
    }
}
