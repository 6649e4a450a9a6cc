//! The button of a tab.

use crate::reactive::State;
use crate::state::app;
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
    let choose = move |_| {
        ui.uncover(app);
        chosen.set(view);
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
