//! Title, standing notice, language and theme.

use super::words::{said, t};
use crate::state::{Theme, app};
use diming_core::catalog::Lang;
use diming_core::messages::{Msg, text};
use leptos::prelude::*;

/// Names of the languages, each in itself.
const ZH: &str = "中文";
const EN: &str = "English";

/// The banner of the page.
#[component]
pub fn Header() -> impl IntoView {
    let app = app();
    let title = move || {
        let lang = app.lang.get();
        match app.catalog.get() {
            Some(catalog) => said(lang, catalog.title.get(lang).0),
            None => said(lang, text(lang, Msg::AppName)),
        }
    };
    let notice = move || {
        let lang = app.lang.get();
        let notice = app.catalog.get()?.notice.get(lang).0.to_owned();
        (!notice.is_empty()).then(|| view! { <p class="notice">{said(lang, &notice)}</p> })
    };
    view! {
        <header class="banner">
            <div class="banner-words">
                <h1>{title}</h1>
                {notice}
            </div>
            <div class="banner-tools">
                <LanguageSwitch />
                <ThemeSwitch />
            </div>
        </header>
    }
}

/// One button that names the other language in that language.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let app = app();
    let other = move || match app.lang.get() {
        Lang::Zh => (Lang::En, "en", EN),
        Lang::En => (Lang::Zh, "zh", ZH),
    };
    view! {
        <button type="button" class="quiet" lang=move || other().1 on:click=move |_| app.lang.set(other().0)>
            {move || other().2}
        </button>
    }
}

/// Light, dark, or as the system.
#[component]
fn ThemeSwitch() -> impl IntoView {
    let app = app();
    let choices = [
        (Theme::Auto, "auto", Msg::ThemeAuto),
        (Theme::Light, "light", Msg::ThemeLight),
        (Theme::Dark, "dark", Msg::ThemeDark),
    ];
    let choose = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        if let Some((theme, ..)) = choices.iter().find(|(_, name, _)| *name == value) {
            app.theme.set(*theme);
        }
    };
    let options = choices.map(|(theme, name, msg)| {
        view! { <option value=name selected=move || app.theme.get() == theme>{t(msg)}</option> }
    });
    view! {
        <label class="theme">
            <span class="sr">{t(Msg::Theme)}</span>
            <select class="quiet" on:change=choose>{options.collect_view()}</select>
        </label>
    }
}
