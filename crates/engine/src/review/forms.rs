//! What else a name is known as: 汇龙镇育才路 in 汇龙镇 is 育才路. A name is compared with these forms as well, and by its own.

use super::lexicon::{Divided, Lexicon, NO_FAMILY};
use super::place::{Place, Segment};
use diming_protocol::application::NameType;

/// So many units stay of a name.
const KEPT_MIN: usize = 2;
/// Units before the end of a town's or village's name that is found in a name alone: 吕四港镇.
const FOUND_MIN: usize = 2;
const FOUND_MAX: usize = 4;

/// Another form of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The name.
    pub name: Divided,
    /// It lacks a phase or part.
    pub is_part: bool,
}

/// The other forms of a name in some places.
pub fn forms_of(name: &Divided, kind: Option<NameType>, places: &[&Place], lexicon: &Lexicon) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for units in without_places(&name.units, places, lexicon) {
        let name = lexicon.divide_units_as(units.to_vec(), kind);
        forms.push(Form { name, is_part: false });
    }
    forms
}

/// A name without the divisions and villages before it that it lies in, one less each time.
fn without_places<'n>(name: &'n [u16], places: &[&Place], lexicon: &Lexicon) -> Vec<&'n [u16]> {
    // The own region's names never count.
    let is_own = |segment: &&Segment| !lexicon.regions.contains(&segment.units);
    let segments = || places.iter().flat_map(|place| &place.segments).filter(is_own);
    let (mut found, mut rest) = (Vec::new(), name);
    loop {
        let in_region = lexicon.regions.iter().find(|region| rest.starts_with(region)).map(Vec::len);
        let in_place = segments().filter_map(|segment| begins_with(rest, segment, lexicon)).max();
        // In a name that begins with its town the village is seen; and the town where none is known.
        let ends = match (found.is_empty(), segments().next()) {
            (false, _) => Some(&lexicon.village_ends),
            (true, None) => Some(&lexicon.division_ends),
            (true, Some(_)) => None,
        };
        let seen = || ends.and_then(|ends| seen_at(rest, ends, lexicon));
        let Some(len) = in_place.or_else(seen) else {
            match in_region.filter(|_| found.is_empty()) {
                Some(len) => rest = &rest[len..],
                None => return found,
            }
            continue;
        };
        rest = &rest[len..];
        if rest.len() < KEPT_MIN || lexicon.is_generic(rest) {
            return found;
        }
        found.push(rest);
    }
}

/// How many units a division or village takes at the beginning of a name, in any kind of it: 汇龙镇, 汇龙街道.
fn begins_with(name: &[u16], segment: &Segment, lexicon: &Lexicon) -> Option<usize> {
    let base = &segment.units[..segment.base];
    let other = name.strip_prefix(base).filter(|_| base.len() >= FOUND_MIN);
    let other = other.and_then(|rest| lexicon.end_at(rest)).map(|len| base.len() + len);
    let whole = name.starts_with(&segment.units).then_some(segment.units.len());
    whole.max(other)
}

/// How many units a town or village takes that a name seems to begin with; what is left is a name of its own.
fn seen_at(name: &[u16], ends: &[Vec<u16>], lexicon: &Lexicon) -> Option<usize> {
    (FOUND_MIN..=FOUND_MAX).find_map(|base| {
        let rest = name.get(base..)?;
        let end = ends.iter().find(|end| rest.starts_with(end))?;
        let (rest, len) = (&rest[end.len()..], base + end.len());
        let left = lexicon.generic_of(rest).filter(|(_, family)| *family != NO_FAMILY);
        left.filter(|(generic, _)| rest.len() >= generic + KEPT_MIN).map(|_| len)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::profile::Profile;
    use crate::testing::table;

    /// The other forms of a street's name in a place.
    fn forms(name: &str, place: &str) -> Vec<String> {
        let lexicon = Lexicon::new(&Profile::built_in(), table());
        let place = Place::new(place, &lexicon, table());
        let kind = Some(NameType::Street);
        let found = forms_of(&lexicon.divide_as(name, kind, table()), kind, &[&place], &lexicon);
        let text = |form: Form| form.name.units.iter().filter_map(|&unit| table().char_of_unit(unit)).collect();
        found.into_iter().map(text).collect()
    }

    #[test]
    fn the_place_before_a_name_is_taken_off() {
        let cases: [(&str, &str, &[&str]); 16] = [
            ("育才路", "汇龙镇", &[]),
            ("汇龙镇育才路", "汇龙镇", &["育才路"]),
            ("汇龙镇育才路", "汇龙", &["育才路"]),
            ("汇龙镇育才路", "", &["育才路"]),
            ("汇龙镇育才路", "启东市汇龙镇", &["育才路"]),
            ("启东市汇龙镇育才路", "汇龙镇", &["育才路"]),
            ("启东汇龙镇育才路", "汇龙镇", &["育才路"]),
            ("汇龙街道育才路", "汇龙镇", &["育才路"]),
            ("汇龙镇幸福村育才路", "汇龙镇", &["幸福村育才路", "育才路"]),
            ("汇龙镇幸福村委会育才路", "汇龙镇", &["幸福村委会育才路", "育才路"]),
            ("幸福村育才路", "幸福村", &["育才路"]),
            ("南阳镇育才路", "汇龙镇", &[]),
            ("汇龙路", "汇龙镇", &[]),
            ("汇龙镇大桥", "汇龙镇", &[]),
            ("汇龙镇", "汇龙镇", &[]),
            ("古镇路", "", &[]),
        ];
        for (name, place, expected) in cases {
            assert_eq!(forms(name, place), expected, "{name} {place}");
        }
    }
}
