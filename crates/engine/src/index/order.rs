//! Points in one space-filling order (Hilbert), so that neighbours on the map are neighbours in
//! memory and every square of the quadtree is one run.
//!
//! Positions are 32-bit fixed point of the unit square (about 9 mm). The order depends on the positions alone; equal
//! positions keep their input order. Sorting takes bounded steps: O(n), 28 bytes per point while it runs, 16 after.

use super::radix::{Keyed, Radix};
use diming_protocol::geo::{World, WorldBounds};
use std::ops::Range;

/// Stands for "no rank" in the inverse map.
const NO_RANK: u32 = u32::MAX;

/// Fixed-point coordinate of one axis of the unit square, clamped to its edges.
pub fn fixed_from_unit(v: f64) -> u32 {
    (v * FIXED_PER_UNIT) as u32
}

/// Fixed-point units in the unit square.
pub const FIXED_PER_UNIT: f64 = 4_294_967_296.0;

/// For each of four orientations of the curve and each pair of four bits of x and y: eight bits
/// of the key, and the orientation inside.
const CURVE: [[(u8, u8); 256]; 4] = curve();

const fn curve() -> [[(u8, u8); 256]; 4] {
    let mut table = [[(0, 0); 256]; 4];
    let mut orientation = 0;
    while orientation < 4 {
        let mut xy = 0;
        while xy < 256 {
            // The orientation has two bits: both axes reversed, and axes swapped.
            let (mut turned, mut exchanged) = (orientation & 1, orientation >> 1);
            let mut key = 0;
            let mut bit = 4;
            while bit > 0 {
                bit -= 1;
                let (a, b) = ((xy >> (4 + bit) & 1) ^ turned, (xy >> bit & 1) ^ turned);
                let (x, y) = if exchanged == 1 { (b, a) } else { (a, b) };
                key = key << 2 | ((3 * x) ^ y);
                if y == 0 {
                    turned ^= x;
                    exchanged ^= 1;
                }
            }
            table[orientation][xy] = (key as u8, (exchanged << 1 | turned) as u8);
            xy += 1;
        }
        orientation += 1;
    }
    table
}

/// Position on the Hilbert curve (D. Hilbert, 1891) of a fixed-point position.
fn hilbert_key(x: u32, y: u32) -> u64 {
    let mut key = 0;
    let mut orientation = 0u8;
    for nibble in (0..8).rev() {
        let xy = (x >> (4 * nibble) & 15) << 4 | (y >> (4 * nibble) & 15);
        let (bits, inside) = CURVE[usize::from(orientation)][xy as usize];
        key = key << 8 | u64::from(bits);
        orientation = inside;
    }
    key
}

/// For each orientation and eight bits of the key: four bits of x and y, and the orientation inside.
const UNCURVE: [[(u8, u8); 256]; 4] = uncurve();

const fn uncurve() -> [[(u8, u8); 256]; 4] {
    let mut table = [[(0, 0); 256]; 4];
    let mut orientation = 0;
    while orientation < 4 {
        let mut xy = 0;
        while xy < 256 {
            let (key, inside) = CURVE[orientation][xy];
            table[orientation][key as usize] = (xy as u8, inside);
            xy += 1;
        }
        orientation += 1;
    }
    table
}

/// The inverse of [`hilbert_key`].
fn hilbert_place(key: u64) -> (u32, u32) {
    let (mut x, mut y, mut orientation) = (0, 0, 0);
    for byte in key.to_be_bytes() {
        let (xy, inside) = UNCURVE[usize::from(orientation)][usize::from(byte)];
        (x, y) = (x << 4 | u32::from(xy >> 4), y << 4 | u32::from(xy & 15));
        orientation = inside;
    }
    (x, y)
}

/// A rectangle of squares of one level of the quadtree (level 0 is the whole world).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    level: u32,
    x: Range<u32>,
    y: Range<u32>,
}

impl Blocks {
    /// The squares of a level (at most 31) that intersect a box, clipped to the world.
    pub fn over(bounds: WorldBounds, level: u32) -> Blocks {
        let side = f64::from(1u32 << level);
        let range =
            |min: f64, max: f64| (min * side).clamp(0.0, side - 1.0) as u32..(max * side + 1.0).clamp(1.0, side) as u32;
        Blocks { level, x: range(bounds.min_x, bounds.max_x), y: range(bounds.min_y, bounds.max_y) }
    }

    /// Enlarged by this many squares on each side, clipped to the world.
    pub fn grown(&self, squares: u32) -> Blocks {
        let grow = |r: &Range<u32>| r.start.saturating_sub(squares)..(r.end + squares).min(1 << self.level);
        Blocks { level: self.level, x: grow(&self.x), y: grow(&self.y) }
    }

    /// Whether it contains all squares of the other.
    pub fn covers(&self, other: &Blocks) -> bool {
        let covers = |a: &Range<u32>, b: &Range<u32>| a.start <= b.start && a.end >= b.end;
        self.level == other.level && covers(&self.x, &other.x) && covers(&self.y, &other.y)
    }

    /// Whether it contains a position.
    pub fn contains(&self, at: World) -> bool {
        let side = f64::from(1u32 << self.level);
        self.x.contains(&((at.x * side) as u32)) && self.y.contains(&((at.y * side) as u32))
    }

    /// How much of a square, of this level or above, it covers: all, some, none.
    fn share(&self, level: u32, x: u32, y: u32) -> Share {
        let inside = |at: u32, range: &Range<u32>| {
            let (start, end) = (at << (self.level - level), (at + 1) << (self.level - level));
            match (start < range.end && range.start < end, range.start <= start && end <= range.end) {
                (false, _) => Share::None,
                (true, false) => Share::Some,
                (true, true) => Share::All,
            }
        };
        inside(x, &self.x).min(inside(y, &self.y))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Share {
    None,
    Some,
    All,
}

/// Points in Hilbert order. A point's *rank* is its index in the order; its *doc* its dense id.
#[derive(Clone, Debug, Default)]
pub struct PointSet {
    x: Vec<u32>,
    y: Vec<u32>,
    docs: Vec<u32>,
    rank_of: Vec<u32>,
}

impl PointSet {
    /// Orders points at once. Dense ids are small and unique.
    pub fn build(points: impl Iterator<Item = (u32, World)>) -> PointSet {
        let mut builder = PointSetBuilder::default();
        points.for_each(|(doc, at)| builder.push(doc, at));
        loop {
            if let Some(set) = builder.step(usize::MAX) {
                return set;
            }
        }
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.docs.len()
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.docs.is_empty()
    }

    /// The dense id at a rank.
    #[inline]
    pub fn doc(&self, rank: usize) -> u32 {
        self.docs[rank]
    }

    /// Dense ids in order.
    pub fn docs(&self, ranks: Range<usize>) -> &[u32] {
        &self.docs[ranks]
    }

    /// Fixed-point position at a rank.
    #[inline]
    pub fn fixed(&self, rank: usize) -> (u32, u32) {
        (self.x[rank], self.y[rank])
    }

    /// Position at a rank, to about 9 mm.
    pub fn world(&self, rank: usize) -> World {
        World { x: f64::from(self.x[rank]) / FIXED_PER_UNIT, y: f64::from(self.y[rank]) / FIXED_PER_UNIT }
    }

    /// The ranks of the points in some squares, as ascending runs. O(squares on the rim · log of the points).
    pub fn runs_in(&self, blocks: &Blocks) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        self.add_runs(blocks, 0..self.len(), 0, &mut runs);
        runs
    }

    /// Adds the runs of one square, which is one run itself.
    fn add_runs(&self, blocks: &Blocks, ranks: Range<usize>, level: u32, runs: &mut Vec<Range<usize>>) {
        if ranks.is_empty() {
            return;
        }
        let (x, y) = self.square(ranks.start, level);
        match blocks.share(level, x, y) {
            Share::None => {}
            Share::All => match runs.last_mut().filter(|last| last.end == ranks.start) {
                Some(last) => last.end = ranks.end,
                None => runs.push(ranks),
            },
            Share::Some => {
                let mut start = ranks.start;
                while start < ranks.end {
                    let end = self.end_of_square(start..ranks.end, level + 1);
                    self.add_runs(blocks, start..end, level + 1, runs);
                    start = end;
                }
            }
        }
    }

    /// The square of a level that contains a point.
    fn square(&self, rank: usize, level: u32) -> (u32, u32) {
        let shift = |v: u32| v.checked_shr(u32::BITS - level).unwrap_or(0);
        (shift(self.x[rank]), shift(self.y[rank]))
    }

    /// End of the run of the first point's square.
    fn end_of_square(&self, ranks: Range<usize>, level: u32) -> usize {
        let first = self.square(ranks.start, level);
        let (mut low, mut high) = (ranks.start + 1, ranks.end);
        while low < high {
            let middle = low.midpoint(high);
            if self.square(middle, level) == first { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The rank of a dense id; `None` without a place.
    pub fn rank_of(&self, doc: u32) -> Option<usize> {
        self.rank_of.get(doc as usize).filter(|&&rank| rank != NO_RANK).map(|&rank| rank as usize)
    }
}

/// Builds a [`PointSet`] in bounded steps: first every [`push`](Self::push), then [`step`](Self::step) until it
/// returns the set.
#[derive(Debug, Default)]
pub struct PointSetBuilder {
    keys: Radix,
    /// Keys and dense ids, sorted at the end.
    sorted: Option<Keyed>,
    set: PointSet,
}

impl PointSetBuilder {
    /// Reserves room for this many points.
    pub fn with_room(points: usize) -> PointSetBuilder {
        let mut builder = PointSetBuilder::default();
        builder.keys.foresee(points);
        builder
    }

    /// Adds a point; `doc` is its dense id. Not after the first [`step`](Self::step).
    pub fn push(&mut self, doc: u32, at: World) {
        self.keys.push(hilbert_key(fixed_from_unit(at.x), fixed_from_unit(at.y)), doc);
    }

    /// Processes at most about `budget` points; returns the set when it is complete.
    pub fn step(&mut self, budget: usize) -> Option<PointSet> {
        let Some(sorted) = &self.sorted else {
            self.sorted = self.keys.step(budget);
            return None;
        };
        let set = &mut self.set;
        if set.docs.is_empty() {
            [&mut set.x, &mut set.y, &mut set.docs].into_iter().for_each(|v| v.reserve_exact(sorted.keys.len()));
        }
        let from = set.docs.len();
        for (&key, &doc) in sorted.keys[from..].iter().zip(&sorted.numbers[from..]).take(budget) {
            let (x, y) = hilbert_place(key);
            if set.rank_of.len() <= doc as usize {
                set.rank_of.resize(doc as usize + 1, NO_RANK);
            }
            set.rank_of[doc as usize] = set.docs.len() as u32;
            set.x.push(x);
            set.y.push(y);
            set.docs.push(doc);
        }
        (set.docs.len() == sorted.keys.len()).then(|| std::mem::take(set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_curve_steps_from_neighbour_to_neighbour() {
        for bits in [1, 3, 4, 6] {
            let side = 1u32 << bits;
            let shift = 32 - bits;
            let mut cells: Vec<_> = (0..side * side).map(|i| (i % side, i / side)).collect();
            cells.sort_by_key(|&(x, y)| hilbert_key(x << shift, y << shift));
            for pair in cells.windows(2) {
                let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
                assert_eq!(ax.abs_diff(bx) + ay.abs_diff(by), 1, "{bits} bits: {:?} to {:?}", pair[0], pair[1]);
            }
        }
    }

    fn set_of(points: &[(u32, u32)]) -> PointSet {
        PointSet::build(points.iter().enumerate().map(|(i, &(x, y))| {
            (i as u32, World { x: f64::from(x) / FIXED_PER_UNIT, y: f64::from(y) / FIXED_PER_UNIT })
        }))
    }

    proptest! {
        #[test]
        fn a_key_tells_its_place(x in any::<u32>(), y in any::<u32>()) {
            prop_assert_eq!(hilbert_place(hilbert_key(x, y)), (x, y));
        }

        #[test]
        fn holds_every_point_once_in_order_whatever_the_step(
            points in proptest::collection::vec((0.0..1.0f64, 0.0..1.0f64), 0..200),
            budget in 1usize..50,
        ) {
            let worlds: Vec<_> = points.iter().map(|&(x, y)| World { x, y }).collect();
            let mut builder = PointSetBuilder::default();
            for (i, &at) in worlds.iter().enumerate() {
                builder.push(2 * i as u32, at);
            }
            let set = std::iter::repeat_with(|| builder.step(budget)).find_map(|done| done).unwrap();
            prop_assert_eq!(set.len(), worlds.len());
            let keys: Vec<_> = (0..set.len()).map(|r| { let (x, y) = set.fixed(r); hilbert_key(x, y) }).collect();
            prop_assert!(keys.is_sorted());
            for (i, at) in worlds.iter().enumerate() {
                let rank = set.rank_of(2 * i as u32).unwrap();
                prop_assert_eq!(set.doc(rank), 2 * i as u32);
                prop_assert!((set.world(rank).x - at.x).abs() < 1e-9 && (set.world(rank).y - at.y).abs() < 1e-9);
                prop_assert_eq!(set.rank_of(2 * i as u32 + 1), None);
            }
        }

        #[test]
        fn the_runs_of_blocks_hold_their_points_and_no_other(
            points in proptest::collection::vec((any::<u32>(), any::<u32>()), 0..200),
            (a, b) in ((-0.1..1.1f64, -0.1..1.1f64), (-0.1..1.1f64, -0.1..1.1f64)),
            (level, squares) in (0u32..6, 0u32..3),
        ) {
            let set = set_of(&points);
            let bounds = WorldBounds { min_x: a.0.min(b.0), min_y: a.1.min(b.1), max_x: a.0.max(b.0), max_y: a.1.max(b.1) };
            let blocks = Blocks::over(bounds, level).grown(squares);
            prop_assert!(blocks.covers(&Blocks::over(bounds, level)));
            let runs = set.runs_in(&blocks);
            prop_assert!(runs.windows(2).all(|r| r[0].end < r[1].start));
            let held: Vec<usize> = runs.into_iter().flatten().collect();
            let expected: Vec<usize> = (0..set.len()).filter(|&rank| blocks.contains(set.world(rank))).collect();
            prop_assert_eq!(held, expected);
            prop_assert!((0..set.len()).all(|r| !bounds.contains(set.world(r)) || blocks.contains(set.world(r))));
        }

        #[test]
        fn every_square_of_the_quadtree_is_one_run(
            points in proptest::collection::vec((any::<u32>(), any::<u32>()), 1..200),
            level in 1u32..5,
        ) {
            let set = set_of(&points);
            let cells: Vec<_> = (0..set.len()).map(|r| set.fixed(r)).map(|(x, y)| (x >> (32 - level), y >> (32 - level))).collect();
            let mut runs = cells.clone();
            runs.dedup();
            let mut distinct = cells;
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(runs.len(), distinct.len());
        }
    }
}
