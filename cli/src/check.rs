//! `diming check`: what is wrong in a list, a line each.

use crate::Result;
use crate::built_in::{HAN, STANDARD};
use crate::catalog::{catalog_of, layer_of};
use crate::input::{Input, list};
use diming_engine::dataset::Date;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::text;
use diming_tables::check::messages::{CheckMsg, rule_label, unchecked_sentence, weight_label};
use diming_tables::check::{Check, Report, Tables};
use diming_tables::desk::Desk;
use diming_text::{Book, Han, Standard};
use serde_json::json;
use std::io::Write;

/// Units of work between looks at how far it is.
const STEP_UNITS: u64 = 200_000;

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A sentence each.
    Words,
    /// A line of JSON each.
    Json,
    /// A table for spreadsheets.
    Csv,
}

/// What is checked, and by what.
pub struct Files<'a> {
    /// The list: delimited text, a workbook, GeoJSON, or `-` for the standard input.
    pub list: &'a str,
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// A catalog whose fields the columns are; by default the sample's.
    pub catalog: Option<&'a str>,
    /// The layer that the list is of; by default it may have any field.
    pub layer: Option<&'a str>,
    /// Thresholds; by default those built in.
    pub settings: Option<&'a str>,
    /// The language of sentences.
    pub lang: Lang,
    /// How problems are printed.
    pub form: Form,
    /// Today, `yyyymmdd`.
    pub today: u32,
}

/// Checks and prints; `true` where a problem was found. What was not checked, and a sum, go to the standard error.
///
/// # Errors
/// A file cannot be read.
pub fn run(files: &Files, out: &mut impl Write) -> Result<bool> {
    let mut catalog = catalog_of(files.catalog)?;
    let layer = layer_of(&mut catalog, files.layer)?;
    let Input { read, columns, told, .. } = list(files.list, files.sheet, &catalog, layer)?;
    told.iter().for_each(|line| eprintln!("{line}"));
    let desk = match files.settings {
        Some(path) => Desk::parse(&std::fs::read(path).map_err(|error| format!("{path}: {error}"))?)
            .map_err(|fault| format!("{path}: {fault}"))?,
        None => Desk::built_in(),
    };
    let (han, standard, book) = (Han::parse(HAN)?, Standard::parse(STANDARD), Book::new(&[], &[], &[]));
    let input = diming_tables::check::Input {
        catalog: &catalog,
        list: &read.list,
        columns: &columns,
        origin: &read.origin,
        thresholds: &desk.check,
        tables: Tables { han: &han, standard: &standard, book: &book },
        today: Date::from_number(files.today),
    };
    let report = checked(&input);
    print(files, &input, &report, out)?;
    for unchecked in &report.unchecked {
        eprintln!("{}: {}", text(files.lang, CheckMsg::NotChecked), unchecked_sentence(files.lang, unchecked, &input));
    }
    let [errors, warnings, advice] = report.summary.by_weight;
    let summary = &report.summary;
    eprintln!(
        "{}: {} rows, {} with a problem; {errors} errors, {warnings} warnings, {advice} pieces of advice",
        files.list, summary.rows, summary.rows_with_problems
    );
    Ok(summary.total() > 0)
}

/// Checks with a word of how far it is, where it takes long.
fn checked(input: &diming_tables::check::Input) -> Report {
    let mut check = Check::new(input);
    let mut told = 0;
    loop {
        let progress = check.step(input, STEP_UNITS);
        if progress.is_done {
            break;
        }
        let percent = progress.done * 100 / progress.total.max(1);
        if percent >= told + 10 {
            told = percent;
            eprintln!("{percent} %");
        }
    }
    check.finish(input).unwrap_or_default()
}

fn print(files: &Files, input: &diming_tables::check::Input, report: &Report, out: &mut impl Write) -> Result<()> {
    let lang = files.lang;
    if files.form == Form::Csv {
        return Ok(out.write_all(report.csv(input, lang).as_bytes())?);
    }
    for problem in &report.problems {
        let heading = problem.column.and_then(|column| input.list.headings().get(column as usize));
        let (at, line, sentence) = (problem.a1(input), problem.line(input), problem.sentence(input, lang));
        let name = input.list.cell_of(problem.row as usize, input.columns.roles.name);
        if files.form == Form::Json {
            let repairs: serde_json::Map<_, _> = problem
                .repairs
                .iter()
                .filter_map(|repair| {
                    Some((input.list.headings().get(repair.column as usize)?.clone(), json!(repair.value)))
                })
                .collect();
            let line = json!({
                "rule": problem.rule.code(), "weight": problem.weight.code(), "line": line, "cell": at, "id": problem.id(input),
                "name": name, "column": heading, "value": problem.value(input), "reason": problem.reason.code(),
                "told": sentence, "repair": repairs,
            });
            writeln!(out, "{line}")?;
        } else {
            let (weight, rule) = (text(lang, weight_label(problem.weight)), text(lang, rule_label(problem.rule)));
            let repair = problem.repair().map_or_else(String::new, |repair| format!(" → {repair}"));
            let heading = heading.map_or("", String::as_str);
            writeln!(
                out,
                "{line}\t{at}\t{weight}\t{rule}\t{name}\t{heading}\t{}\t{sentence}{repair}",
                problem.value(input)
            )?;
        }
    }
    Ok(())
}
