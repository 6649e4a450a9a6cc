//! Narrows all texts to those that hold the sounds of a word, in whatever order.
//!
//! For each position of the word, from the last to the first, the set of texts that hold sounds
//! to get from there to the end. What a sound may take is read from the same tables that the walk
//! uses, and order and neighbourhood are left out, so the set holds every text that matches.
//! Cost: a few passes over one bit a text for each position that can be reached.
//!
//! Where few texts hold Latin letters (names seldom do), all of these pass, and letters of a word
//! need not be thought of as standing for themselves: that leaves few positions to reach.

use super::texts::{Texts, sound_of_unit};
use super::word::{SYLLABLE_MAX, Slip, Sound, Word, bits};
use crate::text::Han;
use crate::text::fold::is_latin;

/// Positions that are looked at; what a word has beyond is left to the walk.
const DEPTH: usize = 12;
/// Texts with Latin letters that are let through unlooked.
const LATIN_MAX: usize = 2000;

/// For each position, and some beyond the end, the texts that get from there to the end, one bit
/// each; `None` for all.
type Sets = Vec<Option<Vec<u64>>>;

struct Filter<'a> {
    texts: &'a Texts,
    word: &'a Word,
    han: &'a Han,
    /// Texts with Latin letters where they are few; else letters are looked at.
    latin: Option<Vec<u64>>,
}

/// The texts that may match without a slip, one bit each; with initials where they are `names`.
pub(super) fn exact_candidates(texts: &Texts, word: &Word, han: &Han) -> Vec<u64> {
    let filter = Filter::new(texts, word, han);
    let mut sets = filter.all();
    for o in filter.positions(filter.reached(1, true)) {
        sets[o] = Some(filter.steps_at(o, &sets, true));
    }
    filter.first(sets)
}

/// The texts that may match with one slip.
pub(super) fn slip_candidates(texts: &Texts, word: &Word, han: &Han) -> Vec<u64> {
    let filter = Filter::new(texts, word, han);
    let before = filter.reached(1, false);
    let targets = bits(before).fold(0, |to, o| to | filter.slip_targets(o));
    let (mut exact, mut sets) = (filter.all(), filter.all());
    for o in filter.positions(filter.reached(targets, false)) {
        exact[o] = Some(filter.steps_at(o, &exact, false));
    }
    for o in filter.positions(before) {
        sets[o] = filter.slips_at(o, &exact, &sets);
    }
    filter.first(sets)
}

/// Adds to `to` what is in both.
fn join(to: &mut [u64], marks: &[u64], onward: Option<&[u64]>) {
    match onward {
        None => to.iter_mut().zip(marks).for_each(|(to, mark)| *to |= mark),
        Some(onward) => to.iter_mut().zip(marks).zip(onward).for_each(|((to, mark), on)| *to |= mark & on),
    }
}

impl<'a> Filter<'a> {
    fn new(texts: &'a Texts, word: &'a Word, han: &'a Han) -> Filter<'a> {
        let mut latin = vec![0; texts.len().div_ceil(64)];
        let letters = (u16::from(b'a')..=u16::from(b'z')).filter_map(|letter| sound_of_unit(letter, han));
        letters.for_each(|sound| texts.mark_sound(sound, &mut latin));
        let few = latin.iter().map(|w| w.count_ones() as usize).sum::<usize>() <= LATIN_MAX;
        Filter { texts, word, han, latin: few.then_some(latin) }
    }

    fn all(&self) -> Sets {
        vec![None; self.word.len() + SYLLABLE_MAX + 3]
    }

    /// The positions of a mask that are looked at, the last first.
    fn positions(&self, mask: u64) -> impl Iterator<Item = usize> {
        (0..self.word.len().min(DEPTH)).rev().filter(move |o| mask >> o & 1 == 1)
    }

    /// The set of the first position, with what is let through.
    fn first(&self, mut sets: Sets) -> Vec<u64> {
        let mut first = sets.swap_remove(0).unwrap_or_else(|| self.texts.all());
        if let Some(latin) = &self.latin {
            first.iter_mut().zip(latin).for_each(|(first, latin)| *first |= latin);
        }
        first
    }

    /// Positions that some text may get to from those given, without a slip.
    fn reached(&self, from: u64, initials: bool) -> u64 {
        let mut to = from;
        for o in 0..self.word.len() {
            if to >> o & 1 == 0 {
                continue;
            }
            let has = |mask: u64| u64::from(mask >> o & 1 == 1);
            let any = &self.word.any_sound;
            let itself = self.latin.is_none() || !is_latin(self.word.units[o]);
            to |= u64::from(itself) << (o + 1);
            (1..=SYLLABLE_MAX).filter(|l| o + l < 64).for_each(|l| to |= has(any.full[l]) << (o + l));
            if initials {
                to |= has(any.initial) << (o + 1) | has(any.digraph) << ((o + 2).min(63));
            }
        }
        to
    }

    /// Positions that a slip at a position may lead to.
    fn slip_targets(&self, o: usize) -> u64 {
        let has = |mask: u64| u64::from(mask >> o & 1 == 1);
        let mut to = 0b111 << o;
        let any = &self.word.any_slip;
        (0..any.near.len()).filter(|l| o + l < 64).for_each(|l| to |= has(any.near[l]) << (o + l));
        for l in (1..any.tail.len()).filter(|&l| has(any.tail[l]) == 1) {
            let middle = o + l - 1;
            let heads = (1..any.head.len()).filter(|&m| middle + m + 1 < 64 && any.head[m] >> middle & 1 == 1);
            heads.for_each(|m| to |= 1 << (middle + m + 1));
        }
        to
    }

    /// Adds to `to` the texts of `onward` that have one of the sounds.
    fn add(&self, to: &mut [u64], onward: Option<&[u64]>, sounds: impl Iterator<Item = usize>) {
        let mut marks: Option<Vec<u64>> = None;
        for sound in sounds {
            self.texts.mark_sound(sound, marks.get_or_insert_with(|| vec![0; to.len()]));
        }
        join(to, &marks.unwrap_or_default(), onward);
    }

    /// The sets of readings for which a table says yes.
    fn sounds(&self, says: impl Fn(&Sound) -> bool) -> impl Iterator<Item = usize> {
        self.word.sounds.iter().enumerate().filter(move |(_, sound)| says(sound)).map(|(i, _)| i)
    }

    fn slips(&self, says: impl Fn(&Slip) -> bool) -> impl Iterator<Item = usize> {
        self.word.slips.iter().enumerate().filter(move |(_, slip)| says(slip)).map(|(i, _)| i)
    }

    /// Texts that take one step without a slip from `o`, and get from there to the end by `onward`.
    fn steps_at(&self, o: usize, onward: &Sets, initials: bool) -> Vec<u64> {
        let mut to = vec![0; self.texts.len().div_ceil(64)];
        let unit = self.word.units[o];
        let has = |mask: u64| mask >> o & 1 == 1;
        let itself = self.latin.is_none() || !is_latin(unit);
        let own = sound_of_unit(unit, self.han).filter(|_| itself);
        let first = self.sounds(|s| has(s.full[1] | s.same));
        self.add(&mut to, onward[o + 1].as_deref(), own.into_iter().chain(first));
        if initials {
            join(&mut to, self.texts.with_initial(unit), onward[o + 1].as_deref());
        }
        if is_latin(unit) {
            let second = self.sounds(|s| has(s.full[2]) || (initials && has(s.digraph)));
            self.add(&mut to, onward[o + 2].as_deref(), second);
            for l in 3..=SYLLABLE_MAX {
                self.add(&mut to, onward[o + l].as_deref(), self.sounds(|s| has(s.full[l])));
            }
            self.add(&mut to, None, self.sounds(|s| has(s.cut)));
        }
        to
    }

    /// Texts that get from `o` to the end with one slip or none, `exact` after the slip.
    fn slips_at(&self, o: usize, exact: &Sets, onward: &Sets) -> Option<Vec<u64>> {
        // A unit missing; changed or too much. (Swapped units hold what exact ones do.)
        let mut to = self.steps_at(o, onward, false);
        for after in [exact[o].as_ref()?, exact[o + 1].as_ref()?] {
            to.iter_mut().zip(after).for_each(|(to, on)| *to |= on);
        }
        if !is_latin(self.word.units[o]) {
            return Some(to);
        }
        let has = |mask: u64| mask >> o & 1 == 1;
        let any = &self.word.any_slip;
        for l in (0..any.near.len()).filter(|&l| has(any.near[l])) {
            self.add(&mut to, exact[o + l].as_deref(), self.slips(|s| has(s.near[l])));
        }
        self.add(&mut to, None, self.slips(|s| has(s.near_cut)));
        for l in (1..any.tail.len()).filter(|&l| has(any.tail[l])) {
            let (middle, mut crossed) = (o + l - 1, vec![0; to.len()]);
            for m in (1..any.head.len()).filter(|&m| any.head[m] >> middle & 1 == 1) {
                let heads = self.slips(|s| s.head[m] >> middle & 1 == 1);
                self.add(&mut crossed, exact[middle + m + 1].as_deref(), heads);
            }
            self.add(&mut to, Some(&crossed), self.slips(|s| has(s.tail[l])));
        }
        Some(to)
    }
}
