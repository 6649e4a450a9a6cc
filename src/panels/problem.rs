//! The catalog cannot be opened, or the engine has stopped: what happened, what still works, what to do.

use super::words::{said, say};
use crate::live::{live, show};
use crate::state::{Health, app};
use diming_core::door::Problem;
use diming_core::messages::{EaseMsg, Msg, explain};
use leptos::prelude::*;

/// Says so where there is a problem.
#[component]
pub fn ProblemPanel() -> impl IntoView {
    let app = app();
    // The page starts anew: it is the same as coming again, and the link keeps the view.
    let retry = move |_| {
        let _ = window().location().reload();
    };
    let view_of = move |problem: Problem| {
        let lang = app.lang.get();
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
        {live(move || app.problem.get().map(view_of))}
        {show(move || app.engine.get() == Health::Restarted, move || view! {
            <p class="problem" role="status">
                {say(Msg::EngineRestarted)} {show(move || app.is_discreet.get(), move || say(Msg::LocalGone))}
            </p>
        })}
        {show(move || app.engine.get() == Health::Lost, move || view! {
            <div class="problem" role="alert">
                <p>{say(Msg::EngineLost)}</p>
                <p>{say(Msg::EngineLostDo)}</p>
                <button type="button" on:click=retry>{say(Msg::Reload)}</button>
            </div>
        })}
    }
}

/// A part of the engine did not come: what was asked for can be asked for again.
#[component]
pub fn PartLost() -> impl IntoView {
    let app = app();
    show(
        move || app.is_part_lost.get(),
        move || {
            view! {
                <div class="said-box" role="alert">
                    <p>{say(Msg::PartFailed)}</p>
                    <button type="button" on:click=move |_| app.is_part_lost.set(false)>{say(EaseMsg::ReadClose)}</button>
                </div>
            }
        },
    )
}
