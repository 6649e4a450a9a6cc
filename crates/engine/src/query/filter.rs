//! The filter: visible layers, words, and one constraint per field.
//!
//! OR within a field, AND between fields. A constraint applies only to the layers of its facet; records of other
//! layers pass it. One pass over each constrained column, then operations on words of 64 records.

use super::Data;
use crate::dataset::narrow::{Code, Number, any_width};
use crate::dataset::table::{DEGREE_E7, UNPLACED};
use crate::dataset::{Column, columns::Dictionary, table::mark_of};
use crate::index::bits::Bits;
use diming_protocol::catalog::{Catalog, Facet};
use diming_protocol::geo::{EARTH_RADIUS_M, LonLat, distance_m, near_haversine};
use diming_protocol::{Constraint, Filter, Within};
use std::ops::Range;

/// The records that pass each part of a filter; the parts are separate because a facet's counts ignore its own part.
#[derive(Clone, Debug, Default)]
pub struct Passed {
    /// Records of visible layers.
    pub layers: Bits,
    /// Records that match the words; `None` without words.
    pub words: Option<Bits>,
    /// Records within the distance; `None` without a limit.
    pub near: Option<Bits>,
    /// Field key and the records that pass its constraint.
    pub fields: Vec<(String, Bits)>,
    /// Records that pass everything.
    pub all: Bits,
}

impl Passed {
    /// Records that pass everything but the layers and the constraint on one field.
    pub fn without(&self, field: &str, with_layers: bool) -> Bits {
        let mut bits = if with_layers { self.layers.clone() } else { Bits::full(self.layers.len()) };
        for part in [&self.words, &self.near].into_iter().flatten() {
            bits.and(part);
        }
        for (_, part) in self.fields.iter().filter(|(f, _)| f != field) {
            bits.and(part);
        }
        bits
    }
}

/// Runs a filter. `words` are the records that match the query.
pub fn query_passed(data: Data<'_>, filter: &Filter, words: Option<Bits>) -> Passed {
    let layers = layers_on(data, &filter.layers);
    let fields: Vec<(String, Bits)> = filter
        .fields
        .iter()
        .filter_map(|(field, constraint)| {
            let facet = data.catalog.facets.iter().find(|f| f.field == *field)?;
            Some((field.clone(), pass_constraint(data, facet, constraint)))
        })
        .collect();
    let near = filter.within.map(|within| stand_near(data, within));
    let mut passed = Passed { all: Bits::default(), layers, words, near, fields };
    passed.all = passed.without("", true);
    passed
}

/// Indices in the catalog of a facet's layers: those it names, else all that have the field.
pub fn facet_layers<'a>(catalog: &'a Catalog, facet: &'a Facet) -> impl Iterator<Item = usize> + 'a {
    catalog.layers.iter().enumerate().filter_map(move |(ix, layer)| {
        let named = facet.layers.is_empty() || facet.layers.contains(&layer.id);
        (named && layer.role.is_listed() && layer.fields.contains(&facet.field)).then_some(ix)
    })
}

/// The records within a distance of a place, exact to a metre; without those that have no place.
fn stand_near(data: Data<'_>, Within { from, radius_m }: Within) -> Bits {
    let mut bits = Bits::full(data.numbering.len());
    let nearness = near_haversine(from);
    // The quick estimate is exact to a part in 50 000; only undecided records are measured exactly.
    let haversine = |metres: f64| match metres / (2.0 * EARTH_RADIUS_M) {
        half if half < std::f64::consts::FRAC_PI_2 => half.sin().powi(2),
        // Nothing on earth is farther.
        _ => f64::INFINITY,
    };
    let (inside, outside) = (haversine(radius_m * 0.999), haversine(radius_m * 1.001));
    for (layer, table) in data.tables.iter().enumerate() {
        let range = data.numbering.range(layer);
        let start = range.start;
        bits.retain_in(range, |dense| {
            let (lon, lat) = (table.lon_e7[dense - start], table.lat_e7[dense - start]);
            let at = LonLat { lon: f64::from(lon) / DEGREE_E7, lat: f64::from(lat) / DEGREE_E7 };
            let near = nearness(at);
            lon != UNPLACED && (near <= inside || near <= outside && distance_m(from, at) <= radius_m)
        });
    }
    bits
}

fn layers_on(data: Data<'_>, on: &[u32]) -> Bits {
    let mut bits = Bits::new(data.numbering.len());
    on.iter().for_each(|&layer| bits.set_range(data.numbering.range(layer as usize)));
    bits
}

fn pass_constraint(data: Data<'_>, facet: &Facet, constraint: &Constraint) -> Bits {
    let mut bits = Bits::full(data.numbering.len());
    for layer in facet_layers(data.catalog, facet) {
        let Some(column) = data.column(layer, &facet.field) else { continue };
        keep_passing(&mut bits, data.numbering.range(layer), column, constraint);
    }
    bits
}

/// Clears the records of a layer whose value does not meet a constraint. A value of another kind than the constraint's
/// never meets it.
pub(super) fn keep_passing(bits: &mut Bits, range: Range<usize>, column: &Column, constraint: &Constraint) {
    let start = range.start;
    match (column, constraint) {
        (Column::Choice(dictionary, codes), Constraint::Any(values)) => {
            let wanted = wanted_codes(values, dictionary);
            any_width!(codes, Codes, codes => bits.retain_in(range, |i| wanted[codes[i - start].place()]));
        }
        (Column::Choices(dictionary, lists), Constraint::Any(values)) => {
            let wanted = wanted_codes(values, dictionary);
            bits.retain_in(range, |i| match lists.get(i - start) {
                [] => wanted[0],
                codes => codes.iter().any(|&c| wanted[c as usize]),
            });
        }
        (Column::YesNo(answers), Constraint::Any(values)) => {
            let wanted = ["unknown", "no", "yes"].map(|word| values.iter().any(|v| v == word));
            bits.retain_in(range, |i| wanted[usize::from(answers[i - start]).min(2)]);
        }
        (Column::Marks(rows), Constraint::Any(values)) => {
            let wanted = wanted_marks(values);
            bits.retain_in(range, |i| {
                wanted.iter().all(|(mark, answers)| answers.contains(&mark_of(rows[i - start], *mark)))
            });
        }
        (Column::Number(numbers), Constraint::Between(min, max)) => {
            let (min, max) = (min.unwrap_or(f64::NEG_INFINITY), max.unwrap_or(f64::INFINITY));
            any_width!(numbers, Numbers, numbers => bits.retain_in(range, |i| {
                let number = numbers[i - start].value();
                (number >= min) & (number <= max)
            }));
        }
        (Column::Date(dates), Constraint::Between(min, max)) => {
            let (min, max) = (min.unwrap_or(f64::NEG_INFINITY), max.unwrap_or(f64::INFINITY));
            bits.retain_in(range, |i| {
                let year = f64::from(dates[i - start].year());
                (year != 0.0) & (year >= min) & (year <= max)
            });
        }
        _ => bits.retain_in(range, |_| false),
    }
}

/// Whether each code is included; 0 is unknown (the empty value).
fn wanted_codes(values: &[String], dictionary: &Dictionary) -> Vec<bool> {
    let mut wanted = vec![false; dictionary.values().len() + 1];
    for value in values {
        let code = if value.is_empty() { Some(0) } else { dictionary.find(value) };
        if let Some(code) = code {
            wanted[code as usize] = true;
        }
    }
    wanted
}

/// The included answers of each mark; an invalid one includes no mark.
fn wanted_marks(values: &[String]) -> Vec<(usize, Vec<Option<bool>>)> {
    let mut wanted: Vec<(usize, Vec<Option<bool>>)> = Vec::new();
    for value in values {
        let (number, answer) = match (value.strip_suffix('-'), value.strip_suffix('?')) {
            (Some(number), _) => (number, Some(false)),
            (_, Some(number)) => (number, None),
            _ => (value.as_str(), Some(true)),
        };
        let Some(mark) = number.parse::<usize>().ok().filter(|&m| m < 16) else { continue };
        match wanted.iter_mut().find(|(m, _)| *m == mark) {
            Some((_, answers)) => answers.push(answer),
            None => wanted.push((mark, vec![answer])),
        }
    }
    wanted
}
