//! One handle on the engine: requests out, answers into the view state. [`line`] is where it runs.

mod files;
mod transport;

use crate::state::{App, Goto, NoteWindow};
use diming_protocol::catalog::Datum;
use diming_protocol::review::{ReviewAnswer, ReviewState};
use diming_protocol::{Answer, Card, LocalFile, Part, Request, Response};
use std::cell::RefCell;
use std::sync::Arc;

pub use files::{save_blob, save_file};
pub use transport::connect;

/// Zoom at which a record is shown that a link names without a camera.
const LINKED_RECORD_ZOOM: f64 = 14.0;

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
        Ok(bytes) => transport::send(bytes),
        Err(error) => leptos::logging::error!("request dropped: {error}"),
    }
}

/// Hands a file of this machine to the engine's host, with the request that opens it. The file stays
/// where it is: what goes over is a handle, and only to the engine of this page. It is handed over again to an engine
/// that was started again.
pub fn open_local(file: LocalFile, datum: Datum, handle: web_sys::File) {
    hand_over(&file, datum, &handle);
    HANDLES.with_borrow_mut(|handles| handles.push((file, datum, handle)));
}

fn hand_over(file: &LocalFile, datum: Datum, handle: &web_sys::File) {
    match postcard::to_stdvec(&Request::OpenLocal { file: file.clone(), datum }) {
        Ok(bytes) => transport::send_with_file(&bytes, handle),
        Err(error) => leptos::logging::error!("request dropped: {error}"),
    }
}

thread_local! {
    /// Files of this machine that are open.
    static HANDLES: RefCell<Vec<(LocalFile, Datum, web_sys::File)>> = const { RefCell::new(Vec::new()) };
}

/// A file is not open any more.
fn forget_handle(number: u32) {
    HANDLES.with_borrow_mut(|handles| handles.retain(|(file, ..)| file.number != number));
}

fn receive(app: App, bytes: &[u8]) {
    match postcard::from_bytes::<Response>(bytes) {
        Ok(response) => hear(app, response),
        Err(error) => leptos::logging::error!("response dropped: {error}"),
    }
}

/// Takes an answer of the review: its number, and its bytes for the workspace or its text for the page around.
fn receive_review(app: App, numbered: &js_sys::Array) {
    let (seq, content) = (numbered.get(0).as_f64().unwrap_or_default() as u32, numbered.get(1));
    match content.as_string() {
        Some(json) => hear(app, Response::Review { seq, answer: ReviewAnswer::Aside { json } }),
        None => app.desk.receive(seq, js_sys::Uint8Array::new(&content).to_vec()),
    }
}

fn hear(app: App, mut response: Response) {
    // The first who takes it has it.
    let is_taken = HEARINGS.with_borrow_mut(|all| all.iter_mut().any(|(_, hear)| hear(&mut response)));
    if !is_taken {
        apply(app, response);
    }
}

/// Puts an answer into the view state.
fn apply(app: App, response: Response) {
    match response {
        // The host carries these out itself.
        Response::Fetch { .. }
        | Response::Read { .. }
        | Response::Abandon { .. }
        | Response::Need { .. }
        | Response::Judged { .. } => {}
        // Answered where it was asked, or not at all.
        Response::Review { .. } => {}
        // The review says it itself, and so does a layer that cannot be read.
        Response::Missing { part } => app.is_part_lost.set(part == Part::Export),
        Response::Opened { catalog } => {
            app.take_catalog(*catalog);
            HANDLES.with_borrow(|handles| {
                handles.iter().for_each(|(file, datum, handle)| hand_over(file, *datum, handle))
            });
        }
        Response::LocalOpened { layer, file, definition } => app.put_local(layer as usize, *definition, Some(file)),
        Response::LocalClosed { layer, definition, file } => {
            forget_handle(file);
            app.put_local(layer as usize, *definition, None);
        }
        Response::LocalRefused { file, problem } => {
            forget_handle(file.number);
            app.local_refused.update(|refused| refused.push((file.name, problem)));
        }
        Response::Refused { problem } => app.problem.set(Some(problem)),
        Response::Characters { problem } => {
            app.characters_coming.set(false);
            app.characters_problem.set(problem);
        }
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
                crate::user_timing::review_ready();
            }
            app.desk.ready.set(state);
        }
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

/// An answer older than what is shown is dropped. From an engine that was started again and still reads the data, it
/// waits: what is on the screen is more.
fn seen(app: App, seq: u32, answer: Answer) {
    if seq < app.counts.with_untracked(|c| c.seq) || transport::is_recovering() && !answer.settled {
        return;
    }
    transport::has_recovered();
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
        shorter: answer.shorter,
        is_near: answer.is_near,
    });
}

/// Asks for the selected record (again, when more data have come in).
pub fn ask_card(app: App) {
    if let Some(of) = app.selected.get_untracked() {
        ask(Request::Card { of });
    }
}
