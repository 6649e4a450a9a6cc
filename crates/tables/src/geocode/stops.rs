//! Where a house number is among those that a street has: at one of them, between two, or beside the nearest.
//!
//! Odd and even numbers face each other, so neighbours on the same side are taken where they are hardly farther off.

use super::counted::House;
use super::register::{EntryNo, Stop};
use diming_protocol::geo::{LonLat, distance_m};

/// Stops with the number asked for that are looked at.
const EQUAL_MAX: usize = 16;
/// Stops to each side among which one of the same side is looked for.
const NEIGHBOURS: usize = 8;
/// A neighbour on the same side may be so many numbers farther off.
const SIDE_WORTH: u32 = 40;
/// Between neighbours that are farther apart, in metres, nothing is computed: the street bends, or one is misplaced.
const BETWEEN_MAX_M: f64 = 1_500.0;

/// Where a number is.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    /// These have it, whole.
    At(Vec<EntryNo>),
    /// This one has it but for the number behind 之, or is a lane of that number.
    Beside(Stop),
    /// In line between two.
    Between {
        /// The one with the lower number.
        low: Stop,
        /// The one with the higher number.
        high: Stop,
        /// The place.
        at: LonLat,
        /// Metres to the farther of both.
        bound_m: f64,
    },
    /// Beside this one, which is the nearest by number.
    Nearest {
        /// The nearest.
        stop: Stop,
        /// Numbers between.
        off: u32,
    },
}

/// Where a number is among stops, which are in their order; `None` where there are none. O(log n).
pub fn spot_of(stops: &[Stop], house: House, is_lane: bool, place: impl Fn(EntryNo) -> LonLat) -> Option<Spot> {
    let start = stops.partition_point(|stop| stop.house.value < house.value);
    let len = stops[start..].iter().take(EQUAL_MAX).take_while(|stop| stop.house.value == house.value).count();
    let equal = &stops[start..start + len];
    let whole = equal.iter().filter(|stop| stop.house == house && stop.is_lane == is_lane);
    let whole: Vec<EntryNo> = whole.map(|stop| stop.entry).collect();
    if !whole.is_empty() {
        return Some(Spot::At(whole));
    }
    let nearness = |stop: &&Stop| (stop.is_lane != is_lane, stop.house.sub.abs_diff(house.sub), stop.entry);
    if let Some(stop) = equal.iter().min_by_key(nearness) {
        return Some(Spot::Beside(*stop));
    }
    let low = neighbour(stops[..start].iter().rev(), house.value);
    let high = neighbour(stops[start..].iter(), house.value);
    if let (Some(low), Some(high)) = (low, high) {
        let (a, b) = (place(low.entry), place(high.entry));
        if distance_m(a, b) <= BETWEEN_MAX_M {
            let share = f64::from(house.value - low.house.value) / f64::from(high.house.value - low.house.value);
            let at = LonLat { lon: a.lon + (b.lon - a.lon) * share, lat: a.lat + (b.lat - a.lat) * share };
            let bound_m = distance_m(a, at).max(distance_m(b, at));
            return Some(Spot::Between { low, high, at, bound_m });
        }
    }
    let off = |stop: &Stop| stop.house.value.abs_diff(house.value);
    let stop = low.into_iter().chain(high).min_by_key(off)?;
    Some(Spot::Nearest { stop, off: off(&stop) })
}

/// The neighbour that counts, of stops that lead away from a number.
fn neighbour<'a>(stops: impl Iterator<Item = &'a Stop>, value: u32) -> Option<Stop> {
    let (mut first, mut found) = (None, None);
    for stop in stops.take(NEIGHBOURS) {
        let first = *first.get_or_insert(*stop);
        let off = |stop: &Stop| stop.house.value.abs_diff(value);
        if off(stop) % 2 == 0 && off(stop) <= off(&first) + SIDE_WORTH {
            found = Some(*stop);
            break;
        }
    }
    found.or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers along a street to the east, 10 m a number; number and sub, and whether it is a lane.
    fn spot(numbers: &[(u32, u32, bool)], value: u32, sub: u32) -> Option<Spot> {
        let stop = |(entry, &(value, sub, is_lane))| Stop { series: 0, house: House { value, sub }, is_lane, entry };
        let stops: Vec<Stop> = (0..).zip(numbers).map(stop).collect();
        let place = |entry: EntryNo| LonLat { lon: 121.6 + f64::from(numbers[entry as usize].0) * 1e-4, lat: 31.8 };
        spot_of(&stops, House { value, sub }, false, place)
    }

    #[test]
    fn numbers_are_found_at_between_and_beside_others() {
        let numbers = [(1, 0, false), (2, 0, false), (10, 0, false), (11, 0, true), (94, 2, false), (94, 5, false)];
        assert_eq!(spot(&numbers, 10, 0), Some(Spot::At(vec![2])));
        assert_eq!(spot(&numbers, 94, 5), Some(Spot::At(vec![5])));
        assert!(matches!(spot(&numbers, 94, 3), Some(Spot::Beside(stop)) if stop.entry == 4));
        assert!(matches!(spot(&numbers, 11, 0), Some(Spot::Beside(stop)) if stop.is_lane));
        // 4 stands between the even ones.
        let Some(Spot::Between { low, high, at, bound_m }) = spot(&numbers, 4, 0) else { panic!() };
        assert_eq!((low.house.value, high.house.value), (2, 10));
        assert!((at.lon - 121.6004).abs() < 1e-9 && (56.0..58.0).contains(&bound_m), "{at:?} {bound_m}");
        assert!(matches!(spot(&numbers, 200, 0), Some(Spot::Nearest { stop, off: 106 }) if stop.house.value == 94));
        assert_eq!(spot(&[], 1, 0), None);
        let far = [(1, 0, false), (9_999, 0, false)];
        assert!(matches!(spot(&far, 9_000, 0), Some(Spot::Nearest { stop, off: 999 }) if stop.entry == 1));
    }
}
