//! Positions and geometries as GeoJSON (RFC 7946) has them: WGS 84, rounded, rings by the right-hand rule.

use diming_protocol::catalog::Datum;
use diming_protocol::geo::LonLat;
use diming_protocol::geo::datum::wgs84_from;
use serde_json::Value;

/// Deepest nesting of collections.
const DEPTH_MAX: u32 = 16;

/// How positions are written.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    /// The datum in which they are given.
    pub datum: Datum,
    /// Decimals to which they are rounded, in degrees.
    pub decimals: u8,
}

/// What happened to positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// One lost digits.
    pub is_rounded: bool,
    /// One had a height, which was left out.
    pub has_height: bool,
}

impl Writing {
    /// A position as a pair of numbers.
    pub fn position(&self, at: LonLat, changes: &mut Changes) -> String {
        let at = wgs84_from(self.datum, at);
        format!("[{},{}]", self.degrees(at.lon, changes), self.degrees(at.lat, changes))
    }

    fn degrees(&self, degrees: f64, changes: &mut Changes) -> String {
        let decimals = usize::from(self.decimals);
        let text = format!("{degrees:.decimals$}");
        // What the datum's formulas leave beyond 1e-9 degrees is nobody's digit.
        changes.is_rounded |= text.parse::<f64>().is_ok_and(|rounded| (rounded - degrees).abs() > 1e-9);
        let text = match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.'),
            false => &text,
        };
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    }

    /// A geometry; `None` for what is none.
    pub fn geometry(&self, geometry: &Value, changes: &mut Changes) -> Option<String> {
        self.nested(geometry, DEPTH_MAX, changes)
    }

    fn nested(&self, geometry: &Value, depth: u32, changes: &mut Changes) -> Option<String> {
        let kind = geometry.get("type")?.as_str()?;
        if kind == "GeometryCollection" {
            let depth = depth.checked_sub(1)?;
            let parts = geometry.get("geometries")?.as_array()?;
            let parts: Option<Vec<String>> = parts.iter().map(|part| self.nested(part, depth, changes)).collect();
            return Some(format!("{{\"type\":\"{kind}\",\"geometries\":[{}]}}", parts?.join(",")));
        }
        let coordinates = geometry.get("coordinates")?;
        let written = match kind {
            "Point" => self.position(lonlat(coordinates, changes)?, changes),
            "MultiPoint" | "LineString" => self.line(coordinates, changes)?,
            "MultiLineString" => list(coordinates, |line| self.line(line, changes))?,
            "Polygon" => self.polygon(coordinates, changes)?,
            "MultiPolygon" => list(coordinates, |polygon| self.polygon(polygon, changes))?,
            _ => return None,
        };
        Some(format!("{{\"type\":\"{kind}\",\"coordinates\":{written}}}"))
    }

    fn line(&self, line: &Value, changes: &mut Changes) -> Option<String> {
        list(line, |position| Some(self.position(lonlat(position, changes)?, changes)))
    }

    /// The rings of a polygon: the outer one against the clock, holes with it.
    fn polygon(&self, polygon: &Value, changes: &mut Changes) -> Option<String> {
        let mut rings = Vec::new();
        for (at, ring) in polygon.as_array()?.iter().enumerate() {
            let mut points: Vec<LonLat> =
                ring.as_array()?.iter().map(|position| lonlat(position, changes)).collect::<Option<_>>()?;
            if (signed_area(&points) < 0.0) == (at == 0) {
                points.reverse();
            }
            let positions: Vec<String> = points.into_iter().map(|point| self.position(point, changes)).collect();
            rings.push(format!("[{}]", positions.join(",")));
        }
        Some(format!("[{}]", rings.join(",")))
    }
}

/// Members of an array, written.
fn list(array: &Value, write: impl FnMut(&Value) -> Option<String>) -> Option<String> {
    let written: Option<Vec<String>> = array.as_array()?.iter().map(write).collect();
    Some(format!("[{}]", written?.join(",")))
}

fn lonlat(position: &Value, changes: &mut Changes) -> Option<LonLat> {
    let position = position.as_array()?;
    changes.has_height |= position.len() > 2;
    let at = LonLat { lon: position.first()?.as_f64()?, lat: position.get(1)?.as_f64()? };
    (at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0).then_some(at)
}

/// Twice the area in square degrees, positive against the clock.
fn signed_area(ring: &[LonLat]) -> f64 {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter().zip(next).map(|(a, b)| a.lon * b.lat - b.lon * a.lat).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PLAIN: Writing = Writing { datum: Datum::Wgs84, decimals: 3 };

    #[track_caller]
    fn check(geometry: Value, expected: Option<Value>, changed: Changes) {
        let mut changes = Changes::default();
        let written = PLAIN.geometry(&geometry, &mut changes);
        let written: Option<Value> = written.map(|text| serde_json::from_str(&text).unwrap());
        assert_eq!((written, changes), (expected, changed));
    }

    #[test]
    fn rings_turn_by_the_right_hand() {
        let (left, right) = (json!([[0, 0], [2, 0], [2, 2], [0, 0]]), json!([[0, 0], [2, 2], [2, 0], [0, 0]]));
        let polygon = |rings: &[&Value]| json!({"type": "Polygon", "coordinates": rings});
        let none = Changes::default();
        check(polygon(&[&right, &left]), Some(polygon(&[&left, &right])), none);
        check(polygon(&[&left, &right]), Some(polygon(&[&left, &right])), none);
        let many = |rings: &[&Value]| json!({"type": "MultiPolygon", "coordinates": [rings]});
        check(many(&[&right]), Some(many(&[&left])), none);
    }

    #[test]
    fn digits_and_heights_beyond_are_left_out_and_told() {
        let line = |coordinates: Value| json!({"type": "LineString", "coordinates": coordinates});
        let changes = |is_rounded, has_height| Changes { is_rounded, has_height };
        check(line(json!([[121.65, 31.8]])), Some(line(json!([[121.65, 31.8]]))), changes(false, false));
        check(line(json!([[121.65321, 31.8, 4.5]])), Some(line(json!([[121.653, 31.8]]))), changes(true, true));
        let inside = json!({"type": "GeometryCollection", "geometries": [line(json!([[1, 2]]))]});
        check(inside.clone(), Some(inside), changes(false, false));
        for broken in [json!(null), json!({"type": "Circle"}), line(json!([[181, 2]])), line(json!([["a", 2]]))] {
            check(broken, None, changes(false, false));
        }
    }

    #[test]
    fn another_datum_becomes_wgs_84() {
        let writing = Writing { datum: Datum::Gcj02, decimals: 6 };
        let at = LonLat { lon: 121.664_315_889, lat: 31.807_944_677 };
        assert_eq!(writing.position(at, &mut Changes::default()), "[121.66,31.81]");
    }
}
