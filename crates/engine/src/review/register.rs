//! The registered names that proposals are held against: columns, and what finds collisions fast.
//!
//! Names of one length stand together, a column of sound keys for each place, so that one pass over
//! a column tells which names may sound the same; names without what does not count are found by
//! their hash. What both find, and whatever lies within the scope, is compared one by one: nothing
//! that collides is lost. Building and asking are O(names).

use super::collide::{Other, Subject, has_key, sound_key};
use super::hashes::Hashes;
use super::lexicon::Lexicon;
use super::place::place_units;
use super::profile::{Profile, Scope};
use crate::dataset::columns::Dictionary;
use crate::dataset::table::{DEGREE_E7, UNPLACED};
use crate::dataset::{Codes, Strings};
use diming_protocol::FeatureId;
use diming_protocol::application::NameType;
use diming_protocol::finding::Class;
use diming_protocol::finding::Status;
use diming_protocol::geo::LonLat;
use diming_text::Han;
use litemap::LiteMap;
use std::collections::HashMap;

/// A name to register.
#[derive(Clone, Debug, Default)]
pub struct Entry<'a> {
    /// Key.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// What it names; `None` where the record does not say: it is compared with every type then.
    pub kind: Option<NameType>,
    /// Status.
    pub status: Status,
    /// The word for its status where that was not understood.
    pub said: &'a str,
    /// Place; `None` where it has none.
    pub at: Option<LonLat>,
    /// Town.
    pub town: &'a str,
    /// Its record among the layers.
    pub feature: Option<FeatureId>,
    /// It is on a list of heritage, historic or red place names.
    pub is_protected: bool,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    specific: u8,
    family: u8,
    /// `None` matches every type.
    kind: Option<NameType>,
    status: Status,
    is_protected: bool,
    /// Longitude and latitude in 1e-7 degrees; [`UNPLACED`] for none.
    at: (i32, i32),
    /// [`NO_FEATURE`] for none.
    feature: u32,
}

/// Stands for a name that is in no layer.
const NO_FEATURE: u32 = u32::MAX;

/// Names of one length.
#[derive(Debug, Default)]
struct Length {
    rows: Vec<u32>,
    /// For each place the sound keys of the rows.
    keys: Vec<Vec<u16>>,
}

/// The values of one field that a scope names.
#[derive(Debug, Default)]
struct Values {
    dictionary: Dictionary,
    codes: Codes,
    last: u32,
    /// For each code the number of the place that it stands for; 0 for none.
    places: Vec<u32>,
    /// Places by their units.
    known: HashMap<Vec<u16>, u32>,
}

/// Registered names, ready to be asked.
#[derive(Debug, Default)]
pub struct Register {
    ids: Strings,
    names: Strings,
    units: Vec<u16>,
    ends: Vec<u32>,
    rows: Vec<Row>,
    /// Words for statuses that were not understood, and which row has which.
    said: (Dictionary, LiteMap<u32, u32>),
    /// Hashes of each name, of its specific, and of what counts of it.
    hashes: [Hashes; 3],
    /// By number of units.
    lengths: Vec<Length>,
    towns: Values,
    fields: Vec<String>,
    scopes: Vec<Values>,
    defaults: Vec<String>,
    scratch: Vec<u16>,
    /// Columns of hashes that are sorted.
    sorted_parts: usize,
    /// A bit for each type that a name in use has, or may have.
    types: u32,
    has_protected: bool,
}

/// A registered name that collides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its row.
    pub row: usize,
    /// How.
    pub class: Class,
    /// Whether it lies in the scope.
    pub in_scope: bool,
}

/// The scope of one application: its fields' places in the register, and its values.
#[derive(Clone, Debug)]
pub struct ScopeTest {
    /// Place of the field, the wanted value and the number of its place; none for the nation.
    field: Option<Wanted>,
    instead: Option<Wanted>,
}

/// What a scope asks of one field.
#[derive(Clone, Debug)]
struct Wanted {
    /// Place of the field.
    at: usize,
    /// The application's value; empty for unknown.
    value: String,
    /// The place that it stands for; `None` for one that no record has.
    place: Option<u32>,
}

impl ScopeTest {
    /// Whether the application says enough to be tested.
    pub fn is_known(&self) -> bool {
        let known = |part: &Option<Wanted>| part.as_ref().is_some_and(|wanted| !wanted.value.is_empty());
        self.field.is_none() || known(&self.field) || known(&self.instead)
    }

    fn parts(&self) -> impl Iterator<Item = &Wanted> {
        [&self.field, &self.instead].into_iter().flatten().filter(|wanted| !wanted.value.is_empty())
    }
}

impl Register {
    /// An empty register for the scopes of a profile.
    pub fn new(profile: &Profile) -> Register {
        let fields: Vec<String> = profile.scope_fields().into_iter().map(str::to_owned).collect();
        let defaults = fields.iter().map(|f| profile.region.defaults.get(f).cloned().unwrap_or_default()).collect();
        let scopes = fields.iter().map(|_| Values::default()).collect();
        Register { fields, defaults, scopes, ..Register::default() }
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether any name is in use.
    pub fn has_current(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.status, Status::Current | Status::Pending))
    }

    /// Adds a name; `scope` gives the record's value of a field. `false` for what is left out: a name without
    /// characters, or of more than 255.
    pub fn push<'s>(&mut self, entry: &Entry, scope: impl Fn(&str) -> &'s str, lexicon: &Lexicon, han: &Han) -> bool {
        let divided = lexicon.divide(entry.name, han);
        if divided.units.is_empty() || divided.units.len() > usize::from(u8::MAX) {
            return false;
        }
        let row = self.rows.len() as u32;
        let kind = entry.kind.filter(|kind| *kind != NameType::Other);
        let is_divided = kind.is_none_or(NameType::is_divided);
        if matches!(entry.status, Status::Current | Status::Pending) {
            self.types |= kind.map_or(u32::MAX, |kind| 1 << kind as u32);
        }
        self.has_protected |= entry.is_protected;
        let (specific, family) = if is_divided {
            (divided.specific, divided.family)
        } else {
            (divided.units.len(), super::lexicon::NO_FAMILY)
        };
        if !entry.said.is_empty() {
            let code = self.said.0.code_of(entry.said);
            self.said.1.insert(row, code);
        }
        self.ids.push(entry.id);
        self.names.push(entry.name);
        self.units.extend_from_slice(&divided.units);
        self.ends.push(self.units.len() as u32);
        self.rows.push(Row {
            specific: specific as u8,
            family,
            kind,
            status: entry.status,
            is_protected: entry.is_protected,
            at: entry.at.map_or((UNPLACED, UNPLACED), |at| {
                ((at.lon * DEGREE_E7).round() as i32, (at.lat * DEGREE_E7).round() as i32)
            }),
            feature: entry.feature.map_or(NO_FEATURE, |feature| feature.0),
        });
        lexicon.core(&divided.units, specific, &mut self.scratch);
        let hashed = [&divided.units[..], &divided.units[..specific], &self.scratch];
        self.hashes.iter_mut().zip(hashed).for_each(|(hashes, units)| hashes.push(units));
        if self.lengths.len() <= divided.units.len() {
            self.lengths.resize_with(divided.units.len() + 1, Length::default);
        }
        let length = &mut self.lengths[divided.units.len()];
        length.rows.push(row);
        length.keys.resize_with(divided.units.len(), Vec::new);
        length.keys.iter_mut().zip(&divided.units).for_each(|(keys, &unit)| keys.push(sound_key(unit, han)));
        self.towns.push(entry.town, lexicon, han);
        for (at, field) in self.fields.iter().enumerate() {
            let value = Some(scope(field)).filter(|value| !value.trim().is_empty());
            self.scopes[at].push(value.unwrap_or(&self.defaults[at]), lexicon, han);
        }
        true
    }

    /// The test of a scope for an application's values.
    pub fn scope_test<'s>(
        &self,
        scope: &Scope,
        value: impl Fn(&str) -> &'s str,
        lexicon: &Lexicon,
        han: &Han,
    ) -> ScopeTest {
        let part = |field: &str| {
            let at = self.fields.iter().position(|f| f == field)?;
            let given = Some(value(field)).filter(|value| !value.is_empty());
            let value = given.unwrap_or(&self.defaults[at]).to_owned();
            let place = self.scopes[at].known.get(&place_units(&value, lexicon, han)).copied();
            Some(Wanted { at, value, place })
        };
        ScopeTest { field: part(&scope.field), instead: part(&scope.instead) }
    }

    /// The test without values that no record has, so that the field instead holds; and `true` where none is left:
    /// nothing here lies where the application does. A register that has neither field is taken to lie there whole.
    pub fn matched(&self, test: &ScopeTest) -> (ScopeTest, bool) {
        let is_blank = test.parts().all(|wanted| self.scopes[wanted.at].known.is_empty());
        if test.field.is_none() || !test.is_known() || is_blank {
            return (test.clone(), false);
        }
        let is_lost = test.parts().all(|wanted| wanted.place.is_none());
        let without = |part: &Option<Wanted>| Some(Wanted { value: String::new(), ..part.clone()? });
        let is_unmatched = |part: &Option<Wanted>| part.as_ref().is_some_and(|wanted| wanted.place.is_none());
        let field = if is_unmatched(&test.field) { without(&test.field) } else { test.field.clone() };
        let instead = if is_lost { without(&test.instead) } else { test.instead.clone() };
        let matched = ScopeTest { field, instead };
        (matched, is_lost)
    }

    /// The field of a profile's scope that a test looks at first, and the value wanted there; empty for none.
    pub fn looked_at(&self, test: &ScopeTest) -> (&str, String) {
        let first = test.parts().next().or(test.field.as_ref());
        first.map_or(("nation", String::new()), |wanted| (self.fields[wanted.at].as_str(), wanted.value.clone()))
    }

    /// Whether some name in use is of a type, or may be.
    pub fn has_type(&self, kind: NameType) -> bool {
        self.types & 1 << kind as u32 != 0
    }

    /// Whether some name is on a list of protected names.
    pub fn has_protected(&self) -> bool {
        self.has_protected
    }

    /// Whether a row's town is this one, however it is written; `false` where either is unknown.
    pub fn is_in_town(&self, row: usize, town: &str, lexicon: &Lexicon, han: &Han) -> bool {
        let its = self.towns.place(row);
        its != 0 && self.towns.known.get(&place_units(town, lexicon, han)) == Some(&its)
    }

    /// Whether some record's town or scope is called so.
    pub fn is_place(&self, units: &[u16]) -> bool {
        self.scopes.iter().chain([&self.towns]).any(|values| values.known.contains_key(units))
    }

    /// The places that records' towns and scopes stand for.
    pub fn places(&self) -> impl Iterator<Item = &[u16]> {
        self.scopes.iter().chain([&self.towns]).flat_map(|values| values.known.keys().map(Vec::as_slice))
    }

    /// All that collides with a name of a type. Out of the scope only the classes D1, D2, H1 and X1 are told.
    pub fn collisions(&self, subject: &Subject, kind: NameType, test: &ScopeTest, han: &Han) -> Vec<Hit> {
        let mut rows: Vec<u32> = Vec::new();
        self.sounding_alike(subject, &mut rows);
        rows.extend(self.hashed(CORE, &subject.core));
        if test.is_known() {
            rows.extend((0..self.len() as u32).filter(|&row| self.is_in(row as usize, test)));
        }
        rows.sort_unstable();
        rows.dedup();
        let mut scratch = Vec::new();
        let hit = |row: u32| {
            let row = row as usize;
            let Row { specific, family, kind: its, status, .. } = self.rows[row];
            // What is not known to be of another type is compared.
            if kind != NameType::Other && its.is_some_and(|its| its != kind) {
                return None;
            }
            let other = Other { units: self.units_of(row), specific: usize::from(specific), family };
            let class = match status {
                Status::Cancelled => subject.class_of_cancelled(other)?,
                _ => subject.class(other, han, &mut scratch)?,
            };
            if status == Status::Former && !matches!(class, Class::D1 | Class::D2) {
                return None;
            }
            let in_scope = test.is_known() && self.is_in(row, test);
            let is_told = in_scope || matches!(class, Class::D1 | Class::D2 | Class::H1 | Class::X1);
            is_told.then_some(Hit { row, class, in_scope })
        };
        rows.into_iter().filter_map(hit).collect()
    }

    /// Rows that may be a form of the subject: of the same sound, the same but for what does not count, or one character apart.
    pub fn resembling(&self, subject: &Subject) -> Vec<usize> {
        let mut rows: Vec<u32> = Vec::new();
        self.sounding_alike(subject, &mut rows);
        rows.extend(self.hashed(CORE, &subject.core));
        let units = &subject.name.units;
        let is_one_apart = |row: &&u32| {
            let pairs = units.iter().zip(self.units_of(**row as usize));
            pairs.filter(|(own, its)| own != its).take(2).count() == 1
        };
        let same_length = self.lengths.get(units.len()).map_or(&[][..], |length| &length.rows);
        rows.extend(same_length.iter().filter(is_one_apart));
        rows.sort_unstable();
        rows.dedup();
        rows.into_iter().map(|row| row as usize).collect()
    }

    /// Marks the rows with a name, in a town where it is known, as protected; `false` where there is none.
    pub fn protect(&mut self, units: &[u16], town: &str, lexicon: &Lexicon, han: &Han) -> bool {
        let rows: Vec<usize> = self.named(units).collect();
        let in_town =
            |row: &usize| town.is_empty() || self.town(*row).is_empty() || self.is_in_town(*row, town, lexicon, han);
        let rows: Vec<usize> = rows.into_iter().filter(in_town).collect();
        rows.iter().for_each(|&row| self.rows[row].is_protected = true);
        self.has_protected |= !rows.is_empty();
        !rows.is_empty()
    }

    /// Rows whose names have a sound in common with the subject, by their keys.
    fn sounding_alike(&self, subject: &Subject, rows: &mut Vec<u32>) {
        let Some(length) = self.lengths.get(subject.name.units.len()) else { return };
        let (Some(first), Some(keys)) = (subject.same_keys(0), length.keys.first()) else { return };
        let rest = |at: usize| {
            length
                .keys
                .iter()
                .enumerate()
                .skip(1)
                .all(|(place, keys)| subject.same_keys(place).is_some_and(|wanted| has_key(wanted, keys[at])))
        };
        let firsts = keys.iter().enumerate();
        rows.extend(firsts.filter(|(at, key)| has_key(first, **key) && rest(*at)).map(|(at, _)| length.rows[at]));
    }

    /// Whether a row lies in the scope: by the field where both have it, else by the other one; where
    /// neither tells, it does, so that nothing is passed over.
    fn is_in(&self, row: usize, test: &ScopeTest) -> bool {
        let decided = test.parts().find_map(|wanted| {
            let its = self.scopes[wanted.at].place(row);
            (its != 0).then_some(wanted.place == Some(its))
        });
        decided.unwrap_or(true)
    }

    /// Rows whose whole name is this.
    pub fn named<'a>(&'a self, units: &'a [u16]) -> impl Iterator<Item = usize> + 'a {
        self.hashed(NAME, units).map(|row| row as usize).filter(move |&row| self.units_of(row) == units)
    }

    /// Rows whose specific or whole name is this.
    pub fn called<'a>(&'a self, units: &'a [u16]) -> impl Iterator<Item = usize> + 'a {
        let specifics = self.hashed(SPECIFIC, units).map(|row| row as usize);
        let is_it = move |row: &usize| self.units_of(*row)[..usize::from(self.rows[*row].specific)] == *units;
        specifics.filter(is_it).chain(self.named(units))
    }

    /// Rows whose names are the same without what does not count.
    pub fn of_core<'a>(&'a self, core: &'a [u16], lexicon: &'a Lexicon) -> impl Iterator<Item = usize> + 'a {
        let mut its = Vec::new();
        self.hashed(CORE, core).map(|row| row as usize).filter(move |&row| {
            lexicon.core(self.units_of(row), usize::from(self.rows[row].specific), &mut its);
            its == core
        })
    }

    /// Rows with the hash of some units.
    fn hashed(&self, column: usize, units: &[u16]) -> impl Iterator<Item = u32> + '_ {
        self.hashes[column].find(units)
    }

    /// Makes room for so many more names.
    pub fn reserve(&mut self, names: usize) {
        self.ends.reserve(names);
        self.rows.reserve(names);
        self.hashes.iter_mut().for_each(|hashes| hashes.reserve(names));
    }

    /// Makes names be found sooner, a part a call; `false` where all is done. What is added later is found as well.
    pub fn sort_some(&mut self) -> bool {
        let part = self.sorted_parts;
        self.sorted_parts += 1;
        self.hashes.get_mut(part).map(Hashes::sort).is_some()
    }

    /// Units of a row's name.
    pub fn units_of(&self, row: usize) -> &[u16] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.units[start as usize..self.ends[row] as usize]
    }

    /// How many units of a row's name are the specific, and the family of its generic.
    pub fn divided(&self, row: usize) -> (usize, u8) {
        (usize::from(self.rows[row].specific), self.rows[row].family)
    }

    /// Whether some name in use holds a unit.
    pub fn holds_unit(&self, unit: u16) -> bool {
        (0..self.len()).any(|row| self.rows[row].status == Status::Current && self.units_of(row).contains(&unit))
    }

    /// Key of a row.
    pub fn id(&self, row: usize) -> &str {
        self.ids.get(row)
    }

    /// A row's record among the layers.
    pub fn feature(&self, row: usize) -> Option<FeatureId> {
        Some(self.rows[row].feature).filter(|&feature| feature != NO_FEATURE).map(FeatureId)
    }

    /// Name of a row.
    pub fn name(&self, row: usize) -> &str {
        self.names.get(row)
    }

    /// Town of a row.
    pub fn town(&self, row: usize) -> &str {
        self.towns.dictionary.value(self.towns.codes.get(row))
    }

    /// Status of a row.
    pub fn status(&self, row: usize) -> Status {
        self.rows[row].status
    }

    /// The word for a row's status where that was not understood; else nothing.
    pub fn said(&self, row: usize) -> &str {
        let code = u32::try_from(row).ok().and_then(|row| self.said.1.get(&row));
        code.map_or("", |&code| self.said.0.value(code))
    }

    /// Whether a row is on a list of protected names.
    pub fn is_protected(&self, row: usize) -> bool {
        self.rows[row].is_protected
    }

    /// Place of a row.
    pub fn place(&self, row: usize) -> Option<LonLat> {
        let (lon, lat) = self.rows[row].at;
        (lon != UNPLACED).then(|| LonLat { lon: f64::from(lon) / DEGREE_E7, lat: f64::from(lat) / DEGREE_E7 })
    }

    /// A row's value of a scope's field; empty where it has none.
    pub fn scope_value(&self, row: usize, field: &str) -> &str {
        let at = self.fields.iter().position(|f| f == field);
        at.map_or("", |at| self.scopes[at].dictionary.value(self.scopes[at].codes.get(row)))
    }
}

impl Values {
    fn push(&mut self, value: &str, lexicon: &Lexicon, han: &Han) {
        // Neighbours in a file often have the same value.
        if self.dictionary.value(self.last) != value {
            self.last = self.dictionary.code_of(value);
        }
        self.codes.push(self.last);
        while self.places.len() <= self.last as usize {
            let units = place_units(self.dictionary.value(self.places.len() as u32), lexicon, han);
            let next = self.known.len() as u32 + 1;
            self.places.push(if units.is_empty() { 0 } else { *self.known.entry(units).or_insert(next) });
        }
    }

    /// The number of a row's place; 0 for none.
    fn place(&self, row: usize) -> u32 {
        self.places.get(self.codes.get(row) as usize).copied().unwrap_or(0)
    }
}

/// Columns of [`Register::hashes`].
const NAME: usize = 0;
const SPECIFIC: usize = 1;
const CORE: usize = 2;
