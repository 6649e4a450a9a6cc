//! Where the person is: by the device, by a town, by an address or name of the data, or by a click on the map.
//!
//! The device's position stays in this page: it is in no link and is not stored.

use super::near_ways::{ByTown, ByWords};
use super::origin::{AreaLine, RADII_M, from_words};
use crate::reactive::{all, effect, live, show};
use crate::state::{App, Choosing, Goto, Locating, Origin, OriginKind, Screen, app};
use crate::ui::focus;
use crate::ui::state::{Opened, overlay_heading, ui};
use crate::ui::text::{said, say, t};
use diming_protocol::geo::LonLat;
use diming_protocol::messages::{DistanceMsg, FacetMsg, Msg, NearMsg, distance, fill, text};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Longest wait for a position, milliseconds.
const WAIT_MS: u32 = 15_000;
/// A position this old is as good as a new one, milliseconds.
const AGE_MAX_MS: u32 = 60_000;
/// Refused, in the codes of the Geolocation API; the third is "took too long".
const REFUSED: f64 = 1.0;
const TOO_LONG: f64 = 3.0;
/// Shown around a new starting point where no radius is chosen, metres.
const AROUND_M: f64 = 3_000.0;

/// All ways to set the position, the radius, and what is there.
#[component]
pub fn NearView() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let is_named = app.session.near_named;
    let on_map = move |_| {
        app.session.choosing.set(Some(Choosing::From));
        ui.opened.set(Opened::Nothing);
        if app.view.is_elder.get_untracked() {
            app.open_screen(Screen::Map);
        }
        focus::to_id(crate::a11y::MAP_ID);
    };
    view! {
        {overlay_heading(say(NearMsg::NearTitle))}
        <div class="near">
            {show(move || is_named.get(), move || view! { <ByWords is_first=true /> })}
            {show(move || !is_named.get(), move || view! { <p class="hint">{say(NearMsg::NearWhy)}</p> })}
            <ByDevice />
            {show(move || !is_named.get(), move || view! { <h3>{say(NearMsg::NearOther)}</h3> })}
            <ByTown />
            {show(move || !is_named.get(), move || view! { <ByWords is_first=false /> })}
            {app.site.layout().has_map().then(|| view! { <button type="button" on:click=on_map>{say(NearMsg::NearOnMap)}</button> })}
            {show(move || app.view.from.with(Option::is_some), move || view! { <Chosen /> })}
        </div>
    }
}

#[component]
fn ByDevice() -> impl IntoView {
    let app = app();
    let told_at: NodeRef<html::P> = NodeRef::new();
    // Why there is no position is brought into sight and read.
    effect(move || {
        let has_failed = matches!(app.session.locating.get(), Locating::Failed(_));
        if let Some(line) = told_at.get().filter(|_| has_failed) {
            focus::soon(move || focus::to(&line));
        }
    });
    let is_waiting = move || matches!(app.session.locating.get(), Locating::Waiting(_));
    let told = move || {
        let lang = app.view.lang.get();
        match app.session.locating.get() {
            Locating::NotAsked => String::new(),
            Locating::Waiting(_) => text(lang, NearMsg::NearWaiting).to_owned(),
            Locating::Failed(why) => text(lang, why).to_owned(),
        }
    };
    view! {
        <div class="buttons">
            <button type="button" class="main" disabled=is_waiting on:click=move |_| locate(app)>{say(NearMsg::NearUse)}</button>
            {show(is_waiting, move || view! {
                <button type="button" on:click=move |_| app.session.locating.set(Locating::NotAsked)>{say(Msg::ChoosingStop)}</button>
            })}
        </div>
        <p role="status" class="near-told" tabindex="-1" node_ref=told_at>{live(told)}</p>
    }
}

/// What is chosen: from where, how far, in which area, and on to the list.
#[component]
fn Chosen() -> impl IntoView {
    let app = app();
    let now = move || {
        let lang = app.view.lang.get();
        let words = fill(lang, DistanceMsg::FromStraight, &[("from", &from_words(app))]);
        said(lang, &words)
    };
    let known_to = move || {
        let lang = app.view.lang.get();
        app.view.from.with(|origin| {
            let OriginKind::Person { accuracy_m } = origin.as_ref()?.kind else { return None };
            Some(fill(lang, NearMsg::NearFound, &[("distance", &distance(lang, accuracy_m.max(10.0)))]))
        })
    };
    let is_outside = move || {
        let at = app.view.from.with(|origin| origin.as_ref().map(|origin| origin.at));
        app.answers.catalog.with(|catalog| at.zip(catalog.as_ref()).is_some_and(|(at, c)| !c.bounds.contains(at)))
    };
    let on = move |_| {
        if let Some(origin) = app.view.from.get_untracked() {
            app.start_from(origin);
        }
    };
    view! {
        <section class="near-chosen" aria-label=t(FacetMsg::ChipFrom)>
            <p role="status"><strong>{live(now)}</strong></p>
            <p class="near-told">{live(known_to)}</p>
            {show(is_outside, move || view! { <p class="state-line">{say(NearMsg::NearOutside)}</p> })}
            <AreaLine says_none=true />
            <Radius />
            <p class="hint">{say(NearMsg::NearStraight)}</p>
            <div class="buttons">
                <button type="button" class="main" on:click=on>{say(NearMsg::NearNext)}</button>
                <button type="button" on:click=move |_| app.measure_from(None)>{say(NearMsg::NearClear)}</button>
            </div>
        </section>
    }
}

/// How far around.
#[component]
pub fn Radius() -> impl IntoView {
    let app = app();
    let choose = move |event| {
        let radius_m = event_target_value(&event).parse().ok();
        app.view.radius_m.set(radius_m);
        if let Some(at) = app.view.from.with_untracked(|origin| origin.as_ref().map(|origin| origin.at)) {
            app.go(Goto::Around { at, radius_m: radius_m.unwrap_or(AROUND_M) });
        }
    };
    let options = move || {
        let (lang, now) = (app.view.lang.get(), app.view.radius_m.get());
        let odd = now.filter(|m| !RADII_M.contains(m));
        all(RADII_M.into_iter().chain(odd).map(|metres| {
            view! { <option value=metres.to_string() selected=now == Some(metres)>{distance(lang, metres)}</option> }
        }))
    };
    view! {
        <label class="near-way">
            <span>{say(NearMsg::NearRadius)}</span>
            <select on:change=choose>
                <option value="" selected=move || app.view.radius_m.with(Option::is_none)>{say(NearMsg::NearRadiusAny)}</option>
                {live(options)}
            </select>
        </label>
    }
}

/// Sets the point that distances are measured from, and shows what is around it, in the list and on the map.
pub fn begin_at(app: App, at: LonLat, kind: OriginKind) {
    app.start_from(Origin { at, kind });
    app.go(Goto::Around { at, radius_m: app.view.radius_m.get_untracked().unwrap_or(AROUND_M) });
}

/// Requests the position of the device; the answer to an older or stopped request is dropped.
pub fn locate(app: App) {
    let number = match app.session.locating.get_untracked() {
        Locating::Waiting(last) => last + 1,
        _ => js_sys::Date::now() as u32,
    };
    app.session.locating.set(Locating::Waiting(number));
    leptos::task::spawn_local(async move {
        let answer = position().await;
        if app.session.locating.get_untracked() != Locating::Waiting(number) {
            return;
        }
        match answer {
            Ok((at, accuracy_m)) => {
                app.session.locating.set(Locating::NotAsked);
                begin_at(app, at, OriginKind::Person { accuracy_m });
            }
            Err(why) => app.session.locating.set(Locating::Failed(why)),
        }
    });
}

/// The person's place and its accuracy in metres.
async fn position() -> Result<(LonLat, f64), NearMsg> {
    let geolocation = window().navigator().geolocation().map_err(|_| NearMsg::NearUnable)?;
    let options = web_sys::PositionOptions::new();
    options.set_timeout(WAIT_MS);
    options.set_maximum_age(AGE_MAX_MS);
    options.set_enable_high_accuracy(true);
    let asked = js_sys::Promise::new(&mut |resolve, reject| {
        let asked = geolocation.get_current_position_with_error_callback_and_options(&resolve, Some(&reject), &options);
        // A browser that refuses to be asked answers nothing else.
        if let Err(error) = asked {
            drop(reject.call1(&JsValue::NULL, &error));
        }
    });
    let answer = JsFuture::from(asked).await.map_err(|error| reason(&error))?;
    let coords = member(&answer, "coords");
    let number = |name| member(&coords, name).as_f64().filter(|n| n.is_finite());
    let at = number("longitude").zip(number("latitude")).ok_or(NearMsg::NearUnavailable)?;
    Ok((LonLat { lon: at.0, lat: at.1 }, number("accuracy").unwrap_or_default()))
}

fn reason(error: &JsValue) -> NearMsg {
    let is_framed = window().parent().ok().flatten().is_some_and(|parent| parent != window());
    match member(error, "code").as_f64() {
        Some(REFUSED) if is_framed => NearMsg::NearFramed,
        Some(REFUSED) => NearMsg::NearRefused,
        Some(TOO_LONG) => NearMsg::NearTimeout,
        _ => NearMsg::NearUnavailable,
    }
}

fn member(value: &JsValue, name: &str) -> JsValue {
    value.dyn_ref::<js_sys::Object>().and_then(|of| js_sys::Reflect::get(of, &name.into()).ok()).unwrap_or_default()
}
