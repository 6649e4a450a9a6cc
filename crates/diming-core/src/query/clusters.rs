//! Clusters of a zoom step: what stands together on the map because it would overlap.
//!
//! Invariants: every passing point is in exactly one cluster (a cluster of one is a point); the
//! clusters depend on zoom step and passing points only, so that a view is a cut and panning never
//! regroups; at the scale of the zoom step two symbols are never nearer than the sum of their radii.
//!
//! Three stages, all over a spatial hash: one pass over the space-filling order gathers runs in
//! the same fine cell; the heaviest cells take the cells they would cover (ties by a hash of the
//! place, so that no grid shows); what still overlaps merges pair by pair, the deepest overlap
//! first. O(n) for the pass, about O(m log m) for the `m` cells in use. The whole step is worked
//! at once: at high zooms `m` approaches the number of points.

use crate::geo::{World, WorldBounds, mercator};
use crate::index::bits::Bits;
use crate::index::order::{FIXED_PER_UNIT, PointSet};
use crate::scene::symbol::radius_px;
use std::collections::BTreeMap;
use std::ops::Range;

/// Largest zoom step with clusters of its own.
pub const ZOOM_STEP_MAX: u8 = 24;

/// A fine cell is 4 px wide, a quarter of what two signs need: a tile of 256 px has 2^6 of them.
const CELLS_PER_TILE_BITS: u32 = 6;

/// Stands for "no node".
const NONE: u32 = u32::MAX;

/// Points that stand as one symbol.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Centre of gravity.
    pub at: World,
    /// Number of points.
    pub count: u32,
    /// Dense id of its first point in the space-filling order: names the cluster within its zoom step.
    pub first: u32,
    runs: Range<u32>,
}

/// All clusters of one zoom step and one set of passing points.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    clusters: Vec<Cluster>,
    /// Ranks of the points, run by run, with those between them that do not pass.
    runs: Vec<Range<u32>>,
}

impl Clusters {
    /// Clusters of the points whose dense id passes, at a zoom step (capped at [`ZOOM_STEP_MAX`]).
    pub fn build(points: &PointSet, passes: &Bits, zoom_step: u8) -> Clusters {
        let zoom_step = zoom_step.min(ZOOM_STEP_MAX);
        let cells = gather(points, (0..points.len()).filter(|&rank| passes.get(points.doc(rank) as usize)), zoom_step);
        Clusters::from_cells(points, &cells, zoom_step)
    }

    fn from_cells(points: &PointSet, cells: &[Cell], zoom_step: u8) -> Clusters {
        let px_per_fixed = mercator::world_px(f64::from(zoom_step)) / FIXED_PER_UNIT;
        let owners = take_neighbours(cells, px_per_fixed);
        let mut merging = Merging::new(cells, &owners, px_per_fixed);
        merging.run();
        let roots = merging.roots(&owners);

        let mut by_cluster: Vec<(u32, u32)> = roots.iter().zip(0..).map(|(&root, cell)| (root, cell)).collect();
        by_cluster.sort_unstable();
        let mut all = Clusters { clusters: Vec::new(), runs: Vec::with_capacity(cells.len()) };
        for group in by_cluster.chunk_by(|a, b| a.0 == b.0) {
            let start = all.runs.len() as u32;
            // Cells are in rank order, so the first cell holds the first point.
            all.runs.extend(group.iter().map(|&(_, cell)| cells[cell as usize].ranks.clone()));
            let node = &merging.nodes[group[0].0 as usize];
            all.clusters.push(Cluster {
                at: node.mass.center(),
                count: node.mass.count,
                first: points.doc(all.runs[start as usize].start as usize),
                runs: start..all.runs.len() as u32,
            });
        }
        all
    }

    /// All of them.
    pub fn all(&self) -> &[Cluster] {
        &self.clusters
    }

    /// Those whose centre lies in a box.
    pub fn in_bounds(&self, bounds: WorldBounds) -> impl Iterator<Item = &Cluster> {
        self.clusters.iter().filter(move |c| bounds.contains(c.at))
    }

    /// The cluster named by its first point.
    pub fn named(&self, first: u32) -> Option<&Cluster> {
        self.clusters.iter().find(|c| c.first == first)
    }

    /// Dense ids of the points of a cluster of these, in the space-filling order; `passes` as when they were built.
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

    /// How many points of each layer a cluster holds, the most first, then by layer.
    pub fn mix(
        &self,
        cluster: &Cluster,
        points: &PointSet,
        passes: &Bits,
        layer_of: impl Fn(u32) -> u8,
    ) -> Vec<(u8, u32)> {
        let mut counts = BTreeMap::new();
        for doc in self.members(cluster, points, passes) {
            *counts.entry(layer_of(doc)).or_insert(0) += 1;
        }
        let mut mix: Vec<(u8, u32)> = counts.into_iter().collect();
        mix.sort_by_key(|&(layer, count)| (std::cmp::Reverse(count), layer));
        mix
    }
}

/// The first zoom step after `zoom_step`, up to `step_max`, at which the points part, taken by
/// themselves; `None` where no zoom parts them. `docs` are the members of one cluster.
pub fn parts_at(points: &PointSet, docs: impl Iterator<Item = u32>, zoom_step: u8, step_max: u8) -> Option<u8> {
    let mut ranks: Vec<usize> = docs.filter_map(|doc| points.rank_of(doc)).collect();
    ranks.sort_unstable();
    (zoom_step + 1..=step_max.min(ZOOM_STEP_MAX)).find(|&step| {
        let cells = gather(points, ranks.iter().copied(), step);
        Clusters::from_cells(points, &cells, step).all().len() > 1
    })
}

/// Number and sum of positions; sums are whole numbers, so the order of adding leaves no trace.
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

fn gather(points: &PointSet, ranks: impl Iterator<Item = usize>, zoom_step: u8) -> Vec<Cell> {
    let shift = u32::BITS - CELLS_PER_TILE_BITS - u32::from(zoom_step);
    let mut cells: Vec<Cell> = Vec::new();
    let mut last = None;
    for rank in ranks {
        let (x, y) = points.fixed(rank);
        let place = Some((x >> shift, y >> shift));
        if place != last {
            cells.push(Cell { mass: Mass::default(), ranks: rank as u32..rank as u32 });
            last = place;
        }
        if let Some(cell) = cells.last_mut() {
            cell.mass.add(Mass { count: 1, sum_x: u64::from(x), sum_y: u64::from(y) });
            cell.ranks.end = rank as u32 + 1;
        }
    }
    cells
}

/// A disc in pixels of the zoom step.
#[derive(Clone, Copy, Debug)]
struct Disc {
    x: f64,
    y: f64,
    radius: f64,
}

impl Disc {
    fn of(mass: &Mass, px_per_fixed: f64) -> Disc {
        let (x, y) = mass.center_fixed();
        Disc { x: x * px_per_fixed, y: y * px_per_fixed, radius: radius_px(mass.count) }
    }

    /// Square of the distance over the square of the sum of radii; below 1 they overlap.
    fn closeness(&self, other: &Disc) -> f64 {
        let (dx, dy, sum) = (self.x - other.x, self.y - other.y, self.radius + other.radius);
        (dx * dx + dy * dy) / (sum * sum)
    }
}

/// Discs by place: buckets of a hash of square cells, each a chain. Different cells may share a
/// bucket, so a visit may meet a far disc, or one disc twice.
struct SpatialHash {
    heads: Vec<u32>,
    chain: Vec<u32>,
    cell_px: f64,
}

impl SpatialHash {
    fn new(len: usize, cell_px: f64) -> SpatialHash {
        SpatialHash {
            heads: vec![NONE; (2 * len).next_power_of_two().max(16)],
            chain: Vec::with_capacity(2 * len),
            cell_px,
        }
    }

    fn bucket(&self, cx: i64, cy: i64) -> usize {
        let mixed = (cx as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (cy as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) as usize >> 20 & (self.heads.len() - 1)
    }

    fn cell(&self, v: f64) -> i64 {
        (v / self.cell_px).floor() as i64
    }

    /// Adds the next disc; its index is the number of discs added before.
    fn push(&mut self, disc: &Disc) {
        let bucket = self.bucket(self.cell(disc.x), self.cell(disc.y));
        self.chain.push(self.heads[bucket]);
        self.heads[bucket] = self.chain.len() as u32 - 1;
    }

    /// Visits every disc whose centre is at most `reach` away (and some others).
    fn near(&self, disc: &Disc, reach: f64, mut visit: impl FnMut(usize)) {
        for cy in self.cell(disc.y - reach)..=self.cell(disc.y + reach) {
            for cx in self.cell(disc.x - reach)..=self.cell(disc.x + reach) {
                let mut at = self.heads[self.bucket(cx, cy)];
                while at != NONE {
                    visit(at as usize);
                    at = self.chain[at as usize];
                }
            }
        }
    }
}

/// Mixes the bits of a place, so that equal weights come in no visible order.
fn hash_of(cell: &Cell) -> u32 {
    let mixed = (cell.mass.sum_x ^ cell.mass.sum_y.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ mixed >> 32) as u32
}

/// For each cell the cell that takes it: the heaviest first take every free cell that their disc would overlap.
fn take_neighbours(cells: &[Cell], px_per_fixed: f64) -> Vec<u32> {
    let discs: Vec<Disc> = cells.iter().map(|c| Disc::of(&c.mass, px_per_fixed)).collect();
    let radius_max = discs.iter().map(|d| d.radius).fold(0.0, f64::max);
    let mut hash = SpatialHash::new(discs.len(), 2.0 * radius_px(1));
    discs.iter().for_each(|d| hash.push(d));

    let mut order: Vec<(u64, u32)> = cells
        .iter()
        .zip(0..)
        .map(|(cell, i)| (u64::from(u32::MAX - cell.mass.count) << 32 | u64::from(hash_of(cell)), i))
        .collect();
    order.sort_unstable();

    let mut owners = vec![NONE; cells.len()];
    for (_, i) in order {
        if owners[i as usize] != NONE {
            continue;
        }
        let disc = discs[i as usize];
        owners[i as usize] = i;
        hash.near(&disc, disc.radius + radius_max, |j| {
            if owners[j] == NONE && disc.closeness(&discs[j]) < 1.0 {
                owners[j] = i;
            }
        });
    }
    owners
}

/// A symbol to be: a taker with its cells, or two nodes merged.
struct Node {
    mass: Mass,
    disc: Disc,
    /// Smallest cell it holds: tells equal overlaps apart.
    first_cell: u32,
    /// The node that it overlaps most; [`NONE`] for none.
    best: u32,
    /// `best` must be looked for again.
    stale: bool,
    /// The node it went into; [`NONE`] while it stands.
    into: u32,
}

/// Merges what overlaps until nothing does: in each round every two nodes that are each other's deepest overlap.
struct Merging {
    nodes: Vec<Node>,
    hash: SpatialHash,
    /// Node of each taker.
    node_of: Vec<u32>,
    radius_max: f64,
    px_per_fixed: f64,
}

impl Merging {
    fn new(cells: &[Cell], owners: &[u32], px_per_fixed: f64) -> Merging {
        let mut masses: Vec<(Mass, u32)> = Vec::new();
        let mut node_of = vec![NONE; cells.len()];
        for (cell, (&owner, i)) in cells.iter().zip(owners.iter().zip(0..)) {
            let node = &mut node_of[owner as usize];
            if *node == NONE {
                *node = masses.len() as u32;
                masses.push((Mass::default(), i));
            }
            masses[*node as usize].0.add(cell.mass);
        }
        let mut merging = Merging {
            nodes: Vec::with_capacity(2 * masses.len()),
            hash: SpatialHash::new(masses.len(), 2.0 * radius_px(2)),
            node_of,
            radius_max: 0.0,
            px_per_fixed,
        };
        for (mass, first_cell) in masses {
            merging.push(mass, first_cell);
        }
        merging
    }

    fn push(&mut self, mass: Mass, first_cell: u32) -> u32 {
        let disc = Disc::of(&mass, self.px_per_fixed);
        self.hash.push(&disc);
        self.radius_max = self.radius_max.max(disc.radius);
        self.nodes.push(Node { mass, disc, first_cell, best: NONE, stale: true, into: NONE });
        self.nodes.len() as u32 - 1
    }

    fn run(&mut self) {
        let mut active: Vec<u32> = (0..self.nodes.len() as u32).collect();
        while !active.is_empty() {
            for &i in &active {
                self.look(i as usize);
            }
            active.retain(|&i| self.nodes[i as usize].best != NONE);
            let pairs: Vec<(u32, u32)> = active
                .iter()
                .map(|&i| (i, self.nodes[i as usize].best))
                .filter(|&(i, j)| i < j && self.nodes[j as usize].best == i)
                .collect();
            for (i, j) in pairs {
                self.merge(i, j, &mut active);
            }
            active.retain(|&i| self.nodes[i as usize].into == NONE);
        }
    }

    /// Finds the deepest overlap of a node, where it is not known.
    fn look(&mut self, i: usize) {
        let node = &self.nodes[i];
        let still_stands = |j: u32| self.nodes.get(j as usize).is_some_and(|n| n.into == NONE);
        if !node.stale && still_stands(node.best) {
            return;
        }
        let mut best = (1.0, NONE, NONE, NONE);
        self.hash.near(&node.disc, node.disc.radius + self.radius_max, |j| {
            let other = &self.nodes[j];
            if j == i || other.into != NONE {
                return;
            }
            let closeness = node.disc.closeness(&other.disc);
            let cells = (node.first_cell.min(other.first_cell), node.first_cell.max(other.first_cell));
            if closeness < 1.0 && (closeness, cells.0, cells.1) < (best.0, best.1, best.2) {
                best = (closeness, cells.0, cells.1, j as u32);
            }
        });
        self.nodes[i].best = best.3;
        self.nodes[i].stale = false;
    }

    /// Merges two nodes; the new one and all that it overlaps are looked at in the next round.
    fn merge(&mut self, i: u32, j: u32, active: &mut Vec<u32>) {
        let (a, b) = (&self.nodes[i as usize], &self.nodes[j as usize]);
        let mut mass = a.mass;
        mass.add(b.mass);
        let merged = self.push(mass, a.first_cell.min(b.first_cell));
        self.nodes[i as usize].into = merged;
        self.nodes[j as usize].into = merged;
        active.push(merged);
        let disc = self.nodes[merged as usize].disc;
        let nodes = &mut self.nodes;
        self.hash.near(&disc, disc.radius + self.radius_max, |k| {
            let other = &mut nodes[k];
            if k != merged as usize && other.into == NONE && !other.stale && disc.closeness(&other.disc) < 1.0 {
                other.stale = true;
                if other.best == NONE {
                    active.push(k as u32);
                }
            }
        });
    }

    /// For each cell the node that holds it in the end.
    fn roots(&self, owners: &[u32]) -> Vec<u32> {
        // A merged node comes after its parts, so one pass from the end follows every chain.
        let mut root: Vec<u32> = (0..self.nodes.len() as u32).collect();
        for i in (0..self.nodes.len()).rev() {
            if self.nodes[i].into != NONE {
                root[i] = root[self.nodes[i].into as usize];
            }
        }
        owners.iter().map(|&owner| root[self.node_of[owner as usize] as usize]).collect()
    }
}

#[cfg(test)]
mod tests;
