//! The map of a sheet as SVG: draw list, signs and names of the canvas, and the numbers of the list.

use super::Plan;
use super::ground;
use super::svg::{add, add_text, path_data, short};
use diming_protocol::catalog::{Catalog, Lang, Sign};
use diming_protocol::messages::{PaperMsg, text};
use diming_protocol::symbol::{SIGN_RADIUS_PX, short_count};
use diming_protocol::{FeatureId, GroundName, RecordState};
use diming_scene::camera::Camera;
use diming_scene::draw_list::{DrawList, Face, ShapeItem, SymbolItem};
use diming_scene::graticule::graticule;
use diming_scene::labels::{Block, Fonts, Labels, Turn, Type};
use diming_scene::paper_layout::{TAG_HEIGHT, Tag, guards, tag_of};
use diming_scene::signs::{GRID, sign_path};
use leptos::prelude::{document, window};
use std::collections::{BTreeSet, HashMap};
use std::f64::consts::{PI, TAU};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};

/// Fill of discs and hollow signs.
const PAPER: &str = "#ffffff";
/// Spacing of hatch lines, units.
const HATCH: f64 = 7.0;
/// Ring of a disc, units.
const RING: f64 = 3.0;
/// Half the height of a digit relative to the font size, to centre text vertically.
const DROP: f64 = 0.36;

/// Draws the map of a printed view into an element.
pub fn draw(frame: &Element, plan: &Plan) -> Result<(), JsValue> {
    let (camera, list) = (&plan.camera, DrawList::build(&plan.paper.picture, &plan.catalog.layers, plan.chosen));
    let (width, height) = (camera.viewport.width_px, camera.viewport.height_px);
    let view_box = format!("0 0 {width} {height}");
    let label = plan.title.as_str();
    let svg = add(frame, "svg", &[("viewBox", &view_box), ("role", "img"), ("aria-label", label)])?;
    let mut faces = Faces { defs: add(&svg, "defs", &[])?, catalog: &plan.catalog, known: BTreeSet::new() };
    let names = if plan.basemap.is_none() {
        ground::draw(&svg, &plan.paper.ground, camera)?;
        draw_graticule(&svg, camera)?;
        plan.paper.ground.names.as_slice()
    } else {
        &[]
    };
    draw_shapes(&svg, plan, &list)?;
    let symbols = add(&svg, "g", &[])?;
    for symbol in &list.symbols {
        draw_symbol(&symbols, &mut faces, plan, symbol)?;
    }
    for (face, _) in super::legend::faces(plan) {
        faces.define(&face)?;
    }
    let tags = tags(plan, &list);
    draw_names(&svg, camera, &list, &tags, names)?;
    let group = add(&svg, "g", &[("class", "printed-tags")])?;
    tags.iter().try_for_each(|tag| draw_tag(&group, tag))?;
    draw_north(&svg, width, plan.lang)
}

/// The number tags of the symbols; the first in the list is drawn last.
fn tags(plan: &Plan, list: &DrawList) -> Vec<Tag> {
    let ids = plan.paper.picture.symbols.iter().map(|symbol| symbol.id);
    let numbers: HashMap<FeatureId, &Vec<u32>> = ids.zip(&plan.paper.numbers).collect();
    let tag = |symbol: &SymbolItem| tag_of(&plan.camera, symbol, numbers.get(&symbol.id)?);
    list.symbols.iter().filter_map(tag).collect()
}

fn draw_graticule(svg: &Element, camera: &Camera) -> Result<(), JsValue> {
    let (width, height) = (camera.viewport.width_px, camera.viewport.height_px);
    let group = add(svg, "g", &[("class", "printed-graticule")])?;
    for line in graticule(camera) {
        let at = line.at_px;
        let (from, to, place) = if line.meridian {
            ((at, 0.0), (at, height), (at + 3.0, height - 5.0))
        } else {
            ((0.0, at), (width, at), (4.0, at - 3.0))
        };
        add(&group, "path", &[("d", &path_data([vec![from, to]], false))])?;
        // Labels there would collide with each other and the north arrow.
        let clear = if line.meridian { 50.0..width - 55.0 } else { 16.0..height - 18.0 };
        if clear.contains(&at) {
            add_text(&group, "printed-degrees", place, &line.label)?;
        }
    }
    Ok(())
}

/// Areas hatched by layer, without outlines; lines with a halo.
fn draw_shapes(svg: &Element, plan: &Plan, list: &DrawList) -> Result<(), JsValue> {
    let camera = &plan.camera;
    let place = |shape: &ShapeItem| {
        let part = |part: &Vec<_>| part.iter().map(|p| camera.screen_from_world(*p)).map(|px| (px.x, px.y)).collect();
        path_data(shape.parts.iter().map(part), shape.closed)
    };
    let layers: BTreeSet<u8> = list.shapes.iter().filter(|s| s.closed).map(|s| s.layer).collect();
    for layer in layers {
        let (id, colour) = (format!("printed-area-{layer}"), colour(&plan.catalog, layer));
        let clip = add(svg, "clipPath", &[("id", &id)])?;
        for shape in list.shapes.iter().filter(|s| s.closed && s.layer == layer) {
            add(&clip, "path", &[("d", &place(shape)), ("clip-rule", "evenodd")])?;
        }
        let lines = hatch(camera.viewport.width_px, camera.viewport.height_px);
        let clip = format!("url(#{id})");
        let attributes = [
            ("d", lines.as_str()),
            ("clip-path", &clip),
            ("stroke", colour),
            ("stroke-width", "0.9"),
            ("fill", "none"),
        ];
        add(svg, "path", &attributes)?;
    }
    for shape in list.shapes.iter().filter(|s| !s.closed) {
        for (colour, width) in [(PAPER, "6"), (colour(&plan.catalog, shape.layer), "3")] {
            let line = [("d", &*place(shape)), ("stroke", colour), ("stroke-width", width), ("fill", "none")];
            add(svg, "path", &line)?;
        }
    }
    Ok(())
}

/// Diagonal lines over a box, from lower left to upper right.
fn hatch(width: f64, height: f64) -> String {
    let count = ((width + height) / HATCH).ceil() as u32;
    let line = |i: u32| {
        let x = f64::from(i) * HATCH - height;
        vec![(x, height), (x + height, 0.0)]
    };
    path_data((0..=count).map(line), false)
}

fn colour(catalog: &Catalog, layer: u8) -> &str {
    catalog.layers.get(usize::from(layer)).map_or("#000000", |layer| layer.style.color.as_str())
}

fn draw_symbol(group: &Element, faces: &mut Faces<'_>, plan: &Plan, symbol: &SymbolItem) -> Result<(), JsValue> {
    let at = plan.camera.screen_from_world(symbol.at);
    if symbol.selected {
        let (x, y, radius) = (short(at.x), short(at.y), short(symbol.radius_px + 3.0));
        add(group, "circle", &[("class", "printed-chosen"), ("cx", &x), ("cy", &y), ("r", &radius)])?;
    }
    match &symbol.face {
        Face::Sign { .. } => {
            let href = format!("#{}", faces.define(&symbol.face)?);
            add(group, "use", &[("href", &href), ("x", &short(at.x)), ("y", &short(at.y))])?;
        }
        Face::Disc { count, mix } => {
            let translate = format!("translate({} {})", short(at.x), short(at.y));
            let group = add(group, "g", &[("transform", &translate)])?;
            draw_disc(&group, &plan.catalog, *count, mix, symbol.radius_px)?;
            let size = if *count > 999 { "printed-count printed-small" } else { "printed-count" };
            add_text(&group, size, (0.0, 12.0 * DROP), &short_count(*count, plan.lang))?;
        }
    }
    Ok(())
}

/// A disc with a ring of its layers' shares, the largest from the top on.
fn draw_disc(group: &Element, catalog: &Catalog, count: u32, mix: &[(u8, u32)], radius: f64) -> Result<(), JsValue> {
    let circle = [("r", &*short(radius)), ("fill", PAPER), ("stroke", PAPER), ("stroke-width", "3")];
    add(group, "circle", &circle)?;
    let (middle, mut start) = (radius - RING / 2.0, -PI / 2.0);
    for (layer, part) in mix {
        let end = start + TAU * f64::from(*part) / f64::from(count.max(1));
        // SVG needs two arcs for a full circle.
        let half = (start + end) / 2.0;
        let on = |angle: f64| format!("{:.2} {:.2}", middle * angle.cos(), middle * angle.sin());
        let arc = |to: f64| format!("A{middle:.2} {middle:.2} 0 0 1 {}", on(to));
        let data = format!("M{}{}{}", on(start), arc(half), arc(end));
        let attributes = [("d", &*data), ("stroke", colour(catalog, *layer)), ("stroke-width", "3"), ("fill", "none")];
        add(group, "path", &attributes)?;
        start = end;
    }
    Ok(())
}

fn draw_tag(group: &Element, tag: &Tag) -> Result<(), JsValue> {
    let (x, y) = (short(tag.at.x - tag.width / 2.0), short(tag.at.y - TAG_HEIGHT / 2.0));
    let (width, height) = (short(tag.width), short(TAG_HEIGHT));
    add(group, "rect", &[("x", &x), ("y", &y), ("width", &width), ("height", &height), ("rx", "3.5")])?;
    add_text(group, "printed-tag", (tag.at.x, tag.at.y + TAG_HEIGHT * 0.3), &tag.text)
}

/// Names that fit between signs, tags and frame.
fn draw_names(
    svg: &Element,
    camera: &Camera,
    list: &DrawList,
    tags: &[Tag],
    names: &[GroundName],
) -> Result<(), JsValue> {
    let mut fonts = PageFonts::new()?;
    let mut symbols = list.symbols.clone();
    symbols.extend(guards(camera, tags));
    let mut labels = Labels::default();
    labels.arrange(&symbols, names, camera.world_px(), Turn::default(), &mut fonts);
    let group = add(svg, "g", &[("class", "printed-names")])?;
    for label in &labels.items {
        let (at, class) = (camera.screen_from_world(label.at), ground::class(label.set_in));
        if !label.glyphs.is_empty() {
            ground::draw_along(&group, label, (at.x, at.y), class)?;
            continue;
        }
        let x = at.x + label.offset_px.0 + label.block.width_px / 2.0;
        for (line, i) in label.block.lines.iter().zip(0..) {
            let middle = at.y + label.offset_px.1 + (f64::from(i) + 0.5) * label.block.line_px;
            add_text(&group, class, (x, middle + DROP * label.set_in.font_px()), line)?;
        }
    }
    Ok(())
}

/// Measures text in the page's fonts.
struct PageFonts {
    context: CanvasRenderingContext2d,
    families: String,
}

impl PageFonts {
    fn new() -> Result<PageFonts, JsValue> {
        let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into::<CanvasRenderingContext2d>()?;
        let root = document().document_element().ok_or(JsValue::NULL)?;
        let style = window().get_computed_style(&root)?.ok_or(JsValue::NULL)?;
        Ok(PageFonts { context, families: style.get_property_value("--font")?.trim().to_owned() })
    }
}

impl Fonts for PageFonts {
    fn block(&mut self, name: &str, set_in: Type) -> Rc<Block> {
        Rc::new(Block::of(name, set_in, |text| self.width_px(text, set_in)))
    }

    fn width_px(&mut self, text: &str, set_in: Type) -> f64 {
        self.context.set_font(&set_in.font(&self.families));
        self.context.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }
}

fn draw_north(svg: &Element, width: f64, lang: Lang) -> Result<(), JsValue> {
    let at = format!("translate({} 12)", width - 26.0);
    let group = add(svg, "g", &[("class", "printed-north"), ("transform", &at)])?;
    add(&group, "path", &[("d", "M0 0L7 20L0 15L-7 20Z")])?;
    add_text(&group, "printed-name", (0.0, 34.0), text(lang, PaperMsg::North))
}

/// The signs in the map's `defs`, each drawn once.
struct Faces<'a> {
    defs: Element,
    catalog: &'a Catalog,
    known: BTreeSet<String>,
}

/// The id of a sign's definition; empty for a disc, which has none.
pub fn face_id(face: &Face) -> String {
    match face {
        Face::Sign { sign, layer, state } => format!("printed-{sign:?}-{layer}-{state:?}"),
        Face::Disc { .. } => String::new(),
    }
}

impl Faces<'_> {
    /// Adds a sign to the `defs` if it is missing; returns its id.
    fn define(&mut self, face: &Face) -> Result<String, JsValue> {
        let id = face_id(face);
        if let Face::Sign { sign, layer, state } = face
            && self.known.insert(id.clone())
        {
            let group = add(&self.defs, "g", &[("id", &id)])?;
            self.draw_sign(&group, *sign, colour(self.catalog, *layer), *state)?;
        }
        Ok(id)
    }

    /// Filled, hollow if planned, hatched if closed, with a badge if moved; centred at the origin.
    fn draw_sign(&mut self, group: &Element, sign: Sign, colour: &str, state: RecordState) -> Result<(), JsValue> {
        let (path, scale) = (sign_path(sign), 2.0 * SIGN_RADIUS_PX / GRID);
        let transform = format!("scale({scale}) translate(-8 -8)");
        let inner = add(group, "g", &[("transform", &transform)])?;
        let wide = |units: f64| short(units / scale);
        let outline =
            [("d", path.body), ("stroke", PAPER), ("stroke-width", &*wide(3.0)), ("stroke-linejoin", "round")];
        add(&inner, "path", &outline)?;
        if matches!(state, RecordState::Current | RecordState::Moved) {
            add(&inner, "path", &[("d", path.body), ("fill", colour)])?;
            add(&inner, "path", &[("d", path.detail), ("fill", PAPER)])?;
        } else {
            add(&inner, "path", &[("d", path.body), ("fill", PAPER)])?;
            let clip_id = format!("printed-in-{sign:?}");
            if self.known.insert(clip_id.clone()) {
                let clip = add(&self.defs, "clipPath", &[("id", &clip_id)])?;
                add(&clip, "path", &[("d", path.body)])?;
            }
            let clip = format!("url(#{clip_id})");
            let inside = add(&inner, "g", &[("clip-path", &clip), ("stroke", colour), ("fill", "none")])?;
            if state == RecordState::Planned {
                add(&inside, "path", &[("d", path.body), ("stroke-width", &wide(3.2))])?;
                add(&inner, "path", &[("d", path.detail), ("fill", colour)])?;
            } else {
                let lines =
                    (0..14).map(|i| f64::from(i) * 4.0 / scale - GRID).map(|x| vec![(x, GRID), (x + GRID, 0.0)]);
                add(&inside, "path", &[("d", &path_data(lines, false)), ("stroke-width", &wide(1.3))])?;
                add(&inside, "path", &[("d", path.body), ("stroke-width", &wide(2.4))])?;
            }
        }
        if state == RecordState::Moved { draw_badge(group) } else { Ok(()) }
    }
}

/// A small arrow in the upper right: the place has moved.
fn draw_badge(group: &Element) -> Result<(), JsValue> {
    let at = SIGN_RADIUS_PX - 2.5;
    let badge = add(group, "g", &[("transform", &format!("translate({at} {})", -at))])?;
    add(&badge, "circle", &[("r", "4.5"), ("fill", "#1d2322"), ("stroke", PAPER)])?;
    let arrow = [("d", "M-2.2 0L2 0M.2 -1.9L2.2 0L.2 1.9"), ("stroke", PAPER), ("fill", "none")];
    add(&badge, "path", &arrow).map(drop)
}
