//! Title, standing notice, help, language and theme.

use super::help::HelpButton;
use super::open_full::OpenFull;
use crate::reactive::live;
use crate::state::{Theme, app};
use crate::ui::text::said;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{AccessMsg, ENDONYM_EN, ENDONYM_ZH, Msg, fill, text};
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
                <LanguageSwitch />
                {app.site.theme().is_none().then(|| view! { <ThemeSwitch /> })}
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

/// One button that names the other language in that language.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let app = app();
    let other = move || match app.view.lang.get() {
        Lang::Zh => (Lang::En, "en", ENDONYM_EN),
        Lang::En => (Lang::Zh, "zh", ENDONYM_ZH),
    };
    view! {
        <button type="button" class="quiet" lang=move || other().1 on:click=move |_| app.view.lang.set(other().0)>
            {live(move || other().2)}
        </button>
    }
}

/// Light, dark, or as the system: one button that goes through the three and says which it is.
#[component]
fn ThemeSwitch() -> impl IntoView {
    let app = app();
    let now = move || match app.view.theme.get() {
        Theme::Auto => {
            (Theme::Light, Msg::ThemeAuto, "M8 1A7 7 0 1 1 8 15A7 7 0 1 1 8 1ZM8 2.6V13.4A5.4 5.4 0 1 0 8 2.6Z")
        }
        Theme::Light => (Theme::Dark, Msg::ThemeLight, "M8 3.5A4.5 4.5 0 1 1 8 12.5A4.5 4.5 0 1 1 8 3.5Z"),
        Theme::Dark => (Theme::Auto, Msg::ThemeDark, "M6.5 1.2A7 7 0 1 0 14.8 9.5A6 6 0 0 1 6.5 1.2Z"),
    };
    let label = move || {
        let lang = app.view.lang.get();
        fill(lang, Msg::ThemeIs, &[("theme", text(lang, now().1))])
    };
    view! {
        <button type="button" class="quiet icon" aria-label=label title=label on:click=move |_| app.view.theme.set(now().0)>
            <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
                <path fill-rule="evenodd" d=move || now().2></path>
            </svg>
        </button>
    }
}
