//! Walks a word through a text: the one place that decides whether, and how, they match.
//!
//! First without slips; only where that finds nothing, and the word is long enough, with one.

use super::hits::{Key, Role};
use super::numeral::numeral_at;
use super::word::{Reach, SYLLABLE_MAX, Sound, Word};
use diming_protocol::MatchClass;
use diming_text::Han;
use diming_text::fold::{BLANK, BREAK, is_digit, is_latin};
use diming_text::han::{RAREST, Rarity, SetId};

/// How a word met a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextMatch {
    /// How well.
    pub key: Key,
    /// First unit that matched.
    pub start: usize,
    /// After the last one.
    pub end: usize,
}

/// The best match of a word in a text, the first of equal ones; `None` where it does not match.
pub(super) fn walk(word: &Word, units: &[u16], role: Role, han: &Han) -> Option<TextMatch> {
    walk_exact(word, units, role, han).or_else(|| walk_slips(word, units, role, han))
}

/// The same without slips: the best by the usual readings, by common ones, by all.
pub(super) fn walk_exact(word: &Word, units: &[u16], role: Role, han: &Han) -> Option<TextMatch> {
    if let [unit] = word.units[..] {
        return if is_latin(unit) { find_letter(word, units, role, han) } else { find_sign(unit, units, role) };
    }
    let found = walk_within(word, units, role, &Readings::new(word, han, RAREST))?;
    let is_usual = |units: &[u16]| units.iter().all(|&u| han.set_within(0, u) == han.set_within(RAREST, u));
    // What the usual readings take as well they take as well as all do: no other match is better.
    let is_best = !word.has_strict() && word.numerals.is_empty() && is_usual(&units[found.start..found.end]);
    if is_best || units[found.start..found.end] == word.units[..] {
        return Some(found);
    }
    Some(by_rarity(word, units, role, han, found))
}

/// The best of the matches by all readings (`found`), by common ones and by the usual ones.
fn by_rarity(word: &Word, units: &[u16], role: Role, han: &Han, found: TextMatch) -> TextMatch {
    if !word.takes_sounds() && word.numerals.is_empty() {
        return found;
    }
    let has_rarer =
        |rarity: Rarity| units.iter().any(|&unit| han.set_within(rarity, unit) != han.set_within(rarity + 1, unit));
    let (has_common, has_rare) = (has_rarer(0) || !word.numerals.is_empty() || word.has_strict(), has_rarer(1));
    let mut best = found;
    best.key = best.key.with_rarity(if has_rare { RAREST } else { u8::from(has_common) });
    for rarity in
        [(0, has_common || has_rare), (1, has_common && has_rare)].into_iter().filter_map(|w| w.1.then_some(w.0))
    {
        if let Some(usual) = walk_within(word, units, role, &Readings::new(word, han, rarity)) {
            let key = usual.key.with_rarity(rarity);
            if key < best.key {
                best = TextMatch { key, ..usual };
            }
            if usual.key == found.key {
                break;
            }
        }
    }
    best
}

/// What characters take of a word by readings as rare as some rarity at most.
struct Readings<'a> {
    sounds: &'a [Sound],
    sets: &'a [SetId],
    /// Numbers in another writing are taken but with the usual readings.
    takes_numbers: bool,
}

impl<'a> Readings<'a> {
    #[inline]
    fn new(word: &'a Word, han: &'a Han, rarity: Rarity) -> Readings<'a> {
        let takes_numbers = rarity > 0 && !word.numerals.is_empty();
        Readings { sounds: word.sounds_within(rarity), sets: han.sets_within(rarity), takes_numbers }
    }

    #[inline]
    fn of(&self, unit: u16) -> &'a Sound {
        &self.sounds[usize::from(self.sets[usize::from(unit)])]
    }
}

/// The best match by some readings.
fn walk_within(word: &Word, units: &[u16], role: Role, readings: &Readings) -> Option<TextMatch> {
    let mut best: Option<TextMatch> = None;
    let floor = Key::new(MatchClass::Substring, role, 2, false, units.len());
    let may_count = readings.takes_numbers && word.begins_with_numeral();
    for start in 0..units.len() {
        // Most characters do not begin the word: one look at a table tells.
        let unit = units[start];
        let begins = (word.places_of(unit) | readings.of(unit).any) & 1 == 1;
        let counts = || may_count && numeral_at(units, start).is_some();
        if (begins || counts()) && starts_word(units, start) {
            exact_from(word, units, start, role, readings, &mut best);
        }
        // What begins later is a part of the text at best.
        if best.is_some_and(|b| b.key <= floor) {
            break;
        }
    }
    best
}

/// A word of one unit that is no letter stands for nothing but itself.
fn find_sign(sign: u16, units: &[u16], role: Role) -> Option<TextMatch> {
    let start = units.iter().position(|&unit| unit == sign)?;
    let extent = extent(units, start, start + 1);
    let class = [MatchClass::Exact, MatchClass::Prefix, MatchClass::Substring][usize::from(extent)];
    Some(TextMatch { key: Key::new(class, role, extent, false, units.len()), start, end: start + 1 })
}

/// A word of one letter stands for itself, for a syllable of one letter, or for an initial: each time for one unit.
fn find_letter(word: &Word, units: &[u16], role: Role, han: &Han) -> Option<TextMatch> {
    let mut best: Option<TextMatch> = None;
    let floor = Key::new(MatchClass::Substring, role, 2, false, units.len());
    for (start, &unit) in units.iter().enumerate() {
        let Some((rarity, by_initial)) = letter_at(word, unit, role, han).filter(|_| starts_word(units, start)) else {
            continue;
        };
        let extent = extent(units, start, start + 1);
        let class = match extent {
            0 if !by_initial => MatchClass::Exact,
            0 | 1 => MatchClass::Prefix,
            _ => MatchClass::Substring,
        };
        let key = Key::new(class, role, extent, by_initial, units.len()).with_rarity(rarity);
        if best.is_none_or(|b| key < b.key) {
            best = Some(TextMatch { key, start, end: start + 1 });
        }
        if best.is_some_and(|b| b.key <= floor) {
            break;
        }
    }
    best
}

/// The most usual reading by which a unit takes a word of one letter, and whether by its initial alone.
#[inline]
fn letter_at(word: &Word, unit: u16, role: Role, han: &Han) -> Option<(Rarity, bool)> {
    let is_letter = word.places_of(unit) != 0;
    if !is_letter && word.sounds[usize::from(han.set_of_unit(unit))].any == 0 {
        return None;
    }
    (0..=RAREST).find_map(|rarity| {
        let sound = &word.sounds[usize::from(han.set_within(rarity, unit))];
        let is_whole = is_letter || sound.full[1] != 0;
        (is_whole || role != Role::Other && sound.initial != 0).then_some((rarity, !is_whole))
    })
}

/// The same with one slip.
pub(super) fn walk_slips(word: &Word, units: &[u16], role: Role, han: &Han) -> Option<TextMatch> {
    let last_start = match word.reach {
        _ if role == Role::Other => return None,
        Reach::None => return None,
        Reach::Whole | Reach::Start => 1,
        Reach::Anywhere => units.len(),
    };
    let mut best: Option<TextMatch> = None;
    for start in (0..last_start.min(units.len())).filter(|&start| starts_word(units, start)) {
        slips_from(word, units, start, role, han, &mut best);
    }
    best
}

/// Whether a match may begin at a unit: not between words, and at a Latin letter only where a
/// Latin word does.
fn starts_word(units: &[u16], start: usize) -> bool {
    let unit = units[start];
    let inside = start > 0 && is_latin(unit) && is_latin(units[start - 1]);
    unit != BLANK && unit != BREAK && !inside
}

/// 0 the whole text, 1 its beginning, 2 a part.
fn extent(units: &[u16], start: usize, end: usize) -> u16 {
    match (start == 0, end == units.len()) {
        (true, true) => 0,
        (true, false) => 1,
        _ => 2,
    }
}

/// Positions after one more character, by the character itself or a whole syllable.
#[inline]
fn whole(from: u64, same_unit: u64, sound: &Sound) -> u64 {
    let mut to = (from & same_unit) << 1;
    if from & sound.any != 0 {
        (1..=SYLLABLE_MAX).for_each(|l| to |= (from & sound.full[l]) << l);
    }
    to
}

fn exact_from(word: &Word, units: &[u16], start: usize, role: Role, readings: &Readings, best: &mut Option<TextMatch>) {
    // Positions that a number in another writing leads to, and the unit before which it ends.
    let (mut leap, mut leap_end) = ([0u64; 3], 0);
    // Bit `o`: position `o` was reached by characters and whole syllables; with an initial for a
    // syllable at least once; with another character of the same sound at least once.
    let (mut plain, mut initials, mut sounds) = (1u64, 0u64, 0u64);
    let done = 1u64 << word.len();
    for (at, &unit) in units.iter().enumerate().skip(start) {
        if unit == BLANK || unit == BREAK {
            continue;
        }
        let sound = readings.of(unit);
        let same_unit = word.places_of(unit);
        if readings.takes_numbers
            && let Some(numeral) = numeral_at(units, at)
        {
            leap_end = numeral.end;
            let from = [plain, initials, sounds];
            leap.iter_mut().zip(from).for_each(|(leap, from)| *leap |= word.leaps(from, &numeral));
        }
        let (cut, cut_initials, cut_sound) = (plain & sound.cut, initials & sound.cut, sounds & sound.cut);
        let next = whole(plain, same_unit, sound);
        if role != Role::Other {
            let any = plain | initials;
            let by_initial = (any & sound.initial) << 1 | (any & sound.digraph) << 2;
            initials = whole(initials, same_unit, sound) | by_initial;
            sounds = whole(sounds, same_unit, sound) | ((plain | sounds) & sound.same) << 1;
        }
        plain = next;
        if at + 1 == leap_end {
            let [of_plain, of_initials, of_sounds] = std::mem::take(&mut leap);
            plain |= of_plain;
            if role != Role::Other {
                initials |= of_initials;
                sounds |= of_sounds;
            }
        }
        // Of a Latin word nobody knows where its syllables end: what an apostrophe parts (xi'an) is not the beginning of
        // one (Xianyu).
        let is_inside = word.has_breaks() && is_latin(unit) && units.get(at + 1).is_some_and(|&next| is_latin(next));
        if is_inside {
            (plain, initials, sounds) = (plain & !done, initials & !done, sounds & !done);
        }
        if (plain | initials | sounds) & done | cut | cut_initials | cut_sound != 0 {
            let extent = extent(units, start, at + 1);
            let part = if extent == 2 { MatchClass::Substring } else { MatchClass::Prefix };
            let exact = if extent == 0 { MatchClass::Exact } else { part };
            let mut note = |met: bool, class: MatchClass, by_initials: bool| {
                let key = Key::new(class, role, extent, by_initials, units.len());
                if met && best.is_none_or(|b| key < b.key) {
                    *best = Some(TextMatch { key, start, end: at + 1 });
                }
            };
            note(plain & done != 0, exact, false);
            note(cut != 0, part, false);
            note(cut_initials | (initials & done) != 0, part, true);
            note(cut_sound | (sounds & done) != 0, MatchClass::SameSound, false);
        }
        if plain | initials | sounds | leap[0] | leap[1] | leap[2] == 0 {
            return;
        }
    }
}

fn slips_from(word: &Word, units: &[u16], start: usize, role: Role, han: &Han, best: &mut Option<TextMatch>) {
    // Positions reached without a slip; with one; in the middle of swapped characters; in the
    // middle of the swapped letters of two syllables.
    let (mut plain, mut slip, mut swap, mut cross) = (1u64, 0u64, 0u64, 0u64);
    let done = 1u64 << word.len();
    let slippery = word.letters | word.signs;
    for (at, &unit) in units.iter().enumerate().skip(start) {
        if unit == BLANK || unit == BREAK {
            continue;
        }
        let set = usize::from(han.set_of_unit(unit));
        let sound = &word.sounds[set];
        let same_unit = word.places_of(unit);
        // Only like goes for like: a letter for a letter, a character for a character, no digits.
        let like = match unit {
            u if is_latin(u) => word.letters,
            u if is_digit(u) => 0,
            _ => word.signs,
        };
        let too_much = (plain & slippery) << 1;
        let changed = (plain & like) << 1;
        let missing = plain & like;
        let mut cut = (slip | too_much) & sound.cut != 0;
        let mut next = whole(slip | too_much, same_unit, sound) | changed | missing | (swap & same_unit) << 2;
        swap = plain & like & same_unit >> 1;
        if let Some(slips) = word.slips.get(set) {
            (0..slips.near.len()).for_each(|l| next |= (plain & slips.near[l]) << l);
            (1..slips.head.len()).for_each(|l| next |= (cross & slips.head[l]) << (l + 1));
            cross = (1..slips.tail.len()).fold(0, |to, l| to | (plain & slips.tail[l]) << (l - 1));
            cut |= plain & slips.near_cut != 0;
        } else {
            cross = 0;
        }
        slip = next;
        plain = whole(plain, same_unit, sound);
        // A unit too much may stand at the very end.
        let ends = (slip | (plain & slippery) << 1) & done != 0;
        let extent = extent(units, start, at + 1);
        let met = match word.reach {
            Reach::None => false,
            Reach::Whole => ends && extent == 0,
            Reach::Start => ends,
            Reach::Anywhere => ends || cut,
        };
        let key = Key::new(MatchClass::Near, role, extent, false, units.len());
        if met && best.is_none_or(|b| key < b.key) {
            *best = Some(TextMatch { key, start, end: at + 1 });
        }
        if plain | slip | swap | cross == 0 {
            return;
        }
    }
}
