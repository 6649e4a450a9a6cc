//! Live counts: what one would get by choosing a value, all other constraints kept.
//!
//! A facet whose layers are all off has no counts. Cost: one pass over the column of each facet.

use super::Data;
use super::filter::{Passed, facet_layers, themed_rows};
use crate::catalog::{Facet, FieldKind};
use crate::dataset::{Column, table::mark_of};
use crate::door::{Counts, FacetCounts};
use crate::index::bits::Bits;
use std::collections::HashMap;

/// Counts of every facet that has a layer with records, in the catalog's order.
pub fn query_facets(data: Data<'_>, passed: &Passed, on: &[u32]) -> Vec<FacetCounts> {
    let facets = data.catalog.facets.iter();
    facets
        .filter_map(|facet| {
            let layers: Vec<usize> = facet_layers(data.catalog, facet)
                .filter(|&l| on.contains(&(l as u32)) && !data.numbering.range(l).is_empty())
                .collect();
            if layers.is_empty() {
                return None;
            }
            let base = passed.without(&facet.field, true);
            let counts = count_facet(data, facet, &layers, &base)?;
            Some(FacetCounts { field: facet.field.clone(), counts })
        })
        .collect()
}

/// What one would get of each layer were it on, by its place in the catalog.
pub fn query_layer_counts(data: Data<'_>, passed: &Passed) -> Vec<u32> {
    let base = passed.without("", false);
    let count = |layer: usize| data.numbering.range(layer).filter(|&dense| base.get(dense)).count();
    let mut counts: Vec<u32> = (0..data.catalog.layers.len()).map(|layer| count(layer) as u32).collect();
    for layer in 0..data.catalog.layers.len() {
        let start = data.numbering.range(layer).start;
        for (ix, other) in data.catalog.layers.iter().enumerate().filter(|(ix, _)| *ix != layer) {
            counts[ix] +=
                themed_rows(data, layer, |theme| theme == other.id).filter(|row| base.get(start + row)).count() as u32;
        }
    }
    counts
}

fn count_facet(data: Data<'_>, facet: &Facet, layers: &[usize], base: &Bits) -> Option<Counts> {
    let field = data.catalog.fields.get(&facet.field)?;
    let columns: Vec<(&Column, std::ops::Range<usize>)> =
        layers.iter().filter_map(|&l| Some((data.column(l, &facet.field)?, data.numbering.range(l)))).collect();
    match field.kind {
        FieldKind::Choice | FieldKind::Choices => {
            let shown: Vec<&str> = field.values.iter().map(|v| v.value.as_str()).collect();
            Some(Counts::Values(count_values(&columns, base, &shown)))
        }
        FieldKind::YesNo => {
            let mut counts = [0; 3];
            each_row(&columns, base, |column, row| {
                if let Column::YesNo(answers) = column {
                    counts[usize::from(answers.get(row).copied().unwrap_or(0)).min(2)] += 1;
                }
            });
            Some(Counts::YesNo { unknown: counts[0], no: counts[1], yes: counts[2] })
        }
        FieldKind::Marks => {
            let mut counts = vec![(0, 0, 0); field.marks.len()];
            each_row(&columns, base, |column, row| {
                let Column::Marks(rows) = column else { return };
                let bits = rows.get(row).copied().unwrap_or(0);
                for (mark, (yes, no, unknown)) in counts.iter_mut().enumerate() {
                    match mark_of(bits, mark) {
                        Some(true) => *yes += 1,
                        Some(false) => *no += 1,
                        None => *unknown += 1,
                    }
                }
            });
            Some(Counts::Marks(counts))
        }
        FieldKind::Number | FieldKind::Date => Some(count_range(&columns, base)),
        _ => None,
    }
}

fn each_row<'a>(
    columns: &[(&'a Column, std::ops::Range<usize>)],
    base: &Bits,
    mut visit: impl FnMut(&'a Column, usize),
) {
    for (column, range) in columns {
        for dense in range.clone().filter(|&dense| base.get(dense)) {
            visit(column, dense - range.start);
        }
    }
}

/// Counts by value: those of the catalog first, in its order, then the others, the most first;
/// unknown (an empty value) last. Values that occur nowhere are left out.
fn count_values(columns: &[(&Column, std::ops::Range<usize>)], base: &Bits, shown: &[&str]) -> Vec<(String, u32)> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for (column, range) in columns {
        let one = [(*column, range.clone())];
        let dictionary = match column {
            Column::Choice(dictionary, _) | Column::Choices(dictionary, _) => dictionary,
            _ => continue,
        };
        let mut by_code = vec![0u32; dictionary.values().len() + 1];
        each_row(&one, base, |column, row| match column {
            Column::Choice(_, codes) => by_code[codes.get(row).map_or(0, |&c| c as usize)] += 1,
            Column::Choices(_, lists) => match lists.get(row) {
                [] => by_code[0] += 1,
                codes => codes.iter().for_each(|&c| by_code[c as usize] += 1),
            },
            _ => {}
        });
        for (code, &count) in by_code.iter().enumerate() {
            *counts.entry(dictionary.value(code as u32)).or_default() += count;
        }
    }
    let unknown = counts.remove("").unwrap_or(0);
    let mut values: Vec<(String, u32)> =
        shown.iter().filter_map(|&v| counts.remove(v).map(|n| (v.to_owned(), n))).collect();
    let mut others: Vec<(&str, u32)> = counts.into_iter().collect();
    others.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    values.extend(others.into_iter().map(|(v, n)| (v.to_owned(), n)));
    if unknown > 0 {
        values.push((String::new(), unknown));
    }
    values
}

fn count_range(columns: &[(&Column, std::ops::Range<usize>)], base: &Bits) -> Counts {
    let (mut min, mut max, mut known) = (f64::INFINITY, f64::NEG_INFINITY, 0);
    for (column, range) in columns {
        for row in 0..range.len() {
            let value = match column {
                Column::Number(numbers) => numbers.get(row).copied().unwrap_or(f64::NAN),
                Column::Date(dates) => {
                    dates.get(row).map_or(f64::NAN, |d| if d.year() == 0 { f64::NAN } else { f64::from(d.year()) })
                }
                _ => f64::NAN,
            };
            if !value.is_nan() {
                min = min.min(value);
                max = max.max(value);
                known += u32::from(base.get(range.start + row));
            }
        }
    }
    if min > max {
        (min, max) = (0.0, 0.0);
    }
    Counts::Range { min, max, known }
}
