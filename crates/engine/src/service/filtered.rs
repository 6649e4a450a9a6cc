//! Evaluates a filter in parts: words chunk by chunk, the bit sets, each facet.

use super::Engine;
use super::wording::{Searchable, Wording};
use crate::dataset::table::UNPLACED;
use crate::index::bits::Bits;
use crate::index::search::{Hits, Query};
use crate::query::Data;
use crate::query::facets::{query_facet, query_layer_counts};
use crate::query::filter::{Passed, query_passed};
use diming_protocol::{FacetCounts, Filter, Look, SearchNotes};
use std::rc::Rc;

/// The result of a filter.
#[derive(Default)]
pub(super) struct Filtered {
    pub(super) filter: Filter,
    pub(super) passed: Passed,
    /// Those that the map shows as signs: place names only where they are what was looked for.
    pub(super) signs: Bits,
    pub(super) words: Option<(Query, Hits)>,
    /// What is to be said of the search.
    pub(super) notes: SearchNotes,
    pub(super) facets: Vec<FacetCounts>,
    pub(super) layer_counts: Vec<u32>,
    pub(super) unplaced: u32,
    /// The layer of all signs, if there is one.
    pub(super) only_layer: Option<u8>,
}

/// The same in progress.
#[derive(Default)]
pub(super) struct Filtering {
    done: Filtered,
    part: FilterStep,
}

/// The part to evaluate next.
#[derive(Default)]
enum FilterStep {
    Words(Box<Wording>),
    #[default]
    Bits,
    /// The facet at this index of the catalog.
    Facet(usize),
}

impl Engine {
    /// The result of a filter; `None` if a part was evaluated now and more may follow.
    pub(super) fn filtered(&mut self, filter: &Filter) -> Option<Rc<Filtered>> {
        if let Some(filtered) = self.seen.filtered.as_ref().filter(|f| f.filter == *filter) {
            return Some(filtered.clone());
        }
        let under_way = self.seen.filtering.take().filter(|filtering| filtering.done.filter == *filter);
        let mut filtering = under_way.unwrap_or_else(|| self.begin_filtering(filter));
        match self.filter_part(&mut filtering) {
            true => self.seen.begin(filtering.done),
            false => self.seen.filtering = Some(filtering),
        }
        None
    }

    /// The last look with the result of its filter, all at once.
    pub(super) fn last_filtered(&mut self) -> Option<(Look, Rc<Filtered>)> {
        let look = self.seen.last.clone()?;
        loop {
            if let Some(filtered) = self.filtered(&look.filter) {
                return Some((look, filtered));
            }
        }
    }

    /// Calls `run` with what is searched; `None` where nothing can be searched yet.
    pub(super) fn with_searchable<T>(&self, run: impl FnOnce(Searchable<'_>) -> T) -> Option<T> {
        let (search, han) = (self.index.search.as_ref()?, self.index.characters.as_ref()?);
        self.with_data(|data| run(Searchable { search, meanings: &self.index.meanings, han, data }))
    }

    fn begin_filtering(&self, filter: &Filter) -> Filtering {
        let wording = self.with_searchable(|on| Wording::new(&filter.query, on)).flatten();
        let part = wording.map_or(FilterStep::Bits, |wording| FilterStep::Words(Box::new(wording)));
        Filtering { done: Filtered { filter: filter.clone(), ..Filtered::default() }, part }
    }

    /// Evaluates the next part; `true` if it was the last.
    fn filter_part(&mut self, filtering: &mut Filtering) -> bool {
        let Filtering { done, part } = filtering;
        match std::mem::take(part) {
            FilterStep::Words(mut words) => {
                match self.with_searchable(|on| words.step(on)).flatten() {
                    Some(worded) => (done.notes, done.words) = (worded.notes(false), worded.words),
                    None => *part = FilterStep::Words(words),
                }
                false
            }
            FilterStep::Bits => {
                self.with_data(|data| done.take_bits(data));
                *part = FilterStep::Facet(0);
                false
            }
            FilterStep::Facet(at) => {
                *part = FilterStep::Facet(at + 1);
                self.count_facet(at, done)
            }
        }
    }

    /// Counts the facet at an index of the catalog; `true` if there is none.
    fn count_facet(&mut self, at: usize, done: &mut Filtered) -> bool {
        let mut memo = std::mem::take(&mut self.seen.facet_memo);
        let is_last = self.with_data(|data| {
            let Some(facet) = data.catalog.facets.get(at) else { return true };
            done.facets.extend(query_facet(data, facet, &done.passed, &done.filter, &mut memo));
            false
        });
        self.seen.facet_memo = memo;
        is_last.unwrap_or(true)
    }
}

impl Filtered {
    /// Stores the matching records, and the results that need no column.
    fn take_bits(&mut self, data: Data<'_>) {
        self.passed = query_passed(data, &self.filter, self.words.as_ref().map(|(_, hits)| hits.passes().clone()));
        self.notes.is_near = self.words.as_ref().is_some_and(|(_, hits)| hits.is_near(&self.passed.all));
        self.layer_counts = query_layer_counts(data, &self.passed);
        self.unplaced = count_unplaced(data, &self.passed.all);
        self.signs = signs(data, &self.passed.all, !self.filter.query.trim().is_empty());
        self.only_layer = only_layer(data, &self.signs);
    }
}

/// What passes, without place names: they are written on the map anyway. Where words were looked for, or nothing else
/// passes, they are answers and become signs.
fn signs(data: Data<'_>, passed: &Bits, has_words: bool) -> Bits {
    let mut signs = passed.clone();
    let names = (0..data.catalog.layers.len()).filter(|&layer| data.catalog.layers[layer].role.is_of_names());
    for layer in names.filter(|_| !has_words) {
        signs.retain_in(data.numbering.range(layer), |_| false);
    }
    if signs.count() == 0 { passed.clone() } else { signs }
}

fn only_layer(data: Data<'_>, passed: &Bits) -> Option<u8> {
    let mut layers = (0..data.catalog.layers.len()).filter(|&layer| passed.count_in(data.numbering.range(layer)) > 0);
    layers.next().filter(|_| layers.next().is_none()).map(|layer| layer as u8)
}

fn count_unplaced(data: Data<'_>, passed: &Bits) -> u32 {
    let mut unplaced = 0;
    for (layer, table) in data.tables.iter().enumerate() {
        let range = data.numbering.range(layer);
        let start = range.start;
        passed.each_in(range, |dense| unplaced += u32::from(table.lon_e7[dense - start] == UNPLACED));
    }
    unplaced
}
