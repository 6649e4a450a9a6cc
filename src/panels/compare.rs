//! Records side by side: the button of a card, the line over the list, and the table.

use super::compare_words::{cells, is_same, item_label, items};
use crate::reactive::{all, effect, live, show};
use crate::state::{App, app};
use crate::ui::focus;
use crate::ui::state::{Opened, open_which, ui};
use crate::ui::text::{Words, say, t};
use diming_protocol::catalog::{Catalog, Lang, Layer};
use diming_protocol::link::COMPARED_MAX;
use diming_protocol::messages::{CompareMsg, Msg, counted, fill, record_state, text};
use diming_protocol::{Card, Which};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// The buttons of a card that add its record to the comparison or remove it, and open it; and what is said of that.
/// `None` where records of the layer are not compared.
pub fn compare_parts(catalog: &Catalog, card: &Arc<Card>) -> Option<(AnyView, AnyView)> {
    let (app, ui) = (app(), ui());
    let layer = &catalog.layers[card.id.layer()];
    if layer.compare.is_empty() {
        return None;
    }
    let label = layer.label.clone();
    let others_went = RwSignal::new(false);
    let (of_label, of_full, of_click) = (Arc::clone(card), Arc::clone(card), Arc::clone(card));
    let words = move || if app.is_compared(&of_label) { CompareMsg::TakeOut } else { CompareMsg::Add };
    let is_full = move || !app.is_compared(&of_full) && app.comparison_is_full(&of_full);
    let is_disabled = is_full.clone();
    let told = move || {
        let lang = app.view.lang.get();
        if is_full() {
            return counted(lang, CompareMsg::Full, COMPARED_MAX as u64);
        }
        let began = || fill(lang, CompareMsg::BegunAnew, &[("layer", label.get(lang).0)]);
        if others_went.get() { began() } else { String::new() }
    };
    let toggle = move |_| others_went.set(app.toggle_compared(&of_click));
    let buttons = view! {
        <button type="button" disabled=is_disabled on:click=toggle>{live(move || t(words())())}</button>
        {show(move || app.view.compared.with(|compared| !compared.is_empty()), move || view! {
            <button type="button" class="link" on:click=move |_| ui.open(app, Opened::Compare)>{live(count_words(app))}</button>
        })}
    };
    Some((buttons.into_any(), view! { <p class="hint" role="status">{live(told)}</p> }.into_any()))
}

/// The number of records that are compared.
fn count_words(app: App) -> impl Fn() -> String + Send + Sync + 'static {
    move || counted(app.view.lang.get(), Msg::CompareCount, app.view.compared.with(Vec::len) as u64)
}

/// The line above the list while records are compared.
#[component]
pub fn CompareLine() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let names = move || {
        let lang = app.view.lang.get();
        let name = |(i, card): (usize, &Arc<Card>)| {
            let comma = text(lang, Msg::Comma);
            view! { {(i > 0).then_some(comma)} {name_of(lang, card).view()} }
        };
        app.answers.compared_cards.with(|cards| all(cards.iter().enumerate().map(name)))
    };
    view! {
        <div class="compare-line">
            {show(move || app.view.compared.with(|compared| !compared.is_empty()), move || view! {
                <p>
                    <button type="button" class="link" on:click=move |_| ui.open(app, Opened::Compare)>{live(count_words(app))}</button>
                    <span class="hint compare-names">{live(names)}</span>
                </p>
            })}
        </div>
    }
}

/// The name in the reader's letters.
fn name_of(lang: Lang, card: &Card) -> Words {
    let is_latin = lang == Lang::En && !card.latin.is_empty();
    Words::data(lang, if is_latin { &card.latin } else { &card.name })
}

/// The table, and what to do next where there is little to compare.
#[component]
pub fn CompareView() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let heading: NodeRef<html::H2> = NodeRef::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            ui.enter(&heading);
        }
    });
    // A button that is gone gives the focus to the heading.
    let to_heading = move || {
        if let Some(heading) = heading.get_untracked() {
            focus::to(&heading);
        }
    };
    let clear = move |_| {
        app.put_compared(Vec::new());
        to_heading();
    };
    let next = move || {
        let lang = app.view.lang.get();
        match app.view.compared.with(Vec::len) {
            0 => text(lang, CompareMsg::Empty).to_owned(),
            1 => counted(lang, CompareMsg::OneOnly, COMPARED_MAX as u64),
            _ => String::new(),
        }
    };
    let missing = move || {
        let missing = app.view.compared.with(Vec::len).saturating_sub(app.answers.compared_cards.with(Vec::len));
        let is_known = missing > 0 && app.answers.counts.with(|counts| counts.settled);
        is_known.then(|| {
            view! { <p class="hint">{counted(app.view.lang.get(), CompareMsg::Missing, missing as u64)}</p> }.into_any()
        })
    };
    let table = move || {
        let catalog = app.answers.catalog.get()?;
        let layer = app.compared_layer()?;
        let cards = app.answers.compared_cards.get();
        (!cards.is_empty()).then(|| table(app, &catalog, &layer, &cards, to_heading))
    };
    view! {
        <h2 tabindex="-1" node_ref=heading>{say(Msg::Compare)}</h2>
        <p role="status">{live(next)}</p>
        {live(missing)}
        <div class="table-scroll" tabindex="0" role="group" aria-label=t(CompareMsg::Caption)>{live(table)}</div>
        {show(move || app.view.compared.with(|compared| !compared.is_empty()), move || view! {
            <p class="buttons"><button type="button" on:click=clear>{say(CompareMsg::Clear)}</button></p>
        })}
    }
}

fn table(
    app: App,
    catalog: &Catalog,
    layer: &Layer,
    cards: &[Arc<Card>],
    to_heading: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let lang = app.view.lang.get();
    let heads = cards.iter().map(|card| head(app, lang, card, to_heading));
    let rows = items(layer).into_iter().map(|item| {
        let same = is_same(item, catalog, cards)
            .then(|| view! { <span class="hint same">{text(lang, CompareMsg::Same)}</span> });
        let cells = cells(item, app, lang, catalog, layer, cards).into_iter().map(|cell| view! { <td>{cell}</td> });
        view! { <tr><th scope="row">{item_label(item, app, lang, catalog)}{same}</th>{all(cells)}</tr> }
    });
    view! {
        <table class="compare">
            <caption>{text(lang, CompareMsg::Caption)}</caption>
            <thead><tr><th scope="col">{text(lang, CompareMsg::Item)}</th>{all(heads)}</tr></thead>
            <tbody>{all(rows)}</tbody>
        </table>
    }
    .into_any()
}

/// The head of a record's column: its name opens its card, below it the way out.
fn head(app: App, lang: Lang, card: &Arc<Card>, to_heading: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let (id, at) = (card.id, card.at);
    let open = move |_| open_which(app, Which::Id(id), at);
    let out = Arc::clone(card);
    let take_out = move |_| {
        app.toggle_compared(&out);
        to_heading();
    };
    let state = record_state(lang, card.state).map(|state| view! { <span class="state">{state}</span> }.into_any());
    view! {
        <th scope="col">
            <button type="button" class="link" on:click=open>{name_of(lang, card).view()}</button>
            {state}
            <button type="button" class="compare-out" on:click=take_out>
                {text(lang, CompareMsg::TakeOutShort)}
                <span class="sr">" " {name_of(lang, card).view()}</span>
            </button>
        </th>
    }
    .into_any()
}
