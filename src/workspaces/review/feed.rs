//! Input of a text: typed or pasted, from a file, or dropped. A file's encoding is detected from its bytes, and shown
//! if it is not UTF-8.

use crate::panels::local::holds_files;
use crate::reactive::{State, live};
use crate::state::app;
use crate::ui::text::{said, say};
use diming_protocol::Problem;
use diming_protocol::messages::{explain, fill};
use diming_review_protocol::messages::ListsMsg;
use diming_text::encoding::Encoding;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, TextDecoder};

/// Extensions that the file dialog offers.
const ACCEPTED: &str = ".csv,.txt,.tsv,.json,.jsonl,text/*,application/json";
/// Largest file that is read, bytes.
const FILE_BYTES_MAX: u64 = 16 << 20;

/// A text may lose at most one character in this many to bad bytes; a file that loses more is not text.
const LOST_SHARE_MAX: u32 = 10;

/// Called with a text.
pub type Taken = Arc<dyn Fn(String) + Send + Sync>;

/// Result of the last file; [`reading_line`] tells it.
#[derive(Clone, Default)]
pub enum Reading {
    #[default]
    /// None was given.
    Nothing,
    /// It was read: its name, its encoding.
    Read(String, Encoding),
    /// It is no text.
    Unread(String),
    /// It is over the limit, bytes.
    TooLong(u64),
    /// Nothing was typed.
    Empty,
}

/// The text box: its state, its label, and the label of the button.
#[derive(Clone, Copy)]
pub struct Typed {
    /// What was typed.
    pub text: State<String>,
    /// The label.
    pub label: ListsMsg,
    /// The button's label.
    pub run: ListsMsg,
}

/// Text and file inputs; `taken` gets the text.
#[component]
pub fn Feed(
    /// The text box; `None` for files only.
    typed: Option<Typed>,
    /// The label of the file button.
    file_label: AnyView,
    reading: RwSignal<Reading>,
    taken: Taken,
) -> impl IntoView {
    let is_over = RwSignal::new(false);
    let read_file = {
        let taken = Arc::clone(&taken);
        move |file: File| read(file, reading, Arc::clone(&taken))
    };
    let read_dropped = read_file.clone();
    let drop_here = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
            read_dropped(file);
        }
    };
    let drag = move |event: DragEvent| {
        if event.data_transfer().as_ref().is_some_and(holds_files) {
            event.prevent_default();
            is_over.set(true);
        }
    };
    let choose = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read_file(file);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <div
            class="feed"
            class:is-over=move || is_over.get()
            on:dragover=drag
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop_here
        >
            {typed.map(|typed| typed_box(typed, reading, taken))}
            <div class="buttons">
                <label class="file-button">
                    <input class="sr" type="file" accept=ACCEPTED on:change=choose />
                    {file_label}
                </label>
                <span class="hint">{say(ListsMsg::FileDrop)}</span>
            </div>
        </div>
    }
}

/// What came of the last file. It stands outside of what folds away.
pub fn reading_line(reading: RwSignal<Reading>) -> AnyView {
    let app = app();
    let outcome = move || {
        let lang = app.view.lang.get();
        let sentence = match reading.get() {
            Reading::Nothing => return ().into_any(),
            Reading::Read(name, Encoding::Utf8) => fill(lang, ListsMsg::FileRead, &[("name", &name)]),
            Reading::Read(name, encoding) => {
                fill(lang, ListsMsg::FileReadAs, &[("name", &name), ("encoding", encoding.name())])
            }
            Reading::Unread(name) => fill(lang, ListsMsg::FileUnread, &[("name", &name)]),
            Reading::TooLong(found) => {
                let problem = Problem::Limit { what: "bytes".to_owned(), limit: FILE_BYTES_MAX, found: Some(found) };
                let explained = explain(lang, &problem);
                format!("{} {}", explained.what, explained.advice)
            }
            Reading::Empty => fill(lang, ListsMsg::TextEmpty, &[]),
        };
        said(lang, &sentence)
    };
    view! { <p class="hint" role="status">{live(outcome)}</p> }.into_any()
}

fn typed_box(typed: Typed, reading: RwSignal<Reading>, taken: Taken) -> impl IntoView {
    let area: NodeRef<html::Textarea> = NodeRef::new();
    let run = move |_| {
        let Some(text) = area.get_untracked().map(|area| area.value()) else { return };
        let is_empty = text.trim().is_empty();
        reading.set(if is_empty { Reading::Empty } else { Reading::Nothing });
        if !is_empty {
            taken(text);
        }
    };
    let leave = move |event: web_sys::Event| typed.text.set(event_target_value(&event));
    view! {
        <label class="feed-text">
            <span>{say(typed.label)}</span>
            <textarea
                rows="6"
                autocomplete="off"
                spellcheck="false"
                prop:value=typed.text.get_untracked()
                node_ref=area
                on:change=leave
            ></textarea>
        </label>
        <div class="buttons">
            <button type="button" class="main" on:click=run>{say(typed.run)}</button>
        </div>
    }
}

fn read(file: File, reading: RwSignal<Reading>, taken: Taken) {
    if file.size() > FILE_BYTES_MAX as f64 {
        reading.set(Reading::TooLong(file.size() as u64));
        return;
    }
    leptos::task::spawn_local(async move {
        let name = file.name();
        let bytes = JsFuture::from(file.array_buffer()).await.ok();
        let text = bytes.and_then(|bytes| decode(&js_sys::Uint8Array::new(&bytes).to_vec()));
        // The component may be gone; the text counts all the same.
        drop(reading.try_set(match text {
            Some((_, encoding)) => Reading::Read(name, encoding),
            None => Reading::Unread(name),
        }));
        if let Some((text, _)) = text {
            taken(text);
        }
    });
}

/// The text of a file, and its encoding; invalid bytes are replaced. `None` if the file is no text, or the browser
/// does not support its encoding.
fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    let encoding = Encoding::of(bytes);
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        _ => TextDecoder::new_with_label(encoding.label()).ok()?.decode_with_u8_array(bytes).ok()?,
    };
    let (all, lost) =
        text.chars().fold((0, 0), |(all, lost), c| (all + 1, lost + u32::from(matches!(c, '\u{fffd}' | '\0'))));
    (lost * LOST_SHARE_MAX <= all).then_some((text, encoding))
}
