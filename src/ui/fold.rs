//! What is unfolded for a while (menu, parts of a card, the whole map) is told to the session, so that Back folds it.

use crate::reactive::effect;
use crate::state::App;
use leptos::prelude::*;

/// Tells of a part whenever it is unfolded or folded, as long as the current owner lives.
pub fn tell(app: App, is_open: RwSignal<bool>) {
    let forget = move || {
        if app.session.folds.with_untracked(|folds| folds.contains(&is_open)) {
            app.session.folds.update(|folds| folds.retain(|fold| *fold != is_open));
        }
    };
    effect(move || {
        if !is_open.get() {
            forget();
        } else if !app.session.folds.with_untracked(|folds| folds.contains(&is_open)) {
            app.session.folds.update(|folds| folds.push(is_open));
        }
    });
    on_cleanup(forget);
}
