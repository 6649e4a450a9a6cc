//! What a search found: records, why, and in which order.

use super::super::bits::Bits;
use super::order::NameOrder;
use diming_protocol::MatchClass;
use diming_text::han::{RAREST, Rarity};
use std::ops::Range;
use std::sync::Arc;

/// What a text is to its record; the smaller comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// Name, in Chinese or in Latin letters.
    Name,
    /// Former name.
    Former,
    /// Any other text.
    Other,
}

/// How well a record matches, the smaller the better: class (4 bits), role (2), how rare the readings are that
/// it took (2), how much of the text (2), by initials (1), length of the text (5).
///
/// Of texts that match as a whole, those that are not written as the query is have [`Key::loosened`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u16);

/// The last turn of what is met by its meaning.
pub(super) const TURN_LAST: u16 = 3;

impl Key {
    /// `extent`: 0 the whole text, 1 its beginning, 2 a part.
    #[inline]
    pub fn new(class: MatchClass, role: Role, extent: u16, initials: bool, len: usize) -> Key {
        let class = match class {
            MatchClass::Exact => 0,
            MatchClass::Prefix => 1,
            MatchClass::Substring => 2,
            MatchClass::Meaning => 3,
            MatchClass::SameSound => 4,
            MatchClass::Near => 5,
        };
        Key(class << 12 | (role as u16) << 10 | extent.min(3) << 6 | u16::from(initials) << 5 | len.min(31) as u16)
    }

    /// A value of the record means the word; the smaller the turn, the closer it is.
    pub fn meaning(turn: u16) -> Key {
        Key::new(MatchClass::Meaning, Role::Other, turn, false, 0)
    }

    /// It took readings as rare as this, or a number in another writing.
    #[inline]
    pub fn with_rarity(self, rarity: Rarity) -> Key {
        Key(self.0 & !(3 << 8) | u16::from(rarity.min(RAREST)) << 8)
    }

    /// Whether the whole of a name was met, without rare readings.
    #[inline]
    pub fn is_whole_name(self) -> bool {
        self.0 >> 6 == 0
    }

    /// It is the whole name, written with other signs, or in letters.
    #[inline]
    pub fn loosened(self) -> Key {
        Key(self.0 | 1 << 6)
    }

    /// Whether it took a slip. A text that is no name takes none: near is there what lacks a house number.
    fn is_slip(self) -> bool {
        self.class() == Some(MatchClass::Near) && self.0 >> 10 & 3 != Role::Other as u16
    }

    /// Both must match: the worse of two.
    #[inline]
    pub fn both(self, other: Key) -> Key {
        self.max(other)
    }

    /// The class; `None` for no match.
    pub fn class(self) -> Option<MatchClass> {
        Some(match self.0 >> 12 {
            0 => MatchClass::Exact,
            1 => MatchClass::Prefix,
            2 => MatchClass::Substring,
            3 => MatchClass::Meaning,
            4 => MatchClass::SameSound,
            5 => MatchClass::Near,
            _ => return None,
        })
    }
}

/// Room for every key of a match.
const KEYS: usize = 6 << 12;

/// The records that match, each with its key.
#[derive(Clone, Debug, Default)]
pub(super) struct Matched {
    passes: Bits,
    /// Keys, turned over: 0 for no match, the larger the better.
    keys: Vec<u16>,
}

impl Matched {
    /// Nothing found yet among so many records.
    pub fn new(records: usize) -> Matched {
        Matched { passes: Bits::new(records), keys: vec![0; records] }
    }

    /// Notes a match.
    #[inline]
    pub fn add(&mut self, record: u32, key: Key) {
        if let Some(best) = self.keys.get_mut(record as usize) {
            *best = (*best).max(!key.0);
            self.passes.set(record as usize);
        }
    }

    fn key(&self, record: usize) -> Key {
        Key(!self.keys.get(record).copied().unwrap_or(0))
    }

    /// Whether a record was met.
    pub fn has(&self, record: usize) -> bool {
        self.passes.get(record)
    }

    /// The best class of all.
    pub fn best_class(&self) -> Option<MatchClass> {
        // A fold of copies is done by many at once, `max` of references is not.
        Key(!self.keys.iter().copied().fold(0, u16::max)).class()
    }

    /// Keeps what both have, with the worse key.
    pub fn both(&mut self, other: &Matched) {
        self.passes.and(&other.passes);
        self.keys.iter_mut().zip(&other.keys).for_each(|(a, b)| *a = (*a).min(*b));
    }

    /// Adds what the other has, with the better key.
    pub fn either(&mut self, other: &Matched) {
        self.passes.or(&other.passes);
        self.keys.iter_mut().zip(&other.keys).for_each(|(a, b)| *a = (*a).max(*b));
    }
}

/// The records that match a query.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    found: Matched,
    /// The house number nearest to the one asked for.
    nearest_number: Option<u32>,
    order: Arc<NameOrder>,
}

impl Hits {
    pub(super) fn new(found: Matched, nearest_number: Option<u32>, order: Arc<NameOrder>) -> Hits {
        Hits { found, nearest_number, order }
    }

    /// The house number nearest to the one asked for ([`super::Query::seek_number`]); `None` where none is known.
    pub fn nearest_number(&self) -> Option<u32> {
        self.nearest_number
    }

    /// All records that match, over all classes.
    pub fn passes(&self) -> &Bits {
        &self.found.passes
    }

    /// Why a record matches; `None` where it does not.
    pub fn class_of(&self, doc: u32) -> Option<MatchClass> {
        self.found.key(doc as usize).class()
    }

    /// The best class of all; `None` where nothing matches.
    pub fn best_class(&self) -> Option<MatchClass> {
        self.found.best_class()
    }

    /// Whether the best of those in `keep` is met with a slip only.
    pub fn is_near(&self, keep: &Bits) -> bool {
        let mut kept = self.found.passes.clone();
        kept.and(keep);
        let mut best: Option<Key> = None;
        kept.each_in(0..kept.len(), |doc| {
            let key = self.found.key(doc);
            best = Some(best.map_or(key, |best| best.min(key)));
        });
        best.is_some_and(Key::is_slip)
    }

    /// Its place in the order of relevance: the smaller the better, no two alike.
    pub fn rank(&self, doc: u32) -> u64 {
        let key = self.found.key(doc as usize);
        u64::from(key.0) << 32 | u64::from(self.order.ranks.get(doc as usize).copied().unwrap_or(u32::MAX))
    }

    /// The rows `rows` of those in `keep` that match, best first, without ordering all of them.
    pub fn best(&self, keep: &Bits, rows: Range<usize>) -> Vec<u32> {
        let mut counts = vec![0u32; KEYS];
        let mut kept = self.found.passes.clone();
        kept.and(keep);
        kept.each_in(0..kept.len(), |doc| counts[usize::from(self.found.key(doc).0)] += 1);
        let (mut before, mut below, mut first, mut last) = (0, 0, None, 0);
        for (key, &count) in counts.iter().enumerate().filter(|c| *c.1 > 0) {
            if below >= rows.end {
                break;
            }
            below += count as usize;
            if below > rows.start {
                before = if first.is_none() { below - count as usize } else { before };
                first = first.or(Some(key as u16));
                last = key as u16;
            }
        }
        let Some(first) = first else { return Vec::new() };
        let of_last = counts[usize::from(last)] as usize;
        let wanted_of_last = rows.end.min(below) - (below - of_last);
        // Of very many alike the first by name are soon met in the order of all names.
        let (picked, by_name) = match wanted_of_last * kept.len() < of_last * of_last {
            true => (first..last, self.first_by_name(&kept, Key(last), wanted_of_last)),
            false => (first..last + 1, Vec::new()),
        };
        let mut docs: Vec<(u64, u32)> = Vec::new();
        kept.each_in(0..kept.len(), |doc| {
            if picked.contains(&self.found.key(doc).0) {
                docs.push((self.rank(doc as u32), doc as u32));
            }
        });
        let end = (rows.end - before).min(docs.len());
        if end < docs.len() {
            docs.select_nth_unstable(end);
            docs.truncate(end);
        }
        docs.sort_unstable();
        docs.into_iter().map(|(_, doc)| doc).chain(by_name).skip(rows.start - before).collect()
    }

    /// The first by name of those kept that have a key.
    fn first_by_name(&self, kept: &Bits, key: Key, count: usize) -> Vec<u32> {
        let has_key = |doc: &&u32| kept.get(**doc as usize) && self.found.key(**doc as usize) == key;
        self.order.records.iter().filter(has_key).take(count).copied().collect()
    }
}
