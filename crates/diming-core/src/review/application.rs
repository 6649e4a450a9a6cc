//! An application for a name, as an office gets it.

use crate::ingest::lenient::{parse_number, parse_yes_no};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is named; the codes stand in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameType {
    /// 行政区划: town, township, subdistrict.
    Division,
    /// 村委会, 居委会.
    VillageCommittee,
    /// 自然村.
    NaturalVillage,
    /// 街路巷.
    Street,
    /// 住宅区.
    Estate,
    /// 楼宇.
    Building,
    /// 交通运输: bridges, stations, ports.
    Transport,
    /// 水利.
    Water,
    /// 公园.
    Park,
    /// 纪念地.
    Memorial,
    /// 自然地理实体.
    Natural,
    /// Anything else, and what is not known.
    #[default]
    Other,
}

impl NameType {
    /// All types, in the order of the forms.
    pub const ALL: [NameType; 12] = [
        NameType::Division,
        NameType::VillageCommittee,
        NameType::NaturalVillage,
        NameType::Street,
        NameType::Estate,
        NameType::Building,
        NameType::Transport,
        NameType::Water,
        NameType::Park,
        NameType::Memorial,
        NameType::Natural,
        NameType::Other,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            NameType::Division => "division",
            NameType::VillageCommittee => "village_committee",
            NameType::NaturalVillage => "natural_village",
            NameType::Street => "street",
            NameType::Estate => "estate",
            NameType::Building => "building",
            NameType::Transport => "transport",
            NameType::Water => "water",
            NameType::Park => "park",
            NameType::Memorial => "memorial",
            NameType::Natural => "natural",
            NameType::Other => "other",
        }
    }

    /// The type of a code; `None` for what is none.
    pub fn of_code(code: &str) -> Option<NameType> {
        NameType::ALL.into_iter().find(|t| t.code() == code)
    }

    /// Natural villages are not divided into specific and generic.
    pub fn is_divided(self) -> bool {
        self != NameType::NaturalVillage
    }
}

/// One application. Figures that are not given are unknown, never zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Application {
    /// The name applied for.
    pub name: String,
    /// What is named.
    #[serde(rename = "type")]
    pub kind: NameType,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Datum of the position: `wgs84` (also where empty), `cgcs2000`, `gcj02`, `bd09`.
    pub datum: String,
    /// Town.
    pub town: String,
    /// Built-up area (建成区).
    pub built_up_area: String,
    /// County.
    pub county: String,
    /// Province.
    pub province: String,
    /// Values of further scopes that an office defines, by the name of the field.
    pub others: BTreeMap<String, String>,
    /// A new name for what has one.
    pub renaming: bool,
    /// The name it has.
    pub old_name: String,
    /// Who applies.
    pub applicant: String,
    /// The applicant's brand.
    pub brand: String,
    /// Storeys above ground.
    pub storeys: Option<f64>,
    /// Site, square metres.
    pub site_m2: Option<f64>,
    /// Floor area, square metres.
    pub floor_m2: Option<f64>,
    /// Share of green, 0 to 1.
    pub green_share: Option<f64>,
    /// Share of open ground, 0 to 1.
    pub open_share: Option<f64>,
    /// The applicant's spelling in Pinyin.
    pub romanisation: String,
    /// Day of approval, `yyyy-mm-dd`; empty for none yet.
    pub approved_on: String,
    /// Day of filing.
    pub filed_on: String,
    /// Day of the notice.
    pub announced_on: String,
}

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
