//! The facts of the card: what one came for first, where they are from last and folded.

use super::fact::full;
use super::links::report_link;
use crate::reactive::all;
use crate::ui::text::{Words, said};
use diming_protocol::catalog::{Catalog, Lang, Layer, keys};
use diming_protocol::messages::{CardMsg, DataMsg, coordinates, fill, text};
use diming_protocol::{Card, Fact};
use leptos::prelude::*;

/// Decimals of a position that its layer does not round: about a metre.
const DECIMALS: usize = 5;
/// Decimals of a position from this machine, as many as are kept: about a centimetre.
const DECIMALS_EXACT: usize = 7;

/// Telephones, hours, address and town, then the rest as the catalog orders it.
pub fn facts(lang: Lang, catalog: &Catalog, card: &Card) -> AnyView {
    let layer = &catalog.layers[card.id.layer()];
    let sections = card.sections();
    let lines = sections.first.into_iter().chain(sections.rest);
    let no_place =
        card.at.is_none().then(|| view! { <p class="hint">{text(lang, CardMsg::NoPosition)}</p> }.into_any());
    view! { <dl class="facts">{fact_lines(lang, catalog, layer, lines)}</dl>{no_place} }.into_any()
}

fn fact_lines<'a>(lang: Lang, catalog: &Catalog, layer: &Layer, facts: impl Iterator<Item = &'a Fact>) -> AnyView {
    all(facts.filter_map(|fact| {
        let field = catalog.fields.get(&fact.field)?;
        let label = Words::label(lang, &field.label).view();
        Some(line(label, full(lang, field, &fact.value, !layer.is_own_file())))
    }))
}

fn line(term: AnyView, value: AnyView) -> AnyView {
    view! { <div class="fact-line"><dt>{term}</dt><dd>{value}</dd></div> }.into_any()
}

/// What a file of this machine holds beside the fields of the catalog, folded.
pub fn others(lang: Lang, card: &Card) -> Option<AnyView> {
    let lines = card.others.iter().map(|other| line(other.name.clone().into_any(), other.value.clone().into_any()));
    (!card.others.is_empty()).then(|| {
        view! {
            <details>
                <summary>{text(lang, CardMsg::OtherColumns)}</summary>
                <dl class="facts">{all(lines)}</dl>
            </details>
        }
        .into_any()
    })
}

/// Source, day, number and position of the record, whose data these are, and where an error is reported; folded.
pub fn sources(lang: Lang, catalog: &Catalog, card: &Card) -> AnyView {
    let layer = &catalog.layers[card.id.layer()];
    let report = (!layer.is_own_file()).then(|| report_link(lang, catalog, card)).flatten();
    let report = report.map(|href| {
        let words = text(lang, CardMsg::ReportError);
        view! { <p class="report"><a href=href>{words}</a></p> }.into_any()
    });
    view! {
        <details class="card-sources">
            <summary>{text(lang, CardMsg::Sources)}</summary>
            <dl class="facts">
                {fact_lines(lang, catalog, layer, card.sections().sources.into_iter())}
                {record_number(lang, card)}
                {position(lang, layer, card)}
            </dl>
            {attribution(lang, layer)}
            {report}
        </details>
    }
    .into_any()
}

/// What names the record in links and reports, where it is not among the facts.
fn record_number(lang: Lang, card: &Card) -> Option<AnyView> {
    let is_told = card.key.is_empty() || card.fact(keys::ID).is_some();
    (!is_told).then(|| line(text(lang, CardMsg::RecordNumber).into_any(), Words::data(lang, &card.key).view()))
}

fn position(lang: Lang, layer: &Layer, card: &Card) -> Option<AnyView> {
    let exact = if layer.is_own_file() { DECIMALS_EXACT } else { DECIMALS };
    let decimals = layer.decimals.map_or(exact, usize::from);
    let shown = fill(lang, CardMsg::PositionDatum, &[("position", &coordinates(lang, card.at?, decimals))]);
    Some(line(text(lang, CardMsg::Position).into_any(), shown.into_any()))
}

fn attribution(lang: Lang, layer: &Layer) -> Option<AnyView> {
    let source = layer.attribution.get(lang).0;
    (!source.is_empty()).then(|| {
        let sentence = fill(lang, DataMsg::Attribution, &[("source", source)]);
        view! { <p class="hint">{said(lang, &sentence)}</p> }.into_any()
    })
}
