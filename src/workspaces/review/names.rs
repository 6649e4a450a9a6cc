//! Names found in use: what each is by the register, and the standard form of those that are none.

use super::feed::{Feed, Reading, Taken, Typed, reading_line};
use super::lists::{FoldedFeed, Result};
use super::progress::Progress;
use super::session::{Coming, review_session};
use crate::engine_client::ask;
use crate::reactive::{all, derived, live};
use crate::state::app;
use crate::ui::long_table::{Lines, LongTable};
use crate::ui::table::TableState;
use crate::ui::table_filter::{kind_chips, shown_of, words_choice};
use crate::ui::text::{Words, said, say};
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

/// A kind of names, with its code, words and sign.
type Kind = (Usage, &'static str, fn(Lang) -> &'static str, &'static str);

/// Every kind, what needs attention first.
const KINDS: [Kind; 6] = [
    (Usage::Unknown, "unknown", |lang| text(lang, ListsMsg::KindUnknown), "■"),
    (Usage::Cancelled, "cancelled", |lang| text(lang, ListsMsg::KindCancelled), "▲"),
    (Usage::NonStandard, "non-standard", |lang| text(lang, ListsMsg::KindNonStandard), "▲"),
    (Usage::Former, "former", |lang| text(lang, ListsMsg::KindFormer), "◆"),
    (Usage::Protected, "protected", |lang| text(lang, ListsMsg::KindProtected), "○"),
    (Usage::Standard, "standard", |lang| text(lang, ListsMsg::KindStandard), "○"),
];

fn kind_of(used: &Used) -> Kind {
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
    let reading = RwSignal::new(Reading::Nothing);
    let typed = Typed { text: listing.text, label: ListsMsg::NamesText, run: ListsMsg::NamesRun };
    let has_rows = move || session.names.with(|coming| !coming.rows.is_empty());
    let hint = view! { <p class="hint">{say(ListsMsg::NamesHint)}</p> }.into_any();
    view! {
        <section class="lists" class:has-rows=has_rows>
            <FoldedFeed title=say(ListsMsg::Names) has_rows=derived(has_rows) hint=hint>
                <Feed typed=Some(typed) file_label=say(ListsMsg::FileChoose) reading taken />
            </FoldedFeed>
            {reading_line(reading)}
            <Progress coming=session.names />
            <Result label=ListsMsg::NamesResult has_rows=derived(has_rows) view=|| view! { <NamesTable /> }.into_any() />
        </section>
    }
}

#[component]
fn NamesTable() -> impl IntoView {
    let app = app();
    let session = review_session();
    let listing = session.names_table;
    let counts = derived(move || {
        let count = |list: &[Used], usage: Usage| list.iter().filter(|used| used.usage == usage).count() as u32;
        session.names.with(|coming| KINDS.iter().map(|(usage, ..)| count(&coming.rows, *usage)).collect())
    });
    let kinds = KINDS.map(|(_, code, label, sign)| (code, sign, label));
    let shown = derived(move || shown_numbers(listing));
    let shown_count = derived(move || shown.with(Vec::len));
    let total = derived(move || session.names.with(|coming| coming.rows.len()));
    let save = move |_| {
        let what = export(&ReviewFile::Names(shown.with_untracked(Vec::clone)));
        ask(Request::Export { what, lang: app.view.lang.get_untracked() });
    };
    let open = move |number: u32| {
        let used = session.names.with_untracked(|coming| coming.rows.get(number as usize)?.feature);
        if let Some(feature) = used {
            app.select(Some(Which::Id(feature)));
        }
    };
    let lines = Lines {
        id: TABLE_ID,
        shown,
        list: derived(move || session.names.with(|coming| coming.seq)),
        cells: Arc::new(cells),
        open: Arc::new(open),
    };
    let head = |label: ListsMsg| view! { <th scope="col">{say(label)}</th> };
    let heads = all([ListsMsg::Number, ListsMsg::Name, ListsMsg::Usage, ListsMsg::Registered].map(head));
    view! {
        <div class="rows-head">
            {kind_chips(listing, ListsMsg::FilterUsage, kinds.to_vec(), counts, total)}
            {words_choice(listing)}
            {shown_of(shown_count, total)}
            <div class="buttons">
                <button type="button" prop:disabled=move || shown.with(Vec::is_empty) on:click=save>{say(DataMsg::SaveCsv)}</button>
            </div>
        </div>
        <LongTable listing lines label=say(ListsMsg::NamesTable) heads />
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

/// The cells of a name, by its number.
fn cells(of: u32) -> AnyView {
    let app = app();
    let used = review_session().names.with_untracked(|coming| coming.rows.get(of as usize).cloned());
    live(move || {
        let lang = app.view.lang.get();
        used.as_ref().map(|used| line(lang, of, used))
    })
}

/// The name as it was found, what it is, and the registered name, which leads to its record where it has one.
fn line(lang: Lang, of: u32, used: &Used) -> AnyView {
    let (_, code, _, sign) = kind_of(used);
    let told = tell_usage(lang, used);
    let standard = Words::data(lang, &used.standard).view();
    let standard = match used.feature {
        None => standard,
        Some(_) => {
            let label = fill(lang, ListsMsg::ShowRecord, &[("name", &used.standard)]);
            view! { <button type="button" class="link" tabindex="-1" title=label>{standard}</button> }.into_any()
        }
    };
    view! {
        <td class="number">{number(Lang::En, f64::from(of) + 1.0)}</td>
        <th scope="row" title=used.name.clone()>{Words::data(lang, &used.name).view()}</th>
        <td class="words" title=told.clone()>
            <span class=format!("standing {code}")>
                <span class="standing-sign" aria-hidden="true">{sign}</span>
                <span>{said(lang, &told)}</span>
            </span>
        </td>
        <td title=used.standard.clone()>{standard}</td>
    }
    .into_any()
}
