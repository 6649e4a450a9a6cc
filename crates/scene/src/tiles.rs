//! Tiles of a basemap: which a view needs, and where they stand on the canvas.
//!
//! The map is drawn in Web Mercator. A tile of the geographic matrix set has rows of equal latitude instead: it is drawn
//! in horizontal strips, each stretched evenly. The edges of strips are whole device pixels, and the rows of the picture
//! at an edge are exact, so that strips and tiles touch; the error is at most half a device pixel, which is that of
//! rounding the edges of a tile.

use crate::camera::Camera;
use crate::order::in_order;
use diming_protocol::catalog::{MatrixSet, TileSource};
use diming_protocol::geo::mercator::{lonlat_from_world, world_from_lonlat};
use diming_protocol::geo::{LonLat, World};
use std::f64::consts::PI;

/// Largest error inside a strip, device pixels. From an edge rounded by up to half a pixel, the error of a strip falls to
/// this at its middle and rises nowhere, as long as it is at most an eighth.
const BEND_MAX: f64 = 0.1;
/// Levels by which the smallest level may be finer than the zoom: further out a view would need too many tiles.
const FINER_MAX: f64 = 2.5;

/// A place in a matrix set: level, column from 180° west, row from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// Level.
    pub level: u8,
    /// Column.
    pub x: u32,
    /// Row.
    pub y: u32,
}

impl Cell {
    /// The cell that holds it, `up` levels coarser.
    pub fn above(self, up: u8) -> Cell {
        Cell { level: self.level - up, x: self.x >> up, y: self.y >> up }
    }

    /// Its four parts at the next finer level.
    pub fn parts(self) -> [Cell; 4] {
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| Cell {
            level: self.level + 1,
            x: self.x * 2 + dx,
            y: self.y * 2 + dy,
        })
    }
}

/// Part of a tile as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    /// First and last row of the tile, as parts of its height.
    pub rows: (f64, f64),
    /// Upper and lower edge on the canvas, whole device pixels.
    pub edges: (f64, f64),
}

/// Where a tile stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// First and last column of the tile, as parts of its width.
    pub columns: (f64, f64),
    /// Left and right edge on the canvas, whole device pixels.
    pub edges: (f64, f64),
    /// Its strips, from north to south.
    pub strips: Vec<Strip>,
}

/// Columns and rows of a matrix set at a level.
fn size(set: MatrixSet, level: u8) -> (f64, f64) {
    let columns = f64::from(1u32 << level.min(30));
    match set {
        MatrixSet::W => (columns, columns),
        MatrixSet::C => (columns, (columns / 2.0).max(1.0)),
    }
}

/// The row at a position in the world, with its fraction.
fn row_at(set: MatrixSet, level: u8, world_y: f64) -> f64 {
    let (columns, rows) = size(set, level);
    match set {
        MatrixSet::W => world_y * rows,
        MatrixSet::C => (90.0 - lonlat_from_world(World { x: 0.5, y: world_y }).lat) * columns / 360.0,
    }
}

/// The position in the world at which a row begins.
fn world_y_of(set: MatrixSet, level: u8, row: u32) -> f64 {
    let (columns, rows) = size(set, level);
    match set {
        MatrixSet::W => f64::from(row) / rows,
        MatrixSet::C => world_from_lonlat(LonLat { lon: 0.0, lat: 90.0 - f64::from(row) * 360.0 / columns }).y,
    }
}

/// The sources that a view is drawn from, the first above the others: those that have the level of the zoom, a later
/// one in the list first, then coarser ones. Each with the level it gives; none where the view would need too many tiles.
pub fn sources_for(sources: &[TileSource], zoom: f64) -> Vec<(usize, u8)> {
    let level = zoom.round().clamp(0.0, 30.0) as u8;
    let nearest = |source: &TileSource| level.clamp(source.level_min, source.level_max.max(source.level_min));
    let mut all: Vec<(usize, u8)> = sources.iter().enumerate().map(|(i, source)| (i, nearest(source))).rev().collect();
    // Stable: a later source stays before an earlier one.
    all.sort_by_key(|(_, nearest)| (nearest.abs_diff(level), *nearest > level));
    all.retain(|(_, nearest)| f64::from(*nearest) <= zoom + FINER_MAX);
    all
}

/// Cells of a level that the canvas shows, the nearest to the centre first.
pub fn cells_in(camera: &Camera, set: MatrixSet, level: u8) -> Vec<Cell> {
    let (columns, rows) = size(set, level);
    let bounds = camera.canvas_bounds();
    let whole = |v: f64, count: f64| v.floor().clamp(0.0, count - 1.0) as u32;
    let column = |x: f64| whole(x * columns, columns);
    let row = |y: f64| whole(row_at(set, level, y.clamp(0.0, 1.0)), rows);
    let cells: Vec<Cell> = (row(bounds.min_y)..=row(bounds.max_y))
        .flat_map(|y| (column(bounds.min_x)..=column(bounds.max_x)).map(move |x| Cell { level, x, y }))
        .collect();
    let middle = (camera.center.x * columns - 0.5, row_at(set, level, camera.center.y) - 0.5);
    let off = |cell: &Cell| (f64::from(cell.x) - middle.0).hypot(f64::from(cell.y) - middle.1);
    // Non-negative floats sort like their bits.
    in_order(cells.iter().map(|cell| off(cell).to_bits())).iter().map(|&(_, i)| cells[i]).collect()
}

/// Where a cell stands on a canvas of `dpr` device pixels per pixel, drawn from the tile `up` levels coarser (0: its own).
pub fn place(camera: &Camera, dpr: f64, set: MatrixSet, cell: Cell, up: u8) -> Placed {
    let tile = cell.above(up);
    let (columns, _) = size(set, cell.level);
    let origin = camera.screen_from_world(World::default());
    let scale = camera.world_px() * dpr;
    let left = |x: u32| (origin.x * dpr + f64::from(x) / columns * scale).round();
    let top = |y: u32| (origin.y * dpr + world_y_of(set, cell.level, y) * scale).round();
    let parts = f64::from(1u32 << up);
    let from = f64::from(cell.x % (1u32 << up)) / parts;
    let (first, last) = (top(cell.y), top(cell.y + 1));
    let strips = match set {
        MatrixSet::W => {
            let from = f64::from(cell.y % (1u32 << up)) / parts;
            vec![Strip { rows: (from, from + 1.0 / parts), edges: (first, last) }]
        }
        MatrixSet::C => {
            let row = |edge: f64| {
                let own = row_at(set, cell.level, (edge - origin.y * dpr) / scale);
                let own = own.clamp(f64::from(cell.y), f64::from(cell.y) + 1.0);
                own / parts - f64::from(tile.y)
            };
            let count = ((last - first) / strip_px(camera, dpr, cell)).ceil().max(1.0);
            let edges: Vec<f64> =
                (0..=count as u32).map(|i| (first + (last - first) * f64::from(i) / count).round()).collect();
            edges.windows(2).map(|e| Strip { rows: (row(e[0]), row(e[1])), edges: (e[0], e[1]) }).collect()
        }
    };
    let strips = strips.into_iter().filter(|strip| strip.edges.1 > strip.edges.0).collect();
    Placed { columns: (from, from + 1.0 / parts), edges: (left(cell.x), left(cell.x + 1)), strips }
}

/// Greatest height of a strip of a geographic tile, device pixels. Over a strip of height h the latitude bends away from
/// even stretching by π h² sin φ / 4 W pixels, W being the height of the world.
fn strip_px(camera: &Camera, dpr: f64, cell: Cell) -> f64 {
    let lat = |row: u32| (90.0 - f64::from(row) * 360.0 / size(MatrixSet::C, cell.level).0).abs();
    let steepest = lat(cell.y).max(lat(cell.y + 1)).to_radians().sin();
    (4.0 * BEND_MAX * camera.world_px() * dpr / (PI * steepest)).sqrt().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::Viewport;
    use proptest::prelude::*;

    const VIEWPORT: Viewport = Viewport { width_px: 390.0, height_px: 500.0, covered_px: 60.0 };

    fn camera(zoom: f64, lon: f64, lat: f64) -> Camera {
        Camera { center: world_from_lonlat(LonLat { lon, lat }), zoom, viewport: VIEWPORT }
    }

    /// Position on the canvas of a latitude, device pixels.
    fn exact(camera: &Camera, dpr: f64, lat: f64) -> f64 {
        camera.screen_from_world(world_from_lonlat(LonLat { lon: 0.0, lat })).y * dpr
    }

    /// Position at which a row of a tile (a part of its height) is drawn; one that is cut off counts as its edge.
    fn drawn(placed: &Placed, row: f64) -> f64 {
        let strip = placed.strips.iter().find(|strip| row <= strip.rows.1).or(placed.strips.last()).unwrap();
        let part = ((row - strip.rows.0) / (strip.rows.1 - strip.rows.0)).clamp(0.0, 1.0);
        strip.edges.0 + part * (strip.edges.1 - strip.edges.0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn a_geographic_tile_stands_where_it_belongs_to_half_a_pixel(
            zoom in 1.0..18.99f64, lon in 73.0..135.0f64, lat in 0.0..60.0f64, finer in -4i32..=1, dpr in 1.0..3.0f64,
            up in 0u8..3,
        ) {
            let camera = camera(zoom, lon, lat);
            let level = (zoom.round() as i32 + finer).clamp(1, 18) as u8;
            let up = up.min(level - 1);
            for cell in cells_in(&camera, MatrixSet::C, level).into_iter().take(6) {
                let placed = place(&camera, dpr, MatrixSet::C, cell, up);
                let side = 360.0 / f64::from(1u32 << level);
                let tile = cell.above(up);
                for i in 0..=40 {
                    let own = f64::from(cell.y) + f64::from(i) / 40.0;
                    let lat = 90.0 - own * side;
                    if lat.abs() > 60.0 {
                        continue;
                    }
                    let row = own / f64::from(1u32 << up) - f64::from(tile.y);
                    let off = drawn(&placed, row) - exact(&camera, dpr, lat);
                    prop_assert!(off.abs() < 0.5 + 1e-6, "{cell:?}, {up} up, at {lat}: {off} of {} strips", placed.strips.len());
                }
                let left = camera.screen_from_world(World { x: f64::from(cell.x) * side / 360.0, y: 0.5 }).x * dpr;
                prop_assert!((placed.edges.0 - left).abs() <= 0.5 + 1e-6);
            }
        }

        #[test]
        fn strips_and_tiles_touch_and_cover_the_canvas(
            zoom in 1.0..18.99f64, lon in -170.0..170.0f64, lat in -60.0..60.0f64, finer in -4i32..=1, dpr in 1.0..3.0f64,
            is_geographic: bool,
        ) {
            let camera = camera(zoom, lon, lat);
            let set = if is_geographic { MatrixSet::C } else { MatrixSet::W };
            let level = (zoom.round() as i32 + finer).clamp(1, 18) as u8;
            let cells = cells_in(&camera, set, level);
            let mut area = 0.0;
            for cell in &cells {
                let placed = place(&camera, dpr, set, *cell, 0);
                prop_assert!(placed.strips.windows(2).all(|two| two[0].edges.1 == two[1].edges.0 && two[0].rows.1 == two[1].rows.0));
                prop_assert!(placed.strips.iter().all(|s| s.rows.0 >= 0.0 && s.rows.1 <= 1.0 && s.rows.0 < s.rows.1));
                let edges = placed.strips.iter().flat_map(|s| [s.edges.0, s.edges.1]).chain([placed.edges.0, placed.edges.1]);
                prop_assert!(edges.clone().all(|edge| edge == edge.round()));
                let bottom = placed.strips.last().map(|s| s.edges.1);
                let below = place(&camera, dpr, set, Cell { y: cell.y + 1, ..*cell }, 0);
                if cells.contains(&Cell { y: cell.y + 1, ..*cell }) && !below.strips.is_empty() {
                    prop_assert!(bottom.is_none() || bottom == Some(below.strips[0].edges.0));
                }
                let beside = place(&camera, dpr, set, Cell { x: cell.x + 1, ..*cell }, 0);
                prop_assert_eq!(placed.edges.1, beside.edges.0);
                let inside = |(from, to): (f64, f64), size: f64| (to.min(size) - from.max(0.0)).max(0.0);
                let height: f64 = placed.strips.iter().map(|s| inside(s.edges, VIEWPORT.height_px * dpr)).sum();
                area += height * inside(placed.edges, VIEWPORT.width_px * dpr);
            }
            let world = camera.canvas_bounds();
            let part = |min: f64, max: f64, px: f64| (max.min(1.0) - min.max(0.0)) / (max - min) * px * dpr;
            let (w, h) = (part(world.min_x, world.max_x, VIEWPORT.width_px), part(world.min_y, world.max_y, VIEWPORT.height_px));
            // The edges of the world are rounded as well.
            let all = w * h;
            prop_assert!((area - all).abs() <= w + h + 1.0, "{area} of {all}");
        }
    }

    #[test]
    fn a_level_of_geographic_tiles_has_half_as_many_rows_as_columns() {
        let camera = camera(10.0, 121.66, 31.81);
        let first = cells_in(&camera, MatrixSet::C, 10)[0];
        // 360° / 1024 a tile: column (121.66 + 180) / 0.3515625, row (90 - 31.81) / 0.3515625.
        assert_eq!(first, Cell { level: 10, x: 858, y: 165 });
        let world = Camera { zoom: 1.0, ..camera };
        assert!(cells_in(&world, MatrixSet::C, 1).iter().all(|cell| cell.x < 2 && cell.y == 0));
    }

    #[test]
    fn a_view_is_drawn_from_the_source_that_has_its_level_the_others_beneath() {
        let source = |level_min, level_max| TileSource { level_min, level_max, ..TileSource::default() };
        let two = [source(1, 14), source(15, 18)];
        assert_eq!(sources_for(&two, 14.4), [(0, 14), (1, 15)]);
        assert_eq!(sources_for(&two, 14.5), [(1, 15), (0, 14)]);
        assert_eq!(sources_for(&two, 20.0), [(1, 18), (0, 14)]);
        assert_eq!(sources_for(&two, 12.0), [(0, 12)], "level 15 has too many tiles there");
        let over = [source(1, 18), source(15, 18)];
        assert_eq!(sources_for(&over, 16.0), [(1, 16), (0, 16)], "the later one is above");
        assert_eq!(sources_for(&[source(8, 18)], 5.0), []);
        assert_eq!(sources_for(&[source(8, 18)], 5.5), [(0, 8)]);
    }
}
