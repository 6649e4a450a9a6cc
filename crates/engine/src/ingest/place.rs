//! Repairs of positions: swapped axes, datum, rounding; or refusal.

use super::plan::Plan;
use diming_protocol::Reason;
use diming_protocol::geo::LonLat;
use diming_protocol::geo::datum::wgs84_from;

/// Largest absolute longitude of a shape over the antimeridian (`turns`).
const LON_MAX: f64 = 214.0;

/// Ordinates beyond this are projected metres, not wrong degrees.
const DEGREES_MAX: f64 = 1_000.0;

/// The repairs of one geometry, without duplicates.
#[derive(Debug, Default)]
pub struct Faults(Vec<Reason>);

impl Faults {
    /// Adds a reason.
    pub fn add(&mut self, reason: Reason) {
        if !self.0.contains(&reason) {
            self.0.push(reason);
        }
    }

    /// The reasons, in order.
    pub fn reasons(&self) -> &[Reason] {
        &self.0
    }
}

/// Converts the positions of one geometry to WGS 84. Swaps longitude and latitude of all if none is inside the
/// deployment's bounds as given and every one is when swapped. What the map lies on may go beyond them.
pub fn settle(positions: &mut [&mut LonLat], plan: &Plan, faults: &mut Faults) -> Result<(), Reason> {
    let is_inside = |p: LonLat| on_earth(p) && plan.bounds.contains(wgs84_from(plan.datum, p));
    let inside = positions.iter().filter(|p| is_inside(***p)).count();
    if inside == 0 && positions.iter().all(|p| is_inside(swapped(**p))) {
        positions.iter_mut().for_each(|p| **p = swapped(**p));
        faults.add(Reason::Swapped);
    } else if let Some(off) = positions.iter().find(|p| !on_earth(***p)) {
        let far = off.lon.abs().max(off.lat.abs());
        return Err(if far > DEGREES_MAX && far.is_finite() { Reason::Projected } else { Reason::OutOfRange });
    } else if inside < positions.len() && !plan.goes_beyond {
        faults.add(Reason::OutsideBounds);
    }
    for p in positions {
        **p = rounded(wgs84_from(plan.datum, **p), plan.decimals);
    }
    Ok(())
}

fn on_earth(p: LonLat) -> bool {
    p.lon.abs() <= LON_MAX && p.lat.abs() <= 90.0
}

fn swapped(p: LonLat) -> LonLat {
    LonLat { lon: p.lat, lat: p.lon }
}

fn rounded(p: LonLat, decimals: Option<u8>) -> LonLat {
    let Some(decimals) = decimals else { return p };
    let unit = 10_f64.powi(i32::from(decimals));
    LonLat { lon: (p.lon * unit).round() / unit, lat: (p.lat * unit).round() / unit }
}
