//! In a frame: the way out, to the same view on a page of its own.

use crate::address;
use crate::reactive::State;
use crate::state::{App, app};
use crate::ui::text::{say, t};
use diming_protocol::link::deployment::{Deployment, Layout, build_search};
use diming_protocol::messages::Msg;
use leptos::prelude::*;

/// The address of the public view of what is shown now, on a page of its own: never more than a viewer is given.
fn full_address(app: App) -> String {
    let deployment = Deployment { layout: Layout::Viewer, parent: None, ..app.site.deployment.clone() };
    let here = window().location().pathname().unwrap_or_default();
    format!("{here}{}#{}", build_search(&deployment), address::hash(app))
}

/// In a frame: a link that opens what is shown on a page of its own.
#[component]
pub fn OpenFull() -> impl IntoView {
    let app = app();
    app.site.is_framed.then(|| link(app))
}

fn link(app: App) -> AnyView {
    // The address is made when it is needed: the view changes all the time.
    let href = State::new(full_address(app));
    let refresh = move || href.set(full_address(app));
    view! {
        <a
            class="open-full"
            href=move || href.get()
            target="_blank"
            rel="noopener"
            title=t(Msg::OpenFullHint)
            on:pointerdown=move |_| refresh()
            on:focus=move |_| refresh()
            on:click=move |_| refresh()
        >
            {say(Msg::OpenFull)}
            <span class="away" aria-hidden="true">"↗"</span>
        </a>
    }
    .into_any()
}
