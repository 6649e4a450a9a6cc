//! Rows that have something in common, weighed against each other.

use super::keys::Group;
use super::likeness::{Features, likeness};
use super::result::How;
use super::work::{Candidate, Comparing, percent};
use super::{Side, Sides};

/// Most pairs of a group that are weighed. Rows of a larger one are looked for by what else they have.
const PAIRS_MAX: usize = 4_096;
/// How often a group is gone through for pairs that have lost their rivals.
const PASSES_MAX: usize = 8;

/// Two rows of a group, by their numbers in it.
#[derive(Clone, Copy, Debug)]
struct Weighed {
    likeness: f32,
    before: u16,
    after: u16,
}

impl Comparing {
    /// Takes the sure pairs of a group, and keeps the others to be decided. Gives how many pairs were weighed.
    pub(super) fn match_group(&mut self, sides: &Sides, group: &Group) -> usize {
        let free = |side: Side| {
            let rows = self.keys.rows(group, side);
            rows.filter(|&row| self.result.is_free(side, row)).collect::<Vec<u32>>()
        };
        let rows = Side::BOTH.map(free);
        let pairs = rows[0].len() * rows[1].len();
        if pairs > PAIRS_MAX {
            for side in Side::BOTH {
                rows[side as usize].iter().for_each(|&row| self.result.crowd(side, row));
            }
            return rows[0].len() + rows[1].len();
        }
        if pairs > 0 {
            let weighed = self.weigh_group(sides, &rows);
            self.take_sure(sides, &rows, &weighed);
            let is_free = |side: Side, at: u16| self.result.is_free(side, rows[side as usize][usize::from(at)]);
            let open = weighed.iter().filter(|w| is_free(Side::Before, w.before) && is_free(Side::After, w.after));
            let open: Vec<Weighed> = open.copied().collect();
            for w in open {
                let (before, after) = (rows[0][usize::from(w.before)], rows[1][usize::from(w.after)]);
                self.add_candidate(Candidate { likeness: w.likeness, before, after, how: How::Likeness });
            }
        }
        pairs
    }

    /// All pairs that have to do with each other, the most like first.
    fn weigh_group(&mut self, sides: &Sides, rows: &[Vec<u32>; 2]) -> Vec<Weighed> {
        let mut features = std::mem::take(&mut self.scratch.features);
        for side in Side::BOTH {
            let (rows, some) = (&rows[side as usize], &mut features[side as usize]);
            some.resize_with(some.len().max(rows.len()), Features::default);
            rows.iter().zip(some).for_each(|(&row, features)| features.fill(sides, side, row));
        }
        let mut weighed = Vec::new();
        let [own, its] = &features;
        for (before, own) in (0..).zip(&own[..rows[0].len()]) {
            for (after, its) in (0..).zip(&its[..rows[1].len()]) {
                let likeness = likeness(sides, &self.thresholds, &self.others, own, its).unwrap_or(0.0);
                if likeness >= self.thresholds.unsure {
                    weighed.push(Weighed { likeness, before, after });
                }
            }
        }
        self.scratch.features = features;
        let key = |w: &Weighed| (w.before, w.after);
        weighed.sort_unstable_by(|a, b| b.likeness.total_cmp(&a.likeness).then(key(a).cmp(&key(b))));
        weighed
    }

    /// Takes pairs that are like enough and have no rival, until there are none: each one taken is a rival less.
    fn take_sure(&mut self, sides: &Sides, rows: &[Vec<u32>; 2], weighed: &[Weighed]) {
        let (sure, margin) = (self.thresholds.sure, self.thresholds.margin);
        let row = |side: Side, at: u16| rows[side as usize][usize::from(at)];
        for _ in 0..PASSES_MAX {
            let mut is_changed = false;
            for w in weighed.iter().take_while(|w| w.likeness >= sure) {
                let (before, after) = (row(Side::Before, w.before), row(Side::After, w.after));
                if !self.result.is_free(Side::Before, before) || !self.result.is_free(Side::After, after) {
                    continue;
                }
                let mut near = weighed.iter().take_while(|other| other.likeness > w.likeness - margin);
                let is_rival = |other: &Weighed| {
                    let (b, a) = (row(Side::Before, other.before), row(Side::After, other.after));
                    let is_free = self.result.is_free(Side::Before, b) && self.result.is_free(Side::After, a);
                    // Of rows that are all the same it does not matter which is taken.
                    is_free
                        && match (b == before, a == after) {
                            (true, false) => !self.are_twins(sides, Side::After, a, after),
                            (false, true) => !self.are_twins(sides, Side::Before, b, before),
                            _ => false,
                        }
                };
                if !near.any(is_rival) {
                    self.result.pair(before, after, How::Likeness, percent(w.likeness));
                    is_changed = true;
                }
            }
            if !is_changed {
                return;
            }
        }
    }
}
