//! What a printed map lies on, and the type of its names.

use super::svg::{add, path_data, short};
use diming_protocol::Ground;
use diming_protocol::catalog::{GroundKind, NameRank};
use diming_protocol::geo::World;
use diming_scene::camera::Camera;
use diming_scene::labels::{Label, Type};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// Draws lines and areas, the lowest first; the style sheet has their colours.
pub fn draw(svg: &Element, ground: &Ground, camera: &Camera) -> Result<(), JsValue> {
    let group = add(svg, "g", &[("class", "printed-ground")])?;
    let place = |p: &World| {
        let px = camera.screen_from_world(*p);
        (px.x, px.y)
    };
    for shape in &ground.shapes {
        let kind = match shape.kind {
            GroundKind::BuiltUp => "built-up",
            GroundKind::Green => "green",
            GroundKind::Water => "water",
            GroundKind::Road => "road",
            GroundKind::MainRoad => "main-road",
            GroundKind::Rail => "rail",
        };
        let class = format!("printed-{} printed-{kind}", if shape.closed { "area" } else { "line" });
        let parts = shape.parts.iter().map(|part| part.iter().map(place).collect());
        let data = path_data(parts, shape.closed);
        add(&group, "path", &[("class", &class), ("d", &data), ("fill-rule", "evenodd")])?;
    }
    Ok(())
}

/// The class of a name.
pub fn class(set_in: Type) -> &'static str {
    match set_in {
        Type::Sign | Type::Selected => "printed-name",
        Type::Ground(NameRank::Town) => "printed-town",
        Type::Ground(NameRank::Village) => "printed-place",
        Type::Ground(NameRank::Water) => "printed-river",
        Type::Ground(NameRank::Street | NameRank::Other) => "printed-street",
    }
}

/// A name along a line, character by character.
pub fn draw_along(group: &Element, label: &Label, (x, y): (f64, f64), class: &str) -> Result<(), JsValue> {
    for glyph in &label.glyphs {
        let at = format!("translate({} {})", short(x + glyph.at_px.0), short(y + glyph.at_px.1));
        let turn = format!("{at} rotate({})", short(glyph.angle.to_degrees()));
        let text = add(group, "text", &[("class", class), ("transform", &turn), ("dominant-baseline", "central")])?;
        text.set_text_content(Some(&glyph.text));
    }
    Ok(())
}
