//! Splits and mergers: a name that is gone, and two or more that are it with something put in.
//!
//! 人民路 became 人民东路 and 人民西路; 甲院一部 and 甲院二部 became 甲院. The parts lie near it, or in its town. A part may
//! have kept the id of the whole. Sure ones, by place, are taken; the others wait to be decided.

use super::keys::hash_units;
use super::likeness::{fold_cut, position};
use super::result::GroupKind;
use super::work::{Comparing, percent};
use super::{Side, Sides};
use diming_protocol::geo::distance_m;

/// Most units that a part's name has more than the whole's.
const MORE_UNITS_MAX: usize = 4;
/// Longest name of a part, units, and shortest of a whole.
const PART_UNITS_MAX: usize = 24;
const WHOLE_UNITS_MIN: usize = 2;
/// Rows of one key that are looked at, whole and parts together.
const GROUP_ROWS_MAX: usize = 64;
/// Rows in both lists together up to which splits are looked for.
const ROWS_MAX: usize = 200_000;
/// How sure it is by place, by town, by the name alone.
const CERTAINTY: [f32; 3] = [0.9, 0.65, 0.5];

impl Comparing {
    /// Adds a row: the whole by its name, a part by what its name may have been put into.
    pub(super) fn push_parts(&mut self, sides: &Sides, side: Side, row: u32, whole: Side) {
        if self.rows[0].len() + self.rows[1].len() > ROWS_MAX {
            self.result.seek_no_splits();
            return;
        }
        fold_cut(sides.list(side).cell_of(row as usize, sides.roles(side).name), sides.han, &mut self.scratch.units);
        let name = &self.scratch.units;
        if side == whole {
            if name.len() >= WHOLE_UNITS_MIN {
                self.keys.push(hash_units(5, name.iter().copied()), side, row);
            }
        } else if name.len() <= PART_UNITS_MAX {
            let more_max = MORE_UNITS_MAX.min(name.len().saturating_sub(WHOLE_UNITS_MIN));
            for more in 1..=more_max {
                for at in 0..=name.len() - more {
                    let rest = name[..at].iter().chain(&name[at + more..]).copied();
                    self.keys.push(hash_units(5, rest), side, row);
                }
            }
        }
    }

    /// Notes what may be part of what.
    pub(super) fn join_parts(&mut self, sides: &Sides, whole: Side) -> Option<usize> {
        let group = self.keys.next_group()?;
        let rows = group.len(Side::Before) + group.len(Side::After);
        if group.is_one_sided() || rows > GROUP_ROWS_MAX {
            return Some(1);
        }
        let of = |side| self.keys.rows(&group, side);
        let pairs = of(whole).flat_map(|one| of(whole.other()).map(move |part| (one, part)));
        let near: Vec<_> = pairs.filter(|&(one, part)| self.certainty_of_part(sides, whole, one, part) > 0.0).collect();
        self.links.extend(near);
        Some(rows)
    }

    /// How sure a row is a part of another; 0 where it is none.
    fn certainty_of_part(&self, sides: &Sides, whole: Side, one: u32, part: u32) -> f32 {
        let fold = |side: Side, row: u32, column: Option<usize>| {
            let mut units = Vec::new();
            fold_cut(sides.list(side).cell_of(row as usize, column), sides.han, &mut units);
            units
        };
        let [whole_roles, part_roles] = [whole, whole.other()].map(|side| sides.roles(side));
        let short = fold(whole, one, whole_roles.name);
        let long = fold(whole.other(), part, part_roles.name);
        let head = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
        let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
        if head + tail < short.len() || long.len() <= short.len() {
            return 0.0;
        }
        if let (Some(from), Some(to)) = (position(sides, whole, one), position(sides, whole.other(), part)) {
            return if distance_m(from, to) <= self.thresholds.split_m { CERTAINTY[0] } else { 0.0 };
        }
        let (own, its) = (fold(whole, one, whole_roles.town), fold(whole.other(), part, part_roles.town));
        match (own.is_empty() || its.is_empty(), own == its) {
            (true, _) => CERTAINTY[2],
            (false, true) => CERTAINTY[1],
            (false, false) => 0.0,
        }
    }

    /// Makes groups of wholes with two parts or more. A part is of one whole only, the first.
    pub(super) fn take_parts(&mut self, sides: &Sides, whole: Side) {
        let mut links = std::mem::take(&mut self.links);
        links.sort_unstable();
        links.dedup();
        for of_one in links.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(one, _)) = of_one.first() else { continue };
            let mate = self.result.mate_of(whole, one);
            let is_there = |part: u32| mate == Some(part) || self.result.is_free(whole.other(), part);
            let parts: Vec<u32> = of_one.iter().map(|(_, part)| *part).filter(|&part| is_there(part)).collect();
            let is_whole_gone = mate.is_none_or(|mate| parts.contains(&mate));
            if parts.len() < 2 || !is_whole_gone || mate.is_none() && !self.result.is_free(whole, one) {
                continue;
            }
            let sum: f32 = parts.iter().map(|&part| self.certainty_of_part(sides, whole, one, part)).sum();
            let certainty = sum / parts.len() as f32;
            if let Some(mate) = mate {
                self.result.part(if whole == Side::Before { one } else { mate });
            }
            let is_sure = certainty >= self.thresholds.sure;
            let (kind, rows) = match whole {
                Side::Before => (GroupKind::Split, [vec![one], parts]),
                Side::After => (GroupKind::Merger, [parts, vec![one]]),
            };
            self.result.add_group(kind, rows, percent(certainty), is_sure);
        }
        links.clear();
        self.links = links;
    }
}
