//! What one does with a record: open it elsewhere, copy its link, show its code, report an error.

use super::links::{outbound_link, record_link, report_link};
use super::qr::Qr;
use super::words::{Words, say, t};
use crate::live::{Derived, derived, live, show};
use crate::state::app;
use diming_core::catalog::Catalog;
use diming_core::door::Card;
use diming_core::messages::Msg;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::JsFuture;

/// Whether the link went to the clipboard.
#[derive(Clone, Copy, PartialEq)]
enum Copied {
    NotTried,
    Yes,
    Refused,
}

/// Links to other maps; each says that it leaves the site.
#[component]
pub fn OpenIn(catalog: Arc<Catalog>, card: Arc<Card>) -> impl IntoView {
    let app = app();
    let name = catalog.title.zh.clone();
    let link = move |to: &diming_core::catalog::Outbound| {
        let href = outbound_link(to, &card, &name)?;
        let label = to.label.clone();
        Some(view! {
            <li>
                <a href=href target="_blank" rel="noopener noreferrer external">
                    {live(move || Words::label(app.lang.get(), &label).view())}
                    <span class="sr">{say(Msg::LeavesSite)}</span>
                    <span class="away" aria-hidden="true">"↗"</span>
                </a>
            </li>
        })
    };
    let links: Vec<_> = catalog.outbound.iter().filter_map(link).collect();
    (!links.is_empty()).then(|| {
        view! {
            <h3>{say(Msg::OpenIn)}</h3>
            <p class="hint">{say(Msg::LeavesSiteHint)}</p>
            <ul class="links">{links}</ul>
        }
    })
}

/// Copy the link, show its code, report an error.
#[component]
pub fn Share(catalog: Arc<Catalog>, card: Arc<Card>) -> impl IntoView {
    let app = app();
    let copied = RwSignal::new(Copied::NotTried);
    let with_code = RwSignal::new(false);
    let report = report_link(&catalog, &card);
    let link = derived(move || record_link(app, &catalog, &card));
    let copy = move |_| {
        if let Some(link) = link.get_untracked() {
            leptos::task::spawn_local(async move {
                let done = JsFuture::from(window().navigator().clipboard().write_text(&link)).await.is_ok();
                copied.try_set(if done { Copied::Yes } else { Copied::Refused });
            });
        }
    };
    let told = move || match copied.get() {
        Copied::NotTried => "",
        Copied::Yes => t(Msg::LinkCopied)(),
        Copied::Refused => t(Msg::LinkNotCopied)(),
    };
    view! {
        {show(move || link.with(Option::is_some), move || view! {
            <h3>{say(Msg::Share)}</h3>
            <div class="buttons">
                <button type="button" on:click=copy>{say(Msg::CopyLink)}</button>
                <button
                    type="button"
                    aria-expanded=move || with_code.get().to_string()
                    on:click=move |_| with_code.update(|on| *on = !*on)
                >
                    {say(Msg::QrCode)}
                </button>
            </div>
            <p class="hint" role="status">{live(told)}</p>
            {show(move || copied.get() == Copied::Refused, move || view! {
                <LinkBox link />
            })}
            {show(move || with_code.get(), move || view! {
                {live(move || link.get().map(|text| view! { <Qr text /> }))}
            })}
        })}
        {report.map(|href| view! { <p class="report"><a href=href>{say(Msg::ReportError)}</a></p> }.into_any())}
    }
}

/// The link to copy by hand, selected on focus.
#[component]
fn LinkBox(link: Derived<Option<String>>) -> impl IntoView {
    let input: NodeRef<html::Input> = NodeRef::new();
    let select = move |_| {
        if let Some(input) = input.get_untracked() {
            input.select();
        }
    };
    view! {
        <label class="link-box">
            <span>{say(Msg::LinkText)}</span>
            <input node_ref=input type="text" readonly prop:value=move || link.get().unwrap_or_default() on:focus=select />
        </label>
    }
}
