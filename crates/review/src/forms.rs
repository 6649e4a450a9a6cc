//! What else a name is known as: 汇龙镇育才路 in 汇龙镇 is 育才路. A name is compared with these forms as well, and by its own.

use super::lexicon::{Divided, Lexicon, NO_FAMILY};
use super::place::{Place, Segment};
use diming_review_protocol::application::NameType;
use diming_text::ordinal::{in_digits, is_numeral, number_sign};

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
    let mut push = |units: &[u16], is_part: bool| {
        let name = lexicon.divide_units_as(with_digits(units).unwrap_or_else(|| units.to_vec()), kind);
        if !forms.iter().any(|form| form.name.units == name.units) {
            forms.push(Form { name, is_part });
        }
    };
    let others = without_places(&name.units, places, lexicon);
    for units in [&name.units[..]].into_iter().chain(others) {
        if units.len() < name.units.len() || with_digits(units).is_some() {
            push(units, false);
        }
        if let Some(bare) = as_one_committee(units, kind, lexicon) {
            push(&bare, false);
        }
        let whole = without_part(units, kind, lexicon);
        if whole.len() < units.len() {
            push(whole, true);
        }
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

/// A village's or community's committee with one generic: 东风社区居民委员会 is 东风居民委员会.
fn as_one_committee(name: &[u16], kind: Option<NameType>, lexicon: &Lexicon) -> Option<Vec<u16>> {
    let of_committee = |units: &[u16]| {
        lexicon.generic_of(units).filter(|(_, family)| lexicon.suits(*family, NameType::VillageCommittee))
    };
    if !matches!(kind, None | Some(NameType::VillageCommittee | NameType::Other)) {
        return None;
    }
    let (specific, generic) = name.split_at(name.len() - of_committee(name)?.0);
    let inner = of_committee(specific)?.0;
    Some([&specific[..specific.len() - inner], generic].concat())
}

/// A name with its numbers in digits; `None` where they are.
fn with_digits(name: &[u16]) -> Option<Vec<u16>> {
    let chars: Vec<char> = name.iter().map(|&unit| char::from_u32(unit.into()).unwrap_or_default()).collect();
    if !chars.iter().any(|&c| c == '第' || is_numeral(c) || c == '0' || number_sign(c).is_some()) {
        return None;
    }
    let made = in_digits(&chars);
    // Further characters, which are no numbers, stay as they are.
    let mut others = name.iter().copied().filter(|&unit| char::from_u32(unit.into()).is_none());
    let unit = |c: char| if c == char::default() { others.next().unwrap_or_default() } else { c as u16 };
    (made != chars).then(|| made.into_iter().map(unit).collect())
}

/// A name without the phases and parts at its end: 江海花园二期, 人民路延伸段; areas (东区) of what is lived in alone.
fn without_part<'n>(name: &'n [u16], kind: Option<NameType>, lexicon: &Lexicon) -> &'n [u16] {
    use NameType::{Building, Estate, Memorial, Other, Park, Street, Transport, Water};
    let is_estate = matches!(kind, None | Some(Estate | Building | Other));
    if !is_estate && !matches!(kind, Some(Street | Transport | Water | Park | Memorial)) {
        return name;
    }
    let mut chars: Vec<char> = name.iter().map(|&unit| char::from_u32(unit.into()).unwrap_or_default()).collect();
    let mut left = name.len();
    while let Some(len) = part_at_end(&chars, is_estate) {
        chars.truncate(chars.len() - len);
        if chars.len() < KEPT_MIN || lexicon.is_generic(&name[..chars.len()]) {
            break;
        }
        left = chars.len();
    }
    &name[..left]
}

/// How many characters of a phase or part end some.
fn part_at_end(chars: &[char], is_estate: bool) -> Option<usize> {
    let without = |chars: &[char], word: &str| -> Option<usize> {
        let word: Vec<char> = word.chars().collect();
        chars.ends_with(&word).then(|| chars.len() - word.len())
    };
    let cut = |end: usize, word: &str| without(&chars[..end], word);
    let all = cut(chars.len(), "工程").unwrap_or(chars.len());
    let numbered = |end: usize| {
        let numerals = chars[..end].iter().rev().take_while(|c| is_numeral(**c) || c.is_ascii_digit()).count();
        let letters =
            usize::from(end > 0 && (chars[end - 1].is_ascii_lowercase() || number_sign(chars[end - 1]).is_some()));
        let start = end - numerals.max(letters);
        (start < end).then(|| cut(start, "第").unwrap_or(start))
    };
    let directed = |end: usize| {
        let directions = chars[..end].iter().rev().take(2).take_while(|c| "东西南北中".contains(**c)).count();
        (directions > 0).then(|| end - directions)
    };
    let extended = |end: usize| {
        let word = ["延伸", "延长"].iter().find_map(|word| cut(end, word));
        let bare = || cut(end, "延").filter(|&start| end < all || directed(start).is_some());
        word.or_else(bare).map(|start| directed(start).unwrap_or(start))
    };
    let phase = cut(all, "期").and_then(|end| numbered(end).or_else(|| cut(end, "首")));
    let areas = ["区", "组团"].iter().filter(|_| is_estate).find_map(|word| cut(all, word));
    let area = areas.and_then(|end| numbered(end).or_else(|| directed(end)));
    let stretch = ["段", "线"].iter().find_map(|word| cut(all, word)).and_then(extended);
    let section = cut(all, "段").and_then(|end| numbered(end).or_else(|| directed(end)));
    let start = phase.or(area).or(stretch).or(section).or_else(|| extended(all))?;
    Some(chars.len() - start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use crate::testing::table;

    /// The other forms of a street's name in a place.
    fn forms(name: &str, place: &str) -> Vec<String> {
        forms_as(name, place, NameType::Street)
    }

    fn forms_as(name: &str, place: &str, kind: NameType) -> Vec<String> {
        let lexicon = Lexicon::new(&Profile::built_in(), table());
        let place = Place::new(place, &lexicon, table());
        let kind = Some(kind);
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

    #[test]
    fn numbers_are_written_in_digits() {
        let cases: [(&str, &[&str]); 4] = [
            ("2马路", &[]),
            ("二马路", &["2马路"]),
            ("汇龙镇二马路东段", &["汇龙镇2马路东段", "汇龙镇2马路", "2马路东段", "2马路"]),
            ("五一路", &[]),
        ];
        for (name, expected) in cases {
            assert_eq!(forms(name, "汇龙镇"), expected, "{name}");
        }
    }

    #[test]
    fn phases_and_parts_are_taken_off() {
        let cases: [(&str, NameType, &[&str]); 22] = [
            ("江海花园", NameType::Estate, &[]),
            ("江海花园二期", NameType::Estate, &["江海花园"]),
            ("江海花园第二期", NameType::Estate, &["江海花园"]),
            ("江海花园2期工程", NameType::Estate, &["江海花园"]),
            ("江海花园Ⅱ期", NameType::Estate, &["江海花园"]),
            ("江海花园首期", NameType::Estate, &["江海花园"]),
            ("江海花园一区", NameType::Estate, &["江海花园"]),
            ("江海花园东南区", NameType::Estate, &["江海花园"]),
            ("江海花园A区", NameType::Estate, &["江海花园"]),
            ("江海花园二期东区", NameType::Estate, &["江海花园"]),
            ("江海花园(三期)", NameType::Estate, &[]),
            ("江海小区", NameType::Estate, &[]),
            ("长期花园", NameType::Estate, &[]),
            ("人民路一期", NameType::Street, &["人民路"]),
            ("人民路延伸段", NameType::Street, &["人民路"]),
            ("人民路东延长线", NameType::Street, &["人民路"]),
            ("人民路东延", NameType::Street, &["人民路"]),
            ("人民路北延段", NameType::Street, &["人民路"]),
            ("人民路西段", NameType::Street, &["人民路"]),
            ("人民路东区", NameType::Street, &[]),
            ("东风村一区", NameType::NaturalVillage, &[]),
            ("大延", NameType::Street, &[]),
        ];
        for (name, kind, expected) in cases {
            let mut found = forms_as(name, "", kind);
            found.retain(|form| !form.contains(|c: char| c.is_ascii_digit()));
            assert_eq!(found, expected, "{name}");
        }
    }
}
