//! The application as it is typed: findings follow with each character.

use super::field::{Beside, TextField};
use super::session::review_session;
use crate::reactive::{all, derived, live, show};
use crate::state::{Choosing, Goto, app};
use crate::ui::state::ui;
use crate::ui::text::{Words, said, say, t};
use diming_protocol::catalog::{Lang, keys};
use diming_protocol::messages::{Msg, fill, text};
use diming_protocol::parse_yes_no;
use diming_review_protocol::REVIEW;
use diming_review_protocol::application::NameType;
use diming_review_protocol::messages::{DeskMsg, ListsMsg, ReviewMsg, name_type};
use diming_review_protocol::review::Reviewed;
use leptos::prelude::*;

/// Zoom at which the place is shown, at least.
const SHOW_ZOOM: f64 = 14.0;
/// Codes of the datums, with their words.
const DATUMS: [(&str, Msg); 4] = [
    ("", Msg::LocalDatumWgs84),
    ("cgcs2000", Msg::LocalDatumCgcs2000),
    ("gcj02", Msg::LocalDatumGcj02),
    ("bd09", Msg::LocalDatumBd09),
];
/// Id of the list of towns.
const TOWNS: &str = "application-towns";

/// The form.
#[component]
pub fn Form() -> impl IntoView {
    let session = review_session();
    let number = |unit: Option<DeskMsg>, hint: Option<DeskMsg>| Beside { unit, hint, is_number: true, list: None };
    let hinted = |hint: DeskMsg| Beside { hint: Some(hint), ..Beside::default() };
    let is_renaming = derived(move || parse_yes_no(&session.field("renaming")) == Some(true));
    view! {
        <form class="application" aria-label=t(DeskMsg::Form) on:submit=|event| event.prevent_default()>
            {show(move || session.from_row.with(Option::is_some), move || view! {
                <button type="button" class="link to-batch" on:click=move |_| session.return_to_batch()>
                    <span aria-hidden="true">"‹ "</span>
                    {say(ListsMsg::BackToBatch)}
                </button>
            })}
            <div class="form-head">
                <h3>{say(DeskMsg::Form)}</h3>
                <button type="button" class="link" on:click=move |_| session.take("", Default::default(), Default::default())>
                    {say(DeskMsg::NewApplication)}
                </button>
            </div>
            <TextField name="name" />
            <Spelling />
            <div class="field-row">
                <TypeField />
                <TownField />
            </div>
            <PlaceFields />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || is_renaming.get()
                    on:change=move |event| {
                        session.set_field("renaming", if event_target_checked(&event) { "true".to_owned() } else { String::new() });
                    }
                />
                {say(DeskMsg::RenamingYes)}
            </label>
            {show(move || is_renaming.get(), || view! { <TextField name="old_name" /> })}
            <details class="form-more">
                <summary>{say(DeskMsg::MoreFields)}</summary>
                <div class="field-grid">
                    <TextField name="storeys" beside=number(Some(DeskMsg::UnitStoreys), None) />
                    <TextField name="site_m2" beside=number(Some(DeskMsg::UnitM2), None) />
                    <TextField name="floor_m2" beside=number(Some(DeskMsg::UnitM2), None) />
                    <TextField name="green_share" beside=number(None, Some(DeskMsg::HintShare)) />
                    <TextField name="open_share" beside=number(None, Some(DeskMsg::HintShare)) />
                    <TextField name="brand" />
                    <TextField name="applicant" beside=hinted(DeskMsg::HintApplicant) />
                    <TextField name="romanisation" />
                    <TextField name="built_up_area" />
                    <TextField name="county" />
                    <TextField name="province" />
                </div>
            </details>
            <details class="form-more">
                <summary>{say(DeskMsg::Dates)}</summary>
                <div class="field-grid">
                    <TextField name="approved_on" beside=hinted(DeskMsg::HintDay) />
                    <TextField name="filed_on" beside=hinted(DeskMsg::HintDay) />
                    <TextField name="announced_on" beside=hinted(DeskMsg::HintDay) />
                </div>
            </details>
        </form>
    }
}

/// A type's name: as the catalog calls it, else as the page does.
pub fn type_words(lang: Lang, kind: NameType) -> String {
    let own = || text(lang, name_type(kind)).to_owned();
    app().answers.catalog.with(|catalog| {
        let values = catalog.as_ref().and_then(|c| c.fields.get(keys::TYPE)).map_or(&[][..], |field| &field.values);
        values.iter().find(|value| value.value == kind.code()).map_or_else(own, |v| v.label.get(lang).0.to_owned())
    })
}

#[component]
fn TypeField() -> impl IntoView {
    let app = app();
    let session = review_session();
    let options = move || {
        let lang = app.view.lang.get();
        let option = |kind: NameType| {
            view! { <option value=kind.code() selected=move || session.field("type") == kind.code()>{type_words(lang, kind)}</option> }
        };
        all(NameType::ALL.map(option))
    };
    view! {
        <div class="field">
            <label for="application-type">{say(ReviewMsg::FieldType)}</label>
            <select
                id="application-type"
                prop:value=move || session.field("type")
                on:change=move |event| session.set_field("type", event_target_value(&event))
            >
                <option value="">{say(DeskMsg::ChooseType)}</option>
                {live(options)}
            </select>
        </div>
    }
}

/// The town, with those that the catalog knows to choose from.
#[component]
fn TownField() -> impl IntoView {
    let app = app();
    let towns = move || {
        app.answers.catalog.get().map(|catalog| {
            let values = catalog.fields.get(keys::TOWN).map_or(&[][..], |field| &field.values);
            all(values.iter().map(|value| view! { <option value=value.value.clone()></option> }))
        })
    };
    view! {
        <TextField name="town" beside=Beside { list: Some(TOWNS), ..Beside::default() } />
        <datalist id=TOWNS>{live(towns)}</datalist>
    }
}

/// The place: by a click on the map, or by coordinates in a datum.
#[component]
fn PlaceFields() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let session = review_session();
    let number = Beside { is_number: true, ..Beside::default() };
    let is_picking = move || app.session.choosing.get() == Some(Choosing::Workspace(REVIEW));
    let has_place = move || session.fields.with(|f| f.contains_key("lon") || f.contains_key("lat"));
    let pick = move |_| {
        ui.map_wanted.set(());
        app.session.choosing.set((!is_picking()).then_some(Choosing::Workspace(REVIEW)));
    };
    let clear = move |_| {
        session.fields.update(|fields| ["lon", "lat", "datum"].iter().for_each(|field| drop(fields.remove(*field))));
    };
    let place =
        move || app.map_commands.pins.with(|pins| pins.iter().find(|pin| pin.severity.is_none()).map(|pin| pin.at));
    let show_place = move |_| {
        if let Some(at) = place() {
            ui.map_wanted.set(());
            app.go(Goto::Show { at, zoom_at_least: SHOW_ZOOM });
        }
    };
    let datum = |(code, msg): (&'static str, Msg)| {
        view! { <option value=code selected=move || session.field("datum") == code>{say(msg)}</option> }
    };
    view! {
        <fieldset class="place">
            <legend>{say(DeskMsg::Place)}</legend>
            <div class="field-thirds">
                <TextField name="lon" beside=number />
                <TextField name="lat" beside=number />
                <div class="field">
                <label for="application-datum">{say(ReviewMsg::FieldDatum)}</label>
                <select
                    id="application-datum"
                    prop:value=move || session.field("datum")
                    on:change=move |event| session.set_field("datum", event_target_value(&event))
                >
                    {all(DATUMS.map(datum))}
                </select>
                </div>
            </div>
            <div class="buttons">
                <button type="button" aria-pressed=move || is_picking().to_string() on:click=pick>
                    {live(move || t(if is_picking() { DeskMsg::PlaceCancel } else { DeskMsg::PlacePick })())}
                </button>
                {show(has_place, move || view! {
                    <button type="button" class="link" on:click=clear>{say(DeskMsg::PlaceClear)}</button>
                })}
                {show(move || place().is_some(), move || view! {
                    <button type="button" class="link" on:click=show_place>{say(DeskMsg::PlaceShow)}</button>
                })}
            </div>
            <p class="hint" role="status">{live(move || is_picking().then(|| say(DeskMsg::PlacePicking)))}</p>
        </fieldset>
    }
}

/// How the name is spelled and divided, with the readings of characters that have several.
#[component]
fn Spelling() -> impl IntoView {
    let app = app();
    let session = review_session();
    let words = move || {
        let lang = app.view.lang.get();
        session
            .reviewed
            .with(|reviewed| reviewed.as_ref().filter(|r| !r.romanisation.is_empty()).map(|r| spelled(lang, r)))
    };
    let readings = move || {
        let lang = app.view.lang.get();
        session.reviewed.with(|reviewed| {
            let several = reviewed.iter().flat_map(|r| r.alternatives.iter().cloned()).collect::<Vec<_>>();
            all(several.into_iter().map(|(place, c, readings)| view! { <Reading lang place c readings /> }))
        })
    };
    view! { <div class="spelling">{live(words)}<div class="readings">{live(readings)}</div></div> }
}

fn spelled(lang: Lang, reviewed: &Reviewed) -> AnyView {
    let (specific, generic) = &reviewed.parts;
    let msg = if generic.is_empty() { DeskMsg::PartsWhole } else { DeskMsg::PartsAre };
    let parts = fill(lang, msg, &[("specific", specific), ("generic", generic)]);
    let with = [("with", reviewed.romanisation.as_str()), ("without", &reviewed.plain)];
    let others = reviewed.spellings.join(", ");
    let others = (!others.is_empty()).then(|| {
        view! { <p class="hint">{fill(lang, DeskMsg::SpelledElse, &[("others", &others)])}</p> }
    });
    view! { <p>{fill(lang, DeskMsg::Spelled, &with)}</p> {others} <p class="hint">{said(lang, &parts)}</p> }.into_any()
}

/// The choice of a character's reading.
#[component]
fn Reading(lang: Lang, place: u32, c: char, readings: Vec<String>) -> impl IntoView {
    let session = review_session();
    let field = format!("reading.{place}");
    let label = fill(lang, DeskMsg::ReadingOf, &[("c", &c.to_string())]);
    let chosen = session.fields.with_untracked(|fields| fields.get(&field).cloned());
    let usual = readings.first().cloned().unwrap_or_default();
    let option = |reading: &String| {
        let is_chosen = *reading == *chosen.as_ref().unwrap_or(&usual);
        view! { <option value=reading.clone() selected=is_chosen>{reading.clone()}</option> }
    };
    let options = all(readings.iter().map(option));
    let choose = move |event: web_sys::Event| {
        let reading = event_target_value(&event);
        session.set_field(&field, if reading == usual { String::new() } else { reading });
    };
    view! {
        <label class="reading">
            <span class="sr">{label}</span>
            <span aria-hidden="true">{Words::data(lang, &c.to_string()).view()}</span>
            <select class="quiet" on:change=choose>{options}</select>
        </label>
    }
}
