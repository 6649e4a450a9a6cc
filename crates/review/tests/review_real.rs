//! The review on the real names of counties and towns, against an oracle in another language
//! (`tests/oracle/names.py` and its output).

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy does not see as tests")]

#[path = "../../engine/tests/real/mod.rs"]
mod real;

use diming_review::collide::Subject;
use diming_review::profile::Profile;
use diming_review::register::Entry;
use diming_review::{Review, Tables, rules};
use diming_review_protocol::application::{Application, NameType};
use diming_review_protocol::finding::{Class, Evidence};
use diming_text::Han;
use real::real;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Id, prefecture and name.
type Town = (String, String, String);

/// The real names, and three that are planted: two alike, one of the same sound.
fn towns() -> Option<Vec<Town>> {
    let text = String::from_utf8(real("names-cn.csv")?).unwrap();
    let field = |line: &str, at: usize| line.split(',').nth(at).unwrap_or_default().trim_matches('"').to_owned();
    let town = |line: &str| (field(line, 0), field(line, 0).chars().take(4).collect(), field(line, 7));
    let mut towns: Vec<Town> =
        text.lines().skip(1).filter(|line| matches!(field(line, 2).as_str(), "2" | "3")).map(town).collect();
    for (id, name) in [("planted-1", "壹贰镇"), ("planted-2", "壹贰镇"), ("planted-3", "医二镇")] {
        towns.push((id.to_owned(), "3206".to_owned(), name.to_owned()));
    }
    Some(towns)
}

/// The groups of one scope: of D1 all ids, of H1 pairs.
fn expected(scope: &str) -> (BTreeSet<Vec<String>>, BTreeSet<Vec<String>>) {
    let lines = include_str!("../../../tests/oracle/names.txt").lines();
    let of = |class: &str| {
        let mine = lines.clone().filter_map(|line| line.strip_prefix(&format!("{scope} {class} ")));
        mine.map(|ids| ids.split(' ').map(str::to_owned).collect()).collect()
    };
    (of("D1"), of("H1"))
}

fn check(scope: &str, digits: usize) {
    let Some(towns) = towns() else { return };
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/");
    let read = |name: &str| std::fs::read(format!("{data}{name}")).unwrap();
    let han = Arc::new(Han::parse(&read("dict/han.bin")).unwrap());
    let tables = Tables { han: han.clone(), standard: Arc::default(), alike: Arc::default() };
    let mut profile = Profile::parse(&read("rules/profile.json")).unwrap();
    profile.classes.retain(|switch| matches!(switch.class, Class::D1 | Class::H1));
    for rule in &mut profile.scopes {
        (rule.field, rule.instead) = (scope.to_owned(), String::new());
    }
    let mut review = Review::new(profile, tables.clone());
    for (id, place, name) in &towns {
        let entry = Entry { id, name, kind: Some(NameType::Division), ..Entry::default() };
        review.register(&entry, |_| &place[..digits]);
    }
    assert_eq!(review.register.len(), towns.len());
    let rule = review.profile.scope_of(NameType::Division).unwrap();
    let least: BTreeMap<(&str, &str), &str> =
        towns.iter().rev().map(|(id, place, name)| ((&place[..digits], name.as_str()), id.as_str())).collect();
    let (mut same, mut sounding) = (BTreeSet::new(), BTreeSet::new());
    for (id, place, name) in &towns {
        let divided = review.lexicon.divide(name, &han);
        let subject = Subject::new(divided, &review.profile, &review.lexicon, &tables.alike, &han);
        let test = review.register.scope_test(rule, |_| &place[..digits], &review.lexicon, &han);
        let hits = review.register.collisions(&subject, NameType::Division, &test, &han);
        let mut alike: Vec<String> = Vec::new();
        for hit in hits.iter().filter(|hit| hit.in_scope) {
            let its_name = review.register.name(hit.row);
            match hit.class {
                Class::D1 => alike.push(review.register.id(hit.row).to_owned()),
                _ => {
                    let ids = [least[&(&place[..digits], name.as_str())], least[&(&place[..digits], its_name)]];
                    sounding.insert(BTreeSet::from(ids.map(str::to_owned)).into_iter().collect::<Vec<_>>());
                }
            }
        }
        assert!(alike.contains(id), "{name} is found as itself");
        if alike.len() > 1 {
            same.insert(alike);
        }
    }
    let (expected_same, expected_sounding) = expected(scope);
    let differing = |a: &BTreeSet<Vec<String>>, b: &BTreeSet<Vec<String>>| {
        a.symmetric_difference(b).take(20).cloned().collect::<Vec<_>>()
    };
    assert_eq!(differing(&same, &expected_same), Vec::<Vec<String>>::new(), "same names");
    assert_eq!(differing(&sounding, &expected_sounding), Vec::<Vec<String>>::new(), "same sounds");
    assert!(expected_same.iter().any(|ids| ids.contains(&"planted-2".to_owned())), "the oracle sees the planted ones");
    assert!(expected_sounding.contains(&vec!["planted-1".to_owned(), "planted-3".to_owned()]));
}

#[test]
fn real_towns_collide_in_their_province_as_the_oracle_says() {
    check("province", 2);
}

#[test]
fn real_towns_collide_in_their_prefecture_as_the_oracle_says() {
    check("prefecture", 4);
}

/// How often the names of real divisions are told as built like a person's name, or as a known person's.
#[test]
fn real_names_are_seldom_told_as_persons() {
    let Some(text) = real("names-cn.csv") else { return };
    let text = String::from_utf8(text).unwrap();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/");
    let read = |name: &str| std::fs::read(format!("{data}{name}")).unwrap();
    let tables = Tables {
        han: Arc::new(Han::parse(&read("dict/han.bin")).unwrap()),
        standard: Arc::default(),
        alike: Arc::default(),
    };
    let mut profile = Profile::parse(&read("rules/profile.json")).unwrap();
    let off = rules::codes().filter(|code| !["words", "person"].contains(code));
    profile.off = off.map(str::to_owned).collect();
    let review = Review::new(profile, tables);
    let (mut built, mut known, mut all) = (Vec::new(), Vec::new(), 0);
    for name in text.lines().skip(1).filter_map(|line| line.split(',').nth(7)) {
        let name = name.trim_matches('"').to_owned();
        all += 1;
        let application = Application { name: name.clone(), kind: NameType::Division, ..Application::default() };
        for finding in review.review(&application, None, 0).findings.iter().filter(|f| f.code == "person") {
            match &finding.evidence[..] {
                [Evidence::Word { reason, .. }] if reason == "surname" => built.push(name.clone()),
                _ => known.push(name.clone()),
            }
        }
    }
    eprintln!("of {all} names {} built as persons' names: {built:?}", built.len());
    eprintln!("{} of known persons: {known:?}", known.len());
    assert!(all > 40_000 && built.len() <= 20 && known.len() <= 80, "{} {}", built.len(), known.len());
}
