//! The virtual list of results: a list of buttons, of which only those on the screen exist.
//!
//! The rows have one height, so that any of a million can be found by a product. The list is one
//! tab stop; arrows, Home and End move inside, Enter opens. Rows that are not here yet stand as
//! quiet placeholders; `wanted_rows` tells the engine which are needed.

use super::row::{RowContent, can_call, row_call};
use crate::a11y::LIST_ID;
use crate::reactive::{Derived, State, derived, each, effect, live};
use crate::state::{App, app};
use crate::ui::focus::{self, focus_row};
use crate::ui::state::{Ui, open_row, ui};
use crate::ui::text::{say, t};
use diming_protocol::messages::Msg;
use diming_protocol::{Row, Which};
use diming_scene::row_track::RowTrack;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Height of a row in root-font pixels of 16.
const ROW_PX: f64 = 64.0;
/// The same in the elder view, where names and facts may take two lines, without and with a line that says why it matched.
const ELDER_ROW_PX: f64 = 116.0;
const ELDER_ROW_MATCHED_PX: f64 = 140.0;
/// Rows kept alive beyond either edge of the window.
const SPARE_ROWS: u32 = 4;
/// Rows are asked for in runs of this length.
const ASKED_RUN: u32 = 30;

/// Scroll position and size of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    /// How far the list's top lies above the window's, CSS pixels.
    scroll_px: f64,
    /// Height of the window.
    view_px: f64,
    /// Size of the root font over 16.
    font: f64,
}

/// The list.
#[component]
pub fn ResultList() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let seen = State::new(Seen { scroll_px: 0.0, view_px: 600.0, font: 1.0 });
    let track = derived(move || {
        let Seen { view_px, font, .. } = seen.get();
        let row_px = match (app.view.is_elder.get(), app.words().is_empty()) {
            (false, _) => ROW_PX,
            (true, true) => ELDER_ROW_PX,
            (true, false) => ELDER_ROW_MATCHED_PX,
        };
        RowTrack { rows: app.answers.counts.with(|c| c.listed), row_px: (row_px * font).round(), view_px }
    });
    let shown = derived(move || {
        let track = track.get();
        let window = track.window(seen.get().scroll_px, SPARE_ROWS);
        // The tab stop stays, so that the focus is not lost by scrolling away from it.
        let stop = track.rows.checked_sub(1).map(|last| ui.active_row.get().min(last));
        let above = stop.filter(|stop| *stop < window.start);
        let below = stop.filter(|stop| *stop >= window.end);
        above.into_iter().chain(window).chain(below).collect::<Vec<_>>()
    });
    let look = move || look_again(app, ui, seen, track);
    watch_scroller(ui, look);
    effect(move || {
        app.view.is_elder.track();
        app.view.elder_text_px.track();
        focus::soon(look);
    });
    back_to_top_on_change(app, ui);
    let keys = move |event: web_sys::KeyboardEvent| move_by_key(&event, app, ui, seen, track);
    view! {
        <ul
            id=LIST_ID
            class="list"
            tabindex="-1"
            node_ref=ui.list
            aria-label=t(Msg::Results)
            style:height=move || format!("{}px", track.get().height_px())
            on:keydown=keys
        >
            {each(move || shown.get(), move |place| view! { <ListRow place seen track /> })}
        </ul>
    }
}

#[component]
fn ListRow(place: u32, seen: State<Seen>, track: Derived<RowTrack>) -> impl IntoView {
    let (app, ui) = (app(), ui());
    let row = derived(move || {
        app.answers
            .rows
            .with(|window| place.checked_sub(window.first).and_then(|at| window.rows.get(at as usize).cloned()))
    });
    let id = derived(move || row.with(|row| row.as_ref().map(|row| row.id)));
    let is_selected = move || {
        app.view.selected.with(|selected| match (selected, id.get()) {
            (Some(Which::Id(selected)), Some(id)) => *selected == id,
            _ => false,
        })
    };
    let tabindex = move || if ui.active_row.get() == place { "0" } else { "-1" };
    // The elder view has one thing a row; its card dials.
    let call = move || row.get().filter(|_| !app.view.is_elder.get()).and_then(|row| row_call(&row, tabindex));
    let has_call = move || !app.view.is_elder.get() && row.with(|row| row.as_ref().is_some_and(can_call));
    let open = move |_| {
        ui.active_row.set(place);
        if let Some(row) = row.get_untracked() {
            open_row(app, &row);
        }
    };
    view! {
        <li
            class="item"
            class:calls=has_call
            aria-setsize=move || track.get().rows.to_string()
            aria-posinset=(place + 1).to_string()
            style:height=move || format!("{}px", track.get().row_px)
            style:transform=move || format!("translateY({}px)", track.get().top_px(place, seen.get().scroll_px))
        >
            <button
                type="button"
                class="row"
                id=format!("row-{place}")
                class:hovered=move || id.get().is_some() && app.session.hovered.get() == id.get()
                class:selected=is_selected
                tabindex=tabindex
                on:click=open
                on:pointerenter=move |_| app.session.hovered.set(id.get_untracked())
                on:pointerleave=move |_| app.session.hovered.set(None)
                on:focus=move |_| {
                    ui.active_row.set(place);
                    app.session.hovered.set(id.get_untracked());
                }
                on:blur=move |_| app.session.hovered.set(None)
            >
                {live(move || row.get().map_or_else(waiting, |row: Row| view! { <RowContent row /> }.into_any()))}
            </button>
            {live(call)}
        </li>
    }
}

fn waiting() -> AnyView {
    view! { <span class="row-waiting">{say(Msg::RowWaiting)}</span> }.into_any()
}

/// Reads the scroll position, and requests the rows that are needed.
fn look_again(app: App, ui: Ui, seen: State<Seen>, track: Derived<RowTrack>) {
    let (Some(scroller), Some(list)) = (ui.scroller.get_untracked(), ui.list.get_untracked()) else { return };
    let now = Seen {
        scroll_px: f64::from(scroller.scroll_top() - list.offset_top()),
        view_px: f64::from(scroller.client_height()),
        font: root_font(),
    };
    if seen.get_untracked() != now {
        seen.set(now);
    }
    let window = track.get_untracked().window(now.scroll_px, SPARE_ROWS);
    let first = window.start / ASKED_RUN * ASKED_RUN;
    let wanted = first..window.end.div_ceil(ASKED_RUN).max(first / ASKED_RUN + 2) * ASKED_RUN;
    if app.session.wanted_rows.with_untracked(|asked| *asked != wanted) {
        app.session.wanted_rows.set(wanted);
    }
}

/// Size of the root font over 16: rows grow with the reader's font.
fn root_font() -> f64 {
    let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.map(|size| js_sys::parse_float(&size)).filter(|px| *px > 0.0).map_or(1.0, |px| px / 16.0)
}

/// Looks again when the panel scrolls or changes size; the observer's first word comes after the first
/// layout, which is not forced early.
fn watch_scroller(ui: Ui, look: impl Fn() + Copy + 'static) {
    effect(move || {
        let (Some(scroller), Some(list)) = (ui.scroller.get(), ui.list.get()) else { return };
        let scrolled = Closure::<dyn Fn()>::new(look);
        let on = scroller.add_event_listener_with_callback("scroll", scrolled.as_ref().unchecked_ref());
        let resized = Closure::<dyn Fn()>::new(look);
        // The list's own place changes with what stands above it, so the whole column is watched.
        let observer = web_sys::ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&scroller);
            observer.observe(&list);
            let above = scroller.children();
            (0..above.length()).filter_map(|i| above.item(i)).for_each(|child| observer.observe(&child));
        }
        let held = StoredValue::new_local(Some((scrolled, resized, observer)));
        on_cleanup(move || {
            let Some((scrolled, _resized, observer)) = held.try_update_value(Option::take).flatten() else { return };
            if on.is_ok() {
                let _ = scroller.remove_event_listener_with_callback("scroll", scrolled.as_ref().unchecked_ref());
            }
            if let Some(observer) = observer {
                observer.disconnect();
            }
        });
    });
}

/// A new question starts at the first row; filters that stand above the list stay in view.
fn back_to_top_on_change(app: App, ui: Ui) {
    let mut is_first = true;
    effect(move || {
        app.view.query.track();
        app.view.fields.track();
        app.view.layers.track();
        app.view.sort.track();
        if std::mem::take(&mut is_first) {
            return;
        }
        let (Some(scroller), Some(list)) = (ui.scroller.get_untracked(), ui.list.get_untracked()) else { return };
        let top = list.offset_top() - covered_px(&scroller) as i32;
        if scroller.scroll_top() > top {
            scroller.set_scroll_top(top);
        }
    });
}

/// How much of the scroller's upper edge the line of counts covers once it sticks there.
fn covered_px(scroller: &web_sys::Element) -> f64 {
    let line = scroller.query_selector(".counts").ok().flatten();
    let is_sticky = |line: &web_sys::Element| {
        let style = window().get_computed_style(line).ok().flatten();
        style.and_then(|style| style.get_property_value("position").ok()).as_deref() == Some("sticky")
    };
    line.filter(is_sticky).map_or(0.0, |line| f64::from(line.client_height()))
}

fn move_by_key(event: &web_sys::KeyboardEvent, app: App, ui: Ui, seen: State<Seen>, track: Derived<RowTrack>) {
    let Some(last) = app.answers.counts.with_untracked(|c| c.listed).checked_sub(1) else { return };
    let Some(scroller) = ui.scroller.get_untracked() else { return };
    let active = ui.active_row.get_untracked().min(last);
    let page = track.with_untracked(|track| (track.view_px / track.row_px) as u32).saturating_sub(2).max(1);
    let target = match event.key().as_str() {
        "ArrowDown" => active.saturating_add(1).min(last),
        "ArrowUp" if active == 0 => {
            focus::to_id(crate::a11y::SEARCH_ID);
            return;
        }
        "ArrowUp" => active - 1,
        "PageDown" => active.saturating_add(page).min(last),
        "PageUp" => active.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    ui.active_row.set(target);
    let Seen { scroll_px, .. } = seen.get_untracked();
    if let Some(to_px) = track.get_untracked().scroll_to_show(target, scroll_px, covered_px(&scroller)) {
        let offset = ui.list.get_untracked().map_or(0, |list| list.offset_top());
        scroller.set_scroll_top(offset + to_px.round() as i32);
    }
    focus_row(target);
}
