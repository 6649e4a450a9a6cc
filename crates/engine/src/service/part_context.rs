//! The view of the engine for a workspace's part, and the actions it may request.

use super::Engine;
use crate::ingest::Notes;
use crate::query::Data;
use diming_protocol::catalog::{Catalog, SILENCE_S};
use diming_protocol::{Problem, Response, Source, WorkspaceId};
use diming_text::Han;
use std::sync::Arc;

/// How a layer was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LayerRead {
    /// It is incomplete.
    pub is_part: bool,
    /// Number of skips of something that may be a record.
    pub unread: u32,
}

/// The engine as a part sees it.
#[derive(Clone, Copy)]
pub struct PartView<'a> {
    engine: &'a Engine,
}

impl<'a> PartView<'a> {
    pub(super) fn new(engine: &'a Engine) -> PartView<'a> {
        PartView { engine }
    }

    /// The catalog, once opened.
    pub fn catalog(self) -> Option<&'a Catalog> {
        self.engine.catalog.as_ref()
    }

    /// Calls `run` with the data under the current numbering; `None` before the catalog is opened.
    pub fn with_data<T>(self, run: impl FnOnce(Data<'_>) -> T) -> Option<T> {
        self.engine.with_data(run)
    }

    /// How each layer was read, in the catalog's order.
    pub fn layers_read(self) -> Vec<LayerRead> {
        let read = self.engine.layers.iter().map(|layer| (layer.is_part(), layer.unread()));
        read.map(|(is_part, unread)| LayerRead { is_part, unread }).collect()
    }

    /// What was odd when a layer was read; `None` where there is no such layer.
    pub fn notes(self, layer: usize) -> Option<&'a Notes> {
        self.engine.layers.get(layer).map(|layer| layer.notes())
    }

    /// The revision of the index, which increases whenever the data change.
    pub fn index_revision(self) -> u32 {
        self.engine.index.revision
    }

    /// Whether every layer has ended and is indexed.
    pub fn is_settled(self) -> bool {
        self.engine.is_settled()
    }

    /// The table of characters, once loaded.
    pub fn characters(self) -> Option<&'a Arc<Han>> {
        self.engine.opening.characters.as_ref()
    }

    /// Why the table of characters is missing.
    pub fn characters_problem(self) -> Option<&'a Problem> {
        self.engine.opening.characters_problem.as_ref()
    }

    /// Today, `yyyymmdd`.
    pub fn today(self) -> u32 {
        self.engine.today
    }

    /// Resolves an address of the catalog, if layers may be loaded from there.
    pub fn allowed_url(self, address: &str) -> Option<String> {
        self.engine.allowed_url(address)
    }
}

/// The engine as a part sees it, with actions.
pub struct PartContext<'a> {
    engine: &'a mut Engine,
    id: WorkspaceId,
}

impl<'a> PartContext<'a> {
    pub(super) fn new(engine: &'a mut Engine, id: WorkspaceId) -> PartContext<'a> {
        PartContext { engine, id }
    }

    /// The read-only view.
    pub fn view(&self) -> PartView<'_> {
        PartView { engine: self.engine }
    }

    /// Sends a message to the workspace: with the number of a request, or 0 if unrequested.
    pub fn say(&mut self, seq: u32, body: Vec<u8>) {
        self.engine.say(Response::Workspace { id: self.id, seq, body });
    }

    /// Fetches a table.
    pub fn fetch(&mut self, table: u8, url: String) {
        let source = self.source(table);
        self.engine.say(Response::Fetch { source, url, silence_s: SILENCE_S });
    }

    /// Reads the file of a layer of this machine, as a table; `false` where the layer has none.
    pub fn read_file(&mut self, table: u8, layer: usize) -> bool {
        let source = self.source(table);
        self.engine.read_local(layer, source)
    }

    /// Stops fetching or reading a table.
    pub fn abandon(&mut self, table: u8) {
        let source = self.source(table);
        self.engine.say(Response::Abandon { source });
    }

    /// Reports whether a fetched table was complete and understood.
    pub fn judge(&mut self, table: u8, is_understood: bool) {
        let source = self.source(table);
        self.engine.say(Response::Judged { source, is_understood });
    }

    /// Loads the table of characters again after a failure.
    pub fn retry_characters(&mut self) {
        self.engine.retry_characters();
    }

    fn source(&self, table: u8) -> Source {
        Source::Workspace { id: self.id, table }
    }
}
