//! Messages between the page around a frame and the map (`docs/embedding.md`, `diming_protocol::link::message`).
//!
//! They are exchanged only with a parent of an origin that the site's catalog lists; others get no answer. Answers are
//! posted to that origin only. A message is answered once, after its change is on the screen. Once a file of this
//! machine was opened, every message is refused and no event is sent.

use super::orders::carry_out;
use super::state::{StateJson, counts_json, selection_json, view_json};
use crate::reactive::effect;
use crate::state::{App, Health};
use diming_protocol::link::message::{
    BYTES_MAX, Fault, Id, Order, Refusal, build_ack, build_error, build_event, parse_message,
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// Burst of messages that is accepted, and how many more per second.
const BURST: f64 = 60.0;
const RATE_PER_S: f64 = 30.0;
/// Ids that are remembered.
const IDS_KEPT: usize = 1_024;
/// Shortest time between two `viewChanged` events, milliseconds.
const VIEW_EVERY_MS: u32 = 250;

/// The exchange of messages with one parent.
pub struct Exchange {
    app: App,
    parent: web_sys::Window,
    origin: String,
    ids: RefCell<VecDeque<Id>>,
    /// Remaining allowance of messages, and when it was computed, milliseconds.
    allowance: Cell<(f64, f64)>,
    /// When a flood was last refused, milliseconds.
    refused_ms: Cell<f64>,
}

/// Starts the exchange: sends `ready`, listens, sends an event for each change.
pub fn begin(app: App, origin: String) {
    let Some(parent) = window().parent().ok().flatten() else { return };
    let exchange = Rc::new(Exchange {
        app,
        parent,
        origin,
        ids: RefCell::default(),
        allowance: Cell::new((BURST, js_sys::Date::now())),
        refused_ms: Cell::new(f64::NEG_INFINITY),
    });
    let receiver = exchange.clone();
    let on_message =
        Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| receiver.receive(&event));
    // If the listener cannot be added, nothing is answered, as if messages were off.
    drop(window().add_event_listener_with_callback("message", on_message.as_ref().unchecked_ref()));
    // Lasts as long as the page.
    on_message.forget();
    exchange.send_event("ready", json!({"v": 1, "layout": app.site.layout().word()}));
    send_changes(&exchange);
}

impl Exchange {
    fn receive(self: &Rc<Exchange>, event: &web_sys::MessageEvent) {
        let is_parent = event.source().is_some_and(|source| source.loose_eq(&self.parent));
        if !is_parent || event.origin() != self.origin {
            return;
        }
        if !self.allows() {
            return self.refuse_flood();
        }
        let (id, order) = self.read(&event.data());
        let Some(id) = id else {
            if let Err(refusal) = order {
                self.post(&build_error(None, &refusal));
            }
            return;
        };
        if !self.remember(&id) {
            let message = "a message with this id was answered before".to_owned();
            return self.post(&build_error(Some(&id), &Refusal { fault: Fault::Replayed, message }));
        }
        let exchange = self.clone();
        spawn_local(async move {
            let done = match order {
                Ok(_) if exchange.app.session.is_discreet.get_untracked() => Err(private()),
                Ok(order) => carry_out(exchange.app, order).await,
                Err(refusal) => Err(refusal),
            };
            // The answer may hold data of a file that was opened meanwhile.
            let done = if exchange.app.session.is_discreet.get_untracked() { Err(private()) } else { done };
            match done {
                Ok(payload) => exchange.post(&build_ack(&id, payload)),
                Err(refusal) => exchange.post(&build_error(Some(&id), &refusal)),
            }
        });
    }

    fn read(&self, data: &JsValue) -> (Option<Id>, Result<Order, Refusal>) {
        let text = match data.dyn_ref::<js_sys::JsString>() {
            Some(text) => Some(text.clone()),
            None => js_sys::JSON::stringify(data).ok().filter(|text| text.is_string()),
        };
        match text {
            // A message that is too long is not copied.
            Some(text) if text.length() as usize > BYTES_MAX => {
                let message = format!("{} characters, at most {BYTES_MAX} bytes are read", text.length());
                (None, Err(Refusal { fault: Fault::TooLarge, message }))
            }
            text => {
                let orders: Vec<_> = self.app.workspaces.iter().filter_map(|spec| Some(spec.ordered?.order)).collect();
                parse_message(&text.map(String::from).unwrap_or_default(), &orders)
            }
        }
    }

    /// Takes one message off the allowance; returns `false` if it is used up.
    fn allows(&self) -> bool {
        let now_ms = js_sys::Date::now();
        let (left, then_ms) = self.allowance.get();
        let left = (left + (now_ms - then_ms).max(0.0) / 1_000.0 * RATE_PER_S).min(BURST);
        let is_allowed = left >= 1.0;
        self.allowance.set((if is_allowed { left - 1.0 } else { left }, now_ms));
        is_allowed
    }

    /// Answers a flood at most once a second.
    fn refuse_flood(&self) {
        let now_ms = js_sys::Date::now();
        if now_ms - self.refused_ms.get() >= 1_000.0 {
            self.refused_ms.set(now_ms);
            let message = format!("more than {RATE_PER_S} messages a second; some were not read");
            self.post(&build_error(None, &Refusal { fault: Fault::TooMany, message }));
        }
    }

    /// Returns `false` if the id was used before.
    fn remember(&self, id: &Id) -> bool {
        let mut ids = self.ids.borrow_mut();
        if ids.contains(id) {
            return false;
        }
        if ids.len() == IDS_KEPT {
            ids.pop_front();
        }
        ids.push_back(id.clone());
        true
    }

    fn send_event(&self, kind: &str, payload: Value) {
        if !self.app.session.is_discreet.get_untracked() {
            self.post(&build_event(kind, payload));
        }
    }

    /// Posts to the listed origin only.
    fn post(&self, text: &str) {
        let posted = js_sys::JSON::parse(text).and_then(|message| self.parent.post_message(&message, &self.origin));
        if let Err(error) = posted {
            web_sys::console::error_1(&error);
        }
    }
}

fn private() -> Refusal {
    let message = "a file of this machine was opened; the map says nothing more in this visit".to_owned();
    Refusal { fault: Fault::Private, message }
}

/// Sends an event for each part of the state that has changed.
fn send_changes(exchange: &Rc<Exchange>) {
    let app = exchange.app;
    send_if_changed(exchange, "selectionChanged", move || selection_json(app));
    send_if_changed(exchange, "resultsChanged", move || counts_json(app));
    send_if_changed(exchange, "error", move || {
        let problem = app.answers.problem.with(Option::is_some);
        let code = match app.answers.engine.get() {
            Health::Lost => "engine-lost",
            Health::Restarted => "engine-restarted",
            Health::Well if problem => "catalog",
            Health::Well => return None,
        };
        Some(json!({"code": code}))
    });
    let (exchange, last, waiting) =
        (exchange.clone(), Rc::new(RefCell::new(StateJson::default())), Rc::new(Cell::new(None)));
    effect(move || {
        app.view.resting.track();
        let is_waiting: Option<Timeout> = waiting.take();
        let next = is_waiting.or_else(|| {
            let (exchange, last, waiting) = (exchange.clone(), last.clone(), waiting.clone());
            Some(Timeout::new(VIEW_EVERY_MS, move || {
                waiting.set(None);
                let state = view_json(app);
                if *last.borrow() != state {
                    *last.borrow_mut() = state.clone();
                    exchange.send_event("viewChanged", state.unwrap_or_default());
                }
            }))
        });
        waiting.set(next);
    });
}

fn send_if_changed(exchange: &Rc<Exchange>, kind: &'static str, what: impl Fn() -> StateJson + 'static) {
    let exchange = exchange.clone();
    let last = RefCell::new(None);
    effect(move || {
        let state = what();
        if *last.borrow() != state {
            *last.borrow_mut() = state.clone();
            exchange.send_event(kind, state.unwrap_or_default());
        }
    });
}
