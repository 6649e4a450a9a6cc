//! The legend of a sheet: the layers on its map with their counts, what fill and badge mean, discs and numbers.

use super::Plan;
use super::map::face_id;
use crate::reactive::all;
use crate::ui::text::{Words, said};
use diming_protocol::RecordState;
use diming_protocol::catalog::{Layer, Sign};
use diming_protocol::messages::{Msg, PaperMsg, number, record_state, text};
use diming_scene::draw_list::Face;
use leptos::prelude::*;

/// The text of a legend entry.
pub struct Meaning {
    words: String,
    count: Option<u32>,
}

/// Entries of the legend: layer by layer, then states.
pub fn faces(plan: &Plan) -> Vec<(Face, Meaning)> {
    let mut faces = Vec::new();
    for (place, layer) in plan.catalog.layers.iter().enumerate() {
        let count = count_of(plan, place);
        if count == 0 {
            continue;
        }
        let sign = |sign: Sign| Face::Sign { sign, layer: place as u8, state: RecordState::Current };
        let words = layer.label.get(plan.lang).0.to_owned();
        faces.push((sign(layer.style.sign), Meaning { words, count: Some(count) }));
        for (other, words) in other_signs(plan, layer) {
            faces.push((sign(other), Meaning { words, count: None }));
        }
    }
    for state in [RecordState::Planned, RecordState::Closed, RecordState::Moved] {
        let symbol = plan.paper.picture.symbols.iter().find(|s| s.count == 1 && s.state == state);
        let layer = symbol.and_then(|s| Some((s, plan.catalog.layers.get(s.id.layer())?)));
        if let (Some((symbol, layer)), Some(words)) = (layer, record_state(plan.lang, state)) {
            let sign = symbol.sign.unwrap_or(layer.style.sign);
            let face = Face::Sign { sign, layer: symbol.id.layer() as u8, state };
            faces.push((face, Meaning { words: words.to_owned(), count: None }));
        }
    }
    faces
}

/// Records of a layer on the map: those of its symbols, or its shapes where it has none.
fn count_of(plan: &Plan, place: usize) -> u32 {
    let mixes = plan.paper.picture.symbols.iter().flat_map(|symbol| &symbol.mix);
    let of_symbols: u32 = mixes.filter(|(layer, _)| usize::from(*layer) == place).map(|(_, count)| count).sum();
    let of_shapes = plan.paper.picture.shapes.iter().filter(|shape| shape.id.layer() == place).count() as u32;
    if of_symbols > 0 { of_symbols } else { of_shapes }
}

/// The other signs of a layer that its sign field selects, with the values that select them.
fn other_signs(plan: &Plan, layer: &Layer) -> Vec<(Sign, String)> {
    let Some(by) = &layer.sign_by else { return Vec::new() };
    let field = plan.catalog.fields.get(&by.field);
    let mut signs: Vec<(Sign, Vec<String>)> = Vec::new();
    for (value, sign) in &by.signs {
        let words = field.map_or_else(|| value.clone(), |field| Words::value(plan.lang, field, value).text);
        match signs.iter_mut().find(|(known, _)| known == sign) {
            Some((_, values)) => values.push(words),
            None => signs.push((*sign, vec![words])),
        }
    }
    signs.retain(|(sign, _)| *sign != layer.style.sign);
    let comma = text(plan.lang, Msg::Comma);
    signs.into_iter().map(|(sign, values)| (sign, values.join(comma))).collect()
}

/// The sign of a face, from the map's definitions.
pub fn sign(face: &Face) -> AnyView {
    let href = format!("#{}", face_id(face));
    view! { <svg class="printed-sign" viewBox="-13 -13 26 26" aria-hidden="true"><use_ href=href></use_></svg> }
        .into_any()
}

/// The legend.
pub fn view(plan: &Plan) -> AnyView {
    let line = |(face, meaning): (Face, Meaning)| {
        let count = meaning.count.map(|n| view! { <b>{number(plan.lang, f64::from(n))}</b> });
        view! { <li>{sign(&face)}<span>{said(plan.lang, &meaning.words)}</span>{count}</li> }
    };
    let has_discs = plan.paper.picture.symbols.iter().any(|symbol| symbol.count > 1);
    let disc = has_discs.then(|| {
        view! {
            <li>
                <svg class="printed-sign" viewBox="-13 -13 26 26" aria-hidden="true">
                    <circle r="10.5" class="printed-ring"></circle>
                    <text class="printed-count" y="4.3">"8"</text>
                </svg>
                <span>{text(plan.lang, PaperMsg::LegendDisc)}</span>
            </li>
        }
        .into_any()
    });
    let tag = (!plan.paper.rows.is_empty()).then(|| {
        view! {
            <li>
                <svg class="printed-sign printed-tags" viewBox="-13 -13 26 26" aria-hidden="true">
                    <rect x="-10" y="-6.5" width="20" height="13" rx="3.5"></rect>
                    <text class="printed-tag" y="3.9">"12"</text>
                </svg>
                <span>{text(plan.lang, PaperMsg::LegendTag)}</span>
            </li>
        }
        .into_any()
    });
    view! {
        <section>
            <h2>{text(plan.lang, PaperMsg::Legend)}</h2>
            <ul class="printed-legend">{all(faces(plan).into_iter().map(line))}{disc}{tag}</ul>
        </section>
    }
    .into_any()
}
