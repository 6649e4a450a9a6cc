//! Names found in use: what each is by the register, and the standard form of those that are none.

use super::feed::{Feed, Taken, Typed};
use super::progress::Progress;
use super::session::{Coming, review_session};
use crate::engine_client::ask;
use crate::reactive::{all, derived, each, live, show};
use crate::state::{App, app};
use crate::ui::table::{Pager, TableState};
use crate::ui::table_filter::{kind_choice, shown_of, words_choice};
use crate::ui::text::{Words, said, say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{DataMsg, fill, number, text};
use diming_protocol::{Request, Which};
use diming_review_protocol::export;
use diming_review_protocol::finding::{Usage, Used};
use diming_review_protocol::messages::{ListsMsg, tell_usage};
use diming_review_protocol::review::{ReviewAsk, ReviewFile};
use leptos::prelude::*;
use std::sync::Arc;

/// Id of the table's box.
const TABLE_ID: &str = "names-table";

/// Every kind with its code, words and sign, what needs attention first.
const KINDS: [(Usage, &str, ListsMsg, &str); 6] = [
    (Usage::Unknown, "unknown", ListsMsg::KindUnknown, "■"),
    (Usage::Cancelled, "cancelled", ListsMsg::KindCancelled, "▲"),
    (Usage::NonStandard, "non-standard", ListsMsg::KindNonStandard, "▲"),
    (Usage::Former, "former", ListsMsg::KindFormer, "◆"),
    (Usage::Protected, "protected", ListsMsg::KindProtected, "○"),
    (Usage::Standard, "standard", ListsMsg::KindStandard, "○"),
];

fn kind_of(used: &Used) -> (Usage, &'static str, ListsMsg, &'static str) {
    KINDS.into_iter().find(|(usage, ..)| *usage == used.usage).unwrap_or(KINDS[0])
}

/// The whole part.
#[component]
pub fn NamesView() -> impl IntoView {
    let session = review_session();
    let listing = session.names_table;
    let taken: Taken = Arc::new(move |text| {
        let seq = session.ask(ReviewAsk::Names(text));
        listing.reset();
        session.names.set(Arc::new(Coming::of(seq)));
    });
    let typed = Typed { text: listing.text, label: ListsMsg::NamesText, run: ListsMsg::NamesRun };
    let has_rows = move || session.names.with(|coming| !coming.rows.is_empty());
    view! {
        <section class="lists">
            <h3>{say(ListsMsg::Names)}</h3>
            <p class="hint">{say(ListsMsg::NamesHint)}</p>
            <Feed typed=Some(typed) file_label=say(ListsMsg::FileChoose) taken />
            <Progress coming=session.names />
            {show(has_rows, || view! { <NamesTable /> })}
        </section>
    }
}

#[component]
fn NamesTable() -> impl IntoView {
    let app = app();
    let session = review_session();
    let listing = session.names_table;
    let counts = derived(move || {
        session
            .names
            .with(|coming| KINDS.map(|(usage, ..)| coming.rows.iter().filter(|u| u.usage == usage).count() as u32))
    });
    let kinds = move |lang: Lang| {
        let kind = |((_, code, label, _), n): (_, u32)| (code, text(lang, label).to_owned(), n);
        KINDS.into_iter().zip(counts.get()).map(kind).collect::<Vec<_>>()
    };
    let shown = derived(move || shown_numbers(listing));
    let shown_count = derived(move || shown.with(Vec::len));
    let total = derived(move || session.names.with(|coming| coming.rows.len()));
    // A number of another list is another row.
    let on_page = derived(move || {
        let seq = session.names.with(|coming| coming.seq);
        shown.with(|shown| listing.page_of(shown)).into_iter().map(|number| (seq, number)).collect::<Vec<_>>()
    });
    let save = move |_| {
        let what = export(&ReviewFile::Names(shown.with_untracked(Vec::clone)));
        ask(Request::Export { what, lang: app.view.lang.get_untracked() });
    };
    let head = |label: ListsMsg| view! { <th scope="col">{say(label)}</th> };
    view! {
        <div class="choices">
            {kind_choice(listing, ListsMsg::FilterUsage, kinds)}
            {words_choice(listing)}
        </div>
        {shown_of(shown_count, total)}
        <div class="buttons">
            <button type="button" prop:disabled=move || shown.with(Vec::is_empty) on:click=save>{say(DataMsg::SaveCsv)}</button>
        </div>
        <div class="table-scroll" id=TABLE_ID tabindex="0" role="group" aria-label=t(ListsMsg::NamesTable)>
            <table class="list-table">
                <caption class="sr">{say(ListsMsg::NamesTable)}</caption>
                <thead>
                    <tr>{all([ListsMsg::Number, ListsMsg::Name, ListsMsg::Usage].map(head))}</tr>
                </thead>
                <tbody>{each(move || on_page.get(), move |(_, number)| row(app, number))}</tbody>
            </table>
        </div>
        <Pager listing rows=shown_count of=TABLE_ID />
    }
}

/// Numbers of the names that pass the filters.
fn shown_numbers(listing: TableState) -> Vec<u32> {
    let (only, words) = (listing.only.get(), listing.words.get());
    let words = words.trim();
    review_session().names.with(|coming| {
        let passes = |used: &Used| {
            (only.is_empty() || kind_of(used).1 == only)
                && (words.is_empty() || used.name.contains(words) || used.standard.contains(words))
        };
        coming.rows.iter().zip(0u32..).filter(|(used, _)| passes(used)).map(|(_, number)| number).collect()
    })
}

/// One name.
fn row(app: App, of: u32) -> AnyView {
    let used = review_session().names.with_untracked(|coming| coming.rows.get(of as usize).cloned());
    let Some(used) = used else { return ().into_any() };
    let used = Arc::new(used);
    let found = Arc::clone(&used);
    view! {
        <tr>
            <td class="number">{number(Lang::En, f64::from(of) + 1.0)}</td>
            <th scope="row">{live(move || name(app, app.view.lang.get(), &found))}</th>
            <td>{live(move || what(app, app.view.lang.get(), &used))}</td>
        </tr>
    }
    .into_any()
}

/// The name as it was found; one that is registered leads to its record.
fn name(app: App, lang: Lang, used: &Used) -> AnyView {
    match used.standard == used.name {
        true => record(app, lang, used),
        false => Words::data(lang, &used.name).view(),
    }
}

/// What a name is, and the standard form of one that is written otherwise.
fn what(app: App, lang: Lang, used: &Used) -> AnyView {
    let (_, code, _, sign) = kind_of(used);
    view! {
        <p class=format!("standing {code}")>
            <span class="standing-sign" aria-hidden="true">{sign}</span>
            <span>{said(lang, &tell_usage(lang, used))}</span>
        </p>
        {(used.standard != used.name).then(|| record(app, lang, used))}
    }
    .into_any()
}

/// The registered name, which leads to its record where it has one.
fn record(app: App, lang: Lang, used: &Used) -> AnyView {
    let standard = Words::data(lang, &used.standard).view();
    let Some(feature) = used.feature else { return standard };
    let label = fill(lang, ListsMsg::ShowRecord, &[("name", &used.standard)]);
    let show = move |_| app.select(Some(Which::Id(feature)));
    view! { <button type="button" class="link" title=label on:click=show>{standard}</button> }.into_any()
}
