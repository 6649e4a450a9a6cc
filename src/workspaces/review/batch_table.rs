//! The applications of a batch as a table: to order, to filter, to open, to save.

use super::case_book::CASES_MAX;
use super::finding::weight_sign;
use super::session::{ReviewTab, review_session};
use super::standing::{STANDINGS, is_of, outcome, standing_code};
use crate::engine_client::ask;
use crate::reactive::{Derived, all, derived, each, live};
use crate::state::{App, app};
use crate::ui::table::{Column, Pager, SortHead, TableState, sort_numbers, sound_key};
use crate::ui::table_filter::{kind_choice, shown_of, words_choice};
use crate::ui::text::{Words, said, say, t};
use diming_protocol::Request;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{DataMsg, counted, fill, number, text};
use diming_review_protocol::export;
use diming_review_protocol::finding::Weight;
use diming_review_protocol::messages::{
    APPLICATION_FIELDS, ListsMsg, finding_title, name_type, name_type_of, standing_words, weight_words,
};
use diming_review_protocol::review::{BatchRow, BriefFinding, ReviewFile, Standing};
use leptos::prelude::*;

/// Findings told in a row.
const FINDINGS_TOLD: usize = 3;
/// Id of the table's box.
const TABLE_ID: &str = "batch-table";

/// Filters, table, pages, ways to save.
#[component]
pub fn BatchTable() -> impl IntoView {
    let app = app();
    let session = review_session();
    let listing = session.batch_table;
    let counts = derived(move || {
        session.batch.with(|coming| {
            let count = |standing: &Standing| coming.rows.iter().filter(|row| is_of(row, *standing)).count();
            STANDINGS.map(|standing| count(&standing) as u32)
        })
    });
    let kinds = move |lang: Lang| {
        let counts = counts.get();
        let kind =
            |(standing, n): (&Standing, u32)| (standing_code(*standing), standing_words(lang, *standing).to_owned(), n);
        STANDINGS.iter().zip(counts).map(kind).collect::<Vec<_>>()
    };
    let shown = derived(move || shown_numbers(listing));
    let shown_count = derived(move || shown.with(Vec::len));
    let total = derived(move || session.batch.with(|coming| coming.rows.len()));
    // A number of another batch is another row.
    let on_page = derived(move || {
        let seq = session.batch.with(|coming| coming.seq);
        shown.with(|shown| listing.page_of(shown)).into_iter().map(|number| (seq, number)).collect::<Vec<_>>()
    });
    view! {
        <div class="choices">
            {kind_choice(listing, ListsMsg::FilterBy, kinds)}
            {words_choice(listing)}
        </div>
        {shown_of(shown_count, total)}
        <Saving shown />
        <div class="table-scroll" id=TABLE_ID tabindex="0" role="group" aria-label=t(ListsMsg::BatchTable)>
            <table class="list-table">
                <caption class="sr">{say(ListsMsg::BatchTable)}</caption>
                <thead>
                    <tr>
                        <SortHead listing column=Column::Number label=ListsMsg::Number />
                        <SortHead listing column=Column::Name label=ListsMsg::Name />
                        <SortHead listing column=Column::Worst label=ListsMsg::Worst />
                    </tr>
                </thead>
                <tbody>{each(move || on_page.get(), move |(_, number)| row(app, number))}</tbody>
            </table>
        </div>
        <Pager listing rows=shown_count of=TABLE_ID />
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

fn name_of(row: &BatchRow) -> &str {
    row.fields.get("name").map_or("", String::as_str)
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

/// One application.
fn row(app: App, of: u32) -> AnyView {
    let session = review_session();
    let fields =
        session.batch.with_untracked(|c| c.rows.get(of as usize).map(|row| row.fields.clone()).unwrap_or_default());
    let open = move |_| {
        session.take("", fields.clone(), Default::default());
        session.view.set(ReviewTab::Application);
    };
    let head = move || {
        let lang = app.view.lang.get();
        session.batch.with_untracked(|coming| coming.rows.get(of as usize).map(|row| head(lang, row)))
    };
    let name = move || {
        let lang = app.view.lang.get();
        session
            .batch
            .with_untracked(|coming| coming.rows.get(of as usize).map(|row| Words::data(lang, name_of(row)).view()))
    };
    let label = move || {
        let name = session.batch.with_untracked(|c| c.rows.get(of as usize).map(|row| name_of(row).to_owned()));
        fill(app.view.lang.get(), ListsMsg::OpenRow, &[("name", &name.unwrap_or_default())])
    };
    let found = move || {
        let lang = app.view.lang.get();
        session.batch.with_untracked(|coming| coming.rows.get(of as usize).map(|row| found(lang, row)))
    };
    view! {
        <tr>
            <td class="number">{number(Lang::En, f64::from(of) + 1.0)}</td>
            <th scope="row">
                <button type="button" class="link" title=label on:click=open>{live(name)}</button>
                {live(head)}
            </th>
            <td>{live(found)}</td>
        </tr>
    }
    .into_any()
}

/// Spelling, type, town, and what could not be read.
fn head(lang: Lang, row: &BatchRow) -> AnyView {
    let field = |name: &str| row.fields.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let kind = field("type").map(|word| match name_type_of(word) {
        Some(kind) => Words { text: text(lang, name_type(kind)).to_owned(), zh: false },
        None => Words::data(lang, word),
    });
    let facts = [kind, field("town").map(|town| Words::data(lang, town))];
    let facts = facts.into_iter().flatten().map(|words| view! { <span class="fact">{words.view()}</span> });
    let label = |name: &String| match APPLICATION_FIELDS.iter().find(|(field, _)| field == name) {
        Some((_, label)) => text(lang, *label).to_owned(),
        None => name.clone(),
    };
    let not_understood: Vec<String> = row.not_understood.iter().map(label).collect();
    let not_understood = (!not_understood.is_empty()).then(|| {
        let sentence = fill(lang, ListsMsg::NotUnderstood, &[("fields", &not_understood.join(", "))]);
        view! { <p class="warn-word">{said(lang, &sentence)}</p> }
    });
    view! {
        <p class="spelling">{row.romanisation.clone()}</p>
        <p class="hint">{all(facts)}</p>
        {not_understood}
    }
    .into_any()
}

/// The most serious weight, and the first findings.
fn found(lang: Lang, row: &BatchRow) -> AnyView {
    let standing = row.standing();
    let is_told = |f: &&BriefFinding| match standing {
        Standing::Undone => f.is_undone,
        _ => !f.is_undone && f.weight != Weight::Info,
    };
    let told: Vec<&BriefFinding> = row.findings.iter().filter(is_told).collect();
    let undone = row.findings.iter().filter(|f| f.is_undone).count();
    let undone = (undone > 0 && standing != Standing::Undone).then(|| {
        view! { <li class="hint">{counted(lang, ListsMsg::UndoneCount, undone as u64)}</li> }
    });
    let more = told.len().saturating_sub(FINDINGS_TOLD);
    let lines = told.iter().take(FINDINGS_TOLD).map(|finding| {
        let (sign, class) = if finding.is_undone { ("?", "review") } else { weight_sign(finding.weight) };
        let weight = if finding.in_scope { weight_words(lang, finding.weight) } else { "" };
        view! {
            <li class=class title=weight>
                <span class="finding-sign" aria-hidden="true">{sign} " "</span>
                {said(lang, &brief(lang, finding))}
            </li>
        }
    });
    view! {
        {outcome(lang, row)}
        <ul class="brief">
            {all(lines)}
            {(more > 0).then(|| view! { <li class="hint">{counted(lang, ListsMsg::FindingsMore, more as u64)}</li> })}
            {undone}
        </ul>
    }
    .into_any()
}

/// A finding in a line.
fn brief(lang: Lang, finding: &BriefFinding) -> String {
    let title = finding_title(lang, &finding.code);
    let count = number(lang, f64::from(finding.names));
    let values = [("title", &*title), ("name", &*finding.name), ("n", &*count)];
    match finding.names {
        _ if finding.is_undone => fill(lang, ListsMsg::UndoneOf, &values),
        0 => title,
        1 => fill(lang, ListsMsg::FindingOf, &values),
        _ => fill(lang, ListsMsg::FindingOfMore, &values),
    }
}
