//! An application for a name, as an office gets it.

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

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
    pub others: LiteMap<String, String>,
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
    /// Readings chosen for characters that have several: place among the characters, from 0 → syllable with its tone mark.
    pub readings: LiteMap<u32, String>,
    /// Day of approval, `yyyy-mm-dd`; empty for none yet.
    pub approved_on: String,
    /// Day of filing.
    pub filed_on: String,
    /// Day of the notice.
    pub announced_on: String,
}
