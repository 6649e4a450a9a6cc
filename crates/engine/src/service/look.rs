//! Answers a look in parts, one per step: matches, counts, rows, picture. What has not changed since the last response
//! is neither computed nor sent again.

use super::Engine;
use super::document::Searched;
use super::filtered::{Filtered, Filtering};
use crate::dataset::ShapeKind;
use crate::dataset::table::DEGREE_E7;
use crate::index::bits::Bits;
use crate::index::search::{Query, SearchIndex};
use crate::query::Data;
use crate::query::clusters::{Cluster, Clusters, Window};
use crate::query::facets::FacetMemo;
use crate::query::list::{Order, query_list, query_listed};
use crate::query::rows::{latin_name, query_row};
use crate::query::state::record_state;
use diming_protocol::catalog::{Lang, keys};
use diming_protocol::geo::{LonLat, World, WorldBounds, mercator};
use diming_protocol::{Answer, FeatureId, Ground, Look, Picture, RecordState, Row, ShapeDraw, Sort, Symbol};
use diming_text::romanise::without_tones;
use diming_text::small_sort::sort_few;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

/// Number of similar names offered if nothing matches.
const SUGGESTIONS_MAX: usize = 5;
/// Most rows per response.
const ROWS_MAX: usize = 500;
/// Most lines and areas per picture.
const SHAPES_MAX: usize = 2_000;
/// Margin of a picture around the view, as a fraction of its size.
pub(super) const MARGIN: f64 = 0.5;
/// Number of windows whose clusters are cached, so that going back finds them.
const WINDOWS_MAX: usize = 4;
/// Longest name sent to the map, characters: the two lines of a label hold far fewer, and measuring each break of a
/// name of 100 KB would be slow.
const LABEL_CHARS_MAX: usize = 80;

/// Results of the last responses, with their inputs.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) filtered: Option<Rc<Filtered>>,
    /// The next result, in progress.
    pub(super) filtering: Option<Filtering>,
    /// The listed records, if these are not all matches.
    in_view: Option<(WorldBounds, Rc<Bits>)>,
    list: Option<(ListKey, Rc<Vec<u32>>)>,
    /// Clusters of the current filter, the newest last.
    clusters: VecDeque<(Window, Rc<Clusters>)>,
    picture: Option<PictureKey>,
    /// What was made of the ground last.
    pub(super) ground: Option<Rc<Ground>>,
    pub(super) ground_lang: Lang,
    pub(super) has_sent_ground: bool,
    has_sent_facets: bool,
    pub(super) facet_memo: FacetMemo,
    pub(super) last: Option<Look>,
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

impl PictureKey {
    fn window(&self) -> Window {
        Window::over(self.bounds, self.zoom_step)
    }
}

impl Seen {
    /// The matches have changed: drops the results made from them.
    pub(super) fn begin(&mut self, filtered: Filtered) {
        self.filtered = Some(Rc::new(filtered));
        self.in_view = None;
        self.list = None;
        self.clusters.clear();
        self.picture = None;
        self.has_sent_facets = false;
    }
}

impl Engine {
    /// The response to a look; `None` if a part was computed now and more follows.
    pub(super) fn answer_look(&mut self, look: &Look) -> Option<Answer> {
        let filtered = self.filtered(&look.filter)?;
        let in_view = if look.in_view { Some(self.in_view(look.bounds, &filtered.passed.all)?) } else { None };
        let listed = in_view.as_deref().unwrap_or(&filtered.passed.all);
        let listed_count = listed.count();
        let first_row = (look.rows.start as usize).min(listed_count);
        let rows_end = (look.rows.end as usize).clamp(first_row, listed_count).min(first_row + ROWS_MAX);
        let list = self.list(look, &filtered, listed, first_row..rows_end)?;
        let wanted = self.wanted_picture(look);
        if let Some(key) = wanted.as_ref().filter(|key| self.known_clusters(&key.window()).is_none()) {
            self.clusters(&filtered, key.window());
            return None;
        }
        let ground = self.ground(look)?;
        let picture = wanted.and_then(|key| self.picture(look, &filtered, key));
        let facets = (!self.seen.has_sent_facets).then(|| filtered.facets.clone());
        self.seen.has_sent_facets = true;
        let passed = filtered.passed.all.count() as u32;
        let answer = Answer {
            passed,
            total: self.numbering().len() as u32,
            listed: listed_count as u32,
            unplaced: filtered.unplaced,
            picture,
            ground,
            facets,
            layer_counts: filtered.layer_counts.clone(),
            first_row: first_row as u32,
            rows: self.rows(look, &filtered, &list),
            settled: self.is_settled(),
            suggestions: if passed == 0 { self.suggestions(look, &filtered) } else { Vec::new() },
            notes: filtered.notes.clone(),
        };
        self.seen.last = Some(look.clone());
        Some(answer)
    }

    /// The matches in the box; `None` if they were computed now.
    fn in_view(&mut self, bounds: WorldBounds, passed: &Bits) -> Option<Rc<Bits>> {
        if let Some((_, listed)) = self.seen.in_view.as_ref().filter(|(b, _)| *b == bounds) {
            return Some(listed.clone());
        }
        let listed = self.with_data(|data| query_listed(data, passed, bounds)).unwrap_or_default();
        self.seen.in_view = Some((bounds, Rc::new(listed)));
        None
    }

    /// The records of the requested rows; `None` if they were computed now.
    fn list(&mut self, look: &Look, filtered: &Filtered, listed: &Bits, rows: Range<usize>) -> Option<Rc<Vec<u32>>> {
        let key = ListKey {
            sort: look.sort,
            from: (look.sort == Sort::Distance).then_some(look.from),
            bounds: look.in_view.then_some(look.bounds),
            rows,
        };
        if let Some((_, list)) = self.seen.list.as_ref().filter(|(k, _)| *k == key) {
            return Some(list.clone());
        }
        let list = self.listed(look, filtered, listed, key.rows.clone());
        self.seen.list = Some((key, Rc::new(list)));
        None
    }

    /// The records of a range of rows.
    pub(super) fn listed(&self, look: &Look, filtered: &Filtered, listed: &Bits, rows: Range<usize>) -> Vec<u32> {
        let order = Order {
            sort: look.sort,
            from: look.from,
            hits: filtered.words.as_ref().map(|(_, hits)| hits),
            name_places: self.index.search.as_ref().map(SearchIndex::name_ranks),
            gone: &self.index.gone,
        };
        self.with_data(|data| query_list(data, listed, &order, rows)).unwrap_or_default()
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
        let words = filtered.words.as_ref().zip(self.index.characters.as_ref());
        let matched = words.and_then(|((query, _), han)| {
            Searched::new(data, id.layer()).explain(id.row(), query, &self.index.meanings, han)
        });
        query_row(data, dense, look.from, matched)
    }

    /// The clusters of the last filter in a window, and perhaps beyond.
    pub(super) fn clusters(&mut self, filtered: &Filtered, window: Window) -> Rc<Clusters> {
        self.known_clusters(&window).unwrap_or_else(|| {
            let clusters = Rc::new(Clusters::build_in(&self.index.points, &filtered.signs, &window));
            self.seen.clusters.push_back((window, clusters.clone()));
            if self.seen.clusters.len() > WINDOWS_MAX {
                self.seen.clusters.pop_front();
            }
            clusters
        })
    }

    fn known_clusters(&self, window: &Window) -> Option<Rc<Clusters>> {
        self.seen.clusters.iter().find(|(made, _)| made.covers(window)).map(|(_, clusters)| clusters.clone())
    }

    /// The requested picture; `None` if the last one is still valid.
    fn wanted_picture(&self, look: &Look) -> Option<PictureKey> {
        let zoom_step = look.zoom.floor().clamp(0.0, 24.0) as u8;
        let fits = |key: &PictureKey| {
            key.bounds.covers(&look.bounds)
                && key.zoom_step == zoom_step
                && key.lang == look.lang
                && key.selected == look.selected
        };
        let bounds = look.bounds.grown(MARGIN);
        let key = PictureKey { bounds, zoom_step, lang: look.lang, selected: look.selected };
        (!self.seen.picture.as_ref().is_some_and(fits)).then_some(key)
    }

    fn picture(&mut self, look: &Look, filtered: &Filtered, key: PictureKey) -> Option<Picture> {
        let PictureKey { bounds, zoom_step, .. } = key;
        let clusters = self.clusters(filtered, key.window());
        self.seen.picture = Some(key);
        self.with_data(|data| {
            let mut symbols: Vec<Symbol> = clusters
                .in_bounds(bounds)
                .map(|cluster| self.symbol(data, filtered, &clusters, cluster, look.lang))
                .collect();
            // The more important ones are drawn last: single records over clusters, layers in the catalog's order.
            let turn = |s: &Symbol| (s.count == 1, std::cmp::Reverse(s.mix.first().map_or(0, |m| m.0)), s.id);
            sort_few(&mut symbols, |a, b| turn(a).cmp(&turn(b)));
            if let Some(selected) = look.selected.and_then(|id| self.selected_symbol(data, id, look.lang)) {
                symbols.retain(|s| s.count > 1 || s.id != selected.id);
                symbols.push(selected);
            }
            Picture { bounds, zoom_step, symbols, shapes: shapes_in(data, &filtered.passed.all, bounds, look.lang) }
        })
    }

    pub(super) fn symbol(
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
                clusters.mix(cluster, &self.index.points, &filtered.signs, layer_of)
            }
        };
        let (state, sign) = (RecordState::Current, None);
        Symbol { at: cluster.at, id, count: cluster.count, mix, state, sign, label: String::new() }
    }

    pub(super) fn selected_symbol(&self, data: Data<'_>, id: FeatureId, lang: Lang) -> Option<Symbol> {
        let dense = data.numbering.dense(id)?;
        let rank = self.index.points.rank_of(dense as u32)?;
        Some(single_symbol(data, id, self.index.points.world(rank), lang))
    }
}

impl Engine {
    /// Names near to a query that met nothing, nearest first, each once; none for what the map does not have.
    fn suggestions(&self, look: &Look, filtered: &Filtered) -> Vec<String> {
        let near = || {
            let (search, han) = (self.index.search.as_ref()?, self.index.characters.as_ref()?);
            let is_known = !filtered.notes.taken.is_empty() || !filtered.notes.fewer.is_empty();
            let query = Query::parse(&look.filter.query, han).filter(|_| !is_known)?;
            Some(search.nearest_names(&query, han, SUGGESTIONS_MAX))
        };
        let name = |data: Data<'_>, dense: u32| {
            let id = data.numbering.id(dense as usize);
            data.text(id.layer(), keys::NAME, id.row()).to_owned()
        };
        let near = near().unwrap_or_default();
        self.with_data(|data| near.iter().map(|&dense| name(data, dense)).collect()).unwrap_or_default()
    }
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

/// The name on the map, in the reader's script if it has one, truncated. Romanised names stand beside English ones,
/// which have no tone marks: theirs are left out.
pub(super) fn label_of(data: Data<'_>, id: FeatureId, lang: Lang) -> String {
    let (layer, row) = (id.layer(), id.row());
    let latin = if lang == Lang::En { without_tones(latin_name(data, layer, row)) } else { String::new() };
    let label = if latin.is_empty() { data.text(layer, keys::NAME, row) } else { &latin };
    match label.char_indices().nth(LABEL_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.to_owned(),
    }
}

/// Matching lines and areas that intersect the box.
pub(super) fn shapes_in(data: Data<'_>, passed: &Bits, bounds: WorldBounds, lang: Lang) -> Vec<ShapeDraw> {
    let mut shapes = Vec::new();
    for (layer, table) in data.tables.iter().enumerate() {
        let range = data.numbering.range(layer);
        for shape in table.shapes.iter().filter(|s| (s.row as usize) < range.len()) {
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
