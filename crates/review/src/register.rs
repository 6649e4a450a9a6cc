//! The registered names that proposals are held against: columns, and what finds collisions fast.
//!
//! Names of one length stand together, a column of sound keys for each place, so that one pass over
//! a column tells which names may sound the same; names without what does not count are found by
//! their hash. What both find, and whatever lies within the scope, is compared one by one: nothing
//! that collides is lost. Building and asking are O(names).

use super::areas::AREA_FIELD;
use super::collide::{Other, Subject};
use super::compared::{CORE, Compared, NAME, SPECIFIC};
use super::forms::forms_of;
use super::lexicon::{Divided, Lexicon};
use super::place::{Place, place_units};
use super::profile::{Profile, Scope};
use super::scope::{ScopeTest, Standing, Values, Wanted};
use diming_engine::dataset::Strings;
use diming_engine::dataset::columns::Dictionary;
use diming_engine::dataset::table::{DEGREE_E7, UNPLACED};
use diming_protocol::FeatureId;
use diming_protocol::geo::LonLat;
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Class;
use diming_review_protocol::finding::Status;
use diming_text::Han;
use litemap::LiteMap;

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

/// Registered names, ready to be asked.
#[derive(Debug, Default)]
pub struct Register {
    ids: Strings,
    names: Strings,
    rows: Vec<Row>,
    /// The names as they stand.
    compared: Compared,
    /// What else they are known as, see [`super::forms`].
    forms: Compared,
    /// For each form its row, and whether it lacks a phase or part.
    forms_of: Vec<(u32, bool)>,
    /// Words for statuses that were not understood, and which row has which.
    said: (Dictionary, LiteMap<u32, u32>),
    towns: Values,
    fields: Vec<String>,
    scopes: Vec<Values>,
    defaults: Vec<String>,
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
    /// Only without a phase or part of either: 一期, 延伸段.
    pub is_part: bool,
    /// Its type where that is another one: for reference.
    pub other_type: Option<NameType>,
}

/// What lies within a scope, ascending.
#[derive(Default)]
struct Within {
    rows: Vec<u32>,
    forms: Vec<u32>,
}

/// Names that may collide, and all of those within the scope.
fn candidates(names: &Compared, subject: &Subject, within: &[u32]) -> Vec<usize> {
    let mut found = within.to_vec();
    names.sounding_alike(subject, &mut found);
    found.extend(names.hashed(CORE, &subject.core));
    // Stable: it is quick where nearly all ascend.
    found.sort();
    found.dedup();
    found.into_iter().map(|name| name as usize).collect()
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
        let kind = entry.kind.filter(|kind| *kind != NameType::Other);
        let divided = lexicon.divide_as(entry.name, kind, han);
        if divided.units.is_empty() || divided.units.len() > usize::from(u8::MAX) {
            return false;
        }
        if matches!(entry.status, Status::Current | Status::Pending) {
            self.types |= kind.map_or(u32::MAX, |kind| 1 << kind as u32);
        }
        self.has_protected |= entry.is_protected;
        if !entry.said.is_empty() {
            let code = self.said.0.code_of(entry.said);
            self.said.1.insert(self.rows.len() as u32, code);
        }
        self.ids.push(entry.id);
        self.names.push(entry.name);
        self.rows.push(Row {
            kind,
            status: entry.status,
            is_protected: entry.is_protected,
            at: entry.at.map_or((UNPLACED, UNPLACED), |at| {
                ((at.lon * DEGREE_E7).round() as i32, (at.lat * DEGREE_E7).round() as i32)
            }),
            feature: entry.feature.map_or(NO_FEATURE, |feature| feature.0),
        });
        self.compared.push(&divided, lexicon, han);
        self.towns.push(entry.town, lexicon, han);
        for (at, field) in self.fields.iter().enumerate() {
            let value = Some(scope(field)).filter(|value| !value.trim().is_empty());
            self.scopes[at].push(value.unwrap_or(&self.defaults[at]), lexicon, han);
        }
        self.push_forms(&divided, kind, scope("village"), lexicon, han);
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
            let is_small = ["town", AREA_FIELD].contains(&field);
            Some(Wanted::new(at, value, &self.scopes[at], is_small, lexicon, han))
        };
        ScopeTest { field: part(&scope.field), instead: part(&scope.instead) }
    }

    /// The test without values that no record has, so that the field instead holds; and `true` where none is left:
    /// nothing here lies where the application does. A register that has neither field is taken to lie there whole.
    pub fn matched(&self, test: &ScopeTest) -> (ScopeTest, bool) {
        let is_blank = test.parts().all(|wanted| self.scopes[wanted.at].is_blank());
        if test.field.is_none() || !test.is_known() || is_blank {
            return (test.clone(), false);
        }
        let is_lost = !test.parts().any(Wanted::is_met);
        let without = |part: &Option<Wanted>| Some(part.clone()?.unsaid());
        let is_unmatched = |part: &Option<Wanted>| part.as_ref().is_some_and(|wanted| !wanted.is_met());
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
        let its = self.towns.number(row);
        its != 0 && self.towns.number_of(&place_units(town, lexicon, han)) == Some(its)
    }

    /// Whether some record's town or scope is called so.
    pub fn is_place(&self, units: &[u16]) -> bool {
        self.scopes.iter().chain([&self.towns]).any(|values| values.number_of(units).is_some())
    }

    /// The places that records' towns and scopes stand for.
    pub fn places(&self) -> impl Iterator<Item = &[u16]> {
        self.scopes.iter().chain([&self.towns]).flat_map(Values::keys)
    }

    fn push_forms(&mut self, name: &Divided, kind: Option<NameType>, village: &str, lexicon: &Lexicon, han: &Han) {
        let row = self.rows.len() - 1;
        let village = Place::new(village, lexicon, han);
        let of_scopes = self.scopes.iter().filter_map(|values| values.place(row));
        let places: Vec<&Place> = self.towns.place(row).into_iter().chain([&village]).chain(of_scopes).collect();
        for form in forms_of(name, kind, &places, lexicon) {
            self.forms.push(&form.name, lexicon, han);
            self.forms_of.push((row as u32, form.is_part));
        }
    }

    /// All that collides with a name of a type, once each. Out of the scope only the classes D1, D2, H1 and X1 are told.
    pub fn collisions(&self, subject: &Subject, kind: NameType, test: &ScopeTest, han: &Han) -> Vec<Hit> {
        self.collisions_of(std::slice::from_ref(subject), kind, test, han)
    }

    /// The same of a name in all its forms.
    pub fn collisions_of(&self, subjects: &[Subject], kind: NameType, test: &ScopeTest, han: &Han) -> Vec<Hit> {
        let scope = self.within(test);
        strongest(subjects.iter().flat_map(|subject| self.colliding(subject, kind, (test, &scope), han)).collect())
    }

    /// What collides with one form of a name; `scope`: what lies within it.
    fn colliding(
        &self,
        subject: &Subject,
        kind: NameType,
        (test, scope): (&ScopeTest, &Within),
        han: &Han,
    ) -> Vec<Hit> {
        use NameType::{Street, Transport};
        let whole = candidates(&self.compared, subject, &scope.rows);
        let whole = whole.into_iter().map(|row| (row, self.compared.other(row), None));
        let forms = candidates(&self.forms, subject, &scope.forms);
        let forms = forms.into_iter().map(|form| {
            let (row, is_part) = self.forms_of[form];
            (row as usize, self.forms.other(form), Some(is_part))
        });
        let mut scratch = Vec::new();
        let hit = |(row, other, form): (usize, Other, Option<bool>)| {
            let Row { kind: its, status, .. } = self.rows[row];
            // What is not known to be of another type is compared; of another type only the same name is told.
            let other_type = its.filter(|its| kind != NameType::Other && *its != kind);
            let is_road = |its| matches!((kind, its), (Street, Transport) | (Transport, Street));
            let other_type = other_type.filter(|its| !(is_road(*its) && subject.are_streets(other)));
            if other_type.is_some() && subject.name.units[..] != *other.units {
                return None;
            }
            let class = match status {
                Status::Cancelled => subject.class_of_cancelled(other)?,
                _ => subject.class(other, han, &mut scratch)?,
            };
            let class = if form.or(subject.form).is_some() { subject.class_of_form(class)? } else { class };
            if status == Status::Former && !matches!(class, Class::D1 | Class::D2) {
                return None;
            }
            let in_scope = test.is_known() && self.is_in(row, test);
            if other_type.is_some() {
                let is_same = in_scope && class == Class::D1;
                return is_same.then_some(Hit { row, class, in_scope: false, is_part: false, other_type });
            }
            let is_told = in_scope || matches!(class, Class::D1 | Class::D2 | Class::H1 | Class::X1);
            let is_part = form == Some(true) || subject.form == Some(true);
            is_told.then_some(Hit { row, class, in_scope, is_part, other_type })
        };
        whole.chain(forms).filter_map(hit).collect()
    }

    /// What lies within a scope; nothing where the application does not say enough.
    fn within(&self, test: &ScopeTest) -> Within {
        if !test.is_known() {
            return Within::default();
        }
        let mut standings = vec![Standing::Open; self.len()];
        test.parts().for_each(|wanted| self.scopes[wanted.at].decide(wanted, &mut standings));
        // Where nothing tells it does, so that nothing is passed over.
        let is_in = |row: u32| standings[row as usize] != Standing::Outside;
        let rows = (0..self.len() as u32).filter(|&row| is_in(row)).collect();
        let forms = (0..).zip(&self.forms_of).filter(|(_, form)| is_in(form.0)).map(|form| form.0).collect();
        Within { rows, forms }
    }

    /// Rows that may be a form of the subject: of the same sound, the same but for what does not count, or one character apart.
    pub fn resembling(&self, subject: &Subject) -> Vec<usize> {
        let mut rows: Vec<u32> = Vec::new();
        self.compared.sounding_alike(subject, &mut rows);
        rows.extend(self.compared.hashed(CORE, &subject.core));
        let units = &subject.name.units;
        let is_one_apart = |row: &&u32| {
            let pairs = units.iter().zip(self.units_of(**row as usize));
            pairs.filter(|(own, its)| own != its).take(2).count() == 1
        };
        rows.extend(self.compared.of_length(units.len()).iter().filter(is_one_apart));
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

    /// Whether a row lies in the scope: by the field where both have a place that is known, else by the other one; where
    /// neither tells, it does, so that nothing is passed over.
    fn is_in(&self, row: usize, test: &ScopeTest) -> bool {
        let mut standings = test.parts().map(|wanted| wanted.standing(self.scopes[wanted.at].number(row)));
        standings.find(|standing| *standing != Standing::Open) != Some(Standing::Outside)
    }

    /// Rows whose whole name is this.
    pub fn named<'a>(&'a self, units: &'a [u16]) -> impl Iterator<Item = usize> + 'a {
        self.compared.hashed(NAME, units).map(|row| row as usize).filter(move |&row| self.units_of(row) == units)
    }

    /// Rows whose specific or whole name is this.
    pub fn called<'a>(&'a self, units: &'a [u16]) -> impl Iterator<Item = usize> + 'a {
        let specifics = self.compared.hashed(SPECIFIC, units).map(|row| row as usize);
        let is_it = move |row: &usize| self.units_of(*row)[..self.divided(*row).0] == *units;
        specifics.filter(is_it).chain(self.named(units))
    }

    /// Rows whose names are the same without what does not count.
    pub fn of_core<'a>(&'a self, core: &'a [u16], lexicon: &'a Lexicon) -> impl Iterator<Item = usize> + 'a {
        let mut its = Vec::new();
        self.compared.hashed(CORE, core).map(|row| row as usize).filter(move |&row| {
            lexicon.core(self.units_of(row), self.divided(row).0, &mut its);
            its == core
        })
    }

    /// Makes room for so many more names.
    pub fn reserve(&mut self, names: usize) {
        self.rows.reserve(names);
        self.compared.reserve(names);
    }

    /// Makes names be found sooner, a part a call; `false` where all is done. What is added later is found as well.
    pub fn sort_some(&mut self) -> bool {
        self.compared.sort_some() || self.forms.sort_some()
    }

    /// Units of a row's name.
    pub fn units_of(&self, row: usize) -> &[u16] {
        self.compared.units_of(row)
    }

    /// How many units of a row's name are the specific, and the family of its generic.
    pub fn divided(&self, row: usize) -> (usize, u8) {
        (self.compared.other(row).specific, self.compared.other(row).family)
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
        self.towns.value(row)
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
        at.map_or("", |at| self.scopes[at].value(row))
    }
}

/// The strongest of the hits on each row, by rows.
fn strongest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.row, hit.class, hit.is_part));
    hits.dedup_by_key(|hit| hit.row);
    hits
}
