//! The catalog cannot be opened, or data come from this machine: what happened, what still works, what to do.

use crate::a11y::broken_layers;
use crate::engine_client::ask;
use crate::reactive::{derived, live, show};
use crate::state::{App, app};
use crate::ui::state::{Opened, ui};
use crate::ui::text::{said, say, t};
use diming_protocol::messages::{AccessMsg, Msg, date, explain, fill};
use diming_protocol::{Problem, Request};
use leptos::prelude::*;

/// The problem, where there is one.
#[component]
pub fn ProblemPanel() -> impl IntoView {
    let app = app();
    // The page starts anew: it is the same as coming again, and the link keeps the view.
    let retry = move |_| {
        let _ = window().location().reload();
    };
    let view_of = move |problem: Problem| {
        let lang = app.view.lang.get();
        let explained = explain(lang, &problem);
        view! {
            <div class="problem" role="alert">
                <h2>{say(Msg::ProblemTitle)}</h2>
                <p>{said(lang, &explained.what)}</p>
                <p>{say(Msg::ProblemWorks)}</p>
                <p>{explained.advice}</p>
                <button type="button" on:click=retry>{say(Msg::Retry)}</button>
            </div>
        }
    };
    view! {
        {live(move || app.answers.problem.get().map(view_of))}
        {show(move || kept_day(app).is_some(), move || view! {
            <div class="problem" role="status">
                <p>{live(move || {
                    let lang = app.view.lang.get();
                    kept_day(app).map(|day| fill(lang, Msg::KeptShown, &[("date", &date(lang, day))]))
                })}</p>
                <button type="button" on:click=retry>{say(Msg::Retry)}</button>
            </div>
        })}
    }
}

/// The table of characters is not there: what is not found without it, why, and a button that loads it again.
#[component]
pub fn SoundMissing() -> impl IntoView {
    let app = app();
    let retry = move |_| {
        app.answers.characters_coming.set(true);
        ask(Request::RetryCharacters);
    };
    let sentence = move || {
        let lang = app.view.lang.get();
        let what = app.answers.characters_problem.get().map(|problem| explain(lang, &problem).what).unwrap_or_default();
        said(lang, &fill(lang, Msg::SoundMissing, &[("why", &what)]))
    };
    show(
        move || app.answers.characters_problem.with(Option::is_some),
        move || {
            view! {
                <div class="problem" id="sound-missing" role="alert">
                    <p>{live(sentence)}</p>
                    <button type="button" aria-disabled=move || app.answers.characters_coming.get().to_string() on:click=retry>
                        {live(move || if app.answers.characters_coming.get() { t(Msg::SoundLoading)() } else { t(Msg::Retry)() })}
                    </button>
                </div>
            }
        },
    )
}

/// Where a layer did not load whole: that it is so, and the way to why.
#[component]
pub fn NotWhole() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let words = derived(move || {
        let lang = app.view.lang.get();
        let broken = broken_layers(app);
        if broken.is_empty() { broken } else { fill(lang, AccessMsg::LayersBroken, &[("layers", &broken)]) }
    });
    show(
        move || words.with(|words| !words.is_empty()),
        move || {
            let said = move || said(app.view.lang.get(), &words.get());
            view! {
                <p class="not-whole">
                    <span>{live(said)}</span>
                    <button type="button" class="link" on:click=move |_| ui.open(app, Opened::Data(None))>{say(Msg::Data)}</button>
                </p>
            }
        },
    )
}

/// The oldest day of what was kept on this machine and is shown because the network did not answer.
fn kept_day(app: App) -> Option<u32> {
    app.answers.layer_states.with(|states| states.iter().filter_map(|state| state.kept).min())
}
