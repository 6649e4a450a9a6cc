//! Moving the focus. A refusal by the browser is not an error: the focus stays where it is.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The element that has the focus; `None` where only the page itself has it.
pub fn held() -> Option<HtmlElement> {
    let element = document().active_element()?;
    let is_body = document().body().is_some_and(|body| body.is_same_node(Some(&element)));
    if is_body { None } else { element.dyn_into().ok() }
}

/// Gives an element the focus.
pub fn to(element: &HtmlElement) {
    let _ = element.focus();
}

/// Gives the element with this id the focus; returns false where there is none.
pub fn to_id(id: &str) -> bool {
    let element = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    element.as_ref().map(to).is_some()
}

/// Calls `then` in the next frame, after the page has been updated.
pub fn soon(then: impl FnOnce() + 'static) {
    request_animation_frame(then);
}

/// Gives a row of the list the focus: at once, or in the next frame where it is not in the page yet.
pub fn focus_row(place: u32) {
    let id = format!("row-{place}");
    if !to_id(&id) {
        soon(move || {
            to_id(&id);
        });
    }
}
