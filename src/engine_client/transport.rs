//! Where the engine runs: in a worker, or, if none can start, the same `engine.wasm` on this thread in slices. The
//! boot script has started it as `globalThis.dimingEngine` and told it what to open.
//!
//! An engine that stops or no longer responds is restarted, at most [`RESTARTS_MAX`] times in a visit; meanwhile the
//! screen stays as it is.

use super::receive;
use crate::boot::boot;
use crate::state::{App, Health};
use gloo_timers::callback::Interval;
use leptos::prelude::window_event_listener_untyped;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Restarts in one visit: after that, a restart does not help.
const RESTARTS_MAX: u32 = 3;
/// Time between two pings of the worker, milliseconds.
const PING_MS: u32 = 5_000;
/// Pings in a row without a response: the worker hangs, or the browser has ended it.
const SILENT_MAX: u32 = 3;

/// Where requests go.
enum Transport {
    /// Nothing can be sent yet.
    Waiting,
    /// A worker.
    Worker(web_sys::Worker),
    /// A function of the engine on this thread.
    Here(js_sys::Function),
}

struct Client {
    transport: Transport,
    /// What was sent before the transport's first response: sent again if the transport changes.
    unanswered: Vec<Vec<u8>>,
    has_answered: bool,
    restarts: u32,
    /// Restarted, and the data are not complete again.
    is_recovering: bool,
    /// Pings since the last message of the worker.
    silent: u32,
}

thread_local! {
    static CLIENT: RefCell<Client> = const {
        RefCell::new(Client {
            transport: Transport::Waiting,
            unanswered: Vec::new(),
            has_answered: false,
            restarts: 0,
            is_recovering: false,
            silent: 0,
        })
    };
}

/// Sends the bytes of a request.
pub fn send(bytes: Vec<u8>) {
    CLIENT.with_borrow_mut(|client| {
        client.send(&bytes);
        if !client.has_answered {
            client.unanswered.push(bytes);
        }
    });
}

/// Sends the bytes of a request with a file.
pub fn send_with_file(bytes: &[u8], file: &web_sys::File) {
    CLIENT.with_borrow(|client| client.send_with(bytes, |array| js_sys::Array::of2(array, file).into()));
}

/// Whether the engine was restarted and the data are not complete again.
pub fn is_recovering() -> bool {
    CLIENT.with_borrow(|client| client.is_recovering)
}

/// The data are complete again.
pub fn has_recovered() {
    CLIENT.with_borrow_mut(|client| client.is_recovering = false);
}

impl Client {
    fn send(&self, bytes: &[u8]) {
        self.send_with(bytes, |array| array.clone().into());
    }

    /// Sends a message made from the bytes of a request.
    fn send_with(&self, bytes: &[u8], message: impl FnOnce(&js_sys::Uint8Array) -> JsValue) {
        let array = js_sys::Uint8Array::from(bytes);
        let message = message(&array);
        let sent = match &self.transport {
            Transport::Waiting => return,
            Transport::Worker(worker) => {
                worker.post_message_with_transfer(&message, &js_sys::Array::of1(&array.buffer()))
            }
            Transport::Here(submit) => submit.call1(&JsValue::NULL, &message).map(drop),
        };
        if let Err(error) = sent {
            web_sys::console::error_1(&error);
        }
    }

    fn connect(&mut self, transport: Transport) {
        self.transport = transport;
        self.silent = 0;
        for bytes in &self.unanswered {
            self.send(bytes);
        }
    }

    /// Pings a worker that has responded before; `false` if it was silent for too long.
    fn ping(&mut self) -> bool {
        let Transport::Worker(worker) = &self.transport else { return true };
        if !self.has_answered {
            return true;
        }
        self.silent += 1;
        // A worker that cannot be pinged is silent too.
        drop(worker.post_message(&JsValue::NULL));
        self.silent <= SILENT_MAX
    }
}

/// Connects to the engine that the boot script started.
pub fn connect(app: App) {
    match boot("worker").dyn_into::<web_sys::Worker>() {
        Ok(worker) if !boot("failed").is_truthy() => use_worker(app, worker),
        _ => start_here(app),
    }
    watch_here(app);
    for early in js_sys::Array::from(&boot("early")) {
        receive_message(app, &early);
    }
    watch_worker(app);
}

/// Watches for a worker that no longer responds: one that hangs, or that the browser has ended.
fn watch_worker(app: App) {
    let pings = Interval::new(PING_MS, move || {
        if !CLIENT.with_borrow_mut(Client::ping) {
            add_trouble(app, "the worker of the engine does not answer");
            stopped(app);
        }
    });
    // Lasts as long as the page.
    pings.forget();
}

/// Listens for the end of an engine on this thread.
fn watch_here(app: App) {
    // Lasts as long as the page.
    window_event_listener_untyped("diming:engine-stopped", move |event| {
        if let Some(event) = event.dyn_ref::<web_sys::CustomEvent>() {
            add_trouble(app, &event.detail().as_string().unwrap_or_default());
        }
        stopped(app);
    });
}

/// Switches to a worker.
fn use_worker(app: App, worker: web_sys::Worker) {
    let on_message = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        receive_message(app, &event.data());
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Some(error) = event.dyn_ref::<web_sys::ErrorEvent>() {
            add_trouble(app, &error.message());
        }
        stopped(app);
    });
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    on_error.forget();
    CLIENT.with_borrow_mut(|client| client.connect(Transport::Worker(worker)));
}

/// Keeps the reason why an engine stopped, so that a person can copy it.
fn add_trouble(app: App, what: &str) {
    app.answers.trouble.update(|trouble| {
        if !trouble.is_empty() {
            trouble.push('\n');
        }
        trouble.push_str(what);
    });
}

/// The engine has stopped: starts another, on this thread if no worker ever ran.
fn stopped(app: App) {
    let (has_answered, restarts) = CLIENT.with_borrow(|client| (client.has_answered, client.restarts));
    match app.answers.engine.get_untracked() {
        Health::Lost => {}
        Health::Well if !has_answered && restarts == 0 => start_here(app),
        _ if restarts < RESTARTS_MAX => restart(app),
        _ => app.answers.engine.set(Health::Lost),
    }
}

/// Restarts the engine where it ran; the screen stays as it is until the data are loaded again.
fn restart(app: App) {
    let is_here = CLIENT.with_borrow_mut(|client| {
        client.has_answered = false;
        client.restarts += 1;
        client.is_recovering = true;
        matches!(client.transport, Transport::Here(_))
    });
    app.answers.engine.set(Health::Restarted);
    // The new engine loads the table of characters itself.
    app.answers.characters_problem.set(None);
    // A save in progress is lost.
    app.answers.saving.set(None);
    if is_here {
        return start_here(app);
    }
    let start = boot("restart").dyn_into::<js_sys::Function>().ok();
    match start.and_then(|start| start.call0(&JsValue::NULL).ok()?.dyn_into::<web_sys::Worker>().ok()) {
        Some(worker) => use_worker(app, worker),
        None => app.answers.engine.set(Health::Lost),
    }
}

/// Starts the engine on this thread if there is no worker.
fn start_here(app: App) {
    CLIENT.with_borrow_mut(|client| client.transport = Transport::Waiting);
    leptos::task::spawn_local(async move {
        match engine_here(app).await {
            Some(submit) => CLIENT.with_borrow_mut(|client| client.connect(Transport::Here(submit))),
            None => app.answers.engine.set(Health::Lost),
        }
    });
}

async fn engine_here(app: App) -> Option<js_sys::Function> {
    let load_here: js_sys::Function = boot("loadHere").dyn_into().ok()?;
    let post = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| receive_message(app, &message));
    let loading: js_sys::Promise = load_here.call1(&JsValue::NULL, &post.into_js_value()).ok()?.dyn_into().ok()?;
    JsFuture::from(loading).await.ok()?.dyn_into().ok()
}

/// Takes a message of the engine: the bytes of a response, its last words as a text, or null as the reply to a ping.
fn receive_message(app: App, message: &JsValue) {
    CLIENT.with_borrow_mut(|client| client.silent = 0);
    if let Some(words) = message.as_string() {
        // Its end is reported separately.
        add_trouble(app, &words);
    } else if !message.is_null() {
        CLIENT.with_borrow_mut(|client| {
            client.has_answered = true;
            client.unanswered = Vec::new();
        });
        receive(app, &js_sys::Uint8Array::new(message).to_vec());
    }
}
