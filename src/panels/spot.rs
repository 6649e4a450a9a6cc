//! The records at one spot that no zoom can separate.

use super::row::RowContent;
use crate::reactive::{all, live, show};
use crate::state::{Spot, app};
use crate::ui::state::{open_row, overlay_heading};
use crate::ui::text::t;
use diming_protocol::Row;
use diming_protocol::messages::{CardMsg, FacetMsg, Msg, counted};
use leptos::prelude::*;
use std::sync::Arc;

/// Records shown before one asks for more.
const SHOWN_FIRST: usize = 60;

/// The list of the open spot.
#[component]
pub fn SpotView() -> impl IntoView {
    let app = app();
    live(move || app.session.spot.get().map(|spot| view! { <Records spot /> }.into_any()))
}

#[component]
fn Records(spot: Arc<Spot>) -> impl IntoView {
    let app = app();
    let shown_max = RwSignal::new(SHOWN_FIRST);
    let (total, here) = (spot.total, spot.rows.len());
    let rows = move || all(spot.rows.iter().take(shown_max.get()).cloned().map(spot_row));
    let hidden = move || here.saturating_sub(shown_max.get());
    view! {
        {overlay_heading(live(move || counted(app.view.lang.get(), CardMsg::SpotTitle, u64::from(total))))}
        {show(move || (here as u32) < total, move || view! {
            <p class="hint">{live(move || counted(app.view.lang.get(), CardMsg::SpotFirst, here as u64))}</p>
        })}
        <ul class="plain-list" aria-label=t(Msg::Spot)>{live(rows)}</ul>
        {show(move || hidden() > 0, move || view! {
            <button type="button" class="link" on:click=move |_| shown_max.update(|n| *n += SHOWN_FIRST)>
                {live(move || counted(app.view.lang.get(), FacetMsg::ShowMore, hidden().min(SHOWN_FIRST) as u64))}
            </button>
        })}
    }
}

fn spot_row(row: Row) -> impl IntoView {
    let app = app();
    let id = row.id;
    let opened = row.clone();
    view! {
        <li>
            <button
                type="button"
                class="row"
                on:click=move |_| open_row(app, &opened)
                on:pointerenter=move |_| app.session.hovered.set(Some(id))
                on:pointerleave=move |_| app.session.hovered.set(None)
            >
                <RowContent row />
            </button>
        </li>
    }
}
