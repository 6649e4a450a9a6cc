//! Place names on the map: which of them are written at a zoom, by rank, thinned over a grid that no view moves.

use super::Data;
use super::clusters::Window;
use crate::dataset::Column;
use crate::index::bits::Bits;
use crate::index::order::PointSet;
use diming_protocol::catalog::NameRank;
use std::ops::Range;

/// Of a record that is no place name.
const NO_RANK: u8 = u8::MAX;
/// A cell, of which one name is written, is 64 px wide: a tile of 256 px has 2^2 of them. Cells of a zoom step are
/// parts of those of the step before, so that a name stays when one zooms in.
const CELLS_PER_TILE_BITS: u32 = 2;

/// The rank of each record by its dense id, one byte a record.
#[derive(Clone, Debug, Default)]
pub struct NameRanks {
    ranks: Vec<u8>,
}

impl NameRanks {
    /// Of this many records, none of them a place name yet.
    pub fn new(records: usize) -> NameRanks {
        NameRanks { ranks: vec![NO_RANK; records] }
    }

    /// Takes the ranks of some rows of a layer of place names.
    pub fn take(&mut self, data: Data<'_>, layer: usize, rows: Range<usize>) {
        if !data.catalog.layers[layer].role.is_of_names() {
            return;
        }
        let by = data.catalog.layers[layer].rank_by.as_ref();
        let column = by.and_then(|by| data.column(layer, &by.field));
        let rank_of = |text: &str| by.and_then(|by| by.ranks.get(text).copied()).unwrap_or_default() as u8;
        let start = data.numbering.range(layer).start;
        match column {
            Some(Column::Choice(dictionary, codes)) => {
                let of_code: Vec<u8> =
                    (0..=dictionary.values().len() as u32).map(|code| rank_of(dictionary.value(code))).collect();
                for row in rows {
                    self.ranks[start + row] = of_code.get(codes.get(row) as usize).copied().unwrap_or(NO_RANK);
                }
            }
            _ => self.ranks[start + rows.start..start + rows.end].fill(rank_of("")),
        }
    }

    /// The rank of a record; `None` if it is no place name.
    pub fn get(&self, dense: u32) -> Option<NameRank> {
        NameRank::ALL.into_iter().find(|&rank| self.ranks.get(dense as usize) == Some(&(rank as u8)))
    }
}

/// The names that are written in a window, the more important first: of each cell the most important one, among
/// equals the first in its file. What is gone is not written. O(points in the window).
pub fn query_place_names(points: &PointSet, ranks: &NameRanks, gone: &Bits, window: &Window) -> Vec<u32> {
    let zoom_step = window.zoom_step();
    let written = NameRank::ALL.map(|rank| rank.zoom_min() <= zoom_step);
    let shift = u32::BITS - CELLS_PER_TILE_BITS - u32::from(zoom_step);
    let mut best: Vec<(u8, u32)> = Vec::new();
    let mut last = None;
    for rank in window.runs(points).into_iter().flatten() {
        let doc = points.doc(rank);
        let Some(&of_name) = ranks.ranks.get(doc as usize) else { continue };
        if !written.get(usize::from(of_name)).copied().unwrap_or_default() || gone.get(doc as usize) {
            continue;
        }
        // The points of a cell are one run of the order.
        let (x, y) = points.fixed(rank);
        let cell = Some((x >> shift, y >> shift));
        match best.last_mut().filter(|_| cell == last) {
            Some(so_far) => *so_far = (of_name, doc).min(*so_far),
            None => best.push((of_name, doc)),
        }
        last = cell;
    }
    best.sort_unstable();
    best.into_iter().map(|(_, doc)| doc).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use diming_protocol::geo::{World, WorldBounds};
    use proptest::prelude::*;

    fn names(points: &[(f64, f64)], ranks: &[u8], zoom_step: u8, bounds: WorldBounds) -> Vec<u32> {
        let set = PointSet::build(points.iter().enumerate().map(|(i, &(x, y))| (i as u32, World { x, y })));
        let ranks = NameRanks { ranks: ranks.to_vec() };
        query_place_names(&set, &ranks, &Bits::new(points.len()), &Window::over(bounds, zoom_step))
    }

    const WORLD: WorldBounds = WorldBounds { min_x: 0.0, min_y: 0.0, max_x: 1.0, max_y: 1.0 };

    #[test]
    fn a_cell_writes_its_most_important_name_and_small_ones_wait_for_their_zoom() {
        let points = [(0.1, 0.1), (0.1001, 0.1), (0.1, 0.1002), (0.9, 0.9), (0.5, 0.5)];
        let ranks = [NameRank::Village as u8, NameRank::Town as u8, NO_RANK, NameRank::Village as u8, NO_RANK];
        assert_eq!(names(&points, &ranks, 5, WORLD), [1], "villages are written from zoom 12");
        assert_eq!(names(&points, &ranks, 12, WORLD), [1, 0, 3], "apart by now");
    }

    proptest! {
        /// Steady while the map moves: a window writes what the whole world writes in it.
        #[test]
        fn a_window_is_a_crop(
            points in proptest::collection::vec((0.0..1.0f64, 0.0..1.0f64), 1..300),
            seed in any::<u64>(),
            (x, y) in (0.0..1.0f64, 0.0..1.0f64),
        ) {
            let ranks: Vec<u8> = (0..points.len()).map(|i| (seed.rotate_left(i as u32) % 5) as u8).collect();
            let whole = names(&points, &ranks, 12, WORLD);
            let window = WorldBounds { min_x: x * 0.5, min_y: y * 0.5, max_x: x * 0.5 + 0.3, max_y: y * 0.5 + 0.3 };
            let inside = |ids: &[u32]| -> Vec<u32> {
                ids.iter().copied().filter(|&i| window.contains(World { x: points[i as usize].0, y: points[i as usize].1 })).collect()
            };
            prop_assert_eq!(inside(&names(&points, &ranks, 12, window)), inside(&whole));
        }

        /// A name that is written stays when one zooms in.
        #[test]
        fn a_name_stays_when_one_zooms_in(points in proptest::collection::vec((0.0..1.0f64, 0.0..1.0f64), 1..200)) {
            let ranks = vec![NameRank::Town as u8; points.len()];
            for zoom_step in 0..8 {
                let (now, next) = (names(&points, &ranks, zoom_step, WORLD), names(&points, &ranks, zoom_step + 1, WORLD));
                prop_assert!(now.iter().all(|id| next.contains(id)));
            }
        }
    }
}
