//! Searches for a query's words; if there is no match, for fewer of them.

use crate::index::search::{Hits, Query, SearchIndex, Searching, shorter};
use diming_protocol::{MatchClass, Shorter};
use diming_text::Han;

/// The searched query and its matches.
#[derive(Default)]
pub(super) struct Worded {
    pub words: Option<(Query, Hits)>,
    /// Set if it differs from the typed query.
    pub shorter: Option<Shorter>,
}

/// A search in progress.
pub(super) struct Wording {
    under_way: Option<(Query, Searching)>,
    /// The query being tried.
    now: Option<Shorter>,
    /// The remaining queries to try, in reverse order.
    rest: Vec<Shorter>,
    /// The first poor result; the typed query if there was none.
    met: Option<Worded>,
}

impl Wording {
    pub fn new(query: Query, text: &str) -> Wording {
        let rest = shorter(text).into_iter().rev().collect();
        Wording { under_way: Some((query, Searching::default())), now: None, rest, met: None }
    }

    /// Advances by a chunk of the index; `None` if there is more to do.
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
