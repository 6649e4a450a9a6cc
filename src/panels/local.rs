//! Files of this machine: a button that opens them, the whole page to drop them on, and what became of them.
//!
//! A file is handed to the engine of this page and nowhere else. Limit: [`FILES_MAX`] at one go.

use super::ui::{Over, ui};
use super::words::{said, say};
use crate::a11y::focus;
use crate::engine_client::{ask, open_local};
use crate::live::{all, live, show};
use crate::state::{App, app};
use crate::workspaces::review::desk::DeskView;
use diming_protocol::catalog::{Datum, Layer};
use diming_protocol::messages::{Msg, bytes, date, explain, fill};
use diming_protocol::{LocalFile, Request};
use leptos::ev;
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;

/// Most files taken at one go.
const FILES_MAX: u32 = 32;
/// What the browser's dialog offers first.
const ACCEPTED: &str = ".geojson,.json,.csv,.tsv,.txt";
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

/// Opens files as layers. From now on the address says nothing that may come from them.
fn open_files(app: App, files: &web_sys::FileList) {
    if app.catalog.with_untracked(Option::is_none) {
        return;
    }
    app.is_discreet.set(true);
    app.local_refused.set(Vec::new());
    for file in (0..files.length().min(FILES_MAX)).filter_map(|at| files.get(at)) {
        LAST.set(LAST.get() + 1);
        let told = LocalFile {
            number: LAST.get(),
            name: file.name(),
            bytes: file.size() as u64,
            modified_ms: file.last_modified().max(0.0) as u64,
        };
        let datum = app.local_datum.get_untracked();
        open_local(told, datum, file);
    }
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
            let is_on = move || Datum::of_code(code) == Some(app.local_datum.get());
            view! { <option value=code prop:selected=is_on>{say(msg)}</option> }
        }))
    };
    let set_datum = move |event: ev::Event| {
        if let Some(datum) = Datum::of_code(&event_target_value(&event)) {
            app.local_datum.set(datum);
        }
    };
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
            <div role="alert">{live(move || refused(app))}</div>
        </section>
    }
}

/// Files that were not opened, each with why and what to do.
fn refused(app: App) -> AnyView {
    let lang = app.lang.get();
    app.local_refused.with(|refused| {
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
        let lang = app.lang.get();
        let file = app.local_files.with(|files| files.get(&layer).cloned())?;
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

/// The local day of a time in milliseconds since 1970, `yyyymmdd`.
fn day_of(ms: u64) -> u32 {
    let day = js_sys::Date::new(&(ms as f64).into());
    day.get_full_year() * 10_000 + (day.get_month() + 1) * 100 + day.get_date()
}

/// Takes files that are dropped anywhere on the page, and says so while they are held over it.
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
            app.spot.set(None);
            if app.in_review() {
                // There a file is a register.
                ui.over.set(Over::Nothing);
                app.desk.view.set(DeskView::Rules);
            } else {
                ui.over.set(Over::Data(None));
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

/// Whether files are held, not a text or a link.
pub fn holds_files(held: &web_sys::DataTransfer) -> bool {
    held.types().includes(&"Files".into(), 0)
}
