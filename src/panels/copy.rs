//! Copies a text to the clipboard, says whether that worked, and shows the text where it did not.

use crate::reactive::{live, show};
use crate::ui::text::t;
use diming_protocol::messages::Msg;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Whether the text was copied.
#[derive(Clone, Copy, PartialEq)]
enum Copied {
    NotTried,
    Yes,
    Refused,
}

/// Copies a text to the clipboard; returns `false` where the browser refuses or has none (pages of `http`).
pub async fn to_clipboard(text: &str) -> bool {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    match clipboard.ok().and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// A text that can be copied. `Copy`; one for each thing that can be.
#[derive(Clone, Copy)]
pub struct Copying {
    copied: RwSignal<Copied>,
    text: RwSignal<String>,
    /// The sentence where it worked.
    done: Msg,
}

impl Copying {
    /// Nothing has been copied.
    pub fn new(done: Msg) -> Copying {
        Copying { copied: RwSignal::new(Copied::NotTried), text: RwSignal::new(String::new()), done }
    }

    /// Copies a text.
    pub fn copy(self, text: String) {
        self.text.set(text.clone());
        leptos::task::spawn_local(async move {
            let done = to_clipboard(&text).await;
            self.copied.try_set(if done { Copied::Yes } else { Copied::Refused });
        });
    }

    /// The outcome in words; where the browser refused, with the text to copy by hand.
    pub fn outcome(self) -> AnyView {
        let told = move || match self.copied.get() {
            Copied::NotTried => "",
            Copied::Yes => t(self.done)(),
            Copied::Refused => t(Msg::TextNotCopied)(),
        };
        view! {
            <p class="hint" role="status">{live(told)}</p>
            {show(move || self.copied.get() == Copied::Refused, move || self.by_hand())}
        }
        .into_any()
    }

    /// The text, selected on focus.
    fn by_hand(self) -> AnyView {
        let area: NodeRef<html::Textarea> = NodeRef::new();
        let select = move |_| {
            if let Some(area) = area.get_untracked() {
                area.select();
            }
        };
        view! {
            <label class="link-box">
                <span>{live(t(Msg::TextToCopy))}</span>
                <textarea node_ref=area rows="3" readonly prop:value=move || self.text.get() on:focus=select></textarea>
            </label>
        }
        .into_any()
    }
}
