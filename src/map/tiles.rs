//! A raster basemap: tiles by URL template (XYZ and WMTS), fetched, faded in, kept within a bound, dropped when out of view.
//!
//! A server that answers no tile is taken as failed: nothing more is asked of it, the page says so
//! once, and the map goes on with its plain background. Where a server lets no script read its
//! answers (no CORS), its tiles come as plain images, which can be shown but not read back.

use diming_core::catalog::Basemap;
use diming_core::geo::World;
use diming_core::scene::camera::Camera;
use diming_core::scene::order::in_order;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, CanvasRenderingContext2d, HtmlImageElement, ImageBitmap, RequestInit, Response,
};

/// Most tiles that are kept.
const KEPT_MAX: usize = 384;
/// Most tiles asked for at a time.
const LOADING_MAX: usize = 16;
/// Tiles that may fail before any has come; then the server counts as failed.
const FAILURES_MAX: u32 = 6;
/// Time a tile takes to fade in, milliseconds.
const FADE_MS: f64 = 160.0;
/// Levels to look up for a coarser tile while the right one is on its way.
const COARSER_MAX: u8 = 5;

/// A tile: which of the templates, level, column, row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct TileId {
    template: usize,
    level: u8,
    x: u32,
    y: u32,
}

enum Tile {
    Loading(AbortController),
    Ready { picture: ImageBitmap, since_ms: Option<f64>, used: u64 },
    Missing,
}

#[derive(Default)]
struct Store {
    tiles: HashMap<TileId, Tile>,
    loading: usize,
    came: bool,
    failures: u32,
    /// Tiles come as plain images only.
    only_images: bool,
}

/// The tiles of one basemap.
pub struct Tiles {
    basemap: Basemap,
    store: Rc<RefCell<Store>>,
    /// Called when a tile has come or the server has failed (true).
    news: Rc<dyn Fn(bool)>,
    fades: bool,
    frame: u64,
}

/// Whether a basemap can be shown at all: a key where its templates want one.
pub fn is_usable(basemap: &Basemap) -> bool {
    !basemap.urls.is_empty() && (!basemap.key.is_empty() || basemap.urls.iter().all(|url| !url.contains("{key}")))
}

impl Tiles {
    /// The tiles of a basemap; `news` is called when one has come (false) or the server has failed (true).
    pub fn new(basemap: Basemap, fades: bool, news: Rc<dyn Fn(bool)>) -> Tiles {
        Tiles { basemap, store: Rc::default(), news, fades, frame: 0 }
    }

    /// Id of the basemap.
    pub fn id(&self) -> &str {
        &self.basemap.id
    }

    /// Paints what is there of the view and asks for what is not; true while a tile fades in.
    pub fn paint(&mut self, c: &CanvasRenderingContext2d, camera: &Camera, dpr: f64, now_ms: f64) -> bool {
        self.frame += 1;
        let level = (camera.zoom.round() as i64)
            .clamp(i64::from(self.basemap.level_min), i64::from(self.basemap.level_max)) as u8;
        let wanted = self.wanted(camera, level);
        self.drop_unwanted(&wanted);
        c.set_image_smoothing_enabled(true);
        let mut fading = false;
        for &id in &wanted {
            fading |= self.paint_tile(c, camera, dpr, now_ms, id);
        }
        c.set_global_alpha(1.0);
        wanted.into_iter().for_each(|id| self.ask(id));
        fading
    }

    /// Tiles of the view, template by template, the nearest to the middle first.
    fn wanted(&self, camera: &Camera, level: u8) -> Vec<TileId> {
        let side = f64::from(1u32 << level.min(30));
        let bounds = camera.canvas_bounds();
        let cell = |v: f64| (v * side).floor().clamp(0.0, side - 1.0) as u32;
        let cells: Vec<(u32, u32)> = (cell(bounds.min_y)..=cell(bounds.max_y))
            .flat_map(|y| (cell(bounds.min_x)..=cell(bounds.max_x)).map(move |x| (x, y)))
            .collect();
        let (mx, my) = (camera.center.x * side - 0.5, camera.center.y * side - 0.5);
        let off = |&(x, y): &(u32, u32)| (f64::from(x) - mx).hypot(f64::from(y) - my);
        // The bits of numbers that are not negative are in the order of the numbers.
        let cells: Vec<(u32, u32)> =
            in_order(cells.iter().map(|cell| off(cell).to_bits())).iter().map(|&(_, i)| cells[i]).collect();
        (0..self.basemap.urls.len())
            .flat_map(|template| cells.iter().map(move |&(x, y)| TileId { template, level, x, y }))
            .collect()
    }

    fn drop_unwanted(&self, wanted: &[TileId]) {
        let mut store = self.store.borrow_mut();
        let Store { tiles, loading, .. } = &mut *store;
        tiles.retain(|id, tile| match tile {
            Tile::Loading(abort) if !wanted.contains(id) => {
                abort.abort();
                *loading -= 1;
                false
            }
            _ => true,
        });
        if tiles.len() > KEPT_MAX {
            let (oldest, _) = in_order(tiles.values().map(age))[tiles.len() - KEPT_MAX * 3 / 4];
            tiles.retain(|_, tile| match tile {
                Tile::Loading(_) => true,
                Tile::Ready { picture, used, .. } if *used <= oldest => {
                    picture.close();
                    false
                }
                Tile::Ready { .. } => true,
                Tile::Missing => false,
            });
        }
    }

    /// Paints a tile, or the nearest coarser one while it is not there or still faint.
    fn paint_tile(&self, c: &CanvasRenderingContext2d, camera: &Camera, dpr: f64, now_ms: f64, id: TileId) -> bool {
        let mut store = self.store.borrow_mut();
        let mut alpha = 0.0;
        if let Some(Tile::Ready { since_ms, used, .. }) = store.tiles.get_mut(&id) {
            *used = self.frame;
            let since = *since_ms.get_or_insert(now_ms);
            alpha = if self.fades { ((now_ms - since) / FADE_MS).clamp(0.05, 1.0) } else { 1.0 };
        }
        if alpha < 1.0 {
            let coarser = (1..=COARSER_MAX.min(id.level))
                .map(|up| (up, TileId { level: id.level - up, x: id.x >> up, y: id.y >> up, ..id }))
                .find(|(_, coarse)| matches!(store.tiles.get(coarse), Some(Tile::Ready { .. })));
            if let Some((up, coarse)) = coarser
                && let Some(Tile::Ready { picture, used, .. }) = store.tiles.get_mut(&coarse)
            {
                *used = self.frame;
                c.set_global_alpha(1.0);
                copy(c, camera, dpr, picture, id, up);
            }
        }
        if let Some(Tile::Ready { picture, .. }) = store.tiles.get(&id) {
            c.set_global_alpha(alpha);
            copy(c, camera, dpr, picture, id, 0);
            return alpha < 1.0;
        }
        false
    }

    fn ask(&self, id: TileId) {
        let mut store = self.store.borrow_mut();
        let failed = !store.came && store.failures >= FAILURES_MAX;
        if failed || store.loading >= LOADING_MAX || store.tiles.contains_key(&id) {
            return;
        }
        let Ok(abort) = AbortController::new() else { return };
        let url = url_of(&self.basemap, id);
        let signal = abort.signal();
        let only_images = store.only_images;
        store.tiles.insert(id, Tile::Loading(abort));
        store.loading += 1;
        let (shared, news, asked_at) = (self.store.clone(), self.news.clone(), self.frame);
        leptos::task::spawn_local(async move {
            let fetched = if only_images { Err(Refusal::Unreadable) } else { fetch(&url, &signal).await };
            let (picture, as_image) = match fetched {
                Err(Refusal::Unreadable) if !signal.aborted() => (image(&url).await.ok(), true),
                fetched => (fetched.ok(), false),
            };
            let mut store = shared.borrow_mut();
            // A tile dropped meanwhile is not taken in.
            if !matches!(store.tiles.get(&id), Some(Tile::Loading(_))) {
                return;
            }
            store.loading -= 1;
            let tile = match picture {
                Some(picture) => {
                    store.came = true;
                    store.only_images |= as_image;
                    Tile::Ready { picture, since_ms: None, used: asked_at }
                }
                None => {
                    store.failures += 1;
                    Tile::Missing
                }
            };
            store.tiles.insert(id, tile);
            let failed = !store.came && store.failures == FAILURES_MAX;
            drop(store);
            news(failed);
        });
    }
}

impl Drop for Tiles {
    fn drop(&mut self) {
        for tile in self.store.borrow_mut().tiles.drain().map(|(_, tile)| tile) {
            match tile {
                Tile::Loading(abort) => abort.abort(),
                Tile::Ready { picture, .. } => picture.close(),
                Tile::Missing => {}
            }
        }
    }
}

/// When a tile was last painted, in frames.
fn age(tile: &Tile) -> u64 {
    match tile {
        Tile::Ready { used, .. } => *used,
        Tile::Loading(_) | Tile::Missing => 0,
    }
}

/// Copies a tile to its place, or the part of a tile `up` levels coarser that lies there, on whole device pixels.
fn copy(c: &CanvasRenderingContext2d, camera: &Camera, dpr: f64, picture: &ImageBitmap, id: TileId, up: u8) {
    let side = f64::from(1u32 << id.level.min(30));
    let corner = |x: u32, y: u32| {
        let px = camera.screen_from_world(World { x: f64::from(x) / side, y: f64::from(y) / side });
        ((px.x * dpr).round() / dpr, (px.y * dpr).round() / dpr)
    };
    let ((x0, y0), (x1, y1)) = (corner(id.x, id.y), corner(id.x + 1, id.y + 1));
    let parts = 1u32 << up;
    let (sw, sh) = (f64::from(picture.width()) / f64::from(parts), f64::from(picture.height()) / f64::from(parts));
    let (sx, sy) = (f64::from(id.x % parts) * sw, f64::from(id.y % parts) * sh);
    // Copying from within a picture is never refused.
    drop(c.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
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

/// Why a tile did not come by `fetch`.
enum Refusal {
    /// No answer that a script may read: no network, or no CORS.
    Unreadable,
    /// An answer that is no picture.
    NoPicture,
}

async fn fetch(url: &str, signal: &AbortSignal) -> Result<ImageBitmap, Refusal> {
    let options = RequestInit::new();
    options.set_signal(Some(signal));
    let answer = JsFuture::from(window().fetch_with_str_and_init(url, &options)).await;
    let answer = answer.map_err(|_| Refusal::Unreadable)?;
    picture_of(answer).await.map_err(|_| Refusal::NoPicture)
}

async fn picture_of(answer: JsValue) -> Result<ImageBitmap, JsValue> {
    let response: Response = answer.dyn_into()?;
    if !response.ok() {
        return Err(response.status().into());
    }
    let blob: web_sys::Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
    JsFuture::from(window().create_image_bitmap_with_blob(&blob)?).await?.dyn_into()
}

/// A tile as a plain image, which needs no CORS.
async fn image(url: &str) -> Result<ImageBitmap, JsValue> {
    let element = HtmlImageElement::new()?;
    element.set_src(url);
    JsFuture::from(element.decode()).await?;
    JsFuture::from(window().create_image_bitmap_with_html_image_element(&element)?).await?.dyn_into()
}

/// The address of a tile: `{z}`, `{x}`, `{y}`, `{key}`, and `{s}`, of which neighbours take turns.
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
        .replace("{key}", &basemap.key)
}
