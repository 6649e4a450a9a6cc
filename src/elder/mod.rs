//! The elder view (长辈版): large text, one thing a screen, made of the same panel and map.
//!
//! The trail of screens is in the state; what they show is chosen by the attributes `data-mode` and
//! `data-screen` of the root element (`src/style/elder.css`), so that panel and map stay what they are.

mod bar;
mod groups;
mod kinds;
mod start;

pub use bar::ElderBar;

use crate::panels::{HelpView, NearView};
use crate::reactive::{derived, effect, live};
use crate::state::{App, Screen, app};
use groups::GroupView;
use kinds::Kinds;
use leptos::prelude::*;
use start::Start;
use wasm_bindgen::JsCast;

/// Keeps the root element and the trail in step with the view.
pub fn connect(app: App) {
    dress_root(app);
    let is_first = StoredValue::new(true);
    effect(move || {
        if !app.view.is_elder.get() {
            return;
        }
        app.session.workspace.set(None);
        // A link that asks for something leads there.
        let asks = app.view.query.with_untracked(|query| !query.is_empty())
            || app.view.selected.with_untracked(Option::is_some)
            || app.view.fields.with_untracked(|fields| !fields.is_empty());
        if is_first.get_value() && asks {
            app.open_screen(Screen::List);
        }
        is_first.set_value(false);
    });
    // What was chosen screen by screen is not left behind as filters that nobody set.
    let is_used = StoredValue::new(false);
    effect(move || {
        let (is_elder, is_start) = (app.view.is_elder.get(), app.session.trail.with(Vec::is_empty));
        if !is_elder && is_start && is_used.get_value() {
            app.clear_filters();
        }
        is_used.set_value(is_elder && (is_used.get_value() || !is_start));
    });
    // What is selected on the map is shown in words.
    effect(move || {
        let is_selected = app.view.selected.with(Option::is_some);
        if is_selected
            && app.view.is_elder.get_untracked()
            && app.session.trail.with_untracked(|t| t.last() != Some(&Screen::List))
        {
            app.open_screen(Screen::List);
        }
    });
    // A point chosen on the map leads back to where one came from.
    let was_choosing = StoredValue::new(false);
    effect(move || {
        let is_choosing = app.session.choosing.get().is_some();
        let on_map = app.session.trail.with_untracked(|trail| trail.last() == Some(&Screen::Map));
        if was_choosing.get_value() && !is_choosing && on_map {
            app.leave_screen();
        }
        was_choosing.set_value(is_choosing);
    });
}

/// Mode, screen and size of text on the root element; refusals leave the page as it was.
fn dress_root(app: App) {
    effect(move || {
        let Some(root) = document().document_element() else { return };
        let Ok(root) = root.dyn_into::<web_sys::HtmlElement>() else { return };
        if app.view.is_elder.get() {
            let _ = root.set_attribute("data-mode", "elder");
            let _ = root.set_attribute("data-screen", name_of(app.screen()));
            let _ = root.style().set_property("font-size", &format!("{}px", app.view.elder_text_px.get()));
        } else {
            let _ = root.remove_attribute("data-mode");
            let _ = root.remove_attribute("data-screen");
            let _ = root.style().remove_property("font-size");
        }
    });
}

fn name_of(screen: Screen) -> &'static str {
    match screen {
        Screen::Start => "start",
        Screen::Near => "near",
        Screen::Group(_) => "group",
        Screen::Kinds => "kinds",
        Screen::List => "list",
        Screen::Map => "map",
        Screen::Help => "help",
    }
}

/// The screens that are the elder view's own; list and map are the panel and the map.
#[component]
pub fn ElderScreens() -> impl IntoView {
    let app = app();
    let shown = derived(move || if app.view.is_elder.get() { Some(app.screen()) } else { None });
    live(move || {
        let content = match shown.get()? {
            Screen::Start => view! { <Start /> }.into_any(),
            Screen::Near => view! { <NearView /> }.into_any(),
            Screen::Group(place) => view! { <GroupView place /> }.into_any(),
            Screen::Kinds => view! { <Kinds /> }.into_any(),
            Screen::Help => view! { <HelpView /> }.into_any(),
            Screen::List | Screen::Map => return None,
        };
        Some(view! { <section class="elder-screen">{content}</section> }.into_any())
    })
}
