//! Points in one space-filling order (Hilbert), so that neighbours on the map are neighbours in
//! memory and every square of the quadtree is one run.
//!
//! Positions are 32-bit fixed point of the unit square (about 9 mm). The order depends on the
//! positions alone (equal positions keep the order in which they were pushed). Sorting is a radix
//! sort over 64-bit keys in bounded steps: O(n), 44 bytes a point while it runs, 16 after.

use crate::geo::World;
use std::ops::Range;

/// Stands for "no rank" in the inverse map.
const NO_RANK: u32 = u32::MAX;
/// Bits of a radix digit; a key has `64 / DIGIT_BITS` digits.
const DIGIT_BITS: u32 = 8;
const DIGITS: usize = (u64::BITS / DIGIT_BITS) as usize;
const BUCKETS: usize = 1 << DIGIT_BITS;

/// Fixed-point coordinate of one axis of the unit square; beyond its edges the edge stands.
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
            // The orientation is two bits: both axes turned over, and axes exchanged.
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

/// Place of a fixed-point position on the Hilbert curve (D. Hilbert, 1891).
pub fn hilbert_key(x: u32, y: u32) -> u64 {
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

/// Points in Hilbert order. A point's *rank* is its place in the order; its *doc* the dense id it came with.
#[derive(Clone, Debug, Default)]
pub struct PointSet {
    x: Vec<u32>,
    y: Vec<u32>,
    docs: Vec<u32>,
    rank_of: Vec<u32>,
}

impl PointSet {
    /// Orders points at once. Dense ids are small numbers, each given at most once.
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

    /// The rank of a dense id; `None` where it has no place.
    pub fn rank_of(&self, doc: u32) -> Option<usize> {
        self.rank_of.get(doc as usize).filter(|&&rank| rank != NO_RANK).map(|&rank| rank as usize)
    }
}

/// Makes a [`PointSet`] in bounded steps: first every [`push`](Self::push), then [`step`](Self::step) until it gives the set.
#[derive(Debug)]
pub struct PointSetBuilder {
    pushed: Vec<(u32, u32, u32)>,
    keyed: Vec<(u64, u32)>,
    sorted: Vec<(u64, u32)>,
    counts: Vec<[u32; BUCKETS]>,
    digit: usize,
    /// Where the next point of each bucket goes; `None` between two passes.
    offsets: Option<[u32; BUCKETS]>,
    next: usize,
    set: PointSet,
}

impl Default for PointSetBuilder {
    fn default() -> Self {
        PointSetBuilder {
            pushed: Vec::new(),
            keyed: Vec::new(),
            sorted: Vec::new(),
            counts: vec![[0; BUCKETS]; DIGITS],
            digit: 0,
            offsets: None,
            next: 0,
            set: PointSet::default(),
        }
    }
}

fn digit_of(key: u64, digit: usize) -> usize {
    (key >> (digit as u32 * DIGIT_BITS)) as usize & (BUCKETS - 1)
}

impl PointSetBuilder {
    /// Adds a point; `doc` is its dense id. Not after the first [`step`](Self::step).
    pub fn push(&mut self, doc: u32, at: World) {
        let (x, y) = (fixed_from_unit(at.x), fixed_from_unit(at.y));
        let key = hilbert_key(x, y);
        for (digit, counts) in self.counts.iter_mut().enumerate() {
            counts[digit_of(key, digit)] += 1;
        }
        self.keyed.push((key, self.pushed.len() as u32));
        self.pushed.push((x, y, doc));
    }

    /// Moves at most about `budget` points on; gives the set when it is whole.
    pub fn step(&mut self, budget: usize) -> Option<PointSet> {
        while self.digit < DIGITS && self.is_settled(self.digit) {
            self.digit += 1;
        }
        if self.digit < DIGITS {
            self.scatter(budget);
            return None;
        }
        self.gather(budget)
    }

    /// A digit that all keys share needs no pass.
    fn is_settled(&self, digit: usize) -> bool {
        self.offsets.is_none() && self.counts[digit].iter().any(|&n| n as usize == self.keyed.len())
    }

    fn scatter(&mut self, budget: usize) {
        self.sorted.resize(self.keyed.len(), (0, 0));
        let counts = &self.counts[self.digit];
        let offsets = self.offsets.get_or_insert_with(|| {
            let mut start = 0;
            counts.map(|n| {
                start += n;
                start - n
            })
        });
        let end = self.keyed.len().min(self.next.saturating_add(budget));
        for &entry in &self.keyed[self.next..end] {
            let offset = &mut offsets[digit_of(entry.0, self.digit)];
            self.sorted[*offset as usize] = entry;
            *offset += 1;
        }
        self.next = end;
        if end == self.keyed.len() {
            std::mem::swap(&mut self.keyed, &mut self.sorted);
            (self.offsets, self.next, self.digit) = (None, 0, self.digit + 1);
        }
    }

    fn gather(&mut self, budget: usize) -> Option<PointSet> {
        self.sorted = Vec::new();
        let end = self.keyed.len().min(self.next.saturating_add(budget));
        for &(_, pushed) in &self.keyed[self.next..end] {
            let (x, y, doc) = self.pushed[pushed as usize];
            if self.set.rank_of.len() <= doc as usize {
                self.set.rank_of.resize(doc as usize + 1, NO_RANK);
            }
            self.set.rank_of[doc as usize] = self.set.docs.len() as u32;
            self.set.x.push(x);
            self.set.y.push(y);
            self.set.docs.push(doc);
        }
        self.next = end;
        (end == self.keyed.len()).then(|| std::mem::take(&mut self.set))
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

    proptest! {
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
        fn every_square_of_the_quadtree_is_one_run(
            points in proptest::collection::vec((any::<u32>(), any::<u32>()), 1..200),
            level in 1u32..5,
        ) {
            let set = PointSet::build(points.iter().enumerate().map(|(i, &(x, y))| {
                (i as u32, World { x: f64::from(x) / FIXED_PER_UNIT, y: f64::from(y) / FIXED_PER_UNIT })
            }));
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
