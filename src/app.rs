//! The root component: header, panel, map, and the wiring between view state, link and engine.

use crate::map::MapView;
use crate::panels::{Header, Panel};
use crate::state::{App, Theme};
use crate::{a11y, address, engine_client, store, wiring};
use diming_core::door::Request;
use leptos::prelude::*;

/// The whole page.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::new();
    provide_context(app);
    store::connect(app);
    let parameters = window().location().search().ok().and_then(|s| web_sys::UrlSearchParams::new_with_str(&s).ok());
    let parameter = |name: &str| parameters.as_ref().and_then(|p| p.get(name));
    match parameter("theme").as_deref() {
        Some("light") => app.theme.set(Theme::Light),
        Some("dark") => app.theme.set(Theme::Dark),
        _ => {}
    }
    address::connect(app);
    open(parameter("catalog").as_deref());
    wiring::connect_engine(app);
    a11y::follow_root(app);
    view! {
        <div class="app">
            <a11y::SkipLinks />
            <Header />
            <main class="stage">
                <Panel />
                <MapView />
            </main>
            <a11y::Announcer />
        </div>
    }
}

/// Asks the engine to open a catalog: the one that the address names, else the site's own.
fn open(asked: Option<&str>) {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let absolute = |path: &str| web_sys::Url::new_with_base(path, &base).map_or(String::new(), |url| url.href());
    let site_url = absolute("data/catalog.json");
    engine_client::ask(Request::Open {
        catalog_url: asked.map_or_else(|| site_url.clone(), absolute),
        site_url,
        han_url: absolute("data/dict/han.bin"),
        today: today(),
    });
}

/// The local day as `yyyymmdd`.
fn today() -> u32 {
    let now = js_sys::Date::new_0();
    now.get_full_year() * 10_000 + (now.get_month() + 1) * 100 + now.get_date()
}
