//! Making the indexes over what is in, in bounded steps: numbering, space-filling order, search.
//!
//! While layers load, an index is made when nothing else is to be done, and each time the data
//! have grown much, then even before reading on; the last one when all have ended. Only that one has the search, unless a look
//! asks for it before.

use super::Engine;
use super::layer::LayerSlot;
use crate::catalog::{FieldKind, LayerRole, keys};
use crate::dataset::columns::LIST_SEPARATOR;
use crate::door::{Matched, Response};
use crate::geo::mercator;
use crate::index::order::{PointSet, PointSetBuilder};
use crate::index::search::{Doc, Place, Query, SearchBuilder, SearchIndex};
use crate::query::{Data, Numbering};
use crate::text::{Han, MarkerNo};

/// Records at which a first index goes before reading on, and by how much they grow until the next.
const FIRST_ROWS: usize = 20_000;
const GROWTH: usize = 4;
/// Records beyond which a few more are no reason for another index.
const MANY_ROWS: usize = 50_000;

/// The indexes over one numbering.
#[derive(Default)]
pub(super) struct Index {
    /// Rises with each new index; 0 for none.
    pub(super) revision: u32,
    pub(super) numbering: Numbering,
    pub(super) points: PointSet,
    pub(super) search: Option<SearchIndex>,
    /// It was emptied: nothing can be answered before the next one.
    is_void: bool,
    /// Layers whose reading had ended when it was made.
    layers_ended: usize,
    /// All had.
    pub(super) is_settled: bool,
}

impl Index {
    /// Empties everything: rows have other numbers now. The revision still rises with the next one.
    pub(super) fn forget(&mut self) {
        *self = Index { revision: self.revision, is_void: true, ..Index::default() };
    }
}

/// An index in the making.
pub(super) struct Building {
    numbering: Numbering,
    layers_ended: usize,
    is_settled: bool,
    /// Goes before answering and reading.
    is_due: bool,
    points: PointSetBuilder,
    ordered: Option<PointSet>,
    search: Option<SearchBuilder>,
    searched: Option<SearchIndex>,
    next: usize,
}

impl Engine {
    /// Whether what is in differs from what is indexed, and an index may be made now.
    pub(super) fn index_is_stale(&self) -> bool {
        self.catalog.is_some()
            && self.opening.has_characters_ended
            && self.building.is_none()
            && (self.layers_ended() > self.index.layers_ended || self.has_grown() || self.lacks_search())
    }

    /// Whether enough has come in for another index: anything while records are few.
    fn has_grown(&self) -> bool {
        let (now, then) = (self.current_numbering().len(), self.index.numbering.len());
        now > then && (now <= MANY_ROWS || now - then >= then / 3)
    }

    /// Whether the index goes before answering and reading.
    pub(super) fn index_is_due(&self) -> bool {
        let due_at = FIRST_ROWS.max(self.index.numbering.len() * GROWTH);
        let is_late = || !self.all_ended() && self.current_numbering().len() >= due_at;
        match &self.building {
            Some(building) => building.is_due || self.index.is_void || self.lacks_search(),
            None => self.index_is_stale() && (self.index.is_void || self.lacks_search() || is_late()),
        }
    }

    /// Whether words are searched for in an index that was made without the search.
    fn lacks_search(&self) -> bool {
        self.wants_search
            && self.index.search.is_none()
            && !self.index.numbering.is_empty()
            && self.opening.characters.is_some()
    }

    fn layers_ended(&self) -> usize {
        self.layers.iter().filter(|slot| !slot.is_loading()).count()
    }

    /// Whether no layer is loading.
    pub(super) fn all_ended(&self) -> bool {
        self.layers_ended() == self.layers.len()
    }

    fn current_numbering(&self) -> Numbering {
        let roles = self.catalog.iter().flat_map(|c| &c.layers).map(|l| l.role);
        let slots = self.layers.iter().zip(roles);
        Numbering::new(slots.map(|(slot, role)| if role.is_listed() { slot.table().len() } else { 0 }))
    }

    /// Works on the index; called when there is nothing to answer and nothing to read.
    #[inline(never)]
    pub(super) fn index_some(&mut self, units: usize) {
        if self.building.as_ref().is_some_and(|building| building.search.is_none()) && self.lacks_search() {
            self.building = None;
        }
        if self.building.is_none() {
            if !self.index_is_stale() {
                return;
            }
            let is_settled = self.all_ended();
            let with_search = (is_settled || self.wants_search) && self.opening.characters.is_some();
            self.building = Some(Building {
                numbering: self.current_numbering(),
                layers_ended: self.layers_ended(),
                is_settled,
                is_due: self.index_is_due(),
                points: PointSetBuilder::default(),
                ordered: None,
                search: with_search.then(SearchIndex::builder),
                searched: None,
                next: 0,
            });
        }
        let Some(mut building) = self.building.take() else { return };
        let is_whole = self.build_some(&mut building, units);
        if !is_whole {
            self.building = Some(building);
            return;
        }
        self.index = Index {
            revision: self.index.revision + 1,
            numbering: building.numbering,
            points: building.ordered.unwrap_or_default(),
            search: building.searched,
            is_void: false,
            layers_ended: building.layers_ended,
            is_settled: building.is_settled,
        };
        self.seen = Default::default();
        self.say(Response::Changed);
    }

    fn build_some(&self, building: &mut Building, units: usize) -> bool {
        let Some(catalog) = &self.catalog else { return true };
        let tables: Vec<_> = self.layers.iter().map(LayerSlot::table).collect();
        let total = building.numbering.len();
        let data = Data { catalog, tables: &tables, numbering: &building.numbering, today: self.today };
        if building.next < total {
            let end = total.min(building.next + units);
            for dense in building.next..end {
                add_point(data, dense, &mut building.points);
                if let (Some(search), Some(han)) = (&mut building.search, &self.opening.characters) {
                    add_document(data, dense, han, search);
                }
            }
            building.next = end;
            return false;
        }
        if building.ordered.is_none() {
            building.ordered = building.points.step(units);
            return false;
        }
        if let (Some(search), Some(han)) = (&mut building.search, &self.opening.characters)
            && building.searched.is_none()
        {
            building.searched = search.step(units, han);
            return false;
        }
        true
    }
}

/// Areas have no sign of their own, so that they do not take part in clusters.
fn add_point(data: Data<'_>, dense: usize, points: &mut PointSetBuilder) {
    let id = data.numbering.id(dense);
    if data.catalog.layers[id.layer()].role == LayerRole::Areas {
        return;
    }
    if let Some(at) = data.tables[id.layer()].position(id.row()) {
        points.push(dense as u32, mercator::world_from_lonlat(at));
    }
}

/// What the search knows of a record: its names, then every other field that holds words.
fn add_document(data: Data<'_>, dense: usize, han: &Han, search: &mut SearchBuilder) {
    let id = data.numbering.id(dense);
    Document::new(data, id.layer(), id.row()).with(|doc| search.add(doc, han));
}

/// The searched texts of a record. Further texts are numbered: 0 is the key, `n + 1` the layer's field `n`.
pub(super) struct Document<'a> {
    name: &'a str,
    latin: Vec<&'a str>,
    former: Vec<&'a str>,
    others: Vec<(usize, &'a str)>,
    marker: Option<MarkerNo>,
}

impl<'a> Document<'a> {
    pub(super) fn new(data: Data<'a>, layer: usize, row: usize) -> Document<'a> {
        let text = |field: &str| data.text(layer, field, row);
        let fields = data.catalog.layers[layer].fields.iter().enumerate();
        let mut others = vec![(0, data.tables[layer].keys.get(row))];
        others.extend(fields.filter(|(_, key)| is_searched(data, key)).map(|(at, key)| (at + 1, text(key))));
        others.retain(|(_, t)| !t.is_empty());
        Document {
            name: text(keys::NAME),
            latin: [keys::NAME_EN, keys::ROMANISATION].map(text).into_iter().filter(|t| !t.is_empty()).collect(),
            former: text(keys::FORMER_NAMES).split(LIST_SEPARATOR).filter(|t| !t.is_empty()).collect(),
            others,
            marker: MarkerNo::from_fields(text(keys::LINE), text(keys::SERIAL), text(keys::TYPE_CODE)),
        }
    }

    pub(super) fn with<T>(&self, run: impl FnOnce(&Doc<'_>) -> T) -> T {
        let Document { name, latin, former, others, marker } = self;
        run(&Doc { name, latin, former, others, marker: *marker })
    }

    /// Why the record matches, with the field and its text; `None` where it does not.
    pub(super) fn explain(&self, data: Data<'_>, layer: usize, query: &Query, han: &Han) -> Option<Matched> {
        let explained = self.with(|doc| query.explain(doc, han))?;
        let field_of = |at: usize| match at.checked_sub(1) {
            None => data.catalog.layers[layer].key_field.as_str(),
            Some(at) => data.catalog.layers[layer].fields[at].as_str(),
        };
        let (field, text) = match explained.place {
            Place::Name => (keys::NAME, self.name),
            Place::Latin(at) => (keys::NAME_EN, self.latin[at]),
            Place::Former(at) => (keys::FORMER_NAMES, self.former[at]),
            Place::Other(at) => (field_of(self.others[at].0), self.others[at].1),
            Place::Marker => (keys::SERIAL, ""),
        };
        Some(Matched { class: explained.class, field: field.to_owned(), text: text.to_owned(), marks: explained.marks })
    }
}

/// Fields searched beside the names: where it is, what it is, how to reach it.
fn is_searched(data: Data<'_>, key: &str) -> bool {
    let kind = data.catalog.fields.get(key).map(|f| f.kind);
    match key {
        keys::ADDRESS | keys::TOWN | keys::VILLAGE | keys::KIND => true,
        _ => kind == Some(FieldKind::Phones),
    }
}
