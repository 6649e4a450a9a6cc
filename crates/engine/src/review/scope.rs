//! Scopes: the values of the fields that a scope names, and whether a record lies where an application does.

use super::lexicon::Lexicon;
use super::place::Place;
use crate::dataset::Codes;
use crate::dataset::columns::Dictionary;
use diming_text::Han;
use std::collections::HashMap;

/// The values of one field that a scope names.
#[derive(Debug, Default)]
pub struct Values {
    dictionary: Dictionary,
    codes: Codes,
    last: u32,
    /// For each code its place and the number of that; 0 for none.
    places: Vec<(Place, u32)>,
    /// Places by their keys.
    known: HashMap<Vec<u16>, u32>,
}

/// The scope of one application: its fields' places in the register, and its values.
#[derive(Clone, Debug)]
pub struct ScopeTest {
    /// What is asked of the field; none for the nation.
    pub field: Option<Wanted>,
    /// What is asked of the field instead.
    pub instead: Option<Wanted>,
}

/// What a scope asks of one field.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Place of the field.
    pub at: usize,
    /// The application's value; empty for unknown.
    pub value: String,
    /// The place that it stands for; `None` for one that no record has.
    pub place: Option<u32>,
}

impl ScopeTest {
    /// Whether the application says enough to be tested.
    pub fn is_known(&self) -> bool {
        let known = |part: &Option<Wanted>| part.as_ref().is_some_and(|wanted| !wanted.value.is_empty());
        self.field.is_none() || known(&self.field) || known(&self.instead)
    }

    /// What is known of it, in the order in which it is asked.
    pub fn parts(&self) -> impl Iterator<Item = &Wanted> {
        [&self.field, &self.instead].into_iter().flatten().filter(|wanted| !wanted.value.is_empty())
    }
}

impl Values {
    /// Adds the next row's value.
    pub fn push(&mut self, value: &str, lexicon: &Lexicon, han: &Han) {
        // Neighbours in a file often have the same value.
        if self.dictionary.value(self.last) != value {
            self.last = self.dictionary.code_of(value);
        }
        self.codes.push(self.last);
        while self.places.len() <= self.last as usize {
            let place = Place::new(self.dictionary.value(self.places.len() as u32), lexicon, han);
            let next = self.known.len() as u32 + 1;
            let number = if place.key.is_empty() { 0 } else { *self.known.entry(place.key.clone()).or_insert(next) };
            self.places.push((place, number));
        }
    }

    /// A row's value.
    pub fn value(&self, row: usize) -> &str {
        self.dictionary.value(self.codes.get(row))
    }

    /// The number of a row's place; 0 for none.
    pub fn number(&self, row: usize) -> u32 {
        self.places.get(self.codes.get(row) as usize).map_or(0, |place| place.1)
    }

    /// A row's place.
    pub fn place(&self, row: usize) -> Option<&Place> {
        self.places.get(self.codes.get(row) as usize).map(|place| &place.0)
    }

    /// The number of the place with a key; `None` where no record has it.
    pub fn number_of(&self, key: &[u16]) -> Option<u32> {
        self.known.get(key).copied()
    }

    /// The keys of all places.
    pub fn keys(&self) -> impl Iterator<Item = &[u16]> {
        self.known.keys().map(Vec::as_slice)
    }

    /// Whether no record has a place.
    pub fn is_blank(&self) -> bool {
        self.known.is_empty()
    }
}
