//! State of each layer's data while and after loading, with the notes made about it.

use super::local::{FileLine, OpenLocal, local_mark};
use super::sign::sign_icon;
use crate::engine_client::ask;
use crate::reactive::{Derived, all, derived, effect, live, show};
use crate::state::{App, app};
use crate::ui::focus;
use crate::ui::state::{Opened, ui};
use crate::ui::text::{Words, said, say};
use diming_protocol::catalog::{Catalog, Lang, Layer};
use diming_protocol::messages::{DataMsg, Msg, bytes, counted, date, explain, fill, number, percent, reason, text};
use diming_protocol::{Export, LayerState, Note, Phase, Request};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// The heading.
const TITLE_ID: &str = "data-title";
/// Notes on a page.
const PAGE: u32 = 40;

/// All layers.
#[component]
pub fn DataView() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let heading: NodeRef<html::H2> = NodeRef::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            ui.enter(&heading);
        }
    });
    let layers = move || {
        app.answers.catalog.get().map(|catalog| {
            // What was opened from this machine stands first; what was closed nowhere.
            let open = |place: &usize| !catalog.layers[*place].is_closed();
            let (local, public): (Vec<_>, Vec<_>) =
                (0..catalog.layers.len()).filter(open).partition(|&place| catalog.layers[place].is_own_file());
            all(local.into_iter().chain(public).map(|place| view! { <LayerData catalog=Arc::clone(&catalog) place /> }))
        })
    };
    let provenance = move || {
        let lang = app.view.lang.get();
        app.answers.catalog.get().map(|catalog| said(lang, catalog.provenance.get(lang).0))
    };
    show_newest(app);
    view! {
        <h2 id=TITLE_ID tabindex="-1" node_ref=heading>{say(Msg::Data)}</h2>
        <p class="hint">{live(provenance)}</p>
        {app.site.layout().is_for_officers().then(|| view! { <OpenLocal /> })}
        {live(layers)}
    }
}

/// Id of a layer's heading.
fn heading_id(layer: u32) -> String {
    format!("data-layer-{layer}")
}

/// Brings a file that was opened while the view is open into sight, and gives its heading the focus.
fn show_newest(app: App) {
    let newest = move || app.answers.local_files.with(|files| files.keys().max().copied());
    let seen = StoredValue::new(untrack(newest));
    effect(move || {
        let Some(layer) = newest().filter(|layer| seen.get_value().is_none_or(|seen| *layer > seen)) else { return };
        seen.set_value(Some(layer));
        focus::soon(move || {
            focus::to_id(&heading_id(layer));
            if let Some(heading) = document().get_element_by_id(&heading_id(layer)) {
                heading.scroll_into_view();
            }
        });
    });
}

#[component]
fn LayerData(catalog: Arc<Catalog>, place: usize) -> impl IntoView {
    let (app, ui) = (app(), ui());
    let layer = catalog.layers[place].clone();
    let number_in_catalog = place as u32;
    let state = derived(move || app.answers.layer_states.with(|states| states.get(place).cloned().unwrap_or_default()));
    let is_open = move || ui.opened.get() == Opened::Data(Some(number_in_catalog));
    let toggle = move |_| {
        let open = !is_open();
        ui.opened.set(Opened::Data(open.then_some(number_in_catalog)));
    };
    let label = layer.label.clone();
    let source = layer.attribution.clone();
    let attribution = move || {
        let lang = app.view.lang.get();
        let source = source.get(lang).0;
        (!source.is_empty()).then(|| said(lang, &fill(lang, DataMsg::Attribution, &[("source", source)])))
    };
    view! {
        <section class="layer-data">
            <h3 id=heading_id(number_in_catalog) tabindex="-1">
                {sign_icon(&layer, None)} {live(move || Words::label(app.view.lang.get(), &label).view())} {local_mark(&layer)}
            </h3>
            {layer.is_own_file().then(|| view! { <FileLine layer=number_in_catalog title_id=TITLE_ID /> }.into_any())}
            {live(move || state_view(app.view.lang.get(), &state.get(), number_in_catalog))}
            {list_acts(app, &layer)}
            <p class="hint">{live(attribution)}</p>
            {show(move || state.with(|s| s.notes > 0), move || view! {
                <button type="button" class="link" aria-expanded=move || is_open().to_string() on:click=toggle>
                    {say(DataMsg::NotesTitle)} " · " {live(move || counted(app.view.lang.get(), Msg::NotesCount, u64::from(state.with(|s| s.notes))))}
                </button>
            })}
            {show(is_open, move || view! {
                <Notes layer=number_in_catalog state />
            })}
        </section>
    }
}

/// What workspaces do with the list of a layer: of a file of this machine, or for officers.
fn list_acts(app: App, layer: &Layer) -> AnyView {
    let (is_own, is_listed) = (layer.is_own_file(), layer.role.is_listed());
    let acts = app.workspaces.iter().filter_map(|spec| Some((*spec, spec.on_list?)));
    let buttons = acts.map(|(spec, act)| {
        let id = layer.id.clone();
        let is_offered = move || is_listed && (is_own || app.view.is_officer.get()) && (spec.is_offered)(app);
        let press = move |_| {
            ui().uncover(app);
            (act.act)(app, &id);
        };
        let press = Arc::new(press);
        show(is_offered, move || {
            let press = Arc::clone(&press);
            view! { <button type="button" class="link" on:click=move |event| press(event)>{live(move || (act.label)(app.view.lang.get()))}</button> }
        })
    });
    all(buttons.collect::<Vec<_>>())
}

/// A progress bar while loading, then counts, or what went wrong and what to do.
fn state_view(lang: Lang, state: &LayerState, layer: u32) -> AnyView {
    let records = number(lang, f64::from(state.records));
    let read = bytes(lang, state.bytes);
    match &state.phase {
        Phase::Loading => {
            let total = state.bytes_total.map(|total| bytes(lang, total)).unwrap_or_default();
            let values = [("bytes", read.as_str()), ("total", &total), ("n", &records)];
            let msg = if state.bytes_total.is_some() { DataMsg::LoadingOfTotal } else { DataMsg::LoadingOf };
            // A bar without a value runs to and fro: the size is not known.
            let value = state.bytes_total.map(|total| percent(state.bytes, total).to_string());
            let stop = move |_| ask(Request::Cancel { layer });
            view! {
                <progress max="100" value=value aria-label=text(lang, DataMsg::PhaseLoading)></progress>
                <p>{fill(lang, msg, &values)}</p>
                <button type="button" class="link" on:click=stop>{text(lang, DataMsg::Stop)}</button>
            }
            .into_any()
        }
        Phase::Whole => {
            let placed = number(lang, f64::from(state.placed));
            let sentence = fill(lang, DataMsg::RecordsPlaced, &[("n", &records), ("placed", &placed)]);
            let kept = state.kept.map(|day| fill(lang, DataMsg::KeptLayer, &[("date", &date(lang, day))]));
            view! { <p>{sentence}</p> {kept.map(|words| view! { <p class="keep-care">{words}</p> })} }.into_any()
        }
        Phase::Incomplete(problem) => {
            let explained = explain(lang, problem);
            let placed = number(lang, f64::from(state.placed));
            let kept = fill(lang, DataMsg::RecordsPlaced, &[("n", &records), ("placed", &placed)]);
            let retry = move |_| ask(Request::Retry { layer });
            view! {
                <div class="problem">
                    <p><strong>{text(lang, Msg::PhaseIncomplete)}</strong> " " {said(lang, &explained.what)}</p>
                    <p>{(state.records > 0).then(|| format!("{} ", text(lang, DataMsg::NotesKept)))}{kept}</p>
                    <p>{explained.advice}</p>
                    <button type="button" on:click=retry>{text(lang, Msg::Retry)}</button>
                </div>
            }
            .into_any()
        }
    }
}

/// One page of notes at a time.
#[component]
fn Notes(layer: u32, state: Derived<LayerState>) -> impl IntoView {
    let app = app();
    let total = move || state.with(|s| s.notes);
    let first = RwSignal::new(0u32);
    effect(move || {
        let first = first.get();
        // More notes may come while the layer loads.
        let end = first.saturating_add(PAGE).min(total());
        ask(Request::Notes { layer, rows: first..end });
    });
    let notes = move || {
        let lang = app.view.lang.get();
        let catalog = app.answers.catalog.get()?;
        let window = app.answers.notes.get();
        (window.layer == layer && window.first == first.get())
            .then(|| all(window.notes.iter().map(|note| note_view(lang, &catalog, note))))
    };
    let save = move |_| ask(Request::Export { what: Export::Notes(layer), lang: app.view.lang.get_untracked() });
    let at_end = move || first.get().saturating_add(PAGE) >= total();
    let span = move || {
        let lang = app.view.lang.get();
        let (from, to) = (first.get() + 1, first.get().saturating_add(PAGE).min(total()));
        let shown = |n: u32| number(lang, f64::from(n));
        fill(lang, DataMsg::NotesSpan, &[("from", &shown(from)), ("to", &shown(to)), ("n", &shown(total()))])
    };
    view! {
        <div class="buttons">
            <button type="button" on:click=save>{say(DataMsg::SaveCsv)}</button>
        </div>
        <ol class="notes" start=move || (first.get() + 1).to_string()>{live(notes)}</ol>
        <div class="buttons pager">
            <button
                type="button"
                prop:disabled=move || first.get() == 0
                on:click=move |_| first.update(|n| *n = n.saturating_sub(PAGE))
            >
                {say(DataMsg::PagePrevious)}
            </button>
            <span>{live(span)}</span>
            <button type="button" prop:disabled=at_end on:click=move |_| first.update(|n| *n += PAGE)>{say(DataMsg::PageNext)}</button>
        </div>
    }
}

fn note_view(lang: Lang, catalog: &Catalog, note: &Note) -> impl IntoView + use<> {
    let row = match note.row {
        // Rows are counted from 1, as in the saved file.
        Some(row) => fill(lang, DataMsg::NoteRowOf, &[("n", &number(lang, f64::from(row) + 1.0))]),
        None if note.of_all > 0 => counted(lang, Msg::NoteOfAll, u64::from(note.of_all)),
        None => text(lang, DataMsg::NoteFile).to_owned(),
    };
    let is_member = note.reason.names_member();
    let field = if is_member { Words::data(lang, &note.field) } else { Words::field(lang, catalog, &note.field) };
    let part =
        |words: Words| (!words.text.is_empty()).then(|| view! { <span class="fact">{words.view()}</span> }.into_any());
    view! {
        <li>
            <p class="note-where">
                <span class="fact">{row}</span>
                {part(Words::data(lang, &note.key))}
                {part(field)}
                {part(Words::data(lang, &note.value))}
            </p>
            <p>{reason(lang, note.reason)}</p>
        </li>
    }
}
