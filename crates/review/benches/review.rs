//! Times the naming review over a made-up gazetteer: `cargo bench -p diming-review --bench review [-- NAMES]`.
//!
//! One line a measure. First the register's building, then single reviews of names made like those
//! registered, then a batch of a thousand applications.

#[path = "../../engine/benches/dice/mod.rs"]
mod dice;

use dice::Dice;
use diming_review::profile::Profile;
use diming_review::register::Entry;
use diming_review::{Review, Tables};
use diming_review_protocol::application::{Application, NameType};
use diming_review_protocol::finding::Status;
use diming_text::Han;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

const CHARACTERS: &str = "人民和平江海长乐建设文化东方新华中山解放胜利团结友谊北京南京上海天津学府金银花园紫薇";
const GENERICS: [(&str, NameType); 5] = [
    ("路", NameType::Street),
    ("巷", NameType::Street),
    ("花园", NameType::Estate),
    ("大厦", NameType::Building),
    ("村", NameType::VillageCommittee),
];
const REVIEWS: usize = 500;
const BATCH: usize = 1000;

fn name(dice: &mut Dice, characters: &[char]) -> (String, NameType) {
    let (generic, kind) = GENERICS[dice.below(GENERICS.len())];
    let specific: String = (0..2 + dice.below(2)).map(|_| characters[dice.below(characters.len())]).collect();
    (specific + generic, kind)
}

fn application(dice: &mut Dice, characters: &[char], towns: usize) -> Application {
    let (name, kind) = name(dice, characters);
    let town = dice.below(towns);
    let county = format!("县{}", town / 20);
    Application { name, kind, town: format!("镇{town}"), county, storeys: Some(12.0), ..Application::default() }
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

fn measure(names: usize, profile: Profile, tables: Tables) {
    let mut dice = Dice(7);
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let towns = 1 + names / 250;
    let made: Vec<Application> = (0..names).map(|_| application(&mut dice, &characters, towns)).collect();
    let start = Instant::now();
    let mut review = Review::new(profile, tables);
    for (number, a) in made.iter().enumerate() {
        let id = format!("g{number}");
        let status = if number % 20 == 0 { Status::Former } else { Status::Current };
        let entry = Entry { id: &id, name: &a.name, kind: Some(a.kind), status, town: &a.town, ..Entry::default() };
        review.register(&entry, |field| {
            if field == "county" {
                &a.county
            } else if field == "town" {
                &a.town
            } else {
                ""
            }
        });
    }
    while review.register.sort_some() {}
    println!("review/{names}/build {:.0} ms", milliseconds(start));
    let asked: Vec<Application> = (0..REVIEWS).map(|_| application(&mut dice, &characters, towns)).collect();
    let mut found = 0;
    let mut times: Vec<f64> = asked
        .iter()
        .map(|a| {
            let start = Instant::now();
            found += review.review(a, None, 20_261_121).findings.len();
            milliseconds(start)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!("review/{names}/one p50 {:.2}, p95 {:.2}, max {:.2} ms; {found} findings", at(50), at(95), at(100));
    let batch: Vec<Application> = (0..BATCH).map(|_| application(&mut dice, &characters, towns)).collect();
    let start = Instant::now();
    batch.iter().enumerate().for_each(|(number, a)| review.add_pending(&number.to_string(), a));
    let reviewed = batch.iter().enumerate().map(|(number, a)| review.review(a, Some(&number.to_string()), 20_261_121));
    let findings: usize = reviewed.map(|verdict| verdict.findings.len()).sum();
    println!("review/{names}/batch of {BATCH} {:.0} ms; {findings} findings", milliseconds(start));
}

fn main() -> Result<(), Box<dyn Error>> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/");
    let read = |name: &str| std::fs::read(format!("{data}{name}"));
    let text = |name: &str| read(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let han = Arc::new(Han::parse(&read("dict/han.bin")?)?);
    let profile = Profile::parse(&read("rules/profile.json")?)?;
    let tables = Tables::parse(han, &text("dict/standard.txt")?, &text("dict/alike.txt")?);
    let given: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![10_000, 100_000, 1_000_000] } else { given };
    sizes.into_iter().for_each(|names| measure(names, profile.clone(), tables.clone()));
    Ok(())
}
