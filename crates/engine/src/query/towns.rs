//! Counts of matching records by town and layer.

use super::Data;
use super::facets::count_codes;
use crate::dataset::Column;
use crate::dataset::table::{DEGREE_E7, UNPLACED};
use crate::index::bits::Bits;
use diming_protocol::catalog::{LayerRole, keys};
use diming_protocol::geo::LonLat;
use diming_protocol::{TownRow, TownTable};
use diming_text::small_sort::sort_few;
use std::collections::HashMap;

/// Counts of the visible layers: towns in the catalog's order, then by number of records; unknown (an empty name)
/// last. O(matching records).
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
    let place = |row: &TownRow| places.get(row.town.as_str()).copied().unwrap_or(listed.len());
    let turn = |row: &TownRow| (row.town.is_empty(), place(row), std::cmp::Reverse(row.counts.iter().sum::<u32>()));
    sort_few(&mut rows, |a, b| turn(a).cmp(&turn(b)).then_with(|| a.town.cmp(&b.town)));
    TownTable { layers, rows }
}

/// The centre of a town's records: the medians of longitude and latitude, which outliers do not move; `None` if none
/// has a place. O(records).
pub fn query_town_middle(data: Data<'_>, town: &str) -> Option<LonLat> {
    // Offsets from the minimum: integers share a sort with other code, which saves one.
    let above = |at: i32| u64::from(at.abs_diff(i32::MIN));
    let mut places: [Vec<u64>; 2] = Default::default();
    for (layer, table) in data.tables.iter().enumerate() {
        let Some(column) = data.column(layer, keys::TOWN) else { continue };
        let is_place = matches!(data.catalog.layers[layer].role, LayerRole::Places | LayerRole::Names);
        for row in 0..if is_place { data.numbering.range(layer).len() } else { 0 } {
            if table.lon_e7[row] != UNPLACED && column.text(row) == town {
                places[0].push(above(table.lon_e7[row]));
                places[1].push(above(table.lat_e7[row]));
            }
        }
    }
    let mut median = |axis: usize| {
        let middle = places[axis].len() / 2;
        let (_, &mut median, _) = (!places[axis].is_empty()).then(|| places[axis].select_nth_unstable(middle))?;
        Some((median as f64 + f64::from(i32::MIN)) / DEGREE_E7)
    };
    Some(LonLat { lon: median(0)?, lat: median(1)? })
}

/// Towns of a layer with the number of matching records; without zeros.
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
