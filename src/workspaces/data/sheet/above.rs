//! What stands above the table: search, filter, what can be done, and the current cell in words.

use super::super::session::desk_session;
use super::keys::fill_down;
use super::{commit, edit};
use crate::reactive::{derived, live};
use crate::state::app;
use crate::ui::focus;
use crate::ui::text::{say, t};
use diming_protocol::messages::{counted, fill, number, text};
use diming_tables_protocol::Edit;
use diming_tables_protocol::messages::DeskMsg;
use leptos::prelude::*;

/// Id of the search box.
const FIND_ID: &str = "sheet-find";

/// Goes to the search box.
pub fn find() {
    focus::to_id(FIND_ID);
}

/// Search, filter and what can be done.
#[component]
pub fn Above() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let words = derived(move || session.wish.with(|wish| wish.words.clone()));
    let is_only = derived(move || session.wish.with(|wish| wish.only_problems));
    let count = move || {
        let lang = app.view.lang.get();
        let shown = |n: u32| number(lang, f64::from(n));
        session.sheet_info(|sheet| match sheet.shown == sheet.rows {
            true => counted(lang, DeskMsg::SheetRows, u64::from(sheet.rows)),
            false => fill(lang, DeskMsg::SheetShown, &[("shown", &shown(sheet.shown)), ("rows", &shown(sheet.rows))]),
        })
    };
    let remove = move || {
        let lines = session.cursor.get().block().lines;
        counted(app.view.lang.get(), DeskMsg::RemoveRows, u64::from(lines))
    };
    let press_remove = move |_| {
        session.draft.set(None);
        edit(Edit::Remove(session.cursor.get_untracked().block()));
    };
    let add = move |_| {
        commit();
        session.show_rows(|wish| *wish = Default::default());
        session.rows_before.set(session.sheet_info_untracked(|sheet| sheet.rows));
        edit(Edit::Add);
    };
    view! {
        <div class="sheet-above">
            <label class="choice">
                <span class="sr">{say(DeskMsg::SheetFind)}</span>
                <input type="search" id=FIND_ID placeholder=t(DeskMsg::SheetFind) prop:value=move || words.get()
                    on:input=move |event| { let words = event_target_value(&event); session.show_rows(|wish| wish.words = words) } />
            </label>
            <label class="choice check">
                <input type="checkbox" prop:checked=move || is_only.get()
                    on:change=move |event| { let is = event_target_checked(&event); session.show_rows(|wish| wish.only_problems = is) } />
                <span>{say(DeskMsg::OnlyProblems)}</span>
            </label>
            <button type="button" aria-expanded=move || session.is_replacing.get().to_string() on:click=move |_| session.is_replacing.update(|is| *is = !*is)>{say(DeskMsg::FindReplace)}</button>
            <button type="button" title=t(DeskMsg::FillDownKey) on:click=move |_| fill_down()>{say(DeskMsg::FillDown)}</button>
            <button type="button" on:click=add>{say(DeskMsg::AddRow)}</button>
            <button type="button" on:click=press_remove>{live(remove)}</button>
            <span class="hint">{live(count)}</span>
        </div>
        <p class="sheet-at" role="status">
            {live(move || session.cell_words(app.view.lang.get()))}
            " " <strong class="warn">{live(move || session.told.get().map_or("", |msg| text(app.view.lang.get(), msg)))}</strong>
        </p>
    }
}
