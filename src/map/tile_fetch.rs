//! Loads one tile: by `fetch`, which reports why a tile fails, or as an image if the server allows no script to read
//! its responses (no CORS).
//!
//! Both stop when the signal aborts, and after a timeout.

use diming_protocol::messages::Msg;
use gloo_timers::callback::Timeout;
use leptos::prelude::window;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Blob, HtmlImageElement, ImageBitmap, Request, RequestInit, RequestMode, Response, Url,
};

/// Timeout of the request that checks whether a server is reachable, milliseconds.
const PROBE_MS: u32 = 4_000;

/// The result of loading a tile.
pub enum Outcome {
    /// Loaded.
    Picture(ImageBitmap),
    /// The server has no such tile.
    Missing,
    /// Failed, and why.
    Failed(Msg),
    /// No readable response: no network, or no CORS.
    Unreadable,
}

/// A signal that aborts after a timeout.
pub struct TileTimeout {
    /// Aborts.
    pub abort: AbortController,
    late: Rc<Cell<bool>>,
    _timer: Timeout,
}

impl TileTimeout {
    /// Starts a timeout in milliseconds; dropping the value stops it.
    pub fn new(limit_ms: u32) -> Option<TileTimeout> {
        let abort = AbortController::new().ok()?;
        let late = Rc::new(Cell::new(false));
        let (ended, stop) = (late.clone(), abort.clone());
        let end = move || {
            ended.set(true);
            stop.abort();
        };
        Some(TileTimeout { abort, late, _timer: Timeout::new(limit_ms, end) })
    }

    /// Whether it has aborted.
    pub fn is_late(&self) -> bool {
        self.late.get()
    }
}

/// Fetches a tile; returns `None` if there is no readable response.
pub async fn fetch(url: &str, signal: &AbortSignal) -> Option<Response> {
    let options = RequestInit::new();
    options.set_signal(Some(signal));
    send(url, &options).await
}

async fn send(url: &str, options: &RequestInit) -> Option<Response> {
    JsFuture::from(window().fetch_with_str_and_init(url, options)).await.ok()?.dyn_into().ok()
}

/// Interprets a response. 天地图 answers 418 to a key that it rejects.
pub async fn read(response: Response) -> Outcome {
    // An unread body would keep its connection open.
    if let Some(body) = response.body().filter(|_| !response.ok()) {
        drop(body.cancel());
    }
    match response.status() {
        204 | 404 | 410 => Outcome::Missing,
        200..=299 => match blob_of(&response).await {
            Some(blob) => bitmap(window().create_image_bitmap_with_blob(&blob))
                .await
                .map_or(Outcome::Failed(Msg::BasemapServerError), Outcome::Picture),
            None => Outcome::Unreadable,
        },
        401 | 403 | 418 => Outcome::Failed(Msg::BasemapRefused),
        429 => Outcome::Failed(Msg::BasemapTooMany),
        _ => Outcome::Failed(Msg::BasemapServerError),
    }
}

async fn blob_of(response: &Response) -> Option<Blob> {
    JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()
}

async fn bitmap(decoding: Result<js_sys::Promise, JsValue>) -> Option<ImageBitmap> {
    JsFuture::from(decoding.ok()?).await.ok()?.dyn_into().ok()
}

/// Loads a tile as an image, which needs no CORS but reports no reason for a failure.
pub async fn image(url: &str, signal: &AbortSignal) -> Outcome {
    let Ok(element) = HtmlImageElement::new() else { return Outcome::Unreadable };
    let dropped = element.clone();
    // Without a source the image stops loading.
    let cancel = Closure::<dyn FnMut()>::new(move || dropped.set_src(""));
    signal.set_onabort(Some(cancel.as_ref().unchecked_ref()));
    element.set_src(url);
    let decoded = JsFuture::from(element.decode()).await;
    signal.set_onabort(None);
    match decoded {
        Ok(_) => bitmap(window().create_image_bitmap_with_html_image_element(&element))
            .await
            .map_or(Outcome::Unreadable, Outcome::Picture),
        Err(_) => Outcome::Unreadable,
    }
}

/// Finds why a response was unreadable: the server is unreachable, or it lets no script read its responses. Requests
/// the server's root, not a tile.
pub async fn why_unreadable(url: &str) -> Msg {
    if window().navigator().on_line() && answers(url).await.is_some() {
        Msg::BasemapUnexplained
    } else if is_mixed(url) {
        Msg::BasemapNotSecure
    } else {
        Msg::BasemapUnreachable
    }
}

/// Whether the page is under https and the address is not: most browsers refuse to fetch it.
fn is_mixed(url: &str) -> bool {
    url.starts_with("http://") && window().location().protocol().is_ok_and(|own| own == "https:")
}

async fn answers(url: &str) -> Option<Response> {
    let origin = Url::new(&Request::new_with_str(url).ok()?.url()).ok()?.origin();
    let timeout = TileTimeout::new(PROBE_MS)?;
    let options = RequestInit::new();
    options.set_method("HEAD");
    options.set_mode(RequestMode::NoCors);
    options.set_signal(Some(&timeout.abort.signal()));
    send(&format!("{origin}/"), &options).await
}

/// State of the server of one template.
#[derive(Default)]
pub struct Server {
    /// Whether scripts may read its responses (else images are used); `None` before the first tile.
    pub is_readable: Option<bool>,
    /// Tiles being loaded.
    pub loading: usize,
    /// The problem to report.
    pub trouble: Option<Msg>,
    /// A tile was loaded.
    has_loaded: bool,
    /// Consecutive failures.
    run: usize,
    /// Tiles that it did not have before the first was loaded.
    missing: usize,
}

/// Consecutive failures after which the server counts as failed.
const RUN_MAX: usize = 6;

impl Server {
    /// A server without requests so far. One of this origin is readable.
    pub fn of(template: &str) -> Server {
        Server { is_readable: (!template.contains("//")).then_some(true), ..Server::default() }
    }

    /// Whether one more tile may be requested. The first goes alone, because it decides how the others are loaded.
    /// Until one is loaded, at most as many are requested as may fail.
    pub fn has_room(&self, loading_max: usize) -> bool {
        let room = match self.is_readable {
            None => 1,
            Some(_) if !self.has_loaded => RUN_MAX.saturating_sub(self.run),
            Some(_) => loading_max,
        };
        !self.is_stopped() && self.loading < room
    }

    /// Whether the server counts as failed and gets no requests until a retry.
    pub fn is_stopped(&self) -> bool {
        match self.trouble {
            None | Some(Msg::BasemapNothing) => false,
            // A server that has sent tiles may just have none here.
            Some(Msg::BasemapUnexplained) => !self.has_loaded,
            Some(_) => true,
        }
    }

    /// A tile was loaded: clears the problem.
    pub fn count_loaded(&mut self) {
        (self.has_loaded, self.run, self.trouble) = (true, 0, None);
    }

    /// The server does not have a tile.
    pub fn count_missing(&mut self) {
        self.missing += 1;
        if !self.has_loaded && self.missing >= RUN_MAX {
            self.trouble.get_or_insert(Msg::BasemapNothing);
        }
    }

    /// A tile failed; returns true if the server must be given up: `at_once`, or after [`RUN_MAX`] failures in a row.
    pub fn count_failure(&mut self, at_once: bool) -> bool {
        self.run += 1;
        at_once || self.run == RUN_MAX
    }

    /// Whether it still fails: no tile has been loaded since.
    pub fn is_failing(&self) -> bool {
        self.run > 0
    }

    /// Retries the server.
    pub fn retry(&mut self) {
        (self.run, self.missing, self.trouble) = (0, 0, None);
    }
}
