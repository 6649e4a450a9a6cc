//! The engine's host: bytes and messages in, messages out, work in slices that yield to the page.
//!
//! The same code runs in a worker and, where none can start, on the page's own thread: there a
//! slice is short enough that typing and drawing go on.

mod decode;
mod fetch;
mod fingerprint;
mod parts;

use diming_engine::service::Engine;
use diming_protocol::{LocalFile, Request, Response, Source};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A slice ends after the first step beyond this, milliseconds; a step takes at most twelve more.
const SLICE_MS: f64 = 8.0;
/// Units of work (records, roughly) between looks at the clock.
const STEP_UNITS: u32 = 2_000;

/// The engine with its fetches and its output.
pub struct EngineHost {
    engine: RefCell<Engine>,
    post: Box<dyn Fn(Vec<u8>)>,
    fetches: RefCell<HashMap<Source, fetch::Fetch>>,
    /// Files of this machine that are open, by their numbers.
    files: RefCell<HashMap<u32, web_sys::File>>,
    scheduled: Cell<bool>,
    /// Promises to resolve when the current slice has ended.
    waiting: RefCell<Vec<js_sys::Function>>,
    turn: web_sys::MessageChannel,
}

impl EngineHost {
    /// A host that hands each response to `post`, as `postcard` bytes.
    ///
    /// # Errors
    /// Where the browser has no message channels.
    pub fn start(post: Box<dyn Fn(Vec<u8>)>) -> Result<Rc<EngineHost>, JsValue> {
        let host = Rc::new(EngineHost {
            engine: RefCell::new(Engine::light(parts::CATALOG_PRINT)),
            post,
            fetches: RefCell::default(),
            files: RefCell::default(),
            scheduled: Cell::new(false),
            waiting: RefCell::default(),
            turn: web_sys::MessageChannel::new()?,
        });
        let weak = Rc::downgrade(&host);
        let on_turn = Closure::<dyn Fn()>::new(move || {
            if let Some(host) = weak.upgrade() {
                host.run_slice();
            }
        });
        host.turn.port1().set_onmessage(Some(on_turn.as_ref().unchecked_ref()));
        on_turn.forget();
        Ok(host)
    }

    /// Takes a message of the page: a request as `postcard` bytes, or an array of such bytes and the file that the
    /// request opens. An unreadable message is a bug of the page, and is dropped.
    pub fn submit_message(self: &Rc<Self>, message: &JsValue) {
        let (bytes, file) = match message.dyn_ref::<js_sys::Array>() {
            Some(both) => (both.get(0), both.get(1).dyn_into::<web_sys::File>().ok()),
            None => (message.clone(), None),
        };
        match postcard::from_bytes::<Request>(&js_sys::Uint8Array::new(&bytes).to_vec()) {
            Ok(request) => {
                if let (Request::OpenLocal { file: local, .. }, Some(file)) = (&request, file) {
                    self.files.borrow_mut().insert(local.number, file);
                }
                self.submit(request);
            }
            Err(error) => web_sys::console::error_1(&format!("request dropped: {error}").into()),
        }
    }

    /// Handles a request.
    pub fn submit(self: &Rc<Self>, request: Request) {
        self.with_engine(|engine| engine.submit(request));
    }

    /// Passes an event to the engine, and schedules a slice.
    fn with_engine(self: &Rc<Self>, event: impl FnOnce(&mut Engine)) {
        event(&mut self.engine.borrow_mut());
        self.schedule();
    }

    /// Posts a message to itself: it is handled after those already queued, without a timer's delay.
    fn schedule(&self) {
        if !self.scheduled.replace(true) {
            // Posting null on an open port does not fail.
            drop(self.turn.port2().post_message(&JsValue::NULL));
        }
    }

    /// Bytes fed to a source and not yet read.
    fn backlog_bytes(&self, source: Source) -> usize {
        self.engine.borrow().backlog_bytes(source)
    }

    /// Calls `resolve` when a slice has ended.
    fn after_slice(&self, resolve: js_sys::Function) {
        self.waiting.borrow_mut().push(resolve);
        self.schedule();
    }

    fn run_slice(self: &Rc<Self>) {
        self.scheduled.set(false);
        self.work();
        for resolve in self.waiting.take() {
            // Resolving a promise does not fail.
            drop(resolve.call0(&JsValue::NULL));
        }
    }

    fn work(self: &Rc<Self>) {
        let end_ms = now_ms() + SLICE_MS;
        loop {
            let responses = self.engine.borrow_mut().step(STEP_UNITS);
            for response in responses {
                self.carry_out(response);
            }
            if self.engine.borrow().is_idle() {
                return;
            }
            if now_ms() >= end_ms {
                return self.schedule();
            }
        }
    }

    fn carry_out(self: &Rc<Self>, response: Response) {
        match response {
            Response::Fetch { source, url, silence_s } => {
                let fetch = fetch::Fetch::start(self, source, url, silence_s);
                self.fetches.borrow_mut().insert(source, fetch);
            }
            Response::Read { source, file } => {
                let file = self.files.borrow().get(&file).cloned();
                let reading = fetch::Fetch::read(self, source, file);
                self.fetches.borrow_mut().insert(source, reading);
            }
            Response::Need { part } => parts::begin(self, part),
            Response::Judged { source, is_understood } => {
                if let Some(fetch) = self.fetches.borrow().get(&source) {
                    fetch.judge(is_understood);
                }
            }
            Response::Abandon { source } => drop(self.fetches.borrow_mut().remove(&source)),
            response => {
                if let Response::LocalClosed { file: number, .. }
                | Response::LocalRefused { file: LocalFile { number, .. }, .. } = &response
                {
                    self.files.borrow_mut().remove(number);
                }
                self.post_response(&response);
            }
        }
    }

    fn post_response(&self, response: &Response) {
        match postcard::to_stdvec(response) {
            Ok(bytes) => (self.post)(bytes),
            Err(error) => web_sys::console::error_1(&format!("response dropped: {error}").into()),
        }
    }
}

/// Milliseconds of the browser's monotonic clock.
fn now_ms() -> f64 {
    let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into());
    performance.ok().and_then(|p| p.dyn_into::<web_sys::Performance>().ok()).map_or(0.0, |p| p.now())
}
