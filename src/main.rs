//! Page entry: panic hook and mount; nothing else.

mod a11y;
mod address;
mod app;
mod compared;
mod elder;
mod embed;
mod engine_client;
mod later;
mod live;
mod map;
mod marks;
mod panels;
mod paper;
mod state;
mod store;
mod wiring;
mod workspaces;

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    console_error_panic_hook::set_once();
}

/// Puts the page into the document; the boot script says when.
#[wasm_bindgen]
pub fn mount() {
    leptos::mount::mount_to_body(app::Root);
}
