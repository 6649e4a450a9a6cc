//! Lines of the desk's tables: asked for as they come into sight, thrown away when they have changed.

use super::kept;
use super::mappings;
use super::publish;
use super::report;
use super::session::{DeskSession, DeskTab, desk_session};
use super::sheet::{self, Cursor, keys};
use crate::reactive::{State, effect};
use crate::state::{App, Health};
use diming_protocol::catalog::Lang;
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{
    CompareState, DESK, DeskAsk, DeskLine, DeskState, DeskTable, LINES_MAX, PlaceState, PublishState, RowsWish, Said,
    read_said,
};
use leptos::prelude::*;
use litemap::LiteMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Lines that are asked for together.
const PAGE_LINES: u32 = 100;

/// The lines of a table that are here. `Copy`.
#[derive(Clone, Copy)]
pub struct LineCache {
    table: DeskTable,
    /// By their number over [`PAGE_LINES`].
    pages: State<LiteMap<u32, Arc<Vec<DeskLine>>>>,
    /// Pages that were asked for.
    asked: State<BTreeSet<u32>>,
}

impl LineCache {
    /// Nothing is here.
    pub fn new(table: DeskTable) -> LineCache {
        LineCache { table, pages: State::new(LiteMap::new()), asked: State::new(BTreeSet::new()) }
    }

    /// A line by its number; asks for it where it is not here. Tracked.
    pub fn line(&self, number: u32, lang: Lang) -> Option<DeskLine> {
        let page = number / PAGE_LINES;
        let here = self.pages.with(|pages| Some(pages.get(&page)?.get((number % PAGE_LINES) as usize)?.clone()));
        if !self.asked.with_untracked(|asked| asked.contains(&page)) {
            self.asked.update(|asked| {
                asked.insert(page);
            });
            let (table, count) = (self.table, PAGE_LINES);
            desk_session().ask(&DeskAsk::Lines { table, from: page * PAGE_LINES, count, lang });
        }
        here
    }

    /// The text of a cell of a line that is here as the engine has it now, untracked.
    pub fn cell(&self, number: u32, column: usize) -> Option<String> {
        if !self.asked.with_untracked(|asked| asked.contains(&(number / PAGE_LINES))) {
            return None;
        }
        self.pages.with_untracked(|pages| {
            let line = pages.get(&(number / PAGE_LINES))?.get((number % PAGE_LINES) as usize)?;
            line.cells.get(column).cloned()
        })
    }

    /// Shows a text in a cell before the engine has said so.
    pub fn set_cell(&self, number: u32, column: usize, text: &str) {
        self.pages.update(|pages| {
            let line = pages
                .get_mut(&(number / PAGE_LINES))
                .and_then(|lines| Arc::make_mut(lines).get_mut((number % PAGE_LINES) as usize));
            let cell = line.and_then(|line| line.cells.get_mut(column));
            cell.into_iter().for_each(|cell| text.clone_into(cell));
        });
    }

    /// Asks for all lines anew that are looked at; until they come, the old ones stay.
    fn renew(&self) {
        self.asked.set(BTreeSet::new());
        self.pages.update(|_| {});
    }

    fn take(&self, from: u32, lines: Vec<DeskLine>) {
        self.pages.update(|pages| {
            pages.insert(from / PAGE_LINES, Arc::new(lines));
        });
    }

    fn forget(&self) {
        self.asked.set(BTreeSet::new());
        self.pages.set(LiteMap::new());
    }
}

/// Connects the desk with the engine, once.
pub fn once(app: App) {
    let session = desk_session();
    if session.reader.with_untracked(Option::is_some) {
        return;
    }
    session.read_by(read);
    mappings::tell();
    session.page.with(|| {
        follow_list(app);
        follow_choices(app);
        kept::once();
    });
}

/// Opens the list that is chosen and its version before, again after a restart of the engine.
fn follow_list(app: App) {
    let session = desk_session();
    // What the part has open: another workspace in between changes nothing of it.
    let opened = StoredValue::new(String::new());
    effect(move || {
        // A restarted engine has no list, and says nothing of the one that was open.
        if app.answers.engine.get() == Health::Restarted {
            opened.set_value(String::new());
            session.state.set(DeskState::Closed);
            session.report.set(None);
            session.sheet.set(None);
            session.compared.set(CompareState::None);
            session.places_state.set(PlaceState::None);
            mappings::tell();
            kept::offer();
            session.layer.update(|_| {});
        }
    });
    effect(move || {
        let layer = session.layer.get();
        if !app.is_in(DESK) || opened.with_value(|opened| *opened == layer) {
            return;
        }
        opened.set_value(layer.clone());
        session.listing.reset();
        session.rule.set(String::new());
        session.report.set(None);
        session.sheet.set(None);
        session.rows.forget();
        session.wish.set(RowsWish::default());
        session.cursor.set(Cursor::default());
        session.draft.set(None);
        session.saved_at.set(None);
        session.is_saving.set(false);
        session.not_saved.set(String::new());
        session.decided.set(None);
        session.is_making.set(false);
        kept::begin();
        forget(session);
        match layer.is_empty() {
            true => session.ask(&DeskAsk::Close),
            false => session.ask(&DeskAsk::Open(layer)),
        }
        let before = session.before.get_untracked();
        if !before.is_empty() {
            session.ask(&DeskAsk::Compare(before));
        }
    });
    effect(move || {
        let before = session.before.get();
        session.changes_listing.reset();
        session.ask(&DeskAsk::Compare(before));
    });
    follow_files(app);
}

/// A file that is opened while the desk is comes onto it; beside a list that is compared, as its version before.
fn follow_files(app: App) {
    let session = desk_session();
    let newest = move || {
        app.answers.local_files.with(|files| {
            let numbered = files.iter().map(|(layer, file)| (file.number, *layer));
            numbered.max()
        })
    };
    let seen = StoredValue::new(untrack(newest));
    effect(move || {
        let Some((number, layer)) = newest().filter(|newest| seen.get_value().is_none_or(|seen| newest.0 > seen.0))
        else {
            return;
        };
        seen.set_value(Some((number, layer)));
        let id = |catalog: &diming_protocol::catalog::Catalog| Some(catalog.layers.get(layer as usize)?.id.clone());
        let id = app.answers.catalog.with_untracked(|catalog| catalog.as_deref().and_then(id));
        let Some(id) = id.filter(|_| untrack(|| app.is_in(DESK))) else { return };
        let (is_comparing, has_list) =
            (session.tab.get_untracked() == DeskTab::Changes, session.layer.with_untracked(|layer| !layer.is_empty()));
        match (is_comparing && has_list, session.changes()) {
            (true, _) => session.before.set(id),
            (false, 0) => session.layer.set(id),
            // Changes that are not saved are never dropped by a file that comes.
            _ => {}
        }
    });
}

/// Says what is to be shown, and asks again when the language changes.
fn follow_choices(app: App) {
    let session = desk_session();
    effect(move || {
        app.view.lang.track();
        forget(session);
        ask_rest(session, app);
    });
    effect(move || {
        let (rule, weight) = (session.rule.get(), session.listing.only.get());
        session.ask(&DeskAsk::Only { rule, weight });
    });
    effect(move || session.ask(&DeskAsk::OnlyChanges(session.changes_listing.only.get())));
}

/// Throws away all lines.
fn forget(session: DeskSession) {
    session.problems.forget();
    session.changes.forget();
    session.places.forget();
    session.rows.renew();
    session.unchecked.set(Arc::default());
    session.reading.set(Arc::default());
}

/// Asks for what stands below the table.
fn ask_rest(session: DeskSession, app: App) {
    let lang = app.view.lang.get_untracked();
    for table in [DeskTable::Unchecked, DeskTable::Reading] {
        session.ask(&DeskAsk::Lines { table, from: 0, count: LINES_MAX, lang });
    }
}

fn read(session: DeskSession, _: u32, bytes: &[u8]) {
    match read_said(bytes) {
        Some(Said::State(state)) => {
            let before = session.revision_of(DeskTable::Problems);
            match &state {
                DeskState::Ready(info) => session.report.set(Some(Arc::new((**info).clone()))),
                DeskState::Checking { .. } => {}
                DeskState::Closed | DeskState::Reading { .. } | DeskState::Failed(_) => {
                    session.report.set(None);
                    session.is_saving.set(false);
                }
            }
            session.state.set(state);
            let now = session.revision_of(DeskTable::Problems);
            if now.is_some() && before != now {
                forget(session);
                ask_rest(session, session.app());
            }
        }
        Some(Said::Compared(state)) => {
            let before = session.revision_of(DeskTable::Changes);
            session.compared.set(state);
            if session.revision_of(DeskTable::Changes) != before {
                session.changes.forget();
            }
        }
        Some(Said::Sheet(info)) => {
            let is_new = session.sheet.with_untracked(|sheet| sheet.as_ref().is_none_or(|old| old.order != info.order));
            session.sheet.set(Some(Arc::from(info)));
            match is_new {
                true => session.rows.forget(),
                false => session.rows.renew(),
            }
            let last = keys::last_cell();
            let is_added = session.rows_before.get_untracked().is_some_and(|before| last.0 >= before);
            session
                .cursor
                .update(|cursor| *cursor = if is_added { Cursor::at(last.0, 0) } else { cursor.within(last) });
            if is_added {
                session.rows_before.set(None);
                sheet::take_focus();
            }
        }
        Some(Said::NotDone) => {
            session.rows.renew();
            session.told.set(Some(DeskMsg::NotDone));
        }
        Some(Said::Preview(preview)) => session.preview.set(Some(preview)),
        Some(Said::Mapping(mapping)) => mappings::keep(mapping),
        Some(Said::Kept(number, text)) => kept::keep(number, text),
        Some(Said::Publish(state)) => {
            if let PublishState::Wanted(paths) = &state {
                publish::fetch_wanted(paths.clone());
            }
            // What was worked out before stays until there is something newer.
            if !matches!(state, PublishState::Wanted(_)) || session.publish_info(|_| ()).is_none() {
                session.publish.set(state);
            }
        }
        Some(Said::Saved { version, made }) => report::take_saved(version, made),
        Some(Said::Made(made)) => publish::take_made(made),
        Some(Said::Places(state)) => {
            let before = session.revision_of(DeskTable::Places);
            match &state {
                PlaceState::Ready(info) => session.place_sum.set(Some(info.clone())),
                PlaceState::Finding { .. } => {}
                PlaceState::None | PlaceState::Unfit(_) | PlaceState::Failed(_) => session.place_sum.set(None),
            }
            session.places_state.set(state);
            if session.revision_of(DeskTable::Places) != before {
                session.places.forget();
            }
        }
        Some(Said::Lines { table, revision, lang, from, lines }) => {
            let is_now = session.revision_of(table) == Some(revision);
            if is_now && lang == session.app().view.lang.get_untracked() {
                match table {
                    DeskTable::Problems => session.problems.take(from, lines),
                    DeskTable::Changes => session.changes.take(from, lines),
                    DeskTable::Places => session.places.take(from, lines),
                    DeskTable::Rows => session.rows.take(from, lines),
                    DeskTable::Unchecked => add(session.unchecked, from, lines),
                    DeskTable::Reading => add(session.reading, from, lines),
                }
            }
        }
        None => leptos::logging::error!("answer of the data desk dropped"),
    }
}

/// Adds lines behind those that are here.
fn add(all: State<Arc<Vec<DeskLine>>>, from: u32, lines: Vec<DeskLine>) {
    if all.with_untracked(|all| all.len() as u32 == from) {
        all.update(|all| Arc::make_mut(all).extend(lines));
    }
}

impl DeskSession {
    /// The revision that lines of a table must be of; `None` where there are none.
    fn revision_of(&self, table: DeskTable) -> Option<u32> {
        match table {
            DeskTable::Changes => self.compared.with_untracked(|state| match state {
                CompareState::Ready(info) => Some(info.revision),
                _ => None,
            }),
            DeskTable::Rows => self.sheet_info_untracked(|sheet| sheet.revision),
            DeskTable::Places => self.place_sum.with_untracked(|sum| sum.as_ref().map(|sum| sum.revision)),
            _ => self.report.with_untracked(|report| report.as_ref().map(|report| report.revision)),
        }
    }
}
