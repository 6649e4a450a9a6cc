//! What is named, and how people write yes and no.

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

/// Yes or no, as people write it in a table.
pub fn parse_yes_no(text: &str) -> Option<bool> {
    match text.trim() {
        "是" | "有" | "√" | "✓" | "✔" | "对" | "1" => Some(true),
        "否" | "无" | "没有" | "不是" | "×" | "✗" | "✘" | "╳" | "0" => Some(false),
        latin => match latin.to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" => Some(true),
            "false" | "no" | "n" | "x" => Some(false),
            _ => None,
        },
    }
}
