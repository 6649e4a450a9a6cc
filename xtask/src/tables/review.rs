//! The tables that only the review needs: the standard characters and the pairs that look alike.
//!
//! Two standard characters look alike where they share the first four digits of a four-corner
//! code, differ by at most one stroke, and their Cangjie codes are at most one slip apart, of three
//! letters or more, or under the same radical; where Unihan lists them as spoofing variants; or
//! where the hand-kept `alike.json` names them.

use super::{Fields, code_point, entries};
use diming_text::slip::at_most_one_slip;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Characters of the first level, and of the first and the second.
const LEVEL_ENDS: [usize; 2] = [3500, 6500];

/// The files of `data/dict/` with their contents.
pub fn tables(fields: &Fields, version: &str, hand: &Value) -> Result<Vec<(&'static str, String)>, String> {
    let standard = standard(fields)?;
    let head = format!("Unihan {version}, as packaged by Debian (unicode-data); made by `cargo xtask tables`");
    let mut listed = format!("# 通用规范汉字表 (2013), a level a line, in its order: kTGH of {head}.\n");
    for (i, &c) in standard.iter().enumerate() {
        listed.extend(char::from_u32(c));
        if LEVEL_ENDS.contains(&(i + 1)) || i + 1 == standard.len() {
            listed.push('\n');
        }
    }
    let mut alike = format!("# Pairs of standard characters that look alike: {head},\n# and alike.json.\n");
    for (a, b) in pairs(fields, &standard, hand)? {
        alike.extend([a, b].into_iter().filter_map(char::from_u32));
        alike.push('\n');
    }
    Ok(vec![("standard.txt", listed), ("alike.txt", alike)])
}

/// The standard characters in the order of their table.
fn standard(fields: &Fields) -> Result<Vec<u32>, String> {
    let numbers = fields.get("kTGH").ok_or("Unihan has no kTGH")?;
    let place = |value: &String| value.split(' ').next()?.split_once(':')?.1.parse::<usize>().ok();
    let placed: BTreeMap<usize, u32> = numbers.iter().filter_map(|(&c, value)| Some((place(value)?, c))).collect();
    match placed.keys().copied().eq(1..=8105) {
        true => Ok(placed.into_values().collect()),
        false => Err(format!("kTGH has {} numbers, not 1 to 8105", placed.len())),
    }
}

/// What of a character is compared.
struct Shape<'a> {
    corners: BTreeSet<&'a str>,
    strokes: i32,
    radicals: BTreeSet<&'a str>,
    cangjie: &'a str,
}

fn pairs(fields: &Fields, standard: &[u32], hand: &Value) -> Result<BTreeSet<(u32, u32)>, String> {
    let empty = BTreeMap::new();
    let values = |name: &str, c: u32| fields.get(name).unwrap_or(&empty).get(&c).map_or("", String::as_str);
    let shape = |c: u32| Shape {
        corners: values("kFourCornerCode", c).split(' ').filter_map(|code| code.get(..4)).collect(),
        strokes: values("kTotalStrokes", c).split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0),
        radicals: values("kRSUnicode", c).split(' ').filter_map(|r| r.split(['.', '\'']).next()).collect(),
        cangjie: values("kCangjie", c),
    };
    let shapes: BTreeMap<u32, Shape> = standard.iter().map(|&c| (c, shape(c))).collect();
    let mut by_corners: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (&c, shape) in &shapes {
        shape.corners.iter().for_each(|&code| by_corners.entry(code).or_default().push(c));
    }
    let mut found = BTreeSet::new();
    let mut add = |a: u32, b: u32| {
        if a != b && shapes.contains_key(&a) && shapes.contains_key(&b) {
            found.insert((a.min(b), a.max(b)));
        }
    };
    for alike in by_corners.values() {
        for (i, &a) in alike.iter().enumerate() {
            alike[i + 1..].iter().filter(|b| look_alike(&shapes[&a], &shapes[*b])).for_each(|&b| add(a, b));
        }
    }
    for (&a, value) in fields.get("kSpoofingVariant").unwrap_or(&empty) {
        value.split(' ').filter_map(code_point).for_each(|b| add(a, b));
    }
    for entry in entries(hand, "groups")? {
        let group: Vec<u32> = entry["characters"].as_str().unwrap_or_default().chars().map(u32::from).collect();
        if group.len() < 2 || group.iter().any(|c| !shapes.contains_key(c)) {
            return Err(format!("alike.json: {entry} is no group of standard characters"));
        }
        group.iter().for_each(|&a| group.iter().for_each(|&b| add(a, b)));
    }
    Ok(found)
}

fn look_alike(a: &Shape, b: &Shape) -> bool {
    let longer = a.cangjie.len().max(b.cangjie.len());
    (a.strokes - b.strokes).abs() <= 1
        && !a.cangjie.is_empty()
        && !b.cangjie.is_empty()
        && at_most_one_slip(a.cangjie.as_bytes(), b.cangjie.as_bytes())
        && (longer >= 3 || !a.radicals.is_disjoint(&b.radicals))
}
