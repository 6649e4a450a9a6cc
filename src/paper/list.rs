//! The numbered list of a sheet, in columns over as many pages as it needs, each with a heading.

use super::Plan;
use super::legend::sign;
use crate::panels::fact::fact_words;
use crate::panels::row::sign_of;
use crate::reactive::all;
use crate::ui::text::{Words, said};
use diming_protocol::Row;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{Msg, PaperMsg, counted, distance, fill, number, record_state, text};
use diming_scene::draw_list::Face;
use leptos::prelude::*;

/// The list; nothing if none is printed.
pub fn view(plan: &Plan) -> Option<AnyView> {
    let (lang, rows, listed) = (plan.lang, plan.paper.rows.len() as u32, plan.paper.listed);
    if rows == 0 {
        return None;
    }
    let shown = |n: u32| number(lang, f64::from(n));
    let count = match rows < listed {
        true => fill(lang, PaperMsg::ListOf, &[("n", &shown(rows)), ("all", &shown(listed))]),
        false => counted(lang, Msg::CountAll, listed.into()),
    };
    let left = (rows < listed).then(|| {
        view! { <p class="printed-note">{fill(lang, PaperMsg::LeftOnPaper, &[("left", &shown(listed - rows))])}</p> }
            .into_any()
    });
    let entries = (1..).zip(&plan.paper.rows).map(|(number, row)| entry(plan, number, row));
    // Browsers repeat the table head on each page.
    let table = view! {
        <table class="printed-list" role="presentation">
            <thead>
                <tr><td><p class="printed-running"><b>{said(lang, &plan.title)}</b><span>{text(lang, PaperMsg::List)} " · " {count} " · " {plan.order}</span></p></td></tr>
            </thead>
            <tbody><tr><td><ol class="printed-rows">{all(entries)}</ol>{left}</td></tr></tbody>
        </table>
    };
    Some(table.into_any())
}

/// A record: its number on the map, sign, name, state, distance, facts.
fn entry(plan: &Plan, number: u32, row: &Row) -> Option<AnyView> {
    let (lang, layer) = (plan.lang, plan.catalog.layers.get(row.id.layer())?);
    let sign_shown = sign_of(layer, &row.facts).unwrap_or(layer.style.sign);
    // The state is given in words; the definition shows the sign in its normal state.
    let face = Face::Sign { sign: sign_shown, layer: row.id.layer() as u8, state: Default::default() };
    let is_latin = lang == Lang::En && !row.latin.is_empty();
    let (name, second) = if is_latin { (&row.latin, Some(&row.name)) } else { (&row.name, None) };
    let second = second.map(|name| view! { <span class="fact">{Words::data(lang, name).view()}</span> }.into_any());
    let state = record_state(lang, row.state).map(|state| view! { <span class="state">{state}</span> }.into_any());
    let away = row.distance_m.filter(|_| plan.has_distances).map(|metres| distance(lang, metres));
    let entry = view! {
        <li>
            <b class="printed-number">{number}</b>
            {sign(&face)}
            <p>
                <span class="printed-far">{away}</span>
                <b>{Words::data(lang, name).view()}</b> {state}
                <span class="printed-facts">{second}{fact_words(lang, &plan.catalog, &row.facts)}</span>
            </p>
        </li>
    };
    Some(entry.into_any())
}
