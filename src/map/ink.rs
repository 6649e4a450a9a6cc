//! Draws signs, discs and names around the origin, in CSS pixels.

use super::colours::Colours;
use diming_protocol::RecordState;
use diming_protocol::catalog::{Lang, Sign};
use diming_protocol::symbol::{HALO_PX, short_count};
use diming_scene::labels::{Block, Type};
use diming_scene::signs::{GRID, sign_path};
use std::f64::consts::{PI, TAU};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement, Path2d};

/// Halo around names.
pub const NAME_HALO_PX: f64 = 2.5;
/// Outline of a sign, so that it is visible on imagery.
const OUTLINE_PX: f64 = 1.5;
/// Height of the sign in a disc.
const CLUSTER_SIGN_PX: f64 = 11.0;
/// Ring of a disc.
const RING_PX: f64 = 3.0;

/// The drawing context of a canvas.
pub fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Shape and detail of a sign.
fn paths_of(sign: Sign) -> Option<(Path2d, Path2d)> {
    let path = sign_path(sign);
    Some((Path2d::new_with_path_string(path.body).ok()?, Path2d::new_with_path_string(path.detail).ok()?))
}

/// A sign centred at the origin: filled, hollow if planned, hatched if closed, with a badge if moved.
pub fn draw_sign(
    c: &CanvasRenderingContext2d,
    sign: Sign,
    colour: &str,
    state: RecordState,
    radius_px: f64,
    selected: bool,
    colours: &Colours,
) {
    let Some((body, detail)) = paths_of(sign) else { return };
    c.save();
    if selected {
        disc(c, radius_px + HALO_PX - 1.5);
        c.set_fill_style_str(&colours.halo);
        c.fill();
        c.set_stroke_style_str(&colours.selected);
        c.set_line_width(3.0);
        c.stroke();
    }
    let scale = 2.0 * radius_px / GRID;
    // Transforms do not fail for finite numbers.
    drop(c.scale(scale, scale));
    drop(c.translate(-GRID / 2.0, -GRID / 2.0));
    c.set_line_join("round");
    c.set_stroke_style_str(&colours.halo);
    c.set_line_width(2.0 * OUTLINE_PX / scale);
    c.stroke_with_path(&body);
    match state {
        RecordState::Current | RecordState::Moved => {
            fill(c, &body, colour);
            fill(c, &detail, &colours.halo);
        }
        RecordState::Planned => {
            fill(c, &body, &colours.cluster);
            c.set_stroke_style_str(colour);
            c.set_line_width(1.6 / scale);
            c.clip_with_path_2d_and_winding(&body, CanvasWindingRule::Nonzero);
            c.set_line_width(3.2 / scale);
            c.stroke_with_path(&body);
            fill(c, &detail, colour);
        }
        RecordState::Closed => {
            fill(c, &body, &colours.cluster);
            c.clip_with_path_2d_and_winding(&body, CanvasWindingRule::Nonzero);
            hatch(c, colour, scale);
            c.set_line_width(2.4 / scale);
            c.stroke_with_path(&body);
        }
    }
    c.restore();
    if state == RecordState::Moved {
        badge(c, radius_px, colours);
    }
}

fn fill(c: &CanvasRenderingContext2d, path: &Path2d, colour: &str) {
    c.set_fill_style_str(colour);
    c.fill_with_path_2d(path);
}

fn hatch(c: &CanvasRenderingContext2d, colour: &str, scale: f64) {
    c.set_stroke_style_str(colour);
    c.set_line_width(1.3 / scale);
    c.begin_path();
    let mut x = -GRID;
    while x < GRID {
        c.move_to(x, GRID);
        c.line_to(x + GRID, 0.0);
        x += 4.0 / scale;
    }
    c.stroke();
}

/// A small arrow in the upper right: the place has moved.
fn badge(c: &CanvasRenderingContext2d, radius_px: f64, colours: &Colours) {
    let r = 4.5;
    c.save();
    // Transforms do not fail for finite numbers.
    drop(c.translate(radius_px - r + 2.0, r - radius_px - 2.0));
    disc(c, r);
    c.set_fill_style_str(&colours.label);
    c.fill();
    c.set_line_join("round");
    c.set_line_width(1.0);
    c.set_stroke_style_str(&colours.halo);
    c.stroke();
    c.begin_path();
    c.move_to(-2.2, 0.0);
    c.line_to(2.0, 0.0);
    c.move_to(0.2, -1.9);
    c.line_to(2.2, 0.0);
    c.line_to(0.2, 1.9);
    c.stroke();
    c.restore();
}

fn disc(c: &CanvasRenderingContext2d, radius_px: f64) {
    c.begin_path();
    // `arc` fails only for a negative radius.
    drop(c.arc(0.0, 0.0, radius_px, 0.0, TAU));
}

/// A disc with its number and a ring of its layers' shares, the largest from the top on.
pub fn draw_disc(
    c: &CanvasRenderingContext2d,
    count: u32,
    mix: &[(u8, u32)],
    radius_px: f64,
    colours: &Colours,
    lang: Lang,
) {
    disc(c, radius_px);
    c.set_fill_style_str(&colours.cluster);
    c.fill();
    c.set_stroke_style_str(&colours.halo);
    c.set_line_width(2.0 * OUTLINE_PX);
    c.stroke();
    c.set_line_width(RING_PX);
    let mut start = -PI / 2.0;
    for &(layer, part) in mix {
        let end = start + TAU * f64::from(part) / f64::from(count.max(1));
        c.begin_path();
        // `arc` fails only for a negative radius.
        drop(c.arc(0.0, 0.0, radius_px - RING_PX / 2.0, start, end));
        c.set_stroke_style_str(colours.layer(layer));
        c.stroke();
        start = end;
    }
    // The sign of what it holds most of, above the number.
    let most = mix.first().filter(|(_, part)| 2 * part > count);
    let sign = most.and_then(|&(layer, _)| Some((colours.signs.get(usize::from(layer))?, colours.layer(layer))));
    if let Some((&sign, colour)) = sign {
        draw_small_sign(c, sign, colour, (0.0, -radius_px * 0.36), CLUSTER_SIGN_PX, colours);
    }
    let down = if sign.is_some() { radius_px * 0.3 } else { 0.0 };
    let text = short_count(count, lang);
    let size = if text.chars().count() > 3 { 10.0 } else { 11.0 };
    c.set_font(&format!("600 {size}px {}", colours.font));
    c.set_text_align("center");
    c.set_text_baseline("middle");
    c.set_fill_style_str(&colours.label);
    // Drawing text does not fail for finite coordinates.
    drop(c.fill_text(&text, 0.0, down + 0.75));
}

/// A sign of a height around a position, without an outline.
fn draw_small_sign(
    c: &CanvasRenderingContext2d,
    sign: Sign,
    colour: &str,
    at: (f64, f64),
    height_px: f64,
    colours: &Colours,
) {
    let Some((body, detail)) = paths_of(sign) else { return };
    c.save();
    let scale = height_px / GRID;
    // Transforms do not fail for finite numbers.
    drop(c.translate(at.0 - height_px / 2.0, at.1 - height_px / 2.0));
    drop(c.scale(scale, scale));
    fill(c, &body, colour);
    fill(c, &detail, &colours.cluster);
    c.restore();
}

/// Sets font, colours and halo for a name.
pub fn begin_name(c: &CanvasRenderingContext2d, set_in: Type, colours: &Colours) {
    c.set_font(&set_in.font(&colours.font));
    c.set_text_align("center");
    c.set_text_baseline("middle");
    c.set_line_join("round");
    c.set_line_width(2.0 * NAME_HALO_PX);
    c.set_stroke_style_str(&colours.halo);
    c.set_fill_style_str(colours.name(set_in));
}

/// A name with a halo, its upper left corner at the origin, lines centred.
pub fn draw_name(c: &CanvasRenderingContext2d, block: &Block, set_in: Type, colours: &Colours) {
    begin_name(c, set_in, colours);
    let x = block.width_px / 2.0;
    let lines = || block.lines.iter().zip(0..).map(|(l, i)| (l, (f64::from(i) + 0.5) * block.line_px));
    // Drawing text does not fail for finite coordinates.
    lines().for_each(|(line, y)| drop(c.stroke_text(line, x, y)));
    lines().for_each(|(line, y)| drop(c.fill_text(line, x, y)));
}
