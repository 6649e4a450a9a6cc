//! Texts that are the readings of a name's characters, one after the other with blanks between: they are not stored, but
//! how each character is read.

use super::cursor::Cursor;
use super::texts::{put_texts, take_texts};
use super::{Checked, Unusable};
use crate::dataset::{Dictionary, Strings};

/// Number of characters of the plane that can be foretold.
const PLANE: usize = 1 << 16;

/// Most bytes of a reading: it is told again for each name.
const READING_MAX: usize = 64;

/// How characters are read.
#[derive(Clone, Default)]
pub struct Readings {
    /// By character, one more than the place in `texts`; empty or [`PLANE`] long.
    place: Vec<u16>,
    /// Each with a blank behind it, as it stands in a text.
    texts: Strings,
}

impl Readings {
    fn add(&mut self, char: char, syllable: &str) -> Checked<()> {
        if !(1..=READING_MAX).contains(&syllable.len()) {
            return Err(Unusable::Broken);
        }
        self.texts.push_with(|text| {
            text.push_str(syllable);
            text.push(' ');
            true
        });
        self.place.resize(PLANE, 0);
        let place = self.place.get_mut(char as usize).ok_or(Unusable::Broken)?;
        *place = u16::try_from(self.texts.len()).map_err(|_| Unusable::Broken)?;
        Ok(())
    }

    /// Adds the readings of a name to a text; `false` if a character has none.
    pub fn foretell(&self, name: &str, text: &mut String) -> bool {
        if name.is_empty() {
            return false;
        }
        for char in name.chars() {
            let place = self.place.get(char as usize).map_or(0, |&place| usize::from(place));
            let Some(place) = place.checked_sub(1) else { return false };
            text.push_str(self.texts.get(place));
        }
        // Blanks stand between readings only.
        text.pop();
        true
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Writes each character with its reading.
    pub fn put(&self, out: &mut Vec<u8>) {
        let mut lines = vec![String::new(); self.texts.len()];
        for (char, &place) in self.place.iter().enumerate().filter(|(_, place)| **place > 0) {
            let place = usize::from(place) - 1;
            lines[place].extend(char::from_u32(char as u32));
            lines[place].push_str(self.texts.get(place).strip_suffix(' ').unwrap_or_default());
        }
        put_texts(out, lines.iter().map(String::as_str));
    }

    /// Reads what [`Readings::put`] wrote.
    pub fn take(cursor: Cursor, count: usize) -> Checked<Readings> {
        let mut readings = Readings::default();
        take_texts(cursor, count, |line| {
            let char = line.chars().next().ok_or(Unusable::Broken)?;
            readings.add(char, &line[char.len_utf8()..])
        })?;
        Ok(readings)
    }
}

/// Learns from names and their readings how each character is mostly read, row by row.
#[derive(Default)]
pub struct Learner {
    /// All readings that were met.
    syllables: Dictionary,
    /// By character, the codes of its readings and how often each was met.
    met: Vec<Vec<(u32, u32)>>,
    /// Rows that follow from what was learnt.
    told: usize,
    text: String,
}

impl Learner {
    /// Learns from a name and its reading.
    pub fn take(&mut self, name: &str, spelt: &str) {
        if spelt.split(' ').count() != name.chars().count() {
            return;
        }
        self.met.resize_with(PLANE, Vec::new);
        for (char, syllable) in name.chars().zip(spelt.split(' ')) {
            let Some(met) = self.met.get_mut(char as usize) else { continue };
            let code = self.syllables.code_of(syllable);
            match met.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => met.push((code, 1)),
            }
        }
    }

    /// How each character is mostly read; `None` if there are too many.
    pub fn readings(&self) -> Option<Readings> {
        let mut readings = Readings::default();
        for (char, met) in self.met.iter().enumerate() {
            // Of readings that were met as often, the last by its letters is taken.
            let most = met.iter().map(|&(code, count)| (count, self.syllables.value(code))).max();
            let (Some((_, syllable)), Some(char)) = (most, char::from_u32(char as u32)) else { continue };
            let is_fit = (1..=READING_MAX).contains(&syllable.len()) && !syllable.contains('\n');
            if is_fit && readings.add(char, syllable).is_err() {
                return None;
            }
        }
        Some(readings)
    }

    /// Counts the names whose readings follow from what was learnt.
    pub fn try_on<'a>(&mut self, readings: &Readings, rows: impl Iterator<Item = (&'a str, &'a str)>) {
        for (name, spelt) in rows {
            self.text.clear();
            self.told += usize::from(readings.foretell(name, &mut self.text) && self.text == spelt);
        }
    }

    /// Whether more than half of so many rows follow.
    pub fn tells_most(self, rows: usize) -> bool {
        self.told * 2 > rows
    }
}
