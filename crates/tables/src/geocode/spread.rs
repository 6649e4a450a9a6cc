//! The middle of several positions, and how far they lie around it.

use diming_protocol::geo::{LonLat, distance_m};

/// The middle of some positions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The median of longitudes and that of latitudes: a few stray positions do not move it.
    pub at: LonLat,
    /// Nine of ten positions lie so near, in metres; `None` for a single one.
    pub radius_m: Option<f64>,
}

/// The spread of some positions, which are reordered; `None` for none. O(n log n).
pub fn spread_of(points: &mut [LonLat]) -> Option<Spread> {
    let middle = points.len() / 2;
    points.sort_unstable_by(|a, b| a.lon.total_cmp(&b.lon));
    let lon = points.get(middle)?.lon;
    points.sort_unstable_by(|a, b| a.lat.total_cmp(&b.lat));
    let at = LonLat { lon, lat: points.get(middle)?.lat };
    if points.len() == 1 {
        return Some(Spread { at, radius_m: None });
    }
    let mut far: Vec<f64> = points.iter().map(|point| distance_m(at, *point)).collect();
    far.sort_unstable_by(f64::total_cmp);
    Some(Spread { at, radius_m: far.get((far.len() * 9).div_ceil(10) - 1).copied() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_position_moves_nothing() {
        let point = |lon, lat| LonLat { lon, lat };
        assert_eq!(spread_of(&mut []), None);
        assert_eq!(spread_of(&mut [point(121.6, 31.8)]), Some(Spread { at: point(121.6, 31.8), radius_m: None }));
        let mut points: Vec<LonLat> = (0..9).map(|n| point(121.6 + f64::from(n) * 1e-3, 31.8)).collect();
        points.push(point(120.0, 30.0));
        let spread = spread_of(&mut points).unwrap();
        assert!(distance_m(spread.at, point(121.604, 31.8)) < 1.0, "{spread:?}");
        assert!(spread.radius_m.is_some_and(|radius| (370.0..480.0).contains(&radius)), "{spread:?}");
    }
}
