//! What is done when an element has another size.

use crate::reactive::effect;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `look` whenever the element has another size, as long as it is there.
pub fn on_resize(element: NodeRef<html::Div>, look: impl Fn() + Copy + Send + Sync + 'static) {
    effect(move || {
        let Some(element) = element.get() else { return };
        let resized = Closure::<dyn Fn()>::new(look);
        let observer = web_sys::ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        observer.iter().for_each(|observer| observer.observe(&element));
        let held = StoredValue::new_local(Some((resized, observer)));
        on_cleanup(move || {
            if let Some((_resized, Some(observer))) = held.try_update_value(Option::take).flatten() {
                observer.disconnect();
            }
        });
    });
}
