//! Counts by town and layer of what passes.

use super::Data;
use super::facets::count_codes;
use crate::catalog::keys;
use crate::dataset::Column;
use crate::door::{TownRow, TownTable};
use crate::index::bits::Bits;
use std::collections::HashMap;

/// Counts of the layers that are on: towns in the catalog's order, then the most records first;
/// unknown (an empty name) last. O(records that pass).
pub fn query_towns(data: Data<'_>, passed: &Bits, on: &[u32]) -> TownTable {
    let layers: Vec<u32> = on.iter().copied().filter(|&l| !data.numbering.range(l as usize).is_empty()).collect();
    let mut towns: HashMap<&str, Vec<u32>> = HashMap::new();
    for (at, &layer) in layers.iter().enumerate() {
        for (town, count) in layer_towns(data, passed, layer as usize) {
            towns.entry(town).or_insert_with(|| vec![0; layers.len()])[at] += count;
        }
    }
    let listed = data.catalog.fields.get(keys::TOWN).map_or(&[][..], |field| &field.values);
    let places: HashMap<&str, usize> = listed.iter().map(|v| v.value.as_str()).zip(0..).collect();
    let mut rows: Vec<TownRow> =
        towns.into_iter().map(|(town, counts)| TownRow { town: town.to_owned(), counts }).collect();
    rows.sort_by_cached_key(|r| {
        let place = places.get(r.town.as_str()).copied().unwrap_or(listed.len());
        (r.town.is_empty(), place, std::cmp::Reverse(r.counts.iter().sum::<u32>()), r.town.clone())
    });
    TownTable { layers, rows }
}

/// Towns of a layer with the number of their records that pass; none with 0.
fn layer_towns<'a>(data: Data<'a>, passed: &Bits, layer: usize) -> Vec<(&'a str, u32)> {
    let range = data.numbering.range(layer);
    let start = range.start;
    match data.column(layer, keys::TOWN) {
        Some(Column::Choice(dictionary, codes)) => {
            let towns = (0..).map(|code| dictionary.value(code)).zip(count_codes(dictionary, codes, &range, passed));
            towns.filter(|(_, count)| *count > 0).collect()
        }
        _ => {
            let mut counts: HashMap<&str, u32> = HashMap::new();
            passed.each_in(range, |i| *counts.entry(data.text(layer, keys::TOWN, i - start)).or_default() += 1);
            counts.into_iter().collect()
        }
    }
}
