//! The tabs of the workspaces; nothing where there is only one.

use super::Workspace;
use crate::live::{State, show};
use crate::panels::ui::ui;
use crate::panels::words::{say, t};
use crate::state::app;
use diming_protocol::messages::{Msg, Sentence};
use leptos::prelude::*;

/// A button that chooses one of several views; what lies over them makes way.
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

/// One button a workspace.
#[component]
pub fn Tabs() -> impl IntoView {
    let app = app();
    let tab = move |workspace: Workspace, msg: Msg| tab("tab", app.workspace, workspace, msg);
    show(
        move || app.offers_review(),
        move || {
            view! {
                <nav class="tabs" aria-label=t(Msg::Workspaces)>
                    {tab(Workspace::Find, Msg::WorkspaceFind)}
                    {tab(Workspace::Review, Msg::WorkspaceReview)}
                </nav>
            }
        },
    )
}
