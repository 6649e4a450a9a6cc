//! Pairs by id, and how far they are borne out by the rest.

use super::keys::hash_text;
use super::likeness::{Features, likeness};
use super::result::How;
use super::work::{Candidate, Comparing, percent};
use super::{Side, Sides};
use diming_engine::delimited::trimmed;

/// Rows of one id in both lists together, of which all pairs are compared; more of them are one id many times.
const ID_ROWS_MAX: usize = 64;

impl Comparing {
    pub(super) fn push_id(&mut self, sides: &Sides, side: Side, row: u32) {
        let id = trimmed(sides.list(side).cell_of(row as usize, sides.roles(side).id));
        if !id.is_empty() {
            self.keys.push(hash_text(0, id), side, row);
        }
    }

    /// Takes the rows of one id for a pair, where each list has one.
    pub(super) fn join_ids(&mut self, sides: &Sides) -> Option<usize> {
        let group = self.keys.next_group()?;
        let (before, after) = (group.len(Side::Before), group.len(Side::After));
        if group.is_one_sided() || before + after > ID_ROWS_MAX {
            return Some(1);
        }
        let rows = |side| self.keys.rows(&group, side);
        if before == 1 && after == 1 {
            // That they are one, and not only of one hash, is seen where all cells are compared.
            if let (Some(b), Some(a)) = (rows(Side::Before).next(), rows(Side::After).next()) {
                self.result.pair(b, a, How::Id, 100);
            }
            return Some(1);
        }
        let [before, after] = [Side::Before, Side::After].map(|side| rows(side).collect::<Vec<u32>>());
        let id = |side: Side, row: u32| trimmed(sides.list(side).cell_of(row as usize, sides.roles(side).id));
        for &b in &before {
            let own = id(Side::Before, b);
            let is_alone = before.iter().filter(|&&row| id(Side::Before, row) == own).count() == 1;
            let mut mates = after.iter().filter(|&&row| id(Side::After, row) == own);
            if let (true, Some(&a), None) = (is_alone, mates.next(), mates.next()) {
                self.result.pair(b, a, How::Id, 100);
            }
        }
        Some(before.len() * (before.len() + after.len()))
    }

    /// Sees how far a pair by id is borne out by the rest.
    pub(super) fn check_id(&mut self, sides: &Sides, row: u32) {
        let Some(mate) = self.result.mate(row) else { return };
        let Some((b, a)) = self.id else { return };
        if trimmed(sides.before.cell(row as usize, b)) != trimmed(sides.after.cell(mate as usize, a)) {
            self.result.part(row);
            return;
        }
        let likeness = self.likeness_by_id(sides, row, mate);
        self.id_pairs.0 += 1;
        self.id_pairs.1 += usize::from(likeness < self.thresholds.id_sure);
        self.result.pair(row, mate, How::Id, percent(likeness));
    }

    fn likeness_by_id(&mut self, sides: &Sides, before: u32, after: u32) -> f32 {
        let is_equal =
            |&&(b, a): &&(usize, usize)| sides.before.cell(before as usize, b) == sides.after.cell(after as usize, a);
        let equal = self.content.iter().filter(is_equal).count();
        let name = sides.before_roles.name.zip(sides.after_roles.name);
        let has_same_name = name
            .as_ref()
            .is_some_and(|pair| is_equal(&pair) && !trimmed(sides.before.cell(before as usize, pair.0)).is_empty());
        if equal == self.content.len() || has_same_name && 2 * equal >= self.content.len() {
            return 1.0;
        }
        self.weigh(sides, before, after).unwrap_or(1.0)
    }

    /// How alike two rows are.
    fn weigh(&mut self, sides: &Sides, before: u32, after: u32) -> Option<f32> {
        let mut features = std::mem::take(&mut self.scratch.features);
        features.iter_mut().for_each(|some| some.resize_with(some.len().max(1), Features::default));
        let [own, its] = &mut features;
        own[0].fill(sides, Side::Before, before);
        its[0].fill(sides, Side::After, after);
        let found = likeness(sides, &self.thresholds, &self.others, &own[0], &its[0]);
        self.scratch.features = features;
        found
    }

    /// Parts pairs whose id is not borne out.
    pub(super) fn dissolve(&mut self, row: u32) {
        let Some(mate) = self.result.mate(row) else { return };
        let doubtful = self.id_pairs.1 as f32;
        let is_renumbered = doubtful > 0.0 && doubtful >= self.thresholds.renumbered * self.id_pairs.0 as f32;
        let least = if is_renumbered { self.thresholds.id_sure } else { self.thresholds.id_least };
        if self.result.certainty(row) < percent(least) {
            self.result.part(row);
            self.weak.push((row, mate));
        }
    }

    /// Pairs by an id that nothing else bears out are shown, if nothing better was found.
    pub(super) fn weigh_weak(&mut self, sides: &Sides, left: &mut usize) -> bool {
        while let Some(&(before, after)) = self.weak.get(self.cursor) {
            if *left == 0 {
                return false;
            }
            *left -= 1;
            self.cursor += 1;
            if self.result.is_free(Side::Before, before) && self.result.is_free(Side::After, after) {
                let likeness = self.weigh(sides, before, after).unwrap_or(0.0);
                self.add_candidate(Candidate { likeness, before, after, how: How::Id });
            }
        }
        true
    }
}
