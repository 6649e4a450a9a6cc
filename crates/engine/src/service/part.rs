//! What of the engine may come later than the rest: a host begins without it, and so sooner.
//!
//! The engine reaches such a part through a table of functions only, so that a build can split it off. What is
//! asked of a part before it is there waits, and the host is told that it is needed ([`Response::Need`]).

use super::Engine;
use super::layer::LayerSlot;
use crate::ingest::{TABLES, TablesPart};
use diming_protocol::catalog::Lang;
use diming_protocol::review::ReviewState;
use diming_protocol::{Export, Fetched, Part, Problem, Request, Response, ReviewTable};

/// Most requests that wait for a part; beyond, the oldest is dropped.
const WAITING_MAX: usize = 64;

/// The functions of the naming review.
pub struct ReviewPart {
    /// Takes a request that is the review's.
    pub(super) take: fn(&mut Engine, Request),
    pub(super) feed: fn(&mut Engine, ReviewTable, &[u8]),
    pub(super) fetched: fn(&mut Engine, ReviewTable, Fetched),
    /// Does about so many units of work.
    pub(super) some: fn(&mut Engine, usize),
    /// Answers the application that waits, if one does.
    pub(super) answer_application: fn(&mut Engine) -> bool,
    /// A file of what was reviewed last: its name and its text.
    pub(super) file: fn(&Engine, &Export, Lang) -> Option<(String, String)>,
}

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
    pub(super) review: Option<&'static ReviewPart>,
    pub(super) export: Option<&'static ExportPart>,
    pub(super) tables: Option<&'static TablesPart>,
    waiting: Vec<(Part, Request)>,
    asked: Vec<Part>,
}

impl Engine {
    /// An engine with all of its parts.
    pub fn new() -> Engine {
        let mut engine = Engine::light();
        engine.plug_review(&super::review::REVIEW);
        engine.plug_export(&super::export::EXPORT);
        engine.plug_tables(&TABLES);
        engine
    }

    /// An engine without the parts that may come later.
    pub fn light() -> Engine {
        Engine::default()
    }

    /// The naming review is there.
    pub fn plug_review(&mut self, part: &'static ReviewPart) {
        self.parts.review = Some(part);
        self.submit_waiting(Part::Review);
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
    pub fn part_failed(&mut self, part: Part, problem: Problem) {
        self.parts.asked.retain(|asked| *asked != part);
        self.parts.waiting.retain(|(of, _)| *of != part);
        self.say(Response::Missing { part });
        if part == Part::Tables {
            self.layers.iter_mut().for_each(|slot| slot.part_failed(&problem));
        }
        if part == Part::Review {
            self.say_review(ReviewState::Failed(problem));
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
}
