//! A spatial index of discs: square cells over their bounding box, each a linked list.

use super::{Mass, NONE};
use diming_protocol::symbol::radius_px;

/// Most grid cells per disc; beyond, the cells are made larger.
const GRID_CELLS_PER_DISC: f64 = 4.0;

/// A disc in pixels of the zoom step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Disc {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
}

impl Disc {
    pub fn of(mass: &Mass, px_per_fixed: f64) -> Disc {
        let (x, y) = mass.center_fixed();
        Disc { x: x * px_per_fixed, y: y * px_per_fixed, radius: radius_px(mass.count) }
    }

    /// Squared distance over the squared sum of radii; below 1 they overlap.
    #[inline]
    pub fn closeness(&self, other: &Disc) -> f64 {
        let (dx, dy, sum) = (self.x - other.x, self.y - other.y, self.radius + other.radius);
        (dx * dx + dy * dy) / (sum * sum)
    }
}

/// The index. All discs must be in the box for which it was created.
pub(super) struct Grid {
    heads: Vec<u32>,
    chain: Vec<u32>,
    min: (f64, f64),
    columns: usize,
    rows: usize,
    cells_per_px: f64,
}

impl Grid {
    /// Creates an empty index for discs in the box of these, with cells at least this wide.
    pub fn new(discs: &[Disc], cell_px: f64) -> Grid {
        let (mut min, mut max) = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
        for disc in discs {
            min = (min.0.min(disc.x), min.1.min(disc.y));
            max = (max.0.max(disc.x), max.1.max(disc.y));
        }
        let (width, height) = if discs.is_empty() { (0.0, 0.0) } else { (max.0 - min.0, max.1 - min.1) };
        let cells_max = GRID_CELLS_PER_DISC * discs.len() as f64 + 16.0;
        let mut cell_px = cell_px;
        while (width / cell_px + 1.0) * (height / cell_px + 1.0) > cells_max {
            cell_px *= 2.0;
        }
        let (columns, rows) = ((width / cell_px) as usize + 1, (height / cell_px) as usize + 1);
        Grid {
            heads: vec![NONE; columns * rows],
            chain: Vec::with_capacity(discs.len()),
            min,
            columns,
            rows,
            cells_per_px: 1.0 / cell_px,
        }
    }

    fn column(&self, x: f64) -> usize {
        // Negative numbers become 0.
        (((x - self.min.0) * self.cells_per_px) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.min.1) * self.cells_per_px) as usize).min(self.rows - 1)
    }

    /// Adds the next disc; its index is the number of discs added before.
    pub fn push(&mut self, disc: &Disc) {
        let cell = self.row(disc.y) * self.columns + self.column(disc.x);
        self.chain.push(self.heads[cell]);
        self.heads[cell] = self.chain.len() as u32 - 1;
    }

    /// Visits every disc whose centre is within `reach` (and some others), each once.
    #[inline]
    pub fn near(&self, disc: &Disc, reach: f64, mut visit: impl FnMut(usize)) {
        let columns = self.column(disc.x - reach)..=self.column(disc.x + reach);
        for row in self.row(disc.y - reach)..=self.row(disc.y + reach) {
            for column in columns.clone() {
                let mut at = self.heads[row * self.columns + column];
                while at != NONE {
                    visit(at as usize);
                    at = self.chain[at as usize];
                }
            }
        }
    }
}
