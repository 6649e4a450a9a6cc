//! The table of Chinese characters: readings with tones, simplified forms, order by sound.
//!
//! It is loaded from `data/dict/han.bin`, made by `cargo xtask tables` from Unihan. All numbers in
//! the file are little-endian, lists of 16-bit numbers stand as all low bytes, then all high bytes:
//!
//! | part | content |
//! |---|---|
//! | magic | `HAN2` |
//! | 4 × u16 | bytes of syllables; further characters; other readings; forms |
//! | syllables | toneless, ü as v, ascending, joined by blanks |
//! | further characters | 3 bytes each, ascending: those beyond U+3400..=U+9FFF |
//! | first readings | one for each slot (dense block, then further ones): 0 or 1 + syllable × 5 + tone |
//! | other readings | slots as differences, then codes as above, with how rare each is (1 common, 2 rare) in bits 12 and 13 |
//! | forms | slots as differences, then slots of the simplified forms |
//!
//! A text is handled as *units* of 16 bits: a character of the basic plane is its own code, a
//! further character of the table is `0xD800` + its number, anything else (emoji) falls into one
//! of the 1 024 units from `0xDC00` by its code modulo 1 024.

use crate::small_sort::sort_few;
use std::collections::HashMap;

/// First character of the dense part of the table.
const DENSE_FIRST: u32 = 0x3400;
/// Number of characters in the dense part.
const DENSE_LEN: usize = 0x9fff - 0x3400 + 1;
/// Most further characters: their units lie below those of unknown ones.
const FURTHER_MAX: usize = 1024;

/// Why a table could not be read; completes "failed to read the table of characters: …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HanError {
    /// It does not begin as it must.
    #[error("not a table of characters")]
    Magic,
    /// It is shorter or longer than its head says.
    #[error("its length is not what its head says")]
    Length,
    /// A number in it points outside.
    #[error("a number points outside the table")]
    Range,
}

/// One reading of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reading {
    /// Number of its syllable, see [`Han::syllable`].
    pub syllable: u16,
    /// Tone 1–4, 0 for neutral.
    pub tone: u8,
}

/// How far a character's readings are looked at: 0 only the usual one, 1 those that are common, 2 all.
pub type Rarity = u8;
/// The rarest.
pub const RAREST: Rarity = 2;
/// Where a code of the file says how rare its reading is.
const RARITY_BIT: u32 = 12;

/// A set of toneless syllables that some character may be read as, by its number.
pub type SetId = u16;

/// The table of Chinese characters.
#[derive(Debug)]
pub struct Han {
    syllables: Vec<Box<str>>,
    further: Vec<char>,
    /// For each slot the first reading as in the file.
    first: Vec<u16>,
    /// (slot, reading as in the file), ascending by slot.
    others: Vec<(u16, u16)>,
    /// For each slot its simplified form's slot, or itself.
    simple: Vec<u16>,
    /// For each slot its place in the order by sound.
    order: Vec<u16>,
    /// For each unit the number of its set of syllables: of all readings last, of the usual one first.
    sets_of_units: [Vec<SetId>; RAREST as usize + 1],
    /// Members of each set, ascending. Set 0 is empty.
    sets: Vec<Vec<u16>>,
}

impl Han {
    /// Reads the table from its bytes.
    ///
    /// # Errors
    /// [`HanError`] where the bytes are not such a table; nothing in it is trusted.
    pub fn parse(bytes: &[u8]) -> Result<Han, HanError> {
        let mut rest = Bytes(bytes.strip_prefix(b"HAN2").ok_or(HanError::Magic)?);
        let [names_len, further_len, others_len, forms_len] = rest.numbers(4, false)?[..] else {
            return Err(HanError::Length);
        };
        let names = std::str::from_utf8(rest.take(names_len as usize)?).map_err(|_| HanError::Range)?;
        let syllables: Vec<Box<str>> = names.split(' ').map(Box::from).collect();
        let further = rest.take(3 * further_len as usize)?.chunks_exact(3);
        let further = further.map(|b| char::from_u32(u32::from_le_bytes([b[0], b[1], b[2], 0])).ok_or(HanError::Range));
        let further = further.collect::<Result<Vec<char>, HanError>>()?;
        let slots = DENSE_LEN + further.len();
        let first = rest.numbers(slots, true)?;
        let other_slots = sums(rest.numbers(others_len as usize, true)?, slots)?;
        let other_codes = rest.numbers(others_len as usize, true)?;
        let form_slots = sums(rest.numbers(forms_len as usize, true)?, slots)?;
        let form_targets = rest.numbers(forms_len as usize, true)?;
        let codes_end = 1 + 5 * syllables.len();
        let coded = |codes: &[u16]| codes.iter().all(|&c| usize::from(code_of(c)) < codes_end);
        let is_rarity_known =
            other_codes.iter().all(|&c| rarity_of(c) <= RAREST) && first.iter().all(|&c| rarity_of(c) == 0);
        if !rest.0.is_empty() {
            return Err(HanError::Length);
        }
        let ascending = further.windows(2).all(|w| w[0] < w[1]);
        let beyond = form_targets.iter().any(|&slot| usize::from(slot) >= slots);
        if !coded(&first)
            || !coded(&other_codes)
            || !is_rarity_known
            || beyond
            || !ascending
            || further.len() > FURTHER_MAX
        {
            return Err(HanError::Range);
        }
        let mut simple: Vec<u16> = (0..slots).map(|slot| slot as u16).collect();
        form_slots.iter().zip(&form_targets).for_each(|(&from, &to)| simple[usize::from(from)] = to);
        let others = other_slots.into_iter().zip(other_codes).collect();
        Ok(Han::of_parts(syllables, further, first, others, simple))
    }

    /// A table without readings and forms: what is written stands for itself alone. For where the real one
    /// cannot be had.
    pub fn blank() -> Han {
        let simple = (0..DENSE_LEN).map(|slot| slot as u16).collect();
        Han::of_parts(Vec::new(), Vec::new(), vec![0; DENSE_LEN], Vec::new(), simple)
    }

    /// Whether it is [`Han::blank`].
    pub fn is_blank(&self) -> bool {
        self.syllables.is_empty()
    }

    fn of_parts(
        syllables: Vec<Box<str>>,
        further: Vec<char>,
        first: Vec<u16>,
        others: Vec<(u16, u16)>,
        simple: Vec<u16>,
    ) -> Han {
        let order = order_of_slots(&first, 1 + 5 * syllables.len());
        let (sets_of_units, sets) = (Default::default(), vec![Vec::new()]);
        let mut han = Han { syllables, further, first, others, simple, order, sets_of_units, sets };
        han.make_sets();
        han
    }

    /// Collects the distinct sets of syllables and gives each unit its own.
    fn make_sets(&mut self) {
        let mut several: HashMap<Vec<u16>, SetId> = HashMap::new();
        let mut single: Vec<SetId> = vec![0; self.syllables.len()];
        let mut sets_of_units: [Vec<SetId>; RAREST as usize + 1] = std::array::from_fn(|_| vec![0; 0x10000]);
        let mut members = Vec::new();
        let mut others = &self.others[..];
        for slot in 0..self.first.len() {
            let count = others.iter().take_while(|other| usize::from(other.0) <= slot).count();
            let (own, rest) = others.split_at(count);
            others = rest;
            let Some(first) = decode(self.first[slot]) else { continue };
            let unit = usize::from(self.unit(self.char_of_slot(slot)));
            for (rarity, set_of_unit) in sets_of_units.iter_mut().enumerate() {
                members.clear();
                members.push(first.syllable);
                let looked_at = own.iter().filter(|other| usize::from(rarity_of(other.1)) <= rarity);
                members.extend(looked_at.filter_map(|other| decode(other.1)).map(|reading| reading.syllable));
                sort_few(&mut members, u16::cmp);
                members.dedup();
                let known = match members[..] {
                    [syllable] => &mut single[usize::from(syllable)],
                    _ => several.entry(members.clone()).or_insert(0),
                };
                if *known == 0 {
                    *known = self.sets.len() as SetId;
                    self.sets.push(members.clone());
                }
                set_of_unit[unit] = *known;
            }
        }
        self.sets_of_units = sets_of_units;
    }

    /// Number of toneless syllables.
    pub fn syllables_len(&self) -> usize {
        self.syllables.len()
    }

    /// The letters of a syllable, toneless, ü as v; empty for an unknown number.
    pub fn syllable(&self, syllable: u16) -> &str {
        self.syllables.get(usize::from(syllable)).map_or("", |s| s)
    }

    /// Readings of a character, the most common first; none for what is no Chinese character.
    pub fn readings(&self, c: char) -> impl Iterator<Item = Reading> + '_ {
        let slot = self.slot(c);
        let first = slot.and_then(|slot| decode(self.first[slot]));
        let others = slot.map_or(&[][..], |slot| self.others_of(slot));
        first.into_iter().chain(others.iter().filter_map(|o| decode(o.1)))
    }

    /// The simplified form; the character itself where there is no other.
    pub fn simplified(&self, c: char) -> char {
        self.slot(c).map_or(c, |slot| self.char_of_slot(usize::from(self.simple[slot])))
    }

    /// Whether the table has a reading of it.
    pub fn knows(&self, c: char) -> bool {
        self.slot(c).is_some_and(|slot| self.first[slot] != 0)
    }

    /// Place in the order by sound (first reading, tone), then by code; `None` for what is not in the table.
    pub fn order(&self, c: char) -> Option<u16> {
        self.slot(c).map(|slot| self.order[slot])
    }

    /// The unit of a character as it is, see the module.
    pub fn unit(&self, c: char) -> u16 {
        match c as u32 {
            code @ 0..0x10000 => code as u16,
            code => match self.further.binary_search(&c) {
                Ok(at) => 0xd800 + at as u16,
                Err(_) => 0xdc00 + (code % 1024) as u16,
            },
        }
    }

    /// The unit of a character's simplified form.
    pub fn simplified_unit(&self, c: char) -> u16 {
        match self.slot(c).map(|slot| usize::from(self.simple[slot])) {
            Some(slot @ 0..DENSE_LEN) => DENSE_FIRST as u16 + slot as u16,
            Some(slot) => self.unit(self.char_of_slot(slot)),
            None => self.unit(c),
        }
    }

    /// The character of a unit; `None` for one of the units of unknown characters.
    pub fn char_of_unit(&self, unit: u16) -> Option<char> {
        match unit {
            0xd800..0xdc00 => self.further.get(usize::from(unit - 0xd800)).copied(),
            _ => char::from_u32(u32::from(unit)),
        }
    }

    /// The set of toneless syllables of a unit; 0, the empty set, for what has no reading.
    #[inline]
    pub fn set_of_unit(&self, unit: u16) -> SetId {
        self.sets_of_units[usize::from(RAREST)][usize::from(unit)]
    }

    /// The same of the readings that are not rarer than said.
    #[inline]
    pub fn set_within(&self, rarity: Rarity, unit: u16) -> SetId {
        self.sets_within(rarity)[usize::from(unit)]
    }

    /// The same for every unit.
    pub fn sets_within(&self, rarity: Rarity) -> &[SetId] {
        &self.sets_of_units[usize::from(rarity.min(RAREST))]
    }

    /// All sets of toneless syllables, each ascending; number 0 is the empty one.
    pub fn sets(&self) -> &[Vec<u16>] {
        &self.sets
    }

    fn others_of(&self, slot: usize) -> &[(u16, u16)] {
        let start = self.others.partition_point(|o| usize::from(o.0) < slot);
        let len = self.others[start..].iter().take_while(|o| usize::from(o.0) == slot).count();
        &self.others[start..start + len]
    }

    fn slot(&self, c: char) -> Option<usize> {
        match (c as u32).wrapping_sub(DENSE_FIRST) as usize {
            slot @ 0..DENSE_LEN => Some(slot),
            _ => self.further.binary_search(&c).ok().map(|at| DENSE_LEN + at),
        }
    }

    fn char_of_slot(&self, slot: usize) -> char {
        match slot.checked_sub(DENSE_LEN) {
            None => char::from_u32(DENSE_FIRST + slot as u32).unwrap_or('\u{fffd}'),
            Some(at) => self.further.get(at).copied().unwrap_or('\u{fffd}'),
        }
    }
}

/// A code of the file without how rare it is.
fn code_of(code: u16) -> u16 {
    code & ((1 << RARITY_BIT) - 1)
}

fn rarity_of(code: u16) -> Rarity {
    (code >> RARITY_BIT) as Rarity
}

fn decode(code: u16) -> Option<Reading> {
    let code = code_of(code).checked_sub(1)?;
    Some(Reading { syllable: code / 5, tone: (code % 5) as u8 })
}

/// Counts slots into the order of their readings; those without one come last.
fn order_of_slots(first: &[u16], codes_end: usize) -> Vec<u16> {
    let key = |code: u16| if code == 0 { codes_end } else { usize::from(code) };
    let mut starts = vec![0u16; codes_end + 2];
    first.iter().for_each(|&code| starts[key(code) + 1] += 1);
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    let place = |&code: &u16| {
        let next = &mut starts[key(code)];
        *next += 1;
        *next - 1
    };
    first.iter().map(place).collect()
}

/// Turns differences into ascending slots, each below `end`.
fn sums(deltas: Vec<u16>, end: usize) -> Result<Vec<u16>, HanError> {
    let mut sum = 0usize;
    let add = |delta: u16| {
        sum += usize::from(delta);
        if sum < end { Ok(sum as u16) } else { Err(HanError::Range) }
    };
    deltas.into_iter().map(add).collect()
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], HanError> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(HanError::Length)?;
        self.0 = rest;
        Ok(taken)
    }

    fn numbers(&mut self, count: usize, planes: bool) -> Result<Vec<u16>, HanError> {
        let bytes = self.take(2 * count)?;
        let (low, high) = bytes.split_at(count);
        let pair = |i: usize| if planes { [low[i], high[i]] } else { [bytes[2 * i], bytes[2 * i + 1]] };
        Ok((0..count).map(|i| u16::from_le_bytes(pair(i))).collect())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    const BYTES: &[u8] = include_bytes!("../../../data/dict/han.bin");

    /// The committed table.
    pub(crate) fn table() -> &'static Arc<Han> {
        static TABLE: std::sync::OnceLock<Arc<Han>> = std::sync::OnceLock::new();
        TABLE.get_or_init(|| Arc::new(Han::parse(BYTES).unwrap()))
    }

    #[track_caller]
    fn check_readings(c: char, expected: &[(&str, u8)]) {
        let found: Vec<_> = table().readings(c).map(|r| (table().syllable(r.syllable), r.tone)).collect();
        assert_eq!(found, expected, "{c}");
    }

    #[test]
    fn readings_come_with_tones_the_most_common_first() {
        check_readings('吕', &[("lv", 3)]);
        check_readings('堡', &[("bao", 3), ("bu", 3), ("pu", 4)]);
        check_readings('乐', &[("le", 4), ("yue", 4), ("lao", 4)]);
        check_readings('宕', &[("dang", 4), ("tan", 4)]);
        check_readings('略', &[("lve", 4)]);
        check_readings('〇', &[("ling", 2)]);
        check_readings('a', &[]);
        check_readings('😀', &[]);
    }

    #[track_caller]
    fn check_rarity(c: char, expected: [&str; 3]) {
        let spelled = |rarity: Rarity| {
            let set = table().set_within(rarity, table().unit(c));
            table().sets()[usize::from(set)].iter().map(|&s| table().syllable(s)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!([0, 1, 2].map(spelled), expected, "{c}");
        assert_eq!(table().set_of_unit(table().unit(c)), table().set_within(RAREST, table().unit(c)));
    }

    #[test]
    fn the_usual_reading_is_known_from_common_and_rare_ones() {
        check_rarity('吕', ["lv"; 3]);
        check_rarity('重', ["chong", "chong zhong", "chong zhong"]);
        check_rarity('乐', ["le", "le yue", "lao le yue"]);
        check_rarity('大', ["da", "da", "da dai"]);
        check_rarity('西', ["xi"; 3]);
        check_rarity('虹', ["hong", "hong jiang", "hong jiang"]);
        check_rarity('地', ["di", "de di", "de di"]);
        check_rarity('a', [""; 3]);
    }

    #[test]
    fn without_the_table_what_is_written_stands_for_itself() {
        let blank = Han::blank();
        assert!(blank.is_blank() && !table().is_blank());
        for c in "吕呂港a1😀𬭊".chars() {
            assert!(blank.simplified(c) == c && blank.readings(c).next().is_none() && !blank.knows(c), "{c}");
            assert_eq!(blank.set_of_unit(blank.unit(c)), 0);
        }
    }

    #[test]
    fn traditional_forms_fold_to_simplified_ones() {
        for (from, to) in
            "臺台 灣湾 發发 髮发 後后 裏里 裡里 峯峰 啟启 啓启 東东 龍龙 鎮镇 區区 隻只 乾乾 台台 港港 a😀"
                .split(' ')
                .filter_map(|p| {
                    let mut chars = p.chars();
                    Some((chars.next()?, chars.next()?))
                })
                .filter(|p| p.0 != 'a')
        {
            assert_eq!(table().simplified(from), to, "{from}");
        }
        assert_eq!(table().simplified('a'), 'a');
        assert_eq!(table().simplified('😀'), '😀');
    }

    #[test]
    fn order_goes_by_sound() {
        let order = |c| table().order(c).unwrap();
        assert!(
            order('安') < order('北')
                && order('北') < order('东')
                && order('东') < order('吕')
                && order('吕') < order('镇')
        );
        assert!(order('妈') < order('马'));
        assert_eq!(table().order('x'), None);
    }

    #[test]
    fn units_of_table_characters_come_back() {
        let han = table();
        let dense = (DENSE_FIRST..DENSE_FIRST + DENSE_LEN as u32).filter_map(char::from_u32);
        for c in dense.chain(han.further.iter().copied()) {
            assert_eq!(han.char_of_unit(han.unit(c)), Some(c));
            let set = &han.sets()[usize::from(han.set_of_unit(han.unit(c)))];
            assert!(han.readings(c).all(|r| set.contains(&r.syllable)), "{c}");
            assert_eq!(han.simplified_unit(c), han.unit(han.simplified(c)));
            assert_eq!(set.is_empty(), !han.knows(c), "{c}");
        }
    }

    #[test]
    fn every_shortened_or_lengthened_table_is_refused() {
        assert_eq!(Han::parse(b"").err(), Some(HanError::Magic));
        for len in [4, 11, 12, 500, 30_000, BYTES.len() - 1] {
            assert_eq!(Han::parse(&BYTES[..len]).err(), Some(HanError::Length), "{len}");
        }
        assert_eq!(Han::parse(&[BYTES, b"x"].concat()).err(), Some(HanError::Length));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_damaged_table_never_panics(at in 0..BYTES.len(), value: u8) {
            let mut bytes = BYTES.to_vec();
            bytes[at] = value;
            if let Ok(han) = Han::parse(&bytes) {
                for c in "吕四港镇〇a😀𬭊".chars() {
                    prop_assert!(han.readings(c).count() < 100);
                    han.simplified(c);
                }
            }
        }
    }
}
