//! Narrows all texts to those that hold the units of a word, in whatever order.
//!
//! For each position of the word, from the last to the first, the set of texts that hold units
//! to get from there to the end. What a unit may take is read from the same tables that the walk
//! uses, and order and neighbourhood are left out, so the set holds every text that matches.
//! Which units lead from where to where is worked out once a word ([`Plan`]); the sets are made
//! chunk by chunk, where they fit the processor's nearest memory.
//!
//! Where few texts hold Latin letters (names seldom do), all of these pass, and letters of a word
//! need not be thought of as standing for themselves: that leaves few positions to reach.

use super::numeral::{Numeral, beginnings};
use super::texts::{Chunk, MARK_WORDS, Marks, Texts};
use super::word::{SYLLABLE_MAX, Slip, Sound, Word, bits};
use diming_text::fold::is_latin;

/// Positions that are looked at; what a word has beyond is left to the walk.
const DEPTH: usize = 12;
/// Texts with Latin letters that are let through unlooked.
const LATIN_MAX: usize = 2000;
/// Leads to the end of the word.
const END: usize = usize::MAX;

/// For each position the texts that get from there to the end; `None` for all.
type Sets = Vec<Option<Box<Marks>>>;

/// One way on from a position: who takes it, and where it leads.
#[derive(Debug)]
struct Way {
    to: usize,
    /// Numbers of units.
    units: Vec<u16>,
    /// Whatever has a character with this initial.
    initial: Option<u16>,
}

/// The ways on from a position with one slip.
#[derive(Debug)]
struct SlipWays {
    at: usize,
    /// Without a slip; it is still to come.
    before: Vec<Way>,
    /// With the slip.
    slip: Vec<Way>,
    /// With two letters swapped across two syllables: the second syllable, then who is the first.
    crossed: Vec<(Vec<Way>, Vec<u16>)>,
}

/// How candidates for a word are found in a chunk.
#[derive(Debug)]
pub(super) struct Plan {
    positions: usize,
    /// Ways without a slip, the last position first.
    exact: Vec<(usize, Vec<Way>)>,
    /// Ways with one slip, the last position first; empty where none is allowed.
    slips: Vec<SlipWays>,
    /// Numbers of the letters whose texts are let through.
    through: Vec<u16>,
}

impl Plan {
    /// For the texts that may match without a slip.
    pub fn exact(texts: &Texts, word: &Word) -> Plan {
        let planner = Planner::new(texts, word);
        let exact = planner.positions(planner.reached(1, true)).map(|o| (o, planner.ways_at(o, true))).collect();
        planner.plan(exact, Vec::new())
    }

    /// For the texts that may match with one slip.
    pub fn slips(texts: &Texts, word: &Word) -> Plan {
        let planner = Planner::new(texts, word);
        let before = planner.reached(1, false);
        let targets = bits(before).fold(0, |to, o| to | planner.slip_targets(o));
        let exact = planner.positions(planner.reached(targets, false)).map(|o| (o, planner.ways_at(o, false)));
        let slips = planner.positions(before).map(|o| planner.slips_at(o));
        planner.plan(exact.collect(), slips.collect())
    }

    /// The texts of a chunk that may match.
    pub fn candidates(&self, chunk: &Chunk) -> Box<Marks> {
        let mut exact: Sets = vec![None; self.positions];
        for (o, ways) in &self.exact {
            let mut to = none();
            follow(chunk, ways, &exact, &mut to);
            exact[*o] = Some(to);
        }
        let mut sets: Sets = vec![None; self.positions];
        for ways in &self.slips {
            sets[ways.at] = with_slip(chunk, ways, &exact, &sets);
        }
        let mut last = if self.slips.is_empty() { exact } else { sets };
        let mut first = last.swap_remove(0).unwrap_or_else(|| chunk.all());
        self.through.iter().for_each(|&letter| chunk.mark(letter, &mut first));
        first
    }
}

fn none() -> Box<Marks> {
    Box::new([0; MARK_WORDS])
}

/// Adds to `to` the texts that take one of the ways and get from there to the end by `onward`.
fn follow(chunk: &Chunk, ways: &[Way], onward: &Sets, to: &mut Marks) {
    for way in ways {
        let Some(onward) = onward.get(way.to).and_then(Option::as_deref) else {
            take(chunk, way, to);
            continue;
        };
        if onward.iter().all(|&mark| mark == 0) {
            continue;
        }
        let mut marks = [0; MARK_WORDS];
        take(chunk, way, &mut marks);
        join(to, &marks, onward);
    }
}

/// Marks the texts that take a way.
fn take(chunk: &Chunk, way: &Way, marks: &mut Marks) {
    way.units.iter().for_each(|&number| chunk.mark(number, marks));
    if let Some(with) = way.initial.and_then(|letter| chunk.with_initial(letter)) {
        marks.iter_mut().zip(with).for_each(|(mark, with)| *mark |= with);
    }
}

/// Adds to `to` what is in both.
fn join(to: &mut Marks, a: &Marks, b: &Marks) {
    to.iter_mut().zip(a).zip(b).for_each(|((to, a), b)| *to |= a & b);
}

/// Texts that get from a position to the end with one slip or none, `exact` after the slip.
fn with_slip(chunk: &Chunk, ways: &SlipWays, exact: &Sets, onward: &Sets) -> Option<Box<Marks>> {
    // A unit missing; changed or too much. (Swapped units hold what exact ones do.)
    let after = [exact[ways.at].as_ref()?, exact[ways.at + 1].as_ref()?];
    let mut to = none();
    after.into_iter().for_each(|after| to.iter_mut().zip(&**after).for_each(|(to, on)| *to |= on));
    follow(chunk, &ways.before, onward, &mut to);
    follow(chunk, &ways.slip, exact, &mut to);
    for (heads, tails) in &ways.crossed {
        let (mut crossed, mut marks) = (none(), none());
        follow(chunk, heads, exact, &mut crossed);
        tails.iter().for_each(|&number| chunk.mark(number, &mut marks));
        join(&mut to, &marks, &crossed);
    }
    Some(to)
}

/// Works out the ways of one word.
struct Planner<'a> {
    texts: &'a Texts,
    word: &'a Word,
    /// Few texts have Latin letters, so that all of them are let through.
    is_latin_rare: bool,
}

impl<'a> Planner<'a> {
    fn new(texts: &'a Texts, word: &'a Word) -> Planner<'a> {
        Planner { texts, word, is_latin_rare: texts.latin_len() <= LATIN_MAX }
    }

    fn plan(&self, exact: Vec<(usize, Vec<Way>)>, slips: Vec<SlipWays>) -> Plan {
        let letters = u16::from(b'a')..=u16::from(b'z');
        let through = letters.filter(|_| self.is_latin_rare).filter_map(|l| self.texts.alphabet().number(l)).collect();
        Plan { positions: self.word.len() + 2, exact, slips, through }
    }

    /// The positions of a mask that are looked at, the last first.
    fn positions(&self, mask: u64) -> impl Iterator<Item = usize> + use<> {
        (0..self.word.len().min(DEPTH)).rev().filter(move |o| mask >> o & 1 == 1)
    }

    /// Whether the unit at a position may stand for itself.
    fn stands_for_itself(&self, o: usize) -> bool {
        !(self.is_latin_rare && is_latin(self.word.units[o]))
    }

    /// The numbers of the word that begin at a position.
    fn numerals_at(&self, o: usize) -> impl Iterator<Item = &Numeral> {
        self.word.numerals.iter().filter(move |numeral| numeral.start == o || numeral.bare == o)
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
            to |= u64::from(self.stands_for_itself(o)) << (o + 1);
            (1..=SYLLABLE_MAX).filter(|l| o + l < 64).for_each(|l| to |= has(any.full[l]) << (o + l));
            to |= self.numerals_at(o).fold(0, |to, numeral| to | 1 << numeral.end);
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

    /// A way for the units whose sets of readings a table says yes to.
    fn way(&self, to: usize, says: impl Fn(&Sound) -> bool) -> Way {
        let sets = self.texts.alphabet().sets().filter(|(set, _)| says(&self.word.sounds[*set]));
        Way { to, units: sets.flat_map(|(_, numbers)| numbers).copied().collect(), initial: None }
    }

    fn slip_way(&self, to: usize, says: impl Fn(&Slip) -> bool) -> Way {
        let has_slip = |set: usize| self.word.slips.get(set).is_some_and(&says);
        let sets = self.texts.alphabet().sets().filter(|(set, _)| has_slip(*set));
        Way { to, units: sets.flat_map(|(_, numbers)| numbers).copied().collect(), initial: None }
    }

    /// The ways of one step without a slip.
    fn ways_at(&self, o: usize, initials: bool) -> Vec<Way> {
        let unit = self.word.units[o];
        let has = |mask: u64| mask >> o & 1 == 1;
        let mut first = self.way(o + 1, |s| has(s.full[1] | s.same));
        if self.stands_for_itself(o) {
            first.units.extend(self.texts.alphabet().number(unit));
        }
        first.initial = Some(unit).filter(|_| initials);
        let mut ways = vec![first];
        if is_latin(unit) {
            ways.push(self.way(o + 2, |s| has(s.full[2]) || (initials && has(s.digraph))));
            ways.extend((3..=SYLLABLE_MAX).map(|l| self.way(o + l, |s| has(s.full[l]))));
            // The last letter begins a syllable where it is its initial.
            if !(initials && o + 1 == self.word.len()) {
                ways.push(self.way(END, |s| has(s.cut)));
            }
        }
        for numeral in self.numerals_at(o) {
            let units = beginnings(numeral.value).filter_map(|unit| self.texts.alphabet().number(unit)).collect();
            ways.push(Way { to: numeral.end, units, initial: None });
        }
        ways.retain(|way| !way.units.is_empty() || way.initial.is_some());
        ways
    }

    /// The ways of one step with a slip still to come, and with it.
    fn slips_at(&self, o: usize) -> SlipWays {
        let mut ways = SlipWays { at: o, before: self.ways_at(o, false), slip: Vec::new(), crossed: Vec::new() };
        if !is_latin(self.word.units[o]) {
            return ways;
        }
        let has = |mask: u64| mask >> o & 1 == 1;
        let any = &self.word.any_slip;
        let near = (0..any.near.len()).filter(|&l| has(any.near[l]));
        ways.slip = near.map(|l| self.slip_way(o + l, |s| has(s.near[l]))).collect();
        ways.slip.push(self.slip_way(END, |s| has(s.near_cut)));
        for l in (1..any.tail.len()).filter(|&l| has(any.tail[l])) {
            let middle = o + l - 1;
            let heads = (1..any.head.len()).filter(|&m| any.head[m] >> middle & 1 == 1);
            let heads = heads.map(|m| self.slip_way(middle + m + 1, |s| s.head[m] >> middle & 1 == 1)).collect();
            ways.crossed.push((heads, self.slip_way(END, |s| has(s.tail[l])).units));
        }
        ways
    }
}
