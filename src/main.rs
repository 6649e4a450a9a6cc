//! Page entry: panic hook and mount; nothing else.

mod a11y;
mod address;
mod app;
mod back;
mod book_reader;
mod boot;
mod elder;
mod embed;
mod engine_client;
mod lazy;
mod map;
mod panels;
mod paper;
mod reactive;
mod state;
mod store;
mod ui;
mod user_timing;
mod wiring;
mod workspaces;

use wasm_bindgen::prelude::*;

fn main() {
    // A release has no texts of panics: there the boot script hears of the trap.
    if !cfg!(panic = "immediate-abort") {
        std::panic::set_hook(Box::new(|info| {
            console_error_panic_hook::hook(info);
            page_failed(&info.to_string());
        }));
    }
}

#[wasm_bindgen]
extern "C" {
    /// The boot script's: says that the page has stopped.
    #[wasm_bindgen(js_namespace = dimingEngine, js_name = pageFailed)]
    fn page_failed(why: &str);
}

/// Puts the page into the document; the boot script says when.
#[wasm_bindgen]
pub fn mount() {
    leptos::mount::mount_to_body(app::Root);
}
