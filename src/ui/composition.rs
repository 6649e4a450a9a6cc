//! Text inputs that wait for the composition of an input method.

use leptos::prelude::*;
use web_sys::Event;

/// Whether an input method is composing in a text input. `Copy`; one for each input.
#[derive(Clone, Copy)]
pub struct Composition {
    is_open: StoredValue<bool>,
}

impl Composition {
    /// None is open.
    pub fn new() -> Composition {
        Composition { is_open: StoredValue::new(false) }
    }

    /// On `compositionstart`.
    pub fn start(self) {
        self.is_open.set_value(true);
    }

    /// On `compositionend`: returns the text of the input.
    pub fn end(self, event: &Event) -> String {
        self.is_open.set_value(false);
        event_target_value(event)
    }

    /// On `input`: returns the text of the input; `None` while a composition is open.
    pub fn input(self, event: &Event) -> Option<String> {
        (!self.is_open.get_value()).then(|| event_target_value(event))
    }
}
