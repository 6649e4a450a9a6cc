//! A search in bounded steps: word by word, and of each word chunk by chunk of the texts.

use super::cover::Cover;
use super::hits::{Hits, Key, Matched, Role};
use super::house::HouseNumber;
use super::texts::Plans;
use super::{Query, SearchIndex, Term};
use crate::index::bits::Bits;
use diming_protocol::MatchClass;
use diming_text::Han;
use std::sync::Arc;

/// For each word of a query what means it: how close that is (0 to 3, the closest first), and the records.
pub type Meant = Vec<Vec<(u16, Bits)>>;

/// A search under way. Every step takes the same query and the same index.
#[derive(Debug, Default)]
pub struct Searching {
    /// The records that the words mean.
    meant: Meant,
    /// Records that have a house number of the road asked for, with the number.
    numbered: Vec<(u32, u32)>,
    /// Words that were looked for, the joined one last.
    terms: usize,
    /// What these met.
    met: Option<Matched>,
    word: Option<Finding>,
    /// What each record's texts cover of the query, where no word met enough.
    covering: Option<Covering>,
}

/// One word under way.
#[derive(Debug)]
struct Finding {
    found: Matched,
    names: Plans,
    sides: Plans,
    /// Records with a house number behind the word.
    numbered: Vec<(u32, u32)>,
    /// The next chunk: of the names, then of the other texts.
    next: usize,
}

impl Searching {
    /// With the records that the words mean.
    pub fn with_meant(meant: Meant) -> Searching {
        Searching { meant, ..Searching::default() }
    }

    /// Looks through one chunk (65 536 texts); `true` where nothing was left to look through.
    pub fn step(&mut self, index: &SearchIndex, query: &Query, han: &Han) -> bool {
        let is_joined = self.terms == query.words.len();
        let term = if is_joined { query.joined.as_ref() } else { query.words.get(self.terms) };
        let Some(term) = term else { return self.cover_some(index, query) };
        let number = query.number.filter(|_| self.terms + 1 == query.words.len());
        let word = self.word.get_or_insert_with(|| Finding::new(index, term));
        if !word.step(index, term, number, han) {
            return false;
        }
        let (mut found, numbered) = self.word.take().map(|word| (word.found, word.numbered)).unwrap_or_default();
        self.numbered.extend(numbered);
        for (turn, records) in self.meant.get(self.terms).into_iter().flatten().filter(|_| !is_joined) {
            records.each_in(0..records.len(), |record| found.add(record as u32, Key::meaning(*turn)));
        }
        self.terms += 1;
        match &mut self.met {
            None => self.met = Some(found),
            Some(met) if is_joined => met.either(&found),
            Some(met) => met.both(&found),
        }
        false
    }

    /// Looks for the query's characters in all texts of a record together, a chunk a step; `true` where nothing is left.
    fn cover_some(&mut self, index: &SearchIndex, query: &Query) -> bool {
        let met = &self.met;
        let is_wanted = |cover: &&Cover| cover.is_wanted(met.as_ref().and_then(Matched::best_class));
        let Some(cover) = query.cover.as_ref().filter(|cover| self.covering.is_some() || is_wanted(cover)) else {
            return true;
        };
        let covering = self.covering.get_or_insert_with(|| Covering::new(index, cover));
        if covering.step(index, cover) {
            return false;
        }
        // Once: the next step finds nothing left.
        if !covering.masks.is_empty() {
            let met = self.met.get_or_insert_with(|| Matched::new(index.len()));
            for (record, mask) in std::mem::take(&mut covering.masks).into_iter().enumerate().filter(|m| m.1 != 0) {
                if let Some(key) = cover.key(mask, index.provinces).filter(|_| !met.has(record)) {
                    met.add(record as u32, key);
                }
            }
        }
        true
    }

    /// What the steps so far have met.
    pub fn finish(self, index: &SearchIndex, query: &Query) -> Hits {
        let mut met = self.met.unwrap_or_default();
        let nearest = query.number.and_then(|wanted| {
            let away = |&(record, number): &(u32, u32)| Some((number.abs_diff(wanted.value), number, record));
            let known = || self.numbered.iter().filter(|(record, _)| met.has(*record as usize)).filter_map(away);
            let (nearest, number, _) = known().min()?;
            let records: Vec<u32> =
                known().filter(|one| one.0 == nearest && one.1 == number).map(|one| one.2).collect();
            // Behind the road itself.
            let key = Key::new(MatchClass::Exact, Role::Other, 0, false, usize::MAX);
            records.into_iter().for_each(|record| met.add(record, key));
            Some(number)
        });
        Hits::new(met, nearest, Arc::clone(&index.order))
    }
}

/// What records cover of a query.
#[derive(Debug)]
struct Covering {
    /// What the names, and the other texts, hold that have the query's tokens.
    names: Vec<Vec<u16>>,
    sides: Vec<Vec<u16>>,
    /// For each record the positions that one of its texts has.
    masks: Vec<u64>,
    next: usize,
}

impl Covering {
    fn new(index: &SearchIndex, cover: &Cover) -> Covering {
        let (names, sides) = (cover.row(index.names.alphabet()), cover.row(index.sides.alphabet()));
        Covering { names, sides, masks: vec![0; index.len()], next: 0 }
    }

    /// Looks through the next chunk; `false` where there is none.
    fn step(&mut self, index: &SearchIndex, cover: &Cover) -> bool {
        let Covering { names, sides, masks, next } = self;
        let (chunk, name_chunks) = (*next, index.names.chunks());
        *next += 1;
        if chunk < name_chunks {
            index.names.each_with_pair(chunk, names, |text, units| masks[text] |= cover.name_mask(units));
        } else if chunk - name_chunks < index.sides.chunks() {
            index.sides.each_with_pair(chunk - name_chunks, sides, |text, units| match cover.mask(units) {
                0 => {}
                mask => index.side_owners.of(text).iter().for_each(|&record| masks[record as usize] |= mask),
            });
        } else {
            return false;
        }
        true
    }
}

impl Finding {
    fn new(index: &SearchIndex, term: &Term) -> Finding {
        let names = Plans::new(&index.names, &term.word);
        let sides = Plans::new(&index.sides, &term.word);
        Finding { found: Matched::new(index.len()), names, sides, numbered: Vec::new(), next: 0 }
    }

    /// Looks through the next chunk; after the last through what has no chunks, and then gives `true`.
    fn step(&mut self, index: &SearchIndex, term: &Term, number: Option<HouseNumber>, han: &Han) -> bool {
        let Finding { found, names, sides, numbered, next } = self;
        let chunk = *next;
        *next += 1;
        let name_chunks = index.names.chunks();
        if chunk < name_chunks {
            index.names.find_in(chunk, names, &term.word, han, |text, key| {
                let is_other = key.is_whole_name() && !index.is_spelled(text, term);
                if let Some(key) = term.rated(if is_other { key.loosened() } else { key }) {
                    found.add(text as u32, key);
                }
            });
            return false;
        }
        if chunk - name_chunks < index.sides.chunks() {
            index.sides.find_in(chunk - name_chunks, sides, &term.word, han, |text, key| {
                let is_other = key.is_whole_name() && *index.sides.text(text) != term.units[..];
                let Some(key) = term.rated(if is_other { key.loosened() } else { key }) else { return };
                if let Some(number) = number.and_then(|number| number.behind(&term.word, index.sides.text(text), han)) {
                    numbered.extend(index.side_owners.of(text).iter().map(|&record| (record, number)));
                }
                index.side_owners.of(text).iter().for_each(|&record| found.add(record, key));
            });
            return false;
        }
        index.plain.find(&term.word, |record, key| found.add(record as u32, key));
        if let Some(wanted) = term.marker {
            let key = Key::new(MatchClass::Exact, Role::Name, 0, false, 1);
            index.markers.iter().filter(|m| wanted.meets(m.1)).for_each(|m| found.add(m.0, key));
        }
        true
    }
}
