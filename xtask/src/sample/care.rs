//! Care homes and elder services in the community: 160, of every kind.

use super::common::{english, english_town, english_word, record_keeping, stand, state};
use super::land::{TOWNS, near};
use super::record::{Place, Record, date, phones};
use super::rng::Rng;
use super::villages::Village;

/// Kind, how it ends in Chinese, in English, how many, whether it has beds to live in.
const KINDS: [(&str, &str, &str, usize, bool); 10] = [
    ("养老院", "养老院", "Care Home", 22, true),
    ("敬老院", "敬老院", "Home for the Aged", 13, true),
    ("护理院", "护理院", "Nursing Home", 8, true),
    ("嵌入式机构", "嵌入式养老院", "Community Care Home", 6, true),
    ("街道综合养老服务中心", "综合养老服务中心", "Elder Service Centre", 6, true),
    ("农村区域性养老服务中心", "区域性养老服务中心", "Rural Elder Service Centre", 13, true),
    ("日间照料中心", "日间照料中心", "Day Care Centre", 30, false),
    ("长者驿家", "长者驿家", "Elders' Stop", 12, false),
    ("助餐点", "助餐点", "Meal Point", 32, false),
    ("睦邻点", "睦邻点", "Neighbours' Meeting Point", 18, false),
];

const SERVICES: [&str; 9] =
    ["呼叫", "助餐", "健康指导", "文化娱乐", "心理慰藉", "日间照料", "康复护理", "应急救援", "巡视探访"];

/// The register.
pub fn records(villages: &[Village]) -> Vec<Record> {
    let rng = Rng::named("care-homes");
    let mut records = Vec::new();
    for (kind, suffix, suffix_en, count, lives_in) in KINDS {
        for i in 0..count {
            let village = village_for(villages, kind, i);
            let (name, name_en) = names(kind, suffix, suffix_en, i, village);
            let place = Place::Point(near(&rng, village.at, 5_000), 6);
            let mut r = Record::new(records.len() + 1, place);
            r.set("name", name);
            r.maybe(&rng, 85, "name_en", name_en);
            r.maybe(&rng, 99, "kind", kind);
            details(&rng, &mut r, kind, village, lives_in);
            records.push(r);
        }
    }
    records
}

/// One for each town in turn; what serves streets stands in communities, the rest in villages.
fn village_for<'a>(villages: &'a [Village], kind: &str, i: usize) -> &'a Village {
    let urban = matches!(kind, "嵌入式机构" | "街道综合养老服务中心" | "长者驿家");
    let fits: Vec<&Village> = villages
        .iter()
        .filter(|village| match kind {
            "街道综合养老服务中心" => village.town.ends_with("街道"),
            _ if urban => village.generic == "社区",
            _ => village.town == TOWNS[i % TOWNS.len()].name,
        })
        .collect();
    fits[(i * 9 + i / TOWNS.len() + kind.len()) % fits.len()]
}

/// Homes bear words, public ones the town's name, services their village's.
fn names(kind: &str, suffix: &str, suffix_en: &str, i: usize, village: &Village) -> (String, String) {
    let words = [
        "颐年",
        "福寿",
        "康乐",
        "夕阳红",
        "江海",
        "仁爱",
        "瑞祥",
        "长青",
        "松鹤",
        "安康",
        "永和",
        "银龄",
        "敬和",
        "怡养",
        "鹤寿",
        "春晖",
        "祥和",
        "福星",
        "桑榆",
        "金色",
        "百岁",
        "和睦",
    ];
    let town = TOWNS[i % TOWNS.len()].name;
    match kind {
        "养老院" | "护理院" | "嵌入式机构" => {
            let word = words[(i + kind.len()) % words.len()];
            (format!("启东市{word}{suffix}"), format!("Qidong {} {suffix_en}", english_word(word)))
        }
        "敬老院" if i >= TOWNS.len() => ("启东市社会福利院敬老部".to_owned(), "Qidong Welfare Home".to_owned()),
        "农村区域性养老服务中心" if i >= TOWNS.len() => {
            ("吕四港镇天汾片区区域性养老服务中心".to_owned(), "Tianfen Rural Elder Service Centre".to_owned())
        }
        "敬老院" | "农村区域性养老服务中心" => {
            (format!("{town}{suffix}"), format!("{} Town {suffix_en}", english_town(town)))
        }
        _ => (format!("{}{suffix}", village.name), format!("{} {suffix_en}", english(village))),
    }
}

fn details(rng: &Rng, r: &mut Record, kind: &str, village: &Village, lives_in: bool) {
    stand(rng, r, village);
    let state = state(rng, r);
    if matches!(state, "建设中" | "规划") {
        let stage = if state == "规划" { *rng.pick(&["谋划", "立项"]) } else { *rng.pick(&["在建", "竣工"]) };
        r.maybe(rng, 97, "project_stage", stage);
    }
    r.maybe(rng, 88, "phone", phones(rng));
    let hours = if lives_in { "全天，探视 9:00–17:00" } else { "周一至周六 8:00–17:00" };
    r.maybe(rng, 70, "hours", hours);
    let operation: &[&str] = match kind {
        "敬老院" | "农村区域性养老服务中心" => &["公办公营", "公建民营"],
        "养老院" | "护理院" => &["民办", "民办", "公建民营", "民办公助"],
        _ => &["公建民营", "公办公营", "民办公助"],
    };
    r.maybe(rng, 92, "operation", *rng.pick(operation));
    if lives_in {
        home(rng, r, kind);
    }
    let offered: Vec<&str> = match kind {
        "助餐点" => vec!["助餐"],
        "睦邻点" => rng.some(45, &["文化娱乐", "心理慰藉", "巡视探访", "健康指导"]),
        _ => rng.some(62, &SERVICES),
    };
    r.maybe_list(rng, 93, "services", &offered);
    if kind == "助餐点" || (offered.contains(&"助餐") && rng.percent(50)) {
        meals(rng, r);
    }
    r.maybe_yes_no(rng, 60, "is_inclusive", operation.contains(&"公办公营"));
    r.maybe(rng, 30, "brand", *rng.pick(&["长者驿家", "江海颐养", "沙地睦邻", "银龄食堂"]));
    r.maybe(rng, 65, "area_id", format!("pq-{:02}", super::areas::number_for(village.town, rng)));
    r.maybe_list(rng, 8, "themes", &["沙地文化"]);
    r.maybe(rng, 25, "description", "示例简介：为周边老年人提供服务。");
    record_keeping(rng, r, "老年活动室", "养老服务机构台账（示例）");
}

/// Beds, grade, fees, who is admitted.
fn home(rng: &Rng, r: &mut Record, kind: &str) {
    let total = match kind {
        "嵌入式机构" => rng.between(10, 30),
        "敬老院" | "农村区域性养老服务中心" => rng.between(6, 20) * 10,
        _ => rng.between(5, 30) * 10,
    };
    let nursing = total * rng.between(55, 95) / 100;
    let used = total * rng.between(30, 92) / 100;
    r.maybe_number(rng, 95, "beds_total", total);
    r.maybe_number(rng, 88, "beds_nursing", nursing);
    r.maybe_number(rng, 75, "beds_used", used);
    let grade = *rng.pick(&["未评", "一级", "二级", "二级", "三级", "三级", "三级", "四级", "五级"]);
    r.maybe(rng, 92, "grade", grade);
    if grade != "未评" {
        let year = rng.between(2025, 2028);
        r.maybe(rng, 85, "grade_until", date(rng, year));
    }
    let admits: &[&str] = match kind {
        "敬老院" => &["特困", "自理", "半护理", "全护理"],
        "护理院" => &["半护理", "全护理", "失智"],
        _ => &["自理", "半护理", "全护理", "失智"],
    };
    let chosen = rng.some(75, admits);
    r.maybe_list(rng, 92, "admits", &chosen);
    let low = rng.between(10, 26) * 100;
    let high = low + rng.between(5, 40) * 100;
    r.maybe_number(rng, 80, "fee_min", low);
    r.maybe_number(rng, 75, "fee_max", high);
    let year = rng.between(2023, 2024);
    r.maybe(rng, 70, "fee_on", date(rng, year));
    r.maybe(rng, 45, "prepayment", "押金不超过月床位费的三倍，预收费不超过六个月（示例）");
    r.maybe(rng, 80, "record_no", format!("示例备〔{}〕{:03}号", rng.between(2019, 2024), rng.between(1, 120)));
    r.maybe_yes_no(rng, 80, "is_medical", kind == "护理院");
}

fn meals(rng: &Rng, r: &mut Record) {
    r.maybe(rng, 88, "meal_subsidy", "60–79周岁每天补贴2元，80周岁及以上每天补贴3元");
    let meals = rng.between(15, 160);
    r.maybe_number(rng, 85, "meals_per_day", meals);
}
