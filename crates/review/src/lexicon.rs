//! How a name is divided into specific (专名) and generic (通名), and what of a specific does not count.

use super::place::{DIVISION_ENDS, NO_DIVISIONS, VILLAGE_ENDS, without_brackets};
use super::profile::Profile;
use diming_review_protocol::application::NameType;
use diming_text::Han;
use diming_text::fold::{BLANK, BREAK, fold_units};
use std::collections::HashMap;

/// Number of a family of generics.
pub type FamilyNo = u8;
/// Stands for "no generic".
pub const NO_FAMILY: FamilyNo = FamilyNo::MAX;

/// A name's units with its division.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Divided {
    /// Folded units without blanks and punctuation.
    pub units: Vec<u16>,
    /// How many of them are the specific; all where there is no generic.
    pub specific: usize,
    /// Family of the generic.
    pub family: FamilyNo,
}

/// The generics and modifiers of a profile.
#[derive(Debug)]
pub struct Lexicon {
    /// Generics by their last unit, the longest first.
    generics: HashMap<u16, Vec<(Vec<u16>, FamilyNo)>>,
    /// Types of each family.
    types: Vec<Vec<NameType>>,
    /// Own region's names, the longest first, and modifiers.
    removed: Vec<Vec<u16>>,
    /// Own region's names, the longest first.
    pub regions: Vec<Vec<u16>>,
    /// What ends the names of divisions, the longest first.
    pub division_ends: Vec<Vec<u16>>,
    /// The same of villages and communities.
    pub village_ends: Vec<Vec<u16>>,
    /// What ends like the first and is none.
    no_divisions: Vec<Vec<u16>>,
}

impl Lexicon {
    /// Of a profile.
    pub fn new(profile: &Profile, han: &Han) -> Lexicon {
        let mut generics: HashMap<u16, Vec<(Vec<u16>, FamilyNo)>> = HashMap::new();
        for (family, number) in profile.generics.iter().zip(0..NO_FAMILY) {
            for word in &family.words {
                let units = units_of(word, han);
                if let Some(&last) = units.last() {
                    generics.entry(last).or_default().push((units, number));
                }
            }
        }
        generics.values_mut().for_each(|words| words.sort_by_key(|(units, _)| std::cmp::Reverse(units.len())));
        let types = profile.generics.iter().map(|f| f.types.clone()).collect();
        let words = profile.region.names.iter().chain(&profile.modifiers);
        let mut removed: Vec<Vec<u16>> = words.map(|word| units_of(word, han)).filter(|u| !u.is_empty()).collect();
        removed.sort_by_key(|units| std::cmp::Reverse(units.len()));
        let regions = profile.region.names.iter().map(|word| units_of(word, han)).filter(|u| !u.is_empty());
        let mut regions: Vec<Vec<u16>> = regions.collect();
        regions.sort_by_key(|units| std::cmp::Reverse(units.len()));
        let ends = |words: &[&str]| words.iter().map(|word| units_of(word, han)).collect();
        let (division_ends, village_ends, no_divisions) =
            (ends(&DIVISION_ENDS), ends(&VILLAGE_ENDS), ends(&NO_DIVISIONS));
        Lexicon { generics, types, removed, regions, division_ends, village_ends, no_divisions }
    }

    /// Divides a name at its longest generic; at least one unit stays with the specific. What stands in brackets does
    /// not count.
    pub fn divide(&self, name: &str, han: &Han) -> Divided {
        self.divide_units(units_of(&without_brackets(name), han))
    }

    /// The same as the name of a type; some are not divided. `None` for a type that is not known.
    pub fn divide_as(&self, name: &str, kind: Option<NameType>, han: &Han) -> Divided {
        self.divide_units_as(units_of(&without_brackets(name), han), kind)
    }

    /// The same of units.
    pub fn divide_units_as(&self, units: Vec<u16>, kind: Option<NameType>) -> Divided {
        match kind.is_none_or(NameType::is_divided) {
            true => self.divide_units(units),
            false => Divided { specific: units.len(), family: NO_FAMILY, units },
        }
    }

    fn divide_units(&self, units: Vec<u16>) -> Divided {
        let (specific, family) =
            self.generic_of(&units).map_or((units.len(), NO_FAMILY), |(len, family)| (units.len() - len, family));
        Divided { units, specific, family }
    }

    /// Whether some units end as a division's name does, and are none of the own region's.
    pub fn is_division(&self, units: &[u16]) -> bool {
        let ends_in = |ends: &[Vec<u16>]| ends.iter().any(|end| units.ends_with(end));
        ends_in(&self.division_ends) && !ends_in(&self.no_divisions) && !self.regions.iter().any(|own| own == units)
    }

    /// Length of the longest end of a division's or village's name that some units begin with.
    pub fn end_at(&self, units: &[u16]) -> Option<usize> {
        let ends = self.division_ends.iter().chain(&self.village_ends);
        ends.filter(|end| units.starts_with(end)).map(Vec::len).max()
    }

    /// Whether some units are a generic and nothing else.
    pub fn is_generic(&self, units: &[u16]) -> bool {
        let words = units.last().and_then(|last| self.generics.get(last));
        words.is_some_and(|words| words.iter().any(|(word, _)| word == units))
    }

    /// Length and family of the longest generic that ends some units and leaves one.
    pub fn generic_of(&self, units: &[u16]) -> Option<(usize, FamilyNo)> {
        let words = self.generics.get(units.last()?)?;
        let (word, family) = words.iter().find(|(word, _)| word.len() < units.len() && units.ends_with(word))?;
        Some((word.len(), *family))
    }

    /// What a family names first of all; `Other` for none.
    pub fn type_of(&self, family: FamilyNo) -> NameType {
        self.types_of(family).first().copied().unwrap_or_default()
    }

    /// Whether a family's generics are for a type.
    pub fn suits(&self, family: FamilyNo, kind: NameType) -> bool {
        kind == NameType::Other || self.types_of(family).contains(&kind)
    }

    fn types_of(&self, family: FamilyNo) -> &[NameType] {
        self.types.get(usize::from(family)).map_or(&[], Vec::as_slice)
    }

    /// Units without the own region's names and modifiers at both ends of the specific, of which one unit stays.
    pub fn core(&self, name: &[u16], specific: usize, core: &mut Vec<u16>) {
        let mut kept = &name[..specific.min(name.len())];
        while let Some(shorter) = self.removed.iter().find_map(|word| without(kept, word)) {
            kept = shorter;
        }
        core.clear();
        core.extend_from_slice(kept);
        core.extend_from_slice(&name[specific.min(name.len())..]);
    }
}

fn without<'a>(kept: &'a [u16], word: &[u16]) -> Option<&'a [u16]> {
    let shorter = kept.strip_prefix(word).or_else(|| kept.strip_suffix(word))?;
    (!shorter.is_empty()).then_some(shorter)
}

/// The folded units of a text without blanks and punctuation.
pub fn units_of(text: &str, han: &Han) -> Vec<u16> {
    let mut units = Vec::new();
    fold_units(text, han, &mut units);
    units.retain(|&unit| unit != BLANK && unit != BREAK);
    units
}
