//! The list as a table that is edited: what stands above it, and the cells.

mod above;
mod cells;
pub mod keys;
mod place;
mod replace;

use super::session::desk_session;
use crate::reactive::{derived, show};
use crate::ui::focus;
use diming_tables_protocol::{DeskAsk, Edit};
use leptos::prelude::*;

pub use place::Cursor;

/// Id of the text field that lies over the current cell.
pub const INPUT_ID: &str = "sheet-cell";

/// The whole table.
#[component]
pub fn SheetView() -> impl IntoView {
    let session = desk_session();
    let is_replacing = derived(move || session.is_replacing.get());
    view! {
        <section class="desk-report">
            <above::Above />
            {show(move || is_replacing.get(), || view! { <replace::ReplaceBar /> })}
            <cells::Cells />
        </section>
    }
}

/// Asks for a change of the lines that are shown.
pub fn edit(edit: Edit) {
    edit_in(order(), edit);
}

/// The order of the lines that are shown.
fn order() -> u32 {
    desk_session().sheet_info_untracked(|sheet| sheet.order).unwrap_or_default()
}

fn edit_in(order: u32, edit: Edit) {
    let session = desk_session();
    session.told.set(None);
    session.ask(&DeskAsk::Edit { order, edit });
}

/// Takes what is typed so far; it belongs to the lines as they are at its first letter.
fn draft(text: String) {
    let session = desk_session();
    if session.draft.with_untracked(Option::is_none) {
        session.draft_order.set(order());
    }
    session.draft.set(Some(text));
}

/// Takes the text that is being typed into its cell; `false` where none is.
pub fn commit() -> bool {
    let session = desk_session();
    let Some(text) = session.draft.get_untracked() else { return false };
    session.draft.set(None);
    let Cursor { line, column, .. } = session.cursor.get_untracked();
    if session.rows.cell(line, column as usize + 1).is_none_or(|before| before != text) {
        let order_now = order();
        let drafted = session.draft_order.get_untracked();
        if order_now == drafted {
            session.rows.set_cell(line, column as usize + 1, &text);
        }
        edit_in(drafted, Edit::Cells { line, column, texts: vec![vec![text]] });
    }
    true
}

/// Shows a cell of the whole list, and gives it the focus.
pub fn show_cell(row: u32, column: u32) {
    let session = desk_session();
    session.show_rows(|wish| *wish = Default::default());
    session.cursor.set(Cursor::at(row, column));
    session.tab.set(super::session::DeskTab::Sheet);
    session.is_awaited.set(true);
}

/// Gives the current cell the focus, once the table is there.
pub fn take_focus() {
    focus::soon(|| {
        focus::to_id(INPUT_ID);
    });
}
