//! A long table of which only the rows on the screen exist. It scrolls by itself under its headings.
//!
//! Its rows have one height, which the style sheet sets (`--row`). It is one tab stop: arrows, Page, Home and End move
//! along the rows, Enter opens one, as does a press anywhere on it. Rows that are not there are gaps of their height.

use crate::reactive::{Derived, each, effect};
use crate::ui::focus;
use crate::ui::resized::on_resize;
use crate::ui::table::TableState;
use diming_scene::row_track::RowTrack;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// Rows kept beyond either edge of the window.
const SPARE_ROWS: u32 = 6;

/// What the rows of a table are.
#[derive(Clone)]
pub struct Lines {
    /// Id of the table's box.
    pub id: &'static str,
    /// The numbers of the rows that are shown, in order.
    pub shown: Derived<Vec<u32>>,
    /// Number of the list that they are rows of: a number of another list is another row.
    pub list: Derived<u32>,
    /// The cells of a row, by its number.
    pub cells: Arc<dyn Fn(u32) -> AnyView + Send + Sync>,
    /// Opens a row.
    pub open: Arc<dyn Fn(u32) + Send + Sync>,
}

/// What stands between headings and end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Part {
    /// A row: its list, its place among the rows that are shown, its number.
    Line(u32, u32, u32),
    /// Rows that are not there: the first place, how many.
    Gap(u32, u32),
}

/// The table, with a row of headings.
#[component]
pub fn LongTable(
    listing: TableState,
    lines: Lines,
    /// Its name.
    label: AnyView,
    /// The cells of the headings.
    heads: AnyView,
) -> impl IntoView {
    let Lines { id, shown, list, cells, open } = lines;
    let table_box: NodeRef<html::Div> = NodeRef::new();
    let seen = RwSignal::new((0.0, RowTrack { rows: 0, row_px: 36.0, view_px: 600.0 }));
    let count = move || shown.with(Vec::len) as u32;
    let parts = move || {
        let (scroll_px, track) = seen.get();
        let rows = count();
        let window = RowTrack { rows, ..track }.window(scroll_px, SPARE_ROWS);
        // The tab stop stays, so that the focus is not lost by scrolling away from it.
        let stop = rows.checked_sub(1).map(|last| listing.active.get().min(last));
        let list = list.get();
        shown.with(|shown| parts_of(list, shown, window, stop))
    };
    // A frame or a scroll may come when the table is gone, and its signals with it.
    let is_there = move || table_box.try_get_untracked().flatten();
    let look = move || {
        if let Some(table_box) = is_there() {
            let (scroll_px, track) = measure(&table_box);
            listing.scroll_px.set(scroll_px);
            if seen.get_untracked() != (scroll_px, track) {
                seen.set((scroll_px, track));
            }
        }
    };
    effect(move || {
        let Some(table_box) = table_box.get() else { return };
        let at_px = listing.scroll_px.get_untracked();
        let again = table_box.clone();
        focus::soon(move || {
            if is_there().is_none() {
                return;
            }
            again.set_scroll_top(at_px.round() as i32);
            look();
            if listing.is_awaited.get_untracked() {
                listing.is_awaited.set(false);
                let place = listing.active.get_untracked();
                reveal(listing, &again, place, count());
                look();
                // Where the rows stand is settled in the next frame: one that is moved would lose the focus.
                focus::soon(move || focus_line(id, place));
            }
        });
    });
    on_resize(table_box, look);
    // Other rows have come in the place of those that were there: the awaited one gets the focus.
    effect(move || {
        list.get();
        if listing.is_awaited.get_untracked() && is_there().is_some() {
            listing.is_awaited.set(false);
            let place = listing.active.get_untracked().min(untrack(count).saturating_sub(1));
            focus::soon(move || focus_line(id, place));
        }
    });
    let number_at = move |place: u32| shown.with_untracked(|shown| shown.get(place as usize).copied());
    let keys = {
        let open = Arc::clone(&open);
        move |event: web_sys::KeyboardEvent| {
            let is_row = event_target::<web_sys::Element>(&event).matches("tbody tr").unwrap_or(false);
            let (Some(last), Some(table_box)) = (count().checked_sub(1), table_box.get_untracked()) else { return };
            if !is_row {
                return;
            }
            let active = listing.active.get_untracked().min(last);
            if event.key() == "Enter" {
                event.prevent_default();
                number_at(active).into_iter().for_each(|number| open(number));
            } else if let Some(place) = target_of(&event.key(), active, last, seen.get_untracked().1) {
                event.prevent_default();
                reveal(listing, &table_box, place, last + 1);
                focus_line(id, place);
            }
        }
    };
    let row = move |part: Part| {
        match part {
        Part::Gap(_, rows) => {
            view! { <tr class="gap" aria-hidden="true" style:height=move || format!("{}px", f64::from(rows) * seen.get().1.row_px)></tr> }
                .into_any()
        }
        Part::Line(_, place, number) => {
            let open = Arc::clone(&open);
            view! {
                <tr
                    class="line"
                    id=line_id(id, place)
                    aria-rowindex=(place + 2).to_string()
                    tabindex=move || if listing.active.get() == place { "0" } else { "-1" }
                    on:focus=move |_| listing.active.set(place)
                    on:click=move |_| {
                        listing.active.set(place);
                        open(number);
                    }
                >
                    {cells(number)}
                </tr>
            }
            .into_any()
        }
    }
    };
    view! {
        <div class="long-table" id=id node_ref=table_box on:scroll=move |_| look() on:keydown=keys>
            <table role="grid" aria-rowcount=move || (count() + 1).to_string()>
                <caption class="sr">{label}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{each(parts, row)}</tbody>
            </table>
        </div>
    }
}

/// When the table is shown next, this row is in sight and has the focus.
pub fn await_row(listing: TableState, place: u32) {
    listing.active.set(place);
    listing.is_awaited.set(true);
}

fn line_id(id: &str, place: u32) -> String {
    format!("{id}-{place}")
}

fn focus_line(id: &'static str, place: u32) {
    if !focus::to_id(&line_id(id, place)) {
        focus::soon(move || {
            focus::to_id(&line_id(id, place));
        });
    }
}

/// Makes a row the tab stop and scrolls to it.
fn reveal(listing: TableState, table_box: &web_sys::HtmlElement, place: u32, rows: u32) {
    listing.active.set(place);
    let (scroll_px, track) = measure(table_box);
    if let Some(to_px) = (RowTrack { rows, ..track }).scroll_to_show(place, scroll_px, 0.0) {
        table_box.set_scroll_top(to_px.round() as i32);
    }
}

/// How far a table is scrolled; the height of its rows and of what is seen of them.
fn measure(table_box: &web_sys::HtmlElement) -> (f64, RowTrack) {
    let height = |what: &str| {
        let found = table_box.query_selector(what).ok().flatten();
        found.map_or(0.0, |element| element.get_bounding_client_rect().height())
    };
    let row_px = height("tbody .line");
    let view_px = f64::from(table_box.client_height()) - height("thead");
    let row_px = if row_px > 0.0 { row_px } else { 36.0 };
    (f64::from(table_box.scroll_top()), RowTrack { rows: 0, row_px, view_px: view_px.max(row_px) })
}

fn target_of(key: &str, active: u32, last: u32, track: RowTrack) -> Option<u32> {
    let page = ((track.view_px / track.row_px) as u32).saturating_sub(1).max(1);
    Some(match key {
        "ArrowDown" => active.saturating_add(1).min(last),
        "ArrowUp" => active.saturating_sub(1),
        "PageDown" => active.saturating_add(page).min(last),
        "PageUp" => active.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

/// The rows of a window and the tab stop, with gaps for all others.
fn parts_of(list: u32, shown: &[u32], window: std::ops::Range<u32>, stop: Option<u32>) -> Vec<Part> {
    let above = stop.filter(|stop| *stop < window.start);
    let below = stop.filter(|stop| *stop >= window.end);
    let mut parts = Vec::new();
    let mut next = 0;
    for place in above.into_iter().chain(window).chain(below) {
        if place > next {
            parts.push(Part::Gap(next, place - next));
        }
        parts.extend(shown.get(place as usize).map(|number| Part::Line(list, place, *number)));
        next = place + 1;
    }
    let rows = shown.len() as u32;
    if next < rows {
        parts.push(Part::Gap(next, rows - next));
    }
    parts
}
