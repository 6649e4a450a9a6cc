//! The state of a record: in use or not, by its status in the catalog's words, its dates, its move.

use super::Data;
use crate::dataset::{Column, Date};
use diming_protocol::RecordState;
use diming_protocol::catalog::keys;

/// A date's first day as `yyyymmdd`, for comparing what is known to the month or year only.
fn first_day(date: Date) -> u32 {
    date.year() * 10_000 + date.month().max(1) * 100 + date.day().max(1)
}

fn date(data: Data<'_>, layer: usize, field: &str, row: usize) -> Option<Date> {
    match data.column(layer, field)? {
        Column::Date(dates) => dates.get(row).copied().filter(|&d| d != Date::UNKNOWN),
        _ => None,
    }
}

/// The day from which a record is valid, if that is in the future.
pub fn valid_later(data: Data<'_>, layer: usize, row: usize) -> Option<Date> {
    date(data, layer, keys::VALID_FROM, row).filter(|&from| first_day(from) > data.today)
}

/// The state of a record. The last day of validity counts as valid.
pub fn record_state(data: Data<'_>, layer: usize, row: usize) -> RecordState {
    let last = date(data, layer, keys::VALID_TO, row).map(Date::last_day);
    // A move announced for a later day has not happened yet.
    if !data.text(layer, keys::MOVED_TO, row).is_empty() && last.is_none_or(|last| last < data.today) {
        return RecordState::Moved;
    }
    if last.is_some_and(|last| last < data.today) {
        return RecordState::Closed;
    }
    let status = data.text(layer, keys::STATUS, row);
    let said = data
        .catalog
        .fields
        .get(keys::STATUS)
        .and_then(|field| field.values.iter().find(|v| v.value == status))
        .map_or(RecordState::Current, |v| v.state);
    match said {
        RecordState::Current if valid_later(data, layer, row).is_some() => RecordState::Planned,
        said => said,
    }
}
