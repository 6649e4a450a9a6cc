//! Title, standing notice, the way to the elder view, help and menu.

use super::help::HelpButton;
use super::menu::Menu;
use super::open_full::OpenFull;
use crate::reactive::live;
use crate::state::app;
use crate::ui::text::said;
use diming_protocol::messages::{AccessMsg, Msg, text};
use leptos::prelude::*;

/// The banner of the page.
#[component]
pub fn Header() -> impl IntoView {
    let app = app();
    let title = move || {
        let lang = app.view.lang.get();
        match app.answers.catalog.get() {
            Some(catalog) => said(lang, catalog.title.get(lang).0),
            None => said(lang, text(lang, Msg::AppName)),
        }
    };
    let notice = move || {
        let lang = app.view.lang.get();
        let notice = app.answers.catalog.get()?.notice.get(lang).0.to_owned();
        (!notice.is_empty()).then(|| view! { <p class="notice">{said(lang, &notice)}</p> }.into_any())
    };
    view! {
        <header class="banner">
            <div class="banner-words">
                <h1>{live(title)}</h1>
                {live(notice)}
            </div>
            <div class="banner-tools">
                <ElderSwitch />
                <HelpButton />
                <Menu />
                <OpenFull />
            </div>
        </header>
    }
}

/// The button that turns the elder view on or off.
#[component]
fn ElderSwitch() -> impl IntoView {
    let app = app();
    let msg = move |on: AccessMsg, off: AccessMsg| {
        move || text(app.view.lang.get(), if app.view.is_elder.get() { off } else { on })
    };
    let (name, hint) =
        (msg(AccessMsg::ElderOn, AccessMsg::ElderOff), msg(AccessMsg::ElderHint, AccessMsg::ElderOffHint));
    view! {
        <button type="button" class="elder-switch" title=hint on:click=move |_| app.view.is_elder.update(|on| *on = !*on)>
            {live(name)}
        </button>
    }
}
