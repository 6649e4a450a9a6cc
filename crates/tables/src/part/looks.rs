//! What the values of a column look like whose heading says nothing.

use crate::check::digits_of;
use crate::columns::Columns;
use crate::list::List;
use diming_engine::ingest::lenient::parse_date;
use diming_protocol::catalog::keys;
use diming_protocol::geo::LonLatBounds;
use diming_protocol::messages::phones;
use diming_tables_protocol::Looks;
use diming_text::decimal::parse_decimal;

/// Rows that are looked through for values.
const ROWS_MAX: usize = 2_000;
/// Values that are looked at.
const VALUES_MAX: usize = 100;
/// Values that there must be.
const VALUES_MIN: u32 = 3;
/// Samples of a column.
pub const SAMPLES: usize = 5;

/// The first values of a column that differ from each other.
pub fn samples(list: &List, column: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in 0..list.len().min(ROWS_MAX) {
        let cell = list.cell(row, column).trim();
        if !cell.is_empty() && !samples.iter().any(|known| known == cell) {
            samples.push(cell.to_owned());
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// What a column looks like: nine of ten of its values do.
pub fn looks(list: &List, columns: &Columns, column: usize) -> Option<Looks> {
    let cells = (0..list.len().min(ROWS_MAX)).map(|row| list.cell(row, column).trim());
    let values: Vec<&str> = cells.filter(|cell| !cell.is_empty()).take(VALUES_MAX).collect();
    let seen = values.len() as u32;
    if seen < VALUES_MIN {
        return None;
    }
    let bounds = columns.bounds;
    let fits = |what: &str, text: &str| match what {
        "phone" => is_phone(text),
        "lonlat" => is_pair(text, bounds),
        "lon" => is_within(text, bounds.west, bounds.east),
        "lat" => is_within(text, bounds.south, bounds.north),
        _ => is_date(text),
    };
    ["phone", "lonlat", "lon", "lat", "date"].into_iter().find_map(|what| {
        let fitting = values.iter().filter(|text| fits(what, text)).count() as u32;
        let key = key_of(columns, what);
        (fitting * 10 >= seen * 9).then(|| Looks { what: what.to_owned(), key, fitting, seen })
    })
}

/// The one field that a column could be, where no other column is it.
fn key_of(columns: &Columns, what: &str) -> String {
    let is_free = |key: &&str| columns.of_key(key).is_none();
    let key = match what {
        "phone" => Some(keys::PHONE),
        "date" => None,
        position => Some(position),
    };
    key.filter(is_free).filter(|key| columns.knows(key)).unwrap_or("").to_owned()
}

fn is_phone(text: &str) -> bool {
    let numbers = phones(text);
    let is_long = |dial: &str| (7..=14).contains(&digits_of(dial).len());
    // A number alone could be a sum: a telephone has a mark of one.
    let first = text.chars().find(char::is_ascii_digit);
    let has_mark = first == Some('0') && text.contains(['-', '—', ' ']) || is_mobile(text);
    has_mark && !numbers.is_empty() && numbers.iter().all(|number| is_long(&number.dial))
}

/// Eleven digits of a mobile number at the beginning.
fn is_mobile(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().take_while(u8::is_ascii_digit).collect();
    matches!(digits.as_slice(), [b'1', b'3'..=b'9', ..]) && digits.len() == 11
}

/// A date with its parts told apart: eight digits alone could be anything.
fn is_date(text: &str) -> bool {
    text.contains(['-', '/', '.', '年']) && parse_decimal(text).is_none() && parse_date(text).is_some()
}

/// A number of degrees within bounds, with three decimals at least.
fn is_within(text: &str, low: f64, high: f64) -> bool {
    let is_fine = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() >= 3);
    is_fine && parse_decimal(text).is_some_and(|degrees| (low..=high).contains(&degrees))
}

fn is_pair(text: &str, bounds: LonLatBounds) -> bool {
    let Some((first, second)) = text.split_once([',', '，', ' ', ';']) else { return false };
    let (first, second) = (first.trim(), second.trim());
    let fits =
        |lon: &str, lat: &str| is_within(lon, bounds.west, bounds.east) && is_within(lat, bounds.south, bounds.north);
    fits(first, second) || fits(second, first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::catalog;

    #[test]
    fn values_tell_what_a_column_is() {
        let columns = Columns::of_names(catalog(), 0, &["名称".to_owned(), "甲".to_owned()]);
        let seen = |cells: &[&str]| {
            let mut list = List::new(vec!["名称".to_owned(), "甲".to_owned()]);
            cells.iter().for_each(|cell| list.push(1, ["x", *cell]).unwrap());
            looks(&list, &columns, 1)
                .map(|looks| format!("{} {} {}/{}", looks.what, looks.key, looks.fitting, looks.seen))
        };
        assert_eq!(seen(&["0513-83312345", "13800001234", "0513-8000 1234转8001"]).unwrap(), "phone phone 3/3");
        assert_eq!(seen(&["121.6512", "121.70001", "", "121.5123"]).unwrap(), "lon lon 3/3");
        assert_eq!(seen(&["31.8512", "31.90001", "31.7123"]).unwrap(), "lat lat 3/3");
        assert_eq!(seen(&["121.6512,31.8512", "121.7001,31.8002", "31.8001，121.6533"]).unwrap(), "lonlat lonlat 3/3");
        assert_eq!(seen(&["2023-05-01", "2023年5月", "2023/5/1"]).unwrap(), "date  3/3");
        assert_eq!(seen(&["1201", "1202", "13000"]), None);
        assert_eq!(seen(&["121.65", "31.85", "5"]), None);
        assert_eq!(seen(&["13800001234", "13800001235"]), None, "too few");
        assert_eq!(seen(&["2023.5", "2023.6", "2023.7"]), None, "could be numbers");
    }
}
