//! State of the data desk: the list that is on it, and what the engine's part said of it.

use super::lines::LineCache;
use crate::engine_client::ask;
use crate::reactive::State;
use crate::state::{App, app};
use crate::ui::table::TableState;
use diming_protocol::Problem;
use diming_protocol::messages::counted;
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{
    CompareInfo, CompareState, DeskAsk, DeskInfo, DeskLine, DeskState, DeskTable, PlaceInfo, PlaceState, request,
};
use leptos::prelude::{Owner, window};
use std::cell::OnceCell;
use std::sync::Arc;

/// The parts of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskTab {
    /// What is wrong in the list.
    Problems,
    /// Where records without coordinates are.
    Places,
    /// What has changed since another version.
    Changes,
}

/// The workspace's state. `Copy`; [`desk_session`] returns it.
#[derive(Clone, Copy)]
pub struct DeskSession {
    /// Id of the layer whose list is on the desk; empty for none.
    pub layer: State<String>,
    /// How far it is.
    pub state: State<DeskState>,
    /// The last report of the list; stays while it is checked again.
    pub report: State<Option<Arc<DeskInfo>>>,
    /// The part of the desk that is shown.
    pub tab: State<DeskTab>,
    /// Lines of the problems.
    pub problems: LineCache,
    /// What was not checked, as far as it is here.
    pub unchecked: State<Arc<Vec<DeskLine>>>,
    /// How the file was read, as far as it is here.
    pub reading: State<Arc<Vec<DeskLine>>>,
    /// Order and place of the table of problems; `only` is the code of a weight.
    pub listing: TableState,
    /// Only problems of this rule, by its code; empty for all.
    pub rule: State<String>,
    /// How far the search for places is.
    pub places_state: State<PlaceState>,
    /// Lines of rows without coordinates.
    pub places: LineCache,
    /// Place of the table of places.
    pub places_listing: TableState,
    /// Id of the layer whose list is the version before; empty for none.
    pub before: State<String>,
    /// How far the comparison is.
    pub compared: State<CompareState>,
    /// Lines of the changes.
    pub changes: LineCache,
    /// Place of the table of changes; `only` is the code of a kind.
    pub changes_listing: TableState,
    /// Reads what the part says; set when the desk is loaded.
    pub(super) reader: State<Option<Read>>,
    /// What it said before that.
    unread: State<Vec<(u32, Vec<u8>)>>,
    /// The owner of the root component: effects of the desk live as long as the page.
    pub(super) page: &'static Owner,
}

/// Takes what the part says into the state: the number of the request, its bytes.
pub type Read = fn(DeskSession, u32, &[u8]);

thread_local! {
    static SESSION: OnceCell<DeskSession> = const { OnceCell::new() };
}

/// Returns the state of the desk. The first call creates it; the root component makes that call.
pub fn desk_session() -> DeskSession {
    SESSION.with(|session| *session.get_or_init(DeskSession::new))
}

impl DeskSession {
    fn new() -> DeskSession {
        DeskSession {
            layer: State::new(String::new()),
            state: State::new(DeskState::Closed),
            report: State::new(None),
            tab: State::new(DeskTab::Problems),
            problems: LineCache::new(DeskTable::Problems),
            unchecked: State::new(Arc::default()),
            reading: State::new(Arc::default()),
            listing: TableState::new(),
            rule: State::new(String::new()),
            places_state: State::new(PlaceState::None),
            places: LineCache::new(DeskTable::Places),
            places_listing: TableState::new(),
            before: State::new(String::new()),
            compared: State::new(CompareState::None),
            changes: LineCache::new(DeskTable::Changes),
            changes_listing: TableState::new(),
            reader: State::new(None),
            unread: State::new(Vec::new()),
            page: Box::leak(Box::new(Owner::current().unwrap_or_default())),
        }
    }

    /// The state of the page, wherever this is called.
    pub(super) fn app(&self) -> App {
        self.page.with(app)
    }

    /// Asks the part.
    pub fn ask(&self, what: &DeskAsk) {
        ask(request(0, what));
    }

    /// Something of the report; `None` where it is not ready.
    pub fn info<T>(&self, read: impl FnOnce(&DeskInfo) -> T) -> Option<T> {
        self.report.with(|report| report.as_deref().map(read))
    }

    /// Puts a list on the desk. Asks first where changes would be lost.
    pub fn choose(&self, id: &str) {
        if self.layer.with_untracked(|layer| layer == id) {
            return;
        }
        let changed = self.report.with_untracked(|report| report.as_ref().map_or(0, |report| report.changed_cells));
        let lang = self.app().view.lang.get_untracked();
        let question = || counted(lang, DeskMsg::LoseChanges, u64::from(changed));
        let may_go = changed == 0 || window().confirm_with_message(&question()).unwrap_or(true);
        self.layer.set(if may_go { id.to_owned() } else { self.layer.get_untracked() });
    }

    /// Something of the search for places; `None` where it is not ready.
    pub fn place_info<T>(&self, read: impl FnOnce(&PlaceInfo) -> T) -> Option<T> {
        self.places_state.with(|state| match state {
            PlaceState::Ready(info) => Some(read(info)),
            _ => None,
        })
    }

    /// Something of the comparison; `None` where it is not ready.
    pub fn compare_info<T>(&self, read: impl FnOnce(&CompareInfo) -> T) -> Option<T> {
        self.compared.with(|state| match state {
            CompareState::Ready(info) => Some(read(info)),
            _ => None,
        })
    }

    /// Takes what the part says; it is read once the desk is loaded.
    pub fn receive(&self, seq: u32, bytes: Vec<u8>) {
        match self.reader.get_untracked() {
            Some(read) => read(*self, seq, &bytes),
            None => self.unread.update(|unread| unread.push((seq, bytes))),
        }
    }

    /// From now on this reads what the part says, and what it said before.
    pub(super) fn read_by(&self, read: Read) {
        self.reader.set(Some(read));
        let mut unread = Vec::new();
        self.unread.update(|all| unread = std::mem::take(all));
        unread.iter().for_each(|(seq, bytes)| read(*self, *seq, bytes));
    }

    /// The part could not be loaded.
    pub fn lose_part(&self) {
        self.state.set(DeskState::Failed(Problem::Network));
    }
}
