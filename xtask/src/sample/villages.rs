//! The villages and communities of the sample, made once: the layers stand in the same ones.

use super::land::{TOWNS, in_town, near, town_at};
use super::lexicon::{COMMUNITIES, VILLAGES, words};
use super::record::Spot;
use super::rng::Rng;

/// A village or community.
pub struct Village {
    /// Full name: 民主村, 江海社区.
    pub name: String,
    /// Specific part.
    pub specific: &'static str,
    /// 村 or 社区.
    pub generic: &'static str,
    /// Town or subdistrict.
    pub town: &'static str,
    /// Where its office stands.
    pub at: Spot,
}

/// All villages and communities in the order of the register.
pub fn villages() -> Vec<Village> {
    let rng = Rng::named("villages");
    let mut all = Vec::new();
    for (town, list) in TOWNS.iter().zip(VILLAGES) {
        for specific in words(list) {
            let name = format!("{specific}村");
            all.push(Village { name, specific, generic: "村", town: town.name, at: in_town(&rng, town) });
        }
    }
    for (town, list) in COMMUNITIES {
        for specific in words(list) {
            let (name, at) = (format!("{specific}社区"), near(&rng, town_at(town).center, 12_000));
            all.push(Village { name, specific, generic: "社区", town, at });
        }
    }
    all
}

/// Names a place in a village: 民主村12组, or 江海社区 alone.
pub fn group(rng: &Rng, village: &Village) -> String {
    match village.generic {
        "村" => format!("{}{}组", village.name, rng.between(1, 38)),
        _ => village.name.clone(),
    }
}
