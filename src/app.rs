//! The root component: header, panel, map, and the wiring between view state, link and engine.

use crate::elder;
use crate::later;
use crate::live::{live, show};
use crate::map::MapView;
use crate::panels::reading::ReadingStatus;
use crate::panels::ui::Ui;
use crate::panels::{Header, Panel, PartLost, tour};
use crate::paper::Press;
use crate::state::{App, Theme};
use crate::{a11y, address, store, wiring, workspaces};
use leptos::prelude::*;
use std::time::Duration;

/// The whole page.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::new();
    provide_context(app);
    let ui = Ui::new();
    provide_context(ui);
    let press = Press::new();
    provide_context(press);
    store::connect(app);
    let parameters = window().location().search().ok().and_then(|s| web_sys::UrlSearchParams::new_with_str(&s).ok());
    match parameters.and_then(|p| p.get("theme")).as_deref() {
        Some("light") => app.theme.set(Theme::Light),
        Some("dark") => app.theme.set(Theme::Dark),
        _ => {}
    }
    address::connect(app);
    ui.open_linked(app);
    wiring::connect_engine(app);
    workspaces::review::desk::connect(app);
    a11y::follow_root(app);
    elder::connect(app);
    // Banner, panel and map are tasks of their own, so that none keeps the thread for long.
    let (is_panel_due, is_map_due) = (RwSignal::new(false), RwSignal::new(false));
    let then_map = move || set_timeout(move || is_map_due.set(true), Duration::ZERO);
    set_timeout(
        move || {
            is_panel_due.set(true);
            then_map();
        },
        Duration::ZERO,
    );
    view! {
        <div class="app">
            <a11y::SkipLinks />
            <Header />
            <main class="stage">
                {show(move || app.is_elder.get(), later::elder)}
                {live(move || is_panel_due.get().then(|| view! { <Panel /> }))}
                {live(move || is_map_due.get().then(|| view! { <MapView /> }))}
            </main>
            <ReadingStatus />
            <PartLost />
            <tour::TourBox />
            <a11y::Announcer />
            {show(move || press.is_open.get(), later::paper)}
        </div>
    }
}
