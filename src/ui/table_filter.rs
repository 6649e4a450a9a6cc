//! The filters above a long table: kind of rows, words, number of rows.

use crate::reactive::{Derived, all, live};
use crate::state::app;
use crate::ui::table::TableState;
use crate::ui::text::say;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{RowsMsg, Sentence, fill, number, text};
use leptos::prelude::*;

/// A kind of rows: its code, its label, the number of its rows.
pub type Kind = (&'static str, String, u32);

/// A choice of one kind of rows, with counts. `kinds` returns the kinds in a language.
pub fn kind_choice<M: Sentence + Send + Sync + 'static>(
    listing: TableState,
    label: M,
    kinds: impl Fn(Lang) -> Vec<Kind> + Send + 'static,
) -> AnyView {
    let app = app();
    let choose = move |event: web_sys::Event| {
        listing.only.set(event_target_value(&event));
        listing.page.set(0);
    };
    let options = move || {
        let (lang, only) = (app.view.lang.get(), listing.only.get());
        let kinds = kinds(lang);
        let total: u32 = kinds.iter().map(|(_, _, n)| *n).sum();
        let option = |code: &str, label: String| {
            view! { <option value=code.to_owned() selected=only == code>{label}</option> }
        };
        let everything = fill(lang, RowsMsg::FilterAll, &[("n", &number(lang, f64::from(total)))]);
        let others = kinds.iter().filter(|(code, _, n)| *n > 0 || only == *code).map(|(code, label, n)| {
            let values = [("label", &**label), ("n", &*number(lang, f64::from(*n)))];
            option(code, fill(lang, RowsMsg::FilterOne, &values))
        });
        all(std::iter::once(option("", everything)).chain(others.collect::<Vec<_>>()))
    };
    view! {
        <label class="choice">
            <span>{say(label)}</span>
            <select on:change=choose>{live(options)}</select>
        </label>
    }
    .into_any()
}

/// A box for words that the names contain.
pub fn words_choice(listing: TableState) -> AnyView {
    let typed = move |event: web_sys::Event| {
        listing.words.set(event_target_value(&event));
        listing.page.set(0);
    };
    view! {
        <label class="choice">
            <span>{say(RowsMsg::FilterWords)}</span>
            <input type="search" autocomplete="off" prop:value=move || listing.words.get() on:input=typed />
        </label>
    }
    .into_any()
}

/// The number of rows that are shown, and of all.
pub fn shown_of(shown: Derived<usize>, total: Derived<usize>) -> AnyView {
    let app = app();
    let words = move || {
        let lang = app.view.lang.get();
        let (n, total) = (shown.get(), total.get());
        match n {
            0 => text(lang, RowsMsg::ShownNone).to_owned(),
            _ => {
                let values = [("n", &*number(lang, n as f64)), ("all", &*number(lang, total as f64))];
                fill(lang, RowsMsg::ShownOf, &values)
            }
        }
    };
    view! { <p class="hint" role="status">{live(words)}</p> }.into_any()
}
