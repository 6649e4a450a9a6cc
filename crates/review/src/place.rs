//! Which place a scope's value stands for: 汇龙, 汇龙镇, 启东市汇龙镇 and 汇龙镇（原…） are one.

use super::lexicon::{Lexicon, units_of};
use diming_text::Han;
use std::borrow::Cow;

/// What ends the name of a division or of a built-up area, the longest first.
pub const DIVISION_ENDS: [&str; 11] =
    ["街道办事处", "人民政府", "建成区", "街道", "城区", "镇", "乡", "县", "市", "区", "省"];
/// What ends the name of a village or community, the longest first.
pub const VILLAGE_ENDS: [&str; 8] =
    ["社区居民委员会", "社区居委会", "村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"];
/// What ends like a division's name and is none.
pub const NO_DIVISIONS: [&str; 6] = ["小区", "社区", "园区", "校区", "厂区", "景区"];
/// The first Chinese character among units.
const FIRST_HAN: u16 = 0x3400;
/// So many characters stay of a name.
const KEPT_MIN: usize = 2;
/// Brackets, opened and closed.
const BRACKETS: [(char, char); 6] = [('（', '）'), ('(', ')'), ('〔', '〕'), ('[', ']'), ('【', '】'), ('［', '］')];
/// What a bracket with a former name begins with.
const FORMERLY: [&str; 8] = ["原名", "曾用名", "旧称", "旧名", "又名", "亦称", "别名", "原"];

/// Units of a place's name without its region, brackets and the kind of division: equal for one place. Empty for a
/// text without characters.
pub fn place_units(text: &str, lexicon: &Lexicon, han: &Han) -> Vec<u16> {
    key_of(&units_of(&without_brackets(text), han), lexicon)
}

fn key_of(units: &[u16], lexicon: &Lexicon) -> Vec<u16> {
    let ends = &lexicon.division_ends;
    let is_end = |units: &[u16]| ends.iter().any(|end| end == units);
    let mut kept = units;
    let shorter = |kept: &[u16]| {
        let rest = lexicon.regions.iter().find_map(|region| kept.strip_prefix(region.as_slice()));
        rest.filter(|rest| rest.len() >= KEPT_MIN && !is_end(rest)).map(<[u16]>::len)
    };
    while let Some(len) = shorter(kept) {
        kept = &kept[kept.len() - len..];
    }
    while let Some(rest) = ends.iter().find_map(|end| kept.strip_suffix(end.as_slice()).filter(|r| r.len() >= KEPT_MIN))
    {
        kept = rest;
    }
    kept.to_vec()
}

/// A text that says where something is: 汇龙镇, 启东市汇龙镇幸福村.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// What it is known by, see [`place_units`].
    pub key: Vec<u16>,
    /// The divisions and villages it names, the largest first.
    pub segments: Vec<Segment>,
    /// It names a division other than the own region: 汇龙镇, 汇龙镇幸福村, not 幸福村.
    pub is_division: bool,
    /// It is a name of the own region, or names it: 启东市, 启东市幸福村.
    pub is_of_region: bool,
}

/// A division or village in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// All of it: 汇龙镇.
    pub units: Vec<u16>,
    /// How many of them stand before its last end: 汇龙.
    pub base: usize,
    /// What it is known by.
    key: Vec<u16>,
}

impl Place {
    /// Of a text.
    pub fn new(text: &str, lexicon: &Lexicon, han: &Han) -> Place {
        let units = units_of(&without_brackets(text), han);
        let (mut segments, mut start, mut at) = (Vec::new(), 0, 1);
        while at < units.len() {
            let Some(len) = lexicon.end_at(&units[at..]) else {
                at += 1;
                continue;
            };
            // 新市镇 is one, with two ends behind each other.
            let (mut base, mut end) = (at, at + len);
            while let Some(len) = lexicon.end_at(&units[end..]) {
                (base, end) = (end, end + len);
            }
            let segment = units[start..end].to_vec();
            segments.push(Segment { key: key_of(&segment, lexicon), units: segment, base: base - start });
            (start, at) = (end, end + 1);
        }
        let is_own = |units: &[u16]| lexicon.regions.iter().any(|own| own == units);
        let is_of_region = is_own(&units) || segments.iter().any(|segment| is_own(&segment.units));
        let is_division = segments.iter().any(|segment| {
            let is_one = segment.base >= KEPT_MIN || segment.units == units;
            is_one && is_han(&segment.units) && lexicon.is_division(&segment.units)
        });
        Place { key: key_of(&units, lexicon), segments, is_division, is_of_region }
    }

    /// Whether it is written in Chinese characters.
    pub fn is_han(&self) -> bool {
        is_han(&self.key)
    }

    /// Whether another place is named in it.
    pub fn holds(&self, other: &Place) -> bool {
        let key = &other.key;
        let is_inside = !self.is_division && key.len() >= KEPT_MIN && is_han(key);
        !key.is_empty() && self.segments.iter().any(|segment| segment.key == *key)
            || is_inside && self.key.windows(key.len()).any(|part| part == key)
    }
}

fn is_han(units: &[u16]) -> bool {
    units.iter().all(|&unit| unit >= FIRST_HAN)
}

/// A name without what stands in brackets; the name itself where nothing else is left.
pub fn without_brackets(name: &str) -> Cow<'_, str> {
    if !name.contains(|c| BRACKETS.iter().any(|(open, _)| *open == c)) {
        return Cow::Borrowed(name);
    }
    let mut left = String::new();
    let mut rest = name;
    while let Some((before, _, after)) = bracket(rest) {
        left.push_str(before);
        rest = after;
    }
    left.push_str(rest);
    if left.trim().is_empty() { Cow::Borrowed(name) } else { Cow::Owned(left) }
}

/// Whether a character opens a bracket, or closes one; `None` for any other.
pub fn is_bracket(c: char) -> Option<bool> {
    let is_in = |(open, close): &(char, char)| *open == c || *close == c;
    BRACKETS.iter().find(|pair| is_in(pair)).map(|(open, _)| *open == c)
}

/// The former names that stand in a name's brackets: 汇龙镇（原合丰镇）.
pub fn names_in_brackets(name: &str) -> Vec<&str> {
    let (mut names, mut rest) = (Vec::new(), name);
    while let Some((_, inside, after)) = bracket(rest) {
        let inside = inside.trim();
        if let Some(former) = FORMERLY.iter().find_map(|word| inside.strip_prefix(word)) {
            let parts = former.trim_start_matches(['：', ':', '称', '为']).split(['、', '，', ',', '；', ';']);
            names.extend(parts.map(str::trim).filter(|part| !part.is_empty()));
        }
        rest = after;
    }
    names
}

/// What stands before, in and behind the first whole bracket.
fn bracket(text: &str) -> Option<(&str, &str, &str)> {
    let (at, open) = text.char_indices().find(|(_, c)| BRACKETS.iter().any(|(open, _)| open == c))?;
    let close = BRACKETS.iter().find(|(o, _)| *o == open)?.1;
    let behind = &text[at + open.len_utf8()..];
    let end = behind.find(close)?;
    Some((&text[..at], &behind[..end], &behind[end + close.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use crate::testing::table;

    #[test]
    fn one_place_in_its_spellings() {
        let lexicon = Lexicon::new(&Profile::built_in(), table());
        let of = |text: &str| place_units(text, &lexicon, table());
        for text in [
            "汇龙",
            "汇龙镇",
            "启东市汇龙镇",
            "江苏省南通市启东市汇龙镇",
            " 汇龙镇 ",
            "匯龍鎮",
            "汇龙镇（原合丰镇）",
            "汇龙镇人民政府",
            "启东汇龙",
        ] {
            assert_eq!(of(text), of("汇龙镇"), "{text}");
        }
        for (a, b) in [("启东", "启东市"), ("江苏", "江苏省"), ("汇龙建成区", "汇龙镇建成区"), ("汇龙镇", "汇龙街道")]
        {
            assert_eq!(of(a), of(b), "{a} {b}");
        }
        for (a, b) in [("启东市", "海门市"), ("南街道", "北街道"), ("甲镇", "乙镇"), ("吕四港镇", "汇龙镇")]
        {
            assert_ne!(of(a), of(b), "{a} {b}");
        }
        assert_eq!(of("（ ）"), Vec::<u16>::new());
    }

    #[test]
    fn brackets_are_taken_off_and_their_former_names_kept() {
        assert_eq!(without_brackets("人民路（东段）"), "人民路");
        assert_eq!(without_brackets("人民（东）路"), "人民路");
        assert_eq!(without_brackets("（暂名）"), "（暂名）");
        assert_eq!(without_brackets("人民路（"), "人民路（");
        assert_eq!(names_in_brackets("红旗街（原红卫街、东风街）"), ["红卫街", "东风街"]);
        assert_eq!(names_in_brackets("红旗街(曾用名：红卫街)"), ["红卫街"]);
        assert_eq!(names_in_brackets("红旗街（东段）"), Vec::<&str>::new());
    }
}
