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

/// Most words of a query of which fewer are tried.
const WORDS_MAX: usize = 5;
/// Most offers of fewer words.
const OFFERS_MAX: usize = 3;

/// The searched query and its matches.
#[derive(Default)]
pub(super) struct Worded {
    pub words: Option<(Query, Hits)>,
    /// Where it is not the query itself.
    shorter: Option<Shorter>,
    taken: Vec<Taken>,
    /// The word that names a kind of places, if one does.
    wish: Option<String>,
    /// Fewer of the words, each found, where all of them together are not.
    fewer: Vec<String>,
}

/// What is searched for in a query's place.
enum Attempt {
    /// The query cut around known words.
    Parted,
    Shorter(Shorter),
    /// Fewer of its words: to be offered, not shown.
    Fewer(String),
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
    /// The words being tried for an offer.
    trying: Option<String>,
    /// Those that are found.
    fewer: Vec<String>,
}

impl Wording {
    /// `None` where nothing in a text can be searched for.
    pub fn new(text: &str, on: Searchable<'_>) -> Option<Wording> {
        let query = Query::read(text, on.han, &on.meanings.vocabulary)?;
        let shorter = shorter(text).into_iter().map(Attempt::Shorter);
        let rest = std::iter::once(Attempt::Parted).chain(shorter).chain(fewer(&query)).collect();
        let under_way = Some(begin(query, on));
        let (text, fewer) = (text.to_owned(), Vec::new());
        Some(Wording { text, under_way, now: None, rest, met: None, trying: None, fewer })
    }

    /// Goes on by a chunk of the index; `None` where there is more to do.
    pub fn step(&mut self, on: Searchable<'_>) -> Option<Worded> {
        let Some((query, mut searching)) = self.under_way.take() else { return Some(self.end()) };
        if !searching.step(on.search, &query, on.han) {
            self.under_way = Some((query, searching));
            return None;
        }
        let hits = searching.finish(on.search, &query);
        let is_found = hits.best_class().is_some_and(|class| class < MatchClass::Near);
        if let Some(words) = self.trying.take() {
            self.fewer.extend(Some(words).filter(|_| is_found));
        } else {
            let (taken, wish) = (on.meanings.taken(&query), on.meanings.wish(&query));
            let words = Some((query, hits));
            let worded = Worded { words, shorter: self.now.take(), taken, wish, fewer: Vec::new() };
            if is_found {
                return Some(worded);
            }
            if self.met.as_ref().is_none_or(|met| met.worth() < worded.worth()) {
                self.met = Some(worded);
            }
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

    fn read(&mut self, attempt: Attempt, on: Searchable<'_>) -> Option<(Query, Option<Shorter>)> {
        match attempt {
            Attempt::Parted => {
                let read = Query::read_parted(&self.text, on.han, &on.meanings.vocabulary)?;
                if self.rest.iter().all(|attempt| !matches!(attempt, Attempt::Fewer(_))) {
                    self.rest.extend(fewer(&read.0));
                }
                Some(read)
            }
            Attempt::Shorter(shorter) => {
                let mut query = Query::read(&shorter.used, on.han, &on.meanings.vocabulary)?;
                query.seek_number(&shorter.left_out, on.han);
                Some((query, Some(shorter)))
            }
            // What is shown, with a slip or for want of what is not here, needs no offer; one that holds a word that
            // was found alone says no more.
            Attempt::Fewer(_)
                if self.fewer.len() == OFFERS_MAX || self.met.as_ref().is_some_and(|met| met.worth() > 0) =>
            {
                None
            }
            Attempt::Fewer(words) if self.fewer.iter().any(|found| found.split(' ').any(|word| word == words)) => None,
            Attempt::Fewer(words) => {
                let query = Query::read(&words, on.han, &on.meanings.vocabulary)?;
                self.trying = Some(words);
                Some((query, None))
            }
        }
    }

    fn end(&mut self) -> Worded {
        Worded { fewer: std::mem::take(&mut self.fewer), ..self.met.take().unwrap_or_default() }
    }
}

/// Fewer of a query's words: all but one, the last left out first; then each alone.
fn fewer(query: &Query) -> impl Iterator<Item = Attempt> + use<> {
    let words: Vec<String> = query.words().map(|(word, _)| word.to_owned()).collect();
    let count = if (2..=WORDS_MAX).contains(&words.len()) { words.len() } else { 0 };
    let without = |left_out: usize| {
        let kept = words.iter().enumerate().filter(|(at, _)| *at != left_out);
        kept.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
    };
    let but_one: Vec<String> = (0..count).rev().map(without).collect();
    let alone = if count > 2 { words } else { Vec::new() };
    but_one.into_iter().chain(alone).map(Attempt::Fewer)
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
        SearchNotes {
            shorter: self.shorter.clone(),
            is_near,
            taken: self.taken.clone(),
            wish: self.wish.clone(),
            fewer: self.fewer.clone(),
            nearest_number,
        }
    }
}
