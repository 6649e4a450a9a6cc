//! The smaller requests: a card, the members of a cluster, notes, records by words.

use super::Engine;
use super::wording::{Worded, Wording};
use crate::query::areas::query_areas_at;
use crate::query::clusters::{Clusters, Window, parts_at};
use crate::query::extent::query_extent;
use crate::query::filter::query_passed;
use crate::query::rows::{query_card, query_row};
use crate::query::towns::{query_town_middle, query_towns};
use diming_protocol::geo::LonLat;
use diming_protocol::{
    Constraint, FeatureId, Filter, Part, RecordState, Request, Response, Row, SearchNotes, TownTable, Which,
};
use litemap::LiteMap;
use std::ops::Range;

/// Most returned records of a cluster.
const MEMBERS_MAX: usize = 500;
/// Most records of a separate search.
const FOUND_MAX: u32 = 50;
/// Of so many the best for a starting point are taken.
const STARTS_MAX: usize = 500;
/// Most notes per response.
const NOTES_MAX: u32 = 500;

impl Engine {
    pub(super) fn answer_ask(&mut self, ask: Request) {
        match ask {
            Request::Card { of } => self.answer_card(of),
            Request::Members { id, zoom_step } => self.answer_members(id, zoom_step),
            Request::Notes { layer, rows } => self.answer_notes(layer, rows),
            Request::Towns => self.answer_towns(),
            Request::Find { query, fields, rows, is_start } => self.answer_find(query, fields, rows, is_start),
            Request::Count { filter } => {
                // What is not known yet is not said: the page asks again when the data have changed.
                if let Some(n) = self.passing(&filter) {
                    self.say(Response::Count { filter, n });
                }
            }
            Request::TownMiddle { town } => {
                let at = self.with_data(|data| query_town_middle(data, &town)).flatten();
                self.say(Response::TownMiddle { town, at });
            }
            Request::Extent { moves_map } => self.answer_extent(moves_map),
            Request::AreasAt { at } => self.answer_areas(at),
            ask @ (Request::Paper { .. } | Request::Export { .. }) => match self.parts.export {
                Some(keep) => (keep.answer)(self, ask),
                None => self.wait_for(Part::Export, ask),
            },
            // These never wait: `submit` handles them at once.
            Request::Open { .. } | Request::Look { .. } | Request::Retry { .. } | Request::Cancel { .. } => {}
            Request::Workspace { .. } | Request::Fingerprint { .. } => {}
            Request::OpenLocal { .. } | Request::CloseLocal { .. } | Request::StopSaving | Request::RetryCharacters => {
            }
        }
    }

    fn answer_card(&mut self, of: Which) {
        let mut card = self
            .with_data(|data| {
                let id = match &of {
                    Which::Id(id) => Some(*id),
                    Which::Key(layer, key) => {
                        let layer = data.catalog.layers.iter().position(|l| l.id == *layer)?;
                        let row = data.tables.get(layer)?.keys.row_of(key)?;
                        Some(FeatureId::new(layer, row))
                    }
                };
                query_card(data, id?)
            })
            .flatten();
        if let Some(card) = &mut card {
            card.alone_at = self.alone_at(card.id).map(f64::from);
        }
        self.say(Response::Card { of, card: card.map(Box::new), is_final: self.all_ended() && self.is_settled() });
    }

    /// The first zoom step, not under that of the last look, from which on a record is no longer part of a cluster.
    fn alone_at(&mut self, id: FeatureId) -> Option<u8> {
        let (look, filtered) = self.last_filtered()?;
        let dense = self.numbering().dense(id)? as u32;
        let at = self.index.points.world(self.index.points.rank_of(dense)?);
        let step_max = self.catalog.as_ref()?.zoom_max.floor().clamp(0.0, 24.0) as u8;
        let stands_alone = |step: &u8| {
            let clusters = Clusters::build_in(&self.index.points, &filtered.signs, &Window::about(at, *step));
            clusters.named(dense).is_some_and(|cluster| cluster.count == 1)
        };
        let steps = (look.zoom.floor().clamp(0.0, 24.0) as u8..=step_max).rev();
        steps.take_while(stands_alone).last()
    }

    fn answer_extent(&mut self, moves_map: bool) {
        let filtered = self.last_filtered().map(|(_, filtered)| filtered);
        let bounds = filtered.and_then(|filtered| self.with_data(|data| query_extent(data, &filtered.signs)));
        self.say(Response::Extent { bounds: bounds.flatten(), moves_map });
    }

    fn answer_areas(&mut self, at: LonLat) {
        let areas = self.with_data(|data| query_areas_at(data, at));
        self.say(Response::AreasAt { at, areas: areas.unwrap_or_default() });
    }

    fn answer_find(&mut self, query: String, fields: LiteMap<String, Constraint>, rows: u32, is_start: bool) {
        let found = self.found(&query, fields, rows.min(FOUND_MAX) as usize, is_start);
        let (rows, notes) = found.unwrap_or_default();
        self.say(Response::Found { query, rows, notes });
    }

    /// The best of what some words meet, and what is to be said of the search; `None` where nothing can be searched yet.
    fn found(
        &self,
        query: &str,
        fields: LiteMap<String, Constraint>,
        rows: usize,
        is_start: bool,
    ) -> Option<(Vec<Row>, SearchNotes)> {
        let worded = self.worded(query)?;
        let (_, hits) = worded.words.as_ref()?;
        let listed = |layer: &usize| self.catalog.as_ref().is_some_and(|c| c.layers[*layer].role.is_listed());
        let layers = (0..self.layers.len()).filter(listed).map(|layer| layer as u32).collect();
        let filter = Filter { layers, fields, ..Filter::default() };
        let passes = self.with_data(|data| query_passed(data, &filter, Some(hits.passes().clone())).all)?;
        let notes = worded.notes(hits.is_near(&passes));
        let looked_at = if is_start { rows.max(STARTS_MAX) } else { rows };
        let count = passes.count().min(looked_at);
        // Distances are from the origin of the last look.
        let from = self.seen.last.as_ref().map_or(self.catalog.as_ref()?.home.center_lonlat(), |look| look.from);
        let rows = self.with_data(|data| {
            let row = |dense: u32| query_row(data, dense as usize, from, None);
            let found = hits.best(&passes, 0..count).into_iter().map(row);
            match is_start {
                true => starts(found.collect(), rows),
                false => found.collect(),
            }
        })?;
        Some((rows, notes))
    }

    /// What some words find; `None` where nothing can be searched yet, or there are none.
    fn worded(&self, query: &str) -> Option<Worded> {
        self.with_searchable(|on| {
            let mut wording = Wording::new(query, on)?;
            std::iter::repeat_with(|| wording.step(on)).find_map(|worded| worded)
        })?
    }

    /// How many records pass a filter; `None` where its words cannot be searched for yet.
    fn passing(&self, filter: &Filter) -> Option<u32> {
        let words = match filter.query.as_str() {
            "" => None,
            query => Some(self.worded(query)?.words.as_ref()?.1.passes().clone()),
        };
        self.with_data(|data| query_passed(data, filter, words).all.count() as u32)
    }

    fn answer_members(&mut self, id: FeatureId, zoom_step: u8) {
        let Some((look, filtered)) = self.last_filtered() else { return };
        let Some(first) = self.numbering().dense(id) else { return };
        let Some(rank) = self.index.points.rank_of(first as u32) else { return };
        let window = Window::about(self.index.points.world(rank), zoom_step);
        let clusters = self.clusters(&filtered, window);
        let Some(cluster) = clusters.named(first as u32) else { return };
        let members = || clusters.members(cluster, &self.index.points, &filtered.signs);
        let step_max = self.catalog.as_ref().map_or(0, |c| c.zoom_max.floor().clamp(0.0, 24.0) as u8);
        let parts_at = parts_at(&self.index.points, members(), zoom_step, step_max);
        let rows = self.with_data(|data| {
            let row = |dense: u32| self.row(data, dense as usize, &look, &filtered);
            members().take(MEMBERS_MAX).map(row).collect()
        });
        let response = Response::Members {
            id,
            rows: rows.unwrap_or_default(),
            total: cluster.count,
            parts_at: parts_at.map(f64::from),
        };
        self.say(response);
    }

    fn answer_notes(&mut self, layer: u32, rows: Range<u32>) {
        let Some(slot) = self.layers.get(layer as usize) else { return };
        let kept = slot.notes().kept();
        let end = rows.end.min(rows.start.saturating_add(NOTES_MAX)).min(kept.len() as u32);
        let first = rows.start.min(end);
        let notes = kept[first as usize..end as usize].to_vec();
        self.say(Response::Notes { layer, first, notes });
    }

    fn answer_towns(&mut self) {
        if let Some(table) = self.town_counts() {
            self.say(Response::Towns { table });
        }
    }

    pub(super) fn town_counts(&mut self) -> Option<TownTable> {
        let (look, filtered) = self.last_filtered()?;
        self.with_data(|data| query_towns(data, &filtered.passed.all, &look.filter.layers))
    }
}

/// The first of those that have a place, in their order, but what is closed or has moved away behind all others.
fn starts(found: Vec<Row>, rows: usize) -> Vec<Row> {
    let is_gone = |row: &Row| matches!(row.state, RecordState::Closed | RecordState::Moved);
    let (gone, here): (Vec<Row>, Vec<Row>) = found.into_iter().filter(|row| row.at.is_some()).partition(is_gone);
    here.into_iter().chain(gone).take(rows).collect()
}
