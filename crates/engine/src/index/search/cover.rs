//! Words that stand in several texts of a record at once: an address pasted with the name behind it, or with the province
//! and city before it that no record writes out.
//!
//! Query and texts are taken as characters and whole numbers. A text covers what it has in common with the query, two or
//! more in a row; a record is met where its texts together cover all but what a place above the map's area may be called
//! (the beginning, where it looks like one), labels, postal codes and telephones, and a finer number at the end.

use super::above::{Beginning, beginning};
use super::hits::{Key, Role};
use super::numeral::{Numeral, beginnings, numeral_at};
use super::texts::Alphabet;
use diming_protocol::MatchClass;
use diming_text::fold::{BLANK, BREAK};
use diming_text::small_sort::sort_few;
use std::ops::Range;

/// Most tokens of a query.
const TOKENS_MAX: usize = 63;
/// Beside the tokens that a record covers: its whole name does.
const WHOLE_NAME: u64 = 1 << TOKENS_MAX;
/// Fewest tokens of a query, and fewest that must be covered.
const TOKENS_MIN: usize = 4;
/// From so many tokens on it is looked for even where the words were met by sound or with a slip.
const MANY_TOKENS: usize = 6;
/// Longest beginning that may be the name of places above.
const ABOVE_MAX: usize = 14;
/// Digits from which on a number is no house's: postal codes, telephones.
const LONG_DIGITS: usize = 6;

/// What the name of a place above ends in.
const ABOVE_ENDS: &str = "省市县区州盟旗";
/// What may stand between two parts of an address, or be left out there.
const BETWEEN: [&str; 14] =
    ["市", "县", "区", "镇", "乡", "村", "街道", "村委会", "委会", "居委会", "社区", "的", "路口", "办事处"];
/// What stands beside addresses in tables and messages.
const LABELS: [&str; 16] = [
    "地址",
    "联系地址",
    "详细地址",
    "通讯地址",
    "位置",
    "住址",
    "名称",
    "电话",
    "联系电话",
    "手机",
    "邮编",
    "邮政编码",
    "附近",
    "旁边",
    "对面",
    "旁",
];
/// What counts what is finer than an address of the data: house, room, building, floor, entrance.
const FINER: &str = "号室户幢栋楼层座门单元附之";

/// A character or a number of the query.
#[derive(Clone, Copy, Debug)]
enum Token {
    Unit(u16),
    Number(Numeral),
    /// A postal code or telephone.
    LongNumber,
}

/// A query as tokens.
#[derive(Debug)]
pub(super) struct Cover {
    tokens: Vec<Token>,
    /// Each distinct unit, ascending, with the tokens that are it.
    places: Vec<(u16, u64)>,
    /// Bit `u % 64` for each unit `u`.
    bloom: u64,
}

impl Cover {
    /// `None` for a query that is too short, or has too few Chinese characters.
    pub fn new(units: &[u16]) -> Option<Cover> {
        let mut tokens = Vec::new();
        each_token(units, |token, _| tokens.push(token));
        let characters = tokens.iter().filter(|t| matches!(t, Token::Unit(unit) if *unit >= 0x3400)).count();
        if !(TOKENS_MIN..=TOKENS_MAX).contains(&tokens.len()) || characters < TOKENS_MIN - 1 {
            return None;
        }
        let mask = |wanted: u16| {
            let is_it = |(at, token): (usize, &Token)| u64::from(matches!(token, Token::Unit(u) if *u == wanted)) << at;
            tokens.iter().enumerate().map(is_it).fold(0, |mask, bit| mask | bit)
        };
        let units = || tokens.iter().filter_map(|t| if let Token::Unit(unit) = t { Some(*unit) } else { None });
        let mut places: Vec<(u16, u64)> = units().map(|unit| (unit, mask(unit))).collect();
        sort_few(&mut places, Ord::cmp);
        places.dedup();
        let bloom = units().fold(0, |bloom, unit| bloom | 1 << (unit % 64));
        Some(Cover { tokens, places, bloom })
    }

    /// Whether to look for it, where the words themselves met this at best.
    pub fn is_wanted(&self, best: Option<MatchClass>) -> bool {
        match best {
            None => true,
            Some(best) => best > MatchClass::Substring && self.tokens.len() >= MANY_TOKENS,
        }
    }

    /// The tokens that a text's token is.
    fn places_of(&self, token: Token) -> u64 {
        match token {
            Token::Unit(unit) if self.bloom >> (unit % 64) & 1 == 0 => 0,
            Token::Unit(unit) => self.places.binary_search_by_key(&unit, |p| p.0).map_or(0, |at| self.places[at].1),
            Token::Number(found) => {
                let is_it = |(at, token): (usize, &Token)| {
                    u64::from(matches!(token, Token::Number(own) if own.equals(&found))) << at
                };
                self.tokens.iter().enumerate().map(is_it).fold(0, |mask, bit| mask | bit)
            }
            Token::LongNumber => 0,
        }
    }

    /// For each token the numbers of the units that a text holds which has it.
    pub fn row(&self, alphabet: &Alphabet) -> Vec<Vec<u16>> {
        let units = |token: &Token| match *token {
            Token::Unit(unit) => vec![unit],
            Token::Number(numeral) => beginnings(numeral.value).collect(),
            Token::LongNumber => Vec::new(),
        };
        let numbers = |token| units(token).into_iter().filter_map(|unit| alphabet.number(unit)).collect();
        self.tokens.iter().map(numbers).collect()
    }

    /// What a text covers.
    pub fn mask(&self, units: &[u16]) -> u64 {
        let (mut before, mut mask) = (0u64, 0u64);
        each_token(units, |token, _| {
            let here = self.places_of(token);
            let both = before << 1 & here;
            mask |= both | both >> 1;
            before = here;
        });
        mask
    }

    /// The same of a name, marked where it is covered as a whole.
    pub fn name_mask(&self, units: &[u16]) -> u64 {
        let mask = self.mask(units);
        if mask == 0 {
            return 0;
        }
        let (mut before, mut is_open, mut is_whole) = (0u64, false, true);
        each_token(units, |token, _| {
            let here = self.places_of(token);
            let is_covered = before << 1 & here != 0;
            is_whole &= is_covered || !is_open;
            is_open = !is_covered;
            before = here;
        });
        if is_whole && !is_open { mask | WHOLE_NAME } else { mask }
    }

    /// The runs of units of a text that cover something.
    pub fn runs(&self, units: &[u16]) -> Vec<Range<usize>> {
        let (mut before, mut last) = (0u64, 0..0);
        let mut runs: Vec<Range<usize>> = Vec::new();
        each_token(units, |token, run| {
            let here = self.places_of(token);
            if before << 1 & here != 0 {
                runs.push(last.start..run.end);
            }
            (before, last) = (here, run);
        });
        runs
    }

    /// How well a record is met whose texts cover this; `None` where they do not cover enough. `provinces`: those that the
    /// data name; another one is a word that a record must hold. Where they name none, any may be theirs.
    pub fn key(&self, mask: u64, provinces: u64) -> Option<Key> {
        let extent = if mask & WHOLE_NAME != 0 { 1 } else { 2 };
        let mask = mask & !WHOLE_NAME;
        let left = self.tokens.len() - mask.count_ones() as usize;
        if (mask.count_ones() as usize) < TOKENS_MIN {
            return None;
        }
        let (mut at, mut class) = (0, MatchClass::Substring);
        while at < self.tokens.len() {
            let run = (mask >> at).trailing_zeros() as usize;
            let end = (at + run).min(self.tokens.len());
            if end > at {
                class = class.max(self.left_out(at..end, mask, provinces)?);
            }
            at = end + (mask >> end.min(63)).trailing_ones() as usize;
        }
        Some(Key::new(class, Role::Other, extent, false, left))
    }

    /// What a record is that lacks these tokens; `None` where it is none.
    fn left_out(&self, run: Range<usize>, mask: u64, provinces: u64) -> Option<MatchClass> {
        let words = self.words(run.clone());
        if words.is_empty() || BETWEEN.contains(&words.as_str()) && run.start > 0 {
            return Some(MatchClass::Substring);
        }
        if run.end == self.tokens.len() && run.start > 0 {
            return self.is_finer(run).then_some(MatchClass::Near);
        }
        let is_above = run.start == 0 && self.is_above(&words, run, mask, provinces);
        is_above.then_some(MatchClass::Substring)
    }

    /// Tokens as text, without labels and long numbers; a number is `#`.
    fn words(&self, run: Range<usize>) -> String {
        let letter = |token: &Token| match token {
            Token::Unit(unit) => char::from_u32(u32::from(*unit)),
            Token::Number(_) => Some('#'),
            Token::LongNumber => None,
        };
        let mut words: String = self.tokens[run].iter().filter_map(letter).collect();
        // The longest first: 联系电话 before 电话.
        let mut labels = LABELS;
        sort_few(&mut labels, |a, b| b.len().cmp(&a.len()));
        for label in labels {
            if let Some(rest) = words.strip_prefix(label) {
                words = rest.to_owned();
            }
            if let Some(rest) = words.strip_suffix(label) {
                words = rest.to_owned();
            }
        }
        words
    }

    /// Whether the beginning is what places above are called: country, province, city, county.
    fn is_above(&self, words: &str, run: Range<usize>, mask: u64, provinces: u64) -> bool {
        let Beginning { province, is_known, rest, .. } = beginning(words);
        let is_elsewhere = provinces != 0 && province & !provinces != 0;
        let len = rest.chars().count();
        if is_elsewhere || rest.contains('#') || len > ABOVE_MAX {
            return false;
        }
        let ends_so = rest.chars().last().is_none_or(|last| ABOVE_ENDS.contains(last));
        // 江苏南通, 南通启东市: a short name that a county's follows.
        let county = self.words(run.end..self.tokens.len().min(run.end + 4));
        let covered = mask.count_ones() as usize;
        let is_before_county = county.contains(['市', '县', '区']) && covered >= MANY_TOKENS;
        ends_so || len <= 3 && (is_known || is_before_county)
    }

    /// Whether the end is a finer number than the data have: 12号, 3幢502室.
    fn is_finer(&self, run: Range<usize>) -> bool {
        let is_finer = |token: &Token| match token {
            Token::Unit(unit) => char::from_u32(u32::from(*unit)).is_some_and(|c| FINER.contains(c)),
            _ => true,
        };
        self.tokens[run.clone()].iter().all(is_finer) && self.tokens[run].iter().any(|t| matches!(t, Token::Number(_)))
    }
}

/// Whether a number is a postal code, a telephone or the beginning of one (0513).
fn is_long(units: &[u16], numeral: &Numeral) -> bool {
    let len = numeral.end - numeral.bare;
    numeral.is_digits && (len >= LONG_DIGITS || len >= 3 && units[numeral.bare] == u16::from(b'0'))
}

/// Calls `take(token, units)` for each token of a row.
#[inline]
fn each_token(units: &[u16], mut take: impl FnMut(Token, Range<usize>)) {
    let mut at = 0;
    while at < units.len() {
        let unit = units[at];
        if unit == BLANK || unit == BREAK {
            at += 1;
            continue;
        }
        match numeral_at(units, at) {
            Some(numeral) if is_long(units, &numeral) => {
                take(Token::LongNumber, at..numeral.end);
                at = numeral.end;
            }
            Some(numeral) => {
                take(Token::Number(numeral), at..numeral.end);
                at = numeral.end;
            }
            None => {
                let digits = units[at..].iter().take_while(|u| diming_text::fold::is_digit(**u)).count();
                let token = if digits > 1 { Token::LongNumber } else { Token::Unit(unit) };
                take(token, at..at + digits.max(1));
                at += digits.max(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;
    use diming_text::fold;

    #[track_caller]
    fn check(query: &str, texts: &[&str], expected: Option<MatchClass>) {
        let units = |text: &str| fold(text, table()).units;
        let cover = Cover::new(&units(query));
        let mask = |cover: &Cover| texts.iter().fold(0, |mask, text| mask | cover.mask(&units(text)));
        let found = cover.as_ref().and_then(|cover| cover.key(mask(cover), 0)).and_then(Key::class);
        assert_eq!(found, expected, "{query}");
    }

    const TEXTS: [&str; 3] = ["巴掌圩村助餐点", "启东市吕四港镇巴掌圩村18组", "吕四港镇"];

    #[test]
    fn an_address_is_met_as_people_paste_it() {
        for query in [
            "江苏省启东市吕四港镇巴掌圩村18组",
            "江苏省南通市启东市吕四港镇巴掌圩村18组",
            "中国江苏省南通启东市吕四港镇巴掌圩村18组",
            "江苏南通启东吕四港巴掌圩村十八组",
            "南通启东市吕四港镇巴掌圩村18组",
            "226241江苏省启东市吕四港镇巴掌圩村18组",
            "江苏省启东市吕四港镇巴掌圩村18组 226241",
            "地址：江苏省启东市吕四港镇巴掌圩村第十八组，电话：0513-83312345",
            "江苏省，启东市，吕四港镇（巴掌圩村18组）",
            "吕四港镇巴掌圩村18组助餐点",
            "巴掌圩村助餐点（启东市吕四港镇巴掌圩村18组）",
            "江苏启东吕四港助餐点",
            "启东市吕四港镇巴掌圩村18组附近",
        ] {
            check(query, &TEXTS, Some(MatchClass::Substring));
        }
        check("江苏省启东市吕四港镇巴掌圩村18组12号", &TEXTS, Some(MatchClass::Near));
    }

    #[test]
    fn what_is_elsewhere_is_not_met() {
        for query in [
            "江苏省启东市吕四港镇巴掌圩村8组",
            "江苏省启东市吕四港镇巴掌圩村181组",
            "江苏省启东市吕四港镇天鹅圩村18组",
            "新华书店吕四港镇",
            "吕四港镇新华书店",
            "江苏省南通市",
            "江苏省南通市启东市",
            "不存在的吕四港镇名字",
            "lvsigangzhen",
        ] {
            check(query, &TEXTS, None);
        }
    }
}
