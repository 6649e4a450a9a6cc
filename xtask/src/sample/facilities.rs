//! Other public facilities: sixty of every type, the marriage registry before and after its move.

use super::common::{english, english_town, record_keeping, stand};
use super::land::{TOWNS, near};
use super::record::{Place, Record, date, phone, phones};
use super::rng::Rng;
use super::villages::Village;

/// Kind, how it ends in Chinese, in English, how many, what it offers.
const KINDS: [(&str, &str, &str, usize, &[&str]); 9] = [
    ("未成年人保护站", "未成年人保护工作站", "Child Protection Station", 12, &["困境儿童帮扶", "监护支持", "心理慰藉"]),
    ("儿童福利机构", "儿童福利院", "Children's Home", 1, &["儿童养育", "监护支持"]),
    ("救助管理站", "救助管理站", "Relief Station", 1, &["流浪乞讨救助", "临时救助"]),
    (
        "精神障碍社区康复服务点",
        "精神障碍社区康复服务点",
        "Community Rehabilitation Centre",
        7,
        &["社区康复", "心理慰藉"],
    ),
    ("社工站", "社会工作站", "Social Work Station", 10, &["困境儿童帮扶", "志愿服务", "社会救助"]),
    ("民政服务站", "民政服务站", "Civil Affairs Service Station", 8, &["社会救助", "临时救助", "政务代办"]),
    ("社区综合服务中心", "综合服务中心", "Community Service Centre", 8, &["政务代办", "志愿服务", "文化娱乐"]),
    ("烈士纪念设施", "烈士墓", "Martyrs' Graves", 5, &["瞻仰祭扫"]),
    ("睦邻客厅", "睦邻客厅", "Neighbours' Parlour", 6, &["邻里议事", "文化娱乐"]),
];

/// The register: the two records of the marriage registry come first.
pub fn records(villages: &[Village]) -> Vec<Record> {
    let rng = Rng::named("facilities");
    let mut records = marriage_registry(&rng, villages);
    for (kind, suffix, suffix_en, count, services) in KINDS {
        for i in 0..count {
            let village = village_for(villages, kind, i);
            let (name, name_en) = names(kind, suffix, suffix_en, i, village);
            let at = near(&rng, village.at, 3_000);
            let mut r = Record::keyed_by_property(format!("ss-{:02}", records.len() + 1), Place::Point(at, 6));
            r.set("name", name);
            r.maybe(&rng, 90, "name_en", name_en);
            r.maybe(&rng, 98, "kind", kind);
            details(&rng, &mut r, village, services);
            records.push(r);
        }
    }
    records
}

/// Two records: the old place until 2023-10, the new one since.
fn marriage_registry(rng: &Rng, villages: &[Village]) -> Vec<Record> {
    let city = village_named(villages, "民乐社区");
    let (old, new) = (near(rng, city.at, 2_000), near(rng, city.at.moved(9_000, 6_000), 2_000));
    let make = |id: &str, at| {
        let mut r = Record::keyed_by_property(id, Place::Point(at, 6));
        r.set("name", "启东市婚姻登记中心");
        r.set("name_en", "Qidong Marriage Registry");
        r.set("kind", "婚姻登记中心");
        r.set("town", "汇龙镇");
        r.set("services", vec!["结婚登记", "离婚登记", "补领婚姻证件", "婚姻家庭辅导"]);
        r.set("secrecy", "公开");
        r.set("source", "民政服务设施台账（示例）");
        r.set("phone", phone(rng));
        r
    };
    let (mut moved, mut current) = (make("ss-01", old), make("ss-02", new));
    moved.set("address", "启东市汇龙镇原址（示例）");
    moved.set("status", "已迁");
    moved.set("valid_to", "2023年10月");
    moved.set("moved_to", "启东市婚姻登记中心新址（示例）");
    current.set("address", "启东市汇龙镇新址（示例）");
    current.set("status", "现用");
    current.set("valid_from", "2023年10月");
    current.set("hours", "周一至周六 8:30–11:30，13:30–17:30");
    current.set("description", "示例简介：设颁证厅与婚姻家庭辅导室。");
    vec![moved, current]
}

fn village_named<'a>(villages: &'a [Village], name: &str) -> &'a Village {
    villages.iter().find(|village| village.name == name).unwrap_or(&villages[0])
}

fn village_for<'a>(villages: &'a [Village], kind: &str, i: usize) -> &'a Village {
    let known = ["如意村", "小塘沙村", "邦道村", "城市一品社区"];
    if kind == "社区综合服务中心" && i < known.len() {
        return village_named(villages, known[i]);
    }
    let town = if matches!(kind, "儿童福利机构" | "救助管理站") {
        "汇龙镇"
    } else {
        TOWNS[i % TOWNS.len()].name
    };
    let fits: Vec<&Village> = villages.iter().filter(|village| village.town == town).collect();
    fits[(i * 3 + kind.len()) % fits.len()]
}

/// City, town or village in front, by who runs it.
fn names(kind: &str, suffix: &str, suffix_en: &str, i: usize, village: &Village) -> (String, String) {
    let town = TOWNS[i % TOWNS.len()].name;
    match kind {
        "儿童福利机构" | "救助管理站" => (format!("启东市{suffix}"), format!("Qidong {suffix_en}")),
        "烈士纪念设施" if i == 0 => ("启东市烈士陵园".to_owned(), "Qidong Martyrs' Cemetery".to_owned()),
        "社区综合服务中心" | "睦邻客厅" => {
            (format!("{}{suffix}", village.name), format!("{} {suffix_en}", english(village)))
        }
        _ => (format!("{town}{suffix}"), format!("{} Town {suffix_en}", english_town(town))),
    }
}

fn details(rng: &Rng, r: &mut Record, village: &Village, services: &[&str]) {
    stand(rng, r, village);
    r.maybe(rng, 85, "phone", phones(rng));
    r.maybe(rng, 75, "hours", *rng.pick(&["周一至周五 8:30–17:30", "周一至周日 8:00–17:00", "全天"]));
    let chosen = rng.some(80, services);
    r.maybe_list(rng, 90, "services", &chosen);
    let states = ["现用", "现用", "现用", "现用", "现用", "现用", "建设中", "停用"];
    let status = if services.contains(&"瞻仰祭扫") { "现用" } else { *rng.pick(&states) };
    r.maybe(rng, 95, "status", status);
    let from = if status == "建设中" { 2027 } else { rng.between(2005, 2023) };
    r.maybe(rng, 50, "valid_from", date(rng, from));
    if status == "停用" {
        r.maybe(rng, 90, "valid_to", date(rng, 2024));
    }
    if services.contains(&"瞻仰祭扫") {
        r.maybe_list(rng, 95, "themes", &["红色地名", "清明祭扫"]);
    }
    r.maybe(rng, 30, "description", "示例简介：服务周边居民。");
    record_keeping(rng, r, "民政办服务窗口", "民政服务设施台账（示例）");
}
