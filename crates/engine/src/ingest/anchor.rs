//! The anchor of a shape: the position of its sign and label.
//!
//! Areas: the centroid of the largest ring without its holes if it is inside, else the middle of the widest stretch
//! inside at half its height. Lines: half way along the longest. Points: the first. Computed in planar degrees, which
//! is exact enough for a county.

use diming_protocol::geo::LonLat;
use diming_text::small_sort::sort_few;
use geo::{Area, BoundingRect, Centroid, Contains, Euclidean, InterpolateLine, Length, LineString, Point, Polygon};

/// The anchor of a geometry; areas take precedence over lines, lines over points.
pub fn anchor_of(points: &[LonLat], lines: &[Vec<LonLat>], rings: &[Vec<LonLat>]) -> LonLat {
    let first = points.first().or_else(|| lines.first()?.first()).or_else(|| rings.first()?.first());
    let fallback = first.copied().unwrap_or(LonLat { lon: 0.0, lat: 0.0 });
    let found = point_inside(rings).or_else(|| half_way(lines));
    found.map_or(fallback, |p| LonLat { lon: home(p.x()), lat: p.y() })
}

/// Wraps a longitude of a shape over the antimeridian to −180 to 180.
fn home(lon: f64) -> f64 {
    match lon {
        lon if lon > 180.0 => lon - 360.0,
        lon if lon < -180.0 => lon + 360.0,
        lon => lon,
    }
}

fn line_string(run: &[LonLat]) -> LineString {
    run.iter().map(|p| (p.lon, p.lat)).collect()
}

fn half_way(lines: &[Vec<LonLat>]) -> Option<Point> {
    let lines: Vec<LineString> = lines.iter().map(|line| line_string(line)).collect();
    let length = |line: &LineString| Euclidean.length(line);
    let longest = lines.iter().max_by(|a, b| length(a).total_cmp(&length(b)))?;
    Euclidean.point_at_ratio_from_start(longest, 0.5)
}

fn point_inside(rings: &[Vec<LonLat>]) -> Option<Point> {
    let area = |ring: &LineString| Polygon::new(ring.clone(), Vec::new()).unsigned_area();
    let mut rings: Vec<LineString> = rings.iter().map(|ring| line_string(ring)).collect();
    let largest = (0..rings.len()).max_by(|&a, &b| area(&rings[a]).total_cmp(&area(&rings[b])))?;
    let outside = Polygon::new(rings.swap_remove(largest), Vec::new());
    rings.retain(|ring| ring.0.first().is_some_and(|&at| outside.contains(&Point::from(at))));
    let polygon = Polygon::new(outside.exterior().clone(), rings);
    polygon.centroid().filter(|centroid| polygon.contains(centroid)).or_else(|| widest_middle(&polygon))
}

/// The middle of the widest stretch inside a polygon at half its height (the interior point of `geo` would link its
/// whole topology code, a tenth of the engine's size).
fn widest_middle(polygon: &Polygon) -> Option<Point> {
    let y = polygon.bounding_rect()?.center().y;
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    // An end exactly on the line counts as below it, so that crossings come in pairs.
    let crossing_sides = rings.flat_map(LineString::lines).filter(|side| (side.start.y > y) != (side.end.y > y));
    let mut crossings: Vec<f64> = crossing_sides
        .map(|side| side.start.x + (y - side.start.y) / (side.end.y - side.start.y) * (side.end.x - side.start.x))
        .collect();
    sort_few(&mut crossings, f64::total_cmp);
    let stretches = crossings.chunks_exact(2).rev().map(|pair| (pair[0], pair[1]));
    let (west, east) = stretches.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
    Some(Point::new((west + east) / 2.0, y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(positions: &[(f64, f64)]) -> Vec<LonLat> {
        positions.iter().map(|&(lon, lat)| LonLat { lon, lat }).collect()
    }

    #[test]
    fn anchors_of_shapes() {
        let square = run(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        let hole = run(&[(1.0, 1.0), (1.0, 3.0), (3.0, 3.0), (3.0, 1.0), (1.0, 1.0)]);
        let hook = run(&[(0.0, 0.0), (4.0, 0.0), (4.0, 1.0), (1.0, 1.0), (1.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        let arm = run(&[
            (0.0, 0.0),
            (4.0, 0.0),
            (4.0, 2.0),
            (3.0, 2.0),
            (3.0, 1.0),
            (1.0, 1.0),
            (1.0, 4.0),
            (0.0, 4.0),
            (0.0, 0.0),
        ]);
        let line = run(&[(0.0, 0.0), (1.0, 0.0), (4.0, 0.0)]);
        let dot = run(&[(5.0, 5.0), (5.0, 5.0)]);
        let cases = [
            ("a square: its centroid", vec![], vec![square.clone()], (2.0, 2.0)),
            ("a hole in the middle: beside it", vec![], vec![square, hole], (0.5, 2.0)),
            ("a hook whose centroid is outside", vec![], vec![hook], (0.5, 2.0)),
            ("an arm that ends at half height", vec![], vec![arm], (0.5, 2.0)),
            ("a line: half way by length", vec![line.clone()], vec![], (2.0, 0.0)),
            ("a line without length", vec![dot], vec![], (5.0, 5.0)),
        ];
        for (what, lines, rings, (lon, lat)) in cases {
            let anchor = anchor_of(&[], &lines, &rings);
            assert!((anchor.lon - lon).abs() < 1e-9 && (anchor.lat - lat).abs() < 1e-9, "{what}: {anchor:?}");
        }
        assert_eq!(anchor_of(&run(&[(7.0, 8.0), (9.0, 9.0)]), &[], &[]), LonLat { lon: 7.0, lat: 8.0 });
    }
}
