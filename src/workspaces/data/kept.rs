//! Changes kept on this machine until they are saved as a file: written a moment after each, offered again after a crash.

use super::session::desk_session;
use crate::panels::local::open_as;
use crate::reactive::{all, effect, live, show};
use crate::state::app;
use crate::ui::clock::day_of;
use crate::ui::text::{Words, say};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{bytes, date, fill, number, text};
use diming_tables_protocol::DeskAsk;
use diming_tables_protocol::messages::DeskMsg;
use gloo_timers::callback::Timeout;
use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// The database; version 1 has one store of lists, by the time at which their visit began: name, text, changes, time.
const DATABASE: &str = "diming-desk";
const STORE: &str = "lists";
/// How long nothing changes before the list is kept.
const AFTER_MS: u32 = 800;

/// A list of an earlier visit.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptList {
    /// When its visit began, milliseconds since 1970: its key.
    pub key: f64,
    /// Name of its file.
    pub name: String,
    /// The list as CSV.
    pub text: String,
    /// Cells and rows that were changed.
    pub changes: u32,
    /// When it was kept, milliseconds since 1970.
    pub at_ms: f64,
}

/// How the changes of this visit are kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Keeping {
    /// There is nothing to keep.
    Not,
    /// So many bytes are kept.
    Kept(f64),
    /// The browser keeps nothing.
    Refused,
    /// The list is too long.
    TooLong,
}

thread_local! {
    /// The key of this visit.
    static VISIT: f64 = js_sys::Date::now();
}

/// Keeps what is changed, and looks for what earlier visits have left. Called once.
pub fn once() {
    let session = desk_session();
    let waiting = StoredValue::new_local(None::<Timeout>);
    effect(move || {
        let state =
            session.info(|info| (info.undo, info.redo, info.changed_cells + info.changed_rows, session.is_saved(info)));
        let Some((_, _, changes, is_saved)) = state else { return };
        match changes == 0 || is_saved {
            // What was taken back or saved is not kept.
            true if session.keeping.get_untracked() != Keeping::Not => forget(VISIT.with(|key| *key)),
            true => {}
            false => waiting.set_value(Some(Timeout::new(AFTER_MS, move || session.ask(&DeskAsk::Keep)))),
        }
    });
    spawn_local(async move {
        if let Ok(lists) = read().await {
            session.kept.set(lists);
        }
    });
}

/// Keeps the text of the list; `None`: it is too long.
pub fn keep(text: Option<String>) {
    let session = desk_session();
    let Some(list) = text else { return session.keeping.set(Keeping::TooLong) };
    let (name, changes) = (session.list_name(), session.changes());
    spawn_local(async move {
        let size = list.len() as f64;
        let now = js_sys::Date::now();
        let value = js_sys::Array::of4(&name.into(), &list.into(), &changes.into(), &now.into());
        let done = write(VISIT.with(|key| *key), &value).await;
        session.keeping.set(if done.is_ok() { Keeping::Kept(size) } else { Keeping::Refused });
    });
}

/// Forgets a kept list.
fn forget(key: f64) {
    let session = desk_session();
    session.kept.update(|kept| kept.retain(|list| list.key != key));
    if VISIT.with(|own| *own == key) {
        session.keeping.set(Keeping::Not);
    }
    spawn_local(async move {
        // What cannot be deleted is offered again.
        let _ = remove(key).await;
    });
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await
}

async fn write(key: f64, value: &JsValue) -> Result<(), Error> {
    let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.put(value, Some(&key.into()))?.await?;
    transaction.commit()?.await?;
    Ok(())
}

async fn remove(key: f64) -> Result<(), Error> {
    let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.delete(Query::Key(key.into()))?.await?;
    transaction.commit()?.await?;
    Ok(())
}

async fn read() -> Result<Vec<KeptList>, Error> {
    let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(STORE)?;
    let keys = store.get_all_keys(None, None)?.await?;
    let values = store.get_all(None, None)?.await?;
    let list = |(key, value): (JsValue, JsValue)| {
        let parts = js_sys::Array::from(&value);
        Some(KeptList {
            key: key.as_f64()?,
            name: parts.get(0).as_string()?,
            text: parts.get(1).as_string()?,
            changes: parts.get(2).as_f64()? as u32,
            at_ms: parts.get(3).as_f64()?,
        })
    };
    Ok(keys.into_iter().zip(values).filter_map(list).collect())
}

/// How the changes of this visit are kept, in a line.
#[component]
pub fn KeepingLine() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let words = move || {
        let lang = app.view.lang.get();
        match session.keeping.get() {
            Keeping::Not => String::new(),
            Keeping::Kept(size) => fill(lang, DeskMsg::KeptHere, &[("bytes", &bytes(lang, size as u64))]),
            Keeping::Refused => text(lang, DeskMsg::KeepRefused).to_owned(),
            Keeping::TooLong => text(lang, DeskMsg::KeepTooLong).to_owned(),
        }
    };
    view! { <span class="hint" role="status">{live(words)}</span> }
}

/// Lists of earlier visits: each can be taken up again or deleted.
#[component]
pub fn KeptLists() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let items = move || {
        let lang = app.view.lang.get();
        session.kept.with(|kept| all(kept.iter().map(|list| kept_view(lang, list))))
    };
    show(
        move || session.kept.with(|kept| !kept.is_empty()),
        move || view! { <ul class="kept-lists" role="status">{live(items)}</ul> },
    )
}

fn kept_view(lang: Lang, list: &KeptList) -> AnyView {
    let (key, kept) = (list.key, list.clone());
    let take = move |_| {
        let app = desk_session().app();
        let content = js_sys::Uint8Array::from(kept.text.as_bytes());
        if open_as(app, &kept.name, kept.at_ms as u64, &content) {
            // It stays kept until it is saved or deleted: the next change keeps it under this visit.
            desk_session().kept.update(|lists| lists.retain(|list| list.key != key));
        }
    };
    let values = [
        ("n", &*number(lang, f64::from(list.changes))),
        ("date", &*date(lang, day_of(list.at_ms as u64))),
        ("bytes", &*bytes(lang, list.text.len() as u64)),
    ];
    view! {
        <li>
            <strong>{Words::data(lang, &list.name).view()}</strong> " " {fill(lang, DeskMsg::KeptBefore, &values)} " "
            <button type="button" class="main" on:click=take>{say(DeskMsg::KeptTake)}</button> " "
            <button type="button" class="link" on:click=move |_| forget(key)>{say(DeskMsg::KeptDelete)}</button>
        </li>
    }
    .into_any()
}
