//! Texts in chunks of 65 536, in flat arrays of folded units, with the texts of each unit.
//!
//! A chunk is made ready for searching when it is full: its texts are counted into lists by unit
//! (16-bit numbers within the chunk), and marked by the initials of their characters. That takes
//! a few milliseconds, so adding needs no end that grows with the data.

use super::filter::Plan;
use super::hits::{Key, Role};
use super::walk::{self, walk_exact, walk_slips};
use super::word::{Reach, Word};
use diming_text::Han;
use diming_text::fold::{BLANK, BREAK, is_latin};
use diming_text::han::SetId;
use std::hint::black_box;
use std::ops::Range;

/// Texts in a chunk.
const CHUNK: usize = 1 << 16;

/// Texts that are looked at together.
const BATCH: usize = 32;

/// One bit for each text of a chunk.
pub(super) type Marks = [u64; MARK_WORDS];
/// Words of [`Marks`].
pub(super) const MARK_WORDS: usize = CHUNK / 64;

/// Calls `take` with each text that is marked, ascending.
#[inline]
fn each_marked(marks: &Marks, mut take: impl FnMut(usize)) {
    for (i, &mark) in marks.iter().enumerate() {
        let mut rest = mark;
        while rest != 0 {
            take(i * 64 + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
    }
}

/// The distinct units of all texts, numbered as they appear.
#[derive(Debug, Default)]
pub(super) struct Alphabet {
    /// For each unit its number and one; 0 for none. Empty before the first.
    numbers: Vec<u16>,
    units: Vec<u16>,
    /// The numbers of the units of each set of readings that has any.
    sets: Vec<(SetId, Vec<u16>)>,
}

impl Alphabet {
    /// The number of a unit that stands in some text.
    pub fn number(&self, unit: u16) -> Option<u16> {
        self.numbers.get(usize::from(unit)).and_then(|n| n.checked_sub(1))
    }

    /// The sets of readings that stand in some text, each with the numbers of its units.
    pub fn sets(&self) -> impl Iterator<Item = (usize, &[u16])> {
        self.sets.iter().map(|(set, numbers)| (usize::from(*set), &numbers[..]))
    }

    fn add(&mut self, unit: u16, han: &Han) -> u16 {
        if self.numbers.is_empty() {
            self.numbers = vec![0; 1 << 16];
        }
        let number = &mut self.numbers[usize::from(unit)];
        if *number == 0 {
            self.units.push(unit);
            *number = self.units.len() as u16;
            let set = han.set_of_unit(unit);
            match self.sets.iter_mut().find(|s| s.0 == set) {
                Some((_, numbers)) => numbers.push(*number - 1),
                None => self.sets.push((set, vec![*number - 1])),
            }
        }
        *number - 1
    }

    fn heap_bytes(&self) -> usize {
        2 * (self.numbers.len() + 2 * self.units.len()) + self.sets.len() * size_of::<(SetId, Vec<u16>)>()
    }
}

/// Up to [`CHUNK`] texts.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    units: Vec<u16>,
    /// Where each text ends in `units`.
    ends: Vec<u32>,
    roles: Vec<Role>,
    /// Texts of each unit: those of unit number `n` end at `posting_ends[n]`.
    postings: Vec<u16>,
    posting_ends: Vec<u32>,
    /// For each letter a to z, the texts that have a character with that initial.
    initials: Vec<Marks>,
    /// Number of texts with Latin letters.
    latin_len: usize,
}

impl Chunk {
    /// Where a text stands in `units`.
    #[inline]
    fn run(&self, i: usize) -> Range<usize> {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        start as usize..self.ends[i] as usize
    }

    #[inline]
    fn text(&self, i: usize) -> &[u16] {
        &self.units[self.run(i)]
    }

    /// Sets the bit of each text that has a unit, by its number.
    #[inline]
    pub fn mark(&self, number: u16, marks: &mut Marks) {
        let number = usize::from(number);
        let Some(&end) = self.posting_ends.get(number) else { return };
        let start = if number == 0 { 0 } else { self.posting_ends[number - 1] };
        for &text in &self.postings[start as usize..end as usize] {
            marks[usize::from(text >> 6)] |= 1 << (text & 63);
        }
    }

    /// The texts that have a character with an initial; `None` for what is no letter.
    pub fn with_initial(&self, letter: u16) -> Option<&Marks> {
        self.initials.get(usize::from(letter.wrapping_sub(u16::from(b'a'))))
    }

    /// All texts.
    pub fn all(&self) -> Box<Marks> {
        let mut all = Box::new([0; MARK_WORDS]);
        (0..self.ends.len()).for_each(|text| all[text / 64] |= 1 << (text % 64));
        all
    }

    /// Makes the chunk ready for searching.
    fn seal(&mut self, alphabet: &mut Alphabet, han: &Han) {
        self.units.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.roles.shrink_to_fit();
        let mut counts = vec![0u32; 1 << 16];
        for &unit in self.units.iter().filter(|&&unit| unit != BLANK && unit != BREAK) {
            counts[usize::from(alphabet.add(unit, han))] += 1;
        }
        counts.truncate(alphabet.units.len());
        let mut sum = 0;
        for count in &mut counts {
            sum += std::mem::replace(count, sum);
        }
        self.postings = vec![0; sum as usize];
        for text in 0..self.ends.len() {
            let units = &self.units[self.run(text)];
            for number in units.iter().filter_map(|&unit| alphabet.number(unit)) {
                let next = &mut counts[usize::from(number)];
                self.postings[*next as usize] = text as u16;
                *next += 1;
            }
            self.latin_len += usize::from(units.iter().any(|&unit| is_latin(unit)));
        }
        counts.shrink_to_fit();
        self.posting_ends = counts;
        self.make_initials(alphabet, han);
    }

    fn make_initials(&mut self, alphabet: &Alphabet, han: &Han) {
        let mut initials = vec![[0; MARK_WORDS]; 26];
        for (set, numbers) in alphabet.sets() {
            let mut letters: Vec<u8> = han.sets()[set].iter().filter_map(|&s| han.syllable(s).bytes().next()).collect();
            letters.dedup();
            for letter in letters.into_iter().filter(u8::is_ascii_lowercase) {
                numbers.iter().for_each(|&number| self.mark(number, &mut initials[usize::from(letter - b'a')]));
            }
        }
        self.initials = initials;
    }

    fn heap_bytes(&self) -> usize {
        2 * (self.units.len() + self.postings.len())
            + 4 * (self.ends.len() + self.posting_ends.len())
            + self.roles.len()
            + self.initials.len() * size_of::<Marks>()
    }
}

/// How candidates for a word are found among texts: without a slip, and with one where that is allowed.
#[derive(Debug)]
pub(super) struct Plans {
    exact: Plan,
    slips: Option<Plan>,
}

impl Plans {
    /// For a word among all texts that are ready.
    pub fn new(texts: &Texts, word: &Word) -> Plans {
        let slips = (word.reach != Reach::None).then(|| Plan::slips(texts, word));
        Plans { exact: Plan::exact(texts, word), slips }
    }
}

/// Texts in the order added.
#[derive(Debug, Default)]
pub(super) struct Texts {
    chunks: Vec<Chunk>,
    alphabet: Alphabet,
    /// Chunks at the beginning that are ready for searching.
    sealed: usize,
}

impl Texts {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.ends.len())
    }

    /// The units of a text.
    #[inline]
    pub fn text(&self, i: usize) -> &[u16] {
        self.chunks[i / CHUNK].text(i % CHUNK)
    }

    /// All units that stand in some text that can be searched.
    pub fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    /// Number of texts with Latin letters.
    pub fn latin_len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.latin_len).sum()
    }

    /// Adds a text, whose units `write` appends.
    pub fn push(&mut self, role: Role, han: &Han, write: impl FnOnce(&mut Vec<u16>)) {
        if self.chunks.last().is_none_or(|last| last.ends.len() == CHUNK) {
            self.seal(han);
            self.chunks.push(Chunk::default());
        }
        let Some(chunk) = self.chunks.last_mut() else { return };
        write(&mut chunk.units);
        chunk.ends.push(chunk.units.len() as u32);
        chunk.roles.push(role);
    }

    /// Makes all texts so far ready for searching; nothing is to be added afterwards.
    pub fn seal(&mut self, han: &Han) {
        for chunk in &mut self.chunks[self.sealed..] {
            chunk.seal(&mut self.alphabet, han);
        }
        self.sealed = self.chunks.len();
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.chunks.iter().map(Chunk::heap_bytes).sum::<usize>() + self.alphabet.heap_bytes()
    }

    /// Number of chunks.
    pub fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// Calls `take(text, units)` for each text of a chunk that holds units of two neighbours of a row: of one place any unit
    /// of those whose numbers stand there.
    pub fn each_with_pair(&self, c: usize, row: &[Vec<u16>], mut take: impl FnMut(usize, &[u16])) {
        let chunk = &self.chunks[c];
        let (mut pairs, mut before) = ([0; MARK_WORDS], [0; MARK_WORDS]);
        for numbers in row {
            let mut here = [0; MARK_WORDS];
            numbers.iter().for_each(|&number| chunk.mark(number, &mut here));
            pairs.iter_mut().zip(before).zip(here).for_each(|((pair, before), here)| *pair |= before & here);
            before = here;
        }
        each_marked(&pairs, |i| take(c * CHUNK + i, chunk.text(i)));
    }

    /// Calls `emit(text, key)` for each text of a chunk that the word matches.
    pub fn find_in(&self, c: usize, plans: &Plans, word: &Word, han: &Han, mut emit: impl FnMut(usize, Key)) {
        let chunk = &self.chunks[c];
        let mut marks = plans.exact.candidates(chunk);
        chunk.keep(&mut marks, |text, role| walk_exact(word, text, role, han), |i, key| emit(c * CHUNK + i, key));
        let Some(slips) = &plans.slips else { return };
        let mut near = slips.candidates(chunk);
        near.iter_mut().zip(marks.iter()).for_each(|(near, mark)| *near &= !mark);
        chunk.keep(&mut near, |text, role| walk_slips(word, text, role, han), |i, key| emit(c * CHUNK + i, key));
    }
}

impl Chunk {
    /// Keeps the marks of those texts that a walk finds, and tells of them.
    #[inline]
    fn keep(
        &self,
        marks: &mut Marks,
        walk: impl Fn(&[u16], Role) -> Option<walk::TextMatch>,
        mut emit: impl FnMut(usize, Key),
    ) {
        let mut marked: Vec<usize> = Vec::with_capacity(marks.iter().map(|mark| mark.count_ones() as usize).sum());
        each_marked(marks, |text| marked.push(text));
        let mut runs = [const { 0..0 }; BATCH];
        for batch in marked.chunks(BATCH) {
            // The texts lie apart: asked for together, memory gives them together.
            for (run, &text) in runs.iter_mut().zip(batch) {
                *run = self.run(text);
                black_box(self.units.get(run.start).copied());
            }
            for (run, &text) in runs.iter().zip(batch) {
                match walk(&self.units[run.clone()], self.roles[text]) {
                    Some(found) => emit(text, found.key),
                    None => marks[text / 64] &= !(1 << (text % 64)),
                }
            }
        }
    }
}
