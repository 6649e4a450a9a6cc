//! What rows must have in common to be weighed against each other: one block after another, the strictest first.

use super::keys::{hash_text, hash_units, joined};
use super::likeness::{fold_cut, phones_in, position};
use super::work::Comparing;
use super::{Side, Sides};
use diming_text::fold::{BLANK, BREAK};

/// Rows without a counterpart in both lists together up to which one-slip keys are made.
const SLIP_ROWS_MAX: usize = 200_000;
/// Lengths of names of which one-slip keys are made, units.
const SLIP_UNITS: std::ops::RangeInclusive<usize> = 3..=16;
/// Columns that are left out in one block, one at a time: so many keys a row.
const LEFT_OUT: usize = 4;
/// Columns that are left out at most, one at a time.
const LEFT_OUT_MAX: usize = 32;
/// Metres in a degree of latitude.
const DEGREE_M: f64 = 111_195.0;
/// So many grids, each shifted by half a cell to east, north, both: points within half a cell share a cell of one.
const GRIDS: u8 = 4;

/// What rows have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Name and place.
    NamePlace,
    /// Name and address.
    NameAddress,
    /// Name, town and kind.
    NameTown,
    /// Name.
    Name,
    /// A telephone.
    Phone,
    /// Address.
    Address,
    /// All columns but one, of the four that begin with this one.
    AllButOne(usize),
    /// The sound of the name, by the usual readings.
    Sound,
    /// Place, in one of the grids.
    Place(u8),
    /// Town, and the name but for a slip.
    Slip,
}

impl Block {
    /// Those for which both lists have the columns.
    pub fn all(sides: &Sides, content: &[(usize, usize)]) -> Vec<Block> {
        let (b, a) = (&sides.before_roles, &sides.after_roles);
        let has = |before: Option<usize>, after: Option<usize>| before.is_some() && after.is_some();
        let has_name = has(b.name, a.name);
        let has_place = has(b.lon, a.lon) && has(b.lat, a.lat);
        let mut blocks = Vec::new();
        let mut add = |is_there: bool, block: Block| blocks.extend(is_there.then_some(block));
        add(has_name && has_place, Block::NamePlace);
        add(has_name && has(b.address, a.address), Block::NameAddress);
        add(has_name && (has(b.town, a.town) || has(b.kind, a.kind)), Block::NameTown);
        add(has_name, Block::Name);
        add(has(b.phone, a.phone), Block::Phone);
        add(has(b.address, a.address), Block::Address);
        let columns = if content.len() > 1 { content.len().min(LEFT_OUT_MAX) } else { 0 };
        (0..columns).step_by(LEFT_OUT).for_each(|first| add(true, Block::AllButOne(first)));
        add(has_name, Block::Sound);
        (0..GRIDS).for_each(|grid| add(has_place, Block::Place(grid)));
        add(has_name, Block::Slip);
        blocks
    }
}

impl Comparing {
    /// Adds a row under what it has in common with others.
    pub(super) fn push_block(&mut self, sides: &Sides, side: Side, row: u32, block: Block) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.hashes.clear();
        let (list, roles) = (sides.list(side), sides.roles(side));
        let cell = |column| list.cell_of(row as usize, column);
        fold_cut(cell(roles.name), sides.han, &mut scratch.units);
        let (name, more) = (&scratch.units, &mut scratch.more_units);
        let of_name = || hash_units(1, name.iter().copied());
        let mut fold_other = |column| {
            fold_cut(cell(column), sides.han, more);
            if more.is_empty() { None } else { Some(hash_units(2, more.iter().copied())) }
        };
        let hashes = &mut scratch.hashes;
        match block {
            Block::NamePlace | Block::NameAddress | Block::NameTown | Block::Name | Block::Sound | Block::Slip
                if name.is_empty() => {}
            Block::NamePlace => hashes.extend(self.cell_of(sides, side, row, 0).map(|cell| joined(of_name(), cell))),
            Block::NameAddress => hashes.extend(fold_other(roles.address).map(|address| joined(of_name(), address))),
            Block::NameTown => {
                let [town, kind] = [roles.town, roles.kind].map(|column| fold_other(column).unwrap_or(0));
                hashes.push(joined(of_name(), joined(town, kind)));
            }
            Block::Name => hashes.push(of_name()),
            Block::Phone => {
                fold_cut(cell(roles.phone), sides.han, more);
                phones_in(more, hashes);
                hashes.sort_unstable();
                hashes.dedup();
            }
            Block::Address => hashes.extend(fold_other(roles.address)),
            Block::AllButOne(first) => self.all_but_one(sides, side, row, first, hashes),
            Block::Sound => {
                let sound = |unit: u16| match sides.han.set_within(0, unit) {
                    0 => unit,
                    set => 0x8000 | set,
                };
                let units = name.iter().filter(|unit| !matches!(**unit, BLANK | BREAK));
                hashes.push(hash_units(3, units.map(|&unit| sound(unit))));
            }
            Block::Place(grid) => hashes.extend(self.cell_of(sides, side, row, grid)),
            Block::Slip if self.rows[0].len() + self.rows[1].len() > SLIP_ROWS_MAX => self.result.crowd(side, row),
            Block::Slip if SLIP_UNITS.contains(&name.len()) => {
                let town = fold_other(roles.town).unwrap_or(0);
                let without = |left_out: usize| {
                    let kept = name.iter().enumerate().filter(move |(at, _)| *at != left_out);
                    joined(town, hash_units(4, kept.map(|(_, &unit)| unit)))
                };
                hashes.extend((0..=name.len()).map(without));
                hashes.sort_unstable();
                hashes.dedup();
            }
            Block::Slip => {}
        }
        scratch.hashes.iter().for_each(|&hash| self.keys.push(hash, side, row));
        self.scratch = scratch;
    }

    /// The cell of a grid in which a row lies; a cell is twice as wide as one place.
    fn cell_of(&self, sides: &Sides, side: Side, row: u32, grid: u8) -> Option<u64> {
        let at = position(sides, side, row)?;
        let side_deg = 2.0 * self.thresholds.same_place_m.clamp(0.1, 1e6) / DEGREE_M;
        let shift = |bit: u8| if grid & bit == 0 { 0.0 } else { 0.5 };
        let y = (at.lat / side_deg + shift(2)).floor();
        // One width for a whole line of cells, so that neighbours agree on it.
        let width_deg = side_deg / (y * side_deg).to_radians().cos().abs().max(0.01);
        let x = (at.lon / width_deg + shift(1)).floor();
        Some(joined(u64::from(grid), joined((x as i64) as u64, (y as i64) as u64)))
    }

    /// Hashes of a row's columns without one of them, for each of the next four.
    fn all_but_one(&self, sides: &Sides, side: Side, row: u32, first: usize, hashes: &mut Vec<u64>) {
        let columns = &self.content;
        let hash = |at: usize| {
            let column = columns.get(at).map(|&(before, after)| if side == Side::Before { before } else { after });
            let cell = sides.list(side).cell_of(row as usize, column);
            // An empty cell adds nothing: a row must have something in common with another.
            if cell.is_empty() { 0 } else { hash_text(at as u64, cell) }
        };
        let sum = (0..columns.len()).fold(0u64, |sum, at| sum.wrapping_add(hash(at)));
        for left_out in first..columns.len().min(first + LEFT_OUT) {
            let rest = sum.wrapping_sub(hash(left_out));
            if rest != 0 {
                hashes.push(joined(left_out as u64, rest));
            }
        }
    }
}
