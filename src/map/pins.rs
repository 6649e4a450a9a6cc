//! Pins: the places that the open workspace shows on the map. Each has the sign and colour of its weight; the
//! workspace's own place has a drop.

use super::colours::Colours;
use crate::state::{Pin, Severity};
use diming_protocol::geo::LonLat;
use diming_protocol::geo::mercator::{world_from_lonlat, world_from_metres};
use diming_scene::camera::{Camera, Px};
use std::f64::consts::TAU;
use web_sys::CanvasRenderingContext2d;

/// Half the width of a sign, CSS pixels.
const SIGN_PX: f64 = 9.0;
/// Half the width of the drop that marks the workspace's own place.
const PLACE_PX: f64 = 11.0;

/// Paints the pins in view.
pub fn paint(c: &CanvasRenderingContext2d, camera: &Camera, colours: &Colours, pins: &[Pin]) {
    let (width, height) = (camera.viewport.width_px, camera.viewport.height_px);
    for pin in pins {
        let at = camera.screen_from_world(world_from_lonlat(pin.at));
        if at.x > -40.0 && at.y > -40.0 && at.x < width + 40.0 && at.y < height + 40.0 {
            match pin.severity {
                Some(severity) => paint_name(c, colours, at, severity, &pin.name),
                None => paint_place(c, colours, at),
            }
        }
    }
}

/// Paints the origin of distances and the circle of the radius filter.
pub fn paint_origin(
    c: &CanvasRenderingContext2d,
    camera: &Camera,
    colours: &Colours,
    at: LonLat,
    radius_m: Option<f64>,
) {
    let center = camera.screen_from_world(world_from_lonlat(at));
    if let Some(radius_m) = radius_m {
        let radius_px = world_from_metres(radius_m, at.lat) * camera.world_px();
        c.begin_path();
        // `arc` fails only for a negative radius.
        drop(c.arc(center.x, center.y, radius_px, 0.0, TAU));
        outline(c, colours, &colours.selected);
    }
    for (radius_px, colour) in [(9.0, &colours.halo), (7.0, &colours.selected), (3.0, &colours.halo)] {
        c.begin_path();
        drop(c.arc(center.x, center.y, radius_px, 0.0, TAU));
        c.set_fill_style_str(colour);
        c.fill();
    }
}

/// Strokes the path twice, so that it is visible on any background.
fn outline(c: &CanvasRenderingContext2d, colours: &Colours, colour: &str) {
    for (colour, width) in [(colours.halo.as_str(), 6.0), (colour, 3.0)] {
        c.set_stroke_style_str(colour);
        c.set_line_width(width);
        c.stroke();
    }
}

/// A square, triangle, diamond or circle around the name's own sign, and the name.
fn paint_name(c: &CanvasRenderingContext2d, colours: &Colours, at: Px, severity: Severity, name: &str) {
    let colour = &colours.weights[severity as usize];
    let r = SIGN_PX + 2.0;
    c.begin_path();
    c.set_line_join("round");
    let corners: &[(f64, f64)] = match severity {
        Severity::Error => &[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
        Severity::Warn => &[(0.0, -1.4), (1.4, 1.0), (-1.4, 1.0)],
        Severity::Look => &[(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)],
        Severity::Advice | Severity::Info => &[],
    };
    match corners.split_first() {
        Some(((x, y), rest)) => {
            c.move_to(at.x + r * x, at.y + r * y);
            rest.iter().for_each(|(x, y)| c.line_to(at.x + r * x, at.y + r * y));
            c.close_path();
        }
        // `arc` fails only for a negative radius.
        None => drop(c.arc(at.x, at.y, r, 0.0, TAU)),
    }
    outline(c, colours, colour);
    c.set_font(&format!("600 12px {}", colours.font));
    c.set_text_align("left");
    c.set_text_baseline("middle");
    c.set_line_join("round");
    c.set_line_width(4.0);
    c.set_stroke_style_str(&colours.halo);
    c.set_fill_style_str(colour);
    let (x, y) = ((at.x + r + 6.0).round(), at.y.round());
    // `fill_text` and `stroke_text` do not fail for finite coordinates.
    drop(c.stroke_text(name, x, y));
    drop(c.fill_text(name, x, y));
}

/// A drop whose tip is at the workspace's own place.
fn paint_place(c: &CanvasRenderingContext2d, colours: &Colours, at: Px) {
    let (r, top) = (PLACE_PX, at.y - 2.4 * PLACE_PX);
    c.begin_path();
    c.move_to(at.x, at.y);
    c.bezier_curve_to(at.x - r, at.y - r, at.x - r, top, at.x, top);
    c.bezier_curve_to(at.x + r, top, at.x + r, at.y - r, at.x, at.y);
    c.close_path();
    outline(c, colours, &colours.selected);
    c.set_fill_style_str(&colours.halo);
    c.fill();
    c.begin_path();
    // `arc` fails only for a negative radius.
    drop(c.arc(at.x, top + r, r / 3.0, 0.0, TAU));
    c.set_fill_style_str(&colours.selected);
    c.fill();
}
