//! Searches for something else from anywhere: nothing of the last search hides the answer.

use crate::a11y::LIST_ID;
use crate::state::{App, Screen};
use crate::ui::focus;
use crate::ui::state::Ui;

/// Removes every filter, searches for the words, and shows the list, which takes the focus.
pub fn search_anew(app: App, ui: Ui, words: String) {
    app.session.workspace.set(None);
    app.clear_filters();
    app.view.query.set(words);
    ui.active_row.set(0);
    ui.uncover(app);
    if app.view.is_elder.get_untracked() {
        app.open_screen(Screen::List);
    }
    focus::soon(|| {
        focus::to_id(LIST_ID);
    });
}
