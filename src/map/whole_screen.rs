//! Full screen for the map in a frame, and which gestures the map leaves to the page around it.

use crate::reactive::State;
use crate::state::{App, app};
use crate::ui::text::t;
use diming_protocol::messages::Msg;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Returns a signal: whether the frame is in full screen.
fn watch_screen() -> State<bool> {
    let is_whole = State::new(false);
    let changed = Closure::<dyn Fn()>::new(move || is_whole.set(document().fullscreen_element().is_some()));
    // If the listener fails, the button does not change.
    drop(document().add_event_listener_with_callback("fullscreenchange", changed.as_ref().unchecked_ref()));
    // Lasts as long as the page.
    changed.forget();
    is_whole
}

/// The full-screen button, in a frame that may use it.
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
                // If the browser refuses, the map stays in its frame.
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

/// Whether wheel and single-finger gestures scroll the page around the frame.
pub fn shares_scroll(app: App) -> bool {
    app.site.is_framed && document().fullscreen_element().is_none()
}
