//! Names by the book: the examples of the rules with their item numbers, kinds of names beyond them, and what an
//! applicant's spelling may be. The tables in `tests/spelling/` can be read and extended by an officer.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy does not see as tests")]

#[path = "../../engine/tests/real/mod.rs"]
mod real;

use diming_review::profile::Profile;
use diming_review::{Review, Tables, Verdict};
use diming_review_protocol::application::{Application, NameType};
use diming_review_protocol::finding::Weight;
use diming_text::Han;
use diming_text::romanise::without_tones;
use real::real;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

static REVIEW: LazyLock<Review> = LazyLock::new(|| {
    let han = Arc::new(Han::parse(include_bytes!("../../../data/dict/han.bin")).unwrap());
    let tables = Tables { han, standard: Arc::default(), alike: Arc::default() };
    Review::new(Profile::built_in(), tables)
});

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

fn verdict(name: &str, kind: NameType, romanisation: &str) -> Verdict {
    let (name, romanisation) = (name.to_owned(), romanisation.to_owned());
    REVIEW.review(&Application { name, kind, romanisation, ..Application::default() }, None, 20_261_129)
}

fn spelled(row: &Row) -> Verdict {
    verdict(&row["name"], NameType::of_code(&row["type"]).unwrap(), "")
}

#[test]
fn every_example_of_the_rules_is_spelled_as_they_have_it() {
    let rows = rows(include_str!("../../../tests/spelling/rules.csv"));
    assert!(rows.len() > 130);
    let wrong = rows.iter().filter_map(|row| {
        let found = spelled(row).romanisation;
        (found != row["spelling"]).then(|| format!("{} {}: {found}, not {}", row["item"], row["name"], row["spelling"]))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_of_each_kind_are_spelled_with_what_else_they_may_be() {
    let wrong: Vec<String> = rows(include_str!("../../../tests/spelling/kinds.csv"))
        .iter()
        .filter_map(|row| {
            let found = spelled(row);
            let lacks = row["others"]
                .split(" | ")
                .find(|other| !other.is_empty() && !found.spellings.contains(&(*other).to_owned()));
            let is_right = found.romanisation == row["spelling"] && lacks.is_none();
            (!is_right)
                .then(|| format!("{} {}: {} {:?}", row["kind"], row["name"], found.romanisation, found.spellings))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Weight of what is said of an applicant's spelling.
fn said(name: &str, given: &str) -> Option<Weight> {
    let findings = verdict(name, NameType::Street, given).findings;
    findings.iter().find(|finding| finding.code == "romanise").map(|finding| finding.weight)
}

#[test]
fn an_applicants_spelling_may_differ_where_nobody_sees_it_or_the_rules_allow_it() {
    for (name, given) in [
        ("西安路", "Xi’an Lu"),
        ("西安路", "Xī’ān Lù"),
        ("西安路", "XI'AN LU"),
        ("西安路", "Xi`an Lu"),
        ("人民中路", "Re\u{301}nmi\u{301}n Zho\u{304}nglu\u{300}"),
        ("人民中路", "Renmin\u{a0}Zhonglu"),
        ("人民中路", "Renmin  Zhonglu "),
        ("人民中路", "Ｒenmin Zhonglu"),
        ("吕四路", "Lu\u{308}\u{30c}sì Lù"),
        ("吕四路", "Lüsi Lu"),
        ("第九弄", "Dì‑9 Lòng"),
    ] {
        assert_eq!(said(name, given), None, "{name} {given}");
    }
    for (name, given) in
        [("东四十二条", "Dong 42 Tiao"), ("乌鲁木齐路", "Ürümqi Lu"), ("广安门北滨河路", "Guang'anmenbeibinhe Lu")]
    {
        assert_eq!(said(name, given), Some(Weight::Info), "{name} {given}");
    }
    assert_eq!(said("长庆路", "Zhǎngqìng Lù"), Some(Weight::Advice));
    for (name, given) in [
        ("西安路", "Xian Lu"),
        ("西安路", "Xi An Lu"),
        ("吕四港路", "Lusigang"),
        ("吕四港路", "Lusigang Lu"),
        ("人民路", "Renmin Road"),
        ("人民路", "renmin lu"),
        ("人民路", "RenMin Lu"),
        ("人民路", "Rénmin Lù"),
        ("绿洲路", "Lvzhou Lu"),
        ("厦门路", "Shàmén Lù"),
        ("六安路", "Liu'an Lu"),
        ("启明一路", "Qǐmíngyī Lù"),
        ("第九弄", "Dì 9 Lòng"),
    ] {
        assert_eq!(said(name, given), Some(Weight::Warn), "{name} {given}");
    }
}

/// A name of a province, prefecture or county: short name, its letters in the list, full name.
fn divisions() -> Option<Vec<(String, String, String)>> {
    let text = String::from_utf8(real("names-cn.csv")?).unwrap();
    let field = |line: &str, at: usize| line.split(',').nth(at).unwrap_or_default().trim_matches('"').to_owned();
    let lines = text.lines().skip(1).filter(|line| matches!(field(line, 2).as_str(), "0" | "1" | "2"));
    Some(lines.map(|line| (field(line, 3), field(line, 5), field(line, 7))).collect())
}

/// Letters without tones, marks and words: what the list's column has.
fn bare(spelling: &str) -> String {
    let plain = without_tones(&spelling.to_lowercase());
    plain.chars().filter(|c| !matches!(c, ' ' | '\'')).map(|c| if c == 'ü' { 'v' } else { c }).collect()
}

#[test]
fn provinces_prefectures_and_counties_differ_from_the_list_only_as_judged() {
    let Some(divisions) = divisions() else { return };
    assert_eq!(divisions.len(), 3639);
    let judged = rows(include_str!("../../../tests/spelling/divisions.csv"));
    let judged: BTreeMap<&str, &Row> = judged.iter().map(|row| (row["name"].as_str(), row)).collect();
    let (mut wrong, mut met) = (Vec::new(), BTreeSet::new());
    for (name, letters, full) in &divisions {
        let found = verdict(name, NameType::NaturalVillage, "").romanisation;
        let theirs = letters.replace(' ', "").replace("lue", "lve");
        if bare(&found) != theirs {
            met.insert(name.as_str());
            let is_judged =
                judged.get(name.as_str()).is_some_and(|row| row["ours"] == found && row["theirs"] == *letters);
            if !is_judged {
                wrong.push(format!("{name},{found},{letters}"));
            }
        }
        // The full name begins with the same letters.
        let whole = verdict(full, NameType::Division, "").romanisation;
        if full.starts_with(name.as_str()) && !bare(&whole).starts_with(&bare(&found)) {
            wrong.push(format!("{full}: {whole}, {name}: {found}"));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), divisions.len(), wrong.join("\n"));
    assert_eq!(met, judged.keys().copied().collect(), "a difference that is no more");
    assert!(
        judged
            .values()
            .all(|row| ["ours", "theirs", "both"].contains(&row["right"].as_str()) && !row["why"].is_empty())
    );
}

#[test]
fn the_samples_own_names_are_spelled_as_the_review_spells_them() {
    let sample: serde_json::Value = serde_json::from_slice(include_bytes!("../../../data/gazetteer.geojson")).unwrap();
    let features = sample["features"].as_array().unwrap();
    let mut wrong = Vec::new();
    for properties in features.iter().map(|feature| &feature["properties"]) {
        let text = |key: &str| properties[key].as_str().unwrap_or_default();
        let given = text("romanisation");
        let Some(kind) = NameType::of_code(text("type")).filter(|_| !given.is_empty()) else { continue };
        let found = verdict(text("name"), kind, "");
        if found.romanisation != given && !found.spellings.iter().any(|other| other == given) {
            wrong.push(format!("{} {}: {given}, not {}", text("type"), text("name"), found.romanisation));
        }
    }
    assert!(features.len() > 3000);
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
