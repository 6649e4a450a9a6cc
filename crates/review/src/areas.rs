//! Built-up areas as polygons: the area of a place that names none.

use diming_protocol::geo::LonLat;
use geo::{BoundingRect, Contains, Coord, LineString, Polygon, Rect};

/// The field whose value the areas give.
pub const AREA_FIELD: &str = "built_up_area";

/// Polygons of role `scope`, each with the name of its area. Longitude and latitude in degrees, WGS 84.
#[derive(Debug, Default)]
pub struct Areas {
    areas: Vec<(String, Rect, Polygon)>,
}

impl Areas {
    /// Adds a polygon: its outer ring, then its holes. One without an extent is left out.
    pub fn push(&mut self, name: &str, rings: &[Vec<LonLat>]) {
        let ring = |ring: &Vec<LonLat>| LineString::from_iter(ring.iter().map(|p| Coord { x: p.lon, y: p.lat }));
        let Some((outer, holes)) = rings.split_first() else { return };
        let polygon = Polygon::new(ring(outer), holes.iter().map(ring).collect());
        if let Some(bounds) = polygon.bounding_rect() {
            self.areas.push((name.to_owned(), bounds, polygon));
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.areas.len()
    }

    /// The name of the first area that a place lies in; empty for none.
    pub fn name_at(&self, at: Option<LonLat>) -> &str {
        let Some(at) = at.map(|at| Coord { x: at.lon, y: at.lat }) else { return "" };
        let around = self.areas.iter().filter(|(_, bounds, _)| bounds.contains(&at));
        around.into_iter().find(|(_, _, area)| area.contains(&at)).map_or("", |(name, ..)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_in_its_area_and_not_in_a_hole() {
        let square = |from: f64, to: f64| {
            let corners = [(from, from), (to, from), (to, to), (from, to), (from, from)];
            corners.map(|(lon, lat)| LonLat { lon, lat }).to_vec()
        };
        let mut areas = Areas::default();
        areas.push("甲区", &[square(0.0, 10.0), square(4.0, 6.0)]);
        areas.push("乙区", &[square(20.0, 30.0)]);
        areas.push("无", &[]);
        areas.push("无", &[vec![]]);
        let at = |lon: f64, lat: f64| areas.name_at(Some(LonLat { lon, lat }));
        assert_eq!([at(1.0, 1.0), at(5.0, 5.0), at(25.0, 21.0), at(15.0, 5.0)], ["甲区", "", "乙区", ""]);
        assert_eq!([at(f64::NAN, 1.0), areas.name_at(None)], ["", ""]);
    }
}
