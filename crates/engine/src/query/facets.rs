//! Facet counts: how many records each value would give, with all other constraints kept.
//!
//! A facet whose layers are all off has no counts. Of the values that the catalog does not list, the [`VALUES_MAX`]
//! most frequent and the chosen ones are counted. Cost: one pass over the column of each facet; results that depend
//! only on the columns are kept in a [`FacetMemo`].

use super::Data;
use super::filter::{Passed, facet_layers};
use crate::dataset::columns::{CodeLists, Dictionary};
use crate::dataset::narrow::{Code, Number, any_width};
use crate::dataset::{Codes, Column, table::mark_of};
use crate::index::bits::Bits;
use diming_protocol::catalog::{Facet, FieldKind};
use diming_protocol::{Constraint, Counts, FacetCounts, Filter};
use diming_text::small_sort::sort_few;
use std::collections::HashMap;
use std::ops::Range;

/// Most values of a facet beside those that the catalog lists.
pub const VALUES_MAX: usize = 2_000;

/// Up to this number of codes, rows alternate between four counters.
const FEW_CODES: usize = 256;

/// Columns of a facet with the dense numbers of their rows.
type Columns<'a> = [(&'a Column, Range<usize>)];

/// Results that depend only on the columns: valid as long as tables and numbering are the same.
#[derive(Debug, Default)]
pub struct FacetMemo {
    kept: Vec<Kept>,
}

/// Of one facet over some of its layers.
#[derive(Debug)]
struct Kept {
    field: String,
    layers: Vec<usize>,
    /// Of a range: its ends, and the records with a known value.
    spread: Option<Spread>,
    /// The values that were chosen, and the counts without a filter.
    whole: Option<(Vec<String>, Counts)>,
}

impl FacetMemo {
    fn of(&mut self, field: &str, layers: Vec<usize>) -> &mut Kept {
        let at = self.kept.iter().position(|kept| kept.field == field && kept.layers == layers);
        let at = at.unwrap_or_else(|| {
            self.kept.push(Kept { field: field.to_owned(), layers, spread: None, whole: None });
            self.kept.len() - 1
        });
        &mut self.kept[at]
    }
}

/// Counts of every facet of a layer with records, in the catalog's order.
pub fn query_facets(data: Data<'_>, passed: &Passed, filter: &Filter, memo: &mut FacetMemo) -> Vec<FacetCounts> {
    data.catalog.facets.iter().filter_map(|facet| query_facet(data, facet, passed, filter, memo)).collect()
}

/// Counts of one facet; `None` if no visible layer has records for it.
pub fn query_facet(
    data: Data<'_>,
    facet: &Facet,
    passed: &Passed,
    filter: &Filter,
    memo: &mut FacetMemo,
) -> Option<FacetCounts> {
    let layers: Vec<usize> = facet_layers(data.catalog, facet)
        .filter(|&l| filter.layers.contains(&(l as u32)) && !data.numbering.range(l).is_empty())
        .collect();
    if layers.is_empty() {
        return None;
    }
    let is_constrained = passed.fields.iter().any(|(field, _)| *field == facet.field);
    let without = is_constrained.then(|| passed.without(&facet.field, true));
    let base = without.as_ref().unwrap_or(&passed.all);
    let chosen = match filter.fields.get(&facet.field) {
        Some(Constraint::Any(values)) => values.as_slice(),
        _ => &[],
    };
    let counts = recall_facet(data, facet, base, chosen, memo.of(&facet.field, layers))?;
    Some(FacetCounts { field: facet.field.clone(), counts })
}

/// The counts of a facet from the memo, if they follow from it.
fn recall_facet(data: Data<'_>, facet: &Facet, base: &Bits, chosen: &[String], kept: &mut Kept) -> Option<Counts> {
    let is_whole = kept.layers.iter().all(|&l| {
        let range = data.numbering.range(l);
        base.count_in(range.clone()) == range.len()
    });
    if let Some((_, counts)) = kept.whole.as_ref().filter(|(with, _)| is_whole && with == chosen) {
        return Some(counts.clone());
    }
    let counts = count_facet(data, facet, base, chosen, kept)?;
    if is_whole {
        kept.whole = Some((chosen.to_vec(), counts.clone()));
    }
    Some(counts)
}

/// Records that match per layer, as if the layer were on, by index in the catalog.
pub fn query_layer_counts(data: Data<'_>, passed: &Passed) -> Vec<u32> {
    let base = passed.without("", false);
    let count = |layer: usize| base.count_in(data.numbering.range(layer)) as u32;
    (0..data.catalog.layers.len()).map(count).collect()
}

fn count_facet(data: Data<'_>, facet: &Facet, base: &Bits, chosen: &[String], kept: &mut Kept) -> Option<Counts> {
    let field = data.catalog.fields.get(&facet.field)?;
    let layers = kept.layers.iter();
    let columns: Vec<(&Column, Range<usize>)> =
        layers.filter_map(|&l| Some((data.column(l, &facet.field)?, data.numbering.range(l)))).collect();
    match field.kind {
        FieldKind::Choice | FieldKind::Choices => {
            let listed = field.values.iter().map(|v| v.value.as_str());
            Some(Counts::Values(count_values(&columns, base, listed, chosen)))
        }
        FieldKind::YesNo => Some(count_answers(&columns, base)),
        FieldKind::Marks => Some(count_marks(&columns, base, field.marks.len())),
        FieldKind::Number | FieldKind::Date => {
            let spread = kept.spread.get_or_insert_with(|| Spread::of(&columns, data.numbering.len()));
            Some(Counts::Range { min: spread.min, max: spread.max, known: spread.known.count_and(base) as u32 })
        }
        _ => None,
    }
}

fn count_answers(columns: &Columns<'_>, base: &Bits) -> Counts {
    let mut counts = [0; 3];
    for (column, range) in columns {
        let Column::YesNo(answers) = column else { continue };
        base.each_in(range.clone(), |i| counts[usize::from(answers[i - range.start]).min(2)] += 1);
    }
    Counts::YesNo { unknown: counts[0], no: counts[1], yes: counts[2] }
}

fn count_marks(columns: &Columns<'_>, base: &Bits, marks: usize) -> Counts {
    let mut counts = vec![(0, 0, 0); marks];
    for (column, range) in columns {
        let Column::Marks(rows) = column else { continue };
        base.each_in(range.clone(), |i| {
            for (mark, (yes, no, unknown)) in counts.iter_mut().enumerate() {
                match mark_of(rows[i - range.start], mark) {
                    Some(true) => *yes += 1,
                    Some(false) => *no += 1,
                    None => *unknown += 1,
                }
            }
        });
    }
    Counts::Marks(counts)
}

/// Counts by value: those of the catalog first, in its order, then the others, the most frequent first; unknown (an
/// empty value) last. Values that do not occur are omitted.
fn count_values<'a>(
    columns: &'a Columns<'_>,
    base: &Bits,
    listed: impl Iterator<Item = &'a str>,
    chosen: &[String],
) -> Vec<(String, u32)> {
    let mut unknown = 0;
    let mut totals: Vec<(&str, u32)> = Vec::new();
    for (column, range) in columns {
        let (dictionary, by_code) = match column {
            Column::Choice(dictionary, codes) => (dictionary, count_codes(dictionary, codes, range, base)),
            Column::Choices(dictionary, lists) => (dictionary, count_code_lists(dictionary, lists, range, base)),
            _ => continue,
        };
        unknown += by_code[0];
        totals.extend(dictionary.values().iter().zip(by_code[1..].iter().copied()));
    }
    if columns.len() > 1 {
        let mut sums: HashMap<&str, u32> = HashMap::new();
        totals.iter().for_each(|&(value, count)| *sums.entry(value).or_default() += count);
        totals = sums.into_iter().collect();
    }
    let place_of: HashMap<&str, usize> = listed.zip(0..).collect();
    let (mut first, mut others): (Vec<_>, Vec<_>) =
        totals.into_iter().partition(|(value, _)| !place_of.is_empty() && place_of.contains_key(value));
    sort_few(&mut first, |(a, _), (b, _)| place_of.get(a).cmp(&place_of.get(b)));
    keep_frequent(&mut others, chosen);
    let mut values: Vec<(String, u32)> = first.into_iter().chain(others).map(|(v, n)| (v.to_owned(), n)).collect();
    if unknown > 0 {
        values.push((String::new(), unknown));
    }
    values
}

/// Sorts values by frequency, then by text; keeps the first [`VALUES_MAX`] and the chosen ones.
fn keep_frequent(values: &mut Vec<(&str, u32)>, chosen: &[String]) {
    if values.len() > VALUES_MAX {
        // Compares numbers first: tens of thousands of texts are scattered in memory.
        let mut turns: Vec<u64> =
            values.iter().zip(0..).map(|((_, n), at)| u64::from(u32::MAX - n) << 32 | at).collect();
        turns.select_nth_unstable(VALUES_MAX);
        let (kept, cut) = turns.split_at(VALUES_MAX);
        let value = |turn: &u64| values[*turn as u32 as usize];
        let of_cut = |turn: &&u64| chosen.iter().any(|c| c == value(turn).0);
        *values = kept.iter().chain(cut.iter().filter(of_cut)).map(value).collect();
    }
    sort_few(values, |a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
}

/// By code, the records of a range of dense numbers that are in `base`.
pub(super) fn count_codes(dictionary: &Dictionary, codes: &Codes, range: &Range<usize>, base: &Bits) -> Vec<u32> {
    let len = dictionary.values().len() + 1;
    // With few codes, increments of one counter depend on each other: rows alternate between four counters.
    let lanes = if len <= FEW_CODES { 4 } else { 1 };
    let mut counts = vec![0; len * lanes];
    any_width!(codes, Codes, codes => {
        base.each_in(range.clone(), |i| counts[codes[i - range.start].place() * lanes + i % lanes] += 1);
    });
    counts.chunks_exact(lanes).map(|lanes| lanes.iter().sum()).collect()
}

fn count_code_lists(dictionary: &Dictionary, lists: &CodeLists, range: &Range<usize>, base: &Bits) -> Vec<u32> {
    let mut by_code = vec![0; dictionary.values().len() + 1];
    base.each_in(range.clone(), |i| match lists.get(i - range.start) {
        [] => by_code[0] += 1,
        codes => codes.iter().for_each(|&c| by_code[c as usize] += 1),
    });
    by_code
}

/// Minimum and maximum of all values, both 0 if none is known, and the records with a known value.
#[derive(Debug)]
struct Spread {
    min: f64,
    max: f64,
    known: Bits,
}

impl Spread {
    fn of(columns: &Columns<'_>, records: usize) -> Spread {
        let mut spread = Spread { min: f64::INFINITY, max: f64::NEG_INFINITY, known: Bits::new(records) };
        for (column, range) in columns {
            match column {
                Column::Number(numbers) => {
                    any_width!(numbers, Numbers, numbers => spread.add(range, |row| numbers[row].value()));
                }
                Column::Date(dates) => {
                    spread
                        .add(range, |row| if dates[row].year() == 0 { f64::NAN } else { f64::from(dates[row].year()) });
                }
                _ => {}
            }
        }
        if spread.min > spread.max {
            (spread.min, spread.max) = (0.0, 0.0);
        }
        spread
    }

    /// Takes the value of each row of a range; NaN is unknown.
    fn add(&mut self, range: &Range<usize>, value: impl Fn(usize) -> f64) {
        self.known.set_range(range.clone());
        let Spread { min, max, known } = self;
        known.retain_in(range.clone(), |dense| {
            // Comparisons with NaN are false.
            let value = value(dense - range.start);
            *min = if value < *min { value } else { *min };
            *max = if value > *max { value } else { *max };
            !value.is_nan()
        });
    }
}
