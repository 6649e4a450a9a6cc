//! What the headings of a table of names or applications mean, wherever it is read: pasted, dropped, on the command line.

use diming_engine::delimited::names::{Axis, axis_of, datum_of, plain, variants};
use diming_engine::delimited::position::{are_exchanged, is_plain_pair, parse_angle, parse_place};
use diming_engine::ingest::spellings::register_field;
use diming_protocol::Reason;
use diming_protocol::catalog::{Catalog, Datum, Lang};
use diming_protocol::messages::text;
use diming_review_protocol::messages::APPLICATION_FIELDS;
use diming_review_protocol::review::Fields;
use litemap::LiteMap;

/// The field of a column that holds whole positions, until they are taken apart.
pub const PLACE: &str = "place";

/// Plain heading → field.
#[derive(Clone, Debug, Default)]
pub struct Headings(LiteMap<String, String>);

impl Headings {
    /// Those of an application go before those of the catalog: names of fields, their labels in both languages, aliases.
    pub fn new(catalog: Option<&Catalog>) -> Headings {
        let mut headings = Headings::default();
        for (field, label) in APPLICATION_FIELDS {
            headings.know(field, field);
            [Lang::Zh, Lang::En].into_iter().for_each(|lang| headings.know(text(lang, label), field));
        }
        for heading in ["名称", "地名", "标准地名", "标准名称", "拟用名称", "申请名称", "申报名称"]
        {
            headings.know(heading, "name");
        }
        for heading in ["类别", "类型", "地名类别", "地名类型"] {
            headings.know(heading, "type");
        }
        let fields = || catalog.into_iter().flat_map(|catalog| &catalog.fields);
        fields().for_each(|(key, _)| headings.know(key, key));
        for (key, field) in fields() {
            [&field.label.zh, &field.label.en].into_iter().for_each(|label| headings.know(label, key));
        }
        for (key, field) in fields() {
            field.aliases.iter().for_each(|alias| headings.know(alias, key));
        }
        headings
    }

    fn know(&mut self, heading: &str, field: &str) {
        let heading = plain(heading);
        if !heading.is_empty() && !self.0.contains_key(&heading) {
            self.0.insert(heading, field.to_owned());
        }
    }

    /// The field that a heading means.
    pub fn field_of(&self, heading: &str) -> Option<String> {
        let mut variants = variants(heading).into_iter();
        if let Some(field) = variants.next().and_then(|full| self.0.get(&full)) {
            return Some(field.clone());
        }
        match axis_of(heading) {
            Some(Axis::Longitude) => Some("lon".to_owned()),
            Some(Axis::Latitude) => Some("lat".to_owned()),
            Some(Axis::Place) => Some(PLACE.to_owned()),
            None => {
                let known = variants.find_map(|variant| self.0.get(&variant)).cloned();
                known.or_else(|| register_field(heading).map(str::to_owned))
            }
        }
    }
}

/// Brings the position among the texts of a row to decimal degrees in `lon` and `lat`; what is none stays as it is. `headings`
/// may name its datum. Gives what was found and what was done with it.
pub fn settle_place(fields: &mut Fields, headings: &[String]) -> Vec<(String, Reason)> {
    let mut done = Vec::new();
    if let Some(text) = fields.remove(PLACE) {
        match parse_place(&text) {
            Some(place) => {
                fields.insert("lon".to_owned(), place.lon.to_string());
                fields.insert("lat".to_owned(), place.lat.to_string());
                done.push((text.clone(), Reason::PositionSplit));
                if place.is_swapped {
                    done.push((text, Reason::Swapped));
                } else if !is_plain_pair(&text) {
                    done.push((text, Reason::PositionRead));
                }
            }
            // Not understood, which is told.
            None => drop(fields.insert("lon".to_owned(), text)),
        }
    }
    let angle = |field: &str| fields.get(field).and_then(|text| parse_angle(text));
    if let (Some(lon), Some(lat)) = (angle("lon"), angle("lat")) {
        let is_swapped = are_exchanged(lon, lat) || lat.degrees.abs() > 90.0 && lon.degrees.abs() <= 90.0;
        let is_read = !lon.is_plain || !lat.is_plain;
        if is_swapped || is_read {
            let text = |field: &str| fields.get(field).map_or("", String::as_str);
            let found = format!("{}, {}", text("lon"), text("lat"));
            done.extend(is_read.then(|| (found.clone(), Reason::PositionRead)));
            done.extend(is_swapped.then_some((found, Reason::Swapped)));
            let (east, north) = if is_swapped { (lat, lon) } else { (lon, lat) };
            fields.insert("lon".to_owned(), east.degrees.to_string());
            fields.insert("lat".to_owned(), north.degrees.to_string());
        }
        let named = headings.iter().filter(|heading| axis_of(heading).is_some()).find_map(|heading| datum_of(heading));
        if let Some(datum) = named.filter(|_| !fields.contains_key("datum")) {
            fields.insert("datum".to_owned(), code_of(datum).to_owned());
        }
    }
    done
}

fn code_of(datum: Datum) -> &'static str {
    match datum {
        Datum::Wgs84 => "wgs84",
        Datum::Cgcs2000 => "cgcs2000",
        Datum::Gcj02 => "gcj02",
        Datum::Bd09 => "bd09",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_the_spellings_of_forms_and_tables() {
        let headings = Headings::new(None);
        for (heading, field) in [
            ("名称*", "name"),
            ("地　名", "name"),
            ("类别", "type"),
            ("Type", "type"),
            ("built_up_area", "built_up_area"),
            ("经度（°）", "lon"),
            ("坐标", PLACE),
        ] {
            assert_eq!(headings.field_of(heading).as_deref(), Some(field), "{heading}");
        }
        assert_eq!(headings.field_of("随便"), None);
    }

    #[test]
    fn positions_come_apart() {
        let fields =
            |pairs: &[(&str, &str)]| -> Fields { pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect() };
        let mut one = fields(&[(PLACE, "31.9，121.7")]);
        settle_place(&mut one, &["坐标(GCJ-02)".to_owned()]);
        assert_eq!(one, fields(&[("lon", "121.7"), ("lat", "31.9"), ("datum", "gcj02")]));
        let mut two = fields(&[("lon", "121°30′"), ("lat", "31.5°")]);
        settle_place(&mut two, &[]);
        assert_eq!(two, fields(&[("lon", "121.5"), ("lat", "31.5")]));
    }
}
