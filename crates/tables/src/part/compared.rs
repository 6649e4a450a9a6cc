//! The list on the desk, held against the list of another layer: its version before.

use super::loading::{Held, Loading};
use crate::compare::messages::{CompareMsg, kind_word};
use crate::compare::{Comparing, Comparison, Entry, Kind, Progress, Sides, Thresholds, csv_heading, push_csv_entry};
use crate::patch::diff;
use diming_engine::export::{BYTE_ORDER_MARK, push_csv_row};
use diming_engine::service::{PartContext, PartView};
use diming_protocol::Problem;
use diming_protocol::catalog::{Label, Lang};
use diming_protocol::messages::{distance, text};
use diming_tables_protocol::{
    CompareInfo, CompareState, DeskLine, KindCount, Mapping, ReadChoices, Said, Unfit, write_said,
};
use diming_text::Han;

/// The number under which the file of the version before is read.
pub const FILE: u8 = 1;
/// Kinds that are shown, with their codes.
const KINDS: [(Kind, &str); 8] = [
    (Kind::Unsure, "unsure"),
    (Kind::Renamed, "renamed"),
    (Kind::Moved, "moved"),
    (Kind::Changed, "changed"),
    (Kind::Split, "split"),
    (Kind::Merged, "merged"),
    (Kind::Added, "added"),
    (Kind::Removed, "removed"),
];
/// Names that are told of a group.
const NAMES_MAX: usize = 6;

/// The comparison.
#[derive(Default)]
pub struct Compared {
    stage: Stage,
    revision: u32,
    layer: String,
    /// Only this kind is shown.
    only: Option<Kind>,
    said: CompareState,
}

#[derive(Default)]
enum Stage {
    /// Nothing is compared, or it failed.
    #[default]
    Idle,
    /// The version before is read.
    Loading(Loading),
    /// It is here, and waits for the list on the desk.
    Waiting(Box<Held>),
    /// Both are compared.
    Comparing { before: Box<Held>, comparing: Box<Comparing> },
    /// They were compared.
    Ready { before: Box<Held>, comparison: Box<Comparison>, shown: Vec<Entry> },
}

/// Both lists.
fn sides<'a>(before: &'a Held, after: &'a Held, han: &'a Han) -> Sides<'a> {
    Sides {
        before: &before.read.list,
        before_roles: before.columns.roles,
        after: &after.read.list,
        after_roles: after.columns.roles,
        han,
    }
}

impl Compared {
    /// Holds the list on the desk against that of a layer; an empty id ends it.
    pub fn open(&mut self, cx: &mut PartContext, id: &str) {
        self.close(cx);
        if let Some(loading) = Loading::begin(cx, id, FILE, ReadChoices::default()) {
            self.layer = id.to_owned();
            self.stage = Stage::Loading(loading);
            self.say(cx, CompareState::Reading { done: 0, total: 0 });
        }
    }

    /// Ends it.
    pub fn close(&mut self, cx: &mut PartContext) {
        if let Stage::Loading(loading) = &self.stage {
            loading.abandon(cx);
        }
        (self.stage, self.only) = (Stage::Idle, None);
        self.layer.clear();
        self.say(cx, CompareState::None);
    }

    /// The file that is on its way.
    pub fn loading(&mut self) -> Option<&mut Loading> {
        match &mut self.stage {
            Stage::Loading(loading) => Some(loading),
            _ => None,
        }
    }

    /// It cannot be compared.
    pub fn fail(&mut self, cx: &mut PartContext, problem: Problem) {
        self.stage = Stage::Idle;
        self.say(cx, CompareState::Failed(problem));
    }

    /// The list on the desk has changed: compares anew.
    pub fn begin_again(&mut self) {
        self.stage = match std::mem::take(&mut self.stage) {
            Stage::Comparing { before, .. } | Stage::Ready { before, .. } => Stage::Waiting(before),
            rest => rest,
        };
    }

    /// Whether a step has something to do; `is_there`: the list on the desk is.
    pub fn has_work(&self, view: PartView, is_there: bool) -> bool {
        match &self.stage {
            Stage::Idle | Stage::Ready { .. } => false,
            Stage::Loading(loading) => loading.has_work(view),
            Stage::Waiting(_) | Stage::Comparing { .. } => is_there,
        }
    }

    /// Does about so many units of work. `mappings`: what was said of the columns of lists.
    pub fn step(&mut self, cx: &mut PartContext, after: &Held, (han, mappings): (&Han, &[Mapping]), units: usize) {
        match std::mem::take(&mut self.stage) {
            Stage::Loading(mut loading) => match loading.step(cx.view(), units) {
                Ok(Some(mut before)) => {
                    if let Some(catalog) = cx.view().catalog() {
                        before.take_mapping(catalog, loading.layer(), mappings);
                    }
                    self.stage = Stage::Waiting(Box::new(before));
                }
                Ok(None) => {
                    let (done, total) = loading.progress();
                    self.stage = Stage::Loading(loading);
                    self.say(cx, CompareState::Reading { done, total });
                }
                Err(problem) => self.fail(cx, problem),
            },
            Stage::Waiting(before) if before.is_part || after.is_part => self.say(cx, CompareState::Unfit(Unfit::Part)),
            Stage::Waiting(before) if before.is_shifted || after.is_shifted => {
                self.say(cx, CompareState::Unfit(Unfit::Datum));
            }
            Stage::Waiting(before) => match Comparing::new(&sides(&before, after, han), &Thresholds::default()) {
                Ok(comparing) => self.stage = Stage::Comparing { before, comparing: Box::new(comparing) },
                Err(_) => {
                    let (what, limit) = ("features".to_owned(), crate::compare::ROWS_MAX as u64);
                    self.fail(cx, Problem::Limit { what, limit, found: None });
                }
            },
            Stage::Comparing { before, mut comparing } => match comparing.step(&sides(&before, after, han), units) {
                Progress::Share(share) => {
                    self.stage = Stage::Comparing { before, comparing };
                    self.say(cx, CompareState::Comparing { percent: (share * 100.0) as u32 });
                }
                Progress::Done => {
                    let comparison = Box::new(comparing.finish());
                    self.stage = Stage::Ready { before, comparison, shown: Vec::new() };
                    self.show_again(cx);
                }
            },
            rest => self.stage = rest,
        }
    }

    /// Shows only changes of a kind, by its code; all where it is empty.
    pub fn only(&mut self, cx: &mut PartContext, code: &str) {
        self.only = KINDS.iter().find(|(_, known)| *known == code).map(|(kind, _)| *kind);
        self.show_again(cx);
    }

    fn show_again(&mut self, cx: &mut PartContext) {
        let Stage::Ready { comparison, shown, .. } = &mut self.stage else { return };
        let order = |entry: &Entry| KINDS.iter().position(|(kind, _)| *kind == comparison.kind(*entry));
        let is_shown = |entry: &Entry| {
            let kind = comparison.kind(*entry);
            kind != Kind::Unchanged && self.only.is_none_or(|only| only == kind)
        };
        *shown = comparison.entries().filter(is_shown).collect();
        shown.sort_by_key(order);
        self.revision += 1;
        let counts = comparison.counts();
        let of = |kind: Kind| match kind {
            Kind::Unchanged => counts.unchanged,
            Kind::Changed => counts.changed,
            Kind::Moved => counts.moved,
            Kind::Renamed => counts.renamed,
            Kind::Removed => counts.removed,
            Kind::Added => counts.added,
            Kind::Split => counts.split,
            Kind::Merged => counts.merged,
            Kind::Unsure => counts.unsure,
        };
        let label = |kind: Kind| {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| text(lang, kind_word(kind)).to_owned());
            Label { zh, en }
        };
        let kinds = KINDS.iter().map(|(kind, code)| KindCount {
            code: (*code).to_owned(),
            label: label(*kind),
            count: of(*kind) as u32,
        });
        let info = CompareInfo {
            revision: self.revision,
            layer: self.layer.clone(),
            unchanged: counts.unchanged as u32,
            renumbered: counts.renumbered as u32,
            kinds: kinds.filter(|kind| kind.count > 0).collect(),
            shown: shown.len() as u32,
        };
        self.say(cx, CompareState::Ready(Box::new(info)));
    }

    /// Lines of the changes that are shown, and the revision that they are of.
    pub fn lines(&self, after: &Held, han: &Han, (from, count): (usize, usize), lang: Lang) -> (u32, Vec<DeskLine>) {
        let Stage::Ready { before, comparison, shown } = &self.stage else { return (self.revision, Vec::new()) };
        let both = Both { sides: sides(before, after, han), comparison, before, after, lang };
        let lines = shown.iter().skip(from).take(count).map(|entry| both.line(*entry));
        (self.revision, lines.collect())
    }

    /// All changes as a table for spreadsheets.
    pub fn csv(&self, after: &Held, han: &Han, lang: Lang) -> Option<String> {
        let Stage::Ready { before, comparison, .. } = &self.stage else { return None };
        let sides = sides(before, after, han);
        let mut text = String::from(BYTE_ORDER_MARK);
        push_csv_row(&mut text, &csv_heading(comparison, &sides, lang));
        for numbered in (1..).zip(comparison.entries()) {
            push_csv_entry(&mut text, comparison, &sides, lang, numbered);
        }
        Some(text)
    }

    /// What makes the list on the desk of the version before, as a patch file (`docs/patch.md`).
    pub fn patch(&self, after: &Held, han: &Han) -> Option<String> {
        let Stage::Ready { before, comparison, .. } = &self.stage else { return None };
        Some(diff(&sides(before, after, han), comparison).encode())
    }

    fn say(&mut self, cx: &mut PartContext, state: CompareState) {
        if self.said != state {
            self.said = state.clone();
            cx.say(0, write_said(&Said::Compared(state)));
        }
    }
}

/// What a line of the changes is made of.
struct Both<'a> {
    sides: Sides<'a>,
    comparison: &'a Comparison,
    before: &'a Held,
    after: &'a Held,
    lang: Lang,
}

impl Both<'_> {
    /// Kind, name, what has changed, line before, line after.
    fn line(&self, entry: Entry) -> DeskLine {
        let kind = self.comparison.kind(entry);
        let (before, after): (&[u32], &[u32]) = match &entry {
            Entry::Pair { before, after } => (std::slice::from_ref(before), std::slice::from_ref(after)),
            Entry::Removed(row) => (std::slice::from_ref(row), &[]),
            Entry::Added(row) => (&[], std::slice::from_ref(row)),
            Entry::Group(at) => {
                self.comparison.groups().get(*at).map_or((&[], &[]), |group| (&group.before, &group.after))
            }
        };
        let (was, is) = (self.names(self.before, before), self.names(self.after, after));
        let words = match entry {
            Entry::Pair { before, after } => self.pair_words(kind, before, after),
            Entry::Group(at) => {
                let certainty = self.comparison.groups().get(at).map_or(0, |group| group.certainty);
                format!("{was} → {is} · {} {certainty} %", text(self.lang, CompareMsg::Certainty))
            }
            Entry::Removed(_) | Entry::Added(_) => String::new(),
        };
        let lines = |held: &Held, rows: &[u32]| {
            let lines = rows.iter().map(|row| held.read.list.line(*row as usize).to_string());
            lines.take(NAMES_MAX).collect::<Vec<_>>().join(", ")
        };
        DeskLine {
            cells: vec![
                text(self.lang, kind_word(kind)).to_owned(),
                if is.is_empty() { was } else { is },
                words,
                lines(self.before, before),
                lines(self.after, after),
            ],
            ..DeskLine::default()
        }
    }

    fn names(&self, held: &Held, rows: &[u32]) -> String {
        let name = |row: &u32| held.read.list.cell_of(*row as usize, held.columns.roles.name).to_owned();
        rows.iter().take(NAMES_MAX).map(name).collect::<Vec<_>>().join("、")
    }

    /// How far it has moved, and each field before and after.
    fn pair_words(&self, kind: Kind, before: u32, after: u32) -> String {
        let metres = self.comparison.distance_m(&self.sides, before, after).filter(|_| kind == Kind::Moved);
        let moved = metres.map(|metres| distance(self.lang, metres));
        let fields = self.comparison.changes(&self.sides, before, after).map(|change| {
            let at = change.column.after.and_then(|at| self.sides.after.headings().get(at));
            format!("{}: {} → {}", at.map_or("", String::as_str), change.before, change.after)
        });
        moved.into_iter().chain(fields).collect::<Vec<_>>().join("; ")
    }
}
