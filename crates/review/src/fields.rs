//! Applications from the texts of their fields.

use diming_engine::ingest::lenient::{parse_date, parse_number, parse_yes_no};
use diming_protocol::catalog::Datum;
use diming_review_protocol::application::Application;
use diming_review_protocol::messages::name_type_of;
use diming_review_protocol::review::Fields;

/// Sets a field from its text, read as leniently as records are; an empty text and one that cannot be read leave it unknown.
/// `false` where a text could not be read.
pub fn set_field(application: &mut Application, field: &str, text: &str) -> bool {
    let text = text.trim();
    let word = match field {
        "name" => &mut application.name,
        "town" => &mut application.town,
        "built_up_area" => &mut application.built_up_area,
        "county" => &mut application.county,
        "province" => &mut application.province,
        "old_name" => &mut application.old_name,
        "applicant" => &mut application.applicant,
        "brand" => &mut application.brand,
        "romanisation" => &mut application.romanisation,
        "datum" => {
            text.clone_into(&mut application.datum);
            return text.is_empty() || Datum::of_code(text).is_some();
        }
        "approved_on" => return set_day(&mut application.approved_on, text),
        "filed_on" => return set_day(&mut application.filed_on, text),
        "announced_on" => return set_day(&mut application.announced_on, text),
        "type" => {
            let kind = name_type_of(text);
            application.kind = kind.unwrap_or_default();
            return text.is_empty() || kind.is_some();
        }
        "renaming" => {
            application.renaming = parse_yes_no(text).unwrap_or(false);
            return text.is_empty() || parse_yes_no(text).is_some();
        }
        _ => return set_number(application, field, text),
    };
    text.clone_into(word);
    true
}

fn set_number(application: &mut Application, field: &str, text: &str) -> bool {
    let number = match field {
        "lon" => &mut application.lon,
        "lat" => &mut application.lat,
        "storeys" => &mut application.storeys,
        "site_m2" => &mut application.site_m2,
        "floor_m2" => &mut application.floor_m2,
        "green_share" => &mut application.green_share,
        "open_share" => &mut application.open_share,
        _ => return set_other(application, field, text),
    };
    *number = parse_number(text);
    text.is_empty() || number.is_some()
}

/// `reading.2` chooses the reading of the third character; anything else is a scope's value.
fn set_other(application: &mut Application, field: &str, text: &str) -> bool {
    let Some(place) = field.strip_prefix("reading.") else {
        application.others.insert(field.to_owned(), text.to_owned());
        return true;
    };
    let place = place.parse().ok();
    if let Some(place) = place.filter(|_| !text.is_empty()) {
        application.readings.insert(place, text.to_owned());
    }
    place.is_some()
}

/// An application from the texts of its fields, and the fields whose text could not be read.
pub fn application_of(fields: &Fields) -> (Application, Vec<String>) {
    let mut application = Application::default();
    let not_understood = fields.iter().filter(|(field, text)| !set_field(&mut application, field, text));
    let not_understood = not_understood.map(|(field, _)| field.clone()).collect();
    (application, not_understood)
}

/// Sets a day, `yyyy-mm-dd`; what is not a whole day is unknown.
fn set_day(day: &mut String, text: &str) -> bool {
    let date = parse_date(text).filter(|date| date.day() > 0);
    *day = date.map_or_else(String::new, |d| format!("{:04}-{:02}-{:02}", d.year(), d.month(), d.day()));
    text.is_empty() || date.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use diming_review_protocol::application::NameType;

    #[test]
    fn fields_are_read_as_leniently_as_records() {
        let mut application = Application::default();
        for (field, text, understood) in [
            ("name", " 人民路 ", true),
            ("type", "street", true),
            ("storeys", "12", true),
            ("lon", "", true),
            ("lat", "north", false),
            ("renaming", "是", true),
            ("prefecture", "南通市", true),
            ("approved_on", "2026年11月3日", true),
            ("filed_on", "2026-02-30", false),
            ("announced_on", "2026-11", false),
            ("datum", "xyz", false),
            ("type", "住宅区", true),
            ("type", "avenue", false),
        ] {
            assert_eq!(set_field(&mut application, field, text), understood, "{field}");
        }
        assert_eq!((application.name.as_str(), application.storeys, application.lat), ("人民路", Some(12.0), None));
        assert_eq!((application.renaming, application.kind), (true, NameType::Other));
        assert_eq!(application.others.get("prefecture").map(String::as_str), Some("南通市"));
        let days = [&application.approved_on, &application.filed_on, &application.announced_on];
        assert_eq!(days, ["2026-11-03", "", ""]);
        let placed = Application { lon: Some(121.0), lat: Some(31.0), ..application };
        assert_eq!(crate::place_of(&placed), None, "in a datum that is none");
    }
}
