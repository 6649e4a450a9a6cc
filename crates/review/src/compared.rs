//! Names as they are compared: units and division of each, and what finds those that may collide.

use super::collide::{Other, Subject, has_key, sound_key};
use super::hashes::Hashes;
use super::lexicon::{Divided, Lexicon};
use diming_text::Han;

/// Columns of hashes.
pub const NAME: usize = 0;
pub const SPECIFIC: usize = 1;
pub const CORE: usize = 2;

/// Names of one length.
#[derive(Debug, Default)]
struct Length {
    rows: Vec<u32>,
    /// For each place the sound keys of the rows.
    keys: Vec<Vec<u16>>,
}

/// Names, ready to be compared; none has more than 255 units.
#[derive(Debug, Default)]
pub struct Compared {
    units: Vec<u16>,
    ends: Vec<u32>,
    /// How many units of each name are the specific, and the family of its generic.
    divisions: Vec<(u8, u8)>,
    /// Hashes of each name, of its specific, and of what counts of it.
    hashes: [Hashes; 3],
    /// By number of units.
    lengths: Vec<Length>,
    scratch: Vec<u16>,
    /// Columns of hashes that are sorted.
    sorted_parts: usize,
}

impl Compared {
    /// Number of names.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a name.
    pub fn push(&mut self, name: &Divided, lexicon: &Lexicon, han: &Han) {
        let row = self.len() as u32;
        self.units.extend_from_slice(&name.units);
        self.ends.push(self.units.len() as u32);
        self.divisions.push((name.specific as u8, name.family));
        lexicon.core(&name.units, name.specific, &mut self.scratch);
        let hashed = [&name.units[..], &name.units[..name.specific], &self.scratch];
        self.hashes.iter_mut().zip(hashed).for_each(|(hashes, units)| hashes.push(units));
        if self.lengths.len() <= name.units.len() {
            self.lengths.resize_with(name.units.len() + 1, Length::default);
        }
        let length = &mut self.lengths[name.units.len()];
        length.rows.push(row);
        length.keys.resize_with(name.units.len(), Vec::new);
        length.keys.iter_mut().zip(&name.units).for_each(|(keys, &unit)| keys.push(sound_key(unit, han)));
    }

    /// Makes room for so many more names.
    pub fn reserve(&mut self, names: usize) {
        self.ends.reserve(names);
        self.divisions.reserve(names);
        self.hashes.iter_mut().for_each(|hashes| hashes.reserve(names));
    }

    /// Makes names be found sooner, a part a call; `false` where all is done. What is added later is found as well.
    pub fn sort_some(&mut self) -> bool {
        let part = self.sorted_parts;
        self.sorted_parts += 1;
        self.hashes.get_mut(part).map(Hashes::sort).is_some()
    }

    /// Units of a row's name.
    pub fn units_of(&self, row: usize) -> &[u16] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.units[start as usize..self.ends[row] as usize]
    }

    /// What is compared of a row.
    pub fn other(&self, row: usize) -> Other<'_> {
        let (specific, family) = self.divisions[row];
        Other { units: self.units_of(row), specific: usize::from(specific), family }
    }

    /// Rows with the hash of some units.
    pub fn hashed(&self, column: usize, units: &[u16]) -> impl Iterator<Item = u32> + '_ {
        self.hashes[column].find(units)
    }

    /// Rows whose names have a sound in common with the subject, by their keys.
    pub fn sounding_alike(&self, subject: &Subject, rows: &mut Vec<u32>) {
        let Some(length) = self.lengths.get(subject.name.units.len()) else { return };
        let (Some(first), Some(keys)) = (subject.same_keys(0), length.keys.first()) else { return };
        let rest = |at: usize| {
            length
                .keys
                .iter()
                .enumerate()
                .skip(1)
                .all(|(place, keys)| subject.same_keys(place).is_some_and(|wanted| has_key(wanted, keys[at])))
        };
        let firsts = keys.iter().enumerate();
        rows.extend(firsts.filter(|(at, key)| has_key(first, **key) && rest(*at)).map(|(at, _)| length.rows[at]));
    }

    /// Rows of so many units.
    pub fn of_length(&self, units: usize) -> &[u32] {
        self.lengths.get(units).map_or(&[][..], |length| &length.rows)
    }
}
