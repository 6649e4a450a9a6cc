//! State of the review: the application as typed, the engine's last answers, the findings that were considered.

use super::case_book::CaseBook;
use crate::engine_client::ask;
use crate::reactive::State;
use crate::ui::table::TableState;
use diming_protocol::geo::LonLat;
use diming_protocol::{Fingerprint, Problem};
use diming_review_protocol::finding::{Evidence, Finding, Used};
use diming_review_protocol::request;
use diming_review_protocol::review::{
    BatchRow, Fields, HowRead, ReviewAsk, ReviewState, ReviewUrls, Reviewed, Suggestion,
};
use leptos::prelude::*;
use litemap::LiteMap;
use std::cell::OnceCell;
use std::sync::Arc;

/// The tabs of the review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewTab {
    /// One application.
    #[default]
    Application,
    /// Many at once.
    Batch,
    /// Names found in use.
    Names,
    /// What is kept on this machine.
    Cases,
    /// Register and rules.
    Rules,
}

/// The rows of a long answer that have been received so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming<T> {
    /// Sequence number of the request that they answer; 0 for none.
    pub seq: u32,
    /// Rows so far.
    pub rows: Vec<T>,
    /// Number of all rows; `None` until the first are received.
    pub total: Option<u32>,
    /// How the text was read.
    pub how_read: HowRead,
    /// Why the text was refused.
    pub refused: Option<Problem>,
    /// It was stopped.
    pub is_stopped: bool,
}

impl<T> Default for Coming<T> {
    fn default() -> Coming<T> {
        Coming::of(0)
    }
}

impl<T> Coming<T> {
    /// The answer to a request of which nothing has been received.
    pub fn of(seq: u32) -> Coming<T> {
        Coming { seq, rows: Vec::new(), total: None, how_read: HowRead::default(), refused: None, is_stopped: false }
    }

    /// Whether more rows are expected.
    pub fn is_under_way(&self) -> bool {
        let has_all = self.total.is_some_and(|total| self.rows.len() >= total as usize);
        self.seq > 0 && !has_all && !self.is_stopped && self.refused.is_none()
    }
}

/// The workspace's state. `Copy`; [`review_session`] returns it.
#[derive(Clone, Copy)]
pub struct ReviewSession {
    /// The tab that is shown.
    pub view: State<ReviewTab>,
    /// How ready the engine's review is.
    pub ready: State<ReviewState>,
    /// The application: field → text as typed.
    pub fields: State<Fields>,
    /// The cases kept on this machine.
    pub cases: CaseBook,
    /// Id of the case that is open; empty for none.
    pub case_id: State<String>,
    /// Findings that were considered ([`finding_key`]) → note.
    pub considered: State<LiteMap<String, String>>,
    /// The last answer to the application.
    pub reviewed: State<Option<Arc<Reviewed>>>,
    /// Names that pass; `None` until they are asked for.
    pub suggestions: State<Option<Coming<Suggestion>>>,
    /// The last batch.
    pub batch: State<Arc<Coming<BatchRow>>>,
    /// The last list of names in use.
    pub names: State<Arc<Coming<Used>>>,
    /// Layer id → whether it is used as a register, as chosen in this visit.
    pub uses: State<LiteMap<String, bool>>,
    /// Fingerprints of the registers' files, by layer.
    pub fingerprints: State<LiteMap<u32, Fingerprint>>,
    /// Search, order and page of the batch.
    pub batch_table: TableState,
    /// Number of the row of the batch that is open in the form.
    pub from_row: State<Option<u32>>,
    /// The row of the batch that a person goes back to.
    pub returning: State<Option<u32>>,
    /// Of the names in use.
    pub names_table: TableState,
    /// Of the cases.
    pub case_table: TableState,
    /// Sequence number of the last request; answers to older ones are dropped.
    pub seq: State<u32>,
    /// Sequence number of the last answer to one application.
    pub(super) answered: State<u32>,
    /// Decodes answers; set when the review is loaded.
    pub(super) reader: State<Option<Read>>,
    /// Answers received before that.
    pub(super) unread: State<Vec<(u32, Vec<u8>)>>,
    /// The owner of the root component: effects of the review live as long as the page.
    pub(super) page: &'static Owner,
}

thread_local! {
    static SESSION: OnceCell<ReviewSession> = const { OnceCell::new() };
}

/// Returns the state of the review. The first call creates it; the root component makes that call.
pub fn review_session() -> ReviewSession {
    SESSION.with(|session| *session.get_or_init(ReviewSession::new))
}

/// Decodes an answer into the state: the sequence number of its request, its bytes.
pub type Read = fn(ReviewSession, u32, &[u8]);

impl ReviewSession {
    /// Creates the signals, owned by the current owner (the root component).
    fn new() -> ReviewSession {
        ReviewSession {
            view: State::new(ReviewTab::Application),
            ready: State::new(ReviewState::Closed),
            fields: State::new(Fields::new()),
            cases: CaseBook::new(),
            case_id: State::new(String::new()),
            considered: State::new(LiteMap::new()),
            reviewed: State::new(None),
            suggestions: State::new(None),
            batch: State::new(Arc::default()),
            names: State::new(Arc::default()),
            uses: State::new(LiteMap::new()),
            fingerprints: State::new(LiteMap::new()),
            batch_table: TableState::new(),
            from_row: State::new(None),
            returning: State::new(None),
            names_table: TableState::new(),
            case_table: TableState::new(),
            seq: State::new(0),
            answered: State::new(0),
            reader: State::new(None),
            unread: State::new(Vec::new()),
            page: Box::leak(Box::new(Owner::current().unwrap_or_default())),
        }
    }

    /// Returns the text of a field; empty for none.
    pub fn field(&self, name: &str) -> String {
        self.fields.with(|fields| fields.get(name).cloned().unwrap_or_default())
    }

    /// Sets the text of a field.
    pub fn set_field(&self, name: &str, text: String) {
        self.fields.update(|fields| match text.is_empty() {
            true => drop(fields.remove(name)),
            false => drop(fields.insert(name.to_owned(), text)),
        });
    }

    /// Sets the place, in WGS 84.
    pub fn set_place(&self, at: LonLat) {
        self.fields.update(|fields| {
            fields.insert("lon".to_owned(), format!("{:.6}", at.lon));
            fields.insert("lat".to_owned(), format!("{:.6}", at.lat));
            fields.remove("datum");
        });
    }

    /// Replaces the application: by a case of this machine, or by one without a case (empty id).
    pub fn take(&self, case_id: &str, fields: Fields, considered: LiteMap<String, String>) {
        self.from_row.set(None);
        self.case_id.set(case_id.to_owned());
        self.considered.set(considered);
        self.reviewed.set(None);
        self.suggestions.set(None);
        self.fields.set(fields);
    }

    /// Goes back from the form to the row of the batch that it was opened from.
    pub fn return_to_batch(&self) {
        let from_row = self.from_row.get_untracked();
        if from_row.is_some() {
            self.returning.set(from_row);
            self.view.set(ReviewTab::Batch);
        }
    }

    /// Sends a request to the engine and returns its sequence number.
    pub fn ask(&self, what: ReviewAsk) -> u32 {
        if !matches!(what, ReviewAsk::One { .. }) {
            self.end_work();
        }
        self.seq.update(|seq| *seq += 1);
        let seq = self.seq.get_untracked();
        ask(request(seq, &what));
        seq
    }

    /// Takes note that the engine's review could not be loaded. Told once: what follows the state asks again, which fails
    /// again.
    pub fn lose_part(&self) {
        let is_told = self.ready.with_untracked(|ready| matches!(ready, ReviewState::Failed(Problem::Network)));
        if !is_told {
            self.ready.set(ReviewState::Failed(Problem::Network));
        }
    }

    /// Sets whether a layer is used as a register. Running work continues, with the new register.
    pub fn use_register(&self, layer: String, on: bool) {
        self.uses.update(|uses| {
            uses.insert(layer.clone(), on);
        });
        ask(request(0, &ReviewAsk::Use { layer, on }));
    }

    /// Marks running work as stopped: another request was sent, or the engine was restarted.
    pub fn end_work(&self) {
        if self.batch.with_untracked(|coming| coming.is_under_way()) {
            self.batch.update(|coming| Arc::make_mut(coming).is_stopped = true);
        }
        if self.names.with_untracked(|coming| coming.is_under_way()) {
            self.names.update(|coming| Arc::make_mut(coming).is_stopped = true);
        }
        if self.suggestions.with_untracked(|coming| coming.as_ref().is_some_and(Coming::is_under_way)) {
            self.suggestions.set(None);
        }
    }

    /// Receives the bytes of an answer; they are decoded once the review is loaded.
    pub fn receive(&self, seq: u32, bytes: Vec<u8>) {
        match self.reader.get_untracked() {
            Some(read) => read(*self, seq, &bytes),
            None => self.unread.update(|unread| {
                // Of what was not asked the newest counts.
                unread.retain(|(of, _)| *of != seq || seq != 0);
                unread.push((seq, bytes));
            }),
        }
    }
}

/// The key under which a finding is marked as considered: its code and a hash (FNV-1a) of its evidence, so that nothing
/// of a register is stored with the mark. Another collision is another finding.
pub fn finding_key(finding: &Finding) -> String {
    let mut key = String::new();
    for evidence in &finding.evidence {
        let part = match evidence {
            Evidence::Name(name) => format!("{}@{}", name.name, name.town),
            Evidence::Word { word, .. } => word.clone(),
            Evidence::Character { character, .. } => character.to_string(),
            Evidence::Figure { figure, .. } => figure.clone(),
            Evidence::Spelling { given, .. } | Evidence::OtherSpelling { given, .. } => given.clone(),
            Evidence::More(_) => String::new(),
            Evidence::Item(item) => item.clone(),
            Evidence::Day { item, day, .. } => format!("{item} {day}"),
        };
        key.push('|');
        key.push_str(&part);
    }
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    format!("{}{}#{hash:016x}", finding.code, if finding.in_scope { "" } else { "~" })
}

/// The absolute URL of a path of the site.
fn absolute(path: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    web_sys::Url::new_with_base(path, &base).map_or_else(|_| path.to_owned(), |url| url.href())
}

/// Opens the review of the engine, or retries what failed.
pub fn open() {
    let (standard, alike) = (absolute("data/dict/standard.txt"), absolute("data/dict/alike.txt"));
    ask(request(0, &ReviewAsk::Open(ReviewUrls { standard, alike })));
}
