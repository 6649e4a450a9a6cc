//! What a person is asked of a list before it is published: each column that nobody would miss on the page.

use crate::columns::Columns;
use crate::list::List;
use diming_engine::service::own_layer;
use diming_protocol::catalog::{Catalog, Datum, Layer, keys};
use std::collections::BTreeMap;
use std::fmt;

/// Values of a column that are shown with its question.
const EXAMPLES_MAX: usize = 3;

/// Why a column is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The layer does not know it.
    Unknown,
    /// The layer knows it, and shows it nowhere.
    NotShown,
    /// It is for officers only: it can only be left out.
    OfficerOnly,
}

/// A question: is this column to stand in the published file, where everybody can read it?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The column of the list.
    pub column: usize,
    /// Its heading.
    pub heading: String,
    /// Why it is asked.
    pub why: Asked,
    /// Cells that hold something.
    pub filled: usize,
    /// The first different values.
    pub examples: Vec<String>,
}

/// What a person says of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is published.
    Keep,
    /// It is left out of the file.
    LeaveOut,
}

/// Why a list is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// Nobody has said whether the column is to be kept.
    Unanswered(Question),
    /// It is to be kept, but is for officers only.
    OfficerOnly(Question),
    /// A row whose 密级 is not 公开: its line, and what it says.
    Secrecy {
        /// Line of the source, from 1.
        line: u32,
        /// The 密级.
        secrecy: String,
    },
    /// No column is the name of a record.
    NoName,
}

impl Objection {
    /// The question that is to be answered, or answered otherwise.
    pub fn question(&self) -> Option<&Question> {
        match self {
            Objection::Unanswered(question) | Objection::OfficerOnly(question) => Some(question),
            Objection::Secrecy { .. } | Objection::NoName => None,
        }
    }
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Objection::Unanswered(question) => {
                let why = match question.why {
                    Asked::Unknown => "the layer does not know it",
                    Asked::NotShown => "the layer does not show it",
                    Asked::OfficerOnly => "it is for officers only",
                };
                write!(f, "column “{}” is neither kept nor left out: {why}", question.heading)?;
                write!(f, "; {} cells, such as {}", question.filled, question.examples.join(" | "))
            }
            Objection::OfficerOnly(question) => {
                write!(f, "column “{}” is for officers only: it can only be left out", question.heading)
            }
            Objection::Secrecy { line, secrecy } => write!(f, "line {line}: 密级 is {secrecy}, not {}", keys::PUBLIC),
            Objection::NoName => f.write_str("no column is the name of a record"),
        }
    }
}

/// What must be answered of a list that is published as this layer. Columns without a value are not asked: no record has
/// them in the file.
/// `said`: what a person has said of columns, by their index.
pub fn questions(
    list: &List,
    columns: &Columns,
    (catalog, layer): (&Catalog, &Layer),
    said: &[(usize, String)],
) -> Vec<Question> {
    let by_all = by_all_fields(list, catalog, said);
    let mut questions = Vec::new();
    for (column, of) in columns.list.iter().enumerate() {
        let meant = [of.key.as_str(), by_all.list.get(column).map_or("", |column| column.key.as_str())];
        let is_officers = meant.iter().any(|key| catalog.fields.get(*key).is_some_and(|field| field.officer_only));
        let why = match () {
            () if is_officers => Asked::OfficerOnly,
            () if of.is_unknown() => Asked::Unknown,
            () if of.kind.is_some() && !is_shown(layer, &of.key) => Asked::NotShown,
            () => continue,
        };
        let (filled, examples) = values(list, column);
        if filled > 0 {
            questions.push(Question { column, heading: of.heading.clone(), why, filled, examples });
        }
    }
    questions
}

/// The columns that are published, by the answers: a column of which nothing was asked is, unless it is left out.
///
/// # Errors
/// All objections: questions without an answer, columns that must not be kept, rows that are not public.
pub fn apply(
    list: &List,
    columns: &Columns,
    (catalog, layer): (&Catalog, &Layer),
    (answers, said): (&BTreeMap<usize, Answer>, &[(usize, String)]),
) -> Result<Vec<usize>, Vec<Objection>> {
    let mut objections = Vec::new();
    for question in questions(list, columns, (catalog, layer), said) {
        match answers.get(&question.column) {
            None => objections.push(Objection::Unanswered(question)),
            Some(Answer::Keep) if question.why == Asked::OfficerOnly => {
                objections.push(Objection::OfficerOnly(question));
            }
            Some(_) => {}
        }
    }
    objections.extend(secret_rows(list, columns, catalog, said));
    let chosen: Vec<usize> =
        (0..list.width()).filter(|column| answers.get(column) != Some(&Answer::LeaveOut)).collect();
    if !columns.roles.name.is_some_and(|name| chosen.contains(&name)) {
        objections.push(Objection::NoName);
    }
    if objections.is_empty() { Ok(chosen) } else { Err(objections) }
}

/// What the columns mean where a layer may have every field: a field that the layer does not have is known by it.
fn by_all_fields(list: &List, catalog: &Catalog, said: &[(usize, String)]) -> Columns {
    let mut catalog = catalog.clone();
    let layer = own_layer(&catalog, String::new(), "", Datum::Wgs84);
    catalog.layers.push(layer);
    Columns::with_said(&catalog, catalog.layers.len() - 1, (None, list.headings()), said)
}

/// Whether a field is seen on the page, or read by it.
fn is_shown(layer: &Layer, key: &str) -> bool {
    let own = [keys::NAME, keys::ID, keys::SECRECY, &layer.key_field];
    let by_value = layer.sign_by.iter().map(|by| &by.field).chain(layer.rank_by.iter().map(|by| &by.field));
    own.contains(&key) || layer.row.iter().chain(&layer.card).chain(by_value).any(|shown| shown == key)
}

/// Cells of a column that hold something, and the first different values.
fn values(list: &List, column: usize) -> (usize, Vec<String>) {
    let mut examples: Vec<String> = Vec::new();
    let mut filled = 0;
    for cell in (0..list.len()).map(|row| list.cell(row, column).trim()).filter(|cell| !cell.is_empty()) {
        filled += 1;
        if examples.len() < EXAMPLES_MAX && examples.iter().all(|known| known != cell) {
            examples.push(cell.to_owned());
        }
    }
    (filled, examples)
}

/// Rows that are not public. They are found whether the column of 密级 is published or not.
fn secret_rows(list: &List, columns: &Columns, catalog: &Catalog, said: &[(usize, String)]) -> Vec<Objection> {
    let by_all = by_all_fields(list, catalog, said);
    let says = |columns: &Columns, at: usize| columns.list.get(at).is_some_and(|column| column.key == keys::SECRECY);
    let secrecy = (0..list.width()).filter(|at| says(columns, *at) || says(&by_all, *at));
    let mut rows = Vec::new();
    for column in secrecy {
        for row in 0..list.len() {
            let text = list.cell(row, column).trim();
            let value = by_all.list.get(column).map_or(text.into(), |of| by_all.value(of, text));
            if !value.is_empty() && value != keys::PUBLIC {
                rows.push(Objection::Secrecy { line: list.line(row), secrecy: text.to_owned() });
            }
        }
    }
    rows
}
