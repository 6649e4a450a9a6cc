//! Scopes: the values of the fields that a scope names, and whether a record lies where an application does.

use super::lexicon::Lexicon;
use super::place::Place;
use diming_engine::dataset::Codes;
use diming_engine::dataset::columns::Dictionary;
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
    /// For each place how records write it.
    written: Vec<Written>,
}

/// How records write a place.
#[derive(Debug)]
struct Written {
    /// As first written.
    first: Place,
    /// Some record names it as a division: 汇龙镇.
    is_division: bool,
    /// Some record writes it without any kind: 汇龙, 32.
    is_bare: bool,
}

/// Where the place of a record lies, seen from that of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the same, or one holds the other.
    Inside,
    /// Elsewhere.
    Outside,
    /// What the record says is no place that is known: a village, another script, the own region as a whole.
    Open,
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
    /// Where each place of the register lies from there.
    standings: Vec<Standing>,
}

impl Wanted {
    /// A value asked of a field's values.
    pub fn new(at: usize, value: String, values: &Values, is_small: bool, lexicon: &Lexicon, han: &Han) -> Wanted {
        let place = Place::new(&value, lexicon, han);
        let standings = values.standings(&place, is_small);
        Wanted { at, value, standings }
    }

    /// As if nothing was asked.
    pub fn unsaid(self) -> Wanted {
        Wanted { value: String::new(), ..self }
    }

    /// Whether some record's place is this, or a part of it, or holds it.
    pub fn is_met(&self) -> bool {
        self.standings.contains(&Standing::Inside)
    }

    /// Whether the place with a number lies there.
    pub fn standing(&self, number: u32) -> Standing {
        let place = (number as usize).checked_sub(1);
        place.and_then(|place| self.standings.get(place)).copied().unwrap_or(Standing::Open)
    }
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
    /// Decides of each row that is still open whether it lies where a test asks.
    pub fn decide(&self, wanted: &Wanted, rows: &mut [Standing]) {
        let of_codes: Vec<Standing> = self.places.iter().map(|place| wanted.standing(place.1)).collect();
        self.codes.each(|row, code| {
            if let (Some(row @ Standing::Open), Some(standing)) = (rows.get_mut(row), of_codes.get(code as usize)) {
                *row = *standing;
            }
        });
    }

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
            if number > 0 {
                self.note_written(&place, number);
            }
            self.places.push((place, number));
        }
    }

    fn note_written(&mut self, place: &Place, number: u32) {
        let (is_division, is_bare) = (place.is_division, place.segments.is_empty());
        match self.written.get_mut(number as usize - 1) {
            Some(known) => {
                known.is_division |= is_division;
                known.is_bare |= is_bare;
            }
            None => self.written.push(Written { first: place.clone(), is_division, is_bare }),
        }
    }

    /// Where each place lies from another one. `is_small`: the field holds parts of the own region.
    fn standings(&self, wanted: &Place, is_small: bool) -> Vec<Standing> {
        let own = self.number_of(&wanted.key);
        let is_bare = own.and_then(|own| self.written.get(own as usize - 1)).is_some_and(|own| own.is_bare);
        let standing = |(number, its): (u32, &Written)| {
            let place = &its.first;
            if own == Some(number) || place.holds(wanted) || wanted.holds(place) {
                return Standing::Inside;
            }
            let is_known = its.is_division || !is_small && place.is_of_region;
            // Where this place is written without its kind, so may the others be.
            let is_like = is_bare && its.is_bare && place.is_han() == wanted.is_han();
            if is_known || is_like { Standing::Outside } else { Standing::Open }
        };
        (1..).zip(&self.written).map(standing).collect()
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
