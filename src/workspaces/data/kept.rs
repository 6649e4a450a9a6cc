//! Changes kept on this machine until they are saved as a file: written a moment after each, offered again after a crash.

use super::session::desk_session;
use crate::panels::local::open_as;
use crate::reactive::{all, effect, live, show};
use crate::state::app;
use crate::ui::clock::day_of;
use crate::ui::text::{Words, say};
use diming_protocol::catalog::{Datum, Lang};
use diming_protocol::messages::{bytes, date, fill, number, text};
use diming_tables_protocol::DeskAsk;
use diming_tables_protocol::messages::DeskMsg;
use gloo_timers::callback::Timeout;
use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// The database; version 1 has one store of lists, by the time at which each was opened: name, text, changes,
/// time, code of the datum.
const DATABASE: &str = "diming-desk";
const STORE: &str = "lists";
/// How long nothing changes before the list is kept.
const AFTER_MS: u32 = 800;

/// A list of an earlier visit.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptList {
    /// When it was opened, milliseconds since 1970: its key.
    pub key: f64,
    /// Name of its file.
    pub name: String,
    /// The list as CSV.
    pub text: String,
    /// Cells and rows that were changed.
    pub changes: u32,
    /// When it was kept, milliseconds since 1970.
    pub at_ms: f64,
    /// The datum that its file was opened with.
    pub datum: Datum,
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
    /// The list is no whole file of this machine.
    NotThis,
}

/// What is kept now.
#[derive(Clone, Copy, Debug, Default)]
struct Now {
    /// The key of the list that is open: when it was opened, or that of the one that is gone on with.
    key: f64,
    /// It goes on with a kept list, which stays until it is saved or kept anew.
    is_resumed: bool,
    /// The number of the last question for its text.
    asked: u32,
}

thread_local! {
    static NOW: Cell<Now> = Cell::new(Now::default());
    /// The key of the list that is opened next.
    static RESUMED: Cell<Option<f64>> = const { Cell::new(None) };
    static WAITING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Another list is opened: what is on its way of the one before is of no use.
pub fn begin() {
    wait(None);
    let resumed = RESUMED.take();
    let before = NOW.get();
    let key = resumed.unwrap_or_else(|| js_sys::Date::now().max(before.key + 1.0));
    NOW.set(Now { key, is_resumed: resumed.is_some(), asked: before.asked + 1 });
    desk_session().keeping.set(Keeping::Not);
}

fn wait(timeout: Option<Timeout>) {
    WAITING.with(|waiting| *waiting.borrow_mut() = timeout);
}

/// Keeps what is changed, and looks for what earlier visits have left. Called once.
pub fn once() {
    let session = desk_session();
    effect(move || {
        let state = session.info(|info| {
            (
                info.version,
                info.changed_cells + info.changed_rows,
                session.is_saved(info),
                info.is_own_file && !info.is_part,
            )
        });
        let Some((_, changes, is_saved, may_keep)) = state else { return };
        wait(None);
        let now = NOW.get();
        match () {
            // What was saved is not kept.
            () if is_saved => forget(now.key),
            () if changes == 0 => {
                if !now.is_resumed && session.keeping.get_untracked() != Keeping::Not {
                    forget(now.key);
                }
            }
            () if may_keep => wait(Some(Timeout::new(AFTER_MS, ask))),
            // Taken up again it would be a file like any other: what it came from would be forgotten.
            () => session.keeping.set(Keeping::NotThis),
        }
    });
    offer();
}

/// Asks for the text of the list.
fn ask() {
    let mut now = NOW.get();
    now.asked += 1;
    NOW.set(now);
    desk_session().ask(&DeskAsk::Keep(now.asked));
}

/// Offers what is kept, but for the list that is open.
pub fn offer() {
    spawn_local(async move {
        if let Ok(lists) = read().await {
            let own = NOW.get();
            let is_own = |list: &KeptList| list.key == own.key && desk_session().changes() > 0;
            desk_session().kept.set(lists.into_iter().filter(|list| !is_own(list)).collect());
        }
    });
}

/// Keeps the text of the list; `None`: it is too long. An answer to an older question is not taken.
pub fn keep(number: u32, text: Option<String>) {
    let session = desk_session();
    let mut now = NOW.get();
    if number != now.asked || session.changes() == 0 {
        return;
    }
    let Some(list) = text else { return session.keeping.set(Keeping::TooLong) };
    now.is_resumed = false;
    NOW.set(now);
    let (name, changes, datum) = (session.list_name(), session.changes(), session.list_datum());
    spawn_local(async move {
        let size = list.len() as f64;
        let value = js_sys::Array::of5(
            &name.into(),
            &list.into(),
            &changes.into(),
            &js_sys::Date::now().into(),
            &datum.code().into(),
        );
        let done = write(now.key, &value).await;
        if NOW.get().key == now.key {
            session.keeping.set(if done.is_ok() { Keeping::Kept(size) } else { Keeping::Refused });
        }
    });
}

/// Forgets a kept list. It is offered until it is gone for sure.
fn forget(key: f64) {
    let session = desk_session();
    let now = NOW.get();
    if now.key == key {
        NOW.set(Now { is_resumed: false, ..now });
        session.keeping.set(Keeping::Not);
    }
    spawn_local(async move {
        if remove(key).await.is_ok() {
            session.kept.update(|kept| kept.retain(|list| list.key != key));
        }
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
            datum: parts.get(4).as_string().and_then(|code| Datum::of_code(&code)).unwrap_or_default(),
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
            Keeping::NotThis => text(lang, DeskMsg::KeepNot).to_owned(),
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
        // It stays kept until it is saved or deleted.
        RESUMED.set(Some(key));
        app.session.local_datum.set(kept.datum);
        if open_as(app, &kept.name, kept.at_ms as u64, &content) {
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
