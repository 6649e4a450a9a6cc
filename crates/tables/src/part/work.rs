//! The steps of the desk: bytes, list, report; and what a change asks for.

use super::history::History;
use super::loading::Held;
use super::places::Accepted;
use super::sheet::of_row;
use super::{DeskPart, Stage};
use crate::check::messages::rule_label;
use crate::check::{Check, Input, Report, Rule, Tables};
use crate::desk::Thresholds;
use diming_engine::dataset::Date;
use diming_engine::service::{PartContext, PartView};
use diming_protocol::catalog::{Label, Lang};
use diming_protocol::messages::text;
use diming_tables_protocol::{DeskInfo, DeskState, KindCount, Said, write_said};
use diming_text::{Book, Han, Standard};
use std::sync::LazyLock;

/// Stands in for the table of characters where it is missing.
pub(super) static NO_HAN: LazyLock<Han> = LazyLock::new(Han::blank);

/// What a list is checked by, beside the catalog.
pub(super) struct Means<'a> {
    pub thresholds: &'a Thresholds,
    pub han: Option<&'a Han>,
    pub standard: &'a Standard,
    pub book: &'a Book,
}

/// What the check of a list goes by; `None` before a catalog is open.
pub(super) fn input<'a>(view: PartView<'a>, held: &'a Held, means: &Means<'a>) -> Option<Input<'a>> {
    let catalog = view.catalog()?;
    let tables = Tables { han: means.han.unwrap_or(&NO_HAN), standard: means.standard, book: means.book };
    Some(Input {
        catalog,
        list: &held.read.list,
        columns: &held.columns,
        origin: &held.read.origin,
        thresholds: means.thresholds,
        tables,
        today: Date::from_number(view.today()),
    })
}

impl DeskPart {
    pub(super) fn means(&self) -> Means<'_> {
        Means { thresholds: &self.desk.check, han: self.han.as_deref(), standard: &self.standard, book: &self.book }
    }

    /// Does about so many units of work.
    pub(super) fn work(&mut self, cx: &mut PartContext, units: usize) {
        self.show_sheet(cx, units);
        self.save_wanted(cx);
        match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Loading(mut loading) => match loading.step(cx.view(), units) {
                Ok(Some(mut held)) => {
                    if let (Some(catalog), Some(open)) = (cx.view().catalog(), &self.open) {
                        held.take_mapping(catalog, open.layer, &self.mappings);
                    }
                    self.sheet.begin();
                    self.han = cx.view().characters().cloned();
                    self.stage = Stage::Ready { held: Box::new(held), report: Box::default(), shown: Vec::new() };
                    self.check_again(cx.view());
                }
                Ok(None) => {
                    let (done, total) = loading.progress();
                    self.stage = Stage::Loading(loading);
                    self.say_state(cx, DeskState::Reading { done, total });
                }
                Err(problem) => self.fail(cx, problem),
            },
            Stage::Checking { held, check } => self.check_some(cx, held, check, units),
            Stage::Ready { held, report, shown } => {
                let han = self.han.as_deref().unwrap_or(&NO_HAN);
                if self.publishing.has_work() {
                    self.publishing.step(cx, &held, (han, self.members));
                    self.stage = Stage::Ready { held, report, shown };
                    return;
                }
                match (self.compared.has_work(cx.view(), true), &self.open) {
                    (false, Some(open)) => self.places.step(cx, &held, open.layer, (han, units)),
                    _ => self.compared.step(cx, &held, (han, &self.mappings), units),
                }
                self.stage = Stage::Ready { held, report, shown };
            }
            Stage::Idle => {}
        }
    }

    /// Works on the table's rows, and says how it stands; also while the list is checked.
    fn show_sheet(&mut self, cx: &mut PartContext, units: usize) {
        let (held, problems) = match &self.stage {
            Stage::Ready { held, report, .. } => (held, &*report.problems),
            // Which rows have problems is not known yet.
            Stage::Checking { held, .. } if !self.sheet.needs_problems() => (held, &[][..]),
            _ => return,
        };
        self.sheet.step(&held.read.list, |row| !of_row(problems, row).is_empty(), units);
        if let Some(info) = self.sheet.say_once(held) {
            cx.say(0, write_said(&Said::Sheet(Box::new(info))));
        }
    }

    /// Checks the list that is held from its first row.
    pub(super) fn check_again(&mut self, view: PartView) {
        match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Ready { held, .. } | Stage::Checking { held, .. } => {
                let check = input(view, &held, &self.means()).map(|input| Box::new(Check::new(&input)));
                if let Some(check) = check {
                    self.compared.begin_again();
                    self.places.begin_again();
                    self.publishing.begin_again();
                    self.stage = Stage::Checking { held, check };
                }
            }
            rest => self.stage = rest,
        }
    }

    fn check_some(&mut self, cx: &mut PartContext, held: Box<Held>, mut check: Box<Check>, units: usize) {
        let means = self.means();
        let Some(input) = input(cx.view(), &held, &means) else { return };
        let progress = check.step(&input, units as u64);
        if !progress.is_done {
            self.stage = Stage::Checking { held, check };
            return self.say_state(cx, DeskState::Checking { done: progress.done, total: progress.total });
        }
        let report = Box::new(check.finish(&input).unwrap_or_default());
        // Its cells are marked anew.
        self.sheet.changed();
        self.stage = Stage::Ready { held, report, shown: Vec::new() };
        self.show_again(cx);
    }

    /// Works out anew which problems are shown, and says how the list stands.
    pub(super) fn show_again(&mut self, cx: &mut PartContext) {
        let (rule, weight) = self.only;
        let Stage::Ready { report, shown, .. } = &mut self.stage else { return };
        let passes = |at: &u32| {
            let problem = report.problems.get(*at as usize);
            problem.is_some_and(|p| rule.is_none_or(|r| r == p.rule) && weight.is_none_or(|w| w == p.weight))
        };
        *shown = (0..report.problems.len() as u32).filter(passes).collect();
        self.revision += 1;
        let info = self.info(cx.view());
        self.say_state(cx, DeskState::Ready(Box::new(info)));
    }

    fn info(&self, view: PartView) -> DeskInfo {
        let (Stage::Ready { held, report, shown }, Some(open)) = (&self.stage, &self.open) else {
            return DeskInfo::default();
        };
        let summary = &report.summary;
        let repairable = |at: &&u32| report.problems.get(**at as usize).is_some_and(|p| !p.repairs.is_empty());
        let (undo, redo) = held.history.steps();
        DeskInfo {
            revision: self.revision,
            layer: open.id.clone(),
            rows: summary.rows,
            rows_with_problems: summary.rows_with_problems,
            by_weight: summary.by_weight.map(|count| count as u32),
            by_rule: rule_counts(report),
            shown: shown.len() as u32,
            repairable: shown.iter().filter(repairable).count() as u32,
            unchecked: report.unchecked.len() as u32,
            reading: match held.is_file {
                true => held.read.notes.len() as u32,
                false => view.notes(open.layer).map_or(0, |notes| notes.kept().len() as u32),
            },
            choices: held.choices,
            heading_line: if held.is_file { held.read.heading_line } else { 0 },
            changed_rows: held.history.changed_rows(),
            changed_cells: held.read.list.changed_cells() as u32,
            version: held.history.version(),
            undo,
            redo,
            is_own_file: open.is_own_file,
            is_part: held.is_part,
        }
    }

    /// Makes the repairs of a shown problem, or of all shown ones, as one change.
    pub(super) fn repair(&mut self, view: PartView, (revision, which): (u32, Option<u32>)) {
        let Stage::Ready { held, report, shown } = &mut self.stage else { return };
        if revision != self.revision {
            return;
        }
        let chosen: Vec<u32> = match which {
            Some(number) => shown.get(number as usize).copied().into_iter().collect(),
            None => shown.clone(),
        };
        let problems = chosen.iter().filter_map(|at| report.problems.get(*at as usize));
        let cells = problems.flat_map(|p| p.repairs.iter().map(|repair| (p.row, repair.column, repair.value.clone())));
        if held.history.change(&mut held.read.list, cells) {
            self.renew_sheet();
            self.check_again(view);
        }
    }

    /// Gives rows places, as one change.
    pub(super) fn accept(&mut self, view: PartView, accepted: &[Accepted]) {
        let (Stage::Ready { held, .. }, Some(open)) = (&mut self.stage, &self.open) else { return };
        if accepted.is_empty() {
            return;
        }
        let Some(columns) = held.place_columns(view, open.layer) else { return };
        let cells = accepted.iter().flat_map(|place| columns.cells(place));
        if held.history.change(&mut held.read.list, cells) {
            self.renew_sheet();
            self.check_again(view);
        }
    }

    /// Takes a change back, or makes it again.
    pub(super) fn change_back(&mut self, view: PartView, go: fn(&mut History, &mut crate::List) -> bool) {
        let Some(held) = self.held() else { return };
        if go(&mut held.history, &mut held.read.list) {
            self.renew_sheet();
            self.check_again(view);
        }
    }
}

/// The rules that found something, with their names.
fn rule_counts(report: &Report) -> Vec<KindCount> {
    let counts = Rule::ALL.into_iter().zip(&report.summary.by_rule);
    let counts = counts.map(|(rule, by_weight)| (rule, by_weight.iter().sum::<u64>() as u32)).filter(|(_, n)| *n > 0);
    let label = |rule: Rule| {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| text(lang, rule_label(rule)).to_owned());
        Label { zh, en }
    };
    counts.map(|(rule, count)| KindCount { code: rule.code().to_owned(), label: label(rule), count }).collect()
}
