//! Web Mercator (EPSG:3857) on the unit square, and the 256-pixel tile convention for zoom.

use super::{EARTH_RADIUS_M, LonLat, LonLatBounds, World, WorldBounds};
use std::f64::consts::{LN_2, PI};

/// The latitude at which Web Mercator's square ends, degrees.
pub const LATITUDE_MAX: f64 = 85.051_128_779_806_59;

/// Size of a tile in CSS pixels; zoom `z` shows the whole world on `256 · 2^z` pixels.
pub const TILE_PX: f64 = 256.0;

/// Position in the unit square; latitudes beyond [`LATITUDE_MAX`] are drawn on the edge.
pub fn world_from_lonlat(p: LonLat) -> World {
    // ln tan(π/4 + φ/2), by the sine: half the work.
    let sine = p.lat.clamp(-LATITUDE_MAX, LATITUDE_MAX).to_radians().sin();
    World { x: p.lon / 360.0 + 0.5, y: 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI) }
}

/// The inverse of [`world_from_lonlat`].
pub fn lonlat_from_world(w: World) -> LonLat {
    LonLat { lon: (w.x - 0.5) * 360.0, lat: (2.0 * ((0.5 - w.y) * 2.0 * PI).exp().atan() - PI / 2.0).to_degrees() }
}

/// The box in the unit square that covers a box in degrees.
pub fn world_bounds(b: LonLatBounds) -> WorldBounds {
    let top_left = world_from_lonlat(LonLat { lon: b.west, lat: b.north });
    let bottom_right = world_from_lonlat(LonLat { lon: b.east, lat: b.south });
    WorldBounds { min_x: top_left.x, min_y: top_left.y, max_x: bottom_right.x, max_y: bottom_right.y }
}

/// Width of the world in CSS pixels at a zoom (fractions allowed).
pub fn world_px(zoom: f64) -> f64 {
    TILE_PX * two_to(zoom)
}

/// Two to a power, exact where the power is whole. `exp2` would bring a table of 4 KB into the page.
pub fn two_to(power: f64) -> f64 {
    let whole = power.floor();
    2f64.powi(whole as i32) * ((power - whole) * LN_2).exp()
}

/// A distance on the ground as a distance in the unit square, as it is at a latitude.
pub fn world_from_metres(metres: f64, lat: f64) -> f64 {
    metres / (2.0 * PI * EARTH_RADIUS_M * lat.to_radians().cos())
}

/// The box around a circle of a radius in metres.
pub fn circle_bounds(at: LonLat, radius_m: f64) -> WorldBounds {
    let (center, r) = (world_from_lonlat(at), world_from_metres(radius_m, at.lat));
    WorldBounds { min_x: center.x - r, min_y: center.y - r, max_x: center.x + r, max_y: center.y + r }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_keeps_a_micrometre() {
        for (lon, lat) in [(121.66, 31.81), (-179.9, 84.0), (0.0, 0.0), (179.9, -84.0)] {
            let back = lonlat_from_world(world_from_lonlat(LonLat { lon, lat }));
            assert!((back.lon - lon).abs() < 1e-11 && (back.lat - lat).abs() < 1e-11);
        }
    }

    #[test]
    fn two_to_a_whole_power_is_exact_and_between_as_good_as_exp2() {
        for tenths in -300..=300 {
            let power = f64::from(tenths) / 10.0;
            let (ours, theirs) = (two_to(power), power.exp2());
            let error_max = if tenths % 10 == 0 { 0.0 } else { theirs * 1e-15 };
            assert!((ours - theirs).abs() <= error_max, "{power}: {ours} {theirs}");
        }
    }

    #[test]
    fn y_grows_to_the_south() {
        let north = world_from_lonlat(LonLat { lon: 0.0, lat: 40.0 });
        let south = world_from_lonlat(LonLat { lon: 0.0, lat: -40.0 });
        assert!(north.y < 0.5 && south.y > 0.5);
    }
}
