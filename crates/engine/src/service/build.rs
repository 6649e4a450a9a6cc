//! Builds the indexes in bounded steps: numbering, space-filling order, search.
//!
//! While layers load, an index is built when the engine has nothing else to do, and, each time the data have grown by
//! a factor, even before reading on; the last one when all layers have ended. Only that one has the search, unless a
//! look needs it before: then it uses the table of characters if loaded, else exact text only, and is built again when
//! the table arrives.

use super::Engine;
use super::document::{Known, Searched};
use crate::index::bits::Bits;
use crate::index::order::{PointSet, PointSetBuilder};
use crate::index::search::{SearchBuilder, SearchIndex};
use crate::query::ground::{GroundLine, take_lines};
use crate::query::meanings::Meanings;
use crate::query::place_names::NameRanks;
use crate::query::state::States;
use crate::query::{Data, Numbering};
use diming_protocol::catalog::{Catalog, LayerRole, keys};
use diming_protocol::geo::mercator;
use diming_protocol::{RecordState, Response};
use diming_text::Han;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Number of records for the first index before reading on, and the growth factor for the next.
const FIRST_ROWS: usize = 20_000;
const GROWTH: usize = 8;
/// Number of records beyond which small additions cause no new index.
const MANY_ROWS: usize = 50_000;

/// The indexes over one numbering.
#[derive(Default)]
pub(super) struct Index {
    /// Increases with each index; 0 for none.
    pub(super) revision: u32,
    pub(super) numbering: Numbering,
    pub(super) points: Rc<PointSet>,
    /// No record of the numbering will stand elsewhere while the numbering is the same.
    places_are_final: bool,
    /// Records that are closed, have moved away, or are not there yet.
    pub(super) gone: Bits,
    /// How important place names are on the map.
    pub(super) name_ranks: NameRanks,
    /// Lines and areas of the ground, of the layers that had ended.
    pub(super) ground: Vec<GroundLine>,
    pub(super) search: Option<SearchIndex>,
    /// What words mean beside the texts of records.
    pub(super) meanings: Meanings,
    /// The table of characters that the search was made with: a blank one where the real one is not there.
    pub(super) characters: Option<Arc<Han>>,
    /// It was cleared: nothing can be answered before the next one.
    is_void: bool,
    /// Layers that had ended when it was built.
    layers_ended: usize,
    /// All layers had ended.
    pub(super) is_settled: bool,
}

impl Index {
    /// Clears everything, because rows were renumbered. The revision still increases with the next one.
    pub(super) fn forget(&mut self) {
        *self = Index { revision: self.revision, is_void: true, ..Index::default() };
    }
}

/// An index in progress: first the positions, then the words, so that both can use the same memory.
pub(super) struct Building {
    numbering: Numbering,
    layers_ended: usize,
    is_settled: bool,
    /// Has priority over answering and reading.
    is_due: bool,
    /// The table of characters for the search; `None` if it is built without.
    characters: Option<Arc<Han>>,
    stage: Stage,
    points: Rc<PointSet>,
    places_are_final: bool,
    search: Option<SearchIndex>,
    /// Records that are open day and night.
    all_day: Bits,
    /// Records that are closed, have moved away, or are not there yet.
    gone: Bits,
    name_ranks: NameRanks,
    ground: Vec<GroundLine>,
}

/// The current stage, with the next record.
enum Stage {
    /// The layer, and its next shape.
    Ground(usize, usize),
    /// With the builder of the points, unless those of the last index still hold.
    Points(Option<Box<PointSetBuilder>>, usize),
    /// With the text ids of each layer's choices.
    Words(Box<SearchBuilder>, Vec<Known>, usize),
    Whole,
}

impl Engine {
    /// Whether the data differ from the index, and a new one may be built now.
    pub(super) fn index_is_stale(&self) -> bool {
        self.catalog.is_some()
            && self.building.is_none()
            && (self.layers_ended() > self.index.layers_ended
                || self.has_grown()
                || self.lacks_search()
                || self.lacks_sounds()
                || self.can_settle())
    }

    /// Whether there is enough new data for another index: any amount while records are few.
    fn has_grown(&self) -> bool {
        let (now, then) = (self.current_numbering().len(), self.index.numbering.len());
        now > then && (now <= MANY_ROWS || now - then >= then / 3)
    }

    /// Whether the answers are complete: every layer had ended when it was indexed. A layer that is being read again
    /// counts as unchanged until its new rows arrive.
    pub(super) fn is_settled(&self) -> bool {
        self.index.is_settled && !self.index_is_stale() && self.building.is_none()
    }

    /// Whether the index has priority over answering and reading.
    pub(super) fn index_is_due(&self) -> bool {
        let due_at = FIRST_ROWS.max(self.index.numbering.len() * GROWTH);
        let is_late = || !self.all_ended() && self.current_numbering().len() >= due_at;
        match &self.building {
            Some(building) => building.is_due || self.index.is_void || self.lacks_search(),
            None => self.index_is_stale() && (self.index.is_void || self.lacks_search() || is_late()),
        }
    }

    /// Whether a look searches for words in an index without the search.
    fn lacks_search(&self) -> bool {
        self.wants_search && self.index.search.is_none() && !self.index.numbering.is_empty()
    }

    /// Whether the search was built before the table of characters arrived.
    fn lacks_sounds(&self) -> bool {
        self.opening.characters.is_some() && self.index.characters.as_ref().is_some_and(|han| han.is_blank())
    }

    /// Whether the last index was built with all layers, but before the table of characters arrived.
    fn can_settle(&self) -> bool {
        !self.index.is_settled && !self.layers.is_empty() && self.has_all()
    }

    /// Whether neither a layer nor the table of characters is loading.
    fn has_all(&self) -> bool {
        self.all_ended() && (self.opening.has_characters_ended || self.opening.characters_problem.is_some())
    }

    /// The table of characters for a search built now; `None` if no search is needed yet.
    fn characters_now(&self) -> Option<Arc<Han>> {
        if !self.has_all() && !self.wants_search {
            return None;
        }
        self.opening.characters.clone().or_else(|| Some(Arc::new(Han::blank())))
    }

    /// A layer was added: another index is due once it has ended, even if as many layers had ended before.
    pub(super) fn expect_more(&mut self) {
        self.building = None;
        self.index.layers_ended = self.index.layers_ended.min(self.layers_ended());
        self.index.is_settled = false;
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

    /// Advances the index; called when there is nothing to answer and nothing to read.
    #[inline(never)]
    pub(super) fn index_some(&mut self, units: usize) {
        if self.building.as_ref().is_some_and(|building| building.characters.is_none()) && self.lacks_search() {
            self.building = None;
        }
        if self.building.is_none() {
            if !self.index_is_stale() {
                return;
            }
            self.building = Some(self.begin_building());
        }
        let Some(mut building) = self.building.take() else { return };
        self.build_some(&mut building, units);
        if !matches!(building.stage, Stage::Whole) {
            self.building = Some(building);
            return;
        }
        let han = building.characters.as_ref().filter(|_| building.search.is_some());
        let all_day = std::mem::take(&mut building.all_day);
        let meanings = |han: &Arc<Han>| {
            self.with_numbered(&building.numbering, |data| Meanings::new(data, all_day, han)).unwrap_or_default()
        };
        self.index = Index {
            revision: self.index.revision + 1,
            meanings: han.map(meanings).unwrap_or_default(),
            numbering: building.numbering,
            points: building.points,
            places_are_final: building.places_are_final,
            gone: building.gone,
            name_ranks: building.name_ranks,
            ground: building.ground,
            characters: building.characters.filter(|_| building.search.is_some()),
            search: building.search,
            is_void: false,
            layers_ended: building.layers_ended,
            is_settled: building.is_settled,
        };
        self.seen = Default::default();
        self.say(Response::Changed);
    }

    fn begin_building(&self) -> Building {
        let numbering = self.current_numbering();
        let is_settled = self.has_all();
        Building {
            layers_ended: self.layers_ended(),
            is_settled,
            is_due: self.index_is_due(),
            characters: self.characters_now(),
            stage: Stage::Ground(0, 0),
            points: self.points_again(&numbering).unwrap_or_default(),
            places_are_final: self.layers.iter().all(|slot| slot.table().is_empty() || slot.places_are_final()),
            search: None,
            all_day: Bits::new(numbering.len()),
            gone: Bits::new(numbering.len()),
            name_ranks: NameRanks::new(numbering.len()),
            ground: Vec::new(),
            numbering,
        }
    }

    /// The points of the last index, where the same records stand at the same places: columns that come after these
    /// change nothing in them.
    fn points_again(&self, numbering: &Numbering) -> Option<Rc<PointSet>> {
        let last = &self.index;
        (last.places_are_final && !last.is_void && last.numbering == *numbering).then(|| last.points.clone())
    }

    fn build_some(&self, building: &mut Building, units: usize) {
        let Building { numbering, stage, characters, all_day, gone, name_ranks, ground, .. } = building;
        match stage {
            Stage::Ground(layer, shape) => match self.layers.get(*layer) {
                None => {
                    let builder = || Box::new(PointSetBuilder::with_room(numbering.len()));
                    *stage = Stage::Points(self.points_again(numbering).is_none().then(builder), 0);
                }
                Some(slot) => {
                    let kind = |catalog: &Catalog| Some((catalog.layers.get(*layer)?.ground?, catalog.bounds));
                    let kind = self.catalog.as_ref().and_then(kind);
                    let (table, at) = (slot.table(), *shape);
                    if let Some((kind, bounds)) = kind.filter(|_| !slot.is_loading()) {
                        let seen = mercator::world_bounds(bounds);
                        *shape = take_lines(table, *layer, kind, (at, units), seen, ground);
                    }
                    if *shape == at || *shape >= table.shapes.len() {
                        (*layer, *shape) = (*layer + 1, 0);
                    }
                }
            },
            Stage::Points(points, next) if *next < numbering.len() => {
                self.take_rows(numbering, next, units, |data, layer, rows| {
                    take_gone(data, layer, rows.clone(), gone);
                    name_ranks.take(data, layer, rows.clone());
                    if let Some(points) = points {
                        take_points(data, layer, rows, points);
                    }
                });
            }
            Stage::Points(points, _) => {
                if let Some(points) = points {
                    let Some(points) = points.step(units) else { return };
                    building.points = Rc::new(points);
                }
                building.stage = match building.characters.is_some() {
                    true => self.begin_words(&building.numbering),
                    false => Stage::Whole,
                };
            }
            Stage::Words(search, known, next) => {
                let Some(han) = characters else { return };
                if *next == numbering.len() {
                    building.search = search.step(units, han);
                    if building.search.is_some() {
                        building.stage = Stage::Whole;
                    }
                    return;
                }
                self.take_rows(numbering, next, units, |data, layer, rows| {
                    take_words(data, layer, rows, (&mut known[layer], search, han), all_day);
                });
            }
            Stage::Whole => {}
        }
    }

    fn begin_words(&self, numbering: &Numbering) -> Stage {
        let layers = || 0..self.layers.len();
        let choices =
            |data: Data| layers().map(|l| Searched::new(data, l).choices() * numbering.range(l).len()).sum::<usize>();
        let choices = self.with_numbered(numbering, choices).unwrap_or(0);
        let search = SearchBuilder::with_room(choices);
        Stage::Words(Box::new(search), layers().map(|_| Known::new()).collect(), 0)
    }

    /// Adds the next records, layer by layer.
    fn take_rows(
        &self,
        numbering: &Numbering,
        next: &mut usize,
        units: usize,
        mut take: impl FnMut(Data, usize, Range<usize>),
    ) {
        let end = numbering.len().min(*next + units);
        self.with_numbered(numbering, |data| {
            for layer in 0..data.tables.len() {
                let all = numbering.range(layer);
                let (from, to) = (all.start.max(*next), all.end.min(end));
                if from < to {
                    take(data, layer, from - all.start..to - all.start);
                }
            }
        });
        *next = end;
    }
}

// The loops over records are functions of their own: a browser compiles a hot one again as a whole, with all that is in it.

/// Adds the words of records to the search, and marks those that are open day and night.
#[inline(never)]
fn take_words(
    data: Data,
    layer: usize,
    rows: Range<usize>,
    (known, search, han): (&mut Known, &mut SearchBuilder, &Han),
    all_day: &mut Bits,
) {
    let searched = Searched::new(data, layer);
    let start = data.numbering.range(layer).start;
    for row in rows {
        searched.add(row, known, search, han);
        if searched.is_all_day(row) {
            all_day.set(start + row);
        }
    }
}

/// Marks the records that are closed, have moved away, or are not there yet. Few say anything that could mean it.
#[inline(never)]
fn take_gone(data: Data, layer: usize, rows: Range<usize>, gone: &mut Bits) {
    let says_so = [keys::STATUS, keys::VALID_FROM, keys::VALID_TO, keys::MOVED_TO]
        .iter()
        .any(|key| data.column(layer, key).is_some());
    let start = data.numbering.range(layer).start;
    if !says_so {
        return;
    }
    let states = States::of_many(data, layer);
    for row in rows.filter(|&row| states.of(row) != RecordState::Current) {
        gone.set(start + row);
    }
}

/// Areas have no sign, so they are not in clusters.
#[inline(never)]
fn take_points(data: Data, layer: usize, rows: Range<usize>, points: &mut PointSetBuilder) {
    if data.catalog.layers[layer].role == LayerRole::Areas {
        return;
    }
    let start = data.numbering.range(layer).start;
    for row in rows {
        if let Some(at) = data.tables[layer].position(row) {
            points.push((start + row) as u32, mercator::world_from_lonlat(at));
        }
    }
}
