//! What the sample's map lies on: water and main roads, made up around the towns.
//!
//! The shore is the rough shape of dry land moved outwards, rivers and roads are wavy lines: all of it is illustrative,
//! and none of it follows or can be read as a boundary.

use super::land::town_at;
use super::record::{Place, Record, Spot};
use super::rng::Rng;

const fn spot(lon_e6: i64, lat_e6: i64) -> Spot {
    Spot { lon_e6, lat_e6 }
}

/// The shore from the north-west round the eastern tip to the south-west.
const SHORE: [Spot; 21] = [
    spot(120_600_000, 35_500_000),
    spot(120_400_000, 33_400_000),
    spot(120_750_000, 32_700_000),
    spot(121_000_000, 32_240_000),
    spot(121_200_000, 32_122_000),
    spot(121_360_000, 32_108_000),
    spot(121_500_000, 32_098_000),
    spot(121_575_000, 32_092_000),
    spot(121_640_000, 32_076_000),
    spot(121_722_000, 32_024_000),
    spot(121_796_000, 31_956_000),
    spot(121_846_000, 31_896_000),
    spot(121_888_000, 31_840_000),
    spot(121_922_000, 31_772_000),
    spot(121_930_000, 31_700_000),
    spot(121_880_000, 31_682_000),
    spot(121_740_000, 31_716_000),
    spot(121_650_000, 31_746_000),
    spot(121_500_000, 31_818_000),
    spot(121_200_000, 31_872_000),
    spot(118_500_000, 32_150_000),
];
/// Where on the shore the sea ends and the river begins: its eastern tip.
const TIP: usize = 14;

/// The shore of the island, from its west round its north to where it leaves the map.
const ISLAND: [Spot; 10] = [
    spot(118_500_000, 32_060_000),
    spot(121_200_000, 31_822_000),
    spot(121_330_000, 31_816_000),
    spot(121_470_000, 31_806_000),
    spot(121_540_000, 31_778_000),
    spot(121_620_000, 31_722_000),
    spot(121_740_000, 31_646_000),
    spot(121_840_000, 31_572_000),
    spot(122_000_000, 31_460_000),
    spot(121_900_000, 28_500_000),
];

/// Rivers and canals: name in both languages (one has no English one), corners.
const RIVERS: [(&str, &str, &[Spot]); 7] = [
    (
        "通启运河",
        "Tongqi Canal",
        &[
            spot(119_500_000, 32_200_000),
            spot(121_470_000, 31_868_000),
            spot(121_660_000, 31_832_000),
            spot(121_790_000, 31_836_000),
            spot(121_888_000, 31_840_000),
        ],
    ),
    (
        "通吕运河",
        "Tonglü Canal",
        &[
            spot(120_300_000, 32_160_000),
            spot(121_420_000, 32_020_000),
            spot(121_592_000, 32_050_000),
            spot(121_640_000, 32_076_000),
        ],
    ),
    (
        "三和港",
        "Sanhe Gang",
        &[
            spot(121_560_000, 31_790_000),
            spot(121_556_000, 31_880_000),
            spot(121_570_000, 31_970_000),
            spot(121_592_000, 32_050_000),
        ],
    ),
    (
        "头兴港",
        "Touxing Gang",
        &[
            spot(121_700_000, 31_730_000),
            spot(121_690_000, 31_800_000),
            spot(121_704_000, 31_880_000),
            spot(121_700_000, 31_970_000),
            spot(121_722_000, 32_024_000),
        ],
    ),
    (
        "中央河",
        "Zhongyang He",
        &[
            spot(121_470_000, 31_925_000),
            spot(121_590_000, 31_932_000),
            spot(121_704_000, 31_922_000),
            spot(121_822_000, 31_922_000),
        ],
    ),
    (
        "红阳河",
        "",
        &[
            spot(121_700_000, 31_772_000),
            spot(121_790_000, 31_778_000),
            spot(121_860_000, 31_762_000),
            spot(121_926_000, 31_745_000),
        ],
    ),
    (
        "协兴河",
        "Xiexing He",
        &[
            spot(121_796_000, 31_700_000),
            spot(121_806_000, 31_780_000),
            spot(121_800_000, 31_880_000),
            spot(121_830_000, 31_915_000),
        ],
    ),
];

/// Main roads: the towns that they join, and a made-up name of both.
const ROADS: [(&str, &str, &str, &str); 15] = [
    ("汇龙镇", "南阳镇", "汇南线", "Huinan Line"),
    ("汇龙镇", "北新镇", "汇北线", "Huibei Line"),
    ("汇龙镇", "王鲍镇", "汇王线", "Huiwang Line"),
    ("汇龙镇", "惠萍镇", "汇惠线", "Huihui Line"),
    ("王鲍镇", "合作镇", "王合线", "Wanghe Line"),
    ("王鲍镇", "北新镇", "王北线", "Wangbei Line"),
    ("合作镇", "吕四港镇", "合吕线", "Helü Line"),
    ("合作镇", "海复镇", "合海线", "Hehai Line"),
    ("南阳镇", "海复镇", "南海线", "Nanhai Line"),
    ("南阳镇", "近海镇", "南近线", "Nanjin Line"),
    ("海复镇", "近海镇", "海近线", "Haijin Line"),
    ("惠萍镇", "东海镇", "惠东线", "Huidong Line"),
    ("惠萍镇", "寅阳镇", "惠寅线", "Huiyin Line"),
    ("东海镇", "寅阳镇", "东寅线", "Dongyin Line"),
    ("近海镇", "东海镇", "近东线", "Jindong Line"),
];

/// A line through the corners that wavers by a part of each stretch: halved five times.
fn wavy(rng: &Rng, corners: &[Spot], part: i64) -> Vec<Spot> {
    let mut line = corners.to_vec();
    for _ in 0..5 {
        let mut finer = vec![line[0]];
        for pair in line.windows(2) {
            let (dx, dy) = (pair[1].lon_e6 - pair[0].lon_e6, pair[1].lat_e6 - pair[0].lat_e6);
            let aside = rng.between(-part, part);
            let middle = Spot {
                lon_e6: (pair[0].lon_e6 + pair[1].lon_e6) / 2 - dy * aside / 1000,
                lat_e6: (pair[0].lat_e6 + pair[1].lat_e6) / 2 + dx * aside / 1000,
            };
            finer.extend([middle, pair[1]]);
        }
        line = finer;
    }
    line
}

/// 水系: the sea, the river mouth, rivers and canals.
pub fn water() -> Vec<Record> {
    let rng = Rng::named("water");
    let (north, south) = (wavy(&rng, &SHORE[..=TIP], 70), wavy(&rng, &SHORE[TIP..], 70));
    let island = wavy(&rng, &ISLAND, 50);
    let corner = |at: Spot| vec![at];
    let sea = [north, corner(spot(125_000_000, 31_690_000)), corner(spot(125_000_000, 35_500_000))];
    let mouth = [south, island, corner(spot(125_000_000, 28_500_000)), corner(spot(125_000_000, 31_710_000))];
    let areas = [("黄海", "Yellow Sea", sea.concat()), ("长江", "Yangtze River", mouth.concat())];
    let areas = areas.into_iter().map(|(name, en, ring)| (name, en, Place::Polygon(ring)));
    let rivers = RIVERS.into_iter().map(|(name, en, corners)| (name, en, Place::Line(wavy(&rng, corners, 60))));
    let records = areas.chain(rivers).enumerate().map(|(i, (name, en, place))| {
        let mut r = Record::new(format!("sx-{:02}", i + 1), place);
        r.set("name", name);
        if !en.is_empty() {
            r.set("name_en", en);
        }
        r
    });
    records.collect()
}

/// 主要道路: between the towns, and two that come from outside.
pub fn roads() -> Vec<Record> {
    let rng = Rng::named("roads");
    let outside = [
        ([spot(118_500_000, 31_990_000), town_at("北新镇").center], "沿江线"),
        ([spot(120_300_000, 32_300_000), town_at("吕四港镇").center], "沿海线"),
    ];
    let joins = ROADS
        .into_iter()
        .map(|(from, to, name, name_en)| ([town_at(from).center, town_at(to).center], name, Some(name_en)));
    let all = joins.chain(outside.into_iter().map(|(way, name)| (way, name, None)));
    let records = all.enumerate().map(|(i, (way, name, name_en))| {
        let mut r = Record::new(format!("dl-{:02}", i + 1), Place::Line(wavy(&rng, &way, 40)));
        r.set("name", name);
        if let Some(name_en) = name_en {
            r.set("name_en", name_en);
        }
        r
    });
    records.collect()
}
