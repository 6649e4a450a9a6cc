//! Paints a frame: background, tiles or ground, graticule, areas, lines, symbols, names.
//!
//! Draw list, labels and sprites are prepared before. A frame only copies sprites to where the camera puts them.

use super::atlas::{Atlas, Key, Sprite};
use super::basemaps::Basemaps;
use super::colours::Colours;
use super::ground::GroundPaths;
use super::ink;
use super::names::Names;
use super::pins;
use crate::state::Pin;
use diming_protocol::catalog::{Lang, Layer};
use diming_protocol::geo::{LonLat, World, WorldBounds};
use diming_protocol::{FeatureId, Ground, Picture};
use diming_scene::camera::{Camera, Px};
use diming_scene::draw_list::{DrawList, ShapeItem, SymbolItem};
use diming_scene::graticule::graticule;
use diming_scene::labels::Turn;
use leptos::prelude::document;
use std::collections::HashMap;
use std::f64::consts::TAU;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement};

/// Side of the hatch's tile, CSS pixels.
const HATCH_PX: f64 = 8.0;

/// Painter of one canvas, with its colours, sprites and draw list.
pub struct Painter {
    context: CanvasRenderingContext2d,
    atlas: Atlas,
    hatches: HashMap<(u8, bool), Option<CanvasPattern>>,
    /// Colours of the current theme.
    pub colours: Colours,
    lang: Lang,
    dpr: f64,
    /// The draw list of the current picture.
    pub list: DrawList,
    /// Symbols of the previous picture that fade out.
    leaving: Vec<SymbolItem>,
    entering: Vec<bool>,
    /// Opacity of the new symbols, 0 to 1.
    faded: f64,
    /// The names.
    pub names: Names,
    ground: GroundPaths,
    symbol_sprites: Vec<Option<Sprite>>,
    generation: u32,
}

/// Inputs of a frame beside the picture.
pub struct Frame<'a> {
    /// The camera.
    pub camera: &'a Camera,
    /// The hovered record.
    pub hovered: Option<FeatureId>,
    /// Draws a cross at the centre: the position that Enter opens.
    pub crosshair: bool,
    /// The origin of distances, and the radius in metres of the distance filter.
    pub origin: Option<(LonLat, Option<f64>)>,
    /// The pins of the open workspace.
    pub pins: &'a [Pin],
    /// Tiles of the current basemap.
    pub tiles: Option<&'a mut Basemaps>,
    /// Nothing may be left for another frame.
    pub is_still: bool,
    /// Time of the frame, milliseconds.
    pub now_ms: f64,
}

impl Painter {
    /// Creates a painter for a canvas; `None` if the browser provides no drawing context.
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Painter> {
        Some(Painter {
            context: ink::context_of(canvas)?,
            atlas: Atlas::new()?,
            hatches: HashMap::new(),
            colours: Colours::default(),
            lang: Lang::default(),
            dpr: 1.0,
            list: DrawList::default(),
            leaving: Vec::new(),
            entering: Vec::new(),
            faded: 1.0,
            names: Names::default(),
            ground: GroundPaths::default(),
            symbol_sprites: Vec::new(),
            generation: 0,
        })
    }

    /// Changes colours, language or device pixel ratio; every sprite is drawn again.
    pub fn style(&mut self, colours: Colours, lang: Lang, dpr: f64) {
        if colours.font != self.colours.font {
            self.names.forget_widths();
        }
        (self.colours, self.lang, self.dpr) = (colours, lang, dpr);
        self.hatches.clear();
        self.ground.restyle();
        self.atlas.reset(dpr);
    }

    /// Replaces the picture. With `fades`, new symbols fade in and old ones fade out.
    pub fn show(&mut self, picture: &Picture, layers: &[Layer], selected: Option<FeatureId>, fades: bool) {
        let list = DrawList::build(picture, layers, selected);
        let old: HashMap<FeatureId, &SymbolItem> = self.list.symbols.iter().map(|s| (s.id, s)).collect();
        let stood = |s: &SymbolItem| old.get(&s.id).is_some_and(|o| o.is_same(s));
        self.entering = list.symbols.iter().map(|s| fades && !stood(s)).collect();
        let stands: HashMap<FeatureId, &SymbolItem> = list.symbols.iter().map(|s| (s.id, s)).collect();
        let gone = |s: &&SymbolItem| !stands.get(&s.id).is_some_and(|n| n.is_same(s));
        self.leaving = if fades { self.list.symbols.iter().filter(gone).cloned().collect() } else { Vec::new() };
        self.faded = if fades && (!self.leaving.is_empty() || self.entering.contains(&true)) { 0.0 } else { 1.0 };
        self.symbol_sprites = vec![None; list.symbols.len()];
        self.list = list;
    }

    /// Replaces the ground.
    pub fn lay(&mut self, ground: Arc<Ground>) {
        self.ground.lay(ground);
    }

    /// Places the names for a new scale; those of the ground are left out over a basemap, which has its own.
    pub fn arrange_labels(&mut self, world_px: f64, turn: Turn, has_basemap: bool) {
        let written = if has_basemap { &[] } else { self.ground.names() };
        let names = (self.list.symbols.as_slice(), written);
        self.names.arrange(&self.context, &self.colours.font, names, world_px, turn);
    }

    /// Advances the fading by a fraction; returns true while something still fades.
    pub fn fade(&mut self, part: f64) -> bool {
        self.faded = (self.faded + part).min(1.0);
        if self.faded >= 1.0 {
            self.leaving.clear();
        }
        self.names.fade(part) || self.faded < 1.0
    }

    /// Paints; returns true if another frame is needed for the rest.
    pub fn paint(&mut self, frame: Frame<'_>) -> bool {
        let camera = frame.camera;
        let mut waits = self.draw_sprites(camera);
        let c = self.context.clone();
        // Transforms do not fail for finite numbers, here and below.
        drop(c.set_transform(self.dpr, 0.0, 0.0, self.dpr, 0.0, 0.0));
        c.set_global_alpha(1.0);
        c.set_fill_style_str(&self.colours.ground);
        c.fill_rect(0.0, 0.0, camera.viewport.width_px, camera.viewport.height_px);
        match frame.tiles {
            Some(tiles) => waits |= tiles.paint(&c, camera, self.dpr, frame.now_ms),
            None => {
                match frame.is_still {
                    true => self.ground.paint_whole(&c, camera, &self.colours, self.dpr),
                    false => waits |= self.ground.paint(&c, camera, &self.colours, self.dpr),
                }
                drop(c.set_transform(self.dpr, 0.0, 0.0, self.dpr, 0.0, 0.0));
                self.paint_graticule(&c, camera);
            }
        }
        self.paint_shapes(&c, camera, frame.hovered);
        drop(c.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0));
        self.paint_symbols(&c, camera);
        if self.generation == self.atlas.generation {
            self.names.paint(&c, camera, (&self.colours, self.dpr), |sprite, at| self.copy(&c, sprite, at));
        }
        drop(c.set_transform(self.dpr, 0.0, 0.0, self.dpr, 0.0, 0.0));
        self.paint_hovered(&c, camera, frame.hovered);
        if let Some((at, radius_m)) = frame.origin {
            pins::paint_origin(&c, camera, &self.colours, at, radius_m);
        }
        pins::paint(&c, camera, &self.colours, frame.pins);
        if frame.crosshair {
            self.paint_crosshair(&c, camera.viewport.middle());
        }
        waits
    }

    /// Paints onto another canvas.
    pub fn paint_onto(&mut self, context: CanvasRenderingContext2d, frame: Frame<'_>) {
        let own = std::mem::replace(&mut self.context, context);
        self.paint(frame);
        self.context = own;
    }

    fn paint_graticule(&self, c: &CanvasRenderingContext2d, camera: &Camera) {
        let (w, h) = (camera.viewport.width_px, camera.viewport.seen_height_px());
        c.set_stroke_style_str(&self.colours.graticule);
        c.set_line_width(1.0);
        c.set_font(&format!("11px {}", self.colours.font));
        c.set_text_baseline("top");
        c.set_text_align("left");
        let lines = graticule(camera);
        c.begin_path();
        for line in &lines {
            let at = line.at_px.round() + 0.5;
            if line.meridian {
                c.move_to(at, 0.0);
                c.line_to(at, camera.viewport.height_px);
            } else {
                c.move_to(0.0, at);
                c.line_to(w, at);
            }
        }
        c.stroke();
        c.set_fill_style_str(&self.colours.label);
        c.set_global_alpha(0.45);
        for line in &lines {
            // Labels there would collide with the controls and each other.
            let clear = if line.meridian { 8.0..w - 120.0 } else { 24.0..h - 90.0 };
            if clear.contains(&line.at_px) {
                let (x, y) = if line.meridian { (line.at_px + 4.0, 4.0) } else { (4.0, line.at_px + 3.0) };
                // Drawing text does not fail for finite coordinates.
                drop(c.fill_text(&line.label, x.round(), y.round()));
            }
        }
        c.set_global_alpha(1.0);
    }

    fn paint_shapes(&mut self, c: &CanvasRenderingContext2d, camera: &Camera, hovered: Option<FeatureId>) {
        let view = camera.canvas_bounds();
        for i in 0..self.list.shapes.len() {
            let strong = self.list.shapes[i].selected || hovered == Some(self.list.shapes[i].id);
            if !meets(&self.list.shapes[i].bounds, &view) {
                continue;
            }
            if self.list.shapes[i].closed {
                let hatch = self.hatch(self.list.shapes[i].layer, strong);
                paint_area(c, camera, &self.list.shapes[i], hatch.as_ref(), self.dpr);
            } else {
                self.paint_line(c, camera, &self.list.shapes[i], strong);
            }
        }
    }

    fn paint_line(&self, c: &CanvasRenderingContext2d, camera: &Camera, shape: &ShapeItem, strong: bool) {
        c.begin_path();
        trace(c, camera, shape, Px::default(), 1.0);
        c.set_line_join("round");
        c.set_line_cap("round");
        let casing = if strong { &self.colours.selected } else { &self.colours.halo };
        for (colour, width) in [(casing.as_str(), 6.0), (self.colours.layer(shape.layer), 3.0)] {
            c.set_stroke_style_str(colour);
            c.set_line_width(width);
            c.stroke();
        }
    }

    /// The hatch of a layer: lines, and a faint background if it is hovered or selected.
    fn hatch(&mut self, layer: u8, strong: bool) -> Option<CanvasPattern> {
        let (colours, dpr) = (&self.colours, self.dpr);
        self.hatches.entry((layer, strong)).or_insert_with(|| hatch(colours.layer(layer), strong, dpr)).clone()
    }

    /// Draws missing sprites in view into the atlas; returns true if some are left for the next frame. This happens
    /// before the first copy: browsers duplicate a canvas that is drawn to between two copies from it.
    fn draw_sprites(&mut self, camera: &Camera) -> bool {
        if self.generation != self.atlas.generation {
            self.generation = self.atlas.generation;
            self.symbol_sprites.iter_mut().for_each(|s| *s = None);
            self.names.forget_sprites();
        }
        for (symbol, slot) in self.list.symbols.iter().zip(&mut self.symbol_sprites) {
            if slot.is_none() && in_view(camera.screen_from_world(symbol.at), symbol.radius_px, camera) {
                let key = Key::Symbol(symbol.face.clone(), symbol.selected);
                let (face, r) = (&symbol.face, symbol.radius_px);
                let atlas = &mut self.atlas;
                *slot =
                    atlas.get(&key).or_else(|| atlas.draw_symbol(face, symbol.selected, r, &self.colours, self.lang));
                if slot.is_none() {
                    self.atlas.make_room();
                    return true;
                }
            }
        }
        let waits = self.names.draw_sprites(&mut self.atlas, camera, &self.colours);
        if waits.is_none() {
            self.atlas.make_room();
        }
        waits.unwrap_or(true)
    }

    fn paint_symbols(&self, c: &CanvasRenderingContext2d, camera: &Camera) {
        let is_void = self.generation != self.atlas.generation;
        c.set_global_alpha(1.0 - self.faded);
        for symbol in self.leaving.iter().filter(|_| !is_void) {
            let at = camera.screen_from_world(symbol.at);
            if in_view(at, symbol.radius_px, camera)
                && let Some(sprite) = self.atlas.get(&Key::Symbol(symbol.face.clone(), symbol.selected))
            {
                self.copy(c, sprite, at);
            }
        }
        let mut alpha = f64::NAN;
        for ((symbol, sprite), &enters) in self.list.symbols.iter().zip(&self.symbol_sprites).zip(&self.entering) {
            let at = camera.screen_from_world(symbol.at);
            let Some(sprite) = sprite.filter(|_| !is_void && in_view(at, symbol.radius_px, camera)) else { continue };
            let wanted = if enters { self.faded } else { 1.0 };
            if alpha != wanted {
                c.set_global_alpha(wanted);
                alpha = wanted;
            }
            self.copy(c, sprite, at);
        }
        c.set_global_alpha(1.0);
    }

    /// Copies a sprite to a position in CSS pixels, on whole device pixels, so that it stays sharp.
    fn copy(&self, c: &CanvasRenderingContext2d, s: Sprite, at: Px) {
        let (x, y) = ((at.x * self.dpr - s.anchor_x).round(), (at.y * self.dpr - s.anchor_y).round());
        // `draw_image` does not fail for a source of positive size.
        drop(c.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.atlas.canvas,
            s.x,
            s.y,
            s.width,
            s.height,
            x,
            y,
            s.width,
            s.height,
        ));
    }

    fn paint_hovered(&self, c: &CanvasRenderingContext2d, camera: &Camera, hovered: Option<FeatureId>) {
        let symbol = hovered.and_then(|id| self.list.symbols.iter().find(|s| s.id == id && !s.selected));
        if let Some(symbol) = symbol {
            let at = camera.screen_from_world(symbol.at);
            c.begin_path();
            // `arc` fails only for a negative radius.
            drop(c.arc(at.x, at.y, symbol.radius_px + 3.0, 0.0, TAU));
            c.set_line_width(2.5);
            c.set_stroke_style_str(&self.colours.selected);
            c.stroke();
        }
    }

    fn paint_crosshair(&self, c: &CanvasRenderingContext2d, at: Px) {
        for (colour, width) in [(&self.colours.halo, 4.0), (&self.colours.selected, 1.5)] {
            c.begin_path();
            for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                c.move_to(at.x + 5.0 * dx, at.y + 5.0 * dy);
                c.line_to(at.x + 14.0 * dx, at.y + 14.0 * dy);
            }
            c.set_stroke_style_str(colour);
            c.set_line_width(width);
            c.stroke();
        }
    }
}

/// Whether something that reaches so far around a position may be seen.
pub fn in_view(at: Px, reach_px: f64, camera: &Camera) -> bool {
    let v = &camera.viewport;
    let reach = reach_px + 8.0;
    at.x > -reach && at.y > -reach && at.x < v.width_px + reach && at.y < v.height_px + reach
}

fn meets(a: &WorldBounds, b: &WorldBounds) -> bool {
    a.min_x <= b.max_x && a.max_x >= b.min_x && a.min_y <= b.max_y && a.max_y >= b.min_y
}

/// Adds the parts of a shape to the path, translated by an offset, then scaled.
fn trace(c: &CanvasRenderingContext2d, camera: &Camera, shape: &ShapeItem, by: Px, scale: f64) {
    let place = |p: &World| {
        let px = camera.screen_from_world(*p);
        ((px.x - by.x) * scale, (px.y - by.y) * scale)
    };
    for part in &shape.parts {
        let mut points = part.iter().map(place);
        if let Some((x, y)) = points.next() {
            c.move_to(x, y);
        }
        points.for_each(|(x, y)| c.line_to(x, y));
        if shape.closed {
            c.close_path();
        }
    }
}

/// Fills an area with its hatch, which moves with the map; no outline. The pattern is in device pixels.
fn paint_area(
    c: &CanvasRenderingContext2d,
    camera: &Camera,
    shape: &ShapeItem,
    hatch: Option<&CanvasPattern>,
    dpr: f64,
) {
    let Some(hatch) = hatch else { return };
    let side = hatch_side(dpr) / dpr;
    let corner = camera.screen_from_world(World { x: shape.bounds.min_x, y: shape.bounds.min_y });
    let by = Px { x: corner.x.rem_euclid(side), y: corner.y.rem_euclid(side) };
    c.save();
    // `set_transform` does not fail for finite numbers.
    drop(c.set_transform(1.0, 0.0, 0.0, 1.0, (by.x * dpr).round(), (by.y * dpr).round()));
    c.begin_path();
    trace(c, camera, shape, by, dpr);
    c.set_fill_style_canvas_pattern(hatch);
    c.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
    c.restore();
}

/// Side of a hatch's tile in device pixels.
fn hatch_side(dpr: f64) -> f64 {
    (HATCH_PX * dpr).round().max(1.0)
}

fn hatch(colour: &str, strong: bool, dpr: f64) -> Option<CanvasPattern> {
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    let side = hatch_side(dpr);
    canvas.set_width(side as u32);
    canvas.set_height(side as u32);
    let c = ink::context_of(&canvas)?;
    c.set_stroke_style_str(colour);
    c.set_fill_style_str(colour);
    c.set_global_alpha(if strong { 0.18 } else { 0.05 });
    c.fill_rect(0.0, 0.0, side, side);
    c.set_global_alpha(if strong { 0.75 } else { 0.4 });
    c.set_line_width(1.2 * dpr);
    c.begin_path();
    for x in [-side, 0.0, side] {
        c.move_to(x - dpr, side + dpr);
        c.line_to(x + side + dpr, -dpr);
    }
    c.stroke();
    c.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()?
}
