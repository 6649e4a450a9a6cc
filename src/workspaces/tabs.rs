//! The tabs of the workspaces; nothing where there is only one.

use super::Workspace;
use crate::live::show;
use crate::panels::words::{say, t};
use crate::state::app;
use diming_core::messages::DeskMsg;
use leptos::prelude::*;

/// One button a workspace.
#[component]
pub fn Tabs() -> impl IntoView {
    let app = app();
    let tab = move |workspace: Workspace, msg: DeskMsg| {
        view! {
            <button
                type="button"
                class="tab"
                aria-current=move || (app.workspace.get() == workspace).then_some("page")
                on:click=move |_| app.workspace.set(workspace)
            >
                {say(msg)}
            </button>
        }
    };
    show(
        move || app.catalog.with(|catalog| catalog.as_ref().is_some_and(|c| c.review.is_some())),
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
