//! The standard gazetteer: divisions, villages, hamlets, streets, estates, buildings, bridges, waters.

use super::land::{TOWNS, Town, near, town_at};
use super::lexicon as lex;
use super::record::{Place, Record, Spot, date};
use super::rng::Rng;
use super::romanise::{Together, romanise};
use super::villages::{Village, group};
use serde_json::json;
use std::collections::BTreeSet;

/// How many names of each type; with divisions and villages 6 000 in all.
const COUNT: usize = 6_000;
const STREETS: usize = 1_000;
const ESTATES: usize = 800;
const BUILDINGS: usize = 330;
const BRIDGES: usize = 700;
const WATERS: usize = 480;
const PARKS: usize = 90;
const MEMORIALS: usize = 30;
const NATURAL: usize = 16;
const OTHERS: usize = 40;

/// A name before it is a record.
struct Name {
    kind: &'static str,
    specific: String,
    generic: String,
    town: &'static str,
    village: Option<String>,
    address: Option<String>,
    at: Spot,
    urban: bool,
}

/// The gazetteer.
pub fn records(villages: &[Village]) -> Vec<Record> {
    let rng = Rng::named("gazetteer");
    let mut made = Maker { rng: Rng::named("gazetteer names"), villages, seen: BTreeSet::new(), names: Vec::new() };
    made.divisions();
    made.villages();
    made.streets();
    made.estates();
    made.buildings();
    made.bridges();
    made.waters();
    made.sights();
    made.hamlets();
    made.names.iter().enumerate().map(|(i, name)| record(&rng, i, name)).collect()
}

struct Maker<'a> {
    rng: Rng,
    villages: &'a [Village],
    /// A name stands once in a town; the same name in two towns is a fact of life.
    seen: BTreeSet<(&'static str, String)>,
    names: Vec<Name>,
}

impl Maker<'_> {
    /// Takes a name unless the town has it.
    fn take(&mut self, name: Name) -> bool {
        let fresh = self.seen.insert((name.town, format!("{}{}", name.specific, name.generic)));
        if fresh {
            self.names.push(name);
        }
        fresh
    }

    /// Calls `make` until so many names are taken.
    fn fill(&mut self, count: usize, make: impl Fn(&Rng, &[Village]) -> Name) {
        let mut left = count;
        while left > 0 {
            let name = make(&self.rng, self.villages);
            left -= usize::from(self.take(name));
        }
    }

    fn divisions(&mut self) {
        let former = [("北城区街道", "街道"), ("南街道", "街道"), ("曹家镇", "镇")];
        let towns = TOWNS.iter().map(|town| (town.name, "镇"));
        for (name, generic) in towns.chain(former) {
            let specific = name.strip_suffix(generic).unwrap_or(name);
            self.take(Name {
                kind: "division",
                specific: specific.to_owned(),
                generic: generic.to_owned(),
                town: name,
                village: None,
                address: None,
                at: match name {
                    "北城区街道" => town_at(name).center.moved(3_000, 16_000),
                    "南街道" => town_at(name).center.moved(-2_000, -12_000),
                    "曹家镇" => town_at(name).center.moved(-24_000, 14_000),
                    _ => town_at(name).center,
                },
                urban: true,
            });
        }
    }

    fn villages(&mut self) {
        for village in self.villages {
            self.take(Name {
                kind: "village_committee",
                specific: village.specific.to_owned(),
                generic: village.generic.to_owned(),
                town: village.town,
                village: Some(village.name.clone()),
                address: None,
                at: village.at,
                urban: village.generic == "社区",
            });
        }
    }

    fn streets(&mut self) {
        self.fill(STREETS, |rng, _| {
            let town = city_first(rng);
            let specific = match town.name {
                "汇龙镇" => rng.word(lex::CITY_STREETS),
                "吕四港镇" => rng.word(lex::PORT_STREETS),
                _ => rng.word(lex::TOWN_STREETS),
            };
            let lanes = ["一巷", "二巷", "三巷", "四巷", "五巷", "六巷", "七巷", "八巷", "一弄", "二弄", "三弄"];
            let generic = match rng.between(0, 9) {
                _ if specific.starts_with(['经', '纬']) => "路",
                0..=2 => "路",
                3 | 4 => *rng.pick(&["东路", "西路", "南路", "北路", "中路"]),
                5 => *rng.pick(&["街", "大道", "支路", "后街", "横街"]),
                _ => *rng.pick(&lanes),
            };
            let (at, from, to) = (center_spot(rng, town), rng.pick(CROSS), rng.pick(CROSS));
            urban("street", specific, generic, town, at, Some(format!("{from}至{to}")))
        });
    }

    fn estates(&mut self) {
        self.fill(ESTATES, |rng, _| {
            let town = city_first(rng);
            let specific = rng.word(lex::ESTATES);
            let generic = rng.word(lex::ESTATE_GENERICS);
            let (at, address) = (center_spot(rng, town), street_address(rng, town));
            urban("estate", specific, generic, town, at, Some(address))
        });
    }

    fn buildings(&mut self) {
        self.fill(BUILDINGS, |rng, _| {
            let town = city_first(rng);
            let specific = rng.word(lex::BUILDINGS);
            let generic = rng.word(lex::BUILDING_GENERICS);
            let (at, address) = (center_spot(rng, town), street_address(rng, town));
            urban("building", specific, generic, town, at, Some(address))
        });
    }

    fn bridges(&mut self) {
        self.fill(BRIDGES, |rng, villages| {
            let village = rng.pick(villages);
            let word = match rng.between(0, 2) {
                0 => rng.word(lex::WATERS),
                1 => village.specific,
                _ => rng.word(lex::DYKES),
            };
            let ordinal = *rng.pick(&["", "", "", "一", "二", "三", "四", "中心", "东", "西", "新"]);
            rural(rng, "transport", &format!("{word}{ordinal}"), "桥", village)
        });
    }

    fn waters(&mut self) {
        self.fill(WATERS, |rng, villages| {
            let village = rng.pick(villages);
            let word = rng.word(lex::WATERS);
            let part = if word.starts_with(DIRECTIONS) { "" } else { *rng.pick(&["", "", "", "东", "西"]) };
            let generic = *rng.pick(&["河", "港", "闸", "沟", "竖河", "横河", "泵站"]);
            // 丁仓港港, 界河河: a word that ends in the generic takes another.
            let generic = if generic.starts_with(word.chars().next_back().unwrap_or(' ')) { "闸" } else { generic };
            rural(rng, "water", &format!("{part}{word}"), generic, village)
        });
    }

    fn sights(&mut self) {
        self.fill(PARKS, |rng, _| {
            let town = city_first(rng);
            let generic = *rng.pick(&["公园", "游园", "绿地", "广场"]);
            let at = center_spot(rng, town);
            urban("park", rng.word(lex::ESTATES), generic, town, at, None)
        });
        self.fill(MEMORIALS, |rng, villages| {
            let village = rural_village(rng, villages);
            let generic = *rng.pick(&["烈士墓", "纪念碑", "遗址", "纪念馆"]);
            rural(rng, "memorial", village.specific, generic, village)
        });
        self.fill(NATURAL, |rng, villages| {
            let village = rural_village(rng, villages);
            let generic = *rng.pick(&["滩", "沙", "洼"]);
            rural(rng, "natural", village.specific, generic, village)
        });
        self.fill(OTHERS, |rng, villages| {
            let village = rural_village(rng, villages);
            let generic = *rng.pick(&["农场", "渔场", "工业园", "果园"]);
            rural(rng, "other", village.specific, generic, village)
        });
    }

    /// Natural villages fill what is left.
    fn hamlets(&mut self) {
        let left = COUNT - self.names.len();
        self.fill(left, |rng, villages| {
            let village = rural_village(rng, villages);
            let name = match rng.between(0, 9) {
                0..=4 => {
                    let side = *rng.pick(&["", "", "", "东", "西", "南", "北"]);
                    format!("{side}{}{}", rng.word(lex::CLANS), rng.word(lex::HAMLETS))
                }
                5..=7 => {
                    let (word, generic) = (rng.word(lex::DYKES), rng.word(lex::DYKE_GENERICS));
                    match generic.starts_with(word.chars().next_back().unwrap_or(' ')) {
                        true => (*word).to_owned(),
                        false => format!("{word}{generic}"),
                    }
                }
                _ => format!(
                    "{}{}",
                    village.specific,
                    rng.pick(&["一圩", "二圩", "三圩", "四圩", "东圩", "西圩", "老街"])
                ),
            };
            rural(rng, "natural_village", &name, "", village)
        });
    }
}

const CROSS: &[&str] =
    &["人民路", "江海路", "建设路", "通海路", "振兴路", "沿河路", "公园路", "中心河", "三和港", "头兴港"];

/// Words that begin so take no direction before them.
const DIRECTIONS: [char; 7] = ['东', '西', '南', '北', '大', '老', '新'];

/// A village, not a community of a town.
fn rural_village<'a>(rng: &Rng, villages: &'a [Village]) -> &'a Village {
    let rural: Vec<&Village> = villages.iter().filter(|village| village.generic == "村").collect();
    rural[rng.between(0, rural.len() as i64 - 1) as usize]
}

/// A town; the city is twelve times as likely as another, the port four times.
fn city_first(rng: &Rng) -> &'static Town {
    match rng.between(0, 25) {
        0..=11 => &TOWNS[0],
        12..=15 => town_at("吕四港镇"),
        _ => rng.pick(&TOWNS),
    }
}

/// A position in a town's streets.
fn center_spot(rng: &Rng, town: &Town) -> Spot {
    let reach = match town.name {
        "汇龙镇" => 22_000,
        "吕四港镇" => 14_000,
        _ => 8_000,
    };
    near(rng, town.center, reach)
}

fn street_address(rng: &Rng, town: &Town) -> String {
    format!("{}{}{}号", town.name, rng.pick(&CROSS[..7]), rng.between(1, 988))
}

fn urban(
    kind: &'static str,
    specific: &str,
    generic: &str,
    town: &'static Town,
    at: Spot,
    address: Option<String>,
) -> Name {
    let (specific, generic) = (specific.to_owned(), generic.to_owned());
    Name { kind, specific, generic, town: town.name, village: None, address, at, urban: true }
}

fn rural(rng: &Rng, kind: &'static str, specific: &str, generic: &str, village: &Village) -> Name {
    Name {
        kind,
        specific: specific.to_owned(),
        generic: generic.to_owned(),
        town: village.town,
        village: Some(village.name.clone()),
        address: rng.percent(30).then(|| group(rng, village)),
        at: near(rng, village.at, 15_000),
        urban: false,
    }
}

/// 现用, seldom 曾用 or 注销; the former town is 曾用.
fn status(rng: &Rng, name: &Name) -> &'static str {
    match (name.town == "曹家镇", rng.between(0, 99)) {
        (true, _) | (false, 0..=4) => "曾用",
        (false, 5..=7) => "注销",
        _ => "现用",
    }
}

fn record(rng: &Rng, index: usize, name: &Name) -> Record {
    let mut r = Record::new(index + 1, Place::Point(name.at, 6));
    let full = format!("{}{}", name.specific, name.generic);
    let together = match name.kind {
        "village_committee" if name.generic == "村" => Together::Yes,
        "natural_village" => Together::Yes,
        _ => Together::No,
    };
    r.set("name", full.as_str());
    r.maybe(rng, 98, "romanisation", romanise(&name.specific, &name.generic, together));
    r.maybe(rng, 99, "type", name.kind);
    if together == Together::No {
        r.maybe(rng, 90, "specific", name.specific.as_str());
        r.maybe(rng, 90, "generic", name.generic.as_str());
    }
    r.maybe(rng, 98, "town", name.town);
    if let Some(village) = &name.village {
        r.maybe(rng, 95, "village", village.as_str());
    }
    if let Some(address) = &name.address {
        r.maybe(rng, 90, "address", address.as_str());
    }
    if name.urban && name.kind != "division" && name.kind != "village_committee" {
        let area = town_at(name.town).name.trim_end_matches('镇');
        r.maybe(rng, 92, "built_up_area", format!("{area}建成区"));
    }
    let state = status(rng, name);
    r.maybe(rng, 97, "status", state);
    history(rng, &mut r, name, state);
    approval(rng, &mut r, name);
    r
}

/// What came before, what it means, who lives there.
fn history(rng: &Rng, r: &mut Record, name: &Name, state: &str) {
    let has_former = rng.percent(4);
    if name.kind == "division" && name.specific == "吕四港" {
        r.set("former_names", "吕四镇");
    } else if has_former {
        let old = format!("老{}{}", name.specific, name.generic);
        r.maybe_list(rng, 100, "former_names", &[old.as_str()]);
    }
    if state != "现用" {
        let year = rng.between(1985, 2020);
        r.maybe(rng, 70, "valid_to", date(rng, year));
    }
    r.maybe(rng, 6, "meaning", format!("以{}得名", if name.urban { "所在片区" } else { "旧时围垦" }));
    match name.kind {
        "division" => r.maybe(rng, 80, "population", rng_population(name)),
        "village_committee" => {
            let people = rng.between(900, 5_200);
            r.maybe_number(rng, 70, "population", people);
        }
        _ => {}
    }
    if matches!(name.kind, "division" | "village_committee") {
        r.maybe(rng, 90, "county", "启东市");
        r.maybe(rng, 90, "province", "江苏省");
    }
    if matches!(name.kind, "natural_village" | "street" | "transport") {
        r.maybe(rng, 25, "sign_state", *rng.pick(&["已设", "已设", "已设", "未设", "破损", "待更新"]));
    }
    if matches!(name.kind, "division" | "building") {
        let english = super::romanise::plain(&romanise(&name.specific, &name.generic, Together::No));
        r.maybe(rng, 60, "name_en", english);
    }
}

/// Round figures by size of the town: illustrative.
fn rng_population(name: &Name) -> i64 {
    town_at(name.town).reach_e6 * 2
}

/// Approval, filing and announcement: each within fifteen days, as articles 13 and 14 of the
/// regulation of 2022 ask.
fn approval(rng: &Rng, r: &mut Record, name: &Name) {
    let approver = match name.kind {
        "division" => "江苏省人民政府",
        "estate" | "building" => "启东市住房和城乡建设局",
        "transport" => "启东市交通运输局",
        "water" => "启东市水务局",
        _ => "启东市人民政府",
    };
    if !name.urban && rng.percent(80) {
        return;
    }
    let (year, month, day) = (rng.between(1983, 2024), rng.between(1, 12), rng.between(1, 9));
    let on = |day: i64| format!("{year}-{month:02}-{day:02}");
    r.maybe(rng, 60, "approved_by", approver);
    r.maybe(rng, 65, "approved_on", if rng.percent(80) { on(day) } else { format!("{year}年{month}月") });
    r.maybe(rng, 25, "approval_no", format!("启示地〔{year}〕{}号", rng.between(1, 60)));
    if year >= 2022 {
        r.maybe(rng, 85, "filed_on", on(day + rng.between(2, 9)));
        r.maybe(rng, 85, "announced_on", on(day + rng.between(10, 15)));
        r.maybe(rng, 80, "valid_from", on(day));
    }
    r.maybe(rng, 12, "source", *rng.pick(&["第二次全国地名普查（示例）", "地名管理台账（示例）"]));
    r.maybe(rng, 12, "updated_on", on(28));
    r.maybe(rng, 6, "secrecy", "公开");
    if rng.percent(2) {
        r.set("remarks", json!("标志与登记名称待核"));
    }
}
