//! A position that somebody typed or pasted: two numbers, in either order.

use super::{LonLat, LonLatBounds};
use diming_text::decimal::parse_decimal;

/// Longest text that is looked at, bytes.
const LENGTH_MAX: usize = 80;

/// The position that a text is, if it is one. The order is the one that lies in the bounds; where neither does, it is
/// longitude before latitude, unless that cannot be.
pub fn typed_position(text: &str, bounds: LonLatBounds) -> Option<LonLat> {
    if text.len() > LENGTH_MAX {
        return None;
    }
    let is_between = |c: char| c.is_whitespace() || ",，、;；/()（）".contains(c);
    let mut numbers = text.split(is_between).filter(|part| !part.is_empty()).map(|part| parse_decimal(&plain(part)));
    let (first, second) = (numbers.next()??, numbers.next()??);
    // Two house numbers are no place.
    if numbers.next().is_some() || !text.contains(['.', '．', '°']) {
        return None;
    }
    let both = [LonLat { lon: first, lat: second }, LonLat { lon: second, lat: first }];
    let on_earth = |at: &&LonLat| at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0;
    both.iter().find(|at| bounds.contains(**at)).or_else(|| both.iter().find(on_earth)).copied()
}

/// Half-width, without the signs of degrees.
fn plain(part: &str) -> String {
    let half_width = |c: char| match c {
        '０'..='９' | '．' | '－' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    part.trim_matches(['°', '度', 'E', 'N', 'e', 'n']).chars().map(half_width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_read_in_either_order() {
        let bounds = LonLatBounds { west: 121.25, south: 31.55, east: 122.1, north: 32.25 };
        let here = Some(LonLat { lon: 121.66, lat: 31.81 });
        for text in [
            "121.66,31.81",
            "31.81 121.66",
            "121.66，31.81",
            "(121.66, 31.81)",
            " 31.81/121.66 ",
            "１２１．６６，３１．８１",
            "121.66°E, 31.81°N",
            "N31.81 E121.66",
        ] {
            assert_eq!(typed_position(text, bounds), here, "{text}");
        }
        assert_eq!(typed_position("116.4,39.9", bounds), Some(LonLat { lon: 116.4, lat: 39.9 }));
        assert_eq!(typed_position("39.9,116.4", bounds), Some(LonLat { lon: 116.4, lat: 39.9 }));
        for text in [
            "",
            "121.66",
            "121 31",
            "121.66,31.81,5",
            "石桥 31.8",
            "200.5,100.5",
            "0513-8331.2345 1",
            "nan,inf",
            "12.3,x",
        ] {
            assert_eq!(typed_position(text, bounds), None, "{text}");
        }
    }
}
