//! How alike two rows are, 0 to 1: by name, place, town, kind, address, telephone and what else both lists have.
//!
//! What is missing on one side says nothing. A likeness is the mean of what is there, each by its weight, times
//! `w / (w + 0.5)` for a weight of `w` in all: little evidence is never quite sure.

use super::{Side, Sides, Thresholds, keys};
use diming_engine::delimited::trimmed;
use diming_protocol::geo::{LonLat, distance_m};
use diming_text::Han;
use diming_text::decimal::parse_decimal;
use diming_text::fold::{BLANK, fold_units, is_digit};
use diming_text::slip::at_most_one_slip;

/// Units of a name or address that are compared; what follows is left out.
pub(super) const UNITS_MAX: usize = 64;
/// Telephones of a row that are compared.
const PHONES_MAX: usize = 8;
/// Digits at the end of a telephone that tell it from others: an area code may be left out.
const PHONE_DIGITS: usize = 8;
/// Fewest digits of a telephone.
const PHONE_DIGITS_MIN: usize = 7;

/// Weights of the evidence.
const NAME: f32 = 4.0;
const PLACE: f32 = 3.0;
const TOWN: f32 = 2.0;
const KIND: f32 = 1.5;
/// Of the same telephone, and of another: numbers change.
const PHONE: (f32, f32) = (3.0, 1.0);
/// Of an address more alike than not, and of another: addresses are rewritten.
const ADDRESS: (f32, f32) = (2.0, 1.0);
/// Of all other columns together; they speak only for a pair, never against it, where there are names.
const OTHERS: f32 = 1.5;
/// Without names each other column counts one, at most so many.
const OTHERS_MAX: usize = 12;
/// With so much weight beside the name, all of it alike, a row is the same under another name; beside the place, at another.
const RENAMED_WEIGHT: f32 = 6.0;
const MOVED_WEIGHT: f32 = 8.0;
/// How far above what is sure such a row is at least.
const SURER: f32 = 0.02;
/// A mean from which on all is alike.
const ALL_ALIKE: f32 = 0.999;
/// What is added to the weight that a likeness is divided by.
const CONFIDENCE: f32 = 0.5;

/// What is compared of a row, made once.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    pub row: u32,
    pub name: Vec<u16>,
    pub address: Vec<u16>,
    /// Hashes, none of which is 0 where there is a value.
    pub kind: u64,
    pub town: u64,
    pub phones: Vec<u64>,
    pub at: Option<LonLat>,
}

impl Features {
    /// Makes them of a row; the memory of those before is used again.
    pub fn fill(&mut self, sides: &Sides, side: Side, row: u32) {
        let (list, roles, han) = (sides.list(side), sides.roles(side), sides.han);
        let cell = |column| list.cell_of(row as usize, column);
        self.row = row;
        fold_cut(cell(roles.name), han, &mut self.name);
        fold_cut(cell(roles.town), han, &mut self.address);
        self.town = hash_of(&self.address);
        fold_cut(cell(roles.kind), han, &mut self.address);
        self.kind = hash_of(&self.address);
        fold_cut(cell(roles.phone), han, &mut self.address);
        phones_in(&self.address, &mut self.phones);
        fold_cut(cell(roles.address), han, &mut self.address);
        self.at = position(sides, side, row);
    }
}

/// Folds a text, and cuts it after [`UNITS_MAX`].
pub(super) fn fold_cut(text: &str, han: &Han, units: &mut Vec<u16>) {
    units.clear();
    let end = text.char_indices().nth(4 * UNITS_MAX).map_or(text.len(), |(at, _)| at);
    fold_units(&text[..end], han, units);
    units.truncate(UNITS_MAX);
}

fn hash_of(units: &[u16]) -> u64 {
    if units.is_empty() { 0 } else { keys::hash_units(7, units.iter().copied()) | 1 }
}

/// Telephones in a folded text: runs of digits with blanks between, by a hash of their last digits.
pub(super) fn phones_in(units: &[u16], phones: &mut Vec<u64>) {
    phones.clear();
    let is_within = |unit: u16| is_digit(unit) || unit == BLANK;
    for run in units.split(|&unit| !is_within(unit)).take(PHONES_MAX) {
        let digits = || run.iter().copied().filter(|&unit| is_digit(unit));
        let count = digits().count();
        if count >= PHONE_DIGITS_MIN {
            phones.push(keys::hash_units(
                count.min(PHONE_DIGITS) as u64,
                digits().skip(count.saturating_sub(PHONE_DIGITS)),
            ));
        }
    }
}

/// Where a row is, if its longitude and latitude can be read and are on earth.
pub fn position(sides: &Sides, side: Side, row: u32) -> Option<LonLat> {
    let (list, roles) = (sides.list(side), sides.roles(side));
    let degrees = |column: Option<usize>| parse_decimal(trimmed(list.cell(row as usize, column?)));
    let at = LonLat { lon: degrees(roles.lon)?, lat: degrees(roles.lat)? };
    (at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0).then_some(at)
}

/// Which columns say something beside those with a role.
pub(super) fn other_columns(sides: &Sides, shared: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let r = &sides.before_roles;
    let judged = [r.id, r.name, r.kind, r.town, r.address, r.phone, r.lon, r.lat];
    shared.filter(|(before, _)| !judged.contains(&Some(*before))).collect()
}

/// A share, 0 to 1, and its weight.
type Evidence = (f32, f32);

/// How alike two rows are, 0 to 1; `None` where nothing can be compared.
pub(super) fn likeness(
    sides: &Sides,
    thresholds: &Thresholds,
    others: &[(usize, usize)],
    a: &Features,
    b: &Features,
) -> Option<f32> {
    let name = text_evidence(&a.name, &b.name, sides.han).map(|alike| (alike, NAME));
    let place = a.at.zip(b.at).map(|(from, to)| (nearness(distance_m(from, to), thresholds), PLACE));
    let compared = other_evidence(equal_cells(sides, others, a.row, b.row), name.is_some());
    let address = text_evidence(&a.address, &b.address, sides.han);
    let rest = [
        same_evidence(a.town, b.town, TOWN),
        same_evidence(a.kind, b.kind, KIND),
        phone_evidence(&a.phones, &b.phones),
        address.map(|alike| (alike, if alike >= 0.5 { ADDRESS.0 } else { ADDRESS.1 })),
        compared,
    ];
    let (mean, weight) = mean(rest.into_iter().chain([name, place]))?;
    // All the same but the name, or but the place.
    let is_same_but_for_one = [(place, RENAMED_WEIGHT), (name, MOVED_WEIGHT)].into_iter().any(|(one, least)| {
        self::mean(rest.into_iter().chain([one])).is_some_and(|(mean, weight)| weight >= least && mean >= ALL_ALIKE)
    });
    let likeness = mean * weight / (weight + CONFIDENCE);
    Some(if is_same_but_for_one { likeness.max(thresholds.sure + SURER).min(1.0) } else { likeness })
}

/// The mean of what is there, and its weight.
fn mean(evidence: impl Iterator<Item = Option<Evidence>>) -> Option<Evidence> {
    let add = |(sum, weight): Evidence, (share, of): Evidence| (sum + share * of, weight + of);
    let (sum, weight) = evidence.flatten().fold((0.0, 0.0), add);
    (weight > 0.0).then(|| (sum / weight, weight))
}

fn text_evidence(a: &[u16], b: &[u16], han: &Han) -> Option<f32> {
    (!a.is_empty() && !b.is_empty()).then(|| text_likeness(a, b, han))
}

/// Of two hashes, 0 for none.
fn same_evidence(a: u64, b: u64, weight: f32) -> Option<Evidence> {
    (a != 0 && b != 0).then_some((if a == b { 1.0 } else { 0.0 }, weight))
}

fn phone_evidence(a: &[u64], b: &[u64]) -> Option<Evidence> {
    let is_same = a.iter().any(|phone| b.contains(phone));
    (!a.is_empty() && !b.is_empty()).then_some(if is_same { (1.0, PHONE.0) } else { (0.0, PHONE.1) })
}

/// Of how many other cells are equal, of how many; with a name they speak for the pair only.
fn other_evidence((equal, compared): (usize, usize), has_names: bool) -> Option<Evidence> {
    let share = equal as f32 / compared.max(1) as f32;
    let evidence = if has_names { (1.0, OTHERS * share) } else { (share, compared.min(OTHERS_MAX) as f32) };
    (compared > 0).then_some(evidence)
}

/// How many of some columns have something on either side, and how many of these are equal.
fn equal_cells(sides: &Sides, columns: &[(usize, usize)], before: u32, after: u32) -> (usize, usize) {
    let (mut equal, mut compared) = (0, 0);
    for &(b, a) in columns {
        let own = trimmed(sides.before.cell(before as usize, b));
        let its = trimmed(sides.after.cell(after as usize, a));
        compared += usize::from(!own.is_empty() || !its.is_empty());
        equal += usize::from(!own.is_empty() && own == its);
    }
    (equal, compared)
}

/// 1 within the distance of one place, 0 beyond what is far, by the logarithm of the distance between.
fn nearness(distance_m: f64, thresholds: &Thresholds) -> f32 {
    let (same, far) = (thresholds.same_place_m.max(0.1), thresholds.far_m.max(thresholds.same_place_m.max(0.1) * 1.01));
    let share = (distance_m.max(same) / same).ln() / (far / same).ln();
    (1.0 - share).clamp(0.0, 1.0) as f32
}

/// How alike two folded texts are, 0 to 1; neither is empty.
pub(super) fn text_likeness(a: &[u16], b: &[u16], han: &Han) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let share = short.len() as f32 / long.len() as f32;
    if a == b {
        1.0
    } else if a.len() == b.len() && a.iter().zip(b).all(|(&x, &y)| sounds_same(x, y, han)) {
        0.9
    } else if at_most_one_slip(a, b) {
        (1.0 - 1.2 / long.len() as f32).max(0.0)
    } else if is_extended(short, long) {
        0.5 + 0.3 * share
    } else {
        0.7 * shared_pairs(a, b)
    }
}

/// Whether two units share a reading, or are one.
fn sounds_same(a: u16, b: u16, han: &Han) -> bool {
    let set = |unit| &han.sets()[usize::from(han.set_of_unit(unit))];
    a == b || set(a).iter().any(|syllable| set(b).contains(syllable))
}

/// Whether the longer text is the shorter one with one insertion.
fn is_extended(short: &[u16], long: &[u16]) -> bool {
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    short.len() >= 2 && head + tail >= short.len()
}

/// The coefficient of Dice (1945) over neighbouring units.
fn shared_pairs(a: &[u16], b: &[u16]) -> f32 {
    let (own, all) = (a.len().saturating_sub(1), a.len() + b.len());
    if own == 0 || b.len() < 2 {
        return 0.0;
    }
    let mut used = [false; UNITS_MAX];
    let mut count = 0;
    for pair in a.windows(2) {
        let found = b.windows(2).zip(&mut used).find(|(other, used)| !**used && *other == pair);
        if let Some((_, used)) = found {
            *used = true;
            count += 1;
        }
    }
    2.0 * count as f32 / (all - 2) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{list, roles, table};

    #[track_caller]
    fn check(a: &str, b: &str, expected: f32) {
        let units = |text: &str| {
            let mut units = Vec::new();
            fold_cut(text, table(), &mut units);
            units
        };
        for (a, b) in [(a, b), (b, a)] {
            let found = text_likeness(&units(a), &units(b), table());
            assert!((found - expected).abs() < 0.006, "{a} {b}: {found}");
        }
    }

    #[test]
    fn names_are_alike_by_how_they_differ() {
        check("汇龙镇养老院", "匯龍鎮 养老院", 1.0);
        check("汇龙镇养老院", "汇隆镇养老院", 0.9);
        check("东山路", "西山路", 0.6);
        check("汇龙镇养老院", "汇龙镇敬老院", 0.8);
        check("人民路", "人民东路", 0.7);
        check("甲院", "甲院东校区", 0.62);
        check("汇龙镇中心养老院", "汇龙镇第一养护院", 0.2);
        check("甲", "乙", 0.0);
    }

    #[track_caller]
    fn check_rows(before: &str, after: &str, least: f32, most: f32) {
        let lists = [before, after].map(|row| list(&format!("名称|类别|乡镇|地址|电话|经度|纬度\n{row}")));
        let [before, after] = &lists;
        let sides = Sides { before, before_roles: roles(before), after, after_roles: roles(after), han: table() };
        let (mut a, mut b) = (Features::default(), Features::default());
        a.fill(&sides, Side::Before, 0);
        b.fill(&sides, Side::After, 0);
        let found = likeness(&sides, &Thresholds::default(), &[], &a, &b).unwrap_or(-1.0);
        assert!((least..=most).contains(&found), "{found}");
    }

    #[test]
    fn rows_are_alike_by_what_both_have() {
        check_rows("||||||", "甲院||||||", -1.0, -1.0);
        check_rows("甲院||||||", "甲院||||||", 0.88, 0.9);
        check_rows("甲院|||||121.6|31.8", "甲院|||||121.6001|31.8", 0.93, 0.94);
        // Only the name is another, or only the place.
        let all = "甲院|养老院|汇龙镇|人民路5号|0513-83312345|121.6|31.8";
        check_rows(all, "乙院|养老院|汇龙镇|人民路5号|83312345、83312346|121.6|31.8", 0.8, 0.9);
        check_rows(all, "甲院|养老院|汇龙镇|人民路5号|83312345|121.9|31.8", 0.8, 0.9);
        check_rows("甲院||汇龙镇|||121.6|31.8", "甲院||汇龙镇|||121.9|31.8", 0.5, 0.8);
        // The same address may hold two.
        check_rows("甲院|||人民路5号|||", "乙幼儿园|||人民路5号|||", 0.2, 0.5);
        check_rows(all, "乙园|学校|寅阳镇|江海路9号|83319999|121.9|31.8", 0.0, 0.2);
    }

    #[test]
    fn telephones_are_the_same_with_and_without_their_area() {
        let phones = |text: &str| {
            let (mut units, mut phones) = (Vec::new(), Vec::new());
            fold_cut(text, table(), &mut units);
            phones_in(&units, &mut phones);
            phones
        };
        assert_eq!(phones("0513-8331 2345"), phones("83312345"));
        assert_eq!(phones("83312345转801"), phones("83312345"));
        assert_eq!(phones("83312345、13800000000").len(), 2);
        assert!(phones("110 转 5").is_empty());
    }
}
