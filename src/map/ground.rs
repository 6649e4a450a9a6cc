//! Paints what the map lies on: water, green, built-up areas, roads, rail, in the colours of the theme.
//!
//! Paths are made once for each ground, in pixels of its zoom step from its corner. A light ground is drawn in every
//! frame; a heavy one is drawn onto a sheet that is wider than the view, a few milliseconds a frame, and copied from
//! there: while the next sheet is in the making, the last one is moved and scaled.

use super::colours::Colours;
use super::ink;
use diming_protocol::catalog::GroundKind;
use diming_protocol::geo::{World, mercator};
use diming_protocol::{Ground, GroundName};
use diming_scene::camera::Camera;
use leptos::prelude::{document, window};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement, Path2d};

/// Most vertices that are drawn in every frame.
const LIGHT_VERTICES: usize = 6_000;
/// Most vertices of lines in one path, so that one call is short.
const PATH_VERTICES: usize = 400;
/// Time for a sheet in a frame, milliseconds.
const BUDGET_MS: f64 = 6.0;
/// How much a sheet is wider than the view on each side, as a part of it.
const MARGIN: f64 = 0.2;

/// The ground as paths.
#[derive(Default)]
pub struct GroundPaths {
    ground: Arc<Ground>,
    paths: Vec<GroundPath>,
    is_heavy: bool,
    shown: Option<Sheet>,
    next: Option<(Sheet, usize)>,
    /// Zoom of the last frame: while it changes, no sheet is begun.
    zoom: f64,
}

/// An area, or lines of a kind.
struct GroundPath {
    kind: GroundKind,
    closed: bool,
    vertices: usize,
    path: Path2d,
}

/// A canvas with the ground of a camera.
struct Sheet {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// The camera whose canvas it is: the view with a margin.
    camera: Camera,
    dpr: f64,
    /// It shows another ground.
    is_old: bool,
}

impl GroundPaths {
    /// Replaces the ground. What the old one has drawn stays until the new one is there.
    pub fn lay(&mut self, ground: Arc<Ground>) {
        self.paths = paths_of(&ground);
        self.is_heavy = self.paths.iter().map(|path| path.vertices).sum::<usize>() > LIGHT_VERTICES;
        self.next = None;
        if !self.is_heavy {
            self.shown = None;
        }
        if let Some(sheet) = &mut self.shown {
            sheet.is_old = true;
        }
        self.ground = ground;
    }

    /// Drops what is drawn: the colours have changed.
    pub fn restyle(&mut self) {
        (self.shown, self.next) = (None, None);
    }

    /// The names of the ground.
    pub fn names(&self) -> &[GroundName] {
        &self.ground.names
    }

    /// Paints it, in device pixels; leaves another transform. True if more of it comes in the next frame.
    pub fn paint(&mut self, c: &CanvasRenderingContext2d, camera: &Camera, colours: &Colours, dpr: f64) -> bool {
        if !self.is_heavy {
            self.draw(c, camera, colours, dpr, 0, f64::INFINITY);
            return false;
        }
        let fits = |sheet: &Sheet| {
            !sheet.is_old && sheet.dpr == dpr && sheet.camera.zoom == camera.zoom && sheet.covers(camera)
        };
        let is_zooming = std::mem::replace(&mut self.zoom, camera.zoom) != camera.zoom && self.shown.is_some();
        let is_there = self.shown.as_ref().is_some_and(fits);
        if !is_there && !is_zooming {
            self.advance(camera, colours, dpr, fits);
        }
        if let Some(sheet) = &self.shown {
            sheet.copy_to(c, camera, dpr);
        }
        self.next.is_some() || !is_there && is_zooming
    }

    /// Draws all of it at once, for a still picture.
    pub fn paint_whole(&self, c: &CanvasRenderingContext2d, camera: &Camera, colours: &Colours, dpr: f64) {
        self.draw(c, camera, colours, dpr, 0, f64::INFINITY);
    }

    /// Goes on with the next sheet, or begins it.
    fn advance(&mut self, camera: &Camera, colours: &Colours, dpr: f64, fits: impl Fn(&Sheet) -> bool) {
        let under_way = self.next.take().filter(|(sheet, _)| fits(sheet));
        let begun = under_way.or_else(|| Some((Sheet::new(camera, dpr)?, 0)));
        let Some((sheet, from)) = begun else { return };
        let next = self.draw(&sheet.context, &sheet.camera, colours, dpr, from, BUDGET_MS);
        match next {
            Some(next) => self.next = Some((sheet, next)),
            None => self.shown = Some(sheet),
        }
    }

    /// Draws the paths from an index on; the next index if the time is over before the last.
    fn draw(
        &self,
        c: &CanvasRenderingContext2d,
        camera: &Camera,
        colours: &Colours,
        dpr: f64,
        from: usize,
        budget_ms: f64,
    ) -> Option<usize> {
        let scale = camera.world_px() / mercator::world_px(f64::from(self.ground.zoom_step));
        let corner = camera.screen_from_world(World { x: self.ground.bounds.min_x, y: self.ground.bounds.min_y });
        // Transforms do not fail for finite numbers.
        drop(c.set_transform(scale * dpr, 0.0, 0.0, scale * dpr, corner.x * dpr, corner.y * dpr));
        c.set_line_join("round");
        c.set_line_cap("round");
        let end_ms = now_ms() + budget_ms;
        for (at, GroundPath { kind, closed, path, .. }) in self.paths.iter().enumerate().skip(from) {
            if at > from && now_ms() > end_ms {
                return Some(at);
            }
            let colour = colours.ground(*kind);
            if *closed {
                c.set_fill_style_str(colour);
                c.fill_with_path_2d_and_winding(path, CanvasWindingRule::Evenodd);
            } else {
                c.set_stroke_style_str(colour);
                c.set_line_width(width_px(*kind, camera.zoom) / scale);
                c.stroke_with_path(path);
            }
        }
        None
    }
}

impl Sheet {
    /// An empty sheet around a view; `None` if the browser provides no canvas.
    fn new(camera: &Camera, dpr: f64) -> Option<Sheet> {
        let mut wide = *camera;
        wide.viewport.covered_px = 0.0;
        wide.center = camera.world_from_screen(diming_scene::camera::Px {
            x: camera.viewport.width_px / 2.0,
            y: camera.viewport.height_px / 2.0,
        });
        wide.viewport.width_px = (camera.viewport.width_px * (1.0 + 2.0 * MARGIN)).round();
        wide.viewport.height_px = (camera.viewport.height_px * (1.0 + 2.0 * MARGIN)).round();
        let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
        canvas.set_width((wide.viewport.width_px * dpr) as u32);
        canvas.set_height((wide.viewport.height_px * dpr) as u32);
        let context = ink::context_of(&canvas)?;
        Some(Sheet { canvas, context, camera: wide, dpr, is_old: false })
    }

    fn covers(&self, camera: &Camera) -> bool {
        self.camera.canvas_bounds().covers(&camera.canvas_bounds())
    }

    fn copy_to(&self, c: &CanvasRenderingContext2d, camera: &Camera, dpr: f64) {
        let bounds = self.camera.canvas_bounds();
        let corner = camera.screen_from_world(World { x: bounds.min_x, y: bounds.min_y });
        let scale = camera.world_px() / self.camera.world_px() * dpr;
        let (width, height) = (self.camera.viewport.width_px * scale, self.camera.viewport.height_px * scale);
        // On whole device pixels, so that it stays sharp. Transforms and copies do not fail for finite numbers.
        drop(c.set_transform(1.0, 0.0, 0.0, 1.0, (corner.x * dpr).round(), (corner.y * dpr).round()));
        drop(c.draw_image_with_html_canvas_element_and_dw_and_dh(&self.canvas, 0.0, 0.0, width, height));
    }
}

/// The paths of a ground: one an area, some lines of a kind together.
fn paths_of(ground: &Ground) -> Vec<GroundPath> {
    let px = mercator::world_px(f64::from(ground.zoom_step));
    let origin = World { x: ground.bounds.min_x, y: ground.bounds.min_y };
    let mut paths: Vec<GroundPath> = Vec::new();
    for shape in &ground.shapes {
        let is_full = |last: &GroundPath| {
            shape.closed || last.closed || last.kind != shape.kind || last.vertices >= PATH_VERTICES
        };
        if paths.last().is_none_or(is_full) {
            let Ok(path) = Path2d::new() else { continue };
            paths.push(GroundPath { kind: shape.kind, closed: shape.closed, vertices: 0, path });
        }
        let Some(last) = paths.last_mut() else { continue };
        for part in &shape.parts {
            last.vertices += part.len();
            let mut points = part.iter().map(|p| ((p.x - origin.x) * px, (p.y - origin.y) * px));
            if let Some((x, y)) = points.next() {
                last.path.move_to(x, y);
            }
            points.for_each(|(x, y)| last.path.line_to(x, y));
            if shape.closed {
                last.path.close_path();
            }
        }
    }
    paths
}

fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Width of a line, CSS pixels: it grows with the zoom.
fn width_px(kind: GroundKind, zoom: f64) -> f64 {
    let (thin, per_zoom, thick) = match kind {
        GroundKind::Water => (1.5, 0.5, 8.0),
        GroundKind::MainRoad => (1.5, 0.6, 9.0),
        GroundKind::Road => (1.0, 0.6, 7.0),
        GroundKind::BuiltUp | GroundKind::Green | GroundKind::Rail => (1.0, 0.15, 2.0),
    };
    f64::min(thick, thin + per_zoom * f64::max(0.0, zoom - 10.0))
}
