//! Counts by town and layer of what passes, as a table to read or to save.

use super::Data;
use crate::catalog::{Lang, keys};
use crate::index::bits::Bits;
use std::collections::BTreeMap;

/// Town (empty for unknown) → records of each layer, in the catalog's order.
pub fn query_towns(data: Data<'_>, passed: &Bits) -> BTreeMap<String, Vec<u32>> {
    let mut towns: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let layers = data.catalog.layers.len();
    for dense in passed.iter() {
        let id = data.numbering.id(dense);
        let town = data.text(id.layer(), keys::TOWN, id.row());
        if let Some(counts) = towns.get_mut(town) {
            counts[id.layer()] += 1;
        } else {
            let mut counts = vec![0; layers];
            counts[id.layer()] = 1;
            towns.insert(town.to_owned(), counts);
        }
    }
    towns
}

/// The table as rows of cells, with a heading row and a last row of sums. Layers without a
/// record are left out.
pub fn town_table(data: Data<'_>, passed: &Bits, lang: Lang, unknown: &str, sum: &str) -> Vec<Vec<String>> {
    let towns = query_towns(data, passed);
    let used: Vec<usize> =
        (0..data.catalog.layers.len()).filter(|&l| towns.values().any(|counts| counts[l] > 0)).collect();
    let label = |field: &str| data.catalog.fields.get(field).map_or(field, |f| f.label.get(lang).0).to_owned();
    let mut heading = vec![label(keys::TOWN)];
    heading.extend(used.iter().map(|&l| data.catalog.layers[l].label.get(lang).0.to_owned()));
    heading.push(sum.to_owned());
    let cells = |name: &str, counts: &dyn Fn(usize) -> u32| {
        let mut row = vec![name.to_owned()];
        row.extend(used.iter().map(|&l| counts(l).to_string()));
        row.push(used.iter().map(|&l| counts(l)).sum::<u32>().to_string());
        row
    };
    let mut rows = vec![heading];
    let named = towns.iter().filter(|(town, _)| !town.is_empty());
    for (town, counts) in named.chain(towns.iter().filter(|(town, _)| town.is_empty())) {
        rows.push(cells(if town.is_empty() { unknown } else { town }, &|l| counts[l]));
    }
    rows.push(cells(sum, &|l| towns.values().map(|counts| counts[l]).sum()));
    rows
}
