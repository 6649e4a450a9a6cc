//! The naming review: is this name allowed here? It advises, with evidence; an officer decides.
//!
//! [`Review`] holds a rules profile, the tables of characters and the register. [`Review::review`]
//! runs every rule of [`rules`] over an application and gives findings: codes, weights and values, no
//! sentences. A check that cannot be done is a finding too: there is never a wrong "all clear". [`make_review`] makes the
//! engine's part that keeps a register and answers the workspace.

mod areas;
pub mod calendar;
mod cell;
pub mod collide;
mod compared;
pub mod fields;
mod forms;
mod hashes;
pub mod headings;
pub mod known;
pub mod lexicon;
mod part;
pub mod pasted;
pub mod place;
pub mod plan;
pub mod profile;
pub mod register;
pub mod report;
pub mod rows;
pub mod rules;
pub mod scope;
pub mod status;
pub mod suggest;
pub mod usage;

pub use part::make_review;

use areas::{AREA_FIELD, Areas};
use diming_engine::ingest::lenient::{parse_number, parse_yes_no, split_list};
use diming_protocol::catalog::{Datum, keys};
use diming_protocol::geo::{LonLat, bearing_deg, datum::wgs84_from, distance_m};
use diming_review_protocol::application::{Application, NameType};
use diming_review_protocol::finding::{Class, Finding, NameEvidence, Status, Unchecked};
use diming_review_protocol::messages::name_type_of;
use diming_text::romanise::{Spelling, alternatives, is_other_reading, romanise, spellings};
use diming_text::{Alike, Book, Han, Standard};
use known::Known;
use lexicon::{Divided, Lexicon};
use profile::Profile;
use register::{Entry, Register};
use status::{End, status_of_word};
use std::sync::Arc;

/// Characters of unknown words that are told.
const TOLD_CHARS: usize = 12;

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
    /// Words and readings of names.
    pub book: Book,
    /// The tables.
    pub tables: Tables,
    /// Built-up areas, for what names none: to be there before names are registered.
    pub areas: Areas,
    /// Registered names.
    pub register: Register,
    /// Names applied for as well.
    pub pending: Register,
    /// What should be here and is not.
    pub gaps: Gaps,
    /// Persons and famous entities.
    pub known: Known,
}

/// What an application should be held against and cannot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// A register was not read whole, or not understood.
    pub names: bool,
    /// The same of a list of protected names.
    pub heritage: bool,
    /// The same of the built-up areas.
    pub areas: bool,
    /// Some pending applications are left out.
    pub pending: bool,
}

/// How many records of a register were understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records registered.
    pub taken: usize,
    /// Records without a usable name.
    pub nameless: usize,
    /// Records whose names hold characters that could not be read: left out.
    pub garbled: usize,
    /// Records with a type that is not known; the first such words.
    pub types_unknown: (u32, String),
    /// Records with a status that is not known.
    pub statuses_unknown: (u32, String),
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
    /// Other spellings of the whole name: by another division, or a reading that is in doubt.
    pub spellings: Vec<String>,
    /// Findings, the most serious first.
    pub findings: Vec<Finding>,
}

impl Review {
    /// Without any name yet.
    pub fn new(profile: Profile, tables: Tables) -> Review {
        let lexicon = Lexicon::new(&profile, &tables.han);
        let (register, pending) = (Register::new(&profile), Register::new(&profile));
        let lists = &profile.spelling;
        let book = Book::new(&lists.local, &lists.numerals, &lists.modifiers);
        let known = Known::new(&tables.han);
        let gaps = Gaps::default();
        Review { profile, lexicon, book, tables, areas: Areas::default(), register, pending, gaps, known }
    }

    /// Registers a name; `scope` gives the record's value of a field. `false` for what is left out
    /// ([`Register::push`]). Former names in its brackets are registered too, and each of several names in one cell.
    pub fn register<'s>(&mut self, entry: &Entry, scope: impl Fn(&str) -> &'s str) -> bool {
        let Review { register, areas, lexicon, tables, .. } = self;
        let value = |field: &str| given_or_around(scope(field), field, areas, entry.at);
        push_all(register, entry, value, lexicon, &tables.han)
    }

    /// Registers a record of the gazetteer, from the texts of its fields, and counts it; `today` as `yyyymmdd`. A text
    /// that cannot be read is unknown.
    pub fn register_record<'s>(&mut self, field: impl Fn(&str) -> &'s str, today: u32, tally: &mut Tally) -> bool {
        if field("name").contains(char::REPLACEMENT_CHARACTER) {
            tally.garbled += 1;
            return false;
        }
        let number = |name: &str| parse_number(field(name));
        let is_yes = |name: &str| parse_yes_no(field(name)) == Some(true);
        let end = End::of_text(field(keys::VALID_TO), today);
        let status = end.status(status_of_word(field(keys::STATUS)));
        let said = if end == End::NotUnderstood { field(keys::VALID_TO) } else { field(keys::STATUS) };
        let entry = Entry {
            id: field("id"),
            name: field("name"),
            kind: name_type_of(field("type")),
            status: status.unwrap_or_default(),
            said: if status.is_none() { said } else { "" },
            at: number("lon").zip(number("lat")).map(|(lon, lat)| LonLat { lon, lat }),
            town: field("town"),
            feature: None,
            is_protected: is_yes("is_historic") || is_yes("is_red") || !field("heritage_type").is_empty(),
        };
        for name in split_list(field("former_names")) {
            self.register(&Entry { name, status: Status::Former, said: "", ..entry.clone() }, &field);
        }
        let is_taken = self.register(&entry, &field);
        if !is_taken {
            tally.nameless += 1;
            return false;
        }
        tally.taken += 1;
        if entry.kind.is_none() {
            note_unknown(&mut tally.types_unknown, field("type"));
        }
        if status.is_none() {
            note_unknown(&mut tally.statuses_unknown, said);
        }
        true
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
            said: "",
            at: place_of(application),
            town: &application.town,
            feature: None,
            is_protected: false,
        };
        let Review { pending, areas, lexicon, tables, .. } = self;
        let value = |field: &str| given_or_around(scope_value(application, field), field, areas, entry.at);
        push_all(pending, &entry, value, lexicon, &tables.han);
    }

    /// An application, made ready for the rules.
    fn case<'a>(&'a self, application: &'a Application, today: u32) -> Case<'a> {
        let name = self.lexicon.divide_as(&application.name, Some(application.kind), &self.tables.han);
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
            // The same check may lack several things; the same thing is said once.
            let mut said = Vec::new();
            findings.retain(|finding| {
                let of = (finding.code.clone(), finding.unchecked);
                let is_new = of.1.is_none() || !said.contains(&of);
                said.push(of);
                is_new
            });
        }
        findings.sort_by(|a, b| {
            let key = |f: &Finding| (!f.in_scope, f.weight, f.code.clone());
            key(a).cmp(&key(b))
        });
        let chosen = case.chosen();
        let alternatives = alternatives(&application.name, &case.spelling(true, &chosen), &self.tables.han);
        let mut spellings = case.spellings(true).into_iter();
        let romanisation = spellings.next().unwrap_or_default();
        Verdict { romanisation, alternatives, spellings: spellings.collect(), findings }
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
            said: register.said(row).to_owned(),
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
            but_for: None,
        }
    }

    /// The name in Pinyin, by the rules for its type.
    pub fn romanised(&self, tones: bool) -> String {
        romanise(&self.bare_name(), &self.spelling(tones, &self.chosen()), &self.review.tables.han)
    }

    /// The name without a remark in brackets.
    fn bare_name(&self) -> std::borrow::Cow<'_, str> {
        place::without_brackets(&self.application.name)
    }

    /// All ways to spell it, the likeliest first.
    pub fn spellings(&self, tones: bool) -> Vec<String> {
        spellings(&self.bare_name(), &self.spelling(tones, &self.chosen()), &self.review.tables.han)
    }

    /// Whether letters spell it with other readings that its characters have.
    pub fn is_other_reading(&self, letters: &str, tones: bool) -> bool {
        let chosen = self.chosen();
        is_other_reading(letters, &self.bare_name(), &self.spelling(tones, &chosen), &self.review.tables.han)
    }

    fn spelling<'s>(&'s self, tones: bool, chosen: &'s [Option<String>]) -> Spelling<'s> {
        let kind = self.application.kind;
        Spelling {
            generic: if kind.is_divided() { self.name.units.len() - self.name.specific } else { 0 },
            is_divided: kind.is_divided(),
            may_be_joined: kind == NameType::VillageCommittee,
            is_street: kind == NameType::Street,
            is_feature: !matches!(
                kind,
                NameType::Street | NameType::Division | NameType::VillageCommittee | NameType::NaturalVillage
            ),
            tones,
            book: &self.review.book,
            chosen,
        }
    }

    /// For each character the reading that was chosen for it.
    fn chosen(&self) -> Vec<Option<String>> {
        let readings = &self.application.readings;
        let places = self.application.name.chars().filter(|c| !c.is_whitespace()).zip(0u32..);
        places.map(|(_, place)| readings.get(&place).cloned()).collect()
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

/// Counts a word that is not known, and keeps the first ones.
pub fn note_unknown(unknown: &mut (u32, String), word: &str) {
    let word = word.trim();
    if word.is_empty() {
        return;
    }
    unknown.0 += 1;
    let is_room = unknown.1.chars().count() < TOLD_CHARS;
    if is_room && !unknown.1.split('、').any(|known| known == word) {
        if !unknown.1.is_empty() {
            unknown.1.push('、');
        }
        unknown.1.extend(word.chars().take(TOLD_CHARS));
    }
}

impl Tally {
    /// Whether something that should be compared was not, or was not understood.
    pub fn is_lacking(&self) -> bool {
        let all = |unknown: u32| unknown > 0 && unknown as usize == self.taken;
        self.garbled > 0 || all(self.types_unknown.0) || all(self.statuses_unknown.0)
    }
}

/// Adds all names that an entry's name holds; `false` where the whole of it is left out.
fn push_all<'s>(
    register: &mut Register,
    entry: &Entry,
    value: impl Fn(&str) -> &'s str,
    lexicon: &Lexicon,
    han: &Han,
) -> bool {
    for name in place::names_in_brackets(entry.name) {
        let former = Entry { name, status: Status::Former, ..entry.clone() };
        register.push(&former, &value, lexicon, han);
    }
    for name in cell::names_in(entry.name, lexicon, han) {
        register.push(&Entry { name: &name, ..entry.clone() }, &value, lexicon, han);
    }
    register.push(entry, &value, lexicon, han)
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
mod testing;
#[cfg(test)]
mod tests;
