//! Tells of one record why it matched: computed only for rows that are shown.

use super::hits::{Key, Role};
use super::plain::{Plain, plain_match, plain_word};
use super::walk::walk;
use super::word::Word;
use super::{Doc, Query, Term};
use diming_protocol::MatchClass;
use diming_text::fold::{BREAK, Folded, fold};
use diming_text::number::runs_of_value;
use diming_text::small_sort::sort_few;
use diming_text::{Han, MarkerQuery};
use std::ops::Range;

/// Which text of a [`Doc`] matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The name.
    Name,
    /// One of the Latin names, by its place in [`Doc::latin`].
    Latin(usize),
    /// One of the former names, by its place in [`Doc::former`].
    Former(usize),
    /// One of the further texts, by its place in [`Doc::others`].
    Other(usize),
    /// The marker's number, where the name does not show it.
    Marker,
    /// A value that means a word, by the word's place in the query.
    Meant(usize),
}

/// Why a record matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Class, as in [`super::Hits::class_of`].
    pub class: MatchClass,
    /// Which text.
    pub place: Place,
    /// Runs of characters (not bytes) of that text, ascending and apart.
    pub marks: Vec<Range<u32>>,
}

/// One match in one text.
struct One {
    key: Key,
    place: Place,
    marks: Vec<Range<u32>>,
}

impl Place {
    fn is_meant(self) -> bool {
        matches!(self, Place::Meant(_))
    }
}

impl Query {
    /// Why a record matches; `None` where it does not. Agrees with [`super::SearchIndex::search`].
    pub fn explain(&self, doc: &Doc, han: &Han) -> Option<Explained> {
        let texts = texts_of(doc, han);
        let meant = |at: usize| (doc.meant >> at.min(63) & 1 == 1).then_some(Place::Meant(at));
        let word = |(at, term): (usize, &Term)| {
            let meant = meant(at).map(|place| One { key: Key::meaning(0), place, marks: Vec::new() });
            let all: Vec<One> = term.matches(doc, &texts, han).into_iter().flatten().chain(meant).collect();
            (!all.is_empty()).then_some(all)
        };
        let words: Option<Vec<Vec<One>>> = self.words.iter().enumerate().map(word).collect();
        let joined = self.joined.as_ref().and_then(|t| t.matches(doc, &texts, han));
        let worst = |words: &Vec<Vec<One>>| {
            words
                .iter()
                .filter_map(|w| best_key(w))
                .fold(Key::new(MatchClass::Exact, Role::Name, 0, false, 0), Key::both)
        };
        let chosen = match (words, joined) {
            (None, None) => return None,
            (Some(words), Some(joined)) if best_key(&joined) > Some(worst(&words)) => words,
            (_, Some(joined)) => vec![joined],
            (Some(words), None) => words,
        };
        let class = worst(&chosen).class()?;
        // What is met by its meaning tells that, whatever else it shows.
        let meant = |word: &Vec<One>| {
            word.iter().map(|one| one.place).find(|place| place.is_meant() && best_place(word, *place))
        };
        if let Some(place) = chosen.iter().find_map(meant).filter(|_| class == MatchClass::Meaning) {
            return Some(Explained { class, place, marks: Vec::new() });
        }
        // The text that shows most words; of equal ones, the one that comes first.
        let mut places: Vec<Place> = chosen.iter().flatten().map(|one| one.place).collect();
        sort_few(&mut places, Ord::cmp);
        places.dedup();
        let score = |place: &Place| chosen.iter().filter(|w| best_place(w, *place)).count();
        let place = places.into_iter().rev().max_by_key(score)?;
        let marks = chosen.iter().flat_map(|w| w.iter().filter(|one| one.place == place));
        let marks = join_runs(marks.flat_map(|one| one.marks.iter().cloned()).collect());
        Some(Explained { class, place, marks })
    }
}

impl Query {
    /// Why a record matches that has the words in several of its texts; only for one that the search has met so.
    pub fn explain_covered(&self, doc: &Doc, han: &Han) -> Option<Explained> {
        let cover = self.cover.as_ref()?;
        let texts: Vec<_> = texts_of(doc, han).into_iter().filter(|(.., text)| !Plain::takes(&text.units)).collect();
        let class = cover.key(texts.iter().fold(0, |mask, (.., text)| mask | cover.mask(&text.units)), 0)?.class()?;
        // The text that covers most; of equal ones, the one that comes first.
        let (place, _, text) = texts.iter().rev().max_by_key(|(.., text)| cover.mask(&text.units).count_ones())?;
        let runs = cover.runs(&text.units).into_iter().map(|run| run_of_characters(text, run));
        Some(Explained { class, place: *place, marks: join_runs(runs.collect()) })
    }
}

fn best_key(ones: &[One]) -> Option<Key> {
    ones.iter().map(|one| one.key).min()
}

/// Whether a word's best match, or one as good, stands in a place.
fn best_place(ones: &[One], place: Place) -> bool {
    let best = best_key(ones);
    ones.iter().any(|one| one.place == place && Some(one.key) == best)
}

/// All texts of a record, folded.
fn texts_of(doc: &Doc, han: &Han) -> Vec<(Place, Role, Folded)> {
    let name = std::iter::once((Place::Name, Role::Name, fold(doc.name, han)));
    let latin = doc.latin.iter().enumerate().map(|(i, t)| (Place::Latin(i), Role::Name, fold(t, han)));
    let former = doc.former.iter().enumerate().map(|(i, t)| (Place::Former(i), Role::Former, fold(t, han)));
    let others = doc.others.iter().enumerate().map(|(i, t)| (Place::Other(i), Role::Other, fold(t.1, han)));
    name.chain(latin).chain(former).chain(others).collect()
}

impl Term {
    /// All matches of a word in a record; `None` for none.
    fn matches(&self, doc: &Doc, texts: &[(Place, Role, Folded)], han: &Han) -> Option<Vec<One>> {
        let mut all: Vec<One> =
            texts.iter().filter_map(|(place, role, text)| one_match(&self.word, *place, *role, text, han)).collect();
        if let (Some(wanted), Some(marker)) = (self.marker, doc.marker)
            && wanted.meets(marker)
        {
            let name = texts.first().map(|t| &t.2);
            let runs = name.map_or(Vec::new(), |name| marker_runs(name, wanted, han));
            let place = if runs.is_empty() { Place::Marker } else { Place::Name };
            all.insert(0, One { key: Key::new(MatchClass::Exact, Role::Name, 0, false, 1), place, marks: runs });
        }
        (!all.is_empty()).then_some(all)
    }
}

/// Where a name shows a marker's serial.
fn marker_runs(name: &Folded, wanted: MarkerQuery, han: &Han) -> Vec<Range<u32>> {
    let runs = runs_of_value(&name.units, u32::from(wanted.serial), han);
    runs.into_iter().map(|run| run_of_characters(name, run)).collect()
}

fn one_match(word: &Word, place: Place, role: Role, text: &Folded, han: &Han) -> Option<One> {
    if role == Role::Other && Plain::takes(&text.units) {
        let (key, run) = plain_run(word, text)?;
        return Some(One { key, place, marks: vec![run] });
    }
    let found = walk(word, &text.units, role, han)?;
    let run = run_of_characters(text, found.start..found.end);
    Some(One { key: found.key, place, marks: vec![run] })
}

/// Where a word stands in a text of ids or phones.
fn plain_run(word: &Word, text: &Folded) -> Option<(Key, Range<u32>)> {
    let wanted = plain_word(&word.units)?;
    let mut best: Option<(Key, Range<u32>)> = None;
    let mut start = 0;
    for part in text.units.split(|&u| u == BREAK) {
        let kept: Vec<usize> =
            (start..start + part.len()).filter(|&i| text.units[i] != diming_text::fold::BLANK).collect();
        let bytes: Vec<u8> = kept.iter().map(|&i| text.units[i] as u8).collect();
        if let Some((key, at)) = plain_match(&bytes, &wanted)
            && best.as_ref().is_none_or(|b| key < b.0)
        {
            best = Some((key, run_of_characters(text, kept[at]..kept[at + wanted.len() - 1] + 1)));
        }
        start += part.len() + 1;
    }
    best
}

fn run_of_characters(text: &Folded, units: Range<usize>) -> Range<u32> {
    text.at[units.start]..text.at[units.end - 1] + 1
}

/// Sorts runs and joins those that touch.
fn join_runs(mut runs: Vec<Range<u32>>) -> Vec<Range<u32>> {
    sort_few(&mut runs, |a, b| (a.start, a.end).cmp(&(b.start, b.end)));
    let mut joined: Vec<Range<u32>> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => joined.push(run),
        }
    }
    joined
}
