//! The whole service as plain data, in bounded steps.
//!
//! A host submits requests, feeds the bytes that the engine requests, and calls [`Engine::step`] until
//! [`Engine::is_idle`]. Answering has priority over loading, loading over indexing. There is no clock: a step's work
//! is counted in units (about a record each), so a host chooses the duration of a step. A newer [`Request::Look`]
//! replaces a pending older one.

mod age;
mod asks;
mod build;
mod catalog;
mod document;
mod export;
mod filtered;
mod ground;
mod layer;
mod local;
mod look;
mod open;
mod part;
mod part_context;
mod waiting;
mod wording;

use crate::query::{Data, Numbering};
use build::{Building, Index};
use diming_protocol::catalog::Catalog;
use diming_protocol::{Fetched, Part, Problem, Request, Response, Source};
use layer::LayerSlot;
use local::LocalFiles;
use open::Opening;
use std::collections::VecDeque;

pub use crate::ingest::{READING, ReadingPart, TABLES, TablesPart};
pub use catalog::ParseCatalog;
pub use export::EXPORT;
pub use local::own_layer;
pub use part::{EnginePart, ExportPart, MakePart};
pub use part_context::{LayerRead, PartContext, PartView};

/// Most bytes of a catalog, the table of characters, or a table of a part.
pub const SMALL_FILE_BYTES_MAX: usize = 16 << 20;

/// Most pending requests; beyond, the oldest is dropped.
const ASKS_MAX: usize = 256;

/// The service. See the module's documentation.
#[derive(Default)]
pub struct Engine {
    out: Vec<Response>,
    look: Option<(u32, Box<diming_protocol::Look>)>,
    /// The last look has a query.
    wants_search: bool,
    asks: VecDeque<Request>,
    today: u32,
    opening: Opening,
    /// Of what a prepared catalog must be.
    catalog_print: u64,
    catalog: Option<Catalog>,
    layers: Vec<LayerSlot>,
    local: LocalFiles,
    index: Index,
    building: Option<Building>,
    seen: look::Seen,
    saving: Option<export::saving::Saving>,
    parts: part::Parts,
}

impl Engine {
    /// Queues a request. A look with invalid numbers is dropped.
    pub fn submit(&mut self, request: Request) {
        match request {
            Request::Look { look, .. } if !look.is_finite() => {}
            Request::Look { seq, look } => {
                self.wants_search = !look.filter.query.trim().is_empty();
                self.look = Some((seq, look));
            }
            Request::Open { catalog_url, site_url, han_url, today } => {
                self.today = today;
                self.open(catalog_url, site_url, han_url);
            }
            Request::Workspace { id, seq, body } => self.ask_workspace(id, seq, body),
            Request::Fingerprint { layer } => self.ask_fingerprint(layer as usize),
            Request::Cancel { layer } => self.cancel_layer(layer as usize),
            Request::RetryCharacters => self.retry_characters(),
            Request::Retry { layer } => self.retry_layer(layer as usize),
            Request::OpenLocal { file, datum } => self.open_local(file, datum),
            Request::CloseLocal { layer } => self.close_local(layer as usize),
            Request::StopSaving => self.saving = None,
            ask => {
                self.asks.push_back(ask);
                if self.asks.len() > ASKS_MAX {
                    self.asks.pop_front();
                }
            }
        }
    }

    /// Feeds bytes of a source, decoded to UTF-8 where it is text.
    pub fn feed(&mut self, source: Source, bytes: Vec<u8>) {
        match source {
            Source::Layer(layer) => {
                if let Some(slot) = self.layers.get_mut(layer as usize) {
                    slot.feed(bytes);
                }
            }
            Source::Prepared(layer) => {
                if let Some(slot) = self.layers.get_mut(layer as usize) {
                    slot.feed_prepared(&bytes);
                }
            }
            Source::Catalog | Source::Han | Source::PreparedCatalog => self.opening.feed(source, &bytes),
            // Bytes for a part that is missing are no longer needed.
            Source::Workspace { id, table } => drop(self.with_workspace(id, |part, cx| part.feed(cx, table, &bytes))),
            // The host handles these bytes itself.
            Source::Fingerprint(_) | Source::Stamp(_) | Source::CatalogStamp => {}
        }
    }

    /// Reports a source's size, end or failure.
    pub fn fetched(&mut self, source: Source, what: Fetched) {
        match source {
            Source::Layer(layer) => {
                if let Some(slot) = self.layers.get_mut(layer as usize) {
                    slot.fetched(what);
                }
            }
            Source::Prepared(layer) => {
                if let Some(slot) = self.layers.get_mut(layer as usize) {
                    slot.fetched_prepared(what);
                }
            }
            Source::Stamp(layer) => {
                if let Some(slot) = self.layers.get_mut(layer as usize) {
                    slot.stamped(what);
                }
            }
            Source::Catalog | Source::Han => self.opened(source, what),
            Source::PreparedCatalog | Source::CatalogStamp => self.fetched_prepared_catalog(source, what),
            Source::Workspace { id, table } => drop(self.with_workspace(id, |part, cx| part.fetched(cx, table, what))),
            Source::Fingerprint(layer) => {
                if let Fetched::Print(print) = what {
                    self.say(Response::Fingerprint { layer, print });
                }
            }
        }
    }

    /// Fed bytes of a source that are not read yet: a host that feeds faster must wait.
    pub fn backlog_bytes(&self, source: Source) -> usize {
        match source {
            Source::Layer(layer) | Source::Prepared(layer) => {
                self.layers.get(layer as usize).map_or(0, LayerSlot::backlog_bytes)
            }
            Source::Catalog | Source::PreparedCatalog | Source::CatalogStamp | Source::Han => 0,
            Source::Workspace { .. } | Source::Fingerprint(_) | Source::Stamp(_) => 0,
        }
    }

    /// Does about `units` of work and returns the responses.
    pub fn step(&mut self, units: u32) -> Vec<Response> {
        let index_first = self.index_is_due();
        if index_first || !(self.answer_one() || self.read_some(units as usize)) {
            match self.building.is_some() || self.index_is_stale() {
                true => self.index_some(units as usize),
                false => self.part_some(units as usize),
            }
        }
        std::mem::take(&mut self.out)
    }

    /// Whether there is nothing to do until the host feeds or submits something.
    pub fn is_idle(&self) -> bool {
        self.out.is_empty()
            && (self.look.is_none() || self.catalog.is_none())
            && (self.asks.is_empty() || self.catalog.is_none())
            && self.building.is_none()
            && self.saving.is_none()
            && !self.layers.iter().any(LayerSlot::has_work)
            && !self.index_is_stale()
            && self.part_at_work().is_none()
    }

    fn say(&mut self, response: Response) {
        self.out.push(response);
    }

    fn refuse(&mut self, problem: Problem) {
        self.say(Response::Refused { problem });
    }

    /// Advances the pending look by a part, else answers one request. `false` if nothing is pending.
    #[inline(never)]
    fn answer_one(&mut self) -> bool {
        if self.catalog.is_none() {
            return false;
        }
        if self.answer_urgent() {
            return true;
        }
        if let Some((seq, look)) = self.look.take() {
            match self.answer_look(&look) {
                Some(answer) => self.say(Response::Seen { seq, answer: Box::new(answer) }),
                None => self.look = Some((seq, look)),
            }
            return true;
        }
        match self.asks.pop_front() {
            Some(ask) => self.answer_ask(ask),
            None => return self.parts.export.is_some_and(|part| (part.save_some)(self)),
        }
        true
    }

    /// Reads from the layers in turn; `false` if no layer has unread bytes.
    #[inline(never)]
    fn read_some(&mut self, units: usize) -> bool {
        let (mut has_read, mut needs_tables) = (false, false);
        let working = self.layers.iter().filter(|slot| slot.has_work()).count().max(1);
        for layer in 0..self.layers.len() {
            let slot = &mut self.layers[layer];
            if slot.has_work() {
                has_read = true;
                slot.read(units.div_ceil(working), self.parts.tables);
            }
            needs_tables |= slot.waits_for() == Some(Part::Tables);
            if let Some(why) = slot.take_wants_file() {
                self.read_file_instead(layer, why);
            }
            let slot = &mut self.layers[layer];
            if slot.take_swapped() {
                self.forget_index();
            }
            let slot = &mut self.layers[layer];
            if let Some(is_understood) = slot.take_verdict() {
                let of = if slot.is_prepared() { Source::Prepared } else { Source::Layer };
                self.out.push(Response::Judged { source: of(layer as u32), is_understood });
            }
            if slot.take_surplus() {
                self.out.push(Response::Abandon { source: Source::Layer(layer as u32) });
            }
            if let Some(state) = slot.news() {
                self.out.push(Response::Progress { layer: layer as u32, state });
            }
        }
        if needs_tables {
            self.need(Part::Tables);
        }
        has_read
    }

    /// Rows were replaced: drops the results made from them.
    fn forget_index(&mut self) {
        self.building = None;
        self.index.forget();
        self.seen = Default::default();
        self.saving = None;
    }

    /// Calls `run` with the data under the current numbering.
    fn with_data<T>(&self, run: impl FnOnce(Data<'_>) -> T) -> Option<T> {
        self.with_numbered(self.numbering(), run)
    }

    fn with_numbered<T>(&self, numbering: &Numbering, run: impl FnOnce(Data<'_>) -> T) -> Option<T> {
        let catalog = self.catalog.as_ref()?;
        let tables: Vec<_> = self.layers.iter().map(LayerSlot::table).collect();
        Some(run(Data { catalog, tables: &tables, numbering, today: self.today }))
    }

    fn numbering(&self) -> &Numbering {
        &self.index.numbering
    }
}

#[cfg(test)]
mod tests;
