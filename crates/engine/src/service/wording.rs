//! The search for a query's words and for what they mean; where they are not found as a whole, cut around the words that
//! are known, then for less of them.

use crate::index::search::{Hits, Query, SearchIndex, Searching, shorter};
use crate::query::Data;
use crate::query::meanings::Meanings;
use diming_protocol::{MatchClass, SearchNotes, Shorter, Taken};
use diming_text::Han;
use std::collections::VecDeque;

/// What is searched, and with what.
#[derive(Clone, Copy)]
pub(super) struct Searchable<'a> {
    pub search: &'a SearchIndex,
    pub meanings: &'a Meanings,
    pub han: &'a Han,
    pub data: Data<'a>,
}

/// The searched query and its matches.
#[derive(Default)]
pub(super) struct Worded {
    pub words: Option<(Query, Hits)>,
    /// Where it is not the query itself.
    shorter: Option<Shorter>,
    taken: Vec<Taken>,
}

/// What is searched for in a query's place.
enum Attempt {
    /// The query cut around known words.
    Parted,
    Shorter(Shorter),
}

/// A search in progress.
pub(super) struct Wording {
    text: String,
    under_way: Option<(Query, Searching)>,
    /// The query being tried.
    now: Option<Shorter>,
    /// What may be searched for next.
    rest: VecDeque<Attempt>,
    /// The best so far of what is not met well.
    met: Option<Worded>,
}

impl Wording {
    /// `None` where nothing in a text can be searched for.
    pub fn new(text: &str, on: Searchable<'_>) -> Option<Wording> {
        let query = Query::read(text, on.han, &on.meanings.vocabulary)?;
        let shorter = shorter(text).into_iter().map(Attempt::Shorter);
        let rest = std::iter::once(Attempt::Parted).chain(shorter).collect();
        let under_way = Some(begin(query, on));
        Some(Wording { text: text.to_owned(), under_way, now: None, rest, met: None })
    }

    /// Goes on by a chunk of the index; `None` where there is more to do.
    pub fn step(&mut self, on: Searchable<'_>) -> Option<Worded> {
        let Some((query, mut searching)) = self.under_way.take() else { return Some(self.end()) };
        if !searching.step(on.search, &query, on.han) {
            self.under_way = Some((query, searching));
            return None;
        }
        let hits = searching.finish(on.search, &query);
        let taken = on.meanings.taken(&query);
        let worded = Worded { words: Some((query, hits)), shorter: self.now.take(), taken };
        if worded.best_class().is_some_and(|class| class < MatchClass::Near) {
            return Some(worded);
        }
        if self.met.as_ref().is_none_or(|met| met.worth() < worded.worth()) {
            self.met = Some(worded);
        }
        while let Some(attempt) = self.rest.pop_front() {
            if let Some((query, now)) = self.read(attempt, on) {
                self.under_way = Some(begin(query, on));
                self.now = now;
                return None;
            }
        }
        Some(self.end())
    }

    fn read(&self, attempt: Attempt, on: Searchable<'_>) -> Option<(Query, Option<Shorter>)> {
        match attempt {
            Attempt::Parted => Query::read_parted(&self.text, on.han, &on.meanings.vocabulary),
            Attempt::Shorter(shorter) => {
                let mut query = Query::read(&shorter.used, on.han, &on.meanings.vocabulary)?;
                query.seek_number(&shorter.left_out, on.han);
                Some((query, Some(shorter)))
            }
        }
    }

    fn end(&mut self) -> Worded {
        self.met.take().unwrap_or_default()
    }
}

fn begin(mut query: Query, on: Searchable<'_>) -> (Query, Searching) {
    on.meanings.take_known_literally(&mut query);
    let meant = on.meanings.meant(on.data, &query);
    (query, Searching::with_meant(meant))
}

impl Worded {
    fn best_class(&self) -> Option<MatchClass> {
        self.words.as_ref().and_then(|(_, hits)| hits.best_class())
    }

    /// Of searches that met nothing well: nothing at all, something near, the word for what is not here.
    fn worth(&self) -> u8 {
        match self.best_class() {
            _ if self.taken.iter().any(|taken| taken.absent.is_some()) => 2,
            best => u8::from(best.is_some()),
        }
    }

    /// What is to be said of it.
    pub fn notes(&self, is_near: bool) -> SearchNotes {
        let nearest_number = self.words.as_ref().and_then(|(_, hits)| hits.nearest_number());
        SearchNotes { shorter: self.shorter.clone(), is_near, taken: self.taken.clone(), nearest_number }
    }
}
