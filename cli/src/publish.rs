//! `diming publish`: a list becomes a layer of a site's data, as a ZIP or in a folder.

use crate::Result;
use crate::built_in::HAN;
use crate::catalog::{MEMBERS, layer_of, parse_catalog};
use crate::convert::notes;
use crate::input::{Input, list_with_shapes};
use crate::site_files::replace;
use diming_protocol::catalog::{Datum, Label};
use diming_tables::List;
use diming_tables::publish::entry::{NewLayer, propose};
use diming_tables::publish::folder::{Files, is_made, site_files, zip};
use diming_tables::publish::questions::{Answer, Asked, Question};
use diming_tables::publish::{CATALOG, Change, Order, Published, Refused, Target, publish};
use diming_text::Han;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Reasons that are printed; the rest are counted.
const REASONS_MAX: usize = 50;

/// What is published, and how.
pub struct Publishing<'a> {
    /// The list: delimited text, a workbook, GeoJSON, or `-` for the standard input.
    pub list: &'a str,
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// The data folder, with catalog.json.
    pub data: &'a Path,
    /// Which layer it becomes.
    pub layer: Becomes<'a>,
    /// The datum of its positions; by default that of the layer that it replaces, else WGS 84.
    pub datum: Option<Datum>,
    /// Headings of columns that are published though the page does not show them.
    pub keep: &'a [String],
    /// Headings of columns that are left out.
    pub leave_out: &'a [String],
    /// Whether the result is printed as JSON.
    pub is_json: bool,
    /// Today, `yyyymmdd`.
    pub today: u32,
}

/// Which layer a list becomes.
pub enum Becomes<'a> {
    /// The layer of this id, whose records it replaces.
    Replace(&'a str),
    /// A new one.
    New {
        /// Its id.
        id: &'a str,
        /// Its label.
        label: Label,
        /// Where the data come from; may be empty.
        attribution: &'a str,
        /// Decimals to which its positions are rounded.
        decimals: Option<u8>,
    },
}

/// Where the files go.
pub enum Out<'a> {
    /// A ZIP, to be unpacked over the site's folder.
    Zip(&'a Path),
    /// A folder of the site.
    Folder(&'a Path),
}

/// Publishes; `true` where it is refused, for the reasons that go to the standard error.
///
/// # Errors
/// A file cannot be read or written, or a heading is none of the list.
pub fn run(publishing: &Publishing, to: &Out, out: &mut impl Write) -> Result<bool> {
    let data = folder_files(publishing.data)?;
    let catalog_text = data.get(CATALOG).ok_or_else(|| format!("{}: no {CATALOG}", publishing.data.display()))?;
    let mut catalog = parse_catalog(catalog_text).map_err(|problem| format!("{CATALOG}: {problem:?}"))?;
    let replaced = match publishing.layer {
        Becomes::Replace(id) => Some(id),
        Becomes::New { .. } => None,
    };
    let layer = layer_of(&mut catalog, replaced)?;
    let Input { read, columns, told, shapes } = list_with_shapes(publishing.list, publishing.sheet, &catalog, layer)?;
    told.iter().for_each(|line| eprintln!("{line}"));
    let list = &read.list;
    let answers = answers(list, publishing)?;
    let target = match &publishing.layer {
        Becomes::Replace(id) => Target::Replace((*id).to_owned()),
        Becomes::New { id, label, attribution, decimals } => {
            let attribution = Label { zh: (*attribution).to_owned(), en: String::new() };
            let shown = without(list, &answers);
            let proposed = propose(&shown, &columns, &catalog, id, label.clone());
            Target::Add(Box::new(NewLayer { attribution, decimals: *decimals, ..proposed }))
        }
    };
    let datum = publishing.datum.or_else(|| catalog.layers.get(layer).map(|layer| layer.datum)).unwrap_or_default();
    let order =
        Order { list, columns: &columns, shapes: &shapes, datum, target: &target, answers: &answers, said: &[] };
    let published = match publish(&data, MEMBERS, order) {
        Ok(published) => published,
        Err(refused) => {
            let asked = unanswered(&refused);
            tell_refusal(publishing, &refused, &asked, out)?;
            return Ok(true);
        }
    };
    let files = site(&data, &published, publishing.today)?;
    match to {
        Out::Zip(path) => {
            let bytes = zip(&files, publishing.today)?;
            std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Out::Folder(dir) => write_folder(dir, &files)?,
    }
    tell(publishing, &published, out)?;
    Ok(false)
}

/// The files of a data folder by their paths, without those that are made of others.
///
/// # Errors
/// One cannot be read.
pub fn folder_files(dir: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![(dir.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else if !is_made(&path) {
                let bytes = std::fs::read(entry.path()).map_err(|error| format!("{path}: {error}"))?;
                files.insert(path, bytes);
            }
        }
    }
    Ok(files)
}

/// The files of the site, with `list.html`.
fn site(data: &Files, published: &Published, today: u32) -> Result<Files> {
    let han = Han::parse(data.get("dict/han.bin").map_or(HAN, Vec::as_slice))?;
    Ok(site_files(&published.files, published.catalog.clone(), &han, today)?)
}

/// Writes the files that differ into a folder. Compressed copies of an older one go: a server would still deliver them.
fn write_folder(dir: &Path, files: &Files) -> Result<()> {
    for (path, bytes) in files {
        let file = dir.join(path);
        if std::fs::read(&file).is_ok_and(|there| there == *bytes) {
            continue;
        }
        std::fs::create_dir_all(file.parent().unwrap_or(dir))?;
        replace(&file, bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}

/// What the headings say of the columns.
fn answers(list: &List, publishing: &Publishing) -> Result<BTreeMap<usize, Answer>> {
    let mut answers = BTreeMap::new();
    for (headings, answer) in [(publishing.keep, Answer::Keep), (publishing.leave_out, Answer::LeaveOut)] {
        for heading in headings {
            let columns: Vec<usize> = (0..list.width()).filter(|at| list.headings()[*at] == *heading).collect();
            if columns.is_empty() {
                return Err(format!("the list has no column {heading}: {}", list.headings().join(", ")).into());
            }
            for column in columns {
                if answers.insert(column, answer).is_some_and(|other| other != answer) {
                    return Err(format!("column {heading} is both kept and left out").into());
                }
            }
        }
    }
    Ok(answers)
}

/// The list with empty cells in the columns that are left out, so that a layer is proposed without them.
fn without(list: &List, answers: &BTreeMap<usize, Answer>) -> List {
    let mut shown = list.clone();
    for (column, _) in answers.iter().filter(|(_, answer)| **answer == Answer::LeaveOut) {
        for row in 0..list.len() {
            shown.set(row, *column, "");
        }
    }
    shown
}

fn unanswered(refused: &Refused) -> Vec<&Question> {
    match refused {
        Refused::Objections(objections) => objections.iter().filter_map(|objection| objection.question()).collect(),
        _ => Vec::new(),
    }
}

fn tell_refusal(publishing: &Publishing, refused: &Refused, asked: &[&Question], out: &mut impl Write) -> Result<()> {
    let reasons = refused.reasons();
    if publishing.is_json {
        let question = |question: &&Question| {
            let why = match question.why {
                Asked::Unknown => "unknown",
                Asked::NotShown => "not_shown",
                Asked::OfficerOnly => "officer_only",
            };
            json!({"column": question.heading, "why": why, "filled": question.filled, "examples": question.examples})
        };
        let questions: Vec<Value> = asked.iter().map(question).collect();
        writeln!(out, "{}", json!({"is_published": false, "reasons": reasons, "questions": questions}))?;
        return Ok(());
    }
    eprintln!("diming: the list is not published:");
    reasons.iter().take(REASONS_MAX).for_each(|reason| eprintln!("  {reason}"));
    if reasons.len() > REASONS_MAX {
        eprintln!("  {} more", reasons.len() - REASONS_MAX);
    }
    if !asked.is_empty() {
        eprintln!("Say of each column --keep or --leave-out: what is published can be read by everybody.");
    }
    Ok(())
}

/// What was published: the difference of the catalog, or all of it as JSON, and notes.
fn tell(publishing: &Publishing, published: &Published, out: &mut impl Write) -> Result<()> {
    let notes = notes(&published.saved);
    let sign = |change| match change {
        Change::Same => " ",
        Change::Removed => "-",
        Change::Added => "+",
    };
    let diff: Vec<String> = published.diff.iter().map(|line| format!("{}{}", sign(line.change), line.text)).collect();
    if publishing.is_json {
        let column = |(heading, name): &(String, String)| json!({"heading": heading, "name": name});
        let columns: Vec<Value> = published.columns.iter().map(column).collect();
        let told = json!({
            "is_published": true, "file": published.source, "records": published.saved.records,
            "unplaced": published.saved.unplaced, "columns": columns, "left_out": published.left_out,
            "notes": notes, "catalog": diff,
        });
        writeln!(out, "{told}")?;
        return Ok(());
    }
    for line in diff {
        writeln!(out, "{line}")?;
    }
    let headings: Vec<&str> = published.columns.iter().map(|(heading, _)| heading.as_str()).collect();
    eprintln!("{}: {}", published.source, notes.join("; "));
    eprintln!("columns published: {}", headings.join(", "));
    if !published.left_out.is_empty() {
        eprintln!("columns left out: {}", published.left_out.join(", "));
    }
    Ok(())
}
