//! Label placement: names beside their signs and names of the ground, broken into lines or along lines, without
//! overlap, stable.
//!
//! Placement is greedy by importance; among equals those already placed come first, so that nothing jumps while the
//! map moves. A label touches no other label and no symbol. The result depends on the scale, not on the view: panning
//! never moves a label. O(n) over a grid of cells.

mod along;
mod block;

pub use along::Glyph;
pub use block::{Block, FONT_PX, LINE_HEIGHT_PX, LINE_MAX_PX, Type};

use super::camera::{Camera, Px};
use super::draw_list::SymbolItem;
use super::order::in_order;
use along::{glyphs_along, relative_px};
use diming_protocol::catalog::NameRank;
use diming_protocol::geo::World;
use diming_protocol::symbol::HALO_PX;
use diming_protocol::{FeatureId, GroundName};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Gap between a sign and its label, CSS pixels.
const GAP_PX: f64 = 3.0;
/// Padding of a label, CSS pixels.
const AIR_PX: f64 = 2.0;
/// Side of the cells that index occupied boxes, CSS pixels.
const CELL_PX: f64 = 64.0;
/// Most labels of a picture.
const LABELS_MAX: usize = 600;
/// Names of the ground but towns stand behind the names of all signs (a catalog has at most 64 layers).
const GROUND_TURN: u32 = 1_000;

/// The side of the sign that a label is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the right, the first choice.
    Right,
    /// To the left.
    Left,
    /// Below.
    Below,
    /// Above.
    Above,
    /// On it: a name of the ground has no sign.
    Middle,
    /// Around what stands there: the direction, then ring by ring outwards.
    Around(u8),
}

const SIDES: [Side; 4] = [Side::Right, Side::Left, Side::Below, Side::Above];
/// Directions of [`Side::Around`]: where the middle of the name is, as signs of x and y.
const AROUND: [(f64, f64); 8] =
    [(0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0), (1.0, -1.0), (-1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
/// Distances of the rings of [`Side::Around`], CSS pixels.
const RINGS_PX: [f64; 3] = [6.0, 20.0, 34.0];

impl Side {
    /// Upper left corner of a block, relative to the centre of its sign, CSS pixels.
    pub fn offset_px(self, radius_px: f64, block: &Block) -> (f64, f64) {
        let (w, h, out) = (block.width_px, block.height_px(), radius_px + GAP_PX);
        match self {
            Side::Right => (out, -h / 2.0),
            Side::Left => (-out - w, -h / 2.0),
            Side::Below => (-w / 2.0, out - 1.0),
            Side::Above => (-w / 2.0, 1.0 - out - h),
            Side::Middle => (-w / 2.0, -h / 2.0),
            Side::Around(at) => {
                let (x, y) = AROUND[usize::from(at) % AROUND.len()];
                let out = RINGS_PX[(usize::from(at) / AROUND.len()).min(RINGS_PX.len() - 1)];
                ((x - 1.0) * w / 2.0 + x * out, (y - 1.0) * h / 2.0 + y * out)
            }
        }
    }

    /// All for a name of the ground, the best first: a town may stand aside, a smaller place would seem elsewhere.
    fn around(rank: NameRank) -> impl Iterator<Item = Side> {
        let rings = if rank == NameRank::Town { RINGS_PX.len() } else { 1 };
        std::iter::once(Side::Middle).chain((0..(AROUND.len() * rings) as u8).map(Side::Around))
    }
}

/// What a label names, and by what it is known when the picture changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Of {
    /// A sign of the map.
    Sign(FeatureId),
    /// A place name of the ground.
    Name(FeatureId),
    /// A line of the ground: its name and where it is written, to about a centimetre.
    Line(String, (u64, u64)),
}

/// A placed label, fading in or out.
#[derive(Clone, Debug)]
pub struct Label {
    /// What it names.
    pub of: Of,
    /// Centre of its sign; of a name of the ground, where it is.
    pub at: World,
    /// Its side.
    pub side: Side,
    /// Upper left corner relative to `at`, CSS pixels.
    pub offset_px: (f64, f64),
    /// Its lines.
    pub block: Rc<Block>,
    /// The whole name.
    pub name: String,
    /// The type in which it is set.
    pub set_in: Type,
    /// Its characters, where it is written along a line.
    pub glyphs: Vec<Glyph>,
    /// Opacity, 0 to 1.
    pub alpha: f64,
    /// It fades out and is then removed.
    pub leaving: bool,
}

/// The placed labels.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// In painting order.
    pub items: Vec<Label>,
}

/// A name that is to be placed.
struct Wish<'a> {
    of: Of,
    at: World,
    radius_px: f64,
    name: &'a str,
    set_in: Type,
    along: &'a [World],
    /// The smaller, the more important.
    turn: u32,
}

impl<'a> Wish<'a> {
    fn of_symbol(symbol: &'a SymbolItem) -> Wish<'a> {
        let (halo_px, set_in) = if symbol.selected { (HALO_PX, Type::Selected) } else { (0.0, Type::Sign) };
        Wish {
            of: Of::Sign(symbol.id),
            at: symbol.at,
            radius_px: symbol.radius_px + halo_px,
            name: &symbol.label,
            set_in,
            along: &[],
            // Towns stand between the selected sign and all others, the rest of the ground behind these.
            turn: if symbol.selected { 0 } else { symbol.label_rank.saturating_add(1) },
        }
    }

    fn of_name(name: &'a GroundName) -> Wish<'a> {
        let line = || Of::Line(name.label.clone(), (name.at.x.to_bits() >> 20, name.at.y.to_bits() >> 20));
        let rank = NameRank::ALL.iter().position(|&rank| rank == name.rank).unwrap_or_default() as u32;
        Wish {
            of: name.id.map_or_else(line, Of::Name),
            at: name.at,
            radius_px: 0.0,
            name: &name.label,
            set_in: Type::Ground(name.rank),
            along: &name.along,
            turn: if name.rank == NameRank::Town { 1 } else { GROUND_TURN + rank },
        }
    }

    /// Its sides, the one before first, then the best.
    fn sides(&self, before: Option<Side>) -> impl Iterator<Item = Side> {
        let rank = if let Type::Ground(rank) = self.set_in { Some(rank) } else { None };
        let beside = SIDES.into_iter().take(if rank.is_some() { 0 } else { SIDES.len() });
        let around = rank.into_iter().flat_map(Side::around);
        before.into_iter().chain(beside.chain(around).filter(move |&side| before != Some(side)))
    }
}

#[derive(Clone, Copy, Debug)]
struct Rect {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

/// Occupied boxes by cell.
#[derive(Default)]
struct Taken {
    cells: HashMap<(i64, i64), Vec<Rect>>,
}

impl Taken {
    fn cells_of(r: &Rect) -> impl Iterator<Item = (i64, i64)> + use<> {
        let cell = |v: f64| (v / CELL_PX).floor() as i64;
        let (x0, x1, y0, y1) = (cell(r.x0), cell(r.x1), cell(r.y0), cell(r.y1));
        (y0..=y1).flat_map(move |y| (x0..=x1).map(move |x| (x, y)))
    }

    fn add(&mut self, r: Rect) {
        for cell in Taken::cells_of(&r) {
            self.cells.entry(cell).or_default().push(r);
        }
    }

    fn is_free(&self, r: &Rect) -> bool {
        let apart = |o: &Rect| o.x1 <= r.x0 || o.x0 >= r.x1 || o.y1 <= r.y0 || o.y0 >= r.y1;
        Taken::cells_of(r).all(|cell| self.cells.get(&cell).is_none_or(|rects| rects.iter().all(apart)))
    }
}

/// Places one label after the other where they touch nothing.
struct Placing<'a> {
    /// Relative to a place of the picture: small numbers keep their precision.
    origin: World,
    world_px: f64,
    taken: Taken,
    before: Option<&'a HashMap<Of, Label>>,
}

impl Placing<'_> {
    fn px(&self, at: World) -> (f64, f64) {
        ((at.x - self.origin.x) * self.world_px, (at.y - self.origin.y) * self.world_px)
    }

    /// Beside its sign, or at its place; `None` where there is no room.
    fn beside(&mut self, wish: &Wish<'_>, block: &Block) -> Option<(Side, (f64, f64))> {
        let (x, y) = self.px(wish.at);
        // What was chosen has its name, whatever lies beneath.
        let must_stand = wish.set_in == Type::Selected;
        let before = self.before.and_then(|before| before.get(&wish.of)).map(|label| label.side);
        let (side, offset_px, rect) = wish.sides(before).find_map(|side| {
            let (dx, dy) = side.offset_px(wish.radius_px, block);
            let rect = Rect {
                x0: x + dx - AIR_PX,
                y0: y + dy,
                x1: x + dx + block.width_px + AIR_PX,
                y1: y + dy + block.height_px(),
            };
            (self.taken.is_free(&rect) || must_stand).then_some((side, (dx, dy), rect))
        })?;
        self.taken.add(rect);
        Some((side, offset_px))
    }

    /// Along its line; `None` where that is too short, too bent, or there is no room.
    fn along(&mut self, wish: &Wish<'_>, measure: impl FnMut(&str) -> f64) -> Option<Vec<Glyph>> {
        let (x, y) = self.px(wish.at);
        let line = relative_px(wish.along, wish.at, self.world_px);
        let glyphs = glyphs_along(wish.name, &line, wish.set_in.font_px(), measure)?;
        let rect = |glyph: &Glyph| {
            let (x, y, r) = (x + glyph.at_px.0, y + glyph.at_px.1, glyph.reach_px + AIR_PX);
            Rect { x0: x - r, y0: y - r, x1: x + r, y1: y + r }
        };
        if !glyphs.iter().all(|glyph| self.taken.is_free(&rect(glyph))) {
            return None;
        }
        glyphs.iter().for_each(|glyph| self.taken.add(rect(glyph)));
        Some(glyphs)
    }
}

/// How the labels of a picture follow those of the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// New ones fade in, removed ones fade out.
    pub fades: bool,
    /// The map has only moved: what stands keeps its place, so that nothing jumps. Otherwise all are placed as if
    /// nothing had been there.
    pub keeps: bool,
}

/// Measures texts and breaks names: what the placing needs to know of fonts.
pub trait Fonts {
    /// A name broken into lines.
    fn block(&mut self, name: &str, set_in: Type) -> Rc<Block>;
    /// Width of a text in one line, CSS pixels.
    fn width_px(&mut self, text: &str, set_in: Type) -> f64;
}

impl Labels {
    /// Places the labels of symbols, and the names of the ground between them, for a scale (`world_px` is the width of
    /// the world in CSS pixels). A name that is a symbol as well is not written twice. With `turn.fades`, new labels start
    /// transparent and removed ones fade out; with `turn.keeps` those that stand keep their place.
    pub fn arrange(
        &mut self,
        symbols: &[SymbolItem],
        names: &[GroundName],
        world_px: f64,
        turn: Turn,
        fonts: &mut impl Fonts,
    ) {
        let mut before: HashMap<Of, Label> = self.items.drain(..).map(|l| (l.of.clone(), l)).collect();
        let origin = symbols.first().map(|s| s.at).or(names.first().map(|n| n.at)).unwrap_or_default();
        let mut placing = Placing { origin, world_px, taken: Taken::default(), before: turn.keeps.then_some(&before) };
        for symbol in symbols {
            let ((x, y), r) = (placing.px(symbol.at), symbol.radius_px);
            placing.taken.add(Rect { x0: x - r, y0: y - r, x1: x + r, y1: y + r });
        }
        let shown: HashSet<FeatureId> = symbols.iter().filter(|s| !s.is_cluster()).map(|s| s.id).collect();
        let names = names.iter().filter(|name| name.id.is_none_or(|id| !shown.contains(&id)));
        let wishes: Vec<Wish<'_>> = symbols.iter().map(Wish::of_symbol).chain(names.map(Wish::of_name)).collect();
        // By importance; among equals those that already have a label.
        let is_new = |wish: &Wish<'_>| !turn.keeps || before.get(&wish.of).is_none_or(|label| label.leaving);
        let keys = wishes.iter().map(|wish| u64::from(wish.turn) << 1 | u64::from(is_new(wish)));
        for (_, i) in in_order(keys) {
            if self.items.len() == LABELS_MAX {
                break;
            }
            let wish = &wishes[i];
            if wish.name.is_empty() {
                continue;
            }
            let block = fonts.block(wish.name, wish.set_in);
            let placed = match wish.along {
                [] => placing.beside(wish, &block).map(|(side, offset_px)| (side, offset_px, Vec::new())),
                _ => {
                    let glyphs = placing.along(wish, |text| fonts.width_px(text, wish.set_in));
                    glyphs.map(|glyphs| (Side::Middle, (0.0, 0.0), glyphs))
                }
            };
            if let Some((side, offset_px, glyphs)) = placed {
                let alpha = before.get(&wish.of).map_or(if turn.fades { 0.0 } else { 1.0 }, |label| label.alpha);
                let (of, name) = (wish.of.clone(), wish.name.to_owned());
                let (at, set_in, leaving) = (wish.at, wish.set_in, false);
                self.items.push(Label { of, at, side, offset_px, block, name, set_in, glyphs, alpha, leaving });
            }
        }
        if turn.fades {
            self.items.iter().for_each(|label| drop(before.remove(&label.of)));
            let mut gone: Vec<Label> = before.into_values().filter(|label| label.alpha > 0.0).collect();
            gone.sort_by(|a, b| a.of.cmp(&b.of));
            self.items.extend(gone.into_iter().map(|label| Label { leaving: true, ..label }));
        }
    }

    /// The place name of the ground that is written at a pointer.
    pub fn name_at(&self, camera: &Camera, pointer: Px) -> Option<(FeatureId, &Label)> {
        self.items.iter().filter(|label| !label.leaving).find_map(|label| {
            let Of::Name(id) = label.of else { return None };
            let at = camera.screen_from_world(label.at);
            let (x, y) = (pointer.x - at.x - label.offset_px.0, pointer.y - at.y - label.offset_px.1);
            let is_inside = (0.0..=label.block.width_px).contains(&x) && (0.0..=label.block.height_px()).contains(&y);
            is_inside.then_some((id, label))
        })
    }

    /// Advances the fading by a fraction; returns true while something still fades.
    pub fn fade(&mut self, part: f64) -> bool {
        for label in &mut self.items {
            let step = if label.leaving { -part } else { part };
            label.alpha = (label.alpha + step).clamp(0.0, 1.0);
        }
        self.items.retain(|l| !l.leaving || l.alpha > 0.0);
        self.items.iter().any(|l| l.leaving || l.alpha < 1.0)
    }
}

#[cfg(test)]
mod tests;
