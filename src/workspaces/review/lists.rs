//! The frame of batch and names in use: the list that is given, which folds once there is a result, and the result.

use crate::reactive::{Derived, effect, show};
use crate::ui::focus;
use crate::ui::text::{say, t};
use diming_review_protocol::messages::ListsMsg;
use leptos::html;
use leptos::prelude::*;

/// Id of the result.
const RESULT_ID: &str = "list-result";

/// Where the list is given, with what to know of it. Rows fold it away; it can be opened again.
#[component]
pub fn FoldedFeed(
    /// What is given.
    title: AnyView,
    has_rows: Derived<bool>,
    /// What to know of it.
    hint: AnyView,
    children: Children,
) -> impl IntoView {
    let fold: NodeRef<html::Details> = NodeRef::new();
    effect(move || {
        let has_rows = has_rows.get();
        if let Some(fold) = fold.get() {
            fold.set_open(!has_rows);
        }
    });
    view! {
        <details class="feed-fold" node_ref=fold>
            <summary>
                <h3>{title}</h3>
                {show(move || has_rows.get(), || view! { <span class="hint">{say(ListsMsg::FeedAgain)}</span> })}
            </summary>
            {hint}
            {children()}
        </details>
    }
}

/// The result. When its first rows come after a person has asked for them, it is brought into sight and has the focus.
#[component]
pub fn Result(label: ListsMsg, has_rows: Derived<bool>, view: fn() -> AnyView) -> impl IntoView {
    let mut had_rows = has_rows.get_untracked();
    effect(move || {
        let has_rows = has_rows.get();
        if has_rows && !had_rows {
            focus::soon(|| {
                if let Some(result) = document().get_element_by_id(RESULT_ID) {
                    result.scroll_into_view();
                }
                focus::to_id(RESULT_ID);
            });
        }
        had_rows = has_rows;
    });
    show(
        move || has_rows.get(),
        move || view! { <div class="rows-result" role="group" id=RESULT_ID tabindex="-1" aria-label=t(label)>{view()}</div> },
    )
}
