//! Words by which offices call the types of names, beside the labels of the forms. A word that may mean two types (村, 街道, 广场)
//! is none of them: what is not known is compared with every type.

use crate::application::NameType;

const WORDS: [(NameType, &str); 12] = [
    (
        NameType::Division,
        "行政区域 政区 行政区 行政区划名称 政区名称 乡镇 乡镇街道 乡级政区 乡级行政区 县级政区 行政区域名称",
    ),
    (
        NameType::VillageCommittee,
        "村（居）民委员会 村(居)民委员会 村委会 居委会 村民委员会 居民委员会 社区 行政村 建制村 村居 村（社区） 群众自治组织 \
         基层群众性自治组织 社区居委会",
    ),
    (NameType::NaturalVillage, "自然村落 自然村名 自然屯 村落 村庄 农村居民点"),
    (
        NameType::Street,
        "街巷 道路 路 街 巷 弄 胡同 巷道 里弄 大道 道路街巷 道路、街巷 道路及街巷 街、路、巷 路街巷 城市道路 城镇道路 城镇街巷 \
         道路名称 街道路巷",
    ),
    (NameType::Estate, "小区 住宅小区 居住区 居住小区 居民区 居民小区 楼盘 住宅 住宅区名称 居民住宅区 城镇居民点"),
    (NameType::Building, "大楼 大厦 楼 高层建筑 大型建筑物 商务楼 写字楼 楼宇名称 建筑物（群） 大型建筑"),
    (NameType::Transport, "交通运输 交通设施 交通 桥 桥梁 立交桥 隧道 车站 港口 码头 渡口 公路 铁路 交通运输设施名称"),
    (NameType::Water, "水利 水利、电力设施 水利电力设施 闸 水闸 水库 泵站 堤坝 灌渠 水利工程"),
    (NameType::Park, "公园、绿地 公园绿地 绿地"),
    (NameType::Memorial, "纪念地、名胜 纪念地名胜 名胜 名胜古迹 纪念地、旅游景点 纪念地旅游地 纪念设施 旅游景点"),
    (NameType::Natural, "自然实体 河流 河 河道 湖泊 山 山峰 岛屿 岛 沙洲 陆地水系 水系 海域 陆地地形 地形"),
    (NameType::Other, "其它 其他类"),
];

/// The type that a word means; `None` for one that is not known.
pub(super) fn type_of_word(word: &str) -> Option<NameType> {
    let means = |words: &str| words.split_whitespace().any(|known| known == word);
    WORDS.iter().find(|(_, words)| means(words)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_offices_mean_one_type_each() {
        let all: Vec<&str> = WORDS.iter().flat_map(|(_, words)| words.split_whitespace()).collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len(), "a word stands twice");
        assert_eq!(type_of_word("巷道"), Some(NameType::Street));
        assert_eq!(type_of_word("小区"), Some(NameType::Estate));
        for unclear in ["村", "街道", "广场", "建筑物", "甲", ""] {
            assert_eq!(type_of_word(unclear), None, "{unclear}");
        }
    }
}
