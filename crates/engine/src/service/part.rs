//! What of the engine may come later than the rest: a host begins without it, and so sooner.
//!
//! The engine reaches such a part through a trait or a table of functions only, so that a build can split it off. What is
//! asked of a part before it is there waits, and the host is told that it is needed ([`Response::Need`]).

use super::Engine;
use super::layer::LayerSlot;
use super::part_context::{PartContext, PartView};
use crate::catalog::plan::PlanMember;
use crate::ingest::{TABLES, TablesPart};
use diming_protocol::catalog::Lang;
use diming_protocol::{Fetched, Part, Problem, Request, Response, WorkspaceId};

/// Most requests that wait for a part; beyond, the oldest is dropped.
const WAITING_MAX: usize = 64;

/// A workspace's own part of the engine. It has its own state, and sees of the engine what its context shows.
pub trait EnginePart {
    /// Takes what the workspace asks, under a number.
    fn take(&mut self, cx: &mut PartContext, seq: u32, body: &[u8]);

    /// Takes bytes of a table that it has asked for ([`PartContext::fetch`]).
    fn feed(&mut self, cx: &mut PartContext, table: u8, bytes: &[u8]);

    /// Hears of such a table's size, end or failure.
    fn fetched(&mut self, cx: &mut PartContext, table: u8, what: Fetched);

    /// Does about so many units of work. It is called when nothing else is to be done and [`EnginePart::has_work`].
    fn step(&mut self, cx: &mut PartContext, units: usize);

    /// Answers one question that a person waits for, before anything else is answered; `false` where none waits.
    fn answer_urgent(&mut self, cx: &mut PartContext) -> bool;

    /// Whether a step, or an urgent question, has something to do.
    fn has_work(&self, view: PartView) -> bool;

    /// Another catalog is being opened (there is none then), or it is there. Of changed data the index's revision tells.
    fn catalog_changed(&mut self, cx: &mut PartContext);

    /// The table of characters has come or failed.
    fn characters_changed(&mut self, cx: &mut PartContext);

    /// A file of what was done last: its name and its text.
    fn file(&self, view: PartView, what: &[u8], lang: Lang) -> Option<(String, String)>;
}

/// Makes a workspace's part.
pub type MakePart = fn() -> Box<dyn EnginePart>;

/// The functions of what is taken along: lists as files, sheets of paper.
pub struct ExportPart {
    /// Answers a question that is of this part.
    pub(super) answer: fn(&mut Engine, Request),
    /// Writes the next run of a list that is being saved, if one is.
    pub(super) save_some: fn(&mut Engine) -> bool,
}

/// The parts that are there, and what waits for those that are not.
#[derive(Default)]
pub(super) struct Parts {
    /// The workspaces' own; one that is at work is taken out meanwhile.
    workspaces: Vec<(WorkspaceId, Option<Box<dyn EnginePart>>)>,
    pub(super) export: Option<&'static ExportPart>,
    pub(super) tables: Option<&'static TablesPart>,
    waiting: Vec<(Part, Request)>,
    asked: Vec<Part>,
}

impl Engine {
    /// An engine with all of its own parts; those of workspaces are plugged in.
    pub fn new() -> Engine {
        let mut engine = Engine::light();
        engine.plug_export(&super::export::EXPORT);
        engine.plug_tables(&TABLES);
        engine
    }

    /// An engine without the parts that may come later.
    pub fn light() -> Engine {
        Engine::default()
    }

    /// The same engine, which reads these members of a catalog for workspaces.
    pub fn with_members(mut self, members: &'static [PlanMember]) -> Engine {
        self.members = members;
        self
    }

    /// A workspace's part is there.
    pub fn plug_workspace(&mut self, id: WorkspaceId, make: MakePart) {
        self.parts.workspaces.retain(|(of, _)| *of != id);
        self.parts.workspaces.push((id, Some(make())));
        self.submit_waiting(Part::Workspace(id));
    }

    /// What is taken along is there.
    pub fn plug_export(&mut self, part: &'static ExportPart) {
        self.parts.export = Some(part);
        self.submit_waiting(Part::Export);
    }

    /// Tables can be read: layers that wait for it go on.
    pub fn plug_tables(&mut self, part: &'static TablesPart) {
        self.parts.tables = Some(part);
        self.layers.iter_mut().for_each(LayerSlot::part_came);
    }

    /// A part could not be had. It is asked for again with the next request that needs it.
    pub fn part_failed(&mut self, part: Part) {
        self.parts.asked.retain(|asked| *asked != part);
        self.parts.waiting.retain(|(of, _)| *of != part);
        self.say(Response::Missing { part });
        if part == Part::Tables {
            self.layers.iter_mut().for_each(|slot| slot.part_failed(&Problem::Network));
        }
    }

    /// Keeps a request until its part is there.
    pub(super) fn wait_for(&mut self, part: Part, request: Request) {
        if self.parts.waiting.len() == WAITING_MAX {
            self.parts.waiting.remove(0);
        }
        self.parts.waiting.push((part, request));
        self.need(part);
    }

    /// Asks the host for a part, once.
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

    /// Hands a request to its workspace's part, or keeps it for that.
    pub(super) fn ask_workspace(&mut self, id: WorkspaceId, seq: u32, body: Vec<u8>) {
        if self.with_workspace(id, |part, cx| part.take(cx, seq, &body)).is_none() {
            self.wait_for(Part::Workspace(id), Request::Workspace { id, seq, body });
        }
    }

    /// Lets a workspace's part do something; `None` where it is not there.
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

    /// Lets each workspace's part hear of something.
    pub(super) fn tell_parts(&mut self, tell: fn(&mut dyn EnginePart, &mut PartContext)) {
        for at in 0..self.parts.workspaces.len() {
            self.with_part_at(at, tell);
        }
    }

    /// Lets one part answer what goes before anything else; `false` where nothing waits.
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

    /// The place of the first part that has work.
    pub(super) fn part_at_work(&self) -> Option<usize> {
        let has_work = |(_, part): &(WorkspaceId, Option<Box<dyn EnginePart>>)| {
            part.as_ref().is_some_and(|part| part.has_work(PartView::new(self)))
        };
        self.parts.workspaces.iter().position(has_work)
    }

    /// A file of a workspace: its name and its text.
    pub(super) fn workspace_file(&self, id: WorkspaceId, what: &[u8], lang: Lang) -> Option<(String, String)> {
        let (_, part) = self.parts.workspaces.iter().find(|(of, _)| *of == id)?;
        part.as_ref()?.file(PartView::new(self), what, lang)
    }
}
