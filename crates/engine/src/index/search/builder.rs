//! Builds the index record by record, then in bounded steps.

use super::above::province_of;
use super::hits::Role;
use super::order::NameOrderBuilder;
use super::owners::OwnersBuilder;
use super::plain::Plain;
use super::spelled::spelled;
use super::texts::Texts;
use super::{Doc, SearchIndex};
use crate::dataset::Strings;
use crate::dataset::hash::{HashIndex, hash_bytes};
use diming_text::fold::{BLANK, BREAK, fold_units};
use diming_text::{Han, MarkerNo};
use std::sync::Arc;

/// A text that several records may have, in a [`SearchBuilder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextId(u32);

/// Steps that the texts take to be made ready.
const SEALING_STEPS: u8 = 3;

/// Makes a [`SearchIndex`]: first every record, from [`begin`](Self::begin) to [`end`](Self::end),
/// then [`step`](Self::step) until it gives the index.
#[derive(Debug, Default)]
pub struct SearchBuilder {
    /// Names of all records in the order added.
    names: Texts,
    sides: Texts,
    /// The texts of `sides` as given, and for each role their numbers.
    given: Strings,
    numbers: [HashIndex; 3],
    side_owners: OwnersBuilder,
    plain: Plain,
    markers: Vec<(u32, MarkerNo)>,
    spelled: Vec<(u32, u32)>,
    order: NameOrderBuilder,
    /// Steps done of [`Self::seal`].
    sealing: u8,
    /// What [`step`](Self::step) has finished so far.
    index: SearchIndex,
    are_owners_done: bool,
    scratch: Vec<u16>,
    /// By unit, a reading of it as it was last written; empty or as long as there are units.
    readings: Vec<Spelling>,
}

/// A syllable of at most eight bytes as it is written, padded with zeros.
type Spelling = u64;

fn spelling_of(syllable: &str) -> Option<Spelling> {
    let bytes = syllable.as_bytes();
    let is_short = (1..=size_of::<Spelling>()).contains(&bytes.len());
    is_short.then(|| bytes.iter().fold(0, |word, &byte| word << 8 | Spelling::from(byte)))
}

impl SearchBuilder {
    /// With room for so many further texts in all that several records may have.
    pub fn with_room(texts: usize) -> SearchBuilder {
        let mut builder = SearchBuilder::default();
        builder.side_owners.foresee(texts);
        builder
    }

    /// Number of records so far.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no record yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Begins the next record, with its name in Chinese. Not after the first [`step`](Self::step).
    pub fn begin(&mut self, name: &str, han: &Han) {
        self.names.push(Role::Name, han, |units| fold_units(name, han, units));
        let (record, units) = (self.names.len() - 1, self.names.text(self.names.len() - 1));
        // Most names are nothing but characters, one unit each.
        if name.chars().count() != units.len() || units.contains(&BLANK) || units.contains(&BREAK) {
            self.spelled.extend(spelled(name, han).map(|spelled| (record as u32, spelled)));
        }
    }

    /// A name in Latin letters.
    pub fn add_latin(&mut self, text: &str, han: &Han) {
        if self.is_read_so(text, han) {
            return;
        }
        self.scratch.clear();
        fold_units(text, han, &mut self.scratch);
        self.scratch.retain(|&u| u != BLANK);
        // Plain pinyin of the name finds nothing that the name's readings do not.
        if !is_pinyin_of(&self.scratch, self.names.text(self.names.len() - 1), han) {
            self.add_side(Role::Name, text, han);
        }
    }

    /// Whether a text is the readings of the last name's characters with a blank between: most romanised names are, and
    /// most characters are read as they were before. `false` says nothing.
    fn is_read_so(&mut self, text: &str, han: &Han) -> bool {
        let name = self.names.text(self.names.len() - 1);
        let mut syllables = text.split(' ');
        self.readings.resize(1 << u16::BITS, 0);
        for &unit in name {
            let Some((syllable, spelling)) = syllables.next().and_then(|s| Some((s, spelling_of(s)?))) else {
                return false;
            };
            let known = &mut self.readings[usize::from(unit)];
            if *known == spelling {
                continue;
            }
            self.scratch.clear();
            fold_units(syllable, han, &mut self.scratch);
            if !is_pinyin_of(&self.scratch, &[unit], han) {
                return false;
            }
            *known = spelling;
        }
        syllables.next().is_none()
    }

    /// A former name.
    pub fn add_former(&mut self, text: &str, han: &Han) {
        self.add_side(Role::Former, text, han);
    }

    /// A further text, see [`Doc::others`]; its id where another record may have the same one.
    pub fn add_other(&mut self, text: &str, han: &Han) -> Option<TextId> {
        self.add_side(Role::Other, text, han)
    }

    /// A further text that another record had.
    pub fn add_again(&mut self, id: TextId) {
        self.side_owners.push(id.0, self.names.len() as u32 - 1);
    }

    /// Ends the record.
    pub fn end(&mut self, marker: Option<MarkerNo>) {
        self.plain.end_record();
        self.markers.extend(marker.map(|marker| (self.names.len() as u32 - 1, marker)));
    }

    /// Adds the next record at once.
    pub fn add(&mut self, doc: &Doc, han: &Han) {
        self.begin(doc.name, han);
        doc.latin.iter().for_each(|text| self.add_latin(text, han));
        doc.former.iter().for_each(|text| self.add_former(text, han));
        for (_, text) in doc.others {
            self.add_other(text, han);
        }
        self.end(doc.marker);
    }

    fn add_side(&mut self, role: Role, text: &str, han: &Han) -> Option<TextId> {
        if text.is_empty() {
            return None;
        }
        // Most ids and phones are told at a glance; of the rest, only what is new is looked into.
        let is_plain = role == Role::Other && text.is_ascii() && text.bytes().any(|b| b.is_ascii_digit());
        let hash = || hash_bytes(text.as_bytes());
        let find = || self.numbers[role as usize].find(hash(), |n| self.given.get(n as usize) == text);
        if let Some(number) = (!is_plain).then(find).flatten() {
            self.add_again(TextId(number));
            return Some(TextId(number));
        }
        self.scratch.clear();
        fold_units(text, han, &mut self.scratch);
        // A province is not written in letters and digits.
        if role == Role::Other && !is_plain {
            self.index.provinces |= province_of(&self.scratch);
        }
        if role == Role::Other && Plain::takes(&self.scratch) {
            self.plain.push(&self.scratch);
            return None;
        }
        let id = TextId(self.sides.len() as u32);
        self.numbers[role as usize].find_or_insert(hash(), id.0, |_| false);
        self.given.push(text);
        self.sides.push(role, han, |units| units.extend_from_slice(&self.scratch));
        self.add_again(id);
        Some(id)
    }

    /// Makes the last texts ready: a few milliseconds each time.
    fn seal(&mut self, han: &Han) {
        match self.sealing {
            0 => (self.given, self.numbers, self.readings) = Default::default(),
            1 => self.names.seal(han),
            _ => self.sides.seal(han),
        }
        self.sealing += 1;
    }

    /// Moves about `budget` records on; gives the index when it is whole.
    pub fn step(&mut self, budget: usize, han: &Han) -> Option<SearchIndex> {
        if self.sealing < SEALING_STEPS {
            self.seal(han);
            return None;
        }
        if !self.are_owners_done {
            if let Some(owners) = self.side_owners.step(budget) {
                self.index.side_owners = owners;
                self.side_owners = OwnersBuilder::default();
                self.are_owners_done = true;
            }
            return None;
        }
        let order = self.order.step(budget, &self.names, han)?;
        Some(SearchIndex {
            names: std::mem::take(&mut self.names),
            sides: std::mem::take(&mut self.sides),
            plain: std::mem::take(&mut self.plain),
            markers: std::mem::take(&mut self.markers),
            spelled: std::mem::take(&mut self.spelled),
            order: Arc::new(order),
            ..std::mem::take(&mut self.index)
        })
    }
}

#[cfg(test)]
impl SearchBuilder {
    /// The index, in steps as short as they can be.
    pub(super) fn whole(mut self, han: &Han) -> SearchIndex {
        std::iter::repeat_with(|| self.step(1, han)).find_map(|index| index).unwrap_or_default()
    }
}

/// Whether letters are a whole reading of a name, syllable by syllable.
fn is_pinyin_of(letters: &[u16], name: &[u16], han: &Han) -> bool {
    let Some((&first, rest)) = name.split_first() else { return letters.is_empty() };
    let members = &han.sets()[usize::from(han.set_of_unit(first))];
    members.iter().any(|&syllable| {
        let spelled = han.syllable(syllable).as_bytes();
        letters.len() >= spelled.len()
            && letters.iter().zip(spelled).all(|(&l, &s)| l == u16::from(s))
            && is_pinyin_of(&letters[spelled.len()..], rest, han)
    })
}
