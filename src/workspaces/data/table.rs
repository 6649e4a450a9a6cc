//! The problems, a line each: where, what, what it should be.

use super::report::weight_words;
use super::session::desk_session;
use super::sheet::show_cell;
use crate::reactive::{all, derived, live};
use crate::state::app;
use crate::ui::long_table::{Lines, LongTable};
use crate::ui::table_filter::{Kind, KindChip, kind_chips, kind_choice_of, shown_of};
use crate::ui::text::{Words, said, say};
use diming_protocol::Which;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{fill, text};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DeskAsk, DeskLine, KindCount};
use leptos::prelude::*;
use std::sync::Arc;

/// Id of the table's box.
const TABLE_ID: &str = "problem-table";
/// Weights as chips: code, sign, words.
const WEIGHTS: [KindChip; 3] = [
    ("error", "✕", |lang| text(lang, DeskMsg::Error)),
    ("warn", "!", |lang| text(lang, DeskMsg::Warn)),
    ("advice", "i", |lang| text(lang, DeskMsg::Advice)),
];

/// Filters and table.
#[component]
pub fn ProblemTable() -> impl IntoView {
    let session = desk_session();
    let listing = session.listing;
    let counts = derived(move || session.info(|info| info.by_weight.to_vec()).unwrap_or_default());
    let total = derived(move || counts.with(|counts| counts.iter().sum::<u32>() as usize));
    let shown = derived(move || (0..session.info(|info| info.shown).unwrap_or_default()).collect::<Vec<u32>>());
    let shown_count = derived(move || shown.with(Vec::len));
    let kinds = move |lang: Lang| -> Vec<Kind> {
        let of = |rule: &KindCount| (rule.code.clone(), rule.label.get(lang).0.to_owned(), rule.count);
        session.info(|info| info.by_rule.iter().map(of).collect()).unwrap_or_default()
    };
    let lines = Lines {
        id: TABLE_ID,
        shown,
        list: derived(move || session.info(|info| info.revision).unwrap_or_default()),
        cells: Arc::new(cells),
        open: Arc::new(open),
    };
    let plain = |label: DeskMsg, class: &'static str| view! { <th scope="col" class=class>{say(label)}</th> };
    let heads = all([
        plain(DeskMsg::Cell, ""),
        plain(DeskMsg::Record, ""),
        plain(DeskMsg::Field, "wide"),
        plain(DeskMsg::Value, "wide"),
        plain(DeskMsg::Wrong, "words"),
        plain(DeskMsg::Proposal, ""),
    ]);
    view! {
        <div class="rows-head">
            {kind_chips(listing, DeskMsg::ByWeight, WEIGHTS.to_vec(), counts, total)}
            {kind_choice_of(listing, session.rule, DeskMsg::ByRule, kinds)}
            {shown_of(shown_count, total)}
        </div>
        <LongTable listing lines label=say(DeskMsg::Table) heads />
    }
}

/// The revision of the problems that are shown.
pub fn revision() -> u32 {
    desk_session().info(|info| info.revision).unwrap_or_default()
}

/// Shows the record of a line on the map, where it is known; else its cell in the table.
fn open(number: u32) {
    let app = desk_session().app();
    let line = untrack(|| desk_session().problems.line(number, app.view.lang.get_untracked()));
    match line.map(|line| (line.feature, line.row, line.marks.first().map(|(column, _)| *column))) {
        Some((Some(feature), ..)) => app.select(Some(Which::Id(feature))),
        Some((None, row, Some(column))) => show_cell(row, column),
        _ => {}
    }
}

/// The cells of a line, by its number.
fn cells(number: u32) -> AnyView {
    let app = app();
    live(move || {
        let lang = app.view.lang.get();
        match desk_session().problems.line(number, lang) {
            Some(line) => line_cells(lang, number, &line),
            None => view! { <td colspan="6" class="hint">{text(lang, DeskMsg::Loading)}</td> }.into_any(),
        }
    })
}

fn line_cells(lang: Lang, number: u32, line: &DeskLine) -> AnyView {
    let cell = |at: usize| line.cells.get(at).cloned().unwrap_or_default();
    let [at, name, field, value, wrong, proposal] = std::array::from_fn(cell);
    let weight = line.weight.clone();
    let sign = WEIGHTS.iter().find(|(code, ..)| *code == weight).map_or("", |(_, sign, _)| *sign);
    let words = weight_words(lang, &weight);
    let accept = line.is_repairable.then(|| {
        let label = fill(lang, DeskMsg::Accept, &[("value", &proposal), ("name", &name)]);
        let shown = untrack(revision);
        let press = move |event: web_sys::MouseEvent| {
            event.stop_propagation();
            desk_session().ask(&DeskAsk::Repair { revision: shown, line: Some(number) });
        };
        view! { <button type="button" class="link" aria-label=label.clone() title=label on:click=press>{proposal.clone()}</button> }.into_any()
    });
    let row = line.row;
    let to_cell = line.marks.first().map(|(column, _)| *column).map(|column| {
        let label = fill(lang, DeskMsg::ToCell, &[("cell", &at)]);
        let press = move |event: web_sys::MouseEvent| {
            event.stop_propagation();
            show_cell(row, column);
        };
        let at = at.clone();
        view! { <button type="button" class="link" aria-label=label.clone() title=label on:click=press>{at}</button> }
            .into_any()
    });
    let at = to_cell.unwrap_or_else(|| at.into_any());
    view! {
        <td class="number">{at}</td>
        <th scope="row" title=name.clone()>{Words::data(lang, &name).view()}</th>
        <td class="wide" title=field.clone()>{said(lang, &field)}</td>
        <td class="wide" title=value.clone()>{Words::data(lang, &value).view()}</td>
        <td class="words" title=wrong.clone()>
            <span class=format!("weight-sign {weight}") aria-hidden="true">{sign}</span>
            <span class="sr">{words} " "</span>
            <span class="clamp">{said(lang, &wrong)}</span>
        </td>
        <td>{accept}</td>
    }
    .into_any()
}
