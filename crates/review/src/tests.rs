use super::collide::{Other, Subject};
use super::register::{Entry, Hit};
use super::*;
use crate::fields::set_field;
use crate::testing::table;
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Class;
use diming_review_protocol::finding::{Status, Weight};
use proptest::prelude::*;
use std::sync::LazyLock;

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let (standard, alike) =
        (include_str!("../../../data/dict/standard.txt"), include_str!("../../../data/dict/alike.txt"));
    Tables::parse(table().clone(), standard, alike)
});

fn profile() -> Profile {
    Profile::parse(include_bytes!("../../../data/rules/profile.json")).unwrap()
}

fn empty() -> Review {
    Review::new(profile(), TABLES.clone())
}

/// One registered name: name, type, status, town (empty for unknown), built-up area.
type Registered = (String, NameType, Status, &'static str, &'static str);

fn registered(review: &mut Review, names: &[Registered]) {
    for (number, (name, kind, status, town, built_up)) in names.iter().enumerate() {
        let id = number.to_string();
        let entry = Entry { id: &id, name, kind: Some(*kind), status: *status, town, ..Entry::default() };
        let value = |field: &str| match field {
            "town" => *town,
            "built_up_area" => *built_up,
            _ => "",
        };
        review.register(&entry, value);
    }
}

/// Every name, one by one, by the words of the rules alone.
fn naive(review: &Review, names: &[Registered], application: &Application, subject: &Subject) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (row, (name, kind, status, town, built_up)) in names.iter().enumerate() {
        let mut divided = review.lexicon.divide(name, table());
        if !kind.is_divided() {
            (divided.specific, divided.family) = (divided.units.len(), lexicon::NO_FAMILY);
        }
        let other = Other { units: &divided.units, specific: divided.specific, family: divided.family };
        let class = match status {
            Status::Cancelled => subject.class_of_cancelled(other),
            _ => subject.class(other, table(), &mut Vec::new()),
        };
        let Some(class) = class else { continue };
        let other_type = Some(*kind).filter(|kind| *kind != application.kind);
        if *status == Status::Former && class > Class::D2 {
            continue;
        }
        let decided = [(*built_up, &application.built_up_area), (*town, &application.town)];
        let decided = decided.iter().find(|(its, own)| !its.is_empty() && !own.is_empty());
        let is_known = !application.town.is_empty() || !application.built_up_area.is_empty();
        let in_scope = is_known && decided.is_none_or(|(its, own)| its == own);
        let is_told = match other_type {
            Some(_) => in_scope && class == Class::D1,
            None => in_scope || matches!(class, Class::D1 | Class::D2 | Class::H1 | Class::X1),
        };
        if is_told {
            hits.push(Hit { row, class, in_scope: in_scope && other_type.is_none(), is_part: false, other_type });
        }
    }
    hits
}

fn name_made() -> impl Strategy<Value = String> {
    let specific = proptest::collection::vec(
        proptest::sample::select("人仁民敏和平萍江新大长乐勒未末A3".chars().collect::<Vec<_>>()),
        0..4,
    );
    let generic = proptest::sample::select(vec!["路", "街", "大道", "花园", "村", ""]);
    (specific, generic).prop_map(|(specific, generic)| specific.into_iter().collect::<String>() + generic)
}

fn names_made() -> impl Strategy<Value = Vec<Registered>> {
    let kind = proptest::sample::select(vec![NameType::Street, NameType::Estate]);
    let status = proptest::sample::select(vec![Status::Current, Status::Current, Status::Former, Status::Cancelled]);
    let town = proptest::sample::select(vec!["甲镇", "乙镇", ""]);
    let built_up = proptest::sample::select(vec!["甲区", "乙区", ""]);
    proptest::collection::vec((name_made(), kind, status, town, built_up), 0..40)
        // A name without characters is not registered.
        .prop_map(|names| names.into_iter().filter(|n| !n.0.is_empty()).collect())
}

proptest! {
    #[test]
    fn collisions_are_those_of_every_pair(
        names in names_made(),
        name in name_made(),
        kind in proptest::sample::select(vec![NameType::Street, NameType::Estate]),
        town in proptest::sample::select(vec!["甲镇", "丙镇", ""]),
        built_up in proptest::sample::select(vec!["甲区", "丙区", ""]),
    ) {
        let mut review = empty();
        registered(&mut review, &names);
        let application = Application { name, kind, town: town.into(), built_up_area: built_up.into(), ..Application::default() };
        let divided = review.lexicon.divide(&application.name, table());
        prop_assume!(!divided.units.is_empty());
        let subject = Subject::new(divided, &review.profile, &review.lexicon, &TABLES.alike, table());
        let scope = review.profile.scope_of(kind).unwrap();
        let test = review.register.scope_test(scope, |field| scope_value(&application, field), &review.lexicon, table());
        let found = review.register.collisions(&subject, kind, &test, table());
        prop_assert_eq!(found, naive(&review, &names, &application, &subject));
    }

    #[test]
    fn any_text_is_reviewed(name in "\\PC{0,45}", old in "\\PC{0,5}", figures in proptest::collection::vec(any::<f64>(), 7)) {
        let mut review = empty();
        registered(&mut review, &[("人民路".into(), NameType::Street, Status::Current, "甲镇", "")]);
        for kind in NameType::ALL {
            let application = Application {
                name: name.clone(),
                kind,
                old_name: old.clone(),
                renaming: true,
                lon: Some(figures[0]),
                lat: Some(figures[1]),
                storeys: Some(figures[2]),
                site_m2: Some(figures[3]),
                floor_m2: Some(figures[4]),
                green_share: Some(figures[5]),
                open_share: Some(figures[6]),
                approved_on: old.clone(),
                ..Application::default()
            };
            let verdict = review.review(&application, None, 20_261_121);
            let ascending = verdict.findings.windows(2).all(|w| (!w[0].in_scope, w[0].weight) <= (!w[1].in_scope, w[1].weight));
            prop_assert!(ascending && !verdict.findings.is_empty());
        }
    }
}

#[test]
fn a_pair_gives_one_finding_the_strongest() {
    let mut review = empty();
    registered(&mut review, &[("人民路".into(), NameType::Street, Status::Current, "甲镇", "")]);
    for (name, class, weight) in [
        ("人民路", Class::D1, Weight::Error),
        ("新人民路", Class::D2, Weight::Error),
        ("人民街", Class::D3, Weight::Error),
        ("仁民路", Class::H1, Weight::Warn),
        ("人明路", Class::H2, Weight::Advice),
        ("民人路", Class::S2, Weight::Advice),
    ] {
        let application =
            Application { name: name.into(), kind: NameType::Street, town: "甲镇".into(), ..Application::default() };
        let findings = review.review(&application, None, 0).findings;
        let about: Vec<_> = findings.iter().filter(|f| f.code.starts_with("duplicate")).collect();
        let told: Vec<_> = about.iter().map(|f| (f.code.clone(), f.weight, f.evidence.len())).collect();
        assert_eq!(told, [(format!("duplicate.{}", class.code()), weight, 1)], "{name}");
    }
}

#[test]
fn a_scope_of_the_offices_own_is_data_of_the_register() {
    let mut profile = profile();
    profile.scopes.iter_mut().for_each(|scope| scope.field = "prefecture".into());
    let mut review = Review::new(profile, TABLES.clone());
    for (id, prefecture) in [("1", "南通市"), ("2", "盐城市")] {
        let entry = Entry { id, name: "城关镇", kind: Some(NameType::Division), ..Entry::default() };
        review.register(&entry, |field| if field == "prefecture" { prefecture } else { "" });
    }
    let mut application = Application { name: "城关镇".into(), kind: NameType::Division, ..Application::default() };
    set_field(&mut application, "prefecture", "南通市");
    let found = review.review(&application, None, 0).findings;
    let told = found.iter().filter(|f| f.code == "duplicate.D1").map(|f| (f.in_scope, f.evidence.len()));
    assert_eq!(told.collect::<Vec<_>>(), [(true, 1), (false, 1)]);
}

#[test]
fn evidence_tells_where_and_how_a_name_sounds() {
    let mut review = empty();
    let entry = Entry {
        id: "7",
        name: "长乐路",
        kind: Some(NameType::Street),
        at: Some(LonLat { lon: 121.66, lat: 31.82 }),
        town: "汇龙镇",
        ..Entry::default()
    };
    review.register(&entry, |field| if field == "town" { "汇龙镇" } else { "" });
    let application = Application {
        name: "常勒路".into(),
        kind: NameType::Street,
        town: "汇龙镇".into(),
        lon: Some(121.66),
        lat: Some(31.81),
        ..Application::default()
    };
    let findings = review.review(&application, None, 0).findings;
    let diming_review_protocol::finding::Evidence::Name(name) =
        &findings.iter().find(|f| f.code == "duplicate.H1").unwrap().evidence[0]
    else {
        panic!("no name")
    };
    assert_eq!((name.id.as_str(), name.distance_m, name.bearing_deg), ("7", Some(1112.0), Some(0.0)));
    assert_eq!(
        (name.pinyin.as_slice(), name.same_tones),
        (["cháng lè lù".to_owned(), "cháng lè lù".to_owned()].as_slice(), true)
    );
}

#[test]
fn a_place_in_a_built_up_area_belongs_to_it() {
    let mut review = empty();
    let square = [(121.6, 31.8), (121.7, 31.8), (121.7, 31.9), (121.6, 31.9), (121.6, 31.8)];
    review.areas.push("汇龙建成区", &[square.map(|(lon, lat)| LonLat { lon, lat }).to_vec()]);
    for (id, town, lon) in [("in", "汇龙镇", 121.65), ("out", "汇龙镇", 121.75)] {
        let at = Some(LonLat { lon, lat: 31.85 });
        let entry = Entry { id, name: "人民路", kind: Some(NameType::Street), at, town, ..Entry::default() };
        review.register(&entry, |field| if field == "town" { town } else { "" });
    }
    // Of another town, but inside the area: the one inside is in the scope, the one outside is not.
    let application = Application {
        name: "人民路".into(),
        kind: NameType::Street,
        town: "北城街道".into(),
        lon: Some(121.66),
        lat: Some(31.86),
        ..Application::default()
    };
    let findings = review.review(&application, None, 0).findings;
    let told = findings.iter().filter(|f| f.code == "duplicate.D1").map(|f| {
        let diming_review_protocol::finding::Evidence::Name(name) = &f.evidence[0] else { panic!("no name") };
        (f.in_scope, f.evidence.len(), name.id.as_str())
    });
    assert_eq!(told.collect::<Vec<_>>(), [(true, 1, "in"), (false, 1, "out")]);
}

#[test]
fn a_type_that_is_not_given_is_no_all_clear() {
    let mut review = empty();
    registered(&mut review, &[("人民路".into(), NameType::Street, Status::Current, "甲镇", "")]);
    let mut application = Application { town: "甲镇".into(), ..Application::default() };
    assert!(set_field(&mut application, "name", "人民路") && !set_field(&mut application, "type", "avenue"));
    let findings = review.review(&application, None, 0).findings;
    let about: Vec<_> = findings.iter().filter(|f| f.code.starts_with("duplicate")).collect();
    assert!(about.iter().any(|f| f.unchecked == Some(Unchecked::NoType)), "{about:?}");
    assert!(about.iter().any(|f| f.code == "duplicate.D1" && f.in_scope), "{about:?}");
    // A record of the type `other` is held against every type, unless its generic tells more.
    let mut review = empty();
    registered(&mut review, &[("江海之心".into(), NameType::Other, Status::Current, "甲镇", "")]);
    let application =
        Application {
            name: "江海之心".into(), kind: NameType::Park, town: "甲镇".into(), ..Application::default()
        };
    assert!(review.review(&application, None, 0).findings.iter().any(|f| f.code == "duplicate.D1"));
}
