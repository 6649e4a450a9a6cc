//! The catalog: its prepared form where that is as good, else its file with the part that reads it.

use super::later::needs;
use super::*;
use crate::catalog::parse::parse_catalog;
use crate::prepared::{SourceOf, write_catalog};
use diming_protocol::Part;

const FILE: &str = "https://a.cn/data/catalog.json";

fn parse(bytes: &[u8]) -> Result<Catalog, Problem> {
    parse_catalog(bytes, &[])
}

/// A bench with the prepared form of the catalog; `change` comes before it is opened.
fn prepared(change: impl FnOnce(&mut Bench)) -> Bench {
    let mut bench =
        Bench::on(Engine::light(CATALOG_PRINT), &[("care.geojson", &care()), ("sights.geojson", &sights())]);
    let source = SourceOf { bytes: CATALOG.len() as u64, ..SourceOf::default() };
    let form = write_catalog(&parse(CATALOG.as_bytes()).unwrap(), CATALOG_PRINT, source).unwrap();
    bench.files.insert(FILE.into(), CATALOG.into());
    bench.files.insert(format!("{FILE}.columns"), form);
    change(&mut bench);
    bench.said.clear();
    bench.engine = Engine::light(CATALOG_PRINT);
    bench.open(FILE);
    bench
}

/// The catalog that was opened, if one was.
fn opened(bench: &Bench) -> Option<&Catalog> {
    bench.said.iter().find_map(|said| if let Response::Opened { catalog } = said { Some(&**catalog) } else { None })
}

fn judged(bench: &Bench) -> Vec<(Source, bool)> {
    let of = |said: &Response| match said {
        Response::Judged { source: source @ (Source::Catalog | Source::PreparedCatalog), is_understood } => {
            Some((*source, *is_understood))
        }
        _ => None,
    };
    bench.said.iter().filter_map(of).collect()
}

#[test]
fn a_prepared_catalog_opens_without_the_part_that_reads_catalogs() {
    let mut bench = prepared(|_| {});
    assert_eq!(opened(&bench), parse(CATALOG.as_bytes()).ok().as_ref());
    assert_eq!(judged(&bench), [(Source::PreparedCatalog, true)]);
    assert_eq!(needs(&mut bench), [Part::Reading], "its layers are not prepared");
}

#[test]
fn the_file_is_read_where_the_prepared_form_is_not_as_good() {
    let edited = CATALOG.replace("养老", "颐养");
    let columns = format!("{FILE}.columns");
    type Change<'a> = &'a dyn Fn(&mut Bench);
    let table: [(&str, Change); 7] = [
        ("not there", &|bench| drop(bench.files.remove(&columns))),
        ("damaged", &|bench| bench.files.get_mut(&columns).unwrap()[70] ^= 1),
        ("a login page", &|bench| drop(bench.files.insert(columns.clone(), b"<!doctype html>".to_vec()))),
        ("older", &|bench| {
            drop(bench.stamps.insert(FILE.into(), Fetched::Stamp(Stamp { modified_s: Some(200), ..Stamp::default() })))
        }),
        ("of an age that the server cannot tell now", &|bench| {
            drop(bench.stamps.insert(FILE.into(), Fetched::Failed(Problem::Status(503))))
        }),
        ("of an age that is not told in time", &|bench| {
            drop(bench.stamps.insert(FILE.into(), Fetched::Failed(Problem::TimedOut(30))))
        }),
        ("of an age that is not told", &|bench| {
            drop(bench.stamps.insert(FILE.into(), Fetched::Failed(Problem::Status(405))))
        }),
    ];
    for (what, change) in table {
        let mut bench = prepared(|bench| {
            bench.files.insert(FILE.into(), edited.clone().into_bytes());
            change(bench);
        });
        assert_eq!(opened(&bench), None, "{what}");
        assert_eq!(needs(&mut bench), [Part::Catalog], "{what}");
        bench.engine.plug_catalog(parse);
        bench.run();
        assert_eq!(opened(&bench), parse(edited.as_bytes()).ok().as_ref(), "{what}");
    }
}

#[test]
fn nothing_is_shown_before_the_age_of_the_file_is_known() {
    let kept = Stamp { modified_s: Some(100), is_kept: true, ..Stamp::default() };
    let mut bench = prepared(|bench| {
        bench.stamps.insert(FILE.into(), Fetched::End);
        bench.stamps.insert(format!("{FILE}.columns"), Fetched::Stamp(kept));
    });
    assert_eq!(opened(&bench), None);
    bench.engine.fetched(Source::CatalogStamp, Fetched::Failed(Problem::Network));
    bench.run();
    assert!(opened(&bench).is_some(), "without a network what was kept is opened");
}

#[test]
fn another_catalog_of_the_site_is_read_from_its_file() {
    let mut bench = Bench::on(catalog_engine(), &[("other.json", CATALOG)]);
    bench.said.clear();
    bench.open("https://a.cn/data/other.json");
    assert_eq!(judged(&bench), [(Source::Catalog, true)]);
    assert!(opened(&bench).is_some());
}

#[test]
fn a_catalog_whose_part_does_not_come_is_refused_and_can_be_opened_again() {
    let mut bench = Bench::on(Engine::light(CATALOG_PRINT), &[("catalog.json", CATALOG)]);
    assert_eq!(needs(&mut bench), [Part::Catalog]);
    bench.engine.part_failed(Part::Catalog);
    bench.run();
    assert!(bench.said.contains(&Response::Refused { problem: Problem::Part }));
    assert_eq!(opened(&bench), None);
    bench.said.clear();
    bench.open(FILE);
    assert_eq!(needs(&mut bench), [Part::Catalog]);
    bench.engine.plug_catalog(parse);
    bench.run();
    assert!(opened(&bench).is_some());
}
