//! The button of a tab.

use crate::reactive::State;
use crate::state::app;
use crate::ui::focus;
use crate::ui::state::ui;
use crate::ui::text::say;
use diming_protocol::messages::Sentence;
use leptos::prelude::*;

/// A button that chooses one of several views and closes the overlays.
pub fn tab<T>(class: &'static str, chosen: State<T>, view: T, msg: impl Sentence + Send + Sync + 'static) -> AnyView
where
    T: Copy + PartialEq + Send + Sync,
{
    let (app, ui) = (app(), ui());
    let choose = move |event: web_sys::MouseEvent| {
        ui.uncover(app);
        if chosen.get_untracked() != view {
            chosen.set(view);
            start_at_top(&event);
        }
    };
    view! {
        <button
            type="button"
            class=class
            aria-current=move || (chosen.get() == view).then_some("page")
            on:click=choose
        >
            {say(msg)}
        </button>
    }
    .into_any()
}

/// Another view begins at its top: the scrolling part around its tab stays, with what is in it.
fn start_at_top(event: &web_sys::MouseEvent) {
    let tab: web_sys::Element = event_target(event);
    if let Some(scroller) = tab.closest(".scroll").ok().flatten() {
        focus::soon(move || scroller.set_scroll_top(0));
    }
}
