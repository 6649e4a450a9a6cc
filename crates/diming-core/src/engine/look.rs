//! Answering a view: what passes, counts, rows, picture. What has not changed since the last
//! answer is neither worked out nor sent again.

use super::Engine;
use super::document::Searched;
use crate::catalog::{Lang, LayerRole, keys};
use crate::dataset::ShapeKind;
use crate::dataset::table::{DEGREE_E7, UNPLACED};
use crate::door::{Answer, FacetCounts, FeatureId, Filter, Look, Picture, Response, Row, Sort, Symbol};
use crate::door::{RecordState, ShapeDraw};
use crate::geo::{LonLat, World, WorldBounds, mercator};
use crate::index::bits::Bits;
use crate::index::search::{Hits, Query, SearchIndex};
use crate::query::Data;
use crate::query::clusters::{Cluster, Clusters, Window};
use crate::query::facets::{FacetMemo, query_facets, query_layer_counts};
use crate::query::filter::{Passed, query_passed};
use crate::query::list::{Order, query_list, query_listed};
use crate::query::rows::{latin_name, query_row};
use crate::query::state::record_state;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

/// Nearest names offered where nothing passes.
const SUGGESTIONS_MAX: usize = 5;
/// Most rows of one answer.
const ROWS_MAX: usize = 500;
/// Most lines and areas of one picture.
const SHAPES_MAX: usize = 2_000;
/// A picture reaches beyond the view by this part of its size on each side.
const MARGIN: f64 = 0.5;
/// Windows whose clusters are kept, so that a step back finds them.
const WINDOWS_MAX: usize = 4;
/// Longest name that goes to the map, characters: the two lines of a label hold far fewer, and a
/// name of 100 KB would be measured break by break.
const LABEL_CHARS_MAX: usize = 80;

/// What was worked out for the last answers, with what it was worked out from.
#[derive(Default)]
pub(super) struct Seen {
    filtered: Option<Rc<Filtered>>,
    /// What is listed where not all that passes is.
    in_view: Option<(WorldBounds, Rc<Bits>)>,
    list: Option<(ListKey, Rc<Vec<u32>>)>,
    /// Clusters of the current filter, the newest last.
    clusters: VecDeque<(Window, Rc<Clusters>)>,
    picture: Option<PictureKey>,
    has_sent_facets: bool,
    facet_memo: FacetMemo,
    last: Option<Look>,
}

/// What passes a filter.
#[derive(Default)]
pub(super) struct Filtered {
    filter: Filter,
    pub(super) passed: Passed,
    words: Option<(Query, Hits)>,
    facets: Vec<FacetCounts>,
    layer_counts: Vec<u32>,
    unplaced: u32,
    /// The layer of all that passes, where it is one.
    only_layer: Option<u8>,
}

#[derive(PartialEq)]
struct ListKey {
    sort: Sort,
    from: Option<LonLat>,
    bounds: Option<WorldBounds>,
    rows: Range<usize>,
}

#[derive(PartialEq)]
struct PictureKey {
    bounds: WorldBounds,
    zoom_step: u8,
    lang: Lang,
    selected: Option<FeatureId>,
}

impl Engine {
    pub(super) fn answer_look(&mut self, seq: u32, look: &Look) {
        let filtered = self.filtered(&look.filter);
        let in_view = look.in_view.then(|| self.in_view(look.bounds, &filtered.passed.all));
        let listed = in_view.as_deref().unwrap_or(&filtered.passed.all);
        let listed_count = listed.count();
        let first_row = (look.rows.start as usize).min(listed_count);
        let rows_end = (look.rows.end as usize).clamp(first_row, listed_count).min(first_row + ROWS_MAX);
        let list = self.list(look, &filtered, listed, first_row..rows_end);
        let picture = self.picture(look, &filtered);
        let facets = (!self.seen.has_sent_facets).then(|| filtered.facets.clone());
        self.seen.has_sent_facets = true;
        let passed = filtered.passed.all.count() as u32;
        let answer = Answer {
            passed,
            total: self.numbering().len() as u32,
            listed: listed_count as u32,
            unplaced: filtered.unplaced,
            picture,
            facets,
            layer_counts: filtered.layer_counts.clone(),
            first_row: first_row as u32,
            rows: self.rows(look, &filtered, &list),
            settled: self.index.is_settled && !self.index_is_stale() && self.building.is_none(),
            suggestions: if passed == 0 { self.suggestions(&look.filter.query) } else { Vec::new() },
        };
        self.seen.last = Some(look.clone());
        self.say(Response::Seen { seq, answer: Box::new(answer) });
    }

    /// What passes the filter of the last look.
    pub(super) fn last_filtered(&mut self) -> Option<(Look, Rc<Filtered>)> {
        let look = self.seen.last.clone()?;
        let filtered = self.filtered(&look.filter);
        Some((look, filtered))
    }

    fn filtered(&mut self, filter: &Filter) -> Rc<Filtered> {
        if let Some(filtered) = self.seen.filtered.as_ref().filter(|f| f.filter == *filter) {
            return filtered.clone();
        }
        let words = self.words(&filter.query);
        let met = words.as_ref().map(|(_, hits)| hits.passes().clone());
        let mut memo = std::mem::take(&mut self.seen.facet_memo);
        let made = self.with_data(|data| {
            let passed = query_passed(data, filter, met);
            let facets = query_facets(data, &passed, filter, &mut memo);
            let layer_counts = query_layer_counts(data, &passed);
            let unplaced = count_unplaced(data, &passed.all);
            let only_layer = only_layer(data, &passed.all);
            Filtered { filter: filter.clone(), passed, words, facets, layer_counts, unplaced, only_layer }
        });
        let filtered = Rc::new(made.unwrap_or_default());
        self.seen.facet_memo = memo;
        self.seen.filtered = Some(filtered.clone());
        self.seen.in_view = None;
        self.seen.list = None;
        self.seen.clusters.clear();
        self.seen.picture = None;
        self.seen.has_sent_facets = false;
        filtered
    }

    /// The words of a query and what they meet; `None` where there is nothing to search for.
    fn words(&self, query: &str) -> Option<(Query, Hits)> {
        let (search, han) = (self.index.search.as_ref()?, self.opening.characters.as_ref()?);
        let query = Query::parse(query, han)?;
        let hits = search.search(&query, han);
        Some((query, hits))
    }

    /// What passes and stands in the box.
    fn in_view(&mut self, bounds: WorldBounds, passed: &Bits) -> Rc<Bits> {
        if let Some((_, listed)) = self.seen.in_view.as_ref().filter(|(b, _)| *b == bounds) {
            return listed.clone();
        }
        let listed = Rc::new(self.with_data(|data| query_listed(data, passed, bounds)).unwrap_or_default());
        self.seen.in_view = Some((bounds, listed.clone()));
        listed
    }

    fn list(&mut self, look: &Look, filtered: &Filtered, listed: &Bits, rows: Range<usize>) -> Rc<Vec<u32>> {
        let key = ListKey {
            sort: look.sort,
            from: (look.sort == Sort::Distance).then_some(look.from),
            bounds: look.in_view.then_some(look.bounds),
            rows,
        };
        if let Some((_, list)) = self.seen.list.as_ref().filter(|(k, _)| *k == key) {
            return list.clone();
        }
        let order = Order {
            sort: look.sort,
            from: look.from,
            hits: filtered.words.as_ref().map(|(_, hits)| hits),
            name_places: self.index.search.as_ref().map(SearchIndex::name_ranks),
        };
        let list = self.with_data(|data| query_list(data, listed, &order, key.rows.clone()));
        let list = Rc::new(list.unwrap_or_default());
        self.seen.list = Some((key, list.clone()));
        list
    }

    fn rows(&self, look: &Look, filtered: &Filtered, list: &[u32]) -> Vec<Row> {
        let rows = self.with_data(|data| {
            let row = |&dense: &u32| self.row(data, dense as usize, look, filtered);
            list.iter().map(row).collect()
        });
        rows.unwrap_or_default()
    }

    pub(super) fn row(&self, data: Data<'_>, dense: usize, look: &Look, filtered: &Filtered) -> Row {
        let id = data.numbering.id(dense);
        let words = filtered.words.as_ref().zip(self.opening.characters.as_ref());
        let matched = words.and_then(|((query, _), han)| Searched::new(data, id.layer()).explain(id.row(), query, han));
        query_row(data, dense, look.from, matched)
    }

    /// The clusters of the last filter in a window, and perhaps beyond.
    pub(super) fn clusters(&mut self, filtered: &Filtered, window: Window) -> Rc<Clusters> {
        if let Some((_, clusters)) = self.seen.clusters.iter().find(|(made, _)| made.covers(&window)) {
            return clusters.clone();
        }
        let clusters = Rc::new(Clusters::build_in(&self.index.points, &filtered.passed.all, &window));
        self.seen.clusters.push_back((window, clusters.clone()));
        if self.seen.clusters.len() > WINDOWS_MAX {
            self.seen.clusters.pop_front();
        }
        clusters
    }

    fn picture(&mut self, look: &Look, filtered: &Filtered) -> Option<Picture> {
        let zoom_step = look.zoom.floor().clamp(0.0, 24.0) as u8;
        let fits = |key: &PictureKey| {
            let inside = key.bounds.min_x <= look.bounds.min_x
                && key.bounds.min_y <= look.bounds.min_y
                && key.bounds.max_x >= look.bounds.max_x
                && key.bounds.max_y >= look.bounds.max_y;
            inside && key.zoom_step == zoom_step && key.lang == look.lang && key.selected == look.selected
        };
        if self.seen.picture.as_ref().is_some_and(fits) {
            return None;
        }
        let bounds = look.bounds.grown(MARGIN);
        let clusters = self.clusters(filtered, Window::over(bounds, zoom_step));
        let key = PictureKey { bounds, zoom_step, lang: look.lang, selected: look.selected };
        self.seen.picture = Some(key);
        self.with_data(|data| {
            let mut symbols: Vec<Symbol> = clusters
                .in_bounds(bounds)
                .map(|cluster| self.symbol(data, filtered, &clusters, cluster, look.lang))
                .collect();
            // The more important are drawn last: single records over clusters, layers in the catalog's order.
            symbols.sort_by_key(|s| (s.count == 1, std::cmp::Reverse(s.mix.first().map_or(0, |m| m.0)), s.id));
            if let Some(selected) = look.selected.and_then(|id| self.selected_symbol(data, id, look.lang)) {
                symbols.retain(|s| s.count > 1 || s.id != selected.id);
                symbols.push(selected);
            }
            Picture { bounds, zoom_step, symbols, shapes: shapes_in(data, &filtered.passed.all, bounds, look.lang) }
        })
    }

    fn symbol(
        &self,
        data: Data<'_>,
        filtered: &Filtered,
        clusters: &Clusters,
        cluster: &Cluster,
        lang: Lang,
    ) -> Symbol {
        let id = data.numbering.id(cluster.first as usize);
        if cluster.count == 1 {
            return single_symbol(data, id, cluster.at, lang);
        }
        let mix = match filtered.only_layer {
            Some(layer) => vec![(layer, cluster.count)],
            None => {
                let layer_of = |dense: u32| data.numbering.id(dense as usize).layer() as u8;
                clusters.mix(cluster, &self.index.points, &filtered.passed.all, layer_of)
            }
        };
        let (state, sign) = (RecordState::Current, None);
        Symbol { at: cluster.at, id, count: cluster.count, mix, state, sign, label: String::new() }
    }

    fn selected_symbol(&self, data: Data<'_>, id: FeatureId, lang: Lang) -> Option<Symbol> {
        let dense = data.numbering.dense(id)?;
        let rank = self.index.points.rank_of(dense as u32)?;
        Some(single_symbol(data, id, self.index.points.world(rank), lang))
    }
}

impl Engine {
    /// Names near to a query that met nothing, nearest first, each once.
    fn suggestions(&self, query: &str) -> Vec<String> {
        let near = || {
            let (search, han) = (self.index.search.as_ref()?, self.opening.characters.as_ref()?);
            Some(search.nearest_names(&Query::parse(query, han)?, han, SUGGESTIONS_MAX))
        };
        let name = |data: Data<'_>, dense: u32| {
            let id = data.numbering.id(dense as usize);
            data.text(id.layer(), keys::NAME, id.row()).to_owned()
        };
        let near = near().unwrap_or_default();
        self.with_data(|data| near.iter().map(|&dense| name(data, dense)).collect()).unwrap_or_default()
    }
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

fn single_symbol(data: Data<'_>, id: FeatureId, at: World, lang: Lang) -> Symbol {
    let (layer, row) = (id.layer(), id.row());
    let by = data.catalog.layers[layer].sign_by.as_ref();
    Symbol {
        at,
        id,
        count: 1,
        mix: vec![(layer as u8, 1)],
        state: record_state(data, layer, row),
        sign: by.and_then(|by| by.signs.get(data.text(layer, &by.field, row)).copied()),
        label: label_of(data, id, lang),
    }
}

/// The name on the map, in the reader's letters where there are any, shortened.
fn label_of(data: Data<'_>, id: FeatureId, lang: Lang) -> String {
    let (layer, row) = (id.layer(), id.row());
    let latin = if lang == Lang::En { latin_name(data, layer, row) } else { "" };
    let label = if latin.is_empty() { data.text(layer, keys::NAME, row) } else { latin };
    match label.char_indices().nth(LABEL_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.to_owned(),
    }
}

/// Lines and areas that pass and reach into the box.
fn shapes_in(data: Data<'_>, passed: &Bits, bounds: WorldBounds, lang: Lang) -> Vec<ShapeDraw> {
    let mut shapes = Vec::new();
    for (layer, table) in data.tables.iter().enumerate() {
        let range = data.numbering.range(layer);
        let is_drawn = data.catalog.layers[layer].role != LayerRole::Scopes;
        for shape in table.shapes.iter().filter(|s| is_drawn && (s.row as usize) < range.len()) {
            if shapes.len() >= SHAPES_MAX {
                return shapes;
            }
            if !passed.get(range.start + shape.row as usize) {
                continue;
            }
            let parts: Vec<Vec<World>> = shape.parts.iter().map(|part| part.iter().map(world_of).collect()).collect();
            if parts.iter().any(|part| reaches_into(part, bounds)) {
                let id = FeatureId::new(layer, shape.row as usize);
                shapes.push(ShapeDraw {
                    id,
                    closed: shape.kind == ShapeKind::Rings,
                    parts,
                    label: label_of(data, id, lang),
                });
            }
        }
    }
    shapes
}

fn world_of(&(lon_e7, lat_e7): &(i32, i32)) -> World {
    mercator::world_from_lonlat(LonLat { lon: f64::from(lon_e7) / DEGREE_E7, lat: f64::from(lat_e7) / DEGREE_E7 })
}

fn reaches_into(part: &[World], b: WorldBounds) -> bool {
    let fold = |pick: fn(&World) -> f64, start: f64, op: fn(f64, f64) -> f64| part.iter().map(pick).fold(start, op);
    fold(|w| w.x, f64::INFINITY, f64::min) <= b.max_x
        && fold(|w| w.x, f64::NEG_INFINITY, f64::max) >= b.min_x
        && fold(|w| w.y, f64::INFINITY, f64::min) <= b.max_y
        && fold(|w| w.y, f64::NEG_INFINITY, f64::max) >= b.min_y
}
