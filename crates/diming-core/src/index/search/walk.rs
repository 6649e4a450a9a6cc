//! Walks a word through a text: the one place that decides whether, and how, they match.

use super::hits::{Key, Role};
use super::word::{Reach, SYLLABLE_MAX, Word};
use crate::door::MatchClass;
use crate::text::Han;
use crate::text::fold::{BLANK, BREAK, is_digit, is_latin};

/// How a word met a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// How well.
    pub key: Key,
    /// First unit that matched.
    pub start: usize,
    /// After the last one.
    pub end: usize,
}

/// How the positions of a word were reached; bit `o` stands for position `o`.
#[derive(Clone, Copy, Default)]
struct Positions {
    /// By characters and whole syllables.
    plain: u64,
    /// With an initial for a syllable at least once.
    initials: u64,
    /// With another character of the same sound at least once.
    sound: u64,
    /// With one slip.
    slip: u64,
    /// In the middle of swapped characters.
    swap: u64,
    /// In the middle of swapped letters of two syllables.
    cross: u64,
}

/// What one character more completes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Plain,
    Cut,
    Initials,
    Sound,
    Slip,
}

/// The best match of a word in a text, the first of equal ones; `None` where it does not match.
pub(super) fn walk(word: &Word, units: &[u16], role: Role, han: &Han) -> Option<Found> {
    let mut best: Option<Found> = None;
    for start in 0..units.len() {
        let unit = units[start];
        // A match that begins with a Latin letter begins where a Latin word does.
        let inside = start > 0 && is_latin(unit) && is_latin(units[start - 1]);
        if unit != BLANK && unit != BREAK && !inside {
            walk_from(word, units, start, role, han, &mut best);
        }
        let floor = Key::new(MatchClass::Substring, role, 2, false, units.len());
        if best.is_some_and(|b| b.key <= floor) {
            break;
        }
    }
    best
}

fn walk_from(word: &Word, units: &[u16], start: usize, role: Role, han: &Han, best: &mut Option<Found>) {
    let mut at = Positions { plain: 1, ..Positions::default() };
    for (end, &unit) in units.iter().enumerate().skip(start) {
        match unit {
            BLANK => continue,
            BREAK => break,
            _ => {}
        }
        let (next, done) = at.step(word, unit, role, han);
        for done in done.into_iter().flatten() {
            if let Some(key) = key_of(done, word, units, start, end + 1, role)
                && best.is_none_or(|b| key < b.key)
            {
                *best = Some(Found { key, start, end: end + 1 });
            }
        }
        if next.is_done() {
            break;
        }
        at = next;
    }
}

/// The key of a completed match; `None` where a slip is not allowed there.
fn key_of(done: Done, word: &Word, units: &[u16], start: usize, end: usize, role: Role) -> Option<Key> {
    let extent = match (start == 0, end == units.len()) {
        (true, true) => 0,
        (true, false) => 1,
        _ => 2,
    };
    if done == Done::Slip {
        let allowed = match word.reach {
            Reach::None => false,
            Reach::Whole => extent == 0,
            Reach::Start => extent <= 1,
            Reach::Anywhere => true,
        };
        if !allowed {
            return None;
        }
    }
    let class = match (done, extent) {
        (Done::Sound, _) => MatchClass::SameSound,
        (Done::Slip, _) => MatchClass::Near,
        (Done::Plain, 0) => MatchClass::Exact,
        (_, 0 | 1) => MatchClass::Prefix,
        _ => MatchClass::Substring,
    };
    Some(Key::new(class, role, extent, done == Done::Initials, units.len()))
}

impl Positions {
    /// Positions after one more character, and what it completes.
    #[inline]
    fn step(self, word: &Word, unit: u16, role: Role, han: &Han) -> (Positions, [Option<Done>; 5]) {
        let set = usize::from(han.set_of_unit(unit));
        let sound = &word.sounds[set];
        let same_unit = word.places_of(unit);
        let mut next = Positions::default();
        let whole =
            |from: u64| (1..=SYLLABLE_MAX).fold((from & same_unit) << 1, |to, l| to | (from & sound.full[l]) << l);
        next.plain = whole(self.plain);
        let mut done = [None; 5];
        let cut = self.plain & sound.cut != 0;
        if cut {
            done[1] = Some(Done::Cut);
        }
        if role != Role::Other {
            let any = self.plain | self.initials;
            next.initials = whole(self.initials) | (any & sound.initial) << 1 | (any & sound.digraph) << 2;
            next.sound = whole(self.sound) | ((self.plain | self.sound) & sound.same) << 1;
            if word.reach != Reach::None {
                self.step_slip(word, unit, set, same_unit, &mut next, whole(self.slip));
            }
            if self.initials & sound.cut != 0 {
                done[2] = Some(Done::Initials);
            }
            if self.sound & sound.cut != 0 {
                done[3] = Some(Done::Sound);
            }
            let skipped = (self.plain & word.slippery()) << 1;
            let near_cut = word.slips.get(set).map_or(0, |slip| self.plain & slip.near_cut);
            let cut_with_slip = (self.slip | skipped) & sound.cut | near_cut;
            if cut_with_slip != 0 && word.reach == Reach::Anywhere {
                done[4] = Some(Done::Slip);
            }
        }
        let end = 1u64 << word.len();
        let slips = role != Role::Other && word.reach != Reach::None;
        let reached = [
            (0, next.plain, Done::Plain),
            (2, next.initials, Done::Initials),
            (3, next.sound, Done::Sound),
            // A unit of the word too many at its very end.
            (4, next.slip | next.plain << 1 & word.slippery() << 1, Done::Slip),
        ];
        for (i, positions, what) in reached {
            if positions & end != 0 && (what != Done::Slip || slips) {
                done[i] = Some(what);
            }
        }
        (next, done)
    }

    /// The part of a step that makes, or has made, a slip.
    #[inline]
    fn step_slip(self, word: &Word, unit: u16, set: usize, same_unit: u64, next: &mut Positions, whole: u64) {
        // Only like goes for like: a letter for a letter, a character for a character, no digits.
        let like = match unit {
            u if is_latin(u) => word.letters,
            u if is_digit(u) => 0,
            _ => word.signs,
        };
        let changed = (self.plain & like) << 1;
        let missing = self.plain & like & !1;
        let skipped = (self.plain & word.slippery()) << 1;
        next.slip = whole | changed | missing;
        next.slip |= (skipped & same_unit) << 1;
        next.slip |= (self.swap & same_unit) << 2;
        // The unit of the word's next position: the first of a swapped pair.
        next.swap = self.plain & like & same_unit >> 1;
        let sound = &word.sounds[set];
        for l in 1..=SYLLABLE_MAX {
            next.slip |= (skipped & sound.full[l]) << l;
        }
        if let Some(slip) = word.slips.get(set) {
            for l in 0..=SYLLABLE_MAX + 1 {
                next.slip |= (self.plain & slip.near[l]) << l;
            }
            for l in 1..=SYLLABLE_MAX {
                next.cross |= (self.plain & slip.tail[l]) << (l - 1);
                next.slip |= (self.cross & slip.head[l]) << (l + 1);
            }
        }
    }

    fn is_done(&self) -> bool {
        self.plain | self.initials | self.sound | self.slip | self.swap | self.cross == 0
    }
}

impl Word {
    /// Positions whose unit may be left out or changed: all but digits.
    #[inline]
    pub fn slippery(&self) -> u64 {
        self.letters | self.signs
    }
}
