//! One record as a format gives it: spans of a text, and what they are. No value is copied.

use super::keys::KeyTable;
use crate::json::scan::{Tag, Token};

/// What `properties` is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Properties {
    /// Missing, null, or no object.
    #[default]
    None,
    /// An object.
    Object,
}

/// A record's geometry as notes quote it, given the text.
pub type Quote = fn(&str, &Record) -> String;

/// One record, as spans of its text.
#[derive(Debug, Default)]
pub struct Record {
    /// `type`
    pub kind: Token,
    /// `id`
    pub id: Token,
    /// `geometry`
    pub geometry: Token,
    /// The ordinates of a geometry that is a plain point.
    pub point: Option<(f64, f64)>,
    /// The ordinates of a point of which one is no number.
    pub unread: Option<[Token; 2]>,
    /// How the geometry is quoted; as it stands in the text where none is given.
    pub quote: Option<Quote>,
    /// Whether `properties` is an object.
    pub properties: Properties,
    /// The value of each slot.
    pub slots: Vec<Token>,
    /// Further values for a slot that has one.
    pub second: Vec<(usize, Token)>,
    /// Members that do not belong to a feature, or are not as they should be: name and value.
    pub odd: Vec<(Token, Token)>,
    /// Values of unknown keys, by their entries in the table of keys; only where they are kept.
    pub others: Vec<(usize, Token)>,
}

impl Record {
    /// Forgets the last record.
    pub fn clear(&mut self, slots: usize) {
        let Record { slots: old, second: old_second, odd: old_odd, others: old_others, .. } = std::mem::take(self);
        (self.slots, self.second, self.odd, self.others) = (old, old_second, old_odd, old_others);
        self.second.clear();
        self.odd.clear();
        self.others.clear();
        self.slots.clear();
        self.slots.resize(slots, Token::default());
    }

    /// Takes the value of a property, by the entry of its key. Of several for one slot the first counts that is not null.
    #[inline]
    pub fn put(&mut self, keys: &mut KeyTable, entry: usize, token: Token) {
        let is_kept = keys.keeps() && token.tag != Tag::Null;
        if is_kept {
            keys.meet_at(entry);
        }
        let slot = keys.slot_at(entry);
        match self.slots.get_mut(slot) {
            None if is_kept => self.others.push((entry, token)),
            None => {}
            Some(place) if matches!(place.tag, Tag::Absent | Tag::Null) => *place = token,
            Some(_) if token.tag == Tag::Null => {}
            Some(_) => self.second.push((slot, token)),
        }
    }
}
