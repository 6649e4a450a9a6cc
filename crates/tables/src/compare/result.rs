//! What a comparison found, and what a person decided about it.
//!
//! Every row of both lists is in exactly one place: in a pair, in a group, or free, which is removed or added.

use super::likeness::{fold_cut, position};
use super::{Column, Columns, Side, Sides, Thresholds};
use diming_protocol::geo::distance_m;

/// No counterpart.
const NONE: u32 = u32::MAX;
/// Says that a number is that of a group, not that of a row.
const GROUP_BIT: u32 = 1 << 31;

const CHANGED: u8 = 1;
const MOVED: u8 = 1 << 1;
const RENAMED: u8 = 1 << 2;
const RENUMBERED: u8 = 1 << 3;
const HOW_SHIFT: u32 = 4;

/// How two rows were found to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By their id.
    Id,
    /// All is the same but for the id.
    Content,
    /// They are alike.
    Likeness,
    /// A person said so.
    Person,
}

impl How {
    const ALL: [How; 4] = [How::Id, How::Content, How::Likeness, How::Person];
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing.
    Unchanged,
    /// Some of its fields.
    Changed,
    /// Its place, perhaps other fields too.
    Moved,
    /// Its name, perhaps its place and other fields too.
    Renamed,
    /// It is gone.
    Removed,
    /// It is new.
    Added,
    /// It became several.
    Split,
    /// It became one with others.
    Merged,
    /// A person has to decide.
    Unsure,
}

/// Where a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Without a counterpart: removed, or added.
    Free,
    /// In a pair with this row of the other list.
    Pair(u32),
    /// In the group of this number.
    Group(usize),
}

/// What a group says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// Two rows are one.
    Pair,
    /// One row became several.
    Split,
    /// Several rows became one.
    Merger,
}

/// What was decided about a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is so.
    Same,
    /// Its rows have nothing to do with each other.
    Different,
}

/// Rows that belong together, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it says.
    pub kind: GroupKind,
    /// Its rows before, ascending.
    pub before: Vec<u32>,
    /// Its rows after, ascending.
    pub after: Vec<u32>,
    /// How sure it is, hundredths.
    pub certainty: u8,
    /// By what it was found.
    pub how: How,
    /// What was decided; nothing yet where it is unsure.
    pub decided: Option<Decided>,
}

/// One place of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A row before and the row after that it became.
    Pair {
        /// The row before.
        before: u32,
        /// The row after.
        after: u32,
    },
    /// A row that is gone.
    Removed(u32),
    /// A row that is new.
    Added(u32),
    /// A group, by its number.
    Group(usize),
}

/// How many there are of each kind; a split, a merger and an unsure group count once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is a kind")]
pub struct Counts {
    pub unchanged: usize,
    pub changed: usize,
    pub moved: usize,
    pub renamed: usize,
    pub removed: usize,
    pub added: usize,
    pub split: usize,
    pub merged: usize,
    pub unsure: usize,
    /// Pairs with another id, of whatever kind.
    pub renumbered: usize,
}

/// A field that is not the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldChange<'a> {
    /// The column, which both lists have.
    pub column: Column,
    /// What stood there.
    pub before: &'a str,
    /// What stands there.
    pub after: &'a str,
}

/// A row has another counterpart by now, so that this cannot be decided before that one is parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a row is in another place by now")]
pub struct NotFree;

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    columns: Columns,
    /// For each row of both lists its counterpart or its group.
    places: [Vec<u32>; 2],
    /// For each row before what its pair is like, and how sure it is, hundredths.
    marks: Vec<u8>,
    certainty: Vec<u8>,
    groups: Vec<Group>,
    /// Rows that had too much in common with too many; empty while there are none.
    crowded: [Vec<bool>; 2],
    are_splits_sought: bool,
}

impl Comparison {
    pub(super) fn new(columns: Columns, before: usize, after: usize) -> Comparison {
        Comparison {
            columns,
            places: [vec![NONE; before], vec![NONE; after]],
            marks: vec![0; before],
            certainty: vec![0; before],
            groups: Vec::new(),
            crowded: Default::default(),
            are_splits_sought: true,
        }
    }

    pub(super) fn rows(&self, side: Side) -> usize {
        self.places[side as usize].len()
    }

    pub(super) fn rows_before(&self) -> usize {
        self.rows(Side::Before)
    }

    /// The columns of both lists.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Where a row is; free, if there is no such row.
    pub fn place(&self, side: Side, row: u32) -> Place {
        match self.places[side as usize].get(row as usize).copied().unwrap_or(NONE) {
            NONE => Place::Free,
            group if group & GROUP_BIT != 0 => Place::Group((group & !GROUP_BIT) as usize),
            mate => Place::Pair(mate),
        }
    }

    pub(super) fn is_free(&self, side: Side, row: u32) -> bool {
        self.places[side as usize].get(row as usize) == Some(&NONE)
    }

    pub(super) fn has_free_on_both(&self) -> bool {
        self.places.iter().all(|places| places.contains(&NONE))
    }

    /// The row after that a row before became, if they are a pair.
    pub fn mate(&self, before: u32) -> Option<u32> {
        self.mate_of(Side::Before, before)
    }

    /// The other row of a row's pair.
    pub fn mate_of(&self, side: Side, row: u32) -> Option<u32> {
        if let Place::Pair(mate) = self.place(side, row) { Some(mate) } else { None }
    }

    /// How sure the pair of a row before is, hundredths.
    pub fn certainty(&self, before: u32) -> u8 {
        self.certainty.get(before as usize).copied().unwrap_or(0)
    }

    /// How the pair of a row before was found.
    pub fn how(&self, before: u32) -> How {
        let mark = self.marks.get(before as usize).copied().unwrap_or(0);
        How::ALL[usize::from(mark >> HOW_SHIFT) % How::ALL.len()]
    }

    /// Whether the pair of a row before has another name after, more than written another way.
    pub fn is_renamed(&self, before: u32) -> bool {
        self.has_mark(before, RENAMED)
    }

    /// Whether the pair of a row before is at another place after.
    pub fn is_moved(&self, before: u32) -> bool {
        self.has_mark(before, MOVED)
    }

    /// Whether the pair of a row before has another id after.
    pub fn is_renumbered(&self, before: u32) -> bool {
        self.has_mark(before, RENUMBERED)
    }

    fn has_mark(&self, before: u32, mark: u8) -> bool {
        self.mate(before).is_some() && self.marks[before as usize] & mark != 0
    }

    /// Groups in the order in which they were found; those that were decided are there too.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Rows that were not weighed against all that they have something in common with, and have no counterpart: there
    /// were too many. That they are removed or added is less sure than of others.
    pub fn crowded(&self, side: Side) -> impl Iterator<Item = u32> + '_ {
        let rows = (0..).zip(&self.crowded[side as usize]).filter(|(_, is)| **is);
        rows.map(|(row, _)| row).filter(move |&row| self.is_free(side, row))
    }

    /// Whether splits and mergers were looked for: not where hundreds of thousands of rows have no counterpart.
    pub fn are_splits_sought(&self) -> bool {
        self.are_splits_sought
    }

    /// All places: by the rows before, then what was added.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        let before = (0..self.rows_before() as u32).filter_map(|row| match self.place(Side::Before, row) {
            Place::Free => Some(Entry::Removed(row)),
            Place::Pair(after) => Some(Entry::Pair { before: row, after }),
            Place::Group(group) => (self.groups[group].before.first() == Some(&row)).then_some(Entry::Group(group)),
        });
        let after = (0..self.rows(Side::After) as u32).filter(|&row| self.is_free(Side::After, row));
        before.chain(after.map(Entry::Added))
    }

    /// What became of what is at a place.
    pub fn kind(&self, entry: Entry) -> Kind {
        match entry {
            Entry::Pair { before, .. } if self.is_renamed(before) => Kind::Renamed,
            Entry::Pair { before, .. } if self.is_moved(before) => Kind::Moved,
            Entry::Pair { before, .. } if self.has_mark(before, CHANGED) => Kind::Changed,
            Entry::Pair { .. } => Kind::Unchanged,
            Entry::Removed(_) => Kind::Removed,
            Entry::Added(_) => Kind::Added,
            Entry::Group(group) => match self.groups.get(group).map(|group| (group.kind, group.decided)) {
                Some((GroupKind::Split, Some(Decided::Same))) => Kind::Split,
                Some((GroupKind::Merger, Some(Decided::Same))) => Kind::Merged,
                _ => Kind::Unsure,
            },
        }
    }

    /// How many there are of each kind. O(rows).
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for entry in self.entries() {
            let count = match self.kind(entry) {
                Kind::Unchanged => &mut counts.unchanged,
                Kind::Changed => &mut counts.changed,
                Kind::Moved => &mut counts.moved,
                Kind::Renamed => &mut counts.renamed,
                Kind::Removed => &mut counts.removed,
                Kind::Added => &mut counts.added,
                Kind::Split => &mut counts.split,
                Kind::Merged => &mut counts.merged,
                Kind::Unsure => &mut counts.unsure,
            };
            *count += 1;
            let is_renumbered = matches!(entry, Entry::Pair { before, .. } if self.is_renumbered(before));
            counts.renumbered += usize::from(is_renumbered);
        }
        counts
    }

    /// The fields in which two rows differ, as they are written.
    pub fn changes<'a>(
        &'a self,
        sides: &Sides<'a>,
        before: u32,
        after: u32,
    ) -> impl Iterator<Item = FieldChange<'a>> + 'a {
        let (own, its) = (sides.before, sides.after);
        self.columns.all().iter().filter_map(move |&column| {
            let (b, a) = column.both()?;
            let change =
                FieldChange { column, before: own.cell(before as usize, b), after: its.cell(after as usize, a) };
            (change.before != change.after).then_some(change)
        })
    }

    /// How far a row before and one after are apart, metres; `None` where one has no place.
    pub fn distance_m(&self, sides: &Sides, before: u32, after: u32) -> Option<f64> {
        Some(distance_m(position(sides, Side::Before, before)?, position(sides, Side::After, after)?))
    }
}

/// What the work writes.
impl Comparison {
    pub(super) fn pair(&mut self, before: u32, after: u32, how: How, certainty: u8) {
        self.places[0][before as usize] = after;
        self.places[1][after as usize] = before;
        self.marks[before as usize] = (how as u8) << HOW_SHIFT;
        self.certainty[before as usize] = certainty;
    }

    /// Makes two rows free, if they are a pair.
    pub(super) fn part(&mut self, before: u32) {
        if let Some(after) = self.mate(before) {
            self.places[0][before as usize] = NONE;
            self.places[1][after as usize] = NONE;
        }
    }

    pub(super) fn crowd(&mut self, side: Side, row: u32) {
        let rows = self.rows(side);
        let crowded = &mut self.crowded[side as usize];
        crowded.resize(rows, false);
        crowded[row as usize] = true;
    }

    pub(super) fn seek_no_splits(&mut self) {
        self.are_splits_sought = false;
    }

    pub(super) fn add_open_pair(&mut self, before: u32, after: u32, how: How, certainty: u8) {
        if self.is_free(Side::Before, before) && self.is_free(Side::After, after) {
            let (kind, decided) = (GroupKind::Pair, None);
            self.push_group(Group { kind, before: vec![before], after: vec![after], certainty, how, decided });
        }
    }

    /// Adds a split or merger of rows that are free.
    pub(super) fn add_group(&mut self, kind: GroupKind, [before, after]: [Vec<u32>; 2], certainty: u8, is_sure: bool) {
        let decided = is_sure.then_some(Decided::Same);
        self.push_group(Group { kind, before, after, certainty, how: How::Likeness, decided });
    }

    fn push_group(&mut self, group: Group) {
        let number = GROUP_BIT | self.groups.len() as u32;
        self.put(&group, number);
        self.groups.push(group);
    }

    fn put(&mut self, group: &Group, place: u32) {
        group.before.iter().for_each(|&row| self.places[0][row as usize] = place);
        group.after.iter().for_each(|&row| self.places[1][row as usize] = place);
    }

    /// Says what the pair of a row before is like.
    pub(super) fn mark(&mut self, sides: &Sides, thresholds: &Thresholds, before: u32) {
        let Some(after) = self.mate(before) else { return };
        let of = |b: Option<usize>, a: Option<usize>| b.zip(a);
        let (b, a) = (&sides.before_roles, &sides.after_roles);
        let (id, name) = (of(b.id, a.id), of(b.name, a.name));
        let (lon, lat) = (of(b.lon, a.lon), of(b.lat, a.lat));
        let (mut mark, mut may_be_moved, mut may_be_renamed) = (0, false, false);
        for change in self.changes(sides, before, after) {
            let pair = change.column.both();
            mark |= CHANGED | if pair == id { RENUMBERED } else { 0 };
            may_be_renamed |= pair == name;
            may_be_moved |= pair == lon || pair == lat;
        }
        if may_be_moved && self.distance_m(sides, before, after).is_some_and(|m| m > thresholds.moved_m) {
            mark |= MOVED;
        }
        if may_be_renamed {
            let (mut own, mut its) = (Vec::new(), Vec::new());
            fold_cut(sides.before.cell_of(before as usize, b.name), sides.han, &mut own);
            fold_cut(sides.after.cell_of(after as usize, a.name), sides.han, &mut its);
            mark |= if own == its { 0 } else { RENAMED };
        }
        self.marks[before as usize] |= mark;
    }
}

/// What a person decides.
impl Comparison {
    /// Decides about a group, or takes that back with `None`.
    ///
    /// # Errors
    /// A row of it is in another place by now; nothing was changed then.
    pub fn decide(
        &mut self,
        sides: &Sides,
        thresholds: &Thresholds,
        number: usize,
        decided: Option<Decided>,
    ) -> Result<(), NotFree> {
        let Some(group) = self.groups.get(number) else { return Err(NotFree) };
        let is_pair = group.kind == GroupKind::Pair;
        let ours = |side: Side, row: u32| match self.place(side, row) {
            Place::Free => group.decided == Some(Decided::Different),
            Place::Group(place) => place == number,
            Place::Pair(mate) => {
                let others = if side == Side::Before { &group.after } else { &group.before };
                is_pair && group.decided == Some(Decided::Same) && others.contains(&mate)
            }
        };
        let all_ours = group.before.iter().all(|&row| ours(Side::Before, row))
            && group.after.iter().all(|&row| ours(Side::After, row));
        if !all_ours {
            return Err(NotFree);
        }
        let group = Group { decided, ..group.clone() };
        match (decided, &group.before[..], &group.after[..]) {
            (Some(Decided::Different), ..) => self.put(&group, NONE),
            (Some(Decided::Same), &[before], &[after]) if is_pair => {
                self.pair(before, after, How::Person, 100);
                self.mark(sides, thresholds, before);
            }
            _ => self.put(&group, GROUP_BIT | number as u32),
        }
        self.groups[number] = group;
        Ok(())
    }

    /// Says that a removed row and an added one are one.
    ///
    /// # Errors
    /// One is not free, or there is no such row.
    pub fn join(&mut self, sides: &Sides, thresholds: &Thresholds, before: u32, after: u32) -> Result<(), NotFree> {
        if !self.is_free(Side::Before, before) || !self.is_free(Side::After, after) {
            return Err(NotFree);
        }
        self.pair(before, after, How::Person, 100);
        self.mark(sides, thresholds, before);
        Ok(())
    }

    /// Says that the rows of a pair have nothing to do with each other.
    ///
    /// # Errors
    /// The row is in no pair.
    pub fn separate(&mut self, before: u32) -> Result<(), NotFree> {
        self.mate(before).ok_or(NotFree)?;
        self.part(before);
        // A pair that was decided is one no more.
        let is_of = |group: &&mut Group| {
            group.kind == GroupKind::Pair && group.decided == Some(Decided::Same) && group.before == [before]
        };
        if let Some(group) = self.groups.iter_mut().find(is_of) {
            group.decided = Some(Decided::Different);
        }
        Ok(())
    }
}
