//! The state of a record: in use or not, by its status in the catalog's words, its dates, its move.

use super::Data;
use crate::dataset::{Column, Date};
use diming_protocol::RecordState;
use diming_protocol::catalog::keys;

/// A date's first day as `yyyymmdd`, for comparing what is known to the month or year only.
fn first_day(date: Date) -> u32 {
    date.year() * 10_000 + date.month().max(1) * 100 + date.day().max(1)
}

fn known_date(column: &Column, row: usize) -> Option<Date> {
    match column {
        Column::Date(dates) => dates.get(row).copied().filter(|&d| d != Date::UNKNOWN),
        _ => None,
    }
}

/// The day from which a record is valid, if that is in the future.
pub fn valid_later(data: Data<'_>, layer: usize, row: usize) -> Option<Date> {
    later_day(data, data.column(layer, keys::VALID_FROM)?, row)
}

fn later_day(data: Data<'_>, valid_from: &Column, row: usize) -> Option<Date> {
    known_date(valid_from, row).filter(|&from| first_day(from) > data.today)
}

/// What tells the states of a layer's records.
pub struct States<'a> {
    data: Data<'a>,
    moved_to: Option<&'a Column>,
    status: Option<&'a Column>,
    valid_from: Option<&'a Column>,
    valid_to: Option<&'a Column>,
    /// What each code of the status says; empty if that is not worked out beforehand.
    by_code: Vec<RecordState>,
}

impl<'a> States<'a> {
    /// Of a layer, by its index in the catalog.
    pub fn new(data: Data<'a>, layer: usize) -> States<'a> {
        let column = |key: &str| data.column(layer, key);
        let [moved_to, status] = [keys::MOVED_TO, keys::STATUS].map(column);
        let [valid_from, valid_to] = [keys::VALID_FROM, keys::VALID_TO].map(column);
        States { data, moved_to, status, valid_from, valid_to, by_code: Vec::new() }
    }

    /// The same for many records: what each word of the status says is worked out once.
    pub fn of_many(data: Data<'a>, layer: usize) -> States<'a> {
        let mut states = States::new(data, layer);
        if let Some(Column::Choice(dictionary, _)) = states.status {
            let words = 0..=dictionary.values().len() as u32;
            states.by_code = words.map(|code| states.said(dictionary.value(code))).collect();
        }
        states
    }

    /// The state of a record. The last day of validity counts as valid.
    pub fn of(&self, row: usize) -> RecordState {
        let last = self.valid_to.and_then(|column| known_date(column, row)).map(Date::last_day);
        // A move announced for a later day has not happened yet.
        let has_moved = self.moved_to.is_some_and(|column| !column.text(row).is_empty());
        if has_moved && last.is_none_or(|last| last < self.data.today) {
            return RecordState::Moved;
        }
        if last.is_some_and(|last| last < self.data.today) {
            return RecordState::Closed;
        }
        let known = match self.status {
            Some(Column::Choice(_, codes)) => self.by_code.get(codes.get(row) as usize).copied(),
            _ => None,
        };
        let said = known.unwrap_or_else(|| self.said(self.status.map_or("", |column| column.text(row))));
        match said {
            RecordState::Current
                if self.valid_from.is_some_and(|column| later_day(self.data, column, row).is_some()) =>
            {
                RecordState::Planned
            }
            said => said,
        }
    }

    /// What a word of the status says.
    fn said(&self, status: &str) -> RecordState {
        let field = self.data.catalog.fields.get(keys::STATUS);
        let known = field.and_then(|field| field.values.iter().find(|value| value.value == status));
        known.map_or(RecordState::Current, |value| value.state)
    }
}

/// The state of one record.
pub fn record_state(data: Data<'_>, layer: usize, row: usize) -> RecordState {
    States::new(data, layer).of(row)
}
