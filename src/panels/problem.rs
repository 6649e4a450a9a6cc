//! The catalog cannot be opened: what happened, what still works, what to do.

use super::words::{said, t};
use crate::state::app;
use diming_core::door::Problem;
use diming_core::messages::{Msg, explain};
use leptos::prelude::*;

/// Says so where there is a problem.
#[component]
pub fn ProblemPanel() -> impl IntoView {
    let app = app();
    let view_of = move |problem: Problem| {
        let lang = app.lang.get();
        let explained = explain(lang, &problem);
        // The page starts anew: it is the same as coming again, and nothing is lost by it.
        let retry = move |_| {
            let _ = window().location().reload();
        };
        view! {
            <div class="problem" role="alert">
                <h2>{t(Msg::ProblemTitle)}</h2>
                <p>{said(lang, &explained.what)}</p>
                <p>{t(Msg::ProblemWorks)}</p>
                <p>{explained.advice}</p>
                <button type="button" on:click=retry>{t(Msg::Retry)}</button>
            </div>
        }
    };
    move || app.problem.get().map(view_of)
}
