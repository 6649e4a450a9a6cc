//! The list as a file of bytes: a workbook with its problems marked, or GeoJSON.

use super::loading::Held;
use super::messages::SaveMsg;
use super::publish::has_shapes;
use super::sheet::of_row;
use super::work::input;
use super::{DeskPart, Stage};
use crate::check::{Input, Problem, REASON, REPORT_WIDTH, Report, Weight};
use crate::save::{Cell, Fill, Saving, XlsxFault, XlsxWriter, geojson, is_clean_number, width};
use diming_engine::service::{PartContext, PartView};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{fill, text};
use diming_tables_protocol::{ListForm, Said, write_said};

/// Problems by which the width of a column is found.
const WIDTH_LINES: usize = 200;

impl DeskPart {
    /// Makes the file that was asked for, once the list is checked.
    pub(super) fn save_wanted(&mut self, cx: &mut PartContext) {
        let Stage::Ready { held, report, .. } = &self.stage else { return };
        let Some((form, lang)) = self.saving else { return };
        let means = self.means();
        let made = input(cx.view(), held, &means).and_then(|input| match form {
            ListForm::Xlsx => Some(xlsx(held, report, &input, lang).map_err(|fault| fault_words(lang, &fault))),
            ListForm::GeoJson => list_geojson(cx.view(), held, lang),
        });
        let version = held.history.version();
        self.saving = None;
        if let Some(made) = made {
            let name = match form {
                ListForm::Xlsx => "list.xlsx",
                ListForm::GeoJson => "list.geojson",
            };
            let made = made.map(|bytes| (name.to_owned(), bytes));
            cx.say(0, write_said(&Said::Saved { version, made }));
        }
    }
}

/// All columns as GeoJSON, as the layer has positions; or why not. `None` before the catalog is there.
fn list_geojson(view: PartView, held: &Held, lang: Lang) -> Option<Result<Vec<u8>, String>> {
    if has_shapes(view, held) {
        return Some(Err(text(lang, SaveMsg::Shapes).to_owned()));
    }
    let layer = view.catalog()?.layers.get(held.layer)?;
    let (list, chosen) = (&held.read.list, held.kept_columns());
    let saving = Saving { list, columns: &held.columns, chosen: &chosen, layer, datum: held.datum, shapes: &[] };
    Some(Ok(geojson(saving).text.into_bytes()))
}

/// The list with its problems marked, and the problems.
fn xlsx(held: &Held, report: &Report, input: &Input, lang: Lang) -> Result<Vec<u8>, XlsxFault> {
    let names = [SaveMsg::List, SaveMsg::Problems].map(|msg| text(lang, msg));
    let mut writer = XlsxWriter::new(&names)?;
    let mark = |row: usize, column: usize| {
        let problems = of_row(&report.problems, row as u32).iter();
        let weights = problems.filter(|problem| problem.column == Some(column as u32)).map(|problem| problem.weight);
        weights.min().map_or(Fill::None, fill_of)
    };
    writer.list((&held.read.list, &held.columns), &held.kept_columns(), mark)?;
    problem_sheet(&mut writer, report, input, lang)?;
    writer.finish()
}

/// The table of problems as the next sheet; below it what was not checked and which texts of the list were cut.
fn problem_sheet(writer: &mut XlsxWriter, report: &Report, input: &Input, lang: Lang) -> Result<(), XlsxFault> {
    let cut = writer.cut().to_vec();
    let line = |problem: &Problem| problem.report_line(input, lang);
    let heading = Report::heading(lang);
    let first: Vec<_> = report.problems.iter().take(WIDTH_LINES).map(line).collect();
    let width_of = |at: usize| width(first.iter().chain([&heading]).map(|cells| cells[at].as_str()));
    writer.begin_sheet(heading.iter().enumerate().map(|(at, heading)| (heading.as_str(), width_of(at))))?;
    for problem in &report.problems {
        push(writer, &line(problem), fill_of(problem.weight))?;
    }
    for unchecked in &report.unchecked {
        push(writer, &unchecked.report_line(input, lang), Fill::None)?;
    }
    for (_, cell) in &cut {
        let mut cells = [const { String::new() }; REPORT_WIDTH];
        cells[REASON] = fill(lang, SaveMsg::Cut, &[("cell", cell)]);
        push(writer, &cells, Fill::None)?;
    }
    Ok(())
}

/// Adds a line of problems: its weight is filled, its line is a number.
fn push(writer: &mut XlsxWriter, cells: &[String; REPORT_WIDTH], weight: Fill) -> Result<(), XlsxFault> {
    const LINE: usize = 2;
    writer.row(cells.iter().enumerate().map(|(at, text)| {
        let fill = if at == 0 { weight } else { Fill::None };
        match at {
            _ if text.is_empty() => (Cell::Empty, fill),
            LINE if is_clean_number(text) => (Cell::Number(text), fill),
            _ => (Cell::Text(text.as_str().into()), fill),
        }
    }))
}

fn fill_of(weight: Weight) -> Fill {
    match weight {
        Weight::Error => Fill::Error,
        Weight::Warn => Fill::Warn,
        Weight::Advice => Fill::Advice,
    }
}

fn fault_words(lang: Lang, fault: &XlsxFault) -> String {
    match fault {
        XlsxFault::Rows | XlsxFault::Columns => text(lang, SaveMsg::TooLarge).to_owned(),
        XlsxFault::Zip(_) | XlsxFault::Io(_) => fill(lang, SaveMsg::Failed, &[("why", &fault.to_string())]),
    }
}
