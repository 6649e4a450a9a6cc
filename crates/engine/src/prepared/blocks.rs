//! Blocks of the rows of one column.

use super::cursor::{Cursor, put_planes, put_varint, take_planes, unzigzag, width_of, zigzag};
use super::readings::Readings;
use super::texts::{put_texts, take_texts};
use super::{Checked, Unusable};
use crate::dataset::{Column, Date, Dictionary, Numbers, Strings};
use std::ops::Range;

/// What a block is about beside the column itself.
#[derive(Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The names of the records, and how their characters are read.
    pub readings: Option<(&'a Strings, &'a Readings)>,
}

/// Most powers of ten that whole numbers are divided by.
const TENTHS_MAX: u8 = 6;
/// Said instead of a power of ten: the numbers are stored bit by bit.
const BITWISE: u8 = 255;

/// Writes some rows of a column.
pub fn put_rows(out: &mut Vec<u8>, column: &Column, rows: Range<usize>, beside: Beside) {
    match column {
        Column::Text(texts) | Column::Texts(texts) => match beside.readings {
            Some((names, readings)) => put_read(out, texts, rows, names, readings),
            None => put_texts(out, rows.map(|row| texts.get(row))),
        },
        Column::Choice(_, codes) => {
            let codes: Vec<u64> = rows.map(|row| codes.get(row).into()).collect();
            let width = width_of(&codes);
            out.push(width as u8);
            put_planes(out, &codes, width);
        }
        Column::Choices(_, lists) => {
            rows.clone().for_each(|row| put_varint(out, lists.get(row).len() as u64));
            rows.flat_map(|row| lists.get(row)).for_each(|&code| put_varint(out, code.into()));
        }
        Column::Number(numbers) => {
            put_numbers(out, &rows.map(|row| numbers.get(row).unwrap_or(f64::NAN)).collect::<Vec<_>>());
        }
        Column::Date(dates) => {
            let parts = |date: &Date| u64::from(date.year() << 16 | date.month() << 8 | date.day());
            put_planes(out, &dates[rows].iter().map(parts).collect::<Vec<_>>(), 4);
        }
        Column::YesNo(answers) => out.extend(&answers[rows]),
        Column::Marks(marks) => put_planes(out, &marks[rows].iter().map(|&m| m.into()).collect::<Vec<_>>(), 4),
    }
}

/// Reads rows and adds them to a column.
pub fn take_rows(cursor: Cursor, column: &mut Column, count: usize, beside: Beside) -> Checked<()> {
    let mut cursor = cursor;
    match column {
        Column::Text(texts) | Column::Texts(texts) => {
            return match beside.readings {
                Some((names, readings)) => take_read(cursor, texts, count, names, readings),
                None => take_texts(cursor, count, |text| push(texts, text)),
            };
        }
        Column::Choice(dictionary, codes) => {
            let known = dictionary.values().len() as u64;
            let width = usize::from(cursor.byte()?);
            for code in take_planes(&mut cursor, count, width)? {
                codes.push(within(code, known)?);
            }
        }
        Column::Choices(dictionary, lists) => {
            let known = dictionary.values().len() as u64;
            let mut lengths = Vec::new();
            for _ in 0..count {
                lengths.push(cursor.small()?);
            }
            for length in lengths {
                for _ in 0..length {
                    lists.add(within(cursor.varint()?, known)?);
                }
                lists.end_row();
            }
        }
        Column::Number(numbers) => take_numbers(&mut cursor, count, numbers)?,
        Column::Date(dates) => {
            for parts in take_planes(&mut cursor, count, 4)? {
                let [day, month, year @ ..] = (parts as u32).to_le_bytes();
                let date = Date::new(u16::from_le_bytes(year).into(), month.into(), day.into());
                dates.push(if parts == 0 { Date::UNKNOWN } else { date.ok_or(Unusable::Broken)? });
            }
        }
        Column::YesNo(answers) => {
            let given = cursor.take(count)?;
            if given.iter().any(|&answer| answer > 2) {
                return Err(Unusable::Broken);
            }
            answers.extend(given);
        }
        Column::Marks(marks) => marks.extend(take_planes(&mut cursor, count, 4)?.into_iter().map(|bits| bits as u32)),
    }
    cursor.end()
}

/// Reads values of a dictionary and adds them to it.
pub fn take_dictionary(cursor: Cursor, dictionary: &mut Dictionary, count: usize) -> Checked<()> {
    take_texts(cursor, count, |value| {
        let next = dictionary.values().len() as u32 + 1;
        if dictionary.code_of(value) == next { Ok(()) } else { Err(Unusable::Broken) }
    })
}

fn within(code: u64, known: u64) -> Checked<u32> {
    if code <= known { Ok(code as u32) } else { Err(Unusable::Broken) }
}

fn push(texts: &mut Strings, text: &str) -> Checked<()> {
    texts.push(text);
    Ok(())
}

/// Writes a 0 for each text that is foretold and a 1 for each other, then the others.
fn put_read(out: &mut Vec<u8>, texts: &Strings, rows: Range<usize>, names: &Strings, readings: &Readings) {
    let mut told = String::new();
    let mut is_odd = |row: usize| {
        told.clear();
        !(readings.foretell(names.get(row), &mut told) && told == texts.get(row))
    };
    let odd: Vec<bool> = rows.clone().map(&mut is_odd).collect();
    out.extend(odd.iter().map(|&odd| u8::from(odd)));
    put_texts(out, rows.zip(&odd).filter(|(_, odd)| **odd).map(|(row, _)| texts.get(row)));
}

fn take_read(
    mut cursor: Cursor,
    texts: &mut Strings,
    count: usize,
    names: &Strings,
    readings: &Readings,
) -> Checked<()> {
    let odd = cursor.take(count)?;
    let mut at = 0;
    let tell = |texts: &mut Strings, at: &mut usize| -> Checked<()> {
        while odd.get(*at) == Some(&0) {
            let name = names.get(texts.len());
            if !texts.push_with(|text| readings.foretell(name, text)) {
                return Err(Unusable::Broken);
            }
            *at += 1;
        }
        Ok(())
    };
    tell(texts, &mut at)?;
    take_texts(cursor, odd.iter().filter(|odd| **odd != 0).count(), |text| {
        texts.push(text);
        at += 1;
        tell(texts, &mut at)
    })
}

/// Writes numbers as whole ones of a power of ten, if that gives back each bit; else their bits.
fn put_numbers(out: &mut Vec<u8>, numbers: &[f64]) {
    let scaled = |tenths: u8| numbers.iter().map(|&n| scale(n, tenths)).collect::<Option<Vec<u64>>>();
    let Some((tenths, whole)) = (0..=TENTHS_MAX).find_map(|tenths| Some((tenths, scaled(tenths)?))) else {
        out.push(BITWISE);
        return put_planes(out, &numbers.iter().map(|n| n.to_bits()).collect::<Vec<_>>(), 8);
    };
    let width = width_of(&whole);
    out.extend([tenths, width as u8]);
    put_planes(out, &whole, width);
}

fn take_numbers(cursor: &mut Cursor, count: usize, numbers: &mut Numbers) -> Checked<()> {
    let tenths = cursor.byte()?;
    let width = match tenths {
        BITWISE => 8,
        0..=TENTHS_MAX => usize::from(cursor.byte()?),
        _ => return Err(Unusable::Broken),
    };
    for value in take_planes(cursor, count, width)? {
        numbers.push(if tenths == BITWISE { f64::from_bits(value) } else { unscale(value, tenths) });
    }
    Ok(())
}

/// A number as a whole one of a power of ten: 0 is unknown. `None` if that is not the same number.
fn scale(number: f64, tenths: u8) -> Option<u64> {
    if number.is_nan() {
        return Some(0);
    }
    let scaled = (number * 10_f64.powi(tenths.into())).round();
    let whole = (scaled.abs() < 1e15).then_some(scaled as i64)?;
    let value = zigzag(whole) + 1;
    (unscale(value, tenths).to_bits() == number.to_bits()).then_some(value)
}

fn unscale(value: u64, tenths: u8) -> f64 {
    match value.checked_sub(1) {
        None => f64::NAN,
        Some(whole) if tenths == 0 => unzigzag(whole) as f64,
        Some(whole) => unzigzag(whole) as f64 / 10_f64.powi(tenths.into()),
    }
}
