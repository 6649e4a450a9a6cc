//! Records without coordinates, found by the layers that are loaded.

use super::session::desk_session;
use crate::reactive::{all, derived, effect, live, show};
use crate::state::{Choosing, Goto, Pin, Severity, app};
use crate::ui::long_table::{Lines, LongTable};
use crate::ui::state::ui;
use crate::ui::text::{Words, said, say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::geo::LonLat;
use diming_protocol::messages::{counted, explain, fill, number, text};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DESK, DeskAsk, DeskLine, PlaceChoice, PlaceInfo, PlaceState};
use leptos::prelude::*;
use std::sync::Arc;

/// Zoom at which a place is shown.
const SHOW_ZOOM: f64 = 14.0;
/// Id of the table's box.
const TABLE_ID: &str = "place-table";

/// How far the search is, what can be done, what was found.
#[component]
pub fn Places() -> impl IntoView {
    let app = app();
    let session = desk_session();
    // Asked for when it is looked at, again for another list.
    effect(move || {
        let is_ready = session.info(|_| ()).is_some();
        if is_ready && session.places_state.with(|state| *state == PlaceState::None) {
            session.ask(&DeskAsk::Place);
        }
    });
    let standing = move || {
        let lang = app.view.lang.get();
        session.places_state.with(|state| match state {
            PlaceState::None => ().into_any(),
            PlaceState::Finding { done, total } => super::progress(lang, DeskMsg::Finding, *done, *total),
            PlaceState::Ready(info) => sum_words(lang, info).into_any(),
            PlaceState::Unfit(unfit) => super::unfit_words(lang, *unfit).into_any(),
            PlaceState::Failed(problem) => {
                let explained = explain(lang, problem);
                view! { <span class="problem" role="alert">{explained.what} " " {explained.advice}</span> }.into_any()
            }
        })
    };
    let of = move |read: fn(&PlaceInfo) -> u32| derived(move || session.place_info(read).unwrap_or_default());
    let (open, sure) = (of(|info| info.open), of(|info| info.sure));
    let accept = move || counted(app.view.lang.get(), DeskMsg::AcceptSure, u64::from(sure.get()));
    view! {
        <section class="desk-report">
            <p class="hint">{say(DeskMsg::PlacesHint)}</p>
            <div role="status" class="desk-sum">{live(standing)}</div>
            {show(move || sure.get() > 0, move || view! {
                <div class="buttons">
                    <button type="button" class="main" on:click=move |_| session.ask(&DeskAsk::Accept { revision: revision(), line: None, choice: 0 })>{live(accept)}</button>
                </div>
            })}
            {show(move || open.get() > 0, || view! { <PlaceTable /> <OneRow /> })}
        </section>
    }
}

/// The revision of the lines that are shown.
fn revision() -> u32 {
    untrack(|| desk_session().place_info(|info| info.revision)).unwrap_or_default()
}

fn sum_words(lang: Lang, info: &PlaceInfo) -> String {
    let shown = |n: u32| number(lang, f64::from(n));
    let values = [
        ("open", &*shown(info.open)),
        ("found", &*shown(info.found)),
        ("sure", &*shown(info.sure)),
        ("n", &*shown(info.register)),
    ];
    let msg = match info.open {
        0 => DeskMsg::AllPlaced,
        _ if info.register == 0 => DeskMsg::NoRegister,
        _ => DeskMsg::PlaceSum,
    };
    fill(lang, msg, &values)
}

#[component]
fn PlaceTable() -> impl IntoView {
    let session = desk_session();
    let lines = Lines {
        id: TABLE_ID,
        shown: derived(move || (0..session.place_info(|info| info.open).unwrap_or_default()).collect::<Vec<u32>>()),
        list: derived(move || session.place_info(|info| info.revision).unwrap_or_default()),
        cells: Arc::new(cells),
        open: Arc::new(show_line),
    };
    let plain = |label: DeskMsg, class: &'static str| view! { <th scope="col" class=class>{say(label)}</th> };
    let heads = all([
        plain(DeskMsg::Line, "number"),
        plain(DeskMsg::Record, ""),
        plain(DeskMsg::Address, "wide"),
        plain(DeskMsg::Found, "words"),
        plain(DeskMsg::AcceptPlace, ""),
    ]);
    // 1 to 5 take one of the places of the row that has the focus, and the next row has it.
    let keys = move |event: web_sys::KeyboardEvent| {
        let choice = event.key().parse::<u32>().ok().filter(|n| (1..=5).contains(n));
        let is_row = event_target::<web_sys::Element>(&event).matches("tbody tr").unwrap_or(false);
        if let Some(choice) = choice.filter(|_| is_row && !event.ctrl_key() && !event.alt_key()) {
            event.prevent_default();
            take(session.places_listing.active.get_untracked(), choice - 1);
        }
    };
    view! {
        <div class="place-rows" on:keydown=keys>
            <LongTable listing=session.places_listing lines label=say(DeskMsg::PlaceTable) heads />
        </div>
    }
}

/// Gives the row of a line one of its places; the line after it is shown then.
fn take(number: u32, choice: u32) {
    let session = desk_session();
    // The row that comes into its place has the focus then.
    session.places_listing.is_awaited.set(true);
    session.ask(&DeskAsk::Accept { revision: revision(), line: Some(number), choice });
}

/// Shows the places of a row on the map.
fn show_line(number: u32) {
    let session = desk_session();
    session.places_listing.active.set(number);
}

/// The row that is looked at: its places as buttons, and a place by a click on the map.
#[component]
fn OneRow() -> impl IntoView {
    let app = app();
    let (session, ui) = (desk_session(), ui());
    let open = derived(move || session.place_info(|info| info.open).unwrap_or_default());
    let number = derived(move || session.places_listing.active.get().min(open.get().saturating_sub(1)));
    let line = move || session.places.line(number.get(), app.view.lang.get());
    // Its places are on the map while the row is looked at.
    effect(move || {
        let choices = line().map(|line| line.choices).unwrap_or_default();
        let pin = |(at, choice): (usize, &PlaceChoice)| Pin {
            at: choice.at,
            name: (at + 1).to_string(),
            severity: Some(Severity::Advice),
        };
        app.map_commands.pins.set(Arc::new(choices.iter().enumerate().map(pin).collect()));
        if let Some(best) = choices.first() {
            app.go(Goto::Show { at: best.at, zoom_at_least: SHOW_ZOOM });
        }
    });
    on_cleanup(move || {
        app.map_commands.pins.set(Arc::default());
        app.session.choosing.set(None);
    });
    let is_picking = move || app.session.choosing.get() == Some(Choosing::Workspace(DESK));
    let pick = move |_| {
        ui.map_wanted.set(());
        app.session.choosing.set((!is_picking()).then_some(Choosing::Workspace(DESK)));
    };
    let choices = move || {
        let lang = app.view.lang.get();
        let choices = line().map(|line| line.choices).unwrap_or_default();
        all(choices.into_iter().enumerate().map(|(at, choice)| {
            let press = move |_| take(number.get_untracked(), at as u32);
            view! { <li><button type="button" on:click=press><strong>{at + 1}</strong> " " {said(lang, &choice.words)}</button></li> }
        }))
    };
    let name = move || {
        let lang = app.view.lang.get();
        line().map(|line| {
            let cell = |at: usize| line.cells.get(at).map_or("", String::as_str);
            Words::data(lang, &format!("{} {}", cell(1), cell(2))).view()
        })
    };
    view! {
        <div class="one-place" role="group" aria-label=t(DeskMsg::OnePlace)>
            <p><strong>{live(name)}</strong></p>
            <ol class="place-choices">{live(choices)}</ol>
            <button type="button" aria-pressed=move || is_picking().to_string() on:click=pick>
                {live(move || t(if is_picking() { DeskMsg::PickStop } else { DeskMsg::Pick })())}
            </button>
        </div>
    }
}

/// Takes a point that was chosen on the map for the row that is looked at.
pub fn picked(at: LonLat) {
    let session = desk_session();
    let line = session.places_listing.active.get_untracked();
    session.ask(&DeskAsk::PlaceAt { revision: revision(), line, at });
}

/// The cells of a line, by its number.
fn cells(number: u32) -> AnyView {
    let app = app();
    live(move || {
        let lang = app.view.lang.get();
        match desk_session().places.line(number, lang) {
            Some(line) => line_cells(lang, number, &line),
            None => view! { <td colspan="5" class="hint">{text(lang, DeskMsg::Loading)}</td> }.into_any(),
        }
    })
}

fn line_cells(lang: Lang, number: u32, line: &DeskLine) -> AnyView {
    let cell = |at: usize| line.cells.get(at).cloned().unwrap_or_default();
    let [at, name, address, found] = std::array::from_fn(cell);
    let accept = line.is_repairable.then(|| {
        let label = fill(lang, DeskMsg::AcceptOf, &[("name", &name)]);
        let shown = revision();
        let press = move |event: web_sys::MouseEvent| {
            event.stop_propagation();
            desk_session().ask(&DeskAsk::Accept { revision: shown, line: Some(number), choice: 0 });
        };
        view! { <button type="button" class="link" aria-label=label.clone() title=label on:click=press>{text(lang, DeskMsg::AcceptPlace)}</button> }.into_any()
    });
    view! {
        <td class="number">{at}</td>
        <th scope="row" title=name.clone()>{Words::data(lang, &name).view()}</th>
        <td class="wide" title=address.clone()>{Words::data(lang, &address).view()}</td>
        <td class="words" title=found.clone()><span class=format!("clamp {}", line.weight)>{said(lang, &found)}</span></td>
        <td>{accept}</td>
    }
    .into_any()
}
