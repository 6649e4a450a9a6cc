//! Narrows all texts to those that hold the sounds of a word, in whatever order.
//!
//! For each position of the word, from the last to the first, the set of texts that hold sounds
//! to get from there to the end, without and with a slip. What a sound may take is read from the
//! same tables that the walk uses, and order and neighbourhood are left out, so the set holds
//! every text that matches. Cost: a few passes over one bit a text for each position.

use super::texts::{Texts, sound_of_unit};
use super::word::{Reach, SYLLABLE_MAX, Slip, Sound, Word, bits};
use crate::text::Han;
use crate::text::fold::is_latin;

/// Positions that are looked at; what a word has beyond is left to the walk.
const DEPTH: usize = 12;

/// A set of texts, one bit each; `None` for all.
type Set = Option<Vec<u64>>;

struct Filter<'a> {
    texts: &'a Texts,
    word: &'a Word,
    han: &'a Han,
    words: usize,
}

/// The texts that may match, one bit each.
pub(super) fn candidates(texts: &Texts, word: &Word, han: &Han) -> Vec<u64> {
    let words = texts.len().div_ceil(64);
    let filter = Filter { texts, word, han, words };
    let depth = word.len().min(DEPTH);
    let reachable = filter.reachable();
    let mut plain: Vec<Set> = vec![None; word.len() + 8];
    let mut slips = plain.clone();
    for o in (0..depth).rev().filter(|o| reachable >> o & 1 == 1) {
        plain[o] = filter.plain_at(o, &plain);
        if word.reach != Reach::None {
            slips[o] = filter.slips_at(o, &plain, &slips);
        }
    }
    let first = if word.reach == Reach::None { plain.swap_remove(0) } else { slips.swap_remove(0) };
    first.unwrap_or_else(|| {
        let mut all = vec![u64::MAX; words];
        if let (Some(last), 1..) = (all.last_mut(), texts.len() % 64) {
            *last = (1 << (texts.len() % 64)) - 1;
        }
        all
    })
}

impl Filter<'_> {
    /// Positions that any text can reach, so that others need no set. With slips: all.
    fn reachable(&self) -> u64 {
        if self.word.reach != Reach::None {
            return u64::MAX;
        }
        let mut positions = 1u64;
        for o in 0..self.word.len() {
            if positions >> o & 1 == 1 {
                self.steps_at(o).for_each(|l| positions |= 1 << (o + l));
            }
        }
        positions
    }

    /// Lengths that can be taken at a position.
    fn steps_at(&self, o: usize) -> impl Iterator<Item = usize> {
        let mut lengths = 1u32 << 1;
        for sound in &self.word.sounds {
            (1..=SYLLABLE_MAX).for_each(|l| lengths |= u32::from(sound.full[l] >> o & 1 == 1) << l);
            lengths |= u32::from(sound.digraph >> o & 1 == 1) << 2;
        }
        bits(u64::from(lengths))
    }

    /// Adds to `to` the texts of `onward` that have one of the sounds.
    fn add(&self, to: &mut [u64], onward: &Set, sounds: impl Iterator<Item = usize>) {
        let mut marks: Option<Vec<u64>> = None;
        for sound in sounds {
            self.texts.mark_sound(sound, marks.get_or_insert_with(|| vec![0; self.words]));
        }
        let Some(marks) = marks else { return };
        match onward {
            None => to.iter_mut().zip(marks).for_each(|(to, mark)| *to |= mark),
            Some(onward) => to.iter_mut().zip(marks).zip(onward).for_each(|((to, mark), on)| *to |= mark & on),
        }
    }

    /// The sets of readings for which a table says yes.
    fn sounds<'a>(&'a self, says: impl Fn(&Sound) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
        self.word.sounds.iter().enumerate().filter(move |(_, sound)| says(sound)).map(|(i, _)| i)
    }

    fn slips<'a>(&'a self, says: impl Fn(&Slip) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
        self.word.slips.iter().enumerate().filter(move |(_, slip)| says(slip)).map(|(i, _)| i)
    }

    /// Texts that get from `o` to the end; `onward` holds those of later positions.
    fn exact_at(&self, o: usize, onward: &[Set]) -> Vec<u64> {
        let mut to = vec![0; self.words];
        let unit = self.word.units[o];
        let has = |mask: u64| mask >> o & 1 == 1;
        let own = sound_of_unit(unit, self.han);
        if is_latin(unit) {
            self.add(&mut to, &onward[o + 1], own.into_iter().chain(self.sounds(|s| has(s.full[1] | s.initial))));
            self.add(&mut to, &onward[o + 2], self.sounds(|s| has(s.full[2] | s.digraph)));
            for l in 3..=SYLLABLE_MAX {
                self.add(&mut to, &onward[(o + l).min(onward.len() - 1)], self.sounds(|s| has(s.full[l])));
            }
            self.add(&mut to, &None, self.sounds(|s| has(s.cut)));
        } else {
            self.add(&mut to, &onward[o + 1], own.into_iter().chain(self.sounds(|s| has(s.same))));
        }
        to
    }

    fn plain_at(&self, o: usize, plain: &[Set]) -> Set {
        Some(self.exact_at(o, plain))
    }

    /// Texts that get from `o` to the end with one slip or none.
    fn slips_at(&self, o: usize, plain: &[Set], slips: &[Set]) -> Set {
        let mut to = self.exact_at(o, slips);
        // A unit changed or too much; missing; the second unit of a swapped pair comes first.
        for onward in [plain[o].as_ref()?, plain[o + 1].as_ref()?] {
            to.iter_mut().zip(onward).for_each(|(to, on)| *to |= on);
        }
        if is_latin(self.word.units[o]) {
            let last = plain.len() - 1;
            let has = |mask: u64| mask >> o & 1 == 1;
            for l in 0..=SYLLABLE_MAX + 1 {
                self.add(&mut to, &plain[(o + l).min(last)], self.slips(|s| has(s.near[l])));
            }
            self.add(&mut to, &None, self.slips(|s| has(s.near_cut)));
            for l in 1..=SYLLABLE_MAX {
                let (middle, mut crossed) = (o + l - 1, vec![0; self.words]);
                for m in 1..=SYLLABLE_MAX {
                    let heads = self.slips(|s| s.head[m].checked_shr(middle as u32).unwrap_or(0) & 1 == 1);
                    self.add(&mut crossed, &plain[(middle + m + 1).min(last)], heads);
                }
                self.add(&mut to, &Some(crossed), self.slips(|s| has(s.tail[l])));
            }
        }
        Some(to)
    }
}
