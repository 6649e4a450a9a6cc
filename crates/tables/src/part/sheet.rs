//! The list as a table that is edited: its rows in the order asked for, its columns and what they mean.

use super::loading::Held;
use super::looks::{looks, samples};
use super::order::Ordered;
use super::{DeskPart, Stage};
use crate::check::{Problem, a1};
use crate::list::List;
use diming_engine::service::PartContext;
use diming_protocol::catalog::Catalog;
use diming_tables_protocol::{
    Block, DeskLine, Edit, Mapping, MappingFrom, Preview, Replace, RowsWish, Said, SheetColumn, SheetInfo, write_said,
};
use std::ops::Range;

/// Cells of a replacement that are shown before it is made.
const SAMPLES: usize = 20;

/// Which rows are shown.
#[derive(Default)]
pub struct Sheet {
    wish: RowsWish,
    /// Grows with every change of rows, cells or columns.
    pub(super) revision: u32,
    /// Grows whenever a line may be another row.
    order: u32,
    /// Rows in the order shown; `None` for all as in the list.
    rows: Option<Vec<u32>>,
    ordering: Option<Ordered>,
    is_to_say: bool,
}

impl Sheet {
    /// Another list: all its rows.
    pub fn begin(&mut self) {
        let (revision, order) = (self.revision + 1, self.order + 1);
        *self = Sheet { revision, order, is_to_say: true, ..Sheet::default() };
    }

    /// Shows other rows.
    pub fn wish(&mut self, wish: RowsWish) {
        self.wish = wish;
        self.order_again();
    }

    fn order_again(&mut self) {
        let is_all = self.wish == RowsWish::default();
        (self.ordering, self.is_to_say) = (None, true);
        self.order += 1;
        match is_all {
            true => self.rows = None,
            false => self.ordering = Some(Ordered::new(self.wish.clone())),
        }
        self.revision += u32::from(is_all);
    }

    /// Cells or their marks have changed: rows stay where they are.
    pub(super) fn changed(&mut self) {
        self.revision += 1;
        self.is_to_say = true;
    }

    /// Whether a step has something to do.
    pub fn has_work(&self) -> bool {
        self.is_to_say || self.ordering.is_some()
    }

    /// Whether only rows with problems are wanted.
    pub fn needs_problems(&self) -> bool {
        self.ordering.is_some() && self.wish.only_problems
    }

    /// Works out the order; `has_problem`: whether a row has one.
    pub fn step(&mut self, list: &List, has_problem: impl Fn(u32) -> bool, units: usize) {
        let Some(ordering) = &mut self.ordering else { return };
        if let Some(rows) = ordering.step(list, has_problem, units) {
            (self.rows, self.ordering) = (Some(rows), None);
            self.changed();
        }
    }

    /// What is to be said now, once.
    pub fn say_once(&mut self, held: &Held) -> Option<SheetInfo> {
        let is_now = self.is_to_say && self.ordering.is_none();
        self.is_to_say &= !is_now;
        is_now.then(|| self.info(held))
    }

    fn info(&self, held: &Held) -> SheetInfo {
        let list = &held.read.list;
        let column = |(at, known): (usize, &crate::columns::Column)| SheetColumn {
            heading: known.heading.clone(),
            key: known.key.clone(),
            label: known.label.clone(),
            is_said: held.said.iter().any(|(column, _)| *column == at),
            samples: samples(list, at),
            looks: known.is_unknown().then(|| looks(list, &held.columns, at)).flatten(),
        };
        SheetInfo {
            revision: self.revision,
            order: self.order,
            shown: self.count(list) as u32,
            rows: list.len() as u32,
            columns: held.columns.list.iter().enumerate().map(column).collect(),
            mapping: held.mapping,
        }
    }

    fn count(&self, list: &List) -> usize {
        self.rows.as_ref().map_or(list.len(), Vec::len)
    }

    /// The row of a line.
    fn row(&self, list: &List, line: usize) -> Option<u32> {
        match &self.rows {
            Some(rows) => rows.get(line).copied().filter(|row| (*row as usize) < list.len()),
            None => (line < list.len()).then_some(line as u32),
        }
    }

    /// Lines of the table. `problems`: by row.
    pub fn lines(&self, held: &Held, problems: &[Problem], (from, count): (usize, usize)) -> Vec<DeskLine> {
        let list = &held.read.list;
        let line = |row: u32| {
            let number = match list.line(row as usize) {
                0 => "+".to_owned(),
                line if held.is_file => held.read.origin.sheet_row(line).to_string(),
                line => line.to_string(),
            };
            let marks = of_row(problems, row).iter().filter_map(|p| Some((p.column?, p.weight.code().to_owned())));
            DeskLine {
                cells: std::iter::once(number).chain(list.row(row as usize).map(str::to_owned)).collect(),
                marks: marks.collect(),
                row,
                ..DeskLine::default()
            }
        };
        (from..(from + count).min(self.count(list))).filter_map(|at| self.row(list, at)).map(line).collect()
    }

    /// The rows of lines.
    fn rows(&self, list: &List, lines: Range<u32>) -> Vec<u32> {
        let end = lines.end.min(self.count(list) as u32);
        (lines.start..end).filter_map(|line| self.row(list, line as usize)).collect()
    }
}

/// The problems of a row, of all in order of rows.
pub(super) fn of_row(problems: &[Problem], row: u32) -> &[Problem] {
    let start = problems.partition_point(|problem| problem.row < row);
    let end = problems.partition_point(|problem| problem.row <= row);
    problems.get(start..end).unwrap_or(&[])
}

impl Held {
    /// A person says what a column is.
    pub fn mean(&mut self, catalog: &Catalog, layer: usize, column: usize, key: &str) {
        self.said.retain(|(known, other)| *known != column && (key.is_empty() || other != key));
        self.said.push((column, key.to_owned()));
        self.mapping = MappingFrom::Person;
        self.read_columns(catalog, layer);
    }

    /// What was said of a list with the same headings counts for this one.
    pub fn take_mapping(&mut self, catalog: &Catalog, layer: usize, mappings: &[Mapping]) {
        let headings = self.read.list.headings();
        let Some(known) = mappings.iter().find(|mapping| mapping.headings == headings) else { return };
        let at = |heading: &str| headings.iter().position(|known| known == heading);
        self.said = known.columns.iter().filter_map(|(name, key)| Some((at(name)?, key.clone()))).collect();
        self.mapping = MappingFrom::Earlier;
        self.read_columns(catalog, layer);
    }

    /// Reads anew what its columns are.
    pub(super) fn read_columns(&mut self, catalog: &Catalog, layer: usize) {
        let (heading, names) = (&self.read.heading, self.read.list.headings());
        self.columns = crate::columns::Columns::with_said(catalog, layer, (Some(heading), names), &self.said);
        self.read_datum();
    }

    /// Its mapping, for the next list.
    fn mapping(&self) -> Mapping {
        let headings = self.read.list.headings();
        let name = |column: usize| headings.get(column).cloned().unwrap_or_default();
        let columns = self.said.iter().map(|(column, key)| (name(*column), key.clone())).collect();
        Mapping { headings: headings.iter().take(self.own_width).cloned().collect(), columns }
    }

    /// What a replacement makes of a cell; `None` where nothing changes.
    fn replaced(&self, what: &Replace, row: u32, column: usize) -> Option<String> {
        let cell = self.read.list.cell(row as usize, column);
        let after = match what.is_whole || what.find.is_empty() {
            true => (cell == what.find).then(|| what.with.clone())?,
            false => cell.contains(&what.find).then(|| cell.replace(&what.find, &what.with))?,
        };
        (after != cell).then_some(after)
    }
}

impl DeskPart {
    /// The list, whether it is checked or not yet.
    pub(super) fn held(&mut self) -> Option<&mut Held> {
        match &mut self.stage {
            Stage::Checking { held, .. } | Stage::Ready { held, .. } => Some(held),
            Stage::Idle | Stage::Loading(_) => None,
        }
    }

    /// Changes cells or rows of lines.
    pub(super) fn edit(&mut self, cx: &mut PartContext, order: u32, edit: Edit) {
        // A new row is behind all others, in whatever order they are.
        if order != self.sheet.order && edit != Edit::Add {
            return cx.say(0, write_said(&Said::NotDone));
        }
        let mut sheet = std::mem::take(&mut self.sheet);
        let is_change = self.held().is_some_and(|held| {
            let list = &held.read.list;
            match edit {
                Edit::Add => {
                    let row = list.len() as u32;
                    held.history.add(&mut held.read.list);
                    sheet.order += 1;
                    sheet.rows.iter_mut().for_each(|rows| rows.push(row));
                    true
                }
                Edit::Remove(block) => {
                    let mut rows = sheet.rows(list, block.line..block.line.saturating_add(block.lines));
                    rows.sort_unstable();
                    let is_change = held.history.remove(&mut held.read.list, &rows);
                    sheet.order += u32::from(is_change);
                    sheet.rows.iter_mut().for_each(|shown| forget_rows(shown, &rows));
                    is_change
                }
                edit => {
                    let cells = cells_of(&sheet, held, &edit);
                    held.history.change(&mut held.read.list, cells)
                }
            }
        });
        self.sheet = sheet;
        if is_change {
            self.sheet.changed();
            self.check_again(cx.view());
        }
    }

    /// The list has changed otherwise, or its changes were taken back: rows may be others.
    pub(super) fn renew_sheet(&mut self) {
        match self.sheet.wish != RowsWish::default() {
            true => self.sheet.order_again(),
            false => {
                self.sheet.order += 1;
                self.sheet.changed();
            }
        }
    }

    /// Says what a replacement would change.
    pub(super) fn preview(&mut self, cx: &mut PartContext, what: Replace) {
        let sheet = std::mem::take(&mut self.sheet);
        let preview = self.held().map(|held| {
            let (list, mut preview) = (&held.read.list, Preview { what: what.clone(), ..Preview::default() });
            for (row, column, after) in replacements(&sheet, held, &what) {
                preview.cells += 1;
                if preview.samples.len() < SAMPLES {
                    let before = list.cell(row as usize, column as usize).to_owned();
                    preview.samples.push([a1(list, &held.read.origin, row as usize, column), before, after]);
                }
            }
            preview
        });
        self.sheet = sheet;
        preview.into_iter().for_each(|preview| cx.say(0, write_said(&Said::Preview(preview))));
    }

    /// A person says what a column is.
    pub(super) fn mean(&mut self, cx: &mut PartContext, column: u32, key: &str) {
        let Some(layer) = self.open.as_ref().map(|open| open.layer) else { return };
        let Some(catalog) = cx.view().catalog() else { return };
        let Some(held) = self.held().filter(|held| (column as usize) < held.read.list.width()) else { return };
        held.mean(catalog, layer, column as usize, key);
        let mapping = held.mapping();
        self.mappings.retain(|known| known.headings != mapping.headings);
        self.mappings.push(mapping.clone());
        cx.say(0, write_said(&Said::Mapping(mapping)));
        self.sheet.changed();
        self.check_again(cx.view());
    }
}

/// Takes rows out of those that are shown; what is behind them moves up. Both in order of rows or not.
fn forget_rows(shown: &mut Vec<u32>, gone: &[u32]) {
    shown.retain(|row| gone.binary_search(row).is_err());
    for row in shown.iter_mut() {
        *row -= gone.partition_point(|gone| gone < row) as u32;
    }
}

/// The cells that an edit sets.
fn cells_of(sheet: &Sheet, held: &Held, edit: &Edit) -> Vec<(u32, u32, String)> {
    let list = &held.read.list;
    let rows_of = |block: &Block| sheet.rows(list, block.line..block.line.saturating_add(block.lines));
    let columns_of = |block: &Block| block.column..block.column.saturating_add(block.columns).min(list.width() as u32);
    match edit {
        Edit::Cells { line, column, texts } => {
            let rows = sheet.rows(list, *line..line.saturating_add(texts.len() as u32));
            let of_row = |(row, texts): (u32, &Vec<String>)| {
                let cells = texts.iter().enumerate().map(move |(at, text)| (row, column + at as u32, text.clone()));
                cells.collect::<Vec<_>>()
            };
            rows.into_iter().zip(texts).flat_map(of_row).collect()
        }
        Edit::FillDown(block) => {
            let rows = rows_of(block);
            let Some((first, below)) = rows.split_first() else { return Vec::new() };
            let cell = |column: u32| list.cell(*first as usize, column as usize).to_owned();
            below.iter().flat_map(|row| columns_of(block).map(|column| (*row, column, cell(column)))).collect()
        }
        Edit::Clear(block) => {
            let empty = |row: u32| columns_of(block).map(move |column| (row, column, String::new()));
            rows_of(block).into_iter().flat_map(empty).collect()
        }
        Edit::Replace(what) => replacements(sheet, held, what).collect(),
        Edit::Remove(_) | Edit::Add => Vec::new(),
    }
}

/// The cells that a replacement changes, in the order shown.
fn replacements<'a>(
    sheet: &'a Sheet,
    held: &'a Held,
    what: &'a Replace,
) -> impl Iterator<Item = (u32, u32, String)> + 'a {
    let list = &held.read.list;
    let columns = match what.column {
        Some(column) => column as usize..(column as usize + 1).min(list.width()),
        None => 0..list.width(),
    };
    let rows = (0..sheet.count(list)).filter_map(|line| sheet.row(list, line));
    rows.flat_map(move |row| {
        let cell = move |column: usize| Some((row, column as u32, held.replaced(what, row, column)?));
        columns.clone().filter_map(cell)
    })
}
