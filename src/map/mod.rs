//! The map on the page: a canvas that is one tab stop, its buttons, and the bottom line.

mod atlas;
mod basemaps;
mod colours;
mod controller;
mod fit;
mod foot;
mod gestures;
mod ground;
mod ink;
mod names;
mod painter;
mod pins;
mod still;
mod tile_fetch;
mod tiles;
mod walk;
mod whole_screen;

use crate::a11y::MAP_ID;
use crate::engine_client::ask;
use crate::reactive::{State, effect, live, show};
use crate::state::{App, Goto, app};
use crate::ui::text::{reader_name, said, say, t};
use basemaps::BasemapStatus;
use controller::{MapController, MapStatus, Tip};
use diming_protocol::Request;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{AccessMsg, Msg, counted, fill};
use diming_scene::labels::FONT_PX;
use foot::{BasemapSwitch, Foot};
use gestures::Gestures;
use leptos::html::Canvas;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{MediaQueryList, ResizeObserver, ResizeObserverEntry};
use whole_screen::ScreenButton;

pub use fit::show as show_box;
pub use foot::{ListFoot, sources_of};
pub use still::{paint_basemap, picture, shown_sources};
pub use tiles::is_usable;

/// The host, once the canvas is there.
type Slot = StoredValue<Option<Rc<RefCell<MapController>>>, LocalStorage>;

fn with_map(slot: Slot, act: impl FnOnce(&mut MapController)) {
    let host = slot.try_with_value(Clone::clone).flatten();
    if let Some(host) = host {
        act(&mut host.borrow_mut());
    }
}

/// The map with its buttons, legend of the basemap, approval number and scale.
#[component]
pub fn MapView() -> impl IntoView {
    let app = app();
    app.show_page();
    let status = MapStatus {
        scale: State::new(None),
        tip: State::new(None),
        hint: State::new(None),
        walked: State::new(None),
        basemap: State::new(BasemapStatus::default()),
        basemap_again: State::new(()),
    };
    let canvas = NodeRef::<Canvas>::new();
    let slot: Slot = StoredValue::new_local(None);
    let undrawable = RwSignal::new(false);
    effect(move || {
        let Some(element) = canvas.get() else { return };
        match MapController::new(app, status, element.clone()) {
            Some(host) => {
                watch(slot, &host, &element);
                still::remember(&host);
                slot.set_value(Some(host));
                follow(app, status, slot);
                // A task of its own, because the page is laid out for it.
                set_timeout(move || with_map(slot, MapController::measure), Duration::ZERO);
            }
            None => undrawable.set(true),
        }
    });
    fit::connect(app);
    let zoom = move |by| move |_| with_map(slot, |h| gestures::zoom_by(h, by));
    view! {
        <section
            class="map"
            aria-label=t(Msg::Map)
            style=("--covered", move || format!("{}px", app.map_commands.covered_px.get()))
        >
            <MapCanvas canvas host=slot/>
            <p id="map-selected" class="sr">{live(selected_words)}</p>
            <p id="map-help" class="sr">{say(Msg::MapHelp)}</p>
            <p class="sr" role="status">{live(move || status.walked.get().map(|walked| walk::words(&walked)))}</p>
            {show(move || undrawable.get(), move || view! {
                <p class="map-notice" role="status">{say(Msg::MapUndrawable)}</p>
            })}
            <TipView app tip=status.tip/>
            {show(move || status.hint.with(Option::is_some), move || view! {
                <p class="map-hint" role="status">{live(move || status.hint.get().map(|hint| t(hint)()))}</p>
            })}
            <div class="map-buttons">
                <div class="map-group">
                    <MapButton label=Msg::ZoomIn path="M8 2.5v11M2.5 8h11" act=zoom(1.0)/>
                    <MapButton label=Msg::ZoomOut path="M2.5 8h11" act=zoom(-1.0)/>
                </div>
                <div class="map-group">
                    <MapButton
                        label=Msg::MapHome
                        path="M2 8.2L8 2.5l6 5.7M4 7v6.5h8V7"
                        act=move |_| app.go(Goto::Home)
                    />
                    <MapButton
                        label=Msg::MapFit
                        path="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"
                        act=move |_| ask(Request::Extent { moves_map: true })
                    />
                </div>
                <BasemapSwitch app/>
                <ScreenButton/>
            </div>
            <Foot app status/>
        </section>
    }
}

/// The canvas with its gestures.
#[component]
fn MapCanvas(canvas: NodeRef<Canvas>, host: Slot) -> impl IntoView {
    let slot = host;
    let app = app();
    let gestures = StoredValue::new_local(Gestures::default());
    let hand = move |act: &dyn Fn(&mut Gestures, &mut MapController)| {
        with_map(slot, |h| {
            gestures.try_update_value(|g| act(g, h));
        });
    };
    view! {
        <canvas
            node_ref=canvas
            id=MAP_ID
            class="map-canvas"
            class:is-choosing=move || app.session.choosing.get().is_some()
            tabindex="0"
            role="application"
            aria-label=t(Msg::Map)
            aria-describedby="map-selected map-help"
            on:pointerdown=move |e| hand(&|g, h| g.press(h, &e))
            on:pointermove=move |e| hand(&|g, h| g.travel(h, &e))
            on:pointerup=move |e| hand(&|g, h| g.release(h, &e, false))
            on:pointercancel=move |e| hand(&|g, h| g.release(h, &e, true))
            on:pointerleave=move |_| with_map(slot, gestures::leave)
            on:wheel=move |e| with_map(slot, |h| gestures::wheel(h, &e))
            on:touchstart=move |e| gestures::keep_touch(app, &e)
            on:touchmove=move |e| gestures::keep_touch(app, &e)
            on:dblclick=move |e| with_map(slot, |h| gestures::double_click(h, &e))
            on:keydown=move |e| with_map(slot, |h| gestures::key(h, &e))
            on:focus=move |e| with_map(slot, |h| gestures::focus(h, Some(&e)))
            on:blur=move |_| with_map(slot, |h| gestures::focus(h, None))
        ></canvas>
    }
}

/// Follows the selected record, whose card is open beside the map.
fn selected_words() -> Option<AnyView> {
    let app = app();
    let lang = app.view.lang.get();
    let card = app.answers.card.get().filter(|_| app.view.selected.with(Option::is_some))?;
    let name = reader_name(lang, &card.name, &card.latin);
    Some(said(lang, &fill(lang, AccessMsg::MapSelected, &[("name", name)])))
}

/// Passes changes of the view state on to the controller.
fn follow(app: App, status: MapStatus, slot: Slot) {
    effect(move || {
        if let Some(catalog) = app.answers.catalog.get() {
            with_map(slot, |h| h.open(catalog));
        }
    });
    effect(move || {
        drop(fit::filter_of(app));
        with_map(slot, MapController::ask_anew);
    });
    effect(move || {
        app.view.selected.track();
        app.answers.card.track();
        let picture = app.answers.picture.get();
        with_map(slot, |h| h.show(picture));
    });
    effect(move || {
        let ground = app.answers.ground.get();
        with_map(slot, |h| h.lay(ground));
    });
    effect(move || {
        app.view.theme.track();
        app.view.lang.track();
        with_map(slot, MapController::restyle);
    });
    effect(move || {
        let is_elder = app.view.is_elder.get();
        let text_px = f64::from(app.view.elder_text_px.get());
        // Names on the map scale with the text.
        with_map(slot, |h| h.set_scale(if is_elder { text_px / FONT_PX } else { 1.0 }));
        with_map(slot, MapController::restyle);
    });
    effect(move || {
        app.view.from.track();
        app.view.radius_m.track();
        with_map(slot, MapController::wake);
    });
    effect(move || {
        app.answers.counts.track();
        app.map_commands.show_card_place.track();
        with_map(slot, MapController::wake);
    });
    effect(move || {
        app.map_commands.pins.track();
        with_map(slot, MapController::wake);
    });
    effect(move || {
        let hovered = app.session.hovered.get();
        with_map(slot, |h| h.hover(hovered));
    });
    effect(move || {
        app.view.basemap.track();
        with_map(slot, MapController::set_basemap);
    });
    effect(move || {
        status.basemap_again.track();
        with_map(slot, MapController::retry_basemap);
    });
    effect(move || {
        let covered_px = app.map_commands.covered_px.get();
        with_map(slot, |h| h.cover(covered_px));
    });
    effect(move || {
        if let Some((_, goto)) = app.map_commands.goto.get() {
            with_map(slot, |h| h.go(goto));
        }
    });
}

/// Observes the canvas size, the system's theme and the network while the map is on the page.
fn watch(slot: Slot, host: &Rc<RefCell<MapController>>, element: &web_sys::Element) {
    let me = Rc::downgrade(host);
    let resized = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let entry = entries.pop().dyn_into::<ResizeObserverEntry>();
        if let (Some(host), Ok(entry)) = (me.upgrade(), entry) {
            let rect = entry.content_rect();
            host.borrow_mut().resize(rect.width(), rect.height());
        }
    });
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
    observer.iter().for_each(|o| o.observe(element));
    let recoloured = Closure::<dyn FnMut()>::new(move || with_map(slot, MapController::restyle));
    let media = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let listen = |m: &MediaQueryList| m.set_onchange(Some(recoloured.as_ref().unchecked_ref()));
    media.iter().for_each(listen);
    let online = Closure::<dyn FnMut()>::new(move || with_map(slot, MapController::retry_basemap));
    window().set_ononline(Some(online.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((observer, resized, media, recoloured, online));
    on_cleanup(move || {
        window().set_ononline(None);
        kept.try_update_value(|(observer, _, media, ..)| {
            observer.iter().for_each(ResizeObserver::disconnect);
            media.iter().for_each(|m| m.set_onchange(None));
        });
    });
}

/// The label of what is under the pointer.
#[component]
fn TipView(app: App, tip: State<Option<Tip>>) -> impl IntoView {
    let at = move |axis: fn(&Tip) -> f64| tip.with(|t| t.as_ref().map(|t| format!("{}px", axis(t).round())));
    let words = move || {
        tip.with(|t| {
            t.as_ref().map(|t| match t.count {
                ..2 => t.name.clone(),
                n => counted(app.view.lang.get(), Msg::ClusterOf, u64::from(n)),
            })
        })
    };
    let lang = move || words().filter(|w| w.chars().any(|c| c >= '\u{2e80}')).map(|_| "zh");
    view! {
        {show(move || words().is_some_and(|w| !w.is_empty()), move || view! {
            <div class="map-tip" role="tooltip" lang=lang style:left=move || at(|t| t.at.x) style:top=move || at(|t| t.at.y)>
                {live(words)}
            </div>
        })}
    }
}

/// A button of the map: an icon on a grid of 16, and its name.
#[component]
fn MapButton(label: Msg, path: &'static str, act: impl Fn(web_sys::MouseEvent) + 'static) -> impl IntoView {
    view! {
        <button type="button" class="map-button" aria-label=t(label) title=t(label) on:click=act>
            <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
                <path d=path fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>
            </svg>
        </button>
    }
}

/// The text of a label, and `zh` if it has no English form.
fn label_of(label: &diming_protocol::catalog::Label, lang: Lang) -> (String, Option<&'static str>) {
    let (words, is_zh) = label.get(lang);
    (words.to_owned(), (is_zh && lang == Lang::En).then_some("zh"))
}
