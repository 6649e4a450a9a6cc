//! What the columns of the list mean: recognised, shown with samples, changed by hand, remembered.

use super::mappings;
use super::session::desk_session;
use crate::engine_client::save_file;
use crate::reactive::{all, derived, live, show};
use crate::state::{App, app};
use crate::ui::text::{Words, say, t};
use diming_protocol::catalog::{FieldKind, Lang};
use diming_protocol::messages::{fill, text};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DeskAsk, Looks, Mapping, MappingFrom, SheetColumn};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Parts of a position: key, name.
const POSITION: [(&str, DeskMsg); 3] = [("lon", DeskMsg::Lon), ("lat", DeskMsg::Lat), ("lonlat", DeskMsg::LonLat)];

/// The table of columns.
#[component]
pub fn ColumnsView() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let columns = derived(move || session.sheet_info(|sheet| sheet.columns.clone()).unwrap_or_default());
    let is_earlier =
        derived(move || session.sheet_info(|sheet| sheet.mapping == MappingFrom::Earlier).unwrap_or_default());
    let rows = move || {
        let lang = app.view.lang.get();
        columns.with(|columns| all(columns.iter().enumerate().map(|(at, column)| row(app, lang, at as u32, column))))
    };
    view! {
        <section class="desk-report desk-columns">
            <p class="hint">{say(DeskMsg::ColumnsHint)}</p>
            {show(move || is_earlier.get(), || view! { <p role="status"><strong>{say(DeskMsg::MappingEarlier)}</strong></p> })}
            <div class="table-box">
                <table>
                    <caption class="sr">{say(DeskMsg::Columns)}</caption>
                    <thead><tr>
                        <th scope="col">{say(DeskMsg::Field)}</th>
                        <th scope="col">{say(DeskMsg::Means)}</th>
                        <th scope="col">{say(DeskMsg::Samples)}</th>
                    </tr></thead>
                    <tbody>{live(rows)}</tbody>
                </table>
            </div>
            <Files />
        </section>
    }
}

fn row(app: App, lang: Lang, at: u32, column: &SheetColumn) -> AnyView {
    let session = desk_session();
    let label = fill(lang, DeskMsg::MeansOf, &[("column", &column.heading)]);
    let now = column.key.clone();
    let option = |key: &str, label: Words| {
        let is_chosen = key == now;
        view! { <option value=key.to_owned() selected=is_chosen>{label.view()}</option> }.into_any()
    };
    let nothing = option("", Words { text: text(lang, DeskMsg::MeansNothing).to_owned(), zh: false });
    let position = POSITION.map(|(key, msg)| option(key, Words { text: text(lang, msg).to_owned(), zh: false }));
    let fields = fields(app, lang).into_iter().map(|(key, label)| option(&key, label));
    let options = all(std::iter::once(nothing).chain(position).chain(fields).collect::<Vec<_>>());
    let samples = column.samples.join(" · ");
    let looks = column.looks.clone().map(|looks| looks_view(app, lang, at, looks));
    view! {
        <tr class:unknown=column.key.is_empty()>
            <th scope="row">{Words::data(lang, &column.heading).view()}</th>
            <td>
                <select aria-label=label on:change=move |event| session.ask(&DeskAsk::Mean { column: at, key: event_target_value(&event) })>
                    {options}
                </select>
                {looks}
            </td>
            <td class="samples" title=samples.clone()>{Words::data(lang, &samples).view()}</td>
        </tr>
    }
    .into_any()
}

/// What the values look like, and a button that takes it.
fn looks_view(app: App, lang: Lang, at: u32, looks: Looks) -> AnyView {
    let what = match looks.what.as_str() {
        "phone" => text(lang, DeskMsg::LooksPhone),
        "date" => text(lang, DeskMsg::LooksDate),
        position => POSITION.iter().find(|(key, _)| *key == position).map_or("", |(_, msg)| text(lang, *msg)),
    };
    let values = [("seen", &*looks.seen.to_string()), ("fitting", &looks.fitting.to_string()), ("what", what)];
    let said = fill(lang, DeskMsg::LooksLike, &values);
    let of_field = fields(app, lang).into_iter().find(|(key, _)| *key == looks.key).map(|(_, label)| label.text);
    let name = of_field.unwrap_or_else(|| what.to_owned());
    let key = looks.key.clone();
    let take = (!key.is_empty()).then(|| {
        let press = move |_| desk_session().ask(&DeskAsk::Mean { column: at, key: key.clone() });
        view! { <button type="button" class="link" on:click=press>{fill(lang, DeskMsg::TakeLooks, &[("what", &name)])}</button> }
    });
    view! { <p class="hint">{said} " " {take}</p> }.into_any()
}

/// Keys and labels of the fields that the list may have.
fn fields(app: App, lang: Lang) -> Vec<(String, Words)> {
    let id = desk_session().layer.get();
    app.answers.catalog.with(|catalog| {
        let Some(catalog) = catalog.as_deref() else { return Vec::new() };
        let Some(layer) = catalog.layers.iter().find(|layer| layer.id == id) else { return Vec::new() };
        let known = layer.fields.iter().filter_map(|key| Some((key, catalog.fields.get(key)?)));
        let plain = known.filter(|(_, field)| field.kind != FieldKind::Marks);
        plain.map(|(key, field)| (key.clone(), Words::label(lang, &field.label))).collect()
    })
}

/// Saves what was said as a file, and takes one.
#[component]
fn Files() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let told = RwSignal::new(None::<DeskMsg>);
    let save = move |_| {
        let mapping = session.sheet_info_untracked(|sheet| {
            let headings = sheet.columns.iter().map(|column| column.heading.clone()).collect();
            let columns = sheet.columns.iter().map(|column| (column.heading.clone(), column.key.clone())).collect();
            Mapping { headings, columns }
        });
        if let Some(text) = mapping.and_then(|mapping| serde_json::to_string_pretty(&mapping).ok()) {
            save_file("columns.json", &text);
        }
    };
    let take = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let file = input.files().and_then(|files| files.get(0));
        input.set_value("");
        let Some(file) = file else { return };
        spawn_local(async move {
            let text = JsFuture::from(file.unchecked_ref::<web_sys::Blob>().text()).await.ok();
            let mapping = text.and_then(|text| text.as_string()).and_then(|text| mappings::take_file(&text));
            let msg = match mapping {
                None => Some(DeskMsg::BadMapping),
                Some(mapping) => (!use_mapping(&mapping)).then_some(DeskMsg::OtherMapping),
            };
            let _ = told.try_set(msg);
        });
    };
    view! {
        <div class="buttons">
            <button type="button" on:click=save>{say(DeskMsg::SaveMapping)}</button>
            <label class="file-button">
                <span>{say(DeskMsg::OpenMapping)}</span>
                <input type="file" class="sr" accept=".json,application/json" aria-label=t(DeskMsg::OpenMapping) on:change=take />
            </label>
        </div>
        <p role="status">{live(move || told.get().map_or("", |msg| text(app.view.lang.get(), msg)))}</p>
    }
}

/// Says of the list's columns what a mapping says; `false` where it is of other headings.
fn use_mapping(mapping: &Mapping) -> bool {
    let session = desk_session();
    let headings = |read: &diming_tables_protocol::SheetInfo| {
        read.columns.iter().map(|column| column.heading.clone()).collect::<Vec<_>>()
    };
    let own = session.sheet_info_untracked(headings).unwrap_or_default();
    let fits = own == mapping.headings;
    if fits {
        for (heading, key) in &mapping.columns {
            if let Some(at) = own.iter().position(|known| known == heading) {
                session.ask(&DeskAsk::Mean { column: at as u32, key: key.clone() });
            }
        }
    }
    fits
}
