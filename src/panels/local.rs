//! Files of this machine: a button that opens them, the page as drop target, and which were refused.
//!
//! A file is handed to the engine of this page and nowhere else. Limit: [`FILES_MAX`] at one go.

use super::books::{self, Books};
use crate::book_reader::is_book;
use crate::engine_client::{ask, open_local};
use crate::reactive::{all, effect, live, show};
use crate::state::{App, app};
use crate::ui::clock::day_of;
use crate::ui::focus;
use crate::ui::state::{Opened, ui};
use crate::ui::text::{said, say};
use diming_protocol::catalog::{Datum, Layer};
use diming_protocol::messages::{Msg, bytes, date, explain, fill};
use diming_protocol::{LocalFile, Request};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use std::cell::Cell;
use wasm_bindgen::JsCast;

/// Most files taken at one go.
const FILES_MAX: u32 = 32;
/// What the browser's dialog offers first.
const ACCEPTED: &str = ".xlsx,.xls,.et,.csv,.ods,.xlsb,.xlsm,.geojson,.json,.tsv,.txt,.zip";
/// The datums to choose from, by their codes.
const DATUMS: [(&str, Msg); 4] = [
    ("wgs84", Msg::LocalDatumWgs84),
    ("cgcs2000", Msg::LocalDatumCgcs2000),
    ("gcj02", Msg::LocalDatumGcj02),
    ("bd09", Msg::LocalDatumBd09),
];

thread_local! {
    /// Number of the last file that was opened in this visit.
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// Opens files as layers. From then on the address leaves out what may come from them.
fn open_files(app: App, files: &web_sys::FileList) {
    if app.answers.catalog.with_untracked(Option::is_none) {
        return;
    }
    app.session.is_discreet.set(true);
    app.answers.local_refused.set(Vec::new());
    let files: Vec<web_sys::File> = (0..files.length().min(FILES_MAX)).filter_map(|at| files.get(at)).collect();
    spawn_local(async move {
        for file in files {
            match is_book(&file).await {
                true => books::take(app, next_number(), file),
                false => open_file(app, file.last_modified().max(0.0) as u64, file),
            }
        }
    });
}

fn next_number() -> u32 {
    LAST.set(LAST.get() + 1);
    LAST.get()
}

fn open_file(app: App, modified_ms: u64, file: web_sys::File) {
    let told = LocalFile { number: next_number(), name: file.name(), bytes: file.size() as u64, modified_ms };
    open_local(told, app.session.local_datum.get_untracked(), file);
}

/// Opens bytes as a file of this name; returns whether the browser makes one.
pub fn open_as(app: App, name: &str, modified_ms: u64, bytes: &js_sys::Uint8Array) -> bool {
    app.session.is_discreet.set(true);
    let made = web_sys::File::new_with_u8_array_sequence(&js_sys::Array::of1(bytes), name);
    made.map(|file| open_file(app, modified_ms, file)).is_ok()
}

/// A button that opens files, the datum of their coordinates, and which were refused and why. It
/// can stand in any panel.
#[component]
pub fn OpenLocal() -> impl IntoView {
    let app = app();
    let chosen = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            if let Some(files) = input.files() {
                open_files(app, &files);
            }
            // The same file can be chosen again.
            input.set_value("");
        }
    };
    let options = || {
        all(DATUMS.map(|(code, msg)| {
            let is_on = move || Datum::of_code(code) == Some(app.session.local_datum.get());
            view! { <option value=code prop:selected=is_on>{say(msg)}</option> }
        }))
    };
    let set_datum = move |event: ev::Event| {
        if let Some(datum) = Datum::of_code(&event_target_value(&event)) {
            app.session.local_datum.set(datum);
        }
    };
    let told: NodeRef<html::Div> = NodeRef::new();
    effect(move || {
        if app.answers.local_refused.with(|refused| !refused.is_empty()) {
            focus::soon(move || {
                if let Some(told) = told.get_untracked() {
                    told.scroll_into_view_with_bool(false);
                }
            });
        }
    });
    view! {
        <section class="local">
            <h3>{say(Msg::LocalTitle)}</h3>
            <p class="hint">{say(Msg::LocalStays)}</p>
            <div class="buttons">
                <label class="file-button">
                    <input class="sr" type="file" multiple accept=ACCEPTED on:change=chosen />
                    {say(Msg::LocalOpen)}
                </label>
                <label class="local-datum">
                    <span>{say(Msg::LocalDatum)}</span>
                    <select on:change=set_datum>{options()}</select>
                </label>
            </div>
            <Books />
            <div role="alert" node_ref=told>{live(move || refused(app))}</div>
        </section>
    }
}

/// Files that were not opened, each with why and what to do.
fn refused(app: App) -> AnyView {
    let lang = app.view.lang.get();
    app.answers.local_refused.with(|refused| {
        all(refused.iter().map(|(name, problem)| {
            let explained = explain(lang, problem);
            let what = fill(lang, Msg::LocalNotOpened, &[("name", name), ("what", &explained.what)]);
            view! { <div class="problem"><p>{said(lang, &what)}</p><p>{explained.advice}</p></div> }
        }))
    })
}

/// The mark of a layer of this machine; nothing for another.
pub fn local_mark(layer: &Layer) -> Option<AnyView> {
    layer.is_own_file().then(|| view! { <span class="local-mark">{say(Msg::LocalMark)}</span> }.into_any())
}

/// Size and date of a layer's file, and a button that closes it; the focus then goes to the title.
#[component]
pub fn FileLine(layer: u32, title_id: &'static str) -> impl IntoView {
    let app = app();
    let words = move || {
        let lang = app.view.lang.get();
        let file = app.answers.local_files.with(|files| files.get(&layer).cloned())?;
        let values = [("bytes", bytes(lang, file.bytes)), ("date", date(lang, day_of(file.modified_ms)))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Some(fill(lang, Msg::LocalSize, &values))
    };
    let close = move |_| {
        ask(Request::CloseLocal { layer });
        focus::to_id(title_id);
    };
    view! {
        <p class="hint">{live(words)}</p>
        <button type="button" class="link" on:click=close>{say(Msg::LocalClose)}</button>
    }
}

/// Opens files that are dropped anywhere on the page, with a hint while they are dragged over it.
#[component]
pub fn DropZone() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let is_over = RwSignal::new(false);
    // A part of the page that takes files itself has prevented the default.
    let on_over = window_event_listener(ev::dragover, move |event| {
        if event.default_prevented() {
            is_over.set(false);
        } else if let Some(held) = event.data_transfer().filter(holds_files) {
            event.prevent_default();
            held.set_drop_effect("copy");
            if !is_over.get_untracked() {
                is_over.set(true);
            }
        }
    });
    let on_leave = window_event_listener(ev::dragleave, move |event| {
        // Between two elements of the page it is not left.
        if event.related_target().is_none() {
            is_over.set(false);
        }
    });
    let on_drop = window_event_listener(ev::drop, move |event| {
        is_over.set(false);
        let held = event.data_transfer().filter(holds_files);
        let Some(held) = held.filter(|_| !event.default_prevented()) else { return };
        // Else the browser would leave the page for the file.
        event.prevent_default();
        if let Some(files) = held.files() {
            open_files(app, &files);
            app.select(None);
            app.session.spot.set(None);
            match app.workspace().and_then(|spec| spec.dropped) {
                Some(dropped) => {
                    ui.opened.set(Opened::Nothing);
                    dropped(app);
                }
                None => ui.opened.set(Opened::Data(None)),
            }
        }
    });
    on_cleanup(move || {
        on_over.remove();
        on_leave.remove();
        on_drop.remove();
    });
    show(move || is_over.get(), move || view! { <p class="drop-hint">{say(Msg::LocalDrop)}</p> })
}

/// Whether files are dragged, not a text or a link.
pub fn holds_files(held: &web_sys::DataTransfer) -> bool {
    held.types().includes(&"Files".into(), 0)
}
