//! The actions of a record: open it elsewhere, copy its link, show its code, report an error.

use super::copy::Copying;
use super::links::{outbound_link, record_link, report_link};
use super::qr::Qr;
use crate::reactive::{derived, live, show};
use crate::state::app;
use crate::ui::text::{Words, say};
use diming_protocol::Card;
use diming_protocol::catalog::Catalog;
use diming_protocol::messages::{CardMsg, Msg};
use leptos::prelude::*;
use std::sync::Arc;

/// Links to other maps; each says that it leaves the site.
#[component]
pub fn OpenIn(catalog: Arc<Catalog>, card: Arc<Card>) -> impl IntoView {
    let app = app();
    let name = catalog.title.zh.clone();
    let link = move |to: &diming_protocol::catalog::Outbound| {
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
    (!links.is_empty()).then(|| {
        view! {
            <h3>{say(CardMsg::OpenIn)}</h3>
            <p class="hint">{say(CardMsg::LeavesSiteHint)}</p>
            <ul class="links">{links}</ul>
        }
    })
}

/// Copy the link, show its code, report an error.
#[component]
pub fn Share(catalog: Arc<Catalog>, card: Arc<Card>) -> impl IntoView {
    let app = app();
    let copying = Copying::new(Msg::LinkCopied);
    let with_code = RwSignal::new(false);
    let report = report_link(&catalog, &card);
    let link = derived(move || record_link(app, &catalog, &card));
    let copy = move |_| link.get_untracked().into_iter().for_each(|link| copying.copy(link));
    view! {
        {show(move || link.with(Option::is_some), move || view! {
            <h3>{say(CardMsg::Share)}</h3>
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
        })}
        {report.map(|href| view! { <p class="report"><a href=href>{say(CardMsg::ReportError)}</a></p> }.into_any())}
    }
}
