//! Clusters of a zoom step: records that would overlap on the map.
//!
//! Invariants: every matching point is in exactly one cluster (a cluster of one is a point); the clusters depend only
//! on zoom step and matching points, so that a view is a crop and panning never regroups; at the scale of the zoom
//! step two symbols are never nearer than the sum of their radii.
//!
//! Three stages: one pass over the space-filling order groups runs in the same fine cell; the heaviest cells absorb
//! the cells that they would cover (ties by a hash of the position, so that no grid shows); what still overlaps is
//! merged pairwise, the deepest overlap first. O(n) for the pass, about O(m log m) for the `m` occupied cells.
//!
//! A window is computed with a margin on each side, and only its inside is kept: the cost depends on the records in
//! it, not on the rest. The inside equals that of the whole world unless a chain of neighbours, each changed by the
//! previous one, crosses the margin of 512 px. That is possible but has not been observed: of 12 000 windows over a
//! synthetic gazetteer of a million, 1117 differed with a margin of 128 px and none with 256 px or more.

mod grid;
mod merge;
mod take;

use crate::index::bits::Bits;
use crate::index::order::{Blocks, FIXED_PER_UNIT, PointSet};
use diming_protocol::geo::{World, WorldBounds, mercator};
use diming_text::small_sort::sort_few;
use merge::Merging;
use std::ops::Range;
use take::take_neighbours;

/// Largest zoom step with clusters of its own.
pub const ZOOM_STEP_MAX: u8 = 24;

/// A fine cell is 8 px wide, a third of what two signs need: a tile of 256 px has 2^5 of them.
const CELLS_PER_TILE_BITS: u32 = 5;

/// A window is whole blocks of 128 px: a tile of 256 px has 2^1 of them.
const BLOCKS_PER_TILE_BITS: u32 = 1;

/// Margin around a window, in blocks.
const MARGIN_BLOCKS: u32 = 4;

/// Stands for "no node".
const NONE: u32 = u32::MAX;

/// Points shown as one symbol.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Centre of gravity.
    pub at: World,
    /// Number of points.
    pub count: u32,
    /// Dense id of its first point in the space-filling order: identifies the cluster within its zoom step.
    pub first: u32,
    runs: Range<u32>,
}

/// Clusters of one zoom step and one set of matching points: of the whole world, or of a window.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    clusters: Vec<Cluster>,
    /// Ranks of the points, run by run, including those between them that do not match.
    runs: Vec<Range<u32>>,
}

/// Whole blocks of a zoom step: the unit of a request for clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    zoom_step: u8,
    blocks: Blocks,
}

impl Window {
    /// The smallest window around a box at a zoom step (capped at [`ZOOM_STEP_MAX`]).
    pub fn over(bounds: WorldBounds, zoom_step: u8) -> Window {
        let zoom_step = zoom_step.min(ZOOM_STEP_MAX);
        Window { zoom_step, blocks: Blocks::over(bounds, u32::from(zoom_step) + BLOCKS_PER_TILE_BITS) }
    }

    /// The window around a position that contains any cluster with a point there.
    pub fn about(at: World, zoom_step: u8) -> Window {
        let spot = WorldBounds { min_x: at.x, min_y: at.y, max_x: at.x, max_y: at.y };
        let Window { zoom_step, blocks } = Window::over(spot, zoom_step);
        Window { zoom_step, blocks: blocks.grown(MARGIN_BLOCKS) }
    }

    /// Its zoom step.
    pub fn zoom_step(&self) -> u8 {
        self.zoom_step
    }

    /// The ranks of the points in it, as ascending runs.
    pub fn runs(&self, points: &PointSet) -> Vec<Range<usize>> {
        points.runs_in(&self.blocks)
    }

    /// Whether it covers the other window.
    pub fn covers(&self, other: &Window) -> bool {
        self.zoom_step == other.zoom_step && self.blocks.covers(&other.blocks)
    }

    /// Whether a position is in one of the blocks.
    pub fn contains(&self, at: World) -> bool {
        self.blocks.contains(at)
    }
}

impl Clusters {
    /// Clusters of the points whose dense id matches, at a zoom step (capped at [`ZOOM_STEP_MAX`]).
    pub fn build(points: &PointSet, passes: &Bits, zoom_step: u8) -> Clusters {
        Clusters::from_runs(points, passes, zoom_step.min(ZOOM_STEP_MAX), std::slice::from_ref(&(0..points.len())))
    }

    /// Those whose centre is in the window.
    pub fn build_in(points: &PointSet, passes: &Bits, window: &Window) -> Clusters {
        let runs = points.runs_in(&window.blocks.grown(MARGIN_BLOCKS));
        let mut clusters = Clusters::from_runs(points, passes, window.zoom_step, &runs);
        clusters.clusters.retain(|c| window.contains(c.at));
        clusters
    }

    fn from_runs(points: &PointSet, passes: &Bits, zoom_step: u8, runs: &[Range<usize>]) -> Clusters {
        let cells = gather(points, runs.iter().cloned(), |doc| passes.get(doc as usize), zoom_step);
        Clusters::from_cells(points, &cells, zoom_step)
    }

    fn from_cells(points: &PointSet, cells: &[Cell], zoom_step: u8) -> Clusters {
        let px_per_fixed = mercator::world_px(f64::from(zoom_step)) / FIXED_PER_UNIT;
        let owners = take_neighbours(cells, px_per_fixed);
        let mut merging = Merging::new(cells, &owners, px_per_fixed);
        merging.run();
        let roots = merging.roots(&owners);

        // Where the cells of each root go; cells are in rank order, so the first holds the first point.
        let mut ends = vec![0u32; merging.nodes.len()];
        roots.iter().for_each(|&root| ends[root as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut runs = vec![0..0; cells.len()];
        for (&root, cell) in roots.iter().zip(cells) {
            runs[ends[root as usize] as usize] = cell.ranks.clone();
            ends[root as usize] += 1;
        }
        let mut all = Clusters { clusters: Vec::new(), runs };
        let mut start = 0;
        for (node, end) in merging.nodes.iter().zip(ends).filter(|(node, _)| node.into == NONE) {
            all.clusters.push(Cluster {
                at: node.mass.center(),
                count: node.mass.count,
                first: points.doc(all.runs[start as usize].start as usize),
                runs: start..end,
            });
            start = end;
        }
        all
    }

    /// All of them.
    pub fn all(&self) -> &[Cluster] {
        &self.clusters
    }

    /// Those whose centre is in a box.
    pub fn in_bounds(&self, bounds: WorldBounds) -> impl Iterator<Item = &Cluster> {
        self.clusters.iter().filter(move |c| bounds.contains(c.at))
    }

    /// The cluster named by its first point.
    pub fn named(&self, first: u32) -> Option<&Cluster> {
        self.clusters.iter().find(|c| c.first == first)
    }

    /// Dense ids of the points of a cluster, in the space-filling order; `passes` as when they were built.
    pub fn members<'a>(
        &'a self,
        cluster: &Cluster,
        points: &'a PointSet,
        passes: &'a Bits,
    ) -> impl Iterator<Item = u32> + 'a {
        let runs = &self.runs[cluster.runs.start as usize..cluster.runs.end as usize];
        let docs = runs.iter().flat_map(|run| points.docs(run.start as usize..run.end as usize));
        docs.copied().filter(|&doc| passes.get(doc as usize))
    }

    /// Number of points per layer in a cluster, the largest first, then by layer.
    pub fn mix(
        &self,
        cluster: &Cluster,
        points: &PointSet,
        passes: &Bits,
        layer_of: impl Fn(u32) -> u8,
    ) -> Vec<(u8, u32)> {
        let mut counts = [0; u8::MAX as usize + 1];
        for run in &self.runs[cluster.runs.start as usize..cluster.runs.end as usize] {
            for &doc in points.docs(run.start as usize..run.end as usize) {
                counts[usize::from(layer_of(doc))] += u32::from(passes.get(doc as usize));
            }
        }
        let mut mix: Vec<(u8, u32)> = (0..=u8::MAX).zip(counts).filter(|(_, count)| *count > 0).collect();
        sort_few(&mut mix, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        mix
    }
}

/// The first zoom step after `zoom_step`, up to `step_max`, at which the points split, taken by themselves; `None` if
/// they never do. `docs` are the members of one cluster.
pub fn parts_at(points: &PointSet, docs: impl Iterator<Item = u32>, zoom_step: u8, step_max: u8) -> Option<u8> {
    let mut ranks: Vec<u64> = docs.filter_map(|doc| points.rank_of(doc)).map(|rank| rank as u64).collect();
    ranks.sort_unstable();
    (zoom_step + 1..=step_max.min(ZOOM_STEP_MAX)).find(|&step| {
        let cells = gather(points, ranks.iter().map(|&rank| rank as usize..rank as usize + 1), |_| true, step);
        Clusters::from_cells(points, &cells, step).all().len() > 1
    })
}

/// Number and sum of positions; the sums are integers, so the order of addition does not matter.
#[derive(Clone, Copy, Debug, Default)]
struct Mass {
    count: u32,
    sum_x: u64,
    sum_y: u64,
}

impl Mass {
    fn add(&mut self, other: Mass) {
        self.count += other.count;
        self.sum_x += other.sum_x;
        self.sum_y += other.sum_y;
    }

    fn center_fixed(&self) -> (f64, f64) {
        let count = f64::from(self.count.max(1));
        (self.sum_x as f64 / count, self.sum_y as f64 / count)
    }

    fn center(&self) -> World {
        let (x, y) = self.center_fixed();
        World { x: x / FIXED_PER_UNIT, y: y / FIXED_PER_UNIT }
    }
}

/// Points in one fine cell: a run of the order.
struct Cell {
    mass: Mass,
    ranks: Range<u32>,
}

fn gather(
    points: &PointSet,
    runs: impl Iterator<Item = Range<usize>>,
    passes: impl Fn(u32) -> bool,
    zoom_step: u8,
) -> Vec<Cell> {
    let shift = u32::BITS - CELLS_PER_TILE_BITS - u32::from(zoom_step);
    let mut cells: Vec<Cell> = Vec::new();
    let mut last = None;
    for rank in runs.flatten() {
        let (x, y) = points.fixed(rank);
        let place = Some((x >> shift, y >> shift));
        if place != last {
            cells.push(Cell { mass: Mass::default(), ranks: rank as u32..rank as u32 });
            last = place;
        }
        if let Some(cell) = cells.last_mut() {
            // Branchless: the result is hard to predict.
            let passes = u64::from(passes(points.doc(rank)));
            cell.mass.add(Mass { count: passes as u32, sum_x: passes * u64::from(x), sum_y: passes * u64::from(y) });
            cell.ranks.end = rank as u32 + 1;
        }
    }
    cells.retain(|cell| cell.mass.count > 0);
    for cell in &mut cells {
        let is_first = |&rank: &u32| passes(points.doc(rank as usize));
        cell.ranks.start = cell.ranks.clone().find(is_first).unwrap_or(cell.ranks.start);
    }
    cells
}

#[cfg(test)]
mod tests;
