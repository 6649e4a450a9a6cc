//! Applications from the texts of their fields.

use crate::door::application::{Application, NameType};
use crate::ingest::lenient::{parse_number, parse_yes_no};

impl Application {
    /// Sets a field from its text, read as leniently as records are; an empty text and one that cannot be read leave it unknown.
    /// `false` where a text could not be read.
    pub fn set(&mut self, field: &str, text: &str) -> bool {
        let text = text.trim();
        let word = match field {
            "name" => &mut self.name,
            "datum" => &mut self.datum,
            "town" => &mut self.town,
            "built_up_area" => &mut self.built_up_area,
            "county" => &mut self.county,
            "province" => &mut self.province,
            "old_name" => &mut self.old_name,
            "applicant" => &mut self.applicant,
            "brand" => &mut self.brand,
            "romanisation" => &mut self.romanisation,
            "approved_on" => &mut self.approved_on,
            "filed_on" => &mut self.filed_on,
            "announced_on" => &mut self.announced_on,
            "type" => {
                self.kind = NameType::of_code(text).unwrap_or_default();
                return text.is_empty() || NameType::of_code(text).is_some();
            }
            "renaming" => {
                self.renaming = parse_yes_no(text).unwrap_or(false);
                return text.is_empty() || parse_yes_no(text).is_some();
            }
            _ => return self.set_number(field, text),
        };
        text.clone_into(word);
        true
    }

    fn set_number(&mut self, field: &str, text: &str) -> bool {
        let number = match field {
            "lon" => &mut self.lon,
            "lat" => &mut self.lat,
            "storeys" => &mut self.storeys,
            "site_m2" => &mut self.site_m2,
            "floor_m2" => &mut self.floor_m2,
            "green_share" => &mut self.green_share,
            "open_share" => &mut self.open_share,
            _ => {
                self.others.insert(field.to_owned(), text.to_owned());
                return true;
            }
        };
        *number = parse_number(text);
        text.is_empty() || number.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("type", "avenue", false),
        ] {
            assert_eq!(application.set(field, text), understood, "{field}");
        }
        assert_eq!((application.name.as_str(), application.storeys, application.lat), ("人民路", Some(12.0), None));
        assert_eq!((application.renaming, application.kind), (true, NameType::Other));
        assert_eq!(application.others["prefecture"], "南通市");
    }
}
