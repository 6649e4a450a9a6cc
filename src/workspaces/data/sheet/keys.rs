//! What keys do in the table.

use super::super::session::desk_session;
use super::place::{Cursor, Measure};
use super::{commit, edit};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DeskAsk, Edit, clipboard};
use wasm_bindgen::JsCast;

/// Takes a key in the field over the current cell.
pub fn press(event: &web_sys::KeyboardEvent, measure: Measure) {
    let session = desk_session();
    // The last key of an input method has this code in Safari.
    if event.is_composing() || event.key_code() == 229 || event.alt_key() {
        return;
    }
    let is_control = event.ctrl_key() || event.meta_key();
    let is_done = match is_control {
        true => with_control(event),
        false => match session.is_inside.get_untracked() {
            true => inside(event),
            false => on_cells(event, measure),
        },
    };
    if is_done {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Keys together with Ctrl.
fn with_control(event: &web_sys::KeyboardEvent) -> bool {
    let session = desk_session();
    let is_typing = session.draft.with_untracked(Option::is_some);
    let cursor = session.cursor.get_untracked();
    let (last_line, last_column) = last_cell();
    match event.key().to_ascii_lowercase().as_str() {
        "z" if !is_typing && event.shift_key() => session.ask(&DeskAsk::Redo),
        "z" if !is_typing => session.ask(&DeskAsk::Undo),
        "y" if !is_typing => session.ask(&DeskAsk::Redo),
        "d" => fill_down(),
        "f" => super::above::find(),
        "h" => session.is_replacing.update(|is| *is = true),
        "home" if !is_typing => go(cursor.moved(0, 0, event.shift_key())),
        "end" if !is_typing => go(cursor.moved(last_line, last_column, event.shift_key())),
        _ => return false,
    }
    true
}

/// Keys while a text is changed inside of its cell.
fn inside(event: &web_sys::KeyboardEvent) -> bool {
    let Cursor { line, column, .. } = desk_session().cursor.get_untracked();
    let (last_line, last_column) = last_cell();
    match event.key().as_str() {
        "Enter" => leave(line.saturating_add(1).min(last_line), column),
        "Tab" if event.shift_key() => leave(line, column.saturating_sub(1)),
        "Tab" => leave(line, (column + 1).min(last_column)),
        "Escape" => {
            let session = desk_session();
            session.draft.set(None);
            session.is_inside.set(false);
        }
        _ => return false,
    }
    true
}

/// Keys that move from cell to cell.
fn on_cells(event: &web_sys::KeyboardEvent, measure: Measure) -> bool {
    let session = desk_session();
    let cursor @ Cursor { line, column, .. } = session.cursor.get_untracked();
    let (last_line, last_column) = last_cell();
    let is_typing = session.draft.with_untracked(Option::is_some);
    let (to_line, to_column) = match event.key().as_str() {
        "ArrowDown" => (line.saturating_add(1), column),
        "ArrowUp" => (line.saturating_sub(1), column),
        "ArrowLeft" => (line, column.saturating_sub(1)),
        "ArrowRight" => (line, column + 1),
        "PageDown" => (line.saturating_add(measure.page()), column),
        "PageUp" => (line.saturating_sub(measure.page()), column),
        "Home" => (line, 0),
        "End" => (line, last_column),
        // A text that was begun by typing is taken; else the text of the cell is changed.
        "Enter" if is_typing && event.shift_key() => (line.saturating_sub(1), column),
        "Enter" if is_typing => (line.saturating_add(1), column),
        "Enter" | "F2" => {
            session.is_inside.set(true);
            return true;
        }
        // While nothing is typed, Tab leaves the table.
        "Tab" if is_typing && event.shift_key() => (line, column.saturating_sub(1)),
        "Tab" if is_typing => (line, column + 1),
        "Escape" if is_typing => {
            session.draft.set(None);
            return true;
        }
        "Delete" | "Backspace" if !is_typing => {
            edit(Edit::Clear(cursor.block()));
            return true;
        }
        _ => return false,
    };
    let is_extending = event.shift_key() && event.key() != "Enter" && event.key() != "Tab" && !is_typing;
    commit();
    go(cursor.moved(to_line.min(last_line), to_column.min(last_column), is_extending));
    true
}

/// Takes the text, and goes to a cell.
fn leave(line: u32, column: u32) {
    commit();
    desk_session().is_inside.set(false);
    go(Cursor::at(line, column));
}

/// Moves the cursor; the table scrolls to it.
pub fn go(cursor: Cursor) {
    desk_session().cursor.set(cursor);
}

/// Repeats the first line of what is chosen below it; of one cell the cell above it.
pub fn fill_down() {
    commit();
    let mut block = desk_session().cursor.get_untracked().block();
    if block.lines == 1 && block.line > 0 {
        (block.line, block.lines) = (block.line - 1, 2);
    }
    edit(Edit::FillDown(block));
}

/// The last line and column.
pub fn last_cell() -> (u32, u32) {
    let sizes = desk_session()
        .sheet
        .with_untracked(|sheet| sheet.as_ref().map(|sheet| (sheet.shown, sheet.columns.len() as u32)));
    let (lines, columns) = sizes.unwrap_or_default();
    (lines.saturating_sub(1), columns.saturating_sub(1))
}

/// What is chosen, as a table for the clipboard; `None` for one cell, whose text the field itself copies, and where lines are
/// not here.
pub fn chosen_text() -> Option<String> {
    let session = desk_session();
    let cursor = session.cursor.get_untracked();
    let block = cursor.block();
    let line = |line: u32| {
        let columns = block.column..block.column + block.columns;
        let cells: Option<Vec<String>> = columns.map(|at| session.rows.cell(line, at as usize + 1)).collect();
        cells
    };
    let lines: Option<Vec<Vec<String>>> = (block.line..block.line + block.lines).map(line).collect();
    lines.filter(|_| cursor.is_many()).map(|lines| clipboard::write(&lines))
}

/// Takes what was pasted: a table of several cells, or `false` for one text, which the field takes by itself.
pub fn paste(event: &web_sys::Event) -> bool {
    let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else { return false };
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    let session = desk_session();
    let texts = clipboard::read(&text);
    let is_one = texts.len() <= 1 && texts.first().is_none_or(|cells| cells.len() <= 1);
    let is_typing = session.draft.with_untracked(Option::is_some) || session.is_inside.get_untracked();
    // Quotes around a cell with line breaks are not of its text.
    let is_plain = is_one && texts.concat().concat() == text.trim_end_matches(['\r', '\n']);
    if is_one && (is_typing || is_plain && !session.cursor.get_untracked().is_many()) {
        return false;
    }
    session.draft.set(None);
    let block = session.cursor.get_untracked().block();
    let texts = match is_one {
        // One text for all cells that are chosen.
        true => vec![vec![texts.concat().concat(); block.columns as usize]; block.lines as usize],
        false => texts,
    };
    let (lines, columns) = (texts.len() as u32, texts.iter().map(Vec::len).max().unwrap_or(1) as u32);
    let (last_line, last_column) = last_cell();
    let is_cut = block.line + lines > last_line + 1 || block.column + columns > last_column + 1;
    edit(Edit::Cells { line: block.line, column: block.column, texts });
    if is_cut {
        session.told.set(Some(DeskMsg::PasteCut));
    }
    go(Cursor {
        line: block.line,
        column: block.column,
        from_line: (block.line + lines - 1).min(last_line),
        from_column: (block.column + columns - 1).min(last_column),
    });
    true
}
