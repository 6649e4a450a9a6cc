//! `cargo xtask review`: reviews applications against a register, one JSON line each.
//!
//! The register is GeoJSON or CSV, the applications are CSV or JSON lines; both have the field names of the
//! gazetteer and of an application. The applications also collide with each other.

use crate::run::Result;
use diming_core::catalog::Lang;
use diming_core::catalog::parse::parse_catalog;
use diming_core::delimited::heading::Heading;
use diming_core::delimited::table::read;
use diming_core::door::application::Application;
use diming_core::door::finding::Finding;
use diming_core::geo::LonLat;
use diming_core::ingest::encoding::{Detector, Encoding};
use diming_core::ingest::spellings::register_field;
use diming_core::messages::{Told, tell};
use diming_core::review::calendar::{day_number, day_of};
use diming_core::review::headings::Headings;
use diming_core::review::pasted::fields_of;
use diming_core::review::profile::Profile;
use diming_core::review::report::Line;
use diming_core::review::suggest::Reserved;
use diming_core::review::{Review, Tables, Tally};
use diming_core::text::Han;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// A record: field → text. Positions are the fields `lon` and `lat`.
type Record = diming_core::door::review::Fields;

/// Today by this machine's clock (UTC), `yyyymmdd`.
pub fn today() -> u32 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = day_of(day_number((1970, 1, 1)) + (seconds / 86_400) as i32);
    (year * 10_000 + month * 100 + day) as u32
}

/// What is reviewed against what.
pub struct Files<'a> {
    /// GeoJSON or CSV.
    pub register: &'a str,
    /// CSV or JSON lines.
    pub applications: &'a str,
    /// Built-up areas: GeoJSON polygons with a name each.
    pub scopes: Option<&'a str>,
    /// The reserve bank: CSV, JSON lines or GeoJSON. Where it is given, suggestions are printed too.
    pub reserve: Option<&'a str>,
    /// Findings are told in words too.
    pub lang: Option<Lang>,
    /// A rules profile; the built-in one where it is not given.
    pub profile: Option<&'a str>,
    /// Today, `yyyymmdd`.
    pub today: u32,
}

/// Reviews and prints.
pub fn run(project: &Path, files: &Files, out: &mut impl Write) -> Result<()> {
    let data = |name: &str| std::fs::read(project.join("data").join(name)).map_err(|e| format!("data/{name}: {e}"));
    let text = |name: &str| data(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let han = Arc::new(Han::parse(&data("dict/han.bin")?)?);
    let tables = Tables::parse(han, &text("dict/standard.txt")?, &text("dict/alike.txt")?);
    let profile = match files.profile {
        Some(path) => std::fs::read(path).map_err(|e| format!("{path}: {e}"))?,
        None => data("rules/profile.json")?,
    };
    let profile = Profile::parse(&profile).map_err(|fault| format!("the profile: {fault}"))?;
    let mut review = Review::new(profile, tables);
    if let Some(path) = files.scopes {
        for feature in features(path)? {
            let name = feature["properties"]["name"].as_str().unwrap_or_default();
            polygons(&feature["geometry"]).iter().for_each(|rings| review.areas.push(name, rings));
        }
    }
    let catalog = data("catalog.json").ok().and_then(|bytes| parse_catalog(&bytes).ok());
    let headings = Headings::new(catalog.as_ref());
    let records = |path: &str| records(path, &headings);
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
        let mut line = serde_json::to_value(Line::new(&given[number], &verdict))?;
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

/// A record of a register under the names of its fields, whatever its headings are; a field's own name goes first.
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

/// Tells on the error output what of a register was left out or not understood.
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

/// Gives the text of a field; empty for none.
fn fields<'r>(record: &'r Record) -> impl Fn(&str) -> &'r str {
    |field: &str| record.get(field).map_or("", String::as_str)
}

fn application(record: &Record) -> Application {
    let mut application = Application::default();
    for (field, text) in record {
        if !application.set(field, text) {
            eprintln!("{}: {field} {text:?} is not understood and counts as unknown", application.name);
        }
    }
    application
}

/// The records of a file: GeoJSON (`.geojson`, `.json`), JSON lines (`.jsonl`) or a table.
fn records(path: &str, headings: &Headings) -> Result<Vec<Record>> {
    let text = text_of(path)?;
    if path.ends_with(".jsonl") {
        let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        return Ok(lines.filter_map(|(line, number)| json_line(path, number, line)).collect());
    }
    if path.ends_with("json") {
        return Ok(features(path)?.iter().map(feature).collect());
    }
    let table = read(&text, usize::MAX, &|heading| headings.field_of(heading));
    let named = |heading: &Heading| heading.fields.iter().flatten().any(|field| NAMING.contains(&field.as_str()));
    let Some((line, heading)) = table.heading.filter(|(_, heading)| named(heading)) else {
        let found = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        return Err(format!("{path}: no heading means the name; the first line is “{found}”").into());
    };
    if heading.first > 0 || heading.lines > 1 {
        eprintln!("{path}: the headings are those of line {line}: {}", heading.names.join(", "));
    }
    for (name, _) in
        heading.names.iter().zip(&heading.fields).filter(|(name, field)| field.is_none() && !name.is_empty())
    {
        eprintln!("{path}: the column {name} is not used");
    }
    table.left_out.iter().for_each(|(line, text)| eprintln!("{path}, line {line}: no record, left out: {text}"));
    if let Some(line) = table.ended_at {
        return Err(format!("{path}, line {line}: too many cells to be a row").into());
    }
    let mut all = Vec::new();
    for row in &table.rows {
        let (cells, width) = (row.cells.len(), heading.names.len());
        if cells < width || row.cells.iter().skip(width).any(|cell| !cell.is_empty()) {
            eprintln!("{path}, line {}: {cells} fields, not {width}; what is missing is unknown", row.line);
        }
        if row.has_ditto {
            eprintln!("{path}, line {}: “as above” was taken from the row above", row.line);
        }
        all.push(fields_of(&heading, &row.cells));
    }
    Ok(all)
}

/// A field of these names a record.
const NAMING: [&str; 2] = ["name", "specific"];

/// The text of a file in UTF-8 or UTF-16.
///
/// # Errors
/// Other encodings, and a spreadsheet's own files.
fn text_of(path: &str) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(format!("{path}: a workbook (.xlsx, .xls, .et); save it as CSV in UTF-8").into());
    }
    let mut detector = Detector::default();
    let first = detector.feed(bytes.clone());
    let encoding = if first.encoding == Encoding::Utf8 { detector.end().encoding } else { first.encoding };
    let units = |word: fn([u8; 2]) -> u16| bytes.as_chunks().0.iter().map(|pair| word(*pair)).collect::<Vec<u16>>();
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).map_err(|e| format!("{path}: {e}; save it as UTF-8"))?,
        Encoding::Utf16Le => String::from_utf16(&units(u16::from_le_bytes)).map_err(|e| format!("{path}: {e}"))?,
        Encoding::Utf16Be => String::from_utf16(&units(u16::from_be_bytes)).map_err(|e| format!("{path}: {e}"))?,
        Encoding::Gb18030 => return Err(format!("{path}: it is in GBK (GB 18030); save it as UTF-8").into()),
    };
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// The record of a line; one that is none is told and left out.
fn json_line(path: &str, number: usize, line: &str) -> Option<Record> {
    match serde_json::from_str::<Value>(line) {
        Ok(value @ Value::Object(_)) => Some(record(value)),
        Ok(_) => {
            eprintln!("{path}, line {number}: no JSON object; left out");
            None
        }
        Err(error) => {
            eprintln!("{path}, line {number}: {error}; left out");
            None
        }
    }
}

fn features(path: &str) -> Result<Vec<Value>> {
    let text = text_of(path)?;
    match serde_json::from_str::<Value>(&text).map_err(|e| format!("{path}: {e}"))?["features"].take() {
        Value::Array(features) => Ok(features),
        _ => Err(format!("{path}: no features").into()),
    }
}

/// The rings of each polygon of a geometry.
fn polygons(geometry: &Value) -> Vec<Vec<Vec<LonLat>>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let place = |p: &Value| Some(LonLat { lon: p[0].as_f64()?, lat: p[1].as_f64()? });
    let ring = |ring: &Value| list(ring).iter().filter_map(place).collect::<Vec<_>>();
    let polygon = |rings: &Value| list(rings).iter().map(ring).collect::<Vec<_>>();
    match geometry["type"].as_str() {
        Some("Polygon") => vec![polygon(&geometry["coordinates"])],
        Some("MultiPolygon") => list(&geometry["coordinates"]).iter().map(polygon).collect(),
        _ => Vec::new(),
    }
}

fn feature(feature: &Value) -> Record {
    let mut fields = record(feature["properties"].clone());
    if let Some(id) = feature.get("id") {
        fields.entry("id".into()).or_insert_with(|| word(id));
    }
    if let [lon, lat, ..] = feature["geometry"]["coordinates"].as_array().map_or(&[][..], Vec::as_slice)
        && feature["geometry"]["type"] == "Point"
    {
        fields.insert("lon".into(), word(lon));
        fields.insert("lat".into(), word(lat));
    }
    fields
}

fn record(value: Value) -> Record {
    let Value::Object(members) = value else { return Record::new() };
    members.into_iter().map(|(name, value)| (name, word(&value))).collect()
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(word).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reviewed(applications: &str, lang: Option<Lang>) -> Vec<Value> {
        let project = crate::run::project_dir();
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
            today: 20_261_121,
        };
        let mut out = Vec::new();
        run(&project, &files, &mut out).expect("a review");
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
        let project = crate::run::project_dir();
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
            today: 20_261_121,
        };
        let mut out = Vec::new();
        let ended = run(&project, &files, &mut out);
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

    #[test]
    fn what_is_good_in_a_bad_file_is_kept() {
        let write = |name: &str, text: &str| {
            let path = std::env::temp_dir().join(format!("diming-{}-{name}", std::process::id()));
            std::fs::write(&path, text).expect("a file");
            path.to_string_lossy().into_owned()
        };
        let headings = Headings::new(None);
        let csv = write("a.csv", "\u{feff}name,type,town\n人民路,street\n和平路,street,汇龙镇,more\n");
        let names: Vec<String> =
            records(&csv, &headings).expect("records").into_iter().map(|r| r[&"name".to_owned()].clone()).collect();
        assert_eq!(names, ["人民路", "和平路"]);
        let lines = write("a.jsonl", "{\"name\":\"人民路\"}\n[1]\nnot\n{\"name\":7}\n");
        let names: Vec<String> =
            records(&lines, &headings).expect("records").into_iter().map(|r| r[&"name".to_owned()].clone()).collect();
        assert_eq!(names, ["人民路", "7"]);
        let broken = write("a.geojson", "{");
        assert!(records(&broken, &headings).is_err_and(|e| e.to_string().contains(&broken)));
        let semicolons = write("b.csv", "审查表\n名  称;类别;乡镇\n\"人民路;街路巷;汇龙镇\n合计;2;\n");
        let names: Vec<Record> = records(&semicolons, &headings).expect("records");
        assert_eq!(names[0].get("name").map(String::as_str), Some("\"人民路"));
        assert_eq!((names.len(), names[0].get("type").map(String::as_str)), (1, Some("街路巷")));
        let wide: Vec<u8> = "\u{feff}名称\t类别\n人民路\t街路巷\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16 = write("c.csv", "");
        std::fs::write(&utf16, wide).expect("a file");
        assert_eq!(records(&utf16, &headings).expect("records").len(), 1);
        let nameless = write("d.csv", "foo;bar\n1;2\n");
        assert!(records(&nameless, &headings).is_err_and(|e| e.to_string().contains("foo;bar")));
        let gbk = write("e.csv", "");
        std::fs::write(&gbk, b"\xc3\xfb\xb3\xc6,\xc0\xe0\xb1\xf0\n\xc8\xcb\xc3\xf1\xc2\xb7,x\n").expect("a file");
        assert!(records(&gbk, &headings).is_err_and(|e| e.to_string().contains("GBK")));
        for path in [csv, lines, broken, semicolons, utf16, nameless, gbk] {
            std::fs::remove_file(path).expect("the file");
        }
        assert!(today() > 20_260_000);
    }
}
