//! Cases: applications stored on this machine with their state. Where the browser refuses storage, they last for the
//! visit, and the page says so.
//!
//! They are read when the review is first opened, and again when another window of the page has changed them.

use super::case_file::{build_text, parse_text};
use super::session::ReviewTab;
use super::session::review_session;
use crate::engine_client::ask;
use crate::reactive::{State, derived, effect};
use crate::state::App;
use crate::store::storage;
use diming_review_protocol::review::{Fields, ReviewAsk};
use diming_review_protocol::{REVIEW, request};
use leptos::ev;
use leptos::prelude::*;
use litemap::LiteMap;
use std::sync::Arc;

/// Version 1: see [`super::case_file`].
const KEY: &str = "diming.cases.1";
/// A text that could not be read whole is kept under this and the time.
const KEY_SET_ASIDE: &str = "diming.cases.1.set-aside.";
/// Largest number of cases.
pub const CASES_MAX: usize = 2_000;

/// State of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseState {
    /// Being written.
    #[default]
    Draft,
    /// The review has answered.
    Reviewed,
    /// Approved.
    Approved,
    /// Refused.
    Refused,
    /// Approved and announced.
    Announced,
}

impl CaseState {
    /// All states, in the order of the work.
    pub const ALL: [CaseState; 5] =
        [CaseState::Draft, CaseState::Reviewed, CaseState::Approved, CaseState::Refused, CaseState::Announced];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            CaseState::Draft => "draft",
            CaseState::Reviewed => "reviewed",
            CaseState::Approved => "approved",
            CaseState::Refused => "refused",
            CaseState::Announced => "announced",
        }
    }

    /// The state of a code.
    pub fn of_code(code: &str) -> Option<CaseState> {
        CaseState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Neither approved nor refused: it counts as also applied for.
    pub fn is_pending(self) -> bool {
        matches!(self, CaseState::Draft | CaseState::Reviewed)
    }

    /// The field of the day that the state asks for.
    pub fn day_field(self) -> Option<&'static str> {
        match self {
            CaseState::Approved => Some("approved_on"),
            CaseState::Announced => Some("announced_on"),
            CaseState::Draft | CaseState::Reviewed | CaseState::Refused => None,
        }
    }
}

/// An application kept on this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Its id, here and in files.
    pub id: String,
    /// State.
    pub state: CaseState,
    /// Day, `yyyy-mm-dd`.
    pub created_on: String,
    /// Day and time of the last change, `yyyy-mm-ddThh:mm:ss`, of this machine's clock; files may give the day only.
    pub changed_on: String,
    /// The application.
    pub fields: Fields,
    /// Findings that were considered → note.
    pub considered: LiteMap<String, String>,
}

/// The cases as state. `Copy`; a field of the review's session.
#[derive(Clone, Copy)]
pub struct CaseBook {
    /// All cases, the newest last.
    pub list: State<Arc<Vec<Case>>>,
    /// The one that was removed last, with its place, until something else is done.
    pub removed: State<Option<(usize, Case)>>,
    /// The browser refuses to store them.
    pub is_refused: State<bool>,
    /// Key of a stored text that could not be read whole.
    pub set_aside: State<Option<String>>,
    is_read: State<bool>,
    /// The stored text could neither be read whole nor copied: nothing is written over it.
    is_locked: State<bool>,
}

/// Result of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Not known before.
    pub added: usize,
    /// Newer than what was here.
    pub updated: usize,
    /// The same as here, or older.
    pub unchanged: usize,
    /// Beyond [`CASES_MAX`].
    pub left: usize,
}

impl CaseBook {
    /// Empty, owned by the current owner.
    pub fn new() -> CaseBook {
        CaseBook {
            list: State::new(Arc::default()),
            removed: State::new(None),
            is_refused: State::new(false),
            set_aside: State::new(None),
            is_read: State::new(false),
            is_locked: State::new(false),
        }
    }

    /// A case by its id.
    pub fn case(&self, id: &str) -> Option<Case> {
        self.list.with(|list| list.iter().find(|case| case.id == id).cloned())
    }

    /// Changes a case, and notes when.
    pub fn change(&self, id: &str, change: impl FnOnce(&mut Case)) {
        self.edit(|list| {
            if let Some(case) = list.iter_mut().find(|case| case.id == id) {
                change(case);
                case.changed_on = now();
            }
        });
    }

    /// Removes a case; it can be put back.
    pub fn remove(&self, id: &str) {
        let place = self.list.with_untracked(|list| list.iter().position(|case| case.id == id));
        let Some(place) = place else { return };
        let mut removed = None;
        self.edit(|list| removed = Some((place, list.remove(place))));
        self.removed.set(removed);
    }

    /// Puts back what was removed last.
    pub fn put_back(&self) {
        if let Some((place, case)) = self.removed.get_untracked() {
            self.edit(|list| list.insert(place.min(list.len()), case));
        }
    }

    /// Adds applications as drafts and returns how many were added.
    pub fn add_all(&self, applications: impl Iterator<Item = Fields>) -> usize {
        let mut added = 0;
        self.edit(|list| {
            let room = CASES_MAX.saturating_sub(list.len());
            for fields in applications.take(room) {
                list.push(Case { fields, ..Case::fresh() });
                added += 1;
            }
        });
        added
    }

    /// Merges the cases of a file by id: the newer wins.
    pub fn merge(&self, cases: Vec<Case>) -> Merged {
        let mut merged = Merged::default();
        self.edit(|list| {
            for case in cases {
                match list.iter().position(|known| known.id == case.id) {
                    Some(place) if case.changed_on > list[place].changed_on => {
                        list[place] = case;
                        merged.updated += 1;
                    }
                    Some(_) => merged.unchanged += 1,
                    None if list.len() < CASES_MAX => {
                        list.push(case);
                        merged.added += 1;
                    }
                    None => merged.left += 1,
                }
            }
        });
        merged
    }

    /// Changes the list and keeps it.
    fn edit(&self, change: impl FnOnce(&mut Vec<Case>)) {
        self.list.update(|list| change(Arc::make_mut(list)));
        self.removed.set(None);
        let text = self.list.with_untracked(|list| build_text(list.iter()));
        let is_locked = self.is_locked.get_untracked();
        let kept = !is_locked && storage().is_some_and(|storage| storage.set_item(KEY, &text).is_ok());
        self.is_refused.set(!kept);
    }

    /// Reads the stored cases. A text that cannot be read whole is copied to another key before it is overwritten.
    fn read(&self) {
        self.is_read.set(true);
        let Some(storage) = storage() else { return self.is_refused.set(true) };
        let Some(text) = storage.get_item(KEY).ok().flatten() else { return };
        let file = parse_text(&text);
        let is_whole = file.as_ref().is_ok_and(|file| file.left_out.is_empty());
        if !is_whole {
            let key = format!("{KEY_SET_ASIDE}{}", now());
            let is_safe = storage.set_item(&key, &text).is_ok();
            self.is_refused.set(!is_safe);
            self.is_locked.set(!is_safe);
            self.set_aside.set(Some(if is_safe { key } else { KEY.to_owned() }));
        }
        self.list.set(Arc::new(file.map(|file| file.cases).unwrap_or_default()));
    }
}

impl Case {
    /// A new draft of today.
    fn fresh() -> Case {
        Case { id: new_id(), created_on: today(), changed_on: now(), ..Case::default() }
    }
}

/// Stores the application under review as a case, a new one or the open one. Returns `false` where there are too many.
pub fn keep() -> bool {
    let (session, book) = (review_session(), review_session().cases);
    let (fields, considered) = (session.fields.get_untracked(), session.considered.get_untracked());
    let is_reviewed = session.reviewed.with_untracked(Option::is_some);
    let id = session.case_id.get_untracked();
    let put = |case: &mut Case| {
        (case.fields, case.considered) = (fields, considered);
        if case.state == CaseState::Draft && is_reviewed {
            case.state = CaseState::Reviewed;
        }
    };
    if book.list.with_untracked(|list| list.iter().any(|case| case.id == id)) {
        book.change(&id, put);
        return true;
    }
    if book.list.with_untracked(|list| list.len() >= CASES_MAX) {
        return false;
    }
    let mut case = Case::fresh();
    put(&mut case);
    let id = case.id.clone();
    book.edit(|list| list.push(case));
    session.case_id.set(id);
    true
}

/// Opens a case in the form.
pub fn open(id: &str) {
    if let Some(case) =
        review_session().cases.list.with_untracked(|list| list.iter().find(|case| case.id == id).cloned())
    {
        review_session().take(&case.id, case.fields, case.considered);
        review_session().view.set(ReviewTab::Application);
    }
}

/// Reads the cases when the review is opened, and sends the pending applications to the engine.
pub fn connect(app: App) {
    let book = review_session().cases;
    let is_open =
        derived(move || app.session.workspace.get() == Some(REVIEW) && app.answers.catalog.with(Option::is_some));
    let pending = derived(move || book.list.with(|list| pending_of(list)));
    effect(move || {
        if is_open.get() && !book.is_read.get_untracked() {
            book.read();
        }
    });
    effect(move || {
        pending.with(|_| ());
        if is_open.get() {
            tell_pending();
        }
    });
    let on_storage = window_event_listener(ev::storage, move |event| {
        if event.key().as_deref() == Some(KEY) && book.is_read.get_untracked() {
            book.read();
        }
    });
    on_cleanup(move || on_storage.remove());
}

/// The applications that are neither approved nor refused; who applies is left out.
fn pending_of(list: &[Case]) -> Vec<(String, Fields)> {
    let pending = list.iter().filter(|case| case.state.is_pending()).map(|case| {
        let mut fields = case.fields.clone();
        fields.remove("applicant");
        (case.id.clone(), fields)
    });
    pending.collect()
}

/// Sends the pending applications to the engine, and the one in the form again.
pub fn tell_pending() {
    let session = review_session();
    ask(request(0, &ReviewAsk::Pending(session.cases.list.with_untracked(|list| pending_of(list)))));
    let (fields, own_id) = (session.fields.get_untracked(), session.case_id.get_untracked());
    if !fields.is_empty() {
        session.ask(ReviewAsk::One { fields, own_id });
    }
}

/// Today, `yyyy-mm-dd`, by this machine's clock.
pub fn today() -> String {
    now().chars().take(10).collect()
}

fn now() -> String {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    let (hour, minute, second) = (now.get_hours(), now.get_minutes(), now.get_seconds());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// From the time and a random number: `crypto.randomUUID` is missing where the page is not secure.
fn new_id() -> String {
    let chance = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:x}-{chance:08x}", js_sys::Date::now() as u64)
}
