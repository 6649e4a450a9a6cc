//! The tabs of the workspaces; nothing where there is only one.

use super::Workspace;
use crate::live::{State, show};
use crate::panels::words::{say, t};
use crate::state::app;
use diming_core::messages::DeskMsg;
use leptos::prelude::*;

/// A button that chooses one of several views.
pub fn tab<T: Copy + PartialEq + Send + Sync>(class: &'static str, chosen: State<T>, view: T, msg: DeskMsg) -> AnyView {
    view! {
        <button
            type="button"
            class=class
            aria-current=move || (chosen.get() == view).then_some("page")
            on:click=move |_| chosen.set(view)
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
    let tab = move |workspace: Workspace, msg: DeskMsg| tab("tab", app.workspace, workspace, msg);
    show(
        move || app.offers_review(),
        move || {
            view! {
                <nav class="tabs" aria-label=t(DeskMsg::Workspaces)>
                    {tab(Workspace::Find, DeskMsg::WorkspaceFind)}
                    {tab(Workspace::Review, DeskMsg::WorkspaceReview)}
                </nav>
            }
        },
    )
}
