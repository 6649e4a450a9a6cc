//! Creates SVG elements one by one, never by parsing markup.

use leptos::prelude::document;
use std::fmt::Write;
use wasm_bindgen::JsValue;
use web_sys::Element;

const SVG: &str = "http://www.w3.org/2000/svg";

/// An attribute and its value.
pub type Attribute<'a> = (&'a str, &'a str);

/// Appends an element with these attributes.
pub fn add(parent: &Element, name: &str, attributes: &[Attribute<'_>]) -> Result<Element, JsValue> {
    let element = document().create_element_ns(Some(SVG), name)?;
    for (key, value) in attributes {
        element.set_attribute(key, value)?;
    }
    parent.append_child(&element)?;
    Ok(element)
}

/// Appends a text centred at a position.
pub fn add_text(parent: &Element, class: &str, (x, y): (f64, f64), text: &str) -> Result<(), JsValue> {
    let element = add(parent, "text", &[("class", class), ("x", &short(x)), ("y", &short(y))])?;
    element.set_text_content(Some(text));
    Ok(())
}

/// A length with at most two decimals.
pub fn short(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Path data of polylines.
pub fn path_data(parts: impl IntoIterator<Item = Vec<(f64, f64)>>, closed: bool) -> String {
    let mut data = String::new();
    for part in parts {
        for (i, (x, y)) in part.iter().enumerate() {
            let step = if i == 0 { 'M' } else { 'L' };
            // Writing to a `String` never fails.
            let _ = write!(data, "{step}{x:.1} {y:.1}");
        }
        if closed {
            data.push('Z');
        }
    }
    data
}
