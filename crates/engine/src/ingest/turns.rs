//! Wraps longitudes, and unwraps shapes over the antimeridian.

use super::place::Faults;
use diming_protocol::Reason;
use diming_protocol::geo::LonLat;

/// Largest absolute longitude taken for wrapped degrees, not for metres.
const TURNED_MAX: f64 = 1_000.0;
/// Longitudes that columns can store.
const STORED_MAX: f64 = 214.0;

/// Degrees to add (whole turns) to bring a longitude into −180 to 180.
fn turns_of(lon: f64) -> f64 {
    if lon.abs() <= 180.0 { 0.0 } else { -360.0 * ((lon + 180.0) / 360.0).floor() }
}

/// Wraps the longitude of a single position to −180 to 180, if it is degrees at all.
pub fn bring_home(p: &mut LonLat, faults: &mut Faults) {
    if p.lon.abs() > 180.0 && p.lon.abs() <= TURNED_MAX && p.lat.abs() <= 90.0 {
        p.lon += turns_of(p.lon);
        faults.add(Reason::OtherTurn);
    }
}

/// Unwraps a line or ring: where a step is longer than half the world and the other way round is shorter, it continues
/// over 180°. `near` is a longitude near it (of the area of a hole).
pub fn bring_run_home(run: &mut [LonLat], near: Option<f64>, faults: &mut Faults) {
    let is_odd = |pair: &[LonLat]| matches!(pair, [a, b] if (a.lon - b.lon).abs() > 180.0);
    let is_far = |p: &LonLat| p.lon.abs() > 180.0;
    if !run.iter().any(is_far) && !run.windows(2).any(is_odd) && near.is_none() {
        return;
    }
    let is_degrees = |p: &LonLat| p.lon.abs() <= TURNED_MAX && p.lat.abs() <= 90.0;
    if !run.iter().all(is_degrees) {
        return;
    }
    let (mut joined, mut turned, mut before): (Vec<f64>, f64, Option<f64>) = (Vec::with_capacity(run.len()), 0.0, None);
    for p in run.iter() {
        let step = p.lon - before.unwrap_or(p.lon);
        // A step of a whole turn spans the world; it is no point.
        if step.abs() != 360.0 {
            turned -= 360.0 * (step / 360.0).round();
        }
        joined.push(p.lon + turned);
        before = Some(p.lon);
    }
    let Some((west, east)) = span(joined.iter().copied()) else { return };
    let Some((given_west, given_east)) = span(run.iter().map(|p| p.lon)) else { return };
    let is_shorter = east - west < given_east - given_west;
    if !is_shorter {
        joined.clear();
        joined.extend(run.iter().map(|p| p.lon));
    }
    let (west, east) = if is_shorter { (west, east) } else { (given_west, given_east) };
    let middle = (west + east) / 2.0;
    let shift = match near {
        Some(near) => 360.0 * ((near - middle) / 360.0).round(),
        None => turns_of(middle),
    };
    if west + shift < -STORED_MAX || east + shift > STORED_MAX {
        return;
    }
    if is_shorter || west + shift < -180.0 || east + shift > 180.0 {
        faults.add(Reason::AcrossAntimeridian);
    }
    if shift != 0.0 && near.is_none() {
        faults.add(Reason::OtherTurn);
    }
    run.iter_mut().zip(joined).for_each(|(p, lon)| p.lon = lon + shift);
}

/// Minimum and maximum of longitudes.
pub fn span(longitudes: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    longitudes.fold(None, |span, lon| {
        let (west, east) = span.unwrap_or((lon, lon));
        Some((lon.min(west), lon.max(east)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &[f64], expected: &[f64], reasons: &[Reason]) {
        let mut run: Vec<LonLat> = given.iter().map(|&lon| LonLat { lon, lat: 1.0 }).collect();
        let mut faults = Faults::default();
        bring_run_home(&mut run, None, &mut faults);
        assert_eq!(run.iter().map(|p| p.lon).collect::<Vec<_>>(), expected, "{given:?}");
        assert_eq!(faults.reasons(), reasons, "{given:?}");
    }

    #[test]
    fn runs_over_the_antimeridian_and_of_other_turns() {
        use Reason::{AcrossAntimeridian, OtherTurn};
        check(&[121.0, 122.0, 121.0], &[121.0, 122.0, 121.0], &[]);
        check(&[179.0, -179.0, -179.0, 179.0], &[179.0, 181.0, 181.0, 179.0], &[AcrossAntimeridian]);
        check(&[-179.0, 179.0], &[-179.0, -181.0], &[AcrossAntimeridian]);
        check(&[179.0, 181.0, 179.0], &[179.0, 181.0, 179.0], &[AcrossAntimeridian]);
        check(&[481.0, 482.0, 481.0], &[121.0, 122.0, 121.0], &[OtherTurn]);
        check(&[-239.0, -238.0], &[121.0, 122.0], &[OtherTurn]);
        // A rectangle around the world, and one around all but the Pacific's middle.
        check(&[-180.0, 180.0, 180.0, -180.0], &[-180.0, 180.0, 180.0, -180.0], &[]);
        check(&[-100.0, 0.0, 100.0, 0.0, -100.0], &[-100.0, 0.0, 100.0, 0.0, -100.0], &[]);
        check(&[40_512_345.0, 40_512_400.0], &[40_512_345.0, 40_512_400.0], &[]);
    }

    #[test]
    fn points_of_other_turns() {
        for (given, expected) in [(481.5, 121.5), (-238.5, 121.5), (180.5, -179.5), (-180.0, -180.0), (180.0, 180.0)] {
            let mut p = LonLat { lon: given, lat: 31.9 };
            bring_home(&mut p, &mut Faults::default());
            assert_eq!(p.lon, expected);
        }
        let mut south = LonLat { lon: 481.5, lat: 91.0 };
        bring_home(&mut south, &mut Faults::default());
        assert_eq!(south.lon, 481.5);
    }
}
