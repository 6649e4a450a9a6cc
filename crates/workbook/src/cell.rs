//! A cell as a person would write it: every digit, dates by ISO 8601.

use calamine::{Data, ExcelDateTime};
use std::fmt::Write;

/// Digits that a number of a spreadsheet keeps.
const DIGITS_MAX: f64 = 1e15;
/// Fraction digits below which two readings of one decimal differ only by binary rounding.
const DECIMALS_MAX: usize = 12;

/// Adds the text of a cell.
pub fn write(value: &Data, out: &mut String) {
    match value {
        Data::Empty => {}
        Data::String(text) => out.push_str(text),
        // Writing into a text does not fail.
        Data::Int(number) => _ = write!(out, "{number}"),
        Data::Float(number) => write_number(*number, out),
        Data::Bool(is_so) => out.push_str(if *is_so { "TRUE" } else { "FALSE" }),
        Data::DateTime(moment) if moment.is_duration() => write_time(moment.as_f64(), out),
        Data::DateTime(moment) => write_moment(moment, out),
        Data::DateTimeIso(text) | Data::DurationIso(text) => out.push_str(text.trim_end_matches("T00:00:00")),
        Data::Error(error) => _ = write!(out, "{error}"),
    }
}

/// Whether a number has more digits than a spreadsheet keeps: what stands there is no longer what was typed.
pub fn is_rounded(value: &Data) -> bool {
    matches!(value, Data::Float(number) if number.abs() >= DIGITS_MAX)
}

/// The shortest decimal; 0.1 + 0.2 as 0.3, as the spreadsheet shows it.
fn write_number(number: f64, out: &mut String) {
    let exact = number.to_string();
    let decimals = exact.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if decimals <= DECIMALS_MAX {
        return out.push_str(&exact);
    }
    let digits = 15usize.saturating_sub((number.abs().log10().floor() + 1.0).max(0.0) as usize);
    let short = format!("{number:.digits$}");
    out.push_str(short.trim_end_matches('0').trim_end_matches('.'));
}

/// A time of day, or hours, minutes and seconds.
fn write_time(days: f64, out: &mut String) {
    let seconds = (days * 86_400.0).round() as i64;
    _ = write!(out, "{:02}:{:02}", seconds / 3_600, seconds / 60 % 60);
    if seconds % 60 != 0 {
        _ = write!(out, ":{:02}", seconds % 60);
    }
}

fn write_moment(moment: &ExcelDateTime, out: &mut String) {
    let days = moment.as_f64();
    if (0.0..1.0).contains(&days) {
        return write_time(days, out);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    _ = write!(out, "{year:04}-{month:02}-{day:02}");
    let time = days.fract();
    if (time * 86_400.0).round() != 0.0 {
        out.push(' ');
        write_time(time, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn check(value: Data, expected: &str) {
        let mut out = String::new();
        write(&value, &mut out);
        assert_eq!(out, expected, "{value:?}");
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (number, expected) in [
            (121.7, "121.7"),
            (121.7 + 2e-14, "121.7"),
            (0.1 + 0.2, "0.3"),
            (31.900_123_45, "31.90012345"),
            (13_912_345_678.0, "13912345678"),
            (320_681.0, "320681"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (1.0 / 3.0, "0.333333333333333"),
            (40_481_234.567_89, "40481234.56789"),
        ] {
            check(Data::Float(number), expected);
        }
        assert!(is_rounded(&Data::Float(3.206_811_990_010_112e17)) && !is_rounded(&Data::Float(13_912_345_678.0)));
    }

    #[test]
    fn dates_are_days() {
        let date = |days, kind| Data::DateTime(ExcelDateTime::new(days, kind, false));
        check(date(45_292.0, ExcelDateTimeType::DateTime), "2024-01-01");
        check(date(45_292.354_166_67, ExcelDateTimeType::DateTime), "2024-01-01 08:30");
        check(date(45_292.0 + 30_645.0 / 86_400.0, ExcelDateTimeType::DateTime), "2024-01-01 08:30:45");
        check(date(0.354_166_67, ExcelDateTimeType::DateTime), "08:30");
        check(date(1.5, ExcelDateTimeType::TimeDelta), "36:00");
        check(Data::DateTimeIso("2023-05-01".into()), "2023-05-01");
        check(Data::DateTimeIso("2023-05-01T00:00:00".into()), "2023-05-01");
        check(Data::Bool(true), "TRUE");
    }
}
