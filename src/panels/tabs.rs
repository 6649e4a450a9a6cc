//! The tabs of the workspaces, for officers: with the switch of the menu, or where a link has opened one.

use crate::reactive::{all, show};
use crate::state::app;
use crate::ui::tabs::tab;
use crate::ui::text::t;
use diming_protocol::messages::Msg;
use leptos::prelude::*;

/// One button a workspace.
#[component]
pub fn Tabs() -> impl IntoView {
    let app = app();
    let tabs = move || {
        all(app.workspaces.iter().map(|spec| {
            let offered = move || (spec.is_offered)(app);
            show(offered, move || tab("tab", app.session.workspace, Some(spec.id), spec.words.label))
        }))
    };
    show(
        move || app.offers_workspaces() && (app.view.is_officer.get() || app.workspace().is_some()),
        move || {
            view! {
                <nav class="tabs" aria-label=t(Msg::Workspaces)>
                    {tab("tab", app.session.workspace, None, Msg::WorkspaceFind)}
                    {tabs()}
                </nav>
            }
        },
    )
}
