//! The search box: the list is updated on input, after compositions of an input method.

use crate::a11y::SEARCH_ID;
use crate::reactive::{effect, show};
use crate::state::{App, app};
use crate::ui::composition::Composition;
use crate::ui::focus;
use crate::ui::state::{Opened, open_row, ui};
use crate::ui::text::{say, t};
use diming_protocol::messages::Msg;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// The search box.
#[component]
pub fn SearchBox() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let input: NodeRef<html::Input> = NodeRef::new();
    let composition = Composition::new();
    let opens_first = RwSignal::new(false);
    open_first_when_asked(app, opens_first);

    let typed = move |value: String| {
        if app.view.query.with_untracked(|query| *query != value) {
            opens_first.set(false);
            app.view.selected.set(None);
            app.session.spot.set(None);
            // Counts by town follow the query; the rest has nothing to do with it.
            if ui.opened.get_untracked() != Opened::Towns {
                ui.opened.set(Opened::Nothing);
            }
            ui.active_row.set(0);
            app.view.query.set(value);
        }
    };
    let on_input = move |event: web_sys::Event| {
        if let Some(text) = composition.input(&event) {
            typed(text);
        }
    };
    let composed = move |event: web_sys::CompositionEvent| typed(composition.end(&event));
    let clear = move || {
        typed(String::new());
        if let Some(input) = input.get_untracked() {
            focus::to(&input);
        }
    };
    let keys = move |event: KeyboardEvent| {
        // Keys of a running composition belong to the input method (229 in older browsers).
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" if app.answers.counts.with_untracked(|c| c.listed) > 0 => {
                event.prevent_default();
                ui.active_row.set(0);
                focus::focus_row(0);
            }
            "Enter" => {
                event.prevent_default();
                opens_first.set(true);
            }
            "Escape" if !app.view.query.with_untracked(String::is_empty) => {
                event.prevent_default();
                event.stop_propagation();
                clear();
            }
            _ => {}
        }
    };
    view! {
        <search class="finder">
            <label class="sr" for=SEARCH_ID>{say(Msg::Search)}</label>
            <svg class="finder-lens" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M11.4 10.1L15 13.7L13.7 15L10.1 11.4A6 6 0 1 1 11.4 10.1ZM6.5 2.3A4.2 4.2 0 1 0 6.5 10.7A4.2 4.2 0 1 0 6.5 2.3Z"></path>
            </svg>
            <input
                node_ref=input
                id=SEARCH_ID
                type="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                aria-describedby="search-help"
                placeholder=t(Msg::SearchHint)
                prop:value=move || app.view.query.get()
                on:input=on_input
                on:compositionstart=move |_| composition.start()
                on:compositionend=composed
                on:keydown=keys
            />
            <p class="sr" id="search-help">{say(Msg::SearchHelp)}</p>
            {show(move || app.view.query.with(|query| !query.is_empty()), move || view! {
                <button type="button" class="finder-clear icon" aria-label=t(Msg::SearchClear) on:click=move |_| clear()>
                    <span aria-hidden="true">"×"</span>
                </button>
            })}
        </search>
    }
}

/// Enter opens the first record that was found, once the response to the query has arrived.
fn open_first_when_asked(app: App, opens_first: RwSignal<bool>) {
    effect(move || {
        let asked = app.answers.asked_seq.get();
        // While layers load, nothing found is no answer yet.
        let is_answered = app
            .answers
            .counts
            .with(|counts| counts.seq > 0 && counts.seq == asked && (counts.settled || counts.listed > 0));
        if !opens_first.get() || !is_answered {
            return;
        }
        opens_first.set(false);
        let window = app.answers.rows.get_untracked();
        if let Some(row) = window.rows.first().filter(|_| window.first == 0) {
            open_row(app, row);
        }
    });
}
