//! The root component: header, panel, map, and the connections between state, address and engine.

use crate::elder;
use crate::lazy;
use crate::panels::reading::ReadingStatus;
use crate::panels::{Header, Notices, Panel, tour};
use crate::paper::PrintDialog;
use crate::reactive::{effect, live, show};
use crate::state::App;
use crate::ui::state::Ui;
use crate::workspaces::WORKSPACES;
use crate::{a11y, address, back, embed, store, wiring};
use leptos::prelude::*;
use std::time::Duration;

/// How long the page waits for its map before it is shown without it.
const MAP_SOON: Duration = Duration::from_millis(100);

/// The whole page.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::new(WORKSPACES);
    provide_context(app);
    let ui = Ui::new();
    provide_context(ui);
    let dialog = PrintDialog::new();
    provide_context(dialog);
    provide_context(lazy::SLOTS);
    store::connect(app);
    if let Some(theme) = app.site.theme() {
        app.view.theme.set(theme);
    }
    embed::set_root_attributes(app);
    for spec in WORKSPACES {
        (spec.connect)(app);
    }
    lazy::start_exchange(app);
    let address = address::connect(app);
    ui.open_linked(app);
    wiring::connect_engine(app);
    a11y::follow_root(app);
    elder::connect(app);
    back::connect(app, ui, address);
    // Banner, panel and map are tasks of their own, so that none keeps the thread for long.
    let (is_panel_due, is_map_due) = (RwSignal::new(false), RwSignal::new(false));
    let has_map = app.site.layout().has_map();
    let then_map = move || {
        set_timeout(move || is_map_due.set(true), Duration::ZERO);
        set_timeout(move || app.show_page(), if has_map { MAP_SOON } else { Duration::ZERO });
    };
    set_timeout(
        move || {
            is_panel_due.set(true);
            then_map();
        },
        Duration::ZERO,
    );
    effect(move || {
        if app.session.is_page_shown.get() {
            document().get_element_by_id("boot").iter().for_each(web_sys::Element::remove);
        }
    });
    view! {
        <div class="app" hidden=move || !app.session.is_page_shown.get()>
            <a11y::SkipLinks />
            <Header />
            <main class="stage">
                {show(move || app.view.is_elder.get(), lazy::elder)}
                {live(move || is_panel_due.get().then(|| view! { <Panel /> }))}
                {live(move || (is_map_due.get() && has_map).then(lazy::map))}
                {(!has_map).then(lazy::list_foot)}
            </main>
            <ReadingStatus />
            <Notices />
            <tour::TourBox />
            <a11y::Announcer />
            {show(move || dialog.is_open.get(), lazy::paper)}
        </div>
    }
}
