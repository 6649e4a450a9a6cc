//! Label placement: names beside their signs, broken into lines, without overlap, stable.
//!
//! Placement is greedy by importance; among equals those already placed come first, so that nothing jumps while the
//! map moves. A label touches no other label and no symbol. The result depends on the scale, not on the view: panning
//! never moves a label. O(n) over a grid of cells.

use super::draw_list::SymbolItem;
use super::order::in_order;
use diming_protocol::FeatureId;
use diming_protocol::geo::World;
use diming_protocol::symbol::HALO_PX;
use std::collections::HashMap;
use std::rc::Rc;

/// Font size, CSS pixels.
pub const FONT_PX: f64 = 13.0;
/// Line height, CSS pixels.
pub const LINE_HEIGHT_PX: f64 = 16.0;
/// Widest line, CSS pixels: about nine Chinese characters.
pub const LINE_MAX_PX: f64 = 9.2 * FONT_PX;
/// Gap between a sign and its label, CSS pixels.
const GAP_PX: f64 = 3.0;
/// Padding of a label, CSS pixels.
const AIR_PX: f64 = 2.0;
/// Side of the cells that index occupied boxes, CSS pixels.
const CELL_PX: f64 = 64.0;
/// Most labels of a picture.
const LABELS_MAX: usize = 600;

/// A name broken into one or two lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The lines.
    pub lines: Vec<String>,
    /// Width of the widest line, CSS pixels.
    pub width_px: f64,
}

impl Block {
    /// Height of all lines, CSS pixels.
    pub fn height_px(&self) -> f64 {
        self.lines.len() as f64 * LINE_HEIGHT_PX
    }

    /// Breaks a name: one line if it fits, else two of about equal width, truncated with … if those are too wide.
    pub fn of(name: &str, mut measure: impl FnMut(&str) -> f64) -> Block {
        let whole = measure(name);
        if whole <= LINE_MAX_PX {
            return Block { lines: vec![name.to_owned()], width_px: whole };
        }
        let at = best_break(name, whole, &mut measure);
        let (first, second) = name.split_at(at);
        let lines: Vec<String> = [first.trim(), second.trim()].map(|line| cut(line, &mut measure)).to_vec();
        let width_px = lines.iter().map(|line| measure(line)).fold(0.0, f64::max);
        Block { lines, width_px }
    }
}

/// Index of the break in two: nearest to the middle among the allowed breaks.
fn best_break(name: &str, whole_px: f64, measure: &mut impl FnMut(&str) -> f64) -> usize {
    let mut before = None;
    let mut best = (f64::INFINITY, name.len());
    for (at, c) in name.char_indices() {
        if before.is_some_and(|b| may_break(b, c)) {
            let off = (measure(&name[..at]) - whole_px / 2.0).abs();
            // A break at a blank or a bracket may be two characters less even.
            let off = if c == ' ' || matches!(c, '（' | '(') { off - 2.0 * FONT_PX } else { off };
            if off < best.0 {
                best = (off, at);
            }
        }
        before = Some(c);
    }
    best.1
}

fn may_break(before: char, after: char) -> bool {
    let is_wide = |c: char| c >= '\u{2e80}';
    let opens = |c: char| matches!(c, '（' | '(' | '「' | '《' | '“');
    let closes = |c: char| matches!(c, '）' | ')' | '」' | '》' | '”' | '、' | '，' | '。' | '·');
    (after == ' ' || is_wide(before) || is_wide(after)) && !opens(before) && !closes(after) && before != ' '
}

/// Truncates a line to the largest width with an ellipsis.
fn cut(line: &str, measure: &mut impl FnMut(&str) -> f64) -> String {
    if measure(line) <= LINE_MAX_PX {
        return line.to_owned();
    }
    let mut kept = line;
    while let Some((at, _)) = kept.char_indices().next_back() {
        kept = &kept[..at];
        let short = format!("{}…", kept.trim_end());
        if measure(&short) <= LINE_MAX_PX {
            return short;
        }
    }
    String::new()
}

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
}

const SIDES: [Side; 4] = [Side::Right, Side::Left, Side::Below, Side::Above];

impl Side {
    /// Upper left corner of a block, relative to the centre of its sign, CSS pixels.
    pub fn offset_px(self, radius_px: f64, block: &Block) -> (f64, f64) {
        let (w, h, out) = (block.width_px, block.height_px(), radius_px + GAP_PX);
        match self {
            Side::Right => (out, -h / 2.0),
            Side::Left => (-out - w, -h / 2.0),
            Side::Below => (-w / 2.0, out - 1.0),
            Side::Above => (-w / 2.0, 1.0 - out - h),
        }
    }
}

/// A placed label, fading in or out.
#[derive(Clone, Debug)]
pub struct Label {
    /// The record.
    pub id: FeatureId,
    /// Centre of its sign.
    pub at: World,
    /// Its side.
    pub side: Side,
    /// Upper left corner relative to the centre of the sign, CSS pixels.
    pub offset_px: (f64, f64),
    /// Its lines.
    pub block: Rc<Block>,
    /// The whole name.
    pub name: String,
    /// The record is selected.
    pub selected: bool,
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

impl Labels {
    /// Places the labels of symbols for a scale (`world_px` is the width of the world in CSS pixels). `block_of`
    /// breaks and measures a name. With `fades`, new labels start transparent and removed ones fade out.
    pub fn arrange(
        &mut self,
        symbols: &[SymbolItem],
        world_px: f64,
        fades: bool,
        mut block_of: impl FnMut(&str) -> Rc<Block>,
    ) {
        let mut before: HashMap<FeatureId, Label> = self.items.drain(..).map(|l| (l.id, l)).collect();
        // Relative to a symbol of the picture: small numbers keep their precision.
        let origin = symbols.first().map_or(World::default(), |s| s.at);
        let px = |at: World| ((at.x - origin.x) * world_px, (at.y - origin.y) * world_px);
        let mut taken = Taken::default();
        for symbol in symbols {
            let ((x, y), r) = (px(symbol.at), symbol.radius_px);
            taken.add(Rect { x0: x - r, y0: y - r, x1: x + r, y1: y + r });
        }
        // By rank; among equals those that already have a label.
        let is_new = |s: &SymbolItem| before.get(&s.id).is_none_or(|l| l.leaving);
        let keys = symbols.iter().map(|s| u64::from(s.label_rank) << 1 | u64::from(is_new(s)));
        for (_, i) in in_order(keys) {
            if self.items.len() == LABELS_MAX {
                break;
            }
            let symbol = &symbols[i];
            if symbol.label.is_empty() {
                continue;
            }
            let block = block_of(&symbol.label);
            let old = before.get(&symbol.id);
            let first = old.map_or(SIDES[0], |l| l.side);
            let (x, y) = px(symbol.at);
            let free = std::iter::once(first).chain(SIDES.into_iter().filter(|&s| s != first)).find_map(|side| {
                let halo_px = if symbol.selected { HALO_PX } else { 0.0 };
                let (dx, dy) = side.offset_px(symbol.radius_px + halo_px, &block);
                let rect = Rect {
                    x0: x + dx - AIR_PX,
                    y0: y + dy,
                    x1: x + dx + block.width_px + AIR_PX,
                    y1: y + dy + block.height_px(),
                };
                taken.is_free(&rect).then_some((side, (dx, dy), rect))
            });
            if let Some((side, offset_px, rect)) = free {
                taken.add(rect);
                let alpha = before.remove(&symbol.id).map_or(if fades { 0.0 } else { 1.0 }, |l| l.alpha);
                self.items.push(Label {
                    id: symbol.id,
                    at: symbol.at,
                    side,
                    offset_px,
                    block,
                    name: symbol.label.clone(),
                    selected: symbol.selected,
                    alpha,
                    leaving: false,
                });
            }
        }
        if fades {
            let ids: Vec<FeatureId> = before.values().filter(|l| l.alpha > 0.0).map(|l| l.id).collect();
            for (_, i) in in_order(ids.iter().map(|id| id.0.into())) {
                let label = before.remove(&ids[i]).map(|label| Label { leaving: true, ..label });
                self.items.extend(label);
            }
        }
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
