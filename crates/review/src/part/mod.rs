//! The naming review's desk: its tables, its register, and what is asked of it, in bounded steps.
//!
//! It is opened once. Its register is made when every layer has ended and is indexed, and again when
//! the data change; one application is answered before anything else, batches and lists of names
//! when nothing else is to be done.

mod columns;
mod register;
mod sources;
mod work;

use crate::fields::application_of;
use crate::profile::Profile;
use crate::suggest::Reserved;
use crate::{Review, Tables, Verdict};
use diming_engine::service::{EnginePart, PartContext, PartView, SMALL_FILE_BYTES_MAX};
use diming_protocol::catalog::Lang;
use diming_protocol::{Fetched, Problem};
use diming_review_protocol::plan::ReviewPlan;
use diming_review_protocol::review::{Fields, ReviewAnswer, ReviewAsk, ReviewInfo, ReviewState, ReviewUrls};
use diming_review_protocol::{ReviewTable, Said, read_ask, read_file, write_said};
use register::Registering;
use sources::Switches;
use std::collections::VecDeque;
use work::Work;

/// Makes the part.
pub fn make_review() -> Box<dyn EnginePart> {
    Box::<ReviewPart>::default()
}

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
struct ReviewPart {
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

impl EnginePart for ReviewPart {
    fn take(&mut self, cx: &mut PartContext, seq: u32, body: &[u8]) {
        match read_ask(body) {
            Some(ReviewAsk::Open(urls)) => self.open(cx, &urls),
            Some(ReviewAsk::Pending(pending)) => {
                self.set_pending(pending);
                self.register_pending();
            }
            Some(ask) => self.ask(seq, ask),
            // A bug of the page.
            None => {}
        }
    }

    fn feed(&mut self, _: &mut PartContext, table: u8, bytes: &[u8]) {
        let Some(file) = self.files.get_mut(usize::from(table)) else { return };
        if file.bytes.len() + bytes.len() <= SMALL_FILE_BYTES_MAX {
            file.bytes.extend_from_slice(bytes);
        } else {
            let (what, limit) = ("bytes".to_owned(), SMALL_FILE_BYTES_MAX as u64);
            file.ended = Some(Err(Problem::Limit { what, limit, found: None }));
        }
    }

    fn fetched(&mut self, cx: &mut PartContext, number: u8, what: Fetched) {
        let Some(table) = ReviewTable::of_number(number) else { return };
        let file = &mut self.files[table as usize];
        match what {
            Fetched::Size(_) | Fetched::MediaType(_) | Fetched::Kept(_) | Fetched::Print(_) | Fetched::Stamp(_) => {}
            Fetched::End => {
                let is_understood = file.ended.is_none() && is_whole(table, &file.bytes);
                file.ended.get_or_insert(Ok(()));
                cx.judge(number, is_understood);
            }
            Fetched::Failed(problem) => drop(file.ended.get_or_insert(Err(problem))),
        }
        let table_problem = |file: &File| file.ended.clone().and_then(Result::err);
        if let Some(problem) = self.files[..2].iter().find_map(table_problem) {
            self.say_state(cx, ReviewState::Failed(problem));
        }
    }

    /// Works on the register, else on what was asked.
    fn step(&mut self, cx: &mut PartContext, units: usize) {
        if self.registering.is_some() || self.register_is_due(cx.view()) {
            self.register_some(cx, units);
        } else {
            self.work_some(cx);
        }
    }

    /// Answers the application that waits; `false` where none does, or the register is not ready.
    fn answer_urgent(&mut self, cx: &mut PartContext) -> bool {
        if self.registering.is_some() || self.register_is_due(cx.view()) {
            return false;
        }
        let today = cx.view().today();
        let ReviewPart { review: Some(review), one, last, .. } = self else { return false };
        let Some((seq, fields, own_id)) = one.take() else {
            let aside = self.asides.pop_front();
            return aside.is_some_and(|(seq, fields)| {
                self.answer_aside(cx, seq, &fields);
                true
            });
        };
        let own = Some(own_id.as_str()).filter(|id| !id.is_empty());
        let (mut reviewed, verdict) = review.reviewed(&fields, own, today);
        let bounds = cx.view().catalog().map(|catalog| catalog.bounds);
        reviewed.is_inside = reviewed.place.zip(bounds).is_none_or(|(at, bounds)| bounds.contains(at));
        *last = Some((fields, own_id, verdict));
        answer(cx, seq, ReviewAnswer::One(Box::new(reviewed)));
        true
    }

    fn has_work(&self, view: PartView) -> bool {
        let ReviewPart { review, one, asides, work, registering, .. } = self;
        let is_asked = one.is_some() || work.is_some() || !asides.is_empty();
        registering.is_some() || self.register_is_due(view) || review.is_some() && is_asked
    }

    fn catalog_changed(&mut self, cx: &mut PartContext) {
        if cx.view().catalog().is_none() {
            *self = ReviewPart::default();
        } else if let Some(urls) = self.wanted.take() {
            self.open(cx, &urls);
        }
    }

    /// Without the table of characters nothing can be checked.
    fn characters_changed(&mut self, cx: &mut PartContext) {
        if !self.is_open {
            return;
        }
        match cx.view().characters_problem().cloned() {
            Some(problem) => self.say_state(cx, ReviewState::Failed(problem)),
            None if self.files.iter().any(|file| matches!(file.ended, Some(Err(_)))) => {}
            None if matches!(self.said, ReviewState::Failed(_)) => self.say_state(cx, ReviewState::Loading),
            None => {}
        }
    }

    fn file(&self, _: PartView, what: &[u8], lang: Lang) -> Option<(String, String)> {
        self.saved(&read_file(what)?, lang)
    }
}

/// Says something of itself.
fn say(cx: &mut PartContext, state: ReviewState) {
    cx.say(0, write_said(&Said::State(state)));
}

/// Answers what was asked under a number.
fn answer(cx: &mut PartContext, seq: u32, answer: ReviewAnswer) {
    cx.say(seq, write_said(&Said::Answer(answer)));
}

impl ReviewPart {
    /// Opens the desk: asks for its tables. Opened again, what failed is asked for again.
    fn open(&mut self, cx: &mut PartContext, urls: &ReviewUrls) {
        let Some(catalog) = cx.view().catalog() else {
            self.wanted = Some(urls.clone());
            return;
        };
        let has_failed = matches!(self.said, ReviewState::Failed(_));
        if self.is_open && !has_failed {
            return say(cx, self.said.clone());
        }
        let profile = ReviewPlan::of(catalog).map_or_else(String::new, |plan| plan.profile);
        let before = std::mem::take(self);
        *self = ReviewPart {
            is_open: true,
            pending: before.pending,
            is_pending_cut: before.is_pending_cut,
            switches: before.switches,
            ..ReviewPart::default()
        };
        let profile_url = cx.view().allowed_url(&profile).filter(|_| !profile.is_empty());
        if profile_url.is_none() {
            let refused = Err(Problem::Origin { url: profile.clone() });
            self.files[ReviewTable::Profile as usize].ended = Some(if profile.is_empty() { Ok(()) } else { refused });
        }
        let tables = [
            (ReviewTable::Standard, Some(urls.standard.clone())),
            (ReviewTable::Alike, Some(urls.alike.clone())),
            (ReviewTable::Profile, profile_url),
        ];
        for (table, url) in tables.into_iter().filter_map(|(table, url)| Some((table, url?))) {
            cx.fetch(table as u8, url);
        }
        cx.retry_characters();
        self.say_state(cx, ReviewState::Loading);
    }

    /// Queues what is asked; a newer application takes the place of one that waits.
    fn ask(&mut self, seq: u32, ask: ReviewAsk) {
        let next = match ask {
            ReviewAsk::One { fields, own_id } => return self.one = Some((seq, fields, own_id)),
            ReviewAsk::Aside(fields) => {
                if self.asides.len() == ASIDES_MAX {
                    self.asides.pop_front();
                }
                return self.asides.push_back((seq, fields));
            }
            ReviewAsk::Stop => None,
            ReviewAsk::Use { layer, on } => return self.switch(layer, on),
            ReviewAsk::Open(_) | ReviewAsk::Pending(_) => return,
            ask => Some(Work::Asked(seq, ask)),
        };
        // What a batch applies for is not applied for any more.
        if let Some(Work::Batch(..)) = std::mem::replace(&mut self.work, next) {
            self.register_pending();
        }
    }

    fn say_state(&mut self, cx: &mut PartContext, state: ReviewState) {
        if self.said != state {
            self.said = state.clone();
            say(cx, state);
        }
    }

    /// The tables and the rules; `None` while one is on its way, or where one failed.
    fn parsed_tables(&mut self, cx: &mut PartContext) -> Option<(Tables, Profile)> {
        let han = cx.view().characters().cloned()?;
        let files = &self.files;
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
            self.say_state(cx, ReviewState::Failed(problem));
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
        let address = ReviewPlan::of(cx.view().catalog()?).map_or_else(String::new, |plan| plan.profile);
        self.info = ReviewInfo { profile: profile.info(), ..ReviewInfo::default() };
        self.info.profile.refused = refused.map(|problem| (address, problem));
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

impl ReviewPart {
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

#[cfg(test)]
mod tests;
