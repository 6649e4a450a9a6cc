//! Which layer the list becomes: a new one, described without writing JSON, or one that is replaced.

use super::super::session::desk_session;
use super::{decide, decided, field, named, of_form};
use crate::reactive::{all, derived, live, show};
use crate::state::app;
use crate::ui::text::{Words, say, t};
use diming_protocol::catalog::{Lang, Sign};
use diming_protocol::messages::text;
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{LayerForm, PublishForm};
use leptos::prelude::*;

/// Signs with their names.
const SIGNS: [(Sign, &str, DeskMsg); 8] = [
    (Sign::Square, "square", DeskMsg::SignSquare),
    (Sign::Circle, "circle", DeskMsg::SignCircle),
    (Sign::House, "house", DeskMsg::SignHouse),
    (Sign::Bowl, "bowl", DeskMsg::SignBowl),
    (Sign::Arch, "arch", DeskMsg::SignArch),
    (Sign::Tablet, "tablet", DeskMsg::SignTablet),
    (Sign::Stele, "stele", DeskMsg::SignStele),
    (Sign::Dot, "dot", DeskMsg::SignDot),
];
/// Decimals of coordinates, and about how many metres they are.
const DECIMALS: [(u8, &str); 4] = [(2, "≈ 1 km"), (3, "≈ 100 m"), (4, "≈ 10 m"), (5, "≈ 1 m")];

/// The form.
#[component]
pub fn LayerFields() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let is_new = derived(move || decided().is_none_or(|form| form.replaces.is_empty()));
    let targets = move || {
        let lang = app.view.lang.get();
        let layers = session.publish_info(|info| info.layers.clone()).unwrap_or_default();
        let now = of_form(|form| form.replaces.clone());
        let option =
            |id: &str, label: String| view! { <option value=id.to_owned() selected=now == id>{label}</option> };
        let new = option("", text(lang, DeskMsg::NewLayer).to_owned());
        let replaced = layers.iter().map(|(id, label)| {
            let name = Words::label(lang, label).text;
            option(id, diming_protocol::messages::fill(lang, DeskMsg::ReplaceLayer, &[("name", &name)]))
        });
        all(std::iter::once(new).chain(replaced).collect::<Vec<_>>())
    };
    let choose = move |event: web_sys::Event| {
        let id = event_target_value(&event);
        decide(|form| (form.replaces, form.answers) = (id, Vec::new()));
    };
    view! {
        <fieldset class="publish-layer">
            <legend>{say(DeskMsg::PublishAs)}</legend>
            <label class="choice"><span>{say(DeskMsg::PublishTarget)}</span><select on:change=choose>{live(targets)}</select></label>
            {show(move || is_new.get(), || view! { <NewLayer /> })}
            <Preview />
        </fieldset>
    }
}

/// Something of the new layer.
fn of_new(read: fn(&LayerForm) -> String) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || of_form(|form| read(&form.new))
}

#[component]
fn NewLayer() -> impl IntoView {
    let app = app();
    let signs = move || {
        let lang = app.view.lang.get();
        let now = decided().map_or(Sign::Square, |form| form.new.sign);
        all(SIGNS.map(|(sign, code, msg)| view! { <option value=code selected=sign == now>{text(lang, msg)}</option> }))
    };
    let set_sign = move |event: web_sys::Event| {
        let code = event_target_value(&event);
        if let Some((sign, ..)) = SIGNS.iter().find(|(_, known, _)| *known == code) {
            decide(|form| form.new.sign = *sign);
        }
    };
    let decimals = move || {
        let lang = app.view.lang.get();
        let now = of_form(|form| form.new.decimals);
        let all_of_them = view! { <option value="" selected=now.is_none()>{text(lang, DeskMsg::DecimalsAll)}</option> };
        let some = DECIMALS.map(|(n, how)| {
            view! { <option value=n.to_string() selected=now == Some(n)>{format!("{n}（{how}）")}</option> }.into_any()
        });
        all(std::iter::once(all_of_them.into_any()).chain(some))
    };
    let set_decimals = move |event: web_sys::Event| {
        let value = event_target_value(&event).parse().ok();
        decide(|form| form.new.decimals = value);
    };
    let set_color = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        decide(|form| form.new.color = value);
    };
    let set_dark = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        decide(|form| form.new.color_dark = value);
    };
    view! {
        {field(DeskMsg::LayerName, of_new(|new| new.label.zh.clone()), |form, value| form.new.label.zh = value)}
        {field(DeskMsg::LayerNameEn, of_new(|new| new.label.en.clone()), |form, value| form.new.label.en = value)}
        {field(DeskMsg::LayerId, of_new(|new| new.id.clone()), |form, value| form.new.id = value)}
        {field(DeskMsg::LayerSource, of_new(|new| new.attribution.zh.clone()), |form, value| form.new.attribution.zh = value)}
        <label class="choice"><span>{say(DeskMsg::LayerSign)}</span><select on:change=set_sign>{live(signs)}</select></label>
        <label class="choice"><span>{say(DeskMsg::LayerColor)}</span>
            <input type="color" prop:value=of_new(|new| new.color.clone()) on:change=set_color /></label>
        <label class="choice"><span>{say(DeskMsg::LayerColorDark)}</span>
            <input type="color" prop:value=of_new(|new| new.color_dark.clone()) on:change=set_dark /></label>
        <label class="choice"><span>{say(DeskMsg::LayerDecimals)}</span><select on:change=set_decimals>{live(decimals)}</select></label>
        <Fields />
    }
}

/// Where each field is shown.
#[component]
fn Fields() -> impl IntoView {
    let app = app();
    let rows = move || {
        let lang = app.view.lang.get();
        let fields = desk_session().publish_info(|info| info.fields.clone()).unwrap_or_default();
        let new = of_form(|form| form.new.clone());
        let row = |(key, label): &(String, diming_protocol::catalog::Label)| {
            let name = Words::label(lang, label).text;
            let check = |msg: DeskMsg, is_in: bool, list: fn(&mut LayerForm) -> &mut Vec<String>| {
                let (key, name) = (key.clone(), name.clone());
                let label = format!("{name}: {}", text(lang, msg));
                let change = move |event: web_sys::Event| {
                    let is_in = event_target_checked(&event);
                    let key = key.clone();
                    decide(move |form| put(list(&mut form.new), key, is_in));
                };
                view! { <td><label class="check"><input type="checkbox" aria-label=label prop:checked=is_in on:change=change /></label></td> }
            };
            view! {
                <tr>
                    <th scope="row">{named(lang, &name)}</th>
                    {check(DeskMsg::InRow, new.row.contains(key), |new| &mut new.row)}
                    {check(DeskMsg::InCard, new.card.contains(key), |new| &mut new.card)}
                    {check(DeskMsg::InFilter, new.filters.contains(key), |new| &mut new.filters)}
                </tr>
            }
            .into_any()
        };
        all(fields.iter().filter(|(key, _)| key != "name").map(row).collect::<Vec<_>>())
    };
    view! {
        <table class="publish-fields">
            <caption class="sr">{say(DeskMsg::PublishFields)}</caption>
            <thead><tr>
                <th scope="col">{say(DeskMsg::Field)}</th>
                <th scope="col">{say(DeskMsg::InRow)}</th>
                <th scope="col">{say(DeskMsg::InCard)}</th>
                <th scope="col">{say(DeskMsg::InFilter)}</th>
            </tr></thead>
            <tbody>{live(rows)}</tbody>
        </table>
    }
}

/// Puts a key into a list or takes it out.
fn put(list: &mut Vec<String>, key: String, is_in: bool) {
    list.retain(|known| *known != key);
    if is_in {
        list.push(key);
    }
}

/// The first records as rows of the result list.
#[component]
fn Preview() -> impl IntoView {
    let app = app();
    let rows = move || {
        let lang: Lang = app.view.lang.get();
        let read = |info: &diming_tables_protocol::PublishInfo| (info.samples.clone(), color(&info.form));
        let (samples, color) = desk_session().publish_info(read).unwrap_or_default();
        all(samples.into_iter().map(|(name, below)| {
            let color = color.clone();
            view! {
                <li>
                    <span class="publish-sign" aria-hidden="true" style:background-color=color></span>
                    <strong>{named(lang, &name)}</strong> <br /> <span class="hint">{named(lang, &below)}</span>
                </li>
            }
        }))
    };
    view! { <p class="hint">{say(DeskMsg::PublishPreview)}</p> <ul class="publish-preview" aria-label=t(DeskMsg::PublishPreview)>{live(rows)}</ul> }
}

fn color(form: &PublishForm) -> String {
    form.new.color.clone()
}
