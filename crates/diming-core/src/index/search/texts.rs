//! Distinct texts in flat arrays, with the texts of each sound and the records of each text.
//!
//! [`Texts`] holds folded units; for each *sound* (a set of readings, or what stands for a
//! character without one) it lists the texts that have it, as 16-bit numbers within chunks of
//! 65 536 texts. [`Plain`] holds ids and phones, one byte a letter or digit.

use super::filter::{exact_candidates, slip_candidates};
use super::hits::{Key, Role};
use super::walk::{walk_exact, walk_slips};
use super::word::{Reach, Word, bits};
use crate::door::MatchClass;
use crate::text::Han;
use crate::text::fold::{BLANK, BREAK, is_digit, is_latin};

/// Texts in a chunk.
const CHUNK: usize = 1 << 16;
/// Sounds of units without a reading: letters, digits, and the rest by code.
const OTHER_SOUNDS: usize = 26 + 10 + 28;

/// The sound of a unit: its set of readings, else one of [`OTHER_SOUNDS`]; `None` between words.
pub(super) fn sound_of_unit(unit: u16, han: &Han) -> Option<usize> {
    let other = match unit {
        BLANK | BREAK => return None,
        u if is_latin(u) => usize::from(u - u16::from(b'a')),
        u if is_digit(u) => 26 + usize::from(u - u16::from(b'0')),
        u => match han.set_of_unit(u) {
            0 => 36 + usize::from(u % 28),
            set => return Some(usize::from(set)),
        },
    };
    Some(han.sets().len() + other)
}

/// One of the two ways to walk.
type Walk = fn(&Word, &[u16], Role, &Han) -> Option<super::walk::Found>;

/// Distinct texts and the records that have them.
#[derive(Debug, Default)]
pub(super) struct Texts {
    units: Vec<u16>,
    /// Where each text ends in `units`.
    ends: Vec<u32>,
    /// The role of each text; empty where all are names.
    roles: Vec<Role>,
    /// Records, text by text.
    owners: Vec<u32>,
    /// Where each text's records end.
    owner_ends: Vec<u32>,
    /// Texts of each sound, low 16 bits: those of sound `s` in chunk `c` end at
    /// `posting_ends[s * chunks + c]`.
    postings: Vec<u16>,
    posting_ends: Vec<u32>,
    /// For each letter a to z, one bit a text that has a character with that initial.
    initials: Vec<u64>,
}

impl Texts {
    /// From texts in order, each with its records.
    pub fn new(
        units: Vec<u16>,
        ends: Vec<u32>,
        roles: Vec<Role>,
        owners: Vec<u32>,
        owner_ends: Vec<u32>,
        han: &Han,
    ) -> Texts {
        let mut texts =
            Texts { units, ends, roles, owners, owner_ends, postings: vec![], posting_ends: vec![], initials: vec![] };
        texts.make_postings(han);
        texts.make_initials(han);
        texts
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The units of a text.
    #[inline]
    pub fn text(&self, i: usize) -> &[u16] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.units[start as usize..self.ends[i] as usize]
    }

    /// The records that have a text, ascending.
    pub fn owners(&self, i: usize) -> &[u32] {
        let start = if i == 0 { 0 } else { self.owner_ends[i - 1] };
        &self.owners[start as usize..self.owner_ends[i] as usize]
    }

    /// Number of texts at the beginning for which a test holds that holds for none after.
    pub fn partition(&self, before: impl Fn(&[u16]) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(self.text(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn role(&self, i: usize) -> Role {
        self.roles.get(i).copied().unwrap_or(Role::Name)
    }

    fn chunks(&self) -> usize {
        self.len().div_ceil(CHUNK)
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        2 * (self.units.len() + self.postings.len())
            + 4 * (self.ends.len() + self.owners.len() + self.owner_ends.len() + self.posting_ends.len())
            + self.roles.len()
            + 8 * self.initials.len()
    }

    /// Counts, then fills, the lists of texts of each sound.
    fn make_postings(&mut self, han: &Han) {
        let chunks = self.chunks();
        let sounds = han.sets().len() + OTHER_SOUNDS;
        let mut starts = vec![0u32; sounds * chunks + 1];
        self.each_sound(han, |sound, text| starts[sound * chunks + text / CHUNK + 1] += 1);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut postings = vec![0u16; starts.last().map_or(0, |&n| n as usize)];
        self.each_sound(han, |sound, text| {
            let next = &mut starts[sound * chunks + text / CHUNK];
            postings[*next as usize] = (text % CHUNK) as u16;
            *next += 1;
        });
        starts.pop();
        (self.postings, self.posting_ends) = (postings, starts);
    }

    /// Joins the texts of all sets of readings that begin with a letter.
    fn make_initials(&mut self, han: &Han) {
        let words = self.len().div_ceil(64);
        let mut initials = vec![0; 26 * words];
        for (set, members) in han.sets().iter().enumerate() {
            let mut letters: Vec<u8> = members.iter().filter_map(|&s| han.syllable(s).bytes().next()).collect();
            letters.dedup();
            for letter in letters.iter().filter(|l| l.is_ascii_lowercase()) {
                let start = usize::from(letter - b'a') * words;
                self.mark_sound(set, &mut initials[start..start + words]);
            }
        }
        self.initials = initials;
    }

    /// The texts that have a character with an initial, one bit each; none for what is no letter.
    pub fn with_initial(&self, letter: u16) -> &[u64] {
        let words = self.len().div_ceil(64);
        let start = usize::from(letter.wrapping_sub(u16::from(b'a'))) * words;
        self.initials.get(start..start + words).unwrap_or_default()
    }

    /// Calls `visit(sound, text)` once for each sound of each text, texts ascending.
    fn each_sound(&self, han: &Han, mut visit: impl FnMut(usize, usize)) {
        let mut last_text = vec![u32::MAX; han.sets().len() + OTHER_SOUNDS];
        for text in 0..self.len() {
            for sound in self.text(text).iter().filter_map(|&unit| sound_of_unit(unit, han)) {
                if last_text[sound] != text as u32 {
                    last_text[sound] = text as u32;
                    visit(sound, text);
                }
            }
        }
    }

    /// Sets the bit of each text that has a sound.
    pub fn mark_sound(&self, sound: usize, marks: &mut [u64]) {
        let chunks = self.chunks();
        for chunk in 0..chunks {
            let at = sound * chunks + chunk;
            let start = if at == 0 { 0 } else { self.posting_ends[at - 1] };
            let (start, end) = (start as usize, self.posting_ends[at] as usize);
            let marks = &mut marks[chunk * (CHUNK / 64)..];
            for &low in &self.postings[start..end] {
                marks[usize::from(low >> 6)] |= 1 << (low & 63);
            }
        }
    }

    /// All texts, one bit each.
    pub fn all(&self) -> Vec<u64> {
        let mut all = vec![u64::MAX; self.len().div_ceil(64)];
        if let (Some(last), used @ 1..) = (all.last_mut(), self.len() % 64) {
            *last = (1 << used) - 1;
        }
        all
    }

    /// Calls `emit(key, records)` for each text that the word matches.
    pub fn find(&self, word: &Word, han: &Han, mut emit: impl FnMut(Key, &[u32])) {
        let mut marks = exact_candidates(self, word, han);
        let found = |mark: &mut u64, emit: &mut dyn FnMut(Key, &[u32]), i: usize, walk: Walk| {
            for bit in bits(*mark) {
                let text = i * 64 + bit;
                match walk(word, self.text(text), self.role(text), han) {
                    Some(found) => emit(found.key, self.owners(text)),
                    None => *mark &= !(1 << bit),
                }
            }
        };
        for (i, mark) in marks.iter_mut().enumerate() {
            found(mark, &mut emit, i, walk_exact);
        }
        if word.reach == Reach::None {
            return;
        }
        let mut slips = slip_candidates(self, word, han);
        for (i, (slip, mark)) in slips.iter_mut().zip(&marks).enumerate() {
            *slip &= !mark;
            found(slip, &mut emit, i, walk_slips);
        }
    }
}

/// Ids, phones and whatever else is of Latin letters and digits, with a digit: one run of bytes a
/// record, its texts apart by [`BREAK`], ended by 0. Only words with a digit are looked for.
#[derive(Debug, Default)]
pub(super) struct Plain {
    bytes: Vec<u8>,
}

impl Plain {
    /// Whether a folded text belongs here.
    pub fn takes(units: &[u16]) -> bool {
        let plain = |u: &u16| is_digit(*u) || is_latin(*u) || *u == BLANK || *u == BREAK;
        units.iter().all(plain) && units.iter().any(|u| is_digit(*u))
    }

    /// Adds a text to the record being added.
    pub fn push(&mut self, units: &[u16]) {
        if self.bytes.last().is_some_and(|&b| b != 0) {
            self.bytes.push(BREAK as u8);
        }
        self.bytes.extend(units.iter().filter(|&&u| u != BLANK).map(|&u| u as u8));
    }

    /// Ends the record being added.
    pub fn end_record(&mut self) {
        self.bytes.push(0);
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Calls `emit(record, key)` for each text that holds the word: a single digit only as a whole.
    pub fn find(&self, word: &Word, mut emit: impl FnMut(usize, Key)) {
        let Some(wanted) = plain_word(&word.units) else { return };
        let mut start = 0;
        let mut record = 0;
        for (end, &byte) in self.bytes.iter().enumerate() {
            if byte != 0 && byte != BREAK as u8 {
                continue;
            }
            if let Some((key, _)) = plain_match(&self.bytes[start..end], &wanted) {
                emit(record, key);
            }
            start = end + 1;
            record += usize::from(byte == 0);
        }
    }
}

/// The bytes of a word that may be looked for among ids and phones.
pub(super) fn plain_word(units: &[u16]) -> Option<Vec<u8>> {
    Plain::takes(units).then(|| units.iter().map(|&u| u as u8).collect())
}

/// How a word stands in one id or phone, and where.
pub(super) fn plain_match(text: &[u8], word: &[u8]) -> Option<(Key, usize)> {
    if text.len() < word.len() {
        return None;
    }
    let (first, rest) = word.split_first()?;
    let starts = |at: &usize| text[*at] == *first && text[at + 1..at + 1 + rest.len()] == *rest;
    let at = (0..=text.len() - word.len()).find(starts)?;
    let (class, extent) = match (at, text.len() == word.len()) {
        (0, true) => (MatchClass::Exact, 0),
        _ if word.len() == 1 => return None,
        (0, false) => (MatchClass::Prefix, 1),
        _ => (MatchClass::Substring, 2),
    };
    Some((Key::new(class, Role::Other, extent, false, text.len()), at))
}
