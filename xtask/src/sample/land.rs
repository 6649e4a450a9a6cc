//! Where sample points may stand: a rough shape of dry land and the centres of the towns.
//!
//! The shape only keeps points out of the sea and the river. It is no boundary of anything, is
//! drawn nowhere, and stays well inside the real shore. All in millionths of a degree.

use super::record::Spot;
use super::rng::Rng;

const fn spot(lon_e6: i64, lat_e6: i64) -> Spot {
    Spot { lon_e6, lat_e6 }
}

/// Dry land north of the river mouth, roughly.
const PENINSULA: [Spot; 17] = [
    spot(121_500_000, 32_068_000),
    spot(121_470_000, 32_040_000),
    spot(121_470_000, 31_880_000),
    spot(121_520_000, 31_838_000),
    spot(121_580_000, 31_800_000),
    spot(121_660_000, 31_768_000),
    spot(121_740_000, 31_738_000),
    spot(121_820_000, 31_712_000),
    spot(121_890_000, 31_702_000),
    spot(121_908_000, 31_712_000),
    spot(121_895_000, 31_770_000),
    spot(121_860_000, 31_838_000),
    spot(121_820_000, 31_890_000),
    spot(121_770_000, 31_950_000),
    spot(121_700_000, 32_015_000),
    spot(121_620_000, 32_062_000),
    spot(121_560_000, 32_075_000),
];

/// Dry land on the island, roughly.
const ISLAND: [Spot; 5] = [
    spot(121_430_000, 31_790_000),
    spot(121_440_000, 31_768_000),
    spot(121_520_000, 31_752_000),
    spot(121_530_000, 31_766_000),
    spot(121_470_000, 31_796_000),
];

/// A town: its name, its centre, how far its points reach.
pub struct Town {
    /// Name.
    pub name: &'static str,
    /// Centre.
    pub center: Spot,
    /// Reach of its points in millionths of a degree of latitude.
    pub reach_e6: i64,
}

const fn town(name: &'static str, lon_e6: i64, lat_e6: i64, reach_e6: i64) -> Town {
    Town { name, center: spot(lon_e6, lat_e6), reach_e6 }
}

/// The towns in the order of the register; centres are illustrative.
pub const TOWNS: [Town; 12] = [
    town("汇龙镇", 121_660_000, 31_812_000, 36_000),
    town("南阳镇", 121_735_000, 31_842_000, 34_000),
    town("北新镇", 121_556_000, 31_848_000, 34_000),
    town("王鲍镇", 121_590_000, 31_915_000, 36_000),
    town("合作镇", 121_645_000, 31_958_000, 34_000),
    town("吕四港镇", 121_592_000, 32_035_000, 40_000),
    town("海复镇", 121_735_000, 31_940_000, 32_000),
    town("近海镇", 121_798_000, 31_868_000, 32_000),
    town("寅阳镇", 121_858_000, 31_752_000, 34_000),
    town("惠萍镇", 121_738_000, 31_776_000, 32_000),
    town("东海镇", 121_805_000, 31_806_000, 32_000),
    town("启隆镇", 121_482_000, 31_775_000, 24_000),
];

/// The place of a town in [`TOWNS`]; former towns and subdistricts stand with the town around them.
pub fn town_at(name: &str) -> &'static Town {
    let name = match name {
        "北城区街道" | "南街道" => "汇龙镇",
        "曹家镇" => "王鲍镇",
        name => name,
    };
    TOWNS.iter().find(|town| town.name == name).unwrap_or(&TOWNS[0])
}

/// Whether a position stands on dry land.
pub fn on_land(at: Spot) -> bool {
    inside(&PENINSULA, at) || inside(&ISLAND, at)
}

/// Even-odd rule in whole numbers.
fn inside(ring: &[Spot], at: Spot) -> bool {
    let mut inside = false;
    for (i, a) in ring.iter().enumerate() {
        let b = ring[(i + 1) % ring.len()];
        if (a.lat_e6 > at.lat_e6) != (b.lat_e6 > at.lat_e6) {
            let rise = b.lat_e6 - a.lat_e6;
            let cross = (at.lon_e6 - a.lon_e6) * rise - (b.lon_e6 - a.lon_e6) * (at.lat_e6 - a.lat_e6);
            inside ^= (cross < 0) == (rise > 0);
        }
    }
    inside
}

/// Square of the distance in millionths of a degree of latitude; a degree of longitude counts
/// 17/20 here (cosine of 31.9°).
fn distance_squared(a: Spot, b: Spot) -> i64 {
    let dx = (a.lon_e6 - b.lon_e6) * 17 / 20;
    let dy = a.lat_e6 - b.lat_e6;
    dx * dx + dy * dy
}

/// A position on land within `reach_e6` of a centre, denser towards it.
pub fn near(rng: &Rng, center: Spot, reach_e6: i64) -> Spot {
    loop {
        // The mean of two uniform numbers is denser in the middle.
        let offset = || (rng.between(-reach_e6, reach_e6) + rng.between(-reach_e6, reach_e6)) / 2;
        let (east, north) = (offset() * 20 / 17, offset());
        let at = center.moved(east, north);
        if on_land(at) && distance_squared(at, center) <= reach_e6 * reach_e6 {
            return at;
        }
    }
}

/// A position anywhere in a town's countryside, nearer to its own centre than to any other.
pub fn in_town(rng: &Rng, town: &Town) -> Spot {
    let reach_e6 = town.reach_e6 * 8 / 5;
    loop {
        let offset = || rng.between(-reach_e6, reach_e6);
        let at = town.center.moved(offset() * 20 / 17, offset());
        let own = distance_squared(at, town.center);
        let nearest = TOWNS.iter().all(|other| distance_squared(at, other.center) >= own);
        if on_land(at) && own <= reach_e6 * reach_e6 && nearest {
            return at;
        }
    }
}

/// Corners of a circle of radius 1000, counter-clockwise: no platform's sine is asked.
const CIRCLE: [(i64, i64); 16] = [
    (1000, 0),
    (924, 383),
    (707, 707),
    (383, 924),
    (0, 1000),
    (-383, 924),
    (-707, 707),
    (-924, 383),
    (-1000, 0),
    (-924, -383),
    (-707, -707),
    (-383, -924),
    (0, -1000),
    (383, -924),
    (707, -707),
    (924, -383),
];

/// A made-up round shape on land: a circle whose radius wavers by a quarter.
pub fn blob(rng: &Rng, center: Spot, radius_e6: i64) -> Vec<Spot> {
    CIRCLE
        .iter()
        .map(|(x, y)| {
            let mut radius = radius_e6 * rng.between(75, 100) / 100;
            loop {
                let at = center.moved(x * radius / 1000 * 20 / 17, y * radius / 1000);
                if on_land(at) || radius < 500 {
                    return at;
                }
                radius = radius * 9 / 10;
            }
        })
        .collect()
}
