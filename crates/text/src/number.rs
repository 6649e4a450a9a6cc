//! Numerals and the numbers of boundary markers (界桩) in every way people write them.
//!
//! A marker has a line of 4 digits, a serial of 1–3 digits and a type letter (Q single, A/B double,
//! C/D/E triple): MZ/T 149 writes them in one, `3132045Q`.

use super::fold::{BLANK, BREAK, Folded, is_digit};
use super::han::Han;
use std::ops::Range;

/// Longest numeral read, in characters: 999 万 has fewer.
const NUMERAL_MAX: usize = 16;

/// The number of a boundary marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MarkerNo {
    /// 4-digit code of the line; 0 for unknown.
    pub line: u16,
    /// Serial on its line, 1–999.
    pub serial: u16,
    /// Type letter `A`–`E` or `Q`; 0 for unknown.
    pub kind: u8,
}

impl MarkerNo {
    /// From the fields of a record: a line such as `3132`, a serial such as `045` or `45`, and a
    /// type code such as `Q`. `None` without a serial.
    pub fn from_fields(line: &str, serial: &str, kind: &str) -> Option<MarkerNo> {
        let serial = serial.trim().parse().ok().filter(|s| (1..=999).contains(s))?;
        let line = line.trim().parse().ok().filter(|l| *l <= 9999).unwrap_or(0);
        let kind = kind.trim().bytes().next().map_or(0, |k| k.to_ascii_uppercase());
        Some(MarkerNo { line, serial, kind: if is_kind(kind) { kind } else { 0 } })
    }
}

fn is_kind(kind: u8) -> bool {
    matches!(kind, b'A'..=b'E' | b'Q')
}

/// A question for markers: what is not given is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkerQuery {
    /// Line.
    pub line: Option<u16>,
    /// Serial.
    pub serial: u16,
    /// Type letter.
    pub kind: Option<u8>,
}

impl MarkerQuery {
    /// Reads `45`, `045`, `四十五号`, `45号界桩`, `界桩45`, `45Q`, `3132045Q`, `3132 045 Q`.
    pub fn parse(query: &Folded, han: &Han) -> Option<MarkerQuery> {
        let mut units: Vec<u16> = query.units.iter().copied().filter(|&u| u != BLANK).collect();
        let word = |text: &str| text.chars().map(|c| han.unit(c)).collect::<Vec<u16>>();
        if let Some(rest) = units.strip_prefix(&word("界桩")[..]) {
            units = rest.to_vec();
        }
        if let Some(rest) = units.strip_prefix(&word("第")[..]) {
            units = rest.to_vec();
        }
        for end in ["界桩", "号"] {
            if let Some(rest) = units.strip_suffix(&word(end)[..]) {
                units = rest.to_vec();
            }
        }
        let kind =
            units.last().and_then(|&u| u8::try_from(u).ok()).map(|k| k.to_ascii_uppercase()).filter(|k| is_kind(*k));
        if kind.is_some() {
            units.pop();
        }
        let whole = numeral_at(&units, 0, han).filter(|(_, run)| run.end == units.len())?.0;
        let digits = units.iter().all(|&u| is_digit(u)).then_some(units.len());
        let (line, serial) = match digits {
            Some(7) => (Some((whole / 1000) as u16), whole % 1000),
            Some(0 | 4..) => return None,
            _ => (None, whole),
        };
        (1..=999).contains(&serial).then_some(MarkerQuery { line, serial: serial as u16, kind })
    }

    /// Whether a marker is one of those asked for.
    pub fn meets(&self, marker: MarkerNo) -> bool {
        self.serial == marker.serial
            && self.line.is_none_or(|line| line == marker.line)
            && self.kind.is_none_or(|kind| kind == marker.kind)
    }
}

/// Reads the numeral that begins at a unit: digits, or Chinese numerals below a hundred million.
/// Gives its value and the run of units; `None` where there is none, or where it is too long.
pub fn numeral_at(units: &[u16], start: usize, han: &Han) -> Option<(u32, Range<usize>)> {
    let digits = units[start..].iter().take_while(|&&u| is_digit(u)).count();
    if digits > 0 {
        let run = start..start + digits;
        let value = units[run.clone()]
            .iter()
            .try_fold(0u32, |value, &u| value.checked_mul(10)?.checked_add(u32::from(u - u16::from(b'0'))));
        return Some((value?, run));
    }
    let signs: Vec<u32> = units[start..].iter().map_while(|&u| sign(u, han)).take(NUMERAL_MAX + 1).collect();
    let run = start..start + signs.len();
    if signs.is_empty() || signs.len() > NUMERAL_MAX {
        return None;
    }
    if signs.iter().all(|&s| s < 10) {
        let value = signs.iter().try_fold(0u32, |value, s| value.checked_mul(10)?.checked_add(*s));
        return value.map(|v| (v, run));
    }
    let (mut value, mut digit) = (0u32, None);
    for &sign in &signs {
        match sign {
            0..10 => digit = Some(sign),
            10_000 => value = value.checked_add(digit.take().unwrap_or(0))?.checked_mul(10_000)?,
            unit => value = value.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?,
        }
    }
    Some((value.checked_add(digit.unwrap_or(0))?, run))
}

/// The value of a Chinese numeral's sign.
fn sign(unit: u16, han: &Han) -> Option<u32> {
    Some(match han.char_of_unit(unit)? {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        _ => return None,
    })
}

/// The runs of units that are a numeral of this value, with the numerals not cut out of longer ones.
pub fn runs_of_value(units: &[u16], value: u32, han: &Han) -> Vec<Range<usize>> {
    let (mut runs, mut at) = (Vec::new(), 0);
    while at < units.len() {
        match numeral_at(units, at, han) {
            Some((found, run)) => {
                at = run.end;
                if found == value {
                    runs.push(run);
                }
            }
            None => at += 1,
        }
    }
    debug_assert!(runs.iter().all(|r| !units[r.clone()].contains(&BREAK)));
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use crate::han::tests::table;

    #[track_caller]
    fn check_value(text: &str, expected: Option<u32>) {
        let units = fold(text, table()).units;
        let found = numeral_at(&units, 0, table()).filter(|(_, run)| run.end == units.len());
        assert_eq!(found.map(|f| f.0), expected, "{text}");
    }

    #[test]
    fn numerals_have_values() {
        for (text, value) in [("0", 0), ("045", 45), ("十", 10), ("十五", 15), ("四十五", 45), ("二〇二三", 2023)]
        {
            check_value(text, Some(value));
        }
        for (text, value) in [("一百零八", 108), ("两千三百", 2300), ("三万五千", 35_000), ("一百二十", 120)]
        {
            check_value(text, Some(value));
        }
        for text in ["", "村", "99999999999999", "十村", "九九九九九九九九九九九九九九九九九九"] {
            check_value(text, None);
        }
    }

    #[track_caller]
    fn check_marker(query: &str, line: Option<u16>, serial: u16, kind: Option<u8>) {
        let found = MarkerQuery::parse(&fold(query, table()), table());
        assert_eq!(found, Some(MarkerQuery { line, serial, kind }), "{query}");
    }

    #[test]
    fn markers_are_found_in_every_way_they_are_written() {
        for query in ["45", "045", "四十五号", "45号界桩", "界桩45", "４５号", "第45号", "四十五", "四十五号界樁"]
        {
            check_marker(query, None, 45, None);
        }
        check_marker("45q", None, 45, Some(b'Q'));
        check_marker("3132045Q", Some(3132), 45, Some(b'Q'));
        check_marker("3132 045 Q", Some(3132), 45, Some(b'Q'));
        check_marker("3132045", Some(3132), 45, None);
    }

    #[test]
    fn other_texts_are_no_markers() {
        for query in ["", "界桩", "Q", "4500", "0", "吕四", "45号村", "051383312345", "3132000Q"] {
            assert_eq!(MarkerQuery::parse(&fold(query, table()), table()), None, "{query}");
        }
    }

    #[test]
    fn a_query_meets_what_it_leaves_open() {
        let marker = MarkerNo::from_fields("3132", "045", "Q").unwrap();
        assert_eq!(marker, MarkerNo { line: 3132, serial: 45, kind: b'Q' });
        assert!(MarkerQuery { line: None, serial: 45, kind: None }.meets(marker));
        assert!(MarkerQuery { line: Some(3132), serial: 45, kind: Some(b'Q') }.meets(marker));
        assert!(!MarkerQuery { line: Some(3133), serial: 45, kind: None }.meets(marker));
        assert!(!MarkerQuery { line: None, serial: 45, kind: Some(b'A') }.meets(marker));
        assert_eq!(MarkerNo::from_fields("x", "45", "双"), Some(MarkerNo { line: 0, serial: 45, kind: 0 }));
        assert_eq!(MarkerNo::from_fields("3132", "0", "Q"), None);
    }
}
