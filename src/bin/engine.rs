//! Engine entry: bytes and messages in, messages out; the last words of an engine that ends by a bug.
//!
//! In a worker it listens at once. On the page, where no worker could start, the boot script calls
//! [`start_on_page`]. In both the boot script then says what to [`open`].

#[path = "../engine_host/mod.rs"]
mod engine_host;

use diming_protocol::Request;
use engine_host::EngineHost;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Tells the page something in words.
type Tell = Box<dyn Fn(&str)>;

thread_local! {
    static HOST: RefCell<Option<Rc<EngineHost>>> = const { RefCell::new(None) };
    static TELL_END: RefCell<Option<Tell>> = const { RefCell::new(None) };
}

/// An engine that ends by a bug says so to the page, in words that a person can copy. A release has no texts of panics:
/// there the page hears where the trap was (`public/loader.js`).
fn tell_end(info: &std::panic::PanicHookInfo<'_>) {
    console_error_panic_hook::hook(info);
    // Once: what still calls an engine that has ended ends again.
    if let Some(tell) = TELL_END.take() {
        tell(&info.to_string());
    }
}

fn main() {
    if !cfg!(panic = "immediate-abort") {
        std::panic::set_hook(Box::new(tell_end));
    }
    let Ok(scope) = js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>() else { return };
    let out = scope.clone();
    let post = move |bytes: Vec<u8>| {
        let message = js_sys::Uint8Array::from(bytes.as_slice());
        if let Err(error) = out.post_message_with_transfer(&message, &js_sys::Array::of1(&message.buffer())) {
            web_sys::console::error_1(&error);
        }
    };
    let words = scope.clone();
    TELL_END.set(Some(Box::new(move |text| drop(words.post_message(&text.into())))));
    let Ok(host) = start(Box::new(post)) else { return };
    let alive = scope.clone();
    let on_message = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        match event.data() {
            // The page asks whether the worker is alive.
            null if null.is_null() => drop(alive.post_message(&JsValue::NULL)),
            message => host.submit_message(&message),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

fn start(post: Box<dyn Fn(Vec<u8>)>) -> Result<Rc<EngineHost>, JsValue> {
    let host = EngineHost::start(post)?;
    HOST.set(Some(Rc::clone(&host)));
    Ok(host)
}

/// Starts the engine on the page's own thread; `post` gets each message.
/// Returns a function that takes the same messages as a worker: requests as `Uint8Array`s.
///
/// # Errors
/// Where the browser has no message channels.
#[wasm_bindgen]
pub fn start_on_page(post: js_sys::Function) -> Result<JsValue, JsValue> {
    let words = post.clone();
    TELL_END.set(Some(Box::new(move |text| drop(words.call1(&JsValue::NULL, &text.into())))));
    let host = start(Box::new(move |bytes| {
        if let Err(error) = post.call1(&JsValue::NULL, &js_sys::Uint8Array::from(bytes.as_slice())) {
            web_sys::console::error_1(&error);
        }
    }))?;
    let submit = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| host.submit_message(&message));
    Ok(submit.into_js_value())
}

/// Opens a catalog (see [`Request::Open`]) on the engine that was started; without one, nothing happens.
#[wasm_bindgen]
pub fn open(catalog_url: String, site_url: String, han_url: String, today: u32) {
    if let Some(host) = HOST.with_borrow(Option::clone) {
        host.submit(Request::Open { catalog_url, site_url, han_url, today });
    }
}
