//! What was found in the list: in sum, as a table, what can be done, and what the report rests on.

use super::reading;
use super::session::desk_session;
use super::table::{ProblemTable, revision};
use crate::engine_client::{ask, save_bytes};
use crate::reactive::{State, all, derived, live, show};
use crate::state::app;
use crate::ui::text::{said, say};
use diming_protocol::Request;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, fill, number, text};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DeskAsk, DeskFile, DeskInfo, DeskLine, DeskTable, LINES_MAX, ListForm, export};
use leptos::prelude::*;
use std::sync::Arc;

/// The whole report.
#[component]
pub fn Report() -> impl IntoView {
    view! {
        <section class="desk-report">
            <ProblemActs />
            <ProblemTable />
            <Below table=DeskTable::Unchecked title=DeskMsg::Unchecked count=|info| info.unchecked lines=desk_session().unchecked />
            <Below table=DeskTable::Reading title=DeskMsg::HowRead count=|info| info.reading lines=desk_session().reading />
        </section>
    }
}

/// How many rows, how many problems, and that not everything was checked.
#[component]
pub fn Sum() -> impl IntoView {
    let app = app();
    let words = move || {
        let lang = app.view.lang.get();
        desk_session().info(|info| sum_words(lang, info))
    };
    view! { <p role="status" class="desk-sum">{live(words)}</p> }
}

fn sum_words(lang: Lang, info: &DeskInfo) -> String {
    let n: u32 = info.by_weight.iter().sum();
    let shown = |n: u32| number(lang, f64::from(n));
    let values = [("rows", &*shown(info.rows)), ("bad", &*shown(info.rows_with_problems)), ("n", &*shown(n))];
    let found = fill(lang, if n == 0 { DeskMsg::SumNone } else { DeskMsg::Sum }, &values);
    let part = info.is_part.then(|| text(lang, DeskMsg::PartOnly).to_owned());
    let unchecked = (info.unchecked > 0).then(|| counted(lang, DeskMsg::SumUnchecked, u64::from(info.unchecked)));
    let is_saved = desk_session().is_saved(info);
    let changed =
        (info.changed_cells > 0 && !is_saved).then(|| counted(lang, DeskMsg::Changed, u64::from(info.changed_cells)));
    let rows =
        (info.changed_rows > 0 && !is_saved).then(|| counted(lang, DeskMsg::ChangedRows, u64::from(info.changed_rows)));
    [part, Some(found), unchecked, changed, rows].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What can be done with the list, whatever is shown of it.
#[component]
pub fn Acts() -> impl IntoView {
    let session = desk_session();
    let of = move |read: fn(&DeskInfo) -> u32| derived(move || session.info(read).unwrap_or_default());
    let (undo, redo) = (of(|info| info.undo), of(|info| info.redo));
    let is_saving = derived(move || session.is_saving.get());
    let failed = move || said(session.app().view.lang.get(), &session.not_saved.get());
    view! {
        <div class="buttons">
            <button type="button" prop:disabled=move || undo.get() == 0 on:click=move |_| session.ask(&DeskAsk::Undo)>{say(DeskMsg::Undo)}</button>
            <button type="button" prop:disabled=move || redo.get() == 0 on:click=move |_| session.ask(&DeskAsk::Redo)>{say(DeskMsg::Redo)}</button>
            <button type="button" on:click=move |_| save(DeskFile::List)>{say(DeskMsg::SaveList)}</button>
            <button type="button" prop:disabled=move || is_saving.get() on:click=move |_| save_as(ListForm::Xlsx)>{say(DeskMsg::SaveXlsx)}</button>
            <button type="button" prop:disabled=move || is_saving.get() on:click=move |_| save_as(ListForm::GeoJson)>{say(DeskMsg::SaveGeoJson)}</button>
        </div>
        <p role="status">
            {show(move || is_saving.get(), || say(DeskMsg::Saving))}
            {live(failed)}
        </p>
    }
}

/// What can be done with the problems.
#[component]
fn ProblemActs() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let repairable = derived(move || session.info(|info| info.repairable).unwrap_or_default());
    let accept = move || counted(app.view.lang.get(), DeskMsg::AcceptAll, u64::from(repairable.get()));
    view! {
        <div class="buttons">
            {show(move || repairable.get() > 0, move || view! {
                <button type="button" class="main" on:click=move |_| session.ask(&DeskAsk::Repair { revision: untrack(revision), line: None })>{live(accept)}</button>
            })}
            <button type="button" on:click=move |_| save(DeskFile::Report)>{say(DeskMsg::SaveReport)}</button>
        </div>
    }
}

/// Asks for a file of the desk in the language of the page.
pub fn save(file: DeskFile) {
    let session = desk_session();
    let lang = session.app().view.lang.get_untracked();
    if file == DeskFile::List {
        session.saved_at.set(session.report.with_untracked(|report| report.as_ref().map(|info| info.version)));
    }
    ask(Request::Export { what: export(file), lang });
}

/// Asks for the list as a file of bytes.
fn save_as(form: ListForm) {
    let session = desk_session();
    session.is_saving.set(true);
    session.not_saved.set(String::new());
    let lang = session.app().view.lang.get_untracked();
    session.ask(&DeskAsk::Save { form, lang });
}

/// Saves the list that was made a file, after so many changes; or says why it was not.
pub fn take_saved(version: u32, made: Result<(String, Vec<u8>), String>) {
    let session = desk_session();
    // Another list may have come to the desk meanwhile.
    let is_of_list = session.is_saving.get_untracked();
    session.is_saving.set(false);
    match made {
        Ok((name, bytes)) => {
            save_bytes(&name, &bytes);
            if is_of_list {
                session.saved_at.set(Some(version));
            }
        }
        Err(why) => session.not_saved.set(why),
    }
}

/// A folded list of sentences below the table.
#[component]
fn Below(
    table: DeskTable,
    title: DeskMsg,
    count: fn(&DeskInfo) -> u32,
    lines: State<Arc<Vec<DeskLine>>>,
) -> impl IntoView {
    let app = app();
    let session = desk_session();
    let total = derived(move || session.info(count).unwrap_or_default());
    let left = derived(move || total.get().saturating_sub(lines.with(|lines| lines.len() as u32)));
    let more = move |_| {
        let (lang, from) = (app.view.lang.get_untracked(), lines.with_untracked(|lines| lines.len() as u32));
        session.ask(&DeskAsk::Lines { table, from, count: LINES_MAX, lang });
    };
    let items = move || {
        let lang = app.view.lang.get();
        lines.with(|lines| {
            all(lines
                .iter()
                .map(|line| view! { <li>{said(lang, &line_words(lang, table, line))}</li> })
                .collect::<Vec<_>>())
        })
    };
    show(
        move || total.get() > 0,
        move || {
            view! {
                <details class="desk-below">
                    <summary>{live(move || counted(app.view.lang.get(), title, u64::from(total.get())))}</summary>
                    {(table == DeskTable::Reading).then(|| view! { <reading::ReadingChoices /> })}
                    <ul>{live(items)}</ul>
                    {show(move || left.get() > 0, move || view! {
                        <button type="button" class="link" on:click=more>
                            {live(move || counted(app.view.lang.get(), DeskMsg::More, u64::from(left.get().min(LINES_MAX))))}
                        </button>
                    })}
                </details>
            }
        },
    )
}

fn line_words(lang: Lang, table: DeskTable, line: &DeskLine) -> String {
    let cell = |at: usize| line.cells.get(at).map_or("", String::as_str);
    match table {
        DeskTable::Reading if !cell(0).is_empty() => {
            fill(lang, DeskMsg::HowReadOf, &[("line", cell(0)), ("words", cell(1))])
        }
        DeskTable::Reading => cell(1).to_owned(),
        _ => cell(0).to_owned(),
    }
}

/// The name of a weight.
pub fn weight_words(lang: Lang, code: &str) -> &'static str {
    match code {
        "error" => text(lang, DeskMsg::Error),
        "warn" => text(lang, DeskMsg::Warn),
        _ => text(lang, DeskMsg::Advice),
    }
}
