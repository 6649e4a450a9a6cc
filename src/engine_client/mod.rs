//! The handle on the engine: sends requests, applies responses to the state. [`transport`] says where the engine runs.

mod files;
mod transport;
mod waiting;

use crate::state::{App, Found, Goto, NoteWindow, Spot};
use diming_protocol::catalog::Datum;
use diming_protocol::geo::LonLat;
use diming_protocol::{Answer, Card, LocalFile, Part, Request, Response, Row};
use std::cell::RefCell;
use std::sync::Arc;

pub use files::{save_blob, save_bytes, save_file};
pub use transport::connect;
pub use waiting::{ResponseMatch, answer_of, next_frame, wait_until};

/// Zoom for a record named by a link without a camera.
const LINKED_RECORD_ZOOM: f64 = 14.0;

/// Called with every response before it is applied; returns `true` to consume it.
type Listener = Box<dyn FnMut(&mut Response) -> bool>;

thread_local! {
    static LISTENERS: RefCell<Vec<(u32, Listener)>> = const { RefCell::new(Vec::new()) };
}

/// The listener is called until this is dropped.
pub struct Listening(u32);

impl Drop for Listening {
    fn drop(&mut self) {
        LISTENERS.with_borrow_mut(|all| all.retain(|(number, _)| *number != self.0));
    }
}

/// Adds a listener to the engine's responses.
pub fn listen(listener: impl FnMut(&mut Response) -> bool + 'static) -> Listening {
    LISTENERS.with_borrow_mut(|all| {
        let number = all.last().map_or(0, |(number, _)| number + 1);
        all.push((number, Box::new(listener)));
        Listening(number)
    })
}

/// Sends a request; the response arrives in the signals of [`crate::state::App`].
pub fn ask(request: Request) {
    match postcard::to_stdvec(&request) {
        Ok(bytes) => transport::send(bytes),
        Err(error) => leptos::logging::error!("request dropped: {error}"),
    }
}

/// Hands a file of this machine to the engine's host, with the request that opens it. The file is not uploaded: only a
/// handle is passed, to this page's engine. It is passed again to a restarted engine.
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

/// A file was closed.
fn forget_handle(number: u32) {
    HANDLES.with_borrow_mut(|handles| handles.retain(|(file, ..)| file.number != number));
}

fn receive(app: App, bytes: &[u8]) {
    match postcard::from_bytes::<Response>(bytes) {
        Ok(response) => dispatch(app, response),
        Err(error) => leptos::logging::error!("response dropped: {error}"),
    }
}

fn dispatch(app: App, mut response: Response) {
    // The first listener that consumes it ends the loop.
    let is_taken = LISTENERS.with_borrow_mut(|all| all.iter_mut().any(|(_, listener)| listener(&mut response)));
    if !is_taken {
        apply(app, response);
    }
}

/// Applies a response to the state.
fn apply(app: App, response: Response) {
    match response {
        // The host carries these out.
        Response::Fetch { .. }
        | Response::Read { .. }
        | Response::Abandon { .. }
        | Response::Need { .. }
        | Response::Judged { .. } => {}
        Response::Workspace { id, seq, body } => {
            if let Some(spec) = app.spec(id) {
                (spec.receive)(seq, body);
            }
        }
        // The workspace reports it itself, and so does a layer that cannot be read.
        Response::Missing { part: Part::Workspace(id) } => {
            if let Some(spec) = app.spec(id) {
                (spec.lose)();
            }
        }
        Response::Missing { part: Part::Catalog | Part::Reading | Part::Tables } => {}
        Response::Missing { part: Part::Export } => app.answers.is_part_lost.set(true),
        // The requester has a listener.
        Response::Fingerprint { .. } => {}
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
            app.answers.local_refused.update(|refused| refused.push((file.name, problem)));
        }
        Response::Refused { problem } => app.answers.problem.set(Some(problem)),
        Response::Characters { problem } => {
            app.answers.characters_coming.set(false);
            app.answers.characters_problem.set(problem);
        }
        Response::Progress { layer, state } => app.answers.layer_states.update(|states| {
            if let Some(slot) = states.get_mut(layer as usize) {
                *slot = state;
            }
        }),
        Response::Changed => app.answers.data_revision.update(|n| *n += 1),
        Response::Seen { seq, answer } => seen(app, seq, *answer),
        Response::Card { of, card, is_final } => {
            if let Some(card) = card.as_deref().filter(|_| app.view.compared.with_untracked(|c| c.contains(&of))) {
                app.keep_compared(card);
            }
            if app.view.selected.with_untracked(|s| s.as_ref() == Some(&of)) {
                show_place(app, card.as_deref(), is_final);
                // A repeated response without a change does not notify.
                if app.answers.card.with_untracked(|old| old.as_deref() != card.as_deref()) {
                    app.answers.card.set(card.map(|card| Arc::new(*card)));
                }
            }
        }
        Response::Members { rows, total, parts_at, .. } => open_cluster(app, rows, total, parts_at),
        Response::Notes { layer, first, notes } => app.answers.notes.set(Arc::new(NoteWindow { layer, first, notes })),
        Response::Towns { table } => app.answers.towns.set(Arc::new(table)),
        Response::Extent { bounds, moves_map: true } => app.answers.extent.set(bounds),
        Response::Extent { bounds, moves_map: false } => app.answers.paper_extent.set(Some(bounds)),
        Response::AreasAt { at, areas } => app.answers.areas.set(Some((at, Arc::new(areas)))),
        Response::TownMiddle { town, at } => app.answers.town_middle.set(Some((town, at))),
        Response::Count { filter, n } => app.answers.counted.update(|all| {
            all.retain(|(of, _)| *of != *filter);
            all.push((*filter, n));
        }),
        Response::Found { query, rows, notes } => app.answers.found.set(Arc::new(Found { query, rows, notes })),
        Response::Paper(paper) => app.answers.paper.set(Some(Arc::new(*paper))),
        Response::Saving { done, of } => app.answers.saving.set(Some((done, of))),
        Response::File { name, text, .. } => {
            app.answers.saving.set(None);
            save_file(&name, &text);
        }
    }
}

/// Moves to a record that was chosen from a list, where the map shows it in a cluster only; and to the record of a link
/// without a camera once it is loaded, unless all data are loaded and it is missing or has no place.
fn show_place(app: App, card: Option<&Card>, is_final: bool) {
    let place = card.and_then(|card| Some((card.at?, card.alone_at.unwrap_or_default())));
    if card.is_some() && app.map_commands.stand_alone.get_untracked() {
        app.map_commands.stand_alone.set(false);
        if let Some((at, zoom_at_least)) = place.filter(|(_, alone_at)| *alone_at > 0.0) {
            app.go(Goto::Show { at, zoom_at_least });
        }
    }
    if !app.map_commands.show_card_place.get_untracked() {
        return;
    }
    if let Some((at, alone_at)) = place {
        app.go(Goto::Show { at, zoom_at_least: LINKED_RECORD_ZOOM.max(alone_at) });
    }
    if card.is_some() || is_final {
        app.map_commands.show_card_place.set(false);
    }
}

/// Drops a response older than the one shown. A response of a restarted engine that is still loading waits, because
/// the screen shows more.
fn seen(app: App, seq: u32, answer: Answer) {
    if seq < app.answers.counts.with_untracked(|c| c.seq) || transport::is_recovering() && !answer.settled {
        return;
    }
    transport::has_recovered();
    if let Some(ground) = answer.ground {
        app.answers.ground.set(Arc::new(ground));
    }
    if let Some(picture) = answer.picture {
        app.answers.picture.set(Arc::new(picture));
    }
    if let Some(facets) = answer.facets {
        app.answers.facets.set(Arc::new(facets));
    }
    let rows = crate::state::RowWindow { first: answer.first_row, rows: answer.rows };
    if app.answers.rows.with_untracked(|old| **old != rows) {
        app.answers.rows.set(Arc::new(rows));
    }
    app.answers.counts.set(crate::state::Counts {
        seq,
        passed: answer.passed,
        total: answer.total,
        listed: answer.listed,
        unplaced: answer.unplaced,
        layer_counts: answer.layer_counts,
        settled: answer.settled,
        suggestions: answer.suggestions,
        notes: answer.notes,
    });
}

/// Applies the members of an opened cluster: moves the map to where it splits, or lists them if it never splits.
fn open_cluster(app: App, rows: Vec<Row>, total: u32, parts_at: Option<f64>) {
    let places: Vec<LonLat> = rows.iter().filter_map(|r| r.at).collect();
    match (parts_at, places.len()) {
        (Some(zoom_at_least), n @ 1..) => {
            let mean = |axis: fn(&LonLat) -> f64| places.iter().map(axis).sum::<f64>() / n as f64;
            let at = LonLat { lon: mean(|p| p.lon), lat: mean(|p| p.lat) };
            app.go(Goto::Show { at, zoom_at_least });
        }
        _ => {
            // A card would cover it.
            app.select(None);
            app.session.spot.set(Some(Arc::new(Spot { total, rows })));
        }
    }
}

/// Requests the selected record, again when more data have loaded.
pub fn ask_card(app: App) {
    if let Some(of) = app.view.selected.get_untracked() {
        ask(Request::Card { of });
    }
}
