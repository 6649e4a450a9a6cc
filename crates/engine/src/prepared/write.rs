//! Makes the prepared form of a table, a block of rows a step.

use super::blocks::{Beside, put_rows};
use super::checksum::checksum;
use super::cursor::put_varint;
use super::head::{Head, Kind, NO_COLUMN, Section, SourceOf};
use super::keys::put_keys;
use super::points::{Cost, Foretold, put_points};
use super::print::print_of;
use super::readings::{Learner, Readings};
use super::shapes::put_shapes;
use super::texts::put_texts;
use super::{BLOCK_BYTES, BLOCK_ROWS, SECTION_BYTES_MAX};
use crate::dataset::{Codes, Column, Strings, Table};
use crate::ingest::Notes;
use diming_protocol::catalog::{Catalog, keys};
use std::collections::VecDeque;
use std::ops::Range;

/// Why a table has no prepared form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is of a file of this machine, which may hold what the public must not see.
    OwnFile,
    /// A record, or the number of sections, is over the limits of the format.
    TooLarge,
}

/// The prepared form of a layer's table that was read whole: a file's bytes.
///
/// # Errors
/// It has none.
pub fn write(
    catalog: &Catalog,
    layer_ix: usize,
    (table, notes): (&Table, &Notes),
    source: SourceOf,
) -> Result<Vec<u8>, Unfit> {
    let mut writer = PreparedWriter::new(catalog, layer_ix, table, source)?;
    while writer.step(table, notes)? {}
    Ok(writer.finish()?.concat())
}

/// Makes a prepared form in bounded steps: [`step`](Self::step) until it returns `false`, always with the same table and
/// notes, then [`finish`](Self::finish).
pub struct PreparedWriter {
    head: Head,
    /// The bytes of each section.
    body: Vec<Vec<u8>>,
    tasks: VecDeque<Task>,
    /// The column of the names, and those of a row of the list.
    name: Option<usize>,
    early: Vec<usize>,
    /// What foretelling positions by a column of choices, or without one, costs so far.
    costs: Vec<(Option<usize>, Cost)>,
    foretold: Foretold,
    learner: Learner,
    /// For the column that is written next.
    readings: Option<Readings>,
}

/// What is done block by block, from a row on.
#[derive(Clone, Copy)]
struct Task {
    what: What,
    from: usize,
}

/// What a block of rows is taken for; most of a column.
#[derive(Clone, Copy)]
enum What {
    /// What positions foretold by this column, if any, take.
    Cost(Option<usize>),
    /// Decide the order of the sections.
    Plan,
    Points(Option<usize>),
    Keys,
    Values(usize),
    /// How the characters of names are read in a column.
    Learn(usize),
    /// Which rows follow from that.
    Try(usize),
    Readings(usize),
    Rows(usize),
    Shapes,
    Notes,
}

impl PreparedWriter {
    /// For a layer's table that was read whole.
    ///
    /// # Errors
    /// It has no prepared form.
    pub fn new(catalog: &Catalog, layer_ix: usize, table: &Table, source: SourceOf) -> Result<PreparedWriter, Unfit> {
        let is_public = |layer: &&diming_protocol::catalog::Layer| !layer.is_own_file() && !layer.is_closed();
        let layer = catalog.layers.get(layer_ix).filter(is_public).ok_or(Unfit::OwnFile)?;
        if !table.others.names().is_empty() || !table.unread.names().is_empty() || !table.called.is_empty() {
            return Err(Unfit::OwnFile);
        }
        let place = |key: &str| layer.fields.iter().position(|field| field == key);
        let choices = (0..table.columns.len()).filter(|&column| codes(table, Some(column)).is_some()).map(Some);
        let costs: Vec<_> = choices.chain([None]).map(|column| (column, Cost::default())).collect();
        let tasks = costs.iter().map(|(column, _)| What::Cost(*column)).chain([What::Plan]);
        let print = print_of(catalog, layer_ix);
        Ok(PreparedWriter {
            head: Head { source, print, records: table.len() as u32, sections: Vec::new() },
            body: Vec::new(),
            tasks: tasks.map(Task::new).collect(),
            name: place(keys::NAME),
            early: layer.row.iter().filter_map(|key| place(key)).collect(),
            costs,
            foretold: Foretold::default(),
            learner: Learner::default(),
            readings: None,
        })
    }

    /// Works on a block of rows; `false` when there is nothing more to do.
    ///
    /// # Errors
    /// It has no prepared form.
    pub fn step(&mut self, table: &Table, notes: &Notes) -> Result<bool, Unfit> {
        let Some(Task { what, from }) = self.tasks.pop_front() else { return Ok(false) };
        let all = what.count(table);
        let rows = block(from..all.min(from + what.rows_max()), |row| what.size_of(table, row));
        if rows.end < all {
            self.tasks.push_front(Task { what, from: rows.end });
        }
        match what {
            What::Cost(column) => {
                let cost = self.costs.iter_mut().find(|(of, _)| *of == column);
                cost.into_iter().for_each(|(_, cost)| cost.take(table, rows.clone(), codes(table, column)));
            }
            What::Plan => self.plan(table),
            What::Learn(column) => {
                if let Some((names, spelt)) = self.spelt(table, column) {
                    rows.for_each(|row| self.learner.take(names.get(row), spelt.get(row)));
                }
            }
            What::Try(column) => self.try_readings(table, column, rows),
            // Without rows there is no section, except of the notes.
            _ if rows.is_empty() => {}
            _ => self.put(what, table, notes, rows)?,
        }
        Ok(true)
    }

    /// The file, in pieces: the head, and each section.
    ///
    /// # Errors
    /// There are too many sections.
    pub fn finish(mut self) -> Result<Vec<Vec<u8>>, Unfit> {
        self.body.insert(0, self.head.write().ok_or(Unfit::TooLarge)?);
        Ok(self.body)
    }

    /// The sections in their order: the choices that foretell positions best, if any do; positions; names; what a row of
    /// the list shows; keys; the rest.
    fn plan(&mut self, table: &Table) {
        let best = self.costs.iter().min_by_key(|(_, cost)| cost.bytes()).and_then(|(column, _)| *column);
        let mut order: Vec<usize> = Vec::new();
        let early = best.into_iter().chain(self.name).chain(self.early.drain(..));
        for column in early {
            if !order.contains(&column) {
                order.push(column);
            }
        }
        let mut tasks = Vec::new();
        let (before, after) = order.split_at(usize::from(best.is_some()));
        before.iter().for_each(|&column| self.plan_column(table, column, &mut tasks));
        tasks.push(What::Points(best));
        after.iter().for_each(|&column| self.plan_column(table, column, &mut tasks));
        tasks.push(What::Keys);
        for column in (0..table.columns.len()).filter(|column| !order.contains(column)) {
            self.plan_column(table, column, &mut tasks);
        }
        tasks.extend([What::Shapes, What::Notes]);
        self.tasks = tasks.into_iter().map(Task::new).collect();
    }

    fn plan_column(&self, table: &Table, column: usize, tasks: &mut Vec<What>) {
        if let Column::Choice(..) | Column::Choices(..) = &table.columns[column] {
            tasks.push(What::Values(column));
        }
        if self.spelt(table, column).is_some() {
            tasks.extend([What::Learn(column), What::Try(column), What::Readings(column)]);
        }
        tasks.push(What::Rows(column));
    }

    /// The names, and a column of texts that may be their readings.
    fn spelt<'a>(&self, table: &'a Table, column: usize) -> Option<(&'a Strings, &'a Strings)> {
        let name = self.name.filter(|&name| name != column)?;
        Some((strings(table, name)?, strings(table, column)?))
    }

    fn try_readings(&mut self, table: &Table, column: usize, rows: Range<usize>) {
        let Some((names, spelt)) = self.spelt(table, column) else { return };
        if rows.start == 0 {
            self.readings = self.learner.readings();
        }
        if let Some(readings) = &self.readings {
            self.learner.try_on(readings, rows.map(|row| (names.get(row), spelt.get(row))));
        }
    }

    /// Writes a section.
    fn put(&mut self, what: What, table: &Table, notes: &Notes, rows: Range<usize>) -> Result<(), Unfit> {
        let (count, mut out) = (rows.len(), Vec::new());
        let (kind, column, count) = match what {
            What::Points(column) => {
                let codes = codes(table, column);
                put_points(&mut out, table, rows, codes, &mut self.foretold).map_err(|_| Unfit::TooLarge)?;
                (Kind::Points, column, count)
            }
            What::Keys => {
                put_keys(&mut out, &table.keys, rows);
                (Kind::Keys, None, count)
            }
            What::Values(column) => {
                let values = values(table, column);
                put_texts(&mut out, rows.filter_map(|row| Some(values?.get(row))));
                (Kind::Dictionary, Some(column), count)
            }
            What::Readings(column) => {
                let is_worth = std::mem::take(&mut self.learner).tells_most(table.len());
                self.readings = self.readings.take().filter(|_| is_worth);
                let Some(readings) = &self.readings else { return Ok(()) };
                put_varint(&mut out, self.name.unwrap_or(0) as u64);
                readings.put(&mut out);
                (Kind::Readings, Some(column), readings.len())
            }
            What::Rows(column) => {
                let is_last = rows.end == table.len();
                let names = self.spelt(table, column).map(|(names, _)| names);
                let beside = Beside { readings: names.zip(self.readings.as_ref()) };
                put_rows(&mut out, &table.columns[column], rows, beside);
                self.readings = self.readings.take().filter(|_| !is_last);
                (Kind::Rows, Some(column), count)
            }
            What::Shapes => {
                put_shapes(&mut out, &table.shapes[rows]);
                (Kind::Shapes, None, count)
            }
            _ => {
                out = postcard::to_stdvec(notes).map_err(|_| Unfit::TooLarge)?;
                (Kind::Notes, None, notes.kept().len())
            }
        };
        if out.len() > SECTION_BYTES_MAX {
            return Err(Unfit::TooLarge);
        }
        let column = column.map_or(NO_COLUMN, |column| column as u16);
        let (rows, bytes, checksum) = (count as u32, out.len() as u32, checksum(&out));
        self.head.sections.push(Section { kind, column, rows, bytes, checksum });
        self.body.push(out);
        Ok(())
    }
}

impl Task {
    fn new(what: What) -> Task {
        Task { what, from: 0 }
    }
}

impl What {
    /// How much there is to do, in rows, values, or shapes.
    fn count(self, table: &Table) -> usize {
        match self {
            What::Values(column) => values(table, column).map_or(0, Strings::len),
            What::Shapes => table.shapes.len(),
            What::Plan | What::Readings(_) | What::Notes => 1,
            _ => table.len(),
        }
    }

    /// Most rows of a step: each syllable is looked up where readings are learnt.
    fn rows_max(self) -> usize {
        match self {
            What::Learn(_) | What::Try(_) => BLOCK_ROWS / 8,
            _ => BLOCK_ROWS,
        }
    }

    /// About how many bytes a row takes, where that may be many.
    fn size_of(self, table: &Table, row: usize) -> usize {
        match self {
            What::Keys => table.keys.get(row).len(),
            What::Values(column) => values(table, column).map_or(0, |values| values.get(row).len()),
            What::Learn(column) | What::Try(column) | What::Rows(column) => match &table.columns[column] {
                Column::Text(texts) | Column::Texts(texts) => texts.get(row).len(),
                _ => 0,
            },
            // A position takes at most ten bytes.
            What::Shapes => table.shapes[row].parts.iter().map(|part| 10 * part.len()).sum(),
            _ => 0,
        }
    }
}

fn strings(table: &Table, column: usize) -> Option<&Strings> {
    match table.columns.get(column)? {
        Column::Text(texts) => Some(texts),
        _ => None,
    }
}

fn values(table: &Table, column: usize) -> Option<&Strings> {
    match table.columns.get(column)? {
        Column::Choice(dictionary, _) | Column::Choices(dictionary, _) => Some(dictionary.values()),
        _ => None,
    }
}

/// The codes of a column of single choices, and how many there may be.
fn codes(table: &Table, column: Option<usize>) -> Option<(&Codes, usize)> {
    match table.columns.get(column?)? {
        Column::Choice(dictionary, codes) => Some((codes, dictionary.values().len() + 1)),
        _ => None,
    }
}

/// The first of some rows: at most [`BLOCK_BYTES`] unless a single row has more.
fn block(rows: Range<usize>, size_of: impl Fn(usize) -> usize) -> Range<usize> {
    let mut bytes = 0;
    for row in rows.clone() {
        bytes += size_of(row);
        if bytes > BLOCK_BYTES && row > rows.start {
            return rows.start..row;
        }
    }
    rows
}
