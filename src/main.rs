//! Page entry: panic hook and mount; nothing else.

mod a11y;
mod address;
mod app;
mod engine_client;
mod map;
mod marks;
mod panels;
mod state;
mod store;
mod wiring;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::Root);
}
