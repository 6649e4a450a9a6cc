//! Files of the review: decoding, records, and messages on how they were read.

use super::Record;
use crate::Result;
use diming_engine::delimited::heading::Heading;
use diming_engine::delimited::table::read;
use diming_engine::ingest::Notes;
use diming_protocol::Note;
use diming_protocol::catalog::Lang;
use diming_protocol::geo::LonLat;
use diming_review::headings::Headings;
use diming_review::rows::{fields_of, garbled, note_heading, note_row};
use diming_review_protocol::messages::note_reason;
use diming_text::encoding::Encoding;
use serde_json::Value;

/// Fields of which one identifies a record.
const NAMING: [&str; 2] = ["name", "specific"];

/// The records of a file: GeoJSON (`.geojson`, `.json`), JSON lines (`.jsonl`) or a table.
pub fn records(path: &str, headings: &Headings, told: &mut Vec<String>) -> Result<Vec<Record>> {
    if path.ends_with(".jsonl") {
        let text = text_of(path, told)?;
        return Ok(lines_of(path, &text, told));
    }
    if path.ends_with("json") {
        let all: Vec<Record> = features(path, told)?.iter().map(feature).collect();
        let mut notes = Notes::default();
        for (fields, number) in all.iter().zip(1..) {
            note_row(&mut notes, number, &garbled(fields));
        }
        tell_notes(path, "record", notes, all.len(), told);
        return Ok(all);
    }
    let text = text_of(path, told)?;
    table_of(path, &text, headings, told)
}

/// The records of a table.
///
/// # Errors
/// A table without a heading for the name, or with an invalid row.
fn table_of(path: &str, text: &str, headings: &Headings, told: &mut Vec<String>) -> Result<Vec<Record>> {
    let table = read(text, usize::MAX, &|heading| headings.field_of(heading));
    let named = |heading: &Heading| heading.fields.iter().flatten().any(|field| NAMING.contains(&field.as_str()));
    let Some((line, heading)) = table.heading.filter(|(_, heading)| named(heading)) else {
        let found = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        return Err(format!("{path}: no heading means the name; the first line is “{found}”").into());
    };
    let mut notes = Notes::default();
    let is_below_others = table.left_out.first().is_some_and(|(above, _)| *above < line);
    note_heading(&mut notes, line, &heading, is_below_others);
    for (line, text) in &table.left_out {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        told.push(format!("{path}, line {line}: no record, left out: {text}"));
    }
    if let Some(line) = table.ended_at {
        return Err(format!("{path}, line {line}: too many cells to be a row").into());
    }
    let mut all = Vec::new();
    for row in &table.rows {
        let (fields, done) = fields_of(&heading, row);
        note_row(&mut notes, row.line, &done);
        all.push(fields);
    }
    tell_notes(path, "line", notes, all.len(), told);
    Ok(all)
}

/// Prints each note on a line; `unit` is what its row counts.
fn tell_notes(path: &str, unit: &str, mut notes: Notes, records: usize, told: &mut Vec<String>) {
    notes.gather(records);
    told.extend(notes.kept().iter().map(|note| told_note(path, unit, note)));
    let more = notes.total() - notes.kept().len() as u64;
    if more > 0 {
        told.push(format!("{path}: {more} more of this kind"));
    }
}

fn told_note(path: &str, unit: &str, note: &Note) -> String {
    let place = match note.row {
        Some(row) => format!("{path}, {unit} {}", u64::from(row) + 1),
        None if note.of_all > 0 => format!("{path}, all {} records", note.of_all),
        None => path.to_owned(),
    };
    let parts = [&place, &note.field, &note.value, note_reason(Lang::En, note.reason)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// Decodes a file. Reports the encoding unless it is UTF-8, and invalid bytes.
///
/// # Errors
/// A workbook of a spreadsheet program.
fn text_of(path: &str, told: &mut Vec<String>) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(format!("{path}: a workbook (.xlsx, .xls, .et); save it as CSV in UTF-8").into());
    }
    let encoding = Encoding::of(&bytes);
    let (decoder, name) = match encoding {
        Encoding::Utf8 => (encoding_rs::UTF_8, encoding.name()),
        Encoding::Utf16Le => (encoding_rs::UTF_16LE, encoding.name()),
        Encoding::Utf16Be => (encoding_rs::UTF_16BE, encoding.name()),
        Encoding::Gb18030 => (encoding_rs::GB18030, encoding.name()),
    };
    let (text, has_faults) = decoder.decode_with_bom_removal(&bytes);
    if encoding != Encoding::Utf8 {
        told.push(format!("{path}: read as {name}"));
    }
    if has_faults {
        told.push(format!("{path}: some bytes are no text in {name}; U+FFFD stands in their place"));
    }
    Ok(text.into_owned())
}

/// The records of JSON lines; an invalid line is reported and skipped.
fn lines_of(path: &str, text: &str, told: &mut Vec<String>) -> Vec<Record> {
    let (mut all, mut notes) = (Vec::new(), Notes::default());
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(value @ Value::Object(_)) => {
                let fields = record(value);
                note_row(&mut notes, number, &garbled(&fields));
                all.push(fields);
            }
            Ok(_) => told.push(format!("{path}, line {number}: no JSON object; left out")),
            Err(error) => told.push(format!("{path}, line {number}: {error}; left out")),
        }
    }
    tell_notes(path, "line", notes, all.len(), told);
    all
}

/// The features of a GeoJSON file.
pub fn features(path: &str, told: &mut Vec<String>) -> Result<Vec<Value>> {
    let text = text_of(path, told)?;
    match serde_json::from_str::<Value>(&text).map_err(|e| format!("{path}: {e}"))?["features"].take() {
        Value::Array(features) => Ok(features),
        _ => Err(format!("{path}: no features").into()),
    }
}

/// The rings of each polygon of a geometry.
pub fn polygons(geometry: &Value) -> Vec<Vec<Vec<LonLat>>> {
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

    /// The result of reading these bytes: records or the error, and the messages without the path.
    fn read_as(name: &str, bytes: &[u8]) -> (std::result::Result<Vec<Record>, String>, Vec<String>) {
        let path = std::env::temp_dir().join(format!("diming-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).expect("a file");
        let path_text = path.to_string_lossy().into_owned();
        let mut told = Vec::new();
        let all = records(&path_text, &Headings::new(None), &mut told).map_err(|e| e.to_string());
        std::fs::remove_file(&path).expect("the file");
        (all, told.into_iter().map(|line| line.replace(&path_text, "FILE")).collect())
    }

    fn names(all: &std::result::Result<Vec<Record>, String>) -> Vec<&str> {
        all.as_ref().expect("records").iter().map(|r| r.get("name").map_or("", String::as_str)).collect()
    }

    #[test]
    fn what_is_good_in_a_bad_file_is_kept() {
        let cases: [(&str, &[u8], &[&str]); 4] = [
            (
                "a.csv",
                "\u{feff}name,type,town\n人民路,street\n和平路,street,汇龙镇,more\n".as_bytes(),
                &["人民路", "和平路"],
            ),
            ("a.jsonl", "{\"name\":\"人民路\"}\n[1]\nnot\n{\"name\":7}\n".as_bytes(), &["人民路", "7"]),
            ("b.csv", "审查表\n名  称;类别;乡镇\n\"人民路;街路巷;汇龙镇\n合计;2;\n".as_bytes(), &["\"人民路"]),
            ("c.csv", b"name\ngood\nb\xffd\n", &["good", "b\u{fffd}d"]),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(names(&read_as(name, bytes).0), expected, "{name}");
        }
        for (name, text, found) in [("d.geojson", "{", "FILE"), ("e.csv", "foo;bar\n1;2\n", "foo;bar")] {
            let error = read_as(name, text.as_bytes()).0.expect_err("no records");
            assert!(error.contains(if found == "FILE" { name } else { found }), "{error}");
        }
    }

    #[test]
    fn files_in_the_encodings_of_offices_are_read_and_it_is_told() {
        let text = "名称\t类别\n人民路\t街路巷\n";
        let wide =
            |word: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(word).collect::<Vec<u8>>();
        let gbk = encoding_rs::GBK.encode(text).0.into_owned();
        let beyond = encoding_rs::GB18030.encode("名称\n\u{20000}\u{3447}路\n").0.into_owned();
        let cases: [(&[u8], &[&str], &[&str]); 6] = [
            (text.as_bytes(), &["人民路"], &[]),
            (&gbk, &["人民路"], &["FILE: read as GBK (GB 18030)"]),
            (&beyond, &["\u{20000}\u{3447}路"], &["FILE: read as GBK (GB 18030)"]),
            (&wide(u16::to_le_bytes), &["人民路"], &["FILE: read as UTF-16"]),
            (&wide(u16::to_be_bytes), &["人民路"], &["FILE: read as UTF-16"]),
            (
                &[&gbk[..], b"\xff\t\n"].concat(),
                &["人民路", "\u{fffd}"],
                &[
                    "FILE: read as GBK (GB 18030)",
                    "FILE: some bytes are no text in GBK (GB 18030); U+FFFD stands in their place",
                    "FILE, line 3: 名称: \u{fffd}: Some bytes are no text: they were replaced; check the encoding of the file.",
                ],
            ),
        ];
        for (at, (bytes, expected, told)) in cases.into_iter().enumerate() {
            let (all, said) = read_as(&format!("encoding-{at}.csv"), bytes);
            assert_eq!(names(&all), expected, "{at}");
            assert_eq!(said, told, "{at}");
        }
    }

    #[test]
    fn what_was_not_taken_as_it_stands_is_told_with_its_line() {
        let table =
            "审查表,,,\n名称,乡镇,坐标,颜色\n甲路,汇龙镇,\"31.9,121.7\",红\n乙路,同上,,\n丙路,南阳镇,,,多\n合计,3,,\n";
        let (all, told) = read_as("told.csv", table.as_bytes());
        let fields = all.as_ref().expect("records");
        assert_eq!(fields[1].get("town").map(String::as_str), Some("汇龙镇"));
        let expected = [
            "FILE, line 1: no record, left out: 审查表",
            "FILE, line 6: no record, left out: 合计, 3",
            "FILE: 2: 名称, 乡镇, 坐标, 颜色: The headings are not in the first line",
            "FILE: 颜色: The review has no use for these columns",
            "FILE, line 3: 坐标: 31.9,121.7: Longitude and latitude stand in one cell",
            "FILE, line 3: 坐标: 31.9,121.7: Latitude stands before longitude",
            "FILE, line 4: 乡镇: 汇龙镇: It says “as above”",
            "FILE, line 5: 5 / 4: The row has more or fewer cells",
        ];
        assert_eq!(told.len(), expected.len(), "{told:#?}");
        for (said, begin) in told.iter().zip(expected) {
            assert!(said.starts_with(begin), "{said:?} begins with {begin:?}");
        }
        let geojson = "{\"features\":[{\"properties\":{\"name\":\"甲\u{fffd}路\"}}]}";
        let (_, told) = read_as("told.geojson", geojson.as_bytes());
        assert!(
            matches!(told.as_slice(), [one] if one.starts_with("FILE, record 1: name: 甲\u{fffd}路: ")),
            "{told:?}"
        );
    }
}
