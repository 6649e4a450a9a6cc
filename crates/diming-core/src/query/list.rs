//! The order of the list: by relevance, distance or name.

use super::Data;
use crate::door::Sort;
use crate::geo::{LonLat, WorldBounds, distance_m, mercator};
use crate::index::bits::Bits;

/// What an order needs beside the data.
pub struct Order<'a> {
    /// Order wanted.
    pub sort: Sort,
    /// Where distances are measured from.
    pub from: LonLat,
    /// Rank of each record by the query, ascending = better; `None` without a query.
    pub rank: Option<&'a dyn Fn(usize) -> u64>,
    /// Place of each record by name (pinyin, then digits by value).
    pub name_rank: &'a dyn Fn(usize) -> u32,
}

/// The records that pass (and, where asked, stand in the box), in order. Records without a place
/// come last by distance; ties are broken by name, then by dense number, so that the order is total.
pub fn query_list(data: Data<'_>, passed: &Bits, in_view: Option<WorldBounds>, order: &Order<'_>) -> Vec<u32> {
    let mut list: Vec<u32> = passed
        .iter()
        .filter(|&dense| in_view.is_none_or(|bounds| stands_in(data, dense, bounds)))
        .map(|dense| dense as u32)
        .collect();
    let place = |dense: u32| (order.name_rank)(dense as usize);
    match order.sort {
        Sort::Name => list.sort_unstable_by_key(|&d| (place(d), d)),
        Sort::Distance => {
            // Decimetres: finer is noise, and whole numbers have a total order.
            list.sort_by_cached_key(|&d| {
                (distance_of(data, d as usize, order.from).map_or(u64::MAX, |m| (m * 10.0) as u64), place(d), d)
            });
        }
        Sort::Relevance => match order.rank {
            Some(rank) => list.sort_by_cached_key(|&d| (rank(d as usize), d)),
            None => list.sort_by_cached_key(|&d| (data.numbering.id(d as usize).layer(), place(d), d)),
        },
    }
    list
}

/// Distance of a record in metres; `None` where it has no place.
pub fn distance_of(data: Data<'_>, dense: usize, from: LonLat) -> Option<f64> {
    let id = data.numbering.id(dense);
    data.tables.get(id.layer())?.position(id.row()).map(|at| distance_m(from, at))
}

fn stands_in(data: Data<'_>, dense: usize, bounds: WorldBounds) -> bool {
    let id = data.numbering.id(dense);
    let at = data.tables.get(id.layer()).and_then(|t| t.position(id.row()));
    at.is_some_and(|at| bounds.contains(mercator::world_from_lonlat(at)))
}
