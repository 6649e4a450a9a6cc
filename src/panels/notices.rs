//! Notices above everything: the engine has stopped, a part did not load, a link was not read whole, a newer version
//! is available.

use super::copy::Copying;
use crate::boot::boot;
use crate::reactive::{live, show};
use crate::state::{App, Health, app};
use crate::ui::text::say;
use diming_protocol::messages::{AccessMsg, Msg, fill};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// All notices, stacked in a corner.
#[component]
pub fn Notices() -> impl IntoView {
    view! {
        <div class="notices">
            <EngineHealth />
            <PartLost />
            <LinkUnread />
            <UpdateOffer />
        </div>
    }
}

/// The engine was started again, or is not coming back; the error can be copied.
#[component]
fn EngineHealth() -> impl IntoView {
    let app = app();
    let reload = move |_| {
        // It is the same as coming again, and the link keeps the view; a browser that refuses stays as it is.
        drop(window().location().reload());
    };
    view! {
        {show(move || app.answers.engine.get() == Health::Restarted, move || view! {
            <div class="said-box" role="status">
                <p>{say(Msg::EngineRestarted)}</p>
                <div class="buttons">
                    <button type="button" on:click=move |_| app.answers.engine.set(Health::Well)>{say(AccessMsg::ReadClose)}</button>
                </div>
                {trouble(app)}
            </div>
        })}
        {show(move || app.answers.engine.get() == Health::Lost, move || view! {
            <div class="said-box" role="alert">
                <p>{say(Msg::EngineLost)}</p>
                <p>{say(Msg::EngineLostDo)}</p>
                <div class="buttons"><button type="button" class="main" on:click=reload>{say(Msg::Reload)}</button></div>
                {trouble(app)}
            </div>
        })}
    }
}

/// The engine's error, to be copied and sent to the maintainer of the site.
fn trouble(app: App) -> AnyView {
    let copying = Copying::new(Msg::TextCopied);
    let text = move || {
        let browser = window().navigator().user_agent().unwrap_or_default();
        format!("diming {}\n{}\n{browser}", env!("CARGO_PKG_VERSION"), app.answers.trouble.get_untracked())
    };
    view! {
        <button type="button" class="link" on:click=move |_| copying.copy(text())>{say(Msg::TroubleCopy)}</button>
        {copying.outcome()}
    }
    .into_any()
}

/// A part of the engine did not load: the action can be tried again.
#[component]
fn PartLost() -> impl IntoView {
    let app = app();
    show(
        move || app.answers.is_part_lost.get(),
        move || {
            view! {
                <div class="said-box" role="alert">
                    <p>{say(Msg::PartFailed)}</p>
                    <button type="button" on:click=move |_| app.answers.is_part_lost.set(false)>{say(AccessMsg::ReadClose)}</button>
                </div>
            }
        },
    )
}

/// The parts of the link that could not be read.
#[component]
fn LinkUnread() -> impl IntoView {
    let app = app();
    let told = move || {
        app.session
            .link_unread
            .with(|parts| fill(app.view.lang.get(), Msg::LinkUnread, &[("parts", &parts.join(" · "))]))
    };
    show(
        move || app.session.link_unread.with(|parts| !parts.is_empty()),
        move || {
            view! {
                <div class="said-box" role="status">
                    <p>{live(told)}</p>
                    <button type="button" on:click=move |_| app.session.link_unread.set(Vec::new())>{say(AccessMsg::ReadClose)}</button>
                </div>
            }
        },
    )
}

/// A newer version of the app is available, and loaded when a person agrees.
#[component]
fn UpdateOffer() -> impl IntoView {
    let is_ready = || boot("update").is_function();
    let is_offered = RwSignal::new(is_ready());
    // For as long as the page.
    window_event_listener_untyped("diming:update", move |_| is_offered.set(is_ready()));
    let update = move |_| {
        if let Ok(update) = boot("update").dyn_into::<js_sys::Function>() {
            // It loads the page again.
            drop(update.call0(&JsValue::NULL));
        }
    };
    show(
        move || is_offered.get(),
        move || {
            view! {
                <div class="said-box" role="status">
                    <p>{say(Msg::UpdateReady)}</p>
                    <div class="buttons">
                        <button type="button" class="main" on:click=update>{say(Msg::UpdateNow)}</button>
                        <button type="button" on:click=move |_| is_offered.set(false)>{say(Msg::UpdateLater)}</button>
                    </div>
                </div>
            }
        },
    )
}
