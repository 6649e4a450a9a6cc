//! The tiles of a raster basemap by URL template (XYZ and WMTS): painted, faded in, kept in a bounded cache.
//!
//! A basemap has one source or several by level. The one that has the level of the view is painted above the others, which
//! are seen until its tiles have come, and asked for where it has none.
//!
//! A kept tile is not requested again, nor one that the server does not have. A failed one is requested again when it
//! comes back into view. At most `LOADING_MAX` tiles load at a time. A server whose tiles fail one after the other
//! gets no requests until a retry.

use super::basemaps::BasemapStatus;
use super::tile_fetch::{Outcome, Server, TileTimeout, fetch, image, read, why_unreadable};
use diming_protocol::catalog::{Basemap, MatrixSet, TileSource};
use diming_protocol::messages::Msg;
use diming_scene::camera::Camera;
use diming_scene::order::in_order;
use diming_scene::tiles::{Cell, cells_in, place, sources_for};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use web_sys::{AbortController, CanvasRenderingContext2d, ImageBitmap};

/// Most tiles kept, unless one view needs more.
const KEPT_MAX: usize = 384;
/// Most tiles kept of a hidden basemap, beside its last view.
const HIDDEN_MAX: usize = 96;
/// Most tiles remembered as missing on the server.
const MISSING_MAX: usize = 4096;
/// Most tiles loaded at a time.
const LOADING_MAX: usize = 16;
/// Most tiles of a view for which a dense screen uses the next finer level.
const FINER_MAX: usize = 448;
/// Device pixel ratio from which on a screen is dense.
const DENSE_DPR: f64 = 1.5;
/// Time a tile takes to fade in, milliseconds.
const FADE_MS: f64 = 160.0;
/// Levels searched for a coarser tile while the right one loads.
const COARSER_MAX: u8 = 5;
/// Levels searched for finer tiles.
const FINER_LEVELS: u8 = 2;

/// A tile: index of its template, and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct TileId {
    template: usize,
    /// Double resolution (`{r}`).
    dense: bool,
    cell: Cell,
}

/// A URL template of a source.
struct Template {
    url: String,
    source: usize,
    set: MatrixSet,
    /// The first of its source, which has no transparent parts.
    is_ground: bool,
}

enum Tile {
    Loading(AbortController),
    Ready {
        picture: ImageBitmap,
        since_ms: Option<f64>,
        used: u64,
    },
    /// The server does not have the tile.
    Missing,
    Failed,
}

type TileMap = HashMap<TileId, Tile>;

struct Store {
    tiles: TileMap,
    /// One for each template.
    servers: Vec<Server>,
}

/// The tiles of one basemap.
pub struct Tiles {
    basemap: Basemap,
    sources: Vec<TileSource>,
    /// Those of all sources.
    templates: Vec<Template>,
    store: Rc<RefCell<Store>>,
    /// Is called when a repaint is needed or the status has changed.
    on_change: Rc<dyn Fn()>,
    fades: bool,
    timeout_ms: u32,
    wanted: Vec<TileId>,
    /// The sources of which something was painted, a bit each.
    shown: u32,
    frame: u64,
}

/// Result of painting.
pub struct Painted {
    /// A tile still fades in.
    pub fades: bool,
    /// The view is complete: nothing below is visible.
    pub covers: bool,
    /// Something was drawn.
    pub is_seen: bool,
}

/// Whether a basemap can be used: each of its sources has a key if its templates need one.
pub fn is_usable(basemap: &Basemap) -> bool {
    let has_key = |source: &TileSource| !source.key.is_empty() || source.urls.iter().all(|url| !url.contains("{key}"));
    basemap.tile_sources().iter().all(|source| !source.urls.is_empty() && has_key(source))
}

impl Tiles {
    /// The tiles of a basemap, none loaded. `on_change` is called when a repaint is needed or the status has changed.
    pub fn new(basemap: Basemap, on_change: Rc<dyn Fn()>) -> Tiles {
        let sources = basemap.tile_sources();
        let templates_of = |(source, of): (usize, &TileSource)| {
            let template =
                |(i, url): (usize, &String)| Template { url: url.clone(), source, set: of.tiles, is_ground: i == 0 };
            of.urls.iter().enumerate().map(template).collect::<Vec<_>>()
        };
        let templates: Vec<Template> = sources.iter().enumerate().flat_map(templates_of).collect();
        let servers = templates.iter().map(|template| Server::of(&template.url)).collect();
        let store = Rc::new(RefCell::new(Store { tiles: HashMap::new(), servers }));
        let (wanted, shown) = (Vec::new(), 0);
        Tiles { basemap, sources, templates, store, on_change, fades: true, timeout_ms: 0, wanted, shown, frame: 0 }
    }

    /// The basemap.
    pub fn basemap(&self) -> &Basemap {
        &self.basemap
    }

    /// The basemap is switched on, for the first time or again.
    pub fn switch_on(&mut self, timeout_ms: u32, fades: bool) {
        (self.timeout_ms, self.fades) = (timeout_ms, fades);
        self.retry();
    }

    /// The basemap is switched off: pending tiles are aborted, those of the last view and some more are kept.
    pub fn switch_off(&mut self) {
        self.wanted.clear();
        self.drop_unwanted();
        self.trim(HIDDEN_MAX);
    }

    /// Loads failed tiles again.
    pub fn retry(&mut self) {
        let mut store = self.store.borrow_mut();
        let Store { tiles, servers } = &mut *store;
        tiles.retain(|id, tile| match tile {
            Tile::Failed => false,
            Tile::Missing => servers[id.template].trouble.is_none(),
            _ => true,
        });
        servers.iter_mut().for_each(Server::retry);
    }

    /// The status of the basemap.
    pub fn status(&self) -> BasemapStatus {
        let servers = &self.store.borrow().servers;
        BasemapStatus {
            trouble: servers.iter().find_map(|server| server.trouble),
            images_only: servers.iter().any(|server| server.is_readable == Some(false)),
            shown: self.shown,
        }
    }

    /// Whether any of it is visible or will be soon.
    pub fn has_something(&self) -> bool {
        let store = self.store.borrow();
        let goes_on = |source: usize| {
            let mut all = self.templates.iter().zip(&store.servers).filter(|(of, _)| of.source == source);
            all.all(|(_, server)| !server.is_stopped())
        };
        (0..self.sources.len()).any(goes_on) || store.tiles.values().any(|tile| matches!(tile, Tile::Ready { .. }))
    }

    /// Paints the loaded tiles in view: of the source that has its level, and beneath those of the others until it covers
    /// them.
    pub fn paint(&mut self, c: &CanvasRenderingContext2d, camera: &Camera, dpr: f64, now_ms: f64) -> Painted {
        self.frame += 1;
        let sources = sources_for(&self.sources, camera.zoom);
        let views: Vec<Vec<TileId>> = sources.iter().map(|&(i, level)| self.tiles_of(i, level, camera, dpr)).collect();
        c.set_image_smoothing_enabled(true);
        let mut painted = Painted { fades: false, covers: true, is_seen: false };
        let mut store = self.store.borrow_mut();
        let Store { tiles, servers } = &mut *store;
        let pen = Pen { c, camera, dpr, now_ms, fades: self.fades, frame: self.frame, templates: &self.templates };
        let ground = |view: &Vec<TileId>| view.clone().into_iter().filter(|id| self.templates[id.template].is_ground);
        let is_whole = |view| ground(view).all(|id| pen.alpha_of(tiles, id).is_some_and(|alpha| alpha >= 1.0));
        let depth = views.iter().position(is_whole).map_or(views.len(), |whole| whole + 1);
        let lacks = |view: &Vec<TileId>| {
            ground(view).any(|id| {
                matches!(tiles.get(&id), Some(Tile::Missing | Tile::Failed)) || servers[id.template].is_stopped()
            })
        };
        let asked = 1 + views.iter().take_while(|view| lacks(view)).count();
        self.shown = sources.first().map_or(0, |(first, _)| 1 << first);
        for (place, (view, (source, _))) in views.iter().zip(&sources).enumerate().take(depth).rev() {
            for &id in view {
                let is_settled = place >= asked || servers[id.template].is_stopped();
                let of_tile = pen.paint(tiles, id);
                painted.fades |= of_tile.fades;
                painted.covers &= of_tile.covers || is_settled;
                self.shown |= u32::from(of_tile.is_seen) << source;
            }
        }
        self.wanted = views.into_iter().take(asked).flatten().collect();
        c.set_global_alpha(1.0);
        painted
    }

    /// Loads the missing tiles of the last view and aborts the others.
    pub fn load_wanted(&mut self) {
        self.drop_unwanted();
        self.trim(KEPT_MAX);
        self.wanted.iter().for_each(|&id| self.ask(id));
    }

    /// Tiles of a source in view at a level, template by template, the nearest to the centre first.
    fn tiles_of(&self, source: usize, level: u8, camera: &Camera, dpr: f64) -> Vec<TileId> {
        let TileSource { urls, tiles, level_max, .. } = &self.sources[source];
        let is_dense = dpr >= DENSE_DPR;
        let plain = cells_in(camera, *tiles, level);
        let has_finer = is_dense && level < *level_max && plain.len() * urls.len() * 4 <= FINER_MAX;
        let finer = if has_finer { cells_in(camera, *tiles, level + 1) } else { Vec::new() };
        let of_template = |(template, of): (usize, &Template)| {
            let dense = is_dense && of.url.contains("{r}");
            let cells = if has_finer && !dense { &finer } else { &plain };
            cells.iter().map(|&cell| TileId { template, dense, cell }).collect::<Vec<_>>()
        };
        self.templates.iter().enumerate().filter(|(_, of)| of.source == source).flat_map(of_template).collect()
    }

    fn drop_unwanted(&self) {
        let mut store = self.store.borrow_mut();
        let Store { tiles, servers } = &mut *store;
        tiles.retain(|id, tile| match tile {
            Tile::Ready { .. } | Tile::Missing => true,
            _ if self.wanted.contains(id) => true,
            Tile::Loading(abort) => {
                abort.abort();
                servers[id.template].loading -= 1;
                false
            }
            Tile::Failed => false,
        });
    }

    /// Drops the least recently painted tiles above the limit, but none of the last view.
    fn trim(&self, kept_max: usize) {
        let tiles = &mut self.store.borrow_mut().tiles;
        let last = |tile: &Tile| match tile {
            Tile::Ready { used, .. } => Some(*used),
            _ => None,
        };
        let used: Vec<u64> = tiles.values().filter_map(last).collect();
        if used.len() > kept_max {
            let (newest_dropped, _) = in_order(used.iter().copied())[used.len() - kept_max * 3 / 4];
            tiles.retain(|_, tile| match tile {
                Tile::Ready { picture, used, .. } if *used <= newest_dropped && *used < self.frame => {
                    picture.close();
                    false
                }
                _ => true,
            });
        }
        if tiles.values().filter(|tile| matches!(tile, Tile::Missing)).count() > MISSING_MAX {
            tiles.retain(|_, tile| !matches!(tile, Tile::Missing));
        }
    }

    fn ask(&self, id: TileId) {
        let mut store = self.store.borrow_mut();
        let loading: usize = store.servers.iter().map(|server| server.loading).sum();
        let may = loading < LOADING_MAX && store.servers[id.template].has_room(LOADING_MAX);
        if !may || store.tiles.contains_key(&id) {
            return;
        }
        let Some(timeout) = TileTimeout::new(self.timeout_ms) else { return };
        store.servers[id.template].loading += 1;
        store.tiles.insert(id, Tile::Loading(timeout.abort.clone()));
        let template = &self.templates[id.template];
        let url = url_of(template, &self.sources[template.source], id);
        leptos::task::spawn_local(load_tile(self.store.clone(), id, url, timeout, self.on_change.clone()));
    }
}

impl Drop for Tiles {
    fn drop(&mut self) {
        for tile in self.store.borrow_mut().tiles.drain().map(|(_, tile)| tile) {
            match tile {
                Tile::Loading(abort) => abort.abort(),
                Tile::Ready { picture, .. } => picture.close(),
                Tile::Missing | Tile::Failed => {}
            }
        }
    }
}

/// Loads a tile and stores the result.
async fn load_tile(store: Rc<RefCell<Store>>, id: TileId, url: String, timeout: TileTimeout, on_change: Rc<dyn Fn()>) {
    let signal = timeout.abort.signal();
    let is_readable = store.borrow().servers[id.template].is_readable;
    let is_first = is_readable.is_none();
    let answer = if is_readable == Some(false) { None } else { fetch(&url, &signal).await };
    let mut outcome = match answer {
        Some(response) => {
            store.borrow_mut().servers[id.template].is_readable = Some(true);
            if is_first {
                on_change();
            }
            read(response).await
        }
        None if is_readable == Some(true) || signal.aborted() => Outcome::Unreadable,
        None => image(&url, &signal).await,
    };
    match outcome {
        Outcome::Picture(_) => {}
        _ if timeout.is_late() => outcome = Outcome::Failed(Msg::BasemapSlow),
        Outcome::Unreadable if is_first && !signal.aborted() => outcome = Outcome::Failed(why_unreadable(&url).await),
        _ => {}
    }
    let Some(gives_up) = settle(&mut store.borrow_mut(), id, &timeout, outcome, is_first) else { return };
    on_change();
    if gives_up {
        let why = why_unreadable(&url).await;
        let mut held = store.borrow_mut();
        let server = &mut held.servers[id.template];
        if server.is_failing() {
            server.trouble = Some(why);
        }
        drop(held);
        on_change();
    }
}

/// Stores the result of a tile; returns true if the server must be given up for a reason still to be found, `None` if
/// the tile was aborted.
fn settle(store: &mut Store, id: TileId, timeout: &TileTimeout, outcome: Outcome, is_first: bool) -> Option<bool> {
    let is_awaited = matches!(store.tiles.get(&id), Some(Tile::Loading(abort)) if *abort == timeout.abort);
    if !is_awaited {
        if let Outcome::Picture(picture) = outcome {
            picture.close();
        }
        return None;
    }
    let server = &mut store.servers[id.template];
    server.loading -= 1;
    let mut gives_up = false;
    let tile = match outcome {
        Outcome::Picture(picture) => {
            server.is_readable.get_or_insert(false);
            server.count_loaded();
            Tile::Ready { picture, since_ms: None, used: 0 }
        }
        Outcome::Missing => {
            server.count_missing();
            Tile::Missing
        }
        Outcome::Failed(why) => {
            let is_gone = matches!(why, Msg::BasemapSlow | Msg::BasemapUnreachable | Msg::BasemapNotSecure);
            if server.count_failure(is_first && is_gone) {
                server.trouble = Some(why);
            }
            Tile::Failed
        }
        Outcome::Unreadable => {
            gives_up = server.count_failure(false);
            Tile::Failed
        }
    };
    store.tiles.insert(id, tile);
    Some(gives_up)
}

/// Context for painting tiles.
struct Pen<'a> {
    c: &'a CanvasRenderingContext2d,
    camera: &'a Camera,
    dpr: f64,
    now_ms: f64,
    fades: bool,
    frame: u64,
    templates: &'a [Template],
}

impl Pen<'_> {
    /// Paints a tile, over coarser and finer ones while it is missing or still transparent.
    fn paint(&self, tiles: &mut TileMap, id: TileId) -> Painted {
        let alpha = self.alpha_of(tiles, id);
        let settled = matches!(tiles.get(&id), Some(Tile::Missing | Tile::Failed));
        let (mut fades, mut is_seen) = (false, alpha.is_some());
        if alpha.is_none_or(|alpha| alpha < 1.0) {
            // A layer of labels is transparent: what is below fades out as they fade in.
            let is_ground = self.templates[id.template].is_ground;
            let under = if is_ground { 1.0 } else { 1.0 - alpha.unwrap_or_default() };
            let coarser = (1..=COARSER_MAX.min(id.cell.level))
                .map(|up| (up, TileId { cell: id.cell.above(up), ..id }))
                .find_map(|(up, coarse)| self.alpha_of(tiles, coarse).map(|alpha| (up, coarse, alpha)));
            if let Some((up, coarse, alpha)) = coarser {
                (fades, is_seen) = (fades | (alpha < 1.0), true);
                self.copy(tiles, coarse, id.cell, up, alpha * under);
            }
            if is_ground || coarser.is_none() {
                is_seen |= self.paint_finer(tiles, id, FINER_LEVELS, under);
            }
        }
        if let Some(alpha) = alpha {
            fades |= alpha < 1.0;
            self.copy(tiles, id, id.cell, 0, alpha);
        }
        Painted { fades, covers: settled || alpha.is_some_and(|alpha| alpha >= 1.0), is_seen }
    }

    /// Paints loaded parts of a tile; returns true if there are some.
    fn paint_finer(&self, tiles: &mut TileMap, id: TileId, levels: u8, under: f64) -> bool {
        let mut is_seen = false;
        for cell in id.cell.parts() {
            let part = TileId { cell, ..id };
            if let Some(alpha) = self.alpha_of(tiles, part) {
                self.copy(tiles, part, cell, 0, alpha * under);
                is_seen = true;
            } else if levels > 1 {
                is_seen |= self.paint_finer(tiles, part, levels - 1, under);
            }
        }
        is_seen
    }

    /// Opacity of a tile, if it is loaded; marks it as used.
    fn alpha_of(&self, tiles: &mut TileMap, id: TileId) -> Option<f64> {
        let Some(Tile::Ready { since_ms, used, .. }) = tiles.get_mut(&id) else { return None };
        *used = self.frame;
        let since = *since_ms.get_or_insert(self.now_ms);
        Some(if self.fades { ((self.now_ms - since) / FADE_MS).clamp(0.05, 1.0) } else { 1.0 })
    }

    /// Copies a tile, or a part of the tile `up` levels coarser, to the place of a cell, on whole device pixels.
    fn copy(&self, tiles: &TileMap, from: TileId, cell: Cell, up: u8, alpha: f64) {
        let Some(Tile::Ready { picture, .. }) = tiles.get(&from) else { return };
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let placed = place(self.camera, self.dpr, self.templates[from.template].set, cell, up);
        let ((from_x, to_x), (left, right)) = (placed.columns, placed.edges);
        self.c.set_global_alpha(alpha);
        for strip in placed.strips {
            let ((from_y, to_y), (top, bottom)) = (strip.rows, strip.edges);
            // `draw_image` does not fail for a source inside the image.
            drop(self.c.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                picture,
                from_x * width,
                from_y * height,
                (to_x - from_x) * width,
                (to_y - from_y) * height,
                left / self.dpr,
                top / self.dpr,
                (right - left) / self.dpr,
                (bottom - top) / self.dpr,
            ));
        }
    }
}

/// The URL of a tile: `{z}`, `{x}`, `{y}`, `{r}`, `{key}`, and `{s}`, which alternates between neighbours.
fn url_of(template: &Template, source: &TileSource, id: TileId) -> String {
    let subdomains: Vec<char> = source.subdomains.chars().collect();
    let turn = (id.cell.x + id.cell.y) as usize % subdomains.len().max(1);
    let subdomain = subdomains.get(turn).map(char::to_string).unwrap_or_default();
    template
        .url
        .replace("{s}", &subdomain)
        .replace("{z}", &id.cell.level.to_string())
        .replace("{x}", &id.cell.x.to_string())
        .replace("{y}", &id.cell.y.to_string())
        .replace("{r}", if id.dense { "@2x" } else { "" })
        .replace("{key}", &source.key)
}
