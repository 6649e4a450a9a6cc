//! Page entry: panic hook and mount; nothing else.

mod app;
mod state;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::Root);
}
