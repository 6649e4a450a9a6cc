//! What leads out from a record: other maps, and its link, copied or as a code.

use super::copy::Copying;
use super::links::{outbound_link, record_link};
use super::qr::Qr;
use crate::reactive::{derived, live, show};
use crate::state::app;
use crate::ui::text::{Words, say, t};
use diming_protocol::Card;
use diming_protocol::catalog::{Catalog, Outbound};
use diming_protocol::messages::{CardMsg, Msg};
use leptos::prelude::*;
use std::sync::Arc;

/// Links to other maps; each says that it leaves the site.
#[component]
pub fn OpenIn(catalog: Arc<Catalog>, card: Arc<Card>) -> impl IntoView {
    let app = app();
    let name = catalog.title.zh.clone();
    let link = move |to: &Outbound| {
        let href = outbound_link(to, &card, &name)?;
        let label = to.label.clone();
        Some(view! {
            <li>
                <a href=href target="_blank" rel="noopener noreferrer external">
                    {live(move || Words::label(app.view.lang.get(), &label).view())}
                    <span class="sr">{say(CardMsg::LeavesSite)}</span>
                    <span class="away" aria-hidden="true">"↗"</span>
                </a>
            </li>
        })
    };
    let links: Vec<_> = catalog.outbound.iter().filter_map(link).collect();
    view! {
        <div class="card-unfolded">
            <h3>{say(CardMsg::OpenIn)}</h3>
            <p class="hint">{say(CardMsg::LeavesSiteHint)}</p>
            <ul class="links">{links}</ul>
        </div>
    }
}

/// Copy the link, show its code.
#[component]
pub fn Share(catalog: Arc<Catalog>, card: Arc<Card>) -> impl IntoView {
    let app = app();
    let copying = Copying::new(Msg::LinkCopied);
    let with_code = RwSignal::new(false);
    let link = derived(move || record_link(app, &catalog, &card));
    let copy = move |_| link.get_untracked().into_iter().for_each(|link| copying.copy(link));
    view! {
        <div class="card-unfolded" role="group" aria-label=t(CardMsg::Share)>
            <div class="buttons">
                <button type="button" on:click=copy>{say(CardMsg::CopyLink)}</button>
                <button
                    type="button"
                    aria-expanded=move || with_code.get().to_string()
                    on:click=move |_| with_code.update(|on| *on = !*on)
                >
                    {say(CardMsg::QrCode)}
                </button>
            </div>
            {copying.outcome()}
            {show(move || with_code.get(), move || view! {
                {live(move || link.get().map(|text| view! { <Qr text /> }))}
            })}
        </div>
    }
}
