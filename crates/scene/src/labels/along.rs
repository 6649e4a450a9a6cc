//! A name along a line: one character after the other, each turned as the line runs.

use diming_protocol::geo::World;
use std::f64::consts::{FRAC_PI_2, PI};

/// Space between characters, as a part of their width: names of rivers are set wide.
const SPACING: f64 = 0.35;
/// Sharpest turn between two characters, radians: a name is not written round a corner.
const TURN_MAX: f64 = 0.7;

/// A character of a name along a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// The character.
    pub text: String,
    /// Its middle, relative to the anchor of the name, CSS pixels.
    pub at_px: (f64, f64),
    /// How it is turned clockwise, radians.
    pub angle: f64,
    /// Half its size, CSS pixels.
    pub reach_px: f64,
}

/// Places a name in the middle of a line, given relative to the anchor in CSS pixels; `None` where the line is too
/// short or too bent for it. It is read from left to right; along a steep line Chinese stands upright, one character
/// below the other. `measure` gives the width of a character.
pub fn glyphs_along(
    name: &str,
    line_px: &[(f64, f64)],
    font_px: f64,
    mut measure: impl FnMut(&str) -> f64,
) -> Option<Vec<Glyph>> {
    let is_wide = name.chars().all(|c| c >= '\u{2e80}');
    let (first, last) = (line_px.first()?, line_px.last()?);
    let (dx, dy) = (last.0 - first.0, last.1 - first.1);
    let is_steep = dy.abs() > dx.abs();
    let is_turned = if is_steep && is_wide { dy < 0.0 } else { dx < 0.0 };
    let line: Vec<(f64, f64)> = if is_turned { line_px.iter().rev().copied().collect() } else { line_px.to_vec() };
    let chars: Vec<String> = name.chars().map(String::from).collect();
    let widths: Vec<f64> = chars.iter().map(|c| if is_steep && is_wide { font_px } else { measure(c) }).collect();
    let gap = if is_wide { SPACING * font_px } else { 0.0 };
    let needed = widths.iter().sum::<f64>() + gap * (chars.len().max(1) - 1) as f64;
    let length: f64 = line.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    if needed > length || name.is_empty() {
        return None;
    }
    let mut along = (length - needed) / 2.0;
    let mut glyphs: Vec<Glyph> = Vec::new();
    for (text, width) in chars.into_iter().zip(widths) {
        let (from, to) = (place(&line, along), place(&line, along + width));
        let run = (to.1 - from.1).atan2(to.0 - from.0);
        if glyphs.last().is_some_and(|last| turn(last.angle, run) > TURN_MAX) {
            return None;
        }
        let at_px = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        glyphs.push(Glyph { text, at_px, angle: run, reach_px: width.max(font_px) / 2.0 });
        along += width + gap;
    }
    if is_steep && is_wide {
        glyphs.iter_mut().for_each(|glyph| glyph.angle -= FRAC_PI_2);
    }
    Some(glyphs)
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (b.0 - a.0).hypot(b.1 - a.1)
}

/// The least angle between two directions, radians.
fn turn(a: f64, b: f64) -> f64 {
    let turn = (b - a).rem_euclid(2.0 * PI);
    turn.min(2.0 * PI - turn)
}

/// The position at a distance along a line.
fn place(line: &[(f64, f64)], along: f64) -> (f64, f64) {
    let mut left = along;
    for pair in line.windows(2) {
        let length = distance(pair[0], pair[1]);
        if left <= length && length > 0.0 {
            let part = left / length;
            return (pair[0].0 + (pair[1].0 - pair[0].0) * part, pair[0].1 + (pair[1].1 - pair[0].1) * part);
        }
        left -= length;
    }
    line.last().copied().unwrap_or_default()
}

/// A line of the map, relative to an anchor, in CSS pixels.
pub fn relative_px(along: &[World], at: World, world_px: f64) -> Vec<(f64, f64)> {
    along.iter().map(|p| ((p.x - at.x) * world_px, (p.y - at.y) * world_px)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(name: &str, line: &[(f64, f64)]) -> Option<Vec<Glyph>> {
        glyphs_along(name, line, 13.0, |c| if c.is_ascii() { 7.0 } else { 13.0 })
    }

    #[test]
    fn a_name_is_read_from_left_to_right_in_the_middle_of_its_line() {
        for line in [[(-100.0, 0.0), (100.0, 0.0)], [(100.0, 0.0), (-100.0, 0.0)]] {
            let placed = glyphs("通吕运河", &line).unwrap();
            assert!(placed.windows(2).all(|pair| pair[0].at_px.0 < pair[1].at_px.0), "{placed:?}");
            let middle: f64 = placed.iter().map(|glyph| glyph.at_px.0).sum::<f64>() / 4.0;
            assert!(middle.abs() < 1e-9 && placed.iter().all(|glyph| glyph.angle.abs() < 1e-9));
        }
    }

    #[test]
    fn along_a_steep_line_chinese_stands_upright_and_latin_turns() {
        let line = [(0.0, 100.0), (5.0, -100.0)];
        let placed = glyphs("三和港", &line).unwrap();
        assert!(placed.windows(2).all(|pair| pair[0].at_px.1 < pair[1].at_px.1), "from top to bottom: {placed:?}");
        assert!(placed.iter().all(|glyph| glyph.angle.abs() < 0.1));
        let latin = glyphs("Sanhe Gang", &line).unwrap();
        assert!(latin.iter().all(|glyph| (glyph.angle.abs() - FRAC_PI_2).abs() < 0.1));
    }

    #[test]
    fn no_name_is_written_where_it_does_not_fit_or_round_a_corner() {
        assert_eq!(glyphs("通吕运河", &[(0.0, 0.0), (40.0, 0.0)]), None);
        assert_eq!(glyphs("通吕运河", &[(-100.0, 0.0), (0.0, 0.0), (0.0, 100.0)]), None);
        assert_eq!(glyphs("河", &[]), None);
    }
}
