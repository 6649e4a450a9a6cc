//! The box around the records of an answer.

use super::Data;
use crate::dataset::table::{DEGREE_E7, UNPLACED};
use crate::index::bits::Bits;
use diming_protocol::geo::{LonLat, WorldBounds, mercator};

/// The smallest box that holds the places of these records; `None` where none of them has a place.
///
/// Whole numbers are compared, and only the four edges are projected. O(records).
pub fn query_extent(data: Data<'_>, passed: &Bits) -> Option<WorldBounds> {
    let (mut west, mut east, mut south, mut north) = (i32::MAX, i32::MIN, i32::MAX, i32::MIN);
    for (layer, table) in data.tables.iter().enumerate() {
        let range = data.numbering.range(layer);
        let start = range.start;
        passed.each_in(range, |dense| {
            let (lon, lat) = (table.lon_e7[dense - start], table.lat_e7[dense - start]);
            if lon != UNPLACED {
                (west, east) = (west.min(lon), east.max(lon));
                (south, north) = (south.min(lat), north.max(lat));
            }
        });
    }
    let corner = |lon: i32, lat: i32| {
        mercator::world_from_lonlat(LonLat { lon: f64::from(lon) / DEGREE_E7, lat: f64::from(lat) / DEGREE_E7 })
    };
    let (north_west, south_east) = (corner(west, north), corner(east, south));
    (west <= east).then_some(WorldBounds {
        min_x: north_west.x,
        min_y: north_west.y,
        max_x: south_east.x,
        max_y: south_east.y,
    })
}
