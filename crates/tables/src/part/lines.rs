//! The desk's tables, line by line in words, and its files.

use super::loading::Held;
use super::notes::note_sentence;
use super::work::{NO_HAN, input};
use super::{DeskPart, Stage};
use crate::check::messages::unchecked_sentence;
use crate::check::{Input, Problem};
use diming_engine::ingest::Notes;
use diming_engine::query::rows::query_card;
use diming_engine::service::{PartContext, PartView};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::reason;
use diming_protocol::{FeatureId, Note};
use diming_tables_protocol::{DeskFile, DeskLine, DeskTable, KEPT_BYTES_MAX, LINES_MAX, Said, write_said};

/// Most characters of a value in a line.
const VALUE_CHARS_MAX: usize = 200;

impl DeskPart {
    /// Answers lines of a table: which, from where, how many.
    pub(super) fn answer_lines(&self, cx: &mut PartContext, seq: u32, which: (DeskTable, u32, u32), lang: Lang) {
        let (table, from, count) = which;
        if table == DeskTable::Rows {
            let (held, problems) = match &self.stage {
                Stage::Ready { held, report, .. } => (held, &*report.problems),
                Stage::Checking { held, .. } => (held, &[][..]),
                Stage::Idle | Stage::Loading(_) => return,
            };
            let lines = self.sheet.lines(held, problems, (from as usize, count.min(LINES_MAX) as usize));
            let revision = self.sheet.revision;
            return cx.say(seq, write_said(&Said::Lines { table, revision, lang, from, lines }));
        }
        let (Stage::Ready { held, report, shown }, Some(open)) = (&self.stage, &self.open) else { return };
        if table == DeskTable::Changes {
            let han = self.han.as_deref().unwrap_or(&NO_HAN);
            let part = (from as usize, count.min(LINES_MAX) as usize);
            let (revision, lines) = self.compared.lines(held, han, part, lang);
            return cx.say(seq, write_said(&Said::Lines { table, revision, lang, from, lines }));
        }
        if table == DeskTable::Places {
            let part = (from as usize, count.min(LINES_MAX) as usize);
            let (revision, lines) = self.places.lines(held, part, lang);
            return cx.say(seq, write_said(&Said::Lines { table, revision, lang, from, lines }));
        }
        let means = self.means();
        let Some(input) = input(cx.view(), held, &means) else { return };
        let (from_ix, count) = (from as usize, count.min(LINES_MAX) as usize);
        let lines: Vec<DeskLine> = match table {
            DeskTable::Problems => {
                let problems =
                    shown.iter().skip(from_ix).take(count).filter_map(|at| report.problems.get(*at as usize));
                problems.map(|problem| problem_line((cx.view(), open.layer), held, &input, problem, lang)).collect()
            }
            DeskTable::Unchecked => {
                let unchecked = report.unchecked.iter().skip(from_ix).take(count);
                unchecked.map(|unchecked| sentence(vec![unchecked_sentence(lang, unchecked, &input)])).collect()
            }
            // Answered above.
            DeskTable::Changes | DeskTable::Places | DeskTable::Rows => Vec::new(),
            DeskTable::Reading if !held.is_file => {
                let notes = cx.view().notes(open.layer).map_or(&[][..], Notes::kept);
                notes.iter().skip(from_ix).take(count).map(|note| layer_note(lang, note)).collect()
            }
            DeskTable::Reading => {
                let notes = held.read.notes.iter().skip(from_ix).take(count);
                notes.map(|note| sentence(vec![note.line.to_string(), note_sentence(lang, note, &held.read)])).collect()
            }
        };
        let revision = self.revision;
        cx.say(seq, write_said(&Said::Lines { table, revision, lang, from, lines }));
    }

    /// Gives the list as text, for the page to keep.
    pub(super) fn keep(&mut self, cx: &mut PartContext, number: u32) {
        let Some(held) = self.held() else { return };
        let text = (held.read.list.bytes() <= KEPT_BYTES_MAX).then(|| list_csv(held));
        cx.say(0, write_said(&Said::Kept(number, text)));
    }

    /// A file: its name and text.
    pub(super) fn saved(&self, view: PartView, file: DeskFile, lang: Lang) -> Option<(String, String)> {
        // The list itself is there while it is checked again.
        if let (DeskFile::List, Stage::Checking { held, .. }) = (file, &self.stage) {
            return Some(("list.csv".to_owned(), list_csv(held)));
        }
        let Stage::Ready { held, report, .. } = &self.stage else { return None };
        match file {
            DeskFile::Report => {
                let means = self.means();
                let input = input(view, held, &means)?;
                Some(("report.csv".to_owned(), report.csv(&input, lang)))
            }
            DeskFile::Changes => {
                let han = self.han.as_deref().unwrap_or(&NO_HAN);
                Some(("changes.csv".to_owned(), self.compared.csv(held, han, lang)?))
            }
            DeskFile::Patch => {
                let han = self.han.as_deref().unwrap_or(&NO_HAN);
                Some(("patch.json".to_owned(), self.compared.patch(held, han)?))
            }
            DeskFile::List => Some(("list.csv".to_owned(), list_csv(held))),
        }
    }
}

/// The list as it is now, under its own headings.
fn list_csv(held: &Held) -> String {
    crate::save::list_csv(&held.read.list, &held.kept_columns())
}

fn sentence(cells: Vec<String>) -> DeskLine {
    DeskLine { cells, ..DeskLine::default() }
}

/// A note of a layer: the number of its record, what it says.
fn layer_note(lang: Lang, note: &Note) -> DeskLine {
    let row = note.row.map_or_else(String::new, |row| (u64::from(row) + 1).to_string());
    let parts = [&*note.field, &*note.value, reason(lang, note.reason)];
    sentence(vec![row, parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")])
}

fn problem_line(at: (PartView, usize), held: &Held, input: &Input, problem: &Problem, lang: Lang) -> DeskLine {
    let (view, layer) = at;
    let column = problem.column.and_then(|column| input.columns.list.get(column as usize));
    let name = input.list.cell_of(problem.row as usize, input.columns.roles.name);
    let repairs: Vec<&str> = problem.repairs.iter().map(|repair| repair.value.as_str()).collect();
    let at = match problem.a1(input) {
        at if held.is_file && !at.is_empty() => at,
        _ if held.is_file => problem.line(input).to_string(),
        _ => (problem.row + 1).to_string(),
    };
    DeskLine {
        cells: vec![
            at,
            short(name),
            column.map_or_else(String::new, |column| column.heading.clone()),
            short(problem.value(input)),
            problem.sentence(input, lang),
            repairs.join(", "),
        ],
        weight: problem.weight.code().to_owned(),
        is_repairable: !problem.repairs.is_empty(),
        feature: feature_of(view, layer, problem.row as usize, name),
        marks: problem.column.map(|column| (column, problem.weight.code().to_owned())).into_iter().collect(),
        row: problem.row,
        ..DeskLine::default()
    }
}

/// The record of a row, where row and record have one name: rows that are no record would shift all that follow.
fn feature_of(view: PartView, layer: usize, row: usize, name: &str) -> Option<FeatureId> {
    view.with_data(|data| {
        let id = FeatureId::new(layer, row);
        let is_there = data.tables.get(layer).is_some_and(|table| row < table.len());
        let card = is_there.then(|| query_card(data, id)).flatten()?;
        (!name.is_empty() && card.name == name).then_some(id)
    })
    .flatten()
}

fn short(text: &str) -> String {
    match text.char_indices().nth(VALUE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
