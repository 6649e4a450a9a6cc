//! Every name that a register holds, once: as it is compared, as it was first written, and by its sound.
//!
//! Names are compared folded ([`diming_text::fold`]), so full width, capitals and traditional forms make no difference.
//! Two names sound alike where they have as many units and each pair of units has a toneless syllable in common, rare
//! readings left out. A name is found by at most [`WAYS_MAX`] ways to read it; of names with more, the usual readings count.

use diming_text::Han;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The number of a name.
pub type NameId = u32;

/// Ways to read a name by which it is found.
const WAYS_MAX: usize = 8;
/// Units of a name that can be found by sound.
const SOUND_UNITS_MAX: usize = 16;
/// Readings that are rarer than this are left out.
const RARITY: u8 = 1;

/// The hasher of the geocoder's tables. Not keyed: foreign data can slow down its own reading, and nothing else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.mix(word as u64);
    }
}

/// A table with this hasher. Nothing may depend on the order in which it is walked.
pub type Table<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// The names.
#[derive(Debug, Default)]
pub struct Names {
    numbers: Table<Box<[u16]>, NameId>,
    units: Vec<u16>,
    unit_ends: Vec<u32>,
    said: String,
    said_ends: Vec<u32>,
    /// Hash of a way to read a name, and the name; ascending once sorted.
    sounds: Vec<(u32, NameId)>,
}

impl Names {
    /// Number of names.
    pub fn len(&self) -> usize {
        self.unit_ends.len()
    }

    /// The number of a name, new or known; `said` is how it is written here.
    pub fn add(&mut self, units: &[u16], said: &str, han: &Han) -> NameId {
        if let Some(&known) = self.numbers.get(units) {
            return known;
        }
        let number = self.len() as NameId;
        self.numbers.insert(units.into(), number);
        self.units.extend_from_slice(units);
        self.unit_ends.push(self.units.len() as u32);
        self.said.push_str(said);
        self.said_ends.push(self.said.len() as u32);
        ways(units, han, |way| self.sounds.push((way, number)));
        number
    }

    /// The number of a known name.
    pub fn find(&self, units: &[u16]) -> Option<NameId> {
        self.numbers.get(units).copied()
    }

    /// A name as it is compared.
    pub fn units(&self, name: NameId) -> &[u16] {
        let at = name as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.unit_ends[before] as usize);
        self.unit_ends.get(at).map_or(&[], |&end| &self.units[start..end as usize])
    }

    /// A name as it was first written.
    pub fn said(&self, name: NameId) -> &str {
        let at = name as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.said_ends[before] as usize);
        self.said_ends.get(at).and_then(|&end| self.said.get(start..end as usize)).unwrap_or("")
    }

    /// Makes names be found by sound. O(n log n).
    pub fn sort_sounds(&mut self) {
        self.sounds.sort_unstable();
        self.sounds.dedup();
    }

    /// Names that sound like this one, ascending, itself among them.
    pub fn sounding(&self, units: &[u16], han: &Han) -> Vec<NameId> {
        let mut found = Vec::new();
        ways(units, han, |way| {
            let start = self.sounds.partition_point(|sound| sound.0 < way);
            let names = self.sounds[start..].iter().take_while(|sound| sound.0 == way).map(|sound| sound.1);
            found.extend(names.filter(|&name| sound_alike(self.units(name), units, han)));
        });
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The toneless syllables of a unit.
fn syllables(unit: u16, han: &Han) -> &[u16] {
    han.sets().get(usize::from(han.set_within(RARITY, unit))).map_or(&[], |set| set)
}

fn sound_alike(a: &[u16], b: &[u16], han: &Han) -> bool {
    let is_one = |(&a, &b): (&u16, &u16)| a == b || syllables(a, han).iter().any(|s| syllables(b, han).contains(s));
    a.len() == b.len() && a.iter().zip(b).all(is_one)
}

/// Calls for each way to read a name, as a hash. Numbers and letters stand for themselves.
fn ways(units: &[u16], han: &Han, mut each: impl FnMut(u32)) {
    const UNREAD: u64 = 1 << 20;
    if !(2..=SOUND_UNITS_MAX).contains(&units.len()) {
        return;
    }
    let mut hashes = [0_u64; WAYS_MAX];
    let mut len = 1;
    for &unit in units {
        let mut readings = syllables(unit, han);
        if len * readings.len() > WAYS_MAX {
            readings = han.sets().get(usize::from(han.set_within(0, unit))).map_or(&[], |set| set);
            readings = &readings[..readings.len().min(1)];
        }
        let before = hashes;
        let step = |hash: u64, value: u64| (hash.rotate_left(19) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if readings.is_empty() {
            hashes[..len].iter_mut().for_each(|hash| *hash = step(*hash, UNREAD + u64::from(unit)));
            continue;
        }
        for (way, &reading) in readings.iter().enumerate() {
            for at in 0..len {
                hashes[way * len + at] = step(before[at], 1 + u64::from(reading));
            }
        }
        len *= readings.len();
    }
    hashes[..len].iter().for_each(|hash| each((hash >> 32) as u32));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geocode::testing::table;
    use diming_text::fold;

    #[test]
    fn names_are_found_in_other_forms_and_by_sound() {
        let (han, mut names) = (table(), Names::default());
        for name in ["吕四港镇", "重庆路", "汇龙镇", "乐善路", "12路"] {
            names.add(&fold(name, han).units, name, han);
        }
        names.sort_sounds();
        let find = |text: &str| names.find(&fold(text, han).units).map(|name| names.said(name));
        assert_eq!((find("呂四港鎮"), find("吕泗港镇")), (Some("吕四港镇"), None));
        let sounding = |text: &str| {
            let found = names.sounding(&fold(text, han).units, han);
            found.into_iter().map(|name| names.said(name)).collect::<Vec<_>>()
        };
        assert_eq!(sounding("吕泗港镇"), ["吕四港镇"]);
        assert_eq!(sounding("虫庆路"), ["重庆路"]);
        assert_eq!(sounding("中庆路"), ["重庆路"]);
        assert_eq!(sounding("12路"), ["12路"]);
        assert_eq!((sounding("汇龙"), sounding("汇")), (vec![], vec![]));
    }
}
