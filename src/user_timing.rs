//! User Timing marks: `diming:first-data`, `diming:ready`, and `diming:drawn` with `{seq, passed}`; workspaces have marks of
//! their own.

use crate::state::App;
use leptos::prelude::document;
use std::cell::Cell;
use wasm_bindgen::JsValue;

thread_local! {
    static LAST_SEQ: Cell<u32> = const { Cell::new(0) };
    static FIRST: Cell<bool> = const { Cell::new(false) };
    static READY: Cell<bool> = const { Cell::new(false) };
    static IS_AT_REST: Cell<bool> = const { Cell::new(false) };
    static TOLD: Cell<bool> = const { Cell::new(false) };
}

/// To be called after each frame of the map that drew the answer `app.answers.counts.seq`: the panel is
/// up to date by then, since its effects run before the next frame. `at_rest`: nothing on the map
/// moves or fades any more.
pub fn painted(app: App, at_rest: bool) {
    IS_AT_REST.set(at_rest);
    let (seq, passed) = app.answers.counts.with_untracked(|c| (c.seq, c.passed));
    if seq == 0 {
        return;
    }
    if LAST_SEQ.replace(seq) != seq {
        mark_with("diming:drawn", [("seq", seq), ("passed", passed)]);
    }
    if !FIRST.get() && app.answers.counts.with_untracked(|c| c.total > 0) {
        FIRST.set(true);
        mark("diming:first-data", None);
    }
    if !READY.get() && at_rest && is_answered(app) && app.answers.counts.with_untracked(|c| c.settled) {
        READY.set(true);
        mark("diming:ready", None);
    }
    tell_shown(app);
}

/// What was asked last is answered, and the map need not go anywhere for it.
pub fn is_answered(app: App) -> bool {
    let seq = app.answers.counts.with_untracked(|c| c.seq);
    seq == app.answers.asked_seq.get_untracked() && !app.map_commands.show_card_place.get_untracked()
}

/// Whether what was asked last is on the screen: answered, drawn (where there is a map), and nothing moves.
pub fn is_shown(app: App) -> bool {
    let is_drawn = || IS_AT_REST.get() && LAST_SEQ.get() == app.answers.counts.with_untracked(|c| c.seq);
    is_answered(app) && (!app.site.layout().has_map() || is_drawn())
}

/// Says it on the document as well: `data-shown` while what was asked last is on the screen. To be called after each frame
/// and whenever something is asked.
pub fn tell_shown(app: App) {
    let is_shown = is_shown(app);
    if TOLD.replace(is_shown) != is_shown
        && let Some(root) = document().document_element()
    {
        // An attribute without a value can always be set and taken away.
        drop(root.toggle_attribute_with_force("data-shown", is_shown));
    }
}

/// Whether everything has been loaded, indexed and drawn once.
pub fn is_ready() -> bool {
    READY.get()
}

/// A mark with two numbers.
pub fn mark_with(name: &str, numbers: [(&str, u32); 2]) {
    let detail = js_sys::Object::new();
    let set = |(key, n): (&str, u32)| js_sys::Reflect::set(&detail, &key.into(), &n.into()).is_ok();
    if numbers.into_iter().all(set) {
        mark(name, Some(&detail));
    }
}

/// A mark, with or without details.
pub fn mark(name: &str, detail: Option<&JsValue>) {
    let Some(performance) = web_sys::window().and_then(|w| w.performance()) else { return };
    let options = js_sys::Object::new();
    // web-sys has `mark` without options only, so the second argument is given by hand. A browser
    // that refuses a mark still shows the map: nothing to tell the person.
    if let Some(detail) = detail {
        drop(js_sys::Reflect::set(&options, &"detail".into(), detail));
    }
    if let Ok(function) = js_sys::Reflect::get(&performance, &"mark".into()).map(js_sys::Function::from) {
        drop(function.call2(&performance, &name.into(), &options));
    }
}
