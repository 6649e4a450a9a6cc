//! Preferences kept on this machine, with a version. A browser that refuses storage is no error.

use crate::reactive::effect;
use crate::state::{App, ELDER_TEXT_PX, Theme};
use diming_protocol::catalog::Lang;
use leptos::prelude::*;

/// Version 1: `lang`, `theme`, `elder` and `officer` or `standard`, the size of the elder view's text, blank-separated words;
/// `public/boot.js` reads the theme as well.
const KEY: &str = "diming.preferences.1";

/// Reads the stored preferences, then stores changes.
pub fn connect(app: App) {
    let kept = storage().and_then(|s| s.get_item(KEY).ok().flatten()).unwrap_or_default();
    for word in kept.split(' ') {
        match word {
            "en" => app.view.lang.set(Lang::En),
            "light" => app.view.theme.set(Theme::Light),
            "dark" => app.view.theme.set(Theme::Dark),
            "elder" => app.view.is_elder.set(true),
            "officer" => app.view.is_officer.set(true),
            number => {
                let size = number.parse().ok().filter(|px| (ELDER_TEXT_PX.0..=ELDER_TEXT_PX.1).contains(px));
                size.into_iter().for_each(|px| app.view.elder_text_px.set(px));
            }
        }
    }
    effect(move || {
        let lang = if app.view.lang.get() == Lang::En { "en" } else { "zh" };
        let theme = match app.view.theme.get() {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let mode = match (app.view.is_elder.get(), app.view.is_officer.get()) {
            (true, true) => "elder officer",
            (true, false) => "elder",
            (false, true) => "officer",
            (false, false) => "standard",
        };
        let text_px = app.view.elder_text_px.get();
        if let Some(storage) = storage() {
            // Full or refused: the preference lasts as long as the page.
            drop(storage.set_item(KEY, &format!("{lang} {theme} {mode} {text_px}")));
        }
    });
}

/// The browser's storage; `None` if it is refused.
pub fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
