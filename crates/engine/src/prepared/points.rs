//! Positions: as steps from one to the next.

use super::cursor::{Cursor, put_planes, take_planes, unzigzag, width_of, zigzag};
use super::{Checked, Unusable};
use crate::dataset::table::UNPLACED;
use crate::dataset::{Codes, Table};

/// What the next position is foretold by: the last one, or the last of the same choice.
#[derive(Clone, Default)]
pub struct Foretold {
    last: Vec<(i32, i32)>,
    before: (i32, i32),
}

impl Foretold {
    /// The position that is foretold for a choice; 0 for none.
    fn of(&self, code: u32) -> (i32, i32) {
        match self.last.get(code as usize) {
            Some(&at) if code != 0 && at != (0, 0) => at,
            _ => self.before,
        }
    }

    fn take(&mut self, code: u32, at: (i32, i32), codes_max: usize) -> Checked<()> {
        let code = code as usize;
        if code >= codes_max {
            return Err(Unusable::Broken);
        }
        if self.last.len() <= code {
            self.last.resize(code + 1, (0, 0));
        }
        (self.last[code], self.before) = (at, at);
        Ok(())
    }
}

/// How many bytes the steps of a table's rows take at least.
#[derive(Default)]
pub struct Cost {
    foretold: Foretold,
    bits: u64,
}

impl Cost {
    /// Counts the next rows, foretold by some codes if there are any.
    pub fn take(&mut self, table: &Table, rows: std::ops::Range<usize>, codes: Option<(&Codes, usize)>) {
        for row in rows {
            let at = (table.lon_e7[row], table.lat_e7[row]);
            if at.0 == UNPLACED {
                continue;
            }
            let code = codes.map_or(0, |(codes, _)| codes.get(row));
            let from = self.foretold.of(code);
            for step in [step_of(from.0, at.0), step_of(from.1, at.1)] {
                self.bits += u64::from(64 - step.leading_zeros());
            }
            if self.foretold.take(code, at, codes.map_or(1, |(_, max)| max)).is_err() {
                self.bits = u64::MAX / 2;
            }
        }
    }

    /// The bytes of all rows so far.
    pub fn bytes(&self) -> u64 {
        self.bits / 8
    }
}

fn step_of(from: i32, to: i32) -> u64 {
    zigzag(i64::from(to) - i64::from(from))
}

/// The largest power of ten that divides all.
fn common_tens(values: impl Iterator<Item = i32> + Clone) -> u8 {
    (1..=7).take_while(|&tens| values.clone().all(|v| v == UNPLACED || v % 10_i32.pow(tens) == 0)).last().unwrap_or(0)
        as u8
}

/// Writes the positions of some rows.
pub fn put_points(
    out: &mut Vec<u8>,
    table: &Table,
    rows: std::ops::Range<usize>,
    codes: Option<(&Codes, usize)>,
    foretold: &mut Foretold,
) -> Checked<()> {
    let (lon, lat) = (&table.lon_e7[rows.clone()], &table.lat_e7[rows.clone()]);
    let tens = common_tens(lon.iter().chain(lat).copied());
    let unit = 10_i32.pow(tens.into());
    let (mut across, mut along) = (Vec::new(), Vec::new());
    for row in rows {
        let at = (table.lon_e7[row], table.lat_e7[row]);
        if at.0 == UNPLACED {
            across.push(0);
            along.push(0);
            continue;
        }
        let code = codes.map_or(0, |(codes, _)| codes.get(row));
        let from = foretold.of(code);
        across.push(zigzag((i64::from(at.0) - units(from.0, unit)) / i64::from(unit)) + 1);
        along.push(zigzag((i64::from(at.1) - units(from.1, unit)) / i64::from(unit)));
        foretold.take(code, at, codes.map_or(1, |(_, max)| max))?;
    }
    out.push(tens);
    for steps in [across, along] {
        let width = width_of(&steps);
        out.push(width as u8);
        put_planes(out, &steps, width);
    }
    Ok(())
}

/// What is foretold, in whole units.
fn units(from: i32, unit: i32) -> i64 {
    i64::from(from / unit * unit)
}

/// Reads the positions of the next rows.
pub fn take_points(
    mut cursor: Cursor,
    count: usize,
    (lon_e7, lat_e7): (&mut Vec<i32>, &mut Vec<i32>),
    codes: Option<(&Codes, usize)>,
    foretold: &mut Foretold,
) -> Checked<()> {
    let tens = cursor.byte()?;
    if tens > 7 {
        return Err(Unusable::Broken);
    }
    let unit = 10_i32.pow(tens.into());
    let mut steps = [Vec::new(), Vec::new()];
    for steps in &mut steps {
        let width = usize::from(cursor.byte()?);
        *steps = take_planes(&mut cursor, count, width)?;
    }
    cursor.end()?;
    let to = |from: i32, step: u64| {
        let moved = unzigzag(step).checked_mul(unit.into()).and_then(|step| units(from, unit).checked_add(step));
        moved.and_then(|at| i32::try_from(at).ok()).filter(|&at| at != UNPLACED).ok_or(Unusable::Broken)
    };
    for (&across, &along) in steps[0].iter().zip(&steps[1]) {
        let Some(across) = across.checked_sub(1) else {
            lon_e7.push(UNPLACED);
            lat_e7.push(UNPLACED);
            continue;
        };
        let code = codes.map_or(0, |(codes, _)| codes.get(lon_e7.len()));
        let from = foretold.of(code);
        let at = (to(from.0, across)?, to(from.1, along)?);
        lon_e7.push(at.0);
        lat_e7.push(at.1);
        foretold.take(code, at, codes.map_or(1, |(_, max)| max))?;
    }
    Ok(())
}
