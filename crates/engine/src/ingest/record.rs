//! A record from a format: typed spans of a text, without copies.

use super::keys::KeyTable;
use crate::json::scan::{Tag, Token};

/// The state of `properties`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Properties {
    /// Missing, null, or not an object.
    #[default]
    None,
    /// An object.
    Object,
}

/// A record's geometry as quoted in notes, given the text.
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
    /// The ordinates of a point, one of which is not a number.
    pub unread: Option<[Token; 2]>,
    /// How the geometry is quoted; by default as written.
    pub quote: Option<Quote>,
    /// Whether `properties` is an object.
    pub properties: Properties,
    /// The value of each slot.
    pub slots: Vec<Token>,
    /// Further values for a slot that already has one.
    pub second: Vec<(usize, Token)>,
    /// Foreign or invalid members: name and value.
    pub odd: Vec<(Token, Token)>,
    /// Values of unknown keys, by their entries in the key table; only if they are kept.
    pub others: Vec<(usize, Token)>,
}

impl Record {
    /// Clears the record.
    pub fn clear(&mut self, slots: usize) {
        let Record { slots: old, second: old_second, odd: old_odd, others: old_others, .. } = std::mem::take(self);
        (self.slots, self.second, self.odd, self.others) = (old, old_second, old_odd, old_others);
        self.second.clear();
        self.odd.clear();
        self.others.clear();
        self.slots.clear();
        self.slots.resize(slots, Token::default());
    }

    /// Sets the value of a property, by the entry of its key. Of several for one slot the first non-null one counts.
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
