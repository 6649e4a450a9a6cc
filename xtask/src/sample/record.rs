//! A record on its way into a GeoJSON file: one feature a line, keys in the order given.

use super::rng::Rng;
use serde_json::{Value, json};

/// A position in millionths of a degree: whole numbers, so that every machine writes the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Longitude.
    pub lon_e6: i64,
    /// Latitude.
    pub lat_e6: i64,
}

impl Spot {
    /// The position moved by millionths of a degree.
    pub fn moved(self, lon_e6: i64, lat_e6: i64) -> Spot {
        Spot { lon_e6: self.lon_e6 + lon_e6, lat_e6: self.lat_e6 + lat_e6 }
    }

    fn text(self, decimals: u32) -> String {
        let step = 10_i64.pow(6 - decimals);
        let write = |e6: i64| {
            let rounded = (e6 + step / 2) / step;
            let one = 10_i64.pow(decimals);
            format!("{}.{:0width$}", rounded / one, rounded % one, width = decimals as usize)
        };
        format!("[{},{}]", write(self.lon_e6), write(self.lat_e6))
    }
}

/// Where a record stands.
pub enum Place {
    /// No place.
    None,
    /// A point, with the decimals to write.
    Point(Spot, u32),
    /// A line.
    Line(Vec<Spot>),
    /// A closed ring, counter-clockwise.
    Polygon(Vec<Spot>),
}

/// One record.
pub struct Record {
    id: Option<Value>,
    place: Place,
    properties: Vec<(&'static str, Value)>,
}

impl Record {
    /// A record with a GeoJSON `id`.
    pub fn new(id: impl Into<Value>, place: Place) -> Record {
        Record { id: Some(id.into()), place, properties: Vec::new() }
    }

    /// A record whose key stands in its properties alone, as many offices keep it.
    pub fn keyed_by_property(id: impl Into<Value>, place: Place) -> Record {
        let mut record = Record { id: None, place, properties: Vec::new() };
        record.set("id", id);
        record
    }

    /// Sets a property. Each key is set once.
    pub fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        debug_assert!(!self.has(key), "{key} is set twice");
        self.properties.push((key, value.into()));
    }

    /// Sets a property in so many of a hundred cases: registers have gaps.
    pub fn maybe(&mut self, rng: &Rng, percent: i64, key: &'static str, value: impl Into<Value>) {
        if rng.percent(percent) {
            self.set(key, value);
        }
    }

    /// Sets a list in so many of a hundred cases: as an array, or as one text split at 、.
    pub fn maybe_list(&mut self, rng: &Rng, percent: i64, key: &'static str, list: &[&str]) {
        let value = if rng.percent(80) { json!(list) } else { json!(list.join("、")) };
        self.maybe(rng, percent, key, value);
    }

    /// Sets yes or no in one of the ways in which offices write it, in so many of a hundred cases.
    pub fn maybe_yes_no(&mut self, rng: &Rng, percent: i64, key: &'static str, yes: bool) {
        let value = match (rng.between(0, 9), yes) {
            (0..=5, yes) => json!(yes),
            (6 | 7, true) => json!("是"),
            (6 | 7, false) => json!("否"),
            (8, true) => json!("√"),
            (_, true) => json!("有"),
            (_, false) => json!("无"),
        };
        self.maybe(rng, percent, key, value);
    }

    /// Sets a number, in one of twenty cases as text, in so many of a hundred cases.
    pub fn maybe_number(&mut self, rng: &Rng, percent: i64, key: &'static str, number: i64) {
        let value = if rng.percent(95) { json!(number) } else { json!(number.to_string()) };
        self.maybe(rng, percent, key, value);
    }

    /// Whether a property is set.
    pub fn has(&self, key: &str) -> bool {
        self.properties.iter().any(|(other, _)| *other == key)
    }

    fn line(&self) -> String {
        let id = self.id.as_ref().map_or(String::new(), |id| format!(r#""id":{id},"#));
        let geometry = match &self.place {
            Place::None => "null".to_owned(),
            Place::Point(at, decimals) => format!(r#"{{"type":"Point","coordinates":{}}}"#, at.text(*decimals)),
            Place::Line(line) => {
                let line: Vec<String> = line.iter().map(|at| at.text(5)).collect();
                format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, line.join(","))
            }
            Place::Polygon(ring) => {
                let ring: Vec<String> = ring.iter().chain(ring.first()).map(|at| at.text(6)).collect();
                format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, ring.join(","))
            }
        };
        let properties: Vec<String> =
            self.properties.iter().map(|(key, value)| format!("{}:{value}", json!(key))).collect();
        format!(r#"{{"type":"Feature",{id}"geometry":{geometry},"properties":{{{}}}}}"#, properties.join(","))
    }
}

/// What stands at the head of every file.
const PROVENANCE: &str =
    "示例数据：由 cargo xtask sample 生成，非真实登记资料；坐标、电话、数字均为示意，不得作为任何依据。";

/// A whole file: a feature collection marked as a sample, one feature a line.
pub fn collection(records: &[Record]) -> String {
    let lines: Vec<String> = records.iter().map(Record::line).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"示例\":true,\"provenance\":{},\"features\":[\n{}\n]}}\n",
        json!(PROVENANCE),
        lines.join(",\n")
    )
}

/// A date in one of the ways in which registers write it.
pub fn date(rng: &Rng, year: i64) -> String {
    let (month, day) = (rng.between(1, 12), rng.between(1, 28));
    match rng.between(0, 9) {
        0..=5 => format!("{year}-{month:02}-{day:02}"),
        6 => format!("{year}年{month}月{day}日"),
        7 | 8 => format!("{year}年{month}月"),
        _ => year.to_string(),
    }
}

/// A telephone number of the district that nobody has: 0513-8000 and four digits.
pub fn phone(rng: &Rng) -> String {
    format!("0513-8000{:04}", rng.between(0, 9999))
}

/// One number, or several in one text as lists have them.
pub fn phones(rng: &Rng) -> Value {
    let (first, second) = (phone(rng), phone(rng));
    match rng.between(0, 9) {
        0 => json!(format!("{first}、{second}")),
        1 => json!(format!("{first}；{second}（夜间）")),
        2 => json!([first, second]),
        _ => json!(first),
    }
}
