//! The search for a query's words; where they are not found as a whole, for less of them.

use crate::index::search::{Hits, Query, SearchIndex, Searching, shorter};
use diming_protocol::{MatchClass, Shorter};
use diming_text::Han;

/// What was searched for, and what met it.
#[derive(Default)]
pub(super) struct Worded {
    pub words: Option<(Query, Hits)>,
    /// Where it is not the query itself.
    pub shorter: Option<Shorter>,
}

/// A search under way.
pub(super) struct Wording {
    under_way: Option<(Query, Searching)>,
    /// What is searched for in the query's place.
    now: Option<Shorter>,
    /// What may be searched for next, the last first.
    rest: Vec<Shorter>,
    /// The first that met anything, though not well; the query itself where none has.
    met: Option<Worded>,
}

impl Wording {
    pub fn new(query: Query, text: &str) -> Wording {
        let rest = shorter(text).into_iter().rev().collect();
        Wording { under_way: Some((query, Searching::default())), now: None, rest, met: None }
    }

    /// Goes on by a chunk of the index; `None` where there is more to do.
    pub fn step(&mut self, index: &SearchIndex, han: &Han) -> Option<Worded> {
        let Some((query, mut searching)) = self.under_way.take() else { return Some(self.end()) };
        if !searching.step(index, &query, han) {
            self.under_way = Some((query, searching));
            return None;
        }
        let worded = Worded { words: Some((query, searching.finish(index))), shorter: self.now.take() };
        if worded.best_class().is_some_and(|class| class < MatchClass::Near) {
            return Some(worded);
        }
        let has_met = |met: &Worded| met.best_class().is_some() || worded.best_class().is_none();
        if !self.met.as_ref().is_some_and(has_met) {
            self.met = Some(worded);
        }
        while let Some(next) = self.rest.pop() {
            if let Some(query) = Query::parse(&next.used, han) {
                self.under_way = Some((query, Searching::default()));
                self.now = Some(next);
                return None;
            }
        }
        Some(self.end())
    }

    fn end(&mut self) -> Worded {
        self.met.take().unwrap_or_default()
    }
}

impl Worded {
    fn best_class(&self) -> Option<MatchClass> {
        self.words.as_ref().and_then(|(_, hits)| hits.best_class())
    }
}
