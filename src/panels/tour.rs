//! The tour: a small box that explains one part of the page after the other. Menu and help page start it.

use super::help::HELP_ID;
use crate::reactive::{derived, effect, live, show};
use crate::state::{App, app};
use crate::ui::focus;
use crate::ui::slots::slots;
use crate::ui::state::{Opened, Ui, ui};
use crate::ui::text::{say, t};
use diming_protocol::messages::{HelpMsg, Msg, fill, number};
use leptos::html;
use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent};

/// A part of the page and its explanation.
struct Step {
    /// Which elements are outlined; the first that is seen is brought into view.
    parts: &'static str,
    title: HelpMsg,
    say: HelpMsg,
}

const STEPS: [Step; 4] = [
    Step { parts: ".finder", title: HelpMsg::TourSearch, say: HelpMsg::TourSearchSay },
    Step { parts: ".chip-line, .filter-button", title: HelpMsg::TourFilter, say: HelpMsg::TourFilterSay },
    Step { parts: ".sheet-body", title: HelpMsg::TourList, say: HelpMsg::TourListSay },
    Step { parts: ".stage > .map", title: HelpMsg::TourMap, say: HelpMsg::TourMapSay },
];

/// Class of a part that is explained (in `help.css`).
const SPOKEN_OF: &str = "spoken-of";

/// Begins the tour: search and list are open for it.
pub fn start(app: App, ui: Ui) {
    app.session.workspace.set(None);
    ui.open(app, Opened::Nothing);
    ui.tour.set(Some(0));
}

/// The box of the tour. Its text is loaded when it is first opened.
#[component]
pub fn TourBox() -> impl IntoView {
    let (ui, slots) = (ui(), slots());
    effect(move || outline(ui.tour.get()));
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            end(ui);
        }
    };
    show(
        move || ui.tour.with(Option::is_some),
        move || {
            view! {
                <div class="tour-box" role="dialog" aria-modal="false" aria-label=t(Msg::Tour) data-step=move || at(ui).to_string() on:keydown=keys>
                    {(slots.tour)()}
                </div>
            }
        },
    )
}

/// The current step.
fn at(ui: Ui) -> usize {
    ui.tour.get().unwrap_or_default()
}

fn end(ui: Ui) {
    ui.tour.set(None);
    focus::to_id(HELP_ID);
}

/// The explanation, with buttons for next, back and close.
#[component]
pub fn Speaker() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let next: NodeRef<html::Button> = NodeRef::new();
    let at = derived(move || at(ui));
    let step = move || STEPS.get(at.get()).unwrap_or(&STEPS[0]);
    let is_last = move || at.get() + 1 >= STEPS.len();
    // The focus stays on the way on; what changes is read out.
    effect(move || {
        at.get();
        if let Some(next) = next.get() {
            focus::to(&next);
        }
    });
    let on = move |_| {
        if at.get_untracked() + 1 < STEPS.len() {
            ui.tour.set(Some(at.get_untracked() + 1));
        } else {
            end(ui);
        }
    };
    let back = move |_| ui.tour.set(Some(at.get_untracked().saturating_sub(1)));
    let place = move || {
        let lang = app.view.lang.get();
        let shown = |n: usize| number(lang, n as f64);
        fill(lang, HelpMsg::TourStep, &[("n", &shown(at.get() + 1)), ("all", &shown(STEPS.len()))])
    };
    view! {
        <div role="status">
            <p class="hint">{live(place)}</p>
            <h2>{live(move || t(step().title)())}</h2>
            <p>{live(move || t(step().say)())}</p>
        </div>
        <div class="buttons">
            <button type="button" class="tour-next" node_ref=next on:click=on>
                {live(move || t(if is_last() { HelpMsg::TourDone } else { HelpMsg::TourNext })())}
            </button>
            {show(move || at.get() > 0, move || view! { <button type="button" on:click=back>{say(HelpMsg::TourBack)}</button> })}
            {show(move || !is_last(), move || view! {
                <button type="button" class="link tour-skip" on:click=move |_| end(ui)>{say(HelpMsg::TourSkip)}</button>
            })}
        </div>
    }
}

/// Outlines the elements of a step, and no others.
fn outline(step: Option<usize>) {
    for part in found(&format!(".{SPOKEN_OF}")) {
        // A class that cannot be taken away is no more than a line too much.
        drop(part.class_list().remove_1(SPOKEN_OF));
    }
    let parts = step.and_then(|step| STEPS.get(step)).map(|step| found(step.parts)).unwrap_or_default();
    for part in &parts {
        drop(part.class_list().add_1(SPOKEN_OF));
    }
    if let Some(first) = parts.first().filter(|part| !is_in_view(part)) {
        first.scroll_into_view_with_bool(false);
    }
}

fn found(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| wasm_bindgen::JsCast::dyn_into(list.item(i)?).ok()).collect()
}

/// Whether some of an element is within the window.
fn is_in_view(part: &Element) -> bool {
    let seen = part.get_bounding_client_rect();
    let height_px = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    seen.top() < height_px && seen.bottom() > 0.0
}
