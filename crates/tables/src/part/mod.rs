//! The data desk's part of the engine: reads the list of a layer, checks it, changes it, answers its tables, in bounded
//! steps.
//!
//! One list is open at a time. A file of this machine is read again as it stands, so that lines and cells are those of the
//! file; any other list is written out of the layer's columns first ([`source`]). A change is made in the list here, never
//! in the layer, and the whole list is checked again. It can be held against one other list ([`compared`]).

mod compared;
mod history;
mod lines;
mod loading;
mod looks;
mod messages;
mod notes;
mod order;
mod places;
mod publish;
mod publish_words;
mod saving;
mod sheet;
mod source;
mod work;

use crate::check::{Check, Report, Rule, Weight};
use crate::desk::Desk;
use compared::Compared;
use diming_engine::catalog::plan::PlanMember;
use diming_engine::service::{EnginePart, PartContext, PartView};
use diming_protocol::catalog::Lang;
use diming_protocol::{Fetched, Problem};
use diming_tables_protocol::{
    DeskAsk, DeskState, ListForm, Mapping, ReadChoices, Said, read_ask, read_file, write_said,
};
use diming_text::{Book, Han, Standard};
use history::History;
use loading::{Held, Loading};
use places::Places;
use publish::Publishing;
use sheet::Sheet;
use std::sync::Arc;

/// Makes the part; `members`: members of a catalog that are workspaces' own.
pub fn make_desk(members: &'static [PlanMember]) -> Box<dyn EnginePart> {
    Box::new(DeskPart::new(members))
}

/// The table of standard characters, as it was when this was compiled.
const STANDARD: &str = include_str!("../../../../data/dict/standard.txt");

/// The number under which the file is read.
const FILE: u8 = 0;

/// The desk; see the module's documentation.
struct DeskPart {
    desk: Desk,
    standard: Standard,
    book: Book,
    han: Option<Arc<Han>>,
    /// A list that is to be opened once the catalog is there.
    wanted: Option<String>,
    /// The list that is open; `None` where none is.
    open: Option<Open>,
    stage: Stage,
    /// Grows with every report.
    revision: u32,
    /// Only problems of this rule, of this weight, are shown.
    only: (Option<Rule>, Option<Weight>),
    compared: Compared,
    places: Places,
    sheet: Sheet,
    publishing: Publishing,
    /// The file of the list that is to be made.
    saving: Option<(ListForm, Lang)>,
    /// Members of a catalog that are workspaces' own.
    members: &'static [PlanMember],
    /// What was said of the columns of lists, the latest last.
    mappings: Vec<Mapping>,
    said: DeskState,
}

/// A list by its layer.
struct Open {
    layer: usize,
    id: String,
    is_own_file: bool,
}

/// How far it is.
enum Stage {
    /// Nothing is open, or it failed.
    Idle,
    /// It is read.
    Loading(Loading),
    /// The list is checked.
    Checking { held: Box<Held>, check: Box<Check> },
    /// It is checked.
    Ready { held: Box<Held>, report: Box<Report>, shown: Vec<u32> },
}

impl DeskPart {
    fn new(members: &'static [PlanMember]) -> DeskPart {
        DeskPart {
            members,
            desk: Desk::built_in(),
            standard: Standard::parse(STANDARD),
            book: Book::new(&[], &[], &[]),
            han: None,
            wanted: None,
            open: None,
            stage: Stage::Idle,
            revision: 0,
            only: (None, None),
            compared: Compared::default(),
            places: Places::default(),
            sheet: Sheet::default(),
            publishing: Publishing::default(),
            saving: None,
            mappings: Vec::new(),
            said: DeskState::Closed,
        }
    }

    fn open(&mut self, cx: &mut PartContext, id: &str, choices: ReadChoices) {
        self.close(cx);
        if cx.view().catalog().is_none() {
            self.wanted = Some(id.to_owned());
            return;
        }
        let found = cx.view().catalog().and_then(|catalog| {
            let layer = catalog.layers.iter().position(|layer| layer.id == id)?;
            Some(Open { layer, id: id.to_owned(), is_own_file: catalog.layers.get(layer)?.is_own_file() })
        });
        // None: a link or a page that is older than the catalog.
        if let (Some(open), Some(loading)) = (found, Loading::begin(cx, id, FILE, choices)) {
            (self.open, self.stage) = (Some(open), Stage::Loading(loading));
            self.say_state(cx, DeskState::Reading { done: 0, total: 0 });
        }
    }

    fn close(&mut self, cx: &mut PartContext) {
        if let Stage::Loading(loading) = &self.stage {
            loading.abandon(cx);
        }
        self.compared.close(cx);
        self.places.close(cx);
        self.publishing.close(cx);
        (self.wanted, self.open, self.stage, self.only) = (None, None, Stage::Idle, (None, None));
        self.saving = None;
        self.say_state(cx, DeskState::Closed);
    }

    /// The list whose file has this number, while it is on its way.
    fn loading(&mut self, file: u8) -> Option<&mut Loading> {
        match &mut self.stage {
            Stage::Loading(loading) if file == FILE => Some(loading),
            _ if file == compared::FILE => self.compared.loading(),
            _ => None,
        }
    }

    fn take_result(&mut self, cx: &mut PartContext, file: u8, result: Option<Result<(), Problem>>) {
        match result {
            Some(Err(problem)) if file == FILE => self.fail(cx, problem),
            Some(Err(problem)) => self.compared.fail(cx, problem),
            Some(Ok(())) | None => {}
        }
    }

    fn fail(&mut self, cx: &mut PartContext, problem: Problem) {
        self.stage = Stage::Idle;
        self.say_state(cx, DeskState::Failed(problem));
    }

    fn say_state(&mut self, cx: &mut PartContext, state: DeskState) {
        if self.said != state {
            self.said = state.clone();
            cx.say(0, write_said(&Said::State(state)));
        }
    }
}

impl EnginePart for DeskPart {
    fn take(&mut self, cx: &mut PartContext, seq: u32, body: &[u8]) {
        match read_ask(body) {
            Some(DeskAsk::Open(id)) => self.open(cx, &id, ReadChoices::default()),
            Some(DeskAsk::Reread(choices)) => {
                if let Some(id) = self.open.as_ref().map(|open| open.id.clone()) {
                    self.open(cx, &id, choices);
                }
            }
            Some(DeskAsk::Close) => self.close(cx),
            Some(DeskAsk::Lines { table, from, count, lang }) => self.answer_lines(cx, seq, (table, from, count), lang),
            Some(DeskAsk::Only { rule, weight }) => {
                let weight = Weight::ALL.into_iter().find(|known| known.code() == weight);
                self.only = (Rule::of_code(&rule), weight);
                self.show_again(cx);
            }
            Some(DeskAsk::Compare(id)) => self.compared.open(cx, &id),
            Some(DeskAsk::Place) => {
                if let Stage::Ready { held, .. } = &self.stage {
                    self.places.open(cx, held);
                }
            }
            Some(DeskAsk::Accept { revision, line, choice }) => {
                let accepted = self.places.accepted(revision, line.map(|line| (line, choice)));
                self.accept(cx.view(), &accepted);
            }
            Some(DeskAsk::PlaceAt { revision, line, at }) => {
                let placed = self.places.placed_by_hand(revision, line, at);
                self.accept(cx.view(), placed.as_slice());
            }
            Some(DeskAsk::OnlyChanges(kind)) => self.compared.only(cx, &kind),
            Some(DeskAsk::Repair { revision, line }) => self.repair(cx.view(), (revision, line)),
            Some(DeskAsk::Rows(wish)) => self.sheet.wish(wish),
            Some(DeskAsk::Edit { order, edit }) => self.edit(cx, order, edit),
            Some(DeskAsk::Preview(what)) => self.preview(cx, what),
            Some(DeskAsk::Mean { column, key }) => self.mean(cx, column, &key),
            Some(DeskAsk::Mappings(mappings)) => self.mappings = mappings,
            Some(DeskAsk::Publish { form, lang }) => self.publishing.ask(form.map(|form| *form), lang),
            Some(DeskAsk::SiteFiles(files)) => self.publishing.take(files),
            Some(DeskAsk::Make(file)) => self.publishing.make(file),
            Some(DeskAsk::Save { form, lang }) => self.saving = Some((form, lang)),
            Some(DeskAsk::Keep(number)) => self.keep(cx, number),
            Some(DeskAsk::Undo) => self.change_back(cx.view(), History::undo),
            Some(DeskAsk::Redo) => self.change_back(cx.view(), History::redo),
            // A bug of the page.
            None => {}
        }
    }

    fn feed(&mut self, cx: &mut PartContext, file: u8, bytes: &[u8]) {
        let fed = self.loading(file).map(|loading| loading.feed(cx, bytes));
        self.take_result(cx, file, fed);
    }

    fn fetched(&mut self, cx: &mut PartContext, file: u8, what: Fetched) {
        let taken = self.loading(file).map(|loading| loading.fetched(what));
        self.take_result(cx, file, taken);
    }

    fn step(&mut self, cx: &mut PartContext, units: usize) {
        self.work(cx, units);
    }

    fn answer_urgent(&mut self, _: &mut PartContext) -> bool {
        false
    }

    fn has_work(&self, view: PartView) -> bool {
        match &self.stage {
            Stage::Idle => false,
            Stage::Loading(loading) => loading.has_work(view),
            Stage::Checking { .. } => true,
            Stage::Ready { .. } => {
                let is_asked = self.saving.is_some() || self.sheet.has_work() || self.publishing.has_work();
                is_asked || self.compared.has_work(view, true) || self.places.has_work(view)
            }
        }
    }

    fn catalog_changed(&mut self, cx: &mut PartContext) {
        if cx.view().catalog().is_none() {
            let wanted = self.wanted.take();
            self.close(cx);
            self.wanted = wanted;
        } else if let Some(id) = self.wanted.take() {
            self.open(cx, &id, ReadChoices::default());
        }
    }

    /// A list that was checked without the table of characters is checked again with it.
    fn characters_changed(&mut self, cx: &mut PartContext) {
        let is_new = self.han.is_none() && cx.view().characters().is_some();
        if is_new && matches!(self.stage, Stage::Ready { .. } | Stage::Checking { .. }) {
            self.places.begin_anew();
            self.han = cx.view().characters().cloned();
            self.check_again(cx.view());
        }
    }

    fn file(&self, view: PartView, what: &[u8], lang: Lang) -> Option<(String, String)> {
        self.saved(view, read_file(what)?, lang)
    }
}

#[cfg(test)]
mod tests;
