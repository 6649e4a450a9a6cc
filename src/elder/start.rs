//! The first screen: what one wants to do, and the size of the text.

use super::groups::Groups;
use crate::a11y::SEARCH_ID;
use crate::panels::reading::ReadAloud;
use crate::reactive::{all, derived, effect, live, show};
use crate::state::{App, ELDER_TEXT_PX, Screen, app, id_set};
use crate::ui::focus;
use crate::ui::state::ui;
use crate::ui::text::{say, t};
use diming_protocol::catalog::{Layer, LayerRole};
use diming_protocol::messages::{ElderMsg, Msg, counted};
use leptos::html;
use leptos::prelude::*;

/// Step of the slider, CSS pixels.
const STEP_PX: u32 = 2;

/// What the catalog's groups are for, or three ways to look; beneath, quieter, what else there is.
#[component]
pub fn Start() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let heading: NodeRef<html::H2> = NodeRef::new();
    effect(move || {
        if let Some(heading) = heading.get().filter(|_| focus::held().is_some()) {
            focus::soon(move || focus::to(&heading));
        }
    });
    let help = move |_| {
        // The heading of the help takes the focus from here.
        ui.cover();
        app.open_screen(Screen::Help);
    };
    let has_groups = derived(move || app.answers.catalog.with(|c| c.as_ref().is_some_and(|c| !c.groups.is_empty())));
    let title = move || t(if has_groups.get() { ElderMsg::GroupsTitle } else { ElderMsg::StartTitle })();
    view! {
        <h2 tabindex="-1" node_ref=heading>{live(title)}</h2>
        {show(move || has_groups.get(), move || view! { <Groups /> <div class="buttons start-more"><Ways /></div> })}
        {show(move || !has_groups.get(), move || view! { <div class="big-choices"><ThreeWays /></div> })}
        <TextSize />
        <div class="buttons start-more">
            <ReadAloud what=".elder-screen" />
            <button type="button" on:click=help>{say(Msg::Help)}</button>
        </div>
    }
}

/// Near me, and by name, as plain buttons.
#[component]
pub fn Ways() -> impl IntoView {
    let app = app();
    all([(Screen::Near, ElderMsg::StartNear), (Screen::List, ElderMsg::StartName)].map(|(screen, name)| {
        view! { <button type="button" on:click=move |_| begin(app, screen)>{say(name)}</button> }
    }))
}

/// The ways to look where the catalog has no groups.
#[component]
fn ThreeWays() -> impl IntoView {
    let app = app();
    let choice = move |screen: Screen, path: &'static str, name: ElderMsg, hint: ElderMsg| {
        view! {
            <button type="button" class="big-choice" on:click=move |_| begin(app, screen)>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=path></path></svg>
                <span class="big-choice-name">{say(name)}</span>
                <span class="big-choice-hint">{say(hint)}</span>
            </button>
        }
        .into_any()
    };
    all([
        choice(
            Screen::Near,
            "M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7zm0 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
            ElderMsg::StartNear,
            ElderMsg::StartNearHint,
        ),
        choice(
            Screen::Kinds,
            "M3 3h8v8H3zM13 3h8v8h-8zM3 13h8v8H3zM13 13h8v8h-8z",
            ElderMsg::StartKinds,
            ElderMsg::StartKindsHint,
        ),
        choice(
            Screen::List,
            "M10 3a7 7 0 1 0 4.2 12.6l5.1 5.1 1.4-1.4-5.1-5.1A7 7 0 0 0 10 3zm0 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z",
            ElderMsg::StartName,
            ElderMsg::StartNameHint,
        ),
    ])
}

/// Opens a way to look, over everything.
fn begin(app: App, screen: Screen) {
    app.clear_filters();
    if screen == Screen::Near {
        // What one goes to, not the names around.
        let places = |layer: &&Layer| layer.on && layer.role == LayerRole::Places;
        let layers = app.answers.catalog.with_untracked(|c| c.as_ref().map(|c| id_set(c.layers.iter().filter(places))));
        app.view.layers.set(layers);
    }
    app.session.near_named.set(false);
    app.open_screen(screen);
    if screen == Screen::List {
        // The panel is there after the next frame.
        focus::soon(|| {
            focus::soon(|| {
                focus::to_id(SEARCH_ID);
            });
        });
    }
}

/// The slider of the size of the text.
#[component]
fn TextSize() -> impl IntoView {
    let app = app();
    let slide = move |event| {
        if let Ok(size) = event_target_value(&event).parse::<u32>() {
            app.view.elder_text_px.set(size.clamp(ELDER_TEXT_PX.0, ELDER_TEXT_PX.1));
        }
    };
    let now = move || counted(app.view.lang.get(), ElderMsg::TextSizeNow, app.view.elder_text_px.get().into());
    view! {
        <label class="text-size">
            <span>{say(ElderMsg::TextSize)} " " <span class="hint">{live(now)}</span></span>
            <input
                type="range"
                min=ELDER_TEXT_PX.0.to_string()
                max=ELDER_TEXT_PX.1.to_string()
                step=STEP_PX.to_string()
                aria-label=t(ElderMsg::TextSize)
                aria-valuetext=now
                prop:value=move || app.view.elder_text_px.get().to_string()
                on:input=slide
            />
        </label>
    }
}
