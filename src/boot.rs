//! What the boot script left for the page (`public/boot.js`).

use wasm_bindgen::JsValue;

/// A member of it; `undefined` where there is none.
pub fn boot(name: &str) -> JsValue {
    let boot = js_sys::Reflect::get(&js_sys::global(), &"dimingEngine".into()).unwrap_or(JsValue::UNDEFINED);
    js_sys::Reflect::get(&boot, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
