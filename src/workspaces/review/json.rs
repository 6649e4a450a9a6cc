//! JSON of the page's own files: written here, read by the browser.

use litemap::LiteMap;
use wasm_bindgen::{JsCast, JsValue};

/// Appends a text as JSON has it, in quotes.
pub fn put_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Appends an object of texts.
pub fn put_texts(out: &mut String, texts: &LiteMap<String, String>) {
    out.push('{');
    for (place, (name, text)) in texts.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        put_text(out, name);
        out.push(':');
        put_text(out, text);
    }
    out.push('}');
}

/// Reads a JSON text.
///
/// # Errors
/// What the browser says is wrong with it, and where, in its own words.
pub fn parse(text: &str) -> Result<JsValue, String> {
    js_sys::JSON::parse(text).map_err(|error| match error.dyn_into::<js_sys::Error>() {
        Ok(error) => error.message().into(),
        Err(_) => String::new(),
    })
}

/// A member of an object; `undefined` where it has none, or is no object.
pub fn member(value: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// An object, and nothing else that JavaScript calls one.
pub fn object(value: &JsValue) -> Option<&js_sys::Object> {
    value.dyn_ref::<js_sys::Object>().filter(|_| !js_sys::Array::is_array(value))
}

/// An object of texts, at most `members_max` of at most `bytes_max` bytes each. Numbers, true and false
/// count as texts, null as nothing.
///
/// # Errors
/// The name of the member that is none; empty for the whole.
pub fn texts(value: &JsValue, members_max: usize, bytes_max: usize) -> Result<LiteMap<String, String>, String> {
    let entries = js_sys::Object::entries(object(value).ok_or_else(String::new)?);
    if entries.length() as usize > members_max {
        return Err(String::new());
    }
    let mut texts = LiteMap::new();
    for entry in entries.iter() {
        let entry: js_sys::Array = entry.unchecked_into();
        let name = entry.get(0).as_string().unwrap_or_default();
        let value = entry.get(1);
        if value.is_null() {
            continue;
        }
        let text = match (value.as_string(), value.as_f64(), value.as_bool()) {
            (Some(text), _, _) => text,
            (_, Some(number), _) => number.to_string(),
            (_, _, Some(yes)) => yes.to_string(),
            _ => return Err(name),
        };
        if text.len() > bytes_max {
            return Err(name);
        }
        texts.insert(name, text);
    }
    Ok(texts)
}
