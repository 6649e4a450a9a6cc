//! Divisions that addresses name: which are one, and which exclude each other.
//!
//! Addresses leave out what everybody knows: 汇龙镇, 启东市汇龙镇 and 江苏省南通市启东市汇龙镇 are one town, 臺北市中山區 and
//! 基隆市中山區 are two.

use super::names::NameId;

/// The divisions that an address names; what is not named is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chain {
    /// 省, 自治区.
    pub province: Option<NameId>,
    /// 市, 县, 区, the coarsest first.
    pub counties: Vec<NameId>,
    /// 镇, 乡, 街道.
    pub town: Option<NameId>,
    /// The last of the counties is a district, or a city in a county: as fine as a town, where no town is named.
    pub is_district: bool,
}

impl Chain {
    /// The finest division that is named.
    pub fn finest(&self) -> Option<NameId> {
        self.town.or(self.counties.last().copied())
    }

    /// How many are named.
    pub fn len(&self) -> usize {
        usize::from(self.province.is_some()) + self.counties.len() + usize::from(self.town.is_some())
    }

    /// Whether both cannot be one: a division that both name differs.
    pub fn excludes(&self, other: &Chain) -> bool {
        let differ = |a: Option<NameId>, b: Option<NameId>| a.is_some() && b.is_some() && a != b;
        differ(self.province, other.province)
            || differ(self.town, other.town)
            || counties_differ(&self.counties, &other.counties)
            || self.is_beside(other)
            || other.is_beside(self)
    }

    /// Whether it differs above the town, so that nothing in it is meant.
    pub fn is_elsewhere(&self, other: &Chain) -> bool {
        let above = |chain: &Chain| Chain { town: None, ..chain.clone() };
        above(self).excludes(&above(other)) || self.is_beside(other) || other.is_beside(self)
    }

    /// Whether it is a district, and the other a town that lies in the county beside it: 苗栗縣頭份市, 苗栗縣苑裡鎮.
    fn is_beside(&self, other: &Chain) -> bool {
        let district = self.counties.last().filter(|_| self.is_district && self.town.is_none());
        let is_inside = |district| other.counties.is_empty() || other.counties.contains(district);
        other.town.is_some() && district.is_some_and(|district| !is_inside(district))
    }

    /// Takes over what it does not name itself.
    pub fn fill(&mut self, other: &Chain) {
        self.province = self.province.or(other.province);
        if self.counties.len() < other.counties.len() {
            self.counties.clone_from(&other.counties);
            self.is_district = other.is_district;
        }
        self.town = self.town.or(other.town);
    }
}

/// Cities and counties are compared from the one that both name upwards.
fn counties_differ(a: &[NameId], b: &[NameId]) -> bool {
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else { return false };
    let above = |chain: &[NameId], name: &NameId| chain.iter().position(|n| n == name).map(|at| at + 1);
    let (len_a, len_b) = match (above(b, last_a), above(a, last_b)) {
        (Some(len_b), _) => (a.len(), len_b),
        (None, Some(len_a)) => (len_a, b.len()),
        (None, None) => return true,
    };
    a[..len_a].iter().rev().zip(b[..len_b].iter().rev()).any(|(a, b)| a != b)
}

/// Namesakes among which a chain is compared; what fits a later one stays by itself.
const NAMESAKES_MAX: usize = 256;

/// Chains as they are written, each with the number of the division that it means.
///
/// A chain that names less is the one that names more, if only one such fits.
pub fn merge(chains: &[Chain]) -> (Vec<Chain>, Vec<u32>) {
    let mut order: Vec<usize> = (0..chains.len()).collect();
    order.sort_by_key(|&at| (chains[at].finest(), std::cmp::Reverse(chains[at].len()), at));
    let (mut merged, mut numbers): (Vec<Chain>, _) = (Vec::new(), vec![0; chains.len()]);
    let mut first = 0;
    for at in order {
        let chain = &chains[at];
        if merged.get(first).is_none_or(|group| group.finest() != chain.finest()) {
            first = merged.len();
        }
        let mut fitting = (first..merged.len()).take(NAMESAKES_MAX).filter(|&group| !merged[group].excludes(chain));
        numbers[at] = match (fitting.next(), fitting.next()) {
            (Some(group), None) => {
                merged[group].fill(chain);
                group
            }
            _ => {
                merged.push(chain.clone());
                merged.len() - 1
            }
        } as u32;
    }
    (merged, numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(province: Option<NameId>, counties: &[NameId], town: Option<NameId>) -> Chain {
        Chain { province, counties: counties.to_vec(), town, is_district: false }
    }

    #[test]
    fn divisions_that_differ_exclude_each_other() {
        // 1 江苏省, 2 南通市, 3 启东市, 4 汇龙镇, 5 海门区
        let whole = chain(Some(1), &[2, 3], Some(4));
        for (other, excludes) in [
            (chain(None, &[], Some(4)), false),
            (chain(None, &[3], Some(4)), false),
            (chain(None, &[2], Some(4)), false),
            (chain(None, &[2, 5], Some(4)), true),
            (chain(None, &[3], Some(6)), true),
            (chain(Some(7), &[], Some(4)), true),
            (chain(None, &[8, 3], None), true),
            (chain(None, &[], None), false),
        ] {
            assert_eq!((whole.excludes(&other), other.excludes(&whole)), (excludes, excludes), "{other:?}");
        }
    }

    #[test]
    fn chains_of_one_town_are_merged_and_namesakes_are_not() {
        let chains = [
            chain(None, &[], Some(4)),
            chain(Some(1), &[3], Some(4)),
            chain(None, &[2, 3], Some(4)),
            chain(None, &[20, 30], None),
            chain(None, &[21, 30], None),
            chain(None, &[30], None),
        ];
        let (merged, numbers) = merge(&chains);
        assert_eq!(numbers[..3], [numbers[0]; 3]);
        assert_eq!(merged[numbers[0] as usize].len(), 4, "{merged:?}");
        assert!(numbers[3] != numbers[4] && numbers[5] != numbers[3] && numbers[5] != numbers[4]);
    }
}
