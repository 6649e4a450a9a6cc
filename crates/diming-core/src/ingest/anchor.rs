//! Where the sign and the label of a shape stand.
//!
//! Areas: the centroid of the largest ring where it is inside, else the middle of the widest run
//! of the inside at the centroid's latitude. Lines: half way along the longest. Points: the first.
//! Planar in degrees, which is exact enough for a county; O(n log n) in positions.

use crate::geo::LonLat;

/// The anchor of what a geometry holds; areas go before lines, lines before points.
pub fn anchor_of(points: &[LonLat], lines: &[Vec<LonLat>], rings: &[Vec<LonLat>]) -> LonLat {
    let first = points.first().or_else(|| lines.first()?.first()).or_else(|| rings.first()?.first());
    let fallback = first.copied().unwrap_or(LonLat { lon: 0.0, lat: 0.0 });
    point_inside(rings).or_else(|| half_way(lines)).unwrap_or(fallback)
}

fn half_way(lines: &[Vec<LonLat>]) -> Option<LonLat> {
    let length = |line: &Vec<LonLat>| line.windows(2).map(|p| step(p[0], p[1])).sum::<f64>();
    let longest = lines.iter().max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let mut left = length(longest) / 2.0;
    for pair in longest.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let step = step(a, b);
        if step > 0.0 && left <= step {
            let part = left / step;
            return Some(LonLat { lon: a.lon + (b.lon - a.lon) * part, lat: a.lat + (b.lat - a.lat) * part });
        }
        left -= step;
    }
    longest.first().copied()
}

/// Length in degrees of latitude.
fn step(a: LonLat, b: LonLat) -> f64 {
    ((b.lon - a.lon) * a.lat.to_radians().cos()).hypot(b.lat - a.lat)
}

fn point_inside(rings: &[Vec<LonLat>]) -> Option<LonLat> {
    let (area, centroid) = rings.iter().filter_map(|ring| centroid(ring)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    if area == 0.0 {
        return rings.first()?.first().copied();
    }
    let mut crossings: Vec<f64> = rings.iter().flat_map(|ring| crossings_at(ring, centroid.lat)).collect();
    crossings.sort_by(f64::total_cmp);
    let runs = || crossings.chunks_exact(2).map(|run| (run[0], run[1]));
    if runs().any(|(west, east)| west < centroid.lon && centroid.lon < east) {
        return Some(centroid);
    }
    let (west, east) = runs().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
    Some(LonLat { lon: (west + east) / 2.0, lat: centroid.lat })
}

/// Area without sign in square degrees, and centroid, of a closed ring.
fn centroid(ring: &[LonLat]) -> Option<(f64, LonLat)> {
    let o = *ring.first()?;
    let (mut doubled, mut x, mut y) = (0.0, 0.0, 0.0);
    for pair in ring.windows(2) {
        let (ax, ay) = (pair[0].lon - o.lon, pair[0].lat - o.lat);
        let (bx, by) = (pair[1].lon - o.lon, pair[1].lat - o.lat);
        let cross = ax * by - bx * ay;
        doubled += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
    }
    if doubled == 0.0 {
        return Some((0.0, o));
    }
    Some((doubled.abs() / 2.0, LonLat { lon: o.lon + x / (3.0 * doubled), lat: o.lat + y / (3.0 * doubled) }))
}

/// Longitudes at which a closed ring crosses a latitude.
fn crossings_at(ring: &[LonLat], lat: f64) -> impl Iterator<Item = f64> {
    ring.windows(2).filter_map(move |pair| {
        let (a, b) = (pair[0], pair[1]);
        let crosses = (a.lat > lat) != (b.lat > lat);
        crosses.then(|| a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon))
    })
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
        let line = run(&[(0.0, 0.0), (1.0, 0.0), (4.0, 0.0)]);
        let dot = run(&[(5.0, 5.0), (5.0, 5.0)]);
        let cases = [
            ("a square: its centroid", vec![], vec![square.clone()], (2.0, 2.0)),
            ("a hole in the middle: beside it", vec![], vec![square, hole], (3.5, 2.0)),
            ("a hook whose centroid is outside", vec![], vec![hook], (0.5, 19.0 / 14.0)),
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
