//! Parts of the engine that load later, so that a host starts sooner.
//!
//! The engine calls such a part only through a trait or a table of functions, so that a build can split it off.
//! Requests to a missing part wait, and the host is told that it is needed ([`Response::Need`]).

use super::Engine;
use super::catalog::ParseCatalog;
use super::layer::LayerSlot;
use super::part_context::{PartContext, PartView};
use crate::catalog::parse::parse_catalog;
use crate::ingest::{READING, ReadingPart, TABLES, TablesPart};
use diming_protocol::catalog::{CATALOG_PRINT, Lang, Layer};
use diming_protocol::{Fetched, Part, Request, Response, WorkspaceId};

/// Most requests that wait for a part; beyond, the oldest is dropped.
const WAITING_MAX: usize = 64;

/// A workspace's own part of the engine. It has its own state, and sees the engine through its context.
pub trait EnginePart {
    /// Takes a request of the workspace, with its number.
    fn take(&mut self, cx: &mut PartContext, seq: u32, body: &[u8]);

    /// Takes bytes of a table that it requested ([`PartContext::fetch`]).
    fn feed(&mut self, cx: &mut PartContext, table: u8, bytes: &[u8]);

    /// Takes the size, end or failure of such a table.
    fn fetched(&mut self, cx: &mut PartContext, table: u8, what: Fetched);

    /// Does about this many units of work. Called when nothing else is to be done and [`EnginePart::has_work`].
    fn step(&mut self, cx: &mut PartContext, units: usize);

    /// Answers one urgent request before everything else; `false` if none is pending.
    fn answer_urgent(&mut self, cx: &mut PartContext) -> bool;

    /// Whether a step, or an urgent request, has something to do.
    fn has_work(&self, view: PartView) -> bool;

    /// Another catalog is being opened (then there is none), or has been opened. Changed data are visible in the
    /// index's revision.
    fn catalog_changed(&mut self, cx: &mut PartContext);

    /// The table of characters was loaded or has failed.
    fn characters_changed(&mut self, cx: &mut PartContext);

    /// A file of its last result: name and text.
    fn file(&self, view: PartView, what: &[u8], lang: Lang) -> Option<(String, String)>;
}

/// Makes a workspace's part.
pub type MakePart = fn() -> Box<dyn EnginePart>;

/// The functions of exports: lists as files, printed sheets.
pub struct ExportPart {
    /// Answers a request to this part.
    pub(super) answer: fn(&mut Engine, Request),
    /// Writes the next records of a save in progress, if any.
    pub(super) save_some: fn(&mut Engine) -> bool,
}

/// The loaded parts, and the requests that wait for others.
#[derive(Default)]
pub(super) struct Parts {
    /// Those of the workspaces; one is taken out while it works.
    workspaces: Vec<(WorkspaceId, Option<Box<dyn EnginePart>>)>,
    pub(super) export: Option<&'static ExportPart>,
    pub(super) catalog: Option<ParseCatalog>,
    pub(super) reading: Option<&'static ReadingPart>,
    pub(super) tables: Option<&'static TablesPart>,
    waiting: Vec<(Part, Request)>,
    asked: Vec<Part>,
}

impl Engine {
    /// An engine with all of its own parts; those of workspaces are plugged in.
    pub fn new() -> Engine {
        let mut engine = Engine::light(CATALOG_PRINT);
        engine.plug_export(&super::export::EXPORT);
        engine.plug_catalog(|bytes| parse_catalog(bytes, &[]));
        engine.plug_reading(&READING);
        engine.plug_tables(&TABLES);
        engine
    }

    /// An engine without the parts that load later. `catalog_print` tells catalogs that were prepared for another one
    /// ([`crate::prepared::write_catalog`]).
    pub fn light(catalog_print: u64) -> Engine {
        Engine { catalog_print, ..Engine::default() }
    }

    /// The same engine, which reads catalogs in this way: with members of workspaces.
    pub fn with_catalogs(mut self, parse: ParseCatalog) -> Engine {
        self.plug_catalog(parse);
        self
    }

    /// A workspace's part is there.
    pub fn plug_workspace(&mut self, id: WorkspaceId, make: MakePart) {
        self.parts.workspaces.retain(|(of, _)| *of != id);
        self.parts.workspaces.push((id, Some(make())));
        self.submit_waiting(Part::Workspace(id));
    }

    /// The export part is loaded.
    pub fn plug_export(&mut self, part: &'static ExportPart) {
        self.parts.export = Some(part);
        self.submit_waiting(Part::Export);
    }

    /// The table reader is loaded: layers that wait for it continue.
    pub fn plug_tables(&mut self, part: &'static TablesPart) {
        self.parts.tables = Some(part);
        self.layers.iter_mut().for_each(LayerSlot::tables_came);
    }

    /// The reader of files is loaded: layers that wait for it continue.
    pub fn plug_reading(&mut self, part: &'static ReadingPart) {
        self.parts.reading = Some(part);
        if let Some(catalog) = &self.catalog {
            self.layers.iter_mut().enumerate().for_each(|(layer, slot)| slot.begin(part, catalog, layer));
        }
    }

    /// Lets a layer without prepared form be read as soon as the parts for it are there.
    pub(super) fn begin_layer(&mut self, layer: usize) {
        let (Some(catalog), Some(slot)) = (&self.catalog, self.layers.get_mut(layer)) else { return };
        let is_own_file = catalog.layers.get(layer).is_some_and(Layer::is_own_file);
        match self.parts.reading {
            Some(part) => slot.begin(part, catalog, layer),
            None if slot.waits_for() == Some(Part::Reading) => self.need(Part::Reading),
            None => {}
        }
        // Its keys are understood like headings of a table.
        if is_own_file && self.parts.tables.is_none() {
            self.need(Part::Tables);
        }
    }

    /// A part could not be loaded. It is requested again with the next request that needs it.
    pub fn part_failed(&mut self, part: Part) {
        self.parts.asked.retain(|asked| *asked != part);
        self.parts.waiting.retain(|(of, _)| *of != part);
        self.say(Response::Missing { part });
        self.layers.iter_mut().for_each(|slot| slot.part_failed(part));
        if part == Part::Catalog {
            self.catalog_part_failed();
        }
    }

    /// Queues a request until its part is loaded.
    pub(super) fn wait_for(&mut self, part: Part, request: Request) {
        if self.parts.waiting.len() == WAITING_MAX {
            self.parts.waiting.remove(0);
        }
        self.parts.waiting.push((part, request));
        self.need(part);
    }

    /// Requests a part from the host, once.
    pub(super) fn need(&mut self, part: Part) {
        if !self.parts.asked.contains(&part) {
            self.parts.asked.push(part);
            self.say(Response::Need { part });
        }
    }

    fn submit_waiting(&mut self, part: Part) {
        for (of, request) in std::mem::take(&mut self.parts.waiting) {
            match of == part {
                true => self.submit(request),
                false => self.parts.waiting.push((of, request)),
            }
        }
    }

    /// Passes a request to its workspace's part, or queues it.
    pub(super) fn ask_workspace(&mut self, id: WorkspaceId, seq: u32, body: Vec<u8>) {
        if self.with_workspace(id, |part, cx| part.take(cx, seq, &body)).is_none() {
            self.wait_for(Part::Workspace(id), Request::Workspace { id, seq, body });
        }
    }

    /// Calls a workspace's part; `None` if it is not loaded.
    pub(super) fn with_workspace<T>(
        &mut self,
        id: WorkspaceId,
        run: impl FnOnce(&mut dyn EnginePart, &mut PartContext) -> T,
    ) -> Option<T> {
        let at = self.parts.workspaces.iter().position(|(of, _)| *of == id)?;
        self.with_part_at(at, run)
    }

    fn with_part_at<T>(
        &mut self,
        at: usize,
        run: impl FnOnce(&mut dyn EnginePart, &mut PartContext) -> T,
    ) -> Option<T> {
        let (id, part) = self.parts.workspaces.get_mut(at)?;
        let (id, mut part) = (*id, part.take()?);
        let done = run(part.as_mut(), &mut PartContext::new(self, id));
        self.parts.workspaces[at].1 = Some(part);
        Some(done)
    }

    /// Passes an event to each workspace's part.
    pub(super) fn tell_parts(&mut self, tell: fn(&mut dyn EnginePart, &mut PartContext)) {
        for at in 0..self.parts.workspaces.len() {
            self.with_part_at(at, tell);
        }
    }

    /// Lets one part answer an urgent request; `false` if none is pending.
    pub(super) fn answer_urgent(&mut self) -> bool {
        (0..self.parts.workspaces.len())
            .any(|at| self.with_part_at(at, |part, cx| part.answer_urgent(cx)).unwrap_or_default())
    }

    /// Lets the first part that has work do some.
    pub(super) fn part_some(&mut self, units: usize) {
        if let Some(at) = self.part_at_work() {
            self.with_part_at(at, |part, cx| part.step(cx, units));
        }
    }

    /// Index of the first part that has work.
    pub(super) fn part_at_work(&self) -> Option<usize> {
        let has_work = |(_, part): &(WorkspaceId, Option<Box<dyn EnginePart>>)| {
            part.as_ref().is_some_and(|part| part.has_work(PartView::new(self)))
        };
        self.parts.workspaces.iter().position(has_work)
    }

    /// A file of a workspace: name and text.
    pub(super) fn workspace_file(&self, id: WorkspaceId, what: &[u8], lang: Lang) -> Option<(String, String)> {
        let (_, part) = self.parts.workspaces.iter().find(|(of, _)| *of == id)?;
        part.as_ref()?.file(PartView::new(self), what, lang)
    }
}
