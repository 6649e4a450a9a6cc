//! The responsibility areas (责任片区) that contain a place.

use super::Data;
use super::rows::query_card;
use crate::dataset::ShapeKind;
use crate::dataset::table::{DEGREE_E7, Shape};
use diming_protocol::catalog::LayerRole;
use diming_protocol::geo::LonLat;
use diming_protocol::{Card, FeatureId};

/// Most areas returned.
const AREAS_MAX: usize = 8;

/// The areas around a place, in the catalog's order; a place on a shared edge is in one of the two. O(corners of all
/// areas).
pub fn query_areas_at(data: Data<'_>, at: LonLat) -> Vec<Card> {
    let mut areas = Vec::new();
    for (layer, table) in data.tables.iter().enumerate() {
        if data.catalog.layers[layer].role != LayerRole::Areas {
            continue;
        }
        for shape in table.shapes.iter().filter(|shape| shape.kind == ShapeKind::Rings && lies_in(shape, at)) {
            areas.extend(query_card(data, FeatureId::new(layer, shape.row as usize)));
            if areas.len() == AREAS_MAX {
                return areas;
            }
        }
    }
    areas
}

/// Even-odd rule, as areas are filled: counts the edges crossed to the east.
fn lies_in(shape: &Shape, at: LonLat) -> bool {
    let (x, y) = (at.lon * DEGREE_E7, at.lat * DEGREE_E7);
    let corner = |&(lon, lat): &(i32, i32)| (f64::from(lon), f64::from(lat));
    let mut inside = false;
    for ring in &shape.parts {
        for pair in ring.windows(2) {
            let ((ax, ay), (bx, by)) = (corner(&pair[0]), corner(&pair[1]));
            if (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax) {
                inside = !inside;
            }
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Vec<(i32, i32)> {
        let stored = |v: f64| (v * DEGREE_E7) as i32;
        corners.iter().chain(&corners[..1]).map(|&(lon, lat)| (stored(lon), stored(lat))).collect()
    }

    #[test]
    fn a_place_lies_in_a_ring_and_not_in_its_hole() {
        let square = |from: f64, to: f64| ring(&[(from, from), (to, from), (to, to), (from, to)]);
        let shape = Shape { row: 0, kind: ShapeKind::Rings, parts: vec![square(0.0, 10.0), square(4.0, 6.0)] };
        for (lon, lat, expected) in [
            (1.0, 1.0, true),
            (5.0, 5.0, false),
            (5.0, 1.0, true),
            (11.0, 5.0, false),
            (-1.0, 5.0, false),
            (5.0, 11.0, false),
            (f64::NAN, 5.0, false),
        ] {
            assert_eq!(lies_in(&shape, LonLat { lon, lat }), expected, "{lon} {lat}");
        }
    }

    #[test]
    fn a_place_on_a_common_edge_lies_in_one_of_two() {
        let shape = |parts| Shape { row: 0, kind: ShapeKind::Rings, parts };
        let west = shape(vec![ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])]);
        let east = shape(vec![ring(&[(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0)])]);
        let at = LonLat { lon: 1.0, lat: 0.5 };
        assert_ne!(lies_in(&west, at), lies_in(&east, at));
    }
}
