//! Parses written coordinates: degrees, minutes and seconds, hemispheres before or after, both in one cell.

use super::is_blank_sign;
use super::names::half_width;
use diming_text::decimal::parse_decimal;

/// Longest text that is parsed, bytes.
const TEXT_BYTES_MAX: usize = 160;

/// One ordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Angle {
    /// Degrees; east and north are positive.
    pub degrees: f64,
    /// Whether it is marked as a longitude (`Some(true)`) or a latitude.
    pub is_longitude: Option<bool>,
    /// It is a plain decimal number.
    pub is_plain: bool,
}

/// A position in one text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// The latitude is first, and only the value (over 90) shows it.
    pub is_swapped: bool,
}

/// Normalises a text: half width, one character each for degree, minute and second, letters for hemispheres.
fn normal(text: &str) -> Option<String> {
    if text.len() > TEXT_BYTES_MAX {
        return None;
    }
    let mut out = String::new();
    for sign in text.chars().map(half_width) {
        match sign {
            c if is_blank_sign(c) => out.push(' '),
            '度' | 'º' | '˚' | '゜' => out.push('°'),
            '分' | '′' | '’' | '‘' | '`' | 'ʹ' | '´' => out.push('\''),
            '秒' | '″' | '”' | '“' | '〃' | 'ʺ' => out.push('"'),
            '、' | '，' => out.push(','),
            '−' | '–' | '－' => out.push('-'),
            c => out.push(c.to_ascii_uppercase()),
        }
    }
    let mut out = out.replace("''", "\"");
    for (word, letter) in [("东经", "E"), ("西经", "W"), ("北纬", "N"), ("南纬", "S")] {
        out = out.replace(word, letter);
    }
    for word in ["经度", "纬度", "LONGITUDE", "LATITUDE", "LNG", "LON", "LAT"] {
        out = out.replace(&format!("{word}:"), " ").replace(&format!("{word}="), " ");
    }
    // In Chinese, the labels above contain the character for degree.
    for (word, sign) in [("经°:", " "), ("纬°:", " "), ("经°", "E"), ("纬°", "N")] {
        out = out.replace(word, sign);
    }
    Some(out.trim().to_owned())
}

/// Parses one ordinate: `121.7`, `121.7°`, `121°42′0″E`, `东经121度42分`, `E121°42.0'`, `121:42:00`, `121-42-00`, `121 42
/// 0`.
pub fn parse_angle(text: &str) -> Option<Angle> {
    angle_of(&normal(text)?)
}

/// Whether a position text is just two decimal numbers.
pub fn is_plain_pair(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b",. -".contains(&b))
}

/// Whether the letters of two ordinates show that they are swapped.
pub fn are_exchanged(lon: Angle, lat: Angle) -> bool {
    matches!((lon.is_longitude, lat.is_longitude), (Some(false), Some(true) | None) | (None, Some(true)))
}

fn angle_of(text: &str) -> Option<Angle> {
    let text = text.trim().trim_end_matches([',', ';']).trim();
    let (sign, axis, body) = hemisphere(text)?;
    let (negative, body) = match body.strip_prefix('-') {
        Some(rest) => (true, rest.trim()),
        None => (false, body.strip_prefix('+').unwrap_or(body).trim()),
    };
    let is_negative = negative != (sign < 0.0);
    if let Some(number) = decimal(body) {
        let degrees = if is_negative { -number } else { number };
        return Some(Angle { degrees, is_longitude: axis, is_plain: axis.is_none() });
    }
    let parts = parts_of(body)?;
    let [degrees, minutes, seconds] = parts;
    if minutes >= 60.0 || seconds >= 60.0 || degrees > 180.0 {
        return None;
    }
    let size = degrees + minutes / 60.0 + seconds / 3600.0;
    Some(Angle { degrees: if is_negative { -size } else { size }, is_longitude: axis, is_plain: false })
}

/// Digits with a point: no sign, no exponent.
fn decimal(text: &str) -> Option<f64> {
    let is_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_digits { parse_decimal(text) } else { None }
}

/// The sign and axis given by a letter before or after, and the rest.
fn hemisphere(text: &str) -> Option<(f64, Option<bool>, &str)> {
    let of = |letter: char| match letter {
        'E' => Some((1.0, true)),
        'W' => Some((-1.0, true)),
        'N' => Some((1.0, false)),
        'S' => Some((-1.0, false)),
        _ => None,
    };
    let first = text.chars().next()?;
    let last = text.chars().next_back()?;
    Some(match (of(first), of(last)) {
        (Some((sign, axis)), None) => (sign, Some(axis), text.get(1..)?.trim_start_matches([':', ' '])),
        (None, Some((sign, axis))) => (sign, Some(axis), text.get(..text.len() - 1)?.trim()),
        (None, None) => (1.0, None, text),
        (Some(_), Some(_)) => return None,
    })
}

/// Degrees, minutes, seconds; the last may have decimals.
fn parts_of(text: &str) -> Option<[f64; 3]> {
    let mut parts = [0.0; 3];
    if text.contains('°') {
        let (degrees, rest) = text.split_once('°')?;
        parts[0] = decimal(degrees.trim())?;
        let rest = rest.trim();
        let (minutes, seconds) = match rest.split_once('\'') {
            Some((minutes, seconds)) => (minutes.trim(), seconds.trim().trim_end_matches('"').trim()),
            // Minutes without their mark.
            None => (rest, ""),
        };
        let is_whole = |text: &str| !text.contains('.');
        if !minutes.is_empty() {
            parts[1] = decimal(minutes).filter(|_| is_whole(degrees))?;
        }
        if !seconds.is_empty() {
            parts[2] = decimal(seconds).filter(|_| is_whole(minutes))?;
        }
        return Some(parts);
    }
    // Three parts between colons, hyphens or blanks; two would be ambiguous.
    let mark = [':', '-', ' '].into_iter().find(|&mark| text.contains(mark))?;
    let mut found = 0;
    for (at, part) in text.split(mark).map(str::trim).filter(|part| !part.is_empty()).enumerate() {
        let is_whole = at == 2 || part.len() <= 3 && !part.contains('.');
        *parts.get_mut(at)? = decimal(part.trim_end_matches(['"', '\''])).filter(|_| is_whole)?;
        found = at + 1;
    }
    (found == 3).then_some(parts)
}

/// Parses a position in one text: `121.7,31.9` with any separator, `31.9 N 121.7 E`, `POINT(121.7 31.9)`.
pub fn parse_place(text: &str) -> Option<Place> {
    let text = normal(text)?;
    let inner = point_of(&text)?;
    let inner = inner.trim_matches(['(', ')', '[', ']', '{', '}', ' ', '"']);
    let pair = |first: &str, second: &str| place_of(angle_of(first)?, angle_of(second)?);
    for mark in [',', ';', '/', '|'] {
        let parts: Vec<&str> = inner.split(mark).map(str::trim).filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [first, second] => return pair(first, second),
            // An altitude follows.
            [first, second, third] if decimal(third.trim_start_matches('-')).is_some() => return pair(first, second),
            _ => {}
        }
    }
    let words: Vec<&str> = inner.split_whitespace().collect();
    if let [first, second] | [first, second, _] = words.as_slice()
        && let (Some(first), Some(second)) = (angle_of(first), angle_of(second))
        && (words.len() == 2 || first.is_plain)
    {
        let is_height = words.get(2).is_none_or(|word| decimal(word.trim_start_matches('-')).is_some());
        // Three integers are one angle.
        let is_angle = words.len() == 3 && angle_of(inner).is_some();
        return place_of(first, second).filter(|_| is_height && !is_angle);
    }
    // Split by letters: `N31°54′E121°42′`, `121°42′E 31°54′N`.
    inner.char_indices().filter(|(at, c)| *at > 0 && c.is_ascii_uppercase()).find_map(|(at, c)| {
        let split = |at: usize| {
            let (first, second) = (angle_of(inner.get(..at)?)?, angle_of(inner.get(at..)?)?);
            place_of(first, second).filter(|_| first.is_longitude.is_some() && second.is_longitude.is_some())
        };
        split(at).or_else(|| split(at + c.len_utf8()))
    })
}

/// The content of the brackets of WKT; other texts unchanged.
fn point_of(text: &str) -> Option<&str> {
    let text = text.split_once("SRID=").and_then(|(_, rest)| rest.split_once(';')).map_or(text, |(_, rest)| rest);
    let Some(rest) = text.trim().strip_prefix("POINT") else { return Some(text) };
    let rest = rest.trim_start_matches([' ', 'Z', 'M']);
    rest.strip_prefix('(')?.strip_suffix(')')
}

fn place_of(first: Angle, second: Angle) -> Option<Place> {
    let is_latitude_first = match (first.is_longitude, second.is_longitude) {
        (Some(first), Some(second)) if first == second => return None,
        (Some(is_longitude), _) => !is_longitude,
        (None, Some(is_longitude)) => is_longitude,
        (None, None) if first.degrees.abs() <= 90.0 && second.degrees.abs() > 90.0 => {
            return Some(Place { lon: second.degrees, lat: first.degrees, is_swapped: true });
        }
        (None, None) => false,
    };
    let (lon, lat) = if is_latitude_first { (second, first) } else { (first, second) };
    Some(Place { lon: lon.degrees, lat: lat.degrees, is_swapped: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_ordinate_in_every_writing() {
        for (text, degrees, axis) in [
            ("121.7", 121.7, None),
            ("121.7°", 121.7, None),
            ("１２１．７", 121.7, None),
            ("121°42′0″E", 121.7, Some(true)),
            ("121º42'00\"", 121.7, None),
            ("东经121度42分", 121.7, Some(true)),
            ("北纬31度54分0秒", 31.9, Some(false)),
            ("E121°42.0'", 121.7, Some(true)),
            ("121:42:00", 121.7, None),
            ("121-42-00", 121.7, None),
            ("121 42 0", 121.7, None),
            ("121°42", 121.7, None),
            ("W 121°42′", -121.7, Some(true)),
            ("31.9S", -31.9, Some(false)),
            ("-121.7", -121.7, None),
            ("经度121.7", 121.7, Some(true)),
            ("经度：121.7", 121.7, None),
            ("１２１°４２′", 121.7, None),
        ] {
            let angle = parse_angle(text);
            assert!(angle.is_some_and(|a| (a.degrees - degrees).abs() < 1e-9), "{text}: {angle:?}");
            assert_eq!(angle.and_then(|a| a.is_longitude), axis, "{text}");
        }
        for text in [
            "",
            "东",
            "121.7,31.9",
            "121°72′",
            "121-42",
            "2023-05-04x",
            "1.2.3",
            "°",
            "E",
            "十二",
            "13812345678901-2-3",
        ] {
            assert_eq!(parse_angle(text), None, "{text}");
        }
    }

    #[test]
    fn both_in_one_text() {
        for text in [
            "121.7,31.9",
            "121.7，31.9",
            "121.7 31.9",
            "121.7；31.9",
            "121.7、31.9",
            "(121.7, 31.9)",
            "[121.7,31.9]",
            "121.7/31.9",
            "POINT(121.7 31.9)",
            "POINT Z (121.7 31.9 4)",
            "SRID=4490;POINT(121.7 31.9)",
            "121.7,31.9,4.5",
            "东经121度42分,北纬31度54分",
            "东经121°42′北纬31°54′",
            "N31°54′ E121°42′",
            "121°42′0″E,31°54′0″N",
            "31°54′0″N 121°42′0″E",
            "121° 42′ E 31° 54′ N",
            "１２１．７，３１．９",
            "121.7\n31.9",
            "经度:121.7,纬度:31.9",
            "31.9,121.7",
            "北纬31.9，东经121.7",
        ] {
            let place = parse_place(text);
            assert!(
                place.is_some_and(|p| (p.lon - 121.7).abs() < 1e-9 && (p.lat - 31.9).abs() < 1e-9),
                "{text}: {place:?}"
            );
            assert_eq!(place.map(|p| p.is_swapped), Some(text == "31.9,121.7"), "{text}");
        }
        for text in ["", "121.7", "汇龙镇人民路5号", "121 42 0", "甲,乙", "LINESTRING(1 2,3 4)", "1,2,3,4"] {
            assert_eq!(parse_place(text), None, "{text}");
        }
    }
}
