//! Lines of longitude and latitude for the plain background.

use super::camera::{Camera, Px};
use diming_protocol::geo::{LonLat, mercator};

/// Least spacing of lines, CSS pixels.
const SPACING_MIN_PX: f64 = 150.0;
/// The possible spacings, arc seconds.
const STEPS_S: [u32; 17] = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18_000, 36_000, 108_000];
/// Most lines of one direction: more than any screen shows at the least spacing.
const LINES_MAX: usize = 64;

/// One line across the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct GridLine {
    /// A meridian (vertical); otherwise a parallel (horizontal).
    pub meridian: bool,
    /// x of a meridian, y of a parallel, CSS pixels.
    pub at_px: f64,
    /// Degrees, minutes and seconds, as far as needed: `121°40′E`.
    pub label: String,
}

/// The lines in view.
pub fn graticule(camera: &Camera) -> Vec<GridLine> {
    let bounds = camera.canvas_bounds();
    let corner = |x, y| mercator::lonlat_from_world(diming_protocol::geo::World { x, y });
    let (nw, se) = (corner(bounds.min_x, bounds.min_y), corner(bounds.max_x, bounds.max_y));
    let px_per_second = camera.world_px() / 360.0 / 3600.0;
    let largest = STEPS_S[STEPS_S.len() - 1];
    let step = STEPS_S.into_iter().find(|&s| f64::from(s) * px_per_second >= SPACING_MIN_PX).unwrap_or(largest);
    let marks = |from: f64, to: f64| {
        let step = f64::from(step);
        let (first, last) = ((from * 3600.0 / step).ceil() as i64, (to * 3600.0 / step).floor() as i64);
        (first..=last).take(LINES_MAX).map(move |n| n * step as i64)
    };
    let px = |lon: f64, lat: f64| -> Px { camera.screen_from_world(mercator::world_from_lonlat(LonLat { lon, lat })) };
    let meridians = marks(nw.lon, se.lon).map(|s| GridLine {
        meridian: true,
        at_px: px(s as f64 / 3600.0, nw.lat).x,
        label: label(s, if s < 0 { 'W' } else { 'E' }),
    });
    let parallels = marks(se.lat, nw.lat).map(|s| GridLine {
        meridian: false,
        at_px: px(nw.lon, s as f64 / 3600.0).y,
        label: label(s, if s < 0 { 'S' } else { 'N' }),
    });
    meridians.chain(parallels).collect()
}

fn label(seconds: i64, side: char) -> String {
    let s = seconds.abs();
    match (s / 3600, s / 60 % 60, s % 60) {
        (d, 0, 0) => format!("{d}°{side}"),
        (d, m, 0) => format!("{d}°{m:02}′{side}"),
        (d, m, s) => format!("{d}°{m:02}′{s:02}″{side}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::Viewport;

    #[test]
    fn lines_are_round_and_sparse_at_every_zoom() {
        let center = mercator::world_from_lonlat(LonLat { lon: 121.66, lat: 31.81 });
        let viewport = Viewport { width_px: 1000.0, height_px: 700.0, covered_px: 0.0 };
        for zoom in 3..=20 {
            let lines = graticule(&Camera { center, zoom: f64::from(zoom), viewport });
            for meridian in [true, false] {
                let mut at: Vec<f64> = lines.iter().filter(|l| l.meridian == meridian).map(|l| l.at_px).collect();
                at.sort_by(f64::total_cmp);
                assert!(at.windows(2).all(|w| w[1] - w[0] >= SPACING_MIN_PX - 1.0), "zoom {zoom}: {at:?}");
            }
        }
    }

    #[test]
    fn labels_say_no_more_than_needed() {
        assert_eq!(
            [label(438_000, 'E'), label(435_600, 'E'), label(114_005, 'N')],
            ["121°40′E", "121°E", "31°40′05″N"]
        );
    }
}
