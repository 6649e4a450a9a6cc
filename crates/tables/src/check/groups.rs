//! Finds rows that share a key, in bounded steps: keys are collected, parted by their first bits, and sorted part by part.
//!
//! Keys are 64-bit hashes of what two rows have in common. That two different texts of a million share one has a probability
//! of 3 in 100 million; the hash is not keyed: a made-up file can cause false advice about itself, and nothing else.

use super::problem::Problem;
use super::rows::Facts;
use super::rules::ListRule;
use super::{Input, Unchecked, Units};

/// Parts by the first bits of the keys.
const PARTS: usize = 1 << 10;
const PART_SHIFT: u32 = 64 - 10;
/// Odd, without pattern: the golden ratio in 64 bits.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A key, built piece by piece.
#[derive(Clone, Copy, Debug)]
pub struct Key(u64);

impl Key {
    /// A key of nothing.
    pub fn new() -> Key {
        Key(FACTOR)
    }

    /// Adds a number.
    #[inline]
    pub fn add(&mut self, piece: u64) {
        self.0 = (self.0.rotate_left(23) ^ piece).wrapping_mul(FACTOR);
    }

    /// Adds a text, eight bytes at a time.
    pub fn add_text(&mut self, text: &str) {
        let (chunks, rest) = text.as_bytes().as_chunks::<8>();
        chunks.iter().for_each(|chunk| self.add(u64::from_le_bytes(*chunk)));
        self.add(rest.iter().fold(rest.len() as u64, |word, &byte| word << 8 | u64::from(byte)));
    }

    /// The hash.
    pub fn hash(self) -> u64 {
        let mixed = (self.0 ^ self.0 >> 29).wrapping_mul(FACTOR);
        mixed ^ mixed >> 32
    }
}

/// What makes rows the same, and what is told of them.
pub trait Sameness {
    /// The keys of a row; none where it cannot be the same as any.
    fn keys(&mut self, input: &Input, facts: &Facts, row: usize, keys: &mut Vec<u64>);

    /// Before the rows of a key, of which there are at least two, ascending.
    fn begin(&mut self, _rows: usize) {}

    /// A row of a key: all of them, ascending, and which one. Called for each in turn.
    fn tell(&mut self, input: &Input, facts: &Facts, rows: Rows, problems: &mut Vec<Problem>);

    /// At the end.
    fn tell_unchecked(&mut self, _unchecked: &mut Vec<Unchecked>) {}
}

/// The rows of a key.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    entries: &'a [(u64, u32)],
    at: usize,
}

impl Rows<'_> {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The first of them.
    pub fn first(&self) -> usize {
        self.entries.first().map_or(0, |entry| entry.1 as usize)
    }

    /// The one that is looked at.
    pub fn row(&self) -> usize {
        self.entries.get(self.at).map_or(0, |entry| entry.1 as usize)
    }

    /// Whether it is the first.
    pub fn is_first(&self) -> bool {
        self.at == 0
    }
}

/// Where the work is.
#[derive(Debug)]
enum Phase {
    /// Keys of this row are next.
    Collect(usize),
    /// This entry goes to its part next.
    Part(usize),
    /// This part is sorted next.
    Sort(usize),
    /// The rows of a key within a sorted part: end of the part, first and end of the key, next of its rows.
    Walk {
        part: usize,
        first: usize,
        end: usize,
        at: usize,
    },
    Done,
}

/// A rule about rows that are the same in something.
#[derive(Debug)]
pub struct SameRows<S> {
    sameness: S,
    phase: Phase,
    keys: Vec<u64>,
    entries: Vec<(u64, u32)>,
    parted: Vec<(u64, u32)>,
    /// Entries of each part, then where the next one goes.
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl<S: Sameness> SameRows<S> {
    /// Before the first row.
    pub fn new(sameness: S) -> SameRows<S> {
        SameRows {
            sameness,
            phase: Phase::Collect(0),
            keys: Vec::new(),
            entries: Vec::new(),
            parted: Vec::new(),
            starts: vec![0; PARTS],
            ends: Vec::new(),
        }
    }

    fn collect(&mut self, input: &Input, facts: &Facts, row: usize) {
        self.keys.clear();
        self.sameness.keys(input, facts, row, &mut self.keys);
        for &key in &self.keys {
            self.starts[(key >> PART_SHIFT) as usize] += 1;
            self.entries.push((key, row as u32));
        }
    }

    /// Counts become places.
    fn begin_parting(&mut self) {
        let mut sum = 0;
        for start in &mut self.starts {
            (*start, sum) = (sum, sum + *start);
        }
        self.parted = vec![(0, 0); self.entries.len()];
    }

    fn part(&mut self, at: usize) {
        let entry = self.entries[at];
        let place = &mut self.starts[(entry.0 >> PART_SHIFT) as usize];
        self.parted[*place] = entry;
        *place += 1;
    }

    /// The next key with several rows in a sorted part, from an entry on.
    fn next_key(&self, part: usize, from: usize) -> Option<(usize, usize)> {
        let end = self.ends.get(part).copied()?;
        let mut first = from;
        while first < end {
            let key = self.parted[first].0;
            let len = self.parted[first..end].iter().take_while(|entry| entry.0 == key).count();
            if len > 1 {
                return Some((first, first + len));
            }
            first += len;
        }
        None
    }

    fn start_of(&self, part: usize) -> usize {
        part.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// Does the next piece of work, for which a unit was taken.
    fn advance(&mut self, input: &Input, facts: &Facts, units: &mut Units, problems: &mut Vec<Problem>) {
        match self.phase {
            Phase::Collect(row) if row < input.list.len() => {
                self.collect(input, facts, row);
                self.phase = Phase::Collect(row + 1);
            }
            Phase::Collect(_) => {
                self.begin_parting();
                self.phase = Phase::Part(0);
            }
            Phase::Part(at) if at < self.entries.len() => {
                self.part(at);
                self.phase = Phase::Part(at + 1);
            }
            Phase::Part(_) => {
                self.entries = Vec::new();
                // Each place has moved to the end of its part.
                self.ends = std::mem::take(&mut self.starts);
                self.phase = Phase::Sort(0);
            }
            Phase::Sort(PARTS..) => self.phase = Phase::Done,
            Phase::Sort(part) => {
                let (start, end) = (self.start_of(part), self.ends[part]);
                units.take_many((end - start) as u64 / 4);
                // Stable, so that rows stay ascending; and one long run of equal keys takes one pass.
                self.parted[start..end].sort_by_key(|entry| entry.0);
                self.walk_on(part, start);
            }
            Phase::Walk { part, first, end, at } => {
                let rows = Rows { entries: &self.parted[first..end], at };
                if at == 0 {
                    self.sameness.begin(rows.len());
                }
                self.sameness.tell(input, facts, rows, problems);
                if first + at + 1 < end {
                    self.phase = Phase::Walk { part, first, end, at: at + 1 };
                } else {
                    self.walk_on(part, end);
                }
            }
            Phase::Done => {}
        }
    }

    fn walk_on(&mut self, part: usize, from: usize) {
        self.phase = match self.next_key(part, from) {
            Some((first, end)) => Phase::Walk { part, first, end, at: 0 },
            None => Phase::Sort(part + 1),
        };
    }
}

impl<S: Sameness> ListRule for SameRows<S> {
    fn step(&mut self, input: &Input, facts: &Facts, units: &mut Units, problems: &mut Vec<Problem>) -> bool {
        while !matches!(self.phase, Phase::Done) {
            if !units.take() {
                return false;
            }
            self.advance(input, facts, units, problems);
        }
        true
    }

    fn tell_unchecked(&mut self, unchecked: &mut Vec<Unchecked>) {
        self.sameness.tell_unchecked(unchecked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_keys_of_their_own() {
        let key = |text: &str| {
            let mut key = Key::new();
            key.add_text(text);
            key.hash()
        };
        let texts = ["", "a", "\0", "\0\0", "abcdefgh", "abcdefgha", "abcdefghabcdefgh", "吕四港镇", "吕四港镇人民路"];
        let mut keys: Vec<u64> = texts.iter().map(|text| key(text)).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), texts.len());
        assert_eq!(key("吕四港镇"), key("吕四港镇"));
    }
}
