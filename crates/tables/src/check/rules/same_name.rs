//! `same_name`: two records of one kind with one name, or one that sounds alike, near each other.
//!
//! **What it checks.** Names of one kind that are equal in the form in which texts are compared, or have the same syllables
//! without tones in some common reading, and are at most `same_name_m` apart; where one has no position, in the same town.
//! Each later row is told with the line of an earlier one.
//! **Why.** Most likely the record was entered twice, once by ear.
//! **Wrong** 惠萍镇敬老院 and 会萍镇敬老院 at 40 m. **Right** one record, with former_names if it has another name.
//! **Exceptions.** Rows with neither position nor town are told as not checked. Of a name with many characters of several
//! readings, only the first 4 combinations are looked at.

use crate::check::groups::{Key, Rows, Sameness};
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::{Facts, NO_TOWN};
use crate::check::{Input, Unchecked, Why};
use diming_engine::delimited::trimmed;
use diming_protocol::geo::{EARTH_RADIUS_M, LonLat, distance_m};
use diming_text::Han;
use diming_text::fold::fold_units;
use std::collections::HashMap;

/// Most combinations of readings of one name.
const VARIANTS_MAX: usize = 4;
/// How rare the readings are that are looked at: the common ones.
const RARITY: u8 = 1;
/// A syllable's number in a key is above all units.
const SYLLABLE: u64 = 1 << 16;

/// The rule.
#[derive(Debug, Default)]
pub struct SameName {
    units: Vec<u16>,
    others: Vec<u16>,
    /// Earlier rows of the key by cell of a grid.
    cells: HashMap<(i64, i64), Vec<u32>>,
    /// The first row of each town, and the first without a position.
    of_town: HashMap<u32, u32>,
    unplaced_of_town: HashMap<u32, u32>,
    without_place: u32,
}

impl SameName {
    /// Before the first row.
    pub fn new(input: &Input, unchecked: &mut Vec<Unchecked>) -> SameName {
        if input.tables.han.is_blank() {
            unchecked.push(Unchecked::of_all(input, Rule::SameName, Why::NoTable, ""));
        }
        SameName::default()
    }

    fn is_equal(&mut self, input: &Input, row: usize, other: usize) -> bool {
        let name = |row: usize| input.list.cell_of(row, input.columns.roles.name);
        self.units.clear();
        self.others.clear();
        fold_units(name(row), input.tables.han, &mut self.units);
        fold_units(name(other), input.tables.han, &mut self.others);
        self.units == self.others
    }

    /// An earlier row within reach, and how far it is.
    fn near(&self, facts: &Facts, row: usize, at: LonLat, reach_m: f64) -> Option<(u32, f64)> {
        let grid = Grid { side_m: reach_m / std::f64::consts::SQRT_2 };
        let (band, column) = grid.cell(at);
        let within = |cell: (i64, i64)| {
            let rows = self.cells.get(&cell).map_or(&[][..], Vec::as_slice);
            let far = |other: u32| Some((other, distance_m(at, facts.place(other as usize)?)));
            rows.iter().filter_map(|&other| far(other)).find(|(other, m)| *m <= reach_m && *other as usize != row)
        };
        // In the same cell the first one is near enough, but for the earth's roundness.
        within((band, column)).or_else(|| {
            let around = (band - 2..=band + 2).flat_map(|band| {
                let (first, last) = grid.columns(band, at, reach_m);
                (first..=last).map(move |column| (band, column))
            });
            around.filter_map(within).min_by_key(|(other, _)| *other)
        })
    }

    fn remember(&mut self, row: u32, town: u32, at: Option<(LonLat, f64)>) {
        match at {
            Some((at, reach_m)) => {
                let cell = Grid { side_m: reach_m / std::f64::consts::SQRT_2 }.cell(at);
                self.cells.entry(cell).or_default().push(row);
            }
            None if town != NO_TOWN => {
                self.unplaced_of_town.entry(town).or_insert(row);
            }
            None => {}
        }
        if town != NO_TOWN {
            self.of_town.entry(town).or_insert(row);
        }
    }
}

impl Sameness for SameName {
    fn keys(&mut self, input: &Input, facts: &Facts, row: usize, keys: &mut Vec<u64>) {
        let roles = &input.columns.roles;
        self.units.clear();
        fold_units(input.list.cell_of(row, roles.name), input.tables.han, &mut self.units);
        if self.units.is_empty() {
            return;
        }
        if facts.place(row).is_none() && facts.town(row) == NO_TOWN {
            self.without_place += 1;
            return;
        }
        let mut kind = Key::new();
        kind.add_text(trimmed(input.list.cell_of(row, roles.kind)));
        push_sounds(input.tables.han, &self.units, kind, keys);
    }

    fn begin(&mut self, _: usize) {
        self.cells.clear();
        self.of_town.clear();
        self.unplaced_of_town.clear();
    }

    fn tell(&mut self, input: &Input, facts: &Facts, rows: Rows, problems: &mut Vec<Problem>) {
        let Some(column) = input.columns.roles.name else { return };
        let (row, reach_m) = (rows.row(), input.thresholds.same_name_m);
        let (at, town) = (facts.place(row), facts.town(row));
        let near = at.and_then(|at| self.near(facts, row, at, reach_m));
        let of_town = if at.is_some() { &self.unplaced_of_town } else { &self.of_town };
        let in_town = of_town.get(&town).copied().filter(|_| town != NO_TOWN);
        if let Some(other) = near.map(|near| near.0).or(in_town) {
            let is_equal = self.is_equal(input, row, other as usize);
            let reason = match (near, is_equal) {
                (Some((other, m)), true) => Reason::SameNameNear(other, m),
                (Some((other, m)), false) => Reason::SameSoundNear(other, m),
                (None, true) => Reason::SameNameInTown(other),
                (None, false) => Reason::SameSoundInTown(other),
            };
            let weight = if is_equal { Weight::Warn } else { Weight::Advice };
            problems.push(Problem::new(row, column, Rule::SameName, weight, reason));
        }
        self.remember(row as u32, town, at.map(|at| (at, reach_m)));
    }

    fn tell_unchecked(&mut self, unchecked: &mut Vec<Unchecked>) {
        if self.without_place > 0 {
            let (rows, field) = (self.without_place, String::new());
            unchecked.push(Unchecked { rule: Some(Rule::SameName), why: Why::NoPlace, column: None, field, rows });
        }
    }
}

/// A key for each combination of common readings, the usual ones first; a character without a reading stands for itself.
fn push_sounds(han: &Han, units: &[u16], kind: Key, keys: &mut Vec<u64>) {
    let usual = han.sets_within(0);
    let common = han.sets_within(RARITY);
    let sets = han.sets();
    let mut variants = [kind; VARIANTS_MAX];
    let mut count = 1;
    for &unit in units {
        let first = sets[usize::from(usual[usize::from(unit)])].first().copied();
        let Some(first) = first else {
            variants[..count].iter_mut().for_each(|key| key.add(unit.into()));
            continue;
        };
        let all = &sets[usize::from(common[usize::from(unit)])];
        let before = count;
        for &other in all.iter().filter(|&&other| other != first) {
            if count + before > VARIANTS_MAX {
                break;
            }
            for at in 0..before {
                variants[count] = variants[at];
                variants[count].add(SYLLABLE + u64::from(other));
                count += 1;
            }
        }
        variants[..before].iter_mut().for_each(|key| key.add(SYLLABLE + u64::from(first)));
    }
    keys.extend(variants[..count].iter().map(|key| key.hash()));
}

/// A grid over the earth: bands of latitude, each cut into columns of one width.
struct Grid {
    side_m: f64,
}

/// Metres of a degree of latitude.
const DEGREE_M: f64 = EARTH_RADIUS_M * std::f64::consts::PI / 180.0;
/// What the width of a band's columns may be off.
const SLACK: f64 = 1.01;

impl Grid {
    fn cell(&self, at: LonLat) -> (i64, i64) {
        let band = (at.lat * DEGREE_M / self.side_m).floor() as i64;
        (band, (at.lon * self.lon_m(band) / self.side_m).floor() as i64)
    }

    /// Metres of a degree of longitude in a band.
    fn lon_m(&self, band: i64) -> f64 {
        let lat = (band as f64 * self.side_m / DEGREE_M).clamp(-89.9, 89.9);
        DEGREE_M * lat.to_radians().cos()
    }

    /// The columns of a band that are within reach.
    fn columns(&self, band: i64, at: LonLat, reach_m: f64) -> (i64, i64) {
        let x = at.lon * self.lon_m(band);
        let side = |x: f64| (x / self.side_m).floor() as i64;
        (side(x - reach_m * SLACK), side(x + reach_m * SLACK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_within_reach_are_looked_at() {
        let grid = Grid { side_m: 200.0 };
        for lat in [-60.0, 0.0, 22.0, 31.8, 53.5] {
            let at = LonLat { lon: 121.66, lat };
            for (east_m, north_m) in [(0.0, 280.0), (280.0, 0.0), (-280.0, 0.0), (0.0, -280.0), (190.0, 200.0)] {
                let lon = at.lon + east_m / (DEGREE_M * lat.to_radians().cos());
                let other = LonLat { lon, lat: at.lat + north_m / DEGREE_M };
                let (band, column) = grid.cell(other);
                let own = grid.cell(at).0;
                let (first, last) = grid.columns(band, at, 282.8);
                assert!((own - 2..=own + 2).contains(&band) && (first..=last).contains(&column), "{lat} {east_m}");
            }
        }
    }
}
