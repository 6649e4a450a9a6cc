//! The applications of a batch as a table, one line a name: to order, to filter, to open, to save.

use super::batch_row::{cells, name_of};
use super::case_book::CASES_MAX;
use super::session::{ReviewTab, review_session};
use super::standing::{KINDS, STANDINGS, is_of, standing_code};
use crate::engine_client::ask;
use crate::reactive::{Derived, all, derived, live};
use crate::state::app;
use crate::ui::long_table::{Lines, LongTable, await_row};
use crate::ui::table::{Column, SortHead, TableState, sort_numbers, sound_key};
use crate::ui::table_filter::{kind_chips, shown_of, words_choice};
use crate::ui::text::say;
use diming_protocol::Request;
use diming_protocol::messages::{DataMsg, counted, fill, number};
use diming_review_protocol::export;
use diming_review_protocol::messages::ListsMsg;
use diming_review_protocol::review::{BatchRow, ReviewFile, Standing};
use leptos::prelude::*;
use std::sync::Arc;

/// Id of the table's box.
const TABLE_ID: &str = "batch-table";

/// Filters, table, ways to save.
#[component]
pub fn BatchTable() -> impl IntoView {
    let session = review_session();
    let listing = session.batch_table;
    let counts = derived(move || {
        session.batch.with(|coming| {
            let count = |standing: Standing| coming.rows.iter().filter(|row| is_of(row, standing)).count() as u32;
            STANDINGS.map(count).to_vec()
        })
    });
    let shown = derived(move || shown_numbers(listing));
    let shown_count = derived(move || shown.with(Vec::len));
    let total = derived(move || session.batch.with(|coming| coming.rows.len()));
    let open = move |number: u32| {
        let row = session.batch.with_untracked(|coming| coming.rows.get(number as usize).cloned());
        if let Some(row) = row {
            session.take("", row.fields, Default::default());
            session.from_row.set(Some(number));
            session.view.set(ReviewTab::Application);
        }
    };
    let lines = Lines {
        id: TABLE_ID,
        shown,
        list: derived(move || session.batch.with(|coming| coming.seq)),
        cells: Arc::new(cells),
        open: Arc::new(open),
    };
    // Back from the form: to the same row.
    if let Some(number) = session.returning.get_untracked() {
        session.returning.set(None);
        let place = shown.with_untracked(|shown| shown.iter().position(|shown| *shown == number));
        if let Some(place) = place {
            await_row(listing, place as u32);
        }
    }
    let plain = |label: ListsMsg, class: &'static str| view! { <th scope="col" class=class>{say(label)}</th> };
    let heads = view! {
        <SortHead listing column=Column::Number label=ListsMsg::Number />
        <SortHead listing column=Column::Name label=ListsMsg::Name />
        {all([plain(ListsMsg::Kind, "wide"), plain(ListsMsg::Town, "wide")])}
        <SortHead listing column=Column::Worst label=ListsMsg::Worst />
        {all([plain(ListsMsg::Weights, "wide"), plain(ListsMsg::Found, "words")])}
    }
    .into_any();
    view! {
        <div class="rows-head">
            {kind_chips(listing, ListsMsg::FilterBy, KINDS.to_vec(), counts, total)}
            {words_choice(listing)}
            {shown_of(shown_count, total)}
            <Saving shown />
        </div>
        <LongTable listing lines label=say(ListsMsg::BatchTable) heads />
    }
}

/// Numbers of the rows that pass the filters, in order.
fn shown_numbers(listing: TableState) -> Vec<u32> {
    let (only, words, (column, is_turned)) = (listing.only.get(), listing.words.get(), listing.order.get());
    let words = words.trim();
    review_session().batch.with(|coming| {
        let passes = |row: &BatchRow| {
            (only.is_empty() || STANDINGS.iter().any(|s| standing_code(*s) == only && is_of(row, *s)))
                && (words.is_empty() || name_of(row).contains(words) || row.romanisation.contains(words))
        };
        let rows = || coming.rows.iter().zip(0u32..).filter(|(row, _)| passes(row));
        let mut numbers: Vec<u32> = rows().map(|(_, number)| number).collect();
        match column {
            Column::Number if is_turned => numbers.reverse(),
            Column::Number => {}
            Column::Name => {
                let keys: Vec<String> = coming.rows.iter().map(|row| sound_key(&row.romanisation)).collect();
                sort_numbers(&mut numbers, is_turned, &|a, b| keys[a as usize].cmp(&keys[b as usize]));
            }
            Column::Worst => {
                let keys: Vec<Standing> = coming.rows.iter().map(BatchRow::standing).collect();
                sort_numbers(&mut numbers, is_turned, &|a, b| keys[a as usize].cmp(&keys[b as usize]));
            }
        }
        numbers
    })
}

/// Ways to save what is shown, in the order in which it is shown.
#[component]
fn Saving(shown: Derived<Vec<u32>>) -> impl IntoView {
    let app = app();
    let session = review_session();
    let kept = RwSignal::new(None::<(usize, usize)>);
    let save = move |lines: bool| {
        let numbers = shown.with_untracked(Vec::clone);
        let what = export(&if lines { ReviewFile::BatchLines(numbers) } else { ReviewFile::Batch(numbers) });
        ask(Request::Export { what, lang: app.view.lang.get_untracked() });
    };
    let keep = move |_| {
        let fields: Vec<_> = session.batch.with_untracked(|coming| {
            let rows = shown.with_untracked(Vec::clone).into_iter().filter_map(|n| coming.rows.get(n as usize));
            rows.map(|row| row.fields.clone()).collect()
        });
        let asked = fields.len();
        kept.set(Some((session.cases.add_all(fields.into_iter()), asked)));
    };
    let none_shown = move || shown.with(Vec::is_empty);
    let keep_words = move || counted(app.view.lang.get(), ListsMsg::KeepShown, shown.with(Vec::len) as u64);
    let outcome = move || {
        let lang = app.view.lang.get();
        kept.get().map(|(added, asked)| match added == asked {
            true => counted(lang, ListsMsg::KeptAll, added as u64),
            false => {
                let values = [("n", &*number(lang, added as f64)), ("max", &*number(lang, CASES_MAX as f64))];
                fill(lang, ListsMsg::KeptSome, &values)
            }
        })
    };
    view! {
        <div class="buttons">
            <button type="button" prop:disabled=none_shown on:click=move |_| save(false)>{say(DataMsg::SaveCsv)}</button>
            <button type="button" prop:disabled=none_shown on:click=move |_| save(true)>{say(ListsMsg::SaveLines)}</button>
            <button type="button" prop:disabled=none_shown on:click=keep>{live(keep_words)}</button>
        </div>
        <p class="hint" role="status">{live(outcome)}</p>
    }
}
