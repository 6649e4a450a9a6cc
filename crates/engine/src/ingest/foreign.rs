//! Recognises files of other formats, by their magic numbers or by typical members.

use super::format::{Head, Reading};
use super::geojson::crs::text_of;
use crate::json::scan::{Stop, Tag, Token, members};
use diming_protocol::{Foreign, Problem};

/// Magic numbers. Bytes above 127 may have been decoded as GB 18030 before they get here.
const MAGIC: [(&[u8], Foreign); 15] = [
    (b"PK\x03\x04", Foreign::Archive),
    (b"PK\x05\x06", Foreign::Archive),
    (b"Rar!\x1a", Foreign::Archive),
    (b"7z\xbc\xaf\x27\x1c", Foreign::Archive),
    ("7z集'\u{1c}".as_bytes(), Foreign::Archive),
    (b"\x1f\x8b", Foreign::Archive),
    ("\u{1f}\u{fffd}".as_bytes(), Foreign::Archive),
    (b"\xd0\xcf\x11\xe0", Foreign::OldOffice),
    ("邢\u{11}唷".as_bytes(), Foreign::OldOffice),
    (b"\x00\x00\x27\x0a\x00", Foreign::Shapefile),
    (b"SQLite format 3\x00", Foreign::Database),
    (b"%PDF-", Foreign::Document),
    (b"\x89PNG", Foreign::Document),
    (b"fgb\x03", Foreign::Database),
    (b"PAR1", Foreign::Database),
];

/// Bytes of markup that are searched for its kind.
const MARKUP_BYTES: usize = 1_024;

/// Why a file that does not begin like JSON is refused: it is of another format, or a web page.
///
/// # Errors
/// [`Stop::More`] if more bytes are needed.
pub fn refused(head: &Head, on: &Reading) -> Result<Option<Problem>, Stop> {
    if let Some(format) = by_magic(head.bytes) {
        return Ok(Some(Problem::Foreign { format, found: String::new() }));
    }
    if head.bytes.first() != Some(&b'<') {
        return Ok(None);
    }
    if head.bytes.len() < MARKUP_BYTES && !head.is_all {
        return Err(Stop::More);
    }
    // Behind a login page, a part of the engine could not be fetched either.
    let problem = if is_html(head.bytes) { Problem::Html } else { (on.later()?.of_markup)(head.bytes) };
    Ok(Some(match problem {
        Problem::Html if on.recorder.is_own_file() => {
            Problem::Foreign { format: Foreign::WebPage, found: String::new() }
        }
        problem => problem,
    }))
}

/// The beginning of a text in lower case.
fn beginning(head: &[u8]) -> String {
    String::from_utf8_lossy(&head[..head.len().min(4_096)]).to_ascii_lowercase()
}

/// Whether markup is a web page.
fn is_html(head: &[u8]) -> bool {
    let head = beginning(head);
    head.contains("<html") || head.contains("<!doctype html")
}

/// The format by magic number.
fn by_magic(head: &[u8]) -> Option<Foreign> {
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, format)| *format)
}

/// Markup that is not clearly a web page: a known format of places, other XML, or a web page after all.
pub fn of_markup(head: &[u8]) -> Problem {
    let head = beginning(head);
    let has = |name: &str| head.contains(&format!("<{name}")) || head.contains(&format!(":{name}"));
    let format = match () {
        () if has("kml") => Foreign::Kml,
        () if has("gpx") => Foreign::Gpx,
        () if has("workbook") => Foreign::OldOffice,
        () if head.starts_with("<?xml") || has("featurecollection") || has("osm") || head.contains("xmlns") => {
            Foreign::Xml
        }
        () => return Problem::Html,
    };
    Problem::Foreign { format, found: String::new() }
}

/// The kind of an object without a `type` of GeoJSON.
pub fn of_object(bytes: &[u8], object: Token, kind: Option<&str>) -> Problem {
    let problem = |format, found: &str| Problem::Foreign { format, found: found.to_owned() };
    if let Some(kind) = kind {
        return Problem::NotGeoJson { found: kind.to_owned() };
    }
    let mut has_place = false;
    for (key, value) in members(bytes, object) {
        let name = text_of(bytes, key);
        match (name.as_str(), value.tag) {
            ("error" | "errors", Tag::Object | Tag::Array) | ("error_description" | "errmsg", Tag::Text) => {
                return problem(Foreign::ServiceError, &shown(bytes, value));
            }
            ("elements", Tag::Array) => return problem(Foreign::Osm, ""),
            ("pois" | "geocodes" | "regeocode" | "infocode" | "resultType" | "landmarkcount", _) => {
                return problem(Foreign::MapService, "");
            }
            (_, Tag::Object) if is_geojson(bytes, value) => return problem(Foreign::Wrapped, &name),
            (_, Tag::Array) if first_of(bytes, value).is_some_and(|first| is_geojson(bytes, first)) => {
                return problem(Foreign::Wrapped, &name);
            }
            (_, Tag::Array) if first_of(bytes, value).is_some_and(|first| is_record(bytes, first)) => has_place = true,
            _ => {}
        }
    }
    if has_place || is_record(bytes, object) {
        return problem(Foreign::Records, "");
    }
    Problem::NotGeoJson { found: String::new() }
}

/// The kind of an array whose members are no Features.
pub fn of_array(bytes: &[u8], array: Token) -> Problem {
    match first_of(bytes, array).map(|first| first.tag) {
        Some(Tag::Object) => Problem::Foreign { format: Foreign::Records, found: String::new() },
        _ => Problem::NotGeoJson { found: String::new() },
    }
}

/// The first member of an array.
pub fn first_of(bytes: &[u8], array: Token) -> Option<Token> {
    members(bytes, array).next().map(|(_, first)| first).filter(|_| array.tag == Tag::Array)
}

/// Whether an object claims to be GeoJSON.
pub fn is_geojson(bytes: &[u8], object: Token) -> bool {
    let kinds: [&[u8]; 2] = [b"Feature", b"FeatureCollection"];
    object.tag == Tag::Object
        && members(bytes, object).any(|(key, value)| {
            &bytes[key.start..key.end] == b"type" && kinds.contains(&&bytes[value.start..value.end])
        })
}

/// Whether an object has a member like a place or a name: a record of a table.
fn is_record(bytes: &[u8], object: Token) -> bool {
    const NAMES: [&str; 16] = [
        "lon",
        "lng",
        "longitude",
        "lat",
        "latitude",
        "location",
        "经度",
        "纬度",
        "坐标",
        "name",
        "名称",
        "地名",
        "title",
        "address",
        "地址",
        "编号",
    ];
    object.tag == Tag::Object
        && members(bytes, object).any(|(key, _)| NAMES.contains(&text_of(bytes, key).to_lowercase().as_str()))
}

/// The error message of a service, shortened.
fn shown(bytes: &[u8], value: Token) -> String {
    let message = members(bytes, value).find(|(key, _)| &bytes[key.start..key.end] == b"message");
    let text = match message {
        Some((_, message)) => text_of(bytes, message),
        None => String::from_utf8_lossy(&bytes[value.start..value.end]).into_owned(),
    };
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}
