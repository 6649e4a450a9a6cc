//! `diming geocode`: places the rows of a list that have no coordinates by registers, without a network.

use crate::Result;
use crate::built_in::HAN;
use crate::catalog::{catalog_of, layer_of};
use crate::input::{Input, list};
use crate::versions::{Reading, print_list};
use diming_tables::geocode::Geocoder;
use diming_tables::geocode::{Accuracy, Columns, Placed, Register, RegisterBuilder, SURE_FROM, push_rows};
use diming_text::Han;
use std::io::Write;

/// Headings of the columns that are added: position, accuracy, method, certainty.
const ADDED: [&str; 5] = ["lon", "lat", "position_accuracy", "position_method", "position_certainty"];
/// Rows placed between looks at how far it is.
const STEP_ROWS: usize = 1_000;

/// Places a list and prints it as CSV, with what was found in columns of its own; `true` where rows are left that have no
/// place that is sure. Counts go to the standard error.
///
/// # Errors
/// A list cannot be read, or no record of the registers has a place.
pub fn run(path: &str, registers: &[String], reading: &Reading, out: &mut impl Write) -> Result<bool> {
    let mut catalog = catalog_of(reading.catalog)?;
    let layer = layer_of(&mut catalog, reading.layer)?;
    let han = Han::parse(HAN)?;
    let mut builder = RegisterBuilder::default();
    for register in registers {
        let Input { read, columns, told, .. } = list(register, None, &catalog, layer)?;
        told.iter().for_each(|line| eprintln!("{line}"));
        let columns = Columns { roles: columns.roles, former: columns.of_key("former_names") };
        push_rows(&mut builder, &read.list, &columns, 0..read.list.len(), &han)
            .map_err(|_| format!("{register}: the registers have more records than can be used"))?;
    }
    let register = loop {
        if let Some(register) = builder.step(usize::MAX, &han) {
            break register;
        }
    };
    if register.is_empty() {
        return Err("no record of the registers has coordinates: nothing can be found".into());
    }
    let Input { mut read, columns, told, .. } = list(path, reading.sheet, &catalog, layer)?;
    told.iter().for_each(|line| eprintln!("{line}"));
    let placed = placed_of(&register, &read.list, columns.roles, &han);
    let roles = columns.roles;
    let mut at = [roles.lon, roles.lat, None, None, None];
    for (at, heading) in at.iter_mut().zip(ADDED) {
        let there = read.list.headings().iter().position(|known| known == heading);
        *at = at.or(there).or_else(|| Some(read.list.add_column(heading)));
    }
    let [mut own, mut sure, mut unsure, mut nowhere] = [0_usize; 4];
    let positions = [roles.lon, roles.lat, columns.place];
    let mut unread = 0_usize;
    for (row, placed) in placed.iter().enumerate() {
        let is_filled = positions.iter().any(|column| !read.list.cell_of(row, *column).trim().is_empty());
        if is_filled && !matches!(placed, Placed::Has) {
            // Whatever stands there is never written over.
            unread += 1;
            continue;
        }
        let answer = match placed {
            Placed::Has => {
                own += 1;
                continue;
            }
            Placed::Found(answer) if answer.accuracy() != Accuracy::None => answer,
            Placed::Found(_) | Placed::Silent => {
                nowhere += 1;
                continue;
            }
        };
        let Some(best) = answer.candidates.first() else { continue };
        *(if answer.is_sure { &mut sure } else { &mut unsure }) += 1;
        let [accuracy, method] = best.fields().map(|(_, value)| value.to_owned());
        let degrees = |degrees: f64| format!("{degrees:.6}");
        let cells = [degrees(best.at.lon), degrees(best.at.lat), accuracy, method, format!("{:.2}", best.certainty)];
        for (at, cell) in at.iter().zip(cells) {
            read.list.set(row, at.unwrap_or_default(), &cell);
        }
    }
    print_list(&read.list, out)?;
    eprintln!(
        "{path}: {own} rows have coordinates, {sure} were found and are sure, {unsure} were found and are not (certainty under {SURE_FROM}, or another place is near it), {nowhere} were not found, {unread} have a position that is no pair of degrees and stay as they are (diming check says more); by {} records",
        register.len()
    );
    Ok(unsure + nowhere + unread > 0)
}

/// What became of each row, with a word of how far it is.
fn placed_of(register: &Register, list: &diming_tables::List, roles: diming_tables::Roles, han: &Han) -> Vec<Placed> {
    let mut geocoder = Geocoder::new(register, list, roles);
    let mut told = 0;
    loop {
        let progress = geocoder.step(STEP_ROWS, han);
        if progress.done >= progress.total {
            return geocoder.into_placed();
        }
        let percent = progress.done * 100 / progress.total.max(1);
        if percent >= told + 10 {
            told = percent;
            eprintln!("{percent} %");
        }
    }
}
