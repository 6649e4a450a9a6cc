//! Lines and areas of the ground: thinned by zoom, and rough outside the view.
//!
//! A vertex is drawn at a zoom where it lies in another cell of half a pixel than the one before it, which two numbers
//! tell by one exclusive or: no level is stored, and a pass over the vertices of a view is all that a picture needs.

use crate::dataset::ShapeKind;
use crate::dataset::table::{DEGREE_E7, Shape, Table};
use crate::index::order::{FIXED_PER_UNIT, fixed_from_unit};
use diming_protocol::catalog::{GroundKind, NameRank};
use diming_protocol::geo::{LonLat, World, WorldBounds, mercator};
use diming_protocol::{FeatureId, GroundName, GroundShape};

/// Most vertices of a picture: with more the lines become coarser, none is left out.
const VERTICES_MAX: usize = 40_000;
/// Most shapes of a picture, the largest first.
const SHAPES_MAX: usize = 4_000;
/// Smallest side of a box that is drawn, CSS pixels.
const SIDE_MIN_PX: f64 = 2.0;
/// Distance between two writings of a line's name, and how much of the line each has, CSS pixels.
const NAME_EVERY_PX: f64 = 640.0;
const NAME_REACH_PX: f64 = 110.0;
/// Most names of lines and areas of a picture.
const NAMES_MAX: usize = 150;
/// Shortest line, and smallest area, that bears its name, CSS pixels.
const NAMED_MIN_PX: f64 = 90.0;

/// Places of a side of the grid on which the place of an area's name is looked for, and most corners looked at.
const GRID: usize = 12;
const CORNERS_MAX: usize = 300;

type Fixed = (u32, u32);

/// One shape of a layer of the ground, in fixed-point coordinates of the unit square.
#[derive(Clone, Debug)]
pub struct GroundLine {
    kind: GroundKind,
    id: FeatureId,
    closed: bool,
    bounds: WorldBounds,
    /// Where an area bears its name.
    middle: World,
    parts: Vec<Vec<Fixed>>,
}

impl GroundLine {
    /// A shape of a table; `None` for points. `seen` is what the camera never leaves: an area bears its name in there.
    pub fn of(layer: usize, kind: GroundKind, shape: &Shape, seen: WorldBounds) -> Option<GroundLine> {
        if shape.kind == ShapeKind::Points {
            return None;
        }
        let none = WorldBounds { min_x: 1.0, min_y: 1.0, max_x: 0.0, max_y: 0.0 };
        let mut bounds = none;
        let mut place = |&(lon_e7, lat_e7): &(i32, i32)| {
            let at = LonLat { lon: f64::from(lon_e7) / DEGREE_E7, lat: f64::from(lat_e7) / DEGREE_E7 };
            let World { x, y } = mercator::world_from_lonlat(at);
            bounds = WorldBounds {
                min_x: bounds.min_x.min(x),
                min_y: bounds.min_y.min(y),
                max_x: bounds.max_x.max(x),
                max_y: bounds.max_y.max(y),
            };
            (fixed_from_unit(x), fixed_from_unit(y))
        };
        let parts: Vec<Vec<Fixed>> = shape.parts.iter().map(|part| part.iter().map(&mut place).collect()).collect();
        let closed = shape.kind == ShapeKind::Rings;
        let middle =
            if closed && name_rank(kind).is_some() { roomiest(&parts, meet(bounds, seen)) } else { World::default() };
        Some(GroundLine { kind, id: FeatureId::new(layer, shape.row as usize), closed, bounds, middle, parts })
    }

    /// Number of its vertices.
    pub fn vertices(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    fn side(&self) -> f64 {
        (self.bounds.max_x - self.bounds.min_x).max(self.bounds.max_y - self.bounds.min_y)
    }
}

/// The shapes in a box at a zoom step, the lowest kind first. O(vertices of the shapes that meet the box).
pub fn query_ground_shapes(lines: &[GroundLine], bounds: WorldBounds, zoom_step: u8) -> Vec<GroundShape> {
    let side_min = SIDE_MIN_PX / mercator::world_px(f64::from(zoom_step));
    let is_drawn = |line: &&GroundLine| {
        line.kind.zoom_min() <= zoom_step && line.side() >= side_min && meets(&line.bounds, &bounds)
    };
    let mut drawn: Vec<&GroundLine> = lines.iter().filter(is_drawn).collect();
    drawn.sort_by(|a, b| b.side().total_cmp(&a.side()));
    drawn.truncate(SHAPES_MAX);
    drawn.sort_by_key(|line| line.kind);
    // A part of a shape that lies elsewhere, or is no larger than a dot, takes nothing of what may be drawn.
    let is_seen = |part: &&Vec<Fixed>| {
        let around = box_of(part);
        meets(&around, &bounds) && (around.max_x - around.min_x).max(around.max_y - around.min_y) >= side_min
    };
    let mut detail = zoom_step + 1;
    loop {
        let parts = |line: &&GroundLine| -> Vec<Vec<Fixed>> {
            line.parts.iter().filter(|part| is_seen(part)).map(|part| thinned(part, bounds, detail)).collect()
        };
        let shapes: Vec<Vec<Vec<Fixed>>> = drawn.iter().map(parts).collect();
        if detail == 0 || shapes.iter().flatten().map(Vec::len).sum::<usize>() <= VERTICES_MAX {
            let shape = |(line, parts): (&&GroundLine, Vec<Vec<Fixed>>)| GroundShape {
                kind: line.kind,
                closed: line.closed,
                parts: parts.into_iter().map(|part| part.into_iter().map(world_of).collect()).collect(),
            };
            return drawn.iter().zip(shapes).filter(|(_, parts)| !parts.is_empty()).map(shape).collect();
        }
        detail -= 1;
    }
}

/// The box around some positions.
fn box_of(part: &[Fixed]) -> WorldBounds {
    let (mut low, mut high) = ((u32::MAX, u32::MAX), (0, 0));
    for &(x, y) in part {
        low = (low.0.min(x), low.1.min(y));
        high = (high.0.max(x), high.1.max(y));
    }
    let (min, max) = (world_of(low), world_of(high));
    WorldBounds { min_x: min.x, min_y: min.y, max_x: max.x, max_y: max.y }
}

/// The names of lines and areas in a box at a zoom step; `name_of` gives the name of a shape, empty for none.
pub fn query_ground_names(
    lines: &[GroundLine],
    bounds: WorldBounds,
    zoom_step: u8,
    name_of: impl Fn(FeatureId) -> String,
) -> Vec<GroundName> {
    let px = mercator::world_px(f64::from(zoom_step));
    let mut names: Vec<GroundName> = Vec::new();
    for line in lines {
        if names.len() >= NAMES_MAX {
            break;
        }
        let Some((rank, zoom_min)) = name_rank(line.kind) else { continue };
        if zoom_step < zoom_min || line.side() * px < NAMED_MIN_PX || !meets(&line.bounds, &bounds) {
            continue;
        }
        let label = name_of(line.id);
        if label.is_empty() {
            continue;
        }
        if line.closed {
            let at = line.middle;
            names.extend(bounds.contains(at).then(|| GroundName { id: None, at, along: Vec::new(), rank, label }));
            continue;
        }
        for part in &line.parts {
            let path: Vec<World> = kept(part, zoom_step + 1).map(world_of).collect();
            let paths = stretches(&path, px, bounds);
            for (at, along) in paths {
                // A road in many pieces says its name once in a while, not on each.
                let near = |other: &GroundName| {
                    other.label == label && (other.at.x - at.x).hypot(other.at.y - at.y) * px < NAME_EVERY_PX / 2.0
                };
                if !names.iter().any(near) {
                    names.push(GroundName { id: None, at, along, rank, label: label.clone() });
                }
            }
        }
    }
    names
}

/// Rank of the name of a line or an area, and the zoom step from which it is written.
fn name_rank(kind: GroundKind) -> Option<(NameRank, u8)> {
    match kind {
        GroundKind::Water => Some((NameRank::Water, 0)),
        GroundKind::Green => Some((NameRank::Other, 14)),
        GroundKind::MainRoad => Some((NameRank::Street, 12)),
        GroundKind::Road => Some((NameRank::Street, NameRank::Street.zoom_min())),
        GroundKind::BuiltUp | GroundKind::Rail => None,
    }
}

/// Middles at even distances along a line that lie in the box, each with the stretch of the line around it.
fn stretches(path: &[World], px: f64, bounds: WorldBounds) -> Vec<(World, Vec<World>)> {
    let mut lengths = vec![0.0];
    for pair in path.windows(2) {
        lengths.push(lengths[lengths.len() - 1] + (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y) * px);
    }
    let whole = lengths[lengths.len() - 1];
    let count = if whole < NAMED_MIN_PX { 0 } else { (whole / NAME_EVERY_PX).ceil() as usize };
    let at = |distance: f64| {
        let i = lengths.partition_point(|&length| length <= distance).clamp(1, path.len().max(2) - 1);
        let part = (distance - lengths[i - 1]) / (lengths[i] - lengths[i - 1]).max(f64::MIN_POSITIVE);
        let (a, b) = (path[i - 1], path[i]);
        World { x: a.x + (b.x - a.x) * part.clamp(0.0, 1.0), y: a.y + (b.y - a.y) * part.clamp(0.0, 1.0) }
    };
    let stretch = |k: usize| {
        let middle = whole * (k as f64 + 0.5) / count as f64;
        let there = at(middle);
        if !bounds.contains(there) {
            return None;
        }
        let (from, to) = ((middle - NAME_REACH_PX).max(0.0), (middle + NAME_REACH_PX).min(whole));
        let reach = |distance: f64| lengths.partition_point(|&length| length < distance);
        let inner = path[reach(from)..reach(to)].iter().copied();
        Some((there, std::iter::once(at(from)).chain(inner).chain(std::iter::once(at(to))).collect()))
    };
    (0..count).filter_map(stretch).collect()
}

/// Of the places of a coarse grid that lie in the rings, the one furthest from every corner of them.
fn roomiest(rings: &[Vec<Fixed>], bounds: WorldBounds) -> World {
    let corners: Vec<World> = rings.iter().flatten().map(|&at| world_of(at)).collect();
    let every = corners.len().div_ceil(CORNERS_MAX).max(1);
    let side = |i: usize| (i as f64 + 0.5) / GRID as f64;
    let place = |i: usize| World {
        x: bounds.min_x + (bounds.max_x - bounds.min_x) * side(i % GRID),
        y: bounds.min_y + (bounds.max_y - bounds.min_y) * side(i / GRID),
    };
    let room = |at: &World| {
        let far = |corner: &World| (corner.x - at.x).hypot(corner.y - at.y);
        corners.iter().step_by(every).map(far).fold(f64::INFINITY, f64::min)
    };
    let sampled: Vec<Vec<Fixed>> = rings
        .iter()
        .filter(|ring| ring.len() > 3)
        .map(|ring| ring.iter().step_by(every).chain(ring.last()).copied().collect())
        .collect();
    let inside = (0..GRID * GRID).map(place).filter(|&at| lies_in(&sampled, at));
    let roomy = inside.max_by(|a, b| room(a).total_cmp(&room(b)));
    // A thin one may hold no place of the grid: a corner of its largest ring is at its edge at least.
    let edge = || rings.iter().max_by_key(|ring| ring.len()).and_then(|ring| ring.get(ring.len() / 2));
    roomy.or_else(|| edge().map(|&at| world_of(at))).unwrap_or_default()
}

/// Even-odd rule over all rings.
fn lies_in(rings: &[Vec<Fixed>], at: World) -> bool {
    let crosses =
        |a: World, b: World| (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x;
    let crossings = |ring: &Vec<Fixed>| ring.windows(2).filter(|w| crosses(world_of(w[0]), world_of(w[1]))).count();
    rings.iter().map(crossings).sum::<usize>() % 2 == 1
}

fn world_of((x, y): Fixed) -> World {
    World { x: f64::from(x) / FIXED_PER_UNIT, y: f64::from(y) / FIXED_PER_UNIT }
}

/// What two boxes share; the first where that is nothing.
fn meet(a: WorldBounds, b: WorldBounds) -> WorldBounds {
    if !meets(&a, &b) {
        return a;
    }
    WorldBounds {
        min_x: a.min_x.max(b.min_x),
        min_y: a.min_y.max(b.min_y),
        max_x: a.max_x.min(b.max_x),
        max_y: a.max_y.min(b.max_y),
    }
}

fn meets(a: &WorldBounds, b: &WorldBounds) -> bool {
    a.min_x <= b.max_x && a.max_x >= b.min_x && a.min_y <= b.max_y && a.max_y >= b.min_y
}

/// The vertices that are drawn at a level of detail (a zoom step with cells of a pixel): ends, and each that lies in
/// another cell than the one before it.
fn kept(part: &[Fixed], detail: u8) -> impl Iterator<Item = Fixed> {
    // A pixel of level `detail` is 2^(24 − detail) units wide.
    let shift = 24_u32.saturating_sub(u32::from(detail));
    let is_kept = move |i: usize| {
        i == 0 || i + 1 == part.len() || {
            let ((ax, ay), (bx, by)) = (part[i - 1], part[i]);
            ((ax ^ bx) | (ay ^ by)) >> shift != 0
        }
    };
    (0..part.len()).filter(move |&i| is_kept(i)).map(|i| part[i])
}

/// The kept vertices without those that lie with both neighbours beyond the same edge of the box: inside the box
/// nothing changes by that.
fn thinned(part: &[Fixed], bounds: WorldBounds, detail: u8) -> Vec<Fixed> {
    let edges = [bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y].map(|v| fixed_from_unit(v.clamp(0.0, 1.0)));
    let beyond = |(x, y): Fixed| {
        u8::from(x < edges[0]) | u8::from(y < edges[1]) << 1 | u8::from(x > edges[2]) << 2 | u8::from(y > edges[3]) << 3
    };
    let mut out: Vec<Fixed> = Vec::new();
    for at in kept(part, detail) {
        if let [.., a, b] = out[..]
            && beyond(a) & beyond(b) & beyond(at) != 0
        {
            out.pop();
        }
        out.push(at);
    }
    out
}

/// The shapes of a table of the ground from an index on, at most about `vertices` of them; and the next index.
pub fn take_lines(
    table: &Table,
    layer: usize,
    kind: GroundKind,
    (from, vertices): (usize, usize),
    seen: WorldBounds,
    lines: &mut Vec<GroundLine>,
) -> usize {
    let mut taken = 0;
    let mut at = from;
    while let Some(shape) = table.shapes.get(at).filter(|_| taken < vertices) {
        let line = GroundLine::of(layer, kind, shape, seen);
        taken += line.as_ref().map_or(1, GroundLine::vertices).max(1);
        lines.extend(line);
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORLD: WorldBounds = WorldBounds { min_x: 0.0, min_y: 0.0, max_x: 1.0, max_y: 1.0 };

    fn line(kind: GroundKind, points: &[(f64, f64)]) -> GroundLine {
        let part: Vec<(i32, i32)> = points.iter().map(|&(lon, lat)| ((lon * 1e7) as i32, (lat * 1e7) as i32)).collect();
        GroundLine::of(0, kind, &Shape { row: 0, kind: ShapeKind::Lines, parts: vec![part] }, WORLD).unwrap()
    }

    #[test]
    fn a_river_is_thinned_and_named_along_itself() {
        let points: Vec<(f64, f64)> = (0..2000).map(|i| (121.0 + f64::from(i) * 0.0002, 31.9)).collect();
        let river = line(GroundKind::Water, &points);
        let count = |zoom_step| query_ground_shapes(std::slice::from_ref(&river), WORLD, zoom_step)[0].parts[0].len();
        assert!(count(6) < 40 && count(10) > count(6) && count(14) == 2000, "{} {} {}", count(6), count(10), count(14));
        let names = query_ground_names(std::slice::from_ref(&river), WORLD, 12, |_| "通吕运河".to_owned());
        // 0.4 degrees are 1165 px at zoom 12.
        assert_eq!(names.len(), 2);
        for name in &names {
            assert!(name.along.len() > 2 && name.along.iter().any(|p| p.x < name.at.x), "{name:?}");
            let px = mercator::world_px(12.0);
            assert!(((name.along[name.along.len() - 1].x - name.along[0].x) * px - 2.0 * NAME_REACH_PX).abs() < 1.0);
        }
        assert!(query_ground_names(std::slice::from_ref(&river), WORLD, 5, |_| "河".to_owned()).is_empty());
        assert!(query_ground_shapes(&[line(GroundKind::Road, &points)], WORLD, 12).is_empty(), "roads from zoom 13");
    }

    proptest! {
        /// Lines come out no further than 0.75 px from where they are, however they are thinned.
        #[test]
        fn a_thinned_line_stays_near(
            steps in proptest::collection::vec((-0.0004..0.0004f64, -0.0004..0.0004f64), 2..400),
            zoom_step in 8u8..16,
        ) {
            let mut at = (121.5, 31.9);
            let points: Vec<(f64, f64)> = steps.iter().map(|(x, y)| { at = (at.0 + x, at.1 + y); at }).collect();
            let whole = line(GroundKind::Water, &points);
            let px = mercator::world_px(f64::from(zoom_step));
            let thin: Vec<World> = kept(&whole.parts[0], zoom_step + 1).map(world_of).collect();
            for &vertex in &whole.parts[0] {
                let p = world_of(vertex);
                let distance = |pair: &[World]| {
                    let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
                    let t = ((p.x - pair[0].x) * dx + (p.y - pair[0].y) * dy) / (dx * dx + dy * dy).max(1e-300);
                    (p.x - pair[0].x - t.clamp(0.0, 1.0) * dx).hypot(p.y - pair[0].y - t.clamp(0.0, 1.0) * dy) * px
                };
                prop_assert!(thin.windows(2).any(|pair| distance(pair) < 0.75));
            }
        }

        /// What lies in the box is drawn as if nothing outside had been left out.
        #[test]
        fn nothing_changes_in_the_box(
            points in proptest::collection::vec((0u32..1000, 0u32..1000), 2..60),
            (x, y) in (0u32..800, 0u32..800),
        ) {
            let scale = 4_000_000;
            let part: Vec<Fixed> = points.iter().map(|&(x, y)| (x * scale, y * scale)).collect();
            let unit = |v: u32| f64::from(v * scale) / FIXED_PER_UNIT;
            let bounds = WorldBounds { min_x: unit(x), min_y: unit(y), max_x: unit(x + 200), max_y: unit(y + 200) };
            let thin = thinned(&part, bounds, 20);
            // Even-odd at the middle of the box, of the closed ring before and after.
            let middle = (f64::from(x) + 100.3, f64::from(y) + 99.7);
            let inside = |ring: &[Fixed]| {
                let corner = |i: usize| (f64::from(ring[i % ring.len()].0) / f64::from(scale), f64::from(ring[i % ring.len()].1) / f64::from(scale));
                (0..ring.len()).filter(|&i| {
                    let ((ax, ay), (bx, by)) = (corner(i), corner(i + 1));
                    (ay > middle.1) != (by > middle.1) && middle.0 < (bx - ax) * (middle.1 - ay) / (by - ay) + ax
                }).count() % 2
            };
            prop_assert_eq!(inside(&thin), inside(&part));
        }
    }
}
