//! Two versions of a real list: 2 050 childcare centres, edited by rule, with all ids new.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../../engine/tests/real/mod.rs"]
mod real;

use diming_tables::compare::{Entry, Side, Sides, Thresholds, compare};
use diming_tables::{List, Roles};
use diming_text::Han;
use serde_json::Value;

const HEADINGS: [&str; 7] = ["id", "name", "town", "address", "phone", "lon", "lat"];

fn rows(bytes: &[u8]) -> Vec<[String; 7]> {
    let file: Value = serde_json::from_slice(bytes).unwrap();
    let row = |feature: &Value| {
        let text = |key: &str| feature["properties"][key].as_str().unwrap_or("").to_owned();
        let degrees = |at: usize| feature["geometry"]["coordinates"][at].to_string();
        [text("id"), text("name"), text("city"), text("address"), text("phone"), degrees(0), degrees(1)]
    };
    file["features"].as_array().unwrap().iter().map(row).collect()
}

fn list<'r>(rows: impl Iterator<Item = &'r [String; 7]>) -> List {
    let mut list = List::new(HEADINGS.map(str::to_owned).to_vec());
    rows.for_each(|row| list.push(0, row.iter().map(String::as_str)).unwrap());
    list
}

/// What happens to a row in a year; it keeps its own id in what is returned, by which the test knows it.
fn edited(number: usize, mut row: [String; 7]) -> Option<[String; 7]> {
    if number.is_multiple_of(17) {
        return None;
    }
    if number % 7 == 1 {
        row[4] = format!("02-5555{number:04}");
    }
    if number % 10 == 2 {
        let lon: f64 = row[5].parse().unwrap();
        row[5] = format!("{:.6}", lon + 0.003);
    }
    if number % 13 == 3 {
        row[1] = row[1].replace("托嬰中心", "托育中心");
    }
    if number % 11 == 4 {
        row[3] = row[3].chars().filter(|c| !c.is_ascii_digit()).collect();
    }
    Some(row)
}

#[test]
fn renumbered_and_edited_centres_are_found_again() {
    let Some(bytes) = real::real("childcare-tw.geojson") else { return };
    let han =
        Han::parse(&std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/dict/han.bin")).unwrap()).unwrap();
    let before = rows(&bytes);
    // In another order, each with a new id.
    let mut after: Vec<[String; 7]> =
        before.iter().cloned().enumerate().filter_map(|(number, row)| edited(number, row)).collect();
    after.reverse();
    let truth: Vec<String> = after.iter().map(|row| row[0].clone()).collect();
    after.iter_mut().enumerate().for_each(|(number, row)| row[0] = format!("N{number}"));
    let (before, after) = (list(before.iter()), list(after.iter()));
    let roles = Roles::of(before.headings(), |heading| Some(heading.to_owned()));
    let sides = Sides { before: &before, before_roles: roles, after: &after, after_roles: roles, han: &han };
    let found = compare(&sides, &Thresholds::default()).unwrap();
    let is_right = |b: u32, a: u32| before.cell(b as usize, 0) == truth[a as usize];
    let (mut right, mut wrong, mut unsure, mut unsure_right) = (0, 0, 0, 0);
    for entry in found.entries() {
        match entry {
            Entry::Pair { before, after } if is_right(before, after) => right += 1,
            Entry::Pair { .. } => wrong += 1,
            Entry::Group(at) => {
                let group = &found.groups()[at];
                unsure += 1;
                unsure_right += usize::from(is_right(group.before[0], group.after[0]));
            }
            _ => {}
        }
    }
    let all = truth.len();
    println!("{all} rows: {right} right, {wrong} wrong, {unsure} unsure, {unsure_right} of these right");
    assert_eq!(wrong, 0, "a sure pair is never wrong here");
    assert!(right * 100 >= all * 98, "{right} of {all}");
    assert!((right + unsure_right) * 1000 >= all * 995, "{right} and {unsure_right} of {all}");
    assert_eq!(found.crowded(Side::Before).count(), 0);
}
