//! What a workspace's own part sees of the engine, and what it may have done.

use super::Engine;
use crate::query::Data;
use diming_protocol::catalog::{Catalog, SILENCE_S};
use diming_protocol::{Problem, Response, Source, WorkspaceId};
use diming_text::Han;
use std::sync::Arc;

/// How a layer was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LayerRead {
    /// Not to its end.
    pub is_part: bool,
    /// Places at which something that may be a record was left out.
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

    /// The catalog, once it is there.
    pub fn catalog(self) -> Option<&'a Catalog> {
        self.engine.catalog.as_ref()
    }

    /// Calls `run` with the data under the current numbering; `None` before the catalog is there.
    pub fn with_data<T>(self, run: impl FnOnce(Data<'_>) -> T) -> Option<T> {
        self.engine.with_data(run)
    }

    /// How each layer was read, in the catalog's order.
    pub fn layers_read(self) -> Vec<LayerRead> {
        let read = self.engine.layers.iter().map(|layer| (layer.is_part(), layer.unread()));
        read.map(|(is_part, unread)| LayerRead { is_part, unread }).collect()
    }

    /// The number of the index, which rises whenever the data have changed.
    pub fn index_revision(self) -> u32 {
        self.engine.index.revision
    }

    /// Whether every layer has ended and all of it is indexed.
    pub fn is_settled(self) -> bool {
        self.engine.is_settled()
    }

    /// The table of characters, once it is there.
    pub fn characters(self) -> Option<&'a Arc<Han>> {
        self.engine.opening.characters.as_ref()
    }

    /// Why the table of characters could not be had.
    pub fn characters_problem(self) -> Option<&'a Problem> {
        self.engine.opening.characters_problem.as_ref()
    }

    /// Today, `yyyymmdd`.
    pub fn today(self) -> u32 {
        self.engine.today
    }

    /// An address of the catalog in full, where layers may come from there.
    pub fn allowed_url(self, address: &str) -> Option<String> {
        self.engine.allowed_url(address)
    }
}

/// The engine as a part sees it, with what it may have done.
pub struct PartContext<'a> {
    engine: &'a mut Engine,
    id: WorkspaceId,
}

impl<'a> PartContext<'a> {
    pub(super) fn new(engine: &'a mut Engine, id: WorkspaceId) -> PartContext<'a> {
        PartContext { engine, id }
    }

    /// What it sees.
    pub fn view(&self) -> PartView<'_> {
        PartView { engine: self.engine }
    }

    /// Says something to the workspace: under the number of a request, or 0 for what was not asked.
    pub fn say(&mut self, seq: u32, body: Vec<u8>) {
        self.engine.say(Response::Workspace { id: self.id, seq, body });
    }

    /// Has a table fetched.
    pub fn fetch(&mut self, table: u8, url: String) {
        let source = self.source(table);
        self.engine.say(Response::Fetch { source, url, silence_s: SILENCE_S });
    }

    /// Says whether a table that was fetched to its end was whole and understood.
    pub fn judge(&mut self, table: u8, is_understood: bool) {
        let source = self.source(table);
        self.engine.say(Response::Judged { source, is_understood });
    }

    /// Has the table of characters loaded again, where it could not be had.
    pub fn retry_characters(&mut self) {
        self.engine.retry_characters();
    }

    fn source(&self, table: u8) -> Source {
        Source::Workspace { id: self.id, table }
    }
}
