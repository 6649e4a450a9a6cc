//! Every second record of real addresses is placed by the others, and compared with two simple ways to do it.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy does not see as tests")]

#[path = "../../engine/tests/real/mod.rs"]
mod real;

use diming_protocol::geo::{LonLat, distance_m};
use diming_tables::geocode::{
    Accuracy, Address, Answer, Asked, Entry, House, Known, Register, RegisterBuilder, StepKind, parse_address,
};
use diming_text::Han;
use real::real;
use std::collections::BTreeMap;

fn han() -> Han {
    Han::parse(include_bytes!("../../../data/dict/han.bin")).unwrap()
}

/// A record of the file, with its address in parts.
struct Record {
    id: String,
    name: String,
    address: String,
    at: LonLat,
    parts: Address,
}

impl Record {
    fn district(&self) -> String {
        let divisions = self.parts.counties.iter().chain(&self.parts.town);
        divisions.map(|part| String::from_utf16_lossy(&part.units)).collect()
    }

    /// The street with its section, lanes left out.
    fn street(&self) -> Option<String> {
        let street = self.parts.steps.iter().rev().find(|step| step.kind == StepKind::Street)?;
        Some(self.district() + &String::from_utf16_lossy(&street.part.units))
    }

    /// The number on the street: that of the lane, where there is one.
    fn number(&self) -> Option<House> {
        let lane = self.parts.steps.iter().find(|step| step.kind == StepKind::Lane);
        lane.map_or(self.parts.house, |lane| lane.own)
    }
}

fn records(bytes: &[u8], han: &Han) -> Vec<Record> {
    let file: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let record = |feature: &serde_json::Value| {
        let text = |key: &str| feature["properties"][key].as_str().unwrap_or("").to_owned();
        let number = |at: usize| feature["geometry"]["coordinates"][at].as_f64().unwrap();
        let (address, at) = (text("address"), LonLat { lon: number(0), lat: number(1) });
        let parts = parse_address(&address, &Known::default(), han);
        Record { id: text("id"), name: text("name"), address, at, parts }
    };
    file["features"].as_array().unwrap().iter().map(record).collect()
}

fn register(known: &[&Record], han: &Han) -> Register {
    let mut builder = RegisterBuilder::default();
    for record in known {
        let (id, name, address) = (&*record.id, &*record.name, &*record.address);
        builder.push(&Entry { id, name, address, at: Some(record.at), ..Entry::default() }, han).unwrap();
    }
    std::iter::repeat_with(|| builder.step(1_000, han)).find_map(|register| register).unwrap()
}

/// How well some rows were placed.
struct Score {
    rows: usize,
    placed: usize,
    /// Of all rows, those whose nearest other record is of their district.
    right: usize,
    /// Metres to the true place, ascending, of the rows that were placed.
    off: Vec<f64>,
}

impl Score {
    fn share(&self) -> f64 {
        self.right as f64 / self.rows as f64
    }

    /// Metres within which a share of the placed rows lies.
    fn off_m(&self, share: f64) -> f64 {
        self.off[((self.off.len() - 1) as f64 * share) as usize]
    }
}

/// Judges places by the true ones: the district of a place is that of the nearest other record.
fn score(asked: &[&Record], all: &[Record], places: &[Option<LonLat>]) -> Score {
    let mut score = Score { rows: asked.len(), placed: 0, right: 0, off: Vec::new() };
    for (record, place) in asked.iter().zip(places) {
        let Some(place) = *place else { continue };
        score.placed += 1;
        let others = all.iter().filter(|other| other.id != record.id);
        let nearest = others.min_by(|a, b| distance_m(a.at, place).total_cmp(&distance_m(b.at, place))).unwrap();
        score.right += usize::from(nearest.district() == record.district());
        score.off.push(distance_m(record.at, place));
    }
    score.off.sort_by(f64::total_cmp);
    score
}

fn show(what: &str, score: &Score) {
    println!(
        "{what}: {} of {} placed, {:.1} % in the right district, median {:.0} m, p90 {:.0} m",
        score.placed,
        score.rows,
        score.share() * 100.0,
        score.off_m(0.5),
        score.off_m(0.9)
    );
}

/// Baseline: the middle of the known records of the district.
fn district_centres(asked: &[&Record], known: &[&Record]) -> Vec<Option<LonLat>> {
    let mut sums: BTreeMap<String, (f64, f64, f64)> = BTreeMap::new();
    for record in known {
        let sum = sums.entry(record.district()).or_default();
        *sum = (sum.0 + record.at.lon, sum.1 + record.at.lat, sum.2 + 1.0);
    }
    let centre = |record: &&Record| sums.get(&record.district()).map(|s| LonLat { lon: s.0 / s.2, lat: s.1 / s.2 });
    asked.iter().map(centre).collect()
}

/// Baseline: the known record with the nearest number on the street.
fn nearest_numbers(asked: &[&Record], known: &[&Record]) -> Vec<Option<LonLat>> {
    let nearest = |record: &&Record| {
        let (street, number) = (record.street()?, record.number()?);
        let on_street = known.iter().filter(|other| other.street().as_ref() == Some(&street));
        let off = |other: &&&Record| other.number().map_or(u32::MAX, |other| other.value.abs_diff(number.value));
        on_street.min_by_key(off).map(|other| other.at)
    };
    asked.iter().map(nearest).collect()
}

#[test]
fn real_addresses_are_placed_better_than_by_simple_means() {
    let Some(bytes) = real("childcare-tw.geojson") else { return };
    let han = han();
    let all = records(&bytes, &han);
    let half = |rest: usize| all.iter().skip(rest).step_by(2).collect::<Vec<_>>();
    let (known, asked) = (half(0), half(1));
    let register = register(&known, &han);
    let answers: Vec<Answer> =
        asked.iter().map(|row| register.find(&Asked { address: &row.address, ..Asked::default() }, &han)).collect();
    let places = |is_it: &dyn Fn(usize) -> bool| {
        let place = |(row, answer): (usize, &Answer)| answer.candidates.first().filter(|_| is_it(row)).map(|c| c.at);
        answers.iter().enumerate().map(place).collect::<Vec<_>>()
    };
    let ours = score(&asked, &all, &places(&|_| true));
    let centres = score(&asked, &all, &district_centres(&asked, &known));
    let on_street = nearest_numbers(&asked, &known);
    let numbers = score(&asked, &all, &on_street);
    let ours_there = score(&asked, &all, &places(&|row| on_street[row].is_some()));
    show("ours", &ours);
    show("district centres", &centres);
    show("nearest numbers", &numbers);
    show("ours, where that has a place", &ours_there);
    for accuracy in [
        Accuracy::HouseNumber,
        Accuracy::NearNumber,
        Accuracy::Group,
        Accuracy::Street,
        Accuracy::Village,
        Accuracy::Town,
    ] {
        let of_it = places(&|row| answers[row].accuracy() == accuracy);
        if of_it.iter().any(Option::is_some) {
            show(&format!("  {accuracy:?}"), &score(&asked, &all, &of_it));
        }
    }
    let sure = score(&asked, &all, &places(&|row| answers[row].is_sure));
    show("sure", &sure);
    let district_of_sure = sure.right as f64 / sure.placed as f64;
    println!(
        "sure: {:.1} % of all, {:.1} % of them in the right district",
        100.0 * sure.placed as f64 / sure.rows as f64,
        100.0 * district_of_sure
    );
    assert!(ours.share() >= centres.share().max(numbers.share()));
    assert!(ours.off_m(0.5) <= centres.off_m(0.5) && ours_there.off_m(0.5) <= numbers.off_m(0.5));
}
