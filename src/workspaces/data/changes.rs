//! What has changed since another version of the list.

use super::chooser::list_choice;
use super::report::save;
use super::session::desk_session;
use crate::reactive::{all, derived, live, show};
use crate::state::app;
use crate::ui::long_table::{Lines, LongTable};
use crate::ui::table_filter::{Kind, kind_choice, shown_of};
use crate::ui::text::{Words, said, say};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{explain, fill, number, text};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{CompareInfo, CompareState, DeskFile, DeskLine, KindCount};
use leptos::prelude::*;
use std::sync::Arc;

/// Id of the table's box.
const TABLE_ID: &str = "change-table";

/// Which version before, how far it is, and the changes.
#[component]
pub fn Changes() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let standing = move || {
        let lang = app.view.lang.get();
        session.compared.with(|state| match state {
            CompareState::None => text(lang, DeskMsg::CompareHint).into_any(),
            CompareState::Reading { done, total } => super::progress(lang, DeskMsg::Reading, *done, *total),
            CompareState::Comparing { percent } => super::progress(lang, DeskMsg::Comparing, u64::from(*percent), 100),
            CompareState::Ready(info) => sum_words(lang, info).into_any(),
            CompareState::Unfit(unfit) => super::unfit_words(lang, *unfit).into_any(),
            CompareState::Failed(problem) => {
                let explained = explain(lang, problem);
                view! { <span class="problem" role="alert">{explained.what} " " {explained.advice}</span> }.into_any()
            }
        })
    };
    let is_ready = derived(move || session.compare_info(|_| ()).is_some());
    view! {
        <section class="desk-report">
            <div class="data-head">
                {list_choice(DeskMsg::Before, session.before, Some(session.layer), |id| desk_session().before.set(id.to_owned()))}
                <div role="status" class="hint">{live(standing)}</div>
            </div>
            {show(move || is_ready.get(), move || view! {
                <div class="buttons">
                    <button type="button" on:click=move |_| save(DeskFile::Changes)>{say(DeskMsg::SaveChanges)}</button>
                    <button type="button" on:click=move |_| save(DeskFile::Patch)>{say(DeskMsg::SavePatch)}</button>
                </div>
                <ChangeTable />
            })}
        </section>
    }
}

fn sum_words(lang: Lang, info: &CompareInfo) -> String {
    let shown = |n: u32| number(lang, f64::from(n));
    let changed: u32 = info.kinds.iter().map(|kind| kind.count).sum();
    let values = [("n", &*shown(changed)), ("same", &*shown(info.unchanged))];
    let sum = fill(lang, DeskMsg::ChangeSum, &values);
    let kind = |kind: &KindCount| format!("{} {}", kind.label.get(lang).0, shown(kind.count));
    let kinds: Vec<String> = info.kinds.iter().map(kind).collect();
    let renumbered = fill(lang, DeskMsg::Renumbered, &[("n", &shown(info.renumbered))]);
    let renumbered = (info.renumbered > 0).then_some(renumbered);
    [Some(sum), Some(kinds.join(" · ")), renumbered].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[component]
fn ChangeTable() -> impl IntoView {
    let session = desk_session();
    let listing = session.changes_listing;
    let shown = derived(move || (0..session.compare_info(|info| info.shown).unwrap_or_default()).collect::<Vec<u32>>());
    let shown_count = derived(move || shown.with(Vec::len));
    let total = derived(move || {
        let sum = |info: &CompareInfo| info.kinds.iter().map(|kind| kind.count as usize).sum();
        session.compare_info(sum).unwrap_or_default()
    });
    let kinds = move |lang: Lang| -> Vec<Kind> {
        let of = |kind: &KindCount| (kind.code.clone(), kind.label.get(lang).0.to_owned(), kind.count);
        session.compare_info(|info| info.kinds.iter().map(of).collect()).unwrap_or_default()
    };
    let lines = Lines {
        id: TABLE_ID,
        shown,
        list: derived(move || session.compare_info(|info| info.revision).unwrap_or_default()),
        cells: Arc::new(cells),
        open: Arc::new(|_| {}),
    };
    let plain = |label: DeskMsg, class: &'static str| view! { <th scope="col" class=class>{say(label)}</th> };
    let heads = all([
        plain(DeskMsg::Became, ""),
        plain(DeskMsg::Record, ""),
        plain(DeskMsg::Difference, "words"),
        plain(DeskMsg::LineBefore, "wide"),
        plain(DeskMsg::LineAfter, "wide"),
    ]);
    view! {
        <div class="rows-head">
            {kind_choice(listing, DeskMsg::Became, kinds)}
            {shown_of(shown_count, total)}
        </div>
        <LongTable listing lines label=say(DeskMsg::ChangeTable) heads />
    }
}

/// The cells of a line, by its number.
fn cells(number: u32) -> AnyView {
    let app = app();
    live(move || {
        let lang = app.view.lang.get();
        match desk_session().changes.line(number, lang) {
            Some(line) => line_cells(lang, &line),
            None => view! { <td colspan="5" class="hint">{text(lang, DeskMsg::Loading)}</td> }.into_any(),
        }
    })
}

fn line_cells(lang: Lang, line: &DeskLine) -> AnyView {
    let cell = |at: usize| line.cells.get(at).cloned().unwrap_or_default();
    let [kind, name, words, before, after] = std::array::from_fn(cell);
    view! {
        <td>{kind}</td>
        <th scope="row" title=name.clone()>{Words::data(lang, &name).view()}</th>
        <td class="words" title=words.clone()><span class="clamp">{said(lang, &words)}</span></td>
        <td class="wide">{before}</td>
        <td class="wide">{after}</td>
    }
    .into_any()
}
