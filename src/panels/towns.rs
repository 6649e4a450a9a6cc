//! Counts by town and layer of what passes, as a table that can be saved.

use crate::engine_client::ask;
use crate::reactive::{all, effect, live};
use crate::state::app;
use crate::ui::state::overlay_heading;
use crate::ui::text::{Words, say, t};
use diming_protocol::catalog::{Catalog, Lang, keys};
use diming_protocol::messages::{DataMsg, Msg, fill, number, text};
use diming_protocol::{Export, Request, TownTable};
use leptos::prelude::*;
use std::sync::Arc;

/// Towns shown at most; the file holds all.
const TOWNS_MAX: usize = 200;

/// The table.
#[component]
pub fn TownsView() -> impl IntoView {
    let app = app();
    // Counts follow whatever is searched and filtered meanwhile.
    effect(move || {
        app.answers.counts.with(|counts| counts.seq);
        ask(Request::Towns);
    });
    let save = move |_| ask(Request::Export { what: Export::Towns, lang: app.view.lang.get_untracked() });
    let table = move || {
        let lang = app.view.lang.get();
        app.answers.catalog.get().map(|catalog| table(lang, &catalog, &app.answers.towns.get()))
    };
    let cut = move || {
        let (lang, all) = (app.view.lang.get(), app.answers.towns.with(|towns| towns.rows.len()));
        let shown_of_all = [("shown", &*number(lang, TOWNS_MAX as f64)), ("all", &*number(lang, all as f64))];
        (all > TOWNS_MAX)
            .then(|| view! { <p class="hint">{fill(lang, DataMsg::TownsFirst, &shown_of_all)}</p> }.into_any())
    };
    view! {
        {overlay_heading(say(Msg::Towns))}
        <div class="buttons">
            <button type="button" on:click=save>{say(DataMsg::SaveCsv)}</button>
        </div>
        {live(cut)}
        <div class="table-scroll" tabindex="0" role="group" aria-label=t(DataMsg::TownsCaption)>{live(table)}</div>
    }
}

fn table(lang: Lang, catalog: &Arc<Catalog>, towns: &TownTable) -> impl IntoView + use<> {
    let cell = |n: u64| number(lang, n as f64);
    let layers = towns.layers.iter().filter_map(|place| catalog.layers.get(*place as usize));
    let heads = layers.map(|layer| view! { <th scope="col">{Words::label(lang, &layer.label).view()}</th> });
    let town_field = catalog.fields.get(keys::TOWN);
    let town_head = match town_field {
        Some(field) => Words::label(lang, &field.label),
        None => Words { text: keys::TOWN.to_owned(), zh: false },
    }
    .view();
    let rows = towns.rows.iter().take(TOWNS_MAX).map(|row| {
        let name = match town_field {
            _ if row.town.is_empty() => Words { text: text(lang, Msg::NotGiven).to_owned(), zh: false },
            Some(field) => Words::value(lang, field, &row.town),
            None => Words::data(lang, &row.town),
        };
        let total: u64 = row.counts.iter().copied().map(u64::from).sum();
        let cells = all(row.counts.iter().map(|n| view! { <td>{cell(u64::from(*n))}</td> }));
        view! { <tr><th scope="row">{name.view()}</th><td class="sum">{cell(total)}</td>{cells}</tr> }
    });
    let column =
        |i: usize| -> u64 { towns.rows.iter().filter_map(|row| row.counts.get(i)).copied().map(u64::from).sum() };
    let sums: Vec<u64> = (0..towns.layers.len()).map(column).collect();
    let total = cell(sums.iter().sum());
    view! {
        <table>
            <caption>{text(lang, DataMsg::TownsCaption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{town_head}</th>
                    <th scope="col">{text(lang, Msg::Total)}</th>
                    {all(heads)}
                </tr>
            </thead>
            <tbody>{all(rows)}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{text(lang, Msg::Total)}</th>
                    <td class="sum">{total}</td>
                    {all(sums.into_iter().map(|n| view! { <td>{cell(n)}</td> }))}
                </tr>
            </tfoot>
        </table>
    }
}
