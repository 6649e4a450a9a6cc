//! The review on a labelled set, `tests/review/labelled.csv`, that an officer can read and extend.
//!
//! `more` holds further fields as `field=value`, apart by `;`. `expected` holds a finding each: `code=weight`, with
//! `~` behind it where it lies outside the scope, or `code?` where the check could not be done; `papers=info` and
//! `route=info`, which every name has, are left out.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy does not see as tests")]

use diming_protocol::catalog::Lang;
use diming_review::fields::set_field;
use diming_review::profile::{ListedWord, Profile, WordClass};
use diming_review::register::Entry;
use diming_review::suggest::Reserved;
use diming_review::{Review, Tables, Tally, rules};
use diming_review_protocol::application::{Application, NameType};
use diming_review_protocol::finding::Usage;
use diming_review_protocol::finding::{Evidence, Finding, Status, Weight};
use diming_review_protocol::messages::tell;
use diming_text::Han;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

const TODAY: u32 = 20_261_121;

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let han = Arc::new(Han::parse(include_bytes!("../../../data/dict/han.bin")).unwrap());
    let (standard, alike) =
        (include_str!("../../../data/dict/standard.txt"), include_str!("../../../data/dict/alike.txt"));
    Tables::parse(han, standard, alike)
});

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

/// The built-in profile with a list of persons, as an office supplies it.
fn profile() -> Profile {
    let mut profile = Profile::parse(include_bytes!("../../../data/rules/profile.json")).unwrap();
    let like = profile.words[0].clone();
    profile.words.push(ListedWord {
        word: "张建国".into(),
        class: WordClass::Person,
        severity: Weight::Error,
        reason: "名单所列".into(),
        exempt_if: vec![],
        ..like
    });
    profile
}

fn review(profile: Profile) -> Review {
    let mut review = Review::new(profile, TABLES.clone());
    for row in rows(include_str!("../../../tests/review/register.csv")) {
        review.register_record(|field| row.get(field).map_or("", String::as_str), TODAY, &mut Tally::default());
    }
    review
}

fn application(row: &Row) -> Application {
    let mut application = Application { applicant: "某某单位".into(), ..Application::default() };
    let plain = ["name", "type", "town", "built_up_area", "county", "province"];
    let plain = plain.iter().map(|field| (*field, row[*field].as_str()));
    let more = row["more"].split(';').filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap());
    plain.chain(more).for_each(|(field, text)| assert!(set_field(&mut application, field, text), "{field} {text}"));
    application
}

fn weight(finding: &Finding) -> String {
    serde_json::to_value(finding.weight).unwrap().as_str().unwrap().to_owned()
}

fn label(finding: &Finding) -> String {
    if finding.unchecked.is_some() {
        return format!("{}?", finding.code);
    }
    format!("{}={}{}", finding.code, weight(finding), if finding.in_scope { "" } else { "~" })
}

/// Rows whose findings are not the expected ones: name, expected, found.
fn mismatches(review: &Review) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../../../tests/review/labelled.csv")) {
        let verdict = review.review(&application(&row), None, TODAY);
        let found: BTreeSet<String> = verdict.findings.iter().map(label).collect();
        let always = if row["name"].trim().is_empty() { "" } else { "papers=info route=info " };
        let expected = always.to_owned() + &row["expected"];
        let expected: BTreeSet<String> = expected.split_whitespace().map(str::to_owned).collect();
        if found != expected {
            wrong.push(format!(
                "{} {} ({}): expected {expected:?}, found {found:?}",
                row["type"], row["name"], row["note"]
            ));
        }
    }
    wrong
}

#[test]
fn every_row_gets_its_findings() {
    let wrong = mismatches(&review(profile()));
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows(include_str!("../../../tests/review/labelled.csv")).len() >= 200);
}

#[test]
fn without_any_one_rule_or_class_a_row_fails() {
    for code in rules::codes() {
        let mut profile = profile();
        profile.off.push(code.to_owned());
        assert!(!mismatches(&review(profile)).is_empty(), "{code} off");
    }
    for at in 0..profile().classes.len() {
        let mut profile = profile();
        profile.classes[at].on = false;
        assert!(!mismatches(&review(profile.clone())).is_empty(), "{:?} off", profile.classes[at].class);
    }
}

/// The first finding of each code and weight in the set, in full.
#[test]
fn findings_in_full() {
    let review = review(profile());
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(include_str!("../../../tests/review/labelled.csv")) {
        let verdict = review.review(&application(&row), None, TODAY);
        for finding in verdict.findings {
            let text = format!("{} {}\n{}", row["type"], row["name"], serde_json::to_string_pretty(&finding).unwrap());
            first.entry(label(&finding)).or_insert(text);
        }
    }
    let all: Vec<String> = first.into_iter().map(|(label, text)| format!("## {label}\n{text}\n")).collect();
    insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!(all.join("\n")) });
}

#[test]
fn papers_and_route_depend_on_the_type() {
    let review = review(profile());
    let items = |kind: NameType, renaming: bool, code: &str| {
        let application = Application { name: "启明路".into(), kind, renaming, ..Application::default() };
        let findings = review.review(&application, None, TODAY).findings;
        let found = findings.into_iter().find(|f| f.code == code).unwrap();
        serde_json::to_string(&found.evidence).unwrap().replace("{\"item\":", "").replace(['}', '[', ']', '"'], "")
    };
    assert_eq!(items(NameType::Street, false, "papers"), "plan,reasons,position,nature");
    assert_eq!(items(NameType::Estate, true, "papers"), "plan,reasons,position,nature,old_name");
    let division = "plan,reasons,position,nature,risk_assessment,expert_opinion,public_consultation";
    assert_eq!(items(NameType::Division, false, "papers"), division);
    for (kind, route) in [
        (NameType::Street, "county_government"),
        (NameType::Estate, "housing_department,place_name_department"),
        (NameType::Building, "housing_department,place_name_department"),
        (NameType::Transport, "line_ministry,local_government"),
        (NameType::Division, "province_government"),
    ] {
        assert_eq!(items(kind, false, "route"), route);
    }
}

#[test]
fn others_in_the_batch_count_but_not_the_application_itself() {
    let mut review = review(profile());
    let named = |name: &str| Application {
        name: name.into(),
        kind: NameType::Street,
        town: "北新镇".into(),
        applicant: "某某单位".into(),
        ..Application::default()
    };
    let batch = [named("新桥路"), named("新桥路"), named("心桥路"), named("学府路")];
    for (number, application) in batch.iter().enumerate() {
        review.add_pending(&number.to_string(), application);
    }
    let codes = |number: usize| {
        let findings = review.review(&batch[number], Some(&number.to_string()), TODAY).findings;
        let about = findings.iter().filter(|f| f.code.starts_with("duplicate"));
        about.map(|f| format!("{} {}", f.code, f.evidence.len())).collect::<Vec<_>>()
    };
    assert_eq!(codes(0), ["duplicate.D1 1", "duplicate.H1 1"]);
    assert_eq!(codes(2), ["duplicate.H1 2"]);
    assert_eq!(codes(3), Vec::<String>::new());
}

#[test]
fn without_a_register_nothing_is_all_clear() {
    let application = Application {
        name: "惠萍大桥".into(),
        kind: NameType::Transport,
        lon: Some(121.72),
        lat: Some(31.78),
        renaming: true,
        old_name: "旧桥".into(),
        applicant: "某某单位".into(),
        ..Application::default()
    };
    let unchecked = |review: &Review| {
        let findings = review.review(&application, None, TODAY).findings;
        findings.iter().filter(|f| f.unchecked.is_some()).map(|f| f.code.clone()).collect::<Vec<_>>()
    };
    let mut review = Review::new(profile(), TABLES.clone());
    assert_eq!(unchecked(&review), ["duplicate", "facility", "protected"]);
    // A register of former and cancelled names is none to be held against.
    for status in [Status::Former, Status::Cancelled] {
        let entry = Entry { id: "1", name: "老桥", kind: Some(NameType::Transport), status, ..Entry::default() };
        review.register(&entry, |_| "");
    }
    // Nor is one without protected names a list of them.
    assert_eq!(unchecked(&review), ["duplicate", "facility", "protected"]);
}

#[test]
fn names_in_use_are_told_apart() {
    let review = review(profile());
    for (name, usage, standard) in [
        ("人民路", Usage::Standard, "人民路"),
        (" 人民路 ", Usage::Standard, "人民路"),
        ("寿丰石桥", Usage::Protected, "寿丰石桥"),
        ("人 民 路", Usage::NonStandard, "人民路"),
        ("長樂路", Usage::NonStandard, "长乐路"),
        ("新和平路", Usage::NonStandard, "和平路"),
        ("禾平路", Usage::NonStandard, "和平路"),
        ("末来巷", Usage::NonStandard, "未来巷"),
        ("东方红路", Usage::Former, "东方红路"),
        ("解放巷", Usage::Cancelled, "解放巷"),
        ("星光大道", Usage::Unknown, ""),
        ("", Usage::Unknown, ""),
    ] {
        let used = review.usage(name);
        assert_eq!((used.usage, used.standard.as_str()), (usage, standard), "{name}");
    }
}

#[test]
fn what_is_suggested_fits_and_passes() {
    let review = review(profile());
    let reserved = |specific: &str, fits: &[&str], area: &str, is_spare: bool| Reserved {
        specific: specific.into(),
        meaning: format!("{specific}之意"),
        fits: fits.iter().map(|f| (*f).to_owned()).collect(),
        area: area.into(),
        is_spare,
    };
    let reserve = [
        reserved("沙洲", &["street"], "汇龙镇城区", true),
        reserved("涨沙", &[], "全市", true),
        reserved("合沙", &["building"], "全市", true),
        reserved("东疆", &["street"], "吕四港镇", true),
        reserved("圆陀", &["street"], "全市", false),
        reserved("和平", &["street"], "全市", true),
        reserved("宇宙", &["street"], "全市", true),
        reserved("帝豪之巴黎", &["street"], "全市", true),
    ];
    let application = Application {
        name: "人民路".into(),
        kind: NameType::Street,
        town: "汇龙镇".into(),
        built_up_area: "汇龙建成区".into(),
        applicant: "某某单位".into(),
        ..Application::default()
    };
    assert!(!review.review(&application, None, TODAY).is_clear());
    let names: Vec<String> = review.suggest(&application, &reserve, TODAY).into_iter().map(|s| s.name).collect();
    assert_eq!(names[..3], ["沙洲路", "涨沙路", "人民东路"]);
    assert!(names.contains(&"汇龙人民路".to_owned()), "{names:?}");
    assert!(!names.contains(&"人民街".to_owned()), "the same specific is taken");
    for name in names {
        let tried = Application { name, ..application.clone() };
        assert!(review.review(&tried, None, TODAY).is_clear(), "{}", tried.name);
    }
}

#[test]
fn every_finding_is_told_in_both_languages() {
    let review = review(profile());
    let mut first: BTreeMap<String, Finding> = BTreeMap::new();
    for row in rows(include_str!("../../../tests/review/labelled.csv")) {
        for finding in review.review(&application(&row), None, TODAY).findings {
            first.entry(label(&finding)).or_insert(finding);
        }
    }
    let mut page = String::new();
    for (label, finding) in &first {
        page += &format!("## {label}\n");
        for lang in [Lang::Zh, Lang::En] {
            let told = tell(lang, finding);
            assert!(!told.lines.is_empty(), "{label}");
            let untitled = tell(lang, &Finding::new("?", Weight::Info, "", Vec::new())).title;
            assert_ne!(told.title, untitled.replace('?', &finding.code), "{label} has no title");
            for evidence in &finding.evidence {
                let Evidence::Item(code) = evidence else { continue };
                assert!(!told.lines.contains(code), "{label}: the item `{code}` has no sentence");
            }
            page += &format!("{} | {} | {}\n", told.title, told.weight, told.article);
            told.lines.iter().for_each(|line| page += &format!("- {line}\n"));
        }
    }
    assert!(!page.contains(['{', '}']) && !page.contains("[n:"), "a value is missing");
    insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!(page) });
}
