//! Hit testing.

use super::camera::{Camera, Px};
use super::draw_list::{DrawList, ShapeItem};
use diming_protocol::geo::World;

/// Tolerance around a line, beyond half the size of the target, CSS pixels.
const LINE_REACH_PX: f64 = 4.0;

/// Least target size, CSS pixels: a mouse is exact, a finger needs 44 (WCAG 2.5.5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Width and height.
    pub size_px: f64,
}

/// With a mouse or a pen.
pub const FINE: Target = Target { size_px: 4.0 };
/// With a finger.
pub const COARSE: Target = Target { size_px: 44.0 };

/// A hit, as an index in the draw list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// Index of a symbol.
    Symbol(usize),
    /// Index of a shape.
    Shape(usize),
}

/// Returns what is under a pointer: a symbol (the nearest in reach), else a line, else an area.
pub fn hit(list: &DrawList, camera: &Camera, pointer: Px, target: Target) -> Option<Hit> {
    let symbol = nearest_symbol(list, camera, pointer, |radius_px| radius_px.max(target.size_px / 2.0));
    symbol.map(Hit::Symbol).or_else(|| hit_shape(list, camera, pointer, target).map(Hit::Shape))
}

/// The symbol nearest to a position, within a reach that may depend on its radius.
pub fn nearest_symbol(list: &DrawList, camera: &Camera, place: Px, reach_px: impl Fn(f64) -> f64) -> Option<usize> {
    let mut best = None;
    // From the top down, so that the upper of two equally near ones is hit.
    for (i, symbol) in list.symbols.iter().enumerate().rev() {
        // Inside a symbol the distance to its centre counts; outside, the gap to its edge counts more.
        let distance = camera.screen_from_world(symbol.at).distance(place);
        let cost = distance + (distance - symbol.radius_px).max(0.0);
        if distance <= reach_px(symbol.radius_px) && best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, i));
        }
    }
    best.map(|(_, i)| i)
}

fn hit_shape(list: &DrawList, camera: &Camera, pointer: Px, target: Target) -> Option<usize> {
    let reach = (target.size_px / 2.0 + LINE_REACH_PX) / camera.world_px();
    let at = camera.world_from_screen(pointer);
    let grown = |s: &ShapeItem| {
        let b = s.bounds;
        at.x >= b.min_x - reach && at.x <= b.max_x + reach && at.y >= b.min_y - reach && at.y <= b.max_y + reach
    };
    let met = |s: &ShapeItem| if s.closed { is_inside(&s.parts, at) } else { is_near(&s.parts, at, reach) };
    list.shapes.iter().rposition(|s| grown(s) && met(s))
}

/// Even-odd rule over all rings (holes are rings).
fn is_inside(rings: &[Vec<World>], at: World) -> bool {
    let crosses =
        |a: &World, b: &World| (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x;
    let crossings = |ring: &[World]| {
        let closing = ring.last().zip(ring.first()).filter(|(a, b)| crosses(a, b)).is_some();
        ring.windows(2).filter(|w| crosses(&w[0], &w[1])).count() + usize::from(closing)
    };
    rings.iter().map(|ring| crossings(ring)).sum::<usize>() % 2 == 1
}

fn is_near(lines: &[Vec<World>], at: World, reach: f64) -> bool {
    let distance = |a: World, b: World| {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let length2 = dx * dx + dy * dy;
        let t = if length2 == 0.0 { 0.0 } else { ((at.x - a.x) * dx + (at.y - a.y) * dy) / length2 };
        let t = t.clamp(0.0, 1.0);
        (at.x - a.x - t * dx).hypot(at.y - a.y - t * dy)
    };
    lines.iter().flat_map(|line| line.windows(2)).any(|w| distance(w[0], w[1]) <= reach)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::Viewport;
    use crate::draw_list::{Face, SymbolItem};
    use diming_protocol::catalog::Sign;
    use diming_protocol::geo::WorldBounds;
    use diming_protocol::{FeatureId, RecordState};

    const CAMERA: Camera = Camera {
        center: World { x: 0.5, y: 0.5 },
        zoom: 0.0,
        viewport: Viewport { width_px: 256.0, height_px: 256.0, covered_px: 0.0 },
    };

    fn symbol(x_px: f64, y_px: f64, radius_px: f64) -> SymbolItem {
        SymbolItem {
            id: FeatureId(0),
            at: World { x: x_px / 256.0, y: y_px / 256.0 },
            radius_px,
            face: Face::Sign { sign: Sign::Dot, layer: 0, state: RecordState::Current },
            selected: false,
            label: String::new(),
            label_rank: 1,
        }
    }

    fn shape(closed: bool, parts: &[&[(f64, f64)]]) -> ShapeItem {
        let parts: Vec<Vec<World>> =
            parts.iter().map(|p| p.iter().map(|&(x, y)| World { x: x / 256.0, y: y / 256.0 }).collect()).collect();
        let bounds = WorldBounds { min_x: 0.0, min_y: 0.0, max_x: 1.0, max_y: 1.0 };
        ShapeItem { id: FeatureId(1), layer: 0, closed, parts, bounds, selected: false, label: String::new() }
    }

    #[test]
    fn meets_what_one_aims_at() {
        let square: &[(f64, f64)] = &[(100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0), (100.0, 100.0)];
        let hole: &[(f64, f64)] = &[(140.0, 140.0), (160.0, 140.0), (160.0, 160.0), (140.0, 160.0)];
        let list = DrawList {
            zoom_step: 0,
            shapes: vec![shape(true, &[square, hole]), shape(false, &[&[(0.0, 180.0), (250.0, 180.0)]])],
            symbols: vec![symbol(20.0, 20.0, 10.0), symbol(50.0, 20.0, 14.0), symbol(120.0, 120.0, 10.0)],
        };
        let cases = [
            ((25.0, 20.0), FINE, Some(Hit::Symbol(0))),
            ((41.0, 20.0), FINE, Some(Hit::Symbol(1))),
            ((35.0, 40.0), FINE, None),
            ((28.0, 34.0), COARSE, Some(Hit::Symbol(0))),
            ((125.0, 125.0), FINE, Some(Hit::Symbol(2))),
            ((170.0, 120.0), FINE, Some(Hit::Shape(0))),
            ((150.0, 150.0), FINE, None),
            ((170.0, 184.0), FINE, Some(Hit::Shape(1))),
            ((20.0, 190.0), FINE, None),
            ((20.0, 190.0), COARSE, Some(Hit::Shape(1))),
        ];
        for ((x, y), target, expected) in cases {
            assert_eq!(hit(&list, &CAMERA, Px { x, y }, target), expected, "({x}, {y}) {target:?}");
        }
    }
}
