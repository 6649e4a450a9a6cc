//! The cells on the screen, and the field over the current one.
//!
//! The focus is always in the field: what is typed replaces the text of the cell, as in a spreadsheet, in any input method.
//! Only rows and columns on the screen exist.

use super::super::session::desk_session;
use super::keys::{chosen_text, go, last_cell, paste, press};
use super::place::{Cursor, Measure};
use super::{INPUT_ID, commit, take_focus};
use crate::reactive::{all, derived, each, effect, live, show};
use crate::state::app;
use crate::ui::resized::on_resize;
use crate::ui::text::{Words, t};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{Edit, RowsWish, SheetColumn};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The table.
#[component]
pub fn Cells() -> impl IntoView {
    let session = desk_session();
    let table: NodeRef<html::Div> = NodeRef::new();
    let measure = RwSignal::new(Measure::default());
    // A scroll may come when the table is gone, and its signals with it.
    let look = move || {
        let now = table.try_get_untracked().flatten().and_then(|table| read_measure(&table));
        if let Some(now) = now.filter(|now| *now != measure.get_untracked()) {
            measure.set(now);
        }
    };
    on_resize(table, look);
    // What the cursor is on is in sight.
    effect(move || {
        let Cursor { line, column, .. } = session.cursor.get();
        let Some(table) = table.get() else { return };
        look();
        let (left, top) = measure.get_untracked().scroll_for(line, column);
        table.set_scroll_left(left.round() as i32);
        table.set_scroll_top(top.round() as i32);
        look();
        if session.is_awaited.get_untracked() {
            session.is_awaited.set(false);
            take_focus();
        }
    });
    let shown = derived(move || session.sheet_info(|sheet| sheet.shown).unwrap_or_default());
    let columns = derived(move || session.sheet_info(|sheet| sheet.columns.clone()).unwrap_or_default());
    let width = move || format!("{}px", measure.get().left(columns.with(|columns| columns.len() as u32)));
    let height = move || format!("{}px", measure.get().top(shown.get()));
    let seen_columns = derived(move || {
        let count = columns.with(|columns| columns.len() as u32);
        measure.get().columns(count).collect::<Vec<u32>>()
    });
    let lines = move || measure.get().lines(shown.get()).collect::<Vec<u32>>();
    let points = move |event: &web_sys::MouseEvent| {
        let table = table.get_untracked()?;
        let frame = table.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - frame.left() + f64::from(table.scroll_left());
        let y = f64::from(event.client_y()) - frame.top() + f64::from(table.scroll_top());
        measure.get_untracked().cell_at(x, y)
    };
    let choose = move |event: &web_sys::MouseEvent, is_extending: bool| {
        let Some((line, column)) = points(event) else { return };
        let (last_line, last_column) = last_cell();
        if line > last_line {
            return;
        }
        commit();
        session.is_inside.set(false);
        match column {
            Some(column) => {
                let to = session.cursor.get_untracked().moved(line, column.min(last_column), is_extending);
                go(to);
            }
            // The whole row, by its number.
            None => {
                let from_line = if is_extending { session.cursor.get_untracked().from_line } else { line };
                go(Cursor { line, column: 0, from_line, from_column: last_column });
            }
        }
        take_focus();
    };
    let is_by_mouse = StoredValue::new(false);
    let down = move |event: web_sys::PointerEvent| {
        is_by_mouse.set_value(event.pointer_type() == "mouse");
        let is_of_cells = |target: web_sys::Element| target.closest(".sheet-row").ok().flatten().is_some();
        if event.pointer_type() == "mouse" && event.button() == 0 && is_of_cells(event_target(&event)) {
            event.prevent_default();
            choose(&event, event.shift_key());
        }
    };
    let drag = move |event: web_sys::PointerEvent| {
        let is_dragging = event.pointer_type() == "mouse" && event.buttons() == 1;
        if let Some((line, Some(column))) = points(&event).filter(|_| is_dragging) {
            let (last_line, last_column) = last_cell();
            let cursor = session.cursor.get_untracked();
            let to = Cursor { from_line: line.min(last_line), from_column: column.min(last_column), ..cursor };
            if to != cursor && !session.is_inside.get_untracked() {
                go(to);
            }
        }
    };
    // With a mouse the press has chosen it already.
    let tap = move |event: web_sys::MouseEvent| {
        let is_of_cells = |target: web_sys::Element| target.closest(".sheet-row").ok().flatten().is_some();
        if !is_by_mouse.get_value() && is_of_cells(event_target(&event)) {
            choose(&event, event.shift_key());
        }
    };
    let row = move |line: u32| {
        view! {
            <div class="sheet-row" role="row" aria-rowindex=(line + 2).to_string() style:top=move || format!("{}px", measure.get().top(line))>
                {row_cells(line, seen_columns, measure)}
            </div>
        }
    };
    view! {
        <div class="sheet-table" node_ref=table on:scroll=move |_| look() on:pointerdown=down on:pointermove=drag on:click=tap>
            <div class="sheet-size" aria-hidden="true"><span></span></div>
            <div class="sheet-space" style:width=width style:height=height>
                <div
                    role="grid"
                    aria-label=t(DeskMsg::SheetTable)
                    aria-rowcount=move || (shown.get() + 1).to_string()
                    aria-colcount=move || (columns.with(Vec::len) + 1).to_string()
                >
                    <div class="sheet-head" role="row" aria-rowindex="1">{heads(columns, seen_columns, measure)}</div>
                    {each(lines, row)}
                </div>
                <div class="sheet-chosen" aria-hidden="true" class:none=move || !session.cursor.get().is_many()
                    style:top=move || format!("{}px", measure.get().top(session.cursor.get().block().line))
                    style:left=move || format!("{}px", measure.get().left(session.cursor.get().block().column))
                    style:width=move || format!("{}px", f64::from(session.cursor.get().block().columns) * measure.get().column)
                    style:height=move || format!("{}px", f64::from(session.cursor.get().block().lines) * measure.get().row)
                ></div>
                {show(move || shown.get() > 0, move || view! { <Field measure /> })}
            </div>
        </div>
    }
}

/// The headings: each orders the rows; below it the field that the column is.
fn heads(
    columns: crate::reactive::Derived<Vec<SheetColumn>>,
    seen: crate::reactive::Derived<Vec<u32>>,
    measure: RwSignal<Measure>,
) -> AnyView {
    let app = app();
    let session = desk_session();
    live(move || {
        let lang = app.view.lang.get();
        let sort = session.wish.with(|wish| wish.sort);
        let head = |at: u32| {
            let column = columns.with(|columns| columns.get(at as usize).cloned()).unwrap_or_default();
            let (sorted, sign) = match sort {
                Some((by, false)) if by == at => ("ascending", "▲"),
                Some((by, true)) if by == at => ("descending", "▼"),
                _ => ("none", ""),
            };
            let press = move |_| {
                session.show_rows(|wish: &mut RowsWish| {
                    wish.sort = match wish.sort {
                        Some((by, false)) if by == at => Some((at, true)),
                        Some((by, true)) if by == at => None,
                        _ => Some((at, false)),
                    }
                });
            };
            let meaning = Words::label(lang, &column.label);
            view! {
                <div class="sheet-name" role="columnheader" aria-sort=sorted aria-colindex=(at + 2).to_string()
                    style:left=move || format!("{}px", measure.get().left(at))>
                    <button type="button" class="sort" title=column.heading.clone() on:click=press>
                        {Words::data(lang, &column.heading).view()} <span class="sort-sign" aria-hidden="true">{sign}</span>
                    </button>
                    <span class="hint">{meaning.view()}</span>
                </div>
            }
        };
        let number = view! { <div class="sheet-number" role="columnheader" aria-colindex="1"><span class="hint">{diming_protocol::messages::text(lang, DeskMsg::Line)}</span></div> };
        all(std::iter::once(number.into_any())
            .chain(seen.with(|seen| seen.iter().map(|at| head(*at).into_any()).collect::<Vec<_>>())))
    })
}

/// The cells of a line.
fn row_cells(line: u32, seen: crate::reactive::Derived<Vec<u32>>, measure: RwSignal<Measure>) -> AnyView {
    let app = app();
    let session = desk_session();
    live(move || {
        let lang = app.view.lang.get();
        let Some(found) = session.rows.line(line, lang) else {
            return view! { <div class="sheet-number" role="rowheader">"…"</div> }.into_any();
        };
        let cell = |at: u32| {
            let text = found.cells.get(at as usize + 1).cloned().unwrap_or_default();
            let weights = found.marks.iter().filter(|(column, _)| *column == at).map(|(_, weight)| weight.as_str());
            let worst =
                weights.min_by_key(|weight| ["error", "warn", "advice"].iter().position(|known| known == weight));
            view! {
                <div class=format!("sheet-cell {}", worst.unwrap_or("")) role="gridcell" aria-colindex=(at + 2).to_string()
                    aria-invalid=worst.map(|_| "true") style:left=move || format!("{}px", measure.get().left(at))>
                    {Words::data(lang, &text).view()}
                </div>
            }
        };
        let number = found.cells.first().cloned().unwrap_or_default();
        let number = view! { <div class="sheet-number" role="rowheader" aria-colindex="1">{number}</div> };
        all(std::iter::once(number.into_any())
            .chain(seen.with(|seen| seen.iter().map(|at| cell(*at).into_any()).collect::<Vec<_>>())))
        .into_any()
    })
}

/// The field over the current cell.
#[component]
fn Field(measure: RwSignal<Measure>) -> impl IntoView {
    let app = app();
    let session = desk_session();
    let field: NodeRef<html::Textarea> = NodeRef::new();
    let has_focus = RwSignal::new(false);
    // Outside of typing the field has the text of the cell, all of it chosen.
    effect(move || {
        let Cursor { line, column, .. } = session.cursor.get();
        let text =
            session.rows.line(line, app.view.lang.get()).and_then(|line| line.cells.get(column as usize + 1).cloned());
        let Some(field) = field.get().filter(|_| session.draft.with(Option::is_none)) else { return };
        if field.value() != text.as_deref().unwrap_or("") {
            field.set_value(text.as_deref().unwrap_or(""));
        }
        if has_focus.get_untracked() && !session.is_inside.get_untracked() {
            field.select();
        }
    });
    effect(move || {
        if session.is_inside.get()
            && let Some(field) = field.get_untracked()
        {
            let end = field.value().encode_utf16().count() as u32;
            let _ = field.set_selection_range(end, end);
        }
    });
    let clip = move |event: web_sys::Event, is_cut: bool| {
        if session.draft.with_untracked(Option::is_some) || session.is_inside.get_untracked() {
            return;
        }
        let data = event.dyn_ref::<web_sys::ClipboardEvent>().and_then(web_sys::ClipboardEvent::clipboard_data);
        if session.cursor.get_untracked().is_many() && chosen_text().is_none() {
            event.prevent_default();
            return session.told.set(Some(DeskMsg::CopyFar));
        }
        if let (Some(text), Some(data)) = (chosen_text(), data) {
            event.prevent_default();
            let _ = data.set_data("text/plain", &text);
            if is_cut {
                super::edit(Edit::Clear(session.cursor.get_untracked().block()));
            }
        }
    };
    let input = move |event: web_sys::Event| super::draft(event_target_value(&event));
    let touch = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        session.is_inside.set(true);
    };
    view! {
        <textarea
            rows="1"
            id=INPUT_ID
            class="sheet-field"
            class:typing=move || session.is_inside.get() || session.draft.with(Option::is_some)
            node_ref=field
            autocomplete="off"
            spellcheck="false"
            inputmode=move || if session.is_inside.get() || session.draft.with(Option::is_some) { "text" } else { "none" }
            aria-label=move || session.cell_words(app.view.lang.get())
            style:top=move || format!("{}px", measure.get().top(session.cursor.get().line))
            style:left=move || format!("{}px", measure.get().left(session.cursor.get().column))
            on:keydown=move |event| press(&event, measure.get_untracked())
            on:input=input
            on:dblclick=touch
            on:pointerup=move |event| if event.pointer_type() != "mouse" { touch(event.unchecked_into()) }
            on:copy=move |event| clip(event.unchecked_into(), false)
            on:cut=move |event| clip(event.unchecked_into(), true)
            on:paste=move |event| if paste(event.unchecked_ref()) { event.prevent_default() }
            on:focus=move |_| {
                has_focus.set(true);
                if let Some(field) = field.get_untracked() { field.select() }
            }
            on:blur=move |_| {
                // It may go because the table does.
                let _ = has_focus.try_set(false);
                commit();
                session.is_inside.set(false);
            }
        ></textarea>
    }
}

/// Reads sizes off the page: a hidden sample has those of a cell.
fn read_measure(table: &web_sys::HtmlElement) -> Option<Measure> {
    let sample = table.query_selector(".sheet-size").ok().flatten()?;
    let sizes = sample.get_bounding_client_rect();
    let inner = sample.first_element_child()?.get_bounding_client_rect();
    (sizes.width() > 0.0).then(|| Measure {
        row: sizes.height(),
        column: sizes.width(),
        number: inner.width(),
        head: inner.height(),
        view: (f64::from(table.client_width()), f64::from(table.client_height())),
        scroll: (f64::from(table.scroll_left()), f64::from(table.scroll_top())),
    })
}
