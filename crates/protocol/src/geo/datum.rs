//! WGS 84, GCJ-02 and BD-09: the offset datums of Chinese web maps, there and back.
//!
//! The forward formulas are the ones in public use since 2010 (no official text exists); they
//! hold for mainland China and are applied wherever asked, since the source says its datum.
//! Inverses are iterated to under 1e-9 degrees (0.1 mm); one step alone errs by up to 1.2 m.
//! CGCS2000 differs from WGS 84 by centimetres and is taken for it.

use super::LonLat;
use crate::catalog::Datum;
use std::f64::consts::PI;

/// Semi-major axis of the Krasovsky 1940 ellipsoid, metres.
const AXIS_M: f64 = 6_378_245.0;
/// Its first eccentricity squared.
const ECCENTRICITY_2: f64 = 0.006_693_421_622_965_943;
/// Angular frequency of the wave that BD-09 adds.
const BD_WAVE: f64 = PI * 3000.0 / 180.0;
/// Iterations of an inverse at most; five are enough inside China.
const STEPS_MAX: usize = 20;
/// Where an inverse is near enough, degrees.
const NEAR_DEG: f64 = 1e-10;

/// A position given in a datum, in WGS 84.
pub fn wgs84_from(datum: Datum, p: LonLat) -> LonLat {
    match datum {
        Datum::Wgs84 | Datum::Cgcs2000 => p,
        Datum::Gcj02 => inverse(p, gcj02_from_wgs84),
        Datum::Bd09 => inverse(inverse(p, bd09_from_gcj02), gcj02_from_wgs84),
    }
}

/// A position in WGS 84, given in a datum.
pub fn wgs84_to(datum: Datum, p: LonLat) -> LonLat {
    match datum {
        Datum::Wgs84 | Datum::Cgcs2000 => p,
        Datum::Gcj02 => gcj02_from_wgs84(p),
        Datum::Bd09 => bd09_from_gcj02(gcj02_from_wgs84(p)),
    }
}

fn gcj02_from_wgs84(p: LonLat) -> LonLat {
    let (x, y) = (p.lon - 105.0, p.lat - 35.0);
    let wave = |value: f64, per_pi: f64| (value / per_pi * PI).sin();
    let common = (20.0 * wave(6.0 * x, 1.0) + 20.0 * wave(2.0 * x, 1.0)) * 2.0 / 3.0;
    let north_m = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + common
        + (20.0 * wave(y, 1.0) + 40.0 * wave(y, 3.0)) * 2.0 / 3.0
        + (160.0 * wave(y, 12.0) + 320.0 * wave(y, 30.0)) * 2.0 / 3.0;
    let east_m = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + common
        + (20.0 * wave(x, 1.0) + 40.0 * wave(x, 3.0)) * 2.0 / 3.0
        + (150.0 * wave(x, 12.0) + 300.0 * wave(x, 30.0)) * 2.0 / 3.0;
    let lat = p.lat.to_radians();
    let w = 1.0 - ECCENTRICITY_2 * lat.sin() * lat.sin();
    let meridian_m = AXIS_M * (1.0 - ECCENTRICITY_2) / (w * w.sqrt());
    let parallel_m = AXIS_M / w.sqrt() * lat.cos();
    LonLat { lon: p.lon + (east_m / parallel_m).to_degrees(), lat: p.lat + (north_m / meridian_m).to_degrees() }
}

fn bd09_from_gcj02(p: LonLat) -> LonLat {
    let radius = p.lon.hypot(p.lat) + 0.000_02 * (p.lat * BD_WAVE).sin();
    let angle = p.lat.atan2(p.lon) + 0.000_003 * (p.lon * BD_WAVE).cos();
    LonLat { lon: radius * angle.cos() + 0.0065, lat: radius * angle.sin() + 0.006 }
}

/// The position that `forward` takes to `target`: its error is taken off until there is none.
fn inverse(target: LonLat, forward: fn(LonLat) -> LonLat) -> LonLat {
    let mut p = target;
    for _ in 0..STEPS_MAX {
        let there = forward(p);
        let (lon_error, lat_error) = (there.lon - target.lon, there.lat - target.lat);
        p = LonLat { lon: p.lon - lon_error, lat: p.lat - lat_error };
        if lon_error.abs().max(lat_error.abs()) < NEAR_DEG {
            break;
        }
    }
    p
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assert_near(a: LonLat, lon: f64, lat: f64, within_deg: f64) {
        assert!((a.lon - lon).abs() < within_deg && (a.lat - lat).abs() < within_deg, "{a:?} is not {lon}, {lat}");
    }

    #[test]
    fn published_vectors() {
        let cases = [
            (Datum::Gcj02, (121.66, 31.81), (121.664_315_889, 31.807_944_677)),
            (Datum::Bd09, (121.66, 31.81), (121.670_758_693, 31.814_195_402)),
            (Datum::Gcj02, (116.404, 39.915), (116.410_244_499, 39.916_404_282)),
            (Datum::Bd09, (116.404, 39.915), (116.416_627_244, 39.922_699_552)),
            (Datum::Gcj02, (104.06, 30.67), (104.062_496_404, 30.667_574_872)),
            (Datum::Cgcs2000, (104.06, 30.67), (104.06, 30.67)),
        ];
        for (datum, (lon, lat), (to_lon, to_lat)) in cases {
            assert_near(wgs84_to(datum, LonLat { lon, lat }), to_lon, to_lat, 1e-9);
            assert_near(wgs84_from(datum, LonLat { lon: to_lon, lat: to_lat }), lon, lat, 2e-9);
        }
    }

    proptest! {
        #[test]
        fn there_and_back(lon in 73.0..136.0, lat in 3.0..54.0) {
            for datum in [Datum::Wgs84, Datum::Cgcs2000, Datum::Gcj02, Datum::Bd09] {
                let p = LonLat { lon, lat };
                assert_near(wgs84_from(datum, wgs84_to(datum, p)), lon, lat, 1e-8);
                assert_near(wgs84_to(datum, wgs84_from(datum, p)), lon, lat, 1e-8);
            }
        }
    }
}
