//! One handle on the engine: a worker, or the same `engine.wasm` on this thread in slices where no
//! worker can start. The boot script has started it as `globalThis.dimingEngine`, and has told it what to open.

use crate::state::{App, Goto, Health, NoteWindow};
use diming_core::door::review::ReviewState;
use diming_core::door::{Answer, Card, Part, Request, Response};
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Zoom at which a record is shown that a link names without a camera.
const LINKED_RECORD_ZOOM: f64 = 14.0;

/// Where requests go.
enum Line {
    /// Nothing can be sent yet.
    Waiting,
    /// A worker.
    Worker(web_sys::Worker),
    /// A function of the engine on this thread.
    Here(js_sys::Function),
}

struct Client {
    line: Line,
    /// What was sent before the line's first answer: sent again where the line has to be changed.
    unanswered: Vec<Vec<u8>>,
    has_answered: bool,
}

thread_local! {
    static CLIENT: RefCell<Client> =
        const { RefCell::new(Client { line: Line::Waiting, unanswered: Vec::new(), has_answered: false }) };
}

/// Hears every answer before the page does; `true`: it has taken it.
type Hearing = Box<dyn FnMut(&mut Response) -> bool>;

thread_local! {
    static HEARINGS: RefCell<Vec<(u32, Hearing)>> = const { RefCell::new(Vec::new()) };
}

/// Someone who hears the engine's answers, until this is dropped.
pub struct Overhearing(u32);

impl Drop for Overhearing {
    fn drop(&mut self) {
        HEARINGS.with_borrow_mut(|all| all.retain(|(number, _)| *number != self.0));
    }
}

/// Lets someone hear the engine's answers before the page does.
pub fn overhear(hear: impl FnMut(&mut Response) -> bool + 'static) -> Overhearing {
    HEARINGS.with_borrow_mut(|all| {
        let number = all.last().map_or(0, |(number, _)| number + 1);
        all.push((number, Box::new(hear)));
        Overhearing(number)
    })
}

/// Sends a request; the answer arrives in the signals of [`crate::state::App`].
pub fn ask(request: Request) {
    match postcard::to_stdvec(&request) {
        Ok(bytes) => CLIENT.with_borrow_mut(|client| {
            client.send(&bytes);
            if !client.has_answered {
                client.unanswered.push(bytes);
            }
        }),
        Err(error) => leptos::logging::error!("request dropped: {error}"),
    }
}

/// Hands a file of this machine to the engine's host, with the request that opens it. The file stays
/// where it is: what goes over is a handle, and only to the engine of this page.
pub fn hand_over(request: &Request, file: &web_sys::File) {
    match postcard::to_stdvec(request) {
        Ok(bytes) => CLIENT.with_borrow(|client| {
            client.send_with(&bytes, |array| js_sys::Array::of2(array, file).into());
        }),
        Err(error) => leptos::logging::error!("request dropped: {error}"),
    }
}

impl Client {
    fn send(&self, bytes: &[u8]) {
        self.send_with(bytes, |array| array.clone().into());
    }

    /// Sends a message made from the bytes of a request.
    fn send_with(&self, bytes: &[u8], message: impl FnOnce(&js_sys::Uint8Array) -> JsValue) {
        let array = js_sys::Uint8Array::from(bytes);
        let message = message(&array);
        let sent = match &self.line {
            Line::Waiting => return,
            Line::Worker(worker) => worker.post_message_with_transfer(&message, &js_sys::Array::of1(&array.buffer())),
            Line::Here(submit) => submit.call1(&JsValue::NULL, &message).map(drop),
        };
        if let Err(error) = sent {
            web_sys::console::error_1(&error);
        }
    }

    fn connect(&mut self, line: Line) {
        self.line = line;
        for bytes in &self.unanswered {
            self.send(bytes);
        }
    }
}

/// A member of what the boot script left.
fn boot(name: &str) -> JsValue {
    let boot = js_sys::Reflect::get(&js_sys::global(), &"dimingEngine".into()).unwrap_or(JsValue::UNDEFINED);
    js_sys::Reflect::get(&boot, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Connects to the engine that the boot script started.
pub fn connect(app: App) {
    match boot("worker").dyn_into::<web_sys::Worker>() {
        Ok(worker) if !boot("failed").is_truthy() => listen(app, worker),
        _ => return start_here(app),
    }
    for early in js_sys::Array::from(&boot("early")) {
        receive_message(app, &early);
    }
}

/// Talks to a worker from now on.
fn listen(app: App, worker: web_sys::Worker) {
    let on_message = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        receive_message(app, &event.data());
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |_| {
        let has_answered = CLIENT.with_borrow(|client| client.has_answered);
        match app.engine.get_untracked() {
            Health::Well if has_answered => restart(app),
            Health::Well => start_here(app),
            Health::Restarted | Health::Lost => app.engine.set(Health::Lost),
        }
    });
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    on_error.forget();
    CLIENT.with_borrow_mut(|client| client.connect(Line::Worker(worker)));
}

/// Starts the worker again, once: what is on the screen stays until the data are there again.
fn restart(app: App) {
    let start = boot("restart").dyn_into::<js_sys::Function>().ok();
    let worker = start.and_then(|start| start.call0(&JsValue::NULL).ok()?.dyn_into::<web_sys::Worker>().ok());
    let Some(worker) = worker else { return app.engine.set(Health::Lost) };
    app.engine.set(Health::Restarted);
    CLIENT.with_borrow_mut(|client| client.has_answered = false);
    listen(app, worker);
}

/// Starts the engine on this thread, where no worker can be had.
fn start_here(app: App) {
    leptos::task::spawn_local(async move {
        match engine_here(app).await {
            Some(submit) => CLIENT.with_borrow_mut(|client| client.connect(Line::Here(submit))),
            None => app.engine.set(Health::Lost),
        }
    });
}

async fn engine_here(app: App) -> Option<js_sys::Function> {
    let load_here: js_sys::Function = boot("loadHere").dyn_into().ok()?;
    let post = Closure::<dyn Fn(js_sys::Uint8Array)>::new(move |bytes: js_sys::Uint8Array| {
        receive(app, &bytes.to_vec());
    });
    let loading: js_sys::Promise = load_here.call1(&JsValue::NULL, &post.into_js_value()).ok()?.dyn_into().ok()?;
    JsFuture::from(loading).await.ok()?.dyn_into().ok()
}

/// The worker's sign of life, null, was for the boot script.
fn receive_message(app: App, message: &JsValue) {
    if !message.is_null() {
        receive(app, &js_sys::Uint8Array::new(message).to_vec());
    }
}

fn receive(app: App, bytes: &[u8]) {
    CLIENT.with_borrow_mut(|client| {
        client.has_answered = true;
        client.unanswered = Vec::new();
    });
    match postcard::from_bytes::<Response>(bytes) {
        Ok(mut response) => {
            // The first who takes it has it.
            let is_taken = HEARINGS.with_borrow_mut(|all| all.iter_mut().any(|(_, hear)| hear(&mut response)));
            if !is_taken {
                apply(app, response);
            }
        }
        Err(error) => leptos::logging::error!("response dropped: {error}"),
    }
}

/// Puts an answer into the view state.
fn apply(app: App, response: Response) {
    match response {
        // The host carries these out itself.
        Response::Fetch { .. } | Response::Read { .. } | Response::Abandon { .. } | Response::Need { .. } => {}
        // The review says it itself.
        Response::Missing { part } => app.is_part_lost.set(part != Part::Review),
        Response::Opened { catalog } => app.take_catalog(*catalog),
        Response::LocalOpened { layer, file, definition } => app.put_local(layer as usize, *definition, Some(file)),
        Response::LocalClosed { layer, definition, .. } => app.put_local(layer as usize, *definition, None),
        Response::LocalRefused { file, problem } => {
            app.local_refused.update(|refused| refused.push((file.name, problem)))
        }
        Response::Refused { problem } => app.problem.set(Some(problem)),
        Response::Progress { layer, state } => app.layer_states.update(|states| {
            if let Some(slot) = states.get_mut(layer as usize) {
                *slot = state;
            }
        }),
        Response::Changed => app.data_revision.update(|n| *n += 1),
        Response::Seen { seq, answer } => seen(app, seq, *answer),
        Response::Card { of, card, is_final } => {
            if let Some(card) = card.as_deref().filter(|_| app.compared.with_untracked(|c| c.contains(&of))) {
                app.keep_compared(card);
            }
            if app.selected.with_untracked(|s| s.as_ref() == Some(&of)) {
                show_place(app, card.as_deref(), is_final);
                // One that is asked for again, as it was, leaves what stands there alone.
                if app.card.with_untracked(|old| old.as_deref() != card.as_deref()) {
                    app.card.set(card.map(|card| Arc::new(*card)));
                }
            }
        }
        Response::Members { rows, total, parts_at, .. } => crate::map::open_cluster(app, rows, total, parts_at),
        Response::Notes { layer, first, notes } => app.notes.set(Arc::new(NoteWindow { layer, first, notes })),
        Response::Towns { table } => app.towns.set(Arc::new(table)),
        Response::AreasAt { at, areas } => app.areas.set(Some((at, Arc::new(areas)))),
        Response::TownMiddle { town, at } => app.town_middle.set(Some((town, at))),
        Response::Found { query, rows } => app.found.set(Arc::new((query, rows))),
        Response::Paper(paper) => app.paper.set(Some(Arc::new(*paper))),
        Response::Saving { done, of } => app.saving.set(Some((done, of))),
        Response::Fingerprint { layer, print } => {
            app.desk.fingerprints.update(|prints| drop(prints.insert(layer, print)))
        }
        Response::ReviewIs(state) => {
            if matches!(state, ReviewState::Ready(_)) {
                crate::marks::review_ready();
            }
            app.desk.ready.set(state);
        }
        Response::Review { seq, answer } => app.desk.receive(seq, answer),
        Response::File { name, text, .. } => {
            app.saving.set(None);
            save_file(&name, &text);
        }
    }
}

/// Goes to the record that a link names without a camera, once it is there; gives up when all data
/// are in and it is not among them, or has no place.
fn show_place(app: App, card: Option<&Card>, is_final: bool) {
    if !app.show_card_place.get_untracked() {
        return;
    }
    if let Some(at) = card.and_then(|card| card.at) {
        app.go(Goto::Show { at, zoom_at_least: LINKED_RECORD_ZOOM });
    }
    if card.is_some() || is_final {
        app.show_card_place.set(false);
    }
}

/// An answer older than what is shown is dropped.
fn seen(app: App, seq: u32, answer: Answer) {
    if seq < app.counts.with_untracked(|c| c.seq) {
        return;
    }
    if let Some(picture) = answer.picture {
        app.picture.set(Arc::new(picture));
    }
    if let Some(facets) = answer.facets {
        app.facets.set(Arc::new(facets));
    }
    let rows = crate::state::RowWindow { first: answer.first_row, rows: answer.rows };
    if app.rows.with_untracked(|old| **old != rows) {
        app.rows.set(Arc::new(rows));
    }
    app.counts.set(crate::state::Counts {
        seq,
        passed: answer.passed,
        total: answer.total,
        listed: answer.listed,
        unplaced: answer.unplaced,
        layer_counts: answer.layer_counts,
        settled: answer.settled,
        suggestions: answer.suggestions,
    });
}

/// Asks for the selected record (again, when more data have come in).
pub fn ask_card(app: App) {
    if let Some(of) = app.selected.get_untracked() {
        ask(Request::Card { of });
    }
}

/// Hands a text to the browser's downloads.
pub fn save_file(name: &str, text: &str) {
    if let Err(error) = try_save_file(name, text) {
        web_sys::console::error_1(&error);
    }
}

fn try_save_file(name: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    let kind = match name.rsplit_once('.') {
        Some((_, "json")) => "application/json",
        Some((_, "geojson")) => "application/geo+json",
        Some((_, "jsonl")) => "application/jsonl",
        _ => "text/csv",
    };
    options.set_type(&format!("{kind};charset=utf-8"));
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    try_save_blob(name, &blob)
}

/// Hands bytes to the browser's downloads.
pub fn save_blob(name: &str, blob: &web_sys::Blob) {
    if let Err(error) = try_save_blob(name, blob) {
        web_sys::console::error_1(&error);
    }
}

fn try_save_blob(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let anchor: web_sys::HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser holds the blob while it saves; the address is not needed any more after that.
    gloo_timers::callback::Timeout::new(60_000, move || drop(web_sys::Url::revoke_object_url(&url))).forget();
    Ok(())
}
