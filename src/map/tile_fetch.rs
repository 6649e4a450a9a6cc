//! How one tile comes: by `fetch`, which tells why one does not come, or as a plain image where a
//! server lets no script read its answers (no CORS).
//!
//! Both stop when the signal aborts, and after a stated time without a picture.

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

/// Time after which a server that was only asked whether it is there counts as gone, milliseconds.
const KNOCK_MS: u32 = 4_000;

/// What became of a tile.
pub enum Outcome {
    /// It came.
    Picture(ImageBitmap),
    /// The server has no such tile.
    Missing,
    /// It did not come, and why.
    Failed(Msg),
    /// No answer that a script may read: no network, or no CORS.
    Unreadable,
}

/// A signal that aborts by itself after a time.
pub struct Patience {
    /// Aborts.
    pub abort: AbortController,
    late: Rc<Cell<bool>>,
    _timer: Timeout,
}

impl Patience {
    /// Patience of some milliseconds; it ends with the value.
    pub fn new(limit_ms: u32) -> Option<Patience> {
        let abort = AbortController::new().ok()?;
        let late = Rc::new(Cell::new(false));
        let (ended, stop) = (late.clone(), abort.clone());
        let end = move || {
            ended.set(true);
            stop.abort();
        };
        Some(Patience { abort, late, _timer: Timeout::new(limit_ms, end) })
    }

    /// Whether it has come to its end.
    pub fn is_late(&self) -> bool {
        self.late.get()
    }
}

/// Asks for a tile; `None`: no answer that a script may read.
pub async fn fetch(url: &str, signal: &AbortSignal) -> Option<Response> {
    let options = RequestInit::new();
    options.set_signal(Some(signal));
    send(url, &options).await
}

async fn send(url: &str, options: &RequestInit) -> Option<Response> {
    JsFuture::from(window().fetch_with_str_and_init(url, options)).await.ok()?.dyn_into().ok()
}

/// Reads an answer. 418 is what 天地图 says to a key that it does not admit.
pub async fn read(response: Response) -> Outcome {
    // A body that nobody reads would hold its connection.
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

/// A tile as a plain image, which needs no CORS, and says of a failure only that it is one.
pub async fn image(url: &str, signal: &AbortSignal) -> Outcome {
    let Ok(element) = HtmlImageElement::new() else { return Outcome::Unreadable };
    let dropped = element.clone();
    // An image without an address is loaded no further.
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

/// Why no answer of a server could be read: it is not reached at all, or it answers but lets no script
/// read what. Its front door is asked, no tile.
pub async fn why_unreadable(url: &str) -> Msg {
    if window().navigator().on_line() && answers(url).await.is_some() {
        Msg::BasemapUnexplained
    } else {
        Msg::BasemapUnreachable
    }
}

async fn answers(url: &str) -> Option<Response> {
    let origin = Url::new(&Request::new_with_str(url).ok()?.url()).ok()?.origin();
    let patience = Patience::new(KNOCK_MS)?;
    let options = RequestInit::new();
    options.set_method("HEAD");
    options.set_mode(RequestMode::NoCors);
    options.set_signal(Some(&patience.abort.signal()));
    send(&format!("{origin}/"), &options).await
}

/// What is known of the server of one template.
#[derive(Default)]
pub struct Server {
    /// Whether scripts may read its answers (else: plain images); `None` until its first tile has told.
    pub reads: Option<bool>,
    /// Tiles on their way.
    pub loading: usize,
    /// What to say of it.
    pub trouble: Option<Msg>,
    /// A tile has come.
    came: bool,
    /// Tiles that failed one after the other.
    run: usize,
    /// Tiles that it did not have, before any came.
    missing: usize,
}

/// Tiles that may fail one after the other; then the server counts as failed.
const RUN_MAX: usize = 6;

impl Server {
    /// The server of a template, of which nothing is known but that this origin can be read.
    pub fn of(template: &str) -> Server {
        Server { reads: (!template.contains("//")).then_some(true), ..Server::default() }
    }

    /// Whether one more tile may be asked for. The first goes alone: it tells how the others are asked
    /// for. Before one has come, no more are on their way than may fail.
    pub fn has_room(&self, loading_max: usize) -> bool {
        let room = match self.reads {
            None => 1,
            Some(_) if !self.came => RUN_MAX.saturating_sub(self.run),
            Some(_) => loading_max,
        };
        !self.is_stopped() && self.loading < room
    }

    /// Whether it counts as failed, so that it is asked for nothing until it is tried again.
    pub fn is_stopped(&self) -> bool {
        match self.trouble {
            None | Some(Msg::BasemapNothing) => false,
            // A server that gave pictures may only have none here.
            Some(Msg::BasemapUnexplained) => !self.came,
            Some(_) => true,
        }
    }

    /// A tile has come: what was said is forgotten.
    pub fn comes(&mut self) {
        (self.came, self.run, self.trouble) = (true, 0, None);
    }

    /// A tile that the server does not have.
    pub fn misses(&mut self) {
        self.missing += 1;
        if !self.came && self.missing >= RUN_MAX {
            self.trouble.get_or_insert(Msg::BasemapNothing);
        }
    }

    /// A tile failed; true where the server is to be given up, for this reason if there is no better one.
    pub fn fails(&mut self, at_once: bool) -> bool {
        self.run += 1;
        at_once || self.run == RUN_MAX
    }

    /// Whether it still fails: no tile has come since.
    pub fn is_failing(&self) -> bool {
        self.run > 0
    }

    /// Tries it again.
    pub fn retry(&mut self) {
        (self.run, self.missing, self.trouble) = (0, 0, None);
    }
}
