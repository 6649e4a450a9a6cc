//! A list that a button opens below itself. It closes by Escape, and when something else is pressed or has the focus.

use crate::reactive::effect;
use crate::state::app;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// State of a popup. `Copy`.
#[derive(Clone, Copy)]
pub struct Popup {
    /// Whether it is open.
    pub is_open: RwSignal<bool>,
    /// The element around the button and the list.
    pub root: NodeRef<html::Div>,
    /// The button, which has the focus after Escape.
    pub button: NodeRef<html::Button>,
}

/// Creates a popup that is closed. Its listeners live as long as the current owner.
pub fn popup() -> Popup {
    let popup = Popup { is_open: RwSignal::new(false), root: NodeRef::new(), button: NodeRef::new() };
    super::fold::tell(app(), popup.is_open);
    // Closed by Back, it must not keep the focus in what is hidden.
    effect(move || {
        let root = popup.root.get().filter(|_| !popup.is_open.get());
        let Some((root, held)) = root.zip(super::focus::held()) else { return };
        if root.contains(Some(&held)) {
            popup.button.get_untracked().iter().for_each(|button| super::focus::to(button));
        }
    });
    let leave = move |event: &web_sys::Event| {
        if popup.is_open.get_untracked() && !popup.holds(event) {
            popup.close();
        }
    };
    let on_press = window_event_listener(ev::pointerdown, move |event| leave(&event));
    let on_focus = window_event_listener(ev::focusin, move |event| leave(&event));
    let on_key = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && popup.is_open.get_untracked() {
            event.prevent_default();
            popup.leave();
        }
    });
    on_cleanup(move || {
        on_press.remove();
        on_focus.remove();
        on_key.remove();
    });
    popup
}

impl Popup {
    /// Opens or closes it.
    pub fn toggle(self) {
        self.is_open.update(|open| *open = !*open);
    }

    /// Closes it; the button has the focus.
    pub fn leave(self) {
        self.close();
        if let Some(button) = self.button.get_untracked() {
            super::focus::to(&button);
        }
    }

    /// Closes it.
    pub fn close(self) {
        self.is_open.set(false);
    }

    /// Whether an event is of an element within it.
    fn holds(self, event: &web_sys::Event) -> bool {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        self.root.get_untracked().is_some_and(|root| root.contains(target.as_ref()))
    }
}
