//! `town`: records that are far from the town that they name.
//!
//! **What it checks.** The middle of a town is the median of its placed records. A record farther from it than the median
//! distance and `town_spread` spreads (median absolute deviations, as of a normal distribution), but at least
//! `town_floor_m`, is told, with the other town that it would fit where there is just one. No boundary is used.
//! **Why.** Either the town or the position is wrong.
//! **Wrong** 吕四港镇 at 121.45, 31.72. **Right** the town where the record is.
//! **Exceptions.** Towns with fewer placed records than `town_records_min` are told as not checked. Of more than
//! 20 000 records every so many-th is taken for the median.

use super::ListRule;
use crate::check::problem::{Problem, Reason, Rule, Weight};
use crate::check::rows::{Facts, NO_TOWN};
use crate::check::{Input, Unchecked, Units, Why};
use diming_protocol::geo::{LonLat, distance_m};

/// Most records of a town that its middle is worked out by.
const SAMPLE_MAX: usize = 20_000;
/// The spread of a normal distribution for a median absolute deviation of 1.
const DEVIATION: f64 = 1.4826;
/// Most towns that a record is compared with beside its own.
const TOWNS_MAX: usize = 200;

/// Where a town is.
#[derive(Clone, Copy, Debug)]
struct Area {
    middle: LonLat,
    /// Its records are not farther than this, metres.
    reach_m: f64,
    /// One of its rows.
    row: u32,
}

/// Where the work is.
#[derive(Debug, Default)]
enum Phase {
    #[default]
    Begin,
    Count(usize),
    Part(usize),
    Measure(usize),
    Test(usize),
    Done,
}

/// The rule.
#[derive(Debug, Default)]
pub struct TownRule {
    phase: Phase,
    /// Placed records of each town, then where its next one goes, then where it ends.
    ends: Vec<usize>,
    rows: Vec<u32>,
    areas: Vec<Option<Area>>,
    few: u32,
    without: u32,
    scratch: Vec<f64>,
}

impl TownRule {
    fn advance(&mut self, input: &Input, facts: &Facts, units: &mut Units, problems: &mut Vec<Problem>) {
        let rows = input.list.len();
        self.phase = match self.phase {
            Phase::Begin => {
                self.ends = vec![0; facts.towns.len()];
                Phase::Count(0)
            }
            Phase::Count(row) if row < rows => {
                let town = facts.town(row);
                self.without += u32::from(town == NO_TOWN);
                if facts.place(row).is_some() {
                    self.ends[town as usize] += 1;
                }
                Phase::Count(row + 1)
            }
            Phase::Count(_) => {
                let mut sum = 0;
                for end in &mut self.ends {
                    (*end, sum) = (sum, sum + *end);
                }
                self.rows = vec![0; sum];
                Phase::Part(0)
            }
            Phase::Part(row) if row < rows => {
                if facts.place(row).is_some() {
                    let end = &mut self.ends[facts.town(row) as usize];
                    self.rows[*end] = row as u32;
                    *end += 1;
                }
                Phase::Part(row + 1)
            }
            Phase::Part(_) => Phase::Measure(0),
            Phase::Measure(town) if town < self.ends.len() => {
                let area = self.measure(input, facts, town, units);
                self.areas.push(area);
                Phase::Measure(town + 1)
            }
            Phase::Measure(_) => {
                self.rows = Vec::new();
                Phase::Test(0)
            }
            Phase::Test(row) if row < rows => {
                self.test(input, facts, row, problems);
                Phase::Test(row + 1)
            }
            Phase::Test(_) | Phase::Done => Phase::Done,
        };
    }

    /// Where a town is; `None` for too few records.
    fn measure(&mut self, input: &Input, facts: &Facts, town: usize, units: &mut Units) -> Option<Area> {
        let start = town.checked_sub(1).map_or(0, |before| self.ends[before]);
        let rows = self.rows.get(start..self.ends[town])?;
        if town as u32 == NO_TOWN || rows.is_empty() {
            return None;
        }
        if rows.len() < input.thresholds.town_records_min as usize {
            self.few += rows.len() as u32;
            return None;
        }
        let every = rows.len().div_ceil(SAMPLE_MAX);
        let sample: Vec<LonLat> = rows.iter().step_by(every).filter_map(|&row| facts.place(row as usize)).collect();
        units.take_many(sample.len() as u64);
        let middle = LonLat {
            lon: median(sample.iter().map(|at| at.lon), &mut self.scratch)?,
            lat: median(sample.iter().map(|at| at.lat), &mut self.scratch)?,
        };
        let distances: Vec<f64> = sample.iter().map(|&at| distance_m(middle, at)).collect();
        let usual_m = median(distances.iter().copied(), &mut self.scratch)?;
        let spread_m = median(distances.iter().map(|m| (m - usual_m).abs()), &mut self.scratch)? * DEVIATION;
        let reach_m = (usual_m + input.thresholds.town_spread * spread_m).max(input.thresholds.town_floor_m);
        Some(Area { middle, reach_m, row: rows.first().copied()? })
    }

    fn test(&self, input: &Input, facts: &Facts, row: usize, problems: &mut Vec<Problem>) {
        let town = facts.town(row) as usize;
        let (Some(at), Some(column)) = (facts.place(row), input.columns.roles.town) else { return };
        let Some(Some(area)) = self.areas.get(town) else { return };
        let m = distance_m(area.middle, at);
        if m <= area.reach_m {
            return;
        }
        let others = self.areas.iter().enumerate().filter(|(other, _)| *other != town);
        let mut fitting = others
            .take(TOWNS_MAX)
            .filter_map(|(_, area)| *area)
            .filter(|area| distance_m(area.middle, at) <= area.reach_m);
        let other = fitting.next().filter(|_| fitting.next().is_none()).map(|area| area.row);
        let reason = Reason::FarFromTown(m, area.reach_m, other);
        problems.push(Problem::new(row, column, Rule::Town, Weight::Warn, reason));
    }
}

impl ListRule for TownRule {
    fn step(&mut self, input: &Input, facts: &Facts, units: &mut Units, problems: &mut Vec<Problem>) -> bool {
        while !matches!(self.phase, Phase::Done) {
            if !units.take() {
                return false;
            }
            self.advance(input, facts, units, problems);
        }
        true
    }

    fn tell_unchecked(&mut self, unchecked: &mut Vec<Unchecked>) {
        for (why, rows) in [(Why::FewInTown, self.few), (Why::NoTown, self.without)] {
            if rows > 0 {
                let rule = Some(Rule::Town);
                unchecked.push(Unchecked { rule, why, column: None, field: String::new(), rows });
            }
        }
    }
}

/// The upper median of some numbers; `None` of none.
fn median(numbers: impl Iterator<Item = f64>, scratch: &mut Vec<f64>) -> Option<f64> {
    scratch.clear();
    scratch.extend(numbers);
    let middle = scratch.len() / 2;
    if scratch.is_empty() {
        return None;
    }
    let (_, median, _) = scratch.select_nth_unstable_by(middle, f64::total_cmp);
    Some(*median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        let mut scratch = Vec::new();
        assert_eq!(median([3.0, 1.0, 2.0].into_iter(), &mut scratch), Some(2.0));
        assert_eq!(median([4.0, 1.0, 3.0, 2.0].into_iter(), &mut scratch), Some(3.0));
        assert_eq!(median(std::iter::empty(), &mut scratch), None);
    }
}
