//! The map in a frame of another page: the way out of the frame, a screen of its own, and the builder of such frames.

mod builder;
mod orders;
mod state;
pub mod talk;

pub use builder::BuilderView;

use crate::address;
use crate::live::{State, show};
use crate::panels::words::{say, t};
use crate::state::{App, app};
use diming_protocol::link::deployment::{Deployment, Layout, build_search};
use diming_protocol::messages::Msg;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Layout and frame on the root element: style sheets choose by them what is there.
pub fn dress_root(app: App) {
    let Some(root) = document().document_element() else { return };
    // A refusal to set an attribute leaves the page as it was; there is nothing better to do.
    drop(root.set_attribute("data-layout", app.site.layout().word()));
    drop(root.toggle_attribute_with_force("data-framed", app.site.is_framed));
}

/// The address of the public view of what is shown now, on a page of its own: never more than a viewer is given.
fn full_address(app: App) -> String {
    let deployment = Deployment { layout: Layout::Viewer, parent: None, ..app.site.deployment.clone() };
    let here = window().location().pathname().unwrap_or_default();
    format!("{here}{}#{}", build_search(&deployment), address::hash(app))
}

/// In a frame: a link that opens what is shown on a page of its own.
#[component]
pub fn OpenFull() -> impl IntoView {
    let app = app();
    // The address is made when it is needed: the view changes all the time.
    let href = State::new(full_address(app));
    let refresh = move || href.set(full_address(app));
    show(
        move || app.site.is_framed,
        move || {
            view! {
                <a
                    class="open-full"
                    href=move || href.get()
                    target="_blank"
                    rel="noopener"
                    title=t(Msg::OpenFullHint)
                    on:pointerdown=move |_| refresh()
                    on:focus=move |_| refresh()
                    on:click=move |_| refresh()
                >
                    {say(Msg::OpenFull)}
                    <span class="away" aria-hidden="true">"↗"</span>
                </a>
            }
        },
    )
}

/// Whether a frame has the whole screen, followed.
fn watch_screen() -> State<bool> {
    let is_whole = State::new(false);
    let changed = Closure::<dyn Fn()>::new(move || is_whole.set(document().fullscreen_element().is_some()));
    // A browser that does not tell shows the button as it was.
    drop(document().add_event_listener_with_callback("fullscreenchange", changed.as_ref().unchecked_ref()));
    // For as long as the page.
    changed.forget();
    is_whole
}

/// In a frame that may: the whole screen for the map, and back.
#[component]
pub fn ScreenButton() -> impl IntoView {
    let app = app();
    let may = app.site.is_framed && document().fullscreen_enabled();
    may.then(|| {
        let is_whole = watch_screen();
        let turn = move |_| {
            if is_whole.get_untracked() {
                document().exit_fullscreen();
            } else if let Some(root) = document().document_element() {
                // Refused: the map stays in its frame.
                drop(root.request_fullscreen());
            }
        };
        let name = move || t(if is_whole.get() { Msg::ScreenLeave } else { Msg::ScreenWhole })();
        view! {
            <div class="map-group">
                <button type="button" class="map-button" aria-label=name title=name on:click=turn>
                    <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
                        <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>
                    </svg>
                </button>
            </div>
        }
        .into_any()
    })
}

/// Whether wheel and single fingers belong to the page around the map.
pub fn shares_scroll(app: App) -> bool {
    app.site.is_framed && document().fullscreen_element().is_none()
}
