//! What the review workspace knows: the application as typed, the engine's last answers, what an officer has considered.

use crate::engine_client::ask;
use crate::live::State;
use crate::store::cases::CaseBook;
use crate::workspaces::review::listing::Listing;
use diming_protocol::geo::LonLat;
use diming_protocol::{Fingerprint, Problem};
use diming_review_protocol::finding::{Evidence, Finding, Used};
use diming_review_protocol::request;
use diming_review_protocol::review::{
    BatchRow, Fields, HowRead, ReviewAsk, ReviewState, ReviewUrls, Reviewed, Suggestion,
};
use leptos::prelude::*;
use litemap::LiteMap;
use std::sync::Arc;

/// Parts of the workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeskView {
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

/// Rows of a long answer that have come so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming<T> {
    /// Number of the request that they answer; 0 for none.
    pub seq: u32,
    /// Rows so far.
    pub rows: Vec<T>,
    /// Rows in all; `None` until the first have come.
    pub total: Option<u32>,
    /// How the text was read.
    pub how_read: HowRead,
    /// Why nothing can be done with the text.
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
    /// Nothing yet of the answer to a request.
    pub fn of(seq: u32) -> Coming<T> {
        Coming { seq, rows: Vec::new(), total: None, how_read: HowRead::default(), refused: None, is_stopped: false }
    }

    /// Whether more rows are to come.
    pub fn is_under_way(&self) -> bool {
        let has_all = self.total.is_some_and(|total| self.rows.len() >= total as usize);
        self.seq > 0 && !has_all && !self.is_stopped && self.refused.is_none()
    }
}

/// The workspace's state. `Copy`; it stands in [`App`].
#[derive(Clone, Copy)]
pub struct Desk {
    /// The part that is shown.
    pub view: State<DeskView>,
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
    /// Names that pass; `None` while nobody has asked.
    pub suggestions: State<Option<Coming<Suggestion>>>,
    /// The last batch.
    pub batch: State<Arc<Coming<BatchRow>>>,
    /// The last list of names in use.
    pub names: State<Arc<Coming<Used>>>,
    /// Ids of layers → whether they are used as registers, as a person has said in this visit.
    pub uses: State<LiteMap<String, bool>>,
    /// Fingerprints of the registers' files, by layer.
    pub fingerprints: State<LiteMap<u32, Fingerprint>>,
    /// How the tables of batch, names and cases are looked at.
    pub listings: [Listing; 3],
    /// Number of the last request; answers to older ones are dropped.
    pub seq: State<u32>,
    /// The last answer shown to one application.
    pub(super) answered: State<u32>,
    /// Reads answers; the workspace brings it.
    pub(super) reader: State<Option<Read>>,
    /// Answers that came before it.
    pub(super) unread: State<Vec<(u32, Vec<u8>)>>,
    /// The page, whose life what goes on here has.
    pub(super) page: &'static Owner,
}

/// Reads the bytes of an answer into the state, by the number of its request.
pub type Read = fn(Desk, u32, &[u8]);

impl Desk {
    /// Fresh, owned by the current owner (the root component).
    pub fn new() -> Desk {
        Desk {
            view: State::new(DeskView::Application),
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
            listings: [Listing::new(), Listing::new(), Listing::new()],
            seq: State::new(0),
            answered: State::new(0),
            reader: State::new(None),
            unread: State::new(Vec::new()),
            page: Box::leak(Box::new(Owner::current().unwrap_or_default())),
        }
    }

    /// The text of a field; empty for none.
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

    /// Begins another application: a case of this machine, or one without a case (empty id).
    pub fn take(&self, case_id: &str, fields: Fields, considered: LiteMap<String, String>) {
        self.case_id.set(case_id.to_owned());
        self.considered.set(considered);
        self.reviewed.set(None);
        self.suggestions.set(None);
        self.fields.set(fields);
    }

    /// Asks the engine, under a new number.
    pub fn ask(&self, what: ReviewAsk) -> u32 {
        if !matches!(what, ReviewAsk::One { .. }) {
            self.end_work();
        }
        self.seq.update(|seq| *seq += 1);
        let seq = self.seq.get_untracked();
        ask(request(seq, &what));
        seq
    }

    /// Uses a layer as a register, or does not. No work ends by it: what is under way goes on with the new register.
    pub fn use_register(&self, layer: String, on: bool) {
        self.uses.update(|uses| {
            uses.insert(layer.clone(), on);
        });
        ask(request(0, &ReviewAsk::Use { layer, on }));
    }

    /// What the engine works on ends where something else is asked, or where the engine was started again.
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

    /// Takes the bytes of an answer: the workspace reads them, once it is there.
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

/// What names a finding where an officer marks it: its code and what it rests on, as a hash (FNV-1a), so that nothing of a
/// register is kept with the mark. Another collision is another finding.
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

/// Today by the reader's clock, `yyyymmdd`.
pub fn today() -> u32 {
    let now = js_sys::Date::new_0();
    now.get_full_year() * 10_000 + (now.get_month() + 1) * 100 + now.get_date()
}

/// An address of the site in full.
fn absolute(path: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    web_sys::Url::new_with_base(path, &base).map_or_else(|_| path.to_owned(), |url| url.href())
}

/// Opens the engine's review, or asks again for what failed.
pub fn open() {
    let (standard, alike) = (absolute("data/dict/standard.txt"), absolute("data/dict/alike.txt"));
    ask(request(0, &ReviewAsk::Open(ReviewUrls { standard, alike })));
}
