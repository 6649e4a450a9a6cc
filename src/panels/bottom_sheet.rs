//! The lower part of the panel: on a phone a sheet over the map with three stops, moved by
//! dragging its handle or by its button; on a desktop simply the rest of the panel.

use crate::reactive::{State, derived, effect, live};
use crate::state::{App, PanelWidth, app};
use crate::ui::overlay::topmost;
use crate::ui::state::ui;
use crate::ui::text::{say, t};
use diming_protocol::messages::Msg;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{KeyboardEvent, PointerEvent};

/// Where the panel is a sheet (the same in `layout.css`).
const PHONE: &str = "(max-width: 559.98px), (max-width: 899.98px) and (min-height: 480.02px)";
/// A drag shorter than this is a click, CSS pixels.
const CLICK_PX: f64 = 6.0;

/// Where the sheet rests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stop {
    Peek,
    #[default]
    Half,
    Full,
}

impl Stop {
    fn name(self) -> (&'static str, Msg) {
        match self {
            Stop::Peek => ("peek", Msg::SheetPeek),
            Stop::Half => ("half", Msg::SheetHalf),
            Stop::Full => ("full", Msg::SheetFull),
        }
    }

    fn higher(self) -> Stop {
        if self == Stop::Peek { Stop::Half } else { Stop::Full }
    }

    fn lower(self) -> Stop {
        if self == Stop::Full { Stop::Half } else { Stop::Peek }
    }

    /// The stop nearest to a height, as part of the window's.
    fn nearest(part: f64) -> Stop {
        match part {
            p if p < 0.32 => Stop::Peek,
            p if p < 0.65 => Stop::Half,
            _ => Stop::Full,
        }
    }
}

/// A drag that is going on.
#[derive(Clone, Copy)]
struct Drag {
    start_y: f64,
    start_height_px: f64,
    height_px: f64,
}

/// The sheet around list and card.
#[component]
pub fn BottomSheet(children: Children) -> impl IntoView {
    let (app, ui) = (app(), ui());
    let chosen = State::new(Stop::Half);
    let drag = State::new(None::<Drag>);
    let dragged_far = StoredValue::new(false);
    let sheet: NodeRef<html::Div> = NodeRef::new();
    // What was opened must be seen: it never opens below the fold; the tour speaks of what lies above it too.
    let stop = derived(move || match chosen.get() {
        _ if ui.tour.with(Option::is_some) => Stop::Half,
        Stop::Peek if topmost(app, ui).is_some() => Stop::Half,
        stop => stop,
    });
    measure_cover(app, sheet);
    effect(move || {
        ui.map_wanted.track();
        if chosen.get_untracked() == Stop::Full {
            chosen.set(Stop::Half);
        }
    });
    // What has the whole width on a desktop has the whole sheet here.
    effect(move || {
        if app.workspace().is_some_and(|spec| untrack(spec.width) == PanelWidth::Full) {
            chosen.set(Stop::Full);
        }
    });
    // What has the focus must be seen: a whole sheet gives way to the search box and the map.
    let on_focus = window_event_listener(ev::focusin, move |event| {
        let within = |element: &web_sys::Element, what| element.closest(what).ok().flatten().is_some();
        let beneath =
            |element: web_sys::Element| within(&element, ".find-head, .tabs, .map") && !within(&element, ".sheet");
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if chosen.get_untracked() == Stop::Full && target.is_some_and(beneath) {
            chosen.set(Stop::Half);
        }
    });
    on_cleanup(move || on_focus.remove());

    let press = move |event: PointerEvent| {
        let Some(sheet) = sheet.get_untracked() else { return };
        let height_px = sheet.get_bounding_client_rect().height();
        dragged_far.set_value(false);
        drag.set(Some(Drag { start_y: f64::from(event.client_y()), start_height_px: height_px, height_px }));
        let _ = event_target::<web_sys::Element>(&event).set_pointer_capture(event.pointer_id());
    };
    let slide = move |event: PointerEvent| {
        drag.update(|drag| {
            if let Some(drag) = drag {
                let up_px = drag.start_y - f64::from(event.client_y());
                drag.height_px = (drag.start_height_px + up_px).max(0.0);
                if up_px.abs() > CLICK_PX {
                    dragged_far.set_value(true);
                }
            }
        });
    };
    let release = move |_: PointerEvent| {
        if let Some(last) = drag.get_untracked() {
            drag.set(None);
            let window_px = window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(1.0).max(1.0);
            if dragged_far.get_value() {
                chosen.set(Stop::nearest(last.height_px / window_px));
            }
        }
    };
    let click = move |_| {
        if !dragged_far.get_value() {
            let now = stop.get_untracked();
            chosen.set(if now == Stop::Full { Stop::Peek } else { now.higher() });
        }
        dragged_far.set_value(false);
    };
    let keys = move |event: KeyboardEvent| {
        let now = stop.get_untracked();
        match event.key().as_str() {
            "ArrowUp" => chosen.set(now.higher()),
            "ArrowDown" => chosen.set(now.lower()),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div
            class="sheet"
            class:dragged=move || drag.with(Option::is_some)
            data-stop=move || stop.get().name().0
            style:height=move || drag.get().map(|drag| format!("{}px", drag.height_px))
            node_ref=sheet
        >
            <button
                type="button"
                class="handle"
                on:pointerdown=press
                on:pointermove=slide
                on:pointerup=release
                on:pointercancel=release
                on:click=click
                on:keydown=keys
            >
                <span class="handle-bar" aria-hidden="true"></span>
                <span class="sr">{say(Msg::Sheet)} " " {live(move || t(stop.get().name().1)())}</span>
            </button>
            <div class="sheet-body">{children()}</div>
        </div>
    }
}

/// Tells the map how much of its lower edge the sheet covers.
fn measure_cover(app: App, sheet: NodeRef<html::Div>) {
    effect(move || {
        let Some(sheet) = sheet.get() else { return };
        let phone = window().match_media(PHONE).ok().flatten();
        let covers = move || phone.as_ref().is_some_and(|query| query.matches()) && !app.view.is_elder.get_untracked();
        // It begins at half of the window, so that nothing on the map moves when it is measured.
        if covers() && app.site.layout().has_list() {
            let window_px = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            app.map_commands.covered_px.set(window_px / 2.0);
        }
        let seen = sheet.clone();
        let resized = Closure::<dyn Fn()>::new(move || {
            // Before that it has no height.
            if !app.session.is_page_shown.get_untracked() {
                return;
            }
            let covered = if covers() { seen.get_bounding_client_rect().height() } else { 0.0 };
            if app.map_commands.covered_px.get_untracked() != covered {
                app.map_commands.covered_px.set(covered);
            }
        });
        let observer = web_sys::ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&sheet);
        }
        let held = StoredValue::new_local(Some((resized, observer)));
        on_cleanup(move || {
            if let Some((_resized, Some(observer))) = held.try_update_value(Option::take).flatten() {
                observer.disconnect();
            }
        });
    });
}
