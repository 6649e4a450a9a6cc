//! Headings used in offices' tables and in the national database of place names, for files of this machine and for
//! registers of the command line: a catalog need not list them.

/// Fields of a register with their headings, separated by blanks.
const SPELLINGS: [(&str, &str); 18] = [
    ("id", "place_code 地名代码 地名编码 标准地名代码"),
    ("name", "standard_name 标准名称 标准地名 地名名称 地名 名称"),
    ("former_names", "曾用名 曾用名称 原名 旧称 历史名称 old_name"),
    ("type", "place_type_code place_type 地名类别 地名类型 地名类别代码 类别代码 地名类别名称"),
    ("status", "状态 地名状态 使用状态 使用情况 现状"),
    (
        "town",
        "乡镇（街道） 乡镇(街道) 乡镇街道 乡镇 镇街 镇（街道） 所在乡镇 所属乡镇 所在镇 所属镇 所在乡镇（街道） 所属乡镇（街道） 所在镇街 \
         所在跨行政区 所在政区 所属政区 所在行政区 所属行政区 所在街道 所属街道 镇 街道",
    ),
    ("built_up_area", "建成区 所在建成区 所属建成区"),
    ("county", "县（市、区） 县(市、区) 县市区 县（市区） 区县 县区 县 所在县 所属县 所在县（市、区） 县级政区"),
    ("province", "省 省份 所在省 省级政区 省（自治区、直辖市）"),
    ("romanisation", "罗马字母拼写 罗马字母 汉语拼音 拼音 roman_alphabet_spelling"),
    ("language", "语种 地名语种 民族语种"),
    ("origin", "地名来历 来历 由来 place_origin"),
    ("meaning", "地名含义 含义 寓意 place_meaning"),
    ("valid_from", "设立年份 设立时间 使用时间 启用年份"),
    (
        "valid_to",
        "废止年份 废止时间 废止日期 注销年份 注销时间 注销日期 停用年份 停用时间 停用日期 撤销时间 撤销日期 失效日期",
    ),
    ("is_historic", "历史地名 是否历史地名"),
    ("is_red", "红色地名 是否红色地名"),
    ("heritage_type", "地名文化遗产类别 遗产类别"),
];
/// Positions, and headings that mean a type in a register but a kind of facility elsewhere.
const OF_REGISTERS: [(&str, &str); 3] = [("lon", "经度"), ("lat", "纬度"), ("type", "类别 类型")];

/// Pairs of a field and its heading.
pub fn spellings() -> impl Iterator<Item = (&'static str, &'static str)> {
    pairs(&SPELLINGS)
}

fn pairs(of: &'static [(&'static str, &'static str)]) -> impl Iterator<Item = (&'static str, &'static str)> {
    of.iter().flat_map(|(field, headings)| headings.split_whitespace().map(move |heading| (*field, heading)))
}

/// The field of a register for a heading; `None` if it is unknown.
pub fn register_field(heading: &str) -> Option<&'static str> {
    let heading: String = heading.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}' && *c != '*').collect();
    let mut all = spellings().chain(pairs(&OF_REGISTERS));
    all.find(|(field, known)| *known == heading || *field == heading).map(|(field, _)| field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_mean_one_field_each() {
        let mut all: Vec<&str> = spellings().chain(pairs(&OF_REGISTERS)).map(|(_, heading)| heading).collect();
        let n = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), n, "a heading stands twice");
        for (heading, field) in [
            ("类别", "type"),
            ("地名类型", "type"),
            ("standard_name", "name"),
            ("name", "name"),
            (" 所在 乡镇", "town"),
            ("所在跨行政区", "town"),
            ("\u{feff}标准名称", "name"),
        ] {
            assert_eq!(register_field(heading), Some(field), "{heading}");
        }
        assert_eq!(register_field("床位数"), None);
    }
}
