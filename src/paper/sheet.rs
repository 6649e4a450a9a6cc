//! A printed sheet: heading, map with its frame, filters, legend, sources, list.

use super::{Plan, PrintDialog, captions, legend, list, map};
use crate::reactive::{all, effect, live};
use crate::state::App;
use crate::ui::clock::today;
use crate::ui::text::said;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{PaperMsg, counted, date, distance, fill, number, text};
use diming_scene::camera::scale_bar;
use diming_scene::paper_layout::{UNITS_PER_MM, scale_number};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement};

/// Longest scale bar, millimetres.
const SCALE_MAX_MM: f64 = 40.0;
/// Pixels of the basemap per unit of the map: about 240 dpi.
const BASEMAP_DENSITY: f64 = 2.0;

/// The sheet; it opens the print dialog once it is in the page.
pub fn view(app: App, dialog: PrintDialog, plan: Arc<Plan>) -> AnyView {
    let frame: NodeRef<html::Div> = NodeRef::new();
    let drawn = Arc::clone(&plan);
    effect(move || {
        let Some(frame) = frame.get() else { return };
        let element: &Element = &frame;
        match basemap_canvas(element, &drawn) {
            Some(canvas) => {
                let basemap = drawn.basemap.clone();
                let done = move |shown: Option<u32>| {
                    dialog.is_bare.set(shown.is_none());
                    dialog.basemap_sources.set(shown.unwrap_or_default());
                    dialog.open_dialog();
                };
                basemap
                    .into_iter()
                    .for_each(|b| crate::map::paint_basemap(b, drawn.camera, &canvas, BASEMAP_DENSITY, done));
            }
            None => dialog.open_dialog(),
        }
        if let Err(error) = map::draw(element, &drawn) {
            web_sys::console::error_1(&error);
        }
    });
    let lang = plan.lang;
    let notice = plan.catalog.notice.get(lang).0.to_owned();
    let notice = (!notice.is_empty()).then(|| view! { <p class="printed-notice">{said(lang, &notice)}</p> }.into_any());
    let printed = fill(lang, PaperMsg::PrintedOn, &[("date", &date(lang, today()))]);
    view! {
        <section class=format!("printed {}", plan.format.class()) lang=if lang == Lang::Zh { "zh" } else { "en" }>
            <div class="printed-front">
                <header class="printed-head">
                    <h1>{said(lang, &plan.title)}</h1>
                    <div class="printed-when">{notice}<p>{printed}</p></div>
                </header>
                <div class="printed-body">
                    <div class="printed-main">
                        <div class="printed-map" node_ref=frame></div>
                        {foot(&plan)}
                    </div>
                    <div class="printed-aside">
                        {shown(&plan)}
                        {legend::view(&plan)}
                        {sources(app, dialog, &plan)}
                    </div>
                </div>
            </div>
            {list::view(&plan)}
        </section>
    }
    .into_any()
}

/// A canvas for the basemap, below the map; `None` if there is no basemap.
fn basemap_canvas(frame: &Element, plan: &Plan) -> Option<HtmlCanvasElement> {
    plan.basemap.as_ref()?;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((plan.camera.viewport.width_px * BASEMAP_DENSITY) as u32);
    canvas.set_height((plan.camera.viewport.height_px * BASEMAP_DENSITY) as u32);
    frame.append_child(&canvas).ok()?;
    Some(canvas)
}

/// Below the map: approval number, north, scale.
fn foot(plan: &Plan) -> AnyView {
    let lang = plan.lang;
    let bar = scale_bar(&plan.camera, SCALE_MAX_MM * UNITS_PER_MM);
    let width = format!("{:.2}mm", bar.width_px / UNITS_PER_MM);
    let about = fill(lang, PaperMsg::ScaleAbout, &[("n", &number(lang, scale_number(&plan.camera)))]);
    view! {
        <div class="printed-foot">
            <p class="printed-approval">{said(lang, &captions::approval(lang, &plan.catalog))}</p>
            <p>{text(lang, PaperMsg::NorthUp)}</p>
            <p>{about}</p>
            <p class="printed-scale"><span style:width=width></span>{distance(lang, bar.length_m)}</p>
        </div>
    }
    .into_any()
}

fn shown(plan: &Plan) -> AnyView {
    let lang = plan.lang;
    let lines = all(plan.shown.iter().map(|line| view! { <li>{said(lang, line)}</li> }));
    let local = plan.has_local.then(|| view! { <li><b>{text(lang, PaperMsg::LocalOnPaper)}</b></li> }.into_any());
    view! {
        <section>
            <h2>{text(lang, PaperMsg::Shown)}</h2>
            <ul class="printed-lines"><li>{counted(lang, PaperMsg::RecordsHere, plan.paper.listed.into())}</li>{lines}{local}</ul>
        </section>
    }
    .into_any()
}

/// Sources of the basemap and of the layers, without duplicates.
fn sources(app: App, dialog: PrintDialog, plan: &Plan) -> AnyView {
    let lang = plan.lang;
    let list = move || {
        let is_bare = dialog.is_bare.get();
        let lines = crate::map::sources_of(app, dialog.basemap_sources.get()).into_iter();
        let bare = is_bare.then(|| view! { <li>{text(lang, PaperMsg::NoBasemap)}</li> }.into_any());
        view! { {all(lines.map(|(words, zh)| view! { <li lang=zh>{words}</li> }))}{bare} }
    };
    view! {
        <section>
            <h2>{text(lang, PaperMsg::Sources)}</h2>
            <ul class="printed-lines">{live(list)}</ul>
        </section>
    }
    .into_any()
}
