//! Records without coordinates, found by the layers that are loaded.

use super::session::desk_session;
use crate::reactive::{all, derived, effect, live, show};
use crate::state::app;
use crate::ui::long_table::{Lines, LongTable};
use crate::ui::text::{Words, said, say};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, explain, fill, number, text};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DeskAsk, DeskLine, PlaceInfo, PlaceState};
use leptos::prelude::*;
use std::sync::Arc;

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
                    <button type="button" class="main" on:click=move |_| session.ask(&DeskAsk::Accept { revision: revision(), line: None })>{live(accept)}</button>
                </div>
            })}
            {show(move || open.get() > 0, || view! { <PlaceTable /> })}
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
        open: Arc::new(|_| {}),
    };
    let plain = |label: DeskMsg, class: &'static str| view! { <th scope="col" class=class>{say(label)}</th> };
    let heads = all([
        plain(DeskMsg::Line, "number"),
        plain(DeskMsg::Record, ""),
        plain(DeskMsg::Address, "wide"),
        plain(DeskMsg::Found, "words"),
        plain(DeskMsg::AcceptPlace, ""),
    ]);
    view! { <LongTable listing=session.places_listing lines label=say(DeskMsg::PlaceTable) heads /> }
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
        let press = move |_| desk_session().ask(&DeskAsk::Accept { revision: shown, line: Some(number) });
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
