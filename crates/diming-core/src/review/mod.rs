//! Naming review: is this name allowed here? It advises, with evidence; an officer decides.
//!
//! [`Review`] holds a rules profile, the tables of characters and the register. [`Review::review`]
//! runs every rule of [`rules`] over an application and gives findings: codes, weights and values, no
//! sentences. A check that cannot be done is a finding too: there is never a wrong "all clear".

mod areas;
pub mod calendar;
pub mod collide;
mod fields;
mod hashes;
pub mod headings;
pub mod lexicon;
pub mod pasted;
pub mod profile;
pub mod register;
pub mod report;
pub mod rules;
pub mod suggest;
pub mod usage;

use crate::catalog::Datum;
use crate::door::application::{Application, NameType};
use crate::door::finding::{Class, Finding, NameEvidence, Status, Unchecked};
use crate::geo::{LonLat, bearing_deg, datum::wgs84_from, distance_m};
use crate::ingest::lenient::{parse_number, parse_yes_no, split_list};
use crate::text::romanise::{Spelling, alternatives, marked, romanise};
use crate::text::{Alike, Han, Standard};
use areas::{AREA_FIELD, Areas};
use lexicon::{Divided, Lexicon};
use profile::Profile;
use register::{Entry, Register};
use std::sync::Arc;

/// The tables of characters that a review needs.
#[derive(Clone)]
pub struct Tables {
    /// Readings and forms.
    pub han: Arc<Han>,
    /// Standard characters.
    pub standard: Arc<Standard>,
    /// Characters that look alike.
    pub alike: Arc<Alike>,
}

impl Tables {
    /// With the texts of the standard characters and of those that look alike (`data/dict/`).
    pub fn parse(han: Arc<Han>, standard: &str, alike: &str) -> Tables {
        let (standard, alike) = (Arc::new(Standard::parse(standard)), Arc::new(Alike::parse(alike, &han)));
        Tables { han, standard, alike }
    }
}

/// What applications are held against.
pub struct Review {
    /// The rules profile.
    pub profile: Profile,
    /// Its generics and modifiers.
    pub lexicon: Lexicon,
    /// The tables.
    pub tables: Tables,
    /// Built-up areas, for what names none: to be there before names are registered.
    pub areas: Areas,
    /// Registered names.
    pub register: Register,
    /// Names applied for as well.
    pub pending: Register,
}

/// One application under review: what every rule reads.
pub struct Case<'a> {
    /// What it is held against.
    pub review: &'a Review,
    /// The application.
    pub application: &'a Application,
    /// Its name, divided.
    pub name: Divided,
    /// Its place in WGS 84; `None` where it has none.
    pub at: Option<LonLat>,
    /// Today, `yyyymmdd`.
    pub today: u32,
}

/// What a review says.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The name in Pinyin.
    pub romanisation: String,
    /// Readings of the characters that have several, by their places: the usual one first.
    pub alternatives: Vec<(usize, Vec<String>)>,
    /// Findings, the most serious first.
    pub findings: Vec<Finding>,
}

impl Review {
    /// Without any name yet.
    pub fn new(profile: Profile, tables: Tables) -> Review {
        let lexicon = Lexicon::new(&profile, &tables.han);
        let (register, pending) = (Register::new(&profile), Register::new(&profile));
        Review { profile, lexicon, tables, areas: Areas::default(), register, pending }
    }

    /// Registers a name; `scope` gives the record's value of a field. `false` for what is left out
    /// ([`Register::push`]).
    pub fn register<'s>(&mut self, entry: &Entry, scope: impl Fn(&str) -> &'s str) -> bool {
        let Review { register, areas, lexicon, tables, .. } = self;
        let value = |field: &str| given_or_around(scope(field), field, areas, entry.at);
        register.push(entry, value, lexicon, &tables.han)
    }

    /// Registers a record of the gazetteer, from the texts of its fields. A text that cannot be read is unknown.
    pub fn register_record<'s>(&mut self, field: impl Fn(&str) -> &'s str) -> bool {
        let number = |name: &str| parse_number(field(name));
        let is_yes = |name: &str| parse_yes_no(field(name)) == Some(true);
        let entry = Entry {
            id: field("id"),
            name: field("name"),
            kind: NameType::of_code(field("type")),
            status: Status::of_word(field("status")),
            at: number("lon").zip(number("lat")).map(|(lon, lat)| LonLat { lon, lat }),
            town: field("town"),
            feature: None,
            is_protected: is_yes("is_historic") || is_yes("is_red") || !field("heritage_type").is_empty(),
        };
        for name in split_list(field("former_names")) {
            self.register(&Entry { name, status: Status::Former, ..entry.clone() }, &field);
        }
        self.register(&entry, &field)
    }

    /// Forgets all other applications.
    pub fn clear_pending(&mut self) {
        self.pending = Register::new(&self.profile);
    }

    /// Takes another application into account: "also applied for".
    pub fn add_pending(&mut self, id: &str, application: &Application) {
        let entry = Entry {
            id,
            name: &application.name,
            kind: Some(application.kind),
            status: Status::Pending,
            at: place_of(application),
            town: &application.town,
            feature: None,
            is_protected: false,
        };
        let Review { pending, areas, lexicon, tables, .. } = self;
        let value = |field: &str| given_or_around(scope_value(application, field), field, areas, entry.at);
        pending.push(&entry, value, lexicon, &tables.han);
    }

    /// An application, made ready for the rules.
    fn case<'a>(&'a self, application: &'a Application, today: u32) -> Case<'a> {
        let mut name = self.lexicon.divide(&application.name, &self.tables.han);
        if !application.kind.is_divided() {
            (name.specific, name.family) = (name.units.len(), lexicon::NO_FAMILY);
        }
        Case { review: self, application, name, at: place_of(application), today }
    }

    /// Reviews an application on a day (`yyyymmdd`). `own_id` is the application's own id among the pending ones.
    pub fn review(&self, application: &Application, own_id: Option<&str>, today: u32) -> Verdict {
        let case = self.case(application, today);
        let mut findings = Vec::new();
        if case.name.units.is_empty() {
            findings.push(Finding::unchecked("structure", "9", Unchecked::NoName));
        } else {
            rules::check_all(&case, own_id, &mut findings);
        }
        findings.sort_by(|a, b| {
            let key = |f: &Finding| (!f.in_scope, f.weight, f.code.clone());
            key(a).cmp(&key(b))
        });
        let alternatives = alternatives(&application.name, &self.tables.han);
        Verdict { romanisation: case.romanised(true), alternatives, findings }
    }
}

impl Case<'_> {
    /// What is known of a registered name, and where it is seen from the application's place.
    pub fn evidence(&self, register: &Register, row: usize) -> NameEvidence {
        let between = self.at.zip(register.place(row));
        NameEvidence {
            id: register.id(row).to_owned(),
            name: register.name(row).to_owned(),
            status: register.status(row),
            class: Class::D1,
            town: register.town(row).to_owned(),
            feature: register.feature(row),
            at: register.place(row),
            distance_m: between.map(|(from, to)| distance_m(from, to).round()),
            bearing_deg: between.map(|(from, to)| bearing_deg(from, to).round()),
            pinyin: Vec::new(),
            same_tones: false,
            scope: String::new(),
            scope_value: String::new(),
        }
    }

    /// The name in Pinyin, by the rules for its type.
    pub fn romanised(&self, tones: bool) -> String {
        let Application { name, kind, .. } = self.application;
        let lists = &self.review.profile.spelling;
        let spelling = Spelling {
            generic: if kind.is_divided() { self.name.units.len() - self.name.specific } else { 0 },
            is_street: *kind == NameType::Street,
            tones,
            local: &lists.local,
            numerals: &lists.numerals,
            modifiers: &lists.modifiers,
            chosen: &self.chosen(),
        };
        romanise(name, &spelling, &self.review.tables.han)
    }

    /// For each character the number of the reading that was chosen for it.
    fn chosen(&self) -> Vec<usize> {
        let (han, readings) = (&self.review.tables.han, &self.application.readings);
        let chars = self.application.name.chars().filter(|c| !c.is_whitespace()).zip(0..);
        let number = |(c, place): (char, u32)| {
            let wanted = readings.get(&place)?;
            han.readings(c).position(|reading| marked(reading, han, true) == *wanted)
        };
        chars.map(|at| number(at).unwrap_or(0)).collect()
    }

    /// The application's value of a scope's field; empty where neither it nor its place tells.
    pub fn scope_value(&self, field: &str) -> &str {
        given_or_around(scope_value(self.application, field), field, &self.review.areas, self.at)
    }

    /// The specific's text, simplified.
    pub fn specific(&self) -> String {
        self.text(&self.name.units[..self.name.specific])
    }

    /// The generic's text; empty for none.
    pub fn generic(&self) -> String {
        self.text(&self.name.units[self.name.specific..])
    }

    fn text(&self, units: &[u16]) -> String {
        units.iter().filter_map(|&unit| self.review.tables.han.char_of_unit(unit)).collect()
    }
}

/// A value as it is given, else the name of the built-up area around a place.
fn given_or_around<'v>(given: &'v str, field: &str, areas: &'v Areas, at: Option<LonLat>) -> &'v str {
    if given.is_empty() && field == AREA_FIELD { areas.name_at(at) } else { given }
}

/// The application's value of a scope's field; empty where it gives none.
fn scope_value<'a>(application: &'a Application, field: &str) -> &'a str {
    match field {
        "town" => &application.town,
        "built_up_area" => &application.built_up_area,
        "county" => &application.county,
        "province" => &application.province,
        _ => application.others.get(field).map_or("", String::as_str),
    }
}

/// Where the application's place is, in WGS 84.
pub fn place_of(application: &Application) -> Option<LonLat> {
    let at = LonLat { lon: application.lon?, lat: application.lat? };
    let datum = if application.datum.is_empty() { Datum::default() } else { Datum::of_code(&application.datum)? };
    let is_one = at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0;
    is_one.then(|| wgs84_from(datum, at))
}

#[cfg(test)]
mod tests;
