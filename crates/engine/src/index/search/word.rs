//! One word of a query, made into tables that say what each character may take of it.
//!
//! A word is a row of units; a position in it is a bit, so a set of positions is one `u64`. A
//! character of a text moves positions forward:
//!
//! - by itself, one unit (`吕` takes `吕`, the letter `a` of an English name takes `a`);
//! - as a syllable of one of its readings, written in full (`lv`, `lu` or `lyu` for 吕);
//! - by its initial alone (`l`; `z` or `zh`), anywhere in the word;
//! - by the beginning of a syllable, at the word's end (`lvsig`);
//! - several at once by a number in another writing ([`super::numeral`]);
//! - by the same toneless sound, where the word has at least two Chinese characters;
//! - with one slip ([`Slip`]), where the word is long enough ([`Reach`]).

use super::numeral::{Numeral, numerals_of};
use diming_text::Han;
use diming_text::fold::{is_digit, is_latin};
use diming_text::han::Rarity;
use diming_text::slip::at_most_one_slip;
use diming_text::small_sort::sort_few;

/// Longest syllable in letters.
pub(super) const SYLLABLE_MAX: usize = 6;

/// Where a text may match with one slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Nowhere: words of fewer than 3 Chinese characters or 4 letters.
    None,
    /// Only as a whole: 4 or 5 letters.
    Whole,
    /// At its beginning: 3 characters, 6 or 7 letters.
    Start,
    /// Anywhere: longer words. A character counts as two letters.
    Anywhere,
}

/// Which positions a set of readings takes; bit `o` stands for position `o`.
#[derive(Clone, Debug, Default)]
pub(super) struct Sound {
    /// A whole syllable of `l` letters, at `full[l]`.
    pub full: [u64; SYLLABLE_MAX + 1],
    /// The first letter.
    pub initial: u64,
    /// zh, ch, sh.
    pub digraph: u64,
    /// What is left of the word begins a syllable.
    pub cut: u64,
    /// A Chinese character of the same sound stands there.
    pub same: u64,
    /// Any of these.
    pub any: u64,
}

impl Sound {
    fn join(&mut self, other: &Sound) {
        (0..=SYLLABLE_MAX).for_each(|l| self.full[l] |= other.full[l]);
        self.initial |= other.initial;
        self.digraph |= other.digraph;
        self.cut |= other.cut;
        self.same |= other.same;
        self.any |= other.full.iter().fold(other.initial | other.digraph | other.cut | other.same, |a, b| a | b);
    }
}

/// Which positions a set of readings takes with one slip (Damerau–Levenshtein, adjacent swaps).
#[derive(Clone, Debug, Default)]
pub(super) struct Slip {
    /// `l` letters are one slip away from a syllable.
    pub near: [u64; SYLLABLE_MAX + 2],
    /// What is left (3 letters or more) is one slip away from a syllable's beginning.
    pub near_cut: u64,
    /// A syllable of `l` letters whose last letter changed places with the next syllable's first.
    pub tail: [u64; SYLLABLE_MAX + 1],
    /// The syllable after that; it takes `l + 1` letters, counted from the swapped pair.
    pub head: [u64; SYLLABLE_MAX + 1],
}

impl Slip {
    fn join(&mut self, other: &Slip) {
        self.near.iter_mut().zip(other.near).for_each(|(a, b)| *a |= b);
        self.tail.iter_mut().zip(other.tail).for_each(|(a, b)| *a |= b);
        self.head.iter_mut().zip(other.head).for_each(|(a, b)| *a |= b);
        self.near_cut |= other.near_cut;
    }
}

/// One word.
#[derive(Debug)]
pub(super) struct Word {
    /// Units, at most 63.
    pub units: Vec<u16>,
    /// Positions where a syllable ends because an apostrophe says so.
    breaks: u64,
    /// Numbers in it, where it is more than one unit.
    pub numerals: Vec<Numeral>,
    /// Positions of Latin letters.
    pub letters: u64,
    /// Positions of Chinese characters and whatever else is neither letter nor digit.
    pub signs: u64,
    /// For each set of readings ([`Han::sets`]).
    pub sounds: Vec<Sound>,
    /// The same with ü as v alone; empty where no u in the word may stand for it.
    strict_sounds: Vec<Sound>,
    /// For each set of readings; empty where `reach` is none.
    pub slips: Vec<Slip>,
    /// All of `sounds` in one, and all of `slips`.
    pub any_sound: Sound,
    pub any_slip: Slip,
    /// Where slips are allowed.
    pub reach: Reach,
    /// Bit `u % 64` for each unit `u`: most other units are told apart by it.
    bloom: u64,
    /// Each distinct unit, ascending, with the positions where it stands.
    places: Vec<(u16, u64)>,
}

impl Word {
    /// Makes the tables. More than 63 units are cut.
    #[cfg(test)]
    pub fn new(units: Vec<u16>, han: &Han) -> Word {
        Word::with_breaks(units, 0, han)
    }

    /// The same with the positions where an apostrophe ends a syllable.
    pub fn with_breaks(mut units: Vec<u16>, breaks: u64, han: &Han) -> Word {
        units.truncate(super::QUERY_MAX);
        let mask = |test: &dyn Fn(u16) -> bool| {
            units.iter().enumerate().fold(0, |mask, (o, &u)| mask | u64::from(test(u)) << o)
        };
        let letters = mask(&is_latin);
        let signs = mask(&|u| !is_latin(u) && !is_digit(u));
        let mut places: Vec<(u16, u64)> = units.iter().map(|&unit| (unit, mask(&|u| u == unit))).collect();
        sort_few(&mut places, Ord::cmp);
        places.dedup();
        let weight = 2 * signs.count_ones() + letters.count_ones();
        let reach = match weight {
            // Who parts syllables knows how they are spelled; without the table only what is written is found.
            _ if breaks != 0 || han.is_blank() => Reach::None,
            _ if signs.count_ones() < 3 && letters.count_ones() < 4 => Reach::None,
            0..6 => Reach::Whole,
            6..8 => Reach::Start,
            _ => Reach::Anywhere,
        };
        let bloom = units.iter().fold(0, |bloom, u| bloom | 1 << (u % 64));
        let (any_sound, any_slip) = (Sound::default(), Slip::default());
        let (sounds, strict_sounds, slips) = (vec![], vec![], vec![]);
        let numerals = if units.len() > 1 { numerals_of(&units) } else { Vec::new() };
        let mut word = Word {
            units,
            breaks,
            numerals,
            letters,
            signs,
            sounds,
            strict_sounds,
            slips,
            any_sound,
            any_slip,
            reach,
            bloom,
            places,
        };
        word.sounds = word.make_sounds(han, false);
        word.any_sound = Sound::default();
        word.sounds.iter().for_each(|sound| word.any_sound.join(sound));
        if word.has_loose_u() {
            word.strict_sounds = word.make_sounds(han, true);
        }
        word.make_slips(han);
        word
    }

    /// Whether an apostrophe parts it.
    pub fn has_breaks(&self) -> bool {
        self.breaks != 0
    }

    /// Number of units, the position at which it is done.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Positions where a unit stands.
    #[inline]
    pub fn places_of(&self, unit: u16) -> u64 {
        if self.bloom >> (unit % 64) & 1 == 0 {
            return 0;
        }
        self.places.binary_search_by_key(&unit, |p| p.0).map_or(0, |at| self.places[at].1)
    }

    fn make_sounds(&self, han: &Han, is_strict: bool) -> Vec<Sound> {
        let syllables: Vec<Sound> = (0..han.syllables_len()).map(|s| self.sound_of(s as u16, han, is_strict)).collect();
        let wanted = self.sets_of_signs(han);
        let join = |members: &Vec<u16>| {
            let mut sound = Sound::default();
            for (positions, set) in &wanted {
                if set.iter().any(|s| members.binary_search(s).is_ok()) {
                    sound.same |= positions;
                }
            }
            sound.any = sound.same;
            members.iter().for_each(|&member| sound.join(&syllables[usize::from(member)]));
            sound
        };
        han.sets().iter().map(join).collect()
    }

    /// The readings at the Chinese characters of the word; none where they are fewer than two.
    fn sets_of_signs<'a>(&self, han: &'a Han) -> Vec<(u64, &'a [u16])> {
        let sets = self.places.iter().filter(|p| p.1 & self.signs != 0);
        let sets = sets.map(|p| (p.1, &han.sets()[usize::from(han.set_of_unit(p.0))][..]));
        let sets: Vec<_> = sets.filter(|(_, set)| !set.is_empty()).collect();
        let characters: u32 = sets.iter().map(|s| s.0.count_ones()).sum();
        if characters < 2 { Vec::new() } else { sets }
    }

    /// Whether anything in it may be met by how a character sounds.
    pub fn takes_sounds(&self) -> bool {
        self.any_sound.any != 0
    }

    /// Whether some u in it may stand for ü: after l and n.
    fn has_loose_u(&self) -> bool {
        let is_it = |pair: &[u16]| matches!(pair, [initial, u] if *u == u16::from(b'u') && (*initial == u16::from(b'l') || *initial == u16::from(b'n')));
        self.units.windows(2).any(is_it)
    }

    /// Whether it is met better where ü is not written as u.
    pub fn has_strict(&self) -> bool {
        !self.strict_sounds.is_empty()
    }

    /// What characters take of it by readings as rare as this: among the usual ones lu is not lü.
    pub fn sounds_within(&self, rarity: Rarity) -> &[Sound] {
        if rarity == 0 && self.has_strict() { &self.strict_sounds } else { &self.sounds }
    }

    /// Whether it begins with a number.
    pub fn begins_with_numeral(&self) -> bool {
        self.numerals.first().is_some_and(|numeral| numeral.start == 0)
    }

    /// Where a number in a text leads to from some positions.
    pub fn leaps(&self, from: u64, numeral: &Numeral) -> u64 {
        let starts = |own: &&Numeral| (from >> own.start | from >> own.bare) & 1 == 1 && own.equals(numeral);
        self.numerals.iter().filter(starts).fold(0, |to, own| to | 1 << own.end)
    }

    /// The letters from a position to the next unit that is none, or the next apostrophe, at most `most`.
    fn letters_at(&self, position: usize, most: usize) -> &[u16] {
        let apart = (self.breaks >> position >> 1).trailing_zeros() as usize + 1;
        let end = (position + most.min(apart)).min(self.len());
        let run = self.units[position..end].iter().take_while(|&&u| is_latin(u)).count();
        &self.units[position..position + run]
    }

    fn sound_of(&self, syllable: u16, han: &Han, is_strict: bool) -> Sound {
        let mut sound = Sound::default();
        let mut spellings = spellings(han.syllable(syllable));
        spellings.truncate(if is_strict { 1 } else { usize::MAX });
        for o in bits(self.letters) {
            let (letters, bit) = (self.letters_at(o, SYLLABLE_MAX), 1u64 << o);
            for spelling in &spellings {
                if letters.starts_with(spelling) {
                    sound.full[spelling.len()] |= bit;
                }
                if spelling.first() == letters.first() {
                    sound.initial |= bit;
                }
                if letters.len() > 1 && letters[1] == u16::from(b'h') && spelling.starts_with(&letters[..2]) {
                    sound.digraph |= bit;
                }
                let last = o + letters.len() == self.len();
                if last && self.len() > 1 && spelling.len() > letters.len() && spelling.starts_with(letters) {
                    sound.cut |= bit;
                }
            }
        }
        sound
    }

    fn make_slips(&mut self, han: &Han) {
        if self.reach == Reach::None || self.letters == 0 {
            return;
        }
        let syllables: Vec<Slip> = (0..han.syllables_len()).map(|s| self.slip_of(s as u16, han)).collect();
        let join = |members: &Vec<u16>| {
            let mut slip = Slip::default();
            members.iter().for_each(|&member| slip.join(&syllables[usize::from(member)]));
            slip
        };
        self.slips = han.sets().iter().map(join).collect();
        self.slips.iter().for_each(|slip| self.any_slip.join(slip));
    }

    fn slip_of(&self, syllable: u16, han: &Han) -> Slip {
        let mut slip = Slip::default();
        let spellings = spellings(han.syllable(syllable));
        for o in bits(self.letters) {
            let (letters, bit) = (self.letters_at(o, SYLLABLE_MAX + 2), 1u64 << o);
            for spelling in &spellings {
                let len = spelling.len();
                for taken in len.saturating_sub(1)..=(len + 1).min(letters.len()) {
                    if one_slip(&letters[..taken], spelling) {
                        slip.near[taken] |= bit;
                    }
                }
                let left = o + letters.len() == self.len() && letters.len() >= 3;
                if left && (1..len).any(|cut| one_slip(letters, &spelling[..cut])) {
                    slip.near_cut |= bit;
                }
                if letters.len() > len && letters[..len - 1] == spelling[..len - 1] && letters[len] == spelling[len - 1]
                {
                    slip.tail[len] |= bit;
                }
                if letters.len() > len && letters[0] == spelling[0] && letters[2..=len] == spelling[1..] {
                    slip.head[len] |= bit;
                }
            }
        }
        slip
    }
}

/// The bits of a mask, ascending.
pub(super) fn bits(mask: u64) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(mask), |rest| Some(rest & rest.wrapping_sub(1)))
        .take_while(|&rest| rest != 0)
        .map(|rest| rest.trailing_zeros() as usize)
}

/// The ways a syllable is written: ü after l and n as v, u or yu, after j, q, x, y also as v.
pub(super) fn spellings(syllable: &str) -> Vec<Vec<u16>> {
    let mut all = vec![syllable.to_owned()];
    let (initial, rest) = syllable.split_at_checked(1).unwrap_or((syllable, ""));
    match (initial, rest.strip_prefix('v'), rest.strip_prefix('u')) {
        ("l" | "n", Some(rest), _) => {
            all.push(format!("{initial}u{rest}"));
            all.push(format!("{initial}yu{rest}"));
        }
        ("j" | "q" | "x" | "y", _, Some(rest)) => all.push(format!("{initial}v{rest}")),
        _ => {}
    }
    all.iter().map(|s| s.bytes().map(u16::from).collect()).collect()
}

/// Whether two rows are exactly one slip apart.
pub(super) fn one_slip(a: &[u16], b: &[u16]) -> bool {
    a != b && at_most_one_slip(a, b)
}
