//! The place card: what the catalog lists of a record, in its order, in the reader's language.

use super::compare::CompareButton;
use super::fact::full;
use super::local::local_mark;
use super::origin::from_words;
use super::reading::ReadAloud;
use super::share::{OpenIn, Share};
use super::sign::sign_icon;
use crate::reactive::{all, effect, live};
use crate::state::{App, Origin, OriginKind, app};
use crate::ui::state::ui;
use crate::ui::text::{Words, reader_name, say, t};
use diming_protocol::catalog::{Catalog, Lang, Layer};
use diming_protocol::geo::distance_m;
use diming_protocol::messages::{CardMsg, DataMsg, NearMsg, coordinates, date, distance, fill, record_state, text};
use diming_protocol::{Card, RecordState};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Decimals of a position that its layer does not round: about a metre.
const DECIMALS: usize = 5;
/// Decimals of a position from this machine, as many as are kept: about a centimetre.
const DECIMALS_EXACT: usize = 7;
/// Zoom at which a record is shown on the map, at least.
const SHOW_ZOOM: f64 = 15.0;
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
    let (app, ui) = (app(), ui());
    let heading: NodeRef<html::H2> = NodeRef::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            ui.enter(&heading);
        }
    });
    let layer = catalog.layers[card.id.layer()].clone();
    let words = {
        let (catalog, card) = (Arc::clone(&catalog), Arc::clone(&card));
        move || body(app.view.lang.get(), &catalog, &layer, &card)
    };
    let title = {
        let card = Arc::clone(&card);
        move || title(app.view.lang.get(), &card)
    };
    let at = card.at;
    let show = move |_| {
        if let Some(at) = at {
            app.show_on_map(at, SHOW_ZOOM);
        }
    };
    let far = {
        let card = Arc::clone(&card);
        move || far_line(app, &card)
    };
    let measure = {
        let card = Arc::clone(&card);
        move |_| {
            let lang = app.view.lang.get_untracked();
            let name = reader_name(lang, &card.name, &card.latin);
            if let Some(at) = card.at {
                app.measure_from(Some(Origin { at, kind: OriginKind::Named(name.to_owned()) }));
            }
        }
    };
    view! {
        <article class="card" aria-labelledby="card-title">
            <h2 id="card-title" tabindex="-1" node_ref=heading>{live(title)}</h2>
            {live(words)}
            {live(far)}
            <ReadAloud what=".card" />
            {at.is_some().then(|| view! {
                <div class="buttons">
                    <button type="button" id="show-on-map" aria-labelledby="show-on-map card-title" on:click=show>{say(CardMsg::ShowOnMap)}</button>
                    <button type="button" on:click=measure>{say(NearMsg::MeasureFromHere)}</button>
                </div>
            }.into_any())}
            <CompareButton catalog=Arc::clone(&catalog) card=Arc::clone(&card) />
            {ways_out(catalog, card)}
        </article>
    }
}

/// Links to other maps, to share and to report; none of a record of this machine, which stays here.
fn ways_out(catalog: Arc<Catalog>, card: Arc<Card>) -> AnyView {
    if catalog.layers[card.id.layer()].is_own_file() {
        return view! { <p class="hint">{say(CardMsg::LocalRecord)}</p> }.into_any();
    }
    view! {
        <OpenIn catalog=Arc::clone(&catalog) card=Arc::clone(&card) />
        <Share catalog card />
    }
    .into_any()
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

/// How far it is from the chosen point, and that this is a straight line.
fn far_line(app: App, card: &Card) -> Option<AnyView> {
    let lang = app.view.lang.get();
    let from = app.view.from.with(|origin| origin.as_ref().map(|origin| origin.at))?;
    let metres = distance_m(from, card.at?);
    let values = [("distance", &*distance(lang, metres)), ("from", &*from_words(app))];
    let words = crate::ui::text::said(lang, &fill(lang, NearMsg::DistanceValue, &values));
    Some(view! { <dl class="facts"><div class="fact-line"><dt>{text(lang, NearMsg::Distance)}</dt><dd>{words}</dd></div></dl> }.into_any())
}

fn body(lang: Lang, catalog: &Catalog, layer: &Layer, card: &Card) -> AnyView {
    let facts = card.facts.iter().filter_map(|fact| {
        let field = catalog.fields.get(&fact.field)?;
        let label = Words::label(lang, &field.label).view();
        Some(view! { <div class="fact-line"><dt>{label}</dt><dd>{full(lang, field, &fact.value, !layer.is_own_file())}</dd></div> })
    });
    view! {
        <p class="card-layer">
            {sign_icon(layer, None)}
            {Words::label(lang, &layer.label).view()}
            {local_mark(layer)}
            {record_state(lang, card.state).map(|state| view! { <span class="state">{state}</span> }.into_any())}
        </p>
        {state_sentences(lang, card)}
        <dl class="facts">
            {all(facts)}
            {position(lang, layer, card)}
        </dl>
        {others(lang, card)}
        {attribution(lang, layer)}
    }
    .into_any()
}

/// What a file of this machine holds beside the fields of the catalog, folded.
fn others(lang: Lang, card: &Card) -> Option<AnyView> {
    let lines = card.others.iter().map(|other| {
        let (name, value) = (other.name.clone(), other.value.clone());
        view! { <div class="fact-line"><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
    });
    (!card.others.is_empty()).then(|| {
        view! {
            <details class="others">
                <summary>{text(lang, CardMsg::OtherColumns)}</summary>
                <dl class="facts">{all(lines)}</dl>
            </details>
        }
        .into_any()
    })
}

/// Closed, moved, planned, not yet valid: in a sentence, above everything else.
fn state_sentences(lang: Lang, card: &Card) -> Option<AnyView> {
    let from = card.valid_from.map(|day| fill(lang, CardMsg::SentenceValidFrom, &[("date", &date(lang, day))]));
    let moved_to = (!card.moved_to.is_empty()).then(|| Words::data(lang, &card.moved_to).view());
    let state: Option<AnyView> = match (card.state, moved_to) {
        (RecordState::Current, _) => None,
        (RecordState::Planned, _) if from.is_some() => None,
        (RecordState::Planned, _) => Some(text(lang, CardMsg::SentencePlanned).into_any()),
        (RecordState::Closed, None) => Some(text(lang, CardMsg::SentenceClosed).into_any()),
        (RecordState::Moved, None) => Some(text(lang, CardMsg::SentenceMoved).into_any()),
        (RecordState::Moved | RecordState::Closed, Some(place)) => {
            let blank = (lang == Lang::En).then_some(" ");
            Some(view! { {text(lang, CardMsg::SentenceMovedTo)}{blank}{place} }.into_any())
        }
    };
    (state.is_some() || from.is_some()).then(|| view! { <p class="state-line">{state}{from}</p> }.into_any())
}

fn position(lang: Lang, layer: &Layer, card: &Card) -> AnyView {
    let shown = match card.at {
        Some(at) => {
            let exact = if layer.is_own_file() { DECIMALS_EXACT } else { DECIMALS };
            let decimals = layer.decimals.map_or(exact, usize::from);
            fill(lang, CardMsg::PositionDatum, &[("position", &coordinates(lang, at, decimals))])
        }
        None => text(lang, CardMsg::NoPosition).to_owned(),
    };
    view! { <div class="fact-line"><dt>{text(lang, CardMsg::Position)}</dt><dd>{shown}</dd></div> }.into_any()
}

fn attribution(lang: Lang, layer: &Layer) -> Option<AnyView> {
    let source = layer.attribution.get(lang).0;
    (!source.is_empty()).then(|| {
        let sentence = fill(lang, DataMsg::Attribution, &[("source", source)]);
        view! { <p class="hint">{crate::ui::text::said(lang, &sentence)}</p> }.into_any()
    })
}
