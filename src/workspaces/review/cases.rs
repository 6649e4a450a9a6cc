//! Applications kept on this machine: listed by state, opened again, counted, exported and imported.

use super::case_book::{Case, CaseState, today};
use super::case_counts::CaseCounts;
use super::case_file::build_text;
use super::case_import::CaseImport;
use super::case_row::{CaseRow, case_name, state_msg};
use super::session::review_session;
use crate::engine_client::save_file;
use crate::reactive::{derived, each, live, show};
use crate::state::app;
use crate::ui::table::{Pager, TableState};
use crate::ui::table_filter::{kind_choice, shown_of, words_choice};
use crate::ui::text::{said, say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, fill, text};
use diming_review_protocol::messages::CasesMsg;
use leptos::prelude::*;

/// Id of the list.
const LIST_ID: &str = "case-list";

/// The whole part.
#[component]
pub fn CasesView() -> impl IntoView {
    let app = app();
    let book = review_session().cases;
    let listing = review_session().case_table;
    let total = derived(move || book.list.with(|list| list.len()));
    let export = move |_| {
        let text = book.list.with_untracked(|list| build_text(list.iter()));
        save_file(&format!("cases-{}.json", today().replace('-', "")), &text);
    };
    let trouble = move || {
        let lang = app.view.lang.get();
        let set_aside = book.set_aside.get().map(|key| fill(lang, CasesMsg::SetAside, &[("key", &key)]));
        let refused = book.is_refused.get().then(|| text(lang, CasesMsg::NotKept).to_owned());
        let sentences: Vec<String> = [refused, set_aside].into_iter().flatten().collect();
        (!sentences.is_empty()).then(|| view! { <p class="state-line">{said(lang, &sentences.join(" "))}</p> })
    };
    view! {
        <section class="lists">
            <h3>{say(CasesMsg::Cases)}</h3>
            <p class="hint">{say(CasesMsg::CasesHint)}</p>
            <div role="status">{live(trouble)}</div>
            <div class="buttons">
                <button type="button" prop:disabled=move || total.get() == 0 on:click=export>{say(CasesMsg::Export)}</button>
            </div>
            <CaseImport />
            <p class="hint" role="status">{live(move || match total.get() {
                0 => text(app.view.lang.get(), CasesMsg::CasesNone).to_owned(),
                n => counted(app.view.lang.get(), CasesMsg::CasesCount, n as u64),
            })}</p>
            <Removed />
            {show(move || total.get() > 0, move || view! {
                <CaseCounts />
                <CaseList listing />
            })}
        </section>
    }
}

/// What was removed last, and the way back.
#[component]
fn Removed() -> impl IntoView {
    let app = app();
    let book = review_session().cases;
    let words = move || {
        let lang = app.view.lang.get();
        book.removed.get().map(|(_, case)| {
            let name = case_name(lang, &case);
            view! {
                <span>{said(lang, &fill(lang, CasesMsg::Removed, &[("name", &name)]))}</span>
                <button type="button" class="link" on:click=move |_| book.put_back()>{say(CasesMsg::Undo)}</button>
            }
        })
    };
    view! { <div class="removed" role="status">{live(words)}</div> }
}

#[component]
fn CaseList(listing: TableState) -> impl IntoView {
    let book = review_session().cases;
    let kinds = move |lang: Lang| {
        let count = |state| book.list.with(|list| list.iter().filter(|case| case.state == state).count() as u32);
        let kind = |state: CaseState| (state.code().to_owned(), text(lang, state_msg(state)).to_owned(), count(state));
        CaseState::ALL.map(kind).to_vec()
    };
    let shown = derived(move || shown_numbers(listing));
    let shown_count = derived(move || shown.with(Vec::len));
    let total = derived(move || book.list.with(|list| list.len()));
    let on_page = derived(move || {
        let page = shown.with(|shown| listing.page_of(shown));
        book.list
            .with(|list| page.into_iter().filter_map(|n| Some(list.get(n as usize)?.id.clone())).collect::<Vec<_>>())
    });
    view! {
        <div class="choices">
            {kind_choice(listing, CasesMsg::State, kinds)}
            {words_choice(listing)}
        </div>
        {shown_of(shown_count, total)}
        <ul class="cases" id=LIST_ID aria-label=t(CasesMsg::CasesTable)>
            {each(move || on_page.get(), |id| view! { <CaseRow id /> })}
        </ul>
        <Pager listing rows=shown_count of=LIST_ID />
    }
}

/// Numbers of the cases that pass the filters, the newest first.
fn shown_numbers(listing: TableState) -> Vec<u32> {
    let (only, words) = (listing.only.get(), listing.words.get());
    let words = words.trim();
    review_session().cases.list.with(|list| {
        let holds = |case: &Case, field: &str| case.fields.get(field).is_some_and(|text| text.contains(words));
        let passes = |case: &Case| {
            (only.is_empty() || case.state.code() == only)
                && (words.is_empty() || holds(case, "name") || holds(case, "old_name"))
        };
        let numbers = list.iter().enumerate().rev().filter(|(_, case)| passes(case));
        numbers.map(|(number, _)| number as u32).collect()
    })
}
