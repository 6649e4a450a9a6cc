//! Blocks of keys: most files count their records.

use super::cursor::{Cursor, put_varint, unzigzag, zigzag};
use super::texts::{put_texts, take_texts};
use super::{Checked, Unusable};
use crate::dataset::Keys;
use std::ops::Range;

/// The keys as texts.
const TEXTS: u8 = 0;
/// What is before the number, its digits, and the steps from number to number.
const COUNTING: u8 = 1;
/// Most bytes before the number: they are told again for each key.
const BEFORE_MAX: usize = 256;
/// Most digits of a number.
const DIGITS_MAX: usize = 18;

/// Writes some keys.
pub fn put_keys(out: &mut Vec<u8>, keys: &Keys, rows: Range<usize>) {
    let Some((before, digits, numbers)) = counting(keys, rows.clone()) else {
        out.push(TEXTS);
        return put_texts(out, rows.map(|row| keys.get(row)));
    };
    out.push(COUNTING);
    put_varint(out, before.len() as u64);
    out.extend(before.as_bytes());
    put_varint(out, digits as u64);
    let mut last = 0;
    for number in numbers {
        put_varint(out, zigzag(number - last));
        last = number;
    }
}

/// Keys that are all one text with a number behind it, of so many digits (0: as many as it needs).
fn counting(keys: &Keys, rows: Range<usize>) -> Option<(&str, usize, Vec<i64>)> {
    let first = keys.get(rows.start);
    let before = first.trim_end_matches(|c: char| c.is_ascii_digit());
    if before.len() > BEFORE_MAX {
        return None;
    }
    let all = || rows.clone().map(|row| keys.get(row).strip_prefix(before));
    let length = first.len() - before.len();
    let digits = if all().all(|rest| rest.is_some_and(|rest| rest.len() == length)) { length } else { 0 };
    let mut text = String::new();
    let number = |rest: Option<&str>| {
        let rest = rest.filter(|rest| rest.len() <= DIGITS_MAX)?;
        let number = rest.parse::<i64>().ok().filter(|number| *number >= 0)?;
        text.clear();
        put_number(&mut text, number as u64, digits);
        (text == rest).then_some(number)
    };
    Some((before, digits, all().map(number).collect::<Option<Vec<_>>>()?))
}

/// Adds a number with at least so many digits, at most [`DIGITS_MAX`].
fn put_number(text: &mut String, number: u64, digits: usize) {
    let mut places = [0; 20];
    let (mut rest, mut start) = (number, places.len());
    while rest > 0 || places.len() - start < digits.max(1) {
        start -= 1;
        places[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    // Digits are a text.
    text.push_str(std::str::from_utf8(&places[start..]).unwrap_or_default());
}

/// Reads keys and adds them; each is new.
pub fn take_keys(mut cursor: Cursor, keys: &mut Keys, count: usize) -> Checked<()> {
    let mut push = |key: &str| if keys.push(key) { Ok(()) } else { Err(Unusable::Broken) };
    match cursor.byte()? {
        TEXTS => take_texts(cursor, count, push),
        COUNTING => {
            let length = cursor.small()? as usize;
            if length > BEFORE_MAX {
                return Err(Unusable::Broken);
            }
            let before = std::str::from_utf8(cursor.take(length)?).map_err(|_| Unusable::Broken)?;
            let digits = cursor.small()? as usize;
            if digits > DIGITS_MAX {
                return Err(Unusable::Broken);
            }
            let mut text = before.to_owned();
            let mut number = 0i64;
            for _ in 0..count {
                number = number.checked_add(unzigzag(cursor.varint()?)).ok_or(Unusable::Broken)?;
                text.truncate(before.len());
                put_number(&mut text, u64::try_from(number).map_err(|_| Unusable::Broken)?, digits);
                push(&text)?;
            }
            cursor.end()
        }
        _ => Err(Unusable::Broken),
    }
}
