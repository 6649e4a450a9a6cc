//! The tabs of the workspaces; nothing where there is only one.

use crate::reactive::show;
use crate::state::{Workspace, app};
use crate::ui::tabs::tab;
use crate::ui::text::t;
use diming_protocol::messages::Msg;
use leptos::prelude::*;

/// One button a workspace.
#[component]
pub fn Tabs() -> impl IntoView {
    let app = app();
    let tab = move |workspace: Workspace, msg: Msg| tab("tab", app.session.workspace, workspace, msg);
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
