//! A comparison as it runs: one stage after another, in bounded steps.

use super::blocks::Block;
use super::keys::Keys;
use super::likeness::{Features, other_columns};
use super::result::{Comparison, How};
use super::{Progress, ROWS_MAX, Side, Sides, Thresholds, TooLong};

/// Pairs that are kept to be decided; what comes later is not.
const CANDIDATES_MAX: usize = 4_000_000;

/// Two rows that may be one, by how like they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub likeness: f32,
    pub before: u32,
    pub after: u32,
    pub how: How,
}

/// What is done, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Ids,
    CheckIds,
    Dissolve,
    Content,
    Collect,
    Block(usize),
    Weak,
    Marks,
    Splits,
    Mergers,
    Assign,
    Done,
}

/// What a stage with keys is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Fill,
    Sort,
    Join,
}

/// A comparison at work.
#[derive(Debug)]
pub struct Comparing {
    pub(super) thresholds: Thresholds,
    pub(super) result: Comparison,
    /// Columns that both have, without the id.
    pub(super) content: Vec<(usize, usize)>,
    /// Of these those that are weighed together.
    pub(super) others: Vec<(usize, usize)>,
    pub(super) id: Option<(usize, usize)>,
    blocks: Vec<Block>,
    stage: Stage,
    phase: Phase,
    /// How many rows of the stage are done.
    pub(super) cursor: usize,
    pub(super) keys: Keys,
    /// Rows that the stage looks at, by side.
    pub(super) rows: [Vec<u32>; 2],
    /// Pairs by id, all and the doubtful ones.
    pub(super) id_pairs: (usize, usize),
    pub(super) weak: Vec<(u32, u32)>,
    pub(super) candidates: Vec<Candidate>,
    /// What may be a part of what, of the stage.
    pub(super) links: Vec<(u32, u32)>,
    pub(super) scratch: Scratch,
}

/// Memory that is used again and again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub units: Vec<u16>,
    pub more_units: Vec<u16>,
    pub hashes: Vec<u64>,
    pub features: [Vec<Features>; 2],
}

impl Comparing {
    /// Begins to compare.
    ///
    /// # Errors
    /// A list has more rows than [`ROWS_MAX`].
    pub fn new(sides: &Sides, thresholds: &Thresholds) -> Result<Comparing, TooLong> {
        if sides.before.len().max(sides.after.len()) > ROWS_MAX {
            return Err(TooLong);
        }
        let columns = sides.columns();
        let id = sides.before_roles.id.zip(sides.after_roles.id);
        let content: Vec<_> = columns.shared().filter(|pair| Some(*pair) != id).collect();
        let others = other_columns(sides, content.iter().copied());
        Ok(Comparing {
            thresholds: thresholds.clone(),
            blocks: Block::all(sides, &content),
            result: Comparison::new(columns, sides.before.len(), sides.after.len()),
            content,
            others,
            id,
            stage: Stage::Ids,
            phase: Phase::Fill,
            cursor: 0,
            keys: Keys::default(),
            rows: Default::default(),
            id_pairs: (0, 0),
            weak: Vec::new(),
            candidates: Vec::new(),
            links: Vec::new(),
            scratch: Scratch::default(),
        })
    }

    /// Works on about so many rows.
    pub fn step(&mut self, sides: &Sides, units: usize) -> Progress {
        let mut left = units.max(1);
        while left > 0 && self.stage != Stage::Done {
            let is_done = match self.stage {
                Stage::Ids => self.id.is_none() || self.keyed(sides, &mut left, Comparing::join_ids),
                Stage::CheckIds => self.each_row(&mut left, |work, row| work.check_id(sides, row)),
                Stage::Dissolve => self.each_row(&mut left, |work, row| work.dissolve(row)),
                Stage::Content => self.keyed(sides, &mut left, Comparing::join_equal),
                Stage::Collect => self.collect(&mut left),
                Stage::Block(_) => self.keyed(sides, &mut left, Comparing::join_block),
                Stage::Weak => self.weigh_weak(sides, &mut left),
                Stage::Marks => self.each_row(&mut left, |work, row| work.result.mark(sides, &work.thresholds, row)),
                Stage::Splits => self.keyed(sides, &mut left, |work, sides| work.join_parts(sides, Side::Before)),
                Stage::Mergers => self.keyed(sides, &mut left, |work, sides| work.join_parts(sides, Side::After)),
                Stage::Assign => self.assign(&mut left),
                Stage::Done => true,
            };
            if is_done {
                self.enter_next(sides);
            }
        }
        self.progress()
    }

    /// The result, after the last step; before it, all that is not found yet is removed and added.
    pub fn finish(self) -> Comparison {
        self.result
    }

    fn progress(&self) -> Progress {
        let before_blocks = 5;
        let stage = match self.stage {
            Stage::Ids => 0,
            Stage::CheckIds => 1,
            Stage::Dissolve => 2,
            Stage::Content => 3,
            Stage::Collect => 4,
            Stage::Block(at) => before_blocks + at,
            Stage::Weak => before_blocks + self.blocks.len(),
            Stage::Marks => 1 + before_blocks + self.blocks.len(),
            Stage::Splits => 2 + before_blocks + self.blocks.len(),
            Stage::Mergers => 3 + before_blocks + self.blocks.len(),
            Stage::Assign => 4 + before_blocks + self.blocks.len(),
            Stage::Done => return Progress::Done,
        };
        // Each phase of a stage counts the same.
        let done = stage as f32 + f32::from(self.phase as u8) / 3.0;
        Progress::Share(done / (5 + before_blocks + self.blocks.len()) as f32)
    }

    fn enter_next(&mut self, sides: &Sides) {
        self.cursor = 0;
        self.phase = Phase::Fill;
        self.keys.clear();
        self.stage = match self.stage {
            Stage::Ids => Stage::CheckIds,
            Stage::CheckIds => Stage::Dissolve,
            Stage::Dissolve if self.result.has_free_on_both() => Stage::Content,
            Stage::Dissolve | Stage::Content => Stage::Collect,
            Stage::Collect if !self.blocks.is_empty() && self.has_rows() => Stage::Block(0),
            Stage::Block(at) if at + 1 < self.blocks.len() && self.has_rows() => Stage::Block(at + 1),
            Stage::Collect | Stage::Block(_) => Stage::Weak,
            Stage::Weak => Stage::Marks,
            Stage::Marks => Stage::Splits,
            Stage::Splits => {
                self.take_parts(sides, Side::Before);
                Stage::Mergers
            }
            Stage::Mergers => {
                self.take_parts(sides, Side::After);
                self.sort_candidates();
                Stage::Assign
            }
            Stage::Assign | Stage::Done => Stage::Done,
        };
        match self.stage {
            Stage::Block(_) => self.keep_free_rows(),
            Stage::Splits => self.add_renamed_rows(),
            _ => {}
        }
    }

    /// Calls for each row of the list before.
    fn each_row(&mut self, left: &mut usize, mut call: impl FnMut(&mut Comparing, u32)) -> bool {
        let end = self.result.rows_before().min(self.cursor.saturating_add(*left));
        *left -= end - self.cursor;
        (self.cursor..end).for_each(|row| call(self, row as u32));
        self.cursor = end;
        end == self.result.rows_before()
    }

    /// Fills the keys of a stage, sorts them, and calls for each group until there is none.
    fn keyed(
        &mut self,
        sides: &Sides,
        left: &mut usize,
        join: impl Fn(&mut Comparing, &Sides) -> Option<usize>,
    ) -> bool {
        match self.phase {
            Phase::Fill => {
                if self.fill(sides, left) {
                    self.phase = Phase::Sort;
                }
            }
            Phase::Sort => {
                if self.keys.sort_some(left) {
                    self.phase = Phase::Join;
                }
            }
            Phase::Join => {
                while *left > 0 {
                    let Some(cost) = join(self, sides) else { return true };
                    *left = left.saturating_sub(cost);
                }
            }
        }
        false
    }

    fn fill(&mut self, sides: &Sides, left: &mut usize) -> bool {
        let is_of_all = matches!(self.stage, Stage::Ids | Stage::Content);
        let before = if is_of_all { sides.before.len() } else { self.rows[0].len() };
        let all = before + if is_of_all { sides.after.len() } else { self.rows[1].len() };
        if self.cursor == 0 {
            self.keys.reserve(all);
        }
        let end = all.min(self.cursor.saturating_add(*left));
        *left -= end - self.cursor;
        for at in self.cursor..end {
            let (side, at) = if at < before { (Side::Before, at) } else { (Side::After, at - before) };
            let row = if is_of_all { at as u32 } else { self.rows[side as usize][at] };
            match self.stage {
                Stage::Ids => self.push_id(sides, side, row),
                Stage::Content => self.push_content(sides, side, row),
                Stage::Block(block) => self.push_block(sides, side, row, self.blocks[block]),
                Stage::Splits => self.push_parts(sides, side, row, Side::Before),
                Stage::Mergers => self.push_parts(sides, side, row, Side::After),
                _ => {}
            }
        }
        self.cursor = end;
        end == all
    }

    /// Lists the rows that have no counterpart yet.
    fn collect(&mut self, left: &mut usize) -> bool {
        for side in [Side::Before, Side::After] {
            let rows = self.result.rows(side) as u32;
            let free = (0..rows).filter(|&row| self.result.is_free(side, row));
            self.rows[side as usize] = free.collect();
            *left = left.saturating_sub(rows as usize / 16);
        }
        true
    }

    pub(super) fn keep_free_rows(&mut self) {
        for side in [Side::Before, Side::After] {
            let result = &self.result;
            self.rows[side as usize].retain(|&row| result.is_free(side, row));
        }
    }

    fn has_rows(&self) -> bool {
        Side::BOTH.into_iter().all(|side| self.rows[side as usize].iter().any(|&row| self.result.is_free(side, row)))
    }

    fn join_block(&mut self, sides: &Sides) -> Option<usize> {
        let group = self.keys.next_group()?;
        if group.is_one_sided() {
            return Some(1);
        }
        Some(1 + self.match_group(sides, &group))
    }

    pub(super) fn add_candidate(&mut self, candidate: Candidate) {
        if self.candidates.len() < CANDIDATES_MAX {
            self.candidates.push(candidate);
        } else {
            self.result.crowd(Side::Before, candidate.before);
            self.result.crowd(Side::After, candidate.after);
        }
    }

    /// The best come first; of a pair that was found twice the better is kept.
    fn sort_candidates(&mut self) {
        let key = |c: &Candidate| (c.before, c.after);
        self.candidates.sort_unstable_by(|a, b| b.likeness.total_cmp(&a.likeness).then(key(a).cmp(&key(b))));
    }

    /// Pairs that are not sure wait to be decided, each row in one pair.
    fn assign(&mut self, left: &mut usize) -> bool {
        while let Some(&candidate) = self.candidates.get(self.cursor) {
            if *left == 0 {
                return false;
            }
            *left -= 1;
            self.cursor += 1;
            self.result.add_open_pair(candidate.before, candidate.after, candidate.how, percent(candidate.likeness));
        }
        true
    }

    /// Adds to the free rows those of pairs whose name changed, once: a part may have kept the id.
    fn add_renamed_rows(&mut self) {
        self.keep_free_rows();
        for before in 0..self.result.rows_before() as u32 {
            if self.result.is_renamed(before)
                && let Some(after) = self.result.mate(before)
            {
                self.rows[0].push(before);
                self.rows[1].push(after);
            }
        }
    }
}

/// A share as a whole number of hundredths.
pub(super) fn percent(share: f32) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}
