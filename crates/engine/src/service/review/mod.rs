//! The naming review's desk: its tables, its register, and what is asked of it, in bounded steps.
//!
//! It is opened once. Its register is made when every layer has ended and is indexed, and again when
//! the data change; one application is answered before anything else, batches and lists of names
//! when nothing else is to be done.

mod columns;
mod register;
mod sources;
mod work;

use super::part::ReviewPart;
use super::{Engine, SMALL_FILE_BYTES_MAX};
use crate::review::fields::application_of;
use crate::review::profile::Profile;
use crate::review::suggest::Reserved;
use crate::review::{Review, Tables, Verdict};
use diming_protocol::catalog::SILENCE_S;
use diming_protocol::link::url;
use diming_protocol::review::{Fields, ReviewAnswer, ReviewAsk, ReviewInfo, ReviewState, ReviewUrls};
use diming_protocol::{Fetched, Problem, Request, Response, ReviewTable, Source};
use register::Registering;
use sources::Switches;
use std::collections::VecDeque;
use work::Work;

/// The part's functions.
pub static REVIEW: ReviewPart = ReviewPart {
    take: Engine::take_review,
    feed: Engine::feed_desk,
    fetched: Engine::fetched_desk,
    some: Engine::desk_some,
    answer_application: Engine::answer_application,
    file: Engine::review_file,
};

/// Most pending applications that are taken into account.
const PENDING_MAX: usize = 5_000;

/// The number of no index: the register is to be made again.
const NEVER: u32 = u32::MAX;

/// Most applications that wait beside the one under review; beyond, the oldest is dropped.
const ASIDES_MAX: usize = 64;

/// A table on its way in.
#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    ended: Option<Result<(), Problem>>,
}

/// The desk; see the module's documentation.
#[derive(Default)]
pub(super) struct Desk {
    is_open: bool,
    /// It is to be opened once the catalog is there.
    wanted: Option<ReviewUrls>,
    files: [File; 3],
    registering: Option<Box<Registering>>,
    /// What names are held against, the index that it was made with, and what it rests on.
    review: Option<Box<Review>>,
    made_from: u32,
    info: ReviewInfo,
    reserve: Vec<Reserved>,
    said: ReviewState,
    /// Registers that a person has switched on or off.
    switches: Switches,
    pending: Vec<(String, Fields)>,
    /// There were more than are taken into account.
    is_pending_cut: bool,
    /// The application that waits: number, fields, its id among the pending ones.
    one: Option<(u32, Fields, String)>,
    /// Applications beside it.
    asides: VecDeque<(u32, Fields)>,
    /// The last one answered.
    last: Option<(Fields, String, Verdict)>,
    work: Option<Work>,
    done: work::Done,
}

/// The place of a table among the desk's files.
fn place_of(table: ReviewTable) -> usize {
    match table {
        ReviewTable::Standard => 0,
        ReviewTable::Alike => 1,
        ReviewTable::Profile => 2,
    }
}

impl Engine {
    fn take_review(&mut self, request: Request) {
        match request {
            Request::ReviewOpen(urls) => self.open_desk(&urls),
            Request::ReviewPending(pending) => {
                self.desk.set_pending(pending);
                self.desk.register_pending();
            }
            Request::Review { seq, ask } => self.ask_desk(seq, ask),
            _ => {}
        }
    }

    /// Opens the desk: asks for its tables. Opened again, what failed is asked for again.
    pub(super) fn open_desk(&mut self, urls: &ReviewUrls) {
        if self.catalog.is_none() {
            self.desk.wanted = Some(urls.clone());
            return;
        }
        let has_failed = matches!(self.desk.said, ReviewState::Failed(_));
        if self.desk.is_open && !has_failed {
            let said = self.desk.said.clone();
            return self.say(Response::ReviewIs(said));
        }
        let before = std::mem::take(&mut self.desk);
        self.desk = Desk {
            is_open: true,
            pending: before.pending,
            is_pending_cut: before.is_pending_cut,
            switches: before.switches,
            ..Desk::default()
        };
        let profile = self.catalog.as_ref().and_then(|c| c.review.as_ref()).map_or("", |plan| &plan.profile).to_owned();
        let profile_url = self.allowed_url(&profile).filter(|_| !profile.is_empty());
        if profile_url.is_none() {
            let refused = Err(Problem::Origin { url: profile.clone() });
            self.desk.files[2].ended = Some(if profile.is_empty() { Ok(()) } else { refused });
        }
        let tables = [
            (ReviewTable::Standard, Some(urls.standard.clone())),
            (ReviewTable::Alike, Some(urls.alike.clone())),
            (ReviewTable::Profile, profile_url),
        ];
        for (table, url) in tables.into_iter().filter_map(|(table, url)| Some((table, url?))) {
            self.say(Response::Fetch { source: Source::Review(table), url, silence_s: SILENCE_S });
        }
        self.retry_characters();
        self.say_review(ReviewState::Loading);
    }

    /// The table of characters has come or failed: without it nothing can be checked.
    pub(super) fn tell_desk_of_characters(&mut self) {
        if !self.desk.is_open {
            return;
        }
        match self.opening.characters_problem.clone() {
            Some(problem) => self.say_review(ReviewState::Failed(problem)),
            None if self.desk.files.iter().any(|file| matches!(file.ended, Some(Err(_)))) => {}
            None if matches!(self.desk.said, ReviewState::Failed(_)) => self.say_review(ReviewState::Loading),
            None => {}
        }
    }

    /// The catalog is there.
    pub(super) fn open_wanted_desk(&mut self) {
        if let (Some(part), Some(urls)) = (self.parts.review, self.desk.wanted.take()) {
            (part.take)(self, Request::ReviewOpen(urls));
        }
    }

    /// An address of the catalog in full, where layers may come from there.
    pub(super) fn allowed_url(&self, address: &str) -> Option<String> {
        let full = url::join(&self.opening.url, address)?;
        let origin = url::origin(&full);
        let allowed = |origin: String| self.opening.allowed_origins.contains(&origin);
        (origin == url::origin(&self.opening.url) || origin.is_some_and(allowed)).then_some(full)
    }

    pub(super) fn feed_desk(&mut self, table: ReviewTable, bytes: &[u8]) {
        let file = &mut self.desk.files[place_of(table)];
        if file.bytes.len() + bytes.len() <= SMALL_FILE_BYTES_MAX {
            file.bytes.extend_from_slice(bytes);
        } else {
            let (what, limit) = ("bytes".to_owned(), SMALL_FILE_BYTES_MAX as u64);
            file.ended = Some(Err(Problem::Limit { what, limit, found: None }));
        }
    }

    pub(super) fn fetched_desk(&mut self, table: ReviewTable, what: Fetched) {
        let file = &mut self.desk.files[place_of(table)];
        match what {
            Fetched::Size(_) | Fetched::MediaType(_) | Fetched::Kept(_) | Fetched::Print(_) => {}
            Fetched::End => {
                let is_understood = file.ended.is_none() && is_whole(table, &file.bytes);
                file.ended.get_or_insert(Ok(()));
                self.say(Response::Judged { source: Source::Review(table), is_understood });
            }
            Fetched::Failed(problem) => drop(file.ended.get_or_insert(Err(problem))),
        }
        let table_problem = |file: &File| file.ended.clone().and_then(Result::err);
        if let Some(problem) = self.desk.files[..2].iter().find_map(table_problem) {
            self.say_review(ReviewState::Failed(problem));
        }
    }

    /// Queues what is asked; a newer application takes the place of one that waits.
    fn ask_desk(&mut self, seq: u32, ask: ReviewAsk) {
        let next = match ask {
            ReviewAsk::One { fields, own_id } => return self.desk.one = Some((seq, fields, own_id)),
            ReviewAsk::Aside(fields) => {
                if self.desk.asides.len() == ASIDES_MAX {
                    self.desk.asides.pop_front();
                }
                return self.desk.asides.push_back((seq, fields));
            }
            ReviewAsk::Stop => None,
            ReviewAsk::Use { layer, on } => return self.desk.switch(layer, on),
            ask => Some(Work::Asked(seq, ask)),
        };
        // What a batch applies for is not applied for any more.
        if let Some(Work::Batch(..)) = std::mem::replace(&mut self.desk.work, next) {
            self.desk.register_pending();
        }
    }

    /// Whether a step has something to do.
    pub(super) fn desk_has_work(&self) -> bool {
        let Desk { review, one, asides, work, registering, .. } = &self.desk;
        let is_asked = one.is_some() || work.is_some() || !asides.is_empty();
        registering.is_some() || self.register_is_due() || review.is_some() && is_asked
    }

    /// Answers the application that waits; `false` where none does, or the register is not ready.
    pub(super) fn answer_application(&mut self) -> bool {
        if self.register_is_due() || self.desk.registering.is_some() {
            return false;
        }
        let today = self.today;
        let Desk { review: Some(review), one, last, .. } = &mut self.desk else { return false };
        let Some((seq, fields, own_id)) = one.take() else {
            let aside = self.desk.asides.pop_front();
            return aside.is_some_and(|(seq, fields)| {
                self.answer_aside(seq, &fields);
                true
            });
        };
        let own = Some(own_id.as_str()).filter(|id| !id.is_empty());
        let (mut reviewed, verdict) = review.reviewed(&fields, own, today);
        let bounds = self.catalog.as_ref().map(|catalog| catalog.bounds);
        reviewed.is_inside = reviewed.place.zip(bounds).is_none_or(|(at, bounds)| bounds.contains(at));
        *last = Some((fields, own_id, verdict));
        self.say(Response::Review { seq, answer: ReviewAnswer::One(Box::new(reviewed)) });
        true
    }

    /// Works on the register, else on what was asked.
    pub(super) fn desk_some(&mut self, units: usize) {
        if self.desk.registering.is_some() || self.register_is_due() {
            self.register_some(units);
        } else {
            self.work_some();
        }
    }

    pub(super) fn say_review(&mut self, state: ReviewState) {
        if self.desk.said != state {
            self.desk.said = state.clone();
            self.say(Response::ReviewIs(state));
        }
    }

    /// The tables and the rules; `None` while one is on its way, or where one failed.
    fn desk_tables(&mut self) -> Option<(Tables, Profile)> {
        let han = self.opening.characters.clone()?;
        let files = &self.desk.files;
        if !files[..2].iter().all(|file| file.ended == Some(Ok(()))) || files[2].ended.is_none() {
            return None;
        }
        let text = |at: usize| String::from_utf8_lossy(&files[at].bytes);
        let tables = Tables::parse(han, &text(0), &text(1));
        let is_whole = [tables.standard.is_whole(), !tables.alike.is_empty()];
        if let Some(at) = is_whole.iter().position(|is_whole| !is_whole) {
            let problem = match text(at).trim_start().starts_with('<') {
                true => Problem::Html,
                false => Problem::Truncated { byte: files[at].bytes.len() as u64 },
            };
            self.say_review(ReviewState::Failed(problem));
            return None;
        }
        let given = match (&files[2].ended, files[2].bytes.as_slice()) {
            (Some(Err(problem)), _) => Err(problem.clone()),
            (_, []) => Ok(Profile::built_in()),
            (_, bytes) => Profile::parse(bytes)
                .map_err(|fault| Problem::Catalog { path: fault.path.clone(), reason: fault.reason.clone() }),
        };
        let refused = given.as_ref().err().cloned();
        let profile = given.unwrap_or_else(|_| Profile::built_in());
        let plan = self.catalog.as_ref()?.review.as_ref();
        let address = plan.map_or_else(String::new, |plan| plan.profile.clone());
        self.desk.info = ReviewInfo { profile: profile.info(), ..ReviewInfo::default() };
        self.desk.info.profile.refused = refused.map(|problem| (address, problem));
        Some((tables, profile))
    }
}

/// Whether the bytes are a table, or rules that can be read: tables begin with a note and end with a line.
fn is_whole(table: ReviewTable, bytes: &[u8]) -> bool {
    match table {
        ReviewTable::Standard | ReviewTable::Alike => bytes.starts_with(b"#") && bytes.ends_with(b"\n"),
        ReviewTable::Profile => Profile::parse(bytes).is_ok(),
    }
}

impl Desk {
    /// Switches a register on or off: the register is made anew.
    fn switch(&mut self, layer: String, on: bool) {
        self.switches.insert(layer, on);
        (self.registering, self.made_from) = (None, NEVER);
    }

    /// The applications that are pending beside the one under review.
    pub(super) fn set_pending(&mut self, mut pending: Vec<(String, Fields)>) {
        self.is_pending_cut = pending.len() > PENDING_MAX;
        pending.truncate(PENDING_MAX);
        self.pending = pending;
    }

    /// Takes the pending applications into the review.
    fn register_pending(&mut self) {
        let Some(review) = &mut self.review else { return };
        review.clear_pending();
        review.gaps.pending = self.is_pending_cut;
        for (id, fields) in &self.pending {
            review.add_pending(id, &application_of(fields).0);
        }
    }
}
