//! `diming review`: reviews applications against a register, one JSON line each.
//!
//! The register is GeoJSON or CSV, the applications are CSV or JSON lines; both have the field names of the
//! gazetteer and of an application. The applications also collide with each other.

mod files;

use crate::Result;
use crate::built_in::{ALIKE, HAN, STANDARD};
use crate::catalog::catalog_of;
use diming_engine::ingest::spellings::register_field;
use diming_protocol::catalog::Lang;
use diming_review::fields::set_field;
use diming_review::headings::Headings;
use diming_review::profile::Profile;
use diming_review::report::ReportLine;
use diming_review::suggest::Reserved;
use diming_review::{Review, Tables, Tally};
use diming_review_protocol::application::Application;
use diming_review_protocol::finding::Finding;
use diming_review_protocol::messages::{Told, tell};
use diming_text::Han;
use files::{features, polygons, records};
use serde_json::{Value, json};
use std::io::Write;
use std::sync::Arc;

/// A record: field → text. Positions are the fields `lon` and `lat`.
type Record = diming_review_protocol::review::Fields;

/// The inputs of a review.
pub struct Files<'a> {
    /// GeoJSON or CSV.
    pub register: &'a str,
    /// CSV or JSON lines.
    pub applications: &'a str,
    /// Built-up areas: GeoJSON polygons with names.
    pub scopes: Option<&'a str>,
    /// The reserve bank: CSV, JSON lines or GeoJSON. If given, suggestions are printed too.
    pub reserve: Option<&'a str>,
    /// Also prints findings in words.
    pub lang: Option<Lang>,
    /// A rules profile; by default the built-in one.
    pub profile: Option<&'a str>,
    /// A catalog whose aliases name the columns; by default the sample's.
    pub catalog: Option<&'a str>,
    /// Today, `yyyymmdd`.
    pub today: u32,
}

/// Reviews and prints.
///
/// # Errors
/// A file cannot be read, or no record of the register could be used.
pub fn run(files: &Files, out: &mut impl Write) -> Result<()> {
    let han = Arc::new(Han::parse(HAN)?);
    let tables = Tables::parse(han, STANDARD, ALIKE);
    let profile = match files.profile {
        Some(path) => {
            let text = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
            Profile::parse(&text).map_err(|fault| format!("the profile: {fault}"))?
        }
        None => Profile::built_in(),
    };
    let mut review = Review::new(profile, tables);
    if let Some(path) = files.scopes {
        for feature in told_of(|told| features(path, told))? {
            let name = feature["properties"]["name"].as_str().unwrap_or_default();
            polygons(&feature["geometry"]).iter().for_each(|rings| review.areas.push(name, rings));
        }
    }
    let catalog = catalog_of(files.catalog)?;
    let headings = Headings::new(Some(&catalog));
    let records = |path: &str| told_of(|told| records(path, &headings, told));
    let registered: Vec<Record> = records(files.register)?.into_iter().map(named).collect();
    let mut tally = Tally::default();
    for record in &registered {
        review.register_record(fields(record), files.today, &mut tally);
    }
    tell_tally(files.register, registered.len(), &tally);
    review.gaps.names = tally.is_lacking();
    while review.register.sort_some() {}
    let reserve: Vec<Reserved> = match files.reserve {
        Some(path) => records(path)?.iter().map(|r| Reserved::of_fields(fields(r))).collect(),
        None => Vec::new(),
    };
    let given = records(files.applications)?;
    let applications: Vec<Application> = given.iter().map(application).collect();
    for (number, application) in applications.iter().enumerate() {
        review.add_pending(&number.to_string(), application);
    }
    for (number, application) in applications.iter().enumerate() {
        let verdict = review.review(application, Some(&number.to_string()), files.today);
        let mut line = serde_json::to_value(ReportLine::new(&given[number], &verdict))?;
        if let Some(lang) = files.lang {
            line["told"] = verdict.findings.iter().map(|finding| told(lang, finding)).collect();
        }
        if files.reserve.is_some() {
            line["suggestions"] = json!(review.suggest(application, &reserve, files.today));
        }
        writeln!(out, "{line}")?;
    }
    if tally.taken == 0 {
        return Err(format!("{}: no record could be used; nothing was compared", files.register).into());
    }
    Ok(())
}

/// Reads a file, and reports on standard error how it was read.
fn told_of<T>(read: impl FnOnce(&mut Vec<String>) -> Result<T>) -> Result<T> {
    let mut told = Vec::new();
    let outcome = read(&mut told);
    told.iter().for_each(|line| eprintln!("{line}"));
    outcome
}

/// A record of a register by field name, whatever its headings; a field's own name takes precedence.
fn named(record: Record) -> Record {
    let (own, others): (Vec<_>, Vec<_>) =
        record.into_iter().partition(|(key, _)| register_field(key).is_none_or(|field| field == key));
    let mut named: Record = own.into_iter().collect();
    for (key, text) in others {
        let field = register_field(&key).unwrap_or_default().to_owned();
        if named.get(&field).is_none_or(|known| known.trim().is_empty()) {
            named.insert(field, text);
        }
    }
    named
}

/// Reports on standard error what of a register was skipped or not understood.
fn tell_tally(path: &str, records: usize, tally: &Tally) {
    let Tally { nameless, garbled, types_unknown, statuses_unknown, .. } = tally;
    if *nameless > 0 {
        eprintln!(
            "{path}: {nameless} of {records} records have no name (or one of over 255 characters) and were left out; is there a field `name`?"
        );
    }
    if *garbled > 0 {
        eprintln!(
            "{path}: {garbled} of {records} names hold characters that could not be read and were left out; is the file in UTF-8?"
        );
    }
    for ((n, words), what) in [(types_unknown, "types"), (statuses_unknown, "statuses")] {
        if *n > 0 {
            let meaning = if what == "types" { "compared with every type" } else { "compared as in use" };
            eprintln!("{path}: {n} of {records} {what} are not known ({words}); {meaning}");
        }
    }
}

fn told(lang: Lang, finding: &Finding) -> Value {
    let Told { title, weight, article, lines } = tell(lang, finding);
    json!({"title": title, "weight": weight, "article": article, "lines": lines})
}

/// Returns the text of a field; empty if it has none.
fn fields<'r>(record: &'r Record) -> impl Fn(&str) -> &'r str {
    |field: &str| record.get(field).map_or("", String::as_str)
}

fn application(record: &Record) -> Application {
    let mut application = Application::default();
    for (field, text) in record {
        if !set_field(&mut application, field, text) {
            eprintln!("{}: {field} {text:?} is not understood and counts as unknown", application.name);
        }
    }
    application
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reviewed(applications: &str, lang: Option<Lang>) -> Vec<Value> {
        let project = crate::test_data::project_dir();
        let path = |name: &str| project.join("tests/review").join(name).to_string_lossy().into_owned();
        let (register, applications) = (path("register.csv"), path(applications));
        let reserve = project.join("data/reserve.geojson").to_string_lossy().into_owned();
        let files = Files {
            register: &register,
            applications: &applications,
            scopes: None,
            reserve: lang.map(|_| reserve.as_str()),
            lang,
            profile: None,
            catalog: None,
            today: 20_261_121,
        };
        let mut out = Vec::new();
        run(&files, &mut out).expect("a review");
        let lines = String::from_utf8(out).expect("text");
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// Code and number of names of each finding about duplicates.
    fn duplicates(line: &Value) -> Vec<(String, usize)> {
        let findings = line["findings"].as_array().expect("findings");
        let told =
            findings.iter().map(|f| (f["code"].as_str().unwrap_or(""), f["evidence"].as_array().map_or(0, Vec::len)));
        told.filter(|(code, _)| code.starts_with("duplicate")).map(|(code, n)| (code.to_owned(), n)).collect()
    }

    #[test]
    fn a_line_of_json_for_each_application_in_order() {
        for file in ["applications.csv", "applications.jsonl"] {
            let lines = reviewed(file, None);
            let names: Vec<&str> = lines.iter().filter_map(|line| line["application"]["name"].as_str()).collect();
            assert_eq!(names, ["人民路", "仁民路", "启明路"], "{file}");
            assert_eq!(lines[0]["romanisation"], "Rénmín Lù");
            let of = |code: &str, n: usize| (code.to_owned(), n);
            // In the scope D1, and H1 with the other application; the other town's for reference.
            assert_eq!(duplicates(&lines[0]), [of("duplicate.D1", 1), of("duplicate.H1", 1), of("duplicate.D1", 1)]);
            assert_eq!(duplicates(&lines[1]), [of("duplicate.H1", 2), of("duplicate.H1", 1)]);
            assert_eq!(duplicates(&lines[2]), []);
        }
    }

    #[test]
    fn words_and_suggestions_where_they_are_asked_for() {
        let plain = reviewed("applications.csv", None);
        assert!(plain[0].get("told").is_none() && plain[0].get("suggestions").is_none());
        let lines = reviewed("applications.csv", Some(Lang::Zh));
        assert_eq!(lines[0]["told"][0]["title"], "重名");
        assert!(lines[0]["suggestions"].as_array().is_some_and(|names| !names.is_empty()));
    }

    /// The lines of a review of 红旗街 against a register, and how it ended.
    fn against(register: &str) -> (Vec<Value>, Result<()>) {
        let file = |name: &str, text: &str| {
            let path = std::env::temp_dir().join(format!("diming-{}-{}-{name}", std::process::id(), register.len()));
            std::fs::write(&path, text).expect("a file");
            path.to_string_lossy().into_owned()
        };
        let register = file("register.csv", register);
        let applications = file("applications.csv", "name,type,town\n红旗街,street,汇龙镇\n");
        let files = Files {
            register: &register,
            applications: &applications,
            scopes: None,
            reserve: None,
            lang: None,
            profile: None,
            catalog: None,
            today: 20_261_121,
        };
        let mut out = Vec::new();
        let ended = run(&files, &mut out);
        let lines = String::from_utf8(out).expect("text");
        for path in [&register, &applications] {
            std::fs::remove_file(path).expect("the file");
        }
        (lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(), ended)
    }

    #[test]
    fn a_register_is_read_by_the_headings_of_offices() {
        for register in [
            "名称,类别,所在乡镇\n红旗街,街路巷,汇龙镇\n",
            "标准名称,类型,所属乡镇\n红旗街,街巷,汇龙\n",
            "standard_name,place_type_code,所在跨行政区\n红旗街,22200,江苏省南通市启东市汇龙镇\n",
            "地名,地名类别,乡镇,状态\n红旗街 ,巷道,汇龙镇,正在使用\n",
            "name,type,town\n红旗街（原红卫街）,street,汇龙镇\n",
        ] {
            let (lines, ended) = against(register);
            let found = duplicates(&lines[0]);
            assert!(ended.is_ok() && found.contains(&("duplicate.D1".to_owned(), 1)), "{register}: {found:?}");
        }
    }

    #[test]
    fn names_that_ended_count_as_cancelled() {
        for register in [
            "名称,类别,乡镇,状态\n红旗街,街路巷,汇龙镇,停用\n",
            "名称,类别,乡镇,废止年份\n红旗街,街路巷,汇龙镇,2003年\n",
            "名称,类别,乡镇,注销日期\n红旗街,街路巷,汇龙镇,2026-11-20\n",
        ] {
            let found = duplicates(&against(register).0[0]);
            assert!(found.contains(&("duplicate.X1".to_owned(), 1)), "{register}: {found:?}");
        }
        let found = duplicates(&against("名称,类别,乡镇,停用日期\n红旗街,街路巷,汇龙镇,2026-11-21\n").0[0]);
        assert!(found.contains(&("duplicate.D1".to_owned(), 1)), "{found:?}");
    }

    #[test]
    fn a_register_without_usable_records_is_no_all_clear_and_an_error() {
        // Refused before anything is compared, with the heading that was found.
        let (lines, ended) = against("甲,乙\n1,2\n");
        assert!(lines.is_empty() && ended.is_err_and(|error| error.to_string().contains("甲")));
        for register in ["名称,类别\n,街路巷\n", "名称,类别\n", "名称,类别\n红\u{fffd}街,街路巷\n"]
        {
            let (lines, ended) = against(register);
            let unchecked = lines[0]["findings"].as_array().expect("findings").iter();
            let unchecked: Vec<_> = unchecked.filter(|f| f["code"] == "duplicate").map(|f| &f["unchecked"]).collect();
            assert!(unchecked.iter().any(|why| *why == "no_register"), "{register}: {unchecked:?}");
            assert!(ended.is_err_and(|error| error.to_string().contains("nothing was compared")), "{register}");
        }
        // Types that nobody knows: compared with every type, and told.
        let (lines, ended) = against("名称,类别,乡镇\n红旗街,甲,汇龙镇\n");
        let found = duplicates(&lines[0]);
        assert!(ended.is_ok() && found.iter().any(|(code, _)| code == "duplicate.D1"), "{found:?}");
        assert!(found.iter().any(|(code, _)| code == "duplicate"), "{found:?}");
    }
}
