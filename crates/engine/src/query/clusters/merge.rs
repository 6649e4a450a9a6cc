//! The last stage: merges overlapping pairs, the deepest overlap first.

use super::grid::{Disc, Grid};
use super::{Cell, Mass, NONE};
use diming_protocol::symbol::radius_px;

/// A future symbol: a cell with those it absorbed, or two merged nodes.
pub(super) struct Node {
    pub mass: Mass,
    disc: Disc,
    /// Its smallest cell, as a tie-breaker.
    first_cell: u32,
    /// The node with the deepest overlap; [`NONE`] for none.
    best: u32,
    /// `best` is stale.
    stale: bool,
    /// The node that it was merged into; [`NONE`] before.
    pub into: u32,
}

/// Merges until nothing overlaps: in each round, every two nodes that are each other's deepest overlap.
pub(super) struct Merging {
    pub nodes: Vec<Node>,
    grid: Grid,
    /// Node of each taker.
    node_of: Vec<u32>,
    radius_max: f64,
    px_per_fixed: f64,
}

impl Merging {
    pub fn new(cells: &[Cell], owners: &[u32], px_per_fixed: f64) -> Merging {
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
        let discs: Vec<Disc> = masses.iter().map(|(mass, _)| Disc::of(mass, px_per_fixed)).collect();
        let mut merging = Merging {
            nodes: Vec::with_capacity(2 * masses.len()),
            grid: Grid::new(&discs, 2.0 * radius_px(2)),
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
        self.grid.push(&disc);
        self.radius_max = self.radius_max.max(disc.radius);
        self.nodes.push(Node { mass, disc, first_cell, best: NONE, stale: true, into: NONE });
        self.nodes.len() as u32 - 1
    }

    pub fn run(&mut self) {
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

    /// Finds the deepest overlap of a node, if it is unknown.
    fn look(&mut self, i: usize) {
        let node = &self.nodes[i];
        let still_stands = |j: u32| self.nodes.get(j as usize).is_some_and(|n| n.into == NONE);
        if !node.stale && still_stands(node.best) {
            return;
        }
        let mut best = (1.0, NONE, NONE, NONE);
        self.grid.near(&node.disc, node.disc.radius + self.radius_max, |j| {
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

    /// Merges two nodes; the new one and all that overlap it are examined in the next round.
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
        self.grid.near(&disc, disc.radius + self.radius_max, |k| {
            let other = &mut nodes[k];
            if k != merged as usize && other.into == NONE && !other.stale && disc.closeness(&other.disc) < 1.0 {
                other.stale = true;
                if other.best == NONE {
                    active.push(k as u32);
                }
            }
        });
    }

    /// For each cell, the final node.
    pub fn roots(&self, owners: &[u32]) -> Vec<u32> {
        // A merged node comes after its parts, so one pass from the end resolves all.
        let mut root: Vec<u32> = (0..self.nodes.len() as u32).collect();
        for i in (0..self.nodes.len()).rev() {
            if self.nodes[i].into != NONE {
                root[i] = root[self.nodes[i].into as usize];
            }
        }
        owners.iter().map(|&owner| root[self.node_of[owner as usize] as usize]).collect()
    }
}
