//! The place card: what the record is and how it stands, what one does with it, its facts, where it is from.

use super::card_actions::CardActions;
use super::card_facts::{facts, others, sources};
use super::card_head::{far_line, kind_line, open_line, state_line};
use super::reading::ReadAloud;
use crate::reactive::{effect, live};
use crate::state::app;
use crate::ui::state::ui;
use crate::ui::text::{Words, say, t};
use diming_protocol::Card;
use diming_protocol::catalog::{Catalog, Lang};
use diming_protocol::messages::CardMsg;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// How long a record may take before it counts as missing.
const MISSING_AFTER: Duration = Duration::from_millis(1500);

/// The card of the selected record, or what is known of why it is not there.
#[component]
pub fn CardView() -> impl IntoView {
    let app = app();
    live(move || match (app.answers.catalog.get(), app.answers.card.get()) {
        (Some(catalog), Some(card)) if card.id.layer() < catalog.layers.len() => {
            view! { <Whole catalog card /> }.into_any()
        }
        _ => view! { <Missing /> }.into_any(),
    })
}

/// Waits, then says that there is no such record.
#[component]
fn Missing() -> impl IntoView {
    let app = app();
    let late = RwSignal::new(false);
    let timer = set_timeout_with_handle(
        move || {
            late.try_set(true);
        },
        MISSING_AFTER,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let missing = move || late.get() && app.answers.counts.with(|counts| counts.settled);
    view! {
        <p class="hint" role="status">
            {live(move || t(if missing() { CardMsg::CardMissing } else { CardMsg::CardWaiting })())}
        </p>
    }
}

#[component]
fn Whole(catalog: Arc<Catalog>, card: Arc<Card>) -> impl IntoView {
    let ui = ui();
    let heading: NodeRef<html::H2> = NodeRef::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            ui.enter(&heading);
        }
    });
    let is_own_file = catalog.layers[card.id.layer()].is_own_file();
    view! {
        <article class="card" aria-labelledby="card-title">
            <div class="card-head">
                <h2 id="card-title" tabindex="-1" node_ref=heading>{in_lang(&catalog, &card, |lang, _, card| title(lang, card))}</h2>
                <ReadAloud what=".card" />
            </div>
            {in_lang(&catalog, &card, kind_line)}
            {in_lang(&catalog, &card, |lang, _, card| state_line(lang, card))}
            {in_lang(&catalog, &card, |lang, _, card| far_line(lang, card))}
            {in_lang(&catalog, &card, |lang, _, card| open_line(lang, card))}
            <CardActions catalog=Arc::clone(&catalog) card=Arc::clone(&card) />
            {in_lang(&catalog, &card, facts)}
            {in_lang(&catalog, &card, |lang, _, card| others(lang, card))}
            {in_lang(&catalog, &card, sources)}
            {is_own_file.then(|| view! { <p class="hint">{say(CardMsg::LocalRecord)}</p> }.into_any())}
        </article>
    }
}

/// A part of the card in the reader's language.
fn in_lang<V: IntoAny>(
    catalog: &Arc<Catalog>,
    card: &Arc<Card>,
    part: impl Fn(Lang, &Catalog, &Card) -> V + Send + 'static,
) -> AnyView {
    let (app, catalog, card) = (app(), Arc::clone(catalog), Arc::clone(card));
    live(move || part(app.view.lang.get(), &catalog, &card))
}

/// The name; in English the Latin one, the Chinese beside it.
fn title(lang: Lang, card: &Card) -> AnyView {
    if lang == Lang::Zh || card.latin.is_empty() {
        let latin = (!card.latin.is_empty())
            .then(|| view! { <span class="second" lang="zh-Latn">{card.latin.clone()}</span> }.into_any());
        return view! { {Words::data(lang, &card.name).view()}{latin} }.into_any();
    }
    view! { {card.latin.clone()}<span class="second" lang="zh">{card.name.clone()}</span> }.into_any()
}
