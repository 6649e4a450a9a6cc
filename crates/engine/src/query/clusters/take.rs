//! The second stage: the heaviest cells absorb the cells that they would cover.

use super::grid::{Disc, Grid};
use super::{Cell, NONE};
use diming_protocol::symbol::radius_px;

/// Priority of a cell, 32 bits: the heaviest first (in steps of 1/128), ties by a hash of the position.
fn turn_of(cell: &Cell) -> u64 {
    let weight = u64::from((cell.mass.count as f32).to_bits() >> 16);
    let place = (cell.mass.sum_x ^ cell.mass.sum_y.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (0xffff - weight) << 16 | place >> 48
}

/// For each cell the cell that absorbs it: the heaviest first, each absorbs the free cells that overlap its disc.
pub(super) fn take_neighbours(cells: &[Cell], px_per_fixed: f64) -> Vec<u32> {
    let discs: Vec<Disc> = cells.iter().map(|c| Disc::of(&c.mass, px_per_fixed)).collect();
    let radius_max = discs.iter().map(|d| d.radius).fold(0.0, f64::max);
    let mut grid = Grid::new(&discs, 2.0 * radius_px(1));
    discs.iter().for_each(|d| grid.push(d));

    let mut order: Vec<u64> = cells.iter().zip(0..).map(|(cell, i)| turn_of(cell) << 32 | i).collect();
    order.sort_unstable();

    let mut owners = vec![NONE; cells.len()];
    for i in order.into_iter().map(|turn| turn as u32) {
        if owners[i as usize] != NONE {
            continue;
        }
        let disc = discs[i as usize];
        owners[i as usize] = i;
        grid.near(&disc, disc.radius + radius_max, |j| {
            if owners[j] == NONE && disc.closeness(&discs[j]) < 1.0 {
                owners[j] = i;
            }
        });
    }
    owners
}
