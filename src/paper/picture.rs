//! The map as a picture (PNG): as on the screen, with a strip of text below that no setting removes.

use super::captions;
use crate::engine_client::save_blob;
use crate::map;
use crate::state::App;
use crate::ui::clock::today;
use diming_protocol::catalog::{Catalog, Lang};
use diming_protocol::geo::mercator::world_from_lonlat;
use diming_protocol::messages::{PaperMsg, date, distance, fill};
use diming_scene::camera::{Camera, ScaleBar, Viewport, scale_bar};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Padding around the texts of the strip, CSS pixels.
const AIR: f64 = 12.0;
/// Line height of the strip.
const LINE: f64 = 18.0;
/// Width reserved for the scale bar at the right.
const SCALE: f64 = 130.0;
const INK: &str = "#1d2322";
const GROUND: &str = "#ffffff";

/// Saves the picture and reports the outcome. The basemap is left out where its server forbids reading its tiles.
pub fn save(app: App, note: impl Fn(Option<PaperMsg>) + Copy + 'static) {
    let with_basemap = app.view.basemap.get_untracked().is_some();
    let is_saved = try_save(app, with_basemap, note, PaperMsg::PictureSaved)
        || with_basemap && try_save(app, false, note, PaperMsg::PictureBare);
    if !is_saved {
        note(Some(PaperMsg::PictureFailed));
    }
}

/// Whether the canvas could be read.
fn try_save(app: App, with_basemap: bool, note: impl Fn(Option<PaperMsg>) + 'static, done: PaperMsg) -> bool {
    let Some(canvas) = compose(app, with_basemap) else { return false };
    let save = Closure::once_into_js(move |blob: wasm_bindgen::JsValue| match blob.dyn_into::<web_sys::Blob>() {
        Ok(blob) => {
            save_blob("map.png", &blob);
            note(Some(done));
        }
        Err(_) => note(Some(PaperMsg::PictureFailed)),
    });
    canvas.to_blob(save.unchecked_ref()).is_ok()
}

/// The map with its strip.
fn compose(app: App, with_basemap: bool) -> Option<HtmlCanvasElement> {
    let (catalog, resting) = (app.answers.catalog.get_untracked()?, app.view.resting.get_untracked()?);
    let lang = app.view.lang.get_untracked();
    let paragraphs = paragraphs(app, &catalog, lang, with_basemap);
    let mut lines = Vec::new();
    let (canvas, dpr) = map::picture(with_basemap, |width_px| {
        lines = broken(&paragraphs, width_px).unwrap_or_default();
        2.0 * AIR + LINE * lines.len() as f64
    })?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // `set_transform` does not fail for finite numbers.
    drop(context.set_transform(dpr, 0.0, 0.0, dpr, 0.0, 0.0));
    let (width, height) = (f64::from(canvas.width()) / dpr, f64::from(canvas.height()) / dpr);
    let top = height - 2.0 * AIR - LINE * lines.len() as f64;
    context.set_global_alpha(1.0);
    context.set_fill_style_str(GROUND);
    context.fill_rect(0.0, top, width, height - top);
    context.set_fill_style_str(INK);
    context.set_text_align("left");
    context.set_text_baseline("middle");
    for ((is_title, line), i) in lines.iter().zip(0..) {
        context.set_font(&font(*is_title));
        // Drawing text does not fail for finite coordinates.
        drop(context.fill_text(line, AIR, top + AIR + (f64::from(i) + 0.5) * LINE));
    }
    let viewport = Viewport { width_px: width, height_px: top, covered_px: 0.0 };
    let camera = Camera { center: world_from_lonlat(resting.center_lonlat), zoom: resting.zoom, viewport };
    draw_scale(&context, lang, &scale_bar(&camera, SCALE - 2.0 * AIR), width - AIR, top + AIR + LINE / 2.0);
    Some(canvas)
}

/// Title; approval number; sources; notice and date.
fn paragraphs(app: App, catalog: &Catalog, lang: Lang, with_basemap: bool) -> Vec<String> {
    let shown = if with_basemap { map::shown_sources() } else { 0 };
    let sources = map::sources_of(app, shown).into_iter().map(|(words, _)| words).collect::<Vec<_>>();
    let saved = fill(lang, PaperMsg::SavedOn, &[("date", &date(lang, today()))]);
    let joined = |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    let all = [
        catalog.title.get(lang).0.to_owned(),
        captions::approval(lang, catalog),
        sources.join(" · "),
        joined(&[catalog.notice.get(lang).0, &saved]),
    ];
    all.into_iter().filter(|paragraph| !paragraph.is_empty()).collect()
}

fn font(is_title: bool) -> String {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let family = style.and_then(|style| style.get_property_value("--font").ok()).unwrap_or_default();
    format!("{} {}", if is_title { "600 15px" } else { "12px" }, family.trim())
}

/// Breaks paragraphs into lines that fit. The first paragraph is the title; the scale bar is beside the first two
/// lines.
fn broken(paragraphs: &[String], width_px: f64) -> Option<Vec<(bool, String)>> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let mut lines: Vec<(bool, String)> = Vec::new();
    for (i, paragraph) in paragraphs.iter().enumerate() {
        context.set_font(&font(i == 0));
        let mut line = String::new();
        for c in paragraph.chars() {
            let longer = format!("{line}{c}");
            let room = width_px - 2.0 * AIR - if lines.len() < 2 { SCALE } else { 0.0 };
            if !line.is_empty() && context.measure_text(&longer).map_or(0.0, |m| m.width()) > room {
                lines.push((i == 0, std::mem::take(&mut line)));
                line.extend((c != ' ').then_some(c));
            } else {
                line = longer;
            }
        }
        lines.push((i == 0, line));
    }
    Some(lines)
}

/// The scale bar with its right end at a position, its length in words above.
fn draw_scale(c: &CanvasRenderingContext2d, lang: Lang, bar: &ScaleBar, right: f64, y: f64) {
    let (left, y) = (right - bar.width_px, y + LINE);
    c.begin_path();
    c.move_to(left, y - 5.0);
    c.line_to(left, y);
    c.line_to(right, y);
    c.line_to(right, y - 5.0);
    c.set_stroke_style_str(INK);
    c.set_line_width(1.5);
    c.stroke();
    c.set_font(&font(false));
    c.set_text_align("center");
    // Drawing text does not fail for finite coordinates.
    drop(c.fill_text(&distance(lang, bar.length_m), (left + right) / 2.0, y - 12.0));
}
