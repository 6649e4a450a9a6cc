//! The tiles of a raster basemap by URL template (XYZ and WMTS): painted, faded in, kept in a bounded cache.
//!
//! A kept tile is not requested again, nor one that the server does not have. A failed one is requested again when it
//! comes back into view. At most `LOADING_MAX` tiles load at a time. A server whose tiles fail one after the other
//! gets no requests until a retry.

use super::basemaps::BasemapStatus;
use super::tile_fetch::{Outcome, Server, TileTimeout, fetch, image, read, why_unreadable};
use diming_protocol::catalog::Basemap;
use diming_protocol::geo::World;
use diming_protocol::messages::Msg;
use diming_scene::camera::Camera;
use diming_scene::order::in_order;
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

/// A tile: index of its template, level, column, row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct TileId {
    template: usize,
    /// Double resolution (`{r}`).
    dense: bool,
    level: u8,
    x: u32,
    y: u32,
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
    store: Rc<RefCell<Store>>,
    /// Is called when a repaint is needed or the status has changed.
    on_change: Rc<dyn Fn()>,
    fades: bool,
    timeout_ms: u32,
    wanted: Vec<TileId>,
    frame: u64,
}

/// Result of painting.
pub struct Painted {
    /// A tile still fades in.
    pub fades: bool,
    /// The view is complete: nothing below is visible.
    pub covers: bool,
}

/// Whether a basemap can be used: a key is set if its templates need one.
pub fn is_usable(basemap: &Basemap) -> bool {
    !basemap.urls.is_empty() && (!basemap.key.is_empty() || basemap.urls.iter().all(|url| !url.contains("{key}")))
}

impl Tiles {
    /// The tiles of a basemap, none loaded. `on_change` is called when a repaint is needed or the status has changed.
    pub fn new(basemap: Basemap, on_change: Rc<dyn Fn()>) -> Tiles {
        let servers = basemap.urls.iter().map(|url| Server::of(url)).collect();
        let store = Rc::new(RefCell::new(Store { tiles: HashMap::new(), servers }));
        Tiles { basemap, store, on_change, fades: true, timeout_ms: 0, wanted: Vec::new(), frame: 0 }
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
        }
    }

    /// Whether any of it is visible or will be soon.
    pub fn has_something(&self) -> bool {
        let store = self.store.borrow();
        !store.servers.iter().any(Server::is_stopped)
            || store.tiles.values().any(|tile| matches!(tile, Tile::Ready { .. }))
    }

    /// Paints the loaded tiles in view.
    pub fn paint(&mut self, c: &CanvasRenderingContext2d, camera: &Camera, dpr: f64, now_ms: f64) -> Painted {
        self.frame += 1;
        self.wanted = self.tiles_of(camera, dpr);
        c.set_image_smoothing_enabled(true);
        let mut painted = Painted { fades: false, covers: true };
        let mut store = self.store.borrow_mut();
        let Store { tiles, servers } = &mut *store;
        let pen = Pen { c, camera, dpr, now_ms, fades: self.fades, frame: self.frame };
        for &id in &self.wanted {
            let is_settled = servers[id.template].is_stopped();
            let of_tile = pen.paint(tiles, id);
            painted.fades |= of_tile.fades;
            painted.covers &= of_tile.covers || is_settled;
        }
        c.set_global_alpha(1.0);
        painted
    }

    /// Loads the missing tiles of the last view and aborts the others.
    pub fn load_wanted(&mut self) {
        self.drop_unwanted();
        self.trim(KEPT_MAX);
        self.wanted.iter().for_each(|&id| self.ask(id));
    }

    /// Tiles of the view, template by template, the nearest to the centre first.
    fn tiles_of(&self, camera: &Camera, dpr: f64) -> Vec<TileId> {
        let Basemap { urls, level_min, level_max, .. } = &self.basemap;
        let level = (camera.zoom.round() as i64).clamp((*level_min).into(), (*level_max).into()) as u8;
        // Far below its smallest zoom, a basemap would need too many tiles.
        if f64::from(level) > camera.zoom + 2.5 {
            return Vec::new();
        }
        let is_dense = dpr >= DENSE_DPR;
        let plain = cells_of(camera, level);
        let has_finer = is_dense && level < *level_max && plain.len() * urls.len() * 4 <= FINER_MAX;
        let finer = if has_finer { cells_of(camera, level + 1) } else { Vec::new() };
        let of_template = |(template, url): (usize, &String)| {
            let dense = is_dense && url.contains("{r}");
            let (level, cells) = if has_finer && !dense { (level + 1, &finer) } else { (level, &plain) };
            cells.iter().map(|&(x, y)| TileId { template, dense, level, x, y }).collect::<Vec<_>>()
        };
        urls.iter().enumerate().flat_map(of_template).collect()
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
        let url = url_of(&self.basemap, id);
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
            let is_gone = matches!(why, Msg::BasemapSlow | Msg::BasemapUnreachable);
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
}

impl Pen<'_> {
    /// Paints a tile, over coarser and finer ones while it is missing or still transparent.
    fn paint(&self, tiles: &mut TileMap, id: TileId) -> Painted {
        let alpha = self.alpha_of(tiles, id);
        let settled = matches!(tiles.get(&id), Some(Tile::Missing | Tile::Failed));
        let mut fades = false;
        if alpha.is_none_or(|alpha| alpha < 1.0) {
            // A layer of labels is transparent: what is below fades out as they fade in.
            let under = if id.template == 0 { 1.0 } else { 1.0 - alpha.unwrap_or_default() };
            let coarser = (1..=COARSER_MAX.min(id.level))
                .map(|up| (up, TileId { level: id.level - up, x: id.x >> up, y: id.y >> up, ..id }))
                .find_map(|(up, coarse)| self.alpha_of(tiles, coarse).map(|alpha| (up, coarse, alpha)));
            if let Some((up, coarse, alpha)) = coarser {
                fades |= alpha < 1.0;
                self.copy(tiles, coarse, id, up, alpha * under);
            }
            if id.template == 0 || coarser.is_none() {
                self.paint_finer(tiles, id, FINER_LEVELS, under);
            }
        }
        if let Some(alpha) = alpha {
            fades |= alpha < 1.0;
            self.copy(tiles, id, id, 0, alpha);
        }
        Painted { fades, covers: settled || alpha.is_some_and(|alpha| alpha >= 1.0) }
    }

    fn paint_finer(&self, tiles: &mut TileMap, id: TileId, levels: u8, under: f64) {
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let part = TileId { level: id.level + 1, x: id.x * 2 + dx, y: id.y * 2 + dy, ..id };
            if let Some(alpha) = self.alpha_of(tiles, part) {
                self.copy(tiles, part, part, 0, alpha * under);
            } else if levels > 1 {
                self.paint_finer(tiles, part, levels - 1, under);
            }
        }
    }

    /// Opacity of a tile, if it is loaded; marks it as used.
    fn alpha_of(&self, tiles: &mut TileMap, id: TileId) -> Option<f64> {
        let Some(Tile::Ready { since_ms, used, .. }) = tiles.get_mut(&id) else { return None };
        *used = self.frame;
        let since = *since_ms.get_or_insert(self.now_ms);
        Some(if self.fades { ((self.now_ms - since) / FADE_MS).clamp(0.05, 1.0) } else { 1.0 })
    }

    /// Copies a tile, or a part of the tile `up` levels coarser, to the position of `id`, on whole device pixels.
    fn copy(&self, tiles: &TileMap, from: TileId, id: TileId, up: u8, alpha: f64) {
        let Some(Tile::Ready { picture, .. }) = tiles.get(&from) else { return };
        let (camera, dpr) = (self.camera, self.dpr);
        let side = f64::from(1u32 << id.level.min(30));
        let corner = |x: u32, y: u32| {
            let px = camera.screen_from_world(World { x: f64::from(x) / side, y: f64::from(y) / side });
            ((px.x * dpr).round() / dpr, (px.y * dpr).round() / dpr)
        };
        let ((x0, y0), (x1, y1)) = (corner(id.x, id.y), corner(id.x + 1, id.y + 1));
        let parts = 1u32 << up;
        let (sw, sh) = (f64::from(picture.width()) / f64::from(parts), f64::from(picture.height()) / f64::from(parts));
        let (sx, sy) = (f64::from(id.x % parts) * sw, f64::from(id.y % parts) * sh);
        self.c.set_global_alpha(alpha);
        // `draw_image` does not fail for a source inside the image.
        drop(self.c.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            picture,
            sx,
            sy,
            sw,
            sh,
            x0,
            y0,
            x1 - x0,
            y1 - y0,
        ));
    }
}

/// Columns and rows of a level that the canvas shows, the nearest to the centre first.
fn cells_of(camera: &Camera, level: u8) -> Vec<(u32, u32)> {
    let side = f64::from(1u32 << level.min(30));
    let bounds = camera.canvas_bounds();
    let cell = |v: f64| (v * side).floor().clamp(0.0, side - 1.0) as u32;
    let cells: Vec<(u32, u32)> = (cell(bounds.min_y)..=cell(bounds.max_y))
        .flat_map(|y| (cell(bounds.min_x)..=cell(bounds.max_x)).map(move |x| (x, y)))
        .collect();
    let (mx, my) = (camera.center.x * side - 0.5, camera.center.y * side - 0.5);
    let off = |&(x, y): &(u32, u32)| (f64::from(x) - mx).hypot(f64::from(y) - my);
    // Non-negative floats sort like their bits.
    in_order(cells.iter().map(|cell| off(cell).to_bits())).iter().map(|&(_, i)| cells[i]).collect()
}

/// The URL of a tile: `{z}`, `{x}`, `{y}`, `{r}`, `{key}`, and `{s}`, which alternates between neighbours.
fn url_of(basemap: &Basemap, id: TileId) -> String {
    let subdomains: Vec<char> = basemap.subdomains.chars().collect();
    let turn = (id.x + id.y) as usize % subdomains.len().max(1);
    let subdomain = subdomains.get(turn).map(char::to_string).unwrap_or_default();
    let template = basemap.urls.get(id.template).map_or("", String::as_str);
    template
        .replace("{s}", &subdomain)
        .replace("{z}", &id.level.to_string())
        .replace("{x}", &id.x.to_string())
        .replace("{y}", &id.y.to_string())
        .replace("{r}", if id.dense { "@2x" } else { "" })
        .replace("{key}", &basemap.key)
}
