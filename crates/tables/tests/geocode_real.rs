//! Every second record of real addresses is placed by the others, and compared with two simple ways to do it.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy does not see as tests")]

#[path = "../../engine/tests/real/mod.rs"]
mod real;

use diming_protocol::geo::{LonLat, distance_m, near_haversine};
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

/// A row's place, judged by the true ones.
#[derive(Clone, Copy)]
struct Judged {
    /// Its nearest other record is of its district.
    is_right: bool,
    /// Metres to the true place.
    off_m: f64,
}

fn judge(asked: &[&Record], all: &[Record], places: &[Option<LonLat>]) -> Vec<Option<Judged>> {
    let districts: Vec<String> = all.iter().map(Record::district).collect();
    let judge = |(record, place): (&&Record, &Option<LonLat>)| {
        let place = (*place)?;
        let far = near_haversine(place);
        let mut nearest = (f64::INFINITY, "");
        for (other, district) in all.iter().zip(&districts).filter(|(other, _)| other.id != record.id) {
            if far(other.at) < nearest.0 {
                nearest = (far(other.at), district);
            }
        }
        Some(Judged { is_right: nearest.1 == record.district(), off_m: distance_m(record.at, place) })
    };
    asked.iter().zip(places).map(judge).collect()
}

/// How well some rows were placed.
struct Score {
    rows: usize,
    placed: usize,
    right: usize,
    /// Metres to the true place, ascending, of the rows that were placed.
    off: Vec<f64>,
}

impl Score {
    /// Of those judged rows that count.
    fn of(judged: &[Option<Judged>], counts: impl Fn(usize) -> bool) -> Score {
        let rows = (0..judged.len()).filter(|&row| counts(row));
        let placed: Vec<Judged> = rows.clone().filter_map(|row| judged[row]).collect();
        let mut off: Vec<f64> = placed.iter().map(|judged| judged.off_m).collect();
        off.sort_by(f64::total_cmp);
        let right = placed.iter().filter(|judged| judged.is_right).count();
        Score { rows: rows.count(), placed: placed.len(), right, off }
    }

    /// Rows placed in the right district, of all.
    fn share(&self) -> f64 {
        self.right as f64 / self.rows as f64
    }

    /// Metres within which a share of the placed rows lies.
    fn off_m(&self, share: f64) -> f64 {
        self.off[((self.off.len() - 1) as f64 * share) as usize]
    }
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

/// Accuracies of which the figures are shown.
const FINE: [Accuracy; 6] =
    [Accuracy::HouseNumber, Accuracy::NearNumber, Accuracy::Group, Accuracy::Street, Accuracy::Village, Accuracy::Town];

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
    let first = |answer: &Answer| answer.candidates.first().map(|candidate| candidate.at);
    let ours = judge(&asked, &all, &answers.iter().map(first).collect::<Vec<_>>());
    let centres = judge(&asked, &all, &district_centres(&asked, &known));
    let numbers = judge(&asked, &all, &nearest_numbers(&asked, &known));
    let on_street = |row: usize| numbers[row].is_some();
    let [all_ours, ours_there] = [Score::of(&ours, |_| true), Score::of(&ours, on_street)];
    let [centres, numbers_there] = [Score::of(&centres, |_| true), Score::of(&numbers, on_street)];
    show("ours", &all_ours);
    show("district centres", &centres);
    show("nearest numbers", &numbers_there);
    show("ours, where that has a place", &ours_there);
    for accuracy in FINE {
        let score = Score::of(&ours, |row| answers[row].accuracy() == accuracy);
        if score.placed > 0 {
            show(accuracy.code(), &score);
        }
    }
    let sure = Score::of(&ours, |row| answers[row].is_sure);
    show("sure", &sure);
    let near = |bound: f64| sure.off.iter().filter(|off| **off <= bound).count() as f64 / sure.placed as f64;
    println!("of the sure {:.1} % within 500 m, {:.1} % within 1 km", 100.0 * near(500.0), 100.0 * near(1_000.0));
    assert!(all_ours.share() >= centres.share() && ours_there.share() >= numbers_there.share());
    assert!(sure.share() >= 0.99 && sure.off_m(0.9) <= 1_000.0);
    assert!(all_ours.off_m(0.5) <= centres.off_m(0.5) && ours_there.off_m(0.5) <= numbers_there.off_m(0.5));
}
