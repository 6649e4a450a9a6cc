//! The order of the list: by relevance, distance or name, and a range of its rows.
//!
//! The list is never sorted completely: every record is put into a bucket by a coarse key, and only the buckets of the
//! requested rows are sorted. O(matching records), two passes.

use super::Data;
use crate::dataset::table::{DEGREE_E7, UNPLACED};
use crate::index::bits::Bits;
use crate::index::search::Hits;
use diming_protocol::Sort;
use diming_protocol::geo::{LonLat, World, WorldBounds, distance_m, mercator, near_haversine};
use diming_text::small_sort::sort_few;
use std::ops::Range;

/// Inputs of an order beside the data.
pub struct Order<'a> {
    /// Order wanted.
    pub sort: Sort,
    /// The origin of distances.
    pub from: LonLat,
    /// The matches of the query; `None` without one.
    pub hits: Option<&'a Hits>,
    /// Rank of each record by name (pinyin, then digits by value), unique; `None` if unknown.
    pub name_places: Option<&'a [u32]>,
    /// Records that are closed or have moved: by distance and without a query they come after the others.
    pub gone: &'a Bits,
}

impl Order<'_> {
    fn name_place(&self, dense: usize) -> u32 {
        self.name_places.and_then(|places| places.get(dense)).map_or(dense as u32, |&place| place)
    }
}

/// The matching records in a box.
pub fn query_listed(data: Data<'_>, passed: &Bits, bounds: WorldBounds) -> Bits {
    let mut listed = passed.clone();
    let corner = |x, y| mercator::lonlat_from_world(World { x, y });
    let (north_west, south_east) = (corner(bounds.min_x, bounds.min_y), corner(bounds.max_x, bounds.max_y));
    let lat_max = (mercator::LATITUDE_MAX * DEGREE_E7) as i32;
    // Degrees decide except at the very edge, where the exact box is tested.
    let side = |v: i32, min: f64, max: f64| (f64::from(v) - min * DEGREE_E7).min(max * DEGREE_E7 - f64::from(v));
    for (layer, table) in data.tables.iter().enumerate() {
        let range = data.numbering.range(layer);
        let start = range.start;
        listed.retain_in(range, |dense| {
            let (lon, lat) = (table.lon_e7[dense - start], table.lat_e7[dense - start]);
            let lat = lat.clamp(-lat_max, lat_max);
            let inside = side(lon, north_west.lon, south_east.lon).min(side(lat, south_east.lat, north_west.lat));
            lon != UNPLACED && (inside > 1.0 || inside > -1.0 && stands_in(data, dense, bounds))
        });
    }
    listed
}

fn stands_in(data: Data<'_>, dense: usize, bounds: WorldBounds) -> bool {
    let at = data.position(dense);
    at.is_some_and(|at| bounds.contains(mercator::world_from_lonlat(at)))
}

/// The rows `rows` of those listed, in order. Records without a place come last by distance; ties are broken by name,
/// then by dense number, so that the order is total.
pub fn query_list(data: Data<'_>, listed: &Bits, order: &Order<'_>, rows: Range<usize>) -> Vec<u32> {
    let has_gone = listed.count_and(order.gone) > 0;
    if !has_gone || order.sort == Sort::Name || order.sort == Sort::Relevance && order.hits.is_some() {
        return query_ordered(data, listed, order, rows);
    }
    let (mut current, mut gone) = (listed.clone(), listed.clone());
    current.and_not(order.gone);
    gone.and(order.gone);
    let ahead = current.count();
    let mut list = query_ordered(data, &current, order, rows.start.min(ahead)..rows.end.min(ahead));
    list.extend(query_ordered(data, &gone, order, rows.start.max(ahead) - ahead..rows.end.max(ahead) - ahead));
    list
}

fn query_ordered(data: Data<'_>, listed: &Bits, order: &Order<'_>, rows: Range<usize>) -> Vec<u32> {
    let all = 0..listed.len();
    match (order.sort, order.hits) {
        (Sort::Name, _) => by_name(listed, all, order, rows),
        (Sort::Distance, _) => by_distance(data, listed, order, rows),
        (Sort::Relevance, Some(hits)) => hits.best(listed, rows),
        (Sort::Relevance, None) => {
            let (mut list, mut before) = (Vec::new(), 0);
            for layer in 0..data.catalog.layers.len() {
                let range = data.numbering.range(layer);
                let count = listed.count_in(range.clone());
                let own = rows.start.max(before) - before..rows.end.clamp(before, before + count) - before;
                if !own.is_empty() {
                    list.extend(by_name(listed, range, order, own));
                }
                before += count;
            }
            list
        }
    }
}

/// Number of buckets of the order by name.
const NAME_BUCKET_BITS: u32 = 12;

fn by_name(listed: &Bits, range: Range<usize>, order: &Order<'_>, rows: Range<usize>) -> Vec<u32> {
    let shift = (u32::BITS - (listed.len() as u32).leading_zeros()).saturating_sub(NAME_BUCKET_BITS);
    let mut buckets = Vec::with_capacity(listed.count_in(range.clone()));
    listed.each_in(range.clone(), |dense| buckets.push((order.name_place(dense) >> shift) as u16));
    pick(listed, range, &buckets, 0, rows, |dense| (order.name_place(dense), dense))
}

fn by_distance(data: Data<'_>, listed: &Bits, order: &Order<'_>, rows: Range<usize>) -> Vec<u32> {
    let mut buckets = Vec::with_capacity(listed.count());
    let nearness = near_haversine(order.from);
    for (layer, table) in data.tables.iter().enumerate() {
        let range = data.numbering.range(layer);
        let start = range.start;
        listed.each_in(range, |dense| {
            let (lon, lat) = (table.lon_e7[dense - start], table.lat_e7[dense - start]);
            let at = LonLat { lon: f64::from(lon) / DEGREE_E7, lat: f64::from(lat) / DEGREE_E7 };
            buckets.push(if lon == UNPLACED { u16::MAX } else { distance_bucket(nearness(at)) });
        });
    }
    // Decimetres: finer is noise, and whole numbers have a total order.
    let distance_dm = |dense| distance_of(data, dense, order.from).map_or(u64::MAX, |m| (m * 10.0) as u64);
    pick(listed, 0..listed.len(), &buckets, 1, rows, |dense| (distance_dm(dense), order.name_place(dense), dense))
}

/// Haversine of about 100 m: below, a decimetre is not small relative to the distance.
const HAVERSINE_MIN: f32 = 6e-11;
/// Keeps six bits of the mantissa, steps of 0.8 to 1.6 %.
const HAVERSINE_SHIFT: u32 = 17;

fn distance_bucket(haversine: f64) -> u16 {
    // Positive floats sort like their bits.
    let steps = |h: f32| h.to_bits() >> HAVERSINE_SHIFT;
    (steps((haversine as f32).max(HAVERSINE_MIN)) - steps(HAVERSINE_MIN)) as u16
}

/// The rows of the bits in `range`, ordered by `key`. `buckets` has a coarse key for each of them, which differs from
/// `key` by at most `error`.
fn pick<K: Ord>(
    listed: &Bits,
    range: Range<usize>,
    buckets: &[u16],
    error: u16,
    rows: Range<usize>,
    key: impl Fn(usize) -> K,
) -> Vec<u32> {
    let mut counts = vec![0usize; 1 << u16::BITS];
    buckets.iter().for_each(|&bucket| counts[usize::from(bucket)] += 1);
    let (mut first, mut last, mut below) = (0, u16::MAX, 0);
    for (bucket, count) in (0..=u16::MAX).zip(&counts) {
        if below <= rows.start {
            first = bucket;
        }
        below += count;
        if below >= rows.end {
            last = bucket;
            break;
        }
    }
    // A record may be off by one error, and so may the boundary of the bucket.
    let (first, last) = (first.saturating_sub(2 * error), last.saturating_add(2 * error));
    let before: usize = counts[..usize::from(first)].iter().sum();
    let (mut picked, mut at) = (Vec::new(), 0);
    listed.each_in(range, |dense| {
        // One comparison: two would be mispredicted half of the time.
        if buckets[at].wrapping_sub(first) <= last - first {
            picked.push(dense as u32);
        }
        at += 1;
    });
    let mut keyed: Vec<(K, u32)> = picked.into_iter().map(|dense| (key(dense as usize), dense)).collect();
    sort_few(&mut keyed, Ord::cmp);
    keyed.truncate(rows.end - before);
    keyed.drain(..(rows.start - before).min(keyed.len()));
    keyed.into_iter().map(|(_, dense)| dense).collect()
}

/// Distance of a record in metres; `None` without a place.
pub fn distance_of(data: Data<'_>, dense: usize, from: LonLat) -> Option<f64> {
    data.position(dense).map(|at| distance_m(from, at))
}
