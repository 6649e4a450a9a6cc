//! Page entry: panic hook and mount; nothing else.

mod address;
mod app;
mod engine_client;
mod marks;
mod state;
mod store;
mod wiring;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::Root);
}
