//! Responsibility areas, built-up areas and the reserve bank.
//!
//! Every shape is a made-up round one around a centre, clear of its neighbours: none follows or
//! meets a limit of a town, and none can be read as a boundary.

use super::common::english_town;
use super::land::{TOWNS, blob};
use super::lexicon::RESERVE;
use super::record::{Place, Record, date, phones};
use super::rng::Rng;

/// The number of a responsibility area of a town.
pub fn number_for(town: &str, rng: &Rng) -> usize {
    let name = super::land::town_at(town).name;
    let index = TOWNS.iter().position(|town| town.name == name).unwrap_or(0);
    index * 2 + rng.between(1, 2) as usize
}

/// 责任片区: two a town, west and east of its centre.
pub fn responsibility() -> Vec<Record> {
    let rng = Rng::named("areas");
    let halves = TOWNS.iter().flat_map(|town| [(town, -1, "西片", "West"), (town, 1, "东片", "East")]);
    let shapes = halves.enumerate().map(|(i, (town, side, part, part_en))| {
        let (reach, step) = (town.reach_e6 / 3, town.reach_e6 * 2 / 5);
        let center = town.center.moved(side * step, 0);
        let mut r = Record::new(format!("pq-{:02}", i + 1), Place::Polygon(blob(&rng, center, reach)));
        let specific = town.name.trim_end_matches('镇');
        r.set("name", format!("{specific}{part}责任片区"));
        r.maybe(&rng, 80, "name_en", format!("{} {part_en} Responsibility Area", english_town(town.name)));
        r.maybe(&rng, 90, "town", town.name);
        r.maybe(&rng, 70, "phone", phones(&Rng::named(town.name)));
        r.maybe(&rng, 60, "description", "养老服务责任片区，范围为示意（示例）");
        keeping(&rng, &mut r, "养老服务片区划分表（示例）");
        r
    });
    shapes.collect()
}

/// 建成区: one a town, for the checks of names.
pub fn built_up() -> Vec<Record> {
    let rng = Rng::named("built-up");
    let shapes = TOWNS.iter().enumerate().map(|(i, town)| {
        let reach = match town.name {
            "汇龙镇" => 24_000,
            "吕四港镇" => 15_000,
            _ => 9_000,
        };
        let mut r = Record::new(format!("jcq-{:02}", i + 1), Place::Polygon(blob(&rng, town.center, reach)));
        r.set("name", format!("{}建成区", town.name.trim_end_matches('镇')));
        r.maybe(&rng, 85, "town", town.name);
        r.maybe(&rng, 60, "description", "范围为示意，只用于地名查重（示例）");
        keeping(&rng, &mut r, "建成区示意范围（示例）");
        r
    });
    shapes.collect()
}

/// 地名储备库: names without a place.
pub fn reserve() -> Vec<Record> {
    let rng = Rng::named("reserve");
    let fits = ["street", "estate", "building", "transport", "park"];
    let names = RESERVE.iter().enumerate().map(|(i, (specific, meaning))| {
        let mut r = Record::new(format!("cb-{:02}", i + 1), Place::None);
        r.set("name", *specific);
        r.maybe(&rng, 97, "specific", *specific);
        r.maybe(&rng, 94, "meaning", *meaning);
        let chosen = rng.some(45, &fits);
        r.maybe_list(&rng, 94, "fits", &chosen);
        r.maybe(&rng, 80, "area", *rng.pick(&["全市", "汇龙镇城区", "吕四港镇镇区", "沿海片区", "沿江片区"]));
        r.maybe(&rng, 94, "status", *rng.pick(&["储备", "储备", "储备", "储备", "启用", "停用"]));
        keeping(&rng, &mut r, "地名储备库（示例）");
        r
    });
    names.collect()
}

fn keeping(rng: &Rng, r: &mut Record, source: &str) {
    r.maybe(rng, 80, "source", source);
    r.maybe(rng, 70, "updated_on", date(rng, 2024));
    r.maybe(rng, 40, "secrecy", "公开");
    r.maybe(rng, 20, "remarks", "待复核");
}
