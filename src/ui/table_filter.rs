//! The filters above a long table: kind of rows, words, number of rows.

use crate::reactive::{Derived, State, all, derived, live};
use crate::state::app;
use crate::ui::table::TableState;
use crate::ui::text::{say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{RowsMsg, Sentence, fill, number, text};
use leptos::prelude::*;

/// A kind of rows: its code, its label, the number of its rows.
pub type Kind = (String, String, u32);

/// A choice of one kind of rows, with counts. `kinds` returns the kinds in a language.
pub fn kind_choice<M: Sentence + Send + Sync + 'static>(
    listing: TableState,
    label: M,
    kinds: impl Fn(Lang) -> Vec<Kind> + Send + 'static,
) -> AnyView {
    kind_choice_of(listing, listing.only, label, kinds)
}

/// The same, with the code of the kind in a state of its own.
pub fn kind_choice_of<M: Sentence + Send + Sync + 'static>(
    listing: TableState,
    only: State<String>,
    label: M,
    kinds: impl Fn(Lang) -> Vec<Kind> + Send + 'static,
) -> AnyView {
    let app = app();
    let choose = move |event: web_sys::Event| {
        only.set(event_target_value(&event));
        listing.go_to_start();
    };
    let options = move || {
        let (lang, only) = (app.view.lang.get(), only.get());
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

/// A kind of rows as a button: its code, its sign, its label.
pub type KindChip = (&'static str, &'static str, fn(Lang) -> &'static str);

/// The same choice as buttons, with the number of all rows and those of each kind. One that is pressed again shows all.
pub fn kind_chips<M: Sentence + Send + Sync + 'static>(
    listing: TableState,
    label: M,
    kinds: Vec<KindChip>,
    counts: Derived<Vec<u32>>,
    total: Derived<usize>,
) -> AnyView {
    let app = app();
    let chip = move |code: &'static str, sign: &'static str, words: AnyView, n: Derived<u32>| {
        let is_on = move || listing.only.with(|only| *only == code);
        let press = move |_| {
            listing.only.set(if is_on() { String::new() } else { code.to_owned() });
            listing.go_to_start();
        };
        let sign = (!sign.is_empty()).then(|| view! { <span class="weight-sign" aria-hidden="true">{sign}</span> });
        view! {
            <button
                type="button"
                class=format!("kind-chip {code}")
                hidden=move || n.get() == 0 && !is_on()
                aria-pressed=move || is_on().to_string()
                on:click=press
            >
                {sign} {words} " " <span class="count">{live(move || number(app.view.lang.get(), f64::from(n.get())))}</span>
            </button>
        }
        .into_any()
    };
    let everything = chip("", "", say(RowsMsg::FilterEvery), derived(move || total.get() as u32));
    let chips = kinds.into_iter().enumerate().map(|(at, (code, sign, label))| {
        let words = live(move || label(app.view.lang.get()));
        chip(code, sign, words, derived(move || counts.with(|counts| counts.get(at).copied().unwrap_or_default())))
    });
    let chips = all(std::iter::once(everything).chain(chips.collect::<Vec<_>>()));
    view! { <div class="kind-chips" role="group" aria-label=t(label)>{chips}</div> }.into_any()
}

/// A box for words that the names contain.
pub fn words_choice(listing: TableState) -> AnyView {
    let typed = move |event: web_sys::Event| {
        listing.words.set(event_target_value(&event));
        listing.go_to_start();
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
