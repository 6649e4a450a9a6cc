//! A search in bounded steps: word by word, and of each word chunk by chunk of the texts.

use super::hits::{Found, Hits, Key, Role};
use super::texts::Plans;
use super::{Query, SearchIndex, Term};
use crate::door::MatchClass;
use crate::text::Han;
use std::sync::Arc;

/// A search under way. Every step takes the same query and the same index.
#[derive(Debug, Default)]
pub struct Searching {
    /// Words that were looked for, the joined one last.
    terms: usize,
    /// What these met.
    met: Option<Found>,
    word: Option<Finding>,
}

/// One word under way.
#[derive(Debug)]
struct Finding {
    found: Found,
    names: Plans,
    sides: Plans,
    /// The next chunk: of the names, then of the other texts.
    next: usize,
}

impl Searching {
    /// Looks through one chunk (65 536 texts); `true` where nothing was left to look through.
    pub fn step(&mut self, index: &SearchIndex, query: &Query, han: &Han) -> bool {
        let is_joined = self.terms == query.words.len();
        let term = if is_joined { query.joined.as_ref() } else { query.words.get(self.terms) };
        let Some(term) = term else { return true };
        let word = self.word.get_or_insert_with(|| Finding::new(index, term));
        if !word.step(index, term, han) {
            return false;
        }
        self.terms += 1;
        let found = self.word.take().map(|word| word.found).unwrap_or_default();
        match &mut self.met {
            None => self.met = Some(found),
            Some(met) if is_joined => met.either(&found),
            Some(met) => met.both(&found),
        }
        false
    }

    /// What the steps so far have met.
    pub fn finish(self, index: &SearchIndex) -> Hits {
        Hits::new(self.met.unwrap_or_default(), Arc::clone(&index.order))
    }
}

impl Finding {
    fn new(index: &SearchIndex, term: &Term) -> Finding {
        let names = Plans::new(&index.names, &term.word);
        let sides = Plans::new(&index.sides, &term.word);
        Finding { found: Found::new(index.len()), names, sides, next: 0 }
    }

    /// Looks through the next chunk; after the last through what has no chunks, and then gives `true`.
    fn step(&mut self, index: &SearchIndex, term: &Term, han: &Han) -> bool {
        let Finding { found, names, sides, next } = self;
        let chunk = *next;
        *next += 1;
        let name_chunks = index.names.chunks();
        if chunk < name_chunks {
            index.names.find_in(chunk, names, &term.word, han, |text, key| found.add(text as u32, key));
            return false;
        }
        if chunk - name_chunks < index.sides.chunks() {
            index.sides.find_in(chunk - name_chunks, sides, &term.word, han, |text, key| {
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
