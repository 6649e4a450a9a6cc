//! Which files the review uses as registers, beside its verdict: a line each, with a switch, and why one is not used.

use super::session::review_session;
use crate::reactive::{all, derived, effect, live};
use crate::state::{App, app};
use crate::ui::text::{said, say};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::text;
use diming_review_protocol::messages::{DeskMsg, register_words};
use diming_review_protocol::review::{RegisterInfo, ReviewInfo, ReviewState};
use leptos::prelude::*;

/// The lines. They stay while the register is made anew.
#[component]
pub fn Sources() -> impl IntoView {
    let app = app();
    let known = RwSignal::new(ReviewInfo::default());
    effect(move || {
        review_session().ready.with(|ready| {
            if let ReviewState::Ready(info) = ready {
                known.set((**info).clone());
            }
        });
    });
    let layers = derived(move || known.with(|info| info.registers.iter().map(|r| r.layer).collect::<Vec<_>>()));
    let is_lacking = derived(move || known.with(|info| info.registers.iter().any(RegisterInfo::is_lacking)));
    let lines = move || {
        let layers = layers.get();
        (!layers.is_empty()).then(|| {
            let lines = all(layers.into_iter().map(|layer| line(app, known, layer)));
            view! {
                <section class="sources" class:lacking=move || is_lacking.get() aria-labelledby="sources-title">
                    <h4 id="sources-title">{say(DeskMsg::Sources)}</h4>
                    <ul>{lines}</ul>
                </section>
            }
            .into_any()
        })
    };
    let parts = derived(move || known.with(|info| [info.is_areas_part, info.is_reserve_part]));
    let missing = move || {
        let (lang, parts) = (app.view.lang.get(), parts.get());
        let told =
            parts.into_iter().zip([DeskMsg::SourceAreas, DeskMsg::SourceReserve]).filter(|(is_part, _)| *is_part);
        all(told.map(|(_, msg)| view! { <p class="undone">{text(lang, msg)}</p> }))
    };
    view! {
        {live(lines)}
        {live(missing)}
    }
}

/// One register: its switch, its name, whether it is used; below, what of it was not understood.
fn line(app: App, known: RwSignal<ReviewInfo>, layer: u32) -> AnyView {
    let info = derived(move || {
        known.with(|known| known.registers.iter().find(|register| register.layer == layer).cloned().unwrap_or_default())
    });
    let name = move || label(app, app.view.lang.get(), layer);
    let words = move || info.with(|info| said(app.view.lang.get(), &register_words(app.view.lang.get(), info).0));
    let lacks = derived(move || info.with(RegisterInfo::is_lacking));
    let more = move || {
        let lang = app.view.lang.get();
        let lines = info.with(|info| register_words(lang, info).1);
        all(lines.into_iter().map(|line| view! { <p class="hint">{said(lang, &line)}</p> }))
    };
    let is_on = derived(move || info.with(RegisterInfo::is_wanted));
    let switch = move |event: web_sys::Event| {
        let id = app.answers.catalog.with_untracked(|catalog| {
            let layer = catalog.as_ref().and_then(|catalog| catalog.layers.get(layer as usize));
            layer.map(|layer| layer.id.clone())
        });
        if let Some(id) = id {
            review_session().use_register(id, event_target_checked(&event));
        }
    };
    view! {
        <li class:undone=move || lacks.get()>
            <label class="check">
                <input type="checkbox" prop:checked=move || is_on.get() on:change=switch />
                <span class="source-text">{live(name)}" "<span class="source-words">{live(words)}</span></span>
            </label>
            {live(more)}
        </li>
    }
    .into_any()
}

/// What a layer is called.
fn label(app: App, lang: Lang, layer: u32) -> String {
    app.answers.catalog.with(|catalog| {
        let layer = catalog.as_ref().and_then(|catalog| catalog.layers.get(layer as usize));
        layer.map_or_else(String::new, |layer| layer.label.get(lang).0.to_owned())
    })
}
