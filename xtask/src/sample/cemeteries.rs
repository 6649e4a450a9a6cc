//! Cemeteries and columbaria: 359, from the funeral home of the city to the urn house of a village.

use super::common::{english, english_town, record_keeping, stand, state};
use super::land::{TOWNS, in_town, near};
use super::record::{Place, Record, date, phones};
use super::rng::Rng;
use super::villages::Village;
use serde_json::{Value, json};

const COUNT: usize = 359;

/// What stands there, before it is a record.
struct Site<'a> {
    name: String,
    name_en: String,
    kind: &'static str,
    nature: &'static str,
    tier: &'static str,
    village: &'a Village,
    niches: i64,
}

/// The register.
pub fn records(villages: &[Village]) -> Vec<Record> {
    let rng = Rng::named("cemeteries");
    let sites = sites(villages);
    sites.iter().enumerate().map(|(i, site)| record(&rng, i, site)).collect()
}

fn sites(villages: &[Village]) -> Vec<Site<'_>> {
    let first_of = |town: &str| villages.iter().find(|village| village.town == town).unwrap_or(&villages[0]);
    let city = first_of("汇龙镇");
    let of_city = |name: &str, name_en: &str, kind, nature, niches| Site {
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        kind,
        nature,
        tier: "市",
        village: city,
        niches,
    };
    let mut sites = vec![
        of_city("启东市殡仪馆", "Qidong Funeral Home", "殡仪馆", "公益性", 6_000),
        of_city("启东市骨灰堂", "Qidong Columbarium", "骨灰堂", "公益性", 12_000),
        of_city("启东市公益性公墓", "Qidong Public Cemetery", "公墓", "公益性", 9_000),
        of_city("江海陵园", "Jianghai Memorial Cemetery", "陵园", "经营性", 15_000),
        of_city("长龙陵园", "Changlong Memorial Cemetery", "陵园", "经营性", 11_000),
        Site {
            village: first_of("吕四港镇"),
            ..of_city("鹤城陵园", "Hecheng Memorial Cemetery", "陵园", "经营性", 8_000)
        },
        Site {
            village: first_of("寅阳镇"), ..of_city("圆陀角公墓", "Yuantuojiao Cemetery", "公墓", "经营性", 7_000)
        },
    ];
    for town in &TOWNS {
        let english = english_town(town.name);
        for (kind, suffix, name_en, niches) in [
            ("公墓", "公益性公墓", "Public Cemetery", 3_600),
            ("骨灰堂", "骨灰堂", "Columbarium", 4_800),
            ("殡仪服务站", "殡仪服务站", "Funeral Service Station", 0),
        ] {
            sites.push(Site {
                name: format!("{}{suffix}", town.name),
                name_en: format!("{english} Town {name_en}"),
                kind,
                nature: "公益性",
                tier: "镇",
                village: first_of(town.name),
                niches,
            });
        }
    }
    let rural: Vec<&Village> = villages.iter().filter(|village| village.generic == "村").collect();
    let columbaria = rural.iter().map(|village| (*village, "骨灰堂", "骨灰堂", "Columbarium", 900));
    let grounds =
        rural.iter().step_by(2).map(|village| (*village, "公益性墓地", "公益性墓地", "Public Burial Ground", 420));
    for (village, kind, suffix, name_en, niches) in columbaria.chain(grounds).take(COUNT - sites.len()) {
        sites.push(Site {
            name: format!("{}{suffix}", village.name),
            name_en: format!("{} {name_en}", english(village)),
            kind,
            nature: "公益性",
            tier: "村",
            village,
            niches,
        });
    }
    sites
}

fn record(rng: &Rng, index: usize, site: &Site) -> Record {
    let town = super::land::town_at(site.village.town);
    let at = if site.tier == "村" { near(rng, site.village.at, 7_000) } else { in_town(rng, town) };
    // Registers keep places that nobody has surveyed yet.
    let place = if rng.percent(97) { Place::Point(at, 6) } else { Place::None };
    let mut r = Record::new(format!("gm-{:03}", index + 1), place);
    r.set("name", site.name.as_str());
    r.maybe(rng, if site.tier == "村" { 40 } else { 96 }, "name_en", site.name_en.as_str());
    r.maybe(rng, 99, "kind", site.kind);
    stand(rng, &mut r, site.village);
    r.maybe(rng, 99, "nature", site.nature);
    r.maybe(rng, 98, "tier", site.tier);
    let state = state(rng, &mut r);
    r.maybe(rng, 75, "phone", phones(rng));
    r.maybe(rng, 60, "hours", *rng.pick(&["8:00–16:30", "全年 7:30–17:00", "周一至周日 8:00–16:00"]));
    capacity(rng, &mut r, site);
    upgrade(rng, &mut r, site);
    visit(rng, &mut r, site);
    if matches!(state, "建设中" | "规划") {
        let stage = if state == "规划" { *rng.pick(&["谋划", "立项"]) } else { "在建" };
        r.maybe(rng, 96, "project_stage", stage);
        r.maybe(rng, 80, "project_note", "计划新建骨灰格位并配套停车场（示例）");
    }
    record_keeping(rng, &mut r, "老墓园", "公墓（骨灰堂）台账（示例）");
    r
}

fn capacity(rng: &Rng, r: &mut Record, site: &Site) {
    let modes: &[&str] = match site.kind {
        "骨灰堂" => &["骨灰寄存", "壁葬"],
        "公墓" | "陵园" => &["墓葬", "壁葬", "树葬", "花葬", "草坪葬", "海葬"],
        "公益性墓地" => &["墓葬", "树葬", "草坪葬"],
        _ => &["骨灰寄存"],
    };
    let chosen = rng.some(60, modes);
    r.maybe_list(rng, 85, "burial_modes", &chosen);
    if site.niches > 0 {
        let total = site.niches * rng.between(6, 14) / 10;
        let free = total * rng.between(0, 62) / 100;
        r.maybe_number(rng, 90, "niches_total", total);
        r.maybe_number(rng, 78, "niches_free", free);
    }
    let price = match site.nature {
        "公益性" => "格位安放免费，维护费按公示标准收取（示例）",
        _ => "墓位价格以现场公示为准（示例）",
    };
    r.maybe(rng, 65, "price_note", price);
    let year = rng.between(2022, 2024);
    r.maybe(rng, 55, "price_on", date(rng, year));
}

/// The eight marks: yes, no, and for a good part not known.
fn upgrade(rng: &Rng, r: &mut Record, site: &Site) {
    let upgraded = if site.tier == "村" { "未启动" } else { "已达标" };
    let state = *rng.pick(&[upgraded, "已达标", "改造中", "未启动"]);
    let yes = match state {
        "已达标" => 97,
        "改造中" => 70,
        _ => 45,
    };
    let marks: Vec<Value> = (0..8)
        .map(|_| match (rng.percent(88), rng.percent(yes)) {
            (true, mark) => json!(mark),
            (false, _) => Value::Null,
        })
        .collect();
    r.maybe(rng, 90, "eight_haves", marks);
    r.maybe(rng, 92, "upgrade_state", state);
    if state == "已达标" {
        let year = rng.between(2021, 2024);
        r.maybe(rng, 85, "upgraded_on", date(rng, year));
    }
}

fn visit(rng: &Rng, r: &mut Record, site: &Site) {
    r.maybe(rng, 60, "visiting", "清明期间 6:30–17:00，其余时间 8:00–16:30");
    let booking = *rng.pick(&["清明前后电话预约", "无需预约", "微信公众号预约（示例）"]);
    r.maybe(rng, 50, "booking", booking);
    r.maybe(rng, 45, "parking", format!("有，约{}个车位", rng.between(1, 20) * 10));
    if site.tier != "村" {
        r.maybe(rng, 80, "transport", format!("公交{}路（示例）", rng.between(201, 399)));
        r.maybe(rng, 50, "description", "示例简介：提供安葬、祭扫、生态安葬等服务。");
    }
    r.maybe_list(rng, 20, "themes", &["清明祭扫"]);
}
