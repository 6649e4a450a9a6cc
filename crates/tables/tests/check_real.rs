//! The quality report on real lists that nobody here made.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy does not see as tests")]

#[path = "../../engine/tests/real/mod.rs"]
mod real;
#[path = "../../engine/tests/shipped/mod.rs"]
mod shipped;

use diming_engine::dataset::Date;
use diming_engine::ingest::Headings;
use diming_protocol::catalog::{Catalog, Lang};
use diming_protocol::geo::LonLatBounds;
use diming_tables::List;
use diming_tables::check::{Input, Report, Rule, Tables, check};
use diming_tables::columns::Columns;
use diming_tables::desk::Desk;
use diming_tables::read::{Origin, read};
use diming_text::{Book, Han, Standard};
use serde_json::Value;

fn catalog(bounds: LonLatBounds) -> Catalog {
    Catalog { bounds, ..serde_json::from_value(shipped::shipped()).unwrap() }
}

fn report_of(catalog: &Catalog, list: &List, columns: &Columns, origin: &Origin) -> Report {
    let desk = Desk::built_in();
    let han = Han::parse(include_bytes!("../../../data/dict/han.bin")).unwrap();
    let standard = Standard::parse(include_str!("../../../data/dict/standard.txt"));
    let book = Book::new(&[], &[], &[]);
    let input = Input {
        catalog,
        list,
        columns,
        origin,
        thresholds: &desk.check,
        tables: Tables { han: &han, standard: &standard, book: &book },
        today: Date::new(2026, 11, 21).unwrap(),
    };
    let report = check(&input);
    let csv = report.csv(&input, Lang::Zh);
    assert_eq!(csv.lines().count(), 1 + report.problems.len() + report.unchecked.len());
    for (rule, counts) in Rule::ALL.iter().zip(report.summary.by_rule) {
        if counts.iter().sum::<u64>() > 0 {
            let first = report.problems.iter().find(|problem| problem.rule == *rule).unwrap();
            println!("{} {counts:?}: {} {}", rule.code(), first.value(&input), first.sentence(&input, Lang::Zh));
        }
    }
    report
}

fn count(report: &Report, rule: Rule) -> u64 {
    report.summary.by_rule[rule as usize].iter().sum()
}

#[test]
fn licensed_childcare_centres() {
    let Some(bytes) = real::real("childcare-tw.geojson") else { return };
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    let headings = ["编号", "名称", "乡镇", "地址", "电话", "经度", "纬度"].map(str::to_owned).to_vec();
    let mut list = List::new(headings);
    for (feature, line) in file["features"].as_array().unwrap().iter().zip(2..) {
        let text = |key: &str| feature["properties"][key].as_str().unwrap_or("").to_owned();
        let at = |ix: usize| feature["geometry"]["coordinates"][ix].to_string();
        let cells = [text("id"), text("name"), text("city"), text("address"), text("phone"), at(0), at(1)];
        list.push(line, cells.iter().map(String::as_str)).unwrap();
    }
    let catalog = catalog(LonLatBounds { west: 118.0, south: 21.5, east: 122.5, north: 26.5 });
    let layer = catalog.layers.iter().position(|layer| layer.id == "facilities").unwrap();
    let columns = Columns::of_names(&catalog, layer, list.headings());
    let report = report_of(&catalog, &list, &columns, &Origin::default());
    assert_eq!((report.summary.rows, count(&report, Rule::Region), count(&report, Rule::SameId)), (2_050, 0, 0));
    // Nearly every name has traditional characters.
    assert!(count(&report, Rule::Script) > 2_000);
    // What is told of towns and of telephones is a small part.
    assert!(count(&report, Rule::Town) < 60 && count(&report, Rule::Phone) < 60);
}

#[test]
fn names_of_divisions() {
    let Some(bytes) = real::real("names-cn.csv") else { return };
    let catalog = catalog(LonLatBounds { west: 73.0, south: 3.0, east: 136.0, north: 54.0 });
    let layer = catalog.layers.iter().position(|layer| layer.id == "gazetteer").unwrap();
    let read = read(&bytes, &Headings::new(&catalog, layer)).unwrap();
    let columns = Columns::of_heading(&catalog, layer, &read.heading);
    assert_eq!((read.list.len(), read.list.line(0)), (43_118, 2));
    assert!(columns.roles.id.is_some() && columns.roles.name.is_some());
    let report = report_of(&catalog, &read.list, &columns, &read.origin);
    assert_eq!(count(&report, Rule::SameId), 0);
    assert!(count(&report, Rule::Script) < 2_000);
}
