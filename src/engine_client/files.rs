//! Saves files by the browser's downloads.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Downloads a text.
pub fn save_file(name: &str, text: &str) {
    if let Err(error) = try_save_file(name, text) {
        web_sys::console::error_1(&error);
    }
}

fn try_save_file(name: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    let kind = match name.rsplit_once('.') {
        Some((_, "json")) => "application/json",
        Some((_, "geojson")) => "application/geo+json",
        Some((_, "jsonl")) => "application/jsonl",
        _ => "text/csv",
    };
    options.set_type(&format!("{kind};charset=utf-8"));
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    try_save_blob(name, &blob)
}

/// Downloads bytes.
pub fn save_bytes(name: &str, bytes: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    match web_sys::Blob::new_with_u8_array_sequence(&parts) {
        Ok(blob) => save_blob(name, &blob),
        Err(error) => web_sys::console::error_1(&error),
    }
}

/// Downloads what the browser holds.
pub fn save_blob(name: &str, blob: &web_sys::Blob) {
    if let Err(error) = try_save_blob(name, blob) {
        web_sys::console::error_1(&error);
    }
}

fn try_save_blob(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let anchor: web_sys::HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser holds the blob while it saves; the URL is not needed after that.
    gloo_timers::callback::Timeout::new(60_000, move || drop(web_sys::Url::revoke_object_url(&url))).forget();
    Ok(())
}
