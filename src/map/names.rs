//! The names on the map: of signs, and of the ground. Placed at rest or now and then, copied from sprites in every
//! frame; only a name along a line is drawn character by character.

use super::atlas::{Atlas, Key, Sprite};
use super::colours::Colours;
use super::ink;
use diming_protocol::GroundName;
use diming_scene::camera::{Camera, Px};
use diming_scene::draw_list::SymbolItem;
use diming_scene::labels::{Block, Fonts, Label, Labels, Turn, Type};
use std::collections::HashMap;
use std::rc::Rc;
use web_sys::CanvasRenderingContext2d;

/// Most names drawn into the atlas in one frame; the others follow in the next.
const NEW_NAMES_MAX: usize = 40;
/// Most names whose line breaks are kept.
const BLOCKS_MAX: usize = 4000;
/// How far a name extends from its place, CSS pixels.
pub const REACH_PX: f64 = 160.0;

/// The placed names and their sprites.
#[derive(Default)]
pub struct Names {
    /// Where they stand.
    pub labels: Labels,
    blocks: HashMap<(String, Type), Rc<Block>>,
    sprites: Vec<Option<Sprite>>,
}

/// Measures on a canvas, and keeps what it measured.
struct Measuring<'a> {
    context: &'a CanvasRenderingContext2d,
    families: &'a str,
    font: Option<Type>,
    blocks: &'a mut HashMap<(String, Type), Rc<Block>>,
}

impl Fonts for Measuring<'_> {
    fn block(&mut self, name: &str, set_in: Type) -> Rc<Block> {
        let key = (name.to_owned(), set_in);
        if let Some(block) = self.blocks.get(&key) {
            return block.clone();
        }
        let block = Rc::new(Block::of(name, set_in, |text| self.width_px(text, set_in)));
        self.blocks.insert(key, block.clone());
        block
    }

    fn width_px(&mut self, text: &str, set_in: Type) -> f64 {
        if self.font.replace(set_in) != Some(set_in) {
            self.context.set_font(&set_in.font(self.families));
        }
        self.context.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }
}

impl Names {
    /// Forgets what was measured: the font has changed.
    pub fn forget_widths(&mut self) {
        self.blocks.clear();
    }

    /// Forgets the sprites: the atlas was cleared, or the labels have changed.
    pub fn forget_sprites(&mut self) {
        self.sprites.clear();
    }

    /// Places the names for a scale.
    pub fn arrange(
        &mut self,
        context: &CanvasRenderingContext2d,
        families: &str,
        (symbols, names): (&[SymbolItem], &[GroundName]),
        world_px: f64,
        turn: Turn,
    ) {
        if self.blocks.len() > BLOCKS_MAX {
            self.blocks.clear();
        }
        let mut measuring = Measuring { context, families, font: None, blocks: &mut self.blocks };
        self.labels.arrange(symbols, names, world_px, turn, &mut measuring);
        self.sprites.clear();
    }

    /// Advances the fading by a fraction; returns true while something still fades.
    pub fn fade(&mut self, part: f64) -> bool {
        let before = self.labels.items.len();
        let fades = self.labels.fade(part);
        if self.labels.items.len() != before {
            self.sprites.clear();
        }
        fades
    }

    /// Draws missing sprites in view into the atlas: true if some are left for the next frame, `None` if the atlas is
    /// full.
    pub fn draw_sprites(&mut self, atlas: &mut Atlas, camera: &Camera, colours: &Colours) -> Option<bool> {
        self.sprites.resize(self.labels.items.len(), None);
        let mut room = NEW_NAMES_MAX;
        let mut waits = false;
        for (label, slot) in self.labels.items.iter().zip(&mut self.sprites) {
            let is_seen = || super::painter::in_view(camera.screen_from_world(label.at), REACH_PX, camera);
            if slot.is_some() || !label.glyphs.is_empty() || !is_seen() {
                continue;
            }
            *slot = atlas.get(&Key::Name(label.name.clone(), label.set_in));
            if slot.is_none() && room == 0 {
                waits = true;
            } else if slot.is_none() {
                room -= 1;
                *slot = Some(atlas.draw_name(&label.name, label.set_in, &label.block, colours)?);
            }
        }
        Some(waits)
    }

    /// Paints them: sprites are copied with `copy`, in device pixels.
    pub fn paint(
        &self,
        c: &CanvasRenderingContext2d,
        camera: &Camera,
        (colours, dpr): (&Colours, f64),
        copy: impl Fn(Sprite, Px),
    ) {
        for (i, label) in self.labels.items.iter().enumerate() {
            let at = camera.screen_from_world(label.at);
            if !super::painter::in_view(at, REACH_PX, camera) {
                continue;
            }
            c.set_global_alpha(label.alpha);
            if !label.glyphs.is_empty() {
                paint_along(c, label, at, colours, dpr);
            } else if let Some(sprite) = self.sprites.get(i).copied().flatten() {
                copy(sprite, Px { x: at.x + label.offset_px.0, y: at.y + label.offset_px.1 });
            }
        }
        c.set_global_alpha(1.0);
    }
}

/// A name along a line, character by character; leaves the transform of device pixels.
fn paint_along(c: &CanvasRenderingContext2d, label: &Label, at: Px, colours: &Colours, dpr: f64) {
    ink::begin_name(c, label.set_in, colours);
    for is_halo in [true, false] {
        for glyph in &label.glyphs {
            let (x, y) = ((at.x + glyph.at_px.0) * dpr, (at.y + glyph.at_px.1) * dpr);
            let (sin, cos) = (glyph.angle.sin() * dpr, glyph.angle.cos() * dpr);
            // Transforms and text do not fail for finite numbers.
            drop(c.set_transform(cos, sin, -sin, cos, x, y));
            drop(if is_halo { c.stroke_text(&glyph.text, 0.0, 0.0) } else { c.fill_text(&glyph.text, 0.0, 0.0) });
        }
    }
    drop(c.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0));
}
