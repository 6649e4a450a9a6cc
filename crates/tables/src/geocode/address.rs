//! What an address is made of.

use super::counted::House;

/// Characters of an address that are read; what follows is left out, and the answer says so.
pub const ADDRESS_MAX: usize = 200;

/// A part of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// As it is compared.
    pub units: Vec<u16>,
    /// As it is written.
    pub said: String,
}

/// What a step of the way to a house is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// What streets that are numbered or turned alike have in common (大墩 of 大墩七街, 人民 of 人民中路).
    Family,
    /// A village (村) or community (社区), without its generic, or a Taiwan 里.
    Village,
    /// A settlement or estate that is no village of the administration (自然村, 新村).
    Locality,
    /// A group of households (组).
    Group,
    /// A street, or a section of one.
    Street,
    /// A lane by its number (165巷).
    Lane,
}

/// A step of the way to a house; its name holds the names of the steps before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Name.
    pub part: Part,
    /// What it is.
    pub kind: StepKind,
    /// Its own number on the step before: 165 of 165巷, 12 of 12组.
    pub own: Option<House>,
}

/// An address in its parts. What is not written is missing; nothing is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// 省, 自治区.
    pub province: Option<Part>,
    /// 市, 县, 区, the coarsest first; at most two.
    pub counties: Vec<Part>,
    /// 镇, 乡, 街道. In Taiwan the 區 or 市 that stands last in `counties` takes its place.
    pub town: Option<Part>,
    /// Village or community without its generic.
    pub village: Option<Part>,
    /// From the street (else settlement, else village) to the lane or group, coarsest first.
    pub steps: Vec<Step>,
    /// House number on the last step.
    pub house: Option<House>,
    /// What is left and may be a name: an estate, a building, an institution.
    pub place: Option<Part>,
    /// It goes on below the house number: building, floor, room.
    pub is_finer: bool,
    /// It was longer than [`ADDRESS_MAX`].
    pub is_cut: bool,
}

impl Address {
    /// Whether it says more than the town.
    pub fn is_fine(&self) -> bool {
        self.village.is_some() || !self.steps.is_empty() || self.place.is_some()
    }

    /// Whether the last of its counties is as fine as a town: 臺北市大安區, 彰化縣員林市, 崇川区.
    pub fn is_district(&self) -> bool {
        let ends = |part: &Part, unit: char| part.units.last() == Some(&(unit as u16));
        match &self.counties[..] {
            [.., last] if ends(last, '区') => true,
            [first, last] => ends(first, '县') && ends(last, '市'),
            _ => false,
        }
    }

    /// Whether it says anything.
    pub fn is_empty(&self) -> bool {
        self.province.is_none() && self.counties.is_empty() && self.town.is_none() && !self.is_fine()
    }
}
