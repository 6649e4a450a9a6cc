//! `position`: positions that are odd.
//!
//! **What it checks.** A position can be read, has both halves, is not 0, 0, is in degrees, has longitude and latitude in
//! their places, and enough decimals (`decimals_min`). What is surely the same is told with its repair: degrees and minutes
//! as decimals, both halves in one cell apart, exchanged ones back.
//! **Why.** A wrong position sends people to the wrong door.
//! **Wrong** 31.81, 121.66; 0, 0; 121°42′; 121.7, 31.9. **Right** 121.6612, 31.8104.
//! **Exceptions.** Exchanged ones are told where only the other order lies on the earth or in the region.

use crate::check::Input;
use crate::check::place::{Placed, Written};
use crate::check::problem::{Problem, Reason, Repair, Rule, Weight};
use diming_engine::delimited::trimmed;
use diming_protocol::geo::LonLat;

/// Decimals of a repair: a tenth of a metre.
const DECIMALS: usize = 6;

/// Checks the position of a row.
pub fn check(input: &Input, row: usize, placed: &Placed, problems: &mut Vec<Problem>) {
    let problem =
        |column: usize, weight: Weight, reason: Reason| Problem::new(row, column, Rule::Position, weight, reason);
    let column = placed.column;
    match placed.written {
        Written::Nothing | Written::Plainly => {}
        Written::Otherwise => {
            let mut repairs = placed.at.map_or_else(Vec::new, |at| repairs(input, at));
            repairs.retain(|repair| repair.value != trimmed(input.list.cell(row, repair.column as usize)));
            let column = repairs.first().map_or(column, |repair| repair.column as usize);
            let mut told = problem(column, Weight::Advice, Reason::PositionAs);
            told.repairs = repairs;
            problems.push(told);
        }
        Written::Swapped => {
            let mut told = problem(column, Weight::Error, Reason::Swapped);
            told.repairs = exchanged(input, row, placed);
            problems.push(told);
        }
        Written::Half(other) => problems.push(problem(other, Weight::Warn, Reason::HalfPosition)),
        Written::Unreadable(at) => problems.push(problem(at, Weight::Warn, Reason::NoPosition)),
        Written::NoDegrees => problems.push(problem(column, Weight::Error, Reason::NoDegrees)),
        Written::Zero => problems.push(problem(column, Weight::Error, Reason::ZeroPosition)),
    }
    if let Some(decimals) = placed.decimals.filter(|&n| n < u32::from(input.thresholds.decimals_min)) {
        problems.push(problem(column, Weight::Warn, Reason::FewDecimals(decimals)));
    }
}

/// The cells with a position in decimal degrees.
fn repairs(input: &Input, at: LonLat) -> Vec<Repair> {
    let roles = &input.columns.roles;
    let degrees = |value: f64| {
        let text = format!("{value:.DECIMALS$}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match (input.columns.place, roles.lon, roles.lat) {
        (Some(column), _, _) => {
            vec![Repair { column: column as u32, value: format!("{},{}", degrees(at.lon), degrees(at.lat)) }]
        }
        (None, Some(lon), Some(lat)) => vec![
            Repair { column: lon as u32, value: degrees(at.lon) },
            Repair { column: lat as u32, value: degrees(at.lat) },
        ],
        _ => Vec::new(),
    }
}

/// The cells with their texts exchanged, where they are two plain numbers, else with the position written anew.
fn exchanged(input: &Input, row: usize, placed: &Placed) -> Vec<Repair> {
    let (Some(lon), Some(lat), None) = (input.columns.roles.lon, input.columns.roles.lat, input.columns.place) else {
        return placed.at.map_or_else(Vec::new, |at| repairs(input, at));
    };
    if placed.decimals.is_none() {
        return placed.at.map_or_else(Vec::new, |at| repairs(input, at));
    }
    let text = |column: usize| trimmed(input.list.cell(row, column)).to_owned();
    vec![Repair { column: lon as u32, value: text(lat) }, Repair { column: lat as u32, value: text(lon) }]
}
