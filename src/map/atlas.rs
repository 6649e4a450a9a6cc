//! A sprite atlas: signs, discs and names are drawn once into one canvas and copied from there in every frame.
//!
//! Sprites are packed in shelves of equal height. When the canvas is full, it is cleared and filled again.

use super::colours::Colours;
use super::ink;
use diming_protocol::catalog::Lang;
use diming_protocol::symbol::HALO_PX;
use diming_scene::draw_list::Face;
use diming_scene::labels::{Block, Type};
use leptos::prelude::*;
use std::collections::HashMap;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Width of the canvas, device pixels.
const WIDTH: u32 = 2048;

/// Identifies a sprite.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A sign or a disc; true for the selected one.
    Symbol(Face, bool),
    /// A name, broken into lines, in its type.
    Name(String, Type),
}

/// Position of a sprite in the canvas, and its anchor. Device pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sprite {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// From the left edge to the anchor.
    pub anchor_x: f64,
    /// From the upper edge to the anchor.
    pub anchor_y: f64,
}

/// Clears a part of a canvas, in device pixels. Resets the transform, which the last sprite has changed.
fn clear(context: &CanvasRenderingContext2d, x: f64, y: f64, width: f64, height: f64) {
    // `set_transform` does not fail for finite numbers.
    drop(context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0));
    context.clear_rect(x, y, width, height);
}

/// The atlas canvas.
pub struct Atlas {
    /// The canvas to copy from.
    pub canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    height: u32,
    dpr: f64,
    sprites: HashMap<Key, Sprite>,
    shelf_y: f64,
    shelf_height: f64,
    next_x: f64,
    /// Increases each time the canvas is cleared, which invalidates all sprites.
    pub generation: u32,
}

impl Atlas {
    /// Creates an empty atlas; `None` if the browser provides no canvas.
    pub fn new() -> Option<Atlas> {
        let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
        // The language selects the regional glyphs of Han characters.
        canvas.set_attribute("lang", "zh-CN").ok()?;
        let context = ink::context_of(&canvas)?;
        Some(Atlas {
            canvas,
            context,
            height: 0,
            dpr: 0.0,
            sprites: HashMap::new(),
            shelf_y: 0.0,
            shelf_height: 0.0,
            next_x: 0.0,
            generation: 0,
        })
    }

    /// Clears the canvas and sets the device pixel ratio.
    pub fn reset(&mut self, dpr: f64) {
        let least = if dpr > 1.25 { 1536 } else { 512 };
        self.empty(if self.dpr == dpr { self.height } else { least }, dpr);
    }

    /// Clears the full canvas; the first time it becomes larger.
    pub fn make_room(&mut self) {
        self.empty(if self.dpr > 1.25 { 3072 } else { 1024 }, self.dpr);
    }

    fn empty(&mut self, height: u32, dpr: f64) {
        if (self.height, self.dpr) == (height, dpr) {
            clear(&self.context, 0.0, 0.0, f64::from(WIDTH), f64::from(height));
        } else {
            self.canvas.set_width(WIDTH);
            self.canvas.set_height(height);
            // The browser allocates a canvas at the first drawing, which is slow: that gets a task of its own. The
            // sprites drawn by then never reach the last column.
            let context = self.context.clone();
            set_timeout(move || clear(&context, f64::from(WIDTH) - 1.0, 0.0, 1.0, 1.0), Duration::ZERO);
        }
        (self.height, self.dpr) = (height, dpr);
        self.sprites.clear();
        (self.shelf_y, self.shelf_height, self.next_x) = (0.0, 0.0, 0.0);
        self.generation += 1;
    }

    /// Returns the sprite of a key, if it has been drawn.
    pub fn get(&self, key: &Key) -> Option<Sprite> {
        self.sprites.get(key).copied()
    }

    /// Draws a sign or a disc of a radius in CSS pixels; returns `None` if there is no room.
    pub fn draw_symbol(
        &mut self,
        face: &Face,
        selected: bool,
        radius_px: f64,
        colours: &Colours,
        lang: Lang,
    ) -> Option<Sprite> {
        let reach = radius_px + if selected { HALO_PX + 1.0 } else { 3.0 };
        let (sprite, scale) = self.room(reach * 2.0, reach * 2.0, reach, reach)?;
        self.at(sprite, scale);
        match face {
            Face::Sign { sign, layer, state } => {
                ink::draw_sign(&self.context, *sign, colours.layer(*layer), *state, radius_px, selected, colours);
            }
            Face::Disc { count, mix } => ink::draw_disc(&self.context, *count, mix, radius_px, colours, lang),
        }
        self.sprites.insert(Key::Symbol(face.clone(), selected), sprite);
        Some(sprite)
    }

    /// Draws a name; its anchor is the upper left corner of its block.
    pub fn draw_name(&mut self, name: &str, set_in: Type, block: &Block, colours: &Colours) -> Option<Sprite> {
        let air = ink::NAME_HALO_PX;
        let (sprite, scale) = self.room(block.width_px + 2.0 * air, block.height_px() + 2.0 * air, air, air)?;
        self.at(sprite, scale);
        ink::draw_name(&self.context, block, set_in, colours);
        self.sprites.insert(Key::Name(name.to_owned(), set_in), sprite);
        Some(sprite)
    }

    /// Moves the origin to the anchor, in CSS pixels.
    fn at(&self, sprite: Sprite, scale: f64) {
        // `set_transform` does not fail for finite numbers.
        drop(self.context.set_transform(
            scale,
            0.0,
            0.0,
            scale,
            sprite.x + sprite.anchor_x,
            sprite.y + sprite.anchor_y,
        ));
    }

    /// Allocates room for a sprite of a size in CSS pixels.
    fn room(&mut self, width: f64, height: f64, anchor_x: f64, anchor_y: f64) -> Option<(Sprite, f64)> {
        let (w, h) = ((width * self.dpr).ceil() + 1.0, (height * self.dpr).ceil() + 1.0);
        if self.next_x + w > f64::from(WIDTH) {
            self.shelf_y += self.shelf_height;
            (self.next_x, self.shelf_height) = (0.0, 0.0);
        }
        if self.shelf_y + h > f64::from(self.height) || w > f64::from(WIDTH) {
            return None;
        }
        let (x, y) = (self.next_x, self.shelf_y);
        self.next_x += w;
        self.shelf_height = self.shelf_height.max(h);
        let anchor_x = (anchor_x * self.dpr).round();
        let anchor_y = (anchor_y * self.dpr).round();
        Some((Sprite { x, y, width: w - 1.0, height: h - 1.0, anchor_x, anchor_y }, self.dpr))
    }
}
