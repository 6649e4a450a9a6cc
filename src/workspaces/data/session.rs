//! State of the data desk: the list that is on it, and what the engine's part said of it.

use super::kept::{Keeping, KeptList};
use super::lines::LineCache;
use super::sheet::Cursor;
use crate::engine_client::ask;
use crate::reactive::State;
use crate::state::{App, app};
use crate::ui::table::TableState;
use diming_protocol::Problem;
use diming_protocol::catalog::{Datum, Lang};
use diming_protocol::messages::{counted, fill};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{
    CompareInfo, CompareState, DeskAsk, DeskInfo, DeskLine, DeskState, DeskTable, PlaceInfo, PlaceState, Preview,
    PublishForm, PublishInfo, PublishState, RowsWish, SheetInfo, request,
};
use leptos::prelude::{Owner, window};
use std::cell::OnceCell;
use std::sync::Arc;

/// The parts of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskTab {
    /// What is wrong in the list.
    Problems,
    /// The list as a table.
    Sheet,
    /// What its columns mean.
    Columns,
    /// Making it a layer of the site.
    Publish,
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
    /// The list as a table, as the part said it last.
    pub sheet: State<Option<Arc<SheetInfo>>>,
    /// Its lines.
    pub rows: LineCache,
    /// Which rows it shows, in which order.
    pub wish: State<RowsWish>,
    /// Its current cell and what is chosen.
    pub cursor: State<Cursor>,
    /// The text that is being typed into the current cell.
    pub draft: State<Option<String>>,
    /// The text is changed inside of the cell: arrows move in it.
    pub is_inside: State<bool>,
    /// The current cell gets the focus when the table is shown.
    pub is_awaited: State<bool>,
    /// A row was added to so many: the cursor goes to it when it is there.
    pub rows_before: State<Option<u32>>,
    /// The bar for finding and replacing is open.
    pub is_replacing: State<bool>,
    /// What a replacement would change.
    pub preview: State<Option<Preview>>,
    /// Lists of earlier visits that are kept on this machine and were not saved.
    pub kept: State<Vec<KeptList>>,
    /// How the changes of this visit are kept.
    pub keeping: State<Keeping>,
    /// The version of the list that was saved as a file.
    pub saved_at: State<Option<u32>>,
    /// The list is made into a file.
    pub is_saving: State<bool>,
    /// Why it was not; empty where it was.
    pub not_saved: State<String>,
    /// How far publishing is.
    pub publish: State<PublishState>,
    /// What was decided of it last; `None` for what is proposed.
    pub decided: State<Option<PublishForm>>,
    /// A file is made.
    pub is_making: State<bool>,
    /// Why the last file was not made; empty where it was.
    pub not_made: State<String>,
    /// What is to be told of the last act in the table.
    pub told: State<Option<DeskMsg>>,
    /// Files of the site could not be fetched: their paths.
    pub unfetched: State<Vec<String>>,
    /// The last sum of the search for places; stays while it goes on.
    pub place_sum: State<Option<PlaceInfo>>,
    /// The order of the lines to which the text belongs that is being typed.
    pub draft_order: State<u32>,
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
            sheet: State::new(None),
            rows: LineCache::new(DeskTable::Rows),
            wish: State::new(RowsWish::default()),
            cursor: State::new(Cursor::default()),
            draft: State::new(None),
            is_inside: State::new(false),
            is_awaited: State::new(false),
            rows_before: State::new(None),
            is_replacing: State::new(false),
            preview: State::new(None),
            kept: State::new(Vec::new()),
            keeping: State::new(Keeping::Not),
            saved_at: State::new(None),
            is_saving: State::new(false),
            not_saved: State::new(String::new()),
            publish: State::new(PublishState::None),
            decided: State::new(None),
            is_making: State::new(false),
            not_made: State::new(String::new()),
            told: State::new(None),
            unfetched: State::new(Vec::new()),
            place_sum: State::new(None),
            draft_order: State::new(0),
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
        let may_go = self.may_lose_changes();
        self.layer.set(if may_go { id.to_owned() } else { self.layer.get_untracked() });
    }

    /// Whether changes may be dropped: there are none that were not saved, or the person says so.
    pub fn may_lose_changes(&self) -> bool {
        let changed = self.changes();
        let lang = self.app().view.lang.get_untracked();
        let question = || counted(lang, DeskMsg::LoseChanges, u64::from(changed));
        changed == 0 || window().confirm_with_message(&question()).unwrap_or(true)
    }

    /// Something of the table; `None` where there is none.
    pub fn sheet_info<T>(&self, read: impl FnOnce(&SheetInfo) -> T) -> Option<T> {
        self.sheet.with(|sheet| sheet.as_deref().map(read))
    }

    /// The same, untracked.
    pub fn sheet_info_untracked<T>(&self, read: impl FnOnce(&SheetInfo) -> T) -> Option<T> {
        self.sheet.with_untracked(|sheet| sheet.as_deref().map(read))
    }

    /// Shows other rows of the table, from the first on.
    pub fn show_rows(&self, change: impl FnOnce(&mut RowsWish)) {
        let before = self.wish.get_untracked();
        self.wish.update(change);
        let wish = self.wish.get_untracked();
        if wish != before {
            self.cursor.update(|cursor| *cursor = Cursor::at(0, cursor.column));
            self.ask(&DeskAsk::Rows(wish));
        }
    }

    /// The current cell in words: its column, its text. Tracked.
    pub fn cell_words(&self, lang: Lang) -> String {
        let Cursor { line, column, .. } = self.cursor.get();
        let heading = self.sheet_info(|sheet| sheet.columns.get(column as usize).map(|c| c.heading.clone())).flatten();
        let found = self.rows.line(line, lang);
        let cell = |at: usize| found.as_ref().and_then(|line| line.cells.get(at).cloned()).unwrap_or_default();
        let values =
            [("line", &*cell(0)), ("column", heading.as_deref().unwrap_or("")), ("value", &*cell(column as usize + 1))];
        heading.as_ref().map_or_else(String::new, |_| fill(lang, DeskMsg::CellAt, &values))
    }

    /// Something of what would be published; `None` where that is not worked out.
    pub fn publish_info<T>(&self, read: impl FnOnce(&PublishInfo) -> T) -> Option<T> {
        self.publish.with(|state| match state {
            PublishState::Ready(info) => Some(read(info)),
            _ => None,
        })
    }

    /// Cells and rows that differ from the file and were not saved as one, untracked.
    pub fn changes(&self) -> u32 {
        let of = |info: &DeskInfo| if self.is_saved(info) { 0 } else { info.changed_cells + info.changed_rows };
        self.report.with_untracked(|report| report.as_deref().map_or(0, of))
    }

    /// The name of the list's file, untracked.
    pub fn list_name(&self) -> String {
        let id = self.layer.get_untracked();
        let label = self.app().answers.catalog.with_untracked(|catalog| {
            catalog.as_deref()?.layers.iter().find(|layer| layer.id == id).map(|layer| layer.label.zh.clone())
        });
        // What is kept is CSV, whatever it was read from.
        let name = label.unwrap_or(id);
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        format!("{stem}.csv")
    }

    /// The datum that the list's file was opened with, untracked.
    pub fn list_datum(&self) -> Datum {
        let id = self.layer.get_untracked();
        self.app()
            .answers
            .catalog
            .with_untracked(|catalog| {
                let layer = catalog.as_deref()?.layers.iter().find(|layer| layer.id == id)?;
                Some(layer.datum)
            })
            .unwrap_or_default()
    }

    /// Whether the list was saved as it is.
    pub fn is_saved(&self, info: &DeskInfo) -> bool {
        self.saved_at.get() == Some(info.version)
    }

    /// Something of the search for places; `None` where it is not ready.
    pub fn place_info<T>(&self, read: impl FnOnce(&PlaceInfo) -> T) -> Option<T> {
        self.place_sum.with(|sum| sum.as_ref().map(read))
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
        self.is_saving.set(false);
    }
}
