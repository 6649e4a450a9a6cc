//! Publishing: the list becomes a layer of the site, as a folder to unpack or as one file.

mod files;
mod form;
mod questions;

use super::session::desk_session;
use crate::engine_client::save_bytes;
use crate::reactive::{all, derived, effect, live, show};
use crate::state::app;
use crate::ui::text::{Words, said, say};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, fill, number, text};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DeskAsk, PublishFile, PublishForm, PublishInfo, PublishState};
use leptos::prelude::*;

pub use files::fetch_wanted;

/// The whole of it.
#[component]
pub fn PublishView() -> impl IntoView {
    let app = app();
    let session = desk_session();
    effect(move || {
        let lang = app.view.lang.get();
        let is_ready = session.report.with(Option::is_some);
        if is_ready {
            session.ask(&DeskAsk::Publish { form: None, lang });
        }
    });
    let is_there = derived(move || session.publish_info(|_| ()).is_some());
    let can = derived(move || session.publish_info(|info| info.refused.is_empty()).unwrap_or_default());
    let standing = move || {
        let lang = app.view.lang.get();
        session.publish.with(|state| match state {
            PublishState::Wanted(_) => text(lang, DeskMsg::PublishFetching).to_owned(),
            PublishState::None | PublishState::Working => text(lang, DeskMsg::PublishWorking).to_owned(),
            PublishState::Ready(info) => sum_words(lang, info),
        })
    };
    view! {
        <section class="desk-report desk-publish">
            <p class="hint">{say(DeskMsg::PublishHint)}</p>
            <p role="status" class="desk-sum">{live(standing)}</p>
            {show(move || session.unfetched.with(|paths| !paths.is_empty()), move || view! {
                <div class="problem" role="alert">
                    <p>{say(DeskMsg::Unfetched)}</p>
                    <button type="button" on:click=move |_| {
                        let paths = session.unfetched.get_untracked();
                        session.unfetched.set(Vec::new());
                        fetch_wanted(paths);
                    }>{say(DeskMsg::FetchAgain)}</button>
                </div>
            })}
            {show(move || is_there.get(), move || view! {
                <div class="publish-parts">
                    <form::LayerFields />
                    <div>
                        <questions::Questions />
                        <Refused />
                        {show(move || can.get(), || view! { <Made /> })}
                    </div>
                </div>
            })}
        </section>
    }
}

fn sum_words(lang: Lang, info: &PublishInfo) -> String {
    if !info.refused.is_empty() {
        return counted(lang, DeskMsg::PublishRefused, info.refused.len() as u64);
    }
    let shown = |n: u32| number(lang, f64::from(n));
    fill(lang, DeskMsg::PublishReady, &[("n", &shown(info.records)), ("unplaced", &shown(info.unplaced))])
}

/// Takes a decision: shown at once, worked out by the part.
fn decide(change: impl FnOnce(&mut PublishForm)) {
    let session = desk_session();
    let Some(mut form) = untrack(decided) else { return };
    change(&mut form);
    session.decided.set(Some(form.clone()));
    let lang = session.app().view.lang.get_untracked();
    session.ask(&DeskAsk::Publish { form: Some(Box::new(form)), lang });
}

/// What was decided last, worked out or not; at first what is proposed.
fn decided() -> Option<PublishForm> {
    let session = desk_session();
    session.decided.get().or_else(|| session.publish_info(|info| info.form.clone()))
}

/// Something of what was decided.
fn of_form<T: Default>(read: impl FnOnce(&PublishForm) -> T) -> T {
    decided().as_ref().map(read).unwrap_or_default()
}

/// Why it cannot be published, and what is to be known.
#[component]
fn Refused() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let items = move |read: fn(&PublishInfo) -> Vec<String>| {
        let lang = app.view.lang.get();
        let sentences = session.publish_info(read).unwrap_or_default();
        all(sentences.iter().map(|sentence| view! { <li>{said(lang, sentence)}</li> }).collect::<Vec<_>>())
    };
    let is_refused = derived(move || session.publish_info(|info| !info.refused.is_empty()).unwrap_or_default());
    view! {
        {show(move || is_refused.get(), move || view! {
            <div class="problem" role="alert"><ul>{live(move || items(|info| info.refused.clone()))}</ul></div>
        })}
        <ul class="hint publish-notes">{live(move || items(|info| info.notes.clone()))}</ul>
    }
}

/// The files, and what differs in the catalog.
#[component]
fn Made() -> impl IntoView {
    let session = desk_session();
    let is_making = derived(move || session.is_making.get());
    let make = move |file: PublishFile| {
        session.is_making.set(true);
        session.not_made.set(String::new());
        session.ask(&DeskAsk::Make(file));
    };
    let diff = move || {
        let lines = session.publish_info(|info| info.diff.clone()).unwrap_or_default();
        let class = |sign: char| match sign {
            '+' => "new",
            '-' => "gone",
            _ => "",
        };
        all(lines.into_iter().map(|(sign, line)| view! { <span class=class(sign)>{format!("{sign} {line}\n")}</span> }))
    };
    let failed = move || session.not_made.get();
    let lang = move || session.app().view.lang.get();
    view! {
        <div class="buttons">
            <button type="button" class="main" prop:disabled=move || is_making.get() on:click=move |_| make(PublishFile::Zip)>{say(DeskMsg::MakeZip)}</button>
            <button type="button" prop:disabled=move || is_making.get() on:click=move |_| make(PublishFile::Page)>{say(DeskMsg::MakePage)}</button>
        </div>
        <p role="status">
            {show(move || is_making.get(), || say(DeskMsg::Making))}
            {live(move || said(lang(), &failed()))}
        </p>
        <p class="hint">{say(DeskMsg::ZipHow)}</p>
        <p class="hint">{say(DeskMsg::PageHow)}</p>
        <details class="desk-below">
            <summary>{say(DeskMsg::PublishDiff)}</summary>
            <pre class="publish-diff">{live(diff)}</pre>
        </details>
    }
}

/// Saves a file that was made, or says why it was not.
pub fn take_made(made: Result<(String, Vec<u8>), String>) {
    let session = desk_session();
    session.is_making.set(false);
    match made {
        Ok((name, bytes)) => save_bytes(&name, &bytes),
        Err(why) => session.not_made.set(why),
    }
}

/// A choice of several, with a label.
fn field(
    label: DeskMsg,
    value: impl Fn() -> String + Send + Sync + 'static,
    set: fn(&mut PublishForm, String),
) -> AnyView {
    let change = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        decide(|form| set(form, value));
    };
    // What is being typed is not written over by an answer that comes meanwhile.
    let draft = RwSignal::new(None::<String>);
    view! {
        <label class="choice"><span>{say(label)}</span>
            <input type="text" prop:value=move || draft.get().unwrap_or_else(&value)
                on:input=move |event| draft.set(Some(event_target_value(&event))) on:change=change /></label>
    }
    .into_any()
}

/// A name of the data in words, marked as Chinese on an English page.
fn named(lang: Lang, name: &str) -> AnyView {
    Words::data(lang, name).view().into_any()
}
