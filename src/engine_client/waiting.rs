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

/// Whether a response of the engine is the awaited one.
pub enum ResponseMatch<T> {
    /// It is another one.
    No,
    /// It is, and the page applies it as well.
    Shared(T),
    /// It is, and nobody else gets it.
    Consumed(T),
}

/// Waits for the response that `matching` recognises; the request may be sent after this call. Each waiter takes one
/// response, so that two equal requests get one each. `None` on timeout.
pub fn answer_of<T: 'static>(
    mut matching: impl FnMut(&mut Response) -> ResponseMatch<T> + 'static,
) -> impl Future<Output = Option<T>> {
    let slot = Rc::new(RefCell::new(None));
    let put = slot.clone();
    let listening = listen(move |response| {
        let mut slot = put.borrow_mut();
        if slot.is_some() {
            return false;
        }
        let (answer, is_taken) = match matching(response) {
            ResponseMatch::No => return false,
            ResponseMatch::Shared(answer) => (answer, false),
            ResponseMatch::Consumed(answer) => (answer, true),
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
