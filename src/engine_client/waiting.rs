//! Waits for the engine's response to one request, and for frames.

use super::listen;
use diming_protocol::Response;
use leptos::prelude::window;
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;

/// Timeout for the engine and the screen, milliseconds.
const WAIT_MS: f64 = 20_000.0;
/// Timeout for a frame, milliseconds: a hidden page draws none.
const FRAME_MS: i32 = 250;

/// Waits for the next frame; `false` if none is drawn in time.
pub async fn next_frame() -> bool {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        // Called by the browser with the frame's time, or by the timer without one.
        let frame = window().request_animation_frame(&resolve);
        let late = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, FRAME_MS);
        drop((frame, late));
    });
    JsFuture::from(promise).await.is_ok_and(|time| time.is_truthy())
}

/// Waits until `is_so`, checking in each frame; `false` on timeout.
pub async fn wait_until(is_so: impl Fn() -> bool) -> bool {
    let end_ms = js_sys::Date::now() + WAIT_MS;
    while !is_so() {
        if js_sys::Date::now() > end_ms {
            return false;
        }
        next_frame().await;
    }
    true
}

/// What an answer of the engine is to a request that is waited for.
pub enum Heard<T> {
    /// Nothing to it.
    Nothing,
    /// Its answer, which the page sees as well.
    Seen(T),
    /// Its answer, and nobody else's.
    Taken(T),
}

/// Waits for the engine's answer that `hear` knows; it may be asked for after this was called. Who has an answer
/// leaves the next to others: two may have asked the same.
pub fn answer_of<T: 'static>(
    mut hear: impl FnMut(&mut Response) -> Heard<T> + 'static,
) -> impl Future<Output = Option<T>> {
    let slot = Rc::new(RefCell::new(None));
    let put = slot.clone();
    let listening = listen(move |response| {
        let mut slot = put.borrow_mut();
        if slot.is_some() {
            return false;
        }
        let (answer, is_taken) = match hear(response) {
            Heard::Nothing => return false,
            Heard::Seen(answer) => (answer, false),
            Heard::Taken(answer) => (answer, true),
        };
        *slot = Some(answer);
        is_taken
    });
    async move {
        wait_until(|| slot.borrow().is_some()).await;
        drop(listening);
        slot.take()
    }
}
