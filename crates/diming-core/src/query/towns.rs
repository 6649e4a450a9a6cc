//! Counts by town and layer of what passes.

use super::Data;
use crate::catalog::keys;
use crate::door::{TownRow, TownTable};
use crate::index::bits::Bits;
use std::collections::HashMap;

/// Counts of the layers that are on: towns in the catalog's order, then the most records first;
/// unknown (an empty name) last. O(records that pass).
pub fn query_towns(data: Data<'_>, passed: &Bits, on: &[u32]) -> TownTable {
    let layers: Vec<u32> = on.iter().copied().filter(|&l| !data.numbering.range(l as usize).is_empty()).collect();
    let mut towns: HashMap<&str, Vec<u32>> = HashMap::new();
    for (at, &layer) in layers.iter().enumerate() {
        let range = data.numbering.range(layer as usize);
        for dense in range.clone().filter(|&dense| passed.get(dense)) {
            let town = data.text(layer as usize, keys::TOWN, dense - range.start);
            towns.entry(town).or_insert_with(|| vec![0; layers.len()])[at] += 1;
        }
    }
    let listed = data.catalog.fields.get(keys::TOWN).map_or(&[][..], |field| &field.values);
    let place = |town: &str| listed.iter().position(|v| v.value == town).unwrap_or(listed.len());
    let mut rows: Vec<TownRow> =
        towns.into_iter().map(|(town, counts)| TownRow { town: town.to_owned(), counts }).collect();
    rows.sort_by(|a, b| {
        let key = |r: &TownRow| (r.town.is_empty(), place(&r.town), std::cmp::Reverse(r.counts.iter().sum::<u32>()));
        key(a).cmp(&key(b)).then_with(|| a.town.cmp(&b.town))
    });
    TownTable { layers, rows }
}
